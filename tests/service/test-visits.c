/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Visits, the service on a real center: what becomes of one that was recorded, until the day is closed. */

#include "config.h"

#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-visits-test.h"

static gboolean
do_close_day (HearthUnit *unit, gpointer data, GError **error)
{
  HearthVisitsList *list = data;

  g_clear_pointer (&list->ids, g_array_unref);
  return (list->ids = hearth_checkin_service_close_day (unit, list->day, error)) != NULL;
}

static gboolean
do_day (HearthUnit *unit, gpointer data, GError **error)
{
  HearthVisitsList *list = data;

  g_clear_pointer (&list->visits, g_ptr_array_unref);
  g_clear_pointer (&list->today, g_free);
  return (list->visits = hearth_checkin_service_day (unit, list->day, &list->today, error)) != NULL;
}

static void
test_change (HearthVisitsTest *fixture, gconstpointer data)
{
  gint64 id = hearth_visits_test_come (fixture, fixture->jon, NULL);
  g_autofree char *earlier = g_strdup_printf ("{'reason': <'event'>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}",
                                              hearth_visits_test_at (HEARTH_VISITS_DAY "T09:05:00"));
  HearthVisitsChange change = { .id = id, .revision = 1, .changes = earlier };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_change, &change);
  g_assert_cmpint (hearth_visit_get_revision (change.visit), ==, 2);
  g_assert_cmpstr (hearth_visit_get_reason (change.visit), ==, "event");
  g_assert_cmpint (hearth_visits_test_last_visit (fixture, fixture->jon), ==,
                   hearth_visits_test_at (HEARTH_VISITS_DAY "T09:05:00"));
  g_assert_cmpint (hearth_test_center_number (fixture->center,
                                              "SELECT COUNT (*) FROM audit WHERE verb = 'change' AND kind = 'visit'"
                                              " AND detail = 'reason arrived-at-s'"),
                   ==, 1);
  g_clear_object (&change.visit);

  /* What another desk knows is older. */
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_change, &change,
                             HEARTH_ERROR_CONFLICT);
  /* Nothing to change is no change. */
  change.revision = 2;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_change, &change);
  g_assert_cmpint (hearth_visit_get_revision (change.visit), ==, 2);
  g_clear_object (&change.visit);
  change.changes = "{'head-count': <int64 3>}";
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_change, &change,
                             HEARTH_ERROR_INVALID);
  change.changes = "{'arrived-at-s': <int64 -5>}";
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_change, &change,
                             HEARTH_ERROR_INVALID);
  change.id = 999;
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_change, &change,
                             HEARTH_ERROR_NOT_FOUND);
}

static void
test_change_day (HearthVisitsTest *fixture, gconstpointer data)
{
  gint64 id = hearth_visits_test_come (fixture, fixture->jon, NULL);
  g_autofree char *yesterday = g_strdup_printf ("{'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}",
                                                hearth_visits_test_at ("2026-03-11T21:00:00"));
  HearthVisitsChange change = { .id = id, .revision = 1, .changes = yesterday };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_change, &change);
  g_clear_object (&change.visit);
  g_assert_cmpint (hearth_test_center_number (fixture->center, "SELECT visited_on = '2026-03-11' FROM visit"), ==, 1);
  g_assert_cmpint (hearth_visits_test_n_here (fixture), ==, 0);
}

static void
test_void (HearthVisitsTest *fixture, gconstpointer data)
{
  gint64 id = hearth_visits_test_come (fixture, fixture->jon, NULL);
  HearthVisitsChange change = { .id = id, .revision = 2, .changes = "{'reason': <'event'>}" };
  g_auto (HearthVisitsList) list = { .day = "" };

  for (int i = 0; i < 2; i++)
    {
      hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_void, &change);
      g_assert_true (hearth_visit_get_voided (change.visit));
      g_assert_cmpint (hearth_visit_get_revision (change.visit), ==, 2);
      g_clear_object (&change.visit);
    }
  g_assert_cmpint (hearth_test_center_number (fixture->center, "SELECT COUNT (*) FROM audit WHERE verb = 'take-back'"),
                   ==, 1);
  g_assert_cmpint (hearth_visits_test_last_visit (fixture, fixture->jon), ==, 0);
  g_assert_cmpint (hearth_visits_test_n_here (fixture), ==, 0);
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_day, &list);
  g_assert_cmpint (list.visits->len, ==, 0);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_change, &change,
                             HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_check_out, &change,
                             HEARTH_ERROR_INVALID);
  /* It is in nobody's way. */
  hearth_visits_test_come (fixture, fixture->jon, NULL);
}

