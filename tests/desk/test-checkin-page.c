/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The front desk, from a key to the database and back: who is checked in, who is never. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-checkin-test.h"

#include "hearth-count-group-dialog.h"
#include "hearth-shell.h"

static const char *const two_jons[] = { "John", "Smith", "Jon", "Smythe", NULL };
static const char *const three[] = { "Rosa", "Martinez", "Theodora", "Okafor", "Joan", "Silva", NULL };

static guint
n_candidates (HearthCheckinTest *desk)
{
  return g_list_model_get_n_items (hearth_checkin_search_get_rows (desk->page->finder));
}

static void
test_focus (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (NULL);
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (desk->page->search));

  g_assert_true (gtk_root_get_focus (GTK_ROOT (desk->window)) == text);
  g_assert_false (gtk_editable_get_enable_undo (desk->page->search));
  g_assert_cmpint (hearth_checkin_test_state (desk), ==, HEARTH_CHECKIN_STATE_IDLE);
}

/* Given John Smith and Jon Smythe, "jon smyht" and Enter make no visit; "2" makes exactly one; Ctrl+Z takes it back. */
static void
test_typo_never_checks_in (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (two_jons);

  hearth_checkin_test_type (desk, "jon smyht");
  HEARTH_TEST_WAIT (hearth_checkin_search_is_answered (desk->page->finder));
  g_assert_cmpint (hearth_checkin_test_state (desk), ==, HEARTH_CHECKIN_STATE_CANDIDATES);
  g_assert_cmpuint (n_candidates (desk), ==, 2);
  g_assert_false (hearth_checkin_test_key (desk, GDK_KEY_2));
  g_assert_true (hearth_checkin_test_key (desk, GDK_KEY_Return));
  g_assert_true (hearth_checkin_search_get_armed (desk->page->finder));
  g_assert_cmpstr (hearth_checkin_candidates_get_lead (desk->page->candidates), ==,
                   "No exact match. Press a number, or go on typing.");
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 0);
  hearth_test_desk_shot (GTK_WINDOW (desk->window), "candidates.png");

  /* A second Enter is no choice, and six is no candidate. */
  hearth_checkin_test_key (desk, GDK_KEY_Return);
  g_assert_false (hearth_checkin_test_key (desk, GDK_KEY_6));
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 0);

  g_autoptr (HearthCandidate) second = g_list_model_get_item (hearth_checkin_search_get_rows (desk->page->finder), 1);
  gint64 person = hearth_candidate_get_person_id (second);

  g_assert_true (hearth_checkin_test_key (desk, GDK_KEY_2));
  /* A finger that slipped over two keys chooses once. */
  g_assert_false (hearth_checkin_test_key (desk, GDK_KEY_1));
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_ARRIVED);
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 1);
  g_assert_cmpint (hearth_visit_get_person_id (hearth_checkin_test_newest (desk)), ==, person);
  g_assert_cmpstr (gtk_editable_get_text (desk->page->search), ==, "");

  g_assert_true (hearth_checkin_page_key (desk->page, GDK_KEY_z, GDK_CONTROL_MASK));
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 0);
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 0);
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_IDLE);
}

static void
test_keypad_digit (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (two_jons);

  hearth_checkin_test_type (desk, "jon smyht");
  hearth_checkin_test_key (desk, GDK_KEY_KP_Enter);
  HEARTH_TEST_WAIT (hearth_checkin_search_get_armed (desk->page->finder));
  g_assert_true (hearth_checkin_test_key (desk, GDK_KEY_KP_1));
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 1);
}

/* Typing on un-arms: the digit is text again, for the last four of a phone. */
static void
test_typing_unarms (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (two_jons);

  hearth_checkin_test_type (desk, "jon smyht");
  hearth_checkin_test_key (desk, GDK_KEY_Return);
  HEARTH_TEST_WAIT (hearth_checkin_search_get_armed (desk->page->finder));
  hearth_checkin_test_type (desk, " ");
  g_assert_false (hearth_checkin_search_get_armed (desk->page->finder));
  g_assert_false (hearth_checkin_test_key (desk, GDK_KEY_2));
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 0);
}

