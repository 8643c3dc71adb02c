/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the house itself reads and writes of the center: its time zone, for every unit of work, and its epoch, when a
 * backup takes the place of the file. Database threads. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-house-store.h"

#include "hearth-audit-store.h"
#include "hearth-id.h"

/**
 * hearth_house_store_time_zone:
 * @conn: a connection
 * @error: return location
 *
 * Returns: (transfer full): the center's IANA zone, "UTC" while the center has no name yet
 */
char *
hearth_house_store_time_zone (HearthConn *conn, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "SELECT time_zone FROM center", error);
  g_autoptr (GError) local_error = NULL;

  if (hearth_stmt_step (stmt, &local_error))
    return g_strdup (hearth_stmt_text (stmt, 0));
  if (!local_error)
    return stmt ? g_strdup ("UTC") : NULL;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/**
 * hearth_house_store_begin_epoch:
 * @conn: a connection that writes, inside a transaction
 * @now_s: when
 * @error: return location
 *
 * Says in the file that it was restored: desks that remember ids and revisions of before read everything again.
 *
 * Returns: %FALSE on error
 */
gboolean
hearth_house_store_begin_epoch (HearthConn *conn, gint64 now_s, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "UPDATE center SET epoch = :epoch", error);
  g_autofree char *epoch = hearth_id_new ();
  HearthAuditEntry entry = { .at_s = now_s, .verb = "restore", .kind = "center", .subject_id = 1, .detail = "" };

  hearth_stmt_bind_text (stmt, "epoch", epoch);
  return hearth_stmt_run (stmt, error) && hearth_audit_store_append (conn, &entry, error);
}
