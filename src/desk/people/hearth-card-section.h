/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-person-section.h"

G_BEGIN_DECLS

/* The code of a card in the person form. Actions that its rows name and that the dialog has: person.new-card,
 * person.print-card. */
#define HEARTH_TYPE_CARD_SECTION (hearth_card_section_get_type ())
G_DECLARE_FINAL_TYPE (HearthCardSection, hearth_card_section, HEARTH, CARD_SECTION, GtkBox)

G_END_DECLS
