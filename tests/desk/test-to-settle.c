/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Names that were typed while the hub was away and fit nobody or several: found, registered, counted, or let go. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-day.h"
#include "hearth-kept-words.h"
#include "hearth-new-person-dialog.h"
#include "hearth-settle-pane.h"
#include "hearth-settle-time.h"
#include "hearth-shell.h"
#include "hearth-to-settle-dialog.h"
#include "hearth-typed-time.h"
#include "hearth-window-test.h"

static const char *const people[] = { "Mary", "Lane", "Mary", "Lopez", "Rosa", "Miller", NULL };

static HearthOutbox *
outbox_of (HearthWindowTest *test)
{
  return test->window->outbox;
}

static guint
rows (HearthWindowTest *test)
{
  return g_list_model_get_n_items (hearth_today_pane_get_shown (test->page->today));
}

/* The names are typed while the hub is away; it is back. */
static void
keep_names (HearthWindowTest *test, const char *const *names)
{
  hearth_window_test_hub_away (test);
  for (guint i = 0; names[i]; i++)
    hearth_window_test_enter_name (test, names[i]);
  hearth_window_test_hub_back (test);
  HEARTH_TEST_WAIT (hearth_client_get_state (hearth_window_get_client (test->window)) == HEARTH_CLIENT_SIGNED_IN);
  HEARTH_TEST_WAIT (hearth_outbox_get_waiting (outbox_of (test)) == 0);
  HEARTH_TEST_WAIT (hearth_outbox_get_to_settle (outbox_of (test)) == g_strv_length ((char **)names));
}

static GtkWidget *
open_dialog (HearthWindowTest *test)
{
  GtkWidget *dialog;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.kept", NULL));
  HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_TO_SETTLE_DIALOG)) != NULL);
  return dialog;
}

static GtkWidget *
pane_of (GtkWidget *dialog)
{
  return hearth_test_desk_child (dialog, HEARTH_TYPE_TO_SETTLE_DIALOG, "pane");
}

static void
choose (GtkWidget *dialog, int position)
{
  GtkListBox *list = GTK_LIST_BOX (hearth_test_desk_child (dialog, HEARTH_TYPE_TO_SETTLE_DIALOG, "settle_list"));

  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, position));
}

static void
test_find_and_undo (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  const char *const names[] = { "Mary L", "Big Al", NULL };
  GtkWidget *dialog;
  GtkListBox *found;

  keep_names (test, names);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (test->page, "To settle")
                    || hearth_checkin_page_get_state (test->page) != HEARTH_CHECKIN_STATE_IDLE);
  hearth_window_test_key (test, GDK_KEY_Escape);
  hearth_test_desk_shot (GTK_WINDOW (test->window), "to-settle-page.png");
  g_assert_true (hearth_test_desk_shows (test->page, "“Mary L”"));
  dialog = open_dialog (test);
  g_assert_true (hearth_test_desk_shows (dialog, "2 people fit"));
  g_assert_true (hearth_test_desk_shows (dialog, "Nobody of this name"));
  hearth_test_desk_shot (GTK_WINDOW (dialog), "to-settle.png");
  choose (dialog, 0);
  found = GTK_LIST_BOX (hearth_test_desk_child (pane_of (dialog), HEARTH_TYPE_SETTLE_PANE, "found"));
  HEARTH_TEST_WAIT (gtk_list_box_get_row_at_index (found, 1) != NULL);
  g_assert_true (hearth_test_desk_shows (dialog, "Type the last four digits"));
  hearth_test_desk_shot (GTK_WINDOW (dialog), "to-settle-one.png");
  g_signal_emit_by_name (found, "row-activated", gtk_list_box_get_row_at_index (found, 0));
  HEARTH_TEST_WAIT (hearth_outbox_get_to_settle (outbox_of (test)) == 1);
  HEARTH_TEST_WAIT (rows (test) == 1);
  HEARTH_TEST_WAIT (!hearth_test_desk_shows (dialog, "2 people fit"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_true (hearth_test_desk_shows (test->page, "Mary L."));
  g_assert_true (hearth_shell_undo (GTK_WIDGET (test->page)));
  HEARTH_TEST_WAIT (rows (test) == 0);
}

static void
test_guest_and_nothing (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  const char *const names[] = { "Big Al", "Bigger Al", NULL };
  GtkWidget *dialog;

  keep_names (test, names);
  dialog = open_dialog (test);
  choose (dialog, 0);
  gtk_widget_activate_action (pane_of (dialog), "settle.guest", NULL);
  HEARTH_TEST_WAIT (hearth_outbox_get_to_settle (outbox_of (test)) == 1);
  HEARTH_TEST_WAIT (rows (test) == 1);
  choose (dialog, 0);
  gtk_widget_activate_action (pane_of (dialog), "settle.nothing", NULL);
  HEARTH_TEST_WAIT (hearth_outbox_get_to_settle (outbox_of (test)) == 0);
  /* Nothing is left to settle: the dialog goes. */
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_TO_SETTLE_DIALOG) == NULL);
  g_assert_cmpuint (rows (test), ==, 1);
  /* What was let go of by mistake comes back. */
  g_assert_true (hearth_shell_undo (GTK_WIDGET (test->page)));
  HEARTH_TEST_WAIT (hearth_outbox_get_to_settle (outbox_of (test)) == 1);
}

