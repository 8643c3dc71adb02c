/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-person-section.h"

G_BEGIN_DECLS

/* Phones with their rules, e-mail and postal code of the person form. */
#define HEARTH_TYPE_REACH_SECTION (hearth_reach_section_get_type ())
G_DECLARE_FINAL_TYPE (HearthReachSection, hearth_reach_section, HEARTH, REACH_SECTION, GtkBox)

G_END_DECLS
