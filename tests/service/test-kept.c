/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a desk kept while the hub was away, and what it offers again after a restore: on a real center. */

#include "config.h"

#include "hearth-checkin-service.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-house-store.h"
#include "hearth-id.h"
#include "hearth-kept-service.h"
#include "hearth-people-service.h"
#include "hearth-request-service.h"
#include "hearth-shift-store.h"
#include "hearth-test-center.h"

#define NOON "2026-03-12T12:00:00"
#define DAY_S (24 * 60 * 60)

typedef struct
{
  HearthTestCenter *center;
  gint64 now_s, jon;
} Fixture;

static gboolean
begin_shifts (HearthUnit *unit, gpointer data, GError **error)
{
  HearthTestCenter *center = data;

  return hearth_shift_store_begin (unit->conn, center->account_id[HEARTH_ROLE_GREETER], 1, unit->now_s - 3600, error)
         && hearth_shift_store_begin (unit->conn, center->account_id[HEARTH_ROLE_COACH], 1, unit->now_s - 30 * DAY_S,
                                      error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->center = hearth_test_center_new ();
  hearth_test_clock (HEARTH_TEST_ZONE, NOON);
  fixture->now_s = hearth_clock_now_s ();
  fixture->jon = hearth_test_center_add_person (fixture->center, "Jonas", "Smith");
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, begin_shifts, fixture->center);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hearth_test_center_free (fixture->center);
  hearth_clock_reset ();
}

/* One replay, and what came of it. */
typedef struct
{
  HearthKept *kept;
  HearthReplay outcome;
  HearthVisit *visit;
  guint matches;
  gint64 person;
} Replay;

static void
replay_clear (Replay *self)
{
  g_clear_object (&self->kept);
  g_clear_object (&self->visit);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Replay, replay_clear)

/* The desk asks, and nobody sits there. */
static gboolean
do_replay (HearthUnit *unit, gpointer data, GError **error)
{
  Replay *replay = data;

  unit->caller.account_id = 0;
  unit->caller.permissions = HEARTH_PERMISSION_BIT (HEARTH_PERMISSION_OPEN);
  g_clear_object (&replay->visit);
  return hearth_kept_service_replay (unit, replay->kept, &replay->outcome, &replay->visit, &replay->matches, error);
}

static gboolean
do_settle (HearthUnit *unit, gpointer data, GError **error)
{
  Replay *replay = data;

  g_clear_object (&replay->visit);
  replay->visit = hearth_kept_service_settle (unit, replay->kept, replay->person, error);
  return replay->visit != NULL;
}

static HearthKept *
make_kept (Fixture *fixture, const char *kind, gint64 person, const char *name, gint64 arrived_at_s)
{
  g_autofree char *request = hearth_id_new ();

  return g_object_new (HEARTH_TYPE_KEPT, "request", request, "kind", kind, "person", person, "name", name,
                       "arrived-at-s", arrived_at_s, "kept-at-s", arrived_at_s, "count", (gint64)7, "account",
                       fixture->center->account_id[HEARTH_ROLE_GREETER], "state", "waiting", NULL);
}

static gint64
count (Fixture *fixture, const char *where)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM visit WHERE %s", where);

  return hearth_test_center_number (fixture->center, sql);
}

static void
replay (Fixture *fixture, Replay *replay)
{
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_replay, replay);
}

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  static const char *const kinds[] = { "person", "guest-new", "guest-before", "group" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gint64 at_s = fixture->now_s - 600 - 60 * (gint64)i;
      g_auto (Replay) one = { .kept = make_kept (fixture, kinds[i], i == 0 ? fixture->jon : 0, "A", at_s) };

      for (guint n = 0; n < 3; n++)
        {
          replay (fixture, &one);
          g_assert_cmpint (one.outcome, ==, HEARTH_REPLAY_RECORDED);
          g_assert_cmpstr (hearth_visit_get_kind (one.visit), ==, kinds[i]);
          g_assert_cmpint (hearth_visit_get_arrived_at_s (one.visit), ==, at_s);
          g_assert_cmpstr (hearth_visit_get_recorded_by (one.visit), ==, "Test");
          g_assert_false (hearth_visit_get_late (one.visit));
        }
      g_assert_cmpint (count (fixture, "1"), ==, i + 1);
    }
  g_assert_cmpint (count (fixture, "kind = 'group' AND head_count = 7"), ==, 1);
  g_assert_cmpint (hearth_test_center_number (
                       fixture->center, "SELECT count(*) FROM audit WHERE verb = 'kept' AND detail = 'at the desk'"),
                   ==, 4);
}

