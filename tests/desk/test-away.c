/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A desk whose hub goes away and comes back: what is said, what goes on, what is kept, and that all of it arrives once. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-checkin-client.h"
#include "hearth-correct-visit-dialog.h"
#include "hearth-count-group-dialog.h"
#include "hearth-hub-line.h"
#include "hearth-banner.h"
#include "hearth-new-person-dialog.h"
#include "hearth-paper-list-dialog.h"
#include "hearth-preferences.h"
#include "hearth-session-client.h"
#include "hearth-shell.h"
#include "hearth-sign-in-page.h"
#include "hearth-test-hub.h"
#include "hearth-window-test.h"

static const char *const people[] = { "Theo", "Brown", "Rosa", "Miller", NULL };

static HearthClient *
client_of (HearthWindowTest *test)
{
  return hearth_window_get_client (test->window);
}

static const char *
line_of (HearthWindowTest *test)
{
  return hearth_hub_line_get_text (
      HEARTH_HUB_LINE (hearth_test_desk_find_type (GTK_WIDGET (test->window), HEARTH_TYPE_HUB_LINE)));
}

static guint
rows (HearthWindowTest *test)
{
  return g_list_model_get_n_items (hearth_today_pane_get_shown (test->page->today));
}

/* Visits of the day, as the hub says. */
static GListStore *
day_of_hub (HearthWindowTest *test)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GListStore *visits;

  hearth_checkin_client_day_async (client_of (test), "", NULL, hearth_test_on_result, &result);
  hearth_test_await (&result);
  visits = hearth_checkin_client_day_finish (client_of (test), result, NULL, NULL, &error);
  g_assert_no_error (error);
  return visits;
}

static void
check_in_rosa (HearthWindowTest *test)
{
  hearth_window_test_enter_name (test, "Rosa");
  HEARTH_TEST_WAIT (rows (test) == 1);
  HEARTH_TEST_WAIT (hearth_checkin_page_get_state (test->page) == HEARTH_CHECKIN_STATE_ARRIVED);
  hearth_window_test_key (test, GDK_KEY_Escape);
}

static void
test_says_so (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  GtkWidget *page = GTK_WIDGET (test->page);
  gboolean revealed = TRUE;
  g_autofree char *asks = NULL;
  GtkWidget *banner;

  check_in_rosa (test);
  g_assert_nonnull (strstr (line_of (test), "Connected"));
  banner = hearth_test_desk_find_type (page, HEARTH_TYPE_BANNER);
  g_object_get (banner, "revealed", &revealed, NULL);
  g_assert_false (revealed);

  hearth_window_test_hub_away (test);
  g_assert_true (GTK_WIDGET (test->page) == hearth_desk_view_get_page (hearth_window_get_desk_view (test->window)));
  g_object_get (banner, "revealed", &revealed, NULL);
  g_assert_true (revealed);
  g_assert_true (hearth_test_desk_shows (page, "The hub cannot be reached. Go on checking people in"));
  g_assert_cmpstr (line_of (test), ==, "On its own");
  /* What was on screen stays readable, and says of when it is. */
  g_assert_cmpuint (rows (test), ==, 1);
  g_assert_true (hearth_test_desk_shows (page, "Rosa M."));
  g_assert_true (hearth_test_desk_shows (page, "As of "));
  g_object_get (test->page->search, "placeholder-text", &asks, NULL);
  g_assert_cmpstr (asks, ==, "Type their name");
  /* What needs the hub is not offered. */
  gtk_widget_activate_action (page, "checkin.new-person", NULL);
  gtk_widget_activate_action (page, "checkin.paper-list", NULL);
  g_assert_null (hearth_test_desk_window (HEARTH_TYPE_NEW_PERSON_DIALOG));
  g_assert_null (hearth_test_desk_window (HEARTH_TYPE_PAPER_LIST_DIALOG));
  hearth_test_desk_shot (GTK_WINDOW (test->window), "away-empty.png");

  hearth_window_test_hub_back (test);
  HEARTH_TEST_WAIT (hearth_client_get_state (client_of (test)) == HEARTH_CLIENT_SIGNED_IN);
  g_object_get (banner, "revealed", &revealed, NULL);
  g_assert_false (revealed);
  g_assert_nonnull (strstr (line_of (test), "Connected"));
  HEARTH_TEST_WAIT (!hearth_test_desk_shows (page, "As of "));
  g_assert_cmpuint (rows (test), ==, 1);
}

