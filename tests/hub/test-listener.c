/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who comes in from the network and who does not: real TLS on loopback. The hub runs in this thread, each peer in one of
 * its own. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-account-store.h"
#include "hearth-certificate.h"
#include "hearth-client.h"
#include "hearth-clock.h"
#include "hearth-desk-service.h"
#include "hearth-error.h"
#include "hearth-link.h"
#include "hearth-hub-private.h"
#include "hearth-listener.h"
#include "hearth-peer.h"
#include "hearth-test-hub.h"

#include <errno.h>
#include <gio/gnetworking.h>
#include <string.h>
#include <unistd.h>

#define MAX_WAITING 256
#define MAX_WAITING_EACH 64
#define YEAR_S (365 * 24 * 60 * 60)

typedef struct
{
  HearthTestCenter *center; /* (owned) */
  HearthHub *hub;           /* (owned) */
  HearthListener *listener; /* (owned) */
  HearthHubIdentity identity;
  gint64 desk; /* the one that has joined */
  GTlsCertificate *certificate;
  char *fingerprint;
} Lan;

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

static GTlsCertificate *
pair_of (const char *certificate, const char *key)
{
  g_autofree char *pem = g_strconcat (certificate, "\n", key, NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *pair = g_tls_certificate_new_from_pem (pem, -1, &error);

  g_assert_no_error (error);
  return pair;
}

static void
lan_free (Lan *self)
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
  hearth_hub_identity_clear (&self->identity);
  g_object_unref (self->certificate);
  g_free (self->fingerprint);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Lan, lan_free)

static Lan *
lan_new (void)
{
  Lan *self = g_new0 (Lan, 1);
  Enrolling enrolling = { .identity = &self->identity };
  g_autoptr (GBytes) der = NULL;
  g_autoptr (GError) error = NULL;

  self->center = hearth_test_center_new ();
  enrolling.key = hearth_certificate_new_key (&error);
  g_assert_no_error (error);
  enrolling.request = hearth_certificate_new_request (enrolling.key, &error);
  g_assert_no_error (error);
  hearth_test_center_write (self->center, HEARTH_ROLE_DIRECTOR, enroll, &enrolling);
  self->desk = enrolling.id;
  self->certificate = pair_of (enrolling.certificate, enrolling.key);
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

static GSocketConnection *
open_tcp (guint16 port, const char *source, GError **error)
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
  g_autoptr (GSocketConnection) plain = open_tcp (self->port, self->source, NULL);
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

static GIOStream *
knock (Lan *lan, GTlsCertificate *certificate, const char *source, char *greeting)
{
  Peer peer = { .port = hearth_listener_get_port (lan->listener), .source = source, .certificate = certificate };
  GThread *thread = g_thread_new ("peer", peer_thread, &peer);

  hearth_test_until (g_atomic_int_get (&peer.done));
  g_thread_join (thread);
  *greeting = peer.greeting;
  return peer.stream;
}

static void
assert_refused (Lan *lan, GTlsCertificate *certificate, char expected)
{
  char greeting = 0;
  g_autoptr (GIOStream) stream = knock (lan, certificate, "127.0.0.1", &greeting);

  g_assert_null (stream);
  g_assert_cmpint (greeting, ==, expected);
  g_assert_cmpuint (hearth_hub_count_peers (lan->hub), ==, 0);
}

static GDBusConnection *
come_in (Lan *lan, const char *source)
{
  char greeting = 0;
  g_autoptr (GIOStream) stream = knock (lan, lan->certificate, source, &greeting);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection;

  g_assert_cmpint (greeting, ==, HEARTH_LINK_WELCOME);
  g_dbus_connection_new (stream, NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, NULL, hearth_test_on_result,
                         &result);
  connection = g_dbus_connection_new_finish (hearth_test_await (&result), &error);
  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  return connection;
}

static GVariant *
say_hello (GDBusConnection *connection, GError **error)
{
  return hearth_test_call (connection, "Session", "Hello", g_variant_new ("(suu)", "0.1.0", 1, 1), error);
}

static void
test_a_desk_comes_in (void)
{
  g_autoptr (Lan) lan = lan_new ();
  g_autoptr (GDBusConnection) desk = come_in (lan, "127.0.0.1");
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = say_hello (desk, &error), denied = NULL;
  g_autoptr (GArray) seats = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (reply);
  denied = hearth_test_call (desk, "Checkin", "Roll", NULL, &error);
  g_assert_null (denied);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);
  seats = hearth_hub_list_seats (lan->hub);
  g_assert_cmpuint (seats->len, ==, 1);
  g_assert_cmpint (g_array_index (seats, HearthHubSeat, 0).desk_id, ==, lan->desk);
  g_assert_cmpint (g_array_index (seats, HearthHubSeat, 0).account_id, ==, 0);
  g_dbus_connection_close_sync (desk, NULL, NULL);
  hearth_test_until (hearth_hub_count_peers (lan->hub) == 0);
}

