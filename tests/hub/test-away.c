/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Nothing is lost when the hub is away: a hub as a process of its own, which is killed, and desks that have joined it. The
 * test starts itself as the desk that is killed. */

#include "config.h"

#include "hearth-away.h"
#include "hearth-client-private.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-id.h"
#include "hearth-link.h"
#include "hearth-outbox-private.h"
#include "hearth-record.h"
#include "hearth-session-client.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 4
#define IN_FLIGHT 6
#define KEPT 40
#define DESK_KILLS 5
#define DAY_S (24 * 60 * 60)
/* The desk reckons the hub's time from whole seconds that the hub told it, and from its own. */
#define CLOCKS_S 2

static const char *own_path;

static void
test_goes_on (HearthAway *fixture, gconstpointer data)
{
  gint64 jon = hearth_test_center_add_person (fixture->lan->center, "Jonas", "Smith"), before_s, after_s, arrived_s;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthKept) typed = NULL;
  HearthClient *client = fixture->desk->client;

  hearth_away_begin (fixture);
  hearth_away_kill_hub (fixture);
  g_assert_true (hearth_client_is_on_its_own (client));
  g_assert_nonnull (hearth_client_get_account (client));
  before_s = hearth_clock_now_s ();
  hearth_checkin_client_record_async (client, jon, NULL, NULL, hearth_test_on_result, &result);
  g_assert_null (hearth_checkin_client_record_finish (client, hearth_test_await (&result), NULL, NULL, &error));
  after_s = hearth_clock_now_s ();
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_KEPT);
  g_clear_error (&error);
  typed = hearth_outbox_keep_name (fixture->outbox, "jonas smith", NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  hearth_checkin_client_record_group_async (client, 9, "Yoga", NULL, NULL, hearth_test_on_result, &result);
  g_assert_null (hearth_checkin_client_visit_finish (client, hearth_test_await (&result), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_KEPT);
  g_assert_cmpuint (hearth_outbox_get_waiting (fixture->outbox), ==, 3);

  hearth_test_lan_start (fixture->lan);
  hearth_away_until_sent (fixture);
  /* The same person sits there as before. */
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_SIGNED_IN);
  g_assert_cmpuint (hearth_outbox_get_to_settle (fixture->outbox), ==, 0);
  hearth_away_stop_hub (fixture);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM visit"), ==, 2);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM visit WHERE kind = 'group' AND head_count = 9"),
                   ==, 1);
  /* When it was typed, not when it was sent. */
  arrived_s = hearth_away_number (fixture, "SELECT arrived_at_s FROM visit WHERE kind = 'person'");
  g_assert_cmpint (arrived_s, >=, before_s - CLOCKS_S);
  g_assert_cmpint (arrived_s, <=, after_s + CLOCKS_S);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM audit WHERE verb = 'kept'"), ==, 3);
}

/* The hub's PC answers and the hub does not: the desk notices by its own call that nobody answers, and goes on by itself.
 * What it asked then may be heard after all when the hub goes on. */
static void
test_silent (HearthAway *fixture, gconstpointer data)
{
  gint64 jon = hearth_test_center_add_person (fixture->lan->center, "Jonas", "Smith");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthKept) typed = NULL;
  HearthClient *client = fixture->desk->client;

  hearth_away_begin (fixture);
  hearth_client_set_patience_ms (client, 200);
  g_assert_cmpint (kill (fixture->lan->pid, SIGSTOP), ==, 0);
  hearth_checkin_client_record_async (client, jon, NULL, NULL, hearth_test_on_result, &result);
  g_assert_null (hearth_checkin_client_record_finish (client, hearth_test_await (&result), NULL, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_KEPT);
  g_clear_error (&error);
  g_assert_true (hearth_client_is_on_its_own (client));
  typed = hearth_outbox_keep_name (fixture->outbox, "somebody else", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hearth_outbox_get_waiting (fixture->outbox), ==, 2);

  hearth_client_set_patience_ms (client, 0);
  g_assert_cmpint (kill (fixture->lan->pid, SIGCONT), ==, 0);
  hearth_away_until_sent (fixture);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_SIGNED_IN);
  g_assert_cmpuint (hearth_outbox_get_to_settle (fixture->outbox), ==, 1);
  hearth_away_stop_hub (fixture);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM visit"), ==, 1);
}

/* --- the hub dies at any moment --- */

typedef struct
{
  HearthAway *fixture;
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
  hearth_checkin_client_record_guest_async (desk->fixture->desk->client, hearth_away_named (name), NULL, on_recorded,
                                            desk);
}

