/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Records of people: opened, made, changed, given a card. What the role may see and change of a record is decided here.
 * On the thread of the unit. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-people-service.h"

#include "hearth-card-code.h"
#include "hearth-day.h"
#include "hearth-error.h"
#include "hearth-id.h"
#include "hearth-notice-store.h"
#include "hearth-person-rules.h"
#include "hearth-person-store.h"
#include "hearth-text.h"
#include "hearth-twins.h"

/* How often a fresh random code may be somebody's already before something is wrong. */
#define CARD_TRIES 20
#define TWINS_MAX 20

/**
 * hearth_people_service_get:
 * @unit: a unit; a writing one unless it is logged: that the record was opened is in the audit
 * @id: a person; one that became part of another gives that one
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the record, its contact fields only for those who may see them
 */
HearthPerson *
hearth_people_service_get (HearthUnit *unit, gint64 id, GError **error)
{
  gint64 standing = hearth_unit_need (unit, HEARTH_PERMISSION_OPEN_PEOPLE, error)
                        ? hearth_person_store_resolve (unit->conn, id, error)
                        : 0;
  g_autoptr (HearthPerson) person = standing ? hearth_person_store_get (unit->conn, standing, error) : NULL;
  gboolean may = hearth_unit_may (unit, HEARTH_PERMISSION_CONTACT_PEOPLE);

  if (person == NULL
      || !hearth_unit_audit_once (unit, "opened", "person", standing, may ? "" : "without contact", error))
    return NULL;
  return may ? g_steal_pointer (&person) : hearth_person_rules_hide_contact (person);
}

/* Nobody has this card but @id. */
static gboolean
card_is_free (HearthUnit *unit, const char *code, gint64 id, GError **error)
{
  gint64 holder = *code ? hearth_person_store_card_holder (unit->conn, code, error) : 0;

  if (holder == 0 || holder == id)
    return TRUE;
  if (holder > 0)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "card-code: another record has this card");
  return FALSE;
}

/* No record without "told what we keep", and told means the notice of today. */
static gboolean
told_is_current (HearthUnit *unit, const char *version, GError **error)
{
  g_autofree char *current = NULL;
  gint64 id;

  if (!hearth_notice_store_current (unit->conn, &id, &current, error))
    return FALSE;
  if (id != 0 && g_strcmp0 (version, current) == 0)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "told-version: not the notice of today");
  return FALSE;
}

/* A record of cleaned @fields, with what the service itself puts in. */
static HearthPerson *
make_person (GVariant *fields, const char *today, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (fields);
  g_autofree char *uuid = hearth_id_new ();
  g_autoptr (HearthPerson) person = NULL;

  g_variant_dict_insert (&dict, "uuid", "s", uuid);
  g_variant_dict_insert (&dict, "told-on", "s", today);

  g_autoptr (GVariant) whole = g_variant_ref_sink (g_variant_dict_end (&dict));

  person = hearth_record_from_variant (HEARTH_TYPE_PERSON, whole, error);
  return person && hearth_person_rules_check (person, error) ? g_steal_pointer (&person) : NULL;
}

/* How many others may be this person. */
static gboolean
count_similar (HearthUnit *unit, HearthPerson *person, guint *similar, GError **error)
{
  g_autoptr (HearthTwinRow) row = hearth_twins_row_of (person);
  g_autoptr (GPtrArray) twins = hearth_twins_find (unit, row, 0, error);

  *similar = twins ? twins->len : 0;
  return twins != NULL;
}

/**
 * hearth_people_service_register:
 * @unit: a writing unit
 * @person: what was filled in
 * @anyway: also if there is somebody like this: it was asked, they have not been here
 * @outcome: (out) (transfer full): "registered" or "been-before"
 * @id: (out): the new record, 0 unless registered
 * @similar: (out): how many others look alike; nothing else is ever said about them
 * @error: return location
 *
 * Whoever may make a record may also write down a phone or a date that the person just gave; seeing or changing it later
 * needs contact-people.
 *
 * Returns: %FALSE with an error
 */
