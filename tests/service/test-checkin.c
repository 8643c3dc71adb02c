/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Check-in, the service on a real center: who came, when, for what. */

#include "config.h"

#include "hearth-audit-store.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-visits-test.h"

static void
test_first_visit (HearthVisitsTest *fixture, gconstpointer data)
{
  g_auto (HearthVisitsRecord) record = { .person = fixture->jon };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record);
  g_assert_cmpstr (record.outcome, ==, "recorded");
  g_assert_cmpstr (hearth_visit_get_name (record.visit), ==, "Jon");
  g_assert_cmpstr (hearth_visit_get_initial (record.visit), ==, "S.");
  g_assert_cmpstr (hearth_visit_get_kind (record.visit), ==, "person");
  g_assert_cmpstr (hearth_visit_get_reason (record.visit), ==, "drop-in");
  g_assert_cmpstr (hearth_visit_get_recorded_by (record.visit), ==, "Test");
  g_assert_cmpstr (hearth_visit_get_desk (record.visit), ==, "Front desk");
  g_assert_cmpint (hearth_visit_get_arrived_at_s (record.visit), >=,
                   hearth_visits_test_at (HEARTH_VISITS_DAY "T14:14:00"));
  g_assert_cmpint (hearth_visit_get_head_count (record.visit), ==, 1);
  g_assert_true (hearth_arrival_get_first_visit (record.arrival));
  g_assert_cmpstr (hearth_arrival_get_last_visit_on (record.arrival), ==, "");
  g_assert_cmpstr (hearth_arrival_get_usual_reason (record.arrival), ==, "");
  g_assert_false (hearth_arrival_get_chosen_date (record.arrival));
  g_assert_false (hearth_arrival_get_under_18 (record.arrival));
  g_assert_cmpint (hearth_visits_test_last_visit (fixture, fixture->jon), ==,
                   hearth_visit_get_arrived_at_s (record.visit));
  g_assert_cmpint (hearth_visits_test_n_here (fixture), ==, 1);
}

static void
test_already_here (HearthVisitsTest *fixture, gconstpointer data)
{
  gint64 first = hearth_visits_test_come (fixture, fixture->jon, "{'reason': <'coaching'>}");
  g_auto (HearthVisitsRecord) record = { .person = fixture->jon };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record);
  g_assert_cmpstr (record.outcome, ==, "already-here");
  g_assert_cmpint (hearth_visit_get_id (record.visit), ==, first);
  g_assert_cmpint (hearth_test_center_number (fixture->center, "SELECT COUNT (*) FROM visit"), ==, 1);

  record.options = "{'again': <true>}";
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record);
  g_assert_cmpstr (record.outcome, ==, "recorded");
  g_assert_cmpint (hearth_visit_get_id (record.visit), !=, first);
  g_assert_cmpstr (hearth_visit_get_reason (record.visit), ==, "coaching");
  /* Two visits, one person. */
  g_assert_cmpint (hearth_visits_test_n_open (fixture), ==, 2);
  g_assert_cmpint (hearth_visits_test_n_here (fixture), ==, 1);
}

static void
test_forgotten_yesterday (HearthVisitsTest *fixture, gconstpointer data)
{
  gint64 yesterday = hearth_visits_test_come (fixture, fixture->jon, NULL);
  HearthVisitsChange change = { .id = yesterday };
  g_auto (HearthVisitsRecord) record = { .person = fixture->jon };

  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-13T09:00:00");
  g_assert_cmpint (hearth_visits_test_n_open (fixture), ==, 1);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record);
  g_assert_cmpstr (record.outcome, ==, "recorded");
  g_assert_cmpstr (hearth_arrival_get_last_visit_on (record.arrival), ==, HEARTH_VISITS_DAY);
  g_assert_false (hearth_arrival_get_first_visit (record.arrival));
  /* Nobody is on the roll twice: yesterday's visit has ended, nobody knows when. */
  g_assert_cmpint (hearth_visits_test_n_open (fixture), ==, 1);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_come_back, &change);
  g_assert_cmpint (hearth_visits_test_n_open (fixture), ==, 1);
}

