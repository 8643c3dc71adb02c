/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-kept.h"
#include "hearth-unit.h"
#include "hearth-visit.h"
#include "hearth-written.h"

G_BEGIN_DECLS

/* What desks kept while the hub was away. The unit's caller is the desk; the account is the one that the desk says was
 * there, if it had a shift there in the last 14 days, with what it may do now. */
typedef enum
{
  HEARTH_REPLAY_RECORDED,
  HEARTH_REPLAY_NOBODY,
  HEARTH_REPLAY_SEVERAL,
} HearthReplay;

#define HEARTH_KEPT_DAYS 14

gboolean hearth_kept_service_replay (
    HearthUnit *unit, HearthKept *kept, HearthReplay *outcome, HearthVisit **visit, guint *matches, GError **error);
HearthVisit *hearth_kept_service_settle (HearthUnit *unit, HearthKept *kept, gint64 person, GError **error);

/* A write of before a restore. @there: it is in the backup. HEARTH_ERROR_NOT_FOUND: what it stands on is not there yet;
 * INVALID, DENIED, CONFLICT: it cannot be made again. */
gboolean hearth_kept_service_again (HearthUnit *unit, HearthWritten *written, gboolean *there, GError **error);

G_END_DECLS
