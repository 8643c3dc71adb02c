/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who is here: the list as it grows, its filter, who leaves, corrections, paper lists, the day's end and the roll. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-checkin-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "hearth-checkin-client.h"
#include "hearth-clock.h"
#include "hearth-correct-visit-dialog.h"
#include "hearth-paper-list-dialog.h"
#include "hearth-roll-print.h"
#include "hearth-shell.h"

static const char *const three[] = { "Rosa", "Martinez", "Theodora", "Okafor", "Joan", "Silva", NULL };

static guint
n_shown (HearthCheckinTest *desk)
{
  return g_list_model_get_n_items (hearth_today_pane_get_shown (desk->page->today));
}

static GtkWidget *
part (HearthCheckinTest *desk, const char *name)
{
  GObject *child = gtk_widget_get_template_child (GTK_WIDGET (desk->page->today), HEARTH_TYPE_TODAY_PANE, name);

  g_assert_nonnull (child);
  return GTK_WIDGET (child);
}

static void
test_empty (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (NULL);
  g_autofree char *text = NULL;

  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 0);
  text = hearth_test_desk_read (desk->page->today);
  g_assert_nonnull (strstr (text, "The door is open"));
  g_assert_nonnull (strstr (text, "No visits yet today"));
  hearth_test_desk_shot (GTK_WINDOW (desk->window), "empty.png");
}

static void
test_filter (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);
  g_autofree char *text = NULL;

  hearth_checkin_test_check_in (desk, "rosa");
  hearth_checkin_test_check_in (desk, "joan");
  hearth_checkin_test_key (desk, GDK_KEY_F3);
  HEARTH_TEST_WAIT (hearth_day_list_count_reason (desk->page->day, "coaching") == 1);
  g_assert_cmpuint (n_shown (desk), ==, 2);
  g_object_set (desk->page->today, "filter", "coaching", NULL);
  g_assert_cmpuint (n_shown (desk), ==, 1);

  g_autoptr (HearthVisit) shown = g_list_model_get_item (hearth_today_pane_get_shown (desk->page->today), 0);

  g_assert_cmpstr (hearth_visit_get_name (shown), ==, "Joan");
  text = hearth_test_desk_read (desk->page->today);
  g_assert_nonnull (strstr (text, "Coaching 1"));
  g_assert_null (strstr (text, "Event"));
  g_object_set (desk->page->today, "filter", "", NULL);
  g_assert_cmpuint (n_shown (desk), ==, 2);
}

static void
test_check_out (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);
  g_autofree char *text = NULL;

  hearth_checkin_test_check_in (desk, "rosa");
  hearth_checkin_test_check_in (desk, "joan");
  g_assert_cmpuint (hearth_day_list_get_here (desk->page->day), ==, 2);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->page), "checkin.check-out", "x",
                                             hearth_visit_get_id (hearth_checkin_test_newest (desk))));
  HEARTH_TEST_WAIT (hearth_day_list_get_here (desk->page->day) == 1);
  g_assert_cmpuint (hearth_checkin_test_listed (desk), ==, 2);
  text = hearth_test_desk_read (desk->page->today);
  g_assert_nonnull (strstr (text, "left "));
  hearth_test_desk_shot (GTK_WINDOW (desk->window), "left.png");
  g_assert_true (hearth_shell_undo (GTK_WIDGET (desk->page)));
  HEARTH_TEST_WAIT (hearth_day_list_get_here (desk->page->day) == 2);
}

