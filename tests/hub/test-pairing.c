/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Joining with a code: the right one is worth one desk, the wrong ones nothing, and where no code is valid nobody listens.
 * The hub and the desks run in this thread. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-certificate.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-join-code.h"
#include "hearth-join.h"
#include "hearth-link.h"
#include "hearth-listener.h"
#include "hearth-pairing.h"
#include "hearth-test-folder.h"
#include "hearth-test-hub.h"

#include <gio/gnetworking.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  HearthTestCenter *center; /* (owned) */
  HearthHub *hub;           /* (owned) */
  HearthListener *listener; /* (owned) */
  HearthPairing *pairing;   /* (owned) */
  char *folder;             /* (owned): of the desks */
  gboolean stopped;         /* the hub */
} Fixture;

static void
fixture_free (Fixture *self)
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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static Fixture *
fixture_new (void)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autoptr (GError) error = NULL;

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

static char *
make_code (Fixture *self, HearthJoinCode *parts)
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
  g_assert_cmpint (expires_at_s, <=, hearth_clock_now_s () + HEARTH_JOIN_CODE_VALID_S);
  g_assert_cmpint (hearth_pairing_get_expires_at_s (self->pairing), ==, expires_at_s);
  g_assert_true (hearth_join_code_from_text (parts, code, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (parts->port, ==, hearth_pairing_get_port (self->pairing));
  g_assert_true (g_str_has_prefix (address, "127.0.0.1:"));
  return code;
}

/* The same, for who needs only what it carries. */
static void
make_parts (Fixture *self, HearthJoinCode *parts)
{
  g_autofree char *code = make_code (self, parts);

  g_assert_cmpuint (strlen (code), <=, HEARTH_JOIN_CODE_MAX_TEXT);
}

static gboolean
is_listening (guint16 port)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);

  return g_socket_connect (socket, address, NULL, NULL);
}

static HearthDeskFolder *
folder_new (Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  return hearth_desk_folder_new (path);
}

static gboolean
join (HearthDeskFolder *folder, const char *code, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_join_async (folder, code, NULL, name, TRUE, NULL, hearth_test_on_result, &result);
  return hearth_join_finish (folder, hearth_test_await (&result), error);
}

static void
test_a_code_is_worth_one_desk (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (HearthDeskFolder) desk = folder_new (self, "a"), other = folder_new (self, "b");
  g_auto (HearthJoinCode) parts = { 0 };
  g_autofree char *code = make_code (self, &parts);
  g_autoptr (GError) error = NULL;

  g_assert_true (join (desk, code, "Kitchen", &error));
  g_assert_no_error (error);
  g_assert_true (hearth_desk_folder_has_joined (desk));
  g_assert_cmpuint (hearth_desk_folder_get_port (desk), ==, hearth_listener_get_port (self->listener));
  g_assert_cmpstr (hearth_desk_folder_get_center_name (desk), ==, "Test Center");
  g_assert_cmpint (hearth_test_center_number (self->center, "SELECT count(*) FROM desk WHERE name = 'Kitchen'"), ==, 1);
  /* Whose code it was. */
  g_assert_cmpint (hearth_test_center_number (self->center,
                                              "SELECT count(*) FROM audit WHERE account_id <> 0 AND kind = "
                                              "'desk' AND verb <> 'make-code'"),
                   ==, 1);
  g_assert_cmpint (hearth_pairing_get_expires_at_s (self->pairing), ==, 0);
  g_assert_false (is_listening (parts.port));
  g_assert_false (join (other, code, "Hall", &error));
  g_assert_false (hearth_desk_folder_has_joined (other));
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

static GDBusConnection *
open_stranger (guint16 port)
{
  Stranger stranger = { .port = port };
  GThread *thread = g_thread_new ("stranger", stranger_thread, &stranger);

  hearth_test_until (g_atomic_int_get (&stranger.done));
  g_thread_join (thread);
  if (stranger.connection)
    g_dbus_connection_set_exit_on_close (stranger.connection, FALSE);
  return stranger.connection;
}

static GVariant *
bytes_of (const void *data, gsize length)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, data, length, 1);
}

static gboolean
ask_where (GDBusConnection *connection, const guint8 *secret, gsize length, GError **error)
{
  g_autoptr (GVariant) reply
      = hearth_test_call (connection, "Pairing", "Where", g_variant_new ("(@ay)", bytes_of (secret, length)), error);

  return reply != NULL;
}

