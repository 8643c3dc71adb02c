/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the desk may see once somebody was chosen and checked in.
 * Immutable; any thread may read it. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-arrival.h"

struct _HearthArrival
{
  HearthRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthArrival, hearth_arrival, HEARTH_TYPE_RECORD)

/* In the order in which class_init adds them. */
enum
{
  FIELD_VISIT_ID = 1,
  FIELD_PERSON_ID,
  FIELD_LAST_VISIT_ON, /* YYYY-MM-DD, "" the first time */
  FIELD_USUAL_REASON,  /* code */
  FIELD_FIRST_VISIT,
  FIELD_CHOSEN_DATE, /* today is a date they asked to have noticed */
  FIELD_UNDER_18,
};

static void
hearth_arrival_class_init (HearthArrivalClass *klass)
{
  HearthRecordClass *record_class = HEARTH_RECORD_CLASS (klass);

  hearth_record_class_add_int (record_class, "visit-id");
  hearth_record_class_add_int (record_class, "person-id");
  hearth_record_class_add_string (record_class, "last-visit-on");
  hearth_record_class_add_string (record_class, "usual-reason");
  hearth_record_class_add_bool (record_class, "first-visit");
  hearth_record_class_add_bool (record_class, "chosen-date");
  hearth_record_class_add_bool (record_class, "under-18");
}

static void
hearth_arrival_init (HearthArrival *self)
{
}

HEARTH_RECORD_INT (HearthArrival, hearth_arrival, visit_id, FIELD_VISIT_ID)
HEARTH_RECORD_INT (HearthArrival, hearth_arrival, person_id, FIELD_PERSON_ID)
HEARTH_RECORD_STRING (HearthArrival, hearth_arrival, last_visit_on, FIELD_LAST_VISIT_ON)
HEARTH_RECORD_STRING (HearthArrival, hearth_arrival, usual_reason, FIELD_USUAL_REASON)
HEARTH_RECORD_BOOL (HearthArrival, hearth_arrival, first_visit, FIELD_FIRST_VISIT)
HEARTH_RECORD_BOOL (HearthArrival, hearth_arrival, chosen_date, FIELD_CHOSEN_DATE)
HEARTH_RECORD_BOOL (HearthArrival, hearth_arrival, under_18, FIELD_UNDER_18)
