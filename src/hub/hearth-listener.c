/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Where desks of the LAN come in. The lobby does TLS; then the center is asked whose certificate that is, the desk is told
 * in one byte whether it may begin, and the hub has it. Owned by the hub; its main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-listener.h"

#include "hearth-certificate.h"
#include "hearth-clock.h"
#include "hearth-desk-service.h"
#include "hearth-error.h"
#include "hearth-link.h"
#include "hearth-lobby.h"
#include "hearth-own-addresses.h"
#include "hearth-text.h"

#include <string.h>

/* A center has two to twenty PCs. */
#define MAX_CONNECTIONS 100
/* Few handshakes at once: see hearth-handshake.c. */
#define LIMITS ((HearthLobbyLimits){ .waiting = 256, .waiting_each = 64, .handshakes = 6, .handshakes_each = 4 })
/* How often the hub looks whether its own certificate must be another one. */
#define RENEW_S 3600

struct _HearthListener
{
  GObject parent_instance;

  HearthHub *hub;     /* (unowned): it outlives this */
  char *host;         /* (owned) (nullable) */
  HearthLobby *lobby; /* (owned) (nullable): while it listens */
  char *certificate;  /* (owned) (nullable): PEM */
  GSource *renewing;  /* (owned) (nullable) */
  guint16 port;
};

G_DEFINE_FINAL_TYPE (HearthListener, hearth_listener, G_TYPE_OBJECT)

/* A peer between its handshake and its first call. */
typedef struct
{
  HearthHub *hub;    /* (owned) */
  GIOStream *stream; /* (owned) */
  GSocket *socket;   /* (owned) */
  char *fingerprint; /* (owned) */
  gboolean holds;    /* its certificate, now */
  gint64 desk_id;
  char greeting;
} Entrance;

static void
entrance_free (Entrance *self)
{
  hearth_hub_release (self->hub);
  g_object_unref (self->hub);
  g_object_unref (self->stream);
  g_object_unref (self->socket);
  g_free (self->fingerprint);
  g_free (self);
}

static void
hearth_listener_dispose (GObject *object)
{
  hearth_listener_stop (HEARTH_LISTENER (object));

  G_OBJECT_CLASS (hearth_listener_parent_class)->dispose (object);
}

static void
hearth_listener_finalize (GObject *object)
{
  HearthListener *self = HEARTH_LISTENER (object);

  g_free (self->host);
  g_free (self->certificate);

  G_OBJECT_CLASS (hearth_listener_parent_class)->finalize (object);
}

static void
hearth_listener_class_init (HearthListenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_listener_dispose;
  object_class->finalize = hearth_listener_finalize;
}

static void
hearth_listener_init (HearthListener *self)
{
}

static void
on_left (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GSocket) socket = user_data;

  g_io_stream_close_finish (G_IO_STREAM (source), result, NULL);
  g_socket_close (socket, NULL);
}

static void
on_greeted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Entrance *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_socket_close (self->socket, NULL);
  else if (self->greeting == HEARTH_LINK_WELCOME)
    hearth_hub_accept_desk (self->hub, self->stream, self->socket, self->desk_id, self->fingerprint);
  else
    g_io_stream_close_async (self->stream, G_PRIORITY_DEFAULT, NULL, on_left, g_object_ref (self->socket));
  entrance_free (self);
}

static gboolean
find_desk (HearthUnit *unit, gpointer data, GError **error)
{
  Entrance *self = data;

  self->desk_id = hearth_desk_service_find (unit, self->fingerprint, error);
  return self->desk_id != 0;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Entrance *self = user_data;
  g_autoptr (GError) error = NULL;

  self->greeting = HEARTH_LINK_WELCOME;
  if (!hearth_house_read_finish (HEARTH_HOUSE (source), result, &error))
    {
      g_message ("a desk was turned away: %s", error->message);
      self->greeting = error->domain == HEARTH_ERROR && error->code == HEARTH_ERROR_REMOVED ? HEARTH_LINK_REMOVED
                                                                                            : HEARTH_LINK_FULL;
    }
  else if (!self->holds)
    {
      g_message ("the certificate of desk %" G_GINT64_FORMAT " does not hold now: is the date of this computer right?",
                 self->desk_id);
      self->greeting = HEARTH_LINK_DATE;
    }
  else if (hearth_hub_count_peers (self->hub) >= MAX_CONNECTIONS)
    self->greeting = HEARTH_LINK_FULL;
  /* One byte into an empty socket: it never waits. */
  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->stream), &self->greeting, 1, G_PRIORITY_DEFAULT,
                                   NULL, on_greeted, self);
}

