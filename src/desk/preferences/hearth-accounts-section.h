/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-preferences-section.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_ACCOUNTS_SECTION (hearth_accounts_section_get_type ())
G_DECLARE_FINAL_TYPE (
    HearthAccountsSection, hearth_accounts_section, HEARTH, ACCOUNTS_SECTION, HearthPreferencesSection)

GtkWidget *hearth_accounts_section_new (HearthClient *client);
/* In its place at a desk where accounts stay closed: why. */
GtkWidget *hearth_accounts_section_new_closed (void);

G_END_DECLS
