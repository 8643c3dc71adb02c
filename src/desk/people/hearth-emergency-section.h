/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-person-section.h"

G_BEGIN_DECLS

/* Whom to call in an emergency, in the person form. */
#define HEARTH_TYPE_EMERGENCY_SECTION (hearth_emergency_section_get_type ())
G_DECLARE_FINAL_TYPE (HearthEmergencySection, hearth_emergency_section, HEARTH, EMERGENCY_SECTION, GtkBox)

G_END_DECLS
