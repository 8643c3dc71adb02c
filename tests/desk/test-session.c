/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The window from sign-in to lock: real host, real hub, a center in a temporary folder. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-clock.h"
#include "hearth-day.h"
#include "hearth-desk-view.h"
#include "hearth-pin-pad.h"
#include "hearth-secret-dialog.h"
#include "hearth-session-client.h"
#include "hearth-session-test.h"
#include "hearth-shown-name.h"
#include "hearth-sign-in-page.h"

static gboolean
outcome_is (HearthSessionTest *fixture, const char *text)
{
  return HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (fixture))
         && g_str_equal (gtk_label_get_label (GTK_LABEL (hearth_session_test_part (fixture, "outcome"))), text);
}

static const char *
way (HearthSessionTest *fixture)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (hearth_session_test_part (fixture, "ways")));
}

static void
type_pin (HearthSessionTest *fixture, const char *pin)
{
  GtkWidget *pad = hearth_session_test_part (fixture, "pad");

  for (const char *digit = pin; *digit; digit++)
    {
      char text[2] = { *digit, '\0' };

      gtk_widget_activate_action (pad, "pin.digit", "s", text);
    }
  gtk_widget_activate_action (pad, "pin.enter", NULL);
}

static void
pin_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hearth_session_client_set_pin_finish (HEARTH_CLIENT (source), result, user_data, &error));
  g_assert_no_error (error);
}

static void
set_pin (HearthSessionTest *fixture)
{
  g_autofree char *outcome = NULL;

  hearth_session_client_set_pin_async (hearth_window_get_client (fixture->window), HEARTH_TEST_PASSPHRASE,
                                       HEARTH_TEST_PIN, NULL, pin_set_cb, &outcome);
  HEARTH_TEST_WAIT (outcome != NULL);
  g_assert_cmpstr (outcome, ==, "done");
}

static void
do_action (HearthSessionTest *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}

static void
lock (HearthSessionTest *fixture)
{
  do_action (fixture, "win.lock");
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (fixture)));
}

static void
test_wrong_passphrase (HearthSessionTest *fixture, gconstpointer data)
{
  hearth_session_test_choose (fixture, 0);
  g_assert_cmpstr (way (fixture), ==, "passphrase");
  gtk_editable_set_text (GTK_EDITABLE (hearth_session_test_part (fixture, "name_entry")), "Test Greeter");
  hearth_session_test_type_passphrase (fixture, "not this one");
  HEARTH_TEST_WAIT (outcome_is (fixture, "That was not it."));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (hearth_session_test_part (fixture, "passphrase"))), ==, "");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (hearth_session_test_part (fixture, "name_entry"))), ==,
                   "Test Greeter");
  g_assert_null (hearth_window_get_desk_view (fixture->window));
}

/* A desk that was locked in the evening says in the morning which day it is. */
static void
test_next_day (HearthSessionTest *fixture, gconstpointer data)
{
  HearthClient *client = hearth_window_get_client (fixture->window);
  g_autofree char *day = NULL, *shown = NULL, *line = NULL;

  hearth_clock_pass (24 * 60 * 60);
  day = hearth_day_of (hearth_client_get_hub_now_s (client), hearth_client_get_time_zone (client));
  shown = hearth_shown_long_day (day);
  line = g_strdup_printf ("Front desk · %s", shown);
  g_assert_null (hearth_test_desk_find_text (hearth_session_test_view (fixture), line));
  gtk_widget_set_visible (GTK_WIDGET (fixture->window), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (fixture->window), TRUE);
  HEARTH_TEST_WAIT (hearth_test_desk_find_text (hearth_session_test_view (fixture), line) != NULL);
  hearth_clock_reset ();
}

/* Failures one after the other end in a wait that counts down, with nothing to press meanwhile. */
static void
test_wait (HearthSessionTest *fixture, gconstpointer data)
{
  const char *text;

  hearth_session_test_choose (fixture, 0);
  gtk_editable_set_text (GTK_EDITABLE (hearth_session_test_part (fixture, "name_entry")), "Test Greeter");
  for (int i = 0; i < 12 && gtk_widget_get_sensitive (hearth_session_test_part (fixture, "way_in")); i++)
    {
      gtk_label_set_label (GTK_LABEL (hearth_session_test_part (fixture, "outcome")), "");
      hearth_session_test_type_passphrase (fixture, "not this one");
      HEARTH_TEST_WAIT (*gtk_label_get_label (GTK_LABEL (hearth_session_test_part (fixture, "outcome"))) != '\0');
    }
  text = gtk_label_get_label (GTK_LABEL (hearth_session_test_part (fixture, "outcome")));
  g_assert_true (g_str_has_prefix (text, "Try again in "));
  g_assert_false (gtk_widget_get_sensitive (hearth_session_test_part (fixture, "way_in")));
}

