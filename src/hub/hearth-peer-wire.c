/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The connection of a desk: how it begins, what goes out, how it ends. Whoever comes this far has proved who they are, by
 * a certificate in the TLS handshake or to the kernel, so that D-Bus' own authentication has nothing to add. All bytes go
 * through a HearthBoundedStream. Hub's main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-peer-private.h"

#include "hearth-bounded-stream.h"
#include "hearth-bus.h"
#include "hearth-center-service.h"
#include "hearth-desk-service.h"
#include "hearth-error.h"
#include "hearth-gate.h"
#include "hearth-hub-private.h"
#include "hearth-link.h"

#include <unistd.h>

/* From the first byte of D-Bus to the end of its authentication. */
#define OPENING_S 5

static void
on_closed (GDBusConnection *connection, gboolean by_peer, GError *error, gpointer user_data)
{
  HearthPeer *self = user_data;
  const char *reason = hearth_bounded_stream_get_reason (HEARTH_BOUNDED_STREAM (self->stream));

  if (reason)
    g_message ("desk %" G_GINT64_FORMAT " was closed: %s", self->desk_id, reason);
  hearth_peer_close (self);
}

static void
end_opening (HearthPeer *self)
{
  if (self->deadline)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
}

/* Writing down when a desk of the LAN came or went, with its version. */
typedef struct
{
  HearthHub *hub; /* (owned) */
  gint64 desk_id;
  char *fingerprint; /* (owned) */
  char *version;     /* (owned) */
} Seen;

static gboolean
write_seen (HearthUnit *unit, gpointer data, GError **error)
{
  Seen *seen = data;

  return hearth_desk_service_seen (unit, seen->desk_id, seen->fingerprint, seen->version, error);
}

/* The desk was removed, or its certificate became void, between the handshake and now. */
static void
cut_certificate (HearthHub *hub, gint64 desk_id, const char *fingerprint)
{
  GPtrArray *peers = hearth_hub_get_peers (hub);
  g_autoptr (HearthPeer) out = NULL;

  for (guint i = 0; i < peers->len && out == NULL; i++)
    {
      HearthPeer *peer = peers->pdata[i];

      if (peer->kind == HEARTH_PEER_DESK && peer->desk_id == desk_id && g_str_equal (peer->fingerprint, fingerprint))
        out = g_object_ref (peer);
    }
  if (out)
    hearth_peer_cut (out);
}

static void
on_seen_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Seen *seen = user_data;
  g_autoptr (HearthHub) hub = seen->hub;
  g_autoptr (GVariant) changes = NULL;
  g_autoptr (GError) error = NULL;

  if (hearth_house_write_finish (HEARTH_HOUSE (source), result, &changes, &error))
    hearth_hub_publish (hub, changes);
  else if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_REMOVED))
    cut_certificate (hub, seen->desk_id, seen->fingerprint);
  else if (!g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND))
    g_warning ("when desk %" G_GINT64_FORMAT " was seen is not written: %s", seen->desk_id, error->message);
  g_free (seen->fingerprint);
  g_free (seen->version);
  g_free (seen);
  hearth_hub_release (hub);
}

static void
note_seen (HearthPeer *self)
{
  HearthCaller caller = { 0, self->desk_id, 0 };
  Seen *seen;

  if (self->kind != HEARTH_PEER_DESK)
    return;
  seen = g_new0 (Seen, 1);
  seen->hub = g_object_ref (self->hub);
  seen->desk_id = self->desk_id;
  seen->fingerprint = g_strdup (self->fingerprint);
  seen->version = g_strdup (self->version);
  hearth_hub_hold (self->hub);
  hearth_house_write_async (hearth_hub_get_house (self->hub), &caller, write_seen, seen, NULL, on_seen_written, seen);
}

/**
 * hearth_peer_close:
 * @self: a desk
 *
 * Ends the connection and what could be done over it. What is under way is finished; its answers go nowhere.
 */
void
hearth_peer_close (HearthPeer *self)
{
  g_autoptr (HearthPeer) alive = g_object_ref (self);

  if (self->gone)
    return;
  self->gone = TRUE;
  end_opening (self);
  g_cancellable_cancel (self->opening);
  hearth_peer_sign_out (self);
  g_clear_pointer (&self->import, hearth_peer_import_unref);
  if (self->connection)
    {
      g_signal_handlers_disconnect_by_func (self->connection, on_closed, self);
      /* First, so that nothing more goes out: a call that comes in this moment must find no answer rather than GDBus' own,
       * that there is no such method, which says something else to the desk. */
      if (!g_dbus_connection_is_closed (self->connection))
        g_dbus_connection_close (self->connection, NULL, NULL, NULL);
      for (guint i = 0; i < self->registrations->len; i++)
        g_dbus_connection_unregister_object (self->connection, g_array_index (self->registrations, guint, i));
      g_array_set_size (self->registrations, 0);
      /* A desk seen for no longer than its authentication was not here. */
      note_seen (self);
    }
  /* Closing alone may wait for the other end for ever. */
  if (self->stream)
    hearth_bounded_stream_shut_down (HEARTH_BOUNDED_STREAM (self->stream));
  hearth_peer_emit_gone (alive);
}

