/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-preferences-section.h"

G_BEGIN_DECLS

/* Preferences: what is for this PC alone, whoever signs in. */
#define HEARTH_TYPE_PC_SECTION (hearth_pc_section_get_type ())
G_DECLARE_FINAL_TYPE (HearthPcSection, hearth_pc_section, HEARTH, PC_SECTION, HearthPreferencesSection)

GtkWidget *hearth_pc_section_new (HearthClient *client);

G_END_DECLS