static void
recorded_cb (HearthOutbox *outbox, HearthKept *kept, HearthVisit *visit, gint64 *at_s)
{
  *at_s = hearth_visit_get_arrived_at_s (visit);
}

/* The PC had no clock when it was typed, and was started anew: whoever was there says when it was. */
static void
test_timeless (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  HearthClient *client = hearth_window_get_client (test->window);
  const char *const names[] = { "Big Al", NULL };
  g_autofree char *today = NULL, *yesterday = NULL;
  g_autoptr (GError) error = NULL;
  gint64 at_s = 0, nine_s;
  GtkWidget *dialog, *time;

  keep_names (test, names);
  {
    g_autoptr (HearthKept) kept = g_list_model_get_item (G_LIST_MODEL (outbox_of (test)), 0);
    g_autoptr (HearthKept) timeless = hearth_outbox_set_arrival (outbox_of (test), kept, 0, &error);

    g_assert_no_error (error);
    g_assert_nonnull (timeless);
  }
  g_signal_connect (outbox_of (test), "recorded", G_CALLBACK (recorded_cb), &at_s);
  dialog = open_dialog (test);
  g_assert_true (hearth_test_desk_shows (dialog, "The clock of this PC was not set: say when it was"));
  choose (dialog, 0);
  time = hearth_test_desk_child (pane_of (dialog), HEARTH_TYPE_SETTLE_PANE, "time");
  g_assert_true (gtk_widget_get_visible (time));
  hearth_test_desk_shot (GTK_WINDOW (dialog), "to-settle-time.png");
  gtk_widget_activate_action (pane_of (dialog), "settle.guest", NULL);
  g_assert_true (hearth_test_desk_shows (dialog, "Say when it was first: the day, and a time such as “2:14 pm”."));
  g_assert_cmpuint (hearth_outbox_get_to_settle (outbox_of (test)), ==, 1);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (hearth_test_desk_child (time, HEARTH_TYPE_SETTLE_TIME, "day")), 1);
  gtk_editable_set_text (GTK_EDITABLE (hearth_test_desk_child (time, HEARTH_TYPE_SETTLE_TIME, "time")), "9:05 am");
  gtk_widget_activate_action (pane_of (dialog), "settle.guest", NULL);
  HEARTH_TEST_WAIT (hearth_outbox_get_to_settle (outbox_of (test)) == 0);
  today = hearth_day_of (hearth_client_get_hub_now_s (client), hearth_client_get_time_zone (client));
  yesterday = hearth_day_add (today, -1);
  g_assert_true (hearth_typed_time_parse ("9:05 am", yesterday, hearth_client_get_time_zone (client), &nine_s));
  g_assert_cmpint (at_s, ==, nine_s);
}

static void
test_register (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  const char *const names[] = { "Alfred", NULL };
  GtkWidget *dialog, *registering;

  keep_names (test, names);
  dialog = open_dialog (test);
  choose (dialog, 0);
  gtk_widget_activate_action (pane_of (dialog), "settle.new", NULL);
  HEARTH_TEST_WAIT ((registering = hearth_test_desk_window (HEARTH_TYPE_NEW_PERSON_DIALOG)) != NULL);
  g_assert_nonnull (registering);
  gtk_window_destroy (GTK_WINDOW (registering));
  g_assert_cmpuint (hearth_outbox_get_to_settle (outbox_of (test)), ==, 1);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* To the end: one record, one visit at the time when the name was typed, and nothing is left to settle. */
static void
test_registered (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  const char *const names[] = { "alfred stone", NULL };
  g_autofree char *at = NULL;
  GtkWidget *dialog, *registering, *told;
  gint64 typed_at_s;

  keep_names (test, names);
  {
    g_autoptr (HearthKept) kept = g_list_model_get_item (G_LIST_MODEL (outbox_of (test)), 0);

    typed_at_s = hearth_kept_get_arrived_at_s (kept);
  }
  dialog = open_dialog (test);
  choose (dialog, 0);
  gtk_widget_activate_action (pane_of (dialog), "settle.new", NULL);
  HEARTH_TEST_WAIT ((registering = hearth_test_desk_window (HEARTH_TYPE_NEW_PERSON_DIALOG)) != NULL);
  told = hearth_test_desk_child (registering, HEARTH_TYPE_NEW_PERSON_DIALOG, "told_check");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (told), TRUE);
  g_assert_true (gtk_widget_activate_action (registering, "new-person.save", NULL));
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_NEW_PERSON_DIALOG) == NULL);
  HEARTH_TEST_WAIT (hearth_outbox_get_to_settle (outbox_of (test)) == 0);
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_TO_SETTLE_DIALOG) == NULL);
  HEARTH_TEST_WAIT (rows (test) == 1 && hearth_test_desk_shows (test->page, "Alfred S."));
  hearth_test_lan_stop (test->lan);
  at = g_strdup_printf (
      "SELECT count(*) FROM visit JOIN person ON person.id = visit.person_id"
      " WHERE preferred_name = 'Alfred' AND family_name = 'Stone' AND visit.arrived_at_s = %" G_GINT64_FORMAT,
      typed_at_s);
  g_assert_cmpint (hearth_test_center_number (test->lan->center, at), ==, 1);
  g_assert_cmpint (hearth_test_center_number (test->lan->center, "SELECT count(*) FROM visit"), ==, 1);
}

