/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Which numbers of a report may leave the center. A number from 1 to 4 may be one person; it is not printed, and neither
 * is what would give it away by subtraction: the reader is played, with everything that is printed and every sum that they
 * know, and as long as a small number comes out exactly, one more is kept back. Owned by its maker; one thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-small-numbers.h"

#define NO_LIMIT (G_GINT64_CONSTANT (1) << 40)
#define ROUNDS_MAX 100

typedef struct
{
  gint64 value;
  gint64 low, high; /* what a reader can tell of it */
  HearthSmall state;
  gboolean unseen; /* printed nowhere, but known to be a sum */
} Cell;

typedef struct
{
  guint total;
  GArray *parts; /* (owned): of guint */
} Sum;

struct _HearthSmallNumbers
{
  GArray *cells; /* (owned): of Cell */
  GArray *sums;  /* (owned): of Sum */
};

static void
sum_clear (gpointer data)
{
  g_array_unref (((Sum *)data)->parts);
}

/**
 * hearth_small_numbers_new:
 *
 * Returns: (transfer full): numbers to be added
 */
HearthSmallNumbers *
hearth_small_numbers_new (void)
{
  HearthSmallNumbers *self = g_new0 (HearthSmallNumbers, 1);

  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->sums = g_array_new (FALSE, FALSE, sizeof (Sum));
  g_array_set_clear_func (self->sums, sum_clear);
  return self;
}

/**
 * hearth_small_numbers_free:
 * @self: (transfer full): numbers
 *
 * Frees them.
 */
void
hearth_small_numbers_free (HearthSmallNumbers *self)
{
  g_array_unref (self->cells);
  g_array_unref (self->sums);
  g_free (self);
}

static Cell *
cell_of (HearthSmallNumbers *self, guint cell)
{
  g_assert (cell < self->cells->len);
  return &g_array_index (self->cells, Cell, cell);
}

static gboolean
is_small (const Cell *cell)
{
  return cell->value > 0 && cell->value < HEARTH_SMALL_LIMIT;
}

static guint
add (HearthSmallNumbers *self, guint value, gboolean unseen)
{
  Cell cell = { .value = value, .unseen = unseen };

  if (unseen)
    cell.state = HEARTH_SMALL_HIDDEN;
  else
    cell.state = is_small (&cell) ? HEARTH_SMALL_FEW : HEARTH_SMALL_SHOWN;
  g_array_append_val (self->cells, cell);
  return self->cells->len - 1;
}

/**
 * hearth_small_numbers_add:
 * @self: numbers
 * @value: one that is to be printed
 *
 * Returns: its place
 */
guint
hearth_small_numbers_add (HearthSmallNumbers *self, guint value)
{
  return add (self, value, FALSE);
}

/**
 * hearth_small_numbers_add_unseen:
 * @self: numbers
 * @value: one that is printed nowhere, but that others add up to
 *
 * Returns: its place
 */
guint
hearth_small_numbers_add_unseen (HearthSmallNumbers *self, guint value)
{
  return add (self, value, TRUE);
}

/**
 * hearth_small_numbers_sum:
 * @self: numbers
 * @total: place of a sum
 * @parts: (array length=n_parts): places of what it is the sum of
 * @n_parts: how many
 *
 * Tells what a reader knows: these are that number.
 */
void
hearth_small_numbers_sum (HearthSmallNumbers *self, guint total, const guint *parts, gsize n_parts)
{
  Sum sum = { total, g_array_new (FALSE, FALSE, sizeof (guint)) };

  g_array_append_vals (sum.parts, parts, (guint)n_parts);
  g_array_append_val (self->sums, sum);
}

static void
forget_bounds (Cell *cell)
{
  switch (cell->state)
    {
    case HEARTH_SMALL_SHOWN:
      cell->low = cell->high = cell->value;
      break;
    case HEARTH_SMALL_FEW:
      cell->low = 1;
      cell->high = HEARTH_SMALL_LIMIT - 1;
      break;
    case HEARTH_SMALL_HIDDEN:
    default:
      cell->low = cell->unseen ? 0 : HEARTH_SMALL_LIMIT;
      cell->high = NO_LIMIT;
      break;
    }
}

