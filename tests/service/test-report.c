/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* This month: what is counted, where a day and a month end, and what may leave the center. */

#include "config.h"

#include <string.h>

#include "hearth-checkin-service.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-reason-service.h"
#include "hearth-report-service.h"
#include "hearth-test-center.h"

typedef struct
{
  const char *month;
  gboolean for_others;
  char *the_month;
  GVariant *figures, *days, *reasons, *hours;
  char *csv;
} Month;

static void
month_clear (Month *self)
{
  g_clear_pointer (&self->the_month, g_free);
  g_clear_pointer (&self->figures, g_variant_unref);
  g_clear_pointer (&self->days, g_variant_unref);
  g_clear_pointer (&self->reasons, g_variant_unref);
  g_clear_pointer (&self->hours, g_variant_unref);
  g_clear_pointer (&self->csv, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Month, month_clear)

static gboolean
do_month (HearthUnit *unit, gpointer data, GError **error)
{
  Month *month = data;

  month_clear (month);
  return hearth_report_service_month (unit, month->month, &month->the_month, &month->figures, &month->days,
                                      &month->reasons, &month->hours, error);
}

static gboolean
do_csv (HearthUnit *unit, gpointer data, GError **error)
{
  Month *month = data;

  month_clear (month);
  return (month->csv = hearth_report_service_month_csv (unit, month->month, month->for_others, error)) != NULL;
}

/* Somebody comes, by whichever door. */
typedef struct
{
  gint64 person; /* 0: a guest, or a group of @count */
  guint count;
  const char *options;
  gint64 visit;
} Come;

static gboolean
do_come (HearthUnit *unit, gpointer data, GError **error)
{
  Come *come = data;
  g_autoptr (GVariant) options
      = g_variant_parse (G_VARIANT_TYPE_VARDICT, come->options ? come->options : "{}", NULL, NULL, error);
  g_autoptr (HearthVisit) visit = NULL;
  g_autoptr (HearthArrival) arrival = NULL;
  g_autofree char *outcome = NULL;

  if (options == NULL)
    return FALSE;
  if (come->person != 0)
    hearth_checkin_service_record (unit, come->person, options, &outcome, &visit, &arrival, error);
  else if (come->count > 0)
    visit = hearth_checkin_service_record_group (unit, come->count, "noon group", options, error);
  else
    visit = hearth_checkin_service_record_guest (unit, options, error);
  come->visit = visit ? hearth_visit_get_id (visit) : 0;
  return visit != NULL;
}

static gboolean
do_void (HearthUnit *unit, gpointer data, GError **error)
{
  g_autoptr (HearthVisit) visit = hearth_checkin_service_void (unit, ((Come *)data)->visit, error);

  return visit != NULL;
}

static gint64
come (HearthTestCenter *center, gint64 person, guint count, const char *options)
{
  Come data = { .person = person, .count = count, .options = options };

  hearth_test_center_write (center, HEARTH_ROLE_GREETER, do_come, &data);
  return data.visit;
}

static guint
figure (Month *month, const char *name)
{
  guint number = G_MAXUINT;

  g_assert_true (g_variant_lookup (month->figures, name, "u", &number));
  return number;
}

static guint
sum_of (GVariant *rows, guint column, guint other_column)
{
  guint sum = 0;

  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      g_autoptr (GVariant) value = g_variant_get_child_value (row, column);

      sum += g_variant_get_uint32 (value);
      if (other_column)
        {
          g_autoptr (GVariant) other = g_variant_get_child_value (row, other_column);

          sum += g_variant_get_uint32 (other);
        }
    }
  return sum;
}

/* The heads of @weekday at @hour. */
static guint
at_hour (Month *month, guint weekday, guint hour)
{
  guint found_weekday, found_hour, visits;

  for (gsize i = 0; i < g_variant_n_children (month->hours); i++)
    {
      g_variant_get_child (month->hours, i, "(uuu)", &found_weekday, &found_hour, &visits);
      if (found_weekday == weekday && found_hour == hour)
        return visits;
    }
  return 0;
}

static guint
on_day (Month *month, guint day)
{
  guint found, known, nameless;

  g_variant_get_child (month->days, day - 1, "(uuu)", &found, &known, &nameless);
  g_assert_cmpuint (found, ==, day);
  return known + nameless;
}

