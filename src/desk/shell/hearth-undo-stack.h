/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-shell.h"

G_BEGIN_DECLS

#define HEARTH_UNDO_STACK_MAX 20

/* What can be taken back, newest first, at most HEARTH_UNDO_STACK_MAX. Main context only. */
typedef struct _HearthUndoStack HearthUndoStack;

HearthUndoStack *hearth_undo_stack_new (void);
void hearth_undo_stack_free (HearthUndoStack *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthUndoStack, hearth_undo_stack_free)

guint hearth_undo_stack_push (HearthUndoStack *self, HearthUndoFunc undo, gpointer data, GDestroyNotify destroy);
gboolean hearth_undo_stack_undo (HearthUndoStack *self);
gboolean hearth_undo_stack_undo_one (HearthUndoStack *self, guint id);
guint hearth_undo_stack_get_length (HearthUndoStack *self);
void hearth_undo_stack_clear (HearthUndoStack *self);

G_END_DECLS
