/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The time of a day as people write it on paper: "2:14 pm", "14:14", "214p", "9". Any thread. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-typed-time.h"

#include <stdio.h>

/* "", "a…" or "p…", with what may follow; FALSE for anything else. */
static gboolean
parse_half (const char *rest, char *half)
{
  static const char *const forms[] = { "", "a", "am", "a.m.", "p", "pm", "p.m." };
  g_autofree char *low = g_ascii_strdown (rest, -1);

  g_strstrip (low);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (low, forms[i]))
      {
        *half = forms[i][0];
        return TRUE;
      }
  return FALSE;
}

/* The digits before and after the sign between them; "214" is 2 and 14. */
static gboolean
parse_figures (const char **text, int *hour, int *minute)
{
  const char *p = *text;
  int n = 0, first = 0;

  for (; g_ascii_isdigit (*p) && n < 5; p++, n++)
    first = first * 10 + (*p - '0');
  *hour = n > 2 ? first / 100 : first;
  *minute = n > 2 ? first % 100 : 0;
  if (n == 0 || n > 4)
    return FALSE;
  if (n <= 2 && (*p == ':' || *p == '.'))
    {
      if (!g_ascii_isdigit (p[1]) || !g_ascii_isdigit (p[2]))
        return FALSE;
      *minute = (p[1] - '0') * 10 + (p[2] - '0');
      p += 3;
    }
  *text = p;
  return *minute < 60;
}

/**
 * hearth_typed_time_parse:
 * @text: what somebody typed
 * @day: the day it is of, YYYY-MM-DD
 * @zone: the center's zone
 * @at_s: (out): that instant, UTC seconds
 *
 * Without "am" or "pm" an hour from 1 to 6 is the afternoon's when it is written without a leading zero: the doors of a
 * center are not open at night, and a paper list says "2:30".
 *
 * Returns: %FALSE if @text is no time of a day
 */
gboolean
hearth_typed_time_parse (const char *text, const char *day, GTimeZone *zone, gint64 *at_s)
{
  const char *p = text;
  int hour, minute, year, month, mday;
  char half;

  while (g_ascii_isspace (*p))
    p++;

  gboolean zero = *p == '0';

  if (!parse_figures (&p, &hour, &minute) || !parse_half (p, &half))
    return FALSE;
  if (half ? hour < 1 || hour > 12 : hour > 23)
    return FALSE;
  if (half)
    hour = hour % 12 + (half == 'p' ? 12 : 0);
  else if (!zero && hour >= 1 && hour <= 6)
    hour += 12;
  if (sscanf (day, "%d-%d-%d", &year, &month, &mday) != 3)
    return FALSE;

  g_autoptr (GDateTime) when = g_date_time_new (zone, year, month, mday, hour, minute, 0);

  if (when == NULL)
    return FALSE;
  *at_s = g_date_time_to_unix (when);
  return TRUE;
}
