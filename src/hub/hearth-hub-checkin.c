/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Checkin: what the hub does for each of its methods. Arguments in, one call of a service, answer out; the rules are the
 * service's. The functions run on database threads. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-verbs.h"

#include "hearth-checkin-service.h"
#include "hearth-error.h"
#include "hearth-finder.h"
#include "hearth-reason-service.h"

#define MAX_FOUND 20
#define MAX_VISITS 200
#define MAX_IDS 10000

static GVariant *
visit_answer (HearthVisit *visit)
{
  g_autoptr (HearthVisit) owned = visit;

  return owned ? g_variant_new ("(@" HEARTH_VISIT_ROW ")", hearth_record_to_row (owned)) : NULL;
}

static GVariant *
visits_answer (GPtrArray *visits)
{
  g_autoptr (GPtrArray) owned = visits;

  return owned ? g_variant_new ("(@a" HEARTH_VISIT_ROW ")", hearth_call_rows (HEARTH_VISIT_ROW, owned)) : NULL;
}

/* @ids: an ax */
static const gint64 *
get_ids (GVariant *ids, gsize max, gsize *n, GError **error)
{
  static const gint64 none = 0;
  const gint64 *values = g_variant_get_fixed_array (ids, n, sizeof *values);

  if (*n <= max)
    return values ? values : &none;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "more than %" G_GSIZE_FORMAT " ids", max);
  return NULL;
}

static GVariant *
work_find (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GPtrArray) candidates = NULL;
  const char *query;
  guint32 limit;
  gint64 alone = 0;

  g_variant_get (hearth_call_get_args (call), "(&su)", &query, &limit);
  candidates = hearth_finder_find (unit, query, MIN (limit, MAX_FOUND), &alone, error);
  if (candidates == NULL)
    return NULL;
  return g_variant_new ("(x@a" HEARTH_CANDIDATE_ROW ")", alone, hearth_call_rows (HEARTH_CANDIDATE_ROW, candidates));
}

static GVariant *
work_record (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GVariant) options = NULL;
  g_autofree char *outcome = NULL;
  g_autoptr (HearthVisit) visit = NULL;
  g_autoptr (HearthArrival) arrival = NULL;
  gint64 person;

  g_variant_get (hearth_call_get_args (call), "(&sx@a{sv})", NULL, &person, &options);
  if (!hearth_checkin_service_record (unit, person, options, &outcome, &visit, &arrival, error))
    return NULL;
  return g_variant_new ("(s@" HEARTH_VISIT_ROW "@a{sv})", outcome, hearth_record_to_row (visit),
                        hearth_record_to_variant (arrival));
}

static GVariant *
work_record_guest (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (hearth_call_get_args (call), 1);

  return visit_answer (hearth_checkin_service_record_guest (unit, options, error));
}

static GVariant *
work_record_group (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GVariant) options = NULL;
  const char *label;
  guint32 count;

  g_variant_get (hearth_call_get_args (call), "(&su&s@a{sv})", NULL, &count, &label, &options);
  return visit_answer (hearth_checkin_service_record_group (unit, count, label, options, error));
}

static GVariant *
work_change (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GVariant) changes = NULL;
  gint64 id, revision;

  g_variant_get (hearth_call_get_args (call), "(&sxx@a{sv})", NULL, &id, &revision, &changes);
  return visit_answer (hearth_checkin_service_change (unit, id, revision, changes, error));
}

static GVariant *
work_void (HearthCall *call, HearthUnit *unit, GError **error)
{
  gint64 id;

  g_variant_get (hearth_call_get_args (call), "(&sx)", NULL, &id);
  return visit_answer (hearth_checkin_service_void (unit, id, error));
}

static GVariant *
work_check_out (HearthCall *call, HearthUnit *unit, GError **error)
{
  gint64 id, at_s;

  g_variant_get (hearth_call_get_args (call), "(&sxx)", NULL, &id, &at_s);
  return visit_answer (hearth_checkin_service_check_out (unit, id, at_s, error));
}

