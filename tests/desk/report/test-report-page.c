/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* "This month" at a real hub: 25 known, 14 nameless and a group of 12 are 51 visits, 25 people, 26 nameless. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "hearth-chart.h"
#include "hearth-checkin-client.h"
#include "hearth-heat.h"
#include "hearth-month-print.h"
#include "hearth-month-words.h"
#include "hearth-report-csv.h"
#include "hearth-report-page-private.h"
#include "hearth-test-desk.h"
#include "hearth-test-hub.h"

#define KNOWN 25
#define NAMELESS 14
#define GROUP 12

typedef struct
{
  HearthTestHub *hub;   /* (owned) */
  HearthClient *client; /* (owned) */
  gint64 people[KNOWN];
  GtkWindow *window;
  HearthReportPage *page;
} ReportTest;

static HearthVisit *
finish (ReportTest *test, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;
  HearthVisit *visit = hearth_checkin_client_visit_finish (test->client, hearth_test_await (result), &error);

  g_assert_no_error (error);
  return visit;
}

static void
record_person (ReportTest *test, gint64 person)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HearthVisit) visit = NULL;
  g_autoptr (GError) error = NULL;

  hearth_checkin_client_record_async (test->client, person, NULL, NULL, hearth_test_on_result, &result);
  visit = hearth_checkin_client_record_finish (test->client, hearth_test_await (&result), NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
record_guest (ReportTest *test)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HearthVisit) visit = NULL;

  hearth_checkin_client_record_guest_async (test->client, NULL, NULL, hearth_test_on_result, &result);
  visit = finish (test, &result);
}

static void
record_group (ReportTest *test)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HearthVisit) visit = NULL;

  hearth_checkin_client_record_group_async (test->client, GROUP, "noon group", NULL, NULL, hearth_test_on_result,
                                            &result);
  visit = finish (test, &result);
}

static void
open_page (ReportTest *test)
{
  GtkWidget *page = g_object_new (HEARTH_TYPE_REPORT_PAGE, "client", test->client, NULL);

  test->page = HEARTH_REPORT_PAGE (page);
  test->window = hearth_test_desk_show (page, 1072, 800);
  HEARTH_TEST_WAIT (hearth_report_page_get_month (test->page) != NULL);
}

static ReportTest *
test_new (gboolean visits)
{
  ReportTest *test = g_new0 (ReportTest, 1);

  test->hub = hearth_test_hub_new ();
  for (guint i = 0; i < KNOWN; i++)
    {
      g_autofree char *name = g_strdup_printf ("Guest%c", 'A' + i);

      test->people[i] = hearth_test_center_add_person (test->hub->center, name, "");
    }
  hearth_test_hub_start (test->hub);
  test->client = hearth_test_hub_sign_in (test->hub, HEARTH_ROLE_GREETER);
  for (guint i = 0; visits && i < KNOWN; i++)
    record_person (test, test->people[i]);
  for (guint i = 0; visits && i < NAMELESS; i++)
    record_guest (test);
  if (visits)
    record_group (test);
  open_page (test);
  return test;
}

static void
test_free (ReportTest *test)
{
  gpointer weak = test->client;

  hearth_test_desk_close (test->window);
  hearth_client_disconnect (test->client);
  g_object_add_weak_pointer (weak, &weak);
  g_object_unref (test->client);
  HEARTH_TEST_WAIT (weak == NULL);
  hearth_test_hub_free (test->hub);
  g_free (test);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReportTest, test_free)

static const char *
shown (ReportTest *test, const char *label)
{
  return gtk_label_get_text (GTK_LABEL (HEARTH_TEST_CHILD (test->page, HEARTH_TYPE_REPORT_PAGE, label)));
}

static AdwWindowTitle *
title_of (ReportTest *test)
{
  return ADW_WINDOW_TITLE (HEARTH_TEST_CHILD (test->page, HEARTH_TYPE_REPORT_PAGE, "title"));
}

static void
do_action (ReportTest *test, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->page), action, NULL));
}