static void
test_keeps (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  GtkWidget *page = GTK_WIDGET (test->page);
  g_autoptr (GListStore) visits = NULL;
  GtkWidget *dialog;
  gint64 kept_at_s;

  check_in_rosa (test);
  hearth_window_test_hub_away (test);
  hearth_window_test_enter_name (test, "Theo Brown");
  g_assert_cmpuint (rows (test), ==, 2);
  g_assert_cmpint (hearth_checkin_page_get_state (test->page), ==, HEARTH_CHECKIN_STATE_ARRIVED);
  /* As any list shows it, with Ctrl+H and without. */
  g_assert_true (hearth_test_desk_shows (page, "“Theo B.”"));
  g_assert_false (hearth_test_desk_shows (test->window, "Brown"));
  hearth_window_test_act (test, "checkin.shrink-names");
  g_assert_true (hearth_test_desk_shows (page, "“Theo”"));
  g_assert_false (hearth_test_desk_shows (page, "“Theo B"));
  hearth_window_test_act (test, "checkin.shrink-names");
  g_assert_true (hearth_test_desk_shows (page, "kept here"));
  g_assert_cmpstr (line_of (test), ==, "On its own · 1 kept here");
  /* A reason by its key, as for any visit. */
  g_assert_true (hearth_window_test_key (test, GDK_KEY_F4));
  {
    g_autoptr (HearthVisit) kept = g_list_model_get_item (hearth_today_pane_get_shown (test->page->today), 0);

    g_assert_cmpint (hearth_visit_get_id (kept), <, 0);
    g_assert_cmpstr (hearth_visit_get_reason (kept), !=, "");
    kept_at_s = hearth_visit_get_arrived_at_s (kept);
  }
  hearth_window_test_act (test, "checkin.guest-new");
  g_assert_cmpuint (rows (test), ==, 3);
  hearth_window_test_act (test, "checkin.count-group");
  HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_COUNT_GROUP_DIALOG)) != NULL);
  gtk_widget_activate_action (dialog, "group.count", NULL);
  HEARTH_TEST_WAIT (rows (test) == 4);
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_COUNT_GROUP_DIALOG) == NULL);
  g_assert_cmpstr (line_of (test), ==, "On its own · 3 kept here");
  g_assert_true (hearth_test_desk_shows (page, "3 visits are kept on this PC"));
  hearth_test_desk_shot (GTK_WINDOW (test->window), "away-kept.png");

  hearth_window_test_hub_back (test);
  HEARTH_TEST_WAIT (hearth_outbox_get_waiting (test->window->outbox) == 0);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (test->window, "3 visits were sent."));
  visits = day_of_hub (test);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (visits)), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (HearthVisit) visit = g_list_model_get_item (G_LIST_MODEL (visits), i);

      if (g_str_equal (hearth_visit_get_name (visit), "Theo"))
        g_assert_cmpint (hearth_visit_get_arrived_at_s (visit), ==, kept_at_s);
    }
  HEARTH_TEST_WAIT (rows (test) == 4);
  g_assert_false (hearth_test_desk_shows (page, "kept here"));
}

static void
test_undo (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);

  hearth_window_test_hub_away (test);
  hearth_window_test_enter_name (test, "Theo");
  hearth_window_test_act (test, "checkin.guest-before");
  g_assert_cmpuint (rows (test), ==, 2);
  g_assert_true (hearth_shell_undo (GTK_WIDGET (test->page)));
  g_assert_cmpuint (rows (test), ==, 1);
  /* Undo of what was sent meanwhile takes the visit back. */
  hearth_window_test_hub_back (test);
  HEARTH_TEST_WAIT (hearth_outbox_get_waiting (test->window->outbox) == 0);
  HEARTH_TEST_WAIT (rows (test) == 1 && hearth_test_desk_shows (test->page, "Theo B."));
  g_assert_true (hearth_shell_undo (GTK_WIDGET (test->page)));
  HEARTH_TEST_WAIT (rows (test) == 0);
}

