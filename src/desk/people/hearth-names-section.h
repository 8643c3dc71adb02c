/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-person-section.h"

G_BEGIN_DECLS

/* Names and pronouns of the person form. */
#define HEARTH_TYPE_NAMES_SECTION (hearth_names_section_get_type ())
G_DECLARE_FINAL_TYPE (HearthNamesSection, hearth_names_section, HEARTH, NAMES_SECTION, GtkBox)

G_END_DECLS