static gboolean
ask_join (GDBusConnection *connection,
          const HearthJoinCode *code,
          const char *name,
          guint oldest,
          guint newest,
          const char *request,
          GError **error)
{
  g_autoptr (GVariant) reply
      = hearth_test_call (connection, "Pairing", "Join",
                          g_variant_new ("(@aysbsuu@ay)", bytes_of (code->secret, sizeof code->secret), name, FALSE,
                                         "0.1.0", oldest, newest, bytes_of (request, strlen (request))),
                          error);

  return reply != NULL;
}

static void
test_five_wrong_secrets (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_auto (HearthJoinCode) parts = { 0 };
  g_autoptr (GDBusConnection) stranger = NULL;
  guint8 wrong[HEARTH_JOIN_CODE_SECRET_LENGTH] = { 0 };

  make_parts (self, &parts);
  stranger = open_stranger (parts.port);
  g_assert_nonnull (stranger);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (is_listening (parts.port));
      g_assert_false (ask_where (stranger, wrong, i == 3 ? 0 : sizeof wrong, &error));
      g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET);
    }
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (ask_where (stranger, parts.secret, sizeof parts.secret, &error));
    g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET);
  }
  g_assert_false (is_listening (parts.port));
  g_assert_cmpint (hearth_pairing_get_expires_at_s (self->pairing), ==, 0);
}

/* Four wrong ones leave the code as it is, and so does asking where the hub is. */
static void
test_fewer_wrong_secrets (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_auto (HearthJoinCode) parts = { 0 };
  g_autofree char *code = make_code (self, &parts);
  g_autoptr (GDBusConnection) stranger = open_stranger (parts.port);
  g_autoptr (HearthDeskFolder) desk = folder_new (self, "a");
  guint8 wrong[HEARTH_JOIN_CODE_SECRET_LENGTH] = { 0 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) refused = NULL;

      g_assert_false (ask_where (stranger, wrong, sizeof wrong, &refused));
    }
  g_assert_true (ask_where (stranger, parts.secret, sizeof parts.secret, &error));
  g_assert_no_error (error);
  g_assert_true (join (desk, code, "Kitchen", &error));
  g_assert_no_error (error);
}

