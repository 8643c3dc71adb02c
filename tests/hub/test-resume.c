/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Coming back after a lost connection, also to a hub that was started anew: with the secret of the last sign-in at the desk,
 * and never after somebody meant it to end. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-account.h"
#include "hearth-error.h"
#include "hearth-session-client.h"
#include "hearth-test-hub.h"

#include <string.h>

typedef struct
{
  HearthTestHub *hub;          /* (owned) */
  GDBusConnection *connection; /* (owned): the desk's */
  gint64 account_id;
  char *secret; /* (owned) (nullable) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->hub = hearth_test_hub_new ();
  hearth_test_center_cheap_passphrases (fixture->hub->center);
  hearth_test_hub_start (fixture->hub);
  fixture->connection = hearth_test_hub_open_raw (fixture->hub);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->connection);
  g_free (fixture->secret);
  hearth_test_hub_free (fixture->hub);
}

static GVariant *
call (GDBusConnection *connection, const char *method, GVariant *args)
{
  g_autoptr (GError) error = NULL;
  GVariant *reply = hearth_test_call (connection, "Session", method, args, &error);

  g_assert_no_error (error);
  return reply;
}

/* Somebody signs in; the desk remembers how they come back. */
static void
sign_in (Fixture *fixture, HearthRole role)
{
  gint64 id = fixture->hub->center->account_id[role];
  g_autoptr (GVariant) reply
      = call (fixture->connection, "SignIn", g_variant_new ("(xss)", id, "", HEARTH_TEST_PASSPHRASE));
  const char *outcome;

  g_variant_get_child (reply, 0, "&s", &outcome);
  g_assert_cmpstr (outcome, ==, "welcome");
  g_clear_pointer (&fixture->secret, g_free);
  g_variant_get_child (reply, 3, "s", &fixture->secret);
  g_assert_cmpuint (strlen (fixture->secret), ==, 64);
  fixture->account_id = id;
}

static void
lose_connection (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_close_sync (fixture->connection, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->connection);
  fixture->connection = hearth_test_hub_open_raw (fixture->hub);
}

static gboolean
come_back (Fixture *fixture, const char *secret)
{
  g_autoptr (GVariant) reply
      = call (fixture->connection, "Resume", g_variant_new ("(xs)", fixture->account_id, secret));
  g_autoptr (GVariant) record = g_variant_get_child_value (reply, 1);
  const char *outcome;

  g_variant_get_child (reply, 0, "&s", &outcome);
  if (g_str_equal (outcome, "sign-in"))
    {
      g_assert_cmpuint (g_variant_n_children (record), ==, 0);
      return FALSE;
    }
  g_assert_cmpstr (outcome, ==, "welcome");

  g_autoptr (HearthAccount) account = hearth_record_from_variant (HEARTH_TYPE_ACCOUNT, record, NULL);

  g_assert_cmpint (hearth_account_get_id (account), ==, fixture->account_id);
  return TRUE;
}

/* Whether somebody sits there, as the gate sees it. */
static gboolean
may_read_day (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = hearth_test_call (fixture->connection, "Checkin", "Day", g_variant_new ("(s)", ""), &error);

  if (error)
    g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);
  return reply != NULL;
}

static void
test_lost_connection (Fixture *fixture, gconstpointer data)
{
  sign_in (fixture, HEARTH_ROLE_GREETER);
  lose_connection (fixture);
  g_assert_false (may_read_day (fixture));
  g_assert_true (come_back (fixture, fixture->secret));
  g_assert_true (may_read_day (fixture));
  /* And again: the desk may lose the answer as well. */
  lose_connection (fixture);
  g_assert_true (come_back (fixture, fixture->secret));
}

