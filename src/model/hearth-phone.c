/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A way to reach somebody by phone, with the rules they gave for it.
 * Immutable; any thread may read it. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-phone.h"

struct _HearthPhone
{
  HearthRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthPhone, hearth_phone, HEARTH_TYPE_RECORD)

/* In the order in which class_init adds them. */
enum
{
  FIELD_NUMBER = 1,   /* as typed */
  FIELD_LABEL,        /* "mobile", "home", "work", "other" */
  FIELD_SAFE_TO_CALL, /* their words or a preset: when, or "never" */
  FIELD_VOICEMAIL,    /* "", "none", "first-name", "center" */
  FIELD_TEXTS,        /* text messages are fine */
};

static void
hearth_phone_class_init (HearthPhoneClass *klass)
{
  HearthRecordClass *record_class = HEARTH_RECORD_CLASS (klass);

  hearth_record_class_add_string (record_class, "number");
  hearth_record_class_add_string (record_class, "label");
  hearth_record_class_add_string (record_class, "safe-to-call");
  hearth_record_class_add_string (record_class, "voicemail");
  hearth_record_class_add_bool (record_class, "texts");
}

static void
hearth_phone_init (HearthPhone *self)
{
}

HEARTH_RECORD_STRING (HearthPhone, hearth_phone, number, FIELD_NUMBER)
HEARTH_RECORD_STRING (HearthPhone, hearth_phone, label, FIELD_LABEL)
HEARTH_RECORD_STRING (HearthPhone, hearth_phone, safe_to_call, FIELD_SAFE_TO_CALL)
HEARTH_RECORD_STRING (HearthPhone, hearth_phone, voicemail, FIELD_VOICEMAIL)
HEARTH_RECORD_BOOL (HearthPhone, hearth_phone, texts, FIELD_TEXTS)
