/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who sits at a desk: signing in, the PIN and its three failures, locking, switching, and answers that come too late. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-checkin-client.h"
#include "hearth-day-list.h"
#include "hearth-error.h"
#include "hearth-protocol.h"
#include "hearth-session-client.h"
#include "hearth-test-hub.h"

#define OTHER_PASSPHRASE "two lamps in the window"

static HearthSignIn
sign_in (HearthClient *client, gint64 account, const char *name, const char *passphrase, guint *wait_s)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;

  hearth_session_client_sign_in_async (client, account, name, passphrase, NULL, hearth_test_on_result, &result);
  hearth_session_client_sign_in_finish (client, hearth_test_await (&result), &outcome, wait_s, &error);
  g_assert_no_error (error);
  return outcome;
}

static HearthSignIn
unlock (HearthClient *client, gint64 account, const char *pin, guint *tries_left)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;

  hearth_session_client_unlock_async (client, account, pin, NULL, hearth_test_on_result, &result);
  hearth_session_client_unlock_finish (client, hearth_test_await (&result), &outcome, tries_left, NULL, &error);
  g_assert_no_error (error);
  return outcome;
}

static char *
set_pin (HearthClient *client, const char *passphrase, const char *pin)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *outcome = NULL;

  hearth_session_client_set_pin_async (client, passphrase, pin, NULL, hearth_test_on_result, &result);
  hearth_session_client_set_pin_finish (client, hearth_test_await (&result), &outcome, &error);
  g_assert_no_error (error);
  return outcome;
}

static char *
set_passphrase (HearthClient *client, const char *passphrase, const char *new_passphrase)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *outcome = NULL;

  hearth_session_client_set_passphrase_async (client, passphrase, new_passphrase, NULL, hearth_test_on_result, &result);
  hearth_session_client_set_passphrase_finish (client, hearth_test_await (&result), &outcome, &error);
  g_assert_no_error (error);
  return outcome;
}

static void
expect_day (HearthClient *client, int code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) day = NULL;

  hearth_checkin_client_day_async (client, NULL, NULL, hearth_test_on_result, &result);
  day = hearth_checkin_client_day_finish (client, hearth_test_await (&result), NULL, NULL, &error);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, HEARTH_ERROR, code);
}

static gboolean
pin_enough_of (HearthClient *client, gint64 account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faces = NULL;
  gboolean more = TRUE;

  hearth_session_client_faces_async (client, NULL, hearth_test_on_result, &result);
  faces = hearth_session_client_faces_finish (client, hearth_test_await (&result), &more, &error);
  g_assert_no_error (error);
  g_assert_false (more);
  for (guint i = 0; i < faces->len; i++)
    {
      HearthFace *face = faces->pdata[i];

      if (face->account_id == account)
        return face->pin_enough;
    }
  g_assert_not_reached ();
}

static void
test_sign_in (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) client = NULL;
  gint64 coach = hub->center->account_id[HEARTH_ROLE_COACH];
  guint wait_s = 0;

  hearth_test_hub_start (hub);
  client = hearth_test_hub_connect (hub);
  g_assert_cmpint (sign_in (client, 0, "Nobody of this name", HEARTH_TEST_PASSPHRASE, NULL), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpint (sign_in (client, coach, NULL, "not the passphrase", NULL), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_LOCKED);
  expect_day (client, HEARTH_ERROR_SIGNED_OUT);
  g_assert_cmpint (sign_in (client, coach, NULL, HEARTH_TEST_PASSPHRASE, NULL), ==, HEARTH_SIGN_IN_WELCOME);
  g_assert_cmpint (hearth_account_get_id (hearth_client_get_account (client)), ==, coach);
  g_assert_true (hearth_client_may (client, HEARTH_PERMISSION_CONTACT_PEOPLE));
  g_assert_false (hearth_client_may (client, HEARTH_PERMISSION_MERGE_PEOPLE));
  expect_day (client, -1);

  /* A growing delay: in the end one has to wait, also with the right passphrase. */
  hearth_session_client_lock (client);
  for (guint i = 0; wait_s == 0; i++)
    {
      g_assert_cmpuint (i, <, 20);
      g_assert_cmpint (sign_in (client, coach, NULL, "still not it", &wait_s), ==, HEARTH_SIGN_IN_WRONG);
    }
  g_assert_cmpint (sign_in (client, coach, NULL, HEARTH_TEST_PASSPHRASE, &wait_s), ==, HEARTH_SIGN_IN_WAIT);
  g_assert_cmpuint (wait_s, >, 0);
}

