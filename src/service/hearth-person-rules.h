/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-person.h"

G_BEGIN_DECLS

/* How many of each a person may have. A merge may bring together more: nothing is thrown away then. */
#define HEARTH_PERSON_PHONES_MAX 10
#define HEARTH_PERSON_CONTACTS_MAX 10
#define HEARTH_PERSON_WORDS_MAX 20 /* former names, languages */

/* The keys of a record that need contact-people. */
gboolean hearth_person_rules_is_contact (const char *key);

GVariant *hearth_person_rules_clean (GVariant *changes, const char *today, GError **error);
gboolean hearth_person_rules_check (HearthPerson *person, GError **error);
HearthPerson *hearth_person_rules_hide_contact (HearthPerson *person);

G_END_DECLS
