/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a desk keeps while the hub is away, in words. Main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-kept-words.h"

#include <glib/gi18n.h>

#include "hearth-clock.h"
#include "hearth-day.h"
#include "hearth-shown-name.h"

static gboolean
is (HearthKept *kept, const char *kind)
{
  return g_str_equal (hearth_kept_get_kind (kept), kind);
}

/* Kept by a clock that was not set, and waiting for somebody who says when it was. */
static gboolean
is_timeless (HearthKept *kept)
{
  return *hearth_kept_get_kind (kept) != '\0' && !g_str_equal (hearth_kept_get_state (kept), "waiting")
         && !is (kept, "written") && !hearth_kept_is_a_time (hearth_kept_get_arrived_at_s (kept));
}

/* What the hub acknowledged once and cannot make again after a restore. */
static const char *
written_words (const char *method)
{
  if (g_str_has_prefix (method, "Checkin.Record"))
    return _ ("A check-in of before");
  if (g_str_has_prefix (method, "Checkin."))
    return _ ("A correction of today’s list");
  if (g_str_equal (method, "People.Register"))
    return _ ("A new record");
  if (g_str_has_prefix (method, "People.Merge"))
    return _ ("A merge of two records");
  if (g_str_has_prefix (method, "People."))
    return _ ("A change of a record");
  return _ ("A change of the center’s settings");
}

static char *
in_quotes (const char *name)
{
  /* Translators: a name as somebody typed it. */
  return g_strdup_printf (_ ("“%s”"), name);
}

/**
 * hearth_kept_words_title:
 * @kept: a kept check-in
 *
 * For lists, which others see over the desk.
 *
 * Returns: (transfer full): who or what it is; a typed name stands in quotes, as any list shows names
 */
char *
hearth_kept_words_title (HearthKept *kept)
{
  if (is (kept, "name"))
    {
      g_autofree char *shown = hearth_shown_typed_name (hearth_kept_get_name (kept));

      return in_quotes (shown);
    }
  if (is (kept, "person"))
    return g_strdup (hearth_kept_get_shown_name (kept));
  if (is (kept, "written"))
    return g_strdup (written_words (hearth_kept_get_name (kept)));
  if (is (kept, "group"))
    {
      int n = (int)hearth_kept_get_count (kept);

      return g_strdup_printf (ngettext ("%d person", "%d people", n), n);
    }
  if (*hearth_kept_get_name (kept) != '\0')
    return g_strdup (hearth_kept_get_name (kept));
  if (is (kept, "guest-new"))
    return g_strdup (_ ("Guest, new here"));
  if (is (kept, "guest-before"))
    return g_strdup (_ ("Guest, been before"));
  return g_strdup (_ ("A kept check-in"));
}

/**
 * hearth_kept_words_whole_title:
 * @kept: a kept check-in
 *
 * For whoever settles it, who has to know what was typed.
 *
 * Returns: (transfer full): the same, a typed name as it was typed
 */
char *
hearth_kept_words_whole_title (HearthKept *kept)
{
  return is (kept, "name") ? in_quotes (hearth_kept_get_name (kept)) : hearth_kept_words_title (kept);
}

/**
 * hearth_kept_words_apart_title:
 * @outbox: what is kept
 * @kept: one of it
 *
 * For the dialog, where one of them is chosen.
 *
 * Returns: (transfer full): as a list shows it; the whole of a typed name where that is no other than the next one's
 */
char *
hearth_kept_words_apart_title (HearthOutbox *outbox, HearthKept *kept)
{
  g_autofree char *title = hearth_kept_words_title (kept);
  guint n = is (kept, "name") ? g_list_model_get_n_items (G_LIST_MODEL (outbox)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthKept) other = g_list_model_get_item (G_LIST_MODEL (outbox), i);
      g_autofree char *theirs = is (other, "name") ? hearth_kept_words_title (other) : NULL;

      if (g_strcmp0 (theirs, title) == 0 && !g_str_equal (hearth_kept_get_name (other), hearth_kept_get_name (kept)))
        return hearth_kept_words_whole_title (kept);
    }
  return g_steal_pointer (&title);
}

/**
 * hearth_kept_words_when:
 * @kept: a kept check-in
 * @zone: the center's zone
 *
 * Returns: (transfer full): day (where it is not today), time, and who wrote it
 */
char *
hearth_kept_words_when (HearthKept *kept, GTimeZone *zone)
{
  gint64 at_s
      = hearth_kept_get_arrived_at_s (kept) ? hearth_kept_get_arrived_at_s (kept) : hearth_kept_get_kept_at_s (kept);
  g_autofree char *day = hearth_day_of (at_s, zone);
  g_autofree char *today = hearth_day_of (hearth_clock_now_s (), zone);
  g_autofree char *time = hearth_shown_time (at_s, zone);
  g_autofree char *shown = g_str_equal (day, today) ? NULL : hearth_shown_day (day, today);
  /* Translators: a day and a time: "yesterday 4:20 pm". */
  g_autofree char *when = is_timeless (kept) ? g_strdup (_ ("Time not known"))
                          : shown            ? g_strdup_printf (_ ("%s %s"), shown, time)
                                             : g_strdup (time);
  const char *by = hearth_kept_get_account_name (kept);

  return *by ? g_strdup_printf ("%s · %s", when, by) : g_steal_pointer (&when);
}