static char *
certificate_for (
    const char *key, HearthCertificateKind kind, const char *authority, const char *authority_key, gint64 now_s)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request = hearth_certificate_new_request (key, &error);
  char *certificate = hearth_certificate_issue (kind, request, authority, authority_key, 7, now_s, &error);

  g_assert_no_error (error);
  return certificate;
}

static void
test_a_peer_needs_a_certificate (void)
{
  g_autoptr (Lan) lan = lan_new ();

  assert_refused (lan, NULL, 0);
}

static void
test_another_authority (void)
{
  g_autoptr (Lan) lan = lan_new ();
  gint64 now_s = hearth_clock_now_s ();
  g_autoptr (GError) error = NULL;
  g_autofree char *authority_key = hearth_certificate_new_key (&error), *key = hearth_certificate_new_key (&error);
  g_autofree char *authority
      = hearth_certificate_new_authority (authority_key, lan->identity.center_uuid, now_s, &error);
  g_autofree char *certificate = certificate_for (key, HEARTH_CERTIFICATE_DESK, authority, authority_key, now_s);
  g_autoptr (GTlsCertificate) foreign = pair_of (certificate, key);

  assert_refused (lan, foreign, 0);
}

static gint64
run_text (Lan *lan, const char *sql)
{
  return hearth_test_center_number (lan->center, sql);
}

typedef struct
{
  const char *sql;
  char *text;
} Query;

static gboolean
read_text (HearthUnit *unit, gpointer data, GError **error)
{
  Query *query = data;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (unit->conn, query->sql, error);

  g_clear_pointer (&query->text, g_free);
  if (stmt == NULL || !hearth_stmt_step (stmt, error))
    return FALSE;
  query->text = g_strdup (hearth_stmt_text (stmt, 0));
  return TRUE;
}

static char *
authority_key_of (Lan *lan)
{
  Query query = { "SELECT authority_key FROM hub", NULL };

  hearth_test_center_read (lan->center, HEARTH_ROLE_DIRECTOR, read_text, &query);
  return query.text;
}

/* Signed by the center's own authority, and all the same no desk of it. */
static void
test_of_the_authority_but_no_desk (void)
{
  g_autoptr (Lan) lan = lan_new ();
  gint64 now_s = hearth_clock_now_s ();
  g_autoptr (GError) error = NULL;
  g_autofree char *authority_key = authority_key_of (lan), *key = hearth_certificate_new_key (&error);
  g_autofree char *expired
      = certificate_for (key, HEARTH_CERTIFICATE_DESK, lan->identity.authority, authority_key, now_s - 2 * YEAR_S);
  g_autofree char *early
      = certificate_for (key, HEARTH_CERTIFICATE_DESK, lan->identity.authority, authority_key, now_s + YEAR_S);
  g_autofree char *hub = certificate_for (key, HEARTH_CERTIFICATE_HUB, lan->identity.authority, authority_key, now_s);
  g_autofree char *unknown
      = certificate_for (key, HEARTH_CERTIFICATE_DESK, lan->identity.authority, authority_key, now_s);
  const char *const removed[] = { expired, early, unknown };
  g_autoptr (GTlsCertificate) of_hub = pair_of (hub, key);

  assert_refused (lan, of_hub, 0);
  for (guint i = 0; i < G_N_ELEMENTS (removed); i++)
    {
      g_autoptr (GTlsCertificate) certificate = pair_of (removed[i], key);

      assert_refused (lan, certificate, HEARTH_LINK_REMOVED);
    }
}

static gboolean
remove_desk (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_desk_service_remove (unit, *(gint64 *)data, error);
}

