/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-record.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PERSON (hearth_person_get_type ())
G_DECLARE_FINAL_TYPE (HearthPerson, hearth_person, HEARTH, PERSON, HearthRecord)

gint64 hearth_person_get_id (HearthPerson *self);
gint64 hearth_person_get_revision (HearthPerson *self);
const char *hearth_person_get_uuid (HearthPerson *self);
const char *hearth_person_get_preferred_name (HearthPerson *self);
const char *hearth_person_get_given_name (HearthPerson *self);
const char *hearth_person_get_family_name (HearthPerson *self);
const char *const *hearth_person_get_former_names (HearthPerson *self);
const char *hearth_person_get_pronouns (HearthPerson *self);
const char *hearth_person_get_birth_kind (HearthPerson *self);
const char *hearth_person_get_birth_date (HearthPerson *self);
const char *hearth_person_get_recovery_date (HearthPerson *self);
gboolean hearth_person_get_recovery_noticed (HearthPerson *self);
GListModel *hearth_person_get_phones (HearthPerson *self);
const char *hearth_person_get_email (HearthPerson *self);
const char *hearth_person_get_postal_code (HearthPerson *self);
const char *const *hearth_person_get_languages (HearthPerson *self);
const char *hearth_person_get_card_code (HearthPerson *self);
GListModel *hearth_person_get_emergency_contacts (HearthPerson *self);
const char *hearth_person_get_note (HearthPerson *self);
const char *hearth_person_get_told_version (HearthPerson *self);
const char *hearth_person_get_told_on (HearthPerson *self);
gint64 hearth_person_get_created_at_s (HearthPerson *self);
gboolean hearth_person_get_contact_hidden (HearthPerson *self);

G_END_DECLS
