/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a desk may notice of a person's dates when they come: yes or no, never the date. Any thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-arrival-rules.h"

#include <stdlib.h>
#include <string.h>

#include "hearth-day.h"

#define ADULT 18

/**
 * hearth_arrival_is_chosen_date:
 * @today: the center's day
 * @recovery_date: (nullable): a date that may be noticed, or ""
 *
 * The day comes round each year; that of a February 29 is February 28 in other years. Nothing counts the years.
 *
 * Returns: whether it is today
 */
gboolean
hearth_arrival_is_chosen_date (const char *today, const char *recovery_date)
{
  const char *month_and_day = recovery_date ? recovery_date + 5 : NULL;

  if (!hearth_day_is_valid (today) || !hearth_day_is_valid (recovery_date) || strcmp (recovery_date, today) > 0)
    return FALSE;
  if (g_str_equal (month_and_day, "02-29") && !g_date_is_leap_year ((GDateYear)atoi (today)))
    month_and_day = "02-28";
  return g_str_equal (month_and_day, today + 5);
}

/**
 * hearth_arrival_is_under_18:
 * @today: the center's day
 * @birth_kind: of HearthPerson
 * @birth_date: of HearthPerson
 *
 * Careful where only the year is known: who may still be 17 is under 18.
 *
 * Returns: whether staff are to be called
 */
gboolean
hearth_arrival_is_under_18 (const char *today, const char *birth_kind, const char *birth_date)
{
  int years;

  if (g_str_equal (birth_kind, "under-18"))
    return TRUE;
  if (!hearth_day_is_valid (today) || strlen (birth_date) < 4)
    return FALSE;
  years = atoi (today) - atoi (birth_date);
  if (g_str_equal (birth_kind, "year"))
    return years <= ADULT;
  if (g_str_equal (birth_kind, "date") && hearth_day_is_valid (birth_date))
    return years < ADULT || (years == ADULT && strcmp (today + 5, birth_date + 5) < 0);
  return FALSE;
}
