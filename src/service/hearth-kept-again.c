/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* After the center was restored from an older backup: a write that a desk was given an answer for is made again, by the
 * verb's own service, as the account that made it, at the time it had, and where it made a row, under the id that row had:
 * what was written after it names that id. A request that the backup has was done. Functions of one unit of work, on the
 * writer. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-kept-service.h"

#include <string.h>

#include "hearth-checkin-service.h"
#include "hearth-error.h"
#include "hearth-house-store.h"
#include "hearth-kept-private.h"
#include "hearth-people-service.h"
#include "hearth-person-store.h"
#include "hearth-request-service.h"
#include "hearth-text.h"
#include "hearth-visit-store.h"

#define DAY_S (24 * 60 * 60)
#define PART_MAX (256 * 1024)

/* One write on its way. */
typedef struct
{
  HearthUnit *as;
  GVariant *args, *answer; /* (owned): of the types in the table below */
  gboolean there;          /* what it made is in the backup */
} Again;

static void
again_clear (Again *self)
{
  g_clear_pointer (&self->args, g_variant_unref);
  g_clear_pointer (&self->answer, g_variant_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Again, again_clear)

static gboolean
refuse (GError **error, HearthError code, const char *why)
{
  g_set_error_literal (error, HEARTH_ERROR, code, why);
  return FALSE;
}

/* An id that this center never gave is none that a row of it had. */
static gboolean
check_given (Again *self, const char *kind, gint64 id, GError **error)
{
  gboolean given;

  return hearth_house_store_was_given (self->as->conn, kind, id, &given, error)
         && (given || refuse (error, HEARTH_ERROR_INVALID, "no row of this center had this id"));
}

/* Another row must not have the id; where it is the same row the write is there. */
static gboolean
check_visit_id (Again *self, HearthVisit *visit, GError **error)
{
  gint64 id = hearth_visit_get_id (visit);
  g_autoptr (GPtrArray) rows = NULL;
  HearthVisit *found;

  if (!check_given (self, "visit", id, error))
    return FALSE;
  rows = hearth_visit_store_some (self->as->conn, &id, 1, error);
  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    return TRUE;
  found = rows->pdata[0];
  if (!g_str_equal (hearth_visit_get_kind (found), hearth_visit_get_kind (visit))
      || hearth_visit_get_person_id (found) != hearth_visit_get_person_id (visit))
    return refuse (error, HEARTH_ERROR_CONFLICT, "another visit has this id");
  self->there = TRUE;
  return TRUE;
}

static GVariant *
options_of (Again *self, HearthVisit *visit, GError **error)
{
  const char *reason = hearth_visit_get_reason (visit), *kind = hearth_visit_get_kind (visit);
  GVariantDict dict;
  gboolean known;

  if (!hearth_kept_reason_is_known (self->as, reason, &known, error))
    return NULL;
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "arrived-at-s", "x", hearth_visit_get_arrived_at_s (visit));
  g_variant_dict_insert (&dict, "late", "b", hearth_visit_get_late (visit));
  g_variant_dict_insert (&dict, "again", "b", TRUE);
  g_variant_dict_insert (&dict, "new", "b", g_str_equal (kind, "guest-new"));
  if (!g_str_equal (kind, "group"))
    g_variant_dict_insert (&dict, "children", "x", hearth_visit_get_children (visit));
  if (g_str_has_prefix (kind, "guest"))
    g_variant_dict_insert (&dict, "name", "s", hearth_visit_get_name (visit));
  if (known)
    g_variant_dict_insert (&dict, "reason", "s", reason);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* The visit as the desk was told it, under its own id. */
static gboolean
make_visit (Again *self, GVariant *row, GError **error)
{
  g_autoptr (HearthVisit) visit = hearth_record_from_row (HEARTH_TYPE_VISIT, row);
  g_autoptr (GVariant) options = NULL;
  g_autoptr (HearthVisit) made = NULL;
  g_autoptr (HearthArrival) arrival = NULL;
  g_autofree char *outcome = NULL;
  const char *kind = hearth_visit_get_kind (visit);
  gint64 heads = hearth_visit_get_head_count (visit);

  if (!check_visit_id (self, visit, error))
    return FALSE;
  if (self->there)
    return TRUE;
  options = options_of (self, visit, error);
  if (options == NULL)
    return FALSE;
  self->as->row_id = hearth_visit_get_id (visit);
  if (g_str_equal (kind, "person"))
    return hearth_checkin_service_record (self->as, hearth_visit_get_person_id (visit), options, &outcome, &made,
                                          &arrival, error);
  if (g_str_has_prefix (kind, "guest"))
    made = hearth_checkin_service_record_guest (self->as, options, error);
  else if (heads < 1 || heads > 999)
    return refuse (error, HEARTH_ERROR_INVALID, "a group is 1 to 999 people");
  else
    made = hearth_checkin_service_record_group (self->as, (guint)heads, hearth_visit_get_label (visit), options, error);
  return made != NULL;
}

/* Record, RecordGuest, RecordGroup, and what was kept: all made a visit. */
static gboolean
again_visit (Again *self, GError **error)
{
  gsize n = g_variant_n_children (self->answer);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (self->answer, i);

      if (g_variant_is_of_type (child, G_VARIANT_TYPE (HEARTH_VISIT_ROW)))
        return make_visit (self, child, error);
    }
  return refuse (error, HEARTH_ERROR_INVALID, "no visit was answered");
}

