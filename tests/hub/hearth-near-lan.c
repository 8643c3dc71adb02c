/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A hub in the thread of the test, over real TLS on loopback. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-near-lan.h"

#include "hearth-certificate.h"
#include "hearth-clock.h"
#include "hearth-link.h"

typedef struct
{
  char *key;
  char *request;
  char *certificate;
  char *authority;
  gint64 id;
  HearthHubIdentity *identity;
} Enrolling;

static gboolean
enroll (HearthUnit *unit, gpointer data, GError **error)
{
  Enrolling *self = data;

  hearth_hub_identity_clear (self->identity);
  g_clear_pointer (&self->certificate, g_free);
  g_clear_pointer (&self->authority, g_free);
  self->id
      = hearth_desk_service_enroll (unit, "Kitchen", FALSE, self->request, &self->certificate, &self->authority, error);
  return self->id != 0 && hearth_desk_service_hub_identity (unit, self->identity, error);
}

GTlsCertificate *
hearth_near_lan_pair_of (const char *certificate, const char *key)
{
  g_autofree char *pem = g_strconcat (certificate, "\n", key, NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *pair = g_tls_certificate_new_from_pem (pem, -1, &error);

  g_assert_no_error (error);
  return pair;
}

void
hearth_near_lan_free (HearthNearLan *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_object_unref (self->listener);
  hearth_hub_stop_async (self->hub, hearth_test_on_result, &result);
  hearth_hub_stop_finish (self->hub, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_finalize_object (self->hub);
  g_clear_object (&self->center->house);
  hearth_test_center_free (self->center);
  hearth_clock_reset ();
  hearth_hub_identity_clear (&self->identity);
  g_object_unref (self->certificate);
  g_free (self->fingerprint);
  g_free (self);
}

HearthNearLan *
hearth_near_lan_new (void)
{
  HearthNearLan *self = g_new0 (HearthNearLan, 1);
  Enrolling enrolling = { .identity = &self->identity };
  g_autoptr (GBytes) der = NULL;
  g_autoptr (GError) error = NULL;

  hearth_test_clock (HEARTH_TEST_ZONE, HEARTH_TEST_NOW);
  self->center = hearth_test_center_new ();
  enrolling.key = hearth_certificate_new_key (&error);
  g_assert_no_error (error);
  enrolling.request = hearth_certificate_new_request (enrolling.key, &error);
  g_assert_no_error (error);
  hearth_test_center_write (self->center, HEARTH_ROLE_DIRECTOR, enroll, &enrolling);
  self->desk = enrolling.id;
  self->certificate = hearth_near_lan_pair_of (enrolling.certificate, enrolling.key);
  der = hearth_certificate_get_der (self->certificate);
  self->fingerprint = hearth_certificate_fingerprint (der);
  self->hub = hearth_hub_new (self->center->house);
  self->listener = hearth_listener_new (self->hub);
  hearth_listener_set_host (self->listener, "127.0.0.1");
  g_assert_true (hearth_listener_start (self->listener, 0, &error));
  g_assert_no_error (error);
  hearth_hub_share (self->hub, self->listener, NULL);
  g_free (enrolling.key);
  g_free (enrolling.request);
  g_free (enrolling.certificate);
  g_free (enrolling.authority);
  return self;
}

/* A peer that connects, shakes hands and waits for the greeting, in a thread of its own. */
typedef struct
{
  guint16 port;
  const char *source;
  GTlsCertificate *certificate; /* (unowned) (nullable) */
  GIOStream *stream;            /* (owned) (nullable): after a welcome */
  char greeting;                /* 0: none came */
  int done;
} Peer;

GSocketConnection *
hearth_near_lan_open_tcp (guint16 port, const char *source, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) own = g_inet_socket_address_new_from_string (source, 0);

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_local_address (client, own);
  return g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, error);
}

static gboolean
on_accept_any (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer data)
{
  return TRUE;
}

static gpointer
peer_thread (gpointer data)
{
  Peer *self = data;
  g_autoptr (GSocketConnection) plain = hearth_near_lan_open_tcp (self->port, self->source, NULL);
  g_autoptr (GIOStream) stream = plain ? hearth_link_new_client (G_IO_STREAM (plain), NULL) : NULL;

  if (stream)
    {
      if (self->certificate)
        g_tls_connection_set_certificate (G_TLS_CONNECTION (stream), self->certificate);
      g_signal_connect (stream, "accept-certificate", G_CALLBACK (on_accept_any), NULL);
      if (g_tls_connection_handshake (G_TLS_CONNECTION (stream), NULL, NULL))
        g_input_stream_read (g_io_stream_get_input_stream (stream), &self->greeting, 1, NULL, NULL);
    }
  if (self->greeting == HEARTH_LINK_WELCOME)
    self->stream = g_steal_pointer (&stream);
  g_atomic_int_set (&self->done, 1);
  g_main_context_wakeup (NULL);
  return NULL;
}

GIOStream *
hearth_near_lan_knock (HearthNearLan *self, GTlsCertificate *certificate, const char *source, char *greeting)
{
  Peer peer = { .port = hearth_listener_get_port (self->listener), .source = source, .certificate = certificate };
  GThread *thread = g_thread_new ("peer", peer_thread, &peer);

  hearth_test_until (g_atomic_int_get (&peer.done));
  g_thread_join (thread);
  *greeting = peer.greeting;
  return peer.stream;
}

GDBusConnection *
hearth_near_lan_come_in (HearthNearLan *self, const char *source)
{
  GDBusConnection *connection = hearth_near_lan_try (self, source);

  g_assert_nonnull (connection);
  return connection;
}

GDBusConnection *
hearth_near_lan_try (HearthNearLan *self, const char *source)
{
  char greeting = 0;
  g_autoptr (GIOStream) stream = hearth_near_lan_knock (self, self->certificate, source, &greeting);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection;

  if (greeting == 0)
    return NULL;
  g_assert_cmpint (greeting, ==, HEARTH_LINK_WELCOME);
  g_dbus_connection_new (stream, NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, NULL, hearth_test_on_result,
                         &result);
  connection = g_dbus_connection_new_finish (hearth_test_await (&result), &error);
  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  return connection;
}
