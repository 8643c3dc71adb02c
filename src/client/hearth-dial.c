/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One try to reach a desk's hub at one place. Main context only. The hub is known by its center's authority, whatever its
 * address and whatever this PC's clock says. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-dial.h"

#include "hearth-bounded-stream.h"
#include "hearth-certificate.h"
#include "hearth-error.h"
#include "hearth-link.h"
#include "hearth-reach.h"

/* The hub is known, so it may send long answers; how many calls wait there is its own affair. */
#define HEARTH_BOUNDS_HUB ((HearthBounds){ 64 * 1024 * 1024, G_MAXUINT, G_MAXSIZE, 10 * 1000 })

typedef struct
{
  char *authority;  /* (owned) */
  GIOStream *plain; /* (owned) (nullable) */
  GIOStream *tls;   /* (owned) (nullable) */
  gboolean wrong_hub;
  char greeting;
} Dial;

static void
dial_free (gpointer data)
{
  Dial *self = data;

  if (self->tls)
    g_signal_handlers_disconnect_by_data (self->tls, self);
  g_clear_object (&self->tls);
  g_clear_object (&self->plain);
  g_free (self->authority);
  g_free (self);
}

static void
fail (GTask *task, HearthError code, const char *message)
{
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_new_error (task, HEARTH_ERROR, code, "%s", message);
}

static gboolean
is_own_hub (Dial *self, GTlsCertificate *certificate)
{
  g_autoptr (GError) error = NULL;

  self->wrong_hub = !hearth_certificate_verify (certificate, HEARTH_CERTIFICATE_HUB, self->authority, 0, &error);
  if (self->wrong_hub)
    g_debug ("not the hub of this desk: %s", error->message);
  return !self->wrong_hub;
}

static gboolean
on_accept (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer user_data)
{
  return is_own_hub (user_data, certificate);
}

static GSocket *
socket_of (Dial *self)
{
  return g_socket_connection_get_socket (G_SOCKET_CONNECTION (self->plain));
}

static void
on_greeting (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Dial *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  const HearthBounds bounds = HEARTH_BOUNDS_HUB;

  if (n <= 0)
    fail (task, HEARTH_ERROR_OFFLINE, error ? error->message : "the hub hung up");
  else if (self->greeting == HEARTH_LINK_REMOVED)
    fail (task, HEARTH_ERROR_REMOVED, "this desk does not belong to the center any more");
  else if (self->greeting == HEARTH_LINK_DATE)
    fail (task, HEARTH_ERROR_CERTIFICATE, "the certificate of this desk does not hold by the hub's clock");
  else if (self->greeting == HEARTH_LINK_FULL)
    fail (task, HEARTH_ERROR_OFFLINE, "the hub has too many desks");
  else if (self->greeting != HEARTH_LINK_WELCOME)
    fail (task, HEARTH_ERROR_OFFLINE, "the hub says nothing that is understood");
  else
    {
      g_socket_set_timeout (socket_of (self), 0);
      g_task_return_pointer (task, hearth_bounded_stream_new (self->tls, socket_of (self), &bounds), g_object_unref);
    }
}

static void
on_handshake (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Dial *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GTlsConnection *tls = G_TLS_CONNECTION (source);
  g_autoptr (GError) error = NULL;
  gboolean shaken = g_tls_connection_handshake_finish (tls, result, &error);
  GTlsCertificate *hub = shaken ? g_tls_connection_get_peer_certificate (tls) : NULL;

  /* Nothing that the TLS library may have found good by itself counts. */
  if (self->wrong_hub || (shaken && (hub == NULL || !is_own_hub (self, hub))))
    fail (task, HEARTH_ERROR_WRONG_HUB, "the hub is of another center");
  else if (!shaken)
    fail (task, HEARTH_ERROR_OFFLINE, error->message);
  else if (!hearth_link_is_modern (tls))
    fail (task, HEARTH_ERROR_OFFLINE, "the hub does not speak TLS 1.3");
  else
    g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (tls)), &self->greeting, 1, G_PRIORITY_DEFAULT,
                               cancellable, on_greeting, g_steal_pointer (&task));
}

static void
on_reached (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Dial *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  GSocketConnection *plain = hearth_reach_finish (result, &error);
  GTlsCertificate *certificate = hearth_desk_folder_get_certificate (g_task_get_source_object (task));

  if (plain == NULL)
    {
      fail (task, HEARTH_ERROR_OFFLINE, error->message);
      return;
    }
  self->plain = G_IO_STREAM (plain);
  hearth_link_tune (socket_of (self));
  self->tls = hearth_link_new_client (self->plain, &error);
  if (self->tls == NULL || certificate == NULL)
    {
      fail (task, HEARTH_ERROR_OFFLINE, error ? error->message : "this desk has left its center");
      return;
    }
  g_tls_connection_set_certificate (G_TLS_CONNECTION (self->tls), certificate);
  g_signal_connect (self->tls, "accept-certificate", G_CALLBACK (on_accept), self);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (self->tls), G_PRIORITY_DEFAULT, cancellable, on_handshake,
                                    g_steal_pointer (&task));
}

/*< private >
 * hearth_dial_async:
 * @folder: of a desk that has joined
 * @host: where to try
 * @port: there
 */
void
hearth_dial_async (HearthDeskFolder *folder,
                   const char *host,
                   guint16 port,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (folder, cancellable, callback, user_data);
  Dial *self = g_new0 (Dial, 1);

  self->authority = g_strdup (hearth_desk_folder_get_authority (folder));
  g_task_set_source_tag (task, hearth_dial_async);
  g_task_set_task_data (task, self, dial_free);
  hearth_reach_async (host, port, cancellable, on_reached, g_steal_pointer (&task));
}

/*< private >
 * hearth_dial_finish:
 *
 * Returns: (transfer full) (nullable): a stream over which the hub serves this desk
 */
GIOStream *
hearth_dial_finish (HearthDeskFolder *folder, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, folder), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, hearth_dial_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
