/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Check-in, the service on a real center: who came, when, for what. */

#include "config.h"

#include "hearth-audit-store.h"
#include "hearth-checkin-service.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-test-center.h"

#define DAY "2026-03-12"

typedef struct
{
  HearthTestCenter *center;
  gint64 jon, joan;
} Fixture;

/* One call of Record, and what came of it. */
typedef struct
{
  gint64 person;
  const char *options; /* text form of an a{sv} */
  char *outcome;
  HearthVisit *visit;
  HearthArrival *arrival;
} Record;

static void
record_clear (Record *self)
{
  g_clear_pointer (&self->outcome, g_free);
  g_clear_object (&self->visit);
  g_clear_object (&self->arrival);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Record, record_clear)

static GVariant *
options_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *options = g_variant_parse (G_VARIANT_TYPE_VARDICT, text ? text : "{}", NULL, NULL, &error);

  g_assert_no_error (error);
  return options;
}

static gboolean
do_record (HearthUnit *unit, gpointer data, GError **error)
{
  Record *record = data;
  g_autoptr (GVariant) options = options_of (record->options);

  record_clear (record);
  return hearth_checkin_service_record (unit, record->person, options, &record->outcome, &record->visit,
                                        &record->arrival, error);
}

static gboolean
do_guest (HearthUnit *unit, gpointer data, GError **error)
{
  Record *record = data;
  g_autoptr (GVariant) options = options_of (record->options);

  record_clear (record);
  return (record->visit = hearth_checkin_service_record_guest (unit, options, error)) != NULL;
}

typedef struct
{
  guint count;
  const char *label, *options;
  HearthVisit *visit;
} Group;

static gboolean
do_group (HearthUnit *unit, gpointer data, GError **error)
{
  Group *group = data;
  g_autoptr (GVariant) options = options_of (group->options);

  g_clear_object (&group->visit);
  return (group->visit = hearth_checkin_service_record_group (unit, group->count, group->label, options, error))
         != NULL;
}

/* Change, Void and CheckOut. */
typedef struct
{
  gint64 id, revision, at_s;
  const char *changes;
  HearthVisit *visit;
} Change;

static gboolean
do_change (HearthUnit *unit, gpointer data, GError **error)
{
  Change *change = data;
  g_autoptr (GVariant) changes = options_of (change->changes);

  g_clear_object (&change->visit);
  change->visit = hearth_checkin_service_change (unit, change->id, change->revision, changes, error);
  return change->visit != NULL;
}

static gboolean
do_void (HearthUnit *unit, gpointer data, GError **error)
{
  Change *change = data;

  g_clear_object (&change->visit);
  return (change->visit = hearth_checkin_service_void (unit, change->id, error)) != NULL;
}

static gboolean
do_check_out (HearthUnit *unit, gpointer data, GError **error)
{
  Change *change = data;

  g_clear_object (&change->visit);
  return (change->visit = hearth_checkin_service_check_out (unit, change->id, change->at_s, error)) != NULL;
}

static gboolean
do_come_back (HearthUnit *unit, gpointer data, GError **error)
{
  Change *change = data;

  return hearth_checkin_service_come_back (unit, &change->id, 1, error);
}

typedef struct
{
  const char *day;
  GArray *ids;
  GPtrArray *visits;
  char *today;
} List;

static gboolean
do_close_day (HearthUnit *unit, gpointer data, GError **error)
{
  List *list = data;

  g_clear_pointer (&list->ids, g_array_unref);
  return (list->ids = hearth_checkin_service_close_day (unit, list->day, error)) != NULL;
}

static gboolean
do_day (HearthUnit *unit, gpointer data, GError **error)
{
  List *list = data;

  g_clear_pointer (&list->visits, g_ptr_array_unref);
  g_clear_pointer (&list->today, g_free);
  return (list->visits = hearth_checkin_service_day (unit, list->day, &list->today, error)) != NULL;
}

