/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"

G_BEGIN_DECLS

/* What is set for this PC, and for a director what is the center's. */
#define HEARTH_TYPE_PREFERENCES (hearth_preferences_get_type ())
G_DECLARE_FINAL_TYPE (HearthPreferences, hearth_preferences, HEARTH, PREFERENCES, AdwWindow)

void hearth_preferences_present (GtkWidget *parent, HearthClient *client);
/* Begins with @section (nullable), where who is signed in has it. */
void hearth_preferences_present_section (GtkWidget *parent, HearthClient *client, const char *section);

G_END_DECLS
