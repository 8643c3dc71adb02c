/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Nothing is lost when the hub is away: a hub as a process of its own, which is killed, and desks that have joined it. */

#include "config.h"

#include "hearth-checkin-client.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-id.h"
#include "hearth-outbox.h"
#include "hearth-people-client.h"
#include "hearth-record.h"
#include "hearth-restore.h"
#include "hearth-session-client.h"
#include "hearth-test-hub.h"
#include "hearth-test-lan.h"

#include <signal.h>

#define ROUNDS 4
#define IN_FLIGHT 6
#define DAY_S (24 * 60 * 60)

typedef struct
{
  HearthTestLan *lan;
  HearthTestLanDesk *desk;
  HearthOutbox *outbox;
} Fixture;

static HearthOutbox *
outbox_of (HearthTestLanDesk *desk)
{
  return hearth_outbox_new (desk->client, hearth_desk_folder_get_path (desk->folder));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->lan = hearth_test_lan_new (2);
  fixture->desk = hearth_test_lan_desk (fixture->lan, 0);
  fixture->outbox = outbox_of (fixture->desk);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < fixture->lan->desks->len; i++)
    if (hearth_test_lan_desk (fixture->lan, i)->connector)
      hearth_test_lan_desk_stop (hearth_test_lan_desk (fixture->lan, i));
  g_clear_object (&fixture->outbox);
  hearth_test_lan_free (fixture->lan);
}

static void
begin (Fixture *fixture)
{
  hearth_test_lan_start (fixture->lan);
  hearth_test_lan_desk_start (fixture->desk);
  hearth_test_lan_desk_sign_in (fixture->desk, HEARTH_ROLE_GREETER);
}

static void
until_back (HearthTestLanDesk *desk)
{
  while (hearth_client_get_state (desk->client) == HEARTH_CLIENT_AWAY)
    {
      hearth_connector_try_now (desk->connector);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
}

/* The hub is there again, and all that waited was sent. */
static void
until_sent (Fixture *fixture)
{
  until_back (fixture->desk);
  hearth_test_until (hearth_outbox_get_waiting (fixture->outbox) == 0);
}

/* The hub has died, and the desk has noticed. */
static void
kill_hub (Fixture *fixture)
{
  hearth_test_lan_kill (fixture->lan);
  hearth_test_until (hearth_client_get_state (fixture->desk->client) == HEARTH_CLIENT_AWAY);
}

static void
stop_hub (Fixture *fixture)
{
  hearth_test_lan_stop (fixture->lan);
  hearth_test_until (hearth_client_get_state (fixture->desk->client) == HEARTH_CLIENT_AWAY);
}

static gint64
number (Fixture *fixture, const char *sql)
{
  return hearth_test_center_number (fixture->lan->center, sql);
}

static GVariant *
named (const char *name)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "name", "s", name);
  return g_variant_dict_end (&dict);
}

static void
test_goes_on (Fixture *fixture, gconstpointer data)
{
  gint64 jon = hearth_test_center_add_person (fixture->lan->center, "Jonas", "Smith"), before_s;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthKept) typed = NULL;
  g_autoptr (HearthKept) group = NULL;
  HearthClient *client = fixture->desk->client;

  begin (fixture);
  kill_hub (fixture);
  g_assert_true (hearth_client_is_on_its_own (client));
  g_assert_nonnull (hearth_client_get_account (client));
  before_s = hearth_clock_now_s ();
  hearth_checkin_client_record_async (client, jon, NULL, NULL, hearth_test_on_result, &result);
  g_assert_null (hearth_checkin_client_record_finish (client, hearth_test_await (&result), NULL, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_KEPT);
  g_clear_error (&error);
  typed = hearth_outbox_keep_name (fixture->outbox, "jonas smith", NULL, &error);
  g_assert_no_error (error);
  group = hearth_outbox_keep_group (fixture->outbox, NULL, 9, "Yoga", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hearth_outbox_get_waiting (fixture->outbox), ==, 3);

  hearth_test_lan_start (fixture->lan);
  until_sent (fixture);
  /* The same person sits there as before. */
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_SIGNED_IN);
  g_assert_cmpuint (hearth_outbox_get_to_settle (fixture->outbox), ==, 0);
  stop_hub (fixture);
  g_assert_cmpint (number (fixture, "SELECT count(*) FROM visit"), ==, 2);
  g_assert_cmpint (number (fixture, "SELECT count(*) FROM visit WHERE kind = 'group' AND head_count = 9"), ==, 1);
  g_assert_cmpint (ABS (number (fixture, "SELECT arrived_at_s FROM visit WHERE kind = 'person'") - before_s), <=, 3);
  g_assert_cmpint (number (fixture, "SELECT count(*) FROM audit WHERE verb = 'kept'"), ==, 3);
}

