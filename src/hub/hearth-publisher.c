/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Says on the network where the hub is, through Avahi's D-Bus service: each time that Avahi starts, and under another name
 * where the name is taken. Without Avahi nothing is said, and desks are told the address. Owned by the service; its main
 * context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-publisher.h"

#include "hearth-link.h"
#include "hearth-protocol.h"

#include <string.h>

#define AVAHI "org.freedesktop.Avahi"
#define SERVER "org.freedesktop.Avahi.Server"
#define GROUP "org.freedesktop.Avahi.EntryGroup"

/* Of Avahi's own headers. */
#define ANY_INTERFACE (-1)
#define ANY_PROTOCOL (-1)
#define SERVER_RUNNING 2
#define GROUP_COLLISION 3
#define MAX_NAME_BYTES 63
#define MAX_TXT_BYTES 255

/* After which a bus that went away is looked for again, and then twice as long each time. */
#define FIRST_PAUSE_S 5
#define LAST_PAUSE_S 300

struct _HearthPublisher
{
  char *uuid;  /* (owned) */
  char *epoch; /* (owned) */
  char *name;  /* (owned): of the center */
  char *said;  /* (owned): the same, or another where that is taken */
  guint16 port;

  GDBusConnection *bus;  /* (owned) (nullable): while there is one */
  GCancellable *opening; /* (owned): of the bus */
  guint again;           /* looks for the bus */
  guint pause_s;
  GCancellable *cancellable;   /* (owned) */
  GDBusConnection *connection; /* (owned) (nullable): while Avahi is there */
  char *group;                 /* (owned) (nullable): object path */
  guint watch;
  guint server_signal;
  guint group_signal;
};

static char *
short_name (const char *name, gsize max_bytes)
{
  const char *end = name + strlen (name);

  if ((gsize)(end - name) > max_bytes)
    end = g_utf8_find_prev_char (name, name + max_bytes + 1);
  return end > name ? g_strndup (name, end - name) : g_strdup ("Hearth");
}

static void
add_text (GVariantBuilder *texts, const char *key, const char *value)
{
  g_autofree char *whole = g_strdup_printf ("%s=%s", key, value);
  g_autofree char *text = short_name (whole, MAX_TXT_BYTES);

  g_variant_builder_add_value (texts, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, text, strlen (text), 1));
}

static GVariant *
service_args (HearthPublisher *self)
{
  GVariantBuilder texts = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aay"));
  g_autofree char *protocol = g_strdup_printf ("%d", HEARTH_PROTOCOL_NEWEST);

  add_text (&texts, "center", self->uuid);
  add_text (&texts, "epoch", self->epoch);
  add_text (&texts, "name", self->name);
  add_text (&texts, "protocol", protocol);
  return g_variant_new ("(iiussssqaay)", ANY_INTERFACE, ANY_PROTOCOL, 0u, self->said, HEARTH_LINK_SERVICE, "", "",
                        self->port, &texts);
}

static void
ask (HearthPublisher *self,
     const char *path,
     const char *interface,
     const char *method,
     GVariant *args,
     GAsyncReadyCallback callback)
{
  g_dbus_connection_call (self->connection, AVAHI, path, interface, method, args, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          -1, self->cancellable, callback, callback ? self : NULL);
}

static void add_service (HearthPublisher *self);

/* NULL: there is nothing more to do, and @data must not be touched where it was cancelled. */
static GVariant *
answer_of (GObject *source, GAsyncResult *result, GError **error)
{
  return g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, error);
}

static void
on_other_name (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthPublisher *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = answer_of (source, result, &error);

  if (reply == NULL || !g_variant_is_of_type (reply, G_VARIANT_TYPE ("(s)")))
    return;
  g_clear_pointer (&self->said, g_free);
  g_variant_get (reply, "(s)", &self->said);
  if (self->group == NULL)
    return;
  ask (self, self->group, GROUP, "Reset", NULL, NULL);
  add_service (self);
}

static void
find_other_name (HearthPublisher *self)
{
  ask (self, "/", SERVER, "GetAlternativeServiceName", g_variant_new ("(s)", self->said), on_other_name);
}

static void
on_service_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthPublisher *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = answer_of (source, result, &error);
  g_autofree char *remote = error ? g_dbus_error_get_remote_error (error) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_strcmp0 (remote, "org.freedesktop.Avahi.CollisionError") == 0)
    find_other_name (self);
  else if (reply == NULL)
    g_message ("the hub is not announced on the network: %s", error->message);
  else if (self->group)
    ask (self, self->group, GROUP, "Commit", NULL, NULL);
}

static void
add_service (HearthPublisher *self)
{
  ask (self, self->group, GROUP, "AddService", service_args (self), on_service_added);
}

/* Of StateChanged, of the server and of a group: the state, and why. */
static gboolean
is_state (GVariant *args, int wanted)
{
  int state;

  if (!g_variant_is_of_type (args, G_VARIANT_TYPE ("(is)")))
    return FALSE;
  g_variant_get (args, "(i&s)", &state, NULL);
  return state == wanted;
}

static void
on_group_state (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *signal_name,
                GVariant *args,
                gpointer user_data)
{
  if (is_state (args, GROUP_COLLISION))
    find_other_name (user_data);
}

static void
leave_group (HearthPublisher *self)
{
  if (self->group_signal)
    g_dbus_connection_signal_unsubscribe (self->connection, self->group_signal);
  self->group_signal = 0;
  if (self->group)
    ask (self, self->group, GROUP, "Free", NULL, NULL);
  g_clear_pointer (&self->group, g_free);
}

