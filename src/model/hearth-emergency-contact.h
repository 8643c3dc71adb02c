/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-record.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_EMERGENCY_CONTACT (hearth_emergency_contact_get_type ())
G_DECLARE_FINAL_TYPE (HearthEmergencyContact, hearth_emergency_contact, HEARTH, EMERGENCY_CONTACT, HearthRecord)

const char *hearth_emergency_contact_get_name (HearthEmergencyContact *self);
const char *hearth_emergency_contact_get_relation (HearthEmergencyContact *self);
const char *hearth_emergency_contact_get_phone (HearthEmergencyContact *self);

G_END_DECLS
