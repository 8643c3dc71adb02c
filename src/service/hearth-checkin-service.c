/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Check-in: somebody came. Correcting, leaving and the lists are in hearth-checkin-change.c and hearth-checkin-lists.c.
 * Functions of one unit of work, on its database thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-checkin-service.h"

#include "hearth-arrival-rules.h"
#include "hearth-checkin-private.h"
#include "hearth-day.h"
#include "hearth-error.h"
#include "hearth-person-store.h"
#include "hearth-text.h"
#include "hearth-visitor-store.h"

#define FUTURE_MAX_S 60                /* clocks of two PCs */
#define PAST_MAX_S (60 * 24 * 60 * 60) /* a paper list, or what a desk kept while the hub was away */
#define NEAR_PAST_S (3 * 24 * 60 * 60) /* longer than any "today" reaches back */

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, why);
  return FALSE;
}

/**
 * hearth_checkin_set_arrival:
 * @unit: a writing unit
 * @row: a visit
 * @arrived_at_s: when they came; 0: now
 * @error: return location
 *
 * Sets the instant and its local day. A visit of a day that is over and that nobody was checked out of is left, time
 * unknown, at once: it must not look as if they were here now.
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID if it lies in the future or too long ago
 */
gboolean
hearth_checkin_set_arrival (HearthUnit *unit, HearthVisitRow *row, gint64 arrived_at_s, GError **error)
{
  g_autofree char *today = hearth_day_of (unit->now_s, unit->zone);

  if (arrived_at_s == 0)
    arrived_at_s = unit->now_s;
  if (arrived_at_s > unit->now_s + FUTURE_MAX_S)
    return refuse (error, "arrival is in the future");
  if (arrived_at_s < unit->now_s - PAST_MAX_S)
    return refuse (error, "arrival is too long ago");

  row->arrived_at_s = arrived_at_s;
  g_free (row->visited_on);
  row->visited_on = hearth_day_of (arrived_at_s, unit->zone);
  if (hearth_visit_row_is_open (row) && g_strcmp0 (row->visited_on, today) < 0)
    hearth_set_str (&row->left_how, "unknown");
  return TRUE;
}

static void
set_ref (HearthVisitRow *row, const HearthReasonRef *reason)
{
  row->reason_id = reason->id;
  row->reason_version = reason->version;
}

/**
 * hearth_checkin_set_reason:
 * @unit: a unit
 * @row: a visit
 * @code: of a reason, also of one that was retired meanwhile: a desk may have kept it for a while
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID if there is no such reason
 */
gboolean
hearth_checkin_set_reason (HearthUnit *unit, HearthVisitRow *row, const char *code, GError **error)
{
  HearthReasonRef reason;

  if (!hearth_reason_store_find (unit->conn, code, &reason, error))
    return FALSE;
  if (reason.id == 0)
    return refuse (error, "no reason of this code");
  set_ref (row, &reason);
  return TRUE;
}

/* The reason that was said, or @otherwise, or the first of the vocabulary. */
static gboolean
choose_reason (
    HearthUnit *unit, HearthVisitRow *row, const HearthVisitOptions *options, const char *otherwise, GError **error)
{
  HearthReasonRef reason;

  if (options->reason)
    return hearth_checkin_set_reason (unit, row, options->reason, error);
  if (!hearth_reason_store_find_offered (unit->conn, otherwise, &reason, error))
    return FALSE;
  if (reason.id == 0)
    return refuse (error, "the center offers no reason");
  set_ref (row, &reason);
  return TRUE;
}

/**
 * hearth_checkin_follow_person:
 * @unit: a writing unit
 * @person: whose visits changed; 0 for none
 * @error: return location
 *
 * Keeps with the person, and in the search, when they were last here.
 *
 * Returns: whether it was written
 */
gboolean
hearth_checkin_follow_person (HearthUnit *unit, gint64 person, GError **error)
{
  gint64 last_visit_at_s;

  if (person == 0)
    return TRUE;
  if (!hearth_person_store_recompute_last_visit (unit->conn, person, &last_visit_at_s, error))
    return FALSE;
  hearth_unit_note_visit (unit, person, last_visit_at_s);
  return TRUE;
}

/* A new visit is kept, with everything that follows it. Returns it as people see it. */
static HearthVisit *
keep_visit (HearthUnit *unit, HearthVisitRow *row, const char *detail, GError **error)
{
  row->id = unit->row_id;
  row->recorded_at_s = unit->now_s;
  row->recorded_by_id = unit->caller.account_id;
  row->desk_id = unit->caller.desk_id;
  row->id = hearth_visit_store_insert (unit->conn, row, error);
  if (row->id == 0 || !hearth_checkin_follow_person (unit, row->person_id, error)
      || !hearth_unit_audit (unit, "check-in", "visit", row->id, detail, error))
    return NULL;
  hearth_unit_changed (unit, "visit", row->id);
  return hearth_visit_store_get (unit->conn, row->id, error);
}