/* The first try was done, and only its answer was lost. */
static gboolean
record_first (HearthUnit *unit, gpointer data, GError **error)
{
  Replay *replay = data;
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
test_first_try_was_done (Fixture *fixture, gconstpointer data)
{
  g_auto (Replay) one = { .kept = make_kept (fixture, "person", fixture->jon, "", fixture->now_s - 5) };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, record_first, &one);
  /* Taken back since: it stays so. */
  hearth_test_center_sql (fixture->center, "UPDATE visit SET voided_at_s = 1");
  /* Long after: a desk may have been off for weeks. */
  hearth_clock_set (fixture->now_s + 13 * DAY_S);
  replay (fixture, &one);
  g_assert_cmpint (one.outcome, ==, HEARTH_REPLAY_RECORDED);
  g_assert_true (hearth_visit_get_voided (one.visit));
  hearth_clock_set (fixture->now_s + 59 * DAY_S);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_STAFF, do_settle, &one);
  g_assert_cmpint (count (fixture, "1"), ==, 1);
}

/* One person, twice at a desk on its own, and at another desk: one visit. */
static void
test_came_once (Fixture *fixture, gconstpointer data)
{
  gint64 morning_s = fixture->now_s - 3 * 3600;
  g_auto (Replay) one = { .kept = make_kept (fixture, "person", fixture->jon, "", morning_s) };
  g_auto (Replay) two = { .kept = make_kept (fixture, "person", fixture->jon, "", morning_s + 3600) };
  g_auto (Replay) typed = { .kept = make_kept (fixture, "name", 0, "jonas smith", morning_s + 5400) };

  replay (fixture, &one);
  replay (fixture, &two);
  replay (fixture, &typed);
  g_assert_cmpint (typed.outcome, ==, HEARTH_REPLAY_RECORDED);
  g_assert_cmpint (hearth_visit_get_id (two.visit), ==, hearth_visit_get_id (one.visit));
  g_assert_cmpint (hearth_visit_get_id (typed.visit), ==, hearth_visit_get_id (one.visit));
  g_assert_cmpint (count (fixture, "1"), ==, 1);
}

static void
test_came_once_yesterday (Fixture *fixture, gconstpointer data)
{
  gint64 then_s = fixture->now_s - DAY_S;
  g_auto (Replay) one = { .kept = make_kept (fixture, "person", fixture->jon, "", then_s) };
  g_auto (Replay) two = { .kept = make_kept (fixture, "person", fixture->jon, "", then_s + 60) };

  replay (fixture, &one);
  g_assert_true (hearth_visit_get_late (one.visit));
  g_assert_cmpstr (hearth_visit_get_left_how (one.visit), ==, "unknown");
  replay (fixture, &two);
  g_assert_cmpint (count (fixture, "1"), ==, 1);
}

/* Who had left came again. */
static void
test_came_again (Fixture *fixture, gconstpointer data)
{
  gint64 morning_s = fixture->now_s - 3 * 3600;
  g_auto (Replay) one = { .kept = make_kept (fixture, "person", fixture->jon, "", morning_s) };
  g_auto (Replay) two = { .kept = make_kept (fixture, "person", fixture->jon, "", morning_s + 7200) };
  g_autofree char *left
      = g_strdup_printf ("UPDATE visit SET left_how = 'left', left_at_s = %" G_GINT64_FORMAT, morning_s + 3600);

  replay (fixture, &one);
  hearth_test_center_sql (fixture->center, left);
  replay (fixture, &two);
  g_assert_cmpint (count (fixture, "1"), ==, 2);
  g_assert_cmpint (hearth_visit_get_arrived_at_s (two.visit), ==, morning_s + 7200);
}