/* A change goes onto the revision that it was made of. One that is not there yet may come from another desk. */
static gboolean
check_revision (gint64 now, gint64 then, GError **error)
{
  if (now < then)
    return refuse (error, HEARTH_ERROR_NOT_FOUND, "what it changes is not there yet");
  if (now > then)
    return refuse (error, HEARTH_ERROR_CONFLICT, "it has changed since");
  return TRUE;
}

static gboolean
again_change (Again *self, GError **error)
{
  g_autoptr (GVariant) changes = NULL;
  g_autoptr (HearthVisit) before = NULL;
  g_autoptr (HearthVisit) after = NULL;
  gint64 id, revision;

  g_variant_get (self->args, "(&sxx@a{sv})", NULL, &id, &revision, &changes);
  before = hearth_visit_store_get (self->as->conn, id, error);
  if (before == NULL || !check_revision (hearth_visit_get_revision (before), revision, error))
    return FALSE;
  after = hearth_checkin_service_change (self->as, id, revision, changes, error);
  return after != NULL;
}

static gboolean
again_void (Again *self, GError **error)
{
  g_autoptr (HearthVisit) visit = NULL;
  gint64 id;

  g_variant_get (self->args, "(&sx)", NULL, &id);
  visit = hearth_checkin_service_void (self->as, id, error);
  return visit != NULL;
}

static gboolean
again_check_out (Again *self, GError **error)
{
  g_autoptr (GVariant) row = g_variant_get_child_value (self->answer, 0);
  g_autoptr (HearthVisit) then = hearth_record_from_row (HEARTH_TYPE_VISIT, row);
  g_autoptr (HearthVisit) visit = NULL;
  gint64 id, at_s;

  g_variant_get (self->args, "(&sxx)", NULL, &id, &at_s);
  visit = hearth_checkin_service_check_out (self->as, id, at_s ? at_s : hearth_visit_get_left_at_s (then), error);
  return visit != NULL;
}

static gboolean
again_come_back (Again *self, GError **error)
{
  g_autoptr (GVariant) list = g_variant_get_child_value (self->args, 1);
  gsize n;
  const gint64 *ids = g_variant_get_fixed_array (list, &n, sizeof *ids);

  return n == 0 || hearth_checkin_service_come_back (self->as, ids, n, error);
}

