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

/* A clock that the battery of the PC has lost tells a time before there was this center. */
#define IS_A_TIME ":now_s >= created_at_s"

/**
 * hearth_house_store_restored_at_s:
 * @conn: a writing connection
 * @now_s: now, UTC seconds
 * @at_s: (out): when a backup last took the place of this center; 0: never
 * @error: return location
 *
 * One that lies ahead was written while the clock of the hub was ahead: it is now.
 *
 * Returns: whether it could be had
 */
gboolean
hearth_house_store_restored_at_s (HearthConn *conn, gint64 now_s, gint64 *at_s, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "SELECT restored_at_s, " IS_A_TIME " FROM center", error);
  g_autoptr (HearthStmt) correct = NULL;
  gboolean found;

  *at_s = 0;
  hearth_stmt_bind_int (stmt, ":now_s", now_s);
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  *at_s = found ? hearth_stmt_int (stmt, 0) : 0;
  if (*at_s <= now_s || hearth_stmt_int (stmt, 1) == 0)
    return TRUE;
  *at_s = now_s;
  correct = hearth_conn_prepare (conn, "UPDATE center SET restored_at_s = :now_s", error);
  hearth_stmt_bind_int (correct, ":now_s", now_s);
  return hearth_stmt_run (correct, error);
}

/**
 * hearth_house_store_epochs_before:
 * @conn: a connection
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the epochs that this one follows, newest first, as many as a desk needs to know
 */
char **
hearth_house_store_epochs_before (HearthConn *conn, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT epoch FROM epoch_before ORDER BY id DESC LIMIT 50", error);
  g_autoptr (GStrvBuilder) epochs = g_strv_builder_new ();
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return NULL;
  while (hearth_stmt_step (stmt, &failure))
    g_strv_builder_add (epochs, hearth_stmt_text (stmt, 0));
  if (failure == NULL)
    return g_strv_builder_end (epochs);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* @epoch: (nullable): one that is over; %NULL: that of the file itself */
static gboolean
end_epoch (HearthConn *conn, const char *epoch, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "INSERT OR IGNORE INTO epoch_before (epoch) SELECT ifnull (:epoch, epoch) FROM center",
                             error);

  if (epoch)
    hearth_stmt_bind_text (stmt, ":epoch", epoch);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_house_store_begin_epoch:
 * @conn: a connection that writes, inside a transaction
 * @replaced: (nullable): epoch of the file of the same center whose place this one takes
 * @now_s: when
 * @error: return location
 *
 * Says in the file that it was restored: desks that remember ids and revisions of before read everything again, offer again
 * what they were told was written, and do not go back to a hub of an earlier epoch. No id is given a second time.
 *
 * Returns: %FALSE on error
 */
gboolean
hearth_house_store_begin_epoch (HearthConn *conn, const char *replaced, gint64 now_s, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "UPDATE center SET epoch = :epoch, restored_at_s = iif (" IS_A_TIME
                             ", :now_s, max (:now_s, ifnull ((SELECT at_s FROM audit ORDER BY id DESC LIMIT 1), 0)))",
                             error);
  g_autofree char *epoch = hearth_id_new ();
  HearthAuditEntry entry = { .at_s = now_s, .verb = "restore", .kind = "center", .subject_id = 1, .detail = "" };

  hearth_stmt_bind_text (stmt, ":epoch", epoch);
  hearth_stmt_bind_int (stmt, ":now_s", now_s);
  return end_epoch (conn, NULL, error) && (replaced == NULL || end_epoch (conn, replaced, error))
         && hearth_stmt_run (stmt, error) && raise_floors (conn, error)
         && hearth_audit_store_append (conn, &entry, error);
}
