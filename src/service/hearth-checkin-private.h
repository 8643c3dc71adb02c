/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-unit.h"
#include "hearth-visit-options.h"
#include "hearth-visit-store.h"

G_BEGIN_DECLS

/* What recording and correcting share. */
gboolean hearth_checkin_set_arrival (HearthUnit *unit, HearthVisitRow *row, gint64 arrived_at_s, GError **error);
gboolean hearth_checkin_set_reason (HearthUnit *unit, HearthVisitRow *row, const char *code, GError **error);
gboolean hearth_checkin_follow_person (HearthUnit *unit, gint64 person, GError **error);

G_END_DECLS
