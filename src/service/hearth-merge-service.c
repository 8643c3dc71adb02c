/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Merging two records of one person, and taking a merge apart. Nothing is thrown away: both records are kept as they were,
 * beside the merge. Merges of one record come apart in the opposite order. On the thread of the unit. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-merge-service.h"

#include "hearth-day.h"
#include "hearth-error.h"
#include "hearth-merge-fields.h"
#include "hearth-merge-store.h"
#include "hearth-person-rules.h"
#include "hearth-person-store.h"
#include "hearth-text.h"
#include "hearth-twin-store.h"

/* A record as the caller may see it, its opening logged. */
static HearthPerson *
open_record (HearthUnit *unit, gint64 id, guint *visits, GError **error)
{
  g_autoptr (HearthPerson) person = hearth_person_store_get (unit->conn, id, error);
  gint64 n_visits = person ? hearth_person_store_count_visits (unit->conn, id, error) : -1;

  if (n_visits < 0 || !hearth_unit_audit_once (unit, "opened", "person", id, "compared", error))
    return NULL;
  *visits = (guint)n_visits;
  if (hearth_unit_may (unit, HEARTH_PERMISSION_CONTACT_PEOPLE))
    return g_steal_pointer (&person);
  return hearth_person_rules_hide_contact (person);
}

/**
 * hearth_merge_service_compare:
 * @unit: a unit; a writing one unless it is logged: that both were opened is in the audit
 * @a: a person
 * @b: another
 * @person_a: (out) (transfer full): the record of @a
 * @visits_a: (out): how many visits of @a count
 * @person_b: (out) (transfer full): the record of @b
 * @visits_b: (out): how many visits of @b count
 * @error: return location
 *
 * Records that became part of others give those.
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID if both are one record
 */
gboolean
hearth_merge_service_compare (HearthUnit *unit,
                              gint64 a,
                              gint64 b,
                              HearthPerson **person_a,
                              guint *visits_a,
                              HearthPerson **person_b,
                              guint *visits_b,
                              GError **error)
{
  gint64 standing_a = hearth_unit_need (unit, HEARTH_PERMISSION_MERGE_PEOPLE, error)
                          ? hearth_person_store_resolve (unit->conn, a, error)
                          : 0;
  gint64 standing_b = standing_a ? hearth_person_store_resolve (unit->conn, b, error) : 0;
  g_autoptr (HearthPerson) first = NULL;
  g_autoptr (HearthPerson) second = NULL;

  *person_a = *person_b = NULL;
  *visits_a = *visits_b = 0;
  if (standing_b == 0)
    return FALSE;
  if (standing_a == standing_b)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "both are person %" G_GINT64_FORMAT, standing_a);
      return FALSE;
    }
  first = open_record (unit, standing_a, visits_a, error);
  second = first ? open_record (unit, standing_b, visits_b, error) : NULL;
  if (second == NULL)
    return FALSE;
  *person_a = g_steal_pointer (&first);
  *person_b = g_steal_pointer (&second);
  return TRUE;
}

/* Before-records are kept in one byte order and in normal form, so that any machine reads what another wrote. */
static GBytes *
freeze (GVariantDict *dict)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_dict_end (dict));

#if G_BYTE_ORDER == G_BIG_ENDIAN
  g_autoptr (GVariant) swapped = g_variant_byteswap (value);

  return g_variant_get_data_as_bytes (swapped);
#else
  return g_variant_get_data_as_bytes (value);
#endif
}

static GVariant *
thaw (GBytes *bytes)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE));

#if G_BYTE_ORDER == G_BIG_ENDIAN
  return g_variant_byteswap (value);
#else
  return g_variant_get_normal_form (value);
#endif
}

static HearthPerson *
thaw_person (GVariant *frozen, const char *key, GError **error)
{
  g_autoptr (GVariant) dict = g_variant_lookup_value (frozen, key, G_VARIANT_TYPE_VARDICT);
  HearthPerson *person = dict ? hearth_record_from_variant (HEARTH_TYPE_PERSON, dict, NULL) : NULL;

  if (person == NULL)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "a record of before a merge cannot be read");
  return person;
}

