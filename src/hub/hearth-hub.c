/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The hub: whoever is connected, and what is under way. Owned by its thread (HearthEmbeddedHub); one main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub.h"

#include "hearth-clock.h"
#include "hearth-denials.h"
#include "hearth-door.h"
#include "hearth-error.h"
#include "hearth-hub-private.h"
#include "hearth-listener.h"
#include "hearth-news.h"
#include "hearth-notices.h"
#include "hearth-pairing.h"
#include "hearth-peer.h"
#include "hearth-repeats.h"
#include "hearth-upkeep.h"

struct _HearthHub
{
  GObject parent_instance;

  HearthHouse *house;       /* (owned) */
  HearthDoor *door;         /* (owned) */
  HearthUpkeep *upkeep;     /* (owned) */
  HearthDenials *denials;   /* (owned) */
  HearthRepeats *repeats;   /* (owned) */
  HearthNews *news;         /* (owned) */
  HearthNotices *notices;   /* (owned) */
  HearthListener *listener; /* (owned) (nullable) */
  HearthPairing *pairing;   /* (owned) (nullable) */
  GHashTable *twins;        /* (owned): of hearth-hub-twins.c */
  gint64 started_at_s;
  GPtrArray *peers; /* (owned) (element-type HearthPeer) */
  guint n_holds;
  GTask *stopping; /* (owned) (nullable): until it is answered; it holds the hub */
  gboolean ending; /* nothing new begins */
};

G_DEFINE_FINAL_TYPE (HearthHub, hearth_hub, G_TYPE_OBJECT)

