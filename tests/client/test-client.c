/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The client against a hub of the test's own: what it makes of answers, errors and a connection that ends. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-center-client.h"
#include "hearth-clock.h"
#include "hearth-day-list.h"
#include "hearth-error.h"
#include "hearth-fake-hub.h"
#include "hearth-import-client.h"
#include "hearth-people-client.h"
#include "hearth-reason-list.h"
#include "hearth-report-client.h"
#include "hearth-test-wait.h"

#include <sys/socket.h>
#include <unistd.h>

static void
test_away (void)
{
  g_autoptr (HearthClient) client = hearth_client_new ();
  g_autoptr (HearthDayList) list = hearth_day_list_new (client);
  g_autoptr (HearthReasonList) reasons = hearth_reason_list_new (client);
  g_autoptr (HearthImportClient) import = hearth_import_client_new (client);
  g_autoptr (GAsyncResult) found = NULL, saved = NULL, got = NULL, asked = NULL, undone = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_AWAY);
  g_assert_null (hearth_client_get_center (client));
  g_assert_null (hearth_client_get_account (client));
  g_assert_nonnull (hearth_client_get_time_zone (client));
  g_assert_false (hearth_client_may (client, HEARTH_PERMISSION_CHECKIN));
  g_assert_true (hearth_client_may (client, HEARTH_PERMISSION_OPEN));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (reasons)), ==, 0);
  hearth_session_client_lock (client);
  hearth_session_client_sign_out (client);

  hearth_checkin_client_find_async (client, "jo", 5, NULL, hearth_test_on_result, &found);
  g_assert_null (hearth_checkin_client_find_finish (client, hearth_test_await (&found), NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);
  hearth_center_client_save_async (client, NULL, NULL, hearth_test_on_result, &saved);
  g_assert_false (hearth_center_client_done_finish (client, hearth_test_await (&saved), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);
  hearth_people_client_get_async (client, 1, NULL, hearth_test_on_result, &got);
  g_assert_null (hearth_people_client_get_finish (client, hearth_test_await (&got), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);
  hearth_report_client_month_async (client, NULL, NULL, hearth_test_on_result, &asked);
  g_assert_null (hearth_report_client_month_finish (client, hearth_test_await (&asked), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);
  hearth_import_client_undo_async (import, 1, NULL, hearth_test_on_result, &undone);
  g_assert_false (hearth_import_client_undo_finish (import, hearth_test_await (&undone), NULL, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
}

/* There is nobody at the other end, or somebody who does not speak. */
static void
test_no_hub_there (void)
{
  g_autoptr (HearthClient) client = hearth_client_new ();
  g_autoptr (GAsyncResult) dead = NULL, cancelled = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GIOStream) first = NULL, second = NULL, other = NULL;
  g_autoptr (GError) error = NULL;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  first = hearth_fake_hub_stream (fds[0]);
  close (fds[1]);
  hearth_client_connect_async (client, first, NULL, hearth_test_on_result, &dead);
  g_assert_false (hearth_client_connect_finish (client, hearth_test_await (&dead), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  second = hearth_fake_hub_stream (fds[0]);
  other = hearth_fake_hub_stream (fds[1]);
  hearth_client_connect_async (client, second, cancellable, hearth_test_on_result, &cancelled);
  g_cancellable_cancel (cancellable);
  g_assert_false (hearth_client_connect_finish (client, hearth_test_await (&cancelled), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_AWAY);
}

static void
test_sign_in_words (void)
{
  HearthFakeHub hub = { NULL };

  hearth_fake_hub_start (&hub);
  g_assert_cmpint (hearth_fake_hub_sign_in (&hub, "wait"), ==, HEARTH_SIGN_IN_WAIT);
  g_assert_cmpint (hearth_fake_hub_sign_in (&hub, "passphrase"), ==, HEARTH_SIGN_IN_PASSPHRASE);
  /* A word of a later hub is no welcome, even with an account beside it. */
  g_assert_cmpint (hearth_fake_hub_sign_in (&hub, "almost"), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpint (hearth_client_get_state (hub.client), ==, HEARTH_CLIENT_LOCKED);
  g_assert_cmpint (hearth_fake_hub_sign_in (&hub, "welcome"), ==, HEARTH_SIGN_IN_WELCOME);
  g_assert_cmpint (hearth_client_get_state (hub.client), ==, HEARTH_CLIENT_SIGNED_IN);
  g_assert_true (hearth_client_may (hub.client, HEARTH_PERMISSION_CHECKIN));
  g_assert_false (hearth_client_may (hub.client, HEARTH_PERMISSION_REPORT));
  hearth_fake_hub_end (&hub);
}

static void
test_errors_travel (void)
{
  HearthFakeHub hub = { NULL };
  g_autoptr (GAsyncResult) voided = NULL, csv = NULL, roll = NULL, day = NULL;
  g_autoptr (GError) error = NULL;

  hearth_fake_hub_start (&hub);
  hearth_fake_hub_sign_in (&hub, "welcome");
  hearth_checkin_client_void_async (hub.client, 12, NULL, hearth_test_on_result, &voided);
  g_assert_null (hearth_checkin_client_visit_finish (hub.client, hearth_test_await (&voided), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
  g_assert_cmpstr (error->message, ==, "visit 12 changed");
  g_clear_error (&error);
  /* A hub without this interface is an older one. */
  hearth_report_client_month_csv_async (hub.client, NULL, FALSE, NULL, hearth_test_on_result, &csv);
  g_assert_null (hearth_report_client_month_csv_finish (hub.client, hearth_test_await (&csv), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_TOO_OLD);
  g_clear_error (&error);
  /* A hub for which nobody is signed in any more: the desk locks. */
  hearth_checkin_client_roll_async (hub.client, NULL, hearth_test_on_result, &roll);
  g_assert_null (hearth_checkin_client_roll_finish (hub.client, hearth_test_await (&roll), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);
  g_assert_cmpint (hearth_client_get_state (hub.client), ==, HEARTH_CLIENT_LOCKED);
  g_clear_error (&error);
  /* A call that is never answered ends with the connection. */
  hub.held = g_ptr_array_new_with_free_func (g_object_unref);
  hearth_checkin_client_day_async (hub.client, NULL, NULL, hearth_test_on_result, &day);
  hearth_test_until (hub.held->len == 1);
  g_dbus_connection_close (hub.connection, NULL, NULL, NULL);
  g_assert_null (hearth_checkin_client_day_finish (hub.client, hearth_test_await (&day), NULL, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_ptr_array_unref (hub.held);
  /* Results hold the client. */
  g_clear_object (&voided);
  g_clear_object (&csv);
  g_clear_object (&roll);
  g_clear_object (&day);
  hearth_fake_hub_end (&hub);
}

static const char *
center_name (HearthFakeHub *hub)
{
  return hearth_center_get_name (hearth_client_get_center (hub->client));
}

/* An answer from before the last change of the center does not bring back what was; the next change counts again. */
static void
test_older_center (void)
{
  HearthFakeHub hub = { .center_revision = 4, .center_name = "Four" };

  hearth_fake_hub_start (&hub);
  hearth_fake_hub_sign_in (&hub, "welcome");
  g_assert_cmpstr (center_name (&hub), ==, "Four");
  hub.center_revision = 3;
  hub.center_name = "Three";
  hearth_fake_hub_tell (&hub, 1, "center", 0);
  hearth_test_until (hub.n_hello == 2);
  hub.center_revision = 5;
  hub.center_name = "Five";
  g_assert_cmpstr (center_name (&hub), ==, "Four");
  hearth_fake_hub_tell (&hub, 2, "center", 0);
  hearth_test_until (g_str_equal (center_name (&hub), "Five") || g_str_equal (center_name (&hub), "Three"));
  g_assert_cmpstr (center_name (&hub), ==, "Five");
  hearth_fake_hub_end (&hub);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hearth_clock_set (HEARTH_FAKE_HUB_NOON_S);
  g_test_add_func ("/client/away", test_away);
  g_test_add_func ("/client/no-hub-there", test_no_hub_there);
  g_test_add_func ("/client/sign-in-words", test_sign_in_words);
  g_test_add_func ("/client/errors-travel", test_errors_travel);
  g_test_add_func ("/client/older-center", test_older_center);
  return g_test_run ();
}