static void
test_new_hub (Fixture *fixture, gconstpointer data)
{
  sign_in (fixture, HEARTH_ROLE_COACH);
  g_clear_object (&fixture->connection);
  hearth_test_hub_stop (fixture->hub);
  hearth_test_hub_start (fixture->hub);
  fixture->connection = hearth_test_hub_open_raw (fixture->hub);
  g_assert_true (come_back (fixture, fixture->secret));
  g_assert_true (may_read_day (fixture));
}

static void
test_only_where_nobody_sits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  sign_in (fixture, HEARTH_ROLE_GREETER);
  reply = hearth_test_call (fixture->connection, "Session", "Resume",
                            g_variant_new ("(xs)", fixture->account_id, fixture->secret), &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_assert_true (may_read_day (fixture));
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) reply = NULL;

  sign_in (fixture, HEARTH_ROLE_GREETER);
  reply = call (fixture->connection, "Lock", NULL);
  g_assert_false (come_back (fixture, fixture->secret));
  lose_connection (fixture);
  g_assert_false (come_back (fixture, fixture->secret));
  g_assert_false (may_read_day (fixture));
}

static void
test_signed_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) reply = NULL;

  sign_in (fixture, HEARTH_ROLE_GREETER);
  reply = call (fixture->connection, "SignOut", NULL);
  lose_connection (fixture);
  g_assert_false (come_back (fixture, fixture->secret));
}

/* The hub was away when they signed out: it hears of it later, and whoever else sits there by then stays. */
static void
test_signed_out_heard_late (Fixture *fixture, gconstpointer data)
{
  gint64 greeter = fixture->hub->center->account_id[HEARTH_ROLE_GREETER];
  gint64 coach = fixture->hub->center->account_id[HEARTH_ROLE_COACH];
  g_autoptr (GVariant) first = NULL, again = NULL, nobody = NULL, own = NULL;
  g_autofree char *greeters = NULL;

  sign_in (fixture, HEARTH_ROLE_GREETER);
  greeters = g_strdup (fixture->secret);
  lose_connection (fixture);
  sign_in (fixture, HEARTH_ROLE_COACH);
  first = call (fixture->connection, "EndShift", g_variant_new ("(x)", greeter));
  again = call (fixture->connection, "EndShift", g_variant_new ("(x)", greeter));
  nobody = call (fixture->connection, "EndShift", g_variant_new ("(x)", (gint64)4711));
  g_assert_true (may_read_day (fixture));
  lose_connection (fixture);
  fixture->account_id = greeter;
  g_assert_false (come_back (fixture, greeters));
  fixture->account_id = coach;
  g_assert_true (come_back (fixture, fixture->secret));
  /* Of whoever sits there it is SignOut. */
  own = call (fixture->connection, "EndShift", g_variant_new ("(x)", coach));
  g_assert_false (may_read_day (fixture));
}

static void
test_another_sign_in (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;

  sign_in (fixture, HEARTH_ROLE_GREETER);
  first = g_strdup (fixture->secret);
  sign_in (fixture, HEARTH_ROLE_COACH);
  lose_connection (fixture);
  fixture->account_id = fixture->hub->center->account_id[HEARTH_ROLE_GREETER];
  g_assert_false (come_back (fixture, first));
  fixture->account_id = fixture->hub->center->account_id[HEARTH_ROLE_COACH];
  g_assert_false (come_back (fixture, first));
  g_assert_true (come_back (fixture, fixture->secret));
}

/* Nobody gets in by guessing, and guessing ends the shift. */
static void
test_guessing (Fixture *fixture, gconstpointer data)
{
  static const char *const guesses[] = { "", "0", "0000000000000000000000000000000000000000000000000000000000000000" };

  sign_in (fixture, HEARTH_ROLE_GREETER);
  lose_connection (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    g_assert_false (come_back (fixture, guesses[i]));
  g_assert_false (come_back (fixture, fixture->secret));
  fixture->account_id = 12345;
  g_assert_false (come_back (fixture, fixture->secret));
  fixture->account_id = 0;
  g_assert_false (come_back (fixture, ""));
}

/* A real client comes back by itself where it has a place for what it does meanwhile; the secret it has is forgotten when
 * it locks. Here: that it is locked after a connection that ended, without such a place. */
static void
test_client_without_outbox (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthClient) client = hearth_test_hub_sign_in (fixture->hub, HEARTH_ROLE_GREETER);

  hearth_client_disconnect (client);
  g_assert_null (hearth_client_get_account (client));
  hearth_test_hub_reconnect (fixture->hub, client);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_LOCKED);
}

