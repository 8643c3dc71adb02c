/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Days as people type and read them: "March 3, 1988", "3/3/1988", "1988-03-03". Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-date-text.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

#include "hearth-day.h"

/**
 * hearth_date_text_show:
 * @day: YYYY-MM-DD, or ""
 *
 * Returns: (transfer full): the day in words; what is not a day comes back as it is
 */
char *
hearth_date_text_show (const char *day)
{
  g_autoptr (GDateTime) date = NULL;

  if (!hearth_day_is_valid (day))
    return g_strdup (day);
  date = g_date_time_new_utc (atoi (day), atoi (day + 5), atoi (day + 8), 12, 0, 0);
  /* Translators: a whole day, as in “March 3, 1988”; see g_date_time_format(). */
  return g_date_time_format (date, _ ("%B %-e, %Y"));
}

/* Whether a group of exactly four digits is in it: two would have to be guessed. */
static gboolean
has_whole_year (const char *typed)
{
  gsize run = 0;

  for (const char *at = typed;; at++)
    {
      if (g_ascii_isdigit (*at))
        run++;
      else
        {
          if (run == 4)
            return TRUE;
          run = 0;
        }
      if (*at == '\0')
        return FALSE;
    }
}

/**
 * hearth_date_text_read:
 * @typed: what somebody typed
 *
 * The order of day and month in figures is that of the language.
 *
 * Returns: (transfer full) (nullable): YYYY-MM-DD
 */
char *
hearth_date_text_read (const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  GDate date;

  if (hearth_day_is_valid (text))
    return g_steal_pointer (&text);
  if (strlen (text) > 60 || !has_whole_year (text))
    return NULL;
  g_date_clear (&date, 1);
  g_date_set_parse (&date, text);
  if (!g_date_valid (&date))
    return NULL;
  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&date), (guint)g_date_get_month (&date),
                          g_date_get_day (&date));
}