static void
test_typed_names (Fixture *fixture, gconstpointer data)
{
  g_auto (Replay) nobody = { .kept = make_kept (fixture, "name", 0, "Zebulon Quark", fixture->now_s - 60) };
  g_auto (Replay) several = { .kept = make_kept (fixture, "name", 0, "Maria", fixture->now_s - 60) };
  gint64 maria = hearth_test_center_add_person (fixture->center, "Maria", "Lopez");

  hearth_test_center_add_person (fixture->center, "Maria", "Garcia");
  replay (fixture, &nobody);
  g_assert_cmpint (nobody.outcome, ==, HEARTH_REPLAY_NOBODY);
  g_assert_null (nobody.visit);
  replay (fixture, &several);
  g_assert_cmpint (several.outcome, ==, HEARTH_REPLAY_SEVERAL);
  g_assert_cmpuint (several.matches, ==, 2);
  g_assert_cmpint (count (fixture, "1"), ==, 0);

  /* Somebody knows. */
  several.person = maria;
  for (guint i = 0; i < 2; i++)
    {
      hearth_test_center_write (fixture->center, HEARTH_ROLE_STAFF, do_settle, &several);
      g_assert_cmpint (hearth_visit_get_person_id (several.visit), ==, maria);
      g_assert_cmpint (hearth_visit_get_arrived_at_s (several.visit), ==, fixture->now_s - 60);
      hearth_test_center_write (fixture->center, HEARTH_ROLE_STAFF, do_settle, &nobody);
      g_assert_cmpstr (hearth_visit_get_kind (nobody.visit), ==, "guest-before");
    }
  g_assert_cmpint (count (fixture, "1"), ==, 2);
  /* The desk did not hear of it and sends it once more. */
  replay (fixture, &several);
  g_assert_cmpint (several.outcome, ==, HEARTH_REPLAY_RECORDED);
  g_assert_cmpint (count (fixture, "1"), ==, 2);
}

static void
refuse (Fixture *fixture, HearthKept *kept, int code)
{
  g_auto (Replay) one = { .kept = kept };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_replay, &one, code);
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

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  gint64 now_s = fixture->now_s;
  const gint64 *accounts = fixture->center->account_id;
  g_autofree char *coach = g_strdup_printf ("{'account': <int64 %d>}", (int)accounts[HEARTH_ROLE_COACH]);
  g_autofree char *director = g_strdup_printf ("{'account': <int64 %d>}", (int)accounts[HEARTH_ROLE_DIRECTOR]);

  /* No shift here, one of long ago, an account that nobody has. */
  refuse (fixture, with (make_kept (fixture, "guest-new", 0, "", now_s - 9), director), HEARTH_ERROR_INVALID);
  refuse (fixture, with (make_kept (fixture, "guest-new", 0, "", now_s - 9), coach), HEARTH_ERROR_INVALID);
  refuse (fixture, with (make_kept (fixture, "guest-new", 0, "", now_s - 9), "{'account': <int64 4711>}"),
          HEARTH_ERROR_INVALID);
  refuse (fixture, with (make_kept (fixture, "guest-new", 0, "", now_s - 9), "{'account': <int64 0>}"),
          HEARTH_ERROR_INVALID);
  /* Nothing that a desk keeps. */
  refuse (fixture, make_kept (fixture, "", 0, "", now_s - 9), HEARTH_ERROR_INVALID);
  refuse (fixture, make_kept (fixture, "written", 0, "", now_s - 9), HEARTH_ERROR_INVALID);
  refuse (fixture, make_kept (fixture, "person", 0, "", now_s - 9), HEARTH_ERROR_INVALID);
  refuse (fixture, make_kept (fixture, "person", 4711, "", now_s - 9), HEARTH_ERROR_NOT_FOUND);
  refuse (fixture, with (make_kept (fixture, "group", 0, "", now_s - 9), "{'count': <int64 0>}"), HEARTH_ERROR_INVALID);
  refuse (fixture, with (make_kept (fixture, "guest-new", 0, "", now_s - 9), "{'request': <'no'>}"),
          HEARTH_ERROR_INVALID);
  refuse (fixture, make_kept (fixture, "guest-new", 0, "", now_s - 16 * DAY_S), HEARTH_ERROR_INVALID);
  /* Disabled since. */
  hearth_test_center_sql (fixture->center, "UPDATE account SET disabled_at_s = 1 WHERE name = 'Test Greeter'");
  refuse (fixture, make_kept (fixture, "guest-new", 0, "", now_s - 9), HEARTH_ERROR_INVALID);
  g_assert_cmpint (count (fixture, "1"), ==, 0);
}