gboolean
hearth_people_service_register (
    HearthUnit *unit, HearthPerson *person, gboolean anyway, char **outcome, gint64 *id, guint *similar, GError **error)
{
  g_autofree char *today = hearth_day_of (unit->now_s, unit->zone);
  g_autoptr (GVariant) given = g_variant_ref_sink (hearth_record_to_variant (person));
  g_autoptr (GVariant) fields = hearth_person_rules_clean (given, today, error);
  g_autoptr (HearthPerson) made = fields ? make_person (fields, today, error) : NULL;
  HearthPersonOrigin origin = { .id = unit->row_id, .now_s = unit->now_s, .account_id = unit->caller.account_id };

  *outcome = NULL;
  *id = 0;
  *similar = 0;
  if (made == NULL || !hearth_unit_need (unit, HEARTH_PERMISSION_REGISTER_PEOPLE, error)
      || !told_is_current (unit, hearth_person_get_told_version (made), error)
      || !card_is_free (unit, hearth_person_get_card_code (made), 0, error)
      || !count_similar (unit, made, similar, error))
    return FALSE;
  if (*similar > 0 && !anyway)
    {
      *outcome = g_strdup ("been-before");
      return TRUE;
    }

  *id = hearth_person_store_insert (unit->conn, made, &origin, error);
  if (*id == 0 || !hearth_unit_audit (unit, "registered", "person", *id, *similar > 0 ? "anyway" : "", error))
    return FALSE;
  hearth_unit_note_person (unit, *id);
  hearth_unit_changed (unit, "person", *id);
  *outcome = g_strdup ("registered");
  return TRUE;
}

/* Whether this caller may write these fields at all. Asked of what was given, not of what would change: or guessing a
 * date until nothing changes would tell it. */
static gboolean
may_write (HearthUnit *unit, GVariant *fields, GError **error)
{
  GVariantIter iter;
  const char *key;

  g_variant_iter_init (&iter, fields);
  while (g_variant_iter_next (&iter, "{&sv}", &key, NULL))
    if (hearth_person_rules_is_contact (key) && !hearth_unit_need (unit, HEARTH_PERMISSION_CONTACT_PEOPLE, error))
      return FALSE;
  return TRUE;
}

/* The names of changed fields for the log, never their contents. */
static char *
list_changes (GVariant *changes)
{
  g_autoptr (GString) names = g_string_new (NULL);
  GVariantIter iter;
  const char *key;

  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_next (&iter, "{&sv}", &key, NULL))
    g_string_append_printf (names, "%s%s", names->len ? " " : "", key);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* Being told again is a change even if the version stays: the day counts. */
static GVariant *
with_told_on (GVariant *fields, const char *today)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (fields);

  if (g_variant_dict_contains (&dict, "told-version"))
    g_variant_dict_insert (&dict, "told-on", "s", today);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static gboolean
is_fresh (HearthUnit *unit, gint64 id, gint64 revision, GError **error)
{
  HearthPersonState state;

  if (!hearth_person_store_state (unit->conn, id, &state, error))
    return FALSE;
  if (state.revision == revision && state.merged_into == 0)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "person %" G_GINT64_FORMAT " has changed", id);
  return FALSE;
}

static HearthPerson *
changed_person (HearthUnit *unit, HearthPerson *before, GVariant *changes, GError **error)
{
  g_autofree char *today = hearth_day_of (unit->now_s, unit->zone);
  g_autoptr (GVariant) clean = hearth_person_rules_clean (changes, today, error);
  g_autoptr (GVariant) fields = clean && may_write (unit, clean, error) ? with_told_on (clean, today) : NULL;
  g_autoptr (HearthPerson) after = fields ? hearth_record_with (before, fields, error) : NULL;
  const char *told;

  if (after == NULL || !hearth_person_rules_check (after, error)
      || !card_is_free (unit, hearth_person_get_card_code (after), hearth_person_get_id (before), error))
    return NULL;
  if (g_variant_lookup (fields, "told-version", "&s", &told) && !told_is_current (unit, told, error))
    return NULL;
  return g_steal_pointer (&after);
}

/**
 * hearth_people_service_update:
 * @unit: a writing unit
 * @id: a person
 * @revision: of the record as the desk knows it
 * @changes: an a{sv} of changed fields of #HearthPerson
 * @new_revision: (out): the record's revision now
 * @error: return location
 *
 * Fields that are given but are as they were do not count. Nothing changed is no write.
 *
 * Returns: %FALSE with %HEARTH_ERROR_CONFLICT if the record changed or was merged meanwhile, %HEARTH_ERROR_DENIED for
 *   contact fields without contact-people, %HEARTH_ERROR_INVALID
 */
