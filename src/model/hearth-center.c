/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The center and the desk, as the hub tells them to whoever connects.
 * Immutable; any thread may read it. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-center.h"

struct _HearthCenter
{
  HearthRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthCenter, hearth_center, HEARTH_TYPE_RECORD)

/* In the order in which class_init adds them. */
enum
{
  FIELD_REVISION = 1,
  FIELD_NAME,
  FIELD_TIME_ZONE,      /* IANA name */
  FIELD_DESK,           /* name of this desk */
  FIELD_FRONT_DESK,     /* this desk caps what is seen at it */
  FIELD_NOTICE_VERSION, /* of "What we keep" */
  FIELD_NOTICE_ON,      /* YYYY-MM-DD */
  FIELD_NOTICE_TEXT,
  FIELD_EMERGENCY_CARD, /* the text of the card, lines */
  FIELD_CLOCK_BEHIND_S, /* by how much the clock is behind the newest visit, 0 if it is not */
  FIELD_HUB_VERSION,
  FIELD_SAMPLE, /* invented people: a center to try things in */
};

static void
hearth_center_class_init (HearthCenterClass *klass)
{
  HearthRecordClass *record_class = HEARTH_RECORD_CLASS (klass);

  hearth_record_class_add_int (record_class, "revision");
  hearth_record_class_add_string (record_class, "name");
  hearth_record_class_add_string (record_class, "time-zone");
  hearth_record_class_add_string (record_class, "desk");
  hearth_record_class_add_bool (record_class, "front-desk");
  hearth_record_class_add_string (record_class, "notice-version");
  hearth_record_class_add_string (record_class, "notice-on");
  hearth_record_class_add_string (record_class, "notice-text");
  hearth_record_class_add_string (record_class, "emergency-card");
  hearth_record_class_add_int (record_class, "clock-behind-s");
  hearth_record_class_add_string (record_class, "hub-version");
  hearth_record_class_add_bool (record_class, "sample");
}

static void
hearth_center_init (HearthCenter *self)
{
}

HEARTH_RECORD_INT (HearthCenter, hearth_center, revision, FIELD_REVISION)
HEARTH_RECORD_STRING (HearthCenter, hearth_center, name, FIELD_NAME)
HEARTH_RECORD_STRING (HearthCenter, hearth_center, time_zone, FIELD_TIME_ZONE)
HEARTH_RECORD_STRING (HearthCenter, hearth_center, desk, FIELD_DESK)
HEARTH_RECORD_BOOL (HearthCenter, hearth_center, front_desk, FIELD_FRONT_DESK)
HEARTH_RECORD_STRING (HearthCenter, hearth_center, notice_version, FIELD_NOTICE_VERSION)
HEARTH_RECORD_STRING (HearthCenter, hearth_center, notice_on, FIELD_NOTICE_ON)
HEARTH_RECORD_STRING (HearthCenter, hearth_center, notice_text, FIELD_NOTICE_TEXT)
HEARTH_RECORD_STRING (HearthCenter, hearth_center, emergency_card, FIELD_EMERGENCY_CARD)
HEARTH_RECORD_INT (HearthCenter, hearth_center, clock_behind_s, FIELD_CLOCK_BEHIND_S)
HEARTH_RECORD_STRING (HearthCenter, hearth_center, hub_version, FIELD_HUB_VERSION)
HEARTH_RECORD_BOOL (HearthCenter, hearth_center, sample, FIELD_SAMPLE)