static void
test_pin (HearthSessionTest *fixture, gconstpointer data)
{
  HearthDeskView *desk;

  hearth_session_test_sign_in (fixture, HEARTH_ROLE_GREETER);
  set_pin (fixture);
  desk = hearth_window_get_desk_view (fixture->window);
  g_assert_nonnull (desk);
  lock (fixture);

  /* Nothing of the desk is in the window, not even out of sight. */
  g_assert_null (hearth_window_get_desk_view (fixture->window));
  g_assert_null (gtk_widget_get_root (GTK_WIDGET (desk)));
  HEARTH_TEST_WAIT (g_strcmp0 (way (fixture), "pin") == 0);
  hearth_test_desk_shot (GTK_WINDOW (fixture->window), "locked.png");

  type_pin (fixture, "0000");
  HEARTH_TEST_WAIT (outcome_is (fixture, "That was not it. Two tries left."));
  g_assert_cmpuint (hearth_pin_pad_get_length (HEARTH_PIN_PAD (hearth_session_test_part (fixture, "pad"))), ==, 0);
  type_pin (fixture, HEARTH_TEST_PIN);
  HEARTH_TEST_WAIT (HEARTH_IS_DESK_VIEW (hearth_session_test_view (fixture)));
  g_assert_true (hearth_window_get_desk_view (fixture->window) == desk);
}

static void
test_three_wrong_pins (HearthSessionTest *fixture, gconstpointer data)
{
  hearth_session_test_sign_in (fixture, HEARTH_ROLE_GREETER);
  set_pin (fixture);
  lock (fixture);
  HEARTH_TEST_WAIT (g_strcmp0 (way (fixture), "pin") == 0);
  type_pin (fixture, "0000");
  HEARTH_TEST_WAIT (outcome_is (fixture, "That was not it. Two tries left."));
  type_pin (fixture, "0001");
  HEARTH_TEST_WAIT (outcome_is (fixture, "That was not it. One try left."));
  type_pin (fixture, "0002");
  HEARTH_TEST_WAIT (g_strcmp0 (way (fixture), "passphrase") == 0);
  hearth_session_test_type_passphrase (fixture, HEARTH_TEST_PASSPHRASE);
  HEARTH_TEST_WAIT (HEARTH_IS_DESK_VIEW (hearth_session_test_view (fixture)));
}

static void
undone_cb (gpointer data)
{
  (*(int *)data)++;
}

static void
test_other_person (HearthSessionTest *fixture, gconstpointer data)
{
  gpointer first;
  int undone = 0;

  hearth_session_test_sign_in (fixture, HEARTH_ROLE_GREETER);
  first = hearth_window_get_desk_view (fixture->window);
  g_object_add_weak_pointer (first, &first);
  hearth_shell_offer_undo (hearth_desk_view_get_page (first), "Something was done", undone_cb, &undone, NULL);
  hearth_shell_offer_undo (hearth_desk_view_get_page (first), "And <more> & more", undone_cb, &undone, NULL);
  do_action (fixture, "win.undo");
  g_assert_cmpint (undone, ==, 1);

  do_action (fixture, "win.switch-person");
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (fixture)));
  hearth_session_test_sign_in (fixture, HEARTH_ROLE_DIRECTOR);
  HEARTH_TEST_WAIT (first == NULL);
  do_action (fixture, "win.undo");
  g_assert_cmpint (undone, ==, 1);
}

static GtkWindow *
dialog_of (HearthSessionTest *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (fixture->window))
        return window;
    }
  return NULL;
}

static void
test_dialogs (HearthSessionTest *fixture, gconstpointer data)
{
  GtkWindow *dialog;
  GtkEditable *typed;

  hearth_session_test_sign_in (fixture, HEARTH_ROLE_GREETER);
  set_pin (fixture);
  do_action (fixture, "win.change-pin");
  dialog = dialog_of (fixture);
  g_assert_true (HEARTH_IS_SECRET_DIALOG (dialog));
  typed = GTK_EDITABLE (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_SECRET_DIALOG, "secret"));
  gtk_editable_set_text (typed, "1379");
  lock (fixture);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (dialog)));

  HEARTH_TEST_WAIT (g_strcmp0 (way (fixture), "pin") == 0);
  type_pin (fixture, HEARTH_TEST_PIN);
  HEARTH_TEST_WAIT (gtk_widget_get_visible (GTK_WIDGET (dialog)));
  g_assert_cmpstr (gtk_editable_get_text (typed), ==, "1379");

  do_action (fixture, "win.switch-person");
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (fixture)));
  hearth_session_test_sign_in (fixture, HEARTH_ROLE_DIRECTOR);
  HEARTH_TEST_WAIT (dialog_of (fixture) == NULL);
}

