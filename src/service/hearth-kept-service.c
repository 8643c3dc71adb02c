/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Check-ins that a desk kept while the hub was away, each made once: under the request of the first try, which may have
 * been done and only its answer lost. The desk says who was there; that is believed of those who had a shift there lately,
 * and they may do what they may do now. Functions of one unit of work, on the writer. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-kept-service.h"

#include "hearth-account-store.h"
#include "hearth-center-store.h"
#include "hearth-checkin-service.h"
#include "hearth-day.h"
#include "hearth-error.h"
#include "hearth-finder.h"
#include "hearth-house-store.h"
#include "hearth-kept-private.h"
#include "hearth-person-store.h"
#include "hearth-reason-store.h"
#include "hearth-request-service.h"
#include "hearth-shift-store.h"
#include "hearth-visit-store.h"
#include "hearth-visitor-store.h"

#define DAY_S (24 * 60 * 60)
#define KEPT_S (HEARTH_KEPT_DAYS * DAY_S)
#define NEAR_S (3 * DAY_S)
#define FOUND_MAX 20

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, why);
  return FALSE;
}

/*< private >
 * hearth_kept_act_for:
 * @unit: a unit of a desk
 * @account: who was there, as the desk says
 * @at_s: when
 * @otherwise: the error where they had no shift there
 * @as: (out): the same unit, of that account with what it may do now at that desk
 * @error: return location
 *
 * Returns: %FALSE with @otherwise unless they had a shift there within the 14 days before, with %HEARTH_ERROR_INVALID unless
 *   they still may sign in
 */
gboolean
hearth_kept_act_for (
    HearthUnit *unit, gint64 account, gint64 at_s, HearthError otherwise, HearthUnit *as, GError **error)
{
  g_autoptr (HearthAccount) who = NULL;
  g_autoptr (HearthCenter) center = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 desk = unit->caller.desk_id;
  HearthShift shift;

  *as = *unit;
  if (desk == 0)
    return refuse (error, "only a desk keeps");
  who = hearth_account_store_get (unit->conn, account, &failure);
  if (who == NULL && !g_error_matches (failure, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (who == NULL || hearth_account_get_disabled (who))
    return refuse (error, "this account may not sign in");
  if (!hearth_shift_store_get (unit->conn, account, desk, &shift, error))
    return FALSE;
  if (shift.begun_at_s == 0 || shift.begun_at_s < at_s - KEPT_S)
    {
      g_set_error_literal (error, HEARTH_ERROR, otherwise, "this account was not at this desk");
      return FALSE;
    }
  center = hearth_center_store_get (unit->conn, desk, 0, error);
  if (center == NULL)
    return FALSE;
  as->caller.account_id = account;
  as->caller.permissions = hearth_account_permissions_at (who, hearth_center_get_front_desk (center));
  return TRUE;
}

/*< private >
 * hearth_kept_reason_is_known:
 * @code: of a reason, or ""
 * @known: (out): whether the vocabulary has it: a visit is not refused for a word that it has lost
 */
gboolean
hearth_kept_reason_is_known (HearthUnit *unit, const char *code, gboolean *known, GError **error)
{
  HearthReasonRef reason = { 0 };

  *known = FALSE;
  if (*code && !hearth_reason_store_find (unit->conn, code, &reason, error))
    return FALSE;
  *known = reason.id != 0;
  return TRUE;
}

/*< private >
 * hearth_kept_wish:
 * @kept: what is to be recorded
 * @settled: whether a person said what it was
 *
 * Returns: (transfer full): told from anything else that might come under the same request
 */
char *
hearth_kept_wish (HearthKept *kept, gboolean settled)
{
  g_autofree char *text
      = g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%s\n%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT
                         "\n%s\n%" G_GINT64_FORMAT,
                         hearth_kept_get_kind (kept), hearth_kept_get_person (kept), hearth_kept_get_name (kept),
                         hearth_kept_get_reason (kept), hearth_kept_get_children (kept), hearth_kept_get_count (kept),
                         hearth_kept_get_label (kept), hearth_kept_get_arrived_at_s (kept));
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strconcat (settled ? "Settle Replay " : "Replay ", digest, NULL);
}

/* Whether what was asked under this request may have been this entry. */
static gboolean
fits (const char *method, HearthKept *kept)
{
  static const struct
  {
    const char *method, *kind;
  } calls[] = { { "Record ", "person" }, { "RecordGuest ", "guest" }, { "RecordGroup ", "group" } };
  g_autofree char *wish = hearth_kept_wish (kept, FALSE);

  if (g_str_equal (method, wish) || g_str_has_prefix (method, "Settle "))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    if (g_str_has_prefix (method, calls[i].method))
      return g_str_has_prefix (hearth_kept_get_kind (kept), calls[i].kind);
  return FALSE;
}

/* The visit in an answer, as it is now. */
static HearthVisit *
visit_of_answer (HearthUnit *unit, GVariant *answer, GError **error)
{
  gsize n = g_variant_is_container (answer) ? g_variant_n_children (answer) : 0;

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (answer, i);

      if (g_variant_is_of_type (child, G_VARIANT_TYPE (HEARTH_VISIT_ROW)))
        {
          g_autoptr (HearthVisit) then = hearth_record_from_row (HEARTH_TYPE_VISIT, child);

          return hearth_visit_store_get (unit->conn, hearth_visit_get_id (then), error);
        }
    }
  refuse (error, "this request was another one");
  return NULL;
}

