/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a desk kept while the hub was away: on a real center. */

#include "config.h"

#include "hearth-checkin-service.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-kept-test.h"
#include "hearth-request-service.h"
#include "hearth-shift-store.h"

static void
test_kinds (HearthKeptTest *fixture, gconstpointer data)
{
  static const char *const kinds[] = { "person", "guest-new", "guest-before", "group" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gint64 at_s = fixture->now_s - 600 - 60 * (gint64)i;
      g_auto (HearthKeptReplay) one
          = { .kept = hearth_kept_test_make (fixture, kinds[i], i == 0 ? fixture->jon : 0, "A", at_s) };

      for (guint n = 0; n < 3; n++)
        {
          hearth_kept_test_replay (fixture, &one);
          g_assert_cmpint (one.outcome, ==, HEARTH_REPLAY_RECORDED);
          g_assert_cmpstr (hearth_visit_get_kind (one.visit), ==, kinds[i]);
          g_assert_cmpint (hearth_visit_get_arrived_at_s (one.visit), ==, at_s);
          g_assert_cmpstr (hearth_visit_get_recorded_by (one.visit), ==, "Test");
          g_assert_false (hearth_visit_get_late (one.visit));
        }
      g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, i + 1);
    }
  g_assert_cmpint (hearth_kept_test_count (fixture, "kind = 'group' AND head_count = 7"), ==, 1);
  g_assert_cmpint (hearth_test_center_number (
                       fixture->center, "SELECT count(*) FROM audit WHERE verb = 'kept' AND detail = 'at the desk'"),
                   ==, 4);
}

/* The first try was done, and only its answer was lost. */
static gboolean
record_first (HearthUnit *unit, gpointer data, GError **error)
{
  HearthKeptReplay *replay = data;
  g_autoptr (HearthVisit) visit = NULL;
  g_autoptr (HearthArrival) arrival = NULL;
  g_autofree char *outcome = NULL;

  return hearth_checkin_service_record (unit, hearth_kept_get_person (replay->kept), NULL, &outcome, &visit, &arrival,
                                        error)
         && hearth_request_service_keep (unit, hearth_kept_get_request (replay->kept), "Record 1234",
                                         g_variant_new ("(s@" HEARTH_VISIT_ROW "@a{sv})", outcome,
                                                        hearth_record_to_row (visit),
                                                        hearth_record_to_variant (arrival)),
                                         error);
}

static void
test_first_try_was_done (HearthKeptTest *fixture, gconstpointer data)
{
  g_auto (HearthKeptReplay) one
      = { .kept = hearth_kept_test_make (fixture, "person", fixture->jon, "", fixture->now_s - 5) };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, record_first, &one);
  /* Taken back since: it stays so. */
  hearth_test_center_sql (fixture->center, "UPDATE visit SET voided_at_s = 1");
  /* Long after: a desk may have been off for weeks. */
  hearth_clock_set (fixture->now_s + 13 * HEARTH_KEPT_DAY_S);
  hearth_kept_test_replay (fixture, &one);
  g_assert_cmpint (one.outcome, ==, HEARTH_REPLAY_RECORDED);
  g_assert_true (hearth_visit_get_voided (one.visit));
  hearth_clock_set (fixture->now_s + 59 * HEARTH_KEPT_DAY_S);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_STAFF, hearth_kept_test_settle, &one);
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 1);
}

/* One person, twice at a desk on its own, and at another desk: one visit. */
static void
test_came_once (HearthKeptTest *fixture, gconstpointer data)
{
  gint64 morning_s = fixture->now_s - 3 * 3600;
  g_auto (HearthKeptReplay) one = { .kept = hearth_kept_test_make (fixture, "person", fixture->jon, "", morning_s) };
  g_auto (HearthKeptReplay) two
      = { .kept = hearth_kept_test_make (fixture, "person", fixture->jon, "", morning_s + 3600) };
  g_auto (HearthKeptReplay) typed
      = { .kept = hearth_kept_test_make (fixture, "name", 0, "jonas smith", morning_s + 5400) };

  hearth_kept_test_replay (fixture, &one);
  hearth_kept_test_replay (fixture, &two);
  hearth_kept_test_replay (fixture, &typed);
  g_assert_cmpint (typed.outcome, ==, HEARTH_REPLAY_RECORDED);
  g_assert_cmpint (hearth_visit_get_id (two.visit), ==, hearth_visit_get_id (one.visit));
  g_assert_cmpint (hearth_visit_get_id (typed.visit), ==, hearth_visit_get_id (one.visit));
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 1);
}

static void
test_came_once_yesterday (HearthKeptTest *fixture, gconstpointer data)
{
  gint64 then_s = fixture->now_s - HEARTH_KEPT_DAY_S;
  g_auto (HearthKeptReplay) one = { .kept = hearth_kept_test_make (fixture, "person", fixture->jon, "", then_s) };
  g_auto (HearthKeptReplay) two = { .kept = hearth_kept_test_make (fixture, "person", fixture->jon, "", then_s + 60) };

  hearth_kept_test_replay (fixture, &one);
  g_assert_true (hearth_visit_get_late (one.visit));
  g_assert_cmpstr (hearth_visit_get_left_how (one.visit), ==, "unknown");
  hearth_kept_test_replay (fixture, &two);
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 1);
}

