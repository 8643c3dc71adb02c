/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One SQLite connection, opened by one recipe, with a cache of its statements by their text. Owned by HearthDb (the
 * writer and each reader thread has one) or by a tool that looks at a file. One thread at a time. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-stmt-private.h"

#include "hearth-error.h"

#define PROGRESS_OPCODES 10000

static gboolean
run_pragmas (sqlite3 *db, const char *const *pragmas, GError **error)
{
  for (guint i = 0; pragmas[i]; i++)
    {
      int rc = sqlite3_exec (db, pragmas[i], NULL, NULL, NULL);

      if (rc != SQLITE_OK)
        {
          hearth_sqlite_set_error (error, db, rc, pragmas[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
set_option (sqlite3 *db, int option, int value, GError **error)
{
  int rc = sqlite3_db_config (db, option, value, NULL);

  if (rc == SQLITE_OK)
    return TRUE;
  hearth_sqlite_set_error (error, db, rc, NULL);
  return FALSE;
}

/* The recipe. trusted_schema stays on for the writer alone: the triggers that keep the search index write to an FTS5
 * table, which SQLite before 3.41 counts as untrusted, and Hearth registers no function or virtual table of its own that
 * a prepared schema could misuse. */
static gboolean
apply_recipe (sqlite3 *db, HearthConnMode mode, GError **error)
{
  static const char *const common[] = {
    "PRAGMA foreign_keys = ON",   "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY", "PRAGMA mmap_size = 0", /* an I/O error of a mapped file is a signal, not a result */
    "PRAGMA cache_size = -8192",  NULL,
  };
  static const char *const writer[] = {
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -8192",
    "PRAGMA wal_autocheckpoint = 1000",
    "PRAGMA journal_size_limit = 16777216",
    NULL,
  };
  static const char *const reader[] = {
    "PRAGMA trusted_schema = OFF",
    "PRAGMA query_only = ON",
    "PRAGMA cache_size = -4096",
    "PRAGMA wal_autocheckpoint = 0",
    NULL,
  };

  sqlite3_extended_result_codes (db, 1);
  sqlite3_busy_timeout (db, HEARTH_CONN_BUSY_MS);
  sqlite3_limit (db, SQLITE_LIMIT_ATTACHED, 0);
  return set_option (db, SQLITE_DBCONFIG_DEFENSIVE, 1, error) && set_option (db, SQLITE_DBCONFIG_DQS_DML, 0, error)
         && set_option (db, SQLITE_DBCONFIG_DQS_DDL, 0, error)
         && set_option (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, mode == HEARTH_CONN_READER, error)
         && run_pragmas (db, common, error) && run_pragmas (db, mode == HEARTH_CONN_WRITER ? writer : reader, error);
}

/**
 * hearth_conn_open:
 * @path: a database file that is there
 * @mode: whether it may write
 * @error: return location
 *
 * Opens the file and sets the connection up. No file is ever made by this.
 *
 * Returns: (transfer full): the connection
 */
HearthConn *
hearth_conn_open (const char *path, HearthConnMode mode, GError **error)
{
  g_autoptr (HearthConn) self = g_new0 (HearthConn, 1);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  int rc;

  g_return_val_if_fail (path != NULL, NULL);

  self->used = g_ptr_array_new ();
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)hearth_stmt_free);
  flags |= mode == HEARTH_CONN_WRITER ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  rc = sqlite3_open_v2 (path, &self->db, flags, NULL);
  if (rc != SQLITE_OK)
    {
      hearth_sqlite_set_error (error, self->db, rc, NULL);
      return NULL;
    }
  if (!apply_recipe (self->db, mode, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * hearth_conn_free:
 * @self: (nullable) (transfer full): a connection, whose statements have all been released
 *
 * Closes it. A transaction that is open is rolled back.
 */
void
hearth_conn_free (HearthConn *self)
{
  if (!self)
    return;
  if (self->used->len > 0)
    g_critical ("%u statements are in use while their connection is closed", self->used->len);
  g_clear_pointer (&self->used, g_ptr_array_unref);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  sqlite3_close_v2 (self->db);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/**
 * hearth_conn_prepare:
 * @self: a connection
 * @sql: one statement, a constant text
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the statement, reset and without values; from the cache if it was used before
 */
HearthStmt *
hearth_conn_prepare (HearthConn *self, const char *sql, GError **error)
{
  HearthStmt *stmt, *kept;
  sqlite3_stmt *prepared = NULL;
  int rc;

  g_return_val_if_fail (self != NULL && sql != NULL, NULL);

  kept = g_hash_table_lookup (self->kept, sql);
  if (kept && !kept->in_use)
    {
      kept->in_use = TRUE;
      g_ptr_array_add (self->used, kept);
      return kept;
    }
  rc = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, NULL);
  if (rc != SQLITE_OK || !prepared)
    {
      hearth_sqlite_set_error (error, self->db, rc == SQLITE_OK ? SQLITE_MISUSE : rc, sql);
      return NULL;
    }
  stmt = g_new0 (HearthStmt, 1);
  stmt->conn = self;
  stmt->stmt = prepared;
  stmt->sql = g_strdup (sql);
  stmt->in_use = TRUE;
  stmt->kept = kept == NULL;
  if (stmt->kept)
    g_hash_table_insert (self->kept, stmt->sql, stmt);
  g_ptr_array_add (self->used, stmt);
  return stmt;
}

/**
 * hearth_conn_exec:
 * @self: a connection
 * @sql: one statement without values, a constant text
 * @error: return location
 *
 * Runs it to its end; rows are passed over.
 *
 * Returns: %FALSE on error
 */
gboolean
hearth_conn_exec (HearthConn *self, const char *sql, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (self, sql, error);

  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_conn_last_id:
 * @self: a connection
 *
 * Returns: the rowid of the last row that was inserted
 */
gint64
hearth_conn_last_id (HearthConn *self)
{
  return sqlite3_last_insert_rowid (self->db);
}

/**
 * hearth_conn_n_changes:
 * @self: a connection
 *
 * Returns: how many rows the last INSERT, UPDATE or DELETE changed
 */
int
hearth_conn_n_changes (HearthConn *self)
{
  return sqlite3_changes (self->db);
}

/**
 * hearth_conn_get_sqlite:
 * @self: a connection
 *
 * Returns: (transfer none): what SQLite knows it as
 */
sqlite3 *
hearth_conn_get_sqlite (HearthConn *self)
{
  return self->db;
}

/**
 * hearth_conn_in_transaction:
 * @self: a connection
 *
 * Returns: whether a transaction is open; SQLite may have ended it by itself after an error
 */
gboolean
hearth_conn_in_transaction (HearthConn *self)
{
  return !sqlite3_get_autocommit (self->db);
}

/**
 * hearth_conn_reset_statements:
 * @self: a connection
 *
 * Ends whatever statement of ours is still in the middle of its rows: RELEASE and COMMIT come after this. Those that
 * FTS5 has for itself are left to it.
 */
void
hearth_conn_reset_statements (HearthConn *self)
{
  for (guint i = 0; i < self->used->len; i++)
    sqlite3_reset (((HearthStmt *)g_ptr_array_index (self->used, i))->stmt);
}

static int
on_progress (gpointer data)
{
  return g_cancellable_is_cancelled (data);
}

/**
 * hearth_conn_set_cancellable:
 * @self: a connection of a reader
 * @cancellable: (nullable): what ends a statement early from now on
 */
void
hearth_conn_set_cancellable (HearthConn *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
  sqlite3_progress_handler (self->db, PROGRESS_OPCODES, cancellable ? on_progress : NULL, cancellable);
}

/**
 * hearth_conn_run_script:
 * @self: a connection
 * @sql: any number of statements, a constant text
 * @error: return location
 *
 * Returns: %FALSE on error; what ran before it stays done unless there is a transaction around it
 */
gboolean
hearth_conn_run_script (HearthConn *self, const char *sql, GError **error)
{
  int rc = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  if (rc == SQLITE_OK)
    return TRUE;
  hearth_sqlite_set_error (error, self->db, rc, NULL);
  return FALSE;
}

/**
 * hearth_conn_get_pragma:
 * @self: a connection
 * @sql: a statement that gives one integer
 * @value: (out): the integer
 * @error: return location
 *
 * Returns: %FALSE on error
 */
gboolean
hearth_conn_get_pragma (HearthConn *self, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (self, sql, error);
  g_autoptr (GError) local_error = NULL;

  if (hearth_stmt_step (stmt, &local_error))
    {
      *value = hearth_stmt_int (stmt, 0);
      return TRUE;
    }
  if (local_error)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (stmt)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "no row from \"%s\"", sql);
  return FALSE;
}

/**
 * hearth_conn_set_checkpoint_on_close:
 * @self: a connection
 * @checkpoint: whether closing it, as the last one, moves the write-ahead log into the file
 * @error: return location
 *
 * Returns: %FALSE on error
 */
gboolean
hearth_conn_set_checkpoint_on_close (HearthConn *self, gboolean checkpoint, GError **error)
{
  return set_option (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !checkpoint, error);
}