static gboolean
holds_now (GTlsCertificate *certificate)
{
  g_autoptr (GDateTime) begin = g_tls_certificate_get_not_valid_before (certificate);
  g_autoptr (GDateTime) end = g_tls_certificate_get_not_valid_after (certificate);
  gint64 now_s = hearth_clock_now_s ();

  return begin && end && g_date_time_to_unix (begin) <= now_s && now_s <= g_date_time_to_unix (end);
}

static void
on_enter (GIOStream *stream, GSocket *socket, GTlsCertificate *peer, gpointer user_data)
{
  HearthListener *self = user_data;
  const HearthCaller caller = { 0 };
  g_autoptr (GBytes) der = hearth_certificate_get_der (peer);
  Entrance *entrance = g_new0 (Entrance, 1);

  entrance->hub = g_object_ref (self->hub);
  entrance->stream = g_object_ref (stream);
  entrance->socket = g_object_ref (socket);
  entrance->fingerprint = hearth_certificate_fingerprint (der);
  entrance->holds = holds_now (peer);
  hearth_hub_hold (self->hub);
  hearth_house_read_async (hearth_hub_get_house (self->hub), &caller, find_desk, entrance, NULL, on_found, entrance);
}

static gboolean
read_identity (HearthUnit *unit, gpointer data, GError **error)
{
  HearthHubIdentity *identity = data;

  hearth_hub_identity_clear (identity);
  return hearth_desk_service_hub_identity (unit, identity, error);
}

static GTlsCertificate *
certificate_of (const HearthHubIdentity *identity, GError **error)
{
  g_autofree char *pem = g_strconcat (identity->certificate, "\n", identity->key, NULL);
  GTlsCertificate *certificate = g_tls_certificate_new_from_pem (pem, (gssize)strlen (pem), error);

  explicit_bzero (pem, strlen (pem));
  return certificate;
}

typedef struct
{
  HearthListener *listener; /* (owned) */
  HearthHub *hub;           /* (owned) */
  HearthHubIdentity identity;
} Renewal;

static void
on_renewed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Renewal *renewal = user_data;
  HearthListener *self = renewal->listener;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  if (hearth_house_write_finish (HEARTH_HOUSE (source), result, NULL, &error) && self->lobby
      && g_strcmp0 (renewal->identity.certificate, self->certificate) != 0)
    certificate = certificate_of (&renewal->identity, &error);
  if (certificate)
    {
      hearth_set_str (&self->certificate, renewal->identity.certificate);
      hearth_lobby_set_certificate (self->lobby, certificate);
      g_message ("the hub has a new certificate");
    }
  if (error)
    g_warning ("the hub's certificate was not looked after: %s", error->message);
  hearth_hub_identity_clear (&renewal->identity);
  hearth_hub_release (renewal->hub);
  g_object_unref (renewal->listener);
  g_object_unref (renewal->hub);
  g_free (renewal);
}

static gboolean
on_renew (gpointer user_data)
{
  HearthListener *self = user_data;
  const HearthCaller caller = HEARTH_CALLER_TOOL;
  Renewal *renewal;

  if (hearth_hub_is_stopping (self->hub))
    return G_SOURCE_CONTINUE;
  renewal = g_new0 (Renewal, 1);
  renewal->listener = g_object_ref (self);
  renewal->hub = g_object_ref (self->hub);
  hearth_hub_hold (self->hub);
  hearth_house_write_async (hearth_hub_get_house (self->hub), &caller, read_identity, &renewal->identity, NULL,
                            on_renewed, renewal);
  return G_SOURCE_CONTINUE;
}