/* --- the hub dies at any moment --- */

typedef struct
{
  Fixture *fixture;
  guint n_asked, n_open, n_recorded, n_kept;
} Desk;

static void
on_recorded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *desk = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit = hearth_checkin_client_visit_finish (HEARTH_CLIENT (source), result, &error);

  desk->n_open--;
  if (visit)
    desk->n_recorded++;
  else if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_KEPT))
    desk->n_kept++;
  else
    g_error ("a check-in was lost: %s", error->message);
}

static void
ask (Desk *desk)
{
  g_autofree char *name = g_strdup_printf ("k%u", desk->n_asked++);

  desk->n_open++;
  hearth_checkin_client_record_guest_async (desk->fixture->desk->client, named (name), NULL, on_recorded, desk);
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  Desk desk = { .fixture = fixture };

  begin (fixture);
  for (guint round = 0; round < ROUNDS; round++)
    {
      guint enough = desk.n_recorded + (guint)g_test_rand_int_range (0, 30);

      while (desk.n_recorded < enough)
        {
          while (desk.n_open < IN_FLIGHT)
            ask (&desk);
          g_main_context_iteration (NULL, TRUE);
        }
      while (desk.n_open < IN_FLIGHT)
        ask (&desk);
      kill_hub (fixture);
      hearth_test_until (desk.n_open == 0);
      for (guint i = 0; i < 10; i++)
        ask (&desk);
      hearth_test_until (desk.n_open == 0);
      /* Dies again in the middle of what is sent. */
      hearth_test_lan_start (fixture->lan);
      until_back (fixture->desk);
      enough = (guint)g_test_rand_int_range (0, (gint32)hearth_outbox_get_waiting (fixture->outbox) + 1);
      while (hearth_outbox_get_waiting (fixture->outbox) > enough)
        g_main_context_iteration (NULL, TRUE);
      kill_hub (fixture);
      hearth_test_lan_start (fixture->lan);
      until_sent (fixture);
      g_assert_cmpint (hearth_client_get_state (fixture->desk->client), ==, HEARTH_CLIENT_SIGNED_IN);
    }
  stop_hub (fixture);
  g_assert_cmpuint (desk.n_recorded + desk.n_kept, ==, desk.n_asked);
  g_assert_cmpuint (hearth_outbox_get_to_settle (fixture->outbox), ==, 0);
  g_assert_cmpint (number (fixture, "SELECT count(*) FROM visit"), ==, desk.n_asked);
  g_assert_cmpint (number (fixture, "SELECT count(DISTINCT guest_name) FROM visit"), ==, desk.n_asked);
  g_test_message ("%u check-ins, %u of them kept, %u kills: each once", desk.n_asked, desk.n_kept, 2 * ROUNDS);
}

/* Answered by nobody, but done: COMMIT, then the hub is gone. */
static void
test_done_and_not_answered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *request = hearth_id_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (HearthKept) kept = NULL;

  begin (fixture);
  g_dbus_proxy_call (G_DBUS_PROXY (hearth_client_get_checkin_bus (fixture->desk->client)), "RecordGuest",
                     g_variant_new ("(s@a{sv})", request, named ("M")), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                     hearth_test_on_result, &result);
  reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (hearth_client_get_checkin_bus (fixture->desk->client)),
                                    hearth_test_await (&result), &error);
  g_assert_no_error (error);
  kill_hub (fixture);
  kept = hearth_outbox_keep_guest (fixture->outbox, request, named ("M"), &error);
  g_assert_no_error (error);
  hearth_test_lan_start (fixture->lan);
  until_sent (fixture);
  stop_hub (fixture);
  g_assert_cmpuint (hearth_outbox_get_to_settle (fixture->outbox), ==, 0);
  g_assert_cmpint (number (fixture, "SELECT count(*) FROM visit"), ==, 1);
}

/* --- to settle --- */

static HearthKept *
find_kept (HearthOutbox *outbox, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (outbox)); i++)
    {
      g_autoptr (HearthKept) kept = g_list_model_get_item (G_LIST_MODEL (outbox), i);

      if (g_str_equal (hearth_kept_get_name (kept), name))
        return g_steal_pointer (&kept);
    }
  g_assert_not_reached ();
}