/* Those who were closed then, not whoever is here now. */
static gboolean
again_close_day (Again *self, GError **error)
{
  g_autoptr (GVariant) list = g_variant_get_child_value (self->answer, 0);
  gsize n;
  const gint64 *ids = g_variant_get_fixed_array (list, &n, sizeof *ids);

  if (!hearth_unit_need (self->as, HEARTH_PERMISSION_CHECKIN, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      g_auto (HearthVisitRow) row = { 0 };

      if (!hearth_visit_store_get_row (self->as->conn, ids[i], &row, error))
        return FALSE;
      if (row.voided_at_s != 0 || !hearth_visit_row_is_open (&row))
        continue;
      hearth_set_str (&row.left_how, "unknown");
      if (!hearth_visit_store_update (self->as->conn, &row, error)
          || !hearth_unit_audit (self->as, "check-out", "visit", row.id, "day closed", error))
        return FALSE;
      hearth_unit_changed (self->as, "visit", row.id);
    }
  return TRUE;
}

static gboolean
again_register (Again *self, GError **error)
{
  g_autoptr (GVariant) dict = g_variant_get_child_value (self->args, 1);
  g_autoptr (HearthPerson) person = hearth_record_from_variant (HEARTH_TYPE_PERSON, dict, error);
  g_autoptr (GError) failure = NULL;
  g_autofree char *outcome = NULL;
  HearthPersonState state;
  guint similar;
  gint64 id;

  if (person == NULL)
    return FALSE;
  g_variant_get_child (self->answer, 1, "x", &id);
  if (!check_given (self, "person", id, error))
    return FALSE;
  if (hearth_person_store_state (self->as->conn, id, &state, &failure))
    return refuse (error, HEARTH_ERROR_CONFLICT, "another record has this id");
  if (!g_error_matches (failure, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  self->as->row_id = id;
  return hearth_people_service_register (self->as, person, TRUE, &outcome, &id, &similar, error);
}

static gboolean
again_update (Again *self, GError **error)
{
  g_autoptr (GVariant) changes = NULL;
  HearthPersonState state;
  gint64 id, revision, new_revision;

  g_variant_get (self->args, "(&sxx@a{sv})", NULL, &id, &revision, &changes);
  return hearth_person_store_state (self->as->conn, id, &state, error)
         && check_revision (state.revision, revision, error)
         && hearth_people_service_update (self->as, id, revision, changes, &new_revision, error);
}

static gboolean
again_new_card (Again *self, GError **error)
{
  const char *code;
  gint64 id;

  g_variant_get (self->args, "(&sx)", NULL, &id);
  g_variant_get_child (self->answer, 0, "&s", &code);
  return hearth_people_service_take_card (self->as, id, code, error);
}

/* What a desk offers again. */
static const struct
{
  const char *noun, *method, *args, *answer;
  gboolean (*make) (Again *self, GError **error);
} verbs[] = {
  { "Checkin", "Record", "(sxa{sv})", "(s" HEARTH_VISIT_ROW "a{sv})", again_visit },
  { "Checkin", "RecordGuest", "(sa{sv})", "(" HEARTH_VISIT_ROW ")", again_visit },
  { "Checkin", "RecordGroup", "(susa{sv})", "(" HEARTH_VISIT_ROW ")", again_visit },
  { "Kept", "Replay", "(sa{sv})", "(s" HEARTH_VISIT_ROW "u)", again_visit },
  { "Kept", "Settle", "(sa{sv}x)", "(" HEARTH_VISIT_ROW ")", again_visit },
  { "Checkin", "Change", "(sxxa{sv})", "(" HEARTH_VISIT_ROW ")", again_change },
  { "Checkin", "Void", "(sx)", "(" HEARTH_VISIT_ROW ")", again_void },
  { "Checkin", "CheckOut", "(sxx)", "(" HEARTH_VISIT_ROW ")", again_check_out },
  { "Checkin", "ComeBack", "(sax)", "()", again_come_back },
  { "Checkin", "CloseDay", "(ss)", "(ax)", again_close_day },
  { "People", "Register", "(sa{sv}b)", "(sxu)", again_register },
  { "People", "Update", "(sxxa{sv})", "(x)", again_update },
  { "People", "NewCard", "(sx)", "(s)", again_new_card },
};

/* @text: base64 of a variant of @type, little-endian. */
static GVariant *
read_part (const char *text, const char *type, GError **error)
{
  gsize size = 0;
  guchar *data = strlen (text) <= PART_MAX ? g_base64_decode (text, &size) : NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, size);
  g_autoptr (GVariant) raw = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), bytes, FALSE));

  if (data == NULL || size == 0)
    return refuse (error, HEARTH_ERROR_INVALID, "nothing was written"), NULL;
#if G_BYTE_ORDER == G_BIG_ENDIAN
  return g_variant_byteswap (raw);
#else
  return g_variant_get_normal_form (raw);
#endif
}

/* Whose the request is: what was kept is settled under the request of whoever kept it. */
static gboolean
find_owner (HearthWritten *written, gint64 *owner, GError **error)
{
  g_autoptr (GVariant) args = NULL;
  g_autoptr (GVariant) kept = NULL;

  *owner = hearth_written_get_account (written);
  if (!g_str_equal (hearth_written_get_noun (written), "Kept")
      || !g_str_equal (hearth_written_get_method (written), "Settle"))
    return TRUE;
  args = read_part (hearth_written_get_args (written), "(sa{sv}x)", error);
  if (args == NULL)
    return FALSE;
  kept = g_variant_get_child_value (args, 1);
  g_variant_lookup (kept, "account", "x", owner);
  return TRUE;
}

/* Under what the request was kept the first time: whoever asks once more, in whichever way, is answered as then. (transfer
 * full) (nullable) */
static char *
wish_of (const char *noun, const char *method, GVariant *args, GError **error)
{
  g_autoptr (GVariant) dict = NULL;
  g_autoptr (HearthKept) kept = NULL;

  if (!g_str_equal (noun, "Kept"))
    return hearth_request_service_wish (method, args);
  dict = g_variant_get_child_value (args, 1);
  kept = hearth_record_from_variant (HEARTH_TYPE_KEPT, dict, error);
  return kept ? hearth_kept_wish (kept, g_str_equal (method, "Settle")) : NULL;
}

/* Whether what was done under the request (@found: its wish) may be this: a check-in may have been asked for in several ways,
 * everything else in one. */
