/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One TLS handshake. It runs synchronously in a thread of the lobby's pool, of which there are few, because
 * glib-networking holds one of GLib's own ten threads meanwhile, and D-Bus begins its connections in the same ten. Made, cut
 * and ended in the hub's main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-handshake.h"

#include "hearth-certificate.h"
#include "hearth-link.h"

/* Of each wait for the other end. */
#define SOCKET_TIMEOUT_S 5

struct _HearthHandshake
{
  GMainContext *context; /* (owned) */
  GSocket *socket;       /* (owned) */
  GTlsCertificate *own;  /* (owned) */
  char *authority;       /* (owned) (nullable): NULL: the other end has no certificate */
  GIOStream *stream;     /* (owned) (nullable): of the pool's thread until it is done */
  GTlsCertificate *peer; /* (owned) (nullable): the same */
  gboolean good;         /* the same */

  HearthHandshakeDone done; /* (nullable): main context only, as the next */
  gpointer user_data;
};

static void
clear (gpointer data)
{
  HearthHandshake *self = data;

  g_clear_object (&self->peer);
  g_clear_object (&self->stream);
  g_clear_object (&self->own);
  g_clear_object (&self->socket);
  g_free (self->authority);
  g_main_context_unref (self->context);
}

/**
 * hearth_handshake_new:
 * @socket: at which the other end has begun
 * @own: the certificate of this end, with its key
 * @authority: (nullable): PEM: the other end must show a desk's certificate that it has signed; %NULL: none is asked for
 * @done: how it ended
 * @user_data: for @done
 *
 * Returns: (transfer full): a handshake, to be pushed to a pool of hearth_handshake_work()
 */
HearthHandshake *
hearth_handshake_new (
    GSocket *socket, GTlsCertificate *own, const char *authority, HearthHandshakeDone done, gpointer user_data)
{
  HearthHandshake *self = g_atomic_rc_box_new0 (HearthHandshake);

  self->context = g_main_context_ref_thread_default ();
  self->socket = g_object_ref (socket);
  self->own = g_object_ref (own);
  self->authority = g_strdup (authority);
  self->done = done;
  self->user_data = user_data;
  return self;
}

/**
 * hearth_handshake_ref:
 *
 * Returns: (transfer full): the same
 */
HearthHandshake *
hearth_handshake_ref (HearthHandshake *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * hearth_handshake_unref:
 * @self: (transfer full): a handshake
 */
void
hearth_handshake_unref (HearthHandshake *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* Whether it holds now is asked later, so that the other end can be told. */
static gboolean
is_desk (HearthHandshake *self, GTlsCertificate *certificate)
{
  g_autoptr (GError) error = NULL;

  if (hearth_certificate_verify (certificate, HEARTH_CERTIFICATE_DESK, self->authority, 0, &error))
    return TRUE;
  g_info ("a certificate was refused: %s", error->message);
  return FALSE;
}

static gboolean
on_accept_certificate (GTlsConnection *connection,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       gpointer user_data)
{
  HearthHandshake *self = user_data;

  return self->authority != NULL && is_desk (self, certificate);
}

static gboolean
shake (HearthHandshake *self, GError **error)
{
  g_autoptr (GSocketConnection) plain = g_socket_connection_factory_create_connection (self->socket);
  GTlsConnection *connection;

  self->stream = hearth_link_new_server (G_IO_STREAM (plain), self->own, error);
  if (self->stream == NULL)
    return FALSE;
  connection = G_TLS_CONNECTION (self->stream);
  g_tls_connection_set_require_close_notify (connection, FALSE);
  g_object_set (connection, "authentication-mode",
                self->authority ? G_TLS_AUTHENTICATION_REQUIRED : G_TLS_AUTHENTICATION_NONE, NULL);
  g_signal_connect (connection, "accept-certificate", G_CALLBACK (on_accept_certificate), self);
  if (!g_tls_connection_handshake (connection, NULL, error))
    return FALSE;
  g_signal_handlers_disconnect_by_data (connection, self);
  if (!hearth_link_is_modern (connection))
    {
      g_set_error (error, G_TLS_ERROR, G_TLS_ERROR_HANDSHAKE, "not TLS 1.3");
      return FALSE;
    }
  g_set_object (&self->peer, g_tls_connection_get_peer_certificate (connection));
  return self->authority == NULL || (self->peer != NULL && is_desk (self, self->peer));
}

static gboolean
on_worked (gpointer user_data)
{
  HearthHandshake *self = user_data;

  if (self->done)
    self->done (self, self->good ? self->stream : NULL, self->socket, self->peer, self->user_data);
  return G_SOURCE_REMOVE;
}

/**
 * hearth_handshake_work:
 * @data: (transfer full): a handshake
 * @pool_data: of the pool
 *
 * In a thread of the pool.
 */
void
hearth_handshake_work (gpointer data, gpointer pool_data)
{
  HearthHandshake *self = data;
  g_autoptr (GSource) source = g_idle_source_new ();
  g_autoptr (GError) error = NULL;

  g_socket_set_blocking (self->socket, TRUE);
  g_socket_set_timeout (self->socket, SOCKET_TIMEOUT_S);
  self->good = shake (self, &error);
  if (error)
    g_debug ("a handshake failed: %s", error->message);
  g_socket_set_timeout (self->socket, 0);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_worked, self, (GDestroyNotify)hearth_handshake_unref);
  g_source_attach (source, self->context);
}

/**
 * hearth_handshake_cut:
 * @self: a handshake that takes too long
 *
 * It fails at once.
 */
void
hearth_handshake_cut (HearthHandshake *self)
{
  g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
}

/**
 * hearth_handshake_forget:
 * @self: a handshake
 *
 * Nobody wants to know any more how it ends.
 */
void
hearth_handshake_forget (HearthHandshake *self)
{
  self->done = NULL;
  hearth_handshake_cut (self);
}