/* The day of the issue: 25 known guests, 14 nameless key presses and "12 at the noon group". */
static HearthTestCenter *
busy_day (void)
{
  HearthTestCenter *center;

  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-12T12:00:00"); /* a Thursday */
  center = hearth_test_center_new ();
  for (int i = 0; i < 25; i++)
    {
      g_autofree char *name = g_strdup_printf ("Known %d", i);

      come (center, hearth_test_center_add_person (center, name, ""), 0, i < 3 ? "{'reason': <'coaching'>}" : NULL);
    }
  for (int i = 0; i < 14; i++)
    come (center, 0, 0, i < 4 ? "{'new': <true>, 'children': <int64 1>}" : NULL);
  come (center, 0, 12, NULL);
  return center;
}

static void
test_figures (void)
{
  g_autoptr (HearthTestCenter) center = busy_day ();
  g_auto (Month) month = { .month = "" };

  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_month, &month);
  g_assert_cmpstr (month.the_month, ==, "2026-03");
  g_assert_cmpuint (figure (&month, "visits"), ==, 51);
  g_assert_cmpuint (figure (&month, "people"), ==, 25);
  g_assert_cmpuint (figure (&month, "nameless"), ==, 26);
  g_assert_cmpuint (figure (&month, "guests-new"), ==, 4);
  g_assert_cmpuint (figure (&month, "guests-before"), ==, 10);
  g_assert_cmpuint (figure (&month, "groups"), ==, 1);
  g_assert_cmpuint (figure (&month, "group-heads"), ==, 12);
  g_assert_cmpuint (figure (&month, "children"), ==, 4);
  g_assert_cmpuint (figure (&month, "first-visits"), ==, 25);
  g_assert_cmpuint (figure (&month, "visits-before"), ==, 0);
  g_assert_cmpuint (sum_of (month.days, 1, 2), ==, 51);
  g_assert_cmpuint (sum_of (month.reasons, 2, 0), ==, 51);
  g_assert_cmpuint (sum_of (month.hours, 2, 0), ==, 51);
  g_assert_cmpuint (g_variant_n_children (month.days), ==, 31);
  g_assert_cmpuint (on_day (&month, 12), ==, 51);
  g_assert_cmpuint (at_hour (&month, 4, 12), ==, 51);
  hearth_clock_reset ();
}

static void
test_taken_back (void)
{
  g_autoptr (HearthTestCenter) center = NULL;
  g_auto (Month) month = { .month = "2026-03" };
  Come visit = { 0 };
  gint64 person;

  hearth_test_clock (HEARTH_TEST_ZONE, "2026-02-20T12:00:00");
  center = hearth_test_center_new ();
  person = hearth_test_center_add_person (center, "Ana", "Lima");
  visit.visit = come (center, person, 0, NULL);
  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-12T12:00:00");
  come (center, person, 0, NULL);
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_month, &month);
  g_assert_cmpuint (figure (&month, "first-visits"), ==, 0);
  g_assert_cmpuint (figure (&month, "visits-before"), ==, 1);

  /* The visit of February was a mistake: now the one of March is the first. */
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, do_void, &visit);
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_month, &month);
  g_assert_cmpuint (figure (&month, "first-visits"), ==, 1);
  g_assert_cmpuint (figure (&month, "visits-before"), ==, 0);
  g_assert_cmpuint (figure (&month, "people"), ==, 1);
  hearth_clock_reset ();
}

/* The first reason is called something else from now on. */
static gboolean
do_rename (HearthUnit *unit, gpointer data, GError **error)
{
  g_autoptr (GListStore) reasons = hearth_reason_service_list (unit, error);
  g_autoptr (HearthReason) before = g_list_model_get_item (G_LIST_MODEL (reasons), 0), after = NULL;
  g_autoptr (GVariant) changes = g_variant_ref_sink (g_variant_new_parsed ("{'label': <%s>}", (const char *)data));

  after = hearth_record_with (before, changes, error);
  g_list_store_splice (reasons, 0, 1, (gpointer *)&after, 1);
  return hearth_reason_service_save (unit, NULL, G_LIST_MODEL (reasons), error);
}

static void
expect_first_reason (HearthTestCenter *center, const char *of_month, const char *expected)
{
  g_auto (Month) month = { .month = of_month };
  const char *code, *label;
  guint visits;

  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_month, &month);
  g_variant_get_child (month.reasons, 0, "(&s&su)", &code, &label, &visits);
  g_assert_cmpstr (code, ==, "drop-in");
  g_assert_cmpstr (label, ==, expected);
}

