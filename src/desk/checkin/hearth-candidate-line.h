/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-candidate.h"

G_BEGIN_DECLS

/* One who fits what was typed: shown name, pronouns, here since. Properties: armed, shrink-names. */
#define HEARTH_TYPE_CANDIDATE_LINE (hearth_candidate_line_get_type ())
G_DECLARE_FINAL_TYPE (HearthCandidateLine, hearth_candidate_line, HEARTH, CANDIDATE_LINE, GtkListBoxRow)

GtkWidget *hearth_candidate_line_new (HearthCandidate *candidate, guint number, GTimeZone *zone);
HearthCandidate *hearth_candidate_line_get_candidate (HearthCandidateLine *self);

G_END_DECLS
