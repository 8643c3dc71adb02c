/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The person dialog at a real hub: editing, two edits that meet, what a greeter does not see, cards. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include <glib/gstdio.h>

#include "hearth-about-section.h"
#include "hearth-account-client.h"
#include "hearth-candidate.h"
#include "hearth-card-print.h"
#include "hearth-checkin-client.h"
#include "hearth-conflict-panel.h"
#include "hearth-import-client.h"
#include "hearth-merge-line.h"
#include "hearth-people-test.h"
#include "hearth-phone.h"
#include "hearth-person-dialog.h"
#include "hearth-text-list.h"

static const char *const people[] = { "Jon", "Smythe", NULL };
static gint64 ids[1];

static HearthPersonDialog *
open_dialog (HearthPeopleTest *test)
{
  HearthPersonDialog *dialog;

  hearth_person_dialog_present (GTK_WIDGET (test->window), test->client, ids[0]);
  dialog = hearth_people_test_dialog (HEARTH_TYPE_PERSON_DIALOG);
  HEARTH_TEST_WAIT (g_str_equal (gtk_stack_get_visible_child_name (
                                     GTK_STACK (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_PERSON_DIALOG, "stack"))),
                                 "form"));
  return dialog;
}

static void
do_action (HearthPersonDialog *dialog, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), action, NULL));
}

static void
wait_closed (void)
{
  HEARTH_TEST_WAIT (hearth_people_test_count (HEARTH_TYPE_PERSON_DIALOG) == 0);
}

static void
test_edit (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_COACH, people, ids);
  HearthPersonDialog *dialog = open_dialog (test);
  GtkWidget *about = HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_PERSON_DIALOG, "about");
  g_autoptr (HearthPerson) person = NULL;

  g_assert_cmpstr (hearth_people_test_typed (dialog, "Family name"), ==, "Smythe");
  hearth_people_test_type (dialog, "Given name", "Jonathan");
  hearth_people_test_type (dialog, "E-mail", "jon@example.org");
  adw_combo_row_set_selected (ADW_COMBO_ROW (hearth_people_test_row (dialog, "Birth")), 0);
  hearth_people_test_type (dialog, "Date of birth", "March 3, 1988");
  hearth_people_test_type (dialog, "Recovery date, if they want it kept", "6/1/2021");
  gtk_switch_set_active (GTK_SWITCH (HEARTH_TEST_CHILD (about, HEARTH_TYPE_ABOUT_SECTION, "noticed_switch")), TRUE);
  hearth_text_list_add (HEARTH_TEXT_LIST (HEARTH_TEST_CHILD (about, HEARTH_TYPE_ABOUT_SECTION, "languages_list")));
  hearth_people_test_type (dialog, "Language", "Spanish");
  hearth_test_desk_shot (GTK_WINDOW (dialog), "person.png");
  do_action (dialog, "person.save");
  wait_closed ();

  person = hearth_people_test_get (test, ids[0]);
  g_assert_cmpstr (hearth_person_get_given_name (person), ==, "Jonathan");
  g_assert_cmpstr (hearth_person_get_email (person), ==, "jon@example.org");
  g_assert_cmpstr (hearth_person_get_birth_kind (person), ==, "date");
  g_assert_cmpstr (hearth_person_get_birth_date (person), ==, "1988-03-03");
  g_assert_cmpstr (hearth_person_get_recovery_date (person), ==, "2021-06-01");
  g_assert_true (hearth_person_get_recovery_noticed (person));
  g_assert_cmpstr (hearth_person_get_languages (person)[0], ==, "Spanish");
  g_assert_cmpstr (hearth_person_get_family_name (person), ==, "Smythe");
}

static void
add_under (HearthPersonDialog *dialog, const char *part)
{
  GtkWidget *section = HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_PERSON_DIALOG, part);

  hearth_people_test_click (hearth_test_desk_find_text (section, "Add"));
}