/**
 * hearth_peer_cut:
 * @self: a desk
 *
 * The same, and the socket goes first: what already waits to go out stays here.
 */
void
hearth_peer_cut (HearthPeer *self)
{
  if (self->stream)
    hearth_bounded_stream_shut_down (HEARTH_BOUNDED_STREAM (self->stream));
  hearth_peer_close (self);
}

/* Reading which desk this is: whether its PC is marked as front desk. */
typedef struct
{
  HearthPeer *peer; /* (owned) */
  HearthHub *hub;   /* (owned) */
  gboolean front_desk;
} DeskReading;

static gboolean
read_desk (HearthUnit *unit, gpointer data, GError **error)
{
  DeskReading *reading = data;
  g_autoptr (HearthCenter) center = hearth_center_service_get (unit, error);

  reading->front_desk = center && hearth_center_get_front_desk (center);
  return center != NULL;
}

static void
on_desk_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskReading *reading = user_data;
  HearthPeer *self = reading->peer;
  g_autoptr (GError) error = NULL;

  if (hearth_house_read_finish (HEARTH_HOUSE (source), result, &error))
    {
      self->front_desk = reading->front_desk;
      hearth_peer_update_permissions (self);
      if (!self->gone)
        g_dbus_connection_start_message_processing (self->connection);
    }
  else
    {
      g_warning ("desk %" G_GINT64_FORMAT " cannot be served: %s", self->desk_id, error->message);
      hearth_peer_close (self);
    }
  hearth_hub_release (reading->hub);
  g_object_unref (reading->hub);
  g_object_unref (reading->peer);
  g_free (reading);
}

/**
 * hearth_peer_read_desk:
 * @self: a connected desk
 *
 * Reads what the center says about this desk, at the start and whenever the center or the desk was changed.
 */
void
hearth_peer_read_desk (HearthPeer *self)
{
  DeskReading *reading;
  HearthCaller caller = { 0, self->desk_id, 0 };

  if (self->gone || self->connection == NULL || hearth_hub_is_stopping (self->hub))
    return;
  if (self->kind == HEARTH_PEER_TOOL)
    {
      g_dbus_connection_start_message_processing (self->connection);
      return;
    }
  reading = g_new0 (DeskReading, 1);
  reading->peer = g_object_ref (self);
  reading->hub = g_object_ref (self->hub);
  hearth_hub_hold (self->hub);
  hearth_house_read_async (hearth_hub_get_house (self->hub), &caller, read_desk, reading, NULL, on_desk_read, reading);
}

static void
on_connection (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthPeer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_dbus_connection_new_finish (result, &error);

  end_opening (self);
  if (connection == NULL)
    {
      g_info ("a desk was not let in: %s", error->message);
      hearth_peer_close (self);
      return;
    }
  if (self->gone)
    {
      g_dbus_connection_close (connection, NULL, NULL, NULL);
      return;
    }
  self->connection = g_steal_pointer (&connection);
  g_signal_connect_object (self->connection, "closed", G_CALLBACK (on_closed), self, 0);
  /* The other end may have gone before anybody listened. */
  if (g_dbus_connection_is_closed (self->connection))
    {
      hearth_peer_close (self);
      return;
    }
  if (hearth_gate_register (self, self->connection, self->registrations, &error))
    {
      note_seen (self);
      hearth_peer_read_desk (self);
      return;
    }
  g_warning ("a desk cannot be served: %s", error->message);
  hearth_peer_close (self);
}

static gboolean
on_deadline (gpointer user_data)
{
  HearthPeer *self = user_data;

  g_info ("desk %" G_GINT64_FORMAT " took too long to begin", self->desk_id);
  g_clear_pointer (&self->deadline, g_source_unref);
  hearth_peer_cut (self);
  return G_SOURCE_REMOVE;
}

