/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the house itself reads and writes of the center: its time zone, for every unit of work, and its epoch, when a
 * backup takes the place of the file. Database threads. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-house-store.h"

#include "hearth-audit-store.h"
#include "hearth-error.h"
#include "hearth-id.h"
#include "hearth-rows.h"

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
 * hearth_house_store_identity:
 * @conn: a connection
 * @uuid: (out): which center it is, for ever
 * @epoch: (out): another one after each restore
 * @error: return location
 *
 * Returns: %FALSE on error; %HEARTH_ERROR_NOT_FOUND in a file that no center was set up in
 */
gboolean
hearth_house_store_identity (HearthConn *conn, char **uuid, char **epoch, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "SELECT uuid, epoch FROM center", error);
  gboolean found;

  *uuid = *epoch = NULL;
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  if (!found)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no center was set up in this file");
      return FALSE;
    }
  *uuid = g_strdup (hearth_stmt_text (stmt, 0));
  *epoch = g_strdup (hearth_stmt_text (stmt, 1));
  return TRUE;
}

/* Nobody knows how many ids were given since the backup: so many are left out. What a desk was given there it offers again
 * under the same id, and no other row may have it by then. */
#define RAISE_FLOOR(table, gap)                                                                                        \
  "INSERT OR REPLACE INTO id_floor (kind, last_id) VALUES ('" table "', " HEARTH_NEXT_ID (table) " - 1 + " gap ")"

static gboolean
raise_floors (HearthConn *conn, GError **error)
{
  static const char *const floors[] = {
    RAISE_FLOOR ("person", "1000000"), RAISE_FLOOR ("visit", "1000000"),        RAISE_FLOOR ("account", "1000"),
    RAISE_FLOOR ("desk", "1000"),      RAISE_FLOOR ("person_merge", "1000000"), RAISE_FLOOR ("import_batch", "1000000"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (floors); i++)
    {
      g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, floors[i], error);

      if (!hearth_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * hearth_house_store_was_given:
 * @conn: a connection
 * @kind: "person" or "visit"
 * @id: an id that somebody says a row had
 * @given: (out): whether this center may have given it, also before it was restored
 * @error: return location
 *
 * A row with any other id would move all later ones behind it, in the end beyond the largest there is.
 *
 * Returns: whether it could be read
 */
gboolean
hearth_house_store_was_given (HearthConn *conn, const char *kind, gint64 id, gboolean *given, GError **error)
{
  const char *sql = g_str_equal (kind, "person") ? "SELECT :id < " HEARTH_NEXT_ID ("person")
                                                 : "SELECT :id < " HEARTH_NEXT_ID ("visit");
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, sql, error);
  gboolean found;

  *given = FALSE;
  hearth_stmt_bind_int (stmt, "id", id);
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  *given = id > 0 && found && hearth_stmt_int (stmt, 0) != 0;
  return TRUE;
}

/**
 * hearth_house_store_was_restored:
 * @conn: a connection
 * @restored: (out): whether a backup has ever taken the place of this center
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_house_store_was_restored (HearthConn *conn, gboolean *restored, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "SELECT 1 FROM id_floor LIMIT 1", error);

  return hearth_rows_one (stmt, restored, error);
}

/**
 * hearth_house_store_begin_epoch:
 * @conn: a connection that writes, inside a transaction
 * @now_s: when
 * @error: return location
 *
 * Says in the file that it was restored: desks that remember ids and revisions of before read everything again, and offer
 * again what they were told was written. No id is given a second time.
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
  return hearth_stmt_run (stmt, error) && raise_floors (conn, error) && hearth_audit_store_append (conn, &entry, error);
}
