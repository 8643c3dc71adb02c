/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One call to the hub and its answer. A call that was sent is never taken back: a cancelled caller hears nothing more,
 * but what the answer means for the client (who is signed in) still counts. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-client-private.h"

#include "hearth-error.h"
#include "hearth-outbox-private.h"
#include "hearth-record.h"

typedef struct
{
  HearthClientHeard heard; /* (nullable) */
  HearthClientLost lost;   /* (nullable) */
  HearthAccount *account;  /* (owned) (nullable): who was at the desk when it asked */
  char *shown_name;        /* (owned) (nullable) */
  GVariant *args;          /* (owned) (nullable) */
  guint turn;              /* of the desk when it asked */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_clear_object (&self->account);
  g_clear_pointer (&self->shown_name, g_free);
  g_clear_pointer (&self->args, g_variant_unref);
  g_free (self);
}

/* An import of a whole center may take minutes; everything else is answered at once or not at all. */
#define PATIENCE_MS (25 * 1000)
#define PATIENCE_IMPORT_MS (15 * 60 * 1000)

static HearthError
code_of (const GError *error)
{
  if (error->domain == G_IO_ERROR)
    switch (error->code)
      {
      case G_IO_ERROR_CLOSED:
      case G_IO_ERROR_BROKEN_PIPE:
      case G_IO_ERROR_NOT_CONNECTED:
      case G_IO_ERROR_TIMED_OUT:
        return HEARTH_ERROR_OFFLINE;
      default:
        return HEARTH_ERROR_FAILED;
      }
  if (error->domain == G_DBUS_ERROR)
    switch (error->code)
      {
      case G_DBUS_ERROR_NO_REPLY:
      case G_DBUS_ERROR_DISCONNECTED:
      case G_DBUS_ERROR_TIMED_OUT:
      case G_DBUS_ERROR_TIMEOUT:
        return HEARTH_ERROR_OFFLINE;
      case G_DBUS_ERROR_INVALID_ARGS:
      case G_DBUS_ERROR_INVALID_SIGNATURE:
        return HEARTH_ERROR_INVALID;
      case G_DBUS_ERROR_UNKNOWN_METHOD:
      case G_DBUS_ERROR_UNKNOWN_INTERFACE:
      case G_DBUS_ERROR_UNKNOWN_OBJECT:
        return HEARTH_ERROR_TOO_OLD;
      default:
        return HEARTH_ERROR_FAILED;
      }
  return HEARTH_ERROR_FAILED;
}

/* What the caller gets: HEARTH_ERROR, or that they cancelled. */
static GError *
own_error (GError *error)
{
  g_autoptr (GError) given = error;

  g_dbus_error_strip_remote_error (given);
  if (given->domain == HEARTH_ERROR || g_error_matches (given, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&given);
  return g_error_new_literal (HEARTH_ERROR, code_of (given), given->message);
}

/* The connection stands, and nothing came over it for as long as anybody waits. */
static gboolean
is_silence (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) && !g_dbus_error_is_remote_error (error);
}

/* There is no answer, and none will come; or it is that the hub cannot write, and it may go better later. */
static GError *
lost (HearthClient *self, GTask *task, GError *error, gboolean sent)
{
  Asking *asking = g_task_get_task_data (task);
  HearthClientLostCall call
      = { g_task_get_name (task), asking->args, asking->account, asking->shown_name, sent, G_OBJECT (task) };

  if (asking->lost == NULL
      || !(g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE) || hearth_outbox_is_of_disk (error)))
    return error;
  asking->lost (self, &call, &error);
  return error;
}

