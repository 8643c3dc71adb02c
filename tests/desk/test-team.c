/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Asking for somebody of the team, from the arrived card to the other desk. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-team-dialog.h"
#include "hearth-window-test.h"

static const char *const people[] = { "Jon", "Smith", NULL };

static void
notice_cb (HearthClient *client, const char *kind, gint64 id, gint64 at_s, GVariant *detail, gint64 *asked)
{
  if (g_str_equal (kind, "asked-for"))
    *asked = id;
}

static GtkWidget *
open_dialog (HearthWindowTest *test)
{
  GtkWidget *dialog;

  hearth_window_test_act (test, "checkin.ask-team");
  HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_TEAM_DIALOG)) != NULL);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "At a desk") || hearth_test_desk_shows (dialog, "Not at a desk"));
  return dialog;
}

static void
type (GtkWidget *dialog, const char *text)
{
  GtkWidget *search = hearth_test_desk_child (dialog, HEARTH_TYPE_TEAM_DIALOG, "search");

  gtk_editable_set_text (GTK_EDITABLE (search), text);
  HEARTH_TEST_WAIT (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (search)), text));
}

static void
press_enter (GtkWidget *dialog)
{
  g_signal_emit_by_name (hearth_test_desk_child (dialog, HEARTH_TYPE_TEAM_DIALOG, "search"), "activate");
}

static const char *
first_name (GtkWidget *dialog)
{
  GtkListBox *list = GTK_LIST_BOX (hearth_test_desk_child (dialog, HEARTH_TYPE_TEAM_DIALOG, "list"));

  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (gtk_list_box_get_row_at_index (list, 0)));
}

static void
test_told (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  HearthTestLanDesk *other = hearth_test_lan_desk (test->lan, 0);
  g_autoptr (HearthVisit) visit = NULL;
  GtkWidget *dialog;
  gint64 asked = -1;

  /* The coach sits at another desk. */
  other = hearth_test_lan_join (test->lan, "Back office", FALSE);
  hearth_test_lan_desk_start (other);
  hearth_test_lan_desk_sign_in (other, HEARTH_ROLE_COACH);
  g_signal_connect (other->client, "notice", G_CALLBACK (notice_cb), &asked);

  hearth_window_test_enter_name (test, "Jon");
  HEARTH_TEST_WAIT (hearth_checkin_page_get_state (test->page) == HEARTH_CHECKIN_STATE_ARRIVED);
  visit = g_object_ref (hearth_arrived_card_get_visit (test->page->arrived));
  dialog = open_dialog (test);
  hearth_test_desk_shot (GTK_WINDOW (dialog), "team.png");
  g_assert_cmpstr (first_name (dialog), !=, "");
  g_assert_true (hearth_test_desk_shows (dialog, "At a desk"));
  press_enter (dialog);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (test->window, " was told."));
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_TEAM_DIALOG) == NULL);
  HEARTH_TEST_WAIT (asked == hearth_visit_get_id (visit));
  hearth_test_lan_desk_stop (other);
}

static void
test_not_at_a_desk (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  GtkWidget *dialog = open_dialog (test);

  type (dialog, "nobody has this name");
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "Nobody of the team fits what is typed."));
  press_enter (dialog);
  g_assert_nonnull (hearth_test_desk_window (HEARTH_TYPE_TEAM_DIALOG));
  type (dialog, "");
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "Not at a desk now"));
  press_enter (dialog);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (test->window, " is not at a desk now."));
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_TEAM_DIALOG) == NULL);
}

static void
test_away (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  GtkWidget *dialog = open_dialog (test);

  hearth_window_test_hub_away (test);
  press_enter (dialog);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "The hub cannot be reached."));
  gtk_window_destroy (GTK_WINDOW (dialog));
  hearth_window_test_act (test, "checkin.ask-team");
  g_assert_null (hearth_test_desk_window (HEARTH_TYPE_TEAM_DIALOG));
}

int
main (int argc, char **argv)
{
  hearth_test_desk_init (&argc, &argv);
  g_test_add_func ("/team/told", test_told);
  g_test_add_func ("/team/not-at-a-desk", test_not_at_a_desk);
  g_test_add_func ("/team/away", test_away);
  return g_test_run ();
}
