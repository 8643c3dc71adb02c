/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-candidate.h"
#include "hearth-unit.h"

G_BEGIN_DECLS

/* Search at the desk. Returns (transfer full) (element-type HearthCandidate), best first. */
GPtrArray *hearth_finder_find (HearthUnit *unit, const char *query, guint limit, gint64 *alone, GError **error);

G_END_DECLS
