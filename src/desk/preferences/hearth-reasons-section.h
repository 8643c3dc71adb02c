/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-preferences-section.h"

G_BEGIN_DECLS

/* Preferences: what people come for, the words of the chips at the desk. */
#define HEARTH_TYPE_REASONS_SECTION (hearth_reasons_section_get_type ())
G_DECLARE_FINAL_TYPE (HearthReasonsSection, hearth_reasons_section, HEARTH, REASONS_SECTION, HearthPreferencesSection)

GtkWidget *hearth_reasons_section_new (HearthClient *client);

G_END_DECLS