static void
test_pin (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) client = NULL;
  gint64 greeter = hub->center->account_id[HEARTH_ROLE_GREETER];
  g_autofree char *wrong = NULL, *weak = NULL, *done = NULL;
  guint tries_left = 0;

  hearth_test_hub_start (hub);
  client = hearth_test_hub_connect (hub);
  g_assert_cmpint (unlock (client, greeter, HEARTH_TEST_PIN, NULL), ==, HEARTH_SIGN_IN_PASSPHRASE);
  g_assert_cmpint (unlock (client, 4711, HEARTH_TEST_PIN, NULL), ==, HEARTH_SIGN_IN_PASSPHRASE);
  hearth_test_sign_in (client, HEARTH_ROLE_GREETER);
  g_assert_false (hearth_account_get_has_pin (hearth_client_get_account (client)));
  wrong = set_pin (client, "not the passphrase", HEARTH_TEST_PIN);
  g_assert_cmpstr (wrong, ==, "wrong");
  weak = set_pin (client, HEARTH_TEST_PASSPHRASE, "12a4");
  g_assert_cmpstr (weak, ==, "weak");
  done = set_pin (client, HEARTH_TEST_PASSPHRASE, HEARTH_TEST_PIN);
  g_assert_cmpstr (done, ==, "done");
  g_assert_true (hearth_account_get_has_pin (hearth_client_get_account (client)));

  hearth_session_client_lock (client);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_LOCKED);
  expect_day (client, HEARTH_ERROR_SIGNED_OUT);
  g_assert_true (pin_enough_of (client, greeter));
  g_assert_cmpint (unlock (client, greeter, "9999", &tries_left), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpuint (tries_left, ==, 2);
  g_assert_cmpint (unlock (client, greeter, HEARTH_TEST_PIN, NULL), ==, HEARTH_SIGN_IN_WELCOME);
  expect_day (client, -1);

  /* Three failures: the passphrase. */
  hearth_session_client_lock (client);
  g_assert_cmpint (unlock (client, greeter, "9999", &tries_left), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpint (unlock (client, greeter, "", &tries_left), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpuint (tries_left, ==, 1);
  g_assert_cmpint (unlock (client, greeter, "9998", &tries_left), ==, HEARTH_SIGN_IN_PASSPHRASE);
  g_assert_cmpint (unlock (client, greeter, HEARTH_TEST_PIN, NULL), ==, HEARTH_SIGN_IN_PASSPHRASE);
  g_assert_false (pin_enough_of (client, greeter));
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_LOCKED);
  hearth_test_sign_in (client, HEARTH_ROLE_GREETER);

  /* Signing out ends the shift, also from the lock. */
  hearth_session_client_lock (client);
  hearth_session_client_sign_out (client);
  g_assert_cmpint (unlock (client, greeter, HEARTH_TEST_PIN, NULL), ==, HEARTH_SIGN_IN_PASSPHRASE);
}

static void
test_passphrase (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) client = NULL;
  gint64 staff = hub->center->account_id[HEARTH_ROLE_STAFF];
  g_autofree char *wrong = NULL, *weak = NULL, *done = NULL;

  hearth_test_hub_start (hub);
  client = hearth_test_hub_sign_in (hub, HEARTH_ROLE_STAFF);
  wrong = set_passphrase (client, "not the passphrase", OTHER_PASSPHRASE);
  g_assert_cmpstr (wrong, ==, "wrong");
  weak = set_passphrase (client, HEARTH_TEST_PASSPHRASE, "short");
  g_assert_cmpstr (weak, ==, "weak");
  done = set_passphrase (client, HEARTH_TEST_PASSPHRASE, OTHER_PASSPHRASE);
  g_assert_cmpstr (done, ==, "done");
  hearth_session_client_lock (client);
  g_assert_cmpint (sign_in (client, staff, NULL, HEARTH_TEST_PASSPHRASE, NULL), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpint (sign_in (client, staff, NULL, OTHER_PASSPHRASE, NULL), ==, HEARTH_SIGN_IN_WELCOME);
}

/* Who got a passphrase from a director may do nothing else before they have one of their own. */
static void
test_new_passphrase_first (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) client = NULL;
  g_autoptr (HearthDayList) list = NULL;
  g_autofree char *done = NULL, *day = NULL, *same = NULL;

  hearth_test_center_sql (hub->center, "UPDATE account SET new_passphrase = 1 WHERE name = 'Test Greeter'");
  hearth_test_hub_start (hub);
  client = hearth_test_hub_sign_in (hub, HEARTH_ROLE_GREETER);
  g_assert_true (hearth_account_get_new_passphrase (hearth_client_get_account (client)));
  g_assert_false (hearth_client_may (client, HEARTH_PERMISSION_CHECKIN));
  expect_day (client, HEARTH_ERROR_DENIED);
  list = hearth_day_list_new (client);
  same = set_passphrase (client, HEARTH_TEST_PASSPHRASE, HEARTH_TEST_PASSPHRASE);
  g_assert_cmpstr (same, ==, "weak");
  g_assert_false (hearth_client_may (client, HEARTH_PERMISSION_CHECKIN));
  done = set_passphrase (client, HEARTH_TEST_PASSPHRASE, OTHER_PASSPHRASE);
  g_assert_cmpstr (done, ==, "done");
  g_assert_true (hearth_client_may (client, HEARTH_PERMISSION_CHECKIN));
  expect_day (client, -1);
  for (g_object_get (list, "day", &day, NULL); *day == '\0'; g_object_get (list, "day", &day, NULL))
    {
      g_free (day);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* The desk is locked while a sign-in is on its way: nobody is signed in afterwards, here or at the hub. */
static void
test_lock_overtakes (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) client = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;

  hearth_test_hub_start (hub);
  client = hearth_test_hub_connect (hub);
  hearth_session_client_sign_in_async (client, 0, "Test Greeter", HEARTH_TEST_PASSPHRASE, NULL, hearth_test_on_result,
                                       &result);
  hearth_session_client_lock (client);
  g_assert_false (hearth_session_client_sign_in_finish (client, hearth_test_await (&result), &outcome, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_LOCKED);
  expect_day (client, HEARTH_ERROR_SIGNED_OUT);
  hearth_test_sign_in (client, HEARTH_ROLE_GREETER);
}

#define ASKED 40

static void
count_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *n = user_data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  n[0]++;
  n[1] += reply != NULL;
}

/* Once the hub says that the desk is locked, nothing comes any more that was asked before. */
static void
test_nothing_comes_after_the_lock (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (GDBusConnection) desk = NULL;
  g_autoptr (GVariant) welcome = NULL, locked = NULL;
  g_autoptr (GError) error = NULL;
  guint answers[2] = { 0, 0 }, n_before;
  gint64 smith;

  smith = hearth_test_center_add_person (hub->center, "John", "Smith");
  hearth_test_hub_start (hub);
  desk = hearth_test_hub_open_raw (hub);
  welcome = hearth_test_call (desk, "Session", "SignIn",
                              g_variant_new ("(xss)", (gint64)0, "Test Greeter", HEARTH_TEST_PASSPHRASE), &error);
  g_assert_no_error (error);
  /* Each is logged, so it waits for the disk. */
  for (guint i = 0; i < ASKED; i++)
    g_dbus_connection_call (desk, NULL, HEARTH_BUS_PATH, "org.recoverycommons.Hearth1.People", "Get",
                            g_variant_new ("(x)", smith), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, count_answer,
                            answers);
  locked = hearth_test_call (desk, "Session", "Lock", NULL, &error);
  g_assert_no_error (error);
  n_before = answers[1];
  hearth_test_until (answers[0] == ASKED);
  g_test_message ("%u came before the lock", n_before);
  g_assert_cmpuint (answers[1], ==, n_before);
}

/* A desk that is too old or too new is told so by name, at its first call; one that speaks more than the hub does is served. */
static void
test_protocols (void)
{
  static const struct
  {
    guint oldest, newest;
    int code;
  } desks[] = {
    { 0, HEARTH_PROTOCOL_OLDEST - 1, HEARTH_ERROR_DESK_TOO_OLD },
    { HEARTH_PROTOCOL_NEWEST + 1, HEARTH_PROTOCOL_NEWEST + 2, HEARTH_ERROR_DESK_TOO_NEW },
    { HEARTH_PROTOCOL_OLDEST, HEARTH_PROTOCOL_NEWEST + 7, -1 },
  };
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (GDBusConnection) desk = NULL;

  hearth_test_hub_start (hub);
  desk = hearth_test_hub_open_raw (hub);
  for (guint i = 0; i < G_N_ELEMENTS (desks); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) reply
          = hearth_test_call (desk, "Session", "Hello",
                              g_variant_new ("(suu)", "9.0", desks[i].oldest, desks[i].newest), &error);

      g_assert_true ((reply != NULL) == (desks[i].code < 0));
      if (reply)
        g_assert_no_error (error);
      else
        g_assert_error (error, HEARTH_ERROR, desks[i].code);
    }
}