/* The record of @id, if it stands for itself and is as the desk knows it. */
static HearthPerson *
fresh_person (HearthUnit *unit, gint64 id, gint64 revision, GError **error)
{
  HearthPersonState state;

  if (!hearth_person_store_state (unit->conn, id, &state, error))
    return NULL;
  if (state.revision == revision && state.merged_into == 0)
    return hearth_person_store_get (unit->conn, id, error);
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "person %" G_GINT64_FORMAT " has %s", id,
               state.merged_into ? "been merged" : "changed");
  return NULL;
}

/* What was chosen, cleaned. The notice follows its own rule and is no choice. */
static GVariant *
clean_choice (HearthUnit *unit, GVariant *fields, GError **error)
{
  g_autofree char *today = hearth_day_of (unit->now_s, unit->zone);
  g_autoptr (GVariant) clean = hearth_person_rules_clean (fields, today, error);
  GVariantIter iter;
  const char *key;

  if (clean == NULL)
    return NULL;
  g_variant_iter_init (&iter, clean);
  while (g_variant_iter_next (&iter, "{&sv}", &key, NULL))
    if (hearth_person_rules_is_contact (key) && !hearth_unit_need (unit, HEARTH_PERMISSION_CONTACT_PEOPLE, error))
      return NULL;

  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (clean);

  g_variant_dict_remove (&dict, "told-version");
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static gboolean
card_is_theirs_or_free (HearthUnit *unit, HearthPerson *merged, gint64 kept, gint64 gone, GError **error)
{
  const char *code = hearth_person_get_card_code (merged);
  gint64 holder = *code ? hearth_person_store_card_holder (unit->conn, code, error) : 0;

  if (holder == 0 || holder == kept || holder == gone)
    return TRUE;
  if (holder > 0)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "card-code: another record has this card");
  return FALSE;
}

static gint64
keep_before (HearthUnit *unit, HearthPerson *kept, HearthPerson *merged, HearthPerson *gone, GError **error)
{
  g_auto (GVariantDict) of_kept = G_VARIANT_DICT_INIT (NULL);
  g_auto (GVariantDict) of_gone = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) moved_before = hearth_merge_store_moved_before (unit->conn, hearth_person_get_id (gone), error);
  g_auto (HearthMerge) merge
      = { .kept = hearth_person_get_id (kept), .gone = hearth_person_get_id (gone), .merged_at_s = unit->now_s };

  if (moved_before == NULL)
    return 0;
  g_variant_dict_insert_value (&of_kept, "record", hearth_record_to_variant (kept));
  g_variant_dict_insert_value (&of_kept, "merged", hearth_record_to_variant (merged));
  g_variant_dict_insert_value (&of_gone, "record", hearth_record_to_variant (gone));
  g_variant_dict_insert_value (&of_gone, "moved-before", moved_before);
  merge.kept_before = freeze (&of_kept);
  merge.gone_before = freeze (&of_gone);
  return hearth_merge_store_insert (unit->conn, &merge, unit->caller.account_id, error);
}

/* The last visits of both, anew, and word of everything to who listens. */
static gboolean
tell (HearthUnit *unit, const char *verb, gint64 merge, gint64 kept, gint64 gone, gint64 n_visits, GError **error)
{
  g_autofree char *detail = g_strdup_printf ("merge %" G_GINT64_FORMAT ", kept %" G_GINT64_FORMAT
                                             ", gone %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT " visits",
                                             merge, kept, gone, n_visits);
  const gint64 ids[] = { kept, gone };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      gint64 last_visit_at_s;

      if (!hearth_person_store_recompute_last_visit (unit->conn, ids[i], &last_visit_at_s, error)
          || !hearth_unit_audit (unit, verb, "person", ids[i], detail, error))
        return FALSE;
      hearth_unit_note_person (unit, ids[i]);
      hearth_unit_note_visit (unit, ids[i], last_visit_at_s);
      hearth_unit_changed (unit, "person", ids[i]);
    }
  if (n_visits > 0)
    hearth_unit_changed (unit, "day", 0);
  return TRUE;
}