/* Phones, emergency contacts and former names come and go. */
static void
test_lists (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_COACH, people, ids);
  HearthPersonDialog *dialog = open_dialog (test);
  g_autoptr (HearthPerson) person = NULL, later = NULL;
  g_autoptr (HearthPhone) phone = NULL;

  add_under (dialog, "reach");
  hearth_people_test_type (dialog, "Phone number", "(555) 010-4471");
  adw_combo_row_set_selected (ADW_COMBO_ROW (hearth_people_test_row (dialog, "Safe to call")), 5);
  hearth_people_test_type (dialog, "When it is safe, in their words", "when the kids are at school");
  adw_combo_row_set_selected (ADW_COMBO_ROW (hearth_people_test_row (dialog, "Voicemail")), 2);
  add_under (dialog, "emergency");
  hearth_people_test_type (dialog, "Name", "Ana");
  add_under (dialog, "names");
  hearth_people_test_type (dialog, "Former name", "Jonny");
  do_action (dialog, "person.save");
  wait_closed ();

  person = hearth_people_test_get (test, ids[0]);
  g_assert_cmpuint (g_list_model_get_n_items (hearth_person_get_phones (person)), ==, 1);
  phone = g_list_model_get_item (hearth_person_get_phones (person), 0);
  g_assert_cmpstr (hearth_phone_get_safe_to_call (phone), ==, "when the kids are at school");
  g_assert_cmpstr (hearth_phone_get_voicemail (phone), ==, "first-name");
  g_assert_cmpuint (g_list_model_get_n_items (hearth_person_get_emergency_contacts (person)), ==, 1);
  g_assert_cmpstr (hearth_person_get_former_names (person)[0], ==, "Jonny");

  dialog = open_dialog (test);
  g_signal_emit_by_name (hearth_people_test_row (dialog, "\342\201\246(555) 010-4471\342\201\251"), "removed");
  do_action (dialog, "person.save");
  wait_closed ();
  later = hearth_people_test_get (test, ids[0]);
  g_assert_true (hearth_person_get_phones (later) == NULL
                 || g_list_model_get_n_items (hearth_person_get_phones (later)) == 0);
  g_assert_cmpuint (g_list_model_get_n_items (hearth_person_get_emergency_contacts (later)), ==, 1);
}

static void
test_invalid (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_COACH, people, ids);
  HearthPersonDialog *dialog = open_dialog (test);

  hearth_people_test_type (dialog, "E-mail", "not an address");
  hearth_people_test_type (dialog, "Given name", "Jonathan");
  do_action (dialog, "person.save");
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "This is not an e-mail address"));
  g_assert_cmpstr (hearth_people_test_typed (dialog, "E-mail"), ==, "not an address");
  g_assert_cmpstr (hearth_people_test_typed (dialog, "Given name"), ==, "Jonathan");
  hearth_test_desk_shot (GTK_WINDOW (dialog), "person-invalid.png");

  hearth_people_test_type (dialog, "E-mail", "");
  g_assert_false (hearth_test_desk_shows (dialog, "This is not an e-mail address"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (hearth_people_test_row (dialog, "Birth")), 0);
  hearth_people_test_type (dialog, "Date of birth", "next spring");
  do_action (dialog, "person.save");
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "This is not a day of the past."));
  hearth_people_test_type (dialog, "Date of birth", "1988-03-03");
  do_action (dialog, "person.save");
  wait_closed ();
}

static HearthMergeLine *
conflict_line (HearthPersonDialog *dialog, guint position)
{
  GtkWidget *panel = HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_PERSON_DIALOG, "conflict");

  return HEARTH_MERGE_LINE (hearth_conflict_panel_get_line (HEARTH_CONFLICT_PANEL (panel), position));
}

