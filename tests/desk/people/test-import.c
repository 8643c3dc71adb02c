/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* People from a small, messy file, at a real hub: columns, check, run, and the way back. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-checkin-client.h"
#include "hearth-import-dialog-private.h"
#include "hearth-people-test.h"

static const char *const people[] = { "Jon", "Smythe", NULL };
static gint64 ids[1];

static HearthImportDialog *
open_dialog (HearthPeopleTest *test, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("HEARTH_TEST_DATA"), name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  HearthImportDialog *dialog;

  hearth_import_dialog_present (GTK_WIDGET (test->window), test->client);
  dialog = hearth_people_test_dialog (HEARTH_TYPE_IMPORT_DIALOG);
  hearth_test_desk_shot (GTK_WINDOW (dialog), "import-choose.png");
  hearth_import_dialog_read (dialog, file);
  return dialog;
}

static void
wait_page (HearthImportDialog *dialog, const char *page)
{
  HEARTH_TEST_WAIT (g_str_equal (hearth_import_dialog_get_page (dialog), page));
  HEARTH_TEST_WAIT (gtk_widget_get_width (gtk_stack_get_visible_child (
                        GTK_STACK (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_IMPORT_DIALOG, "stack"))))
                    > 0);
}

static guint
count_found (HearthPeopleTest *test, const char *query)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListStore) found = NULL;
  g_autoptr (GError) error = NULL;

  hearth_checkin_client_find_async (test->client, query, 20, NULL, hearth_test_on_result, &result);
  found = hearth_checkin_client_find_finish (test->client, hearth_test_await (&result), NULL, &error);
  g_assert_no_error (error);
  return g_list_model_get_n_items (G_LIST_MODEL (found));
}

static void
tick (HearthImportDialog *dialog)
{
  GtkWidget *review = HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_IMPORT_DIALOG, "review");

  gtk_check_button_set_active (GTK_CHECK_BUTTON (HEARTH_TEST_CHILD (review, HEARTH_TYPE_IMPORT_REVIEW, "told_check")),
                               TRUE);
}

static void
test_whole (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_DIRECTOR, people, ids);
  HearthImportDialog *dialog = open_dialog (test, "people-messy.csv");

  wait_page (dialog, "columns");
  hearth_test_desk_shot (GTK_WINDOW (dialog), "import-columns.png");
  g_assert_true (hearth_test_desk_shows (dialog, "Imani · José"));
  g_assert_true (hearth_test_desk_shows (dialog, "likes chess; \"go\" too"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL));
  wait_page (dialog, "review");
  hearth_test_desk_shot (GTK_WINDOW (dialog), "import-review.png");
  g_assert_true (hearth_test_desk_shows (dialog, "Looks like somebody who is here already"));
  g_assert_true (hearth_test_desk_shows (dialog, "cannot be read"));

  /* Nobody comes in without the tick. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  g_assert_cmpstr (hearth_import_dialog_get_page (dialog), ==, "review");
  tick (dialog);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL));
  wait_page (dialog, "done");
  hearth_test_desk_shot (GTK_WINDOW (dialog), "import-done.png");
  g_assert_true (hearth_test_desk_shows (dialog, "people came in"));
  g_assert_cmpuint (count_found (test, "imani okafor"), ==, 1);
  g_assert_cmpuint (count_found (test, "jose nunez"), ==, 1);
  g_assert_cmpuint (count_found (test, "jon smythe"), ==, 1);
  g_assert_cmpuint (count_found (test, "mei lin"), ==, 1);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "import.undo", NULL));
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "Everything is as before the import."));
  g_assert_cmpuint (count_found (test, "imani okafor"), ==, 0);
  g_assert_cmpuint (count_found (test, "jon smythe"), ==, 1);
  gtk_window_close (GTK_WINDOW (dialog));
  HEARTH_TEST_WAIT (hearth_people_test_count (HEARTH_TYPE_IMPORT_DIALOG) == 0);
}

static GtkSwitch *
find_switch (GtkWidget *widget)
{
  if (GTK_IS_SWITCH (widget))
    return GTK_SWITCH (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkSwitch *found = find_switch (child);

      if (found)
        return found;
    }
  return NULL;
}

static void
switch_on (HearthImportDialog *dialog, const char *subtitle)
{
  GtkWidget *label = hearth_test_desk_find_text (GTK_WIDGET (dialog), subtitle);

  g_assert_nonnull (label);
  gtk_switch_set_active (find_switch (gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW)), TRUE);
}

/* Rows that look like doubles come in when they are switched on. */
static void
test_take_doubles (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_DIRECTOR, people, ids);
  HearthImportDialog *dialog = open_dialog (test, "people-messy.csv");

  wait_page (dialog, "columns");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
  wait_page (dialog, "review");
  switch_on (dialog, "Looks like somebody who is here already");
  switch_on (dialog, "The same person stands further up in the file");
  tick (dialog);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  wait_page (dialog, "done");
  g_assert_cmpuint (count_found (test, "jon smythe"), ==, 2);
  g_assert_cmpuint (count_found (test, "mei lin"), ==, 2);
  gtk_window_close (GTK_WINDOW (dialog));
}

/* No column for the name: said, nothing lost, and it goes on. */
static void
test_no_name (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_DIRECTOR, people, ids);
  HearthImportDialog *dialog = open_dialog (test, "people-messy.csv");
  HearthImportColumns *columns
      = HEARTH_IMPORT_COLUMNS (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_IMPORT_DIALOG, "columns"));
  g_auto (GStrv) guess = NULL;

  wait_page (dialog, "columns");
  guess = hearth_import_columns_dup_mapping (columns);
  for (guint i = 0; guess[i]; i++)
    hearth_import_columns_choose (columns, i, "");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "One column has to hold a name"));
  wait_page (dialog, "columns");
  for (guint i = 0; guess[i]; i++)
    hearth_import_columns_choose (columns, i, guess[i]);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
  wait_page (dialog, "review");
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
test_bad_file (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_DIRECTOR, people, ids);
  HearthImportDialog *dialog = open_dialog (test, "no-such-file.csv");

  wait_page (dialog, "choose");
  gtk_window_close (GTK_WINDOW (dialog));
  HEARTH_TEST_WAIT (hearth_people_test_count (HEARTH_TYPE_IMPORT_DIALOG) == 0);
}

int
main (int argc, char **argv)
{
  hearth_test_desk_init (&argc, &argv);

  g_test_add_func ("/import/whole", test_whole);
  g_test_add_func ("/import/take-doubles", test_take_doubles);
  g_test_add_func ("/import/no-name", test_no_name);
  g_test_add_func ("/import/bad-file", test_bad_file);
  return g_test_run ();
}