static void
test_settle (Fixture *fixture, gconstpointer data)
{
  gint64 maria = hearth_test_center_add_person (fixture->lan->center, "Maria", "Lopez");
  g_autoptr (HearthKept) nobody = NULL;
  g_autoptr (HearthKept) several = NULL;
  g_autoptr (HearthKept) old = NULL;
  g_autoptr (GAsyncResult) one = NULL;
  g_autoptr (GAsyncResult) two = NULL;
  g_autoptr (GAsyncResult) three = NULL;
  g_autoptr (HearthVisit) late = NULL;
  GVariantDict options;
  g_autoptr (HearthVisit) visit = NULL;
  g_autoptr (HearthVisit) guest = NULL;
  g_autoptr (GError) error = NULL;

  hearth_test_center_add_person (fixture->lan->center, "Maria", "Garcia");
  begin (fixture);
  kill_hub (fixture);
  g_object_unref (hearth_outbox_keep_name (fixture->outbox, "Zebulon Quark", NULL, &error));
  g_assert_no_error (error);
  g_object_unref (hearth_outbox_keep_name (fixture->outbox, "Maria", NULL, &error));
  g_assert_no_error (error);
  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "arrived-at-s", "x", hearth_clock_now_s () - 15 * DAY_S);
  g_variant_dict_insert (&options, "name", "s", "Old");
  g_object_unref (hearth_outbox_keep_guest (fixture->outbox, NULL, g_variant_dict_end (&options), &error));
  g_assert_no_error (error);
  hearth_test_lan_start (fixture->lan);
  until_sent (fixture);
  g_assert_cmpuint (hearth_outbox_get_to_settle (fixture->outbox), ==, 3);

  /* They are there after a restart of the program too. */
  g_clear_object (&fixture->outbox);
  fixture->outbox = outbox_of (fixture->desk);
  hearth_test_until (hearth_outbox_get_to_settle (fixture->outbox) == 3);
  old = find_kept (fixture->outbox, "Old");
  nobody = find_kept (fixture->outbox, "Zebulon Quark");
  several = find_kept (fixture->outbox, "Maria");
  g_assert_cmpint (hearth_kept_get_matches (nobody), ==, 0);
  g_assert_cmpint (hearth_kept_get_matches (several), ==, 2);

  hearth_outbox_settle_async (fixture->outbox, several, maria, NULL, hearth_test_on_result, &one);
  visit = hearth_outbox_settle_finish (fixture->outbox, hearth_test_await (&one), &error);
  g_assert_no_error (error);
  g_assert_cmpint (hearth_visit_get_person_id (visit), ==, maria);
  hearth_outbox_settle_async (fixture->outbox, nobody, 0, NULL, hearth_test_on_result, &two);
  guest = hearth_outbox_settle_finish (fixture->outbox, hearth_test_await (&two), &error);
  g_assert_no_error (error);
  /* Kept so long ago that somebody must say whether it counts. */
  g_assert_cmpstr (hearth_kept_get_state (old), ==, "settle");
  hearth_outbox_settle_async (fixture->outbox, old, 0, NULL, hearth_test_on_result, &three);
  late = hearth_outbox_settle_finish (fixture->outbox, hearth_test_await (&three), &error);
  g_assert_no_error (error);
  g_assert_true (hearth_visit_get_late (late));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 0);
  stop_hub (fixture);
  g_assert_cmpint (number (fixture, "SELECT count(*) FROM visit"), ==, 3);
}

/* Somebody says that another was at the desk. */
static void
test_forged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthAccount) forged
      = g_object_new (HEARTH_TYPE_ACCOUNT, "id", fixture->lan->center->account_id[HEARTH_ROLE_DIRECTOR], "name", "x",
                      "preferred-name", "x", NULL);
  g_autofree char *request = hearth_id_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (HearthKept) wrong = NULL;
  g_autoptr (GError) error = NULL;
  HearthBusKept *bus;

  begin (fixture);
  bus = hearth_client_get_kept_bus (fixture->desk->client);
  wrong = g_object_new (HEARTH_TYPE_KEPT, "request", request, "kind", "guest-new", "arrived-at-s",
                        hearth_clock_now_s () - 60, "account", hearth_account_get_id (forged), NULL);
  g_dbus_proxy_call (G_DBUS_PROXY (bus), "Replay",
                     g_variant_new ("(s@a{sv})", request, hearth_record_to_variant (wrong)), G_DBUS_CALL_FLAGS_NONE, -1,
                     NULL, hearth_test_on_result, &result);
  reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (bus), hearth_test_await (&result), &error);
  g_assert_null (reply);
  g_dbus_error_strip_remote_error (error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  stop_hub (fixture);
  g_assert_cmpint (number (fixture, "SELECT count(*) FROM visit"), ==, 0);
}