/* A month keeps the words of its time. */
static void
test_old_meanings (void)
{
  g_autoptr (HearthTestCenter) center = busy_day ();

  hearth_test_clock (HEARTH_TEST_ZONE, "2026-04-02T10:00:00");
  hearth_test_center_write (center, HEARTH_ROLE_DIRECTOR, do_rename, (gpointer) "Living room");
  expect_first_reason (center, "2026-03", "Drop-in");
  expect_first_reason (center, "2026-04", "Living room"); /* nobody came yet */
  come (center, 0, 0, NULL);
  hearth_test_center_write (center, HEARTH_ROLE_DIRECTOR, do_rename, (gpointer) "Salon");
  expect_first_reason (center, "2026-04", "Living room");
  come (center, 0, 0, NULL);
  expect_first_reason (center, "2026-04", "Salon");
  expect_first_reason (center, "2026-03", "Drop-in");
  hearth_clock_reset ();
}

static void
test_reasons (void)
{
  g_autoptr (HearthTestCenter) center = busy_day ();
  g_auto (Month) month = { .month = "2026-03" };
  const char *code, *label;
  guint visits;

  hearth_test_center_sql (center, "UPDATE visit_reason SET retired = 1 WHERE code IN ('coaching', 'event')");
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_month, &month);
  g_assert_cmpuint (g_variant_n_children (month.reasons), ==, 6); /* event has no visits */
  g_variant_get_child (month.reasons, 0, "(&s&su)", &code, &label, &visits);
  g_assert_cmpstr (code, ==, "drop-in");
  g_assert_cmpstr (label, ==, "Drop-in");
  g_assert_cmpuint (visits, ==, 36);
  g_variant_get_child (month.reasons, 5, "(&s&su)", &code, &label, &visits);
  g_assert_cmpstr (code, ==, "coaching");
  g_assert_cmpuint (visits, ==, 3);
  hearth_clock_reset ();
}

/* Midnight and the end of a month are the center's. */
static void
test_borders (void)
{
  static const struct
  {
    const char *zone, *before, *after;
  } cases[] = {
    { "America/New_York", "2026-02-28T23:59:59", "2026-03-01T00:00:00" },
    { "Pacific/Apia", "2026-02-28T23:59:59", "2026-03-01T00:00:00" },
    { "Asia/Kathmandu", "2026-02-28T23:59:59", "2026-03-01T00:00:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HearthTestCenter) center = NULL;
      g_auto (Month) month = { .month = "2026-02" };

      hearth_test_clock (cases[i].zone, cases[i].before);
      center = hearth_test_center_new_in_zone (cases[i].zone);
      hearth_test_clock (cases[i].zone, cases[i].before);
      come (center, 0, 0, NULL);
      hearth_test_clock (cases[i].zone, cases[i].after);
      come (center, 0, 0, NULL);

      hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_month, &month);
      g_assert_cmpuint (figure (&month, "visits"), ==, 1);
      g_assert_cmpuint (on_day (&month, 28), ==, 1);
      g_assert_cmpuint (at_hour (&month, 6, 23), ==, 1);
      month.month = "";
      hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_month, &month);
      g_assert_cmpstr (month.the_month, ==, "2026-03");
      g_assert_cmpuint (figure (&month, "visits"), ==, 1);
      g_assert_cmpuint (figure (&month, "visits-before"), ==, 1);
      g_assert_cmpuint (at_hour (&month, 7, 0), ==, 1);
    }
  hearth_clock_reset ();
}

/* In New York, 2026-11-01 has 1 o'clock twice and 2026-03-08 has no 2 o'clock. */
static void
test_clock_changes (void)
{
  g_autoptr (HearthTestCenter) center = NULL;
  g_auto (Month) month = { .month = "2026-11" };
  gint64 one;

  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-08T01:59:00");
  center = hearth_test_center_new ();
  come (center, 0, 0, NULL);
  hearth_clock_set (hearth_clock_now_s () + 120);
  come (center, 0, 0, NULL);

  one = hearth_test_at (HEARTH_TEST_ZONE, "2026-11-01T00:30:00") + 3600;
  hearth_clock_set (one);
  come (center, 0, 0, NULL);
  hearth_clock_set (one + 3600);
  come (center, 0, 0, NULL);
  hearth_clock_set (one + 2 * 3600);
  come (center, 0, 0, NULL);

  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_month, &month);
  g_assert_cmpuint (at_hour (&month, 7, 1), ==, 2);
  g_assert_cmpuint (at_hour (&month, 7, 2), ==, 1);
  g_assert_cmpuint (on_day (&month, 1), ==, 3);
  month.month = "2026-03";
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_month, &month);
  g_assert_cmpuint (at_hour (&month, 7, 1), ==, 1);
  g_assert_cmpuint (at_hour (&month, 7, 2), ==, 0);
  g_assert_cmpuint (at_hour (&month, 7, 3), ==, 1);
  hearth_clock_reset ();
}