static void
test_figures (void)
{
  g_autoptr (ReportTest) test = test_new (TRUE);
  GtkWidget *chart = HEARTH_TEST_CHILD (test->page, HEARTH_TYPE_REPORT_PAGE, "chart");

  hearth_test_desk_shot (test->window, "report.png");
  g_assert_cmpstr (shown (test, "figure_visits"), ==, "51");
  g_assert_cmpstr (shown (test, "figure_people"), ==, "25");
  g_assert_cmpstr (shown (test, "figure_nameless"), ==, "26");
  g_assert_cmpstr (shown (test, "figure_groups"), ==, "1");
  g_assert_cmpstr (shown (test, "label_groups"), ==, "group counted");
  g_assert_cmpstr (shown (test, "caption_people"), ==, "25 came for the first time");
  g_assert_cmpstr (shown (test, "caption_nameless"), ==, "0 new here, 14 been before");
  g_assert_cmpstr (shown (test, "caption_groups"), ==, "12 people at groups");
  g_assert_cmpstr (shown (test, "caption_visits"), ==, "all of February: 0");
  g_assert_cmpstr (adw_window_title_get_subtitle (title_of (test)), ==, "March 2026, so far");
  g_assert_cmpuint (hearth_chart_get_top (HEARTH_CHART (chart)), ==, 60);
  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Thursday, March 12: 25 known by name, 26 nameless");
}

/* The page follows what happens at the desk, and takes a visit back that is taken back. */
static void
test_live (void)
{
  g_autoptr (ReportTest) test = test_new (FALSE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HearthVisit) visit = NULL, gone = NULL;
  g_autoptr (GAsyncResult) void_result = NULL;

  g_assert_cmpstr (shown (test, "figure_visits"), ==, "0");
  g_assert_true (gtk_widget_get_visible (HEARTH_TEST_CHILD (test->page, HEARTH_TYPE_REPORT_PAGE, "empty_label")));
  hearth_test_desk_shot (test->window, "report-empty.png");
  record_person (test, test->people[0]);
  hearth_checkin_client_record_guest_async (test->client, NULL, NULL, hearth_test_on_result, &result);
  visit = finish (test, &result);
  HEARTH_TEST_WAIT (g_str_equal (shown (test, "figure_visits"), "2"));
  g_assert_false (gtk_widget_get_visible (HEARTH_TEST_CHILD (test->page, HEARTH_TYPE_REPORT_PAGE, "empty_label")));
  hearth_checkin_client_void_async (test->client, hearth_visit_get_id (visit), NULL, hearth_test_on_result,
                                    &void_result);
  gone = finish (test, &void_result);
  HEARTH_TEST_WAIT (g_str_equal (shown (test, "figure_visits"), "1"));
  g_assert_cmpstr (shown (test, "figure_nameless"), ==, "0");
}

static void
test_months (void)
{
  g_autoptr (ReportTest) test = test_new (TRUE);

  do_action (test, "report.previous");
  HEARTH_TEST_WAIT (g_str_equal (adw_window_title_get_title (title_of (test)), "February 2026"));
  g_assert_cmpstr (shown (test, "figure_visits"), ==, "0");
  do_action (test, "report.previous");
  HEARTH_TEST_WAIT (g_str_equal (adw_window_title_get_title (title_of (test)), "January 2026"));
  do_action (test, "report.next");
  do_action (test, "report.next");
  HEARTH_TEST_WAIT (g_str_equal (adw_window_title_get_title (title_of (test)), "This month"));
  g_assert_cmpstr (shown (test, "figure_visits"), ==, "51");
  /* There is no month after this one. */
  gtk_widget_activate_action (GTK_WIDGET (test->page), "report.next", NULL);
  g_assert_cmpstr (adw_window_title_get_title (title_of (test)), ==, "This month");
}

/* Its last line has an end. */
static gboolean
is_whole (const char *path)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && g_str_has_suffix (text, "\n");
}

static char *
write_csv (ReportTest *test, gboolean for_others, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "figures.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  char *text = NULL;

  hearth_report_csv_write (GTK_WIDGET (test->page), test->client, "2026-03", for_others, file, cancellable);
  HEARTH_TEST_WAIT (is_whole (path));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_remove (path);
  return text;
}

static void
test_csv (void)
{
  g_autoptr (ReportTest) test = test_new (TRUE);
  g_autofree char *folder = g_dir_make_tmp ("hearth-csv-XXXXXX", NULL);
  g_autofree char *team = write_csv (test, FALSE, folder);
  g_autofree char *others = write_csv (test, TRUE, folder);

  g_assert_nonnull (strstr (team, "51"));
  g_assert_nonnull (strstr (team, "26"));
  g_assert_null (strstr (team, "fewer than 5"));
  /* One group is fewer than five. */
  g_assert_nonnull (strstr (others, "fewer than 5"));
  g_rmdir (folder);
}

