/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* From a stream to a desk that its hub knows: who the hub is, who was here before, and what happens when the connection ends.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-client-private.h"

#include "hearth-bounded-stream.h"
#include "hearth-error.h"
#include "hearth-protocol.h"
#include "hearth-record.h"

static void on_closed (GDBusConnection *connection, gboolean by_peer, GError *error, gpointer user_data);

/* Forgets the connection; what was asked is answered with "offline" by GDBus. A desk that goes on by itself keeps who is
 * there, until the hub is back and says otherwise. */
static void
drop_connection (HearthClient *self, gboolean goes_on)
{
  g_autoptr (GDBusConnection) connection = g_steal_pointer (&self->connection);

  if (connection)
    g_signal_handlers_disconnect_by_func (connection, on_closed, self);
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  hearth_client_drop_proxies (self);
  self->greeted = FALSE;
  if (connection && !g_dbus_connection_is_closed (connection))
    g_dbus_connection_close (connection, NULL, NULL, NULL);
  if (self->held || (goes_on && hearth_client_goes_on_alone (self)))
    self->let_in = FALSE;
  else
    hearth_client_set_account (self, NULL);
  hearth_client_update_state (self);
}

static void
on_closed (GDBusConnection *connection, gboolean by_peer, GError *error, gpointer user_data)
{
  HearthClient *self = user_data;

  if (self->connection == connection)
    drop_connection (self, TRUE);
}

/*< private >
 * hearth_client_lose:
 * @connection: over which a call was never answered
 *
 * The hub's PC is there and the hub says nothing: its disk hangs, or it was stopped. To whoever sits here it is away, and
 * they go on by themselves. Not so inside the application, where nobody would connect again.
 */
void
hearth_client_lose (HearthClient *self, GDBusConnection *connection)
{
  GIOStream *stream = g_dbus_connection_get_stream (connection);

  if (self->connection != connection || self->greeting == NULL || !hearth_hub_greeting_get_shared (self->greeting))
    return;
  if (HEARTH_IS_BOUNDED_STREAM (stream))
    hearth_bounded_stream_shut_down (HEARTH_BOUNDED_STREAM (stream));
  drop_connection (self, TRUE);
}

static void
say_hello (HearthClient *self, GAsyncReadyCallback callback, gpointer user_data)
{
  hearth_client_ask (self, self->session, "Hello",
                     g_variant_new ("(suu)", HEARTH_VERSION, HEARTH_PROTOCOL_OLDEST, HEARTH_PROTOCOL_NEWEST), NULL,
                     callback, user_data);
}

static void
on_center_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthClient *self = HEARTH_CLIENT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_client_answer (self, result, &error);

  if (reply == NULL || !hearth_client_take_center (self, reply, TRUE, &error)
      || !hearth_client_take_greeting (self, reply, &error))
    g_debug ("the center was not read again: %s", error->message);
}

static void
on_changed (HearthBusSession *session, guint64 revision, GVariant *what, gpointer user_data)
{
  HearthClient *self = user_data;
  GVariantIter iter;
  const char *kind;
  gint64 id;

  g_variant_iter_init (&iter, what);
  while (g_variant_iter_next (&iter, "(&sx)", &kind, &id))
    if (g_str_equal (kind, "center"))
      {
        say_hello (self, on_center_read, NULL);
        break;
      }
  hearth_client_tell_changed (self, revision, what);
}

static void
on_notice (HearthBusSession *session, const char *kind, gint64 id, gint64 at_s, GVariant *detail, gpointer user_data)
{
  hearth_client_tell_notice (user_data, kind, id, at_s, detail);
}

static void
on_signed_out (HearthBusSession *session, const char *why, gpointer user_data)
{
  hearth_client_tell_signed_out_here (user_data, why);
}

static void
on_faces_changed (HearthBusSession *session, gpointer user_data)
{
  hearth_client_tell_faces_changed (user_data);
}

/* Whoever sits here may do more or less from now on, or was signed out by somebody else. */
static void
on_account (HearthBusSession *session, GVariant *record, gpointer user_data)
{
  HearthClient *self = user_data;
  g_autoptr (HearthAccount) account = NULL;

  if (self->account == NULL)
    return;
  if (g_variant_n_children (record) > 0)
    account = hearth_record_from_variant (HEARTH_TYPE_ACCOUNT, record, NULL);
  if (account == NULL)
    hearth_client_set_account (self, NULL);
  else if (self->let_in && hearth_account_get_id (account) == hearth_account_get_id (self->account))
    hearth_client_set_account (self, account);
}

