/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-preferences-section.h"

G_BEGIN_DECLS

/* Which notices this PC shows, and how much of a name. */
#define HEARTH_TYPE_NOTIFICATIONS_SECTION (hearth_notifications_section_get_type ())
G_DECLARE_FINAL_TYPE (
    HearthNotificationsSection, hearth_notifications_section, HEARTH, NOTIFICATIONS_SECTION, HearthPreferencesSection)

GtkWidget *hearth_notifications_section_new (HearthClient *client);

G_END_DECLS