/* One request, two contents: the second is refused, and writes nothing. */
static void
test_other_content (Fixture *fixture, gconstpointer data)
{
  g_auto (Replay) one = { .kept = make_kept (fixture, "guest-new", 0, "A", fixture->now_s - 60) };

  replay (fixture, &one);
  refuse (fixture, with (g_object_ref (one.kept), "{'name': <'B'>}"), HEARTH_ERROR_INVALID);
  refuse (fixture, with (g_object_ref (one.kept), "{'kind': <'group'>}"), HEARTH_ERROR_INVALID);
  g_assert_cmpint (count (fixture, "1"), ==, 1);
}

/* A clock that ran ahead, and a reason that the center has lost: the visit counts. */
static void
test_forgiven (Fixture *fixture, gconstpointer data)
{
  g_auto (Replay) ahead = { .kept = make_kept (fixture, "guest-new", 0, "", fixture->now_s + 7200) };
  g_auto (Replay) lost = { .kept = with (make_kept (fixture, "person", fixture->jon, "", fixture->now_s - 60),
                                         "{'reason': <'no-such-reason'>}") };

  replay (fixture, &ahead);
  g_assert_cmpint (hearth_visit_get_arrived_at_s (ahead.visit), <=, hearth_clock_now_s ());
  replay (fixture, &lost);
  g_assert_cmpint (count (fixture, "1"), ==, 2);
}

/* --- after a restore --- */

typedef struct
{
  HearthWritten *written;
  gboolean there;
} Again;

static gboolean
do_again (HearthUnit *unit, gpointer data, GError **error)
{
  Again *again = data;

  unit->caller.account_id = 0;
  unit->caller.permissions = 0;
  return hearth_kept_service_again (unit, again->written, &again->there, error);
}

static HearthWritten *
written (Fixture *fixture, const char *noun, const char *method, GVariant *args, GVariant *answer, gint64 at_s)
{
  g_autoptr (GVariant) asked = g_variant_ref_sink (args), said = g_variant_ref_sink (answer);
  g_autofree char *args_text = g_base64_encode (g_variant_get_data (asked), g_variant_get_size (asked));
  g_autofree char *answer_text = g_base64_encode (g_variant_get_data (said), g_variant_get_size (said));
  const char *request;

  g_variant_get_child (asked, 0, "&s", &request);
  return g_object_new (HEARTH_TYPE_WRITTEN, "request", request, "noun", noun, "method", method, "args", args_text,
                       "answer", answer_text, "account", fixture->center->account_id[HEARTH_ROLE_GREETER],
                       "answered-at-s", at_s, NULL);
}

static GVariant *
row_of (gint64 id, const char *kind, gint64 person, const char *name, gint64 at_s)
{
  g_autoptr (HearthVisit) visit
      = g_object_new (HEARTH_TYPE_VISIT, "id", id, "kind", kind, "person-id", person, "name", name, "head-count",
                      (gint64)(g_str_equal (kind, "group") ? 12 : 1), "label", "", "reason", "drop-in", "arrived-at-s",
                      at_s, "revision", (gint64)1, NULL);

  return hearth_record_to_row (visit);
}

static void
again (Fixture *fixture, HearthWritten *what, gboolean there)
{
  Again one = { what, FALSE };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_again, &one);
  g_assert_cmpint (one.there, ==, there);
}

