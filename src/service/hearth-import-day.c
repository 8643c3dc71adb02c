/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Days as people and other programs write them, and what they write where nothing is known. Any thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-import-day.h"

#include "hearth-text.h"

#include <stdlib.h>
#include <string.h>

/**
 * hearth_import_day_is_nothing:
 * @text: a cell
 *
 * Returns: whether it says only that nothing is known
 */
gboolean
hearth_import_day_is_nothing (const char *text)
{
  static const char *const nothings[]
      = { "n a", "na", "none", "null", "unknown", "no", "not asked", "0000 00 00", "desconocido", "ninguno", NULL };
  g_autofree char *folded = NULL;

  if (strspn (text, " -.?/*") == strlen (text))
    return TRUE;
  folded = hearth_text_fold (text);
  return g_strv_contains (nothings, folded);
}

/* The number of a month, from its English or Spanish name or the first three letters; 0: none. */
static int
month_of (const char *word)
{
  static const char *const months[][2]
      = { { "january", "enero" },   { "february", "febrero" },   { "march", "marzo" },
          { "april", "abril" },     { "may", "mayo" },           { "june", "junio" },
          { "july", "julio" },      { "august", "agosto" },      { "september", "septiembre" },
          { "october", "octubre" }, { "november", "noviembre" }, { "december", "diciembre" } };
  gsize length = strlen (word);

  for (int i = 0; length >= 3 && i < 12; i++)
    for (guint j = 0; j < 2; j++)
      if (strncmp (months[i][j], word, length) == 0 || strncmp (months[i][j], word, 3) == 0)
        return i + 1;
  return 0;
}

/* A year of two digits is the latest that is not to come. */
static int
whole_year (const char *digits, const char *today)
{
  int year = atoi (digits), now = atoi (today);

  if (strlen (digits) > 2)
    return year;
  year += now / 100 * 100;
  return year > now ? year - 100 : year;
}

static gboolean
is_number (const char *word)
{
  gsize length = strlen (word);

  return length >= 1 && length <= 4 && strspn (word, "0123456789") == length;
}

static char *
day_text (int year, int month, int mday)
{
  return g_date_valid_dmy ((GDateDay)mday, (GDateMonth)month, (GDateYear)year) && mday > 0
             ? g_strdup_printf ("%04d-%02d-%02d", year, month, mday)
             : NULL;
}

/* Three parts in the order of the text: 1980-03-12, 3/12/1980, 12.3.1980, 12 March 1980, March 12, 1980. Slashes and
 * hyphens are read as in the United States, dots as in Europe. */
static char *
day_of_parts (char **parts, gboolean dots, const char *today)
{
  int month;

  if (is_number (parts[0]) && strlen (parts[0]) == 4 && is_number (parts[1]) && is_number (parts[2]))
    return day_text (atoi (parts[0]), atoi (parts[1]), atoi (parts[2]));
  if (!is_number (parts[2]) || strlen (parts[2]) == 3 || strlen (parts[2]) == 1)
    return NULL;
  if (is_number (parts[0]) && is_number (parts[1]))
    return dots ? day_text (whole_year (parts[2], today), atoi (parts[1]), atoi (parts[0]))
                : day_text (whole_year (parts[2], today), atoi (parts[0]), atoi (parts[1]));
  if (is_number (parts[0]) && (month = month_of (parts[1])) != 0)
    return day_text (whole_year (parts[2], today), month, atoi (parts[0]));
  if ((month = month_of (parts[0])) != 0 && is_number (parts[1]))
    return day_text (whole_year (parts[2], today), month, atoi (parts[1]));
  return NULL;
}

/* The words of a date in order; a time of day behind it does not count, nor does "de". */
static char **
day_words (const char *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *cut = g_strdup (text);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  char *colon = strchr (cut, ':');
  char *iso = strchr (cut, 'T');

  if (colon)
    {
      char *begin = colon;

      while (begin > cut && g_ascii_isdigit (begin[-1]))
        begin--;
      *begin = '\0';
      if (iso && iso < begin)
        *iso = '\0';
    }
  folded = hearth_text_fold (cut);

  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i]; i++)
    if (*words[i] && !g_str_equal (words[i], "de"))
      g_strv_builder_add (builder, words[i]);
  return g_strv_builder_end (builder);
}

/**
 * hearth_import_day_read:
 * @text: a day as people and programs write it
 * @today: YYYY-MM-DD
 *
 * Returns: (transfer full) (nullable): YYYY-MM-DD, YYYY for a year alone, "" where nothing is known; %NULL if it is no day
 */
char *
hearth_import_day_read (const char *text, const char *today)
{
  g_auto (GStrv) words = NULL;
  guint n;

  if (hearth_import_day_is_nothing (text))
    return g_strdup ("");
  words = day_words (text);
  n = g_strv_length (words);
  if (n == 1 && strlen (words[0]) == 4 && is_number (words[0]))
    return g_strdup (words[0]);
  if (n == 1 && strlen (words[0]) == 8 && strspn (words[0], "0123456789") == 8)
    {
      int packed = atoi (words[0]);

      return day_text (packed / 10000, packed / 100 % 100, packed % 100);
    }
  if (n != 3)
    return NULL;
  return day_of_parts (words, strchr (text, '.') != NULL && strchr (text, '/') == NULL, today);
}