/**
 * hearth_kept_words_matches:
 * @kept: one to settle
 *
 * Returns: (transfer full): how many people the typed name fits
 */
char *
hearth_kept_words_matches (HearthKept *kept)
{
  guint n = (guint)hearth_kept_get_matches (kept);

  if (is (kept, "written"))
    return g_strdup (_ ("Could not be made again after the center was restored"));
  /* Sealed for a key that no hub gives to this desk any more: it was removed and joined again, or the file is damaged. */
  if (g_str_equal (hearth_kept_get_state (kept), "refused") && *hearth_kept_get_kind (kept) == '\0')
    return g_strdup (_ ("Nobody can read it any more: enter it again if you know who came"));
  if (is_timeless (kept))
    return g_strdup (_ ("The clock of this PC was not set: say when it was"));
  if (g_str_equal (hearth_kept_get_state (kept), "refused"))
    return g_strdup (_ ("The hub could not take it as it is"));
  if (n == 0)
    return g_strdup (_ ("Nobody of this name"));
  return g_strdup_printf (ngettext ("%u person fits", "%u people fit", n), n);
}

typedef struct
{
  guint names, guests, groups, others;
  gint64 oldest_s;
} Tally;

static Tally
tally_of (HearthOutbox *outbox)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (outbox));
  Tally tally = { 0 };

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthKept) kept = g_list_model_get_item (G_LIST_MODEL (outbox), i);
      gint64 at_s = hearth_kept_get_arrived_at_s (kept) ? hearth_kept_get_arrived_at_s (kept)
                                                        : hearth_kept_get_kept_at_s (kept);

      if (g_str_equal (hearth_kept_get_state (kept), "settle") || g_str_equal (hearth_kept_get_state (kept), "refused"))
        continue;
      tally.names += is (kept, "name") || is (kept, "person");
      tally.guests += is (kept, "guest-new") || is (kept, "guest-before");
      tally.groups += is (kept, "group");
      tally.others += *hearth_kept_get_kind (kept) == '\0';
      if (tally.oldest_s == 0 || at_s < tally.oldest_s)
        tally.oldest_s = at_s;
    }
  return tally;
}

static void
add_part (GString *text, char *part)
{
  g_autofree char *given = part;

  if (text->len > 0)
    g_string_append (text, ", ");
  g_string_append (text, given);
}

/**
 * hearth_kept_words_summary:
 * @outbox: what is kept
 *
 * Returns: (transfer full): what waits, by kind
 */
char *
hearth_kept_words_summary (HearthOutbox *outbox)
{
  Tally tally = tally_of (outbox);
  g_autoptr (GString) text = g_string_new (NULL);

  if (tally.names > 0)
    add_part (text, g_strdup_printf (ngettext ("%u named check-in", "%u named check-ins", tally.names), tally.names));
  if (tally.guests > 0)
    add_part (text, g_strdup_printf (ngettext ("%u guest", "%u guests", tally.guests), tally.guests));
  if (tally.groups > 0)
    add_part (text, g_strdup_printf (ngettext ("%u group", "%u groups", tally.groups), tally.groups));
  if (tally.others > 0)
    add_part (text, g_strdup_printf (ngettext ("%u from before", "%u from before", tally.others), tally.others));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : g_strdup (_ ("Nothing yet"));
}

/**
 * hearth_kept_words_oldest:
 * @outbox: what is kept
 * @zone: the center's zone
 *
 * Returns: (transfer full): since when something waits; "" when nothing does
 */
char *
hearth_kept_words_oldest (HearthOutbox *outbox, GTimeZone *zone)
{
  Tally tally = tally_of (outbox);
  g_autofree char *day = NULL;
  g_autofree char *today = NULL;
  g_autofree char *time = NULL;
  g_autofree char *shown = NULL;

  if (tally.oldest_s == 0)
    return g_strdup ("");
  day = hearth_day_of (tally.oldest_s, zone);
  today = hearth_day_of (hearth_clock_now_s (), zone);
  time = hearth_shown_time (tally.oldest_s, zone);
  if (g_str_equal (day, today))
    /* Translators: %s is a time of day; kept on this PC, where nobody can read it. */
    return g_strdup_printf (_ ("Oldest %s · encrypted"), time);
  shown = hearth_shown_day (day, today);
  /* Translators: a day and a time of day. */
  return g_strdup_printf (_ ("Oldest %s, %s · encrypted"), shown, time);
}
