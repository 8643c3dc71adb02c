/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* People but the import: what the hub does for each method. Arguments in, one call of a service, answer out; the rules are
 * the service's. Opening a record is a write, because it is logged; the same again by the same person at the same desk is
 * counted (hearth-repeats.c). What is called work runs on database threads, the rest on the hub's loop. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-verbs.h"

#include "hearth-hub-private.h"
#include "hearth-merge-service.h"
#include "hearth-people-service.h"

/* Records that a call opens. */
typedef struct
{
  HearthDeed deeds[2];
  guint n;
  gboolean logged; /* before */
} Opening;

static void
note_opened (HearthCall *call)
{
  HearthRepeats *repeats = hearth_hub_get_repeats (hearth_call_get_hub (call));
  const Opening *opening = hearth_call_get_subject (call);

  for (guint i = 0; i < opening->n; i++)
    hearth_repeats_add (repeats, hearth_call_get_caller (call), &opening->deeds[i]);
}

/* @opening: (transfer full) */
static void
run_opening (HearthCall *call, Opening *opening, HearthCallWork work)
{
  HearthRepeats *repeats = hearth_hub_get_repeats (hearth_call_get_hub (call));

  hearth_call_set_subject (call, opening, g_free);
  opening->logged = TRUE;
  for (guint i = 0; i < opening->n; i++)
    opening->logged &= hearth_repeats_has (repeats, hearth_call_get_caller (call), &opening->deeds[i]);
  if (opening->logged)
    note_opened (call);
  else
    hearth_call_set_committed (call, note_opened);
  hearth_call_work (call, opening->logged ? HEARTH_VERB_READ : HEARTH_VERB_WRITE, work);
}

static GVariant *
work_get (HearthCall *call, HearthUnit *unit, GError **error)
{
  const Opening *opening = hearth_call_get_subject (call);
  g_autoptr (HearthPerson) person = NULL;

  unit->logged = opening->logged;
  person = hearth_people_service_get (unit, opening->deeds[0].id, error);
  return person ? g_variant_new ("(@a{sv})", hearth_record_to_variant (person)) : NULL;
}

/* With contact it is another deed than without. */
static void
run_get (HearthCall *call)
{
  const HearthCaller *caller = hearth_call_get_caller (call);
  gboolean contact = (caller->permissions & HEARTH_PERMISSION_BIT (HEARTH_PERMISSION_CONTACT_PEOPLE)) != 0;
  Opening *opening = g_new0 (Opening, 1);

  opening->n = 1;
  opening->deeds[0] = (HearthDeed){ "opened", "person", contact ? "" : "without contact", 0 };
  g_variant_get (hearth_call_get_args (call), "(x)", &opening->deeds[0].id);
  run_opening (call, opening, work_get);
}

static GVariant *
work_register (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GVariant) dict = NULL;
  g_autoptr (HearthPerson) person = NULL;
  g_autofree char *outcome = NULL;
  gboolean anyway;
  gint64 id = 0;
  guint similar = 0;

  g_variant_get (hearth_call_get_args (call), "(&s@a{sv}b)", NULL, &dict, &anyway);
  person = hearth_record_from_variant (HEARTH_TYPE_PERSON, dict, error);
  if (person == NULL || !hearth_people_service_register (unit, person, anyway, &outcome, &id, &similar, error))
    return NULL;
  return g_variant_new ("(sxu)", outcome, id, similar);
}

static GVariant *
work_update (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GVariant) changes = NULL;
  gint64 id, revision, new_revision = 0;

  g_variant_get (hearth_call_get_args (call), "(&sxx@a{sv})", NULL, &id, &revision, &changes);
  if (!hearth_people_service_update (unit, id, revision, changes, &new_revision, error))
    return NULL;
  return g_variant_new ("(x)", new_revision);
}

static GVariant *
work_new_card (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autofree char *code = NULL;
  gint64 id;

  g_variant_get (hearth_call_get_args (call), "(&sx)", NULL, &id);
  code = hearth_people_service_new_card (unit, id, error);
  return code ? g_variant_new ("(s)", code) : NULL;
}

