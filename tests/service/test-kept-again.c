/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a desk offers again after a restore: on a real center. */

#include "config.h"

#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-house-store.h"
#include "hearth-id.h"
#include "hearth-kept-test.h"
#include "hearth-request-service.h"

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
written (HearthKeptTest *fixture, const char *noun, const char *method, GVariant *args, GVariant *answer, gint64 at_s)
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
again (HearthKeptTest *fixture, HearthWritten *what, gboolean there)
{
  Again one = { what, FALSE };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_again, &one);
  g_assert_cmpint (one.there, ==, there);
}

static void
not_again (HearthKeptTest *fixture, HearthWritten *what, int code)
{
  Again one = { what, FALSE };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_again, &one, code);
}

static gboolean
do_restore (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_house_store_begin_epoch (unit->conn, NULL, unit->now_s, error);
}

/* As a backup that has just taken the place of the file. */
static void
restore (HearthKeptTest *fixture)
{
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_restore, NULL);
}

static void
test_again (HearthKeptTest *fixture, gconstpointer data)
{
  gint64 then_s = fixture->now_s - 2 * HEARTH_KEPT_DAY_S;
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
  g_assert_cmpint (hearth_kept_test_count (fixture, "id = 501 AND left_how = 'left'"), ==, 1);
  g_assert_cmpint (hearth_kept_test_count (fixture, "id = 502 AND voided_at_s > 0 AND head_count = 12"), ==, 1);
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 2);
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
test_again_people (HearthKeptTest *fixture, gconstpointer data)
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
test_again_refused (HearthKeptTest *fixture, gconstpointer data)
{
  gint64 then_s = fixture->now_s - 3600;
  g_autofree char *a = hearth_id_new ();
  g_autoptr (HearthWritten) other = written (fixture, "Center", "Save", g_variant_new_parsed ("(%s, int64 1)", a),
                                             g_variant_new_parsed ("(1,)"), then_s);
  g_autoptr (HearthWritten) old
      = written (fixture, "Checkin", "RecordGuest", g_variant_new_parsed ("(%s, @a{sv} {})", a),
                 g_variant_new ("(@" HEARTH_VISIT_ROW ")", row_of (7, "guest-new", 0, "B", then_s)),
                 fixture->now_s - 20 * HEARTH_KEPT_DAY_S);
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
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 0);
}

static HearthWritten *
written_guest (HearthKeptTest *fixture, gint64 id)
{
  g_autofree char *request = hearth_id_new ();
  gint64 then_s = fixture->now_s - 3600;

  return written (fixture, "Checkin", "RecordGuest", g_variant_new_parsed ("(%s, @a{sv} {})", request),
                  g_variant_new ("(@" HEARTH_VISIT_ROW ")", row_of (id, "guest-new", 0, "B", then_s)), then_s);
}

/* A desk that is not honest must not use up the ids: nobody could be checked in after the largest one. */
static void
test_again_forged_id (HearthKeptTest *fixture, gconstpointer data)
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
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 2);
}

/* The request is of whoever kept it, also where another settled it. */
static void
test_again_settled (HearthKeptTest *fixture, gconstpointer data)
{
  gint64 director = fixture->center->account_id[HEARTH_ROLE_DIRECTOR];
  g_auto (HearthKeptReplay) typed
      = { .kept = hearth_kept_test_make (fixture, "name", 0, "Nobody Known", fixture->now_s - 3600) };
  const char *request = hearth_kept_get_request (typed.kept);
  g_autofree char *sql = g_strdup_printf ("UPDATE shift SET account_id = %" G_GINT64_FORMAT
                                          " WHERE begun_at_s < (SELECT max (begun_at_s) FROM shift)",
                                          director);
  g_autoptr (HearthWritten) honest = NULL, settled = NULL;

  hearth_test_center_sql (fixture->center, sql);
  hearth_test_center_sql (fixture->center, "UPDATE shift SET begun_at_s = (SELECT max (begun_at_s) FROM shift)");
  typed.person = fixture->jon;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_kept_test_settle, &typed);
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
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 1);
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
test_again_is_the_same_request (HearthKeptTest *fixture, gconstpointer data)
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
  g_auto (HearthKeptReplay) kept = { .kept = hearth_kept_test_make (fixture, "person", fixture->jon, "", then_s) };
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
  hearth_kept_test_replay (fixture, &kept);
  g_assert_cmpint (kept.outcome, ==, HEARTH_REPLAY_RECORDED);
  g_assert_cmpint (hearth_visit_get_id (kept.visit), ==, 502);
  g_assert_cmpint (hearth_kept_test_count (fixture, "1"), ==, 2);
}