static GVariant *
work_come_back (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GVariant) list = g_variant_get_child_value (hearth_call_get_args (call), 1);
  gsize n = 0;
  const gint64 *ids = get_ids (list, MAX_IDS, &n, error);

  if (ids == NULL || !hearth_checkin_service_come_back (unit, ids, n, error))
    return NULL;
  return g_variant_new ("()");
}

static GVariant *
work_close_day (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  const char *day;

  g_variant_get (hearth_call_get_args (call), "(&s&s)", NULL, &day);
  ids = hearth_checkin_service_close_day (unit, day, error);
  if (ids == NULL)
    return NULL;
  return g_variant_new ("(@ax)",
                        g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len, sizeof (gint64)));
}

static GVariant *
work_day (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GPtrArray) visits = NULL;
  g_autofree char *today = NULL;
  const char *day;

  g_variant_get (hearth_call_get_args (call), "(&s)", &day);
  visits = hearth_checkin_service_day (unit, day, &today, error);
  if (visits == NULL)
    return NULL;
  return g_variant_new ("(ts@a" HEARTH_VISIT_ROW ")", hearth_call_get_revision (call), today,
                        hearth_call_rows (HEARTH_VISIT_ROW, visits));
}

static GVariant *
work_visits (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GVariant) list = g_variant_get_child_value (hearth_call_get_args (call), 0);
  gsize n = 0;
  const gint64 *ids = get_ids (list, MAX_VISITS, &n, error);

  return ids ? visits_answer (hearth_checkin_service_visits (unit, ids, n, error)) : NULL;
}

static GVariant *
work_roll (HearthCall *call, HearthUnit *unit, GError **error)
{
  return visits_answer (hearth_checkin_service_roll (unit, error));
}

static GVariant *
work_reasons (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GListStore) reasons = hearth_reason_service_list (unit, error);

  return reasons ? g_variant_new ("(@aa{sv})", hearth_record_list_to_variant (G_LIST_MODEL (reasons))) : NULL;
}

static GVariant *
work_save_reasons (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GVariant) dicts = g_variant_get_child_value (hearth_call_get_args (call), 2);
  g_autoptr (GListStore) reasons = hearth_record_list_from_variant (HEARTH_TYPE_REASON, dicts, error);

  const char *known;

  g_variant_get_child (hearth_call_get_args (call), 1, "&s", &known);
  if (reasons == NULL || !hearth_reason_service_save (unit, known, G_LIST_MODEL (reasons), error))
    return NULL;
  return g_variant_new ("()");
}

const HearthVerb hearth_hub_checkin_verbs[] = {
  { "Find", HEARTH_VERB_READ, work_find, NULL },
  { "Record", HEARTH_VERB_REQUEST, work_record, NULL },
  { "RecordGuest", HEARTH_VERB_REQUEST, work_record_guest, NULL },
  { "RecordGroup", HEARTH_VERB_REQUEST, work_record_group, NULL },
  { "Change", HEARTH_VERB_REQUEST, work_change, NULL },
  { "Void", HEARTH_VERB_REQUEST, work_void, NULL },
  { "CheckOut", HEARTH_VERB_REQUEST, work_check_out, NULL },
  { "ComeBack", HEARTH_VERB_REQUEST, work_come_back, NULL },
  { "CloseDay", HEARTH_VERB_REQUEST, work_close_day, NULL },
  { "Day", HEARTH_VERB_READ, work_day, NULL },
  { "Visits", HEARTH_VERB_READ, work_visits, NULL },
  { "Roll", HEARTH_VERB_READ, work_roll, NULL },
  { "Reasons", HEARTH_VERB_READ, work_reasons, NULL },
  { "SaveReasons", HEARTH_VERB_REQUEST, work_save_reasons, NULL },
  { NULL, 0, NULL, NULL },
};