static void
test_not_a_month (void)
{
  static const char *const bad[] = { "2026", "2026-13", "2026-00", "March", "2026-3", "2026-03-01", "2026-03'--" };
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_auto (Month) month = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      month.month = bad[i];
      hearth_test_center_refuse (center, HEARTH_ROLE_GREETER, do_month, &month, HEARTH_ERROR_INVALID);
      hearth_test_center_refuse (center, HEARTH_ROLE_GREETER, do_csv, &month, HEARTH_ERROR_INVALID);
    }
  month.month = "0001-01";
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_month, &month);
  month.month = "9999-12";
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_month, &month);
  g_assert_cmpuint (figure (&month, "visits"), ==, 0);
}

static void
test_csv (void)
{
  g_autoptr (HearthTestCenter) center = busy_day ();
  g_auto (Month) month = { .month = "2026-03" };

  hearth_test_center_sql (center, "UPDATE visit_reason SET label = '=cmd|''a\"b' WHERE code = 'other'");
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_csv, &month);
  g_assert_true (g_str_has_prefix (month.csv, "\xEF\xBB\xBF"
                                              "Center,Month\r\n\"Test Center\",2026-03\r\n\r\n"));
  g_assert_nonnull (strstr (month.csv, "Figure,Number\r\n\"Visits\",51\r\n\"Visits of people we know\",25\r\n"));
  g_assert_nonnull (strstr (month.csv, "\"Guests, new here\",4\r\n"));
  g_assert_nonnull (strstr (month.csv, "\r\n2026-03-12,25,26\r\n2026-03-13,0,0\r\n"));
  g_assert_nonnull (strstr (month.csv, "\"Coaching\",3\r\n"));
  g_assert_nonnull (strstr (month.csv, "\"'=cmd|'a\"\"b\",0\r\n"));
  g_assert_nonnull (strstr (month.csv, "Weekday,Hour,Visits\r\nThursday,12:00,51\r\n"));
  g_assert_null (strstr (month.csv, "fewer"));
  for (const char *p = month.csv; *p; p++)
    g_assert_true (*p != '\n' || p[-1] == '\r');
  hearth_clock_reset ();
}

static void
test_csv_for_others (void)
{
  g_autoptr (HearthTestCenter) center = busy_day ();
  g_auto (Month) month = { .month = "2026-03", .for_others = TRUE };

  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_csv, &month);
  g_assert_nonnull (strstr (month.csv, "\"Visits\",51\r\n"));
  g_assert_nonnull (strstr (month.csv, "\"Coaching\",fewer than 5\r\n"));
  g_assert_nonnull (strstr (month.csv, "\"Guests, new here\",fewer than 5\r\n"));
  g_assert_nonnull (strstr (month.csv, "\"Children with them\",fewer than 5\r\n"));
  g_assert_nonnull (strstr (month.csv, "\"Event\",0\r\n"));
  /* 51 - 36 drop-in - 12 meeting would be the 3 who came for coaching. */
  g_assert_nonnull (strstr (month.csv, "\"Meeting or group\",not shown\r\n"));
  g_assert_nonnull (strstr (month.csv, "\"Drop-in\",36\r\n"));
  /* 26 nameless - 10 - 12 would be the 4 who were new. */
  g_assert_nonnull (strstr (month.csv, "\"Guests, been before\",not shown\r\n"));
  hearth_clock_reset ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/figures", test_figures);
  g_test_add_func ("/report/taken-back", test_taken_back);
  g_test_add_func ("/report/reasons", test_reasons);
  g_test_add_func ("/report/old-meanings", test_old_meanings);
  g_test_add_func ("/report/borders", test_borders);
  g_test_add_func ("/report/clock-changes", test_clock_changes);
  g_test_add_func ("/report/not-a-month", test_not_a_month);
  g_test_add_func ("/report/csv", test_csv);
  g_test_add_func ("/report/csv-for-others", test_csv_for_others);
  return g_test_run ();
}
