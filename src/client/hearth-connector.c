/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Keeps the client of a desk that joined connected to its hub. A try goes through the places where the hub may be
 * (hearth-hub-places.c) one after another; between tries there is a pause that grows. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-connector.h"

#include "hearth-certificate.h"
#include "hearth-clock.h"
#include "hearth-client-private.h"
#include "hearth-desk-client.h"
#include "hearth-dial.h"
#include "hearth-error.h"
#include "hearth-hub-finder.h"
#include "hearth-hub-places.h"
#include "hearth-successor.h"

#define FIRST_PAUSE_MS 500
#define LAST_PAUSE_MS (30 * 1000)
#define JITTER 0.25 /* of the pause, so that desks do not all come at once */
/* A connection that ends sooner was none: a hub that falls at once, or another PC with the key of this desk, whom the hub
 * takes in its place. */
#define HELD_US (5 * G_USEC_PER_SEC)
#define DAY_S (24 * 60 * 60)

struct _HearthConnector
{
  GObject parent_instance;

  HearthClient *client;       /* (owned) */
  HearthDeskFolder *folder;   /* (owned) */
  HearthHubFinder *finder;    /* (owned) (nullable): while it runs */
  HearthSuccessor *successor; /* (owned) (nullable): while it runs */
  GNetworkMonitor *monitor;   /* (unowned) (nullable): while it runs; the program's only one */

  gboolean running;
  gboolean connected;
  GCancellable *attempt;   /* (owned) (nullable): while it tries */
  HearthHubPlaces *places; /* (owned): of this try */

  guint timer;
  guint days;     /* looks at the certificate of a desk that stays connected */
  guint pause_ms; /* the next one */
  guint wait_ms;  /* the one that runs */
  gint64 connected_at_us;
  gint64 next_try_at_s;
  GError *error; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HearthConnector, hearth_connector, G_TYPE_OBJECT)

typedef enum
{
  PROP_CONNECTING = 1,
  PROP_NEXT_TRY_AT_S,
  PROP_ERROR,
  PROP_REPLACED,
} HearthConnectorProperty;

static GParamSpec *properties[PROP_REPLACED + 1];

static void try_place (HearthConnector *self);

static void
set_next_try (HearthConnector *self, gint64 next_try_at_s)
{
  if (self->next_try_at_s == next_try_at_s)
    return;
  self->next_try_at_s = next_try_at_s;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_TRY_AT_S]);
}

/* @error: (transfer full) (nullable) */
static void
set_error (HearthConnector *self, GError *error)
{
  gboolean same = error == self->error;

  g_clear_error (&self->error);
  self->error = error;
  if (!same)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
end_attempt (HearthConnector *self)
{
  g_autoptr (GCancellable) attempt = g_steal_pointer (&self->attempt);

  if (attempt == NULL)
    return;
  g_cancellable_cancel (attempt);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTING]);
}

/* @found_first: the hub was just seen somewhere else */
static void
begin_attempt (HearthConnector *self, gboolean found_first)
{
  g_autoptr (GCancellable) earlier = g_steal_pointer (&self->attempt);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (earlier);
  hearth_hub_places_collect (self->places, self->finder, found_first);
  self->attempt = g_cancellable_new ();
  set_next_try (self, 0);
  if (earlier == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTING]);
  try_place (self);
}

static gboolean
on_timer (gpointer user_data)
{
  HearthConnector *self = user_data;

  self->timer = 0;
  begin_attempt (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
wait_for_next (HearthConnector *self)
{
  self->wait_ms = (guint)(self->pause_ms * g_random_double_range (1 - JITTER, 1 + JITTER));
  self->pause_ms = MIN (self->pause_ms * 2, LAST_PAUSE_MS);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (self->wait_ms, on_timer, self);
  set_next_try (self, hearth_clock_now_s () + (self->wait_ms + 999) / 1000);
}

/* Nothing that time alone would mend. */
static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_REMOVED);
}