static gboolean
do_roll (HearthUnit *unit, gpointer data, GError **error)
{
  List *list = data;

  g_clear_pointer (&list->visits, g_ptr_array_unref);
  return (list->visits = hearth_checkin_service_roll (unit, error)) != NULL;
}

static void
list_clear (List *self)
{
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_clear_pointer (&self->today, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static void
set_up (Fixture *fixture, gconstpointer data)
{
  hearth_test_clock (HEARTH_TEST_ZONE, DAY "T14:14:00");
  fixture->center = hearth_test_center_new ();
  fixture->jon = hearth_test_center_add_person (fixture->center, "Jon", "Smythe");
  fixture->joan = hearth_test_center_add_person (fixture->center, "Joan", "Smith");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hearth_test_center_free (fixture->center);
  hearth_clock_reset ();
}

static gint64
at (const char *when)
{
  return hearth_test_at (HEARTH_TEST_ZONE, when);
}

/* Checks @person in and returns the visit's id. */
static gint64
come (Fixture *fixture, gint64 person, const char *options)
{
  g_auto (Record) record = { .person = person, .options = options };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_record, &record);
  g_assert_cmpstr (record.outcome, ==, "recorded");
  return hearth_visit_get_id (record.visit);
}

static guint
n_here (Fixture *fixture)
{
  g_auto (List) list = { 0 };

  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_roll, &list);
  return list.visits->len;
}

/* Visits that are not over: on the roll a person stands once however many they have. */
static gint64
n_open (Fixture *fixture)
{
  return hearth_test_center_number (fixture->center,
                                    "SELECT COUNT (*) FROM visit WHERE left_how = '' AND voided_at_s = 0");
}

static gint64
last_visit (Fixture *fixture, gint64 person)
{
  g_autofree char *sql = g_strdup_printf ("SELECT last_visit_at_s FROM person WHERE id = %" G_GINT64_FORMAT, person);

  return hearth_test_center_number (fixture->center, sql);
}

static void
test_first_visit (Fixture *fixture, gconstpointer data)
{
  g_auto (Record) record = { .person = fixture->jon };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_record, &record);
  g_assert_cmpstr (record.outcome, ==, "recorded");
  g_assert_cmpstr (hearth_visit_get_name (record.visit), ==, "Jon");
  g_assert_cmpstr (hearth_visit_get_initial (record.visit), ==, "S.");
  g_assert_cmpstr (hearth_visit_get_kind (record.visit), ==, "person");
  g_assert_cmpstr (hearth_visit_get_reason (record.visit), ==, "drop-in");
  g_assert_cmpstr (hearth_visit_get_recorded_by (record.visit), ==, "Test");
  g_assert_cmpstr (hearth_visit_get_desk (record.visit), ==, "Front desk");
  g_assert_cmpint (hearth_visit_get_arrived_at_s (record.visit), >=, at (DAY "T14:14:00"));
  g_assert_cmpint (hearth_visit_get_head_count (record.visit), ==, 1);
  g_assert_true (hearth_arrival_get_first_visit (record.arrival));
  g_assert_cmpstr (hearth_arrival_get_last_visit_on (record.arrival), ==, "");
  g_assert_cmpstr (hearth_arrival_get_usual_reason (record.arrival), ==, "");
  g_assert_false (hearth_arrival_get_chosen_date (record.arrival));
  g_assert_false (hearth_arrival_get_under_18 (record.arrival));
  g_assert_cmpint (last_visit (fixture, fixture->jon), ==, hearth_visit_get_arrived_at_s (record.visit));
  g_assert_cmpint (n_here (fixture), ==, 1);
}

static void
test_already_here (Fixture *fixture, gconstpointer data)
{
  gint64 first = come (fixture, fixture->jon, "{'reason': <'coaching'>}");
  g_auto (Record) record = { .person = fixture->jon };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_record, &record);
  g_assert_cmpstr (record.outcome, ==, "already-here");
  g_assert_cmpint (hearth_visit_get_id (record.visit), ==, first);
  g_assert_cmpint (hearth_test_center_number (fixture->center, "SELECT COUNT (*) FROM visit"), ==, 1);

  record.options = "{'again': <true>}";
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_record, &record);
  g_assert_cmpstr (record.outcome, ==, "recorded");
  g_assert_cmpint (hearth_visit_get_id (record.visit), !=, first);
  g_assert_cmpstr (hearth_visit_get_reason (record.visit), ==, "coaching");
  /* Two visits, one person. */
  g_assert_cmpint (n_open (fixture), ==, 2);
  g_assert_cmpint (n_here (fixture), ==, 1);
}

