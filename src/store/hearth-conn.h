/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One SQLite connection with its statements. One thread at a time. Only files of src/store may use it to speak SQL. */
typedef struct _HearthConn HearthConn;
typedef struct _HearthStmt HearthStmt;

typedef enum
{
  HEARTH_CONN_WRITER,
  HEARTH_CONN_READER, /* query-only */
} HearthConnMode;

HearthConn *hearth_conn_open (const char *path, HearthConnMode mode, GError **error);
void hearth_conn_free (HearthConn *self);

HearthStmt *hearth_conn_prepare (HearthConn *self, const char *sql, GError **error);
gboolean hearth_conn_exec (HearthConn *self, const char *sql, GError **error);
gint64 hearth_conn_last_id (HearthConn *self);
int hearth_conn_n_changes (HearthConn *self);

/* A statement comes from its connection's cache and goes back there, reset, by g_autoptr. A NULL statement (its
 * preparation failed and has set the error) is passed through: binding does nothing, step and run return FALSE. */
void hearth_stmt_release (HearthStmt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthStmt, hearth_stmt_release)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthConn, hearth_conn_free)

void hearth_stmt_bind_int (HearthStmt *self, const char *name, gint64 value);
void hearth_stmt_bind_text (HearthStmt *self, const char *name, const char *value);
void hearth_stmt_bind_bytes (HearthStmt *self, const char *name, gconstpointer data, gsize length);
void hearth_stmt_bind_null (HearthStmt *self, const char *name);

gboolean hearth_stmt_step (HearthStmt *self, GError **error); /* TRUE: a row; FALSE: no more, or an error that is set */
gboolean hearth_stmt_run (HearthStmt *self, GError **error);  /* a statement without rows; TRUE: done */

gint64 hearth_stmt_int (HearthStmt *self, int column);
const char *hearth_stmt_text (HearthStmt *self, int column); /* "" for NULL; until the next step */
gconstpointer hearth_stmt_bytes (HearthStmt *self, int column, gsize *length);
gboolean hearth_stmt_is_null (HearthStmt *self, int column);

G_END_DECLS