static void
test_while_away (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  GtkWidget *dialog;

  hearth_window_test_hub_away (test);
  hearth_window_test_enter_name (test, "<b>Rosa</b> Miller");
  hearth_window_test_act (test, "checkin.guest-before");
  dialog = open_dialog (test);
  /* Live, and what somebody typed is text. */
  g_assert_true (hearth_test_desk_shows (dialog, "“<b>Rosa</b> M.”"));
  /* Where a list shows two as one, the dialog tells them apart. */
  hearth_window_test_enter_name (test, "<b>Rosa</b> Muller");
  g_assert_true (hearth_test_desk_shows (dialog, "“<b>Rosa</b> Miller”"));
  g_assert_true (hearth_test_desk_shows (dialog, "“<b>Rosa</b> Muller”"));
  g_assert_false (hearth_test_desk_shows (test->window, "Miller"));
  g_assert_true (hearth_test_desk_shows (dialog, "What needs it waits"));
  hearth_test_desk_shot (GTK_WINDOW (dialog), "kept-while-away.png");
  {
    g_autoptr (HearthKept) miller = g_list_model_get_item (G_LIST_MODEL (outbox_of (test)), 0);
    g_autoptr (HearthKept) muller = g_list_model_get_item (G_LIST_MODEL (outbox_of (test)), 2);

    gtk_widget_activate_action (dialog, "kept.drop", "s", hearth_kept_get_request (muller));
    HEARTH_TEST_WAIT (!hearth_test_desk_shows (dialog, "Muller"));
    g_assert_true (hearth_test_desk_shows (dialog, "“<b>Rosa</b> M.”"));
    gtk_widget_activate_action (dialog, "kept.drop", "s", hearth_kept_get_request (miller));
  }
  HEARTH_TEST_WAIT (!hearth_test_desk_shows (dialog, "Rosa"));
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox_of (test)), ==, 1);
  hearth_window_test_hub_back (test);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "Nothing is kept on this PC."));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_words (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (HearthKept) written = g_object_new (HEARTH_TYPE_KEPT, "kind", "written", "name", "People.Update", "state",
                                                 "refused", "arrived-at-s", G_GINT64_CONSTANT (1000), NULL);
  g_autoptr (HearthKept) unread
      = g_object_new (HEARTH_TYPE_KEPT, "kind", "", "kept-at-s", G_GINT64_CONSTANT (1000), NULL);
  g_autofree char *title = hearth_kept_words_title (written);
  g_autofree char *matches = hearth_kept_words_matches (written);
  g_autofree char *sealed = hearth_kept_words_title (unread);
  g_autofree char *when = hearth_kept_words_when (unread, zone);

  g_assert_cmpstr (title, ==, "A change of a record");
  g_assert_cmpstr (matches, ==, "Could not be made again after the center was restored");
  g_assert_cmpstr (sealed, ==, "A kept check-in");
  g_assert_cmpstr (when, !=, "");
}

int
main (int argc, char **argv)
{
  hearth_test_desk_init (&argc, &argv);
  g_test_add_func ("/to-settle/words", test_words);
  g_test_add_func ("/to-settle/find-and-undo", test_find_and_undo);
  g_test_add_func ("/to-settle/guest-and-nothing", test_guest_and_nothing);
  g_test_add_func ("/to-settle/timeless", test_timeless);
  g_test_add_func ("/to-settle/register", test_register);
  g_test_add_func ("/to-settle/registered", test_registered);
  g_test_add_func ("/to-settle/while-away", test_while_away);
  return g_test_run ();
}