/* Who had left came again. */
static void
test_came_again (HearthKeptTest *fixture, gconstpointer data)
{
  gint64 morning_s = fixture->now_s - 3 * 3600;
  g_auto (HearthKeptReplay) one = { .kept = hearth_kept_test_make (fixture, "person", fixture->jon, "", morning_s) };
  g_auto (HearthKeptReplay) two
      = { .kept = hearth_kept_test_make (fixture, "person", fixture->jon, "", morning_s + 7200) };
  g_autofree char *left
      = g_strdup_printf ("UPDATE visit SET left_how = 'left', left_at_s = %" G_GINT64_FORMAT, morning_s + 3600);

  hearth_kept_test_replay (fixture, &one);
  hearth_test_center_sql (fixture->center, left);
  hearth_kept_test_replay (fixture, &two);
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 2);
  g_assert_cmpint (hearth_visit_get_arrived_at_s (two.visit), ==, morning_s + 7200);
}

static void
test_typed_names (HearthKeptTest *fixture, gconstpointer data)
{
  g_auto (HearthKeptReplay) nobody
      = { .kept = hearth_kept_test_make (fixture, "name", 0, "Zebulon Quark", fixture->now_s - 60) };
  g_auto (HearthKeptReplay) several
      = { .kept = hearth_kept_test_make (fixture, "name", 0, "Maria", fixture->now_s - 60) };
  gint64 maria = hearth_test_center_add_person (fixture->center, "Maria", "Lopez");

  hearth_test_center_add_person (fixture->center, "Maria", "Garcia");
  hearth_kept_test_replay (fixture, &nobody);
  g_assert_cmpint (nobody.outcome, ==, HEARTH_REPLAY_NOBODY);
  g_assert_null (nobody.visit);
  hearth_kept_test_replay (fixture, &several);
  g_assert_cmpint (several.outcome, ==, HEARTH_REPLAY_SEVERAL);
  g_assert_cmpuint (several.matches, ==, 2);
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 0);

  /* Somebody knows. */
  several.person = maria;
  for (guint i = 0; i < 2; i++)
    {
      hearth_test_center_write (fixture->center, HEARTH_ROLE_STAFF, hearth_kept_test_settle, &several);
      g_assert_cmpint (hearth_visit_get_person_id (several.visit), ==, maria);
      g_assert_cmpint (hearth_visit_get_arrived_at_s (several.visit), ==, fixture->now_s - 60);
      hearth_test_center_write (fixture->center, HEARTH_ROLE_STAFF, hearth_kept_test_settle, &nobody);
      g_assert_cmpstr (hearth_visit_get_kind (nobody.visit), ==, "guest-before");
    }
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 2);
  /* The desk did not hear of it and sends it once more. */
  hearth_kept_test_replay (fixture, &several);
  g_assert_cmpint (several.outcome, ==, HEARTH_REPLAY_RECORDED);
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 2);
}

static void
refuse (HearthKeptTest *fixture, HearthKept *kept, int code)
{
  g_auto (HearthKeptReplay) one = { .kept = kept };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_kept_test_do_replay, &one, code);
}

static HearthKept *
with (HearthKept *kept, const char *text)
{
  g_autoptr (HearthKept) owned = kept;
  g_autoptr (GVariant) changes = g_variant_ref_sink (g_variant_new_parsed (text));
  g_autoptr (GError) error = NULL;
  HearthKept *after = hearth_record_with (owned, changes, &error);

  g_assert_no_error (error);
  return after;
}

static gboolean
begin_shift (HearthUnit *unit, gpointer data, GError **error)
{
  HearthTestCenter *center = data;

  return hearth_shift_store_begin (unit->conn, center->account_id[HEARTH_ROLE_DIRECTOR], 1, unit->now_s, error);
}

/* Of whom the backup did not know yet that they sat at this desk: no fault that stands, and none after they have signed in. */
static void
test_restored (HearthKeptTest *fixture, gconstpointer data)
{
  g_autofree char *director
      = g_strdup_printf ("{'account': <int64 %d>}", (int)fixture->center->account_id[HEARTH_ROLE_DIRECTOR]);
  g_autofree char *restored
      = g_strdup_printf ("UPDATE center SET restored_at_s = %" G_GINT64_FORMAT, fixture->now_s - 60);
  g_auto (HearthKeptReplay) kept
      = { .kept = with (hearth_kept_test_make (fixture, "guest-new", 0, "", fixture->now_s - 90), director) };

  hearth_test_center_sql (fixture->center, restored);
  refuse (fixture, g_object_ref (kept.kept), HEARTH_ERROR_FAILED);
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 0);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, begin_shift, fixture->center);
  hearth_kept_test_replay (fixture, &kept);
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 1);
}