static void
test_close_day (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);
  GtkWidget *question;

  hearth_checkin_test_check_in (desk, "rosa");
  hearth_checkin_test_check_in (desk, "joan");
  hearth_checkin_test_do (desk, "checkin.close-day");
  HEARTH_TEST_WAIT (hearth_test_desk_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  question = hearth_test_desk_window (ADW_TYPE_MESSAGE_DIALOG);
  hearth_test_desk_shot (GTK_WINDOW (question), "close-day.png");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "cancel");
  gtk_window_destroy (GTK_WINDOW (question));
  HEARTH_TEST_WAIT (hearth_test_desk_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  g_assert_cmpuint (hearth_day_list_get_here (desk->page->day), ==, 2);

  hearth_checkin_test_do (desk, "checkin.close-day");
  HEARTH_TEST_WAIT (hearth_test_desk_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  question = hearth_test_desk_window (ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "go");
  gtk_window_destroy (GTK_WINDOW (question));
  HEARTH_TEST_WAIT (hearth_day_list_get_here (desk->page->day) == 0);
  g_assert_cmpuint (hearth_checkin_test_listed (desk), ==, 2);
  HEARTH_TEST_WAIT (g_str_equal (hearth_visit_get_left_how (hearth_checkin_test_newest (desk)), "unknown"));

  g_autofree char *text = hearth_test_desk_read (desk->page->today);

  g_assert_nonnull (strstr (text, "left, time unknown"));
  hearth_test_desk_shot (GTK_WINDOW (desk->window), "closed.png");
  HEARTH_TEST_WAIT (hearth_shell_undo (GTK_WIDGET (desk->page)));
  HEARTH_TEST_WAIT (hearth_day_list_get_here (desk->page->day) == 2);
}

/* From the row's menu there is no Undo: it asks. */
static void
test_take_back (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);
  const char *const answers[] = { "cancel", "go" };

  hearth_checkin_test_check_in (desk, "rosa");
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      GtkWidget *question;

      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->page), "checkin.take-back", "x",
                                                 hearth_visit_get_id (hearth_checkin_test_newest (desk))));
      HEARTH_TEST_WAIT (hearth_test_desk_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
      question = hearth_test_desk_window (ADW_TYPE_MESSAGE_DIALOG);
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), answers[i]);
      gtk_window_destroy (GTK_WINDOW (question));
      HEARTH_TEST_WAIT (hearth_test_desk_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
      if (i == 0)
        g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 1);
    }
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 0);
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 0);
}

/* What another desk does shows up here; a list that is scrolled stays where it is. */
static void
test_live (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (NULL);
  GtkAdjustment *scroll;

  for (int i = 0; i < 40; i++)
    hearth_checkin_test_do (desk, "checkin.guest-before");
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 40);
  scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (part (desk, "scroller")));
  HEARTH_TEST_WAIT (gtk_adjustment_get_upper (scroll) > gtk_adjustment_get_page_size (scroll) + 200);
  g_assert_false (gtk_widget_get_visible (part (desk, "pill_revealer")));
  gtk_adjustment_set_value (scroll, 1e6);
  hearth_test_desk_shot (GTK_WINDOW (desk->window), "end-of-list.png");
  gtk_adjustment_set_value (scroll, 150);
  hearth_checkin_client_record_guest_async (desk->client, NULL, NULL, NULL, NULL);
  hearth_checkin_client_record_guest_async (desk->client, NULL, NULL, NULL, NULL);
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 42);
  g_assert_true (gtk_widget_get_visible (part (desk, "pill_revealer")));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (part (desk, "pill"))), ==, "2 new");
  hearth_test_desk_shot (GTK_WINDOW (desk->window), "scrolled.png");
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll), >, 1);
  g_signal_emit_by_name (part (desk, "pill"), "clicked");
  HEARTH_TEST_WAIT (gtk_adjustment_get_value (scroll) < 1);
  g_assert_false (gtk_widget_get_visible (part (desk, "pill_revealer")));
  g_assert_true (g_str_has_prefix (gtk_label_get_text (GTK_LABEL (part (desk, "announcement"))), "Came in: Guest"));
}