/* Somebody who gave up waiting is signed in all the same: the desk must not believe that nobody is there. */
static void
test_cancelled_sign_in (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) client = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;

  hearth_test_hub_start (hub);
  client = hearth_test_hub_connect (hub);
  hearth_session_client_sign_in_async (client, 0, "Test Greeter", HEARTH_TEST_PASSPHRASE, cancellable,
                                       hearth_test_on_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_false (hearth_session_client_sign_in_finish (client, hearth_test_await (&result), &outcome, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_SIGNED_IN);
}

static void
test_switch_person (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) client = NULL;

  hearth_test_hub_start (hub);
  client = hearth_test_hub_sign_in (hub, HEARTH_ROLE_DIRECTOR);
  g_assert_true (hearth_client_may (client, HEARTH_PERMISSION_MANAGE_CENTER));
  hearth_test_sign_in (client, HEARTH_ROLE_GREETER);
  g_assert_false (hearth_client_may (client, HEARTH_PERMISSION_MANAGE_CENTER));
  {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GListStore) reasons = g_list_store_new (HEARTH_TYPE_REASON);

    hearth_checkin_client_save_reasons_async (client, G_LIST_MODEL (reasons), G_LIST_MODEL (reasons), NULL,
                                              hearth_test_on_result, &result);
    g_assert_false (hearth_checkin_client_save_reasons_finish (client, hearth_test_await (&result), &error));
    g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED);
  }
  /* A wrong try of somebody else leaves who is there. */
  g_assert_cmpint (sign_in (client, 0, "Test Director", "not it", NULL), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_SIGNED_IN);
  expect_day (client, -1);
}