static HearthWritten *
written_lately (HearthKeptTest *fixture, gint64 now_s)
{
  g_autofree char *request = hearth_id_new ();

  return written (fixture, "Checkin", "RecordGuest", g_variant_new_parsed ("(%s, @a{sv} {})", request),
                  g_variant_new ("(@" HEARTH_VISIT_ROW ")", row_of (600, "guest-new", 0, "C", now_s - 60)), now_s - 60);
}

/* The center is of the year before; a clock of before that has lost the time. What was written last is of an hour ago. */
static void
make_old (HearthKeptTest *fixture)
{
  g_autofree char *made = g_strdup_printf ("UPDATE center SET created_at_s = %" G_GINT64_FORMAT,
                                           fixture->now_s - 365 * HEARTH_KEPT_DAY_S);
  g_autofree char *audited = g_strdup_printf ("UPDATE audit SET at_s = %" G_GINT64_FORMAT, fixture->now_s - 3600);

  hearth_test_center_sql (fixture->center, made);
  hearth_test_center_sql (fixture->center, audited);
}

static void
assert_open (HearthKeptTest *fixture, gint64 now_s, gboolean is_open)
{
  g_autoptr (HearthWritten) one = written_lately (fixture, now_s);
  g_autofree char *shift = g_strdup_printf ("UPDATE shift SET begun_at_s = %" G_GINT64_FORMAT, now_s - 3600);

  hearth_clock_set (now_s);
  hearth_test_center_sql (fixture->center, "DELETE FROM visit");
  hearth_test_center_sql (fixture->center, shift);
  if (is_open)
    again (fixture, one, FALSE);
  else
    not_again (fixture, one, HEARTH_ERROR_INVALID);
}

/* A desk keeps what it wrote for 14 days: after that nothing of before the restore can come. */
static void
test_again_ends (HearthKeptTest *fixture, gconstpointer data)
{
  gint64 now_s = fixture->now_s;

  make_old (fixture);
  restore (fixture);
  assert_open (fixture, now_s, TRUE);
  assert_open (fixture, now_s + 14 * HEARTH_KEPT_DAY_S, TRUE);
  assert_open (fixture, now_s + 16 * HEARTH_KEPT_DAY_S, FALSE);
  /* Another restore. */
  restore (fixture);
  assert_open (fixture, now_s + 16 * HEARTH_KEPT_DAY_S, TRUE);
}

/* The clock of the hub was ten years ahead when the backup was put back: that does not hold it open for ten years. */
static void
test_again_clock_was_ahead (HearthKeptTest *fixture, gconstpointer data)
{
  gint64 now_s = fixture->now_s;

  make_old (fixture);
  hearth_clock_set (now_s + 3650 * (gint64)HEARTH_KEPT_DAY_S);
  restore (fixture);
  assert_open (fixture, now_s, TRUE);
  assert_open (fixture, now_s + 14 * HEARTH_KEPT_DAY_S, TRUE);
  assert_open (fixture, now_s + 16 * HEARTH_KEPT_DAY_S, FALSE);
}

/* Its battery was dead then, and is now and again: it is open for those 14 days by the true time. */
static void
test_again_clock_was_dead (HearthKeptTest *fixture, gconstpointer data)
{
  gint64 now_s = fixture->now_s;

  make_old (fixture);
  hearth_clock_set (1000 * HEARTH_KEPT_DAY_S);
  restore (fixture);
  assert_open (fixture, 1000 * HEARTH_KEPT_DAY_S, TRUE);
  assert_open (fixture, now_s + 13 * HEARTH_KEPT_DAY_S, TRUE);
  assert_open (fixture, 1000 * HEARTH_KEPT_DAY_S, TRUE);
  assert_open (fixture, now_s + 14 * HEARTH_KEPT_DAY_S, TRUE);
  assert_open (fixture, now_s + 16 * HEARTH_KEPT_DAY_S, FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                                                \
  g_test_add ("/kept/" name, HearthKeptTest, NULL, hearth_kept_test_set_up, test, hearth_kept_test_tear_down)
  ADD ("again", test_again);
  ADD ("again-people", test_again_people);
  ADD ("again-refused", test_again_refused);
  ADD ("again-is-the-same-request", test_again_is_the_same_request);
  ADD ("again-forged-id", test_again_forged_id);
  ADD ("again-settled", test_again_settled);
  ADD ("again-ends", test_again_ends);
  ADD ("again-clock-was-ahead", test_again_clock_was_ahead);
  ADD ("again-clock-was-dead", test_again_clock_was_dead);
  return g_test_run ();
}
