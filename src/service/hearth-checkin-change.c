/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Check-in, afterwards: a visit is corrected, taken back, ended, or goes on. Functions of one unit of work, on its
 * database thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-checkin-private.h"
#include "hearth-checkin-service.h"
#include "hearth-day.h"
#include "hearth-error.h"
#include "hearth-text.h"
#include "hearth-visitor-store.h"

#define FUTURE_MAX_S 60
#define NEAR_S (3 * 24 * 60 * 60) /* how far apart two visits may begin of which one is not over */

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, why);
  return FALSE;
}

/* Reads a visit that may still change. */
static gboolean
get_standing (HearthUnit *unit, gint64 id, HearthVisitRow *row, GError **error)
{
  if (!hearth_visit_store_get_row (unit->conn, id, row, error))
    return FALSE;
  return row->voided_at_s == 0 || refuse (error, "the visit was taken back");
}

/* Writes what was done to @row and tells it. */
static HearthVisit *
keep_change (HearthUnit *unit, HearthVisitRow *row, const char *verb, const char *detail, GError **error)
{
  if (!hearth_visit_store_update (unit->conn, row, error) || !hearth_checkin_follow_person (unit, row->person_id, error)
      || !hearth_unit_audit (unit, verb, "visit", row->id, detail, error))
    return NULL;
  hearth_unit_changed (unit, "visit", row->id);
  return hearth_visit_store_get (unit->conn, row->id, error);
}

static void
add_word (GString *words, const char *word)
{
  g_string_append_printf (words, "%s%s", words->len ? " " : "", word);
}

static gboolean
change_reason (HearthUnit *unit, HearthVisitRow *row, const char *code, GString *fields, GError **error)
{
  gint64 before = row->reason_id, version = row->reason_version;

  if (!hearth_checkin_set_reason (unit, row, code, error))
    return FALSE;
  if (row->reason_id != before)
    add_word (fields, "reason");
  else
    row->reason_version = version; /* it was recorded with that meaning */
  return TRUE;
}

static gboolean
change_arrival (HearthUnit *unit, HearthVisitRow *row, gint64 arrived_at_s, GString *fields, GError **error)
{
  if (arrived_at_s == row->arrived_at_s)
    return TRUE;
  if (arrived_at_s <= 0)
    return refuse (error, "arrival is no instant");
  if (row->left_at_s != 0 && arrived_at_s > row->left_at_s)
    return refuse (error, "arrival is after leaving");
  add_word (fields, "arrived-at-s");
  return hearth_checkin_set_arrival (unit, row, arrived_at_s, error);
}

/* Texts and counts, each where its kind of visit has one. */
static gboolean
change_rest (HearthVisitRow *row, const HearthVisitOptions *said, GString *fields, GError **error)
{
  gboolean group = g_str_equal (row->kind, "group"), guest = g_str_has_prefix (row->kind, "guest");

  if ((said->children >= 0 && group) || ((said->label || said->head_count >= 0) && !group) || (said->name && !guest))
    return refuse (error, "this kind of visit has no such field");
  if (said->children >= 0 && said->children != row->children)
    {
      row->children = said->children;
      add_word (fields, "children");
    }
  if (said->head_count >= 0 && said->head_count != row->head_count)
    {
      row->head_count = said->head_count;
      add_word (fields, "head-count");
    }
  if (said->label && hearth_set_str (&row->label, said->label))
    add_word (fields, "label");
  if (said->name && hearth_set_str (&row->guest_name, said->name))
    add_word (fields, "name");
  return TRUE;
}

/**
 * hearth_checkin_service_change:
 * @unit: a writing unit
 * @id: a visit
 * @revision: of the visit as the caller knows it
 * @changes: a{sv}: reason, arrived-at-s, children, label, head-count, name
 * @error: return location
 *
 * Corrects a visit. The audit names the fields, never what stood in them.
 *
 * Returns: (transfer full) (nullable): the visit as it is now; %NULL with %HEARTH_ERROR_CONFLICT if it changed meanwhile,
 *   %HEARTH_ERROR_INVALID if it was taken back or cannot be so
 */
HearthVisit *
hearth_checkin_service_change (HearthUnit *unit, gint64 id, gint64 revision, GVariant *changes, GError **error)
{
  g_auto (HearthVisitOptions) said = { 0 };
  g_auto (HearthVisitRow) row = { 0 };
  g_autoptr (GString) fields = g_string_new (NULL);
  g_autoptr (GVariant) arrival = NULL;

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_CHECKIN, error) || !hearth_visit_options_read (&said, changes, error)
      || !hearth_visit_store_get_row (unit->conn, id, &row, error))
    return NULL;
  if (row.revision != revision)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "visit %" G_GINT64_FORMAT " changed meanwhile", id);
      return NULL;
    }
  if (row.voided_at_s != 0)
    return refuse (error, "the visit was taken back"), NULL;

  arrival = changes ? g_variant_lookup_value (changes, "arrived-at-s", NULL) : NULL;
  if ((said.reason && !change_reason (unit, &row, said.reason, fields, error))
      || (arrival && !change_arrival (unit, &row, said.arrived_at_s, fields, error))
      || !change_rest (&row, &said, fields, error))
    return NULL;
  if (fields->len == 0)
    return hearth_visit_store_get (unit->conn, id, error);
  return keep_change (unit, &row, "change", fields->str, error);
}

