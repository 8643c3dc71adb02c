/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Somebody whom a search at the desk found: what the privacy view may show, no more.
 * Immutable; any thread may read it. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-candidate.h"

struct _HearthCandidate
{
  HearthRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthCandidate, hearth_candidate, HEARTH_TYPE_RECORD)

/* In the order in which class_init adds them. */
enum
{
  FIELD_PERSON_ID = 1,
  FIELD_NAME,    /* preferred name */
  FIELD_INITIAL, /* of the family name */
  FIELD_PRONOUNS,
  FIELD_HERE_SINCE_S, /* 0 if not here */
  FIELD_MATCH,        /* "card", "exact", "prefix", "phone", "inner", "typo" */
};

static void
hearth_candidate_class_init (HearthCandidateClass *klass)
{
  HearthRecordClass *record_class = HEARTH_RECORD_CLASS (klass);

  hearth_record_class_add_int (record_class, "person-id");
  hearth_record_class_add_string (record_class, "name");
  hearth_record_class_add_string (record_class, "initial");
  hearth_record_class_add_string (record_class, "pronouns");
  hearth_record_class_add_int (record_class, "here-since-s");
  hearth_record_class_add_string (record_class, "match");
}

static void
hearth_candidate_init (HearthCandidate *self)
{
}

HEARTH_RECORD_INT (HearthCandidate, hearth_candidate, person_id, FIELD_PERSON_ID)
HEARTH_RECORD_STRING (HearthCandidate, hearth_candidate, name, FIELD_NAME)
HEARTH_RECORD_STRING (HearthCandidate, hearth_candidate, initial, FIELD_INITIAL)
HEARTH_RECORD_STRING (HearthCandidate, hearth_candidate, pronouns, FIELD_PRONOUNS)
HEARTH_RECORD_INT (HearthCandidate, hearth_candidate, here_since_s, FIELD_HERE_SINCE_S)
HEARTH_RECORD_STRING (HearthCandidate, hearth_candidate, match, FIELD_MATCH)
