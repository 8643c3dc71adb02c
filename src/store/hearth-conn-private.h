/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* How long a statement waits for another process that looks into the file, for instance a backup program. */
#define HEARTH_CONN_BUSY_MS 5000

/* For the files of src/store that own connections: hearth-db, hearth-migrations, hearth-backup, hearth-verify. */
sqlite3 *hearth_conn_get_sqlite (HearthConn *self);
gboolean hearth_conn_in_transaction (HearthConn *self);
void hearth_conn_reset_statements (HearthConn *self);
void hearth_conn_set_cancellable (HearthConn *self, GCancellable *cancellable);
gboolean hearth_conn_run_script (HearthConn *self, const char *sql, GError **error);
gboolean hearth_conn_get_pragma (HearthConn *self, const char *sql, gint64 *value, GError **error);
gboolean hearth_conn_set_checkpoint_on_close (HearthConn *self, gboolean checkpoint, GError **error);

void hearth_sqlite_set_error (GError **error, sqlite3 *db, int rc, const char *sql);

G_END_DECLS