static void
test_forgotten_yesterday (Fixture *fixture, gconstpointer data)
{
  gint64 yesterday = come (fixture, fixture->jon, NULL);
  Change change = { .id = yesterday };
  g_auto (Record) record = { .person = fixture->jon };

  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-13T09:00:00");
  g_assert_cmpint (n_open (fixture), ==, 1);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_record, &record);
  g_assert_cmpstr (record.outcome, ==, "recorded");
  g_assert_cmpstr (hearth_arrival_get_last_visit_on (record.arrival), ==, DAY);
  g_assert_false (hearth_arrival_get_first_visit (record.arrival));
  /* Nobody is on the roll twice: yesterday's visit has ended, nobody knows when. */
  g_assert_cmpint (n_open (fixture), ==, 1);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_come_back, &change);
  g_assert_cmpint (n_open (fixture), ==, 1);
}

/* Two check-outs of one person are taken back, the earlier one first or last: they are here once. */
static void
test_come_back_once (Fixture *fixture, gconstpointer data)
{
  Change first = { 0 }, second = { 0 };

  for (int i = 0; i < 2; i++)
    {
      Change *change = i == 0 ? &first : &second;

      change->id = come (fixture, fixture->jon, NULL);
      hearth_clock_set (hearth_clock_now_s () + 600);
      hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_check_out, change);
      g_clear_object (&change->visit);
      hearth_clock_set (hearth_clock_now_s () + 600);
    }
  g_assert_cmpint (n_open (fixture), ==, 0);
  for (int i = 0; i < 2; i++)
    {
      hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_come_back, i == 0 ? &first : &second);
      hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_come_back, i == 0 ? &second : &first);
      g_assert_cmpint (n_open (fixture), ==, 1);
      hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_check_out, i == 0 ? &first : &second);
      g_clear_object (&first.visit);
      g_clear_object (&second.visit);
      g_assert_cmpint (n_open (fixture), ==, 0);
    }
}

static void
test_usual_reason (Fixture *fixture, gconstpointer data)
{
  static const char *const reasons[] = { "meeting", "meeting", "coaching", "coaching", "event" };
  g_auto (Record) record = { .person = fixture->jon };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *day = g_strdup_printf ("2026-03-%02uT10:00:00", 1 + i);
      g_autofree char *options
          = g_strdup_printf ("{'reason': <'%s'>, 'late': <true>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}",
                             reasons[i], at (day));

      come (fixture, fixture->jon, options);
    }
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_record, &record);
  g_assert_cmpstr (hearth_visit_get_reason (record.visit), ==, "coaching"); /* as often as meeting, but later */
  g_assert_cmpstr (hearth_arrival_get_usual_reason (record.arrival), ==, "coaching");
  g_assert_cmpstr (hearth_arrival_get_last_visit_on (record.arrival), ==, "2026-03-05");

  /* Only the latest ten count, and only reasons that are still offered. */
  hearth_test_center_sql (fixture->center, "UPDATE visit_reason SET retired = 1 WHERE code = 'coaching'");
  record.options = "{'again': <true>}";
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_record, &record);
  g_assert_cmpstr (hearth_visit_get_reason (record.visit), ==, "meeting");
}

