/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How names, times and days are written on every screen, by the language of the desk.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-shown-name.h"

#include "hearth-day.h"
#include "hearth-text.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

/**
 * hearth_shown_name:
 * @name: (nullable): preferred name
 * @initial: (nullable): initial of the family name with its full stop, as hearth_text_initial() gives it
 * @shrink: whether only the first word is shown, as Ctrl+H asks
 *
 * Returns: (transfer full): the name as others may read it over a shoulder: "Jon S.", shrunk "Jon"
 */
char *
hearth_shown_name (const char *name, const char *initial, gboolean shrink)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name ? name : ""));

  if (shrink)
    {
      char *space = strchr (stripped, ' ');

      return space ? g_strndup (stripped, (gsize)(space - stripped)) : g_steal_pointer (&stripped);
    }
  if (initial == NULL || *initial == '\0')
    return g_steal_pointer (&stripped);
  /* Translators: a preferred name and the initial of the family name: "Jon S." */
  return g_strdup_printf (_ ("%s %s"), stripped, initial);
}

static gboolean
is_one_letter (const char *word)
{
  return *word != '\0' && *g_utf8_next_char (word) == '\0';
}

/* Of a phone or a card the last four signs tell enough. */
static char *
typed_digits (const char *typed)
{
  g_autofree char *digits = hearth_text_digits (typed);
  gsize n = strlen (digits);

  if (n <= 4 || n * 2 < strlen (typed))
    return NULL;
  return g_strconcat ("…", digits + n - 4, NULL);
}

/**
 * hearth_shown_typed_name:
 * @typed: who somebody is, as it was typed while nobody could be asked
 *
 * As hearth_shown_name() does it with a record, as far as one can tell: the last word is the family name, or what stands
 * before a comma.
 *
 * Returns: (transfer full): "Jon S." for "Jon Smith" and "Smith, Jon"; one word as it is; the end of a number
 */
char *
hearth_shown_typed_name (const char *typed)
{
  g_autofree char *clean = g_strstrip (g_strdup (typed));
  g_autofree char *end = typed_digits (clean);
  g_autofree char *first = NULL, *initial = NULL;
  const char *family;
  char *cut;

  if (end != NULL)
    return g_steal_pointer (&end);
  if ((cut = strchr (clean, ',')) != NULL)
    {
      first = g_strstrip (g_strdup (cut + 1));
      *cut = '\0';
      family = clean;
    }
  else if ((cut = strrchr (clean, ' ')) != NULL)
    {
      first = g_strchomp (g_strndup (clean, (gsize)(cut - clean)));
      family = cut + 1;
    }
  if (cut == NULL)
    return g_steal_pointer (&clean);
  if (*first == '\0' || *family == '\0')
    return g_strdup (*first ? first : family);
  initial = is_one_letter (family) ? g_strdup (family) : hearth_text_initial (family);
  return hearth_shown_name (first, initial, FALSE);
}

/* Whether people here write "2:14 pm". The C locale stands for English of the United States, the language of the source. */
static gboolean
locale_has_pm (void)
{
  const char *format = nl_langinfo (T_FMT);
  const char *locale = setlocale (LC_TIME, NULL);

  if (locale == NULL || g_str_equal (locale, "C") || g_str_equal (locale, "POSIX") || g_str_has_prefix (locale, "C."))
    return TRUE;
  return strstr (format, "%p") || strstr (format, "%P") || strstr (format, "%r");
}

/**
 * hearth_shown_time:
 * @at_s: an instant, UTC seconds
 * @zone: the center's zone
 *
 * Returns: (transfer full): the time of day: "2:14 pm", or "14:14" where the locale writes so
 */
char *
hearth_shown_time (gint64 at_s, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_s);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, zone) : NULL;

  if (local == NULL)
    return g_strdup ("");
  /* Translators: a time of day of 12 hours, as g_date_time_format() writes it: "2:14 pm". */
  return g_date_time_format (local, locale_has_pm () ? _ ("%-I:%M %P") : "%H:%M");
}

static GDateTime *
noon_of (const char *day)
{
  g_autofree char *text = NULL;

  if (!hearth_day_is_valid (day))
    return NULL;
  text = g_strconcat (day, "T12:00:00Z", NULL);
  return g_date_time_new_from_iso8601 (text, NULL);
}

/**
 * hearth_shown_day:
 * @day: (nullable): a day, YYYY-MM-DD
 * @today: (nullable): today at the center
 *
 * Returns: (transfer full): "today", "yesterday", "Tuesday" (within a week), "March 3", "March 3, 2025"
 */
char *
hearth_shown_day (const char *day, const char *today)
{
  g_autoptr (GDateTime) then = noon_of (day);
  g_autoptr (GDateTime) now = noon_of (today);
  gint64 days;

  if (then == NULL)
    return g_strdup ("");
  if (now == NULL)
    return g_date_time_format (then, _ ("%B %-d, %Y"));
  days = g_date_time_difference (now, then) / G_TIME_SPAN_DAY;
  if (days == 0)
    return g_strdup (_ ("today"));
  if (days == 1)
    return g_strdup (_ ("yesterday"));
  if (days > 1 && days < 7)
    return g_date_time_format (then, "%A");
  if (g_date_time_get_year (then) == g_date_time_get_year (now))
    /* Translators: a day of this year, as g_date_time_format() writes it: "March 3". */
    return g_date_time_format (then, _ ("%B %-d"));
  /* Translators: a day of another year, as g_date_time_format() writes it: "March 3, 2025". */
  return g_date_time_format (then, _ ("%B %-d, %Y"));
}

/**
 * hearth_shown_long_day:
 * @day: (nullable): a day, YYYY-MM-DD
 *
 * Returns: (transfer full): "Thursday, March 12"
 */
char *
hearth_shown_long_day (const char *day)
{
  g_autoptr (GDateTime) then = noon_of (day);

  /* Translators: a day with its weekday, as g_date_time_format() writes it: "Thursday, March 12". */
  return then ? g_date_time_format (then, _ ("%A, %B %-d")) : g_strdup ("");
}
