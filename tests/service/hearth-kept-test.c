/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a desk kept, on a real center. Everything here aborts the test on failure. */

#include "config.h"

#include "hearth-kept-test.h"

#include "hearth-clock.h"
#include "hearth-id.h"
#include "hearth-shift-store.h"

#define NOON "2026-03-12T12:00:00"

static gboolean
begin_shifts (HearthUnit *unit, gpointer data, GError **error)
{
  HearthTestCenter *center = data;

  return hearth_shift_store_begin (unit->conn, center->account_id[HEARTH_ROLE_GREETER], 1, unit->now_s - 3600, error)
         && hearth_shift_store_begin (unit->conn, center->account_id[HEARTH_ROLE_COACH], 1,
                                      unit->now_s - 30 * HEARTH_KEPT_DAY_S, error);
}

void
hearth_kept_test_set_up (HearthKeptTest *fixture, gconstpointer data)
{
  fixture->center = hearth_test_center_new ();
  hearth_test_clock (HEARTH_TEST_ZONE, NOON);
  fixture->now_s = hearth_clock_now_s ();
  fixture->jon = hearth_test_center_add_person (fixture->center, "Jonas", "Smith");
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, begin_shifts, fixture->center);
}

void
hearth_kept_test_tear_down (HearthKeptTest *fixture, gconstpointer data)
{
  hearth_test_center_free (fixture->center);
  hearth_clock_reset ();
}

void
hearth_kept_replay_clear (HearthKeptReplay *self)
{
  g_clear_object (&self->kept);
  g_clear_object (&self->visit);
}

gboolean
hearth_kept_test_do_replay (HearthUnit *unit, gpointer data, GError **error)
{
  HearthKeptReplay *replay = data;

  unit->caller.account_id = 0;
  unit->caller.permissions = HEARTH_PERMISSION_BIT (HEARTH_PERMISSION_OPEN);
  g_clear_object (&replay->visit);
  return hearth_kept_service_replay (unit, replay->kept, &replay->outcome, &replay->visit, &replay->matches, error);
}

gboolean
hearth_kept_test_settle (HearthUnit *unit, gpointer data, GError **error)
{
  HearthKeptReplay *replay = data;

  g_clear_object (&replay->visit);
  replay->visit = hearth_kept_service_settle (unit, replay->kept, replay->person, error);
  return replay->visit != NULL;
}

HearthKept *
hearth_kept_test_make (HearthKeptTest *fixture, const char *kind, gint64 person, const char *name, gint64 arrived_at_s)
{
  g_autofree char *request = hearth_id_new ();

  return g_object_new (HEARTH_TYPE_KEPT, "request", request, "kind", kind, "person", person, "name", name,
                       "arrived-at-s", arrived_at_s, "kept-at-s", arrived_at_s, "count", (gint64)7, "account",
                       fixture->center->account_id[HEARTH_ROLE_GREETER], "state", "waiting", NULL);
}

gint64
hearth_kept_test_count (HearthKeptTest *fixture, const char *where)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM visit WHERE %s", where);

  return hearth_test_center_number (fixture->center, sql);
}

void
hearth_kept_test_replay (HearthKeptTest *fixture, HearthKeptReplay *replay)
{
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_kept_test_do_replay, replay);
}
