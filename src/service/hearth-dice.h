/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A stream of numbers that look random and are the same every time: a plain value, of one thread. */
typedef struct
{
  guint64 state;
} HearthDice;

HearthDice hearth_dice (guint32 seed, guint32 stream, guint32 number);
guint32 hearth_dice_next (HearthDice *self);
guint hearth_dice_below (HearthDice *self, guint n);
gboolean hearth_dice_chance (HearthDice *self, guint percent);
double hearth_dice_part (HearthDice *self);
guint hearth_dice_pick (HearthDice *self, const double *sums, guint n);

G_END_DECLS