enum
{
  SIGNAL_ASKED_TO_STOP,
  SIGNAL_CENTER_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_peer_gone (HearthHub *self, HearthPeer *peer)
{
  g_ptr_array_remove (self->peers, peer);
}

static void
hearth_hub_dispose (GObject *object)
{
  HearthHub *self = HEARTH_HUB (object);

  g_clear_pointer (&self->upkeep, hearth_upkeep_free);
  g_clear_object (&self->pairing);
  g_clear_object (&self->listener);
  g_clear_pointer (&self->notices, hearth_notices_free);
  g_clear_pointer (&self->denials, hearth_denials_free);
  g_clear_pointer (&self->repeats, hearth_repeats_free);
  g_clear_pointer (&self->door, hearth_door_free);
  while (self->peers->len > 0)
    hearth_peer_close (self->peers->pdata[self->peers->len - 1]);
  g_clear_pointer (&self->news, hearth_news_free);
  g_clear_object (&self->house);

  G_OBJECT_CLASS (hearth_hub_parent_class)->dispose (object);
}

static void
hearth_hub_finalize (GObject *object)
{
  HearthHub *self = HEARTH_HUB (object);

  g_clear_pointer (&self->peers, g_ptr_array_unref);
  g_clear_pointer (&self->twins, g_hash_table_unref);

  G_OBJECT_CLASS (hearth_hub_parent_class)->finalize (object);
}

static void
hearth_hub_class_init (HearthHubClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  /* The names of the errors must be known before the first message. */
  (void)HEARTH_ERROR;

  object_class->dispose = hearth_hub_dispose;
  object_class->finalize = hearth_hub_finalize;

  signals[SIGNAL_ASKED_TO_STOP] = g_signal_new ("asked-to-stop", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CENTER_CHANGED] = g_signal_new ("center-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_hub_init (HearthHub *self)
{
  self->peers = g_ptr_array_new_with_free_func (g_object_unref);
  self->twins = hearth_hub_twins_new ();
  self->news = hearth_news_new (self);
}

/**
 * hearth_hub_new:
 * @house: the open center
 *
 * Returns: (transfer full): a hub that nobody is connected to yet
 */
HearthHub *
hearth_hub_new (HearthHouse *house)
{
  HearthHub *self = g_object_new (HEARTH_TYPE_HUB, NULL);

  self->house = g_object_ref (house);
  self->door = hearth_door_new (house);
  self->upkeep = hearth_upkeep_new (self);
  self->denials = hearth_denials_new (self);
  self->repeats = hearth_repeats_new (self);
  self->notices = hearth_notices_new (self);
  self->started_at_s = hearth_clock_now_s ();
  return self;
}

/**
 * hearth_hub_get_house:
 *
 * Returns: (transfer none): the center
 */
HearthHouse *
hearth_hub_get_house (HearthHub *self)
{
  return self->house;
}

/**
 * hearth_hub_get_door:
 *
 * Returns: (transfer none): where people sign in
 */
HearthDoor *
hearth_hub_get_door (HearthHub *self)
{
  return self->door;
}

/**
 * hearth_hub_get_denials:
 *
 * Returns: (transfer none): what was refused to whom
 */
HearthDenials *
hearth_hub_get_denials (HearthHub *self)
{
  return self->denials;
}

/**
 * hearth_hub_get_repeats:
 *
 * Returns: (transfer none): what was done again and again
 */
HearthRepeats *
hearth_hub_get_repeats (HearthHub *self)
{
  return self->repeats;
}

/**
 * hearth_hub_get_upkeep:
 *
 * Returns: (transfer none) (nullable): the daily work; %NULL while the hub is ending
 */
HearthUpkeep *
hearth_hub_get_upkeep (HearthHub *self)
{
  return self->upkeep;
}

static HearthPeer *
add_peer (HearthHub *self, HearthPeerKind kind, gint64 desk_id)
{
  HearthPeer *peer = hearth_peer_new (self, kind, desk_id);

  g_ptr_array_add (self->peers, peer);
  g_signal_connect_object (peer, "gone", G_CALLBACK (on_peer_gone), self, G_CONNECT_SWAPPED);
  return peer;
}

static void
accept_here (HearthHub *self, HearthPeerKind kind, GIOStream *stream, gint64 desk_id)
{
  g_return_if_fail (G_IS_SOCKET_CONNECTION (stream));

  if (self->ending)
    g_io_stream_close (stream, NULL, NULL);
  else
    hearth_peer_open (add_peer (self, kind, desk_id), stream,
                      g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)));
}

/**
 * hearth_hub_accept:
 * @self: the hub
 * @stream: the hub's end of a socketpair
 * @desk_id: which desk sits at the other end
 *
 * Serves the desk until the stream ends. Its first calls wait until the hub knows the desk.
 */
void
hearth_hub_accept (HearthHub *self, GIOStream *stream, gint64 desk_id)
{
  accept_here (self, HEARTH_PEER_OWN, stream, desk_id);
}

/**
 * hearth_hub_accept_tool:
 * @self: the hub
 * @stream: the hub's end of a Unix socket
 *
 * Serves hearthctl, if it runs as the same user or root.
 */
void
hearth_hub_accept_tool (HearthHub *self, GIOStream *stream)
{
  accept_here (self, HEARTH_PEER_TOOL, stream, 0);
}

/**
 * hearth_hub_accept_desk:
 * @self: the hub
 * @stream: of TLS, after the handshake and the greeting
 * @socket: below @stream
 * @desk_id: which desk it is
 * @fingerprint: of its certificate
 *
 * Serves the desk. An earlier connection of it is closed.
 */
void
hearth_hub_accept_desk (HearthHub *self, GIOStream *stream, GSocket *socket, gint64 desk_id, const char *fingerprint)
{
  HearthPeer *peer;

  if (self->ending)
    {
      g_socket_shutdown (socket, TRUE, TRUE, NULL);
      return;
    }
  peer = add_peer (self, HEARTH_PEER_DESK, desk_id);
  hearth_peer_set_fingerprint (peer, fingerprint);
  hearth_peer_open (peer, stream, socket);
  hearth_hub_part_twins (self, peer);
}

/*< private >
 * hearth_hub_get_peers:
 *
 * Returns: (transfer none) (element-type HearthPeer): everybody who is connected
 */
GPtrArray *
hearth_hub_get_peers (HearthHub *self)
{
  return self->peers;
}

/**
 * hearth_hub_count_peers:
 *
 * Returns: how many connections there are
 */
guint
hearth_hub_count_peers (HearthHub *self)
{
  return self->peers->len;
}

/**
 * hearth_hub_share:
 * @self: the hub
 * @listener: where desks of the LAN come in
 * @pairing: where new ones do
 */
void
hearth_hub_share (HearthHub *self, HearthListener *listener, HearthPairing *pairing)
{
  g_set_object (&self->listener, listener);
  g_set_object (&self->pairing, pairing);
}

/**
 * hearth_hub_get_listener:
 *
 * Returns: (transfer none) (nullable): where desks of the LAN come in; %NULL inside the application
 */
HearthListener *
hearth_hub_get_listener (HearthHub *self)
{
  return self->listener;
}

/**
 * hearth_hub_get_pairing:
 *
 * Returns: (transfer none) (nullable): where new desks come in; %NULL inside the application
 */
HearthPairing *
hearth_hub_get_pairing (HearthHub *self)
{
  return self->pairing;
}

/*< private >
 * hearth_hub_get_twins:
 *
 * Returns: (transfer none): desks of which two came
 */
GHashTable *
hearth_hub_get_twins (HearthHub *self)
{
  return self->twins;
}

/*< private >
 * hearth_hub_get_notices:
 *
 * Returns: (transfer none): what stands
 */
HearthNotices *
hearth_hub_get_notices (HearthHub *self)
{
  return self->notices;
}

/**
 * hearth_hub_ask_to_stop:
 *
 * Whoever runs the hub is told to stop it.
 */
void
hearth_hub_ask_to_stop (HearthHub *self)
{
  g_signal_emit (self, signals[SIGNAL_ASKED_TO_STOP], 0);
}

/**
 * hearth_hub_get_started_at_s:
 *
 * Returns: when it began, UTC seconds
 */
gint64
hearth_hub_get_started_at_s (HearthHub *self)
{
  return self->started_at_s;
}

/**
 * hearth_hub_count_holds:
 *
 * Returns: what is under way, see hearth_hub_hold()
 */
guint
hearth_hub_count_holds (HearthHub *self)
{
  return self->n_holds;
}

/**
 * hearth_hub_get_revision:
 *
 * Returns: the number of the last event: what is read from now on holds all that it and those before told of
 */
guint64
hearth_hub_get_revision (HearthHub *self)
{
  return hearth_news_get_revision (self->news);
}

/**
 * hearth_hub_publish:
 * @self: the hub
 * @changes: an a(sx): what a COMMIT changed
 *
 * Tells everybody who is signed in, together with what else comes in before the loop turns.
 */
void
hearth_hub_publish (HearthHub *self, GVariant *changes)
{
  GVariantIter iter;
  const char *kind;
  gint64 id;

  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_next (&iter, "(&sx)", &kind, &id))
    {
      hearth_news_add (self->news, kind, id);
      if (g_str_equal (kind, "account"))
        hearth_hub_account_changed (self, id);
    }
}