static void
test_correct (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);
  GtkWidget *dialog;
  GtkEditable *time;
  gint64 before_s;

  hearth_checkin_test_check_in (desk, "rosa");
  before_s = hearth_visit_get_arrived_at_s (hearth_checkin_test_newest (desk));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->page), "checkin.correct", "x",
                                             hearth_visit_get_id (hearth_checkin_test_newest (desk))));
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_CORRECT_VISIT_DIALOG) != NULL);
  dialog = hearth_test_desk_window (HEARTH_TYPE_CORRECT_VISIT_DIALOG);
  hearth_test_desk_shot (GTK_WINDOW (dialog), "correct.png");
  time = GTK_EDITABLE (gtk_widget_get_template_child (dialog, HEARTH_TYPE_CORRECT_VISIT_DIALOG, "time"));
  gtk_editable_set_text (time, "half past nine");
  gtk_widget_activate_action (dialog, "visit.save", NULL);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (time), "error"));
  gtk_editable_set_text (time, "00:00");
  adw_combo_row_set_selected (ADW_COMBO_ROW (
                                  gtk_widget_get_template_child (dialog, HEARTH_TYPE_CORRECT_VISIT_DIALOG, "reason")),
                              3);
  gtk_widget_activate_action (dialog, "visit.save", NULL);
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_CORRECT_VISIT_DIALOG) == NULL);
  HEARTH_TEST_WAIT (g_str_equal (hearth_visit_get_reason (hearth_checkin_test_newest (desk)), "resource"));
  g_assert_cmpint (hearth_visit_get_arrived_at_s (hearth_checkin_test_newest (desk)), <=, before_s);
  g_assert_cmpint (hearth_visit_get_arrived_at_s (hearth_checkin_test_newest (desk)) % 60, ==, 0);
}

/* Yesterday's paper list: each line is kept as late, left, and can be taken back. */
static void
test_paper_list (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);
  GtkWidget *dialog;
  GtkEditable *time, *name;
  GtkWidget *entered;

  hearth_checkin_test_do (desk, "checkin.paper-list");
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_PAPER_LIST_DIALOG) != NULL);
  dialog = hearth_test_desk_window (HEARTH_TYPE_PAPER_LIST_DIALOG);
  time = GTK_EDITABLE (gtk_widget_get_template_child (dialog, HEARTH_TYPE_PAPER_LIST_DIALOG, "time"));
  name = GTK_EDITABLE (gtk_widget_get_template_child (dialog, HEARTH_TYPE_PAPER_LIST_DIALOG, "name"));
  entered = GTK_WIDGET (gtk_widget_get_template_child (dialog, HEARTH_TYPE_PAPER_LIST_DIALOG, "entered"));
  gtk_editable_set_text (time, "9:15");
  gtk_editable_set_text (name, "rosa");
  g_signal_emit_by_name (name, "activate");
  HEARTH_TEST_WAIT (gtk_list_box_get_row_at_index (GTK_LIST_BOX (entered), 0) != NULL);
  gtk_editable_set_text (time, "2:30");
  gtk_widget_activate_action (dialog, "paper.guest", NULL);
  HEARTH_TEST_WAIT (gtk_list_box_get_row_at_index (GTK_LIST_BOX (entered), 1) != NULL);
  hearth_test_desk_shot (GTK_WINDOW (dialog), "paper-list.png");
  g_assert_cmpuint (hearth_checkin_test_listed (desk), ==, 0);
  g_assert_cmpuint (hearth_day_list_get_here (desk->page->day), ==, 0);

  /* No time, no line; and twice on the same paper is said. */
  gtk_editable_set_text (time, "no time");
  gtk_editable_set_text (name, "joan");
  g_signal_emit_by_name (name, "activate");
  HEARTH_TEST_WAIT (gtk_widget_has_css_class (GTK_WIDGET (time), "error"));
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (entered), 2));

  gtk_editable_set_text (time, "10");
  gtk_editable_set_text (name, "rosa");
  g_signal_emit_by_name (name, "activate");
  HEARTH_TEST_WAIT (gtk_widget_get_visible (
      GTK_WIDGET (gtk_widget_get_template_child (dialog, HEARTH_TYPE_PAPER_LIST_DIALOG, "again"))));
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (entered), 2));

  /* Escape: the search first, then the dialog. */
  g_signal_emit_by_name (name, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (name), ==, "");
  g_signal_emit_by_name (name, "stop-search");
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_PAPER_LIST_DIALOG) == NULL);
}

