/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

#include "config.h"

#include "hearth-link.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include "hearth-certificate.h"
#include "hearth-error.h"

static void
test_addresses (void)
{
  static const struct
  {
    const char *text;
    const char *host;
    guint16 port;
  } good[] = {
    { "192.168.1.20", "192.168.1.20", HEARTH_LINK_PORT },
    { "192.168.1.20:7431", "192.168.1.20", 7431 },
    { "  frontdesk.local \n", "frontdesk.local", HEARTH_LINK_PORT },
    { "front-desk:1", "front-desk", 1 },
    { "[fe80::1]:65535", "fe80::1", 65535 },
    { "[::1]", "::1", HEARTH_LINK_PORT },
    { "fe80::1%eth0", "fe80::1%eth0", HEARTH_LINK_PORT },
    { "::1", "::1", HEARTH_LINK_PORT },
    { "bücherei.local", "bücherei.local", HEARTH_LINK_PORT },
  };
  static const char *const bad[] = {
    "",         " ",       ":7430",   "host:",     "host:0",   "host:65536",       "host:-1",   "host:7430x",
    "ho st",    "a..b",    "[::1",    "[::1]x",    "[::1]:",   "https://host",     "host/path", "[host]:1",
    "host:1:2", "user@ho", "-host",   ".host",     "::1::2",   "host: 7430",       "[::1]:0",   "\xff\xfe",
    "host\n:1", "a\tb",    "host;rm", "host:+743", "host:0x1", "999999999999:1:1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *host = NULL;
      guint16 port = 0;

      g_assert_true (hearth_link_parse_address (good[i].text, HEARTH_LINK_PORT, &host, &port, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (host, ==, good[i].host);
      g_assert_cmpuint (port, ==, good[i].port);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      char *host = NULL;
      guint16 port = 77;

      g_assert_false (hearth_link_parse_address (bad[i], HEARTH_LINK_PORT, &host, &port, &error));
      g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
      g_assert_null (host);
      g_assert_cmpuint (port, ==, 77);
    }
}

static int
option (GSocket *socket, int name)
{
  int value = -1;

  g_assert_true (g_socket_get_option (socket, IPPROTO_TCP, name, &value, NULL));
  return value;
}

static void
test_tune (void)
{
  g_autoptr (GSocket) tcp = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocket) local
      = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);

  hearth_link_tune (tcp);
  g_assert_true (g_socket_get_keepalive (tcp));
  g_assert_cmpint (option (tcp, TCP_NODELAY), !=, 0);
  g_assert_cmpint (option (tcp, TCP_KEEPIDLE) + option (tcp, TCP_KEEPINTVL) * (option (tcp, TCP_KEEPCNT) - 1), <, 5);
  g_assert_cmpint (option (tcp, TCP_USER_TIMEOUT), <, 5000);
  hearth_link_tune (local); /* no word about it */
}

/* Two ends of TLS over a pair of sockets, with certificates of one authority. */
typedef struct
{
  GTlsCertificate *certificate; /* (unowned) */
  GSocket *socket;              /* (unowned) */
  gboolean done;
  GTlsProtocolVersion version;
} ServerEnd;

static gboolean
on_accept (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer user_data)
{
  (*(guint *)user_data)++;
  return TRUE;
}

static gpointer
serve (gpointer data)
{
  ServerEnd *self = data;
  g_autoptr (GSocketConnection) plain = g_socket_connection_factory_create_connection (self->socket);
  g_autoptr (GIOStream) tls = hearth_link_new_server (G_IO_STREAM (plain), self->certificate, NULL);
  guint asked = 0;

  g_object_set (tls, "authentication-mode", G_TLS_AUTHENTICATION_REQUIRED, NULL);
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (on_accept), &asked);
  self->done = g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, NULL);
  self->version = g_tls_connection_get_protocol_version (G_TLS_CONNECTION (tls));
  g_assert_true (!self->done || asked == 1);
  if (self->done)
    g_output_stream_write_all (g_io_stream_get_output_stream (tls), "H", 1, NULL, NULL, NULL);
  g_io_stream_close (tls, NULL, NULL);
  return NULL;
}