/* Somebody who has an account, and has never been at this desk. */
static void
type_unknown_name (GtkWidget *page)
{
  GtkEditable *name = GTK_EDITABLE (HEARTH_TEST_CHILD (page, HEARTH_TYPE_SIGN_IN_PAGE, "name_entry"));
  GtkEditable *passphrase = GTK_EDITABLE (HEARTH_TEST_CHILD (page, HEARTH_TYPE_SIGN_IN_PAGE, "passphrase"));
  GtkWidget *tile = NULL;

  HEARTH_TEST_WAIT ((tile = hearth_test_desk_find_text (page, "Someone else")) != NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gtk_widget_get_ancestor (tile, GTK_TYPE_TOGGLE_BUTTON)), TRUE);
  gtk_editable_set_text (name, "Test Supervisor");
  gtk_editable_set_text (passphrase, HEARTH_TEST_PASSPHRASE);
  g_signal_emit_by_name (passphrase, "activate");
}

static void
test_lock_and_unlock (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  GtkStack *views = GTK_STACK (HEARTH_TEST_CHILD (test->window, HEARTH_TYPE_WINDOW, "views"));

  check_in_rosa (test);
  hearth_window_test_hub_away (test);
  hearth_window_test_enter_name (test, "Theo");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.lock", NULL));
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (gtk_stack_get_visible_child (views)));
  g_assert_null (hearth_window_get_desk_view (test->window));
  g_assert_true (hearth_test_desk_shows (views, "The hub cannot be reached"));
  g_assert_false (hearth_test_desk_shows (views, "Rosa"));
  hearth_test_desk_shot (GTK_WINDOW (test->window), "away-locked.png");
  type_unknown_name (gtk_stack_get_visible_child (views));
  HEARTH_TEST_WAIT (hearth_test_desk_shows (views, "only people who signed in at this desk before can go on"));
  hearth_window_test_sign_in (test, HEARTH_ROLE_GREETER);
  g_assert_true (hearth_client_is_on_its_own (client_of (test)));
  /* The same person has what was on screen, and what is kept. */
  g_assert_cmpuint (rows (test), ==, 2);
  hearth_window_test_enter_name (test, "Somebody");
  g_assert_cmpuint (rows (test), ==, 3);

  /* The hub has not heard of this sign-in: it asks, and what was kept goes there all the same. */
  hearth_window_test_hub_back (test);
  HEARTH_TEST_WAIT (hearth_client_get_state (client_of (test)) == HEARTH_CLIENT_LOCKED);
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (gtk_stack_get_visible_child (views)));
  hearth_window_test_sign_in (test, HEARTH_ROLE_GREETER);
  HEARTH_TEST_WAIT (hearth_outbox_get_waiting (test->window->outbox) == 0);
  HEARTH_TEST_WAIT (hearth_outbox_get_to_settle (test->window->outbox) == 1);
}

/* The PC was started while the hub is away: those who signed in here lately may begin. */
static void
test_start (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  GtkStack *views;

  hearth_window_test_hub_away (test);
  hearth_window_test_enter_name (test, "Theo");
  hearth_window_test_open_again (test);
  views = GTK_STACK (HEARTH_TEST_CHILD (test->window, HEARTH_TYPE_WINDOW, "views"));
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (gtk_stack_get_visible_child (views)));
  hearth_test_desk_shot (GTK_WINDOW (test->window), "away-start.png");
  hearth_window_test_sign_in (test, HEARTH_ROLE_GREETER);
  g_assert_true (hearth_client_is_on_its_own (client_of (test)));
  hearth_window_test_enter_name (test, "Rosa Miller");
  g_assert_cmpuint (hearth_outbox_get_waiting (test->window->outbox), ==, 2);
  /* The reasons as the hub told them to the earlier run. */
  g_assert_true (hearth_window_test_key (test, GDK_KEY_F4));
  {
    g_autoptr (HearthKept) kept = g_list_model_get_item (G_LIST_MODEL (test->window->outbox), 1);

    g_assert_cmpstr (hearth_kept_get_reason (kept), !=, "");
  }
  /* What an earlier run kept cannot be read by anybody until the hub is back. */
  g_assert_true (hearth_test_desk_shows (test->page, "A kept check-in"));
  /* How many are here has not been said to this desk. */
  g_assert_true (hearth_test_desk_shows (test->page, "–"));
  g_assert_false (hearth_test_desk_shows (test->page, "As of"));
  g_assert_false (hearth_test_desk_shows (test->page, "Theo"));
  hearth_test_desk_shot (GTK_WINDOW (test->window), "away-after-start.png");
  hearth_window_test_hub_back (test);
  hearth_window_test_sign_in (test, HEARTH_ROLE_GREETER);
  HEARTH_TEST_WAIT (hearth_outbox_get_waiting (test->window->outbox) == 0);
  HEARTH_TEST_WAIT (rows (test) == 2);
}