/* What they usually come for: before this visit, which is none of it. */
typedef struct
{
  char *code; /* (owned): "" if there is no usual one */
  HearthReasonRef reason;
} Usual;

static void
usual_clear (Usual *self)
{
  g_clear_pointer (&self->code, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Usual, usual_clear)

/* What the desk may know now that this person was chosen. */
static HearthArrival *
arrival_of (HearthUnit *unit, gint64 visit, gint64 person, gint64 arrived_at_s, const Usual *usual, GError **error)
{
  g_auto (HearthVisitorDates) dates = { 0 };
  g_autofree char *today = hearth_day_of (unit->now_s, unit->zone);
  g_autofree char *day_before = NULL;

  if (!hearth_visitor_store_dates (unit->conn, person, &dates, error)
      || !hearth_visitor_store_day_before (unit->conn, person, visit, arrived_at_s, &day_before, error))
    return NULL;
  return g_object_new (HEARTH_TYPE_ARRIVAL, "visit-id", visit, "person-id", person, "last-visit-on", day_before,
                       "usual-reason", usual->code, "first-visit", *day_before == '\0', "chosen-date",
                       hearth_arrival_is_chosen_date (today, dates.recovery_date), "under-18",
                       hearth_arrival_is_under_18 (today, dates.birth_kind, dates.birth_date), NULL);
}

static gboolean
choose_usual_reason (
    HearthUnit *unit, HearthVisitRow *row, const HearthVisitOptions *options, const Usual *usual, GError **error)
{
  if (options->reason || usual->reason.id == 0)
    return choose_reason (unit, row, options, "drop-in", error);
  set_ref (row, &usual->reason);
  return TRUE;
}

/* Nobody is here twice: who comes today has left since the day they were forgotten on. */
static gboolean
end_forgotten (HearthUnit *unit, gint64 person, GError **error)
{
  g_autofree char *today = hearth_day_of (unit->now_s, unit->zone);
  g_autoptr (GArray) visits = NULL;

  if (!hearth_visitor_store_open_before (unit->conn, person, today, &visits, error))
    return FALSE;
  for (guint i = 0; i < visits->len; i++)
    {
      g_auto (HearthVisitRow) row = { 0 };

      if (!hearth_visit_store_get_row (unit->conn, g_array_index (visits, gint64, i), &row, error))
        return FALSE;
      hearth_set_str (&row.left_how, "unknown");
      if (!hearth_visit_store_update (unit->conn, &row, error)
          || !hearth_unit_audit (unit, "check-out", "visit", row.id, "forgotten", error))
        return FALSE;
      hearth_unit_changed (unit, "visit", row.id);
    }
  return TRUE;
}

/* The visit that a new one may repeat: who comes is here already; who stands on a paper list has a visit of that day, left
 * or not, because whoever wrote the list may have checked them in as well. */
static gboolean
find_earlier (HearthUnit *unit, const HearthVisitRow *row, gboolean late, gint64 *earlier, GError **error)
{
  g_autofree char *today = hearth_day_of (unit->now_s, unit->zone);

  *earlier = 0;
  if (late)
    return hearth_visitor_store_on_day (unit->conn, row->person_id, row->visited_on, row->arrived_at_s - NEAR_PAST_S,
                                        row->arrived_at_s + NEAR_PAST_S, earlier, error);
  if (!hearth_visit_row_is_open (row))
    return TRUE;
  return hearth_visitor_store_open_since (unit->conn, row->person_id, today, unit->now_s - NEAR_PAST_S, 0, earlier,
                                          error);
}

/* They are here: that visit is the answer. */
static gboolean
answer_already_here (
    HearthUnit *unit, gint64 earlier, char **outcome, HearthVisit **visit, HearthArrival **arrival, GError **error)
{
  g_autoptr (HearthVisit) found = hearth_visit_store_get (unit->conn, earlier, error);
  g_auto (Usual) usual = { 0 };
  gint64 person;

  if (found == NULL)
    return FALSE;
  person = hearth_visit_get_person_id (found);
  if (!hearth_visitor_store_usual_reason (unit->conn, person, earlier, &usual.code, &usual.reason, error))
    return FALSE;
  *arrival = arrival_of (unit, earlier, person, hearth_visit_get_arrived_at_s (found), &usual, error);
  if (*arrival == NULL)
    return FALSE;
  *visit = g_steal_pointer (&found);
  *outcome = g_strdup ("already-here");
  return TRUE;
}

/**
 * hearth_checkin_service_record:
 * @unit: a writing unit
 * @person: who came; the record that it was merged into stands for it
 * @options: (nullable): a{sv}: reason, arrived-at-s, again, children, late
 * @outcome: (out) (transfer full): "recorded" or "already-here"
 * @visit: (out) (transfer full): the visit, or the one they are here with
 * @arrival: (out) (transfer full): what the desk may know of them now
 * @error: return location
 *
 * Checks somebody in. Who is here already, today, is not checked in twice unless `again` is set; neither is, from a paper
 * list (`late`), who has a visit of that day. Errors: %HEARTH_ERROR_NOT_FOUND, %HEARTH_ERROR_INVALID.
 *
 * Returns: whether there is an outcome
 */
gboolean
hearth_checkin_service_record (HearthUnit *unit,
                               gint64 person,
                               GVariant *options,
                               char **outcome,
                               HearthVisit **visit,
                               HearthArrival **arrival,
                               GError **error)
{
  g_auto (HearthVisitOptions) said = { 0 };
  g_auto (HearthVisitRow) row = { .kind = g_strdup ("person"), .head_count = 1 };
  g_autoptr (HearthVisit) kept = NULL;
  g_auto (Usual) usual = { 0 };
  const char *detail;
  gint64 earlier = 0;

  *outcome = NULL;
  *visit = NULL;
  *arrival = NULL;
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_CHECKIN, error) || !hearth_visit_options_read (&said, options, error)
      || (row.person_id = hearth_person_store_resolve (unit->conn, person, error)) == 0
      || !hearth_checkin_set_arrival (unit, &row, said.arrived_at_s, error))
    return FALSE;
  if (!find_earlier (unit, &row, said.late, &earlier, error))
    return FALSE;
  if (earlier != 0 && !said.again)
    return answer_already_here (unit, earlier, outcome, visit, arrival, error);
  if (hearth_visit_row_is_open (&row) && !end_forgotten (unit, row.person_id, error))
    return FALSE;
  detail = earlier ? "again" : said.late ? "late" : "";
  row.children = MAX (said.children, 0);
  row.late = said.late;
  if (!hearth_visitor_store_usual_reason (unit->conn, row.person_id, 0, &usual.code, &usual.reason, error)
      || !choose_usual_reason (unit, &row, &said, &usual, error)
      || (kept = keep_visit (unit, &row, detail, error)) == NULL
      || (*arrival = arrival_of (unit, row.id, row.person_id, row.arrived_at_s, &usual, error)) == NULL)
    return FALSE;
  *visit = g_steal_pointer (&kept);
  *outcome = g_strdup ("recorded");
  return TRUE;
}