/* What came of this request before, if anything. */
static gboolean
recall (HearthUnit *as, HearthKept *kept, HearthVisit **visit, GError **error)
{
  g_autofree char *method = NULL;
  g_autoptr (GVariant) answer = NULL;

  *visit = NULL;
  if (!hearth_request_service_recall (as, hearth_kept_get_request (kept), &method, &answer, error))
    return FALSE;
  if (method == NULL)
    return TRUE;
  if (!fits (method, kept))
    return refuse (error, "this request was another one");
  *visit = visit_of_answer (as, answer, error);
  return *visit != NULL;
}

/* A desk whose clock ran ahead cannot have seen what has not happened yet. */
static gint64
arrival_of (HearthUnit *unit, HearthKept *kept)
{
  gint64 at_s = hearth_kept_get_arrived_at_s (kept);

  return at_s <= 0 || at_s > unit->now_s ? unit->now_s : at_s;
}

/* (transfer full): the options of a recording. A visit of a day that is over came late into the list. */
static GVariant *
options_of (HearthUnit *unit, HearthKept *kept, GError **error)
{
  const char *reason = hearth_kept_get_reason (kept), *kind = hearth_kept_get_kind (kept);
  gint64 arrived_at_s = arrival_of (unit, kept);
  g_autofree char *today = hearth_day_of (unit->now_s, unit->zone);
  g_autofree char *day = hearth_day_of (arrived_at_s, unit->zone);
  GVariantDict dict;
  gboolean known;

  if (!hearth_kept_reason_is_known (unit, reason, &known, error))
    return NULL;
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "arrived-at-s", "x", arrived_at_s);
  g_variant_dict_insert (&dict, "late", "b", g_strcmp0 (day, today) < 0);
  g_variant_dict_insert (&dict, "again", "b", TRUE); /* record_person() has looked */
  g_variant_dict_insert (&dict, "new", "b", g_str_equal (kind, "guest-new"));
  if (!g_str_equal (kind, "group"))
    g_variant_dict_insert (&dict, "children", "x", hearth_kept_get_children (kept));
  if (g_str_has_prefix (kind, "guest"))
    g_variant_dict_insert (&dict, "name", "s", hearth_kept_get_name (kept));
  if (known)
    g_variant_dict_insert (&dict, "reason", "s", reason);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* Whoever had a visit of that day which they had not left by then came once: another desk, or the same one twice. */
static HearthVisit *
record_person (HearthUnit *as, HearthKept *kept, gint64 person, GVariant *options, GError **error)
{
  gint64 standing = hearth_person_store_resolve (as->conn, person, error), earlier = 0;
  gint64 arrived_at_s = arrival_of (as, kept);
  g_autofree char *day = hearth_day_of (arrived_at_s, as->zone), *outcome = NULL;
  g_autoptr (HearthArrival) arrival = NULL;
  HearthVisit *visit = NULL;

  if (standing == 0 || !hearth_unit_need (as, HEARTH_PERMISSION_CHECKIN, error)
      || !hearth_visitor_store_at (as->conn, standing, day, arrived_at_s, NEAR_S, &earlier, error))
    return NULL;
  if (earlier != 0)
    return hearth_visit_store_get (as->conn, earlier, error);
  return hearth_checkin_service_record (as, standing, options, &outcome, &visit, &arrival, error) ? visit : NULL;
}

/* @person: of kind "person", or who was found or named since; 0: without a record. */
static HearthVisit *
record (HearthUnit *as, HearthKept *kept, gint64 person, GError **error)
{
  g_autoptr (GVariant) options = options_of (as, kept, error);
  gint64 heads = hearth_kept_get_count (kept);

  if (options == NULL)
    return NULL;
  if (person != 0)
    return record_person (as, kept, person, options, error);
  if (!g_str_equal (hearth_kept_get_kind (kept), "group"))
    return hearth_checkin_service_record_guest (as, options, error);
  if (heads < 1 || heads > 999)
    return refuse (error, "a group is 1 to 999 people"), NULL;
  return hearth_checkin_service_record_group (as, (guint)heads, hearth_kept_get_label (kept), options, error);
}

/* Says how it came about, and remembers the request. @owner: whose request it is. */
static gboolean
keep_answer (
    HearthUnit *as, HearthUnit *owner, HearthKept *kept, HearthVisit *visit, const char *settled, GError **error)
{
  gint64 id = hearth_visit_get_id (visit);
  g_autofree char *wish = hearth_kept_wish (kept, settled != NULL);

  return hearth_unit_audit (as, "kept", "visit", id, settled ? settled : "at the desk", error)
         && hearth_request_service_keep (owner, hearth_kept_get_request (kept), wish,
                                         g_variant_new ("(@" HEARTH_VISIT_ROW ")", hearth_record_to_row (visit)),
                                         error);
}