static void
test_times (Fixture *fixture, gconstpointer data)
{
  g_autofree char *future = g_strdup_printf ("{'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}", at (DAY "T14:20:00"));
  g_autofree char *soon = g_strdup_printf ("{'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}", at (DAY "T14:14:30"));
  g_autofree char *old
      = g_strdup_printf ("{'late': <true>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}", at ("2025-12-01T10:00:00"));
  g_autofree char *yesterday
      = g_strdup_printf ("{'late': <true>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}", at ("2026-03-11T23:59:59"));
  g_auto (Record) record = { .person = fixture->jon, .options = future };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_record, &record, HEARTH_ERROR_INVALID);
  record.options = old;
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_record, &record, HEARTH_ERROR_INVALID);
  g_assert_cmpint (hearth_test_center_number (fixture->center, "SELECT COUNT (*) FROM visit"), ==, 0);

  /* Yesterday's paper list: it is in yesterday's list, and nobody is here because of it. */
  record.options = yesterday;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_record, &record);
  g_assert_true (hearth_visit_get_late (record.visit));
  g_assert_cmpstr (hearth_visit_get_left_how (record.visit), ==, "unknown");
  g_assert_cmpint (n_here (fixture), ==, 0);
  g_assert_cmpint (hearth_test_center_number (fixture->center,
                                              "SELECT COUNT (*) FROM visit WHERE visited_on = '2026-03-11'"),
                   ==, 1);
  record.options = soon;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_record, &record);
  g_assert_cmpstr (record.outcome, ==, "recorded");
  g_assert_cmpint (n_here (fixture), ==, 1);
}

/* What was written on paper and typed at the desk as well is counted once. */
static void
test_late_twice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *yesterday
      = g_strdup_printf ("{'late': <true>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}", at ("2026-03-11T10:00:00"));
  g_autofree char *later
      = g_strdup_printf ("{'late': <true>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}", at ("2026-03-11T16:00:00"));
  g_autofree char *before
      = g_strdup_printf ("{'late': <true>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}", at ("2026-03-10T16:00:00"));
  gint64 first = come (fixture, fixture->jon, yesterday);
  g_auto (Record) record = { .person = fixture->jon, .options = later };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_record, &record);
  g_assert_cmpstr (record.outcome, ==, "already-here");
  g_assert_cmpint (hearth_visit_get_id (record.visit), ==, first);
  /* Another day, another person, and today are not in its way. */
  come (fixture, fixture->jon, before);
  come (fixture, fixture->joan, later);
  come (fixture, fixture->jon, NULL);
  g_assert_cmpint (n_here (fixture), ==, 1);
}

static void
test_late_keeps_last_visit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *yesterday
      = g_strdup_printf ("{'late': <true>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}", at ("2026-03-11T10:00:00"));
  gint64 now = come (fixture, fixture->jon, NULL);
  gint64 latest = last_visit (fixture, fixture->jon);
  Change change = { .id = now };

  come (fixture, fixture->jon, yesterday);
  g_assert_cmpint (last_visit (fixture, fixture->jon), ==, latest);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_void, &change);
  g_assert_cmpint (last_visit (fixture, fixture->jon), ==, at ("2026-03-11T10:00:00"));
  g_clear_object (&change.visit);
}

static void
test_person (Fixture *fixture, gconstpointer data)
{
  g_auto (Record) record = { .person = 999 };
  g_autofree char *merge
      = g_strdup_printf ("UPDATE person SET merged_into_id = %" G_GINT64_FORMAT " WHERE id = %" G_GINT64_FORMAT,
                         fixture->joan, fixture->jon);

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_record, &record, HEARTH_ERROR_NOT_FOUND);
  /* A merged record is the kept one. */
  hearth_test_center_sql (fixture->center, merge);
  record.person = fixture->jon;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_record, &record);
  g_assert_cmpint (hearth_visit_get_person_id (record.visit), ==, fixture->joan);
  g_assert_cmpint (hearth_arrival_get_person_id (record.arrival), ==, fixture->joan);
}

