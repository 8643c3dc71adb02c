/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What is said of desks: who sits there, when it was seen, which Hearth runs on it. Any thread. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-desk-words.h"

#include "hearth-day.h"
#include "hearth-shown-name.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define DAY_S (24 * 60 * 60)

/**
 * hearth_desk_words_when:
 * @at_s: an instant, UTC seconds
 * @now_s: now
 * @zone: the center's
 *
 * Returns: (transfer full): "today, 3:00 am", "Tuesday, 4:40 pm"
 */
char *
hearth_desk_words_when (gint64 at_s, gint64 now_s, GTimeZone *zone)
{
  g_autofree char *today = hearth_day_of (now_s, zone);
  g_autofree char *day = hearth_day_of (at_s, zone);
  g_autofree char *shown_day = hearth_shown_day (day, today);
  g_autofree char *shown_time = hearth_shown_time (at_s, zone);

  /* Translators: a day in words and a time of day: "Tuesday, 4:40 pm". */
  return g_strdup_printf (_ ("%s, %s"), shown_day, shown_time);
}

/* Versions are numbers with dots; what is no number counts as 0. */
static int
compare_versions (const char *a, const char *b)
{
  while (*a != '\0' || *b != '\0')
    {
      char *after_a, *after_b;
      long x = strtol (a, &after_a, 10), y = strtol (b, &after_b, 10);

      if (x != y)
        return x < y ? -1 : 1;
      a = after_a + strcspn (after_a, "0123456789");
      b = after_b + strcspn (after_b, "0123456789");
    }
  return 0;
}

/**
 * hearth_desk_words_version:
 * @version: of a desk
 * @hub_version: (nullable): of the hub
 *
 * Returns: (transfer full): the version, and what is to be done about it
 */
char *
hearth_desk_words_version (const char *version, const char *hub_version)
{
  int order = hub_version != NULL && *hub_version != '\0' ? compare_versions (version, hub_version) : 0;

  if (*version == '\0')
    return g_strdup (_ ("version not known"));
  if (order < 0)
    /* Translators: a version number. */
    return g_strdup_printf (_ ("version %s, older than the hub’s: update it"), version);
  if (order > 0)
    return g_strdup_printf (_ ("version %s, newer than the hub’s: update the hub"), version);
  return g_strdup_printf (_ ("version %s"), version);
}

static char *
seen (HearthDesk *desk, gboolean here, gint64 now_s, GTimeZone *zone)
{
  g_autofree char *when = NULL;

  if (here)
    return g_strdup (_ ("This PC"));
  if (hearth_desk_get_connected (desk))
    return g_strdup (_ ("Here now"));
  if (hearth_desk_get_seen_at_s (desk) == 0)
    return g_strdup (_ ("Not seen yet"));
  when = hearth_desk_words_when (hearth_desk_get_seen_at_s (desk), now_s, zone);
  /* Translators: a day in words and a time: "Last seen Tuesday, 4:40 pm". */
  return g_strdup_printf (_ ("Last seen %s"), when);
}

/**
 * hearth_desk_words_line:
 * @desk: a desk
 * @here: whether it is the one at which this is read
 * @hub_version: (nullable): of the hub
 * @now_s: now
 * @zone: the center's
 *
 * Returns: (transfer full): "Here now · Lee signed in · version 1.0"; first what is wrong
 */
char *
hearth_desk_words_line (HearthDesk *desk, gboolean here, const char *hub_version, gint64 now_s, GTimeZone *zone)
{
  g_autofree char *when = seen (desk, here, now_s, zone);
  g_autofree char *first
      = hearth_desk_get_copied (desk) ? g_strjoin (" · ", _ ("On two PCs"), when, NULL) : g_strdup (when);
  g_autofree char *version = hearth_desk_words_version (hearth_desk_get_version (desk), hub_version);
  const char *who = hearth_desk_get_who (desk);
  /* Translators: a person of the team, at a desk: "Lee signed in". */
  g_autofree char *signed_in
      = *who != '\0' ? g_strdup_printf (_ ("%s signed in"), who) : g_strdup (_ ("nobody signed in"));

  if (!here && !hearth_desk_get_connected (desk))
    return g_strjoin (" · ", first, version, NULL);
  return g_strjoin (" · ", first, signed_in, version, NULL);
}

/**
 * hearth_desk_words_left:
 * @seconds: how long something lasts still
 *
 * Returns: (transfer full): whole minutes, rounded up; seconds in the last minute
 */
char *
hearth_desk_words_left (gint64 seconds)
{
  gint64 minutes = (seconds + 59) / 60;

  if (seconds > 60)
    return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong)minutes), (int)minutes);
  seconds = MAX (seconds, 0);
  return g_strdup_printf (ngettext ("%d second", "%d seconds", (gulong)seconds), (int)seconds);
}

/**
 * hearth_desk_words_in_days:
 * @at_s: an instant
 * @now_s: now
 *
 * Returns: (transfer full): how far away the instant is, in days
 */
char *
hearth_desk_words_in_days (gint64 at_s, gint64 now_s)
{
  gint64 days = (at_s - now_s) / DAY_S;

  if (days < 1)
    return g_strdup (_ ("today"));
  return g_strdup_printf (ngettext ("in %d day", "in %d days", (gulong)days), (int)days);
}
