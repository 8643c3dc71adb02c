/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

#include "config.h"

#include "hearth-connector.h"

#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-link.h"
#include "hearth-outbox.h"
#include "hearth-session-client.h"
#include "hearth-test-folder.h"
#include "hearth-test-wait.h"
#include "hearth-test-wire.h"

/* Where no system bus is. */
#define NOWHERE "unix:path=/nowhere"

typedef struct
{
  char *path;                 /* (owned) */
  HearthDeskFolder *desk;     /* (owned) */
  HearthTestWire *hub;        /* (owned) */
  HearthClient *client;       /* (owned) */
  HearthConnector *connector; /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->path = g_dir_make_tmp ("hearth-connector-XXXXXX", NULL);
  self->desk = hearth_desk_folder_new (self->path);
  self->hub = hearth_test_wire_new (HEARTH_TEST_WIRE_DESKS);
  hearth_test_wire_enroll (self->hub, self->desk);
  self->client = hearth_client_new ();
  self->connector = hearth_connector_new (self->client, self->desk);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->connector)
    hearth_connector_stop (self->connector);
  hearth_client_disconnect (self->client);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&self->connector);
  g_clear_object (&self->client);
  hearth_test_wire_free (self->hub);
  g_clear_object (&self->desk);
  hearth_test_folder_remove (self->path);
  g_free (self->path);
}

static gboolean
is_connecting (Fixture *self)
{
  gboolean connecting;

  g_object_get (self->connector, "connecting", &connecting, NULL);
  return connecting;
}

static gboolean
is_connected (Fixture *self)
{
  return !is_connecting (self) && hearth_client_get_state (self->client) != HEARTH_CLIENT_AWAY;
}

static void
start (Fixture *self)
{
  hearth_connector_start (self->connector);
  hearth_test_until (is_connected (self));
}

/* Waits for the end of a try that fails, and says what of. */
static void
assert_fails (Fixture *self, HearthError expected)
{
  int code = expected;

  hearth_connector_start (self->connector);
  hearth_test_until (!is_connecting (self));
  g_assert_error (hearth_connector_get_error (self->connector), HEARTH_ERROR, code);
  g_assert_cmpint (hearth_client_get_state (self->client), ==, HEARTH_CLIENT_AWAY);
}

static void
test_connects (Fixture *self, gconstpointer data)
{
  start (self);
  g_assert_no_error (hearth_connector_get_error (self->connector));
  g_assert_cmpint (hearth_connector_get_next_try_at_s (self->connector), ==, 0);
  g_assert_cmpint (hearth_client_get_state (self->client), ==, HEARTH_CLIENT_LOCKED);
  g_assert_cmpstr (hearth_hub_greeting_get_center_uuid (hearth_client_get_greeting (self->client)), ==,
                   self->hub->center_uuid);
  g_assert_cmpuint (self->hub->n_hellos, ==, 1);
  g_assert_cmpuint (self->hub->n_shown, ==, 1);
}

static void
test_ipv6 (Fixture *self, gconstpointer data)
{
  if (!self->hub->has_ipv6)
    {
      g_test_skip ("no IPv6 here");
      return;
    }
  hearth_desk_folder_set_address (self->desk, "::1", self->hub->port, NULL);
  start (self);
  g_assert_cmpstr (hearth_desk_folder_get_host (self->desk), ==, "::1");
}

static void
test_removed (Fixture *self, gconstpointer data)
{
  self->hub->greeting = HEARTH_LINK_REMOVED;
  assert_fails (self, HEARTH_ERROR_REMOVED);
  g_assert_cmpint (hearth_connector_get_next_try_at_s (self->connector), ==, 0); /* and there is no next one */
  g_assert_cmpuint (self->hub->n_arrived, ==, 1);
  g_assert_cmpuint (self->hub->n_hellos, ==, 0);
  /* But whoever asks may try. */
  self->hub->greeting = HEARTH_LINK_WELCOME;
  hearth_connector_try_now (self->connector);
  hearth_test_until (is_connected (self));
}

static void
test_removed_while_here (Fixture *self, gconstpointer data)
{
  start (self);
  self->hub->greeting = HEARTH_LINK_REMOVED;
  hearth_test_wire_cut (self->hub);
  hearth_test_until (
      g_error_matches (hearth_connector_get_error (self->connector), HEARTH_ERROR, HEARTH_ERROR_REMOVED));
  g_assert_cmpint (hearth_client_get_state (self->client), ==, HEARTH_CLIENT_AWAY);
}

static void
test_full (Fixture *self, gconstpointer data)
{
  self->hub->greeting = HEARTH_LINK_FULL;
  assert_fails (self, HEARTH_ERROR_OFFLINE);
  g_assert_cmpint (hearth_connector_get_next_try_at_s (self->connector), >, 0);
  self->hub->greeting = HEARTH_LINK_WELCOME;
  hearth_test_until (is_connected (self));
}

