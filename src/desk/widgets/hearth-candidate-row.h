/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-candidate.h"

G_BEGIN_DECLS

GtkWidget *hearth_candidate_row_new (HearthCandidate *candidate, const char *icon_name);
HearthCandidate *hearth_candidate_row_get_candidate (GtkListBoxRow *row);

G_END_DECLS