static void
test_dates (Fixture *fixture, gconstpointer data)
{
  g_auto (Record) record = { .person = fixture->jon };

  hearth_test_center_sql (fixture->center, "UPDATE person SET recovery_date = '2020-03-12', birth_kind = 'under-18'");
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_record, &record);
  g_assert_false (hearth_arrival_get_chosen_date (record.arrival)); /* nobody said it may be noticed */
  g_assert_true (hearth_arrival_get_under_18 (record.arrival));

  hearth_test_center_sql (fixture->center, "UPDATE person SET recovery_noticed = 1, birth_kind = 'date',"
                                           " birth_date = '2008-03-12'");
  record.person = fixture->joan;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_record, &record);
  g_assert_true (hearth_arrival_get_chosen_date (record.arrival));
  g_assert_false (hearth_arrival_get_under_18 (record.arrival)); /* 18 today */
}

static void
test_guest (Fixture *fixture, gconstpointer data)
{
  g_auto (Record) record = { .options = "{'new': <true>, 'name': <'  T.\\u0007 '>, 'children': <int64 2>}" };
  static const char *const bad[] = {
    "{'children': <int64 100>}", "{'children': <int64 -1>}", "{'children': <'two'>}",
    "{'reason': <'no such'>}",   "{'reason': <int64 1>}",    "{'new': <'yes'>}",
  };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_guest, &record);
  g_assert_cmpstr (hearth_visit_get_kind (record.visit), ==, "guest-new");
  g_assert_cmpstr (hearth_visit_get_name (record.visit), ==, "T.");
  g_assert_cmpint (hearth_visit_get_children (record.visit), ==, 2);
  g_assert_cmpint (hearth_visit_get_person_id (record.visit), ==, 0);
  g_assert_cmpstr (hearth_visit_get_reason (record.visit), ==, "drop-in");
  record.options = NULL;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_guest, &record);
  g_assert_cmpstr (hearth_visit_get_kind (record.visit), ==, "guest-before");
  g_assert_cmpint (n_here (fixture), ==, 2);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      record.options = bad[i];
      hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_guest, &record, HEARTH_ERROR_INVALID);
    }
}

static void
test_long_name (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strnfill (10000, 'x');
  g_autofree char *options = g_strdup_printf ("{'name': <'%s'>}", name);
  g_auto (Record) record = { .options = options };
  Group group = { .count = 3, .label = name };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_guest, &record, HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_group, &group, HEARTH_ERROR_INVALID);
  group.label = "\xff\xfe";
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_group, &group, HEARTH_ERROR_INVALID);
}

static void
test_group (Fixture *fixture, gconstpointer data)
{
  Group group = { .count = 12, .label = " noon  group " };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_group, &group);
  g_assert_cmpstr (hearth_visit_get_kind (group.visit), ==, "group");
  g_assert_cmpstr (hearth_visit_get_label (group.visit), ==, "noon group");
  g_assert_cmpint (hearth_visit_get_head_count (group.visit), ==, 12);
  g_assert_cmpstr (hearth_visit_get_reason (group.visit), ==, "meeting");
  g_assert_cmpint (n_here (fixture), ==, 0); /* counted, not here by name */

  Change change = { .id = hearth_visit_get_id (group.visit) };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_check_out, &change, HEARTH_ERROR_INVALID);
  g_clear_object (&group.visit);
  group.count = 0;
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_group, &group, HEARTH_ERROR_INVALID);
  group.count = 1000;
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_group, &group, HEARTH_ERROR_INVALID);
}

static void
test_change (Fixture *fixture, gconstpointer data)
{
  gint64 id = come (fixture, fixture->jon, NULL);
  g_autofree char *earlier
      = g_strdup_printf ("{'reason': <'event'>, 'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}", at (DAY "T09:05:00"));
  Change change = { .id = id, .revision = 1, .changes = earlier };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_change, &change);
  g_assert_cmpint (hearth_visit_get_revision (change.visit), ==, 2);
  g_assert_cmpstr (hearth_visit_get_reason (change.visit), ==, "event");
  g_assert_cmpint (last_visit (fixture, fixture->jon), ==, at (DAY "T09:05:00"));
  g_assert_cmpint (hearth_test_center_number (fixture->center,
                                              "SELECT COUNT (*) FROM audit WHERE verb = 'change' AND kind = 'visit'"
                                              " AND detail = 'reason arrived-at-s'"),
                   ==, 1);
  g_clear_object (&change.visit);

  /* What another desk knows is older. */
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_change, &change, HEARTH_ERROR_CONFLICT);
  /* Nothing to change is no change. */
  change.revision = 2;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_change, &change);
  g_assert_cmpint (hearth_visit_get_revision (change.visit), ==, 2);
  g_clear_object (&change.visit);
  change.changes = "{'head-count': <int64 3>}";
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_change, &change, HEARTH_ERROR_INVALID);
  change.changes = "{'arrived-at-s': <int64 -5>}";
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_change, &change, HEARTH_ERROR_INVALID);
  change.id = 999;
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_change, &change, HEARTH_ERROR_NOT_FOUND);
}

