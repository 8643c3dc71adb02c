/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Shifts: who signed in with a passphrase at which desk, and when they were last seen there. Functions on a connection,
 * on its thread. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-shift-store.h"

#include "hearth-rows.h"

/**
 * hearth_shift_store_get:
 * @conn: a connection
 * @account: an account
 * @desk: a desk
 * @shift: (out): their latest shift there, all zero if there was none
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_shift_store_get (HearthConn *conn, gint64 account, gint64 desk, HearthShift *shift, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "SELECT begun_at_s, ended_at_s, pin_failures FROM shift WHERE account_id = :account AND desk_id = :desk",
      error);

  *shift = (HearthShift){ 0 };
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":account", account);
  hearth_stmt_bind_int (stmt, ":desk", desk);
  if (hearth_stmt_step (stmt, &failure))
    *shift = (HearthShift){ hearth_stmt_int (stmt, 0), hearth_stmt_int (stmt, 1), hearth_stmt_int (stmt, 2) };
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static HearthStmt *
prepare_bound (HearthConn *conn, const char *sql, gint64 account, gint64 desk, gint64 now_s, GError **error)
{
  HearthStmt *stmt = hearth_conn_prepare (conn, sql, error);

  if (stmt == NULL)
    return NULL;
  hearth_stmt_bind_int (stmt, ":account", account);
  hearth_stmt_bind_int (stmt, ":desk", desk);
  hearth_stmt_bind_int (stmt, ":now_s", now_s);
  return stmt;
}

/**
 * hearth_shift_store_begin:
 * @conn: a writing connection
 * @account: an account
 * @desk: a desk
 * @now_s: now, UTC seconds
 * @error: return location
 *
 * Begins a shift; it takes the place of their last one there.
 *
 * Returns: whether it was written
 */
gboolean
hearth_shift_store_begin (HearthConn *conn, gint64 account, gint64 desk, gint64 now_s, GError **error)
{
  g_autoptr (HearthStmt) stmt = prepare_bound (
      conn,
      "INSERT INTO shift (account_id, desk_id, begun_at_s, seen_at_s) VALUES (:account, :desk, :now_s, :now_s)"
      " ON CONFLICT (account_id, desk_id) DO UPDATE SET begun_at_s = excluded.begun_at_s, ended_at_s = 0,"
      " seen_at_s = excluded.seen_at_s, pin_failures = 0, resume_hash = ''",
      account, desk, now_s, error);

  return stmt && hearth_stmt_run (stmt, error);
}

/**
 * hearth_shift_store_end_all:
 * @conn: a writing connection
 * @account: an account
 * @desk: the desk at which their shift ends, 0 for all
 * @now_s: now, UTC seconds
 * @error: return location
 *
 * Returns: whether it was written; also where no shift goes on
 */
gboolean
hearth_shift_store_end_all (HearthConn *conn, gint64 account, gint64 desk, gint64 now_s, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = prepare_bound (conn,
                       "UPDATE shift SET ended_at_s = :now_s, resume_hash = ''"
                       " WHERE account_id = :account AND (desk_id = :desk OR :desk = 0) AND ended_at_s = 0",
                       account, desk, now_s, error);

  return stmt && hearth_stmt_run (stmt, error);
}

/**
 * hearth_shift_store_seen:
 * @conn: a writing connection
 * @account: an account
 * @desk: a desk
 * @pin_failures: how often in a row the PIN was wrong
 * @now_s: now, UTC seconds
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_shift_store_seen (
    HearthConn *conn, gint64 account, gint64 desk, gint64 pin_failures, gint64 now_s, GError **error)
{
  g_autoptr (HearthStmt) stmt = prepare_bound (conn,
                                               "UPDATE shift SET seen_at_s = :now_s, pin_failures = :pin_failures"
                                               " WHERE account_id = :account AND desk_id = :desk",
                                               account, desk, now_s, error);

  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":pin_failures", pin_failures);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_shift_store_set_resume:
 * @conn: a writing connection
 * @account: an account whose shift goes on there
 * @desk: a desk
 * @hash: of the secret with which they come back
 * @error: return location
 *
 * Nobody else comes back at this desk from now on.
 *
 * Returns: whether it was written
 */
gboolean
hearth_shift_store_set_resume (HearthConn *conn, gint64 account, gint64 desk, const char *hash, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "UPDATE shift SET resume_hash = CASE WHEN account_id = :account THEN :hash ELSE '' END"
                             " WHERE desk_id = :desk AND (account_id = :account OR resume_hash <> '')",
                             error);

  hearth_stmt_bind_int (stmt, ":account", account);
  hearth_stmt_bind_int (stmt, ":desk", desk);
  hearth_stmt_bind_text (stmt, ":hash", hash);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_shift_store_get_resume:
 * @conn: a connection
 * @account: an account
 * @desk: a desk
 * @hash: (out): of the secret with which they come back, "" where they cannot
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_shift_store_get_resume (HearthConn *conn, gint64 account, gint64 desk, char **hash, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT resume_hash FROM shift WHERE account_id = :account AND desk_id = :desk",
                             error);
  gboolean found;

  *hash = NULL;
  hearth_stmt_bind_int (stmt, ":account", account);
  hearth_stmt_bind_int (stmt, ":desk", desk);
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  *hash = g_strdup (found ? hearth_stmt_text (stmt, 0) : "");
  return TRUE;
}

/**
 * hearth_shift_store_drop_resume:
 * @conn: a writing connection
 * @account: who does not come back, 0 for all
 * @desk: where, 0 for all
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_shift_store_drop_resume (HearthConn *conn, gint64 account, gint64 desk, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn,
                                                     "UPDATE shift SET resume_hash = '' WHERE (account_id = :account "
                                                     "OR :account = 0) AND (desk_id = :desk OR :desk = 0)"
                                                     " AND resume_hash <> ''",
                                                     error);

  hearth_stmt_bind_int (stmt, ":account", account);
  hearth_stmt_bind_int (stmt, ":desk", desk);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_shift_store_end_desk:
 * @conn: a writing connection
 * @desk: a desk where nobody works any more
 * @now_s: now, UTC seconds
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_shift_store_end_desk (HearthConn *conn, gint64 desk, gint64 now_s, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "UPDATE shift SET ended_at_s = :now_s, resume_hash = '' WHERE desk_id = :desk AND ended_at_s = 0", error);

  hearth_stmt_bind_int (stmt, ":desk", desk);
  hearth_stmt_bind_int (stmt, ":now_s", now_s);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_shift_store_faces:
 * @conn: a connection
 * @desk: a desk
 * @limit: how many at most
 * @accounts: (out) (transfer full) (element-type gint64): who may sign in, those seen last at @desk first, then by name
 * @error: return location
 *
 * Returns: whether they could be read
 */
gboolean
hearth_shift_store_faces (HearthConn *conn, gint64 desk, guint limit, GArray **accounts, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "SELECT a.id FROM account a LEFT JOIN shift s ON s.account_id = a.id AND s.desk_id = :desk"
      " WHERE a.disabled_at_s = 0 ORDER BY IFNULL (s.seen_at_s, 0) DESC, a.name_folded LIMIT :limit",
      error);

  *accounts = NULL;
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":desk", desk);
  hearth_stmt_bind_int (stmt, ":limit", limit);
  *accounts = hearth_rows_ids (stmt, error);
  return *accounts != NULL;
}