/* --- the clocks --- */

static void
test_clocks (Fixture *fixture, gconstpointer data)
{
  gint64 true_s = hearth_clock_now_s ();
  g_autoptr (HearthKept) kept = NULL;
  g_autoptr (GError) error = NULL;

  /* This PC is an hour ahead of the hub, which is another process. */
  hearth_clock_set (true_s + 3600);
  begin (fixture);
  kill_hub (fixture);
  kept = hearth_outbox_keep_guest (fixture->outbox, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ABS (hearth_kept_get_kept_at_s (kept) - (true_s + 3600)), <=, 5);
  hearth_test_lan_start (fixture->lan);
  until_sent (fixture);
  stop_hub (fixture);
  hearth_clock_reset ();
  g_assert_cmpint (ABS (number (fixture, "SELECT arrived_at_s FROM visit") - true_s), <=, 5);
}

/* --- without the hub --- */

static void
until_remembered (HearthTestLanDesk *desk)
{
  g_autofree char *path = g_build_filename (hearth_desk_folder_get_path (desk->folder), "offline", NULL);
  gboolean there = FALSE;

  while (!there)
    {
      g_autofree char *text = NULL;

      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
      there = g_file_get_contents (path, &text, NULL, NULL) && g_strstr_len (text, -1, "verifier=") != NULL;
    }
}

static void
test_sign_in_alone (Fixture *fixture, gconstpointer data)
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

  begin (fixture);
  until_remembered (fixture->desk);
  kill_hub (fixture);
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
  kept = hearth_outbox_keep_guest (fixture->outbox, NULL, NULL, &error);
  g_assert_no_error (error);

  /* The hub never heard of this sign-in: the desk is locked, and what was kept goes all the same. */
  hearth_test_lan_start (fixture->lan);
  until_sent (fixture);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_LOCKED);
  g_assert_null (hearth_client_get_account (client));
  stop_hub (fixture);
  g_assert_cmpint (number (fixture, "SELECT count(*) FROM visit"), ==, 1);
}

/* The hub is there and answers nothing: after 25 seconds the check-in is kept, and when the hub goes on both tries arrive. Only
 * with "-m slow". */
static void
test_no_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture);
  kill (fixture->lan->pid, SIGSTOP);
  hearth_checkin_client_record_guest_async (fixture->desk->client, named ("M"), NULL, hearth_test_on_result, &result);
  g_assert_null (hearth_checkin_client_visit_finish (fixture->desk->client, hearth_test_await (&result), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_KEPT);
  g_assert_cmpuint (hearth_outbox_get_waiting (fixture->outbox), ==, 1);
  kill (fixture->lan->pid, SIGCONT);
  until_sent (fixture);
  stop_hub (fixture);
  g_assert_cmpint (number (fixture, "SELECT count(*) FROM visit"), ==, 1);
}

/* The program is started while the hub is away: somebody signs in, keeps, and cannot read what was kept before. */
static void
test_started_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthClient) client = NULL;
  g_autoptr (HearthConnector) connector = NULL;
  g_autoptr (HearthOutbox) outbox = NULL;
  g_autoptr (HearthKept) before = NULL;
  g_autoptr (HearthKept) kept = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;

  begin (fixture);
  until_remembered (fixture->desk);
  kill_hub (fixture);
  g_object_unref (hearth_outbox_keep_guest (fixture->outbox, NULL, named ("before"), &error));
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
  kept = hearth_outbox_keep_guest (outbox, NULL, named ("after"), &error);
  g_assert_no_error (error);

  hearth_test_lan_start (fixture->lan);
  connector = hearth_connector_new (client, fixture->desk->folder);
  hearth_connector_start (connector);
  hearth_test_until (hearth_client_get_state (client) != HEARTH_CLIENT_AWAY && hearth_outbox_get_waiting (outbox) == 0);
  hearth_connector_stop (connector);
  hearth_client_disconnect (client);
  hearth_test_lan_stop (fixture->lan);
  g_assert_cmpuint (hearth_outbox_get_to_settle (outbox), ==, 0);
  g_assert_cmpint (number (fixture, "SELECT count(*) FROM visit WHERE guest_name IN ('before', 'after')"), ==, 2);
}

/* The same folder, and the hub of another center: what was kept for the first stays. */
static void
test_other_center (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthTestLan) elsewhere = hearth_test_lan_new (1);
  HearthTestLanDesk *desk = hearth_test_lan_desk (elsewhere, 0);
  g_autoptr (HearthOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture);
  kill_hub (fixture);
  g_object_unref (hearth_outbox_keep_guest (fixture->outbox, NULL, named ("ours"), &error));
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
  until_sent (fixture);
  stop_hub (fixture);
  g_assert_cmpint (number (fixture, "SELECT count(*) FROM visit WHERE guest_name = 'ours'"), ==, 1);
}

