/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Joining a hub that runs in the thread of the test. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-pairing-test.h"

#include "hearth-clock.h"
#include "hearth-join.h"
#include "hearth-link.h"
#include "hearth-test-folder.h"

#include <string.h>

void
hearth_pairing_test_free (HearthPairingTest *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_clock_reset ();
  g_object_unref (self->pairing);
  g_object_unref (self->listener);
  if (!self->stopped)
    {
      hearth_hub_stop_async (self->hub, hearth_test_on_result, &result);
      hearth_hub_stop_finish (self->hub, hearth_test_await (&result), &error);
      g_assert_no_error (error);
    }
  g_clear_object (&result);
  g_assert_finalize_object (self->hub);
  g_clear_object (&self->center->house);
  hearth_test_center_free (self->center);
  hearth_test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self);
}

HearthPairingTest *
hearth_pairing_test_new (void)
{
  HearthPairingTest *self = g_new0 (HearthPairingTest, 1);
  g_autoptr (GError) error = NULL;

  hearth_test_clock (HEARTH_TEST_ZONE, HEARTH_TEST_NOW);
  self->center = hearth_test_center_new ();
  self->folder = g_dir_make_tmp ("hearth-desks-XXXXXX", &error);
  self->hub = hearth_hub_new (self->center->house);
  self->listener = hearth_listener_new (self->hub);
  hearth_listener_set_host (self->listener, "127.0.0.1");
  g_assert_true (hearth_listener_start (self->listener, 0, &error));
  self->pairing = hearth_pairing_new (self->hub, hearth_listener_get_port (self->listener));
  hearth_hub_share (self->hub, self->listener, self->pairing);
  g_assert_no_error (error);
  return self;
}

char *
hearth_pairing_test_make_code (HearthPairingTest *self, HearthJoinCode *parts)
{
  const HearthCaller caller = hearth_test_center_caller (self->center, HEARTH_ROLE_DIRECTOR);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  gint64 expires_at_s = 0;
  char *code;

  hearth_pairing_make_code_async (self->pairing, &caller, NULL, hearth_test_on_result, &result);
  code = hearth_pairing_make_code_finish (self->pairing, hearth_test_await (&result), &expires_at_s, &address, &error);
  g_assert_no_error (error);
  g_assert_nonnull (code);
  g_assert_cmpint (expires_at_s, ==, hearth_clock_now_s () + HEARTH_JOIN_CODE_VALID_S);
  g_assert_cmpint (hearth_pairing_get_expires_at_s (self->pairing), ==, expires_at_s);
  g_assert_true (hearth_join_code_from_text (parts, code, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (parts->port, ==, hearth_pairing_get_port (self->pairing));
  g_assert_true (g_str_has_prefix (address, "127.0.0.1:"));
  return code;
}

void
hearth_pairing_test_make_parts (HearthPairingTest *self, HearthJoinCode *parts)
{
  g_autofree char *code = hearth_pairing_test_make_code (self, parts);

  g_assert_cmpuint (strlen (code), <=, HEARTH_JOIN_CODE_MAX_TEXT);
}

gboolean
hearth_pairing_test_is_listening (guint16 port)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);

  return g_socket_connect (socket, address, NULL, NULL);
}

HearthDeskFolder *
hearth_pairing_test_folder (HearthPairingTest *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  return hearth_desk_folder_new (path);
}

gboolean
hearth_pairing_test_join (HearthDeskFolder *folder, const char *code, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_join_async (folder, code, NULL, name, TRUE, NULL, hearth_test_on_result, &result);
  return hearth_join_finish (folder, hearth_test_await (&result), error);
}

/* A call by hand, over TLS without a certificate: what somebody with a program of their own would do. */
typedef struct
{
  guint16 port;
  GDBusConnection *connection;
  int done;
} Stranger;

static gboolean
on_accept_any (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer data)
{
  return TRUE;
}

static gpointer
stranger_thread (gpointer data)
{
  Stranger *self = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) plain = NULL;
  g_autoptr (GIOStream) stream = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  plain = g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, NULL);
  if (plain)
    stream = hearth_link_new_client (G_IO_STREAM (plain), NULL);
  if (stream)
    {
      g_signal_connect (stream, "accept-certificate", G_CALLBACK (on_accept_any), NULL);
      if (g_tls_connection_handshake (G_TLS_CONNECTION (stream), NULL, NULL))
        self->connection = g_dbus_connection_new_sync (stream, NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT,
                                                       NULL, NULL, NULL);
    }
  g_atomic_int_set (&self->done, 1);
  g_main_context_wakeup (NULL);
  return NULL;
}

GDBusConnection *
hearth_pairing_test_stranger (guint16 port)
{
  Stranger stranger = { .port = port };
  GThread *thread = g_thread_new ("stranger", stranger_thread, &stranger);

  hearth_test_until (g_atomic_int_get (&stranger.done));
  g_thread_join (thread);
  if (stranger.connection)
    g_dbus_connection_set_exit_on_close (stranger.connection, FALSE);
  return stranger.connection;
}

GPtrArray *
hearth_pairing_test_crowd (guint16 port)
{
  GPtrArray *strangers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 20; i++)
    {
      GDBusConnection *stranger = hearth_pairing_test_stranger (port);

      if (stranger)
        g_ptr_array_add (strangers, stranger);
    }
  return strangers;
}

GVariant *
hearth_pairing_test_bytes (const void *data, gsize length)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, data, length, 1);
}

gboolean
hearth_pairing_test_ask_where (GDBusConnection *connection, const guint8 *secret, gsize length, GError **error)
{
  g_autoptr (GVariant) reply
      = hearth_test_call (connection, "Pairing", "Where",
                          g_variant_new ("(@ay)", hearth_pairing_test_bytes (secret, length)), error);

  return reply != NULL;
}