static void
test_leave (HearthVisitsTest *fixture, gconstpointer data)
{
  gint64 id = hearth_visits_test_come (fixture, fixture->jon, NULL);
  HearthVisitsChange change = { .id = id, .at_s = hearth_visits_test_at (HEARTH_VISITS_DAY "T14:00:00") };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_check_out, &change,
                             HEARTH_ERROR_INVALID);
  change.at_s = hearth_visits_test_at (HEARTH_VISITS_DAY "T23:00:00");
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_check_out, &change,
                             HEARTH_ERROR_INVALID);

  hearth_test_clock (HEARTH_TEST_ZONE, HEARTH_VISITS_DAY "T15:40:00");
  change.at_s = 0;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_check_out, &change);
  g_assert_cmpstr (hearth_visit_get_left_how (change.visit), ==, "left");
  g_assert_cmpint (hearth_visit_get_left_at_s (change.visit), >=,
                   hearth_visits_test_at (HEARTH_VISITS_DAY "T15:40:00"));
  g_assert_cmpint (hearth_visits_test_n_here (fixture), ==, 0);
  g_clear_object (&change.visit);

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_come_back, &change);
  g_assert_cmpint (hearth_visits_test_n_here (fixture), ==, 1);
  /* Arrival cannot be moved behind the leaving. */
  change.at_s = hearth_visits_test_at (HEARTH_VISITS_DAY "T14:30:00");
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_check_out, &change);

  g_autofree char *behind = g_strdup_printf ("{'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}",
                                             hearth_visits_test_at (HEARTH_VISITS_DAY "T14:31:00"));

  change.revision = hearth_visit_get_revision (change.visit);
  change.changes = behind;
  g_clear_object (&change.visit);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_change, &change,
                             HEARTH_ERROR_INVALID);
}

/* Two check-outs of one person are taken back, the earlier one first or last: they are here once. */
static void
test_come_back_once (HearthVisitsTest *fixture, gconstpointer data)
{
  HearthVisitsChange first = { 0 }, second = { 0 };

  for (int i = 0; i < 2; i++)
    {
      HearthVisitsChange *change = i == 0 ? &first : &second;

      change->id = hearth_visits_test_come (fixture, fixture->jon, NULL);
      hearth_clock_set (hearth_clock_now_s () + 600);
      hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_check_out, change);
      g_clear_object (&change->visit);
      hearth_clock_set (hearth_clock_now_s () + 600);
    }
  g_assert_cmpint (hearth_visits_test_n_open (fixture), ==, 0);
  for (int i = 0; i < 2; i++)
    {
      hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_come_back,
                                i == 0 ? &first : &second);
      hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_come_back,
                                i == 0 ? &second : &first);
      g_assert_cmpint (hearth_visits_test_n_open (fixture), ==, 1);
      hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_check_out,
                                i == 0 ? &first : &second);
      g_clear_object (&first.visit);
      g_clear_object (&second.visit);
      g_assert_cmpint (hearth_visits_test_n_open (fixture), ==, 0);
    }
}

static void
test_close_day (HearthVisitsTest *fixture, gconstpointer data)
{
  g_auto (HearthVisitsList) list = { .day = HEARTH_VISITS_DAY };
  g_auto (HearthVisitsRecord) record = { 0 };
  HearthVisitsGroup group = { .count = 12, .label = "noon group" };
  HearthVisitsChange taken_back = { 0 };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_group, &group);
  g_clear_object (&group.visit);
  taken_back.id = hearth_visits_test_come (fixture, fixture->joan, NULL);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_void, &taken_back);
  g_clear_object (&taken_back.visit);
  hearth_visits_test_come (fixture, fixture->jon, NULL);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_guest, &record);
  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-13T08:00:00");
  hearth_visits_test_come (fixture, fixture->joan, NULL);
  g_assert_cmpint (hearth_visits_test_n_here (fixture), ==, 3);

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_close_day, &list);
  g_assert_cmpint (list.ids->len, ==, 2);
  g_assert_cmpint (hearth_visits_test_n_here (fixture), ==, 1);
  g_assert_cmpint (hearth_test_center_number (
                       fixture->center, "SELECT COUNT (*) FROM visit WHERE left_how = 'unknown' AND left_at_s = 0"),
                   ==, 2);
  for (guint i = 0; i < list.ids->len; i++)
    {
      HearthVisitsChange change = { .id = g_array_index (list.ids, gint64, i) };

      hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_come_back, &change);
    }
  g_assert_cmpint (hearth_visits_test_n_here (fixture), ==, 3);
  list.day = "2026-02-30";
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_close_day, &list, HEARTH_ERROR_INVALID);
}

static void
test_lists (HearthVisitsTest *fixture, gconstpointer data)
{
  g_auto (HearthVisitsList) list = { .day = "" };
  g_auto (HearthVisitsRecord) record = { 0 };
  gint64 first = hearth_visits_test_come (fixture, fixture->jon, NULL);

  hearth_test_clock (HEARTH_TEST_ZONE, HEARTH_VISITS_DAY "T23:59:58");
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_guest, &record);
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_day, &list);
  g_assert_cmpstr (list.today, ==, HEARTH_VISITS_DAY);
  g_assert_cmpint (list.visits->len, ==, 2);
  g_assert_cmpint (hearth_visit_get_id (g_ptr_array_index (list.visits, 1)), ==, first);
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_roll, &list);
  g_assert_cmpint (hearth_visit_get_id (g_ptr_array_index (list.visits, 0)), ==, first);

  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-13T00:00:00");
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_day, &list);
  g_assert_cmpstr (list.today, ==, "2026-03-13");
  g_assert_cmpint (list.visits->len, ==, 0);
  list.day = "yesterday";
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_day, &list, HEARTH_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                                                \
  g_test_add (path, HearthVisitsTest, NULL, hearth_visits_test_set_up, test, hearth_visits_test_tear_down)
  ADD ("/checkin/change", test_change);
  ADD ("/checkin/change-day", test_change_day);
  ADD ("/checkin/void", test_void);
  ADD ("/checkin/leave", test_leave);
  ADD ("/checkin/come-back-once", test_come_back_once);
  ADD ("/checkin/close-day", test_close_day);
  ADD ("/checkin/lists", test_lists);
  return g_test_run ();
}