static void
test_expired_and_dropped (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_auto (HearthJoinCode) parts = { 0 }, second = { 0 }, third = { 0 };
  g_autofree char *newer = NULL, *last = NULL;
  g_autoptr (GDBusConnection) stranger = NULL;
  g_autoptr (HearthDeskFolder) desk = folder_new (self, "a");
  g_autoptr (GError) error = NULL;

  make_parts (self, &parts);
  stranger = open_stranger (parts.port);
  hearth_clock_set (hearth_clock_now_s () + HEARTH_JOIN_CODE_VALID_S);
  g_assert_cmpint (hearth_pairing_get_expires_at_s (self->pairing), ==, 0);
  g_assert_false (ask_where (stranger, parts.secret, sizeof parts.secret, &error));
  g_clear_error (&error);
  g_assert_false (is_listening (parts.port));

  /* A newer one makes it void, and it can be taken back. */
  newer = make_code (self, &second);
  last = make_code (self, &third);
  g_assert_true (third.port == second.port || !is_listening (second.port));
  g_assert_false (join (desk, newer, "Kitchen", &error));
  g_clear_error (&error);
  hearth_pairing_drop_code (self->pairing);
  g_assert_false (is_listening (third.port));
  g_assert_false (join (desk, last, "Kitchen", &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
}

static void
test_what_cannot_join (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_auto (HearthJoinCode) parts = { 0 };
  g_autoptr (GDBusConnection) stranger = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = hearth_certificate_new_key (&error), *request = hearth_certificate_new_request (key, &error);

  make_parts (self, &parts);
  stranger = open_stranger (parts.port);
  g_assert_false (ask_join (stranger, &parts, "Old", 0, 0, request, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DESK_TOO_OLD);
  g_clear_error (&error);
  g_assert_false (ask_join (stranger, &parts, "New", 1000, 1001, request, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DESK_TOO_NEW);
  g_clear_error (&error);
  g_assert_false (ask_join (stranger, &parts, "No request", 1, 1, "nothing of the kind", &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (ask_join (stranger, &parts, "", 1, 1, request, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  /* None of that has used the code up. */
  g_assert_true (ask_join (stranger, &parts, "Kitchen", 1, 1, request, &error));
  g_assert_no_error (error);
  g_assert_cmpint (hearth_test_center_number (self->center, "SELECT count(*) FROM desk"), ==, 2);
}

static gboolean
wait_for_go (HearthUnit *unit, gpointer data, GError **error)
{
  g_async_queue_pop (data);
  return TRUE;
}

/* Somebody who has asked to join, and has no answer as long as the writer is held. */
typedef struct
{
  Fixture *fixture;
  HearthJoinCode parts;
  GDBusConnection *stranger; /* (owned) */
  GAsyncResult *held, *joined;
  GAsyncQueue *go; /* (owned): whatever comes lets the writer go on */
} Waiting;

/* @made: (nullable): another code is asked for before. */
static void
wait_in_line (Waiting *self, Fixture *fixture, GAsyncResult **made)
{
  const HearthCaller caller = hearth_test_center_caller (fixture->center, HEARTH_ROLE_DIRECTOR);
  g_autoptr (GDBusConnection) asker = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = hearth_certificate_new_key (&error), *request = hearth_certificate_new_request (key, &error);

  g_assert_no_error (error);
  *self = (Waiting){ .fixture = fixture, .go = g_async_queue_new () };
  make_parts (fixture, &self->parts);
  self->stranger = open_stranger (self->parts.port);
  asker = open_stranger (self->parts.port);
  hearth_house_write_async (fixture->center->house, &caller, wait_for_go, self->go, NULL, hearth_test_on_result,
                            &self->held);
  if (made)
    hearth_pairing_make_code_async (fixture->pairing, &caller, NULL, hearth_test_on_result, made);
  g_dbus_connection_call (self->stranger, NULL, HEARTH_BUS_PATH, "org.recoverycommons.Hearth1.Pairing", "Join",
                          g_variant_new ("(@aysbsuu@ay)", bytes_of (self->parts.secret, sizeof self->parts.secret),
                                         "Hall", FALSE, "0.1.0", 1, 1, bytes_of (request, strlen (request))),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, hearth_test_on_result, &self->joined);
  /* Until it is on its way the code is good. */
  while (ask_where (asker, self->parts.secret, sizeof self->parts.secret, NULL))
    ;
}

static void
go_on (Waiting *self)
{
  g_autoptr (GError) error = NULL;

  g_async_queue_push (self->go, self);
  g_assert_true (
      hearth_house_write_finish (self->fixture->center->house, hearth_test_await (&self->held), NULL, &error));
  g_assert_no_error (error);
}

/* Takes the answer. */
static gboolean
has_joined (Waiting *self, GError **error)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (self->stranger, hearth_test_await (&self->joined), error);

  return reply != NULL;
}

static void
waiting_clear (Waiting *self)
{
  hearth_join_code_clear (&self->parts);
  g_async_queue_unref (self->go);
  g_object_unref (self->stranger);
  g_object_unref (self->held);
  g_object_unref (self->joined);
}

/* Whoever joins with the old code while a new one is made has joined, and the new one is still worth a desk. */
static void
test_a_new_code_while_joining (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (GAsyncResult) made = NULL;
  g_autoptr (HearthDeskFolder) desk = folder_new (self, "a");
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL, *address = NULL;
  gint64 expires_at_s = 0;
  Waiting waiting;

  wait_in_line (&waiting, self, &made);
  go_on (&waiting);
  code = hearth_pairing_make_code_finish (self->pairing, hearth_test_await (&made), &expires_at_s, &address, &error);
  g_assert_no_error (error);
  g_assert_true (has_joined (&waiting, &error));
  g_assert_no_error (error);
  g_assert_cmpint (hearth_pairing_get_expires_at_s (self->pairing), ==, expires_at_s);
  g_assert_true (join (desk, code, "Kitchen", &error));
  g_assert_no_error (error);
  g_assert_cmpint (hearth_pairing_get_expires_at_s (self->pairing), ==, 0);
  waiting_clear (&waiting);
}

/* A code that is over is over for whoever comes: whoever was in line was in time, also when a newer one ends meanwhile. */
static void
test_expired_while_joining (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (GDBusConnection) late = NULL;
  g_autoptr (GError) error = NULL;
  Waiting waiting;

  wait_in_line (&waiting, self, NULL);
  late = open_stranger (waiting.parts.port);
  hearth_clock_set (hearth_clock_now_s () + HEARTH_JOIN_CODE_VALID_S);
  g_assert_false (ask_where (late, waiting.parts.secret, sizeof waiting.parts.secret, &error));
  g_clear_error (&error);
  g_assert_false (is_listening (waiting.parts.port));
  hearth_test_until (g_dbus_connection_is_closed (late));
  g_assert_false (g_dbus_connection_is_closed (waiting.stranger));
  go_on (&waiting);
  g_assert_true (has_joined (&waiting, &error));
  g_assert_no_error (error);
  waiting_clear (&waiting);
}

/* Taken back by the director: whoever is in line is told so and is out, and no desk is left behind. */
static void
test_taken_back_while_joining (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (GError) error = NULL;
  Waiting waiting;

  wait_in_line (&waiting, self, NULL);
  hearth_pairing_drop_code (self->pairing);
  go_on (&waiting);
  g_assert_false (has_joined (&waiting, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET);
  hearth_test_until (g_dbus_connection_is_closed (waiting.stranger));
  g_assert_cmpint (hearth_test_center_number (self->center, "SELECT count(*) FROM desk"), ==, 1);
  waiting_clear (&waiting);
}

/* The hub ends: what was begun is finished, and the desk has its certificate. */
static void
test_the_hub_ends_while_joining (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (GAsyncResult) stopped = NULL;
  g_autoptr (GError) error = NULL;
  Waiting waiting;

  wait_in_line (&waiting, self, NULL);
  hearth_hub_stop_async (self->hub, hearth_test_on_result, &stopped);
  go_on (&waiting);
  g_assert_true (has_joined (&waiting, &error));
  g_assert_no_error (error);
  hearth_hub_stop_finish (self->hub, hearth_test_await (&stopped), &error);
  g_assert_no_error (error);
  self->stopped = TRUE;
  waiting_clear (&waiting);
}

/* A crowd does not push out who is in line. */
static void
test_a_crowd_while_joining (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (GPtrArray) strangers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  Waiting waiting;

  wait_in_line (&waiting, self, NULL);
  for (guint i = 0; i < 20; i++)
    {
      GDBusConnection *stranger = open_stranger (waiting.parts.port);

      if (stranger)
        g_ptr_array_add (strangers, stranger);
    }
  g_assert_cmpuint (strangers->len, >, 8);
  g_assert_false (g_dbus_connection_is_closed (waiting.stranger));
  go_on (&waiting);
  g_assert_true (has_joined (&waiting, &error));
  g_assert_no_error (error);
  waiting_clear (&waiting);
}

/* There is Pairing, and nothing else. */
static void
test_nothing_else_is_there (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_auto (HearthJoinCode) parts = { 0 };
  static const struct
  {
    const char *noun;
    const char *method;
  } calls[] = { { "Session", "Faces" }, { "Session", "Hello" }, { "Desk", "Status" }, { "Pairing", "Else" } };

  make_parts (self, &parts);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GDBusConnection) stranger = open_stranger (parts.port);
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) reply = hearth_test_call (stranger, calls[i].noun, calls[i].method, NULL, &error);

      g_assert_null (reply);
      g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD);
    }
}

static void
test_a_crowd_of_strangers (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_auto (HearthJoinCode) parts = { 0 };
  g_autofree char *code = make_code (self, &parts);
  g_autoptr (GPtrArray) strangers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (HearthDeskFolder) desk = folder_new (self, "a");
  g_autofree char *huge = g_strnfill (64 * 1024, 'x');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20; i++)
    {
      GDBusConnection *stranger = open_stranger (parts.port);

      if (stranger)
        g_ptr_array_add (strangers, stranger);
    }
  /* One that says too much is left. */
  g_assert_false (ask_join (strangers->pdata[strangers->len - 1], &parts, huge, 1, 1, "x", &error));
  hearth_test_until (g_dbus_connection_is_closed (strangers->pdata[strangers->len - 1]));
  g_clear_error (&error);
  g_assert_true (join (desk, code, "Kitchen", &error));
  g_assert_no_error (error);
  for (guint i = 0; i < strangers->len; i++)
    hearth_test_until (g_dbus_connection_is_closed (strangers->pdata[i]));
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pairing/a-code-is-worth-one-desk", test_a_code_is_worth_one_desk);
  g_test_add_func ("/pairing/five-wrong-secrets", test_five_wrong_secrets);
  g_test_add_func ("/pairing/fewer-wrong-secrets", test_fewer_wrong_secrets);
  g_test_add_func ("/pairing/expired-and-dropped", test_expired_and_dropped);
  g_test_add_func ("/pairing/what-cannot-join", test_what_cannot_join);
  g_test_add_func ("/pairing/a-new-code-while-joining", test_a_new_code_while_joining);
  g_test_add_func ("/pairing/expired-while-joining", test_expired_while_joining);
  g_test_add_func ("/pairing/taken-back-while-joining", test_taken_back_while_joining);
  g_test_add_func ("/pairing/the-hub-ends-while-joining", test_the_hub_ends_while_joining);
  g_test_add_func ("/pairing/a-crowd-while-joining", test_a_crowd_while_joining);
  g_test_add_func ("/pairing/nothing-else-is-there", test_nothing_else_is_there);
  g_test_add_func ("/pairing/a-crowd-of-strangers", test_a_crowd_of_strangers);
  return g_test_run ();
}