/**
 * hearth_checkin_service_record_guest:
 * @unit: a writing unit
 * @options: (nullable): a{sv}: new, name, reason, arrived-at-s, children, late
 * @error: return location
 *
 * Counts somebody without a record.
 *
 * Returns: (transfer full) (nullable): the visit
 */
HearthVisit *
hearth_checkin_service_record_guest (HearthUnit *unit, GVariant *options, GError **error)
{
  g_auto (HearthVisitOptions) said = { 0 };
  g_auto (HearthVisitRow) row = { .head_count = 1 };

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_CHECKIN, error) || !hearth_visit_options_read (&said, options, error))
    return NULL;
  row.kind = g_strdup (said.new_here ? "guest-new" : "guest-before");
  row.guest_name = g_steal_pointer (&said.name);
  row.children = MAX (said.children, 0);
  row.late = said.late;
  if (!hearth_checkin_set_arrival (unit, &row, said.arrived_at_s, error)
      || !choose_reason (unit, &row, &said, "drop-in", error))
    return NULL;
  return keep_visit (unit, &row, said.late ? "late" : "", error);
}

/**
 * hearth_checkin_service_record_group:
 * @unit: a writing unit
 * @count: how many people, 1 to 999
 * @label: at what
 * @options: (nullable): a{sv}: reason, arrived-at-s, late
 * @error: return location
 *
 * Counts people who came together. They are visits, never people who are here now: nobody checks a group out.
 *
 * Returns: (transfer full) (nullable): the visit
 */
HearthVisit *
hearth_checkin_service_record_group (
    HearthUnit *unit, guint count, const char *label, GVariant *options, GError **error)
{
  g_auto (HearthVisitOptions) said = { 0 };
  g_auto (HearthVisitRow) row = { .kind = g_strdup ("group"), .head_count = count };

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_CHECKIN, error) || !hearth_visit_options_read (&said, options, error)
      || (row.label = hearth_text_clean (label, HEARTH_TEXT_NAME_MAX, error)) == NULL)
    return NULL;
  if (count < 1 || count > 999)
    return refuse (error, "a group is 1 to 999 people"), NULL;
  row.late = said.late;
  if (!hearth_checkin_set_arrival (unit, &row, said.arrived_at_s, error)
      || !choose_reason (unit, &row, &said, "meeting", error))
    return NULL;
  return keep_visit (unit, &row, said.late ? "late" : "", error);
}
