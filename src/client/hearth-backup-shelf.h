/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_BACKUP_SHELF_DEPTH 3

/* A folder of this PC with sealed backups of the hub: nobody opens them here. Functions for a thread of their own: they
 * wait for the disk. */
gboolean hearth_backup_shelf_is_name (const char *name);
gint64 hearth_backup_shelf_newest_at_s (const char *folder);
int hearth_backup_shelf_begin (const char *folder, guint64 size, char **temporary, GError **error);
gboolean hearth_backup_shelf_add (int fd, GBytes *piece, GError **error);
gboolean hearth_backup_shelf_put (
    const char *folder, int fd, const char *temporary, const char *name, gint64 made_at_s, GError **error);

G_END_DECLS