static gboolean
narrow (Cell *cell, gint64 low, gint64 high)
{
  gboolean narrower = low > cell->low || high < cell->high;

  cell->low = MAX (cell->low, low);
  cell->high = MIN (cell->high, high);
  return narrower;
}

/* What one sum says about its total and each of its parts. */
static gboolean
reason_with (HearthSmallNumbers *self, const Sum *sum)
{
  Cell *total = cell_of (self, sum->total);
  gint64 low = 0, high = 0;
  gboolean learnt;

  for (guint i = 0; i < sum->parts->len; i++)
    {
      const Cell *part = cell_of (self, g_array_index (sum->parts, guint, i));

      low += part->low;
      high += part->high;
    }
  learnt = narrow (total, low, high);
  for (guint i = 0; i < sum->parts->len; i++)
    {
      Cell *part = cell_of (self, g_array_index (sum->parts, guint, i));
      gint64 before_low = part->low, before_high = part->high;

      learnt |= narrow (part, total->low - (high - part->high), total->high - (low - part->low));
      low += part->low - before_low;
      high += part->high - before_high;
    }
  return learnt;
}

static void
play_reader (HearthSmallNumbers *self)
{
  gboolean learnt = TRUE;

  for (guint i = 0; i < self->cells->len; i++)
    forget_bounds (cell_of (self, i));
  for (guint round = 0; learnt && round < ROUNDS_MAX; round++)
    {
      learnt = FALSE;
      for (guint i = 0; i < self->sums->len; i++)
        learnt |= reason_with (self, &g_array_index (self->sums, Sum, i));
    }
}

static gboolean
sum_has (const Sum *sum, guint cell)
{
  if (sum->total == cell)
    return TRUE;
  for (guint i = 0; i < sum->parts->len; i++)
    if (g_array_index (sum->parts, guint, i) == cell)
      return TRUE;
  return FALSE;
}

/* The smaller of @best and @cell, of those that can be kept back: parts before totals. Zeros stay. */
static Cell *
better (Cell *best, Cell *cell)
{
  if (cell->state != HEARTH_SMALL_SHOWN || cell->value < HEARTH_SMALL_LIMIT)
    return best;
  return best == NULL || cell->value < best->value ? cell : best;
}

/* What to keep back so that @given_away is no longer known; in the last resort anything. */
static Cell *
choose (HearthSmallNumbers *self, guint given_away)
{
  Cell *part = NULL, *total = NULL, *any = NULL;

  for (guint i = 0; i < self->sums->len; i++)
    {
      const Sum *sum = &g_array_index (self->sums, Sum, i);

      any = better (any, cell_of (self, sum->total));
      for (guint j = 0; j < sum->parts->len; j++)
        any = better (any, cell_of (self, g_array_index (sum->parts, guint, j)));
      if (!sum_has (sum, given_away))
        continue;
      total = better (total, cell_of (self, sum->total));
      for (guint j = 0; j < sum->parts->len; j++)
        part = better (part, cell_of (self, g_array_index (sum->parts, guint, j)));
    }
  return part ? part : total ? total : any;
}

/* The place of a small number that a reader can tell exactly, or -1. */
static gint64
find_given_away (HearthSmallNumbers *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      const Cell *cell = cell_of (self, i);

      if (is_small (cell) && cell->low == cell->high)
        return i;
    }
  return -1;
}

/**
 * hearth_small_numbers_hide:
 * @self: numbers, all added and their sums told
 *
 * Decides which are printed.
 */
void
hearth_small_numbers_hide (HearthSmallNumbers *self)
{
  for (guint i = 0; i <= self->cells->len; i++)
    {
      gint64 given_away;
      Cell *more;

      play_reader (self);
      given_away = find_given_away (self);
      if (given_away < 0)
        return;
      more = choose (self, (guint)given_away);
      if (more == NULL)
        return;
      more->state = HEARTH_SMALL_HIDDEN;
    }
}

/**
 * hearth_small_numbers_get:
 * @self: numbers, after hearth_small_numbers_hide()
 * @cell: a place
 *
 * Returns: how it may be printed
 */
HearthSmall
hearth_small_numbers_get (HearthSmallNumbers *self, guint cell)
{
  return cell_of (self, cell)->state;
}