static void
test_weak_secrets (HearthSessionTest *fixture, gconstpointer data)
{
  GtkWidget *dialog, *why;

  hearth_session_test_sign_in (fixture, HEARTH_ROLE_GREETER);
  do_action (fixture, "win.change-pin");
  dialog = GTK_WIDGET (dialog_of (fixture));
  why = HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_SECRET_DIALOG, "why");
  gtk_editable_set_text (GTK_EDITABLE (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_SECRET_DIALOG, "secret")), "12a4");
  gtk_widget_activate_action (dialog, "secret.save", NULL);
  g_assert_true (gtk_widget_get_visible (why));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (why)), ==, "A PIN has 4 to 8 digits.");
  gtk_editable_set_text (GTK_EDITABLE (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_SECRET_DIALOG, "secret")), "1397");
  gtk_editable_set_text (GTK_EDITABLE (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_SECRET_DIALOG, "again")), "1397");
  gtk_editable_set_text (GTK_EDITABLE (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_SECRET_DIALOG, "passphrase")), "wrong");
  gtk_widget_activate_action (dialog, "secret.save", NULL);
  HEARTH_TEST_WAIT (g_str_equal (gtk_label_get_label (GTK_LABEL (why)), "That was not your passphrase."));
  gtk_editable_set_text (GTK_EDITABLE (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_SECRET_DIALOG, "passphrase")),
                         HEARTH_TEST_PASSPHRASE);
  gtk_widget_activate_action (dialog, "secret.save", NULL);
  HEARTH_TEST_WAIT (dialog_of (fixture) == NULL);
}

static GtkWidget *
secret_part (HearthSessionTest *fixture, const char *name)
{
  return HEARTH_TEST_CHILD (dialog_of (fixture), HEARTH_TYPE_SECRET_DIALOG, name);
}

static void
save_passphrase (HearthSessionTest *fixture, const char *passphrase)
{
  gtk_editable_set_text (GTK_EDITABLE (secret_part (fixture, "secret")), passphrase);
  gtk_editable_set_text (GTK_EDITABLE (secret_part (fixture, "again")), passphrase);
  gtk_widget_activate_action (GTK_WIDGET (dialog_of (fixture)), "secret.save", NULL);
}

/* A center in which a director has just given the greeter a passphrase. */
static void
set_up_given (HearthSessionTest *fixture, gconstpointer data)
{
  fixture->center = hearth_test_center_new ();
  hearth_test_center_sql (fixture->center, "UPDATE account SET new_passphrase = 1 WHERE name = 'Test Greeter'");
  g_assert_true (hearth_house_close (fixture->center->house, NULL));
  g_clear_object (&fixture->center->house);
  hearth_session_test_open_window (fixture, fixture->center->path);
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (fixture)));
}

/* Who must choose a passphrase is asked for that alone, not for the one that they typed a moment ago. */
static void
test_first_passphrase (HearthSessionTest *fixture, gconstpointer data)
{
  hearth_session_test_sign_in (fixture, HEARTH_ROLE_GREETER);
  g_assert_true (HEARTH_IS_SECRET_DIALOG (dialog_of (fixture)));
  g_assert_false (gtk_widget_get_visible (secret_part (fixture, "now")));
  HEARTH_TEST_WAIT (gtk_widget_get_width (GTK_WIDGET (dialog_of (fixture))) > 0);
  hearth_test_desk_shot (dialog_of (fixture), "first-passphrase.png");
  save_passphrase (fixture, HEARTH_TEST_PASSPHRASE);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (secret_part (fixture, "why"))), ==,
                   "That is the passphrase that you have now. Take another one.");
  g_assert_null (hearth_desk_view_get_page (hearth_window_get_desk_view (fixture->window)));
  save_passphrase (fixture, "two lamps in the window");
  HEARTH_TEST_WAIT (dialog_of (fixture) == NULL);
  HEARTH_TEST_WAIT (hearth_desk_view_get_page (hearth_window_get_desk_view (fixture->window)) != NULL);
  g_assert_nonnull (
      hearth_test_desk_find_text (GTK_WIDGET (fixture->window),
                                  "Your passphrase is set. With a short PIN you unlock this desk faster."));
}