/* Both changed the same: shown side by side, nothing chosen, nothing overwritten before that. */
static void
test_conflict (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_COACH, people, ids);
  HearthPersonDialog *dialog = open_dialog (test);
  g_autoptr (HearthPerson) meanwhile = NULL, after = NULL;

  hearth_people_test_change (test, ids[0], "family-name", "Smith");
  hearth_people_test_change (test, ids[0], "pronouns", "he/him");
  hearth_people_test_type (dialog, "Family name", "Smyth");
  hearth_people_test_type (dialog, "Given name", "Jonathan");
  do_action (dialog, "person.save");
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "Yours and theirs are side by side below."));
  HEARTH_TEST_WAIT (gtk_widget_get_sensitive (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_PERSON_DIALOG, "form")));
  hearth_test_desk_shot (GTK_WINDOW (dialog), "person-conflict.png");
  g_assert_cmpstr (hearth_people_test_typed (dialog, "Family name"), ==, "Smyth");
  g_assert_cmpstr (hearth_people_test_typed (dialog, "Pronouns"), ==, "he/him");
  g_assert_cmpint (hearth_merge_line_get_choice (conflict_line (dialog, 0)), ==, HEARTH_MERGE_LINE_NONE);
  g_assert_null (conflict_line (dialog, 1));

  /* Save sleeps until a side is chosen. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "person.save", NULL);
  meanwhile = hearth_people_test_get (test, ids[0]);
  g_assert_cmpstr (hearth_person_get_family_name (meanwhile), ==, "Smith");

  hearth_merge_line_choose (conflict_line (dialog, 0), HEARTH_MERGE_LINE_RIGHT);
  g_assert_cmpstr (hearth_people_test_typed (dialog, "Family name"), ==, "Smith");
  g_assert_cmpstr (hearth_people_test_typed (dialog, "Given name"), ==, "Jonathan");
  do_action (dialog, "person.save");
  wait_closed ();
  after = hearth_people_test_get (test, ids[0]);
  g_assert_cmpstr (hearth_person_get_family_name (after), ==, "Smith");
  g_assert_cmpstr (hearth_person_get_given_name (after), ==, "Jonathan");
  g_assert_cmpstr (hearth_person_get_pronouns (after), ==, "he/him");
}

static void
test_conflict_yours (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_COACH, people, ids);
  HearthPersonDialog *dialog = open_dialog (test);
  g_autoptr (HearthPerson) after = NULL;

  hearth_people_test_change (test, ids[0], "family-name", "Smith");
  hearth_people_test_type (dialog, "Family name", "Smyth");
  do_action (dialog, "person.save");
  HEARTH_TEST_WAIT (conflict_line (dialog, 0) != NULL);
  hearth_merge_line_choose (conflict_line (dialog, 0), HEARTH_MERGE_LINE_LEFT);
  do_action (dialog, "person.save");
  wait_closed ();
  after = hearth_people_test_get (test, ids[0]);
  g_assert_cmpstr (hearth_person_get_family_name (after), ==, "Smyth");
}

/* A greeter sees names, card and notice; a row says who can open the rest. */
static void
test_greeter (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_COACH, people, ids);
  HearthPersonDialog *dialog = open_dialog (test);
  g_autoptr (HearthPerson) after = NULL;

  add_under (dialog, "reach");
  hearth_people_test_type (dialog, "Phone number", "(555) 010-4471");
  hearth_people_test_type (dialog, "E-mail", "jon@example.org");
  do_action (dialog, "person.save");
  wait_closed ();

  hearth_client_disconnect (test->client);
  g_assert_finalize_object (test->client);
  test->client = hearth_test_hub_sign_in (test->hub, HEARTH_ROLE_GREETER);
  dialog = open_dialog (test);
  g_assert_true (hearth_test_desk_shows (dialog, "A coach or supervisor can open this")
                 || hearth_test_desk_shows (dialog, "This PC is a front desk."));
  g_assert_false (hearth_test_desk_shows (dialog, "4471"));
  g_assert_false (hearth_test_desk_shows (dialog, "example.org"));
  g_assert_false (hearth_test_desk_shows (dialog, "Birth"));
  g_assert_false (hearth_test_desk_shows (dialog, "Same person twice?"));
  hearth_test_desk_shot (GTK_WINDOW (dialog), "person-greeter.png");
  hearth_people_test_type (dialog, "Pronouns", "they/them");
  do_action (dialog, "person.save");
  wait_closed ();
  after = hearth_people_test_get (test, ids[0]);
  g_assert_cmpstr (hearth_person_get_pronouns (after), ==, "they/them");
  g_assert_cmpstr (hearth_person_get_email (after), ==, "jon@example.org");
  g_assert_cmpuint (g_list_model_get_n_items (hearth_person_get_phones (after)), ==, 1);
}

/* A role is taken away while the record is open: what it let see is closed at once, what is typed elsewhere stays. */
static void
test_role_taken (void)
{
  static const char *const greeter[] = { "greeter", NULL };
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_COACH, people, ids);
  g_autoptr (HearthClient) director = hearth_test_hub_sign_in (test->hub, HEARTH_ROLE_DIRECTOR);
  HearthPersonDialog *dialog = open_dialog (test);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_people_test_type (dialog, "E-mail", "jon@example.org");
  do_action (dialog, "person.save");
  wait_closed ();
  dialog = open_dialog (test);
  g_assert_true (hearth_test_desk_shows (dialog, "How to reach them safely"));
  hearth_people_test_type (dialog, "Pronouns", "they/them");
  hearth_account_client_set_roles_async (director, hearth_client_get_account (test->client), greeter, NULL,
                                         hearth_test_on_result, &result);
  g_assert_true (hearth_account_client_done_finish (director, hearth_test_await (&result), &error));
  g_assert_no_error (error);
  HEARTH_TEST_WAIT (!hearth_test_desk_shows (dialog, "How to reach them safely"));
  g_assert_true (hearth_test_desk_shows (dialog, "A coach or supervisor can open this"));
  g_assert_cmpstr (hearth_people_test_typed (dialog, "Pronouns"), ==, "they/them");
  do_action (dialog, "person.save");
  wait_closed ();
  hearth_client_disconnect (director);
}