static gboolean
is_this (const char *found, const char *method)
{
  static const char *const of_visits[] = { "Record", "RecordGuest", "RecordGroup", "Replay", "Settle", NULL };
  g_autofree char *then = g_strndup (found, strcspn (found, " "));

  return g_str_equal (then, method) || (g_strv_contains (of_visits, then) && g_strv_contains (of_visits, method));
}

static gboolean
make_again (HearthUnit *as, HearthUnit *owner, HearthWritten *written, gboolean *there, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].noun, hearth_written_get_noun (written))
        && g_str_equal (verbs[i].method, hearth_written_get_method (written)))
      {
        g_auto (Again) again = { .as = as };
        g_autofree char *wish = NULL;
        const char *request;

        again.args = read_part (hearth_written_get_args (written), verbs[i].args, error);
        if (again.args == NULL)
          return FALSE;
        /* An empty answer is the one of ComeBack. */
        again.answer = g_str_equal (verbs[i].answer, "()")
                           ? g_variant_ref_sink (g_variant_new ("()"))
                           : read_part (hearth_written_get_answer (written), verbs[i].answer, error);
        if (again.answer == NULL)
          return FALSE;
        g_variant_get_child (again.args, 0, "&s", &request);
        if (g_ascii_strcasecmp (request, hearth_written_get_request (written)) != 0)
          return refuse (error, HEARTH_ERROR_INVALID, "this request was another one");
        wish = wish_of (verbs[i].noun, verbs[i].method, again.args, error);
        if (wish == NULL || !verbs[i].make (&again, error))
          return FALSE;
        *there = again.there;
        return again.there || hearth_request_service_keep (owner, request, wish, again.answer, error);
      }
  return refuse (error, HEARTH_ERROR_INVALID, "this is not made again");
}

/* Only while something of before the restore can still come: else a desk at which nobody is signed in could change what it
 * likes in the name of who was there lately. */
static gboolean
check_needed (HearthUnit *unit, GError **error)
{
  gint64 restored_at_s;

  if (!hearth_house_store_restored_at_s (unit->conn, unit->now_s, &restored_at_s, error))
    return FALSE;
  if (restored_at_s == 0)
    return refuse (error, HEARTH_ERROR_INVALID, "this center was never restored");
  return unit->now_s <= restored_at_s + (HEARTH_KEPT_DAYS + 1) * DAY_S
         || refuse (error, HEARTH_ERROR_INVALID, "this center was restored too long ago");
}

/**
 * hearth_kept_service_again:
 * @unit: a writing unit of a desk
 * @written: what it was given an answer for
 * @there: (out): whether the center has it already
 * @error: return location
 *
 * Returns: whether it is done or there; %HEARTH_ERROR_NOT_FOUND: what it stands on may come later; %HEARTH_ERROR_INVALID,
 *   %HEARTH_ERROR_DENIED, %HEARTH_ERROR_CONFLICT: it cannot be made again
 */
gboolean
hearth_kept_service_again (HearthUnit *unit, HearthWritten *written, gboolean *there, GError **error)
{
  gint64 then_s = hearth_written_get_answered_at_s (written), now_s = unit->now_s;
  g_autofree char *method = NULL, *detail = NULL;
  g_autoptr (GVariant) answer = NULL;
  HearthUnit as, owner;

  *there = FALSE;
  if (then_s < now_s - (HEARTH_KEPT_DAYS + 1) * DAY_S)
    return refuse (error, HEARTH_ERROR_INVALID, "written too long ago");
  then_s = MIN (then_s, now_s);
  owner = *unit;
  if (!find_owner (written, &owner.caller.account_id, error)
      || !hearth_request_service_recall (&owner, hearth_written_get_request (written), &method, &answer, error))
    return FALSE;
  /* Also of somebody who may not sign in any more. */
  if (method != NULL)
    {
      if (!is_this (method, hearth_written_get_method (written)))
        return refuse (error, HEARTH_ERROR_INVALID, "this request was another one");
      *there = TRUE;
      return TRUE;
    }
  if (!check_needed (unit, error))
    return FALSE;
  /* Of whom the backup knows no shift here: they may sign in here again, and then it counts. */
  if (!hearth_kept_act_for (unit, hearth_written_get_account (written), then_s, HEARTH_ERROR_NOT_FOUND, &as, error))
    return FALSE;
  as.now_s = owner.now_s = then_s;
  if (!make_again (&as, &owner, written, there, error) || *there)
    return *there;
  detail = g_strdup_printf ("%s.%s", hearth_written_get_noun (written), hearth_written_get_method (written));
  as.now_s = now_s;
  return hearth_unit_audit (&as, "again", "request", 0, detail, error);
}