static void
test_usual_reason (HearthVisitsTest *fixture, gconstpointer data)
{
  static const char *const reasons[] = { "meeting", "meeting", "coaching", "coaching", "event" };
  g_auto (HearthVisitsRecord) record = { .person = fixture->jon };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *day = g_strdup_printf ("2026-03-%02uT10:00:00", 1 + i);
      g_autofree char *options
          = g_strdup_printf ("{'reason': <'%s'>, 'late': <true>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}",
                             reasons[i], hearth_visits_test_at (day));

      hearth_visits_test_come (fixture, fixture->jon, options);
    }
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record);
  g_assert_cmpstr (hearth_visit_get_reason (record.visit), ==, "coaching"); /* as often as meeting, but later */
  g_assert_cmpstr (hearth_arrival_get_usual_reason (record.arrival), ==, "coaching");
  g_assert_cmpstr (hearth_arrival_get_last_visit_on (record.arrival), ==, "2026-03-05");

  /* Only the latest ten count, and only reasons that are still offered. */
  hearth_test_center_sql (fixture->center, "UPDATE visit_reason SET retired = 1 WHERE code = 'coaching'");
  record.options = "{'again': <true>}";
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record);
  g_assert_cmpstr (hearth_visit_get_reason (record.visit), ==, "meeting");
}

static void
test_times (HearthVisitsTest *fixture, gconstpointer data)
{
  g_autofree char *future = g_strdup_printf ("{'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}",
                                             hearth_visits_test_at (HEARTH_VISITS_DAY "T14:20:00"));
  g_autofree char *soon = g_strdup_printf ("{'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}",
                                           hearth_visits_test_at (HEARTH_VISITS_DAY "T14:14:30"));
  g_autofree char *old = g_strdup_printf ("{'late': <true>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}",
                                          hearth_visits_test_at ("2025-12-01T10:00:00"));
  g_autofree char *yesterday = g_strdup_printf ("{'late': <true>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}",
                                                hearth_visits_test_at ("2026-03-11T23:59:59"));
  g_auto (HearthVisitsRecord) record = { .person = fixture->jon, .options = future };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record,
                             HEARTH_ERROR_INVALID);
  record.options = old;
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record,
                             HEARTH_ERROR_INVALID);
  g_assert_cmpint (hearth_test_center_number (fixture->center, "SELECT COUNT (*) FROM visit"), ==, 0);

  /* Yesterday's paper list: it is in yesterday's list, and nobody is here because of it. */
  record.options = yesterday;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record);
  g_assert_true (hearth_visit_get_late (record.visit));
  g_assert_cmpstr (hearth_visit_get_left_how (record.visit), ==, "unknown");
  g_assert_cmpint (hearth_visits_test_n_here (fixture), ==, 0);
  g_assert_cmpint (hearth_test_center_number (fixture->center,
                                              "SELECT COUNT (*) FROM visit WHERE visited_on = '2026-03-11'"),
                   ==, 1);
  record.options = soon;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record);
  g_assert_cmpstr (record.outcome, ==, "recorded");
  g_assert_cmpint (hearth_visits_test_n_here (fixture), ==, 1);
}

/* What was written on paper and typed at the desk as well is counted once. */
static void
test_late_twice (HearthVisitsTest *fixture, gconstpointer data)
{
  g_autofree char *yesterday = g_strdup_printf ("{'late': <true>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}",
                                                hearth_visits_test_at ("2026-03-11T10:00:00"));
  g_autofree char *later = g_strdup_printf ("{'late': <true>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}",
                                            hearth_visits_test_at ("2026-03-11T16:00:00"));
  g_autofree char *before = g_strdup_printf ("{'late': <true>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}",
                                             hearth_visits_test_at ("2026-03-10T16:00:00"));
  gint64 first = hearth_visits_test_come (fixture, fixture->jon, yesterday);
  g_auto (HearthVisitsRecord) record = { .person = fixture->jon, .options = later };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record);
  g_assert_cmpstr (record.outcome, ==, "already-here");
  g_assert_cmpint (hearth_visit_get_id (record.visit), ==, first);
  /* Another day, another person, and today are not in its way. */
  hearth_visits_test_come (fixture, fixture->jon, before);
  hearth_visits_test_come (fixture, fixture->joan, later);
  hearth_visits_test_come (fixture, fixture->jon, NULL);
  g_assert_cmpint (hearth_visits_test_n_here (fixture), ==, 1);
}