static void
not_again (Fixture *fixture, HearthWritten *what, int code)
{
  Again one = { what, FALSE };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_again, &one, code);
}

static gboolean
do_restore (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_house_store_begin_epoch (unit->conn, unit->now_s, error);
}

/* As a backup that has just taken the place of the file. */
static void
restore (Fixture *fixture)
{
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_restore, NULL);
}

static void
test_again (Fixture *fixture, gconstpointer data)
{
  gint64 then_s = fixture->now_s - 2 * DAY_S;
  g_autofree char *a = hearth_id_new (), *b = hearth_id_new (), *c = hearth_id_new (), *d = hearth_id_new ();
  g_autoptr (HearthWritten) record
      = written (fixture, "Checkin", "Record", g_variant_new_parsed ("(%s, %x, @a{sv} {})", a, fixture->jon),
                 g_variant_new ("(s@" HEARTH_VISIT_ROW "@a{sv})", "recorded",
                                row_of (501, "person", fixture->jon, "Jonas", then_s),
                                g_variant_new_parsed ("@a{sv} {}")),
                 then_s);
  g_autoptr (HearthWritten) group
      = written (fixture, "Checkin", "RecordGroup", g_variant_new_parsed ("(%s, uint32 12, '', @a{sv} {})", b),
                 g_variant_new ("(@" HEARTH_VISIT_ROW ")", row_of (502, "group", 0, "", then_s)), then_s);
  g_autoptr (HearthWritten) out
      = written (fixture, "Checkin", "CheckOut", g_variant_new_parsed ("(%s, int64 501, int64 0)", c),
                 g_variant_new ("(@" HEARTH_VISIT_ROW ")", row_of (501, "person", fixture->jon, "Jonas", then_s)),
                 then_s + 60);
  g_autoptr (HearthWritten) undo
      = written (fixture, "Checkin", "Void", g_variant_new_parsed ("(%s, int64 502)", d),
                 g_variant_new ("(@" HEARTH_VISIT_ROW ")", row_of (502, "group", 0, "", then_s)), then_s + 90);

  /* Nothing is missing: whoever says so makes it up. */
  not_again (fixture, record, HEARTH_ERROR_INVALID);
  not_again (fixture, undo, HEARTH_ERROR_INVALID);
  restore (fixture);
  /* What it stands on is not there yet. */
  not_again (fixture, out, HEARTH_ERROR_NOT_FOUND);
  again (fixture, record, FALSE);
  again (fixture, record, TRUE);
  again (fixture, group, FALSE);
  again (fixture, out, FALSE);
  again (fixture, out, TRUE);
  again (fixture, undo, FALSE);
  again (fixture, group, TRUE);
  g_assert_cmpint (count (fixture, "id = 501 AND left_how = 'left'"), ==, 1);
  g_assert_cmpint (count (fixture, "id = 502 AND voided_at_s > 0 AND head_count = 12"), ==, 1);
  g_assert_cmpint (count (fixture, "1"), ==, 2);
  /* With the time it had. */
  g_assert_cmpint (hearth_test_center_number (fixture->center, "SELECT recorded_at_s FROM visit WHERE id = 501"), ==,
                   then_s);
  g_assert_cmpint (hearth_test_center_number (fixture->center, "SELECT count(*) FROM audit WHERE verb = 'again'"), ==,
                   4);
  /* What is there is not refused because of who made it. */
  hearth_test_center_sql (fixture->center, "UPDATE account SET disabled_at_s = 1 WHERE name = 'Test Greeter'");
  again (fixture, record, TRUE);
}