static void
test_removed_in_the_middle (void)
{
  g_autoptr (Lan) lan = lan_new ();
  g_autoptr (GDBusConnection) desk = come_in (lan, "127.0.0.1");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  /* That it came is written before: whoever comes as it is removed is cut at once. */
  hearth_test_until (hearth_hub_count_peers (lan->hub) == 1 && hearth_hub_count_holds (lan->hub) == 0
                     && hearth_test_center_number (lan->center, "SELECT max (seen_at_s) FROM desk") > 0);
  hearth_test_center_write (lan->center, HEARTH_ROLE_DIRECTOR, remove_desk, &lan->desk);
  /* What waited behind the removal is not done, though nobody has been cut off yet. */
  g_dbus_connection_call (desk, NULL, HEARTH_BUS_PATH, "org.recoverycommons.Hearth1.Desk", "Renew",
                          g_variant_new ("(^ay)", "a request"), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          hearth_test_on_result, &result);
  reply = g_dbus_connection_call_finish (desk, hearth_test_await (&result), &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_REMOVED);
  g_clear_error (&error);
  g_clear_object (&result);
  /* A call is on its way when it happens. */
  g_dbus_connection_call (desk, NULL, HEARTH_BUS_PATH, "org.recoverycommons.Hearth1.Session", "Faces", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, hearth_test_on_result, &result);
  hearth_hub_remove_desk (lan->hub, lan->desk);
  reply = g_dbus_connection_call_finish (desk, hearth_test_await (&result), &error);
  g_assert_null (reply);
  hearth_test_until (g_dbus_connection_is_closed (desk));
  g_assert_cmpuint (hearth_hub_count_peers (lan->hub), ==, 0);
  assert_refused (lan, lan->certificate, HEARTH_LINK_REMOVED);
}

/* Says @bytes and reads until the other end closes. Returns what came. */
static GByteArray *
speak (Lan *lan, const void *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) plain = open_tcp (hearth_listener_get_port (lan->listener), "127.0.0.1", &error);
  GSocket *socket;
  GByteArray *heard = g_byte_array_new ();
  guint8 buffer[4096];
  gssize n;

  g_assert_no_error (error);
  socket = g_socket_connection_get_socket (plain);
  g_assert_cmpint (g_socket_send (socket, bytes, length, NULL, &error), ==, (gssize)length);
  g_socket_set_blocking (socket, FALSE);
  while (TRUE)
    {
      n = g_socket_receive (socket, (char *)buffer, sizeof buffer, NULL, &error);
      if (n > 0)
        g_byte_array_append (heard, buffer, (guint)n);
      else if (n == 0 || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        break;
      g_clear_error (&error);
      g_main_context_iteration (NULL, FALSE);
    }
  return heard;
}

static void
test_garbage (void)
{
  g_autoptr (Lan) lan = lan_new ();
  static const char *const words[] = { "GET / HTTP/1.0\r\n\r\n", "\x16\x03\x01\xff\xff\x01\xff\xff\xff",
                                       "\x16\x03\x01\x00\x10\x02\x00\x00\x0c", "l\1\0\1", "\x16X" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = i == 2 ? 9 : strlen (words[i]);
      g_autoptr (GByteArray) heard = speak (lan, words[i], length);

      g_assert_cmpuint (heard->len, ==, 0);
    }
  hearth_test_until (hearth_listener_count_waiting (lan->listener) == 0);
}

/* A ClientHello by hand: of TLS 1.2, or of 1.3 with a share of a key that nobody has. */
static GByteArray *
hello_new (gboolean modern)
{
  static const guint8 groups[] = { 0, 10, 0, 4, 0, 2, 0, 29 };
  static const guint8 signatures[] = { 0, 13, 0, 4, 0, 2, 4, 3 };
  static const guint8 versions[] = { 0, 43, 0, 3, 2, 3, 4 };
  static const guint8 share[] = { 0, 51, 0, 38, 0, 36, 0, 29, 0, 32 };
  static const guint8 suites[] = { 0, 6, 0x13, 0x01, 0xc0, 0x2b, 0xc0, 0x2f, 1, 0 };
  g_autoptr (GByteArray) extensions = g_byte_array_new (), body = g_byte_array_new ();
  GByteArray *record = g_byte_array_new ();
  guint8 random[32];

  memset (random, 9, sizeof random);
  g_byte_array_append (extensions, groups, sizeof groups);
  g_byte_array_append (extensions, signatures, sizeof signatures);
  if (modern)
    {
      g_byte_array_append (extensions, versions, sizeof versions);
      g_byte_array_append (extensions, share, sizeof share);
      g_byte_array_append (extensions, random, sizeof random);
    }
  g_byte_array_append (body, (const guint8 *)"\3\3", 2);
  g_byte_array_append (body, random, sizeof random);
  g_byte_array_append (body, (const guint8 *)"", 1);
  g_byte_array_append (body, suites, sizeof suites);
  g_byte_array_append (body, (const guint8[]){ 0, (guint8)extensions->len }, 2);
  g_byte_array_append (body, extensions->data, extensions->len);
  g_byte_array_append (record, (const guint8[]){ 22, 3, 1, 0, (guint8)(body->len + 4), 1, 0, 0, (guint8)body->len }, 9);
  g_byte_array_append (record, body->data, body->len);
  return record;
}

