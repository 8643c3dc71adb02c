/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Numbers for the sample center (splitmix64). Not for secrets. Any thread, each with its own. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-dice.h"

static guint64
step (guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return z ^ (z >> 31);
}

/**
 * hearth_dice:
 * @seed: of the sample
 * @stream: what for
 * @number: which one of them
 *
 * Returns: dice of their own for this, so that one thing does not depend on how many numbers another took
 */
HearthDice
hearth_dice (guint32 seed, guint32 stream, guint32 number)
{
  guint64 state = ((guint64)seed << 32) | stream;
  guint64 mixed = step (&state) ^ number;

  return (HearthDice){ step (&mixed) };
}

/**
 * hearth_dice_next:
 * @self: dice
 *
 * Returns: the next number, any of 32 bits
 */
guint32
hearth_dice_next (HearthDice *self)
{
  return (guint32)(step (&self->state) >> 32);
}

/* 0 to @n - 1. */
guint
hearth_dice_below (HearthDice *self, guint n)
{
  return (guint)(((guint64)hearth_dice_next (self) * n) >> 32);
}

/**
 * hearth_dice_chance:
 * @self: dice
 * @percent: 0 to 100
 *
 * Returns: %TRUE in so many of a hundred cases
 */
gboolean
hearth_dice_chance (HearthDice *self, guint percent)
{
  return hearth_dice_below (self, 100) < percent;
}

/* From 0 to below 1. */
double
hearth_dice_part (HearthDice *self)
{
  return hearth_dice_next (self) / 4294967296.0;
}

/**
 * hearth_dice_pick:
 * @self: dice
 * @sums: weights, each with all before it added
 * @n: how many, at least one
 *
 * Returns: the position of one of them, by its weight
 */
guint
hearth_dice_pick (HearthDice *self, const double *sums, guint n)
{
  double at = hearth_dice_part (self) * sums[n - 1];
  guint low = 0, high = n - 1;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (sums[middle] > at)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}
