/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The same person twice, at a real hub: look, choose line by line, merge, take apart, and "not the same person". */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-merge-compare.h"
#include "hearth-merge-dialog.h"
#include "hearth-merge-finder.h"
#include "hearth-people-test.h"

static const char *const people[] = { "Jon", "Smythe", "Jon", "Smythe", NULL };
static gint64 ids[2];
static guint n_merged, n_apart;

static void
on_changed (gboolean merged, gpointer data)
{
  n_merged += merged;
  n_apart += !merged;
}

static HearthMergeDialog *
open_dialog (HearthPeopleTest *test)
{
  n_merged = n_apart = 0;
  hearth_merge_dialog_present (GTK_WIDGET (test->window), test->client, ids[0], on_changed, NULL, NULL);
  return hearth_people_test_dialog (HEARTH_TYPE_MERGE_DIALOG);
}

static HearthMergeCompare *
compare_of (HearthMergeDialog *dialog)
{
  return HEARTH_MERGE_COMPARE (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_MERGE_DIALOG, "compare"));
}

static gboolean
on_page (HearthMergeDialog *dialog, const char *page)
{
  GtkWidget *stack = HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_MERGE_DIALOG, "stack");

  return g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (stack)), page);
}

static void
pick (HearthMergeDialog *dialog)
{
  GtkWidget *finder = HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_MERGE_DIALOG, "finder");

  g_signal_emit_by_name (finder, "picked", ids[1]);
  HEARTH_TEST_WAIT (on_page (dialog, "compare"));
}

static void
fill (HearthPeopleTest *test)
{
  hearth_people_test_change (test, ids[0], "pronouns", "he/him");
  hearth_people_test_change (test, ids[0], "email", "jon@example.org");
  hearth_people_test_change (test, ids[1], "email", "jonny@example.org");
  hearth_people_test_change (test, ids[1], "given-name", "Jonathan");
}

static void
test_merge (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_SUPERVISOR, people, ids);
  HearthMergeDialog *dialog;
  HearthMergeCompare *compare;
  g_autoptr (HearthPerson) after = NULL;

  fill (test);
  dialog = open_dialog (test);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "Jon S."));
  hearth_test_desk_shot (GTK_WINDOW (dialog), "merge-find.png");
  pick (dialog);
  compare = compare_of (dialog);
  hearth_test_desk_shot (GTK_WINDOW (dialog), "merge.png");

  /* The same needs no choice; what only one has is preset. */
  g_assert_true (hearth_test_desk_shows (dialog, "Smythe (the same)"));
  g_assert_cmpint (hearth_merge_line_get_choice (hearth_merge_compare_get_line (compare, HEARTH_PERSON_LINE_PRONOUNS)),
                   ==, HEARTH_MERGE_LINE_LEFT);
  g_assert_cmpint (hearth_merge_line_get_choice (
                       hearth_merge_compare_get_line (compare, HEARTH_PERSON_LINE_GIVEN_NAME)),
                   ==, HEARTH_MERGE_LINE_RIGHT);
  g_assert_null (hearth_merge_compare_get_line (compare, HEARTH_PERSON_LINE_POSTAL_CODE));
  g_assert_true (hearth_test_desk_shows (dialog, "You can take this merge apart again at any time"));
  hearth_merge_line_choose (hearth_merge_compare_get_line (compare, HEARTH_PERSON_LINE_EMAIL), HEARTH_MERGE_LINE_RIGHT);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "merge.go", NULL));
  HEARTH_TEST_WAIT (n_merged == 1);
  HEARTH_TEST_WAIT (hearth_people_test_count (HEARTH_TYPE_MERGE_DIALOG) == 0);

  after = hearth_people_test_get (test, ids[0]);
  g_assert_cmpstr (hearth_person_get_preferred_name (after), ==, "Jon");
  g_assert_cmpstr (hearth_person_get_given_name (after), ==, "Jonathan");
  g_assert_cmpstr (hearth_person_get_email (after), ==, "jonny@example.org");
  g_assert_cmpstr (hearth_person_get_pronouns (after), ==, "he/him");
}

static void
merge (HearthPeopleTest *test)
{
  HearthMergeDialog *dialog = open_dialog (test);

  pick (dialog);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "merge.go", NULL);
  HEARTH_TEST_WAIT (n_merged == 1);
  HEARTH_TEST_WAIT (hearth_people_test_count (HEARTH_TYPE_MERGE_DIALOG) == 0);
}

