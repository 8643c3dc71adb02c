/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A TCP connection to where a hub may be. The patience is kept here and not by GSocketClient: GLib 2.74 never lets go of a
 * connection that runs into the socket's own timeout, and a desk that is away from its hub tries for days. Main context
 * only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-reach.h"

#include "hearth-error.h"

typedef struct
{
  GCancellable *trying; /* (owned) */
  GCancellable *asked;  /* (owned) (nullable): whoever asked may give up */
  gulong asked_id;
  guint patience;
} Reach;

static void
reach_free (gpointer data)
{
  Reach *self = data;

  g_clear_handle_id (&self->patience, g_source_remove);
  g_cancellable_disconnect (self->asked, self->asked_id);
  g_clear_object (&self->asked);
  g_object_unref (self->trying);
  g_free (self);
}

static gboolean
on_impatient (gpointer user_data)
{
  Reach *self = user_data;

  self->patience = 0;
  g_cancellable_cancel (self->trying);
  return G_SOURCE_REMOVE;
}

static void
on_given_up (GCancellable *asked, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);

  if (connection)
    {
      g_socket_set_timeout (g_socket_connection_get_socket (connection), HEARTH_REACH_PATIENCE_S);
      g_task_return_pointer (task, connection, g_object_unref);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "nobody answers there");
  else
    g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "%s", error->message);
}

/*< private >
 * hearth_reach_async:
 * @host: where to try
 * @port: there
 */
void
hearth_reach_async (
    const char *host, guint16 port, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) place = g_network_address_new (host, port);
  Reach *self = g_new0 (Reach, 1);

  g_task_set_source_tag (task, hearth_reach_async);
  g_task_set_task_data (task, self, reach_free);
  self->trying = g_cancellable_new ();
  g_set_object (&self->asked, cancellable);
  if (cancellable)
    self->asked_id
        = g_cancellable_connect (cancellable, G_CALLBACK (on_given_up), g_object_ref (self->trying), g_object_unref);
  self->patience = g_timeout_add_seconds (HEARTH_REACH_PATIENCE_S, on_impatient, self);
  g_socket_client_set_enable_proxy (client, FALSE); /* a hub is on the same network */
  g_socket_client_connect_async (client, place, self->trying, on_connected, task);
}

/*< private >
 * hearth_reach_finish:
 *
 * Returns: (transfer full) (nullable): the connection
 */
GSocketConnection *
hearth_reach_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hearth_reach_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
