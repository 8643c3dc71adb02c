/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Days of the center, written YYYY-MM-DD (ISO 8601), in the center's own time zone. Any thread. */

#define G_LOG_DOMAIN "hearth-base"

#include "config.h"

#include "hearth-day.h"

#include <stdlib.h>
#include <string.h>

#define ZONES "/zoneinfo/"

static gboolean
parse_day (const char *day, int *year, int *month, int *mday)
{
  if (day == NULL || strlen (day) != HEARTH_DAY_LENGTH - 1 || day[4] != '-' || day[7] != '-')
    return FALSE;
  for (int i = 0; i < 10; i++)
    if (i != 4 && i != 7 && !g_ascii_isdigit (day[i]))
      return FALSE;
  *year = atoi (day);
  *month = atoi (day + 5);
  *mday = atoi (day + 8);
  return *year > 0 && g_date_valid_dmy (*mday, *month, *year);
}

/**
 * hearth_day_of:
 * @at_s: an instant, UTC seconds
 * @zone: the center's zone
 *
 * Returns: (transfer full): the local day on which @at_s falls
 */
char *
hearth_day_of (gint64 at_s, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_s);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, zone) : NULL;

  return local ? g_date_time_format (local, "%Y-%m-%d") : g_strdup ("1970-01-01");
}

/**
 * hearth_day_is_valid:
 * @day: (nullable): what somebody typed or sent
 *
 * Returns: whether @day is a day of the calendar, written YYYY-MM-DD
 */
gboolean
hearth_day_is_valid (const char *day)
{
  int year, month, mday;

  return parse_day (day, &year, &month, &mday);
}

/**
 * hearth_day_bounds:
 * @day: a day
 * @zone: the center's zone
 * @start_s: (out): the first second of the day, UTC
 * @end_s: (out): the first second of the next day, UTC
 *
 * A day with a clock change is 23 or 25 hours long.
 *
 * Returns: %FALSE if @day is not a day
 */
gboolean
hearth_day_bounds (const char *day, GTimeZone *zone, gint64 *start_s, gint64 *end_s)
{
  int year, month, mday;

  if (!parse_day (day, &year, &month, &mday))
    return FALSE;

  g_autoptr (GDateTime) start = g_date_time_new (zone, year, month, mday, 0, 0, 0);
  g_autoptr (GDateTime) end = start ? g_date_time_add_days (start, 1) : NULL;

  if (end == NULL)
    return FALSE;
  *start_s = g_date_time_to_unix (start);
  *end_s = g_date_time_to_unix (end);
  return TRUE;
}

/**
 * hearth_day_add:
 * @day: a valid day
 * @days: how many days later, or earlier when negative
 *
 * Returns: (transfer full) (nullable): that day
 */
char *
hearth_day_add (const char *day, int days)
{
  int year, month, mday;

  if (!parse_day (day, &year, &month, &mday))
    return NULL;

  g_autoptr (GDateTime) from = g_date_time_new_utc (year, month, mday, 0, 0, 0);
  g_autoptr (GDateTime) to = g_date_time_add_days (from, days);

  return to ? g_date_time_format (to, "%Y-%m-%d") : NULL;
}

/**
 * hearth_day_zone_of_pc:
 *
 * What a PC is set to may be the name of a zone, the path of its file, or rules without a name.
 *
 * Returns: (transfer full) (nullable): the IANA name of the zone, or "UTC"; %NULL where it has no such name
 */
char *
hearth_day_zone_of_pc (void)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  const char *said = g_time_zone_get_identifier (local), *folder;
  g_autofree char *path = NULL;

  if (*said == ':')
    said++;
  if (*said == '/')
    {
      path = realpath (said, NULL);
      folder = path ? strstr (path, ZONES) : NULL;
      said = folder ? folder + strlen (ZONES) : "";
      if (g_str_equal (said, "Etc/UTC"))
        said = "UTC";
    }

  g_autoptr (GTimeZone) named = g_time_zone_new_identifier (said);

  return named && (strchr (said, '/') || g_str_equal (said, "UTC")) ? g_strdup (said) : NULL;
}