static void
test_take_apart (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_SUPERVISOR, people, ids);
  HearthMergeDialog *dialog;
  g_autoptr (HearthPerson) kept = NULL, gone = NULL;

  fill (test);
  merge (test);
  dialog = open_dialog (test);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "Merged on"));
  hearth_test_desk_shot (GTK_WINDOW (dialog), "merge-before.png");
  hearth_people_test_click (hearth_test_desk_find_text (GTK_WIDGET (dialog), "Take apart"));
  hearth_people_test_answer (HEARTH_TYPE_MERGE_DIALOG, "Take apart");
  HEARTH_TEST_WAIT (n_apart == 1);
  HEARTH_TEST_WAIT (!hearth_test_desk_shows (dialog, "Merged on"));
  gtk_window_close (GTK_WINDOW (dialog));
  HEARTH_TEST_WAIT (hearth_people_test_count (HEARTH_TYPE_MERGE_DIALOG) == 0);
  kept = hearth_people_test_get (test, ids[0]);
  gone = hearth_people_test_get (test, ids[1]);
  g_assert_cmpint (hearth_person_get_id (gone), ==, ids[1]);
  g_assert_cmpstr (hearth_person_get_given_name (kept), ==, "");
  g_assert_cmpstr (hearth_person_get_email (kept), ==, "jon@example.org");
  g_assert_cmpstr (hearth_person_get_given_name (gone), ==, "Jonathan");
}

/* Nothing chosen over something is a choice too. */
static void
test_choose_nothing (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_SUPERVISOR, people, ids);
  HearthMergeDialog *dialog;
  g_autoptr (HearthPerson) after = NULL;

  fill (test);
  dialog = open_dialog (test);
  pick (dialog);
  hearth_merge_line_choose (hearth_merge_compare_get_line (compare_of (dialog), HEARTH_PERSON_LINE_GIVEN_NAME),
                            HEARTH_MERGE_LINE_LEFT);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "merge.go", NULL);
  HEARTH_TEST_WAIT (n_merged == 1);
  after = hearth_people_test_get (test, ids[0]);
  g_assert_cmpstr (hearth_person_get_given_name (after), ==, "");
}

/* Somebody changes one of the two meanwhile: the comparison is read again, nothing is written. */
static void
test_changed_meanwhile (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_SUPERVISOR, people, ids);
  HearthMergeDialog *dialog = open_dialog (test);

  pick (dialog);
  hearth_people_test_change (test, ids[1], "pronouns", "they/them");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "merge.go", NULL);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (compare_of (dialog), "they/them"));
  g_assert_cmpuint (n_merged, ==, 0);
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
test_not_same (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_SUPERVISOR, people, ids);
  HearthMergeDialog *dialog = open_dialog (test);

  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "Jon S."));
  pick (dialog);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "merge.not-same", NULL));
  HEARTH_TEST_WAIT (on_page (dialog, "find"));
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "No other record looks alike."));
  gtk_window_close (GTK_WINDOW (dialog));
  HEARTH_TEST_WAIT (hearth_people_test_count (HEARTH_TYPE_MERGE_DIALOG) == 0);
}

/* The search finds by shown name, and never the record itself. */
static void
test_search (void)
{
  static const char *const others[] = { "Jon", "Smythe", "Ana", "Reyes", NULL };
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_SUPERVISOR, others, ids);
  HearthMergeDialog *dialog = open_dialog (test);
  GtkWidget *finder = HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_MERGE_DIALOG, "finder");
  GtkEditable *search = GTK_EDITABLE (HEARTH_TEST_CHILD (finder, HEARTH_TYPE_MERGE_FINDER, "search"));

  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "No other record looks alike."));
  gtk_editable_set_text (search, "ana");
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "Ana R."));
  g_assert_false (hearth_test_desk_shows (dialog, "Reyes"));
  gtk_editable_set_text (search, "jon");
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "Nobody fits what is typed."));
  gtk_window_close (GTK_WINDOW (dialog));
}

int
main (int argc, char **argv)
{
  hearth_test_desk_init (&argc, &argv);

  g_test_add_func ("/merge/merge", test_merge);
  g_test_add_func ("/merge/take-apart", test_take_apart);
  g_test_add_func ("/merge/choose-nothing", test_choose_nothing);
  g_test_add_func ("/merge/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func ("/merge/not-same", test_not_same);
  g_test_add_func ("/merge/search", test_search);
  return g_test_run ();
}
