/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The versions of "What we keep". None is ever changed: people were told it as it was. The newest is the current one.
 * Functions on a connection, on its thread. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-notice-store.h"

/**
 * hearth_notice_store_insert:
 * @conn: a writing connection
 * @version: what it is called, unique
 * @noticed_on: from which day on, YYYY-MM-DD
 * @body: the text
 * @error: return location
 *
 * Returns: the notice's id, 0 on error
 */
gint64
hearth_notice_store_insert (
    HearthConn *conn, const char *version, const char *noticed_on, const char *body, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "INSERT INTO notice (version, noticed_on, body) VALUES (:version, :noticed_on, :body)",
                             error);

  hearth_stmt_bind_text (stmt, ":version", version);
  hearth_stmt_bind_text (stmt, ":noticed_on", noticed_on);
  hearth_stmt_bind_text (stmt, ":body", body);
  return hearth_stmt_run (stmt, error) ? hearth_conn_last_id (conn) : 0;
}

/**
 * hearth_notice_store_set_day:
 * @conn: a writing connection
 * @version: of a notice
 * @noticed_on: from which day on, YYYY-MM-DD
 * @error: return location
 *
 * For the sample, whose people were told it before the file was made.
 *
 * Returns: whether it was written
 */
gboolean
hearth_notice_store_set_day (HearthConn *conn, const char *version, const char *noticed_on, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "UPDATE notice SET noticed_on = :noticed_on WHERE version = :version", error);

  hearth_stmt_bind_text (stmt, ":version", version);
  hearth_stmt_bind_text (stmt, ":noticed_on", noticed_on);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_notice_store_find:
 * @conn: a connection
 * @version: what it is called
 * @id: (out): its id, 0 if there is none
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_notice_store_find (HearthConn *conn, const char *version, gint64 *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "SELECT id FROM notice WHERE version = :version", error);

  *id = 0;
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_text (stmt, ":version", version);
  if (hearth_stmt_step (stmt, &failure))
    *id = hearth_stmt_int (stmt, 0);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * hearth_notice_store_current:
 * @conn: a connection
 * @id: (out): the newest notice's id, 0 if there is none
 * @version: (out) (optional) (transfer full): what it is called
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_notice_store_current (HearthConn *conn, gint64 *id, char **version, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT id, version FROM notice ORDER BY id DESC LIMIT 1", error);
  gboolean found;

  *id = 0;
  if (version)
    *version = NULL;
  if (stmt == NULL)
    return FALSE;
  found = hearth_stmt_step (stmt, &failure);
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (found)
    *id = hearth_stmt_int (stmt, 0);
  if (version)
    *version = g_strdup (found ? hearth_stmt_text (stmt, 1) : "");
  return TRUE;
}
