/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A day at a front desk, as the service has it. Everything here aborts the test on failure. */

#include "config.h"

#include "hearth-visits-test.h"

#include "hearth-clock.h"

void
hearth_visits_record_clear (HearthVisitsRecord *self)
{
  g_clear_pointer (&self->outcome, g_free);
  g_clear_object (&self->visit);
  g_clear_object (&self->arrival);
}

static GVariant *
options_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *options = g_variant_parse (G_VARIANT_TYPE_VARDICT, text ? text : "{}", NULL, NULL, &error);

  g_assert_no_error (error);
  return options;
}

gboolean
hearth_visits_test_record (HearthUnit *unit, gpointer data, GError **error)
{
  HearthVisitsRecord *record = data;
  g_autoptr (GVariant) options = options_of (record->options);

  hearth_visits_record_clear (record);
  return hearth_checkin_service_record (unit, record->person, options, &record->outcome, &record->visit,
                                        &record->arrival, error);
}

gboolean
hearth_visits_test_guest (HearthUnit *unit, gpointer data, GError **error)
{
  HearthVisitsRecord *record = data;
  g_autoptr (GVariant) options = options_of (record->options);

  hearth_visits_record_clear (record);
  return (record->visit = hearth_checkin_service_record_guest (unit, options, error)) != NULL;
}

gboolean
hearth_visits_test_group (HearthUnit *unit, gpointer data, GError **error)
{
  HearthVisitsGroup *group = data;
  g_autoptr (GVariant) options = options_of (group->options);

  g_clear_object (&group->visit);
  return (group->visit = hearth_checkin_service_record_group (unit, group->count, group->label, options, error))
         != NULL;
}

gboolean
hearth_visits_test_change (HearthUnit *unit, gpointer data, GError **error)
{
  HearthVisitsChange *change = data;
  g_autoptr (GVariant) changes = options_of (change->changes);

  g_clear_object (&change->visit);
  change->visit = hearth_checkin_service_change (unit, change->id, change->revision, changes, error);
  return change->visit != NULL;
}

gboolean
hearth_visits_test_void (HearthUnit *unit, gpointer data, GError **error)
{
  HearthVisitsChange *change = data;

  g_clear_object (&change->visit);
  return (change->visit = hearth_checkin_service_void (unit, change->id, error)) != NULL;
}

gboolean
hearth_visits_test_check_out (HearthUnit *unit, gpointer data, GError **error)
{
  HearthVisitsChange *change = data;

  g_clear_object (&change->visit);
  return (change->visit = hearth_checkin_service_check_out (unit, change->id, change->at_s, error)) != NULL;
}

gboolean
hearth_visits_test_come_back (HearthUnit *unit, gpointer data, GError **error)
{
  HearthVisitsChange *change = data;

  return hearth_checkin_service_come_back (unit, &change->id, 1, error);
}

gboolean
hearth_visits_test_roll (HearthUnit *unit, gpointer data, GError **error)
{
  HearthVisitsList *list = data;

  g_clear_pointer (&list->visits, g_ptr_array_unref);
  return (list->visits = hearth_checkin_service_roll (unit, error)) != NULL;
}

void
hearth_visits_list_clear (HearthVisitsList *self)
{
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_clear_pointer (&self->today, g_free);
}

void
hearth_visits_test_set_up (HearthVisitsTest *fixture, gconstpointer data)
{
  hearth_test_clock (HEARTH_TEST_ZONE, HEARTH_VISITS_DAY "T14:14:00");
  fixture->center = hearth_test_center_new ();
  fixture->jon = hearth_test_center_add_person (fixture->center, "Jon", "Smythe");
  fixture->joan = hearth_test_center_add_person (fixture->center, "Joan", "Smith");
}

void
hearth_visits_test_tear_down (HearthVisitsTest *fixture, gconstpointer data)
{
  hearth_test_center_free (fixture->center);
  hearth_clock_reset ();
}

gint64
hearth_visits_test_at (const char *when)
{
  return hearth_test_at (HEARTH_TEST_ZONE, when);
}

gint64
hearth_visits_test_come (HearthVisitsTest *fixture, gint64 person, const char *options)
{
  g_auto (HearthVisitsRecord) record = { .person = person, .options = options };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_record, &record);
  g_assert_cmpstr (record.outcome, ==, "recorded");
  return hearth_visit_get_id (record.visit);
}

guint
hearth_visits_test_n_here (HearthVisitsTest *fixture)
{
  g_auto (HearthVisitsList) list = { 0 };

  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, hearth_visits_test_roll, &list);
  return list.visits->len;
}

gint64
hearth_visits_test_n_open (HearthVisitsTest *fixture)
{
  return hearth_test_center_number (fixture->center,
                                    "SELECT COUNT (*) FROM visit WHERE left_how = '' AND voided_at_s = 0");
}

gint64
hearth_visits_test_last_visit (HearthVisitsTest *fixture, gint64 person)
{
  g_autofree char *sql = g_strdup_printf ("SELECT last_visit_at_s FROM person WHERE id = %" G_GINT64_FORMAT, person);

  return hearth_test_center_number (fixture->center, sql);
}