/* A scanner types and presses Enter before the first answer is there: the answer to exactly that text decides. */
static void
test_enter_before_the_answer (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);

  hearth_checkin_test_type (desk, "rosa martinez");
  g_assert_false (hearth_checkin_search_is_answered (desk->page->finder));
  hearth_checkin_test_key (desk, GDK_KEY_Return);
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_ARRIVED);
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 1);
  g_assert_cmpstr (hearth_visit_get_name (hearth_checkin_test_newest (desk)), ==, "Rosa");

  /* Typed on after Enter: that Enter was for another text. */
  hearth_checkin_test_type (desk, "theo");
  hearth_checkin_test_key (desk, GDK_KEY_Return);
  hearth_checkin_test_type (desk, "dora");
  HEARTH_TEST_WAIT (hearth_checkin_search_is_answered (desk->page->finder));
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 1);
  g_assert_cmpint (hearth_checkin_test_state (desk), ==, HEARTH_CHECKIN_STATE_CANDIDATES);
}

/* Of many questions on their way only the answer to the last one is shown. */
static void
test_stale_answers (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);

  hearth_checkin_test_type (desk, "rosa");
  gtk_editable_set_text (desk->page->search, "theo");
  gtk_editable_set_text (desk->page->search, "joan");
  HEARTH_TEST_WAIT (hearth_checkin_search_is_answered (desk->page->finder));

  g_autoptr (HearthCandidate) first = g_list_model_get_item (hearth_checkin_search_get_rows (desk->page->finder), 0);

  g_assert_cmpstr (hearth_candidate_get_name (first), ==, "Joan");
  gtk_editable_set_text (desk->page->search, "ro");
  gtk_editable_set_text (desk->page->search, "");
  g_assert_cmpuint (n_candidates (desk), ==, 0);
  g_assert_cmpint (hearth_checkin_test_state (desk), ==, HEARTH_CHECKIN_STATE_IDLE);
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 0);
  g_assert_cmpuint (n_candidates (desk), ==, 0);
}

static void
test_nobody_fits (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);
  g_autofree char *text = NULL;

  hearth_checkin_test_type (desk, "zzyzx");
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_CANDIDATES);
  hearth_checkin_test_key (desk, GDK_KEY_Return);
  g_assert_false (hearth_checkin_search_get_armed (desk->page->finder));
  text = hearth_test_desk_read (desk->page->candidates);
  g_assert_nonnull (strstr (text, "New person"));
  g_assert_nonnull (strstr (text, "Guest"));
  hearth_test_desk_shot (GTK_WINDOW (desk->window), "nobody.png");
  hearth_checkin_test_key (desk, GDK_KEY_Escape);
  g_assert_cmpstr (gtk_editable_get_text (desk->page->search), ==, "");
  g_assert_cmpint (hearth_checkin_test_state (desk), ==, HEARTH_CHECKIN_STATE_IDLE);
}

/* What people may type or paste: no answer may be anything but rows or a sentence. */
static void
test_bad_input (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);
  g_autofree char *long_text = g_strnfill (10000, 'a');
  const char *const texts[]
      = { "\"",    "NEAR(",    "a* OR b", "-xyzzy", "'; DROP TABLE visit; --", "👩‍👩‍👧",
          "مرحبا", "\t\t\x01", "%%%",     "(((((" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gtk_editable_set_text (desk->page->search, texts[i]);
      hearth_checkin_test_key (desk, GDK_KEY_Return);
      g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 0);
    }
  gtk_editable_set_text (desk->page->search, long_text);
  hearth_checkin_test_key (desk, GDK_KEY_Return);
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 0);
  gtk_editable_set_text (desk->page->search, "rosa");
  HEARTH_TEST_WAIT (hearth_checkin_search_is_answered (desk->page->finder) && n_candidates (desk) == 1);
}

static void
test_already_here (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);
  g_autofree char *said = NULL;

  hearth_checkin_test_check_in (desk, "joan");
  hearth_checkin_test_type (desk, "joan");
  hearth_checkin_test_key (desk, GDK_KEY_Return);
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_HERE);
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 1);
  said = hearth_test_desk_read (desk->page->here);
  g_test_message ("%s", said);
  g_assert_true (g_str_has_prefix (said, "Joan S. is already here, since "));
  g_assert_cmpstr (gtk_editable_get_text (desk->page->search), ==, "joan");
  hearth_test_desk_shot (GTK_WINDOW (desk->window), "already-here.png");

  hearth_checkin_test_do (desk, "checkin.somebody-else");
  g_assert_cmpint (hearth_checkin_test_state (desk), ==, HEARTH_CHECKIN_STATE_CANDIDATES);
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 1);

  hearth_checkin_test_key (desk, GDK_KEY_1);
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_HERE);
  hearth_checkin_test_do (desk, "checkin.again");
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_ARRIVED);
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 2);
}

