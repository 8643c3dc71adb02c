/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Joining a center with a code, and following a hub that has moved. Main context only. The hub's certificate is compared
 * with the code in the handshake, in which no application data flows: a wrong hub learns nothing but that somebody called. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-join.h"

#include "hearth-bounded-stream.h"
#include "hearth-bus.h"
#include "hearth-certificate.h"
#include "hearth-client.h"
#include "hearth-error.h"
#include "hearth-join-code.h"
#include "hearth-link.h"
#include "hearth-protocol.h"
#include "hearth-reach.h"

#define INTERFACE "org.recoverycommons.Hearth1.Pairing"
#define PATIENCE_CALL_MS (20 * 1000)
/* How often a hub may hang up in the handshake: one with many at its door keeps nobody waiting for a slow one. */
#define TRIES 3

/* A hub that is being joined: it may send less than one that is known. */
#define HEARTH_BOUNDS_JOINING ((HearthBounds){ 256 * 1024, 2, 64 * 1024, HEARTH_REACH_PATIENCE_S * 1000 })

typedef struct
{
  HearthJoinCode code;
  char *host; /* (owned): where the code, or somebody, says */
  guint16 port;
  gboolean follow;
  gboolean wrong_hub;
  guint n_tries;

  char *desk_name; /* (owned) (nullable) */
  gboolean front_desk;
  char *request; /* (owned) (nullable) */

  GIOStream *tls;              /* (owned) (nullable) */
  GDBusConnection *connection; /* (owned) (nullable) */
} Joining;

static void
drop_tls (Joining *self)
{
  if (self->tls)
    g_signal_handlers_disconnect_by_data (self->tls, self);
  g_clear_object (&self->tls);
}

static void
joining_free (gpointer data)
{
  Joining *self = data;

  if (self->connection && !g_dbus_connection_is_closed (self->connection))
    g_dbus_connection_close (self->connection, NULL, NULL, NULL);
  g_clear_object (&self->connection);
  drop_tls (self);
  hearth_join_code_clear (&self->code);
  g_free (self->host);
  g_free (self->desk_name);
  g_free (self->request);
  g_free (self);
}

/* Whatever the network says while there is no hub to speak with: it does not answer. */
static void
fail_offline (GTask *task, const GError *fault)
{
  Joining *self = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->wrong_hub)
    g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_WRONG_HUB, "the hub is not the one that made the code");
  else
    g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "the hub does not answer: %s", fault->message);
}

/* What the hub says of itself, or the pipe to it. */
static void
fail_call (GTask *task, GError *fault)
{
  g_dbus_error_strip_remote_error (fault);
  if (fault->domain == HEARTH_ERROR)
    g_task_return_error (task, g_error_copy (fault));
  else if (g_error_matches (fault, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD)
           || g_error_matches (fault, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS)
           || g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT))
    g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_TOO_OLD, "the hub speaks another protocol");
  else
    fail_offline (task, fault);
}

/* The generated calls would cut an array of bytes at its first zero. */
static GVariant *
give_bytes (const void *data, gsize n)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, data, n, 1);
}

static char *
take_text (GVariant *reply, gsize child)
{
  g_autoptr (GVariant) bytes = g_variant_get_child_value (reply, child);
  gsize n;
  const char *data = g_variant_get_fixed_array (bytes, &n, 1);

  return g_strndup (data ? data : "", n);
}

