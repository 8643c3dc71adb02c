/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The new person dialog at a real hub: what is enough, what is asked, and that nobody's details are shown. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-new-person-dialog.h"
#include "hearth-people-test.h"
#include "hearth-phone.h"

static gint64 registered_id;

static void
on_registered (gint64 person, gpointer data)
{
  registered_id = person;
}

static HearthNewPersonDialog *
open_dialog (HearthPeopleTest *test, const char *typed)
{
  registered_id = 0;
  hearth_new_person_dialog_present (GTK_WIDGET (test->window), test->client, typed, on_registered, NULL);
  return hearth_people_test_dialog (HEARTH_TYPE_NEW_PERSON_DIALOG);
}

static GtkWidget *
save_button (HearthNewPersonDialog *dialog)
{
  return gtk_widget_get_ancestor (hearth_test_desk_find_text (GTK_WIDGET (dialog), "Save"), GTK_TYPE_BUTTON);
}

static void
tick (HearthNewPersonDialog *dialog)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (
                                   HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_NEW_PERSON_DIALOG, "told_check")),
                               TRUE);
}

static gboolean
question_shown (HearthNewPersonDialog *dialog)
{
  return gtk_widget_get_visible (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_NEW_PERSON_DIALOG, "question"));
}

static void
test_register (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_GREETER, NULL, NULL);
  HearthNewPersonDialog *dialog = open_dialog (test, "jon smythe");
  g_autoptr (HearthPerson) person = NULL;
  g_autoptr (HearthPhone) phone = NULL;

  g_assert_cmpstr (hearth_people_test_typed (dialog, "Preferred name"), ==, "Jon");
  g_assert_cmpstr (hearth_people_test_typed (dialog, "Family name"), ==, "Smythe");
  g_assert_false (gtk_widget_is_sensitive (save_button (dialog)));
  tick (dialog);
  g_assert_true (gtk_widget_is_sensitive (save_button (dialog)));
  hearth_people_test_type (dialog, "Preferred name", "   ");
  g_assert_false (gtk_widget_is_sensitive (save_button (dialog)));
  hearth_people_test_type (dialog, "Preferred name", "Jon");
  hearth_people_test_type (dialog, "Pronouns", "he/him");
  hearth_people_test_type (dialog, "Phone, if they want to give one", "(555) 010-4471");
  hearth_test_desk_shot (GTK_WINDOW (dialog), "new-person.png");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "new-person.save", NULL));
  HEARTH_TEST_WAIT (hearth_people_test_count (HEARTH_TYPE_NEW_PERSON_DIALOG) == 0);
  g_assert_cmpint (registered_id, >, 0);

  person = hearth_people_test_get (test, registered_id);
  g_assert_cmpstr (hearth_person_get_family_name (person), ==, "Smythe");
  g_assert_cmpstr (hearth_person_get_pronouns (person), ==, "he/him");
  g_assert_cmpstr (hearth_person_get_told_version (person), !=, "");
  phone = g_list_model_get_item (hearth_person_get_phones (person), 0);
  g_assert_cmpstr (hearth_phone_get_number (phone), ==, "(555) 010-4471");
}

static void
test_preferred_only (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_GREETER, NULL, NULL);
  HearthNewPersonDialog *dialog = open_dialog (test, NULL);

  hearth_people_test_type (dialog, "Preferred name", "Sky");
  tick (dialog);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new-person.save", NULL);
  HEARTH_TEST_WAIT (registered_id > 0);
}

/* "Have you been here before?" and never who. */
static void
test_been_before (void)
{
  static const char *const people[] = { "Jon", "Smythe", NULL };
  gint64 ids[1];
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_GREETER, people, ids);
  HearthNewPersonDialog *dialog = open_dialog (test, "jon smythe");

  tick (dialog);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new-person.save", NULL);
  HEARTH_TEST_WAIT (question_shown (dialog));
  g_assert_cmpint (registered_id, ==, 0);
  g_assert_true (hearth_test_desk_shows (dialog, "Have you been here before? Somebody with this name has."));
  hearth_test_desk_shot (GTK_WINDOW (dialog), "new-person-been-before.png");

  /* Another name: the question goes. */
  hearth_people_test_type (dialog, "Family name", "Smythe-Jones");
  g_assert_false (question_shown (dialog));
  hearth_people_test_type (dialog, "Family name", "Smythe");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new-person.save", NULL);
  HEARTH_TEST_WAIT (question_shown (dialog));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new-person.save-anyway", NULL);
  HEARTH_TEST_WAIT (registered_id > 0);
  g_assert_cmpint (registered_id, !=, ids[0]);
}

static void
test_search_again (void)
{
  static const char *const people[] = { "Jon", "Smythe", NULL };
  gint64 ids[1];
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_GREETER, people, ids);
  HearthNewPersonDialog *dialog = open_dialog (test, "Jon Smythe");

  tick (dialog);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new-person.save", NULL);
  HEARTH_TEST_WAIT (question_shown (dialog));
  hearth_people_test_click (hearth_test_desk_find_text (GTK_WIDGET (dialog), "Search again"));
  HEARTH_TEST_WAIT (hearth_people_test_count (HEARTH_TYPE_NEW_PERSON_DIALOG) == 0);
  g_assert_cmpint (registered_id, ==, 0);
}

/* What cannot be taken is said at its row, and what was typed stays. */
static void
test_invalid (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_GREETER, NULL, NULL);
  HearthNewPersonDialog *dialog = open_dialog (test, "Sky");

  hearth_people_test_type (dialog, "Phone, if they want to give one", "no phone");
  tick (dialog);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new-person.save", NULL);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "This is not a phone number."));
  g_assert_cmpstr (hearth_people_test_typed (dialog, "Phone, if they want to give one"), ==, "no phone");
  g_assert_cmpstr (hearth_people_test_typed (dialog, "Preferred name"), ==, "Sky");
  hearth_people_test_type (dialog, "Phone, if they want to give one", "");
  g_assert_false (hearth_test_desk_shows (dialog, "This is not a phone number."));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new-person.save", NULL);
  HEARTH_TEST_WAIT (registered_id > 0);
}

static void
test_long_name (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_GREETER, NULL, NULL);
  g_autofree char *name = g_strnfill (10000, 'x');
  HearthNewPersonDialog *dialog = open_dialog (test, name);

  tick (dialog);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new-person.save", NULL);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "200 letters"));
  g_assert_cmpint (registered_id, ==, 0);
}

int
main (int argc, char **argv)
{
  hearth_test_desk_init (&argc, &argv);

  g_test_add_func ("/new-person/register", test_register);
  g_test_add_func ("/new-person/preferred-only", test_preferred_only);
  g_test_add_func ("/new-person/been-before", test_been_before);
  g_test_add_func ("/new-person/search-again", test_search_again);
  g_test_add_func ("/new-person/invalid", test_invalid);
  g_test_add_func ("/new-person/long-name", test_long_name);
  return g_test_run ();
}