static void
enter_line (GtkWidget *dialog, guint day, guint reason, const char *at, const char *who)
{
  GType type = HEARTH_TYPE_PAPER_LIST_DIALOG;
  GtkListBox *entered = GTK_LIST_BOX (gtk_widget_get_template_child (dialog, type, "entered"));
  GtkEditable *name = GTK_EDITABLE (gtk_widget_get_template_child (dialog, type, "name"));
  guint before = 0;

  while (gtk_list_box_get_row_at_index (entered, (int)before))
    before++;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (gtk_widget_get_template_child (dialog, type, "day")), day);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (gtk_widget_get_template_child (dialog, type, "reason")), reason);
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_template_child (dialog, type, "time")), at);
  gtk_editable_set_text (name, who);
  g_signal_emit_by_name (name, "activate");
  HEARTH_TEST_WAIT (gtk_list_box_get_row_at_index (entered, (int)before) != NULL);
}

/* "As usual" is what everybody came for before, each their own. */
static void
test_paper_list_as_usual (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);
  GtkWidget *dialog, *entered;
  GtkListBoxRow *row;

  hearth_checkin_test_do (desk, "checkin.paper-list");
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_PAPER_LIST_DIALOG) != NULL);
  dialog = hearth_test_desk_window (HEARTH_TYPE_PAPER_LIST_DIALOG);
  entered = GTK_WIDGET (gtk_widget_get_template_child (dialog, HEARTH_TYPE_PAPER_LIST_DIALOG, "entered"));
  enter_line (dialog, 3, 2, "9:15 am", "rosa");
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (entered), 0);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Coaching"));
  enter_line (dialog, 1, 0, "9:30 am", "rosa");
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (entered), 0);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Coaching"));
  enter_line (dialog, 1, 0, "9:45 am", "joan");
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (entered), 0);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Drop-in"));
  gtk_window_close (GTK_WINDOW (dialog));
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_PAPER_LIST_DIALOG) == NULL);
}

/* The reasons of the center, with this one retired. */
static void
retire (HearthCheckinTest *desk, const char *code)
{
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GListStore) reasons = g_list_store_new (HEARTH_TYPE_REASON), known = NULL;
  g_autoptr (GError) error = NULL;

  hearth_checkin_client_reasons_async (desk->client, NULL, hearth_test_on_result, &read);
  HEARTH_TEST_WAIT (read != NULL);
  known = hearth_checkin_client_reasons_finish (desk->client, read, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (known)); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (known), i);

      g_list_store_append (reasons, reason);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (reasons)); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (reasons), i);
      g_autoptr (HearthReason) gone = NULL;
      gpointer put;

      if (!g_str_equal (hearth_reason_get_code (reason), code))
        continue;
      gone = g_object_new (HEARTH_TYPE_REASON, "code", code, "label", hearth_reason_get_label (reason), "icon",
                           hearth_reason_get_icon (reason), "position", hearth_reason_get_position (reason), "retired",
                           TRUE, NULL);
      put = gone;
      g_list_store_splice (reasons, i, 1, &put, 1);
    }
  hearth_checkin_client_save_reasons_async (desk->client, G_LIST_MODEL (known), G_LIST_MODEL (reasons), NULL,
                                            hearth_test_on_result, &saved);
  HEARTH_TEST_WAIT (saved != NULL);
  hearth_checkin_client_save_reasons_finish (desk->client, saved, &error);
  g_assert_no_error (error);
}

