/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-preferences-section.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SHARING_SECTION (hearth_sharing_section_get_type ())
G_DECLARE_FINAL_TYPE (HearthSharingSection, hearth_sharing_section, HEARTH, SHARING_SECTION, HearthPreferencesSection)

GtkWidget *hearth_sharing_section_new (HearthClient *client);

G_END_DECLS