static void
test_older_tls (void)
{
  g_autoptr (Lan) lan = lan_new ();
  g_autoptr (GByteArray) hello = hello_new (FALSE);
  g_autoptr (GByteArray) heard = speak (lan, hello->data, hello->len);

  /* An alert at most; a hub that took it would begin with 22. */
  g_assert_true (heard->len == 0 || heard->data[0] == 21);
  hearth_test_until (hearth_listener_count_waiting (lan->listener) == 0);
}

static GPtrArray *
crowd_new (Lan *lan, guint n, const void *bytes, gsize length)
{
  GPtrArray *crowd = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocketConnection) plain = open_tcp (hearth_listener_get_port (lan->listener), "127.0.0.1", &error);

      g_assert_no_error (error);
      if (length > 0)
        g_socket_send (g_socket_connection_get_socket (plain), bytes, length, NULL, NULL);
      g_ptr_array_add (crowd, g_steal_pointer (&plain));
      g_main_context_iteration (NULL, FALSE);
    }
  return crowd;
}

static void
assert_comes_in (Lan *lan, const char *source)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GDBusConnection) desk = come_in (lan, source);

  g_test_message ("in after %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - start_us) / 1000);
  g_dbus_connection_close_sync (desk, NULL, NULL);
  hearth_test_until (hearth_hub_count_peers (lan->hub) == 0);
}

static void
test_beside_a_crowd (void)
{
  g_autoptr (Lan) lan = lan_new ();
  g_autoptr (GByteArray) hello = hello_new (TRUE);
  g_autoptr (GPtrArray) silent = crowd_new (lan, 300, NULL, 0);
  g_autoptr (GPtrArray) half = crowd_new (lan, 300, hello->data, hello->len / 2);

  g_assert_cmpuint (silent->len + half->len, ==, 600);
  hearth_test_until (hearth_listener_count_waiting (lan->listener) > 0);
  g_assert_cmpuint (hearth_listener_count_waiting (lan->listener), <=, MAX_WAITING);
  assert_comes_in (lan, "127.0.0.2");
  assert_comes_in (lan, "127.0.0.1");
  g_assert_cmpuint (hearth_listener_count_waiting (lan->listener), <=, MAX_WAITING_EACH);
  g_assert_cmpuint (hearth_listener_count_handshakes (lan->listener), ==, 0);
}

/* They say all of a ClientHello, and then nothing. */
static void
test_beside_those_who_stop_in_the_middle (void)
{
  g_autoptr (Lan) lan = lan_new ();
  g_autoptr (GByteArray) hello = hello_new (TRUE);
  g_autoptr (GPtrArray) crowd = crowd_new (lan, 12, hello->data, hello->len);

  g_assert_cmpuint (crowd->len, ==, 12);
  hearth_test_until (hearth_listener_count_handshakes (lan->listener) > 0);
  assert_comes_in (lan, "127.0.0.2");
  assert_comes_in (lan, "127.0.0.1");
}

static void
notice_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer user_data)
{
  GPtrArray *told = user_data;
  g_autoptr (GVariant) detail = NULL;
  const char *kind;
  gint64 id, at_s;
  gboolean over = FALSE;

  g_variant_get (parameters, "(&sxx@a{sv})", &kind, &id, &at_s, &detail);
  g_variant_lookup (detail, "over", "b", &over);
  g_ptr_array_add (told, g_strdup_printf ("%s %" G_GINT64_FORMAT "%s", kind, id, over ? " over" : ""));
}

typedef struct
{
  gint64 id;
  HearthAccount *account;
} Reading;

static gboolean
read_account (HearthUnit *unit, gpointer data, GError **error)
{
  Reading *reading = data;

  reading->account = hearth_account_store_get (unit->conn, reading->id, error);
  return reading->account != NULL;
}

