/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One connection of the pairing: small bounds, a short life, the Pairing interface and no other. Owned by the pairing;
 * hub's main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-newcomer.h"

#include "hearth-bounded-stream.h"
#include "hearth-gate.h"
#include "hearth-link.h"
#include "hearth-pairing-bus.h"

/* For everything that somebody who joins has to say. */
#define LIFE_S 30

struct _HearthNewcomer
{
  GObject parent_instance;

  HearthNewcomerAsks asks;
  HearthNewcomerGone gone; /* (nullable): NULL once told */
  gpointer user_data;

  GIOStream *stream;           /* (owned) (nullable) */
  GDBusConnection *connection; /* (owned) (nullable) */
  HearthBusPairing *skeleton;  /* (owned) (nullable) */
  GCancellable *opening;       /* (owned) */
  GSource *deadline;           /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HearthNewcomer, hearth_newcomer, G_TYPE_OBJECT)

static void
hearth_newcomer_dispose (GObject *object)
{
  HearthNewcomer *self = HEARTH_NEWCOMER (object);

  self->gone = NULL;
  hearth_newcomer_close (self);
  g_clear_object (&self->stream);
  g_clear_object (&self->connection);
  g_clear_object (&self->opening);

  G_OBJECT_CLASS (hearth_newcomer_parent_class)->dispose (object);
}

static void
hearth_newcomer_class_init (HearthNewcomerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_newcomer_dispose;
}

static void
hearth_newcomer_init (HearthNewcomer *self)
{
  self->opening = g_cancellable_new ();
}

static void
on_closed (GDBusConnection *connection, gboolean by_peer, GError *error, gpointer user_data)
{
  hearth_newcomer_close (user_data);
}

/* The skeleton's own handlers would cut the secret at its first zero: they are given the arguments as they came. */
static gboolean
on_asked (HearthNewcomer *self, GDBusMethodInvocation *invocation)
{
  self->asks (self, invocation, self->user_data);
  return TRUE;
}

static gboolean
on_join (HearthBusPairing *skeleton,
         GDBusMethodInvocation *invocation,
         const char *secret,
         const char *desk,
         gboolean front_desk,
         const char *version,
         guint oldest,
         guint newest,
         const char *signing_request,
         gpointer user_data)
{
  return on_asked (user_data, invocation);
}

static gboolean
on_where (HearthBusPairing *skeleton, GDBusMethodInvocation *invocation, const char *secret, gpointer user_data)
{
  return on_asked (user_data, invocation);
}

static gboolean
on_deadline (gpointer user_data)
{
  hearth_newcomer_close (user_data);
  return G_SOURCE_REMOVE;
}

static void
on_connection (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthNewcomer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_dbus_connection_new_finish (result, &error);

  if (connection == NULL || self->gone == NULL || g_dbus_connection_is_closed (connection))
    {
      hearth_newcomer_close (self);
      return;
    }
  self->connection = g_steal_pointer (&connection);
  self->skeleton = hearth_bus_pairing_skeleton_new ();
  g_signal_connect (self->skeleton, "handle-join", G_CALLBACK (on_join), self);
  g_signal_connect (self->skeleton, "handle-where", G_CALLBACK (on_where), self);
  g_signal_connect (self->connection, "closed", G_CALLBACK (on_closed), self);
  if (g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), self->connection, HEARTH_GATE_PATH,
                                        &error))
    g_dbus_connection_start_message_processing (self->connection);
  else
    hearth_newcomer_close (self);
}

/**
 * hearth_newcomer_new:
 * @asks: called for each call
 * @gone: called once, when the connection has ended
 * @user_data: for both
 *
 * Returns: (transfer full): a newcomer who is not connected yet
 */
HearthNewcomer *
hearth_newcomer_new (HearthNewcomerAsks asks, HearthNewcomerGone gone, gpointer user_data)
{
  HearthNewcomer *self = g_object_new (HEARTH_TYPE_NEWCOMER, NULL);

  self->asks = asks;
  self->gone = gone;
  self->user_data = user_data;
  return self;
}

/**
 * hearth_newcomer_open:
 * @self: a newcomer
 * @stream: of TLS, after the handshake
 * @socket: below @stream
 */
void
hearth_newcomer_open (HearthNewcomer *self, GIOStream *stream, GSocket *socket)
{
  const HearthBounds bounds = HEARTH_BOUNDS_PAIRING;

  self->stream = hearth_bounded_stream_new (stream, socket, &bounds);
  self->deadline = g_timeout_source_new_seconds (LIFE_S);
  g_source_set_callback (self->deadline, on_deadline, self, NULL);
  g_source_attach (self->deadline, g_main_context_get_thread_default ());
  hearth_link_serve_bus_async (self->stream, self->opening, on_connection, g_object_ref (self));
}

/**
 * hearth_newcomer_close:
 * @self: a newcomer
 *
 * Ends the connection.
 */
void
hearth_newcomer_close (HearthNewcomer *self)
{
  g_autoptr (HearthNewcomer) alive = g_object_ref (self);
  HearthNewcomerGone gone = self->gone;

  self->gone = NULL;
  if (self->deadline)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
  g_cancellable_cancel (self->opening);
  if (self->skeleton)
    {
      g_signal_handlers_disconnect_by_data (self->skeleton, self);
      g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->skeleton));
    }
  g_clear_object (&self->skeleton);
  if (self->connection)
    {
      g_signal_handlers_disconnect_by_data (self->connection, self);
      if (!g_dbus_connection_is_closed (self->connection))
        g_dbus_connection_close (self->connection, NULL, NULL, NULL);
    }
  if (self->stream)
    hearth_bounded_stream_shut_down (HEARTH_BOUNDED_STREAM (self->stream));
  if (gone)
    gone (alive, alive->user_data);
}