static void
on_group (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthPublisher *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = answer_of (source, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL || !g_variant_is_of_type (reply, G_VARIANT_TYPE ("(o)")))
    {
      g_message ("the hub is not announced on the network: %s", error ? error->message : "no entry group");
      return;
    }
  leave_group (self);
  g_variant_get (reply, "(o)", &self->group);
  self->group_signal = g_dbus_connection_signal_subscribe (self->connection, AVAHI, GROUP, "StateChanged", self->group,
                                                           NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_group_state, self, NULL);
  add_service (self);
}

static void
publish (HearthPublisher *self)
{
  ask (self, "/", SERVER, "EntryGroupNew", NULL, on_group);
}

/* Avahi begins anew, for one after the PC was given another name. */
static void
on_server_state (GDBusConnection *connection,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *signal_name,
                 GVariant *args,
                 gpointer user_data)
{
  if (is_state (args, SERVER_RUNNING))
    publish (user_data);
}

static void
forget (HearthPublisher *self)
{
  if (self->connection == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->group, g_free);
  if (self->group_signal)
    g_dbus_connection_signal_unsubscribe (self->connection, self->group_signal);
  if (self->server_signal)
    g_dbus_connection_signal_unsubscribe (self->connection, self->server_signal);
  self->group_signal = self->server_signal = 0;
  g_clear_object (&self->connection);
}

static void
on_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer user_data)
{
  HearthPublisher *self = user_data;

  forget (self);
  self->connection = g_object_ref (connection);
  self->server_signal = g_dbus_connection_signal_subscribe (connection, AVAHI, SERVER, "StateChanged", "/", NULL,
                                                            G_DBUS_SIGNAL_FLAGS_NONE, on_server_state, self, NULL);
  publish (self);
}

static void
on_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  forget (user_data);
}

static void open_bus (HearthPublisher *self);

static gboolean
on_again (gpointer user_data)
{
  HearthPublisher *self = user_data;

  self->again = 0;
  open_bus (self);
  return G_SOURCE_REMOVE;
}

static void
look_again (HearthPublisher *self)
{
  self->again = g_timeout_add_seconds (self->pause_s, on_again, self);
  self->pause_s = MIN (self->pause_s * 2, LAST_PAUSE_S);
}

static void
leave_bus (HearthPublisher *self)
{
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  forget (self);
  if (self->bus)
    g_signal_handlers_disconnect_by_data (self->bus, self);
  /* With the connection Avahi forgets what it made for it. */
  if (self->bus && !g_dbus_connection_is_closed (self->bus))
    g_dbus_connection_close (self->bus, NULL, NULL, NULL);
  g_clear_object (&self->bus);
}

static void
on_bus_closed (HearthPublisher *self)
{
  leave_bus (self);
  look_again (self);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthPublisher *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_dbus_connection_new_for_address_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bus == NULL)
    {
      if (self->pause_s == FIRST_PAUSE_S)
        g_message ("the hub is not announced on the network: there is no system bus that lets it in");
      look_again (self);
      return;
    }
  self->pause_s = FIRST_PAUSE_S;
  self->bus = g_steal_pointer (&bus);
  g_signal_connect_swapped (self->bus, "closed", G_CALLBACK (on_bus_closed), self);
  self->watch = g_bus_watch_name_on_connection (self->bus, AVAHI, G_BUS_NAME_WATCHER_FLAGS_NONE, on_appeared,
                                                on_vanished, self, NULL);
}

/* A connection of its own: the shared one ends the program when the bus goes away. */
static void
open_bus (HearthPublisher *self)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);

  if (address)
    g_dbus_connection_new_for_address (address,
                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                           | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                       NULL, self->opening, on_bus, self);
}

/**
 * hearth_publisher_new:
 * @center_uuid: by which desks know their center
 * @epoch: of the center: by which desks know a hub that was replaced
 * @center_name: for people
 * @port: where desks come in
 *
 * Returns: (transfer full): what says so, for as long as it lives
 */
HearthPublisher *
hearth_publisher_new (const char *center_uuid, const char *epoch, const char *center_name, guint16 port)
{
  HearthPublisher *self = g_new0 (HearthPublisher, 1);

  self->uuid = g_strdup (center_uuid);
  self->epoch = g_strdup (epoch);
  self->name = g_strdup (center_name);
  self->said = short_name (center_name, MAX_NAME_BYTES);
  self->port = port;
  self->cancellable = g_cancellable_new ();
  self->opening = g_cancellable_new ();
  self->pause_s = FIRST_PAUSE_S;
  open_bus (self);
  return self;
}

/**
 * hearth_publisher_set_name:
 * @center_name: as the center is called now
 */
void
hearth_publisher_set_name (HearthPublisher *self, const char *center_name)
{
  if (g_str_equal (self->name, center_name))
    return;
  g_free (self->name);
  self->name = g_strdup (center_name);
  g_free (self->said);
  self->said = short_name (center_name, MAX_NAME_BYTES);
  if (self->connection)
    publish (self);
}

/**
 * hearth_publisher_free:
 * @self: (transfer full): what said where the hub is
 */
void
hearth_publisher_free (HearthPublisher *self)
{
  g_cancellable_cancel (self->opening);
  g_clear_handle_id (&self->again, g_source_remove);
  if (self->connection)
    leave_group (self);
  leave_bus (self);
  g_object_unref (self->opening);
  g_object_unref (self->cancellable);
  g_free (self->uuid);
  g_free (self->epoch);
  g_free (self->name);
  g_free (self->said);
  g_free (self);
}