gboolean
hearth_people_service_update (
    HearthUnit *unit, gint64 id, gint64 revision, GVariant *changes, gint64 *new_revision, GError **error)
{
  g_autoptr (HearthPerson) before = NULL;
  g_autoptr (HearthPerson) after = NULL;
  g_autoptr (GVariant) real = NULL;
  g_autofree char *names = NULL;

  *new_revision = 0;
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_REGISTER_PEOPLE, error) || !is_fresh (unit, id, revision, error))
    return FALSE;
  before = hearth_person_store_get (unit->conn, id, error);
  after = before ? changed_person (unit, before, changes, error) : NULL;
  if (after == NULL)
    return FALSE;

  *new_revision = revision;
  real = g_variant_ref_sink (hearth_record_changes (before, after));
  if (g_variant_n_children (real) == 0)
    return TRUE;
  names = list_changes (real);
  if (!hearth_person_store_save (unit->conn, id, after, error)
      || !hearth_unit_audit (unit, "changed", "person", id, names, error))
    return FALSE;
  hearth_unit_note_person (unit, id);
  hearth_unit_changed (unit, "person", id);
  *new_revision = revision + 1;
  return TRUE;
}

static char *
free_card_code (HearthUnit *unit, GError **error)
{
  for (guint i = 0; i < CARD_TRIES; i++)
    {
      g_autofree char *code = hearth_card_code_new ();
      gint64 holder = hearth_person_store_card_holder (unit->conn, code, error);

      if (holder == 0)
        return g_steal_pointer (&code);
      if (holder < 0)
        return NULL;
    }
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "no free card code was found");
  return NULL;
}

/**
 * hearth_people_service_new_card:
 * @unit: a writing unit
 * @id: a person
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the code of their new card; the old one finds nobody any more
 */
char *
hearth_people_service_new_card (HearthUnit *unit, gint64 id, GError **error)
{
  gint64 standing = hearth_unit_need (unit, HEARTH_PERMISSION_REGISTER_PEOPLE, error)
                        ? hearth_person_store_resolve (unit->conn, id, error)
                        : 0;
  g_autofree char *code = standing ? free_card_code (unit, error) : NULL;

  return code && hearth_people_service_take_card (unit, standing, code, error) ? g_steal_pointer (&code) : NULL;
}

/**
 * hearth_people_service_take_card:
 * @unit: a writing unit
 * @id: a person
 * @code: of a card that they were given before the center was restored
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID where somebody else has it by now
 */
gboolean
hearth_people_service_take_card (HearthUnit *unit, gint64 id, const char *code, GError **error)
{
  gint64 standing = hearth_unit_need (unit, HEARTH_PERMISSION_REGISTER_PEOPLE, error)
                        ? hearth_person_store_resolve (unit->conn, id, error)
                        : 0;

  if (standing == 0 || !card_is_free (unit, code, standing, error)
      || !hearth_person_store_set_card_code (unit->conn, standing, code, error)
      || !hearth_unit_audit (unit, "card", "person", standing, "", error))
    return FALSE;
  hearth_unit_note_person (unit, standing);
  hearth_unit_changed (unit, "person", standing);
  return TRUE;
}

static HearthCandidate *
candidate_of (HearthUnit *unit, gint64 id, gboolean same_name, GError **error)
{
  HearthShown shown;
  HearthCandidate *candidate;

  if (!hearth_twin_store_shown (unit->conn, id, &shown, error))
    return NULL;

  g_autofree char *initial = hearth_text_initial (shown.family_name);

  candidate = g_object_new (HEARTH_TYPE_CANDIDATE, "person-id", id, "name", shown.preferred_name, "initial", initial,
                            "pronouns", shown.pronouns, "here-since-s", shown.here_since_s, "match",
                            same_name ? "exact" : "typo", NULL);
  hearth_shown_clear (&shown);
  return candidate;
}

/**
 * hearth_people_service_twins:
 * @unit: a unit
 * @id: a person
 * @error: return location
 *
 * Returns: (transfer full) (element-type HearthCandidate) (nullable): other records that may be the same person,
 *   likeliest first, without those that somebody found to be another
 */
GPtrArray *
hearth_people_service_twins (HearthUnit *unit, gint64 id, GError **error)
{
  gint64 standing = hearth_unit_need (unit, HEARTH_PERMISSION_MERGE_PEOPLE, error)
                        ? hearth_person_store_resolve (unit->conn, id, error)
                        : 0;
  g_autoptr (HearthPerson) person = standing ? hearth_person_store_get (unit->conn, standing, error) : NULL;
  g_autoptr (HearthTwinRow) row = person ? hearth_twins_row_of (person) : NULL;
  g_autoptr (GPtrArray) rows = row ? hearth_twins_find (unit, row, standing, error) : NULL;
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (g_object_unref);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < MIN (rows->len, TWINS_MAX); i++)
    {
      const HearthTwinRow *twin = rows->pdata[i];
      HearthCandidate *candidate
          = candidate_of (unit, twin->id, hearth_twins_score (row, twin) >= HEARTH_TWINS_SAME, error);

      if (candidate == NULL)
        return NULL;
      g_ptr_array_add (candidates, candidate);
    }
  return g_steal_pointer (&candidates);
}
