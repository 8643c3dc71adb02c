/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-backup-store.h"
#include "hearth-unit.h"

G_BEGIN_DECLS

/* Sealed backups of the center: a second place, and desks that keep them. */
#define HEARTH_BACKUP_PIECE_BYTES (512 * 1024)

/* For the hub itself: nothing of it leaves the hub. */
gboolean hearth_backup_service_get_plan (HearthUnit *unit, HearthBackupPlan *plan, GError **error);

/* In two steps: the first takes its time and belongs to no database thread, nor to a main loop. */
gboolean hearth_backup_service_prepare (const char *center_path,
                                        const char *folder,
                                        const char *passphrase,
                                        gboolean *apart,
                                        HearthSealing *sealing,
                                        GError **error);
gboolean hearth_backup_service_set_place (HearthUnit *unit,
                                          gint64 revision,
                                          const char *folder,
                                          gboolean apart,
                                          const HearthSealing *sealing,
                                          GError **error);

/* To caller.desk_id, if it keeps backups. */
char *hearth_backup_service_offer (
    HearthUnit *unit, gint64 kept_at_s, guint64 *size, gint64 *made_at_s, gboolean *noted, GError **error);
GBytes *hearth_backup_service_piece (HearthUnit *unit, const char *name, guint64 offset, GError **error);

G_END_DECLS
