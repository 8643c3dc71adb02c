/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Desks that a center has lost by being restored, without a director's word. The PC on which the hub was before is such a
 * one: what it was known by goes from desk 1, which is the PC of the hub, to a row of its own that nobody can be, and is
 * there again when that PC joins with a code. Functions on a connection, on its thread; transactions are the callers'. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-lost-desk-store.h"

#include "hearth-audit-store.h"
#include "hearth-house-store.h"
#include "hearth-rows.h"
#include "hearth-shift-store.h"

/* The key of a desk, of a file that may be older than what the column came with. */
static char *
own_key_id (HearthConn *conn)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "SELECT key_id FROM desk WHERE id = 1", NULL);
  gboolean found = FALSE;

  return stmt && hearth_rows_one (stmt, &found, NULL) && found ? g_strdup (hearth_stmt_text (stmt, 0)) : g_strdup ("");
}

/**
 * hearth_lost_desk_store_own:
 * @conn: a connection, also to a file that was not brought to this version
 * @keys: (out): by what the desk of the hub's own PC is known; id 0 where it cannot be
 * @error: return location
 *
 * Returns: whether it could be read; a file of one PC, of an earlier version, has no such keys
 */
gboolean
hearth_lost_desk_store_own (HearthConn *conn, HearthDeskKeys *keys, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT " HEARTH_DESK_KEYS ", '' FROM desk WHERE id = 1", error);

  if (!hearth_desk_store_read_keys (stmt, keys, error))
    return FALSE;
  if (keys->id != 0)
    {
      g_free (keys->key_id);
      keys->key_id = own_key_id (conn);
    }
  return TRUE;
}

static void
bind_keys (HearthStmt *stmt, const HearthDeskKeys *keys)
{
  hearth_stmt_bind_text (stmt, ":print", keys->fingerprint);
  hearth_stmt_bind_int (stmt, ":expires_at_s", keys->expires_at_s);
  hearth_stmt_bind_int (stmt, ":joined_at_s", keys->joined_at_s);
  hearth_stmt_bind_text (stmt, ":public", keys->public_key);
  hearth_stmt_bind_text (stmt, ":secret", keys->secret_key);
  hearth_stmt_bind_text (stmt, ":key_id", keys->key_id);
}

/* Two rows must not have one certificate. */
static gboolean
clear_others (HearthConn *conn, const char *fingerprint, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "UPDATE desk SET fingerprint = '', left_behind = 0 WHERE id <> 1 AND :print <> '' AND fingerprint = :print",
      error);

  hearth_stmt_bind_text (stmt, ":print", fingerprint);
  return hearth_stmt_run (stmt, error);
}

/* Of the PC on which the hub is from now on. */
static gboolean
put_own (HearthConn *conn, const HearthDeskKeys *keys, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "UPDATE desk SET fingerprint = :print, next_fingerprint = :next, expires_at_s = :expires_at_s,"
      " next_expires_at_s = :next_expires_at_s, joined_at_s = :joined_at_s, kept_public_key = :public,"
      " kept_secret_key = :secret, key_id = :key_id, seen_at_s = 0, version = '', keeps_backups = 0, backup_at_s = 0,"
      " revision = revision + 1 WHERE id = 1",
      error);

  bind_keys (stmt, keys);
  hearth_stmt_bind_text (stmt, ":next", keys->next_fingerprint);
  hearth_stmt_bind_int (stmt, ":next_expires_at_s", keys->next_expires_at_s);
  return hearth_stmt_run (stmt, error);
}

static gboolean
move_shifts (HearthConn *conn, gint64 to, gint64 now_s, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "UPDATE shift SET desk_id = :to, resume_hash = '',"
                             " ended_at_s = iif (ended_at_s = 0, :now_s, ended_at_s) WHERE desk_id = 1",
                             error);

  hearth_stmt_bind_int (stmt, ":to", to);
  hearth_stmt_bind_int (stmt, ":now_s", now_s);
  return hearth_stmt_run (stmt, error);
}

/* The PC that was desk 1: nobody can be it, and what it kept can be opened when it comes back. */
static gboolean
leave_behind (HearthConn *conn, const HearthDeskKeys *keys, gint64 now_s, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "INSERT INTO desk (id, name, front_desk, created_at_s, fingerprint, expires_at_s, joined_at_s, removed_at_s,"
      " kept_public_key, kept_secret_key, key_id, left_behind)"
      " SELECT " HEARTH_NEXT_ID ("desk") ", name, front_desk, created_at_s, :print, :expires_at_s, :joined_at_s,"
                                         " max (:now_s, 1), :public, :secret, :key_id, 1 FROM desk WHERE id = 1",
      error);
  HearthAuditEntry entry = { .at_s = now_s, .verb = "leave-behind", .kind = "desk", .detail = "" };

  bind_keys (stmt, keys);
  hearth_stmt_bind_int (stmt, ":now_s", now_s);
  if (!hearth_stmt_run (stmt, error))
    return FALSE;
  entry.subject_id = hearth_conn_last_id (conn);
  return move_shifts (conn, entry.subject_id, now_s, error) && hearth_audit_store_append (conn, &entry, error);
}

static gboolean
is_same (const HearthDeskKeys *one, const HearthDeskKeys *other)
{
  if (*one->key_id != '\0' && g_str_equal (one->key_id, other->key_id))
    return TRUE;
  return g_str_equal (one->fingerprint, other->fingerprint);
}

/**
 * hearth_lost_desk_store_move:
 * @conn: a writing connection of a center that is being restored
 * @here: (nullable): by what the desk of this PC is known, as the file says that is replaced; %NULL: it was not here
 * @now_s: now, UTC seconds
 * @error: return location
 *
 * Desk 1 is the PC of the hub. The certificate of the one that was it when the backup was made lets nobody in from now on,
 * unless it is this one.
 *
 * Returns: whether it was written
 */