static void
test_late_keeps_last_visit (HearthVisitsTest *fixture, gconstpointer data)
{
  g_autofree char *yesterday = g_strdup_printf ("{'late': <true>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}",
                                                hearth_visits_test_at ("2026-03-11T10:00:00"));
  gint64 now = hearth_visits_test_come (fixture, fixture->jon, NULL);
  gint64 latest = hearth_visits_test_last_visit (fixture, fixture->jon);
  HearthVisitsChange change = { .id = now };

  hearth_visits_test_come (fixture, fixture->jon, yesterday);
  g_assert_cmpint (hearth_visits_test_last_visit (fixture, fixture->jon), ==, latest);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_void, &change);
  g_assert_cmpint (hearth_visits_test_last_visit (fixture, fixture->jon), ==,
                   hearth_visits_test_at ("2026-03-11T10:00:00"));
  g_clear_object (&change.visit);
}

static void
test_person (HearthVisitsTest *fixture, gconstpointer data)
{
  g_auto (HearthVisitsRecord) record = { .person = 999 };
  g_autofree char *merge
      = g_strdup_printf ("UPDATE person SET merged_into_id = %" G_GINT64_FORMAT " WHERE id = %" G_GINT64_FORMAT,
                         fixture->joan, fixture->jon);

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record,
                             HEARTH_ERROR_NOT_FOUND);
  /* A merged record is the kept one. */
  hearth_test_center_sql (fixture->center, merge);
  record.person = fixture->jon;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record);
  g_assert_cmpint (hearth_visit_get_person_id (record.visit), ==, fixture->joan);
  g_assert_cmpint (hearth_arrival_get_person_id (record.arrival), ==, fixture->joan);
}

static void
test_dates (HearthVisitsTest *fixture, gconstpointer data)
{
  g_auto (HearthVisitsRecord) record = { .person = fixture->jon };

  hearth_test_center_sql (fixture->center, "UPDATE person SET recovery_date = '2020-03-12', birth_kind = 'under-18'");
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record);
  g_assert_false (hearth_arrival_get_chosen_date (record.arrival)); /* nobody said it may be noticed */
  g_assert_true (hearth_arrival_get_under_18 (record.arrival));

  hearth_test_center_sql (fixture->center, "UPDATE person SET recovery_noticed = 1, birth_kind = 'date',"
                                           " birth_date = '2008-03-12'");
  record.person = fixture->joan;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record);
  g_assert_true (hearth_arrival_get_chosen_date (record.arrival));
  g_assert_false (hearth_arrival_get_under_18 (record.arrival)); /* 18 today */
}

static void
test_guest (HearthVisitsTest *fixture, gconstpointer data)
{
  g_auto (HearthVisitsRecord) record
      = { .options = "{'new': <true>, 'name': <'  T.\\u0007 '>, 'children': <int64 2>}" };
  static const char *const bad[] = {
    "{'children': <int64 100>}", "{'children': <int64 -1>}", "{'children': <'two'>}",
    "{'reason': <'no such'>}",   "{'reason': <int64 1>}",    "{'new': <'yes'>}",
  };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_guest, &record);
  g_assert_cmpstr (hearth_visit_get_kind (record.visit), ==, "guest-new");
  g_assert_cmpstr (hearth_visit_get_name (record.visit), ==, "T.");
  g_assert_cmpint (hearth_visit_get_children (record.visit), ==, 2);
  g_assert_cmpint (hearth_visit_get_person_id (record.visit), ==, 0);
  g_assert_cmpstr (hearth_visit_get_reason (record.visit), ==, "drop-in");
  record.options = NULL;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_guest, &record);
  g_assert_cmpstr (hearth_visit_get_kind (record.visit), ==, "guest-before");
  g_assert_cmpint (hearth_visits_test_n_here (fixture), ==, 2);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      record.options = bad[i];
      hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_guest, &record,
                                 HEARTH_ERROR_INVALID);
    }
}

