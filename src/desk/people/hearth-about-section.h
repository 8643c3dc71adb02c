/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-person-section.h"

G_BEGIN_DECLS

/* Birth, recovery date, languages and note of the person form. */
#define HEARTH_TYPE_ABOUT_SECTION (hearth_about_section_get_type ())
G_DECLARE_FINAL_TYPE (HearthAboutSection, hearth_about_section, HEARTH, ABOUT_SECTION, GtkBox)

G_END_DECLS