static void
test_killed (HearthAway *fixture, gconstpointer data)
{
  Desk desk = { .fixture = fixture };

  hearth_away_begin (fixture);
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
      hearth_away_kill_hub (fixture);
      hearth_test_until (desk.n_open == 0);
      for (guint i = 0; i < 10; i++)
        ask (&desk);
      hearth_test_until (desk.n_open == 0);
      /* Dies again in the middle of what is sent. */
      hearth_test_lan_start (fixture->lan);
      hearth_away_until_back (fixture->desk);
      enough = (guint)g_test_rand_int_range (0, (gint32)hearth_outbox_get_waiting (fixture->outbox) + 1);
      while (hearth_outbox_get_waiting (fixture->outbox) > enough)
        g_main_context_iteration (NULL, TRUE);
      hearth_away_kill_hub (fixture);
      hearth_test_lan_start (fixture->lan);
      hearth_away_until_sent (fixture);
      g_assert_cmpint (hearth_client_get_state (fixture->desk->client), ==, HEARTH_CLIENT_SIGNED_IN);
    }
  hearth_away_stop_hub (fixture);
  g_assert_cmpuint (desk.n_recorded + desk.n_kept, ==, desk.n_asked);
  g_assert_cmpuint (hearth_outbox_get_to_settle (fixture->outbox), ==, 0);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM visit"), ==, desk.n_asked);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(DISTINCT guest_name) FROM visit"), ==, desk.n_asked);
  g_test_message ("%u check-ins, %u of them kept, %u kills: each once", desk.n_asked, desk.n_kept, 2 * ROUNDS);
}

/* Answered by nobody, but done: COMMIT, then the hub is gone. */
static void
test_done_and_not_answered (HearthAway *fixture, gconstpointer data)
{
  g_autofree char *request = hearth_id_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL, args = NULL;
  g_autoptr (HearthKept) kept = NULL;

  hearth_away_begin (fixture);
  g_dbus_proxy_call (G_DBUS_PROXY (hearth_client_get_checkin_bus (fixture->desk->client)), "RecordGuest",
                     g_variant_new ("(s@a{sv})", request, hearth_away_named ("M")), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                     hearth_test_on_result, &result);
  reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (hearth_client_get_checkin_bus (fixture->desk->client)),
                                    hearth_test_await (&result), &error);
  g_assert_no_error (error);
  hearth_away_kill_hub (fixture);
  args = g_variant_ref_sink (g_variant_new ("(s@a{sv})", request, hearth_away_named ("M")));
  kept = hearth_outbox_keep_call (fixture->outbox, hearth_client_get_account (fixture->desk->client), "RecordGuest",
                                  args, NULL, TRUE, &error);
  g_assert_no_error (error);
  hearth_test_lan_start (fixture->lan);
  hearth_away_until_sent (fixture);
  hearth_away_stop_hub (fixture);
  g_assert_cmpuint (hearth_outbox_get_to_settle (fixture->outbox), ==, 0);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM visit"), ==, 1);
}