static GVariant *
work_twins (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GPtrArray) twins = NULL;
  gint64 id;

  g_variant_get (hearth_call_get_args (call), "(x)", &id);
  twins = hearth_people_service_twins (unit, id, error);
  return twins ? g_variant_new ("(@a" HEARTH_CANDIDATE_ROW ")", hearth_call_rows (HEARTH_CANDIDATE_ROW, twins)) : NULL;
}

static GVariant *
work_compare (HearthCall *call, HearthUnit *unit, GError **error)
{
  const Opening *opening = hearth_call_get_subject (call);
  g_autoptr (HearthPerson) person_a = NULL, person_b = NULL;
  guint visits_a = 0, visits_b = 0;

  unit->logged = opening->logged;
  if (!hearth_merge_service_compare (unit, opening->deeds[0].id, opening->deeds[1].id, &person_a, &visits_a, &person_b,
                                     &visits_b, error))
    return NULL;
  return g_variant_new ("(@a{sv}u@a{sv}u)", hearth_record_to_variant (person_a), visits_a,
                        hearth_record_to_variant (person_b), visits_b);
}

static void
run_compare (HearthCall *call)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->n = 2;
  opening->deeds[0] = opening->deeds[1] = (HearthDeed){ "opened", "person", "compared", 0 };
  g_variant_get (hearth_call_get_args (call), "(xx)", &opening->deeds[0].id, &opening->deeds[1].id);
  run_opening (call, opening, work_compare);
}

static GVariant *
work_merge (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GVariant) fields = NULL;
  gint64 kept, kept_revision, gone, gone_revision, merge = 0;

  g_variant_get (hearth_call_get_args (call), "(&sxxxx@a{sv})", NULL, &kept, &kept_revision, &gone, &gone_revision,
                 &fields);
  if (!hearth_merge_service_merge (unit, kept, kept_revision, gone, gone_revision, fields, &merge, error))
    return NULL;
  return g_variant_new ("(x)", merge);
}

static GVariant *
work_unmerge (HearthCall *call, HearthUnit *unit, GError **error)
{
  gint64 merge;

  g_variant_get (hearth_call_get_args (call), "(&sx)", NULL, &merge);
  return hearth_merge_service_unmerge (unit, merge, error) ? g_variant_new ("()") : NULL;
}

static GVariant *
work_merges (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GVariant) merges = NULL;
  gint64 id;

  g_variant_get (hearth_call_get_args (call), "(x)", &id);
  merges = hearth_merge_service_list (unit, id, error);
  if (merges == NULL)
    return NULL;
  g_variant_take_ref (merges);
  return g_variant_new ("(@a(xxs))", merges);
}

static GVariant *
work_not_same (HearthCall *call, HearthUnit *unit, GError **error)
{
  gint64 a, b;

  g_variant_get (hearth_call_get_args (call), "(&sxx)", NULL, &a, &b);
  return hearth_merge_service_not_same (unit, a, b, error) ? g_variant_new ("()") : NULL;
}

const HearthVerb hearth_hub_people_verbs[] = {
  { "Get", HEARTH_VERB_RUN, NULL, run_get },
  { "Register", HEARTH_VERB_REQUEST, work_register, NULL },
  { "Update", HEARTH_VERB_REQUEST, work_update, NULL },
  { "NewCard", HEARTH_VERB_REQUEST, work_new_card, NULL },
  { "Twins", HEARTH_VERB_READ, work_twins, NULL },
  { "Compare", HEARTH_VERB_RUN, NULL, run_compare },
  { "Merge", HEARTH_VERB_REQUEST, work_merge, NULL },
  { "Unmerge", HEARTH_VERB_REQUEST, work_unmerge, NULL },
  { "Merges", HEARTH_VERB_READ, work_merges, NULL },
  { "NotSame", HEARTH_VERB_REQUEST, work_not_same, NULL },
  { NULL, 0, NULL, NULL },
};