/* The desk was removed while its hub was away: who was there is out, and nobody signs in without the hub. */
static void
test_removed (Fixture *fixture, gconstpointer data)
{
  HearthClient *client = fixture->desk->client;
  g_autofree char *sql = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;

  begin (fixture);
  until_remembered (fixture->desk);
  kill_hub (fixture);
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

  hearth_checkin_client_record_guest_async (client, named (name), NULL, hearth_test_on_result, &result);
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
close_house (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  hearth_house_close (fixture->lan->center->house, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->lan->center->house);
}

static void
test_restored (Fixture *fixture, gconstpointer data)
{
  HearthTestLanDesk *other = hearth_test_lan_desk (fixture->lan, 1);
  const char *file = hearth_test_lan_center_file (fixture->lan);
  g_autofree char *backup = g_strconcat (file, "-older", NULL), *sql = NULL;
  g_autoptr (HearthOutbox) other_outbox = outbox_of (other);
  g_autoptr (HearthVisit) first = NULL;
  g_autoptr (HearthVisit) lost = NULL;
  g_autoptr (HearthVisit) theirs = NULL;
  g_autoptr (HearthVisit) fresh = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture);
  hearth_test_lan_desk_start (other);
  hearth_test_lan_desk_sign_in (other, HEARTH_ROLE_STAFF);
  first = record_guest (fixture->desk->client, "first");
  stop_hub (fixture);
  close_house (fixture);
  copy_file (file, backup);

  /* Since then: a visit here that the other desk ends, and one there that this desk ends. */
  hearth_test_lan_start (fixture->lan);
  until_back (fixture->desk);
  until_back (other);
  lost = record_guest (fixture->desk->client, "lost");
  theirs = record_guest (other->client, "theirs");
  check_out (other->client, hearth_visit_get_id (lost));
  check_out (fixture->desk->client, hearth_visit_get_id (theirs));
  stop_hub (fixture);
  close_house (fixture);
  hearth_restore_in_place (backup, file, &error);
  g_assert_no_error (error);

  /* One desk comes back, the hub dies while it offers; then both, then the first once more: what it offers stands on what
   * the other brings. */
  hearth_test_lan_start (fixture->lan);
  until_back (fixture->desk);
  kill_hub (fixture);
  hearth_test_lan_start (fixture->lan);
  until_back (fixture->desk);
  fresh = record_guest (fixture->desk->client, "fresh");
  until_back (other);
  for (guint i = 0; i < 3; i++)
    {
      hearth_test_lan_desk_stop (fixture->desk);
      hearth_test_lan_desk_start (fixture->desk);
      hearth_test_lan_desk_stop (other);
      hearth_test_lan_desk_start (other);
      /* An answer to a later call means that the offers before it were answered. */
      hearth_test_lan_desk_sign_in (fixture->desk, HEARTH_ROLE_GREETER);
      hearth_test_lan_desk_sign_in (other, HEARTH_ROLE_STAFF);
    }
  stop_hub (fixture);
  g_assert_cmpint (number (fixture, "SELECT count(*) FROM visit"), ==, 4);
  sql = g_strdup_printf ("SELECT count(*) FROM visit WHERE (id = %" G_GINT64_FORMAT " AND guest_name = 'lost'"
                         " OR id = %" G_GINT64_FORMAT " AND guest_name = 'theirs') AND left_how = 'left'",
                         hearth_visit_get_id (lost), hearth_visit_get_id (theirs));
  g_assert_cmpint (number (fixture, sql), ==, 2);
  g_assert_cmpuint (hearth_outbox_get_to_settle (fixture->outbox), ==, 0);
  g_assert_cmpuint (hearth_outbox_get_to_settle (other_outbox), ==, 0);
  hearth_test_lan_desk_stop (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/away/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("goes-on", test_goes_on);
  ADD ("killed", test_killed);
  ADD ("done-and-not-answered", test_done_and_not_answered);
  ADD ("settle", test_settle);
  ADD ("forged", test_forged);
  ADD ("clocks", test_clocks);
  ADD ("sign-in-alone", test_sign_in_alone);
  if (g_test_slow ())
    ADD ("no-answer", test_no_answer);
  ADD ("started-alone", test_started_alone);
  ADD ("other-center", test_other_center);
  ADD ("removed", test_removed);
  ADD ("restored", test_restored);
  return g_test_run ();
}
