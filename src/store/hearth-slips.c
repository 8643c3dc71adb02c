/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How many slips of the finger lie between what was typed and a name: Damerau-Levenshtein, up to two. Any thread. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-slips.h"

#define ROWS (HEARTH_SLIPS_WORD_MAX + 1)
#define COLUMNS (HEARTH_SLIPS_WORD_MAX + HEARTH_SLIPS_MAX + 1)
#define FAR 100

typedef guint8 Grid[ROWS][COLUMNS];

/* The least of the ways that end with the first i letters of the word and the first j of the term. Two letters may be
 * swapped, also around one that one side has more: the true distance, not only that of neighbours. */
static guint8
cell (Grid grid, const gunichar *word, const gunichar *term, guint i, guint j)
{
  guint least = grid[i - 1][j - 1] + (word[i - 1] != term[j - 1]);

  least = MIN (least, grid[i - 1][j] + 1u);
  least = MIN (least, grid[i][j - 1] + 1u);
  if (i >= 2 && j >= 2 && word[i - 1] == term[j - 2] && word[i - 2] == term[j - 1])
    least = MIN (least, grid[i - 2][j - 2] + 1u);
  if (i >= 3 && j >= 2 && word[i - 1] == term[j - 2] && word[i - 3] == term[j - 1])
    least = MIN (least, grid[i - 3][j - 2] + 2u);
  if (i >= 2 && j >= 3 && word[i - 1] == term[j - 3] && word[i - 2] == term[j - 1])
    least = MIN (least, grid[i - 2][j - 3] + 2u);
  return (guint8)MIN (least, FAR);
}

/**
 * hearth_slips_count:
 * @word: what was typed
 * @n_word: its length, 1 to %HEARTH_SLIPS_WORD_MAX
 * @term: a name
 * @n_term: its length
 * @most: how many slips are of interest, up to %HEARTH_SLIPS_MAX
 * @beginning: (out): slips between the word and the beginning of the term that is nearest to it
 *
 * A slip is a letter too many, too few, wrong, or two swapped.
 *
 * Returns: slips between the word and the whole term; more than @most stands for any number above
 */
guint
hearth_slips_count (
    const gunichar *word, guint n_word, const gunichar *term, guint n_term, guint most, guint *beginning)
{
  Grid grid;
  guint width = MIN (n_term, n_word + most);
  guint nearest = FAR;

  g_return_val_if_fail (n_word <= HEARTH_SLIPS_WORD_MAX && most <= HEARTH_SLIPS_MAX, FAR);

  for (guint j = 0; j <= width; j++)
    grid[0][j] = (guint8)j;
  for (guint i = 1; i <= n_word; i++)
    {
      /* Only cells so near to the diagonal can hold few enough slips; their neighbours count as far. */
      guint first = i > most ? i - most : 1;
      guint last = MIN (i + most, width);

      memset (grid[i], FAR, width + 1);
      grid[i][0] = (guint8)i;
      for (guint j = first; j <= last; j++)
        grid[i][j] = cell (grid, word, term, i, j);
    }

  for (guint j = 0; j <= width; j++)
    nearest = MIN (nearest, grid[n_word][j]);
  *beginning = MIN (nearest, most + 1);
  return width < n_term ? most + 1 : MIN (grid[n_word][n_term], most + 1);
}
