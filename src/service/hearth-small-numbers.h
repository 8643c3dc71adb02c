/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a number may be printed for others. */
typedef enum
{
  HEARTH_SMALL_SHOWN,
  HEARTH_SMALL_FEW,    /* from 1 to 4 */
  HEARTH_SMALL_HIDDEN, /* 5 or more, but it would give a small one away */
} HearthSmall;

#define HEARTH_SMALL_LIMIT 5

typedef struct _HearthSmallNumbers HearthSmallNumbers;

HearthSmallNumbers *hearth_small_numbers_new (void);
void hearth_small_numbers_free (HearthSmallNumbers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSmallNumbers, hearth_small_numbers_free)

guint hearth_small_numbers_add (HearthSmallNumbers *self, guint value);
guint hearth_small_numbers_add_unseen (HearthSmallNumbers *self, guint value);
void hearth_small_numbers_sum (HearthSmallNumbers *self, guint total, const guint *parts, gsize n_parts);
void hearth_small_numbers_hide (HearthSmallNumbers *self);
HearthSmall hearth_small_numbers_get (HearthSmallNumbers *self, guint cell);

G_END_DECLS