/**
 * hearth_listener_new:
 * @hub: the hub, which outlives it
 *
 * Returns: (transfer full): a listener that does not listen yet
 */
HearthListener *
hearth_listener_new (HearthHub *hub)
{
  HearthListener *self = g_object_new (HEARTH_TYPE_LISTENER, NULL);

  self->hub = hub;
  return self;
}

/**
 * hearth_listener_set_host:
 * @host: (nullable): an address of this PC, instead of all
 *
 * Before the start.
 */
void
hearth_listener_set_host (HearthListener *self, const char *host)
{
  g_free (self->host);
  self->host = g_strdup (host);
}

/**
 * hearth_listener_get_host:
 *
 * Returns: (transfer none) (nullable): the only address, %NULL: all
 */
const char *
hearth_listener_get_host (HearthListener *self)
{
  return self->host;
}

/**
 * hearth_listener_start:
 * @self: a listener
 * @port: 0 for any
 * @error: return location
 *
 * Returns: whether desks can come in; else %HEARTH_ERROR_BUSY where another program listens there, or another HEARTH_ERROR
 */
gboolean
hearth_listener_start (HearthListener *self, guint16 port, GError **error)
{
  const HearthCaller caller = HEARTH_CALLER_TOOL;
  const HearthLobbyLimits limits = LIMITS;
  HearthHubIdentity identity = { 0 };
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (HearthLobby) lobby = NULL;

  g_return_val_if_fail (HEARTH_IS_LISTENER (self) && self->lobby == NULL, FALSE);

  if (hearth_house_write (hearth_hub_get_house (self->hub), &caller, read_identity, &identity, error))
    certificate = certificate_of (&identity, error);
  if (certificate)
    {
      lobby = hearth_lobby_new (certificate, identity.authority, &limits, on_enter, self);
      hearth_set_str (&self->certificate, identity.certificate);
    }
  hearth_hub_identity_clear (&identity);
  if (lobby == NULL || !hearth_lobby_listen (lobby, self->host, port, error))
    return FALSE;
  self->lobby = g_steal_pointer (&lobby);
  self->port = hearth_lobby_get_port (self->lobby);
  self->renewing = g_timeout_source_new_seconds (RENEW_S);
  g_source_set_callback (self->renewing, on_renew, self, NULL);
  g_source_attach (self->renewing, g_main_context_get_thread_default ());
  return TRUE;
}

/**
 * hearth_listener_stop:
 * @self: a listener
 *
 * Nobody comes in any more; who is in stays.
 */
void
hearth_listener_stop (HearthListener *self)
{
  if (self->renewing)
    g_source_destroy (self->renewing);
  g_clear_pointer (&self->renewing, g_source_unref);
  g_clear_pointer (&self->lobby, hearth_lobby_free);
}

/**
 * hearth_listener_get_port:
 *
 * Returns: where it listens, or did
 */
guint16
hearth_listener_get_port (HearthListener *self)
{
  return self->port;
}

/**
 * hearth_listener_list_addresses:
 *
 * Returns: (transfer full): "host:port" of each network of this PC, IPv4 first
 */
char **
hearth_listener_list_addresses (HearthListener *self)
{
  return hearth_own_addresses (self->host, self->port);
}

/**
 * hearth_listener_get_address:
 *
 * Returns: (transfer full): an IPv4 address of this PC at which desks can be expected to reach it, without port
 */
char *
hearth_listener_get_address (HearthListener *self)
{
  return hearth_own_address (self->host);
}

/**
 * hearth_listener_count_handshakes:
 *
 * Returns: handshakes under way
 */
guint
hearth_listener_count_handshakes (HearthListener *self)
{
  return self->lobby ? hearth_lobby_count_handshakes (self->lobby) : 0;
}

/**
 * hearth_listener_count_waiting:
 *
 * Returns: peers that have not finished the handshake
 */
guint
hearth_listener_count_waiting (HearthListener *self)
{
  return self->lobby ? hearth_lobby_count_waiting (self->lobby) : 0;
}
