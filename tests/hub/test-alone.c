/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A desk without its hub: signing in there, being started there, being removed meanwhile; and a hub that comes back from an
 * older backup. */

#include "config.h"

#include "hearth-away.h"
#include "hearth-error.h"
#include "hearth-restore.h"
#include "hearth-session-client.h"

/* --- without the hub --- */

static gboolean
is_remembered (const char *path)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && g_strstr_len (text, -1, "verifier=") != NULL;
}

static void
until_remembered (HearthTestLanDesk *desk)
{
  g_autofree char *path = g_build_filename (hearth_desk_folder_get_path (desk->folder), "offline", NULL);

  HEARTH_TEST_WAIT (is_remembered (path));
}

static void
test_sign_in_alone (HearthAway *fixture, gconstpointer data)
{
  HearthClient *client = fixture->desk->client;
  g_autoptr (GAsyncResult) asked = NULL;
  g_autoptr (GAsyncResult) wrong = NULL;
  g_autoptr (GAsyncResult) right = NULL;
  g_autoptr (GPtrArray) faces = NULL;
  g_autoptr (HearthKept) kept = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;
  gboolean more;

  hearth_away_begin (fixture);
  until_remembered (fixture->desk);
  hearth_away_kill_hub (fixture);
  hearth_session_client_lock (client);
  g_assert_false (hearth_client_is_on_its_own (client));
  hearth_session_client_faces_async (client, NULL, hearth_test_on_result, &asked);
  faces = hearth_session_client_faces_finish (client, hearth_test_await (&asked), &more, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (faces->len, ==, 1);
  hearth_session_client_sign_in_async (client, 0, "test greeter", "wrong", NULL, hearth_test_on_result, &wrong);
  hearth_session_client_sign_in_finish (client, hearth_test_await (&wrong), &outcome, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, HEARTH_SIGN_IN_WRONG);
  hearth_session_client_sign_in_async (client, ((HearthFace *)faces->pdata[0])->account_id, NULL,
                                       HEARTH_TEST_PASSPHRASE, NULL, hearth_test_on_result, &right);
  hearth_session_client_sign_in_finish (client, hearth_test_await (&right), &outcome, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, HEARTH_SIGN_IN_WELCOME);
  g_assert_true (hearth_client_is_on_its_own (client));
  kept = hearth_outbox_keep_guest (fixture->outbox, NULL, &error);
  g_assert_no_error (error);

  /* The hub never heard of this sign-in: the desk is locked, and what was kept goes all the same. */
  hearth_test_lan_start (fixture->lan);
  hearth_away_until_sent (fixture);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_LOCKED);
  g_assert_null (hearth_client_get_account (client));
  hearth_away_stop_hub (fixture);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM visit"), ==, 1);
}

/* Whoever signs out meanwhile is signed out at the hub too as soon as that is back: there the PIN is not enough either. */
static void
test_signed_out_alone (HearthAway *fixture, gconstpointer data)
{
  HearthClient *client = fixture->desk->client;

  hearth_away_begin (fixture);
  until_remembered (fixture->desk);
  hearth_away_kill_hub (fixture);
  g_assert_true (hearth_client_is_on_its_own (client));
  hearth_session_client_sign_out (client);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM shift WHERE ended_at_s = 0"), ==, 1);
  hearth_test_lan_start (fixture->lan);
  hearth_away_until_back (fixture->desk);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_LOCKED);
  hearth_away_stop_hub (fixture);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM shift WHERE ended_at_s = 0"), ==, 0);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM audit WHERE verb = 'sign-out'"), ==, 1);
}

/* The program is started while the hub is away: somebody signs in, keeps, and cannot read what was kept before. */
static void
test_started_alone (HearthAway *fixture, gconstpointer data)
{
  g_autoptr (HearthClient) client = NULL;
  g_autoptr (HearthConnector) connector = NULL;
  g_autoptr (HearthOutbox) outbox = NULL;
  g_autoptr (HearthKept) before = NULL;
  g_autoptr (HearthKept) kept = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;

  hearth_away_begin (fixture);
  until_remembered (fixture->desk);
  hearth_away_kill_hub (fixture);
  g_object_unref (hearth_outbox_keep_guest (fixture->outbox, hearth_away_named ("before"), &error));
  g_assert_no_error (error);
  hearth_test_lan_desk_stop (fixture->desk);
  g_clear_object (&fixture->outbox);

  client = hearth_client_new ();
  outbox = hearth_outbox_new (client, hearth_desk_folder_get_path (fixture->desk->folder));
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 1);
  before = g_list_model_get_item (G_LIST_MODEL (outbox), 0);
  g_assert_cmpstr (hearth_kept_get_name (before), ==, "");
  hearth_session_client_sign_in_async (client, 0, "Test Greeter", HEARTH_TEST_PASSPHRASE, NULL, hearth_test_on_result,
                                       &result);
  hearth_session_client_sign_in_finish (client, hearth_test_await (&result), &outcome, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, HEARTH_SIGN_IN_WELCOME);
  kept = hearth_outbox_keep_guest (outbox, hearth_away_named ("after"), &error);
  g_assert_no_error (error);

  hearth_test_lan_start (fixture->lan);
  connector = hearth_connector_new (client, fixture->desk->folder);
  hearth_connector_start (connector);
  hearth_test_until (hearth_client_get_state (client) != HEARTH_CLIENT_AWAY && hearth_outbox_get_waiting (outbox) == 0);
  hearth_connector_stop (connector);
  hearth_client_disconnect (client);
  hearth_test_lan_stop (fixture->lan);
  g_assert_cmpuint (hearth_outbox_get_to_settle (outbox), ==, 0);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM visit WHERE guest_name IN ('before', 'after')"),
                   ==, 2);
}

