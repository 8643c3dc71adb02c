/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A check-in that a desk kept while the hub was away.
 * Immutable; any thread may read it. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-kept.h"

struct _HearthKept
{
  HearthRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthKept, hearth_kept, HEARTH_TYPE_RECORD)

/* In the order in which class_init adds them. */
enum
{
  FIELD_REQUEST = 1, /* UUID of the first try; what makes it exactly once */
  FIELD_KIND,        /* "person", "name" (typed), "guest-new", "guest-before", "group"; on a desk also "", "written" */
  FIELD_PERSON,      /* of kind "person" */
  FIELD_NAME,        /* typed, or first name of a guest */
  FIELD_SHOWN_NAME,  /* of kind "person", for the list of this desk */
  FIELD_REASON,      /* code, "" for the usual one */
  FIELD_CHILDREN,
  FIELD_COUNT,        /* heads of a group */
  FIELD_LABEL,        /* of a group */
  FIELD_ARRIVED_AT_S, /* by the hub's clock as far as the desk knew it; 0: nobody knows */
  FIELD_KEPT_AT_S,    /* by the clock of the desk */
  FIELD_ACCOUNT,      /* who was at the desk */
  FIELD_ACCOUNT_NAME, /* their preferred name */
  FIELD_STATE,        /* "waiting", "settle", "refused" */
  FIELD_MATCHES,      /* how many fit a typed name: state "settle" */
  FIELD_BOOT,         /* of a desk that had not heard the hub since it started: which start of the PC; else "" */
  FIELD_BOOT_S,       /* and how long that ran when it was kept; 0: the desk knew the time */
  FIELD_THOUGHT_S,    /* and what it took for the hub's time */
};

static void
hearth_kept_class_init (HearthKeptClass *klass)
{
  HearthRecordClass *record_class = HEARTH_RECORD_CLASS (klass);

  hearth_record_class_add_string (record_class, "request");
  hearth_record_class_add_string (record_class, "kind");
  hearth_record_class_add_int (record_class, "person");
  hearth_record_class_add_string (record_class, "name");
  hearth_record_class_add_string (record_class, "shown-name");
  hearth_record_class_add_string (record_class, "reason");
  hearth_record_class_add_int (record_class, "children");
  hearth_record_class_add_int (record_class, "count");
  hearth_record_class_add_string (record_class, "label");
  hearth_record_class_add_int (record_class, "arrived-at-s");
  hearth_record_class_add_int (record_class, "kept-at-s");
  hearth_record_class_add_int (record_class, "account");
  hearth_record_class_add_string (record_class, "account-name");
  hearth_record_class_add_string (record_class, "state");
  hearth_record_class_add_int (record_class, "matches");
  hearth_record_class_add_string (record_class, "boot");
  hearth_record_class_add_int (record_class, "boot-s");
  hearth_record_class_add_int (record_class, "thought-s");
}

static void
hearth_kept_init (HearthKept *self)
{
}

HEARTH_RECORD_STRING (HearthKept, hearth_kept, request, FIELD_REQUEST)
HEARTH_RECORD_STRING (HearthKept, hearth_kept, kind, FIELD_KIND)
HEARTH_RECORD_INT (HearthKept, hearth_kept, person, FIELD_PERSON)
HEARTH_RECORD_STRING (HearthKept, hearth_kept, name, FIELD_NAME)
HEARTH_RECORD_STRING (HearthKept, hearth_kept, shown_name, FIELD_SHOWN_NAME)
HEARTH_RECORD_STRING (HearthKept, hearth_kept, reason, FIELD_REASON)
HEARTH_RECORD_INT (HearthKept, hearth_kept, children, FIELD_CHILDREN)
HEARTH_RECORD_INT (HearthKept, hearth_kept, count, FIELD_COUNT)
HEARTH_RECORD_STRING (HearthKept, hearth_kept, label, FIELD_LABEL)
HEARTH_RECORD_INT (HearthKept, hearth_kept, arrived_at_s, FIELD_ARRIVED_AT_S)
HEARTH_RECORD_INT (HearthKept, hearth_kept, kept_at_s, FIELD_KEPT_AT_S)
HEARTH_RECORD_INT (HearthKept, hearth_kept, account, FIELD_ACCOUNT)
HEARTH_RECORD_STRING (HearthKept, hearth_kept, account_name, FIELD_ACCOUNT_NAME)
HEARTH_RECORD_STRING (HearthKept, hearth_kept, state, FIELD_STATE)
HEARTH_RECORD_INT (HearthKept, hearth_kept, matches, FIELD_MATCHES)
HEARTH_RECORD_STRING (HearthKept, hearth_kept, boot, FIELD_BOOT)
HEARTH_RECORD_INT (HearthKept, hearth_kept, boot_s, FIELD_BOOT_S)
HEARTH_RECORD_INT (HearthKept, hearth_kept, thought_s, FIELD_THOUGHT_S)

/* Hearth is younger: a clock that says less was never set. */
#define FIRST_S G_GINT64_CONSTANT (1735689600) /* 2025-01-01 */

/**
 * hearth_kept_is_a_time:
 * @at_s: UTC seconds
 *
 * Returns: whether it may be a time that a clock told, not the one with which a PC without a battery begins
 */
gboolean
hearth_kept_is_a_time (gint64 at_s)
{
  return at_s >= FIRST_S;
}
