/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-preferences-section.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_DESKS_SECTION (hearth_desks_section_get_type ())
G_DECLARE_FINAL_TYPE (HearthDesksSection, hearth_desks_section, HEARTH, DESKS_SECTION, HearthPreferencesSection)

GtkWidget *hearth_desks_section_new (HearthClient *client);

G_END_DECLS
