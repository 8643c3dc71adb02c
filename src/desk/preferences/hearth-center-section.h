/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-preferences-section.h"

G_BEGIN_DECLS

/* Preferences: name and time zone of the center, this desk. */
#define HEARTH_TYPE_CENTER_SECTION (hearth_center_section_get_type ())
G_DECLARE_FINAL_TYPE (HearthCenterSection, hearth_center_section, HEARTH, CENTER_SECTION, HearthPreferencesSection)

GtkWidget *hearth_center_section_new (HearthClient *client);

G_END_DECLS