static void
test_long_name (HearthVisitsTest *fixture, gconstpointer data)
{
  g_autofree char *name = g_strnfill (10000, 'x');
  g_autofree char *options = g_strdup_printf ("{'name': <'%s'>}", name);
  g_auto (HearthVisitsRecord) record = { .options = options };
  HearthVisitsGroup group = { .count = 3, .label = name };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_guest, &record,
                             HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_group, &group,
                             HEARTH_ERROR_INVALID);
  group.label = "\xff\xfe";
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_group, &group,
                             HEARTH_ERROR_INVALID);
}

static void
test_group (HearthVisitsTest *fixture, gconstpointer data)
{
  HearthVisitsGroup group = { .count = 12, .label = " noon  group " };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_group, &group);
  g_assert_cmpstr (hearth_visit_get_kind (group.visit), ==, "group");
  g_assert_cmpstr (hearth_visit_get_label (group.visit), ==, "noon group");
  g_assert_cmpint (hearth_visit_get_head_count (group.visit), ==, 12);
  g_assert_cmpstr (hearth_visit_get_reason (group.visit), ==, "meeting");
  g_assert_cmpint (hearth_visits_test_n_here (fixture), ==, 0); /* counted, not here by name */

  HearthVisitsChange change = { .id = hearth_visit_get_id (group.visit) };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_check_out, &change,
                             HEARTH_ERROR_INVALID);
  g_clear_object (&group.visit);
  group.count = 0;
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_group, &group,
                             HEARTH_ERROR_INVALID);
  group.count = 1000;
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_group, &group,
                             HEARTH_ERROR_INVALID);
}

static gboolean
verify_audit (HearthUnit *unit, gpointer data, GError **error)
{
  gint64 n_rows, broken_id;

  if (!hearth_audit_store_verify (unit->conn, &n_rows, &broken_id, error))
    return FALSE;
  g_assert_cmpint (n_rows, >, 0);
  g_assert_cmpint (broken_id, ==, 0);
  return TRUE;
}

static void
test_clock_set_back (HearthVisitsTest *fixture, gconstpointer data)
{
  gint64 id = hearth_visits_test_come (fixture, fixture->jon, NULL);
  g_auto (HearthVisitsRecord) record = { .person = fixture->jon };
  HearthVisitsChange change = { .id = id };

  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-10T09:00:00");
  /* They are here, whatever the clock says, and may leave. */
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record);
  g_assert_cmpstr (record.outcome, ==, "already-here");
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_check_out, &change);
  g_assert_cmpint (hearth_visit_get_left_at_s (change.visit), ==, hearth_visit_get_arrived_at_s (change.visit));
  g_clear_object (&change.visit);
  hearth_visits_test_come (fixture, fixture->joan, NULL);
  g_assert_cmpint (hearth_visits_test_n_here (fixture), ==, 1);
  hearth_test_center_read (fixture->center, HEARTH_ROLE_DIRECTOR, verify_audit, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                                                \
  g_test_add (path, HearthVisitsTest, NULL, hearth_visits_test_set_up, test, hearth_visits_test_tear_down)
  ADD ("/checkin/first-visit", test_first_visit);
  ADD ("/checkin/already-here", test_already_here);
  ADD ("/checkin/forgotten-yesterday", test_forgotten_yesterday);
  ADD ("/checkin/usual-reason", test_usual_reason);
  ADD ("/checkin/times", test_times);
  ADD ("/checkin/late-twice", test_late_twice);
  ADD ("/checkin/late-keeps-last-visit", test_late_keeps_last_visit);
  ADD ("/checkin/person", test_person);
  ADD ("/checkin/dates", test_dates);
  ADD ("/checkin/guest", test_guest);
  ADD ("/checkin/long-name", test_long_name);
  ADD ("/checkin/group", test_group);
  ADD ("/checkin/clock-set-back", test_clock_set_back);
  return g_test_run ();
}