static GTlsCertificate *
with_key (HearthCertificateKind kind, const char *authority, const char *authority_key)
{
  g_autofree char *key = hearth_certificate_new_key (NULL);
  g_autofree char *request = hearth_certificate_new_request (key, NULL);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *certificate = hearth_certificate_issue (kind, request, authority, authority_key, 2, now_s, NULL);
  g_autofree char *both = g_strconcat (certificate, key, NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *loaded = g_tls_certificate_new_from_pem (both, -1, &error);

  g_assert_no_error (error);
  return loaded;
}

static void
make_pair (GSocket **one, GSocket **two)
{
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  *one = g_socket_new_from_fd (ends[0], NULL);
  *two = g_socket_new_from_fd (ends[1], NULL);
}

/* Both ends speak TLS 1.3, and each connection shows both certificates anew: nothing of an earlier one is taken up again. */
static void
test_modern (void)
{
  g_autofree char *authority_key = hearth_certificate_new_key (NULL);
  g_autofree char *authority = hearth_certificate_new_authority (authority_key, "c", 1773288000, NULL);
  g_autoptr (GTlsCertificate) hub = with_key (HEARTH_CERTIFICATE_HUB, authority, authority_key);
  g_autoptr (GTlsCertificate) desk = with_key (HEARTH_CERTIFICATE_DESK, authority, authority_key);
  guint asked = 0;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GSocket) near = NULL;
      g_autoptr (GSocket) far = NULL;
      g_autoptr (GSocketConnection) plain = NULL;
      g_autoptr (GIOStream) tls = NULL;
      g_autoptr (GError) error = NULL;
      ServerEnd end = { .certificate = hub };
      GThread *thread;
      char byte = 0;

      make_pair (&near, &far);
      end.socket = far;
      thread = g_thread_new ("hub", serve, &end);
      plain = g_socket_connection_factory_create_connection (near);
      tls = hearth_link_new_client (G_IO_STREAM (plain), &error);
      g_assert_no_error (error);
      g_tls_connection_set_certificate (G_TLS_CONNECTION (tls), desk);
      g_signal_connect (tls, "accept-certificate", G_CALLBACK (on_accept), &asked);
      g_assert_true (g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, &error));
      g_assert_no_error (error);
      g_assert_true (hearth_link_is_modern (G_TLS_CONNECTION (tls)));
      g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (tls), &byte, 1, NULL, NULL), ==, 1);
      g_assert_cmpint (byte, ==, 'H');
      g_thread_join (thread);
      g_assert_true (end.done);
      g_assert_cmpint (end.version, ==, G_TLS_PROTOCOL_VERSION_TLS_1_3);
      g_assert_cmpuint (asked, ==, i + 1);
    }
}

/* What GDBus says of a message that it cannot read. */
static void
test_log (void)
{
  if (g_test_subprocess ())
    {
      g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
      g_log ("GLib-GIO", G_LOG_LEVEL_WARNING, "Error decoding D-Bus message of 80 bytes\nThe error is: “Somebody”");
      g_log ("GLib-GIO", G_LOG_LEVEL_WARNING, "Something else\nin two lines");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*Error decoding D-Bus message of 80 bytes*in two lines*");
  g_test_trap_assert_stderr_unmatched ("*Somebody*");
}

static gboolean
is_own (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return hearth_link_is_own_address (address);
}

static void
test_own_address (void)
{
  g_assert_true (is_own ("127.0.0.1"));
  g_assert_true (is_own ("127.0.0.2"));
  /* Set aside for documents: no PC has them. */
  g_assert_false (is_own ("192.0.2.1"));
  g_assert_false (is_own ("2001:db8::1"));
  g_assert_false (is_own ("0.0.0.0"));
  g_assert_false (is_own ("::"));
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link/addresses", test_addresses);
  g_test_add_func ("/link/own-address", test_own_address);
  g_test_add_func ("/link/tune", test_tune);
  g_test_add_func ("/link/modern", test_modern);
  g_test_add_func ("/link/log", test_log);
  return g_test_run ();
}