/* The same folder, and the hub of another center: what was kept for the first stays. */
static void
test_other_center (HearthAway *fixture, gconstpointer data)
{
  g_autoptr (HearthTestLan) elsewhere = hearth_test_lan_new (1);
  HearthTestLanDesk *desk = hearth_test_lan_desk (elsewhere, 0);
  g_autoptr (HearthOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;

  hearth_away_begin (fixture);
  hearth_away_kill_hub (fixture);
  g_object_unref (hearth_outbox_keep_guest (fixture->outbox, hearth_away_named ("ours"), &error));
  g_assert_no_error (error);
  outbox = hearth_outbox_new (desk->client, hearth_desk_folder_get_path (fixture->desk->folder));
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 1);
  hearth_test_lan_start (elsewhere);
  hearth_test_lan_desk_start (desk);
  hearth_test_until (hearth_outbox_get_waiting (outbox) == 0);
  hearth_test_lan_desk_sign_in (desk, HEARTH_ROLE_GREETER);
  g_assert_cmpuint (hearth_outbox_get_to_settle (outbox), ==, 0);
  hearth_test_lan_desk_stop (desk);
  g_clear_object (&outbox);
  hearth_test_lan_stop (elsewhere);
  g_assert_cmpint (hearth_test_center_number (elsewhere->center, "SELECT count(*) FROM visit"), ==, 0);

  hearth_test_lan_start (fixture->lan);
  hearth_away_until_sent (fixture);
  hearth_away_stop_hub (fixture);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM visit WHERE guest_name = 'ours'"), ==, 1);
}

