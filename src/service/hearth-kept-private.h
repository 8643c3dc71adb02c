/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-error.h"
#include "hearth-kept.h"
#include "hearth-unit.h"

G_BEGIN_DECLS

/* What replaying and making again share. */
gboolean hearth_kept_act_for (
    HearthUnit *unit, gint64 account, gint64 at_s, HearthError otherwise, HearthUnit *as, GError **error);
gboolean hearth_kept_reason_is_known (HearthUnit *unit, const char *code, gboolean *known, GError **error);

/* Returns (transfer full): what a request of it is kept under. @settled: a person said what it was. */
char *hearth_kept_wish (HearthKept *kept, gboolean settled);

G_END_DECLS
