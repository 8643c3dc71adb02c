/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The center's own text for an emergency, in large type. The first line is the heading, each further one a step. */
#define HEARTH_TYPE_EMERGENCY_CARD (hearth_emergency_card_get_type ())
G_DECLARE_FINAL_TYPE (HearthEmergencyCard, hearth_emergency_card, HEARTH, EMERGENCY_CARD, AdwWindow)

/* @text may be empty or NULL: then the card that every center begins with. */
HearthEmergencyCard *hearth_emergency_card_new (GtkWindow *parent, const char *text);
const char *hearth_emergency_card_default (void);

G_END_DECLS