/* From here on the desk is connected. */
static void
finish_hello (HearthClient *self, GTask *task)
{
  if (self->connection != g_task_get_task_data (task))
    {
      g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "disconnected meanwhile");
      return;
    }
  self->greeted = TRUE;
  self->held = FALSE;
  hearth_client_update_state (self);
  g_task_return_boolean (task, TRUE);
}

/* Whoever was at the desk proves anew who they are. */
static void
put_out (HearthClient *self, const char *why)
{
  if (self->account)
    hearth_client_tell_signed_out_here (self, why);
  hearth_client_set_account (self, NULL);
}

static const char *
why_not_resumed (GVariant *reply)
{
  const char *outcome;

  g_variant_get_child (reply, 0, "&s", &outcome);
  return g_str_equal (outcome, "sign-in") || g_str_equal (outcome, "welcome") ? "back" : outcome;
}

/* Whoever was at the desk goes on there, or it is locked. */
static void
on_resumed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthClient *self = HEARTH_CLIENT (source);
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_client_answer (self, result, &error);

  if (self->connection != g_task_get_task_data (task))
    {
      g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "disconnected meanwhile");
      return;
    }
  if (error)
    g_debug ("nobody is back: %s", error->message);
  if (reply == NULL || !hearth_client_take_resumed (self, reply))
    put_out (self, reply ? why_not_resumed (reply) : "back");
  hearth_client_tell_signed_out (self, finish_hello, task);
}

static void
on_hello (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthClient *self = HEARTH_CLIENT (source);
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_client_answer (self, result, &error);

  if (reply && self->connection != g_task_get_task_data (task))
    g_set_error_literal (&error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "disconnected meanwhile");
  else if (reply)
    {
      /* A new connection may lead to another center, with revisions of its own. */
      g_clear_object (&self->center);
      if (hearth_client_take_center (self, reply, TRUE, &error))
        hearth_client_take_greeting (self, reply, &error);
    }
  if (error)
    {
      if (self->connection == g_task_get_task_data (task))
        drop_connection (self, TRUE);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (self->account && self->resume)
    {
      gint64 account = hearth_account_get_id (self->account);

      hearth_client_ask (self, self->session, "Resume", g_variant_new ("(xs)", account, self->resume), NULL, on_resumed,
                         g_steal_pointer (&task));
      return;
    }
  put_out (self, "back");
  hearth_client_tell_signed_out (self, finish_hello, task);
}

static void
on_connection (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  HearthClient *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_dbus_connection_new_finish (result, &error);

  if (connection == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "%s", error->message);
      return;
    }
  drop_connection (self, TRUE);
  self->connection = g_object_ref (connection);
  g_signal_connect_object (connection, "closed", G_CALLBACK (on_closed), self, 0);
  if (!hearth_client_make_proxies (self, &error))
    {
      drop_connection (self, TRUE);
      g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "%s", error->message);
      return;
    }
  g_signal_connect_object (self->session, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (self->session, "notice", G_CALLBACK (on_notice), self, 0);
  g_signal_connect_object (self->session, "account", G_CALLBACK (on_account), self, 0);
  g_signal_connect_object (self->session, "signed-out", G_CALLBACK (on_signed_out), self, 0);
  g_signal_connect_object (self->session, "faces-changed", G_CALLBACK (on_faces_changed), self, 0);
  g_task_set_task_data (task, g_object_ref (connection), g_object_unref);
  say_hello (self, on_hello, g_steal_pointer (&task));
}

/**
 * hearth_client_connect_async:
 * @self: the client
 * @stream: a stream to a hub, whose other end is already being served
 * @cancellable: (nullable): to give up
 * @callback: called when the hub has said which center it is, or it failed
 * @user_data: for @callback
 *
 * An earlier connection is dropped when the new one stands. Whoever was at the desk when an earlier one was lost comes back
 * where the hub lets them (Session.Resume); else nobody is signed in afterwards.
 */
void
hearth_client_connect_async (
    HearthClient *self, GIOStream *stream, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HEARTH_IS_CLIENT (self));
  g_return_if_fail (G_IS_IO_STREAM (stream));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hearth_client_connect_async);
  g_dbus_connection_new (stream, NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, cancellable, on_connection,
                         g_steal_pointer (&task));
}

/**
 * hearth_client_connect_finish:
 *
 * Returns: whether the client is connected; else the error is %HEARTH_ERROR_OFFLINE, %HEARTH_ERROR_TOO_OLD or what the
 *   hub said
 */
gboolean
hearth_client_connect_finish (HearthClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hearth_client_disconnect:
 * @self: the client
 *
 * Leaves the hub; it ends what this desk could do there.
 */
void
hearth_client_disconnect (HearthClient *self)
{
  g_return_if_fail (HEARTH_IS_CLIENT (self));

  drop_connection (self, FALSE);
}