/* Another hub has the address now: it is told nothing, and the right one is looked for on. */
static void
test_wrong_hub (Fixture *self, gconstpointer data)
{
  g_autoptr (HearthTestWire) wrong = hearth_test_wire_new (HEARTH_TEST_WIRE_DESKS);

  hearth_desk_folder_set_address (self->desk, "127.0.0.1", wrong->port, NULL);
  assert_fails (self, HEARTH_ERROR_WRONG_HUB);
  hearth_test_until (wrong->n_handshakes + wrong->n_refused == wrong->n_arrived);
  g_assert_cmpuint (wrong->n_arrived, >, 0);
  g_assert_cmpuint (wrong->n_handshakes, ==, 0);
  /* Not even which desk it is. */
  g_assert_cmpuint (wrong->n_shown, ==, 0);
  g_assert_cmpint (hearth_connector_get_next_try_at_s (self->connector), >, 0);
  hearth_desk_folder_set_address (self->desk, "127.0.0.1", self->hub->port, NULL);
  hearth_connector_try_now (self->connector);
  hearth_test_until (is_connected (self));
}

/* One that the authority signed and that says it has another center. */
static void
test_other_center (Fixture *self, gconstpointer data)
{
  self->hub->center_uuid[0] = self->hub->center_uuid[0] == 'a' ? 'b' : 'a';
  assert_fails (self, HEARTH_ERROR_WRONG_HUB);
}

static gboolean
is_replaced (Fixture *self)
{
  return g_error_matches (hearth_connector_get_error (self->connector), HEARTH_ERROR, HEARTH_ERROR_REPLACED);
}

/* The PC that was the hub before comes back and serves its old file: a desk that has met the new hub tells it nothing, also
 * after a restart. A center that was restored once more is one to follow. */
static void
test_replaced (Fixture *self, gconstpointer data)
{
  self->hub->epoch = "two";
  self->hub->before = "one";
  start (self);
  self->hub->epoch = "one";
  self->hub->before = NULL;
  hearth_test_wire_cut (self->hub);
  hearth_test_until (is_replaced (self));
  g_assert_cmpint (hearth_client_get_state (self->client), ==, HEARTH_CLIENT_AWAY);
  g_assert_cmpint (hearth_connector_get_next_try_at_s (self->connector), >, 0);

  hearth_connector_stop (self->connector);
  g_clear_object (&self->connector);
  g_clear_object (&self->client);
  g_clear_object (&self->desk);
  self->desk = hearth_desk_folder_new (self->path);
  self->client = hearth_client_new ();
  self->connector = hearth_connector_new (self->client, self->desk);
  assert_fails (self, HEARTH_ERROR_REPLACED);

  self->hub->epoch = "three";
  self->hub->before = "one";
  hearth_connector_try_now (self->connector);
  hearth_test_until (is_connected (self));
  self->hub->epoch = "four";
  self->hub->before = "three";
  hearth_test_wire_cut (self->hub);
  hearth_test_until (hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY);
  hearth_test_until (is_connected (self));
  for (guint i = 0; i < 2; i++)
    {
      self->hub->epoch = i == 0 ? "one" : "three";
      hearth_test_wire_cut (self->hub);
      hearth_test_until (hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY && is_replaced (self));
      self->hub->epoch = "four";
      hearth_connector_try_now (self->connector);
      hearth_test_until (is_connected (self));
    }
}

static void
test_no_hub (Fixture *self, gconstpointer data)
{
  static const HearthTestWireMode modes[]
      = { HEARTH_TEST_WIRE_GARBAGE, HEARTH_TEST_WIRE_OLD_TLS, HEARTH_TEST_WIRE_HANG_UP };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      self->hub->mode = modes[i];
      assert_fails (self, HEARTH_ERROR_OFFLINE);
      g_assert_cmpint (hearth_connector_get_next_try_at_s (self->connector), >, 0);
      g_assert_cmpuint (self->hub->n_arrived, ==, i + 1);
      hearth_connector_stop (self->connector);
    }
  hearth_test_wire_hide (self->hub);
  assert_fails (self, HEARTH_ERROR_OFFLINE);
  hearth_test_wire_show (self->hub);
  self->hub->mode = HEARTH_TEST_WIRE_DESKS;
  hearth_test_until (is_connected (self)); /* by itself */
}