/* The hub answers, and cannot write: what is entered waits here, and arrives once when there is room. */
static void
test_full_disk (HearthAway *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL, guest = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) none = NULL;
  g_autoptr (HearthKept) changed = NULL;
  gint64 person = hearth_test_center_add_person (fixture->lan->center, "Maria", "Lopez");

  hearth_away_begin (fixture);
  hearth_client_set_outbox (fixture->desk->client, fixture->outbox);
  hearth_test_lan_fill_disk (fixture->lan, TRUE);
  hearth_checkin_client_record_async (fixture->desk->client, person, NULL, NULL, hearth_test_on_result, &result);
  none = hearth_checkin_client_record_finish (fixture->desk->client, hearth_test_await (&result), NULL, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_KEPT);
  g_clear_error (&error);
  g_assert_nonnull (hearth_checkin_client_get_kept (result));
  hearth_checkin_client_record_guest_async (fixture->desk->client, hearth_away_named ("M"), NULL, hearth_test_on_result,
                                            &guest);
  none = hearth_checkin_client_visit_finish (fixture->desk->client, hearth_test_await (&guest), &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_KEPT);
  g_assert_cmpint (hearth_client_get_state (fixture->desk->client), ==, HEARTH_CLIENT_SIGNED_IN);
  g_assert_cmpuint (hearth_outbox_get_waiting (fixture->outbox), ==, 2);
  g_assert_true (hearth_outbox_is_hub_full (fixture->outbox));
  /* It is as open as any other: a reason, and taken back. */
  hearth_test_until ((changed = hearth_outbox_change (fixture->outbox, hearth_checkin_client_get_kept (result),
                                                      g_variant_new_parsed ("{'reason': <'coaching'>}"), NULL))
                     != NULL);
  hearth_test_until (hearth_outbox_drop (fixture->outbox, hearth_checkin_client_get_kept (guest), NULL));

  hearth_test_lan_fill_disk (fixture->lan, FALSE);
  hearth_outbox_try_now (fixture->outbox);
  hearth_test_until (hearth_outbox_get_waiting (fixture->outbox) == 0);
  g_assert_false (hearth_outbox_is_hub_full (fixture->outbox));
  g_assert_cmpuint (hearth_outbox_get_to_settle (fixture->outbox), ==, 0);
  hearth_client_set_outbox (fixture->desk->client, NULL);
  hearth_away_stop_hub (fixture);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM visit"), ==, 1);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM visit JOIN visit_reason ON visit_reason.id = "
                                                "visit.reason_id WHERE visit_reason.code = 'coaching'"),
                   ==, 1);
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
test_settle (HearthAway *fixture, gconstpointer data)
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
  hearth_away_begin (fixture);
  hearth_away_kill_hub (fixture);
  g_object_unref (hearth_outbox_keep_name (fixture->outbox, "Zebulon Quark", NULL, &error));
  g_assert_no_error (error);
  g_object_unref (hearth_outbox_keep_name (fixture->outbox, "Maria", NULL, &error));
  g_assert_no_error (error);
  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "arrived-at-s", "x", hearth_clock_now_s () - 15 * DAY_S);
  g_variant_dict_insert (&options, "name", "s", "Old");
  g_object_unref (hearth_outbox_keep_guest (fixture->outbox, g_variant_dict_end (&options), &error));
  g_assert_no_error (error);
  hearth_test_lan_start (fixture->lan);
  hearth_away_until_sent (fixture);
  g_assert_cmpuint (hearth_outbox_get_to_settle (fixture->outbox), ==, 3);

  /* They are there after a restart of the program too. */
  g_clear_object (&fixture->outbox);
  fixture->outbox = hearth_away_outbox_of (fixture->desk);
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
  hearth_away_stop_hub (fixture);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM visit"), ==, 3);
}

/* Somebody says that another was at the desk. */
static void
test_forged (HearthAway *fixture, gconstpointer data)
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

  hearth_away_begin (fixture);
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
  hearth_away_stop_hub (fixture);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM visit"), ==, 0);
}

/* --- the clocks --- */

static void
test_clocks (HearthAway *fixture, gconstpointer data)
{
  gint64 true_s = hearth_clock_now_s (), after_s, arrived_s;
  g_autoptr (HearthKept) kept = NULL;
  g_autoptr (GError) error = NULL;

  /* This PC is an hour ahead of the hub, which is another process. */
  hearth_clock_set (true_s + 3600);
  hearth_away_begin (fixture);
  hearth_away_kill_hub (fixture);
  kept = hearth_outbox_keep_guest (fixture->outbox, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hearth_kept_get_kept_at_s (kept), ==, true_s + 3600);
  hearth_test_lan_start (fixture->lan);
  hearth_away_until_sent (fixture);
  hearth_away_stop_hub (fixture);
  hearth_clock_reset ();
  after_s = hearth_clock_now_s ();
  arrived_s = hearth_away_number (fixture, "SELECT arrived_at_s FROM visit");
  g_assert_cmpint (arrived_s, >=, true_s - CLOCKS_S);
  g_assert_cmpint (arrived_s, <=, after_s + CLOCKS_S);
}

/* --- the desk dies while it sends --- */

/* Until it is killed. */
static gboolean
stand_still (gpointer user_data)
{
  for (;;)
    pause ();
  return G_SOURCE_REMOVE;
}

typedef struct
{
  guint n, enough;
} Recorded;

/* After @enough the desk goes no further, at once or with the next one on its way: the parent may be slow to kill it. */
static void
say_recorded (HearthOutbox *outbox, HearthKept *kept, HearthVisit *visit, gpointer user_data)
{
  Recorded *recorded = user_data;

  if (++recorded->n == recorded->enough && recorded->enough % 2)
    g_idle_add_full (G_PRIORITY_HIGH, stand_still, NULL, NULL);
  if (write (STDOUT_FILENO, ".", 1) != 1)
    _exit (3);
  if (recorded->n == recorded->enough && recorded->enough % 2 == 0)
    stand_still (NULL);
}

