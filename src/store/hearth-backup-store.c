/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Where sealed copies of the center go, and which desk has one. Functions on a connection, on its thread; transactions are
 * the callers'. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-backup-store.h"

#include "hearth-error.h"
#include "hearth-rows.h"

#include <string.h>

/**
 * hearth_backup_plan_clear:
 * @self: a plan, or all zero
 *
 * Frees what it holds; nothing of the key stays in memory.
 */
void
hearth_backup_plan_clear (HearthBackupPlan *self)
{
  g_clear_pointer (&self->center_uuid, g_free);
  g_clear_pointer (&self->place, g_free);
  hearth_sealing_clear (&self->sealing);
  self->sealed = FALSE;
}

/**
 * hearth_backup_store_get_plan:
 * @conn: a connection
 * @plan: (out caller-allocates): to be cleared with hearth_backup_plan_clear(), also on error
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_backup_store_get_plan (HearthConn *conn, HearthBackupPlan *plan, GError **error)
{
  enum
  {
    UUID,
    PLACE,
    APART,
    SEALING,
    REVISION
  };
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "SELECT uuid, backup_place, backup_place_apart, backup_sealing, backup_revision FROM center", error);
  gconstpointer bytes;
  gboolean found;
  gsize length;

  *plan = (HearthBackupPlan){ 0 };
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  if (!found)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no center was set up in this file");
      return FALSE;
    }
  plan->center_uuid = g_strdup (hearth_stmt_text (stmt, UUID));
  plan->place = g_strdup (hearth_stmt_text (stmt, PLACE));
  plan->apart = hearth_stmt_int (stmt, APART) != 0;
  bytes = hearth_stmt_bytes (stmt, SEALING, &length);
  plan->revision = hearth_stmt_int (stmt, REVISION);
  plan->sealed = length == HEARTH_SEALING_LENGTH;
  if (plan->sealed)
    memcpy (plan->sealing.bytes, bytes, length);
  return TRUE;
}

/**
 * hearth_backup_store_set_place:
 * @conn: a writing connection
 * @place: a folder, "" for none
 * @apart: whether it lies on another disk than the center
 * @error: return location
 *
 * Also the next revision.
 *
 * Returns: whether it was written
 */
gboolean
hearth_backup_store_set_place (HearthConn *conn, const char *place, gboolean apart, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "UPDATE center SET backup_place = :place,"
                             " backup_place_apart = :apart, backup_revision = backup_revision + 1",
                             error);

  hearth_stmt_bind_text (stmt, ":place", place);
  hearth_stmt_bind_int (stmt, ":apart", apart ? 1 : 0);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_backup_store_set_sealing:
 * @conn: a writing connection
 * @sealing: what seals from now on
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_backup_store_set_sealing (HearthConn *conn, const HearthSealing *sealing, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "UPDATE center SET backup_sealing = :sealing", error);

  hearth_stmt_bind_bytes (stmt, ":sealing", sealing->bytes, sizeof sealing->bytes);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_backup_store_set_fetched:
 * @conn: a writing connection
 * @desk: which desk
 * @made_at_s: when the newest backup that it keeps was made
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_backup_store_set_fetched (HearthConn *conn, gint64 desk, gint64 made_at_s, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "UPDATE desk SET backup_at_s = :made_at_s WHERE id = :desk", error);

  hearth_stmt_bind_int (stmt, ":made_at_s", made_at_s);
  hearth_stmt_bind_int (stmt, ":desk", desk);
  return hearth_stmt_run (stmt, error);
}