static void
test_other_protocol (Fixture *self, gconstpointer data)
{
  self->hub->error = HEARTH_ERROR_DESK_TOO_OLD;
  assert_fails (self, HEARTH_ERROR_DESK_TOO_OLD);
  self->hub->error = HEARTH_ERROR_DESK_TOO_NEW;
  hearth_test_until (
      g_error_matches (hearth_connector_get_error (self->connector), HEARTH_ERROR, HEARTH_ERROR_DESK_TOO_NEW));
  self->hub->error = -1;
  hearth_test_until (is_connected (self));
}

/* @n: how many pauses there were before. Returns: whether it is not just what is in the middle. */
static gboolean
assert_pause (Fixture *self, guint n)
{
  guint middle_ms = 500u << n, wait_ms = hearth_connector_get_wait_ms (self->connector);

  g_assert_cmpuint (wait_ms, >=, middle_ms * 3 / 4);
  g_assert_cmpuint (wait_ms, <=, middle_ms * 5 / 4);
  return wait_ms != middle_ms;
}

/* Each pause is twice the one before, not to the millisecond; whoever asks at once begins anew. */
static void
test_pauses (Fixture *self, gconstpointer data)
{
  gboolean jitter = FALSE;

  hearth_test_wire_hide (self->hub);
  assert_fails (self, HEARTH_ERROR_OFFLINE);
  for (guint n = 0; n < 3; n++)
    {
      hearth_test_until (!is_connecting (self)
                         && hearth_connector_get_wait_ms (self->connector) >= (500u << n) * 3 / 4);
      jitter |= assert_pause (self, n);
      if (n < 2)
        hearth_test_until (is_connecting (self));
    }
  g_assert_true (jitter);
  hearth_connector_try_now (self->connector);
  hearth_test_until (!is_connecting (self));
  assert_pause (self, 0);
}

/* A hub that takes the desk in and lets it go at once, again and again, is not asked ever faster. */
static void
test_thrown_out (Fixture *self, gconstpointer data)
{
  /* The clock stands: however long it takes here, the hub did not hold. */
  hearth_clock_set (hearth_clock_now_s ());
  start (self);
  for (guint n = 0; n < 3; n++)
    {
      hearth_test_wire_cut (self->hub);
      hearth_test_until (hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY);
      assert_pause (self, n);
      hearth_test_until (is_connected (self));
    }
  /* One that did hold is only lost. */
  hearth_clock_pass (5);
  hearth_test_wire_cut (self->hub);
  hearth_test_until (hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY);
  assert_pause (self, 0);
  hearth_clock_reset ();
}

/* A hub that is lost: what was asked fails at once, and the desk comes back by itself. */
static void
test_lost (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) faces = NULL;
  g_autoptr (GError) error = NULL;

  start (self);
  self->hub->keeps_calm = TRUE;
  hearth_session_client_faces_async (self->client, NULL, hearth_test_on_result, &result);
  hearth_test_until (self->hub->open->len == 4); /* socket, TLS, D-Bus and the call */
  hearth_test_wire_cut (self->hub);
  hearth_test_until (result);
  faces = hearth_session_client_faces_finish (self->client, result, NULL, &error);
  g_assert_null (faces);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_assert_cmpint (hearth_client_get_state (self->client), ==, HEARTH_CLIENT_AWAY);
  hearth_test_until (is_connected (self));
  g_assert_no_error (hearth_connector_get_error (self->connector));
  g_assert_cmpuint (self->hub->n_hellos, ==, 2);
}

/* Who was at the desk goes on there, or is asked to sign in, as the hub has it. */
static void
test_resume (Fixture *self, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = hearth_outbox_new (self->client, self->path);
  g_autoptr (GAsyncResult) result = NULL;
  HearthSignIn outcome;

  hearth_client_set_outbox (self->client, outbox);
  start (self);
  hearth_session_client_sign_in_async (self->client, 7, NULL, "secret", NULL, hearth_test_on_result, &result);
  hearth_test_until (result);
  g_assert_true (hearth_session_client_sign_in_finish (self->client, result, &outcome, NULL, NULL));
  g_assert_cmpint (outcome, ==, HEARTH_SIGN_IN_WELCOME);

  self->hub->resumes = TRUE;
  hearth_test_wire_cut (self->hub);
  hearth_test_until (hearth_client_is_on_its_own (self->client));
  hearth_test_until (is_connected (self));
  g_assert_cmpuint (self->hub->n_resumes, ==, 1);
  g_assert_cmpint (hearth_client_get_state (self->client), ==, HEARTH_CLIENT_SIGNED_IN);

  self->hub->resumes = FALSE;
  hearth_test_wire_cut (self->hub);
  hearth_test_until (hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY);
  hearth_test_until (is_connected (self));
  g_assert_cmpuint (self->hub->n_resumes, ==, 2);
  g_assert_cmpint (hearth_client_get_state (self->client), ==, HEARTH_CLIENT_LOCKED);
  hearth_client_set_outbox (self->client, NULL);
}