/* The desk was removed while its hub was away: who was there is out, and nobody signs in without the hub. */
static void
test_removed (HearthAway *fixture, gconstpointer data)
{
  HearthClient *client = fixture->desk->client;
  g_autofree char *sql = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;

  hearth_away_begin (fixture);
  until_remembered (fixture->desk);
  hearth_away_kill_hub (fixture);
  g_assert_true (hearth_client_is_on_its_own (client));
  sql = g_strdup_printf ("UPDATE desk SET removed_at_s = 1, fingerprint = '' WHERE id = %" G_GINT64_FORMAT,
                         fixture->desk->id);
  hearth_test_center_sql (fixture->lan->center, sql);
  hearth_test_lan_start (fixture->lan);
  hearth_connector_try_now (fixture->desk->connector);
  hearth_test_until (
      g_error_matches (hearth_connector_get_error (fixture->desk->connector), HEARTH_ERROR, HEARTH_ERROR_REMOVED));
  g_assert_false (hearth_client_is_on_its_own (client));
  hearth_session_client_sign_in_async (client, 0, "test greeter", HEARTH_TEST_PASSPHRASE, NULL, hearth_test_on_result,
                                       &result);
  g_assert_false (hearth_session_client_sign_in_finish (client, hearth_test_await (&result), &outcome, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
}

/* --- a restored older backup --- */

static HearthVisit *
record_guest (HearthClient *client, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthVisit *visit;

  hearth_checkin_client_record_guest_async (client, hearth_away_named (name), NULL, hearth_test_on_result, &result);
  visit = hearth_checkin_client_visit_finish (client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  return visit;
}

static void
check_out (HearthClient *client, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit = NULL;

  hearth_checkin_client_check_out_async (client, id, 0, NULL, hearth_test_on_result, &result);
  visit = hearth_checkin_client_visit_finish (client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
}

static void
copy_file (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from), target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
close_house (HearthAway *fixture)
{
  g_autoptr (GError) error = NULL;

  hearth_house_close (fixture->lan->center->house, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->lan->center->house);
}

/* The desk has nothing to offer any more. */
static gboolean
is_settled (HearthTestLanDesk *desk)
{
  HearthHubGreeting *greeting = hearth_client_get_greeting (desk->client);
  g_autofree char *path = g_build_filename (hearth_desk_folder_get_path (desk->folder), "outbox",
                                            hearth_hub_greeting_get_center_uuid (greeting), "epoch", NULL);
  g_autofree char *epoch = NULL;

  return g_file_get_contents (path, &epoch, NULL, NULL)
         && g_str_equal (epoch, hearth_hub_greeting_get_epoch (greeting));
}

/* Connects anew, and has the answers to a few calls: by then a few offers were answered as well. */
static void
reconnect (HearthTestLanDesk *desk)
{
  if (is_settled (desk))
    return;
  hearth_test_lan_desk_stop (desk);
  hearth_test_lan_desk_start (desk);
  for (guint i = 0; i < 20 && !is_settled (desk); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) faces = NULL;

      hearth_session_client_faces_async (desk->client, NULL, hearth_test_on_result, &result);
      faces = hearth_session_client_faces_finish (desk->client, hearth_test_await (&result), NULL, &error);
      g_assert_no_error (error);
    }
}

static void
test_restored (HearthAway *fixture, gconstpointer data)
{
  HearthTestLanDesk *other = hearth_test_lan_desk (fixture->lan, 1);
  const char *file = hearth_test_lan_center_file (fixture->lan);
  g_autofree char *backup = g_strconcat (file, "-older", NULL), *sql = NULL;
  g_autoptr (HearthOutbox) other_outbox = hearth_away_outbox_of (other);
  g_autoptr (HearthVisit) first = NULL;
  g_autoptr (HearthVisit) lost = NULL;
  g_autoptr (HearthVisit) theirs = NULL;
  g_autoptr (HearthVisit) fresh = NULL;
  g_autoptr (GError) error = NULL;

  hearth_away_begin (fixture);
  hearth_test_lan_desk_start (other);
  hearth_test_lan_desk_sign_in (other, HEARTH_ROLE_STAFF);
  first = record_guest (fixture->desk->client, "first");
  hearth_away_stop_hub (fixture);
  close_house (fixture);
  copy_file (file, backup);

  /* Since then: a visit here that the other desk ends, and one there that this desk ends. */
  hearth_test_lan_start (fixture->lan);
  hearth_away_until_back (fixture->desk);
  hearth_away_until_back (other);
  lost = record_guest (fixture->desk->client, "lost");
  theirs = record_guest (other->client, "theirs");
  check_out (other->client, hearth_visit_get_id (lost));
  check_out (fixture->desk->client, hearth_visit_get_id (theirs));
  hearth_away_stop_hub (fixture);
  close_house (fixture);
  hearth_restore_in_place (backup, file, &error);
  g_assert_no_error (error);

  /* One desk comes back, the hub dies while it offers; then both, then the first once more: what it offers stands on what
   * the other brings. */
  hearth_test_lan_start (fixture->lan);
  hearth_away_until_back (fixture->desk);
  hearth_away_kill_hub (fixture);
  hearth_test_lan_start (fixture->lan);
  hearth_away_until_back (fixture->desk);
  fresh = record_guest (fixture->desk->client, "fresh");
  hearth_away_until_back (other);
  /* What must wait for the other is offered again at each connection. */
  while (!is_settled (fixture->desk) || !is_settled (other))
    {
      reconnect (fixture->desk);
      reconnect (other);
    }
  hearth_away_stop_hub (fixture);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM visit"), ==, 4);
  sql = g_strdup_printf ("SELECT count(*) FROM visit WHERE (id = %" G_GINT64_FORMAT " AND guest_name = 'lost'"
                         " OR id = %" G_GINT64_FORMAT " AND guest_name = 'theirs') AND left_how = 'left'",
                         hearth_visit_get_id (lost), hearth_visit_get_id (theirs));
  g_assert_cmpint (hearth_away_number (fixture, sql), ==, 2);
  g_assert_cmpuint (hearth_outbox_get_to_settle (fixture->outbox), ==, 0);
  g_assert_cmpuint (hearth_outbox_get_to_settle (other_outbox), ==, 0);
  hearth_test_lan_desk_stop (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/alone/" name, HearthAway, NULL, hearth_away_set_up, test, hearth_away_tear_down)
  ADD ("sign-in-alone", test_sign_in_alone);
  ADD ("signed-out-alone", test_signed_out_alone);
  ADD ("started-alone", test_started_alone);
  ADD ("other-center", test_other_center);
  ADD ("removed", test_removed);
  ADD ("restored", test_restored);
  return g_test_run ();
}
