/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The outbox: sending what was kept, in order, one at a time. An entry leaves the disk only when the hub has said that it
 * has it; the hub knows a request again, so one that was sent and not answered is sent once more. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-outbox-private.h"

#include "hearth-client-private.h"
#include "hearth-error.h"
#include "hearth-record.h"

#define TOO_OLD_S (14 * 24 * 60 * 60)
#define AGAIN_S 20 /* after which the same connection is tried once more */

/* What failed for a reason that lies in the entry: a person must look. Everything else may go better later. */
static gboolean
is_final (const GError *error)
{
  if (error->domain != HEARTH_ERROR)
    return FALSE;
  switch (error->code)
    {
    case HEARTH_ERROR_DENIED:
    case HEARTH_ERROR_INVALID:
    case HEARTH_ERROR_NOT_FOUND:
    case HEARTH_ERROR_CONFLICT:
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * hearth_outbox_try_now:
 *
 * Sends what waits, also what the hub could not take a moment ago.
 */
void
hearth_outbox_try_now (HearthOutbox *self)
{
  g_return_if_fail (HEARTH_IS_OUTBOX (self));

  g_clear_handle_id (&self->again_source, g_source_remove);
  for (guint i = 0; i < self->entries->len; i++)
    ((HearthOutboxEntry *)self->entries->pdata[i])->passed = FALSE;
  hearth_outbox_replay (self);
}

static gboolean
again_cb (gpointer data)
{
  HearthOutbox *self = data;

  self->again_source = 0;
  hearth_outbox_try_now (self);
  return G_SOURCE_REMOVE;
}

static void
try_later (HearthOutbox *self)
{
  if (self->again_source == 0)
    self->again_source = g_timeout_add_seconds (AGAIN_S, again_cb, self);
}

/* The entry waits for a person from now on; if that cannot be written the next start asks the hub once more. */
static void
set_state (HearthOutbox *self, guint position, const char *state, guint matches)
{
  HearthOutboxEntry *entry = self->entries->pdata[position];
  g_autoptr (HearthKept) kept = hearth_outbox_with_state (entry->kept, state, matches);
  g_autoptr (GError) error = NULL;

  if (!hearth_outbox_store_write (&self->store, entry->name, kept, &error))
    g_warning ("what is to settle was not written: %s", error->message);
  hearth_outbox_replace (self, position, kept);
}

static void
take_arrived (HearthOutbox *self, guint position, GVariant *row)
{
  HearthOutboxEntry *entry = self->entries->pdata[position];
  g_autoptr (HearthKept) kept = g_object_ref (entry->kept);
  g_autoptr (HearthVisit) visit = hearth_record_from_row (HEARTH_TYPE_VISIT, row);
  g_autoptr (GError) error = NULL;

  if (!hearth_outbox_store_remove (&self->store, entry->name, &error))
    g_warning ("what was sent stays on the disk: %s", error->message);
  hearth_outbox_arrived (self, kept, visit);
  if (hearth_outbox_find (self, hearth_kept_get_request (kept), &position))
    hearth_outbox_forget (self, position);
}

static void
take_answer (HearthOutbox *self, guint position, GVariant *reply)
{
  g_autoptr (GVariant) row = g_variant_get_child_value (reply, 1);
  const char *outcome;
  guint matches;

  g_variant_get_child (reply, 0, "&s", &outcome);
  g_variant_get_child (reply, 2, "u", &matches);
  if (g_str_equal (outcome, "recorded"))
    take_arrived (self, position, row);
  else
    set_state (self, position, "settle", matches);
}

typedef struct
{
  HearthOutbox *outbox; /* (owned) */
  char *request;        /* (owned) */
  guint turn;           /* of the connection */
} Sending;

static void
sending_free (Sending *sending)
{
  g_object_unref (sending->outbox);
  g_free (sending->request);
  g_free (sending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static void
on_replayed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sending) sending = user_data;
  HearthOutbox *self = sending->outbox;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_client_answer (HEARTH_CLIENT (source), result, &error);
  HearthOutboxEntry *entry;
  guint position;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  entry = hearth_outbox_find (self, sending->request, &position);
  if (entry == NULL)
    return;
  entry->sending = FALSE;
  if (sending->turn == self->turn)
    hearth_outbox_set_hub_full (self, reply == NULL && hearth_outbox_is_of_disk (error));
  /* It has not taken it, by its own word: here it may be changed and taken back. */
  if (reply == NULL && hearth_outbox_is_of_disk (error))
    entry->sent = FALSE;
  if (reply)
    take_answer (self, position, reply);
  else if (is_final (error))
    set_state (self, position, "refused", 0);
  else if (sending->turn == self->turn)
    {
      /* The others may fare better. Where the connection was lost, the next one begins with this one. */
      entry->passed = TRUE;
      try_later (self);
    }
  hearth_outbox_replay (self);
}

static void
send_entry (HearthOutbox *self, HearthOutboxEntry *entry)
{
  Sending *sending = g_new0 (Sending, 1);

  entry->sent = TRUE;
  entry->sending = TRUE;
  sending->outbox = g_object_ref (self);
  sending->request = g_strdup (hearth_kept_get_request (entry->kept));
  sending->turn = self->turn;
  hearth_client_ask (self->client, hearth_client_get_kept_bus (self->client), "Replay",
                     g_variant_new ("(s@a{sv})", sending->request, hearth_record_to_variant (entry->kept)), NULL,
                     on_replayed, sending);
}

/* So long ago that a person should say whether it still counts. */
static gboolean
is_too_old (HearthOutbox *self, HearthKept *kept)
{
  return hearth_client_get_hub_now_s (self->client) - hearth_kept_get_arrived_at_s (kept) > TOO_OLD_S;
}

/*< private >
 * hearth_outbox_replay:
 *
 * Sends the first that waits, if nothing is being sent; its answer sends the next.
 */
void
hearth_outbox_replay (HearthOutbox *self)
{
  if (!hearth_outbox_is_connected (self) || hearth_journal_is_offering (self->journal))
    return;
  for (guint i = 0; i < self->entries->len; i++)
    if (((HearthOutboxEntry *)self->entries->pdata[i])->sending)
      return;
  for (guint i = 0; i < self->entries->len; i++)
    {
      HearthOutboxEntry *entry = self->entries->pdata[i];

      if (entry->passed || !g_str_equal (hearth_kept_get_state (entry->kept), "waiting"))
        continue;
      if (!is_too_old (self, entry->kept))
        {
          send_entry (self, entry);
          return;
        }
      set_state (self, i, "settle", 0);
    }
}

/*< private >
 * hearth_outbox_replay_stop:
 *
 * The hub is away: from the next connection on everything that waits is tried again.
 */
void
hearth_outbox_replay_stop (HearthOutbox *self)
{
  g_clear_handle_id (&self->again_source, g_source_remove);
  self->turn++;
  self->hub_full = FALSE;
  for (guint i = 0; i < self->entries->len; i++)
    ((HearthOutboxEntry *)self->entries->pdata[i])->passed = FALSE;
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HearthOutbox *self = g_task_get_source_object (task);
  HearthKept *kept = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_client_answer (HEARTH_CLIENT (source), result, &error);
  g_autoptr (GVariant) row = reply ? g_variant_get_child_value (reply, 0) : NULL;
  HearthOutboxEntry *entry;
  guint position;

  entry = hearth_outbox_find (self, hearth_kept_get_request (kept), &position);
  if (entry)
    entry->sending = FALSE;
  if (row == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (entry)
    take_arrived (self, position, row);
  g_task_return_pointer (task, hearth_record_from_row (HEARTH_TYPE_VISIT, row), g_object_unref);
}

/**
 * hearth_outbox_settle_async:
 * @kept: one to settle
 * @person: who came, or 0 for a nameless guest
 */
void
hearth_outbox_settle_async (HearthOutbox *self,
                            HearthKept *kept,
                            gint64 person,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  HearthOutboxEntry *entry;
  guint position;

  g_return_if_fail (HEARTH_IS_OUTBOX (self));
  g_return_if_fail (HEARTH_IS_KEPT (kept));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hearth_outbox_settle_async);
  g_task_set_task_data (task, g_object_ref (kept), g_object_unref);
  entry = hearth_outbox_find (self, hearth_kept_get_request (kept), &position);
  if (entry == NULL)
    g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "it is not kept any more");
  else if (entry->sending)
    g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "it is being sent");
  else if (!hearth_outbox_is_connected (self))
    g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "the hub is away");
  else if (g_str_equal (hearth_kept_get_state (entry->kept), "waiting") || *hearth_kept_get_kind (entry->kept) == '\0'
           || g_str_equal (hearth_kept_get_kind (entry->kept), "written"))
    g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_INVALID, "nobody can settle this");
  else if (!hearth_kept_is_a_time (hearth_kept_get_arrived_at_s (entry->kept)))
    g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_INVALID, "nobody has said when it was");
  else
    {
      entry->sending = TRUE;
      hearth_client_ask (self->client, hearth_client_get_kept_bus (self->client), "Settle",
                         g_variant_new ("(s@a{sv}x)", hearth_kept_get_request (entry->kept),
                                        hearth_record_to_variant (entry->kept), person),
                         NULL, on_settled, g_steal_pointer (&task));
    }
}

/**
 * hearth_outbox_settle_finish:
 *
 * Returns: (transfer full) (nullable): the visit that came of it
 */
HearthVisit *
hearth_outbox_settle_finish (HearthOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
