/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-preferences-section.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_HUB_SECTION (hearth_hub_section_get_type ())
G_DECLARE_FINAL_TYPE (HearthHubSection, hearth_hub_section, HEARTH, HUB_SECTION, HearthPreferencesSection)

GtkWidget *hearth_hub_section_new (HearthClient *client);

G_END_DECLS
