/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A visit in words, as the privacy view may show it: on the card, in today's list, on the roll. Main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-visit-words.h"

#include <glib/gi18n.h>

#include "hearth-shown-name.h"

static gboolean
is (HearthVisit *visit, const char *kind)
{
  return g_str_equal (hearth_visit_get_kind (visit), kind);
}

/* Kept on this PC, and nobody could be asked whose name it is. */
static gboolean
is_only_typed (HearthVisit *visit)
{
  return hearth_visit_get_id (visit) < 0 && is (visit, "person") && hearth_visit_get_person_id (visit) == 0;
}

static char *
typed_name (HearthVisit *visit, gboolean shrink)
{
  g_autofree char *shown = hearth_shown_name (hearth_visit_get_name (visit), NULL, shrink);

  /* Translators: a name as somebody typed it. */
  return *shown ? g_strdup_printf (_ ("“%s”"), shown) : g_strdup (_ ("A kept check-in"));
}

/**
 * hearth_visit_words_name:
 * @visit: a visit
 * @shrink: whether only first names are shown
 *
 * Returns: (transfer full): "Jon S.", "Guest", "12 people"; in quotes what is only a typed name yet
 */
char *
hearth_visit_words_name (HearthVisit *visit, gboolean shrink)
{
  if (is (visit, "group"))
    {
      int n = (int)hearth_visit_get_head_count (visit);

      return g_strdup_printf (ngettext ("%d person", "%d people", n), n);
    }
  if (is_only_typed (visit))
    return typed_name (visit, shrink);
  if (*hearth_visit_get_name (visit))
    return hearth_shown_name (hearth_visit_get_name (visit), hearth_visit_get_initial (visit), shrink);
  return g_strdup (_ ("Guest"));
}

/**
 * hearth_visit_words_what:
 * @visit: a visit
 * @reason: (nullable): what for
 *
 * Returns: (transfer full): "Coaching", "Drop-in, new here, 2 children", "Head count, noon group"
 */
char *
hearth_visit_words_what (HearthVisit *visit, HearthReason *reason)
{
  g_autoptr (GString) text = g_string_new (reason ? hearth_reason_get_label (reason) : hearth_visit_get_reason (visit));
  int children = (int)hearth_visit_get_children (visit);

  if (is (visit, "group"))
    {
      g_string_assign (text, _ ("Head count"));
      if (*hearth_visit_get_label (visit))
        g_string_append_printf (text, ", %s", hearth_visit_get_label (visit));
    }
  else if (is (visit, "guest-new") || is (visit, "guest-before"))
    {
      /* Kept on this PC without a reason: what a guest came for by default is for the hub to say. */
      if (text->len == 0)
        g_string_append (text, _ ("No name"));
      g_string_append_printf (text, ", %s", is (visit, "guest-new") ? _ ("new here") : _ ("been before"));
    }
  if (children > 0)
    {
      g_string_append (text, ", ");
      /* Translators: children who came along with somebody. */
      g_string_append_printf (text, ngettext ("%d child", "%d children", children), children);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * hearth_visit_words_left:
 * @visit: a visit
 * @zone: the center's zone
 *
 * Returns: (transfer full) (nullable): "left 1:10 pm", "left, time unknown"; %NULL while they are here
 */
char *
hearth_visit_words_left (HearthVisit *visit, GTimeZone *zone)
{
  const char *how = hearth_visit_get_left_how (visit);
  g_autofree char *time = NULL;

  if (*how == '\0')
    return NULL;
  if (g_str_equal (how, "unknown"))
    return g_strdup (_ ("left, time unknown"));
  time = hearth_shown_time (hearth_visit_get_left_at_s (visit), zone);
  /* Translators: %s is a time of day. */
  return g_strdup_printf (_ ("left %s"), time);
}

/**
 * hearth_visit_words_icon:
 * @visit: a visit
 * @reason: (nullable): what for
 *
 * Returns: the name of its icon
 */
const char *
hearth_visit_words_icon (HearthVisit *visit, HearthReason *reason)
{
  if (is (visit, "group"))
    return "hearth-group-symbolic";
  if (!is (visit, "person"))
    return "hearth-guest-symbolic";
  return reason ? hearth_reason_get_icon (reason) : "";
}