/**
 * hearth_merge_service_merge:
 * @unit: a writing unit
 * @kept: the person whose record stays
 * @kept_revision: of that record as the desk knows it
 * @gone: the person whose record becomes part of it
 * @gone_revision: of that record as the desk knows it
 * @fields: an a{sv} of fields of the merged record, as chosen
 * @merge: (out): what hearth_merge_service_unmerge() takes apart again
 * @error: return location
 *
 * The other record's card finds nobody any more, unless it was chosen or the kept one has none.
 *
 * Returns: %FALSE with %HEARTH_ERROR_CONFLICT if one of them changed or was merged meanwhile, %HEARTH_ERROR_INVALID,
 *   %HEARTH_ERROR_DENIED for chosen contact fields without contact-people
 */
gboolean
hearth_merge_service_merge (HearthUnit *unit,
                            gint64 kept,
                            gint64 kept_revision,
                            gint64 gone,
                            gint64 gone_revision,
                            GVariant *fields,
                            gint64 *merge,
                            GError **error)
{
  g_autoptr (HearthPerson) kept_person = NULL;
  g_autoptr (HearthPerson) gone_person = NULL;
  g_autoptr (HearthPerson) merged = NULL;
  g_autoptr (GVariant) chosen = NULL;
  gint64 n_visits = 0;

  *merge = 0;
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MERGE_PEOPLE, error))
    return FALSE;
  if (kept == gone)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "a record cannot become part of itself");
      return FALSE;
    }
  kept_person = fresh_person (unit, kept, kept_revision, error);
  gone_person = kept_person ? fresh_person (unit, gone, gone_revision, error) : NULL;
  chosen = gone_person ? clean_choice (unit, fields, error) : NULL;
  merged = chosen ? hearth_merge_fields_together (kept_person, gone_person, chosen, error) : NULL;
  if (merged == NULL || !hearth_person_rules_check (merged, error)
      || !card_is_theirs_or_free (unit, merged, kept, gone, error))
    return FALSE;

  *merge = keep_before (unit, kept_person, merged, gone_person, error);
  return *merge != 0 && hearth_person_store_set_merged_into (unit->conn, gone, kept, error)
         && hearth_person_store_save (unit->conn, kept, merged, error)
         && hearth_merge_store_move (unit->conn, *merge, gone, kept, &n_visits, error)
         && tell (unit, "merged", *merge, kept, gone, n_visits, error);
}

/* @person with its card, unless somebody else has got that meanwhile. */
static HearthPerson *
with_card_if_free (HearthUnit *unit, HearthPerson *person, gint64 id, GError **error)
{
  const char *code = hearth_person_get_card_code (person);
  gint64 holder = *code ? hearth_person_store_card_holder (unit->conn, code, error) : 0;
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) without = NULL;

  if (holder < 0)
    return NULL;
  if (holder == 0 || holder == id)
    return g_object_ref (person);
  g_variant_dict_insert (&dict, "card-code", "s", "");
  without = g_variant_ref_sink (g_variant_dict_end (&dict));
  return hearth_record_with (person, without, error);
}

static gboolean
restore (HearthUnit *unit, const HearthMerge *merge, HearthPerson *kept, HearthPerson *gone, GError **error)
{
  g_autoptr (HearthPerson) kept_now = with_card_if_free (unit, kept, merge->kept, error);
  g_autoptr (HearthPerson) gone_now = NULL;

  if (kept_now == NULL || !hearth_person_store_save (unit->conn, merge->kept, kept_now, error))
    return FALSE;
  gone_now = with_card_if_free (unit, gone, merge->gone, error);
  return gone_now && hearth_person_store_set_merged_into (unit->conn, merge->gone, 0, error)
         && hearth_person_store_save (unit->conn, merge->gone, gone_now, error);
}

static gboolean
may_come_apart (HearthUnit *unit, const HearthMerge *merge, GError **error)
{
  HearthPersonState state;
  gint64 later;

  if (merge->undone_at_s != 0)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "merge %" G_GINT64_FORMAT " is apart already",
                   merge->id);
      return FALSE;
    }
  later = hearth_merge_store_later (unit->conn, merge->id, merge->kept, error);
  if (later > 0)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "merge %" G_GINT64_FORMAT " has to come apart first",
                 later);
  if (later != 0 || !hearth_person_store_state (unit->conn, merge->gone, &state, error))
    return FALSE;
  if (state.merged_into == merge->kept)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "person %" G_GINT64_FORMAT " is not where its merge says",
               merge->gone);
  return FALSE;
}

