/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What can be taken back, newest first. Each runs at most once.
 * Owned by the desk view: with another person comes another one. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-undo-stack.h"

typedef struct
{
  guint id;
  HearthUndoFunc undo;
  gpointer data; /* (owned) */
  GDestroyNotify destroy;
} Item;

struct _HearthUndoStack
{
  GQueue items; /* (element-type Item): the newest is the head */
  guint last_id;
};

static void
item_free (Item *item)
{
  if (item->destroy != NULL)
    item->destroy (item->data);
  g_free (item);
}

/* The item is out of the stack before it runs: an undo that offers an undo finds the stack in order. */
static void
run (Item *item)
{
  item->undo (item->data);
  item_free (item);
}

/**
 * hearth_undo_stack_new:
 *
 * Returns: (transfer full): an empty stack
 */
HearthUndoStack *
hearth_undo_stack_new (void)
{
  HearthUndoStack *self = g_new0 (HearthUndoStack, 1);

  g_queue_init (&self->items);
  return self;
}

/**
 * hearth_undo_stack_free:
 * @self: (transfer full): a stack
 *
 * Forgets all, running nothing.
 */
void
hearth_undo_stack_free (HearthUndoStack *self)
{
  hearth_undo_stack_clear (self);
  g_free (self);
}

/**
 * hearth_undo_stack_push:
 * @self: a stack
 * @undo: takes it back
 * @data: (transfer full): for @undo
 * @destroy: (nullable): frees @data, whether @undo ran or not
 *
 * Remembers what was done. The oldest beyond HEARTH_UNDO_STACK_MAX is forgotten.
 *
 * Returns: its number, never 0
 */
guint
hearth_undo_stack_push (HearthUndoStack *self, HearthUndoFunc undo, gpointer data, GDestroyNotify destroy)
{
  Item *item = g_new0 (Item, 1);

  *item = (Item){ ++self->last_id, undo, data, destroy };
  g_queue_push_head (&self->items, item);
  if (self->items.length > HEARTH_UNDO_STACK_MAX)
    item_free (g_queue_pop_tail (&self->items));
  return item->id;
}

/**
 * hearth_undo_stack_undo:
 * @self: a stack
 *
 * Takes back the newest.
 *
 * Returns: %FALSE if there is nothing to take back
 */
gboolean
hearth_undo_stack_undo (HearthUndoStack *self)
{
  Item *item = g_queue_pop_head (&self->items);

  if (item == NULL)
    return FALSE;
  run (item);
  return TRUE;
}

/**
 * hearth_undo_stack_undo_one:
 * @self: a stack
 * @id: what hearth_undo_stack_push() gave
 *
 * Takes back just this one, if it was not taken back or forgotten before.
 *
 * Returns: whether it ran
 */
gboolean
hearth_undo_stack_undo_one (HearthUndoStack *self, guint id)
{
  for (GList *link = self->items.head; link != NULL; link = link->next)
    {
      Item *item = link->data;

      if (item->id != id)
        continue;
      g_queue_delete_link (&self->items, link);
      run (item);
      return TRUE;
    }
  return FALSE;
}

/**
 * hearth_undo_stack_get_length:
 * @self: a stack
 *
 * Returns: how many can be taken back
 */
guint
hearth_undo_stack_get_length (HearthUndoStack *self)
{
  return self->items.length;
}

/**
 * hearth_undo_stack_clear:
 * @self: a stack
 *
 * Forgets all, running nothing.
 */
void
hearth_undo_stack_clear (HearthUndoStack *self)
{
  Item *item;

  while ((item = g_queue_pop_head (&self->items)) != NULL)
    item_free (item);
}