/* A second Enter, or a scan of the same card, before the first is answered makes no second visit. */
static void
test_double_enter (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);

  hearth_checkin_test_type (desk, "joan");
  HEARTH_TEST_WAIT (hearth_checkin_search_is_answered (desk->page->finder));
  for (int i = 0; i < 5; i++)
    hearth_checkin_test_key (desk, GDK_KEY_Return);
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_ARRIVED);
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 1);
}

/* The key for a guest without a name, fourteen times in a row as fast as keys come. */
static void
test_fourteen_guests (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (NULL);
  guint here = 0;

  for (int i = 0; i < 14; i++)
    hearth_checkin_test_do (desk, i % 2 ? "checkin.guest-before" : "checkin.guest-new");
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 14);
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 14);
  here = hearth_day_list_get_here (desk->page->day);
  g_assert_cmpuint (here, ==, 14);
  hearth_test_desk_shot (GTK_WINDOW (desk->window), "guest.png");

  /* Each of them can be taken back. */
  for (int i = 0; i < 14; i++)
    g_assert_true (hearth_shell_undo (GTK_WIDGET (desk->page)));
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 0);
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 0);
}

static void
test_guest_with_a_name (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (NULL);
  HearthArrivedCard *card = desk->page->arrived;
  GtkEditable *name;
  GtkSpinButton *children;

  hearth_checkin_test_do (desk, "checkin.guest-new");
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_ARRIVED);
  name = GTK_EDITABLE (gtk_widget_get_template_child (GTK_WIDGET (card), HEARTH_TYPE_ARRIVED_CARD, "guest_name"));
  children = GTK_SPIN_BUTTON (gtk_widget_get_template_child (GTK_WIDGET (card), HEARTH_TYPE_ARRIVED_CARD, "children"));
  gtk_editable_set_text (name, "Sky");
  g_signal_emit_by_name (name, "apply");
  gtk_spin_button_set_value (children, 2);
  gtk_spin_button_set_value (children, 3);
  hearth_checkin_test_key (desk, GDK_KEY_F3);
  HEARTH_TEST_WAIT (hearth_visit_get_children (hearth_checkin_test_newest (desk)) == 3
                    && g_str_equal (hearth_visit_get_reason (hearth_checkin_test_newest (desk)), "coaching"));
  g_assert_cmpstr (hearth_visit_get_name (hearth_checkin_test_newest (desk)), ==, "Sky");
  g_assert_cmpstr (hearth_visit_get_kind (hearth_checkin_test_newest (desk)), ==, "guest-new");
}

static void
test_group (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (NULL);
  GtkWidget *dialog;

  hearth_checkin_test_do (desk, "checkin.count-group");
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_COUNT_GROUP_DIALOG) != NULL);
  dialog = hearth_test_desk_window (HEARTH_TYPE_COUNT_GROUP_DIALOG);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (
                                 gtk_widget_get_template_child (dialog, HEARTH_TYPE_COUNT_GROUP_DIALOG, "count")),
                             12);
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_template_child (dialog, HEARTH_TYPE_COUNT_GROUP_DIALOG, "label")),
                         "  noon group ");
  hearth_test_desk_shot (GTK_WINDOW (dialog), "count-group.png");
  gtk_widget_activate_action (dialog, "group.count", NULL);
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 1
                    && hearth_test_desk_window (HEARTH_TYPE_COUNT_GROUP_DIALOG) == NULL);
  g_assert_cmpint (hearth_visit_get_head_count (hearth_checkin_test_newest (desk)), ==, 12);
  g_assert_cmpstr (hearth_visit_get_label (hearth_checkin_test_newest (desk)), ==, "noon group");
  g_assert_cmpstr (hearth_visit_get_reason (hearth_checkin_test_newest (desk)), ==, "meeting");
  g_assert_cmpuint (hearth_day_list_get_here (desk->page->day), ==, 0);
  g_assert_cmpuint (hearth_day_list_get_total (desk->page->day), ==, 12);

  /* The label is offered for the next one. */
  hearth_checkin_test_do (desk, "checkin.count-group");
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_COUNT_GROUP_DIALOG) != NULL);
  dialog = hearth_test_desk_window (HEARTH_TYPE_COUNT_GROUP_DIALOG);

  g_autofree char *offered = hearth_test_desk_read (
      GTK_WIDGET (gtk_widget_get_template_child (dialog, HEARTH_TYPE_COUNT_GROUP_DIALOG, "suggestions")));

  g_assert_cmpstr (offered, ==, "noon group\n");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_true (hearth_shell_undo (GTK_WIDGET (desk->page)));
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 0);
}