static void
test_again_people (Fixture *fixture, gconstpointer data)
{
  gint64 then_s = fixture->now_s - 3600;
  g_autofree char *a = hearth_id_new (), *b = hearth_id_new (), *c = hearth_id_new (), *d = hearth_id_new ();
  g_autoptr (HearthWritten) card = written (fixture, "People", "NewCard", g_variant_new_parsed ("(%s, int64 900)", b),
                                            g_variant_new ("(s)", "K7QX2M"), then_s);
  g_autoptr (HearthWritten) update
      = written (fixture, "People", "Update",
                 g_variant_new_parsed ("(%s, int64 900, int64 2, {'pronouns': <'they/them'>})", c),
                 g_variant_new ("(x)", 3), then_s);
  g_autoptr (HearthWritten) taken
      = written (fixture, "Checkin", "RecordGuest", g_variant_new_parsed ("(%s, @a{sv} {})", d),
                 g_variant_new ("(@" HEARTH_VISIT_ROW ")", row_of (1, "guest-new", 0, "B", then_s)), then_s);
  g_autoptr (HearthWritten) person = NULL;

  person = written (fixture, "People", "Register",
                    g_variant_new_parsed (
                        "(%s, {'preferred-name': <'Ada'>, 'family-name': <'Byron'>, 'told-version': <'1'>}, false)", a),
                    g_variant_new ("(sxu)", "registered", (gint64)900, 0), then_s);
  restore (fixture);
  not_again (fixture, card, HEARTH_ERROR_NOT_FOUND);
  not_again (fixture, update, HEARTH_ERROR_NOT_FOUND);
  again (fixture, person, FALSE);
  again (fixture, person, TRUE);
  again (fixture, card, FALSE);
  g_assert_cmpint (hearth_test_center_number (fixture->center,
                                              "SELECT count(*) FROM person WHERE id = 900 AND card_code = 'K7QX2M'"),
                   ==, 1);
  /* Another row has the id by now. */
  hearth_test_center_sql (fixture->center,
                          "INSERT INTO visit (id, kind, label, head_count, reason_id, arrived_at_s, visited_on,"
                          " recorded_at_s) VALUES (1, 'group', '', 3, 1, 5, '2026-03-01', 5)");
  not_again (fixture, taken, HEARTH_ERROR_CONFLICT);
}

static void
test_again_refused (Fixture *fixture, gconstpointer data)
{
  gint64 then_s = fixture->now_s - 3600;
  g_autofree char *a = hearth_id_new ();
  g_autoptr (HearthWritten) other = written (fixture, "Center", "Save", g_variant_new_parsed ("(%s, int64 1)", a),
                                             g_variant_new_parsed ("(1,)"), then_s);
  g_autoptr (HearthWritten) old
      = written (fixture, "Checkin", "RecordGuest", g_variant_new_parsed ("(%s, @a{sv} {})", a),
                 g_variant_new ("(@" HEARTH_VISIT_ROW ")", row_of (7, "guest-new", 0, "B", then_s)),
                 fixture->now_s - 20 * DAY_S);
  g_autoptr (HearthWritten) bent
      = g_object_new (HEARTH_TYPE_WRITTEN, "request", a, "noun", "Checkin", "method", "RecordGuest", "args",
                      "bm9wZQ==", "answer", "%%%", "account", fixture->center->account_id[HEARTH_ROLE_GREETER],
                      "answered-at-s", then_s, NULL);
  g_autoptr (HearthWritten) empty
      = g_object_new (HEARTH_TYPE_WRITTEN, "request", a, "noun", "Checkin", "method", "RecordGuest", "account",
                      fixture->center->account_id[HEARTH_ROLE_GREETER], "answered-at-s", then_s, NULL);

  restore (fixture);
  not_again (fixture, other, HEARTH_ERROR_INVALID);
  not_again (fixture, old, HEARTH_ERROR_INVALID);
  not_again (fixture, bent, HEARTH_ERROR_INVALID);
  not_again (fixture, empty, HEARTH_ERROR_INVALID);
  /* The backup knows no shift of theirs here; they may not sign in any more. */
  hearth_test_center_sql (fixture->center, "DELETE FROM shift");
  not_again (fixture, bent, HEARTH_ERROR_NOT_FOUND);
  hearth_test_center_sql (fixture->center, "UPDATE account SET disabled_at_s = 1 WHERE name = 'Test Greeter'");
  not_again (fixture, bent, HEARTH_ERROR_INVALID);
  g_assert_cmpint (count (fixture, "1"), ==, 0);
}