/* @error: (transfer full) */
static void
fail (HearthConnector *self, GError *error)
{
  g_autoptr (HearthConnector) alive = g_object_ref (self);
  gboolean final = is_final (error);

  g_info ("the hub was not reached: %s", error->message);
  end_attempt (self);
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_REMOVED))
    hearth_client_expel (self->client);
  if (!final)
    wait_for_next (self);
  set_error (alive, error);
}

/* What one place said; the next one may say better. @error: (transfer full) */
static void
fail_place (HearthConnector *self, GError *error)
{
  if (!is_final (error) && hearth_hub_places_next (self->places))
    {
      g_error_free (error);
      try_place (self);
    }
  else
    fail (self, error);
}

static void
on_renewed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthConnector) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *certificate = hearth_desk_client_renew_finish (HEARTH_CLIENT (source), result, &error);

  if (certificate == NULL || !hearth_desk_folder_set_certificate (self->folder, certificate, &error))
    g_warning ("the certificate of this desk was not renewed: %s", error->message);
}

static void
renew (HearthConnector *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request = hearth_desk_folder_make_request (self->folder, &error);

  if (request)
    hearth_desk_client_renew_async (self->client, request, NULL, on_renewed, g_object_ref (self));
  else
    g_warning ("the certificate of this desk cannot be renewed: %s", error->message);
}

/* By the hub's clock; the hub says the same when it is greeted, which a desk that is never switched off does once. */
static gboolean
on_day (gpointer user_data)
{
  HearthConnector *self = user_data;
  GTlsCertificate *certificate = hearth_desk_folder_get_certificate (self->folder);
  g_autoptr (GDateTime) end = certificate ? g_tls_certificate_get_not_valid_after (certificate) : NULL;
  gint64 left_s = end ? g_date_time_to_unix (end) - hearth_client_get_hub_now_s (self->client) : G_MAXINT64;

  if (self->connected && left_s <= (gint64)HEARTH_CERTIFICATE_RENEW_DAYS * DAY_S)
    renew (self);
  return G_SOURCE_CONTINUE;
}

static void
succeed (HearthConnector *self)
{
  const HearthHubPlace *place = hearth_hub_places_get (self->places);
  const char *const *epochs = hearth_client_get_epochs_before (self->client);
  g_autoptr (GError) error = NULL;

  if (epochs && !hearth_desk_folder_set_epochs_before (self->folder, epochs, &error))
    g_warning ("which hubs were replaced was not kept: %s", error->message);
  g_clear_error (&error);
  if (!hearth_desk_folder_set_address (self->folder, place->host, place->port, &error))
    g_warning ("where the hub is was not kept: %s", error->message);
  self->connected = TRUE;
  self->connected_at_us = hearth_clock_since_boot_us ();
  hearth_hub_places_forget_tried (self->places);
  end_attempt (self);
  set_error (self, NULL);
  if (hearth_hub_greeting_get_renew (hearth_client_get_greeting (self->client)))
    renew (self);
}

static void
on_client_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthConnector) self = user_data;
  g_autoptr (GError) error = NULL;
  HearthHubGreeting *greeting;
  gboolean connected = hearth_client_connect_finish (HEARTH_CLIENT (source), result, &error);

  /* It was stopped meanwhile, or another try was begun whose connection will take this one's place. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  if (!connected)
    {
      fail_place (self, g_steal_pointer (&error));
      return;
    }
  greeting = hearth_client_get_greeting (self->client);
  if (greeting
      && g_strcmp0 (hearth_hub_greeting_get_center_uuid (greeting), hearth_desk_folder_get_center_uuid (self->folder))
             == 0)
    {
      succeed (self);
      return;
    }
  hearth_client_disconnect (self->client);
  fail_place (self, g_error_new_literal (HEARTH_ERROR, HEARTH_ERROR_WRONG_HUB, "the hub is of another center"));
}

static void
on_dialed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthConnector) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = hearth_dial_finish (HEARTH_DESK_FOLDER (source), result, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  if (stream)
    hearth_client_connect_async (self->client, stream, self->attempt, on_client_connected, g_object_ref (self));
  else
    fail_place (self, g_steal_pointer (&error));
}

static void
try_place (HearthConnector *self)
{
  const HearthHubPlace *place = hearth_hub_places_get (self->places);

  if (hearth_desk_folder_get_certificate (self->folder) == NULL || place == NULL)
    {
      /* No hub would know this desk, and what helps is the same: to join again. */
      fail (self, g_error_new_literal (HEARTH_ERROR, HEARTH_ERROR_REMOVED, "the key of this desk cannot be used"));
      return;
    }
  hearth_hub_places_set_tried (self->places);
  hearth_dial_async (self->folder, place->host, place->port, self->attempt, on_dialed, g_object_ref (self));
}

