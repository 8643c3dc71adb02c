/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A statement: values in, rows out. Handed out by a connection's cache and given back to it; the thread of its
 * connection. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-stmt-private.h"

#include <errno.h>

#define NAME_MAX_LENGTH 60

/**
 * hearth_stmt_free:
 * @self: (transfer full): a statement that leaves the cache
 */
void
hearth_stmt_free (HearthStmt *self)
{
  sqlite3_finalize (self->stmt);
  g_free (self->sql);
  g_free (self);
}

/**
 * hearth_stmt_release:
 * @self: (nullable) (transfer full): a statement
 *
 * Ends what it was doing, forgets its values and gives it back to its connection. g_autoptr does this.
 */
void
hearth_stmt_release (HearthStmt *self)
{
  HearthConn *conn;

  if (!self)
    return;
  conn = self->conn;
  g_ptr_array_remove_fast (conn->used, self);
  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
  self->bind_rc = SQLITE_OK;
  self->in_use = FALSE;
  if (!self->kept)
    hearth_stmt_free (self);
}

/* @name: with or without its colon. */
static int
parameter_index (HearthStmt *self, const char *name)
{
  char buffer[NAME_MAX_LENGTH + 2] = ":";
  int index;

  if (name[0] == ':')
    index = sqlite3_bind_parameter_index (self->stmt, name);
  else
    {
      g_strlcpy (buffer + 1, name, sizeof buffer - 1);
      index = sqlite3_bind_parameter_index (self->stmt, buffer);
    }
  if (index == 0)
    g_critical ("no parameter \"%s\" in \"%s\"", name, self->sql);
  return index;
}

static void
note_bind (HearthStmt *self, int rc)
{
  if (rc != SQLITE_OK && self->bind_rc == SQLITE_OK)
    self->bind_rc = rc;
}

/**
 * hearth_stmt_bind_int:
 * @self: (nullable): a statement
 * @name: of a parameter, with or without the colon it has in the SQL
 * @value: an integer
 */
void
hearth_stmt_bind_int (HearthStmt *self, const char *name, gint64 value)
{
  if (self)
    note_bind (self, sqlite3_bind_int64 (self->stmt, parameter_index (self, name), value));
}

/**
 * hearth_stmt_bind_text:
 * @self: (nullable): a statement
 * @name: of a parameter
 * @value: (nullable): a text, copied; %NULL binds NULL. What is not UTF-8 makes the next step fail.
 */
void
hearth_stmt_bind_text (HearthStmt *self, const char *name, const char *value)
{
  if (!self)
    return;
  if (value && !g_utf8_validate (value, -1, NULL))
    note_bind (self, SQLITE_MISMATCH);
  else
    note_bind (self, sqlite3_bind_text (self->stmt, parameter_index (self, name), value, -1, SQLITE_TRANSIENT));
}

/**
 * hearth_stmt_bind_bytes:
 * @self: (nullable): a statement
 * @name: of a parameter
 * @data: (nullable) (array length=length): bytes, copied; %NULL with a @length of 0 binds an empty BLOB
 * @length: how many
 */
void
hearth_stmt_bind_bytes (HearthStmt *self, const char *name, gconstpointer data, gsize length)
{
  if (self)
    note_bind (self, sqlite3_bind_blob64 (self->stmt, parameter_index (self, name), data ? data : "", length,
                                          SQLITE_TRANSIENT));
}

/**
 * hearth_stmt_bind_null:
 * @self: (nullable): a statement
 * @name: of a parameter
 */
void
hearth_stmt_bind_null (HearthStmt *self, const char *name)
{
  if (self)
    note_bind (self, sqlite3_bind_null (self->stmt, parameter_index (self, name)));
}

/**
 * hearth_stmt_step:
 * @self: (nullable): a statement
 * @error: return location
 *
 * Returns: %TRUE when there is a row to read; %FALSE at the end, or with @error set
 */
gboolean
hearth_stmt_step (HearthStmt *self, GError **error)
{
  int rc;

  if (!self)
    return FALSE;
  if (self->bind_rc != SQLITE_OK)
    {
      hearth_sqlite_set_error (error, NULL, self->bind_rc, self->sql);
      return FALSE;
    }
  errno = 0; /* see hearth_sqlite_set_error() */
  rc = sqlite3_step (self->stmt);
  if (rc == SQLITE_ROW)
    return TRUE;
  if (rc == SQLITE_DONE)
    return FALSE;
  if (self->conn->cancellable && g_cancellable_set_error_if_cancelled (self->conn->cancellable, error))
    return FALSE;
  hearth_sqlite_set_error (error, self->conn->db, rc, self->sql);
  return FALSE;
}

/**
 * hearth_stmt_run:
 * @self: (nullable): a statement
 * @error: return location
 *
 * Runs the statement to its end and resets it, so that it can be bound and run again.
 *
 * Returns: %FALSE on error
 */
gboolean
hearth_stmt_run (HearthStmt *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!self)
    return FALSE;
  while (hearth_stmt_step (self, &local_error))
    ;
  sqlite3_reset (self->stmt);
  if (!local_error)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * hearth_stmt_int:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Returns: the integer there, 0 for NULL
 */
gint64
hearth_stmt_int (HearthStmt *self, int column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

/**
 * hearth_stmt_text:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Returns: (transfer none): the text there, "" for NULL, until the next step
 */
const char *
hearth_stmt_text (HearthStmt *self, int column)
{
  const char *text = (const char *)sqlite3_column_text (self->stmt, column);

  return text ? text : "";
}

/**
 * hearth_stmt_bytes:
 * @self: a statement on a row
 * @column: its number, from 0
 * @length: (out): how many bytes
 *
 * Returns: (transfer none) (nullable) (array length=length): the bytes there, until the next step
 */
gconstpointer
hearth_stmt_bytes (HearthStmt *self, int column, gsize *length)
{
  gconstpointer data = sqlite3_column_blob (self->stmt, column);

  *length = (gsize)sqlite3_column_bytes (self->stmt, column);
  return data;
}

/**
 * hearth_stmt_is_null:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Returns: whether nothing is there
 */
gboolean
hearth_stmt_is_null (HearthStmt *self, int column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}
