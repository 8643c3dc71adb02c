/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One line of a day's list: somebody came, with or without a name, or a group was counted.
 * Immutable; any thread may read it. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-visit.h"

struct _HearthVisit
{
  HearthRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthVisit, hearth_visit, HEARTH_TYPE_RECORD)

/* In the order in which class_init adds them. */
enum
{
  FIELD_ID = 1,
  FIELD_REVISION,
  FIELD_KIND,      /* "person", "guest-new", "guest-before", "group" */
  FIELD_PERSON_ID, /* 0 without a record */
  FIELD_NAME,      /* preferred name; of a guest the name given, or "" */
  FIELD_INITIAL,   /* of the family name, "S." */
  FIELD_PRONOUNS,
  FIELD_LABEL,        /* what a group was counted at */
  FIELD_HEAD_COUNT,   /* people counted: 1 but for groups */
  FIELD_CHILDREN,     /* along with a guest */
  FIELD_REASON,       /* code of a HearthReason */
  FIELD_ARRIVED_AT_S, /* UTC seconds */
  FIELD_LEFT_AT_S,    /* 0 while here */
  FIELD_LEFT_HOW,     /* "", "left", "unknown" */
  FIELD_RECORDED_BY,  /* preferred name of who recorded it */
  FIELD_DESK,         /* name of the desk */
  FIELD_LATE,         /* entered afterwards */
  FIELD_VOIDED,       /* taken back: kept, not counted */
};

static void
hearth_visit_class_init (HearthVisitClass *klass)
{
  HearthRecordClass *record_class = HEARTH_RECORD_CLASS (klass);

  hearth_record_class_add_int (record_class, "id");
  hearth_record_class_add_int (record_class, "revision");
  hearth_record_class_add_string (record_class, "kind");
  hearth_record_class_add_int (record_class, "person-id");
  hearth_record_class_add_string (record_class, "name");
  hearth_record_class_add_string (record_class, "initial");
  hearth_record_class_add_string (record_class, "pronouns");
  hearth_record_class_add_string (record_class, "label");
  hearth_record_class_add_int (record_class, "head-count");
  hearth_record_class_add_int (record_class, "children");
  hearth_record_class_add_string (record_class, "reason");
  hearth_record_class_add_int (record_class, "arrived-at-s");
  hearth_record_class_add_int (record_class, "left-at-s");
  hearth_record_class_add_string (record_class, "left-how");
  hearth_record_class_add_string (record_class, "recorded-by");
  hearth_record_class_add_string (record_class, "desk");
  hearth_record_class_add_bool (record_class, "late");
  hearth_record_class_add_bool (record_class, "voided");
}

static void
hearth_visit_init (HearthVisit *self)
{
}

HEARTH_RECORD_INT (HearthVisit, hearth_visit, id, FIELD_ID)
HEARTH_RECORD_INT (HearthVisit, hearth_visit, revision, FIELD_REVISION)
HEARTH_RECORD_STRING (HearthVisit, hearth_visit, kind, FIELD_KIND)
HEARTH_RECORD_INT (HearthVisit, hearth_visit, person_id, FIELD_PERSON_ID)
HEARTH_RECORD_STRING (HearthVisit, hearth_visit, name, FIELD_NAME)
HEARTH_RECORD_STRING (HearthVisit, hearth_visit, initial, FIELD_INITIAL)
HEARTH_RECORD_STRING (HearthVisit, hearth_visit, pronouns, FIELD_PRONOUNS)
HEARTH_RECORD_STRING (HearthVisit, hearth_visit, label, FIELD_LABEL)
HEARTH_RECORD_INT (HearthVisit, hearth_visit, head_count, FIELD_HEAD_COUNT)
HEARTH_RECORD_INT (HearthVisit, hearth_visit, children, FIELD_CHILDREN)
HEARTH_RECORD_STRING (HearthVisit, hearth_visit, reason, FIELD_REASON)
HEARTH_RECORD_INT (HearthVisit, hearth_visit, arrived_at_s, FIELD_ARRIVED_AT_S)
HEARTH_RECORD_INT (HearthVisit, hearth_visit, left_at_s, FIELD_LEFT_AT_S)
HEARTH_RECORD_STRING (HearthVisit, hearth_visit, left_how, FIELD_LEFT_HOW)
HEARTH_RECORD_STRING (HearthVisit, hearth_visit, recorded_by, FIELD_RECORDED_BY)
HEARTH_RECORD_STRING (HearthVisit, hearth_visit, desk, FIELD_DESK)
HEARTH_RECORD_BOOL (HearthVisit, hearth_visit, late, FIELD_LATE)
HEARTH_RECORD_BOOL (HearthVisit, hearth_visit, voided, FIELD_VOIDED)