/* More tries at once than anybody can type are not even verified. */
static void
test_crowd_at_the_door (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) client = NULL;
  GAsyncResult *results[30] = { NULL };
  guint n_wait = 0;

  hearth_test_hub_start (hub);
  client = hearth_test_hub_connect (hub);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    hearth_session_client_sign_in_async (client, 0, "Test Greeter", "a guess", NULL, hearth_test_on_result,
                                         &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;
      HearthSignIn outcome;

      hearth_session_client_sign_in_finish (client, hearth_test_await (&results[i]), &outcome, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (outcome, !=, HEARTH_SIGN_IN_WELCOME);
      n_wait += outcome == HEARTH_SIGN_IN_WAIT;
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (n_wait, >=, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/sign-in", test_sign_in);
  g_test_add_func ("/session/pin", test_pin);
  g_test_add_func ("/session/passphrase", test_passphrase);
  g_test_add_func ("/session/new-passphrase-first", test_new_passphrase_first);
  g_test_add_func ("/session/lock-overtakes", test_lock_overtakes);
  g_test_add_func ("/session/nothing-comes-after-the-lock", test_nothing_comes_after_the_lock);
  g_test_add_func ("/session/protocols", test_protocols);
  g_test_add_func ("/session/cancelled-sign-in", test_cancelled_sign_in);
  g_test_add_func ("/session/switch-person", test_switch_person);
  g_test_add_func ("/session/crowd-at-the-door", test_crowd_at_the_door);
  return g_test_run ();
}
