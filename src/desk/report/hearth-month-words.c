/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Months, weekdays and hours as people read them. Any thread. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-month-words.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

static GDateTime *
first_of (const char *month)
{
  if (strlen (month) != 7 || month[4] != '-')
    return NULL;
  return g_date_time_new_utc (atoi (month), atoi (month + 5), 1, 12, 0, 0);
}

static char *
format (const char *month, int months, const char *pattern)
{
  g_autoptr (GDateTime) first = first_of (month);
  g_autoptr (GDateTime) date = first ? g_date_time_add_months (first, months) : NULL;

  return date ? g_date_time_format (date, pattern) : g_strdup (month);
}

/**
 * hearth_month_words_add:
 * @month: YYYY-MM
 * @months: how many later, or earlier when negative
 *
 * Returns: (transfer full): that month
 */
char *
hearth_month_words_add (const char *month, int months)
{
  return format (month, months, "%Y-%m");
}

/**
 * hearth_month_words_days:
 * @month: YYYY-MM
 *
 * Returns: how many days it has
 */
guint
hearth_month_words_days (const char *month)
{
  g_autoptr (GDateTime) first = first_of (month);

  return first ? g_date_get_days_in_month (g_date_time_get_month (first), g_date_time_get_year (first)) : 31;
}

/**
 * hearth_month_words_day:
 * @month: YYYY-MM
 * @day: of the month, from 1
 *
 * Returns: (transfer full): YYYY-MM-DD
 */
char *
hearth_month_words_day (const char *month, guint day)
{
  return g_strdup_printf ("%s-%02u", month, day);
}

/**
 * hearth_month_words_title:
 * @month: YYYY-MM
 *
 * Returns: (transfer full): month and year
 */
char *
hearth_month_words_title (const char *month)
{
  /* Translators: a month and its year, as in “March 2026”; see g_date_time_format(). */
  return format (month, 0, _ ("%OB %Y"));
}

/**
 * hearth_month_words_name:
 * @month: YYYY-MM
 *
 * Returns: (transfer full): the month alone
 */
char *
hearth_month_words_name (const char *month)
{
  return format (month, 0, "%OB");
}

/**
 * hearth_month_words_weekday:
 * @weekday: 1 for Monday to 7
 *
 * Returns: (transfer full): its short name
 */
char *
hearth_month_words_weekday (guint weekday)
{
  /* The first of January 2024 was a Monday. */
  g_autoptr (GDateTime) date = g_date_time_new_utc (2024, 1, (int)weekday, 12, 0, 0);

  return date ? g_date_time_format (date, "%a") : g_strdup ("");
}

/**
 * hearth_month_words_hour:
 * @hour: 0 to 23
 *
 * Returns: (transfer full): the hour as the clock of this language says it
 */
char *
hearth_month_words_hour (guint hour)
{
  const char *noon = nl_langinfo (AM_STR);

  if (noon == NULL || *noon == '\0')
    return g_strdup_printf ("%u:00", hour);
  /* Translators: an hour of the day, as in “9 am” */
  return g_strdup_printf (hour < 12 ? _ ("%u am") : _ ("%u pm"), (hour + 11) % 12 + 1);
}