static void
test_change_day (Fixture *fixture, gconstpointer data)
{
  gint64 id = come (fixture, fixture->jon, NULL);
  g_autofree char *yesterday
      = g_strdup_printf ("{'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}", at ("2026-03-11T21:00:00"));
  Change change = { .id = id, .revision = 1, .changes = yesterday };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_change, &change);
  g_clear_object (&change.visit);
  g_assert_cmpint (hearth_test_center_number (fixture->center, "SELECT visited_on = '2026-03-11' FROM visit"), ==, 1);
  g_assert_cmpint (n_here (fixture), ==, 0);
}

static void
test_void (Fixture *fixture, gconstpointer data)
{
  gint64 id = come (fixture, fixture->jon, NULL);
  Change change = { .id = id, .revision = 2, .changes = "{'reason': <'event'>}" };
  g_auto (List) list = { .day = "" };

  for (int i = 0; i < 2; i++)
    {
      hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_void, &change);
      g_assert_true (hearth_visit_get_voided (change.visit));
      g_assert_cmpint (hearth_visit_get_revision (change.visit), ==, 2);
      g_clear_object (&change.visit);
    }
  g_assert_cmpint (hearth_test_center_number (fixture->center, "SELECT COUNT (*) FROM audit WHERE verb = 'take-back'"),
                   ==, 1);
  g_assert_cmpint (last_visit (fixture, fixture->jon), ==, 0);
  g_assert_cmpint (n_here (fixture), ==, 0);
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_day, &list);
  g_assert_cmpint (list.visits->len, ==, 0);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_change, &change, HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_check_out, &change, HEARTH_ERROR_INVALID);
  /* It is in nobody's way. */
  come (fixture, fixture->jon, NULL);
}

static void
test_leave (Fixture *fixture, gconstpointer data)
{
  gint64 id = come (fixture, fixture->jon, NULL);
  Change change = { .id = id, .at_s = at (DAY "T14:00:00") };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_check_out, &change, HEARTH_ERROR_INVALID);
  change.at_s = at (DAY "T23:00:00");
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_check_out, &change, HEARTH_ERROR_INVALID);

  hearth_test_clock (HEARTH_TEST_ZONE, DAY "T15:40:00");
  change.at_s = 0;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_check_out, &change);
  g_assert_cmpstr (hearth_visit_get_left_how (change.visit), ==, "left");
  g_assert_cmpint (hearth_visit_get_left_at_s (change.visit), >=, at (DAY "T15:40:00"));
  g_assert_cmpint (n_here (fixture), ==, 0);
  g_clear_object (&change.visit);

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_come_back, &change);
  g_assert_cmpint (n_here (fixture), ==, 1);
  /* Arrival cannot be moved behind the leaving. */
  change.at_s = at (DAY "T14:30:00");
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_check_out, &change);

  g_autofree char *behind = g_strdup_printf ("{'arrived-at-s': <int64 %" G_GINT64_FORMAT ">}", at (DAY "T14:31:00"));

  change.revision = hearth_visit_get_revision (change.visit);
  change.changes = behind;
  g_clear_object (&change.visit);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_change, &change, HEARTH_ERROR_INVALID);
}

