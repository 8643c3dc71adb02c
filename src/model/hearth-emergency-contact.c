/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Whom to call for somebody in an emergency.
 * Immutable; any thread may read it. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-emergency-contact.h"

struct _HearthEmergencyContact
{
  HearthRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthEmergencyContact, hearth_emergency_contact, HEARTH_TYPE_RECORD)

/* In the order in which class_init adds them. */
enum
{
  FIELD_NAME = 1,
  FIELD_RELATION,
  FIELD_PHONE,
};

static void
hearth_emergency_contact_class_init (HearthEmergencyContactClass *klass)
{
  HearthRecordClass *record_class = HEARTH_RECORD_CLASS (klass);

  hearth_record_class_add_string (record_class, "name");
  hearth_record_class_add_string (record_class, "relation");
  hearth_record_class_add_string (record_class, "phone");
}

static void
hearth_emergency_contact_init (HearthEmergencyContact *self)
{
}

HEARTH_RECORD_STRING (HearthEmergencyContact, hearth_emergency_contact, name, FIELD_NAME)
HEARTH_RECORD_STRING (HearthEmergencyContact, hearth_emergency_contact, relation, FIELD_RELATION)
HEARTH_RECORD_STRING (HearthEmergencyContact, hearth_emergency_contact, phone, FIELD_PHONE)
