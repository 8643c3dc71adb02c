/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-person-section.h"

G_BEGIN_DECLS

/* Which notice of what the center keeps they were told, in the person form. */
#define HEARTH_TYPE_TOLD_SECTION (hearth_told_section_get_type ())
G_DECLARE_FINAL_TYPE (HearthToldSection, hearth_told_section, HEARTH, TOLD_SECTION, GtkBox)

G_END_DECLS