/* The desk renews its certificate when the hub says so, and goes on with the new one. */
static void
test_renewal (Fixture *self, gconstpointer data)
{
  g_autoptr (GTlsCertificate) before = g_object_ref (hearth_desk_folder_get_certificate (self->desk));
  g_autoptr (HearthDeskFolder) again = NULL;

  self->hub->renew = TRUE;
  start (self);
  hearth_test_until (!g_tls_certificate_is_same (before, hearth_desk_folder_get_certificate (self->desk)));
  g_assert_cmpuint (self->hub->n_renewals, ==, 1);
  again = hearth_desk_folder_new (self->path);
  g_assert_true (g_tls_certificate_is_same (hearth_desk_folder_get_certificate (again),
                                            hearth_desk_folder_get_certificate (self->desk)));
  self->hub->renew = FALSE;
  hearth_test_wire_cut (self->hub);
  hearth_test_until (hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY);
  hearth_test_until (is_connected (self));
}

static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autofree char *key = g_build_filename (self->path, "desk.key", NULL);

  g_file_set_contents (key, "x", 1, NULL);
  g_clear_object (&self->connector);
  g_clear_object (&self->desk);
  self->desk = hearth_desk_folder_new (self->path);
  self->connector = hearth_connector_new (self->client, self->desk);
  assert_fails (self, HEARTH_ERROR_REMOVED);
  g_assert_cmpint (hearth_connector_get_next_try_at_s (self->connector), ==, 0);
  g_assert_cmpuint (self->hub->n_arrived, ==, 0);
}

/* It is stopped in the middle of each step of a try, and nothing of it is left. */
static void
test_stop (Fixture *self, gconstpointer data)
{
  self->hub->mode = HEARTH_TEST_WIRE_SILENT;
  hearth_connector_start (self->connector);
  hearth_connector_stop (self->connector);
  hearth_connector_start (self->connector);
  hearth_test_until (self->hub->n_arrived > 0);
  hearth_connector_stop (self->connector);

  self->hub->mode = HEARTH_TEST_WIRE_DESKS;
  hearth_connector_start (self->connector);
  hearth_test_until (self->hub->n_handshakes > 0);
  hearth_connector_stop (self->connector);
  hearth_connector_start (self->connector);
  hearth_test_until (self->hub->n_hellos > 0);
  hearth_connector_stop (self->connector);
  hearth_client_disconnect (self->client);

  hearth_connector_start (self->connector);
  hearth_test_until (is_connected (self));
  hearth_connector_stop (self->connector);
  g_assert_cmpint (hearth_client_get_state (self->client), ==, HEARTH_CLIENT_LOCKED); /* the connection stands */
}

/* The system bus is started anew, as on an update of it: the application is not ended. */
static void
test_bus_ends (Fixture *self, gconstpointer data)
{
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");
  g_autoptr (GTestDBus) bus = NULL;
  g_autoptr (GDBusConnection) shared = NULL;
  g_autoptr (GError) error = NULL;

  if (daemon == NULL)
    {
      g_test_skip ("no dbus-daemon");
      return;
    }
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (bus), TRUE);
  /* As GLib's network monitor has it where there is a NetworkManager. */
  shared = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_dbus_connection_get_exit_on_close (shared));
  hearth_connector_start (self->connector);
  hearth_test_until (is_connected (self));
  hearth_test_until (!g_dbus_connection_get_exit_on_close (shared));
  g_test_dbus_stop (bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", NOWHERE, TRUE);
  hearth_test_until (g_dbus_connection_is_closed (shared));
  g_assert_true (is_connected (self));
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  /* No hub of the machine's own network; that damaged files are told of in the log is as it should be. */
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", NOWHERE, TRUE);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
#define ADD(name, test) g_test_add ("/connector/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("connects", test_connects);
  ADD ("ipv6", test_ipv6);
  ADD ("removed", test_removed);
  ADD ("removed-while-here", test_removed_while_here);
  ADD ("full", test_full);
  ADD ("wrong-hub", test_wrong_hub);
  ADD ("other-center", test_other_center);
  ADD ("replaced", test_replaced);
  ADD ("no-hub", test_no_hub);
  ADD ("other-protocol", test_other_protocol);
  ADD ("pauses", test_pauses);
  ADD ("thrown-out", test_thrown_out);
  ADD ("lost", test_lost);
  ADD ("resume", test_resume);
  ADD ("renewal", test_renewal);
  ADD ("damaged", test_damaged);
  ADD ("stop", test_stop);
  ADD ("bus-ends", test_bus_ends);
#undef ADD
  return g_test_run ();
}