static void
test_refused (HearthKeptTest *fixture, gconstpointer data)
{
  gint64 now_s = fixture->now_s;
  const gint64 *accounts = fixture->center->account_id;
  g_autofree char *coach = g_strdup_printf ("{'account': <int64 %d>}", (int)accounts[HEARTH_ROLE_COACH]);
  g_autofree char *director = g_strdup_printf ("{'account': <int64 %d>}", (int)accounts[HEARTH_ROLE_DIRECTOR]);

  /* No shift here, one of long ago, an account that nobody has. */
  refuse (fixture, with (hearth_kept_test_make (fixture, "guest-new", 0, "", now_s - 9), director),
          HEARTH_ERROR_INVALID);
  refuse (fixture, with (hearth_kept_test_make (fixture, "guest-new", 0, "", now_s - 9), coach), HEARTH_ERROR_INVALID);
  refuse (fixture, with (hearth_kept_test_make (fixture, "guest-new", 0, "", now_s - 9), "{'account': <int64 4711>}"),
          HEARTH_ERROR_INVALID);
  refuse (fixture, with (hearth_kept_test_make (fixture, "guest-new", 0, "", now_s - 9), "{'account': <int64 0>}"),
          HEARTH_ERROR_INVALID);
  /* Nothing that a desk keeps. */
  refuse (fixture, hearth_kept_test_make (fixture, "", 0, "", now_s - 9), HEARTH_ERROR_INVALID);
  refuse (fixture, hearth_kept_test_make (fixture, "written", 0, "", now_s - 9), HEARTH_ERROR_INVALID);
  refuse (fixture, hearth_kept_test_make (fixture, "person", 0, "", now_s - 9), HEARTH_ERROR_INVALID);
  refuse (fixture, hearth_kept_test_make (fixture, "person", 4711, "", now_s - 9), HEARTH_ERROR_NOT_FOUND);
  refuse (fixture, with (hearth_kept_test_make (fixture, "group", 0, "", now_s - 9), "{'count': <int64 0>}"),
          HEARTH_ERROR_INVALID);
  refuse (fixture, with (hearth_kept_test_make (fixture, "guest-new", 0, "", now_s - 9), "{'request': <'no'>}"),
          HEARTH_ERROR_INVALID);
  refuse (fixture, hearth_kept_test_make (fixture, "guest-new", 0, "", now_s - 16 * HEARTH_KEPT_DAY_S),
          HEARTH_ERROR_INVALID);
  /* Disabled since. */
  hearth_test_center_sql (fixture->center, "UPDATE account SET disabled_at_s = 1 WHERE name = 'Test Greeter'");
  refuse (fixture, hearth_kept_test_make (fixture, "guest-new", 0, "", now_s - 9), HEARTH_ERROR_INVALID);
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 0);
}

/* One request, two contents: the second is refused, and writes nothing. */
static void
test_other_content (HearthKeptTest *fixture, gconstpointer data)
{
  g_auto (HearthKeptReplay) one = { .kept = hearth_kept_test_make (fixture, "guest-new", 0, "A", fixture->now_s - 60) };

  hearth_kept_test_replay (fixture, &one);
  refuse (fixture, with (g_object_ref (one.kept), "{'name': <'B'>}"), HEARTH_ERROR_INVALID);
  refuse (fixture, with (g_object_ref (one.kept), "{'kind': <'group'>}"), HEARTH_ERROR_INVALID);
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 1);
}

/* A clock that ran ahead, and a reason that the center has lost: the visit counts. */
static void
test_forgiven (HearthKeptTest *fixture, gconstpointer data)
{
  g_auto (HearthKeptReplay) ahead
      = { .kept = hearth_kept_test_make (fixture, "guest-new", 0, "", fixture->now_s + 7200) };
  g_auto (HearthKeptReplay) lost
      = { .kept = with (hearth_kept_test_make (fixture, "person", fixture->jon, "", fixture->now_s - 60),
                        "{'reason': <'no-such-reason'>}") };

  hearth_kept_test_replay (fixture, &ahead);
  g_assert_cmpint (hearth_visit_get_arrived_at_s (ahead.visit), <=, hearth_clock_now_s ());
  hearth_kept_test_replay (fixture, &lost);
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                                                \
  g_test_add ("/kept/" name, HearthKeptTest, NULL, hearth_kept_test_set_up, test, hearth_kept_test_tear_down)
  ADD ("kinds", test_kinds);
  ADD ("first-try-was-done", test_first_try_was_done);
  ADD ("came-once", test_came_once);
  ADD ("came-once-yesterday", test_came_once_yesterday);
  ADD ("came-again", test_came_again);
  ADD ("typed-names", test_typed_names);
  ADD ("refused", test_refused);
  ADD ("restored", test_restored);
  ADD ("other-content", test_other_content);
  ADD ("forgiven", test_forgiven);
  return g_test_run ();
}
