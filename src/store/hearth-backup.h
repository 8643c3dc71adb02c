/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-db.h"

G_BEGIN_DECLS

#define HEARTH_BACKUP_DEPTH 14

/* The copy of each day, in the folder "backups" beside the center file. */
void
hearth_backup_daily_async (HearthDb *db, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean hearth_backup_daily_finish (HearthDb *db, GAsyncResult *result, GError **error);
gboolean hearth_backup_daily (HearthDb *db, GError **error);
char *hearth_backup_newest (const char *path, gint64 *made_at_s);
gint64 hearth_backup_newest_at_s (const char *path);

/* One encrypted file to carry away. */
gboolean hearth_backup_write (HearthDb *db, const char *passphrase, const char *to, GError **error);
gboolean hearth_backup_prove (const char *from, const char *passphrase, GError **error);

/* Both put a proven copy in the place of @path, which is kept beside it. Nobody has the center open. */
gboolean hearth_backup_put_back (const char *copy, const char *path, GError **error);
gboolean hearth_backup_restore (const char *from, const char *passphrase, const char *path, GError **error);

G_END_DECLS