static HearthWritten *
written_guest (Fixture *fixture, gint64 id)
{
  g_autofree char *request = hearth_id_new ();
  gint64 then_s = fixture->now_s - 3600;

  return written (fixture, "Checkin", "RecordGuest", g_variant_new_parsed ("(%s, @a{sv} {})", request),
                  g_variant_new ("(@" HEARTH_VISIT_ROW ")", row_of (id, "guest-new", 0, "B", then_s)), then_s);
}

/* A desk that is not honest must not use up the ids: nobody could be checked in after the largest one. */
static void
test_again_forged_id (Fixture *fixture, gconstpointer data)
{
  const char *next = "SELECT max (coalesce (max (id), 0), (SELECT last_id FROM id_floor WHERE kind = 'visit')) + 1"
                     " FROM visit";
  g_autofree char *request = hearth_id_new ();
  g_autoptr (HearthWritten) before = written_guest (fixture, 500);
  g_autoptr (HearthWritten) largest = written_guest (fixture, G_MAXINT64);
  g_autoptr (HearthWritten) least = written_guest (fixture, 0);
  g_autoptr (HearthWritten) ahead = NULL, last = NULL, person = NULL;

  /* Never restored: nothing was lost. */
  not_again (fixture, before, HEARTH_ERROR_INVALID);
  restore (fixture);
  ahead = written_guest (fixture, hearth_test_center_number (fixture->center, next));
  last = written_guest (fixture, hearth_test_center_number (fixture->center, next) - 1);
  person = written (fixture, "People", "Register",
                    g_variant_new_parsed ("(%s, {'preferred-name': <'Ada'>, 'told-version': <'1'>}, false)", request),
                    g_variant_new ("(sxu)", "registered", G_MAXINT64, 0), fixture->now_s);
  not_again (fixture, largest, HEARTH_ERROR_INVALID);
  not_again (fixture, ahead, HEARTH_ERROR_INVALID);
  not_again (fixture, least, HEARTH_ERROR_INVALID);
  not_again (fixture, person, HEARTH_ERROR_INVALID);
  again (fixture, last, FALSE);
  again (fixture, before, FALSE);
  g_assert_cmpint (count (fixture, "1"), ==, 2);
}

/* The request is of whoever kept it, also where another settled it. */
static void
test_again_settled (Fixture *fixture, gconstpointer data)
{
  gint64 director = fixture->center->account_id[HEARTH_ROLE_DIRECTOR];
  g_auto (Replay) typed = { .kept = make_kept (fixture, "name", 0, "Nobody Known", fixture->now_s - 3600) };
  const char *request = hearth_kept_get_request (typed.kept);
  g_autofree char *sql = g_strdup_printf ("UPDATE shift SET account_id = %" G_GINT64_FORMAT
                                          " WHERE begun_at_s < (SELECT max (begun_at_s) FROM shift)",
                                          director);
  g_autoptr (HearthWritten) honest = NULL, settled = NULL;

  hearth_test_center_sql (fixture->center, sql);
  hearth_test_center_sql (fixture->center, "UPDATE shift SET begun_at_s = (SELECT max (begun_at_s) FROM shift)");
  typed.person = fixture->jon;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_settle, &typed);
  honest = written (fixture, "Kept", "Settle",
                    g_variant_new ("(s@a{sv}x)", request, hearth_record_to_variant (typed.kept), fixture->jon),
                    g_variant_new ("(@" HEARTH_VISIT_ROW ")", hearth_record_to_row (typed.visit)), fixture->now_s);
  settled = g_object_new (HEARTH_TYPE_WRITTEN, "request", request, "noun", "Kept", "method", "Settle", "args",
                          hearth_written_get_args (honest), "answer", hearth_written_get_answer (honest), "account",
                          director, "answered-at-s", fixture->now_s, NULL);
  restore (fixture);
  again (fixture, settled, TRUE);
  /* The backup is older than that. */
  hearth_test_center_sql (fixture->center, "DELETE FROM visit");
  hearth_test_center_sql (fixture->center, "DELETE FROM request");
  again (fixture, settled, FALSE);
  again (fixture, settled, TRUE);
  g_assert_cmpint (count (fixture, "1"), ==, 1);
}