/* Leaving with something typed asks first. */
static void
test_leave (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_COACH, people, ids);
  HearthPersonDialog *dialog = open_dialog (test);
  g_autoptr (HearthPerson) after = NULL;

  gtk_window_close (GTK_WINDOW (dialog));
  wait_closed ();

  dialog = open_dialog (test);
  hearth_people_test_type (dialog, "Pronouns", "he/him");
  gtk_window_close (GTK_WINDOW (dialog));
  hearth_people_test_answer (HEARTH_TYPE_PERSON_DIALOG, "Cancel");
  g_assert_cmpuint (hearth_people_test_count (HEARTH_TYPE_PERSON_DIALOG), ==, 1);
  g_assert_cmpstr (hearth_people_test_typed (dialog, "Pronouns"), ==, "he/him");
  gtk_window_close (GTK_WINDOW (dialog));
  hearth_people_test_answer (HEARTH_TYPE_PERSON_DIALOG, "Leave");
  wait_closed ();
  after = hearth_people_test_get (test, ids[0]);
  g_assert_cmpstr (hearth_person_get_pronouns (after), ==, "");
}

/* A new code is there at once; what was typed meanwhile stays; no conflict follows from it. */
static void
test_card (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_GREETER, people, ids);
  HearthPersonDialog *dialog = open_dialog (test);
  g_autoptr (HearthPerson) after = NULL;
  g_autofree char *first = NULL;

  g_assert_false (gtk_widget_is_sensitive (hearth_people_test_row (dialog, "Print the card")));
  hearth_people_test_type (dialog, "Pronouns", "he/him");
  do_action (dialog, "person.new-card");
  HEARTH_TEST_WAIT (*hearth_people_test_typed (dialog, "Code of the card"));
  first = g_strdup (hearth_people_test_typed (dialog, "Code of the card"));
  g_assert_cmpstr (hearth_people_test_typed (dialog, "Pronouns"), ==, "he/him");
  HEARTH_TEST_WAIT (gtk_widget_is_sensitive (hearth_people_test_row (dialog, "Print the card")));
  do_action (dialog, "person.new-card");
  hearth_people_test_answer (HEARTH_TYPE_PERSON_DIALOG, "Make a new code");
  HEARTH_TEST_WAIT (g_strcmp0 (hearth_people_test_typed (dialog, "Code of the card"), first) != 0);
  HEARTH_TEST_WAIT (gtk_widget_get_sensitive (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_PERSON_DIALOG, "form")));
  do_action (dialog, "person.save");
  wait_closed ();
  after = hearth_people_test_get (test, ids[0]);
  g_assert_cmpstr (hearth_person_get_pronouns (after), ==, "he/him");
  g_assert_cmpstr (hearth_person_get_card_code (after), !=, "");
  g_assert_cmpstr (hearth_person_get_card_code (after), !=, first);
}

/* The card carries its code and nothing else. */
static void
test_card_pdf (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hearth-card-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "card.pdf", NULL);
  g_autofree char *reader = g_find_program_in_path ("pdftotext");
  g_autofree char *contents = NULL, *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  g_assert_true (hearth_card_print_export ("K7MTACEFG", path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpuint (length, >, 1000);
  g_assert_true (g_str_has_prefix (contents, "%PDF"));
  if (reader)
    {
      const char *argv[] = { "pdftotext", path, "-", NULL };

      g_assert_true (
          g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL, NULL));
      g_assert_cmpstr (g_strstrip (text), ==, "K7MTACEFG");
    }
  g_remove (path);
  g_rmdir (folder);
}

/* A record that is not there says so and can be asked for again. */
static void
test_gone (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_COACH, people, ids);
  GtkWidget *dialog;

  hearth_person_dialog_present (GTK_WIDGET (test->window), test->client, 999999);
  dialog = hearth_people_test_dialog (HEARTH_TYPE_PERSON_DIALOG);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "The record could not be opened"));
  g_assert_true (hearth_test_desk_shows (dialog, "This record is not there any more."));
  gtk_window_close (GTK_WINDOW (dialog));
  wait_closed ();
}