static void
on_joined (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Joining *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autofree char *certificate = NULL;
  g_autofree char *authority = NULL;
  const char *uuid, *name;
  guint16 port;
  gint64 number;

  if (reply == NULL)
    {
      fail_call (task, error);
      return;
    }
  certificate = take_text (reply, 0);
  authority = take_text (reply, 1);
  g_variant_get (reply, "(@ay@ayqx&s&s)", NULL, NULL, &port, &number, &uuid, &name);
  if (hearth_desk_folder_set_joined (g_task_get_source_object (task), certificate, authority, self->host, port, number,
                                     uuid, name, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_told_where (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Joining *self = g_task_get_task_data (task);
  HearthDeskFolder *folder = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  const char *uuid;
  guint16 port;

  if (reply == NULL)
    {
      fail_call (task, error);
      return;
    }
  g_variant_get (reply, "(q&s)", &port, &uuid);
  if (g_strcmp0 (uuid, hearth_desk_folder_get_center_uuid (folder)) != 0)
    g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_WRONG_HUB, "the hub is of another center");
  else if (!hearth_desk_folder_set_address (folder, self->host, port, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
ask (GTask *task, const char *method, GVariant *args, const char *type, GAsyncReadyCallback callback)
{
  Joining *self = g_task_get_task_data (task);

  g_dbus_connection_call (self->connection, NULL, HEARTH_BUS_PATH, INTERFACE, method, args, G_VARIANT_TYPE (type),
                          G_DBUS_CALL_FLAGS_NONE, PATIENCE_CALL_MS, g_task_get_cancellable (task), callback,
                          g_object_ref (task));
}

static void
on_connection (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Joining *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GVariant *secret;

  self->connection = g_dbus_connection_new_finish (result, &error);
  if (self->connection == NULL)
    {
      fail_offline (task, error);
      return;
    }
  secret = give_bytes (self->code.secret, sizeof self->code.secret);
  if (self->follow)
    ask (task, "Where", g_variant_new ("(@ay)", secret), "(qs)", on_told_where);
  else
    ask (task, "Join",
         g_variant_new ("(@aysbsuu@ay)", secret, self->desk_name, self->front_desk, HEARTH_VERSION,
                        HEARTH_PROTOCOL_OLDEST, HEARTH_PROTOCOL_NEWEST,
                        give_bytes (self->request, strlen (self->request))),
         "(ayayqxss)", on_joined);
}

/* The certificate has to be the one that the code was made with; who signed it says nothing to a desk that is new. */
static gboolean
on_accept (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer user_data)
{
  Joining *self = user_data;
  g_autoptr (GBytes) der = hearth_certificate_get_der (certificate);

  self->wrong_hub = !hearth_join_code_fits (&self->code, der);
  return !self->wrong_hub;
}

static void reach (GTask *task);

/* Before the hub has said anything, which the TLS library calls "not TLS", or in the middle. */
static gboolean
hung_up (const GError *error)
{
  return g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS)
         || g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED); /* or G_IO_ERROR_BROKEN_PIPE */
}

static void
on_handshake (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Joining *self = g_task_get_task_data (task);
  GTlsConnection *tls = G_TLS_CONNECTION (source);
  g_autoptr (GIOStream) bounded = NULL;
  g_autoptr (GIOStream) plain = NULL;
  g_autoptr (GError) error = NULL;
  GTlsCertificate *hub;
  GSocket *socket;
  GCancellable *cancellable;
  const HearthBounds bounds = HEARTH_BOUNDS_JOINING;

  if (!g_tls_connection_handshake_finish (tls, result, &error))
    {
      if (!self->wrong_hub && hung_up (error) && self->n_tries < TRIES)
        reach (task);
      else
        fail_offline (task, error);
      return;
    }
  /* Nothing that the TLS library may have found good by itself counts. */
  hub = g_tls_connection_get_peer_certificate (tls);
  if (hub == NULL || !hearth_link_is_modern (tls) || !on_accept (tls, hub, 0, self))
    {
      self->wrong_hub = TRUE;
      fail_offline (task, NULL);
      return;
    }
  g_object_get (tls, "base-io-stream", &plain, NULL);
  socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (plain));
  g_socket_set_timeout (socket, 0);
  bounded = hearth_bounded_stream_new (G_IO_STREAM (tls), socket, &bounds);
  cancellable = g_task_get_cancellable (task);
  g_dbus_connection_new (bounded, NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, cancellable, on_connection,
                         g_steal_pointer (&task));
}

static void
on_reached (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Joining *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GCancellable *cancellable;
  g_autoptr (GSocketConnection) plain = hearth_reach_finish (result, &error);

  if (plain == NULL)
    {
      fail_offline (task, error);
      return;
    }
  hearth_link_tune (g_socket_connection_get_socket (plain));
  drop_tls (self);
  self->tls = hearth_link_new_client (G_IO_STREAM (plain), &error);
  if (self->tls == NULL)
    {
      fail_offline (task, error);
      return;
    }
  g_signal_connect (self->tls, "accept-certificate", G_CALLBACK (on_accept), self);
  cancellable = g_task_get_cancellable (task);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (self->tls), G_PRIORITY_DEFAULT, cancellable, on_handshake,
                                    g_steal_pointer (&task));
}

static void
reach (GTask *task)
{
  Joining *self = g_task_get_task_data (task);

  self->n_tries++;
  hearth_reach_async (self->host, self->port, g_task_get_cancellable (task), on_reached, g_object_ref (task));
}

/* Where the hub is: as somebody typed it, else as the code has it. Whoever reads the address off the hub's own page types
 * the port of desks, where nobody can join. */
static gboolean
find_address (Joining *self, const char *address, GError **error)
{
  if (address)
    {
      guint16 port = self->code.port > 0 ? self->code.port : HEARTH_LINK_PAIRING_PORT;

      if (!hearth_link_parse_address (address, port, &self->host, &self->port, error))
        return FALSE;
      if (self->port == HEARTH_LINK_PORT)
        self->port = port;
    }
  else
    {
      self->host = g_strdup (self->code.host);
      self->port = self->code.port;
    }
  if (self->host && self->port > 0)
    return TRUE;
  g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the code does not say where the hub is");
  return FALSE;
}

static void
set_out (GTask *task, const char *code, const char *address)
{
  Joining *self = g_task_get_task_data (task);
  HearthDeskFolder *folder = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!hearth_join_code_from_text (&self->code, code, &error) || !find_address (self, address, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!self->follow)
    {
      /* A desk whose key is damaged can only join anew. */
      if (hearth_desk_folder_has_joined (folder) && hearth_desk_folder_get_certificate (folder) == NULL)
        hearth_desk_folder_forget (folder, NULL);
      self->request = hearth_desk_folder_make_request (folder, &error);
      if (self->request == NULL)
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
    }
  reach (task);
}

/**
 * hearth_join_async:
 * @folder: of the desk
 * @code: as somebody typed it
 * @address: (nullable): "host:port" in the place of the code's
 * @desk_name: what the desk is to be called
 * @front_desk: whether it stands where visitors see it
 *
 * Joins a center.
 */
void
hearth_join_async (HearthDeskFolder *folder,
                   const char *code,
                   const char *address,
                   const char *desk_name,
                   gboolean front_desk,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (folder, cancellable, callback, user_data);
  Joining *self = g_new0 (Joining, 1);

  g_task_set_source_tag (task, hearth_join_async);
  g_task_set_task_data (task, self, joining_free);
  self->desk_name = g_strdup (desk_name ? desk_name : "");
  self->front_desk = front_desk;
  set_out (task, code, address);
}

/**
 * hearth_join_finish:
 *
 * Returns: whether the folder has joined; else HEARTH_ERROR_INVALID (the code is mistyped), WRONG_HUB (nothing was sent),
 *   WRONG_SECRET (the code is used, expired or unknown), OFFLINE, DESK_TOO_OLD, DESK_TOO_NEW, NO_ROOM or READ_ONLY
 */
gboolean
hearth_join_finish (HearthDeskFolder *folder, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, folder), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hearth_join_follow_async:
 * @folder: of a desk that has joined before
 * @code: as somebody typed it
 * @address: (nullable): "host:port" in the place of the code's
 *
 * Learns where the hub is now.
 */
void
hearth_join_follow_async (HearthDeskFolder *folder,
                          const char *code,
                          const char *address,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (folder, cancellable, callback, user_data);
  Joining *self = g_new0 (Joining, 1);

  g_task_set_source_tag (task, hearth_join_follow_async);
  g_task_set_task_data (task, self, joining_free);
  self->follow = TRUE;
  set_out (task, code, address);
}

/**
 * hearth_join_follow_finish:
 *
 * Returns: whether the folder knows where the hub is; the same errors as hearth_join_finish()
 */
gboolean
hearth_join_follow_finish (HearthDeskFolder *folder, GAsyncResult *result, GError **error)
{
  return hearth_join_finish (folder, result, error);
}