/*< private >
 * hearth_hub_seat_changed:
 * @self: the hub
 * @desk_id: where somebody has signed in, locked the desk, or left; 0 of a tool
 *
 * Told to those who may see the desks.
 */
void
hearth_hub_seat_changed (HearthHub *self, gint64 desk_id)
{
  if (desk_id != 0 && self->news && !self->ending)
    hearth_news_add (self->news, "seat", desk_id);
}

/*< private >
 * hearth_hub_center_changed:
 *
 * Emits "center-changed".
 */
void
hearth_hub_center_changed (HearthHub *self)
{
  g_signal_emit (self, signals[SIGNAL_CENTER_CHANGED], 0);
}

static void
on_peer_flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthPeer) peer = user_data;
  g_autoptr (HearthHub) self = g_object_ref (hearth_peer_get_hub (peer));

  g_dbus_connection_flush_finish (G_DBUS_CONNECTION (source), result, NULL);
  hearth_peer_close (peer);
  hearth_hub_release (self);
}

/* The last call is answered. The answers are on their way; when they are out, the house closes. */
static void
end (HearthHub *self)
{
  g_autoptr (GError) error = NULL;

  while (self->peers->len > 0)
    {
      HearthPeer *peer = self->peers->pdata[self->peers->len - 1];
      GDBusConnection *connection = hearth_peer_get_connection (peer);

      if (connection)
        {
          hearth_hub_hold (self);
          g_dbus_connection_flush (connection, NULL, on_peer_flushed, g_object_ref (peer));
          return;
        }
      hearth_peer_close (peer);
    }
  g_autoptr (GTask) task = g_steal_pointer (&self->stopping);

  if (hearth_house_close (self->house, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hearth_hub_hold:
 *
 * Something is under way that the hub must finish before it ends.
 */
void
hearth_hub_hold (HearthHub *self)
{
  self->n_holds++;
}

/**
 * hearth_hub_release:
 *
 * What hearth_hub_hold() was for is over.
 */
void
hearth_hub_release (HearthHub *self)
{
  g_return_if_fail (self->n_holds > 0);

  if (--self->n_holds == 0 && self->stopping)
    end (self);
}

/**
 * hearth_hub_is_stopping:
 *
 * Returns: whether nothing new may begin
 */
gboolean
hearth_hub_is_stopping (HearthHub *self)
{
  return self->ending;
}

/**
 * hearth_hub_stop_async:
 *
 * Finishes what was begun and what is due today, answers, leaves everybody and closes the center.
 */
void
hearth_hub_stop_async (HearthHub *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (!self->ending);

  self->ending = TRUE;
  /* They hold this hub. */
  if (self->listener)
    hearth_listener_stop (self->listener);
  if (self->pairing)
    hearth_pairing_close (self->pairing);
  g_clear_object (&self->pairing);
  g_clear_object (&self->listener);
  self->stopping = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->stopping, hearth_hub_stop_async);
  hearth_hub_hold (self);
  hearth_denials_settle (self->denials);
  hearth_repeats_settle (self->repeats);
  hearth_upkeep_look (self->upkeep);
  g_clear_pointer (&self->upkeep, hearth_upkeep_free);
  hearth_hub_release (self);
}

/**
 * hearth_hub_stop_finish:
 *
 * Returns: whether the center was closed without an error
 */
gboolean
hearth_hub_stop_finish (HearthHub *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, hearth_hub_stop_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