/* The hub's own PC, with a director: what they are told is in @told. */
static GDBusConnection *
own_desk (Lan *lan, GPtrArray *told)
{
  Reading reading = { lan->center->account_id[HEARTH_ROLE_DIRECTOR], NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) hubs = NULL, ours = NULL;
  g_autoptr (GSocketConnection) theirs = NULL, mine = NULL;
  GDBusConnection *desk;
  HearthPeer *peer;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), ==, 0);
  hubs = g_socket_new_from_fd (fds[0], &error);
  ours = g_socket_new_from_fd (fds[1], &error);
  g_assert_no_error (error);
  theirs = g_socket_connection_factory_create_connection (hubs);
  mine = g_socket_connection_factory_create_connection (ours);
  hearth_hub_accept (lan->hub, G_IO_STREAM (theirs), 1);
  peer = hearth_hub_get_peers (lan->hub)->pdata[0];
  g_dbus_connection_new (G_IO_STREAM (mine), NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, NULL,
                         hearth_test_on_result, &result);
  desk = g_dbus_connection_new_finish (hearth_test_await (&result), &error);
  g_assert_no_error (error);
  hearth_test_until (hearth_peer_get_connection (peer) != NULL);
  g_dbus_connection_signal_subscribe (desk, NULL, "org.recoverycommons.Hearth1.Session", "Notice", NULL, NULL,
                                      G_DBUS_SIGNAL_FLAGS_NONE, notice_cb, told, NULL);
  hearth_test_center_read (lan->center, HEARTH_ROLE_DIRECTOR, read_account, &reading);
  hearth_peer_sign_in (peer, reading.account);
  g_object_unref (reading.account);
  return desk;
}

/* Two PCs with one key: each in its turn, and a director knows; when the desk is removed both are out. */
static void
test_a_cloned_desk (void)
{
  g_autoptr (Lan) lan = lan_new ();
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDBusConnection) own = own_desk (lan, told);
  g_autoptr (GDBusConnection) first = come_in (lan, "127.0.0.1"), again = NULL, clone = NULL, back = NULL;
  g_autofree char *twice = g_strdup_printf ("desk-twice %" G_GINT64_FORMAT, lan->desk);

  /* From the same address it is the desk itself, that lost its connection. */
  again = come_in (lan, "127.0.0.1");
  hearth_test_until (g_dbus_connection_is_closed (first));
  g_assert_cmpint (run_text (lan, "SELECT count(*) FROM audit WHERE verb = 'twice'"), ==, 0);
  clone = come_in (lan, "127.0.0.2");
  hearth_test_until (g_dbus_connection_is_closed (again));
  g_assert_false (g_dbus_connection_is_closed (clone));
  /* A PC that changes its network once is no copy. */
  g_assert_cmpuint (told->len, ==, 0);
  back = come_in (lan, "127.0.0.1");
  hearth_test_until (g_dbus_connection_is_closed (clone));
  g_assert_cmpuint (hearth_hub_count_peers (lan->hub), ==, 2);
  hearth_test_until (run_text (lan, "SELECT count(*) FROM audit WHERE verb = 'twice'") == 1);
  hearth_test_until (told->len == 1);
  g_assert_cmpstr (told->pdata[0], ==, twice);

  hearth_hub_remove_desk (lan->hub, lan->desk);
  hearth_test_until (g_dbus_connection_is_closed (back) && told->len == 2);
  g_assert_cmpstr (told->pdata[1], ==, "desk-twice 0 over");
  g_dbus_connection_close_sync (own, NULL, NULL);
  hearth_test_until (hearth_hub_count_peers (lan->hub) == 0);
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/listener/a-desk-comes-in", test_a_desk_comes_in);
  g_test_add_func ("/listener/a-peer-needs-a-certificate", test_a_peer_needs_a_certificate);
  g_test_add_func ("/listener/another-authority", test_another_authority);
  g_test_add_func ("/listener/of-the-authority-but-no-desk", test_of_the_authority_but_no_desk);
  g_test_add_func ("/listener/removed-in-the-middle", test_removed_in_the_middle);
  g_test_add_func ("/listener/garbage", test_garbage);
  g_test_add_func ("/listener/older-tls", test_older_tls);
  g_test_add_func ("/listener/beside-a-crowd", test_beside_a_crowd);
  g_test_add_func ("/listener/beside-those-who-stop-in-the-middle", test_beside_those_who_stop_in_the_middle);
  g_test_add_func ("/listener/a-cloned-desk", test_a_cloned_desk);
  return g_test_run ();
}