/* In the child: a desk of this folder, until all is sent or @enough were. Returns: the exit status. */
static int
run_desk (const char *path, guint enough)
{
  g_autoptr (HearthDeskFolder) folder = hearth_desk_folder_new (path);
  g_autoptr (HearthClient) client = hearth_client_new ();
  g_autoptr (HearthOutbox) outbox = hearth_outbox_new (client, path);
  g_autoptr (HearthConnector) connector = hearth_connector_new (client, folder);
  Recorded recorded = { 0, enough };

  g_signal_connect (outbox, "recorded", G_CALLBACK (say_recorded), &recorded);
  hearth_connector_start (connector);
  hearth_test_until (hearth_client_get_state (client) != HEARTH_CLIENT_AWAY && hearth_outbox_get_waiting (outbox) == 0);
  hearth_connector_stop (connector);
  return hearth_outbox_get_to_settle (outbox) == 0 ? 0 : 4;
}

/* Kills it after it has said @enough; G_MAXUINT: never. Returns its status. */
static int
run_and_kill (const char *path, guint enough)
{
  g_autofree char *number = g_strdup_printf ("%u", enough);
  char *argv[] = { (char *)own_path, (char *)"--desk", (char *)path, number, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;
  int out, status;
  char dot;
  guint n = 0;

  g_spawn_async_with_pipes (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  while (n < enough && read (out, &dot, 1) == 1)
    n++;
  if (n == enough)
    kill (pid, SIGKILL);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  close (out);
  return status;
}

static void
test_desk_killed (HearthAway *fixture, gconstpointer data)
{
  const char *path = hearth_desk_folder_get_path (fixture->desk->folder);
  int status;

  hearth_away_begin (fixture);
  hearth_away_kill_hub (fixture);
  for (guint i = 0; i < KEPT; i++)
    {
      g_autofree char *name = g_strdup_printf ("k%u", i);
      g_autoptr (GError) error = NULL;

      g_object_unref (hearth_outbox_keep_guest (fixture->outbox, hearth_away_named (name), &error));
      g_assert_no_error (error);
    }
  hearth_test_lan_desk_stop (fixture->desk);
  g_clear_object (&fixture->outbox);
  hearth_test_lan_start (fixture->lan);
  for (guint round = 0; round < DESK_KILLS; round++)
    {
      status = run_and_kill (path, (guint)g_test_rand_int_range (1, KEPT / DESK_KILLS));
      g_assert_true (WIFSIGNALED (status));
    }
  status = run_and_kill (path, G_MAXUINT);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  hearth_test_lan_stop (fixture->lan);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM visit"), ==, KEPT);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(DISTINCT guest_name) FROM visit"), ==, KEPT);
}

/* The hub is there and answers nothing: after 25 seconds the check-in is kept, and when the hub goes on both tries arrive. Only
 * with "-m slow". */
static void
test_no_answer (HearthAway *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_away_begin (fixture);
  kill (fixture->lan->pid, SIGSTOP);
  hearth_checkin_client_record_guest_async (fixture->desk->client, hearth_away_named ("M"), NULL, hearth_test_on_result,
                                            &result);
  g_assert_null (hearth_checkin_client_visit_finish (fixture->desk->client, hearth_test_await (&result), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_KEPT);
  g_assert_cmpuint (hearth_outbox_get_waiting (fixture->outbox), ==, 1);
  kill (fixture->lan->pid, SIGCONT);
  hearth_away_until_sent (fixture);
  hearth_away_stop_hub (fixture);
  g_assert_cmpint (hearth_away_number (fixture, "SELECT count(*) FROM visit"), ==, 1);
}

int
main (int argc, char **argv)
{
  own_path = argv[0];
  if (argc == 4 && g_str_equal (argv[1], "--desk"))
    {
      hearth_link_init ();
      return run_desk (argv[2], (guint)g_ascii_strtoull (argv[3], NULL, 10));
    }
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/away/" name, HearthAway, NULL, hearth_away_set_up, test, hearth_away_tear_down)
  ADD ("goes-on", test_goes_on);
  ADD ("silent", test_silent);
  ADD ("killed", test_killed);
  ADD ("desk-killed", test_desk_killed);
  ADD ("done-and-not-answered", test_done_and_not_answered);
  ADD ("full-disk", test_full_disk);
  ADD ("settle", test_settle);
  ADD ("forged", test_forged);
  ADD ("clocks", test_clocks);
  if (g_test_slow ())
    ADD ("no-answer", test_no_answer);
  return g_test_run ();
}
