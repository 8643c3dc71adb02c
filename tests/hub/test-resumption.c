/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Each connection of a desk is a whole handshake: the hub gives no ticket with which a later one would be shorter, so that
 * the certificate is shown, and looked up, each time. The desk's end is GnuTLS itself, which would take every offer. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-desk-client.h"
#include "hearth-link.h"
#include "hearth-test-hub.h"
#include "hearth-test-lan.h"

#include <gnutls/gnutls.h>
#include <string.h>

typedef struct
{
  gnutls_certificate_credentials_t credentials;
  gnutls_datum_t earlier; /* of an earlier session, empty at first */
} Desk;

static void
check (int result, const char *what)
{
  if (result < 0)
    g_error ("%s: %s", what, gnutls_strerror (result));
}

static void
desk_init (Desk *self, HearthDeskFolder *folder)
{
  g_autofree char *certificate = NULL, *key = NULL;
  gnutls_datum_t certificate_datum, key_datum;

  g_object_get (hearth_desk_folder_get_certificate (folder), "certificate-pem", &certificate, "private-key-pem", &key,
                NULL);
  certificate_datum = (gnutls_datum_t){ (unsigned char *)certificate, (unsigned int)strlen (certificate) };
  key_datum = (gnutls_datum_t){ (unsigned char *)key, (unsigned int)strlen (key) };
  *self = (Desk){ NULL };
  check (gnutls_certificate_allocate_credentials (&self->credentials), "credentials");
  check (gnutls_certificate_set_x509_key_mem (self->credentials, &certificate_datum, &key_datum, GNUTLS_X509_FMT_PEM),
         "certificate");
}

static void
desk_clear (Desk *self)
{
  gnutls_certificate_free_credentials (self->credentials);
  gnutls_free (self->earlier.data);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static void
shake (gnutls_session_t session)
{
  int result;

  do
    result = gnutls_handshake (session);
  while (result < 0 && !gnutls_error_is_fatal (result));
  check (result, "handshake");
}

static char
read_greeting (gnutls_session_t session)
{
  char greeting = 0;
  gssize n;

  do
    n = gnutls_record_recv (session, &greeting, 1);
  while (n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED);
  g_assert_cmpint (n, ==, 1);
  return greeting;
}

/* Returns what the hub said, after a handshake that offers to go on with the session before. */
static char
come_in (Desk *self, HearthTestLan *lan)
{
  g_autoptr (GSocketConnection) plain = hearth_test_lan_open_tcp (lan);
  GSocket *socket = g_socket_connection_get_socket (plain);
  gnutls_session_t session;
  char greeting;

  g_socket_set_blocking (socket, TRUE);
  check (gnutls_init (&session, GNUTLS_CLIENT), "session");
  check (gnutls_priority_set_direct (session, "NORMAL:-VERS-ALL:+VERS-TLS1.3", NULL), "priority");
  check (gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, self->credentials), "credentials");
  if (self->earlier.size > 0)
    check (gnutls_session_set_data (session, self->earlier.data, self->earlier.size), "session before");
  gnutls_transport_set_int (session, g_socket_get_fd (socket));
  shake (session);
  greeting = read_greeting (session);
  g_assert_false (gnutls_session_is_resumed (session));
  gnutls_free (self->earlier.data);
  self->earlier = (gnutls_datum_t){ NULL, 0 };
  /* Waits a moment for a ticket; a hub that has turned the desk away has closed by then. */
  if (gnutls_session_get_data2 (session, &self->earlier) < 0)
    self->earlier = (gnutls_datum_t){ NULL, 0 };
  g_assert_cmpuint (gnutls_session_get_flags (session) & GNUTLS_SFLAGS_SESSION_TICKET, ==, 0);
  gnutls_deinit (session);
  return greeting;
}

static void
remove_desk (HearthTestLan *lan, gint64 desk)
{
  g_autoptr (HearthClient) tool = hearth_test_lan_open_tool (lan);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_desk_client_remove_async (tool, desk, NULL, hearth_test_on_result, &result);
  hearth_desk_client_done_finish (tool, hearth_test_await (&result), &error);
  g_assert_no_error (error);
}

static void
test_whole_each_time (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (1);
  HearthTestLanDesk *joined = hearth_test_lan_desk (lan, 0);
  g_auto (Desk) desk = { NULL };

  desk_init (&desk, joined->folder);
  hearth_test_lan_start (lan);
  g_assert_cmpint (come_in (&desk, lan), ==, HEARTH_LINK_WELCOME);
  g_assert_cmpint (come_in (&desk, lan), ==, HEARTH_LINK_WELCOME);
  remove_desk (lan, joined->id);
  g_assert_cmpint (come_in (&desk, lan), ==, HEARTH_LINK_REMOVED);
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/resumption/whole-each-time", test_whole_each_time);
  return g_test_run ();
}