static void
test_paper (void)
{
  g_autoptr (ReportTest) test = test_new (TRUE);
  g_autofree char *folder = g_dir_make_tmp ("hearth-paper-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "month.pdf", NULL);
  g_autofree char *reader = g_find_program_in_path ("pdftotext");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (hearth_month_print_export (hearth_report_page_get_month (test->page), "Maple Street", path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  if (reader)
    {
      const char *argv[] = { "pdftotext", "-layout", path, "-", NULL };

      g_assert_true (
          g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL, NULL));
      g_assert_nonnull (strstr (text, "March 2026"));
      g_assert_nonnull (strstr (text, "51"));
      g_assert_nonnull (strstr (text, "fewer than 5"));
      g_assert_null (strstr (text, "Guest"));
    }
  g_remove (path);
  g_rmdir (folder);
}

static void
test_numbers (void)
{
  static const guint numbers[] = { 0, 1, 4, 5, 51 };
  static const char *const words[] = { "0", "fewer than 5", "fewer than 5", "5", "51" };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = hearth_month_print_number (numbers[i]);

      g_assert_cmpstr (text, ==, words[i]);
    }
}

static void
test_words (void)
{
  g_autofree char *before = hearth_month_words_add ("2026-01", -1);
  g_autofree char *after = hearth_month_words_add ("2025-12", 1);
  g_autofree char *noon = hearth_month_words_hour (12);
  g_autofree char *midnight = hearth_month_words_hour (0);
  g_autofree char *monday = hearth_month_words_weekday (1);

  g_assert_cmpstr (before, ==, "2025-12");
  g_assert_cmpstr (after, ==, "2026-01");
  g_assert_cmpuint (hearth_month_words_days ("2024-02"), ==, 29);
  g_assert_cmpuint (hearth_month_words_days ("2026-02"), ==, 28);
  g_assert_cmpstr (noon, ==, "12 pm");
  g_assert_cmpstr (midnight, ==, "12 am");
  g_assert_cmpstr (monday, ==, "Mon");
}

/* Figures that no hub should send draw nothing and break nothing. */
static void
test_strange_figures (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *chart = g_object_new (HEARTH_TYPE_CHART, NULL),
            *heat = g_object_new (HEARTH_TYPE_HEAT, NULL);
  g_autoptr (GVariant) days
      = g_variant_ref_sink (g_variant_new_parsed ("[(@u 0, @u 1, @u 1), (31, 5, 5), (28, 4000000, 0), (1, 3, 0)]"));
  g_autoptr (GVariant) hours = g_variant_ref_sink (
      g_variant_new_parsed ("[(@u 0, @u 1, @u 1), (8, 5, 5), (1, 24, 3), (7, 0, 3), (1, 23, 9)]"));
  GtkWindow *window;

  gtk_box_append (GTK_BOX (box), chart);
  gtk_box_append (GTK_BOX (box), heat);
  window = hearth_test_desk_show (box, 400, 400);
  hearth_chart_set_days (HEARTH_CHART (chart), "2026-02", days);
  hearth_heat_set_hours (HEARTH_HEAT (heat), hours);
  hearth_test_desk_shot (window, "report-strange.png");
  g_assert_cmpuint (hearth_chart_get_top (HEARTH_CHART (chart)), ==, 4000000);
  gtk_widget_set_direction (chart, GTK_TEXT_DIR_RTL);
  gtk_widget_set_direction (heat, GTK_TEXT_DIR_RTL);
  hearth_test_desk_shot (window, "report-strange-rtl.png");
  hearth_test_desk_close (window);
}

int
main (int argc, char **argv)
{
  hearth_test_desk_init (&argc, &argv);

  g_test_add_func ("/report-page/figures", test_figures);
  g_test_add_func ("/report-page/live", test_live);
  g_test_add_func ("/report-page/months", test_months);
  g_test_add_func ("/report-page/csv", test_csv);
  g_test_add_func ("/report-page/paper", test_paper);
  g_test_add_func ("/report-page/numbers", test_numbers);
  g_test_add_func ("/report-page/words", test_words);
  g_test_add_func ("/report-page/strange-figures", test_strange_figures);
  return g_test_run ();
}