gboolean
hearth_lost_desk_store_move (HearthConn *conn, const HearthDeskKeys *here, gint64 now_s, GError **error)
{
  g_auto (HearthDeskKeys) then = { 0 };
  g_auto (HearthDeskKeys) nobody = { .id = 1,
                                     .fingerprint = g_strdup (""),
                                     .next_fingerprint = g_strdup (""),
                                     .public_key = g_strdup (""),
                                     .secret_key = g_strdup (""),
                                     .key_id = g_strdup ("") };

  if (!hearth_lost_desk_store_own (conn, &then, error))
    return FALSE;
  if (here == NULL || here->id == 0)
    here = &nobody;
  if (then.id == 0
      || (g_str_equal (then.fingerprint, here->fingerprint)
          && g_str_equal (then.next_fingerprint, here->next_fingerprint)))
    return TRUE;
  return put_own (conn, &nobody, error)
         && (*then.fingerprint == '\0' || is_same (&then, here) || leave_behind (conn, &then, now_s, error))
         && clear_others (conn, here->fingerprint, error) && put_own (conn, here, error);
}

/**
 * hearth_lost_desk_store_removed:
 * @conn: a connection, also to a file that was not brought to this version
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HearthRemovedDesk): the desks that a director removed
 */
GArray *
hearth_lost_desk_store_removed (HearthConn *conn, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "SELECT id, created_at_s FROM desk WHERE removed_at_s <> 0 AND id <> 1 AND left_behind = 0", NULL);
  g_autoptr (GArray) removed = g_array_new (FALSE, FALSE, sizeof (HearthRemovedDesk));
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    stmt = hearth_conn_prepare (conn, "SELECT id, created_at_s FROM desk WHERE removed_at_s <> 0 AND id <> 1", error);
  if (stmt == NULL)
    return NULL;
  while (hearth_stmt_step (stmt, &failure))
    {
      const HearthRemovedDesk desk = { hearth_stmt_int (stmt, 0), hearth_stmt_int (stmt, 1) };

      g_array_append_val (removed, desk);
    }
  if (failure == NULL)
    return g_steal_pointer (&removed);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* Whether it is a desk now. */
static gboolean
is_there (HearthConn *conn, const HearthRemovedDesk *desk, gboolean *there, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "SELECT 1 FROM desk WHERE id = :desk AND created_at_s = :created_at_s AND removed_at_s = 0", error);

  hearth_stmt_bind_int (stmt, ":desk", desk->id);
  hearth_stmt_bind_int (stmt, ":created_at_s", desk->created_at_s);
  return hearth_rows_one (stmt, there, error);
}

static gboolean
keep_out (HearthConn *conn, const HearthRemovedDesk *desk, gint64 now_s, GError **error)
{
  HearthAuditEntry entry
      = { .at_s = now_s, .verb = "remove", .kind = "desk", .subject_id = desk->id, .detail = "before the restore" };
  gboolean there;

  if (!is_there (conn, desk, &there, error))
    return FALSE;
  return !there
         || (hearth_desk_store_remove (conn, desk->id, now_s, error)
             && hearth_shift_store_end_desk (conn, desk->id, now_s, error)
             && hearth_audit_store_append (conn, &entry, error));
}

/**
 * hearth_lost_desk_store_keep_out:
 * @conn: a writing connection of a center that is being restored
 * @removed: (element-type HearthRemovedDesk): what the file says that is replaced
 * @now_s: now, UTC seconds
 * @error: return location
 *
 * A desk that was removed after the backup was made, because it was stolen perhaps, stays out.
 *
 * Returns: whether it was written
 */
gboolean
hearth_lost_desk_store_keep_out (HearthConn *conn, GArray *removed, gint64 now_s, GError **error)
{
  for (guint i = 0; i < removed->len; i++)
    if (!keep_out (conn, &g_array_index (removed, HearthRemovedDesk, i), MAX (now_s, 1), error))
      return FALSE;
  return TRUE;
}

/**
 * hearth_lost_desk_store_find:
 * @conn: a connection
 * @key_id: of the key of somebody who joins
 * @desk: (out): a desk that had this key: the PC that the hub has left behind, or one that has not come since the center was
 *   restored, as it was given another certificate after the backup; 0: none
 * @error: return location
 *
 * Desks that a director removed are none of them: what those kept nobody can read.
 *
 * Returns: whether it could be looked for
 */
gboolean
hearth_lost_desk_store_find (HearthConn *conn, const char *key_id, gint64 *desk, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "SELECT d.id FROM desk d, center c WHERE :key_id <> '' AND d.key_id = :key_id AND (d.left_behind = 1"
      " OR (d.removed_at_s = 0 AND d.id <> 1 AND max (d.seen_at_s, d.joined_at_s) < c.restored_at_s))"
      " ORDER BY d.left_behind DESC, d.id DESC LIMIT 1",
      error);
  gboolean found;

  *desk = 0;
  hearth_stmt_bind_text (stmt, ":key_id", key_id);
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  *desk = found ? hearth_stmt_int (stmt, 0) : 0;
  return TRUE;
}

/**
 * hearth_lost_desk_store_return:
 * @conn: a writing connection
 * @desk: one that was found so
 * @error: return location
 *
 * Returns: whether it may have a certificate again
 */
gboolean
hearth_lost_desk_store_return (HearthConn *conn, gint64 desk, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "UPDATE desk SET removed_at_s = 0, left_behind = 0 WHERE id = :desk", error);

  hearth_stmt_bind_int (stmt, ":desk", desk);
  return hearth_stmt_run (stmt, error);
}
