/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How many slips of the finger lie between what was typed and a name: Damerau-Levenshtein, up to two. All letters of the
 * word at once, one bit each (Hyyrö's form of Myers' algorithm): a search compares thousands of names at each keystroke.
 * Any thread. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-slips.h"

/**
 * hearth_slips_init:
 * @self: (out caller-allocates): what was typed
 * @word: one word of it
 *
 * Returns: %FALSE if it is longer than %HEARTH_SLIPS_WORD_MAX characters, or empty
 */
gboolean
hearth_slips_init (HearthSlips *self, const char *word)
{
  memset (self, 0, sizeof *self);
  for (const char *p = word; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (self->n_chars == HEARTH_SLIPS_WORD_MAX)
        return FALSE;
      if (c < G_N_ELEMENTS (self->places))
        self->places[c] |= G_GUINT64_CONSTANT (1) << self->n_chars;
      self->chars[self->n_chars++] = c;
    }
  return self->n_chars > 0;
}

static guint64
places_of (const HearthSlips *self, gunichar c)
{
  guint64 places = 0;

  if (c < G_N_ELEMENTS (self->places))
    return self->places[c];
  for (guint i = 0; i < self->n_chars; i++)
    if (self->chars[i] == c)
      places |= G_GUINT64_CONSTANT (1) << i;
  return places;
}

/* Whether the word is the term but for two letters that are swapped around one that only one side has. The columns below
 * count that as three slips; it is two. */
static gboolean
is_swapped_around (const HearthSlips *self, const gunichar *term, guint n_term)
{
  const gunichar *word = self->chars;
  guint n_word = self->n_chars;
  guint head = 0, tail = 0;

  while (head < n_word && head < n_term && word[head] == term[head])
    head++;
  while (tail < n_word - head && tail < n_term - head && word[n_word - tail - 1] == term[n_term - tail - 1])
    tail++;
  n_word -= head + tail;
  n_term -= head + tail;
  word += head;
  term += head;
  return (n_word == 3 && n_term == 2 && word[0] == term[1] && word[2] == term[0])
         || (n_word == 2 && n_term == 3 && word[0] == term[2] && word[1] == term[0]);
}

/* A column of the table of distances, as differences between neighbouring rows. */
typedef struct
{
  guint64 up, down; /* rows that are one more, one less than the row above */
  guint64 diagonal; /* rows that are no more than the one above in the column before */
  guint64 places;   /* of the column's letter */
} Column;

/* Goes one letter of the term on. @last: the bit of the word's last letter. Returns how the last row changed. */
static int
next_column (Column *column, guint64 places, guint64 last)
{
  guint64 swapped = ((~column->diagonal & places) << 1) & column->places;
  guint64 diagonal = (((places & column->up) + column->up) ^ column->up) | places | column->down | swapped;
  guint64 more = column->down | ~(diagonal | column->up);
  guint64 less = diagonal & column->up;
  int change = ((more & last) != 0) - ((less & last) != 0);

  more = (more << 1) | 1;
  less <<= 1;
  column->up = less | ~(diagonal | more);
  column->down = more & diagonal;
  column->diagonal = diagonal;
  column->places = places;
  return change;
}

/**
 * hearth_slips_count:
 * @self: what was typed
 * @term: a name
 * @most: how many slips are of interest, up to %HEARTH_SLIPS_MAX
 * @beginning: (out): slips between the word and the beginning of the term that is nearest to it
 *
 * A slip is a letter too many, too few, wrong, or two swapped.
 *
 * Returns: slips between the word and the whole term; more than @most stands for any number above
 */
guint
hearth_slips_count (const HearthSlips *self, const char *term, guint most, guint *beginning)
{
  gunichar chars[HEARTH_SLIPS_WORD_MAX + HEARTH_SLIPS_MAX];
  Column column = { .up = ~G_GUINT64_CONSTANT (0) };
  guint64 last = G_GUINT64_CONSTANT (1) << (self->n_chars - 1);
  guint width = self->n_chars + MIN (most, HEARTH_SLIPS_MAX);
  guint slips = self->n_chars, nearest = slips;
  guint n_term = 0;
  const char *p;

  for (p = term; *p && n_term < width; p = g_utf8_next_char (p))
    {
      gunichar c = *(const guchar *)p < 0x80 ? *(const guchar *)p : g_utf8_get_char (p);

      chars[n_term++] = c;
      slips = (guint)((int)slips + next_column (&column, places_of (self, c), last));
      nearest = MIN (nearest, slips);
    }

  *beginning = MIN (nearest, most + 1);
  if (*p)
    return most + 1;
  if (slips == 3 && most >= 2 && is_swapped_around (self, chars, n_term))
    return 2;
  return MIN (slips, most + 1);
}