/* Keys F2 to F8 change the visit that was just recorded, also faster than the hub answers. */
static void
test_reasons (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);

  hearth_checkin_test_check_in (desk, "rosa");
  g_assert_cmpstr (hearth_visit_get_reason (hearth_checkin_test_newest (desk)), ==, "drop-in");
  hearth_test_desk_shot (GTK_WINDOW (desk->window), "arrived.png");
  g_assert_true (hearth_checkin_test_key (desk, GDK_KEY_F3));
  g_assert_true (hearth_checkin_test_key (desk, GDK_KEY_F5));
  g_assert_true (hearth_checkin_test_key (desk, GDK_KEY_F4));
  HEARTH_TEST_WAIT (g_str_equal (hearth_visit_get_reason (hearth_checkin_test_newest (desk)), "meeting"));
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 1);

  /* It is their usual one the next time... */
  hearth_shell_undo (GTK_WIDGET (desk->page));
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 0);
  hearth_checkin_test_check_in (desk, "theodora");
  hearth_checkin_test_key (desk, GDK_KEY_F6);
  /* ...and a wish that is on its way is kept although the next person is being typed. */
  hearth_checkin_test_key (desk, GDK_KEY_F7);
  hearth_checkin_test_type (desk, "jo");
  g_assert_cmpint (hearth_checkin_test_state (desk), ==, HEARTH_CHECKIN_STATE_IDLE);
  HEARTH_TEST_WAIT (g_str_equal (hearth_visit_get_reason (hearth_checkin_test_newest (desk)), "event"));
}

/* A new record is checked in at once, whatever was typed to get there. */
static void
test_new_record (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);

  hearth_checkin_test_type (desk, "Quill");
  hearth_checkin_page_check_in_person (desk->page, 1);
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_ARRIVED);
  g_assert_cmpstr (gtk_editable_get_text (desk->page->search), ==, "");
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 1);
  g_assert_true (hearth_shell_undo (GTK_WIDGET (desk->page)));
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 0);
}

/* What is known of a person goes: on typing, on Escape, and by itself. */
static void
test_card_goes_away (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);
  guint seconds = 0;

  g_object_get (desk->page->arrived, "seconds", &seconds, NULL);
  g_assert_cmpuint (seconds, ==, 20);

  hearth_checkin_test_check_in (desk, "rosa");
  hearth_checkin_test_type (desk, "t");
  g_assert_cmpint (hearth_checkin_test_state (desk), ==, HEARTH_CHECKIN_STATE_IDLE);
  g_assert_null (hearth_arrived_card_get_visit (desk->page->arrived));
  hearth_checkin_test_key (desk, GDK_KEY_Escape);

  hearth_checkin_test_check_in (desk, "theodora");
  g_assert_true (hearth_checkin_test_key (desk, GDK_KEY_Escape));
  g_assert_cmpint (hearth_checkin_test_state (desk), ==, HEARTH_CHECKIN_STATE_IDLE);

  g_object_set (desk->page->arrived, "seconds", 0, NULL);
  hearth_checkin_test_type (desk, "joan");
  hearth_checkin_test_key (desk, GDK_KEY_Return);
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 3
                    && hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_IDLE);
  g_autofree char *left = hearth_test_desk_read (desk->page->arrived);

  g_assert_null (strstr (left, "Joan"));
}

/* No family name, anywhere on the page, whatever is open. */
static void
test_privacy (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);
  g_autofree char *text = NULL;
  g_autofree char *shrunk = NULL;

  hearth_checkin_test_check_in (desk, "joan");
  hearth_checkin_test_type (desk, "martinez");
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_CANDIDATES);
  text = hearth_test_desk_read (desk->window);
  g_assert_nonnull (strstr (text, "Rosa M."));
  g_assert_nonnull (strstr (text, "Joan S."));
  g_assert_null (strstr (text, "Martinez"));
  g_assert_null (strstr (text, "Silva"));

  hearth_checkin_test_do (desk, "checkin.shrink-names");
  shrunk = hearth_test_desk_read (desk->page);
  g_assert_null (strstr (shrunk, "Rosa M."));
  g_assert_null (strstr (shrunk, "Joan S."));
  g_assert_nonnull (strstr (shrunk, "Rosa"));
  hearth_checkin_test_do (desk, "checkin.shrink-names");
}

