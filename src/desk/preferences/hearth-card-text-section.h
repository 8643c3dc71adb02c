/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-preferences-section.h"

G_BEGIN_DECLS

/* Preferences: the text of the emergency card. */
#define HEARTH_TYPE_CARD_TEXT_SECTION (hearth_card_text_section_get_type ())
G_DECLARE_FINAL_TYPE (
    HearthCardTextSection, hearth_card_text_section, HEARTH, CARD_TEXT_SECTION, HearthPreferencesSection)

GtkWidget *hearth_card_text_section_new (HearthClient *client);

G_END_DECLS