static HearthClientState
connect_to (HearthTestHub *hub, HearthClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = hearth_embedded_hub_connect (hub->hub, &error);

  g_assert_no_error (error);
  hearth_client_connect_async (client, stream, NULL, hearth_test_on_result, &result);
  hearth_client_connect_finish (client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  return hearth_client_get_state (client);
}

/* The hub goes on purpose, to come back as another process: whoever is at the desk goes on there, once. */
static void
test_held (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthClient) client = hearth_test_hub_sign_in (fixture->hub, HEARTH_ROLE_GREETER);

  hearth_client_set_held (client, TRUE);
  hearth_client_disconnect (client);
  g_assert_nonnull (hearth_client_get_account (client));
  g_assert_false (hearth_client_is_on_its_own (client));
  hearth_test_hub_stop (fixture->hub);
  hearth_test_hub_start (fixture->hub);
  g_assert_cmpint (connect_to (fixture->hub, client), ==, HEARTH_CLIENT_SIGNED_IN);
  hearth_client_disconnect (client);
  g_assert_null (hearth_client_get_account (client));
}

/* Locked meanwhile, or the hub did not come: they sign in again. */
static void
test_held_no_more (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthClient) client = hearth_test_hub_sign_in (fixture->hub, HEARTH_ROLE_GREETER);

  hearth_client_set_held (client, TRUE);
  hearth_client_disconnect (client);
  hearth_session_client_lock (client);
  g_assert_null (hearth_client_get_account (client));
  g_assert_cmpint (connect_to (fixture->hub, client), ==, HEARTH_CLIENT_LOCKED);

  hearth_test_sign_in (client, HEARTH_ROLE_GREETER);
  hearth_client_set_held (client, TRUE);
  hearth_client_disconnect (client);
  hearth_client_set_held (client, FALSE);
  g_assert_null (hearth_client_get_account (client));
  g_assert_cmpint (connect_to (fixture->hub, client), ==, HEARTH_CLIENT_LOCKED);
}

/* Another center knows nobody of this one, whatever their numbers are. */
static void
test_held_for_another_center (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthClient) client = hearth_test_hub_sign_in (fixture->hub, HEARTH_ROLE_GREETER);
  g_autoptr (HearthTestHub) other = hearth_test_hub_new ();

  hearth_test_hub_start (other);
  hearth_client_set_held (client, TRUE);
  hearth_client_disconnect (client);
  g_assert_cmpint (connect_to (other, client), ==, HEARTH_CLIENT_LOCKED);
  g_assert_null (hearth_client_get_account (client));
  hearth_client_disconnect (client);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/resume/lost-connection", test_lost_connection);
  ADD ("/resume/new-hub", test_new_hub);
  ADD ("/resume/only-where-nobody-sits", test_only_where_nobody_sits);
  ADD ("/resume/locked", test_locked);
  ADD ("/resume/signed-out", test_signed_out);
  ADD ("/resume/signed-out-heard-late", test_signed_out_heard_late);
  ADD ("/resume/another-sign-in", test_another_sign_in);
  ADD ("/resume/guessing", test_guessing);
  ADD ("/resume/client-without-outbox", test_client_without_outbox);
  ADD ("/resume/held", test_held);
  ADD ("/resume/held-no-more", test_held_no_more);
  ADD ("/resume/held-for-another-center", test_held_for_another_center);
  return g_test_run ();
}