static gboolean
is_known_kind (HearthKept *kept)
{
  static const char *const kinds[] = { "person", "name", "guest-new", "guest-before", "group", NULL };

  return g_strv_contains (kinds, hearth_kept_get_kind (kept));
}

/* Whose name was typed: as Enter decides at the desk. */
static gboolean
find_typed (HearthUnit *as, const char *typed, gint64 *person, guint *matches, GError **error)
{
  g_autoptr (GPtrArray) found = hearth_finder_find (as, typed, FOUND_MAX, person, error);
  guint near = 0;

  *matches = 0;
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (hearth_candidate_get_match (found->pdata[i]), "typo"))
      near++;
    else
      (*matches)++;
  /* One fits, and others are too near to be sure. */
  if (*matches == 1)
    *matches += near;
  return TRUE;
}

/* Why an account that was not at the desk is not heard. After a restore that may be known no more, and is no fault of what was
 * kept: the desk goes on asking, and is heard when they have signed in there once more. */
static gboolean
why_not_there (HearthUnit *unit, HearthError *code, GError **error)
{
  gint64 restored_at_s;

  if (!hearth_house_store_restored_at_s (unit->conn, unit->now_s, &restored_at_s, error))
    return FALSE;
  *code = restored_at_s != 0 && unit->now_s <= restored_at_s + KEPT_S ? HEARTH_ERROR_FAILED : HEARTH_ERROR_INVALID;
  return TRUE;
}

/**
 * hearth_kept_service_replay:
 * @unit: a writing unit of a desk
 * @kept: what it kept
 * @outcome: (out): what came of it
 * @visit: (out) (nullable) (transfer full): the visit where it was recorded, now or before
 * @matches: (out): how many a typed name fits, where it was not
 * @error: return location
 *
 * The arrival is as it was kept, up to 14 days back. Who had not left a visit of that day by then is not recorded twice.
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID, %HEARTH_ERROR_DENIED or %HEARTH_ERROR_NOT_FOUND where a person must look
 */
gboolean
hearth_kept_service_replay (
    HearthUnit *unit, HearthKept *kept, HearthReplay *outcome, HearthVisit **visit, guint *matches, GError **error)
{
  gint64 at_s = arrival_of (unit, kept);
  gint64 person = hearth_kept_get_person (kept);
  HearthError not_there;
  HearthUnit as;

  *outcome = HEARTH_REPLAY_RECORDED;
  *visit = NULL;
  *matches = 0;
  if (!is_known_kind (kept))
    return refuse (error, "nothing of this kind is kept");
  if (!why_not_there (unit, &not_there, error)
      || !hearth_kept_act_for (unit, hearth_kept_get_account (kept), at_s, not_there, &as, error)
      || !recall (&as, kept, visit, error))
    return FALSE;
  if (*visit != NULL)
    return TRUE;
  if (at_s < unit->now_s - KEPT_S - DAY_S)
    return refuse (error, "kept too long ago");
  if (!hearth_unit_need (&as, HEARTH_PERMISSION_CHECKIN, error))
    return FALSE;
  if (g_str_equal (hearth_kept_get_kind (kept), "name"))
    {
      if (!find_typed (&as, hearth_kept_get_name (kept), &person, matches, error))
        return FALSE;
      if (person == 0)
        {
          *outcome = *matches == 0 ? HEARTH_REPLAY_NOBODY : HEARTH_REPLAY_SEVERAL;
          return TRUE;
        }
    }
  else if (!g_str_equal (hearth_kept_get_kind (kept), "person"))
    person = 0;
  else if (person == 0)
    return refuse (error, "nobody is named");
  *matches = 0;
  *visit = record (&as, kept, person, error);
  return *visit != NULL && keep_answer (&as, &as, kept, *visit, NULL, error);
}

/**
 * hearth_kept_service_settle:
 * @unit: a writing unit of whoever knows
 * @kept: what the desk kept
 * @person: who came; 0: nobody with a record, or the group as it was kept
 * @error: return location
 *
 * The visit is of whoever settles it; the audit says who kept it. Up to 60 days back.
 *
 * Returns: (transfer full) (nullable): the visit, also where the request was done before
 */
HearthVisit *
hearth_kept_service_settle (HearthUnit *unit, HearthKept *kept, gint64 person, GError **error)
{
  g_autofree char *detail
      = g_strdup_printf ("settled, kept by account %" G_GINT64_FORMAT, hearth_kept_get_account (kept));
  g_autoptr (HearthVisit) visit = NULL;
  HearthUnit owner = *unit;

  owner.caller.account_id = hearth_kept_get_account (kept);
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_CHECKIN, error))
    return NULL;
  if (!is_known_kind (kept) || (person != 0 && g_str_equal (hearth_kept_get_kind (kept), "group")))
    return refuse (error, "nothing of this kind can be settled so"), NULL;
  if (!recall (&owner, kept, &visit, error))
    return NULL;
  if (visit == NULL
      && ((visit = record (unit, kept, person, error)) == NULL
          || !keep_answer (unit, &owner, kept, visit, detail, error)))
    return NULL;
  return g_steal_pointer (&visit);
}
