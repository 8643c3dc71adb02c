/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_BACKUP_KEEPER (hearth_backup_keeper_get_type ())
G_DECLARE_FINAL_TYPE (HearthBackupKeeper, hearth_backup_keeper, HEARTH, BACKUP_KEEPER, GObject)

/* Fetches the newest sealed backup of the hub, if this desk is to keep them: after each connection, every hour, and when a
 * director changes what desks are for. The newest 3 stay in the folder "backups" of the desk's folder; only the passphrase
 * of the backups opens them. Main context only; the disk is waited for in threads.
 * Property (read-only, notify): kept-at-s (int64): when the newest one here was made, 0 until one is known of. */
HearthBackupKeeper *hearth_backup_keeper_new (HearthClient *client, const char *desk_folder);
gint64 hearth_backup_keeper_get_kept_at_s (HearthBackupKeeper *self);

G_END_DECLS
