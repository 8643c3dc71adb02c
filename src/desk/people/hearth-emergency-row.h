/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-emergency-contact.h"

G_BEGIN_DECLS

/* Somebody to call in an emergency. Signal "removed": its button was chosen. */
#define HEARTH_TYPE_EMERGENCY_ROW (hearth_emergency_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthEmergencyRow, hearth_emergency_row, HEARTH, EMERGENCY_ROW, AdwExpanderRow)

GtkWidget *hearth_emergency_row_new (HearthEmergencyContact *contact); /* NULL: an empty, open one */
/* (transfer full) (nullable): NULL where nothing is typed */
HearthEmergencyContact *hearth_emergency_row_dup_contact (HearthEmergencyRow *self);
GtkWidget *hearth_emergency_row_get_name_row (HearthEmergencyRow *self);

G_END_DECLS
