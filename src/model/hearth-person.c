/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Somebody the center knows by name. Every field but the preferred name is optional.
 * Immutable; any thread may read it. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-person.h"

#include "hearth-phone.h"
#include "hearth-emergency-contact.h"

struct _HearthPerson
{
  HearthRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthPerson, hearth_person, HEARTH_TYPE_RECORD)

/* In the order in which class_init adds them. */
enum
{
  FIELD_ID = 1,   /* 0 while it is not yet kept */
  FIELD_REVISION, /* grows with each change */
  FIELD_UUID,     /* the name outside the center */
  FIELD_PREFERRED_NAME,
  FIELD_GIVEN_NAME,
  FIELD_FAMILY_NAME,
  FIELD_FORMER_NAMES, /* for finding only */
  FIELD_PRONOUNS,
  FIELD_BIRTH_KIND,       /* "", "date", "year", "under-18", "18-or-over", "not-asked" */
  FIELD_BIRTH_DATE,       /* YYYY-MM-DD, or YYYY for "year" */
  FIELD_RECOVERY_DATE,    /* YYYY-MM-DD, theirs */
  FIELD_RECOVERY_NOTICED, /* the date may be noticed */
  FIELD_PHONES,           /* of HearthPhone */
  FIELD_EMAIL,
  FIELD_POSTAL_CODE,
  FIELD_LANGUAGES, /* BCP 47 tags or their words */
  FIELD_CARD_CODE,
  FIELD_EMERGENCY_CONTACTS, /* of HearthEmergencyContact */
  FIELD_NOTE,
  FIELD_TOLD_VERSION,   /* which notice they were told */
  FIELD_TOLD_ON,        /* YYYY-MM-DD */
  FIELD_CREATED_AT_S,   /* UTC seconds */
  FIELD_CONTACT_HIDDEN, /* the reader may not see phones, dates, notes: those fields are empty */
};

static void
hearth_person_class_init (HearthPersonClass *klass)
{
  HearthRecordClass *record_class = HEARTH_RECORD_CLASS (klass);

  hearth_record_class_add_int (record_class, "id");
  hearth_record_class_add_int (record_class, "revision");
  hearth_record_class_add_string (record_class, "uuid");
  hearth_record_class_add_string (record_class, "preferred-name");
  hearth_record_class_add_string (record_class, "given-name");
  hearth_record_class_add_string (record_class, "family-name");
  hearth_record_class_add_strv (record_class, "former-names");
  hearth_record_class_add_string (record_class, "pronouns");
  hearth_record_class_add_string (record_class, "birth-kind");
  hearth_record_class_add_string (record_class, "birth-date");
  hearth_record_class_add_string (record_class, "recovery-date");
  hearth_record_class_add_bool (record_class, "recovery-noticed");
  hearth_record_class_add_list (record_class, "phones", HEARTH_TYPE_PHONE);
  hearth_record_class_add_string (record_class, "email");
  hearth_record_class_add_string (record_class, "postal-code");
  hearth_record_class_add_strv (record_class, "languages");
  hearth_record_class_add_string (record_class, "card-code");
  hearth_record_class_add_list (record_class, "emergency-contacts", HEARTH_TYPE_EMERGENCY_CONTACT);
  hearth_record_class_add_string (record_class, "note");
  hearth_record_class_add_string (record_class, "told-version");
  hearth_record_class_add_string (record_class, "told-on");
  hearth_record_class_add_int (record_class, "created-at-s");
  hearth_record_class_add_bool (record_class, "contact-hidden");
}

static void
hearth_person_init (HearthPerson *self)
{
}

HEARTH_RECORD_INT (HearthPerson, hearth_person, id, FIELD_ID)
HEARTH_RECORD_INT (HearthPerson, hearth_person, revision, FIELD_REVISION)
HEARTH_RECORD_STRING (HearthPerson, hearth_person, uuid, FIELD_UUID)
HEARTH_RECORD_STRING (HearthPerson, hearth_person, preferred_name, FIELD_PREFERRED_NAME)
HEARTH_RECORD_STRING (HearthPerson, hearth_person, given_name, FIELD_GIVEN_NAME)
HEARTH_RECORD_STRING (HearthPerson, hearth_person, family_name, FIELD_FAMILY_NAME)
HEARTH_RECORD_STRV (HearthPerson, hearth_person, former_names, FIELD_FORMER_NAMES)
HEARTH_RECORD_STRING (HearthPerson, hearth_person, pronouns, FIELD_PRONOUNS)
HEARTH_RECORD_STRING (HearthPerson, hearth_person, birth_kind, FIELD_BIRTH_KIND)
HEARTH_RECORD_STRING (HearthPerson, hearth_person, birth_date, FIELD_BIRTH_DATE)
HEARTH_RECORD_STRING (HearthPerson, hearth_person, recovery_date, FIELD_RECOVERY_DATE)
HEARTH_RECORD_BOOL (HearthPerson, hearth_person, recovery_noticed, FIELD_RECOVERY_NOTICED)
HEARTH_RECORD_LIST (HearthPerson, hearth_person, phones, FIELD_PHONES)
HEARTH_RECORD_STRING (HearthPerson, hearth_person, email, FIELD_EMAIL)
HEARTH_RECORD_STRING (HearthPerson, hearth_person, postal_code, FIELD_POSTAL_CODE)
HEARTH_RECORD_STRV (HearthPerson, hearth_person, languages, FIELD_LANGUAGES)
HEARTH_RECORD_STRING (HearthPerson, hearth_person, card_code, FIELD_CARD_CODE)
HEARTH_RECORD_LIST (HearthPerson, hearth_person, emergency_contacts, FIELD_EMERGENCY_CONTACTS)
HEARTH_RECORD_STRING (HearthPerson, hearth_person, note, FIELD_NOTE)
HEARTH_RECORD_STRING (HearthPerson, hearth_person, told_version, FIELD_TOLD_VERSION)
HEARTH_RECORD_STRING (HearthPerson, hearth_person, told_on, FIELD_TOLD_ON)
HEARTH_RECORD_INT (HearthPerson, hearth_person, created_at_s, FIELD_CREATED_AT_S)
HEARTH_RECORD_BOOL (HearthPerson, hearth_person, contact_hidden, FIELD_CONTACT_HIDDEN)
