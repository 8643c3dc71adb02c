/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A desk as the hub sees it: its connection, and who sits there as the hub itself established it. Owned by the hub; its
 * main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-peer.h"

#include "hearth-bus.h"
#include "hearth-center-service.h"
#include "hearth-gate.h"

struct _HearthPeer
{
  GObject parent_instance;

  HearthHub *hub;              /* (unowned): it owns this */
  GDBusConnection *connection; /* (owned) (nullable) */
  GArray *registrations;       /* (owned) (element-type guint) */
  gint64 desk_id;
  gboolean front_desk;

  HearthAccount *account; /* (owned) (nullable): who is signed in */
  gint64 last_account_id; /* who was, while it is locked */
  guint permissions;      /* of @account at this desk */
  guint turn;             /* grows whenever the desk is locked: a sign-in begun before signs nobody in */

  HearthPeerImport *import; /* (owned) (nullable) */
  guint32 last_import;
  gboolean gone;
};

G_DEFINE_FINAL_TYPE (HearthPeer, hearth_peer, G_TYPE_OBJECT)

enum
{
  SIGNAL_GONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
import_clear (gpointer data)
{
  HearthPeerImport *self = data;

  hearth_import_free (self->import);
}

/**
 * hearth_peer_import_new:
 * @number: by which the desk calls it
 *
 * Returns: (transfer full): a file of which nothing is there yet
 */
HearthPeerImport *
hearth_peer_import_new (guint32 number)
{
  HearthPeerImport *self = g_atomic_rc_box_new0 (HearthPeerImport);

  self->import = hearth_import_new ();
  self->number = number;
  return self;
}

/**
 * hearth_peer_import_unref:
 * @self: (transfer full): a file
 */
void
hearth_peer_import_unref (HearthPeerImport *self)
{
  g_atomic_rc_box_release_full (self, import_clear);
}

static void
hearth_peer_dispose (GObject *object)
{
  HearthPeer *self = HEARTH_PEER (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->account);
  g_clear_pointer (&self->import, hearth_peer_import_unref);

  G_OBJECT_CLASS (hearth_peer_parent_class)->dispose (object);
}

static void
hearth_peer_finalize (GObject *object)
{
  g_array_unref (HEARTH_PEER (object)->registrations);

  G_OBJECT_CLASS (hearth_peer_parent_class)->finalize (object);
}

static void
hearth_peer_class_init (HearthPeerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_peer_dispose;
  object_class->finalize = hearth_peer_finalize;

  signals[SIGNAL_GONE]
      = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_peer_init (HearthPeer *self)
{
  self->registrations = g_array_new (FALSE, FALSE, sizeof (guint));
}

/**
 * hearth_peer_new:
 * @hub: the hub
 * @desk_id: which desk it is
 *
 * Returns: (transfer full): a desk that is not connected yet
 */
HearthPeer *
hearth_peer_new (HearthHub *hub, gint64 desk_id)
{
  HearthPeer *self = g_object_new (HEARTH_TYPE_PEER, NULL);

  self->hub = hub;
  self->desk_id = desk_id;
  return self;
}

static void
update_permissions (HearthPeer *self)
{
  self->permissions = self->account ? hearth_account_permissions_at (self->account, self->front_desk) : 0;
}

static void
on_closed (GDBusConnection *connection, gboolean by_peer, GError *error, gpointer user_data)
{
  hearth_peer_close (user_data);
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
  hearth_peer_lock (self);
  g_clear_pointer (&self->import, hearth_peer_import_unref);
  if (self->connection)
    {
      g_signal_handlers_disconnect_by_func (self->connection, on_closed, self);
      for (guint i = 0; i < self->registrations->len; i++)
        g_dbus_connection_unregister_object (self->connection, g_array_index (self->registrations, guint, i));
      g_array_set_size (self->registrations, 0);
      if (!g_dbus_connection_is_closed (self->connection))
        g_dbus_connection_close (self->connection, NULL, NULL, NULL);
    }
  g_signal_emit (alive, signals[SIGNAL_GONE], 0);
}

static gboolean
on_allow_mechanism (GDBusAuthObserver *observer, const char *mechanism, gpointer user_data)
{
  return g_str_equal (mechanism, "EXTERNAL");
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
      update_permissions (self);
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
 * Reads what the center says about this desk, at the start and whenever the center was changed.
 */
void
hearth_peer_read_desk (HearthPeer *self)
{
  DeskReading *reading;
  HearthCaller caller = { 0, self->desk_id, 0 };

  if (self->gone || self->connection == NULL || hearth_hub_is_stopping (self->hub))
    return;
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
  if (hearth_gate_register (self, self->connection, self->registrations, &error))
    {
      hearth_peer_read_desk (self);
      return;
    }
  g_warning ("a desk cannot be served: %s", error->message);
  hearth_peer_close (self);
}

/**
 * hearth_peer_open:
 * @self: a desk
 * @stream: the hub's end of the stream
 *
 * Lets the desk in if it runs as the same user (as the kernel says) and serves it.
 */
void
hearth_peer_open (HearthPeer *self, GIOStream *stream)
{
  g_autoptr (GDBusAuthObserver) observer = g_dbus_auth_observer_new ();
  g_autofree char *guid = g_dbus_generate_guid ();

  g_signal_connect (observer, "allow-mechanism", G_CALLBACK (on_allow_mechanism), NULL);
  g_dbus_connection_new (stream, guid,
                         G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER
                             | G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_REQUIRE_SAME_USER
                             | G_DBUS_CONNECTION_FLAGS_DELAY_MESSAGE_PROCESSING,
                         observer, NULL, on_connection, g_object_ref (self));
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
  if (self->gone || self->connection == NULL || self->account == NULL)
    return;
  g_dbus_connection_emit_signal (self->connection, NULL, HEARTH_GATE_PATH, hearth_bus_session_interface_info ()->name,
                                 "Changed", event, NULL);
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
 * hearth_peer_get_hub:
 *
 * Returns: (transfer none): the hub; it lives while a call holds it
 */
HearthHub *
hearth_peer_get_hub (HearthPeer *self)
{
  return self->hub;
}

/**
 * hearth_peer_get_caller:
 *
 * Returns: who asks, as the services take it
 */
HearthCaller
hearth_peer_get_caller (HearthPeer *self)
{
  return (HearthCaller){
    .account_id = self->account ? hearth_account_get_id (self->account) : 0,
    .desk_id = self->desk_id,
    .permissions = self->permissions,
  };
}

/**
 * hearth_peer_is_signed_in:
 *
 * Returns: whether somebody sits there and the desk is not locked
 */
gboolean
hearth_peer_is_signed_in (HearthPeer *self)
{
  return self->account != NULL;
}

/**
 * hearth_peer_get_turn:
 *
 * Returns: a number that changes whenever the desk is locked
 */
guint
hearth_peer_get_turn (HearthPeer *self)
{
  return self->turn;
}

/**
 * hearth_peer_sign_in:
 * @account: who proved who they are
 */
void
hearth_peer_sign_in (HearthPeer *self, HearthAccount *account)
{
  /* A file that another brought here is not theirs to see. */
  if (self->last_account_id != hearth_account_get_id (account))
    g_clear_pointer (&self->import, hearth_peer_import_unref);
  g_set_object (&self->account, account);
  self->last_account_id = hearth_account_get_id (account);
  update_permissions (self);
}

/**
 * hearth_peer_passphrase_chosen:
 *
 * Who had to choose another passphrase first has done so.
 */
void
hearth_peer_passphrase_chosen (HearthPeer *self)
{
  g_autoptr (GVariant) changes = NULL;
  g_autoptr (HearthAccount) account = NULL;
  GVariantDict dict;

  if (self->account == NULL)
    return;
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "new-passphrase", "b", FALSE);
  changes = g_variant_ref_sink (g_variant_dict_end (&dict));
  account = hearth_record_with (self->account, changes, NULL);
  g_set_object (&self->account, account);
  update_permissions (self);
}

/**
 * hearth_peer_lock:
 *
 * From this moment on nobody sits there.
 */
void
hearth_peer_lock (HearthPeer *self)
{
  self->turn++;
  g_clear_object (&self->account);
  update_permissions (self);
}

/**
 * hearth_peer_get_last_account:
 *
 * Returns: who is signed in, or was before the desk was locked; 0 if nobody was
 */
gint64
hearth_peer_get_last_account (HearthPeer *self)
{
  return self->last_account_id;
}

/**
 * hearth_peer_begin_import:
 *
 * Returns: (transfer none): a place for a file; an earlier one of this desk is forgotten
 */
HearthPeerImport *
hearth_peer_begin_import (HearthPeer *self)
{
  g_clear_pointer (&self->import, hearth_peer_import_unref);
  self->import = hearth_peer_import_new (++self->last_import);
  return self->import;
}

/**
 * hearth_peer_get_import:
 * @number: as the desk calls it
 *
 * Returns: (transfer none) (nullable): the file
 */
HearthPeerImport *
hearth_peer_get_import (HearthPeer *self, guint32 number)
{
  return self->import && self->import->number == number ? self->import : NULL;
}
