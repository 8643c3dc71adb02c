/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What each role finds in the window, at a desk and at a front desk: what somebody may not do is not there, or says why.
 * The hub decides all of it anew; that is tested with the hub. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-accounts-section.h"
#include "hearth-import-dialog.h"
#include "hearth-nav-row.h"
#include "hearth-person-dialog-private.h"
#include "hearth-preferences.h"
#include "hearth-window-test.h"

static const char *const people[] = { "Jon", "Smith", NULL };

typedef struct
{
  HearthRole role;
  const char *pages;    /* in the sidebar */
  const char *sections; /* of the preferences */
  gboolean imports;     /* people from a file */
  gboolean contact;     /* sees how to reach somebody */
  gboolean merges;      /* looks for the same person twice */
  gboolean accounts;    /* the list of accounts is there, else a sentence where the section is */
} Expected;

#define OF_THIS_PC "pc notifications "
#define OF_CENTER "center accounts desks hub sharing reasons notice card "

static const Expected at_a_desk[] = {
  { HEARTH_ROLE_GREETER, "check-in report ", OF_THIS_PC, FALSE, FALSE, FALSE, FALSE },
  { HEARTH_ROLE_COACH, "check-in report ", OF_THIS_PC, FALSE, TRUE, FALSE, FALSE },
  { HEARTH_ROLE_STAFF, "check-in report ", OF_THIS_PC, FALSE, FALSE, FALSE, FALSE },
  { HEARTH_ROLE_SUPERVISOR, "check-in report ", OF_THIS_PC, FALSE, TRUE, TRUE, FALSE },
  { HEARTH_ROLE_DIRECTOR, "check-in report ", OF_THIS_PC OF_CENTER, TRUE, TRUE, TRUE, TRUE },
};

static const Expected at_a_front_desk[] = {
  { HEARTH_ROLE_GREETER, "check-in report ", OF_THIS_PC, FALSE, FALSE, FALSE, FALSE },
  { HEARTH_ROLE_COACH, "check-in report ", OF_THIS_PC, FALSE, FALSE, FALSE, FALSE },
  { HEARTH_ROLE_STAFF, "check-in report ", OF_THIS_PC, FALSE, FALSE, FALSE, FALSE },
  { HEARTH_ROLE_SUPERVISOR, "check-in report ", OF_THIS_PC, FALSE, FALSE, FALSE, FALSE },
  { HEARTH_ROLE_DIRECTOR, "check-in report ", OF_THIS_PC OF_CENTER, FALSE, FALSE, FALSE, FALSE },
};

static char *
pages_of (HearthWindowTest *test)
{
  GtkListBox *nav
      = GTK_LIST_BOX (HEARTH_TEST_CHILD (hearth_window_get_desk_view (test->window), HEARTH_TYPE_DESK_VIEW, "nav"));
  g_autoptr (GString) names = g_string_new (NULL);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (nav, i)) != NULL; i++)
    g_string_append_printf (names, "%s ", hearth_nav_row_get_page (HEARTH_NAV_ROW (row)));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
check_preferences (HearthWindowTest *test, const Expected *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GtkSelectionModel) pages = NULL;
  GtkStack *sections;
  GtkWidget *dialog;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.preferences", NULL));
  HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_PREFERENCES)) != NULL);
  sections = GTK_STACK (hearth_test_desk_child (dialog, HEARTH_TYPE_PREFERENCES, "sections"));
  pages = gtk_stack_get_pages (sections);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (GObject) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

      g_string_append_printf (names, "%s ", gtk_stack_page_get_name (GTK_STACK_PAGE (page)));
    }
  g_assert_cmpstr (names->str, ==, expected->sections);
  gtk_stack_set_visible_child_name (sections, "notifications");
  hearth_test_desk_shot (GTK_WINDOW (dialog), expected->accounts ? "notifications.png" : "notifications-of-others.png");
  if (gtk_stack_get_child_by_name (sections, "accounts") != NULL)
    {
      GtkWidget *section = gtk_stack_get_child_by_name (sections, "accounts");

      gtk_stack_set_visible_child (sections, section);
      g_assert_cmpint (HEARTH_IS_ACCOUNTS_SECTION (section), ==, expected->accounts);
      g_assert_true (expected->accounts || hearth_test_desk_shows (section, "front desk"));
    }
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
check_record (HearthWindowTest *test, const Expected *expected)
{
  HearthPersonDialog *dialog;

  hearth_window_test_enter_name (test, "Jon");
  HEARTH_TEST_WAIT (hearth_checkin_page_get_state (test->page) != HEARTH_CHECKIN_STATE_IDLE
                    && hearth_checkin_page_get_state (test->page) != HEARTH_CHECKIN_STATE_CANDIDATES);
  if (hearth_checkin_page_get_state (test->page) == HEARTH_CHECKIN_STATE_HERE)
    {
      hearth_window_test_act (test, "checkin.again");
      HEARTH_TEST_WAIT (hearth_checkin_page_get_state (test->page) == HEARTH_CHECKIN_STATE_ARRIVED);
    }
  hearth_window_test_act (test, "checkin.open-record");
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_PERSON_DIALOG) != NULL);
  dialog = HEARTH_PERSON_DIALOG (hearth_test_desk_window (HEARTH_TYPE_PERSON_DIALOG));
  HEARTH_TEST_WAIT (dialog->base != NULL);
  g_assert_cmpint (gtk_widget_get_visible (dialog->reach), ==, expected->contact);
  g_assert_cmpint (gtk_widget_get_visible (dialog->emergency), ==, expected->contact);
  g_assert_cmpint (gtk_widget_get_visible (dialog->hidden_group), ==, !expected->contact);
  g_assert_cmpint (gtk_widget_get_visible (dialog->twice_button), ==, expected->merges);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
check_role (HearthWindowTest *test, const Expected *expected)
{
  g_autofree char *pages = pages_of (test);
  GtkWidget *import;

  g_test_message ("role %d", expected->role);
  g_assert_cmpstr (pages, ==, expected->pages);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.import-people", NULL);
  import = hearth_test_desk_window (HEARTH_TYPE_IMPORT_DIALOG);
  g_assert_cmpint (import != NULL, ==, expected->imports);
  if (import != NULL)
    gtk_window_destroy (GTK_WINDOW (import));
  check_preferences (test, expected);
  check_record (test, expected);
}

static void
check_all (gboolean front_desk, const Expected *table)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (table[0].role, front_desk, people);

  for (guint i = 0; i < HEARTH_N_ROLES; i++)
    {
      if (i > 0)
        {
          g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.switch-person", NULL));
          HEARTH_TEST_WAIT (hearth_window_get_desk_view (test->window) == NULL);
          hearth_window_test_sign_in (test, table[i].role);
        }
      check_role (test, &table[i]);
    }
}

static void
test_at_a_desk (void)
{
  check_all (FALSE, at_a_desk);
}

static void
test_at_a_front_desk (void)
{
  check_all (TRUE, at_a_front_desk);
}

int
main (int argc, char **argv)
{
  hearth_test_desk_init (&argc, &argv);
  g_test_add_func ("/roles/at-a-desk", test_at_a_desk);
  g_test_add_func ("/roles/at-a-front-desk", test_at_a_front_desk);
  return g_test_run ();
}
