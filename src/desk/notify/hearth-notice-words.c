/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The sentences of notices, and how much of a name may be in them. Main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-notice-words.h"

#include <glib/gi18n.h>

#include "hearth-day.h"
#include "hearth-setup.h"
#include "hearth-shown-name.h"

/**
 * hearth_notice_names_from_setting:
 * @setting: value of "notify-names"
 *
 * Returns: how much it allows; what is not known allows nothing
 */
HearthNoticeNames
hearth_notice_names_from_setting (const char *setting)
{
  if (g_strcmp0 (setting, "first-name") == 0)
    return HEARTH_NOTICE_NAMES_FIRST;
  if (g_strcmp0 (setting, "initials") == 0)
    return HEARTH_NOTICE_NAMES_INITIALS;
  return HEARTH_NOTICE_NAMES_NOTHING;
}

/**
 * hearth_notice_names_at:
 * @client: of the desk
 * @locked: whether nobody is at it
 *
 * Returns: how much of a name may be shown here and now
 */
HearthNoticeNames
hearth_notice_names_at (HearthClient *client, gboolean locked)
{
  HearthCenter *center = hearth_client_get_center (client);
  g_autofree char *setting = NULL;

  if (locked || hearth_client_get_state (client) != HEARTH_CLIENT_SIGNED_IN || center == NULL
      || hearth_center_get_front_desk (center))
    return HEARTH_NOTICE_NAMES_NOTHING;
  setting = g_settings_get_string (hearth_setup_get_settings (), "notify-names");
  return hearth_notice_names_from_setting (setting);
}

static void
add_initial (GString *text, const char *name)
{
  gunichar letter = g_utf8_get_char_validated (name, -1);

  if (letter == (gunichar)-1 || letter == (gunichar)-2 || letter == 0)
    return;
  g_string_append_unichar (text, g_unichar_toupper (letter));
  g_string_append_c (text, '.');
}

/**
 * hearth_notice_words_asked_for:
 * @visit: (nullable): of who is asking
 * @names: how much of their name may be said
 *
 * Returns: (transfer full): the sentence
 */
char *
hearth_notice_words_asked_for (HearthVisit *visit, HearthNoticeNames names)
{
  const char *name = visit ? hearth_visit_get_name (visit) : "";
  g_autoptr (GString) initials = g_string_new (NULL);

  if (*name == '\0' || names == HEARTH_NOTICE_NAMES_NOTHING)
    return g_strdup (_ ("Somebody asked for you at the front desk."));
  if (names == HEARTH_NOTICE_NAMES_FIRST)
    /* Translators: %s is a first name. */
    return g_strdup_printf (_ ("%s asked for you at the front desk."), name);
  add_initial (initials, name);
  add_initial (initials, hearth_visit_get_initial (visit));
  if (initials->len == 0)
    return g_strdup (_ ("Somebody asked for you at the front desk."));
  /* Translators: %s are initials, "J.S." */
  return g_strdup_printf (_ ("%s asked for you at the front desk."), initials->str);
}

static char *
disk_words (GVariant *detail)
{
  gint64 free_bytes = -1;
  g_autofree char *size = NULL;

  if (!g_variant_lookup (detail, "bytes-free", "x", &free_bytes) || free_bytes < 0)
    return g_strdup (_ ("Make room before check-ins have to wait."));
  size = g_format_size ((guint64)free_bytes);
  /* Translators: %s is a size, "1.2 GB". */
  return g_strdup_printf (_ ("%s are left. Make room before check-ins have to wait."), size);
}

static char *
certificate_words (GVariant *detail, GTimeZone *zone)
{
  gint64 at_s = 0;
  g_autofree char *day = NULL;
  g_autofree char *shown = NULL;

  if (!g_variant_lookup (detail, "expires-at-s", "x", &at_s) || at_s <= 0)
    return g_strdup (_ ("It is usually renewed by itself. See what the hub says."));
  day = hearth_day_of (at_s, zone);
  shown = hearth_shown_day (day, NULL);
  /* Translators: %s is a day. */
  return g_strdup_printf (_ ("It is good until %s and was not renewed by itself. See what the hub says."), shown);
}

/**
 * hearth_notice_words_body:
 * @kind: of Session.Notice, not "asked-for"
 * @detail: what the hub said of it
 * @zone: the center's zone
 *
 * Returns: (transfer full): what stands under the summary
 */
char *
hearth_notice_words_body (const char *kind, GVariant *detail, GTimeZone *zone)
{
  if (g_str_equal (kind, "backup-failed"))
    return g_strdup (_ ("The center itself is safe. See what the hub says."));
  if (g_str_equal (kind, "disk-low"))
    return disk_words (detail);
  if (g_str_equal (kind, "certificate-expiring"))
    return certificate_words (detail, zone);
  if (g_str_equal (kind, "desk-joined"))
    return g_strdup (_ ("If nobody of the team did this, remove it in the list of desks."));
  if (g_str_equal (kind, "desk-removed"))
    return g_strdup (_ ("It can do nothing in the center any more."));
  if (g_str_equal (kind, "desk-twice"))
    return g_strdup (_ ("Somebody may have copied it. Remove it in the list of desks, and let each PC join with a code "
                        "of its own."));
  return g_strdup ("");
}