/* The hub is lost: at first nothing may have happened but that it was started anew. */
static void
on_state (HearthConnector *self)
{
  if (!self->connected || hearth_client_get_state (self->client) != HEARTH_CLIENT_AWAY)
    return;
  self->connected = FALSE;
  if (!self->running)
    return;
  if (hearth_clock_since_boot_us () - self->connected_at_us >= HELD_US)
    self->pause_ms = FIRST_PAUSE_MS;
  wait_for_next (self);
  set_error (self, g_error_new_literal (HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "the hub went away"));
}

/* The hub was seen where it has not been tried, or is back where it was. */
static void
on_found (HearthConnector *self)
{
  if (!self->running || self->connected || (self->error && is_final (self->error)))
    return;
  if (hearth_hub_places_is_seen (self->places, self->finder, self->timer != 0))
    begin_attempt (self, TRUE);
}

static void
on_successor (gpointer user_data)
{
  g_object_notify_by_pspec (G_OBJECT (user_data), properties[PROP_REPLACED]);
}

static void
on_network_changed (HearthConnector *self)
{
  if (self->timer == 0)
    return;
  self->pause_ms = FIRST_PAUSE_MS;
  begin_attempt (self, FALSE);
}

static void
hearth_connector_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthConnector *self = HEARTH_CONNECTOR (object);

  switch ((HearthConnectorProperty)prop_id)
    {
    case PROP_CONNECTING:
      g_value_set_boolean (value, self->attempt != NULL);
      break;
    case PROP_NEXT_TRY_AT_S:
      g_value_set_int64 (value, self->next_try_at_s);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_REPLACED:
      g_value_set_boolean (value, hearth_connector_is_replaced (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_connector_dispose (GObject *object)
{
  HearthConnector *self = HEARTH_CONNECTOR (object);

  if (self->client)
    {
      hearth_connector_stop (self);
      g_signal_handlers_disconnect_by_data (self->client, self);
    }
  g_clear_object (&self->client);
  g_clear_object (&self->folder);

  G_OBJECT_CLASS (hearth_connector_parent_class)->dispose (object);
}

static void
hearth_connector_finalize (GObject *object)
{
  HearthConnector *self = HEARTH_CONNECTOR (object);

  hearth_hub_places_free (self->places);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (hearth_connector_parent_class)->finalize (object);
}

static void
hearth_connector_class_init (HearthConnectorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = hearth_connector_get_property;
  object_class->dispose = hearth_connector_dispose;
  object_class->finalize = hearth_connector_finalize;

  properties[PROP_CONNECTING] = g_param_spec_boolean ("connecting", NULL, NULL, FALSE, flags);
  properties[PROP_NEXT_TRY_AT_S] = g_param_spec_int64 ("next-try-at-s", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_REPLACED] = g_param_spec_boolean ("replaced", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
hearth_connector_init (HearthConnector *self)
{
  self->pause_ms = FIRST_PAUSE_MS;
}

/**
 * hearth_connector_new:
 * @client: of the desk
 * @folder: a desk that has joined
 *
 * Returns: (transfer full): a connector that does nothing yet
 */
HearthConnector *
hearth_connector_new (HearthClient *client, HearthDeskFolder *folder)
{
  HearthConnector *self = g_object_new (HEARTH_TYPE_CONNECTOR, NULL);
  g_auto (GStrv) epochs = hearth_desk_folder_get_epochs_before (folder);

  self->client = g_object_ref (client);
  self->folder = g_object_ref (folder);
  self->places = hearth_hub_places_new (folder);
  hearth_client_set_epochs_before (client, hearth_desk_folder_get_center_uuid (folder), (const char *const *)epochs);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (on_state), self);
  return self;
}

static void
on_system_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus)
    g_dbus_connection_set_exit_on_close (bus, FALSE);
}

/* GLib's network monitor is on the shared connection to the system bus, and that one ends the program when the bus goes
 * away, as on an update of it: whoever is at the desk would lose what they were typing. */
static void
outlive_system_bus (void)
{
  g_bus_get (G_BUS_TYPE_SYSTEM, NULL, on_system_bus, NULL);
}

/**
 * hearth_connector_start:
 *
 * From now on the client is kept connected.
 */
void
hearth_connector_start (HearthConnector *self)
{
  g_return_if_fail (HEARTH_IS_CONNECTOR (self));

  if (self->running)
    {
      hearth_connector_try_now (self);
      return;
    }
  self->running = TRUE;
  self->days = g_timeout_add_seconds (DAY_S, on_day, self);
  self->finder = hearth_hub_finder_new ();
  g_signal_connect_swapped (self->finder, "items-changed", G_CALLBACK (on_found), self);
  self->successor = hearth_successor_new (self->client, self->folder, self->finder, on_successor, self);
  self->monitor = g_network_monitor_get_default ();
  outlive_system_bus ();
  g_signal_connect_swapped (self->monitor, "network-changed", G_CALLBACK (on_network_changed), self);
  begin_attempt (self, FALSE);
}

/**
 * hearth_connector_stop:
 *
 * No more tries; a connection that stands goes on until the client is disconnected.
 */
void
hearth_connector_stop (HearthConnector *self)
{
  g_return_if_fail (HEARTH_IS_CONNECTOR (self));

  if (!self->running)
    return;
  self->running = FALSE;
  g_clear_handle_id (&self->days, g_source_remove);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->successor, hearth_successor_free);
  g_signal_handlers_disconnect_by_data (self->finder, self);
  g_clear_object (&self->finder);
  g_signal_handlers_disconnect_by_data (self->monitor, self);
  self->monitor = NULL;
  self->pause_ms = FIRST_PAUSE_MS;
  end_attempt (self);
  set_next_try (self, 0);
}

/**
 * hearth_connector_try_now:
 *
 * Does not wait for the next try; also after one that was to be the last.
 */
void
hearth_connector_try_now (HearthConnector *self)
{
  g_return_if_fail (HEARTH_IS_CONNECTOR (self));

  if (!self->running || self->connected || self->attempt)
    return;
  self->pause_ms = FIRST_PAUSE_MS;
  begin_attempt (self, FALSE);
}

/**
 * hearth_connector_get_error:
 *
 * Returns: (nullable): why the last try failed, until one succeeds
 */
const GError *
hearth_connector_get_error (HearthConnector *self)
{
  return self->error;
}

/**
 * hearth_connector_get_next_try_at_s:
 *
 * Returns: when the next try begins, UTC seconds; 0 while connected or trying, and when there will be none
 */
gint64
hearth_connector_get_next_try_at_s (HearthConnector *self)
{
  return self->next_try_at_s;
}

/**
 * hearth_connector_get_wait_ms:
 *
 * Returns: how long the pause is that runs now; 0 if none does
 */
guint
hearth_connector_get_wait_ms (HearthConnector *self)
{
  g_return_val_if_fail (HEARTH_IS_CONNECTOR (self), 0);

  return self->timer ? self->wait_ms : 0;
}

/**
 * hearth_connector_is_replaced:
 *
 * Returns: whether the hub is on this PC, and another one on the network has taken its place
 */
gboolean
hearth_connector_is_replaced (HearthConnector *self)
{
  return hearth_successor_is_there (self->successor);
}