static char *
address_of (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_remote_address (socket, NULL);

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return NULL;
  return g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/* Within this PC the kernel says who is at the other end: whoever runs the hub, or root. */
static gboolean
is_own_user (GSocket *socket)
{
  g_autoptr (GCredentials) credentials = g_socket_get_credentials (socket, NULL);
  uid_t user = credentials ? g_credentials_get_unix_user (credentials, NULL) : (uid_t)-1;

  return user == geteuid () || user == 0;
}

/**
 * hearth_peer_open:
 * @self: a desk
 * @stream: the hub's end of the stream; of a desk over TLS after the handshake
 * @socket: below @stream
 *
 * Serves the desk; within this PC, if it runs as the same user.
 */
void
hearth_peer_open (HearthPeer *self, GIOStream *stream, GSocket *socket)
{
  const HearthBounds bounds = HEARTH_BOUNDS_DESK;

  if (self->kind == HEARTH_PEER_DESK)
    self->address = address_of (socket);
  else if (!is_own_user (socket))
    {
      g_warning ("somebody else's program was not let in");
      hearth_peer_close (self);
      return;
    }
  self->stream = hearth_bounded_stream_new (stream, socket, &bounds);
  self->deadline = g_timeout_source_new_seconds (OPENING_S);
  g_source_set_callback (self->deadline, on_deadline, self, NULL);
  g_source_attach (self->deadline, g_main_context_get_thread_default ());
  hearth_link_serve_bus_async (self->stream, self->opening, on_connection, g_object_ref (self));
}

/* @args may float. */
static void
emit (HearthPeer *self, const char *signal_name, GVariant *args)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (args);

  if (!self->gone && self->connection)
    g_dbus_connection_emit_signal (self->connection, NULL, HEARTH_GATE_PATH, hearth_bus_session_interface_info ()->name,
                                   signal_name, owned, NULL);
}

/**
 * hearth_peer_tell:
 * @self: a desk
 * @event: the arguments of Session.Changed
 *
 * Nothing is told where nobody is signed in.
 */
void
hearth_peer_tell (HearthPeer *self, GVariant *event)
{
  if (self->account)
    emit (self, "Changed", event);
}

/**
 * hearth_peer_tell_account:
 * @self: a desk
 * @account: who sits there, as they are now
 *
 * Of what somebody else has changed: the desk did not ask.
 */
void
hearth_peer_tell_account (HearthPeer *self, HearthAccount *account)
{
  emit (self, "Account", g_variant_new ("(@a{sv})", hearth_record_to_variant (account)));
}

/**
 * hearth_peer_tell_signed_out:
 * @self: a desk where nobody sits any more
 * @why: as of Session.SignedOut
 *
 * The reason goes first: the desk says it where it asks who is there.
 */
void
hearth_peer_tell_signed_out (HearthPeer *self, const char *why)
{
  emit (self, "SignedOut", g_variant_new ("(s)", why));
  emit (self, "Account", g_variant_new ("(@a{sv})", g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0)));
}

/**
 * hearth_peer_tell_faces:
 * @self: a desk
 *
 * Where somebody is signed in nobody asks who may sign in.
 */
void
hearth_peer_tell_faces (HearthPeer *self)
{
  if (!hearth_peer_is_signed_in (self))
    emit (self, "FacesChanged", g_variant_new ("()"));
}

/**
 * hearth_peer_notify:
 * @self: a desk where somebody sits
 * @notice: the arguments of Session.Notice
 */
void
hearth_peer_notify (HearthPeer *self, GVariant *notice)
{
  emit (self, "Notice", notice);
}

/**
 * hearth_peer_get_connection:
 *
 * Returns: (transfer none) (nullable): the connection
 */
GDBusConnection *
hearth_peer_get_connection (HearthPeer *self)
{
  return self->connection;
}

/**
 * hearth_peer_set_fingerprint:
 * @fingerprint: of the certificate it came with
 */
void
hearth_peer_set_fingerprint (HearthPeer *self, const char *fingerprint)
{
  g_free (self->fingerprint);
  self->fingerprint = g_strdup (fingerprint);
}

/**
 * hearth_peer_get_fingerprint:
 *
 * Returns: (transfer none): of the certificate it came with, "" without TLS
 */
const char *
hearth_peer_get_fingerprint (HearthPeer *self)
{
  return self->fingerprint;
}

/**
 * hearth_peer_get_address:
 *
 * Returns: (transfer none) (nullable): where a desk of the LAN is
 */
const char *
hearth_peer_get_address (HearthPeer *self)
{
  return self->address;
}

/**
 * hearth_peer_get_version:
 *
 * Returns: (transfer none): of Hearth there, "" before its first call
 */
const char *
hearth_peer_get_version (HearthPeer *self)
{
  return self->version;
}

/**
 * hearth_peer_set_version:
 * @version: of Hearth there, as it says
 */
void
hearth_peer_set_version (HearthPeer *self, const char *version)
{
  if (self->gone || g_str_equal (self->version, version))
    return;
  g_free (self->version);
  self->version = g_strdup (version);
  note_seen (self);
}