/* What was answered is remembered for two weeks: the center may be restored from a backup that is older. */
static void
note_written (HearthClient *self, GDBusProxy *bus, GTask *task, GVariant *reply)
{
  Asking *asking = g_task_get_task_data (task);

  if (self->journal && asking->args)
    hearth_journal_note (self->journal, g_dbus_proxy_get_interface_name (bus), g_task_get_name (task), asking->args,
                         reply, asking->account);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  HearthClient *self = g_task_get_source_object (task);
  Asking *asking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  gboolean same_turn = asking->turn == hearth_client_get_turn (self);

  if (reply == NULL)
    {
      gboolean silent = is_silence (error);

      error = own_error (g_steal_pointer (&error));
      /* Whoever comes back after a lost connection is not in yet: that is for Resume to say. */
      if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT) && same_turn
          && hearth_client_get_state (self) == HEARTH_CLIENT_SIGNED_IN)
        hearth_client_set_account (self, NULL);
      error = lost (self, task, g_steal_pointer (&error), TRUE);
      if (silent)
        hearth_client_lose (self, g_dbus_proxy_get_connection (G_DBUS_PROXY (source)));
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  note_written (self, G_DBUS_PROXY (source), task, reply);
  if (asking->heard && !asking->heard (self, reply, same_turn, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (self->offline && source == (GObject *)self->session)
    hearth_offline_note (self->offline, g_task_get_name (task), asking->args, reply);
  g_task_return_pointer (task, g_steal_pointer (&reply), (GDestroyNotify)g_variant_unref);
}

/* Asks, and remembers with the task what belongs to it. */
static void
ask (HearthClient *self,
     gpointer bus,
     const char *method,
     GVariant *args,
     Asking *asking,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  int patience_ms = self->patience_ms > 0 ? self->patience_ms : PATIENCE_MS;

  if (g_str_has_prefix (method, "Import"))
    patience_ms = PATIENCE_IMPORT_MS;

  g_task_set_source_tag (task, hearth_client_ask);
  g_task_set_name (task, method);
  g_task_set_task_data (task, asking, asking_free);
  asking->args = args ? g_variant_ref_sink (args) : NULL;
  asking->turn = hearth_client_get_turn (self);
  asking->account = self->account ? g_object_ref (self->account) : NULL;
  /* Between the greeting and Resume the hub does not know yet who is here. */
  if (bus && (asking->lost == NULL || self->state != HEARTH_CLIENT_AWAY))
    {
      g_dbus_proxy_call (G_DBUS_PROXY (bus), method, asking->args, G_DBUS_CALL_FLAGS_NONE, patience_ms, NULL, on_answer,
                         g_steal_pointer (&task));
      return;
    }
  g_task_return_error (task,
                       lost (self, task, g_error_new (HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "the hub is away"), FALSE));
}

/*< private >
 * hearth_client_set_patience_ms:
 * @patience_ms: how long an answer is waited for from now on; 0: as long as usual
 */
void
hearth_client_set_patience_ms (HearthClient *self, int patience_ms)
{
  self->patience_ms = patience_ms;
}

/*< private >
 * hearth_client_ask_heard:
 * @self: the client
 * @bus: (nullable): one of its proxies; %NULL while the hub is away
 * @method: the method's name
 * @args: (transfer floating) (nullable): the tuple of arguments
 * @heard: (nullable): called with the answer before @callback
 *
 * Asks the hub; hearth_client_answer() gives what came back.
 */
void
hearth_client_ask_heard (HearthClient *self,
                         gpointer bus,
                         const char *method,
                         GVariant *args,
                         HearthClientHeard heard,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Asking *asking;

  g_return_if_fail (HEARTH_IS_CLIENT (self));

  asking = g_new0 (Asking, 1);
  asking->heard = heard;
  ask (self, bus, method, args, asking, cancellable, callback, user_data);
}

/*< private >
 * hearth_client_ask_sure:
 * @lost: called where the hub went away before it answered, or was away; it may put another error in the place of
 *   %HEARTH_ERROR_OFFLINE
 * @shown_name: (nullable): for @lost
 *
 * As hearth_client_ask(), for what must not get lost with the connection.
 */
void
hearth_client_ask_sure (HearthClient *self,
                        gpointer bus,
                        const char *method,
                        GVariant *args,
                        HearthClientLost lost_call,
                        const char *shown_name,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Asking *asking;

  g_return_if_fail (HEARTH_IS_CLIENT (self));

  asking = g_new0 (Asking, 1);
  asking->lost = lost_call;
  asking->shown_name = g_strdup (shown_name);
  ask (self, bus, method, args, asking, cancellable, callback, user_data);
}

/*< private >
 * hearth_client_answer_own:
 * @reply: (nullable) (transfer full): what the hub would have answered
 * @error: (nullable) (transfer full): why there is no answer
 *
 * Answers in the place of the hub, while that is away; hearth_client_answer() gives it.
 */
void
hearth_client_answer_own (HearthClient *self,
                          GVariant *reply,
                          GError *error,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hearth_client_ask);
  if (reply)
    g_task_return_pointer (task, reply, (GDestroyNotify)g_variant_unref);
  else
    g_task_return_error (task, error);
}

/*< private >
 * hearth_client_ask:
 *
 * As hearth_client_ask_heard(), where the answer concerns only the caller.
 */
void
hearth_client_ask (HearthClient *self,
                   gpointer bus,
                   const char *method,
                   GVariant *args,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  hearth_client_ask_heard (self, bus, method, args, NULL, cancellable, callback, user_data);
}

/*< private >
 * hearth_client_answer:
 *
 * Returns: (transfer full) (nullable): the tuple that the hub gave, its type checked against the protocol; %NULL with
 *   an error of the domain %HEARTH_ERROR, or %G_IO_ERROR_CANCELLED
 */
GVariant *
hearth_client_answer (HearthClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (HEARTH_IS_CLIENT (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, hearth_client_ask), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/*< private >
 * hearth_client_answer_done:
 *
 * Returns: whether the hub did it, for methods that give nothing back
 */
gboolean
hearth_client_answer_done (HearthClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (self, result, error);

  return reply != NULL;
}

/*< private >
 * hearth_client_options:
 * @options: (nullable) (transfer floating): an a{sv}
 *
 * Returns: (transfer floating or full): @options, or an empty a{sv}
 */
GVariant *
hearth_client_options (GVariant *options)
{
  return options ? options : g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0);
}

/*< private >
 * hearth_client_rows:
 * @reply: an answer
 * @child: which part of it is an array of rows
 * @type: the #HearthRecord type of a row
 *
 * Returns: (transfer full): the rows as objects
 */
GListStore *
hearth_client_rows (GVariant *reply, guint child, GType type)
{
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, child);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GListStore) list = g_list_store_new (type);
  gsize n = g_variant_n_children (rows);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);

      g_ptr_array_add (records, hearth_record_from_row (type, row));
    }
  g_list_store_splice (list, 0, 0, records->pdata, records->len);
  return g_steal_pointer (&list);
}