static void
test_dialogs_keep_what_is_typed (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_DIRECTOR, FALSE, people);
  g_autoptr (HearthVisit) visit = NULL;
  GtkWidget *dialog, *time;

  check_in_rosa (test);
  visit = g_list_model_get_item (hearth_today_pane_get_shown (test->page->today), 0);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (test->page), "checkin.correct", "x", hearth_visit_get_id (visit)));
  HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_CORRECT_VISIT_DIALOG)) != NULL);
  hearth_window_test_hub_away (test);
  time = hearth_test_desk_child (dialog, HEARTH_TYPE_CORRECT_VISIT_DIALOG, "time");
  gtk_editable_set_text (GTK_EDITABLE (time), "0:01");
  gtk_widget_activate_action (dialog, "visit.save", NULL);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "Nothing is lost; try again"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (time)), ==, "0:01");
  gtk_window_destroy (GTK_WINDOW (dialog));

  /* Preferences say why those of the center are not there. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.preferences-at", "s", "center"));
  HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_PREFERENCES)) != NULL);
  g_assert_true (hearth_test_desk_shows (dialog, "The hub cannot be reached"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The hub answers and has no room: it is said, and nothing of it is lost. */
static void
test_full_disk (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  g_autoptr (GListStore) visits = NULL;

  hearth_test_lan_fill_disk (test->lan, TRUE);
  hearth_window_test_act (test, "checkin.guest-new");
  HEARTH_TEST_WAIT (hearth_test_desk_shows (test->page, "The disk of the hub is full. What you see is saved; new "
                                                        "check-ins wait on this PC."));
  hearth_window_test_enter_name (test, "Rosa");
  HEARTH_TEST_WAIT (hearth_outbox_get_waiting (test->window->outbox) == 2);
  HEARTH_TEST_WAIT (g_str_equal (line_of (test), "Hub full · 2 kept here"));
  HEARTH_TEST_WAIT (rows (test) == 2);
  g_assert_cmpint (hearth_client_get_state (client_of (test)), ==, HEARTH_CLIENT_SIGNED_IN);
  hearth_test_desk_shot (GTK_WINDOW (test->window), "hub-full.png");

  hearth_test_lan_fill_disk (test->lan, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.try-hub", NULL);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (test->window, "2 visits were sent."));
  g_assert_nonnull (strstr (line_of (test), "Connected"));
  visits = day_of_hub (test);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (visits)), ==, 2);
}

static void
test_removed (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  GtkWidget *views = HEARTH_TEST_CHILD (test->window, HEARTH_TYPE_WINDOW, "views");

  check_in_rosa (test);
  hearth_window_test_hub_away (test);
  hearth_window_test_enter_name (test, "Theo Brown");
  HEARTH_TEST_WAIT (hearth_outbox_get_waiting (test->window->outbox) == 1);
  hearth_test_center_sql (test->lan->center, "UPDATE desk SET removed_at_s = 1 WHERE id > 1");
  hearth_test_lan_start (test->lan);
  hearth_connector_try_now (test->window->connector);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (views, "This desk was removed from the center"));
  /* What becomes of it is said, and not who it was. */
  g_assert_true (hearth_test_desk_shows (views, "1 visit that was kept on this PC was not sent"));
  g_assert_false (hearth_test_desk_shows (test->window, "Theo"));
  g_assert_false (hearth_test_desk_shows (test->window, "Rosa"));
  hearth_test_desk_shot (GTK_WINDOW (test->window), "removed.png");
}

int
main (int argc, char **argv)
{
  hearth_test_desk_init (&argc, &argv);
  g_test_add_func ("/away/says-so", test_says_so);
  g_test_add_func ("/away/keeps", test_keeps);
  g_test_add_func ("/away/undo", test_undo);
  g_test_add_func ("/away/lock-and-unlock", test_lock_and_unlock);
  g_test_add_func ("/away/start", test_start);
  g_test_add_func ("/away/dialogs", test_dialogs_keep_what_is_typed);
  g_test_add_func ("/away/full-disk", test_full_disk);
  g_test_add_func ("/away/removed", test_removed);
  return g_test_run ();
}
