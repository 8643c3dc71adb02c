/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-preferences-section.h"

G_BEGIN_DECLS

/* Preferences: "What we keep", the text that everybody is told before a record is made. */
#define HEARTH_TYPE_NOTICE_SECTION (hearth_notice_section_get_type ())
G_DECLARE_FINAL_TYPE (HearthNoticeSection, hearth_notice_section, HEARTH, NOTICE_SECTION, HearthPreferencesSection)

GtkWidget *hearth_notice_section_new (HearthClient *client);

G_END_DECLS