/* The hub goes away: a sentence, what was typed is kept, and the page can still be read. */
static void
test_hub_away (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);
  g_autofree char *text = NULL;

  hearth_checkin_test_check_in (desk, "rosa");
  hearth_checkin_test_key (desk, GDK_KEY_Escape);
  hearth_client_disconnect (desk->client);
  hearth_checkin_test_type (desk, "joan");
  HEARTH_TEST_WAIT (gtk_widget_get_visible (GTK_WIDGET (desk->page->error)));
  g_assert_cmpstr (gtk_editable_get_text (desk->page->search), ==, "joan");
  hearth_test_desk_shot (GTK_WINDOW (desk->window), "hub-away.png");

  /* Nothing that is not true: nobody knows now who is here. */
  text = hearth_test_desk_read (desk->page->today);
  g_assert_nonnull (strstr (text, "–\n"));
  g_assert_null (strstr (text, "The door is open"));
}

/* The card of who arrived ends by itself: it takes the keyboard from nobody, and may end after the page left the window. */
static void
test_card_ends (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);
  GtkWidget *today = GTK_WIDGET (desk->page->today);
  GtkStack *pages = GTK_STACK (gtk_widget_get_parent (GTK_WIDGET (desk->page)));
  GtkRoot *root = GTK_ROOT (desk->window);

  hearth_checkin_test_check_in (desk, "Rosa");
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_ARRIVED);
  g_assert_true (gtk_widget_child_focus (today, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (root), today));
  g_signal_emit_by_name (desk->page->arrived, "expired");
  g_assert_cmpint (hearth_checkin_test_state (desk), ==, HEARTH_CHECKIN_STATE_IDLE);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (root), today));

  hearth_checkin_page_focus_search (desk->page);
  hearth_checkin_test_check_in (desk, "Joan");
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_ARRIVED);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (desk->page->arrived), GTK_DIR_TAB_FORWARD));
  g_signal_emit_by_name (desk->page->arrived, "expired");
  g_assert_true (gtk_root_get_focus (root) == GTK_WIDGET (gtk_editable_get_delegate (desk->page->search)));

  hearth_checkin_test_check_in (desk, "Theodora");
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_ARRIVED);
  g_object_ref (desk->page);
  gtk_stack_remove (pages, GTK_WIDGET (desk->page));
  g_signal_emit_by_name (desk->page->arrived, "expired");
  g_assert_cmpint (hearth_checkin_test_state (desk), ==, HEARTH_CHECKIN_STATE_IDLE);
  gtk_stack_add_child (pages, GTK_WIDGET (desk->page));
  g_object_unref (desk->page);
}

int
main (int argc, char **argv)
{
  hearth_test_desk_init (&argc, &argv);
  g_test_add_func ("/desk/checkin/focus", test_focus);
  g_test_add_func ("/desk/checkin/card-ends", test_card_ends);
  g_test_add_func ("/desk/checkin/typo-never-checks-in", test_typo_never_checks_in);
  g_test_add_func ("/desk/checkin/keypad-digit", test_keypad_digit);
  g_test_add_func ("/desk/checkin/typing-unarms", test_typing_unarms);
  g_test_add_func ("/desk/checkin/enter-before-the-answer", test_enter_before_the_answer);
  g_test_add_func ("/desk/checkin/stale-answers", test_stale_answers);
  g_test_add_func ("/desk/checkin/nobody-fits", test_nobody_fits);
  g_test_add_func ("/desk/checkin/bad-input", test_bad_input);
  g_test_add_func ("/desk/checkin/already-here", test_already_here);
  g_test_add_func ("/desk/checkin/double-enter", test_double_enter);
  g_test_add_func ("/desk/checkin/fourteen-guests", test_fourteen_guests);
  g_test_add_func ("/desk/checkin/guest-with-a-name", test_guest_with_a_name);
  g_test_add_func ("/desk/checkin/group", test_group);
  g_test_add_func ("/desk/checkin/reasons", test_reasons);
  g_test_add_func ("/desk/checkin/new-record", test_new_record);
  g_test_add_func ("/desk/checkin/card-goes-away", test_card_goes_away);
  g_test_add_func ("/desk/checkin/privacy", test_privacy);
  g_test_add_func ("/desk/checkin/hub-away", test_hub_away);
  return g_test_run ();
}
