/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Slips counted by bits against the plain table of the textbook. */

#include "config.h"

#include "hearth-slips.h"

#include <glib.h>

#define LONGEST 12

/* True Damerau-Levenshtein: letters may be swapped and have others put between. @row: (out): the distances to each
 * beginning of the term. */
static void
count_plainly (const gunichar *a, guint n_a, const gunichar *b, guint n_b, guint *row)
{
  guint table[LONGEST + 2][LONGEST + 2];

  for (guint i = 0; i <= n_a; i++)
    for (guint j = 0; j <= n_b; j++)
      {
        guint least = i == 0 ? j : j == 0 ? i : G_MAXUINT;

        if (i > 0 && j > 0)
          {
            least = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            least = MIN (least, table[i - 1][j] + 1);
            least = MIN (least, table[i][j - 1] + 1);
            for (guint k = 1; k < i; k++)
              for (guint l = 1; l < j; l++)
                if (a[k - 1] == b[j - 1] && a[i - 1] == b[l - 1])
                  least = MIN (least, table[k - 1][l - 1] + (i - k - 1) + 1 + (j - l - 1));
          }
        table[i][j] = least;
      }
  for (guint j = 0; j <= n_b; j++)
    row[j] = table[n_a][j];
}

static void
make_word (gunichar *chars, guint *n_chars, char **text)
{
  static const gunichar letters[] = { 'a', 'b', 'c', 0x0648, 0x738B };
  GString *string = g_string_new (NULL);

  *n_chars = (guint)g_test_rand_int_range (1, LONGEST + 1);
  for (guint i = 0; i < *n_chars; i++)
    {
      chars[i] = letters[g_test_rand_int_range (0, G_N_ELEMENTS (letters))];
      g_string_append_unichar (string, chars[i]);
    }
  *text = g_string_free (string, FALSE);
}

static void
test_against_table (void)
{
  guint n_near = 0;

  for (guint round = 0; round < 200000; round++)
    {
      gunichar a[LONGEST], b[LONGEST];
      guint n_a, n_b, row[LONGEST + 1], nearest = G_MAXUINT, beginning, most = round % 2 + 1;
      g_autofree char *word = NULL, *term = NULL;
      HearthSlips slips;
      guint whole;

      make_word (a, &n_a, &word);
      make_word (b, &n_b, &term);
      count_plainly (a, n_a, b, n_b, row);
      for (guint j = 0; j <= n_b; j++)
        nearest = MIN (nearest, row[j]);

      g_assert_true (hearth_slips_init (&slips, word));
      whole = hearth_slips_count (&slips, term, most, &beginning);
      g_assert_cmpuint (whole, ==, MIN (row[n_b], most + 1));
      /* The beginning is asked for within one slip only. */
      g_assert_cmpuint (MIN (beginning, 2), ==, MIN (nearest, 2));
      n_near += whole <= most;
    }
  g_assert_cmpuint (n_near, >, 1000);
}

static void
test_length (void)
{
  g_autofree char *longest = g_strnfill (HEARTH_SLIPS_WORD_MAX, 'x');
  g_autofree char *longer = g_strnfill (HEARTH_SLIPS_WORD_MAX + 1, 'x');
  g_autofree char *much_longer = g_strnfill (1000, 'x');
  HearthSlips slips;
  guint beginning;

  g_assert_false (hearth_slips_init (&slips, ""));
  g_assert_false (hearth_slips_init (&slips, longer));
  g_assert_true (hearth_slips_init (&slips, longest));
  g_assert_cmpuint (hearth_slips_count (&slips, longest, 2, &beginning), ==, 0);
  g_assert_cmpuint (hearth_slips_count (&slips, longer, 2, &beginning), ==, 1);
  g_assert_cmpuint (hearth_slips_count (&slips, much_longer, 2, &beginning), ==, 3);
  g_assert_cmpuint (beginning, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slips/against-table", test_against_table);
  g_test_add_func ("/slips/length", test_length);
  return g_test_run ();
}