static void
test_close_day (Fixture *fixture, gconstpointer data)
{
  g_auto (List) list = { .day = DAY };
  g_auto (Record) record = { 0 };
  Group group = { .count = 12, .label = "noon group" };
  Change taken_back = { 0 };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_group, &group);
  g_clear_object (&group.visit);
  taken_back.id = come (fixture, fixture->joan, NULL);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_void, &taken_back);
  g_clear_object (&taken_back.visit);
  come (fixture, fixture->jon, NULL);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_guest, &record);
  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-13T08:00:00");
  come (fixture, fixture->joan, NULL);
  g_assert_cmpint (n_here (fixture), ==, 3);

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_close_day, &list);
  g_assert_cmpint (list.ids->len, ==, 2);
  g_assert_cmpint (n_here (fixture), ==, 1);
  g_assert_cmpint (hearth_test_center_number (
                       fixture->center, "SELECT COUNT (*) FROM visit WHERE left_how = 'unknown' AND left_at_s = 0"),
                   ==, 2);
  for (guint i = 0; i < list.ids->len; i++)
    {
      Change change = { .id = g_array_index (list.ids, gint64, i) };

      hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_come_back, &change);
    }
  g_assert_cmpint (n_here (fixture), ==, 3);
  list.day = "2026-02-30";
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_close_day, &list, HEARTH_ERROR_INVALID);
}

static void
test_lists (Fixture *fixture, gconstpointer data)
{
  g_auto (List) list = { .day = "" };
  g_auto (Record) record = { 0 };
  gint64 first = come (fixture, fixture->jon, NULL);

  hearth_test_clock (HEARTH_TEST_ZONE, DAY "T23:59:58");
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_guest, &record);
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_day, &list);
  g_assert_cmpstr (list.today, ==, DAY);
  g_assert_cmpint (list.visits->len, ==, 2);
  g_assert_cmpint (hearth_visit_get_id (g_ptr_array_index (list.visits, 1)), ==, first);
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_roll, &list);
  g_assert_cmpint (hearth_visit_get_id (g_ptr_array_index (list.visits, 0)), ==, first);

  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-13T00:00:00");
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_day, &list);
  g_assert_cmpstr (list.today, ==, "2026-03-13");
  g_assert_cmpint (list.visits->len, ==, 0);
  list.day = "yesterday";
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_day, &list, HEARTH_ERROR_INVALID);
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
test_clock_set_back (Fixture *fixture, gconstpointer data)
{
  gint64 id = come (fixture, fixture->jon, NULL);
  g_auto (Record) record = { .person = fixture->jon };
  Change change = { .id = id };

  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-10T09:00:00");
  /* They are here, whatever the clock says, and may leave. */
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_record, &record);
  g_assert_cmpstr (record.outcome, ==, "already-here");
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_check_out, &change);
  g_assert_cmpint (hearth_visit_get_left_at_s (change.visit), ==, hearth_visit_get_arrived_at_s (change.visit));
  g_clear_object (&change.visit);
  come (fixture, fixture->joan, NULL);
  g_assert_cmpint (n_here (fixture), ==, 1);
  hearth_test_center_read (fixture->center, HEARTH_ROLE_DIRECTOR, verify_audit, NULL);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/checkin/first-visit", test_first_visit },
    { "/checkin/already-here", test_already_here },
    { "/checkin/forgotten-yesterday", test_forgotten_yesterday },
    { "/checkin/come-back-once", test_come_back_once },
    { "/checkin/usual-reason", test_usual_reason },
    { "/checkin/times", test_times },
    { "/checkin/late-twice", test_late_twice },
    { "/checkin/late-keeps-last-visit", test_late_keeps_last_visit },
    { "/checkin/person", test_person },
    { "/checkin/dates", test_dates },
    { "/checkin/guest", test_guest },
    { "/checkin/long-name", test_long_name },
    { "/checkin/group", test_group },
    { "/checkin/change", test_change },
    { "/checkin/change-day", test_change_day },
    { "/checkin/void", test_void },
    { "/checkin/leave", test_leave },
    { "/checkin/close-day", test_close_day },
    { "/checkin/lists", test_lists },
    { "/checkin/clock-set-back", test_clock_set_back },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