/* Who gives up is signed out and told so, and can begin again: nobody sits before an empty desk. */
static void
test_given_up (HearthSessionTest *fixture, gconstpointer data)
{
  const char *words = "You are signed out. Sign in again to choose a passphrase of your own.";
  gpointer dialog;

  hearth_session_test_sign_in (fixture, HEARTH_ROLE_GREETER);
  dialog = dialog_of (fixture);
  g_object_add_weak_pointer (dialog, &dialog);
  gtk_window_close (dialog);
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (fixture)));
  HEARTH_TEST_WAIT (dialog == NULL);
  hearth_session_test_choose (fixture, fixture->center->account_id[HEARTH_ROLE_GREETER]);
  HEARTH_TEST_WAIT (outcome_is (fixture, words));
  hearth_test_desk_shot (GTK_WINDOW (fixture->window), "given-up.png");
  hearth_session_test_choose (fixture, 0);
  g_assert_true (outcome_is (fixture, ""));

  hearth_session_test_sign_in (fixture, HEARTH_ROLE_GREETER);
  g_assert_false (gtk_widget_get_visible (secret_part (fixture, "now")));
  /* The dialog, and what is in it, goes with the desk. */
  dialog = dialog_of (fixture);
  g_object_add_weak_pointer (dialog, &dialog);
  do_action (fixture, "win.lock");
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (fixture)));
  HEARTH_TEST_WAIT (dialog == NULL);
  HEARTH_TEST_WAIT (hearth_session_test_tile_of (fixture, fixture->center->account_id[HEARTH_ROLE_GREETER]) != NULL);
  g_assert_true (outcome_is (fixture, ""));
}

/* Given another one meanwhile: the passphrase of the sign-in is asked for again. */
static void
test_given_again (HearthSessionTest *fixture, gconstpointer data)
{
  hearth_session_test_sign_in (fixture, HEARTH_ROLE_GREETER);
  gtk_editable_set_text (GTK_EDITABLE (secret_part (fixture, "passphrase")), "not any more");
  save_passphrase (fixture, "two lamps in the window");
  HEARTH_TEST_WAIT (gtk_widget_get_visible (secret_part (fixture, "now")));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (secret_part (fixture, "passphrase"))), ==, "");
  gtk_editable_set_text (GTK_EDITABLE (secret_part (fixture, "passphrase")), HEARTH_TEST_PASSPHRASE);
  gtk_widget_activate_action (GTK_WIDGET (dialog_of (fixture)), "secret.save", NULL);
  HEARTH_TEST_WAIT (dialog_of (fixture) == NULL);
}

/* The desk locks itself, and what may not be done while locked is off. */
static void
test_idle_lock (HearthSessionTest *fixture, gconstpointer data)
{
  hearth_session_test_sign_in (fixture, HEARTH_ROLE_GREETER);
  hearth_window_set_idle_ms (fixture->window, 30);
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (fixture)));
  g_assert_cmpint (hearth_client_get_state (hearth_window_get_client (fixture->window)), ==, HEARTH_CLIENT_LOCKED);
  do_action (fixture, "win.preferences");
  g_assert_null (dialog_of (fixture));
}

/* A connection that ends is made anew; the desk is out of sight meanwhile, and the same person gets it back. */
static void
test_lost_connection (HearthSessionTest *fixture, gconstpointer data)
{
  HearthDeskView *desk;

  hearth_session_test_sign_in (fixture, HEARTH_ROLE_GREETER);
  desk = hearth_window_get_desk_view (fixture->window);
  hearth_client_disconnect (hearth_window_get_client (fixture->window));
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (fixture)));
  g_assert_cmpint (hearth_client_get_state (hearth_window_get_client (fixture->window)), ==, HEARTH_CLIENT_LOCKED);
  hearth_session_test_sign_in (fixture, HEARTH_ROLE_GREETER);
  g_assert_true (hearth_window_get_desk_view (fixture->window) == desk);
}

int
main (int argc, char *argv[])
{
  hearth_test_desk_init (&argc, &argv);

#define ADD(path, test)                                                                                                \
  g_test_add (path, HearthSessionTest, NULL, hearth_session_test_set_up, test, hearth_session_test_tear_down)
  ADD ("/session/wrong-passphrase", test_wrong_passphrase);
  ADD ("/session/next-day", test_next_day);
  ADD ("/session/wait", test_wait);
  ADD ("/session/pin", test_pin);
  ADD ("/session/three-wrong-pins", test_three_wrong_pins);
  ADD ("/session/other-person", test_other_person);
  ADD ("/session/dialogs", test_dialogs);
  ADD ("/session/weak-secrets", test_weak_secrets);
  ADD ("/session/idle-lock", test_idle_lock);
  ADD ("/session/lost-connection", test_lost_connection);
#define ADD_GIVEN(path, test)                                                                                          \
  g_test_add (path, HearthSessionTest, NULL, set_up_given, test, hearth_session_test_tear_down)
  ADD_GIVEN ("/session/first-passphrase", test_first_passphrase);
  ADD_GIVEN ("/session/given-up", test_given_up);
  ADD_GIVEN ("/session/given-again", test_given_again);

  return g_test_run ();
}