/* A director brings somebody in from a file. Returns: the batch; @person is who it is. */
static gint64
bring_in (HearthImportClient *import, HearthClient *client, gint64 *person)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("hearth-import-XXXXXX.csv", &stream, NULL);
  g_autoptr (GAsyncResult) sent = NULL, checked = NULL, ran = NULL, found = NULL;
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GListStore) rows = NULL;
  g_autoptr (HearthCandidate) candidate = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) mapping = NULL;
  gint64 batch = 0;

  g_assert_true (g_file_set_contents (g_file_peek_path (file), "First name,Last name\nImma,Porter\n", -1, NULL));
  hearth_import_client_send_async (import, file, NULL, hearth_test_on_result, &sent);
  hearth_import_client_send_finish (import, hearth_test_await (&sent), NULL, &mapping, NULL, NULL, &error);
  g_assert_no_error (error);
  hearth_import_client_check_async (import, (const char *const *)mapping, NULL, hearth_test_on_result, &checked);
  hearth_import_client_check_finish (import, hearth_test_await (&checked), NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  hearth_import_client_run_async (import, (const char *const *)mapping, none, none, NULL, hearth_test_on_result, &ran);
  hearth_import_client_run_finish (import, hearth_test_await (&ran), NULL, &batch, &error);
  g_assert_no_error (error);
  hearth_checkin_client_find_async (client, "Imma", 1, NULL, hearth_test_on_result, &found);
  rows = hearth_checkin_client_find_finish (client, hearth_test_await (&found), NULL, &error);
  g_assert_no_error (error);
  candidate = g_list_model_get_item (G_LIST_MODEL (rows), 0);
  g_assert_nonnull (candidate);
  *person = hearth_candidate_get_person_id (candidate);
  g_file_delete (file, NULL, NULL);
  return batch;
}

/* Taken out again, the import being undone, while somebody has the record open: it is said, and what was typed stays to be
 * read. */
static void
test_gone_while_open (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_COACH, people, ids);
  HearthClient *director = hearth_test_hub_sign_in (test->hub, HEARTH_ROLE_DIRECTOR);
  HearthImportClient *import = hearth_import_client_new (director);
  g_autoptr (GAsyncResult) result = NULL;
  HearthPersonDialog *dialog;
  guint n_removed = 0;
  gint64 batch = bring_in (import, test->client, &ids[0]);

  dialog = open_dialog (test);
  hearth_people_test_type (dialog, "Given name", "Imogen");
  hearth_import_client_undo_async (import, batch, NULL, hearth_test_on_result, &result);
  g_assert_true (hearth_import_client_undo_finish (import, hearth_test_await (&result), &n_removed, NULL, NULL));
  g_assert_cmpuint (n_removed, ==, 1);
  do_action (dialog, "person.save");
  HEARTH_TEST_WAIT (hearth_test_desk_shows (dialog, "This record is not there any more."));
  g_assert_cmpstr (hearth_people_test_typed (dialog, "Given name"), ==, "Imogen");
  hearth_test_desk_shot (GTK_WINDOW (dialog), "person-gone.png");
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_closed ();
  g_object_unref (import);
  hearth_client_disconnect (director);
  g_object_unref (director);
}

static void
test_finalizes (void)
{
  g_autoptr (HearthPeopleTest) test = hearth_people_test_new (HEARTH_ROLE_DIRECTOR, people, ids);
  gpointer dialog = open_dialog (test);

  g_object_add_weak_pointer (G_OBJECT (dialog), &dialog);
  gtk_window_close (GTK_WINDOW (dialog));
  HEARTH_TEST_WAIT (dialog == NULL);

  /* Also while the record is on its way. */
  hearth_person_dialog_present (GTK_WIDGET (test->window), test->client, ids[0]);
  dialog = hearth_people_test_dialog (HEARTH_TYPE_PERSON_DIALOG);
  g_object_add_weak_pointer (G_OBJECT (dialog), &dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  HEARTH_TEST_WAIT (dialog == NULL);
}

int
main (int argc, char **argv)
{
  hearth_test_desk_init (&argc, &argv);

  g_test_add_func ("/person/edit", test_edit);
  g_test_add_func ("/person/lists", test_lists);
  g_test_add_func ("/person/invalid", test_invalid);
  g_test_add_func ("/person/conflict", test_conflict);
  g_test_add_func ("/person/conflict-yours", test_conflict_yours);
  g_test_add_func ("/person/greeter", test_greeter);
  g_test_add_func ("/person/role-taken", test_role_taken);
  g_test_add_func ("/person/leave", test_leave);
  g_test_add_func ("/person/card", test_card);
  g_test_add_func ("/person/card-pdf", test_card_pdf);
  g_test_add_func ("/person/gone", test_gone);
  g_test_add_func ("/person/gone-while-open", test_gone_while_open);
  g_test_add_func ("/person/finalizes", test_finalizes);
  return g_test_run ();
}
