/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What was said behind a locked desk, kept for whom it was said until they have read it. In memory only: it may name
 * somebody. Owned by the notifier. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-missed-list.h"

#include "hearth-clock.h"

/* Nobody reads more than this; the oldest goes first. */
#define MOST 50

struct _HearthMissed
{
  GObject parent_instance;

  gint64 account; /* for whom */
  char *text;     /* (owned) */
  char *action;   /* (owned) (nullable) */
  gint64 at_s;
};

G_DEFINE_FINAL_TYPE (HearthMissed, hearth_missed, G_TYPE_OBJECT)

struct _HearthMissedList
{
  GObject parent_instance;

  GPtrArray *all;   /* (owned) (element-type HearthMissed): of everybody, newest first */
  GPtrArray *shown; /* (owned) (element-type HearthMissed): of whoever is at the desk */
  gint64 account;   /* who that is, or 0 */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthMissedList,
                               hearth_missed_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
hearth_missed_finalize (GObject *object)
{
  HearthMissed *self = HEARTH_MISSED (object);

  g_free (self->text);
  g_free (self->action);

  G_OBJECT_CLASS (hearth_missed_parent_class)->finalize (object);
}

static void
hearth_missed_class_init (HearthMissedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_missed_finalize;
}

static void
hearth_missed_init (HearthMissed *self)
{
}

/**
 * hearth_missed_get_text:
 *
 * Returns: (transfer none): what was said
 */
const char *
hearth_missed_get_text (HearthMissed *self)
{
  g_return_val_if_fail (HEARTH_IS_MISSED (self), NULL);

  return self->text;
}

/**
 * hearth_missed_get_action:
 *
 * Returns: (transfer none) (nullable): what brings the right screen
 */
const char *
hearth_missed_get_action (HearthMissed *self)
{
  g_return_val_if_fail (HEARTH_IS_MISSED (self), NULL);

  return self->action;
}

/**
 * hearth_missed_get_at_s:
 *
 * Returns: when it was said
 */
gint64
hearth_missed_get_at_s (HearthMissed *self)
{
  g_return_val_if_fail (HEARTH_IS_MISSED (self), 0);

  return self->at_s;
}

static GType
get_item_type (GListModel *model)
{
  return HEARTH_TYPE_MISSED;
}

static guint
get_n_items (GListModel *model)
{
  return HEARTH_MISSED_LIST (model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  HearthMissedList *self = HEARTH_MISSED_LIST (model);

  return position < self->shown->len ? g_object_ref (self->shown->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
show_own (HearthMissedList *self)
{
  guint before = self->shown->len;

  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->all->len && self->account != 0; i++)
    if (HEARTH_MISSED (self->all->pdata[i])->account == self->account)
      g_ptr_array_add (self->shown, g_object_ref (self->all->pdata[i]));
  if (before > 0 || self->shown->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->shown->len);
}

/* Lets go of what was for @account; @action: (nullable): only what does that. */
static void
drop (HearthMissedList *self, gint64 account, const char *action)
{
  for (guint i = self->all->len; i > 0; i--)
    {
      HearthMissed *missed = self->all->pdata[i - 1];

      if (missed->account == account && (action == NULL || g_strcmp0 (missed->action, action) == 0))
        g_ptr_array_remove_index (self->all, i - 1);
    }
}

static void
hearth_missed_list_finalize (GObject *object)
{
  HearthMissedList *self = HEARTH_MISSED_LIST (object);

  g_ptr_array_unref (self->all);
  g_ptr_array_unref (self->shown);

  G_OBJECT_CLASS (hearth_missed_list_parent_class)->finalize (object);
}

static void
hearth_missed_list_class_init (HearthMissedListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_missed_list_finalize;
}

static void
hearth_missed_list_init (HearthMissedList *self)
{
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * hearth_missed_list_new:
 *
 * Returns: (transfer full): an empty list
 */
HearthMissedList *
hearth_missed_list_new (void)
{
  return g_object_new (HEARTH_TYPE_MISSED_LIST, NULL);
}

/**
 * hearth_missed_list_set_account:
 * @self: a list
 * @account: who is at the desk; 0 while it is locked
 *
 * Nobody sees what was for somebody else.
 */
void
hearth_missed_list_set_account (HearthMissedList *self, gint64 account)
{
  g_return_if_fail (HEARTH_IS_MISSED_LIST (self));

  if (self->account == account)
    return;
  self->account = account;
  show_own (self);
}

/**
 * hearth_missed_list_add:
 * @self: a list
 * @account: for whom
 * @text: one sentence or two
 * @action: (nullable): a detailed action name of the window
 *
 * The same again takes the place of what was said before.
 */
void
hearth_missed_list_add (HearthMissedList *self, gint64 account, const char *text, const char *action)
{
  HearthMissed *missed;

  g_return_if_fail (HEARTH_IS_MISSED_LIST (self));

  if (account == 0)
    return;
  if (action != NULL)
    drop (self, account, action);
  missed = g_object_new (HEARTH_TYPE_MISSED, NULL);
  missed->account = account;
  missed->text = g_strdup (text);
  missed->action = g_strdup (action);
  missed->at_s = hearth_clock_now_s ();
  g_ptr_array_insert (self->all, 0, missed);
  if (self->all->len > MOST)
    g_ptr_array_set_size (self->all, MOST);
  show_own (self);
}

/**
 * hearth_missed_list_opened:
 * @self: a list
 * @action: a detailed action name: what it brings is on the screen
 *
 * Whoever is at the desk need not be told of it any more.
 */
void
hearth_missed_list_opened (HearthMissedList *self, const char *action)
{
  g_return_if_fail (HEARTH_IS_MISSED_LIST (self));

  drop (self, self->account, action);
  show_own (self);
}

/**
 * hearth_missed_list_read:
 * @self: a list
 *
 * Whoever is at the desk has seen all of it.
 */
void
hearth_missed_list_read (HearthMissedList *self)
{
  g_return_if_fail (HEARTH_IS_MISSED_LIST (self));

  drop (self, self->account, NULL);
  show_own (self);
}