typedef struct
{
  const char *request, *method;
  GVariant *args;
  GVariant *answer; /* (owned) (nullable) */
} Asking;

static gboolean
do_find (HearthUnit *unit, gpointer data, GError **error)
{
  Asking *asking = data;
  g_autofree char *wish = hearth_request_service_wish (asking->method, asking->args);

  g_clear_pointer (&asking->answer, g_variant_unref);
  return hearth_request_service_find (unit, asking->request, wish, &asking->answer, error);
}

/* Made again, a request is what it was: the call that it came with is answered, in whichever way it is asked once more, and
 * no other. */
static void
test_again_is_the_same_request (Fixture *fixture, gconstpointer data)
{
  gint64 then_s = fixture->now_s - 3600;
  g_autofree char *a = hearth_id_new ();
  g_autoptr (GVariant) args = g_variant_ref_sink (g_variant_new_parsed ("(%s, @a{sv} {})", a));
  g_autoptr (GVariant) others = g_variant_ref_sink (g_variant_new_parsed ("(%s, {'name': <'Somebody else'>})", a));
  g_autoptr (GVariant) answer
      = g_variant_ref_sink (g_variant_new ("(@" HEARTH_VISIT_ROW ")", row_of (501, "guest-new", 0, "B", then_s)));
  g_autoptr (HearthWritten) guest = written (fixture, "Checkin", "RecordGuest", args, answer, then_s);
  g_autoptr (HearthWritten) other
      = written (fixture, "Checkin", "Void", g_variant_new_parsed ("(%s, int64 501)", a), answer, then_s);
  g_auto (Replay) kept = { .kept = make_kept (fixture, "person", fixture->jon, "", then_s) };
  g_autoptr (HearthWritten) replayed = NULL;
  Asking asking = { a, "RecordGuest", args, NULL };

  restore (fixture);
  again (fixture, guest, FALSE);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_find, &asking);
  g_assert_true (g_variant_equal (asking.answer, answer));
  asking.args = others;
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_find, &asking, HEARTH_ERROR_INVALID);
  g_clear_pointer (&asking.answer, g_variant_unref);
  /* Another verb under the same request is not there because the first is. */
  not_again (fixture, other, HEARTH_ERROR_INVALID);

  /* The desk died before it had crossed out what was sent. */
  replayed
      = written (fixture, "Kept", "Replay",
                 g_variant_new ("(s@a{sv})", hearth_kept_get_request (kept.kept), hearth_record_to_variant (kept.kept)),
                 g_variant_new ("(s@" HEARTH_VISIT_ROW "u)", "recorded",
                                row_of (502, "person", fixture->jon, "Jonas", then_s), 0),
                 then_s);
  again (fixture, replayed, FALSE);
  replay (fixture, &kept);
  g_assert_cmpint (kept.outcome, ==, HEARTH_REPLAY_RECORDED);
  g_assert_cmpint (hearth_visit_get_id (kept.visit), ==, 502);
  g_assert_cmpint (count (fixture, "1"), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/kept/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("kinds", test_kinds);
  ADD ("first-try-was-done", test_first_try_was_done);
  ADD ("came-once", test_came_once);
  ADD ("came-once-yesterday", test_came_once_yesterday);
  ADD ("came-again", test_came_again);
  ADD ("typed-names", test_typed_names);
  ADD ("refused", test_refused);
  ADD ("other-content", test_other_content);
  ADD ("forgiven", test_forgiven);
  ADD ("again", test_again);
  ADD ("again-people", test_again_people);
  ADD ("again-refused", test_again_refused);
  ADD ("again-is-the-same-request", test_again_is_the_same_request);
  ADD ("again-forged-id", test_again_forged_id);
  ADD ("again-settled", test_again_settled);
  return g_test_run ();
}