/* A reason that is not offered any more is still that of visits of this morning: they can be found by it. */
static void
test_filter_retired (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new_as (HEARTH_ROLE_DIRECTOR, three);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint offered = g_list_model_get_n_items (G_LIST_MODEL (desk->page->reasons));

  hearth_checkin_test_check_in (desk, "rosa");
  hearth_checkin_test_key (desk, GDK_KEY_F3);
  HEARTH_TEST_WAIT (g_str_equal (hearth_visit_get_reason (hearth_checkin_test_newest (desk)), "coaching"));
  hearth_checkin_test_check_in (desk, "joan");
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 2);
  before = hearth_test_desk_read (desk->page->today);
  g_assert_nonnull (strstr (before, "Coaching 1"));
  retire (desk, "coaching");
  HEARTH_TEST_WAIT (g_list_model_get_n_items (G_LIST_MODEL (desk->page->reasons)) == offered - 1);
  after = hearth_test_desk_read (desk->page->today);
  g_assert_nonnull (strstr (after, "Coaching 1"));
  g_object_set (desk->page->today, "filter", "coaching", NULL);
  HEARTH_TEST_WAIT (n_shown (desk) == 1);
}

/* The roll on paper: who, since when, how many, pages; no family names. */
static void
test_roll (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);
  g_autofree char *reader = g_find_program_in_path ("pdftotext");
  g_autofree char *pdf = g_build_filename (desk->hub->center->folder, "roll.pdf", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListStore) visits = NULL;
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  hearth_checkin_test_check_in (desk, "rosa");
  hearth_checkin_test_check_in (desk, "joan");
  for (int i = 0; i < 60; i++)
    hearth_checkin_test_do (desk, "checkin.guest-before");
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 62);
  hearth_checkin_client_roll_async (desk->client, NULL, hearth_test_on_result, &result);
  HEARTH_TEST_WAIT (result != NULL);
  visits = hearth_checkin_client_roll_finish (desk->client, result, &error);
  g_assert_no_error (error);
  operation = hearth_roll_operation_new (G_LIST_MODEL (visits), "Test Center",
                                         hearth_client_get_time_zone (desk->client), hearth_clock_now_s ());
  gtk_print_operation_set_export_filename (operation, pdf);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==,
                   GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_assert_true (g_file_test (pdf, G_FILE_TEST_IS_REGULAR));
  if (reader == NULL)
    {
      g_test_skip ("pdftotext is not here");
      return;
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, reader, "-layout", pdf, "-", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "Who is here: Test Center"));
  g_assert_nonnull (strstr (text, "62 people here"));
  g_assert_nonnull (strstr (text, "Rosa M."));
  g_assert_nonnull (strstr (text, "Joan S."));
  g_assert_nonnull (strstr (text, "since "));
  g_assert_nonnull (strstr (text, "Page 1 of "));
  g_assert_nonnull (strstr (text, "Page 2 of "));
  g_assert_nonnull (strstr (text, "Printed "));
  g_assert_null (strstr (text, "Martinez"));
  g_assert_null (strstr (text, "Silva"));
}

int
main (int argc, char **argv)
{
  hearth_test_desk_init (&argc, &argv);
  g_test_add_func ("/desk/today/empty", test_empty);
  g_test_add_func ("/desk/today/filter", test_filter);
  g_test_add_func ("/desk/today/check-out", test_check_out);
  g_test_add_func ("/desk/today/close-day", test_close_day);
  g_test_add_func ("/desk/today/take-back", test_take_back);
  g_test_add_func ("/desk/today/live", test_live);
  g_test_add_func ("/desk/today/correct", test_correct);
  g_test_add_func ("/desk/today/filter-retired", test_filter_retired);
  g_test_add_func ("/desk/today/paper-list", test_paper_list);
  g_test_add_func ("/desk/today/paper-list-as-usual", test_paper_list_as_usual);
  g_test_add_func ("/desk/today/roll", test_roll);
  return g_test_run ();
}