/**
 * hearth_merge_service_unmerge:
 * @unit: a writing unit
 * @merge: a merge
 * @error: return location
 *
 * Both records are as before, with their visits and cards; visits since the merge stay with the kept one, and so do
 * changes that were made to it since. A card that somebody else has got meanwhile stays theirs.
 *
 * Returns: %FALSE with %HEARTH_ERROR_CONFLICT if it is apart already or a later merge has to come apart first
 */
gboolean
hearth_merge_service_unmerge (HearthUnit *unit, gint64 merge, GError **error)
{
  g_auto (HearthMerge) record = { 0 };
  g_autoptr (GVariant) of_kept = NULL, of_gone = NULL, moved_before = NULL;
  g_autoptr (HearthPerson) before = NULL, merged = NULL, now = NULL, apart = NULL, gone = NULL;
  gint64 n_visits = 0;

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MERGE_PEOPLE, error)
      || !hearth_merge_store_get (unit->conn, merge, &record, error) || !may_come_apart (unit, &record, error))
    return FALSE;
  of_kept = thaw (record.kept_before);
  of_gone = thaw (record.gone_before);
  before = thaw_person (of_kept, "record", error);
  merged = before ? thaw_person (of_kept, "merged", error) : NULL;
  gone = merged ? thaw_person (of_gone, "record", error) : NULL;
  now = gone ? hearth_person_store_get (unit->conn, record.kept, error) : NULL;
  apart = now ? hearth_merge_fields_apart (before, merged, now, error) : NULL;
  moved_before = g_variant_lookup_value (of_gone, "moved-before", G_VARIANT_TYPE ("a(xx)"));
  if (moved_before == NULL)
    moved_before = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("(xx)"), NULL, 0));

  return apart && restore (unit, &record, apart, gone, error)
         && hearth_merge_store_move_back (unit->conn, merge, record.gone, moved_before, &n_visits, error)
         && hearth_merge_store_set_undone (unit->conn, merge, unit->now_s, error)
         && tell (unit, "unmerged", merge, record.kept, record.gone, n_visits, error);
}

/**
 * hearth_merge_service_list:
 * @unit: a unit
 * @id: a person
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a(xxs), what can be taken apart of this record, newest first: merge, when (UTC
 *   seconds), the other record's preferred name and initial
 */
GVariant *
hearth_merge_service_list (HearthUnit *unit, gint64 id, GError **error)
{
  gint64 standing = hearth_unit_need (unit, HEARTH_PERMISSION_MERGE_PEOPLE, error)
                        ? hearth_person_store_resolve (unit->conn, id, error)
                        : 0;
  g_autoptr (GPtrArray) merges = standing ? hearth_merge_store_list (unit->conn, standing, error) : NULL;
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(xxs)"));

  if (merges == NULL)
    return NULL;
  for (guint i = 0; i < merges->len; i++)
    {
      const HearthMerge *merge = merges->pdata[i];
      HearthShown shown;

      if (!hearth_twin_store_shown (unit->conn, merge->gone, &shown, error))
        return NULL;

      g_autofree char *initial = hearth_text_initial (shown.family_name);
      g_autofree char *name = g_strconcat (shown.preferred_name, *initial ? " " : "", initial, NULL);

      g_variant_builder_add (&builder, "(xxs)", merge->id, merge->merged_at_s, name);
      hearth_shown_clear (&shown);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/**
 * hearth_merge_service_not_same:
 * @unit: a writing unit
 * @a: a person
 * @b: another
 * @error: return location
 *
 * Remembers that these are two people. Saying it twice is no error.
 *
 * Returns: whether it is remembered
 */
gboolean
hearth_merge_service_not_same (HearthUnit *unit, gint64 a, gint64 b, GError **error)
{
  HearthPersonState state;

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MERGE_PEOPLE, error))
    return FALSE;
  if (a == b)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "both are person %" G_GINT64_FORMAT, a);
      return FALSE;
    }
  if (!hearth_person_store_state (unit->conn, a, &state, error)
      || !hearth_person_store_state (unit->conn, b, &state, error)
      || !hearth_merge_store_not_same (unit->conn, a, b, error))
    return FALSE;

  g_autofree char *detail = g_strdup_printf ("person %" G_GINT64_FORMAT, b);

  return hearth_unit_audit (unit, "not-same", "person", a, detail, error);
}
