/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The reasons that the desk offers, kept current. They say nothing about a person, so they stay while the desk is locked,
 * and a desk that is started while its hub is away offers those that it was told last.
 * Owned by the page that shows it. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-reason-list.h"

#include "hearth-checkin-client.h"
#include "hearth-client-private.h"

struct _HearthReasonList
{
  GObject parent_instance;

  HearthClient *client;  /* (owned) */
  GCancellable *reading; /* (owned) (nullable): of the reading that is under way */
  GListStore *all;       /* (owned) (nullable): of HearthReason, retired ones too */
  GListStore *offered;   /* (owned): of HearthReason */
  guint64 revision;      /* of the last event, 0 before the first */
};

static GType
hearth_reason_list_get_item_type (GListModel *model)
{
  return HEARTH_TYPE_REASON;
}

static guint
hearth_reason_list_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (HEARTH_REASON_LIST (model)->offered));
}

static gpointer
hearth_reason_list_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (HEARTH_REASON_LIST (model)->offered), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hearth_reason_list_get_item_type;
  iface->get_n_items = hearth_reason_list_get_n_items;
  iface->get_item = hearth_reason_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthReasonList,
                               hearth_reason_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static gboolean
same_reasons (GListModel *a, GPtrArray *b)
{
  guint n = g_list_model_get_n_items (a);

  if (n != b->len)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (a, i);

      if (!hearth_record_equal (reason, b->pdata[i]))
        return FALSE;
    }
  return TRUE;
}

static void
take (HearthReasonList *self, GListStore *reasons)
{
  g_autoptr (GPtrArray) offered = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (reasons));

  g_set_object (&self->all, reasons);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (reasons), i);

      if (!hearth_reason_get_retired (reason))
        g_ptr_array_add (offered, g_steal_pointer (&reason));
    }
  if (!same_reasons (G_LIST_MODEL (self->offered), offered))
    g_list_store_splice (self->offered, 0, g_list_model_get_n_items (G_LIST_MODEL (self->offered)), offered->pdata,
                         offered->len);
}

static void
on_reasons_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) reasons = hearth_checkin_client_reasons_finish (HEARTH_CLIENT (source), result, &error);
  HearthReasonList *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  if (reasons == NULL)
    {
      g_debug ("the reasons were not read: %s", error->message);
      return;
    }
  take (self, reasons);
  if (self->client->offline)
    hearth_offline_note_reasons (self->client->offline, reasons);
}

static void
read_reasons (HearthReasonList *self)
{
  if (self->reading)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  hearth_checkin_client_reasons_async (self->client, self->reading, on_reasons_read, self);
}

static void
on_changed (HearthReasonList *self, guint64 revision, GVariant *what)
{
  gboolean gap = self->revision != 0 && revision != self->revision + 1;
  GVariantIter iter;
  const char *kind;
  gboolean ours = gap;

  self->revision = revision;
  g_variant_iter_init (&iter, what);
  while (g_variant_iter_next (&iter, "(&sx)", &kind, NULL))
    ours = ours || g_str_equal (kind, "reason");
  if (ours)
    read_reasons (self);
}

static void
on_state (HearthReasonList *self)
{
  if (hearth_client_get_state (self->client) == HEARTH_CLIENT_SIGNED_IN)
    read_reasons (self);
  else
    self->revision = 0;
  if (self->all == NULL && hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY)
    {
      GListStore *told = self->client->offline ? hearth_offline_get_reasons (self->client->offline) : NULL;

      if (told)
        take (self, told);
    }
}

static void
on_offered_changed (HearthReasonList *self, guint position, guint n_removed, guint n_added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static void
hearth_reason_list_dispose (GObject *object)
{
  HearthReasonList *self = HEARTH_REASON_LIST (object);

  if (self->reading)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->client)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);
  g_clear_object (&self->all);

  G_OBJECT_CLASS (hearth_reason_list_parent_class)->dispose (object);
}

static void
hearth_reason_list_finalize (GObject *object)
{
  g_clear_object (&HEARTH_REASON_LIST (object)->offered);

  G_OBJECT_CLASS (hearth_reason_list_parent_class)->finalize (object);
}

static void
hearth_reason_list_class_init (HearthReasonListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_reason_list_dispose;
  object_class->finalize = hearth_reason_list_finalize;
}

static void
hearth_reason_list_init (HearthReasonList *self)
{
  self->offered = g_list_store_new (HEARTH_TYPE_REASON);
  g_signal_connect_object (self->offered, "items-changed", G_CALLBACK (on_offered_changed), self, G_CONNECT_SWAPPED);
}

/**
 * hearth_reason_list_new:
 * @client: the connection, in any state
 *
 * Returns: (transfer full): the offered reasons, which fill themselves once somebody has signed in
 */
HearthReasonList *
hearth_reason_list_new (HearthClient *client)
{
  HearthReasonList *self;

  g_return_val_if_fail (HEARTH_IS_CLIENT (client), NULL);

  self = g_object_new (HEARTH_TYPE_REASON_LIST, NULL);
  self->client = g_object_ref (client);
  g_signal_connect_object (client, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  on_state (self);
  return self;
}

/**
 * hearth_reason_list_find:
 * @code: code of a reason
 *
 * Returns: (transfer none) (nullable): the reason, also a retired one
 */
HearthReason *
hearth_reason_list_find (HearthReasonList *self, const char *code)
{
  guint n;

  g_return_val_if_fail (HEARTH_IS_REASON_LIST (self), NULL);

  n = self->all ? g_list_model_get_n_items (G_LIST_MODEL (self->all)) : 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (self->all), i);

      /* The list keeps it alive. */
      if (g_strcmp0 (hearth_reason_get_code (reason), code) == 0)
        return reason;
    }
  return NULL;
}