/**
 * hearth_checkin_service_void:
 * @unit: a writing unit
 * @id: a visit
 * @error: return location
 *
 * Takes a check-in back: it is kept, marked, and counts nowhere. Twice is no error.
 *
 * Returns: (transfer full) (nullable): the visit
 */
HearthVisit *
hearth_checkin_service_void (HearthUnit *unit, gint64 id, GError **error)
{
  g_auto (HearthVisitRow) row = { 0 };

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_CHECKIN, error)
      || !hearth_visit_store_get_row (unit->conn, id, &row, error))
    return NULL;
  if (row.voided_at_s != 0)
    return hearth_visit_store_get (unit->conn, id, error);
  row.voided_at_s = unit->now_s;
  return keep_change (unit, &row, "take-back", "", error);
}

/**
 * hearth_checkin_service_check_out:
 * @unit: a writing unit
 * @id: a visit
 * @at_s: when they left; 0: now
 * @error: return location
 *
 * Without an instant, somebody who has left already stays so; with one, it is corrected.
 *
 * Returns: (transfer full) (nullable): the visit; %NULL with %HEARTH_ERROR_INVALID for an instant before the arrival or in
 *   the future, for a group, and for a visit that was taken back
 */
HearthVisit *
hearth_checkin_service_check_out (HearthUnit *unit, gint64 id, gint64 at_s, GError **error)
{
  g_auto (HearthVisitRow) row = { 0 };

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_CHECKIN, error) || !get_standing (unit, id, &row, error))
    return NULL;
  if (g_str_equal (row.kind, "group"))
    return refuse (error, "a group is not checked out"), NULL;
  if (g_strcmp0 (row.left_how, "left") == 0 && (at_s == 0 || at_s == row.left_at_s))
    return hearth_visit_store_get (unit->conn, id, error);
  /* A clock that was set back must not keep anybody from leaving. */
  if (at_s == 0)
    at_s = MAX (unit->now_s, row.arrived_at_s);
  else if (at_s < row.arrived_at_s || at_s > unit->now_s + FUTURE_MAX_S)
    return refuse (error, "leaving is before the arrival or in the future"), NULL;
  row.left_at_s = at_s;
  hearth_set_str (&row.left_how, "left");
  return keep_change (unit, &row, "check-out", "", error);
}

/* One visit counts as here again. Passed over: what was taken back, a group, and who is here with another visit. */
static gboolean
come_back_one (HearthUnit *unit, gint64 id, GError **error)
{
  g_auto (HearthVisitRow) row = { 0 };
  gint64 other = 0;

  if (!hearth_visit_store_get_row (unit->conn, id, &row, error))
    return FALSE;
  if (row.voided_at_s != 0 || g_str_equal (row.kind, "group") || hearth_visit_row_is_open (&row))
    return TRUE;
  if (row.person_id != 0
      && !hearth_visitor_store_open_since (unit->conn, row.person_id, "", row.arrived_at_s - NEAR_S, id, &other, error))
    return FALSE;
  if (other != 0)
    return TRUE;
  row.left_at_s = 0;
  hearth_set_str (&row.left_how, "");

  g_autoptr (HearthVisit) visit = keep_change (unit, &row, "come-back", "", error);

  return visit != NULL;
}

/**
 * hearth_checkin_service_come_back:
 * @unit: a writing unit
 * @ids: (array length=n_ids): visits
 * @n_ids: how many
 * @error: return location
 *
 * Takes check-outs back, one or those of a closed day. Who has been checked in again meanwhile is here already and is
 * passed over, as is a visit that was taken back.
 *
 * Returns: %FALSE with %HEARTH_ERROR_NOT_FOUND if one of them is not there
 */
gboolean
hearth_checkin_service_come_back (HearthUnit *unit, const gint64 *ids, gsize n_ids, GError **error)
{
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_CHECKIN, error))
    return FALSE;
  for (gsize i = 0; i < n_ids; i++)
    if (!come_back_one (unit, ids[i], error))
      return FALSE;
  return TRUE;
}

/**
 * hearth_checkin_service_close_day:
 * @unit: a writing unit
 * @day: a day; "" for today
 * @error: return location
 *
 * Everybody who is still here up to and including @day has left, time unknown. One line of the audit says so for all.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): which visits
 */
GArray *
hearth_checkin_service_close_day (HearthUnit *unit, const char *day, GError **error)
{
  g_autofree char *until = *day ? g_strdup (day) : hearth_day_of (unit->now_s, unit->zone);
  g_autofree char *detail = NULL;
  g_autoptr (GArray) ids = NULL;

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_CHECKIN, error))
    return NULL;
  if (!hearth_day_is_valid (until))
    return refuse (error, "not a day"), NULL;
  if (!hearth_visit_store_list_open (unit->conn, until, &ids, error))
    return NULL;
  if (ids->len == 0)
    return g_steal_pointer (&ids);
  detail = g_strdup_printf ("%s %u", until, ids->len);
  if (!hearth_visit_store_close_until (unit->conn, until, error)
      || !hearth_unit_audit (unit, "close", "day", 0, detail, error))
    return NULL;
  hearth_unit_changed (unit, "day", 0);
  return g_steal_pointer (&ids);
}
