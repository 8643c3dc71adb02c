/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The center's one row and its desks. Functions on a connection, on its thread; transactions are the callers'. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-center-store.h"

#include "hearth-error.h"
#include "hearth-id.h"
#include "hearth-rows.h"

/**
 * hearth_center_store_insert:
 * @conn: a writing connection
 * @name: the center's name, cleaned
 * @time_zone: an IANA name, checked
 * @sample: whether its people are invented
 * @now_s: now, UTC seconds
 * @error: return location
 *
 * Writes the one row of a new center.
 *
 * Returns: whether it was written
 */
gboolean
hearth_center_store_insert (
    HearthConn *conn, const char *name, const char *time_zone, gboolean sample, gint64 now_s, GError **error)
{
  g_autofree char *uuid = hearth_id_new ();
  g_autofree char *epoch = hearth_id_new ();
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "INSERT INTO center (id, uuid, epoch, name, time_zone, sample, created_at_s)"
                             " VALUES (1, :uuid, :epoch, :name, :time_zone, :sample, :now_s)",
                             error);

  hearth_stmt_bind_text (stmt, ":uuid", uuid);
  hearth_stmt_bind_text (stmt, ":epoch", epoch);
  hearth_stmt_bind_text (stmt, ":name", name);
  hearth_stmt_bind_text (stmt, ":time_zone", time_zone);
  hearth_stmt_bind_int (stmt, ":sample", sample ? 1 : 0);
  hearth_stmt_bind_int (stmt, ":now_s", now_s);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_center_store_get:
 * @conn: a connection
 * @desk: the desk that asks, 0 for none
 * @clock_behind_s: goes into the record
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the center with its newest notice, as @desk is told; %NULL with
 *   %HEARTH_ERROR_NOT_FOUND in a file that no center was set up in
 */
HearthCenter *
hearth_center_store_get (HearthConn *conn, gint64 desk, gint64 clock_behind_s, GError **error)
{
  enum
  {
    REVISION,
    NAME,
    TIME_ZONE,
    CARD,
    SAMPLE,
    DESK,
    FRONT_DESK,
    VERSION,
    NOTICED_ON,
    BODY
  };
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "SELECT c.revision, c.name, c.time_zone, c.emergency_card, c.sample, d.name, d.front_desk, n.version,"
      " n.noticed_on, n.body"
      " FROM center c LEFT JOIN desk d ON d.id = :desk LEFT JOIN notice n ON n.id = (SELECT MAX (id) FROM notice)",
      error);

  if (stmt == NULL)
    return NULL;
  hearth_stmt_bind_int (stmt, ":desk", desk);
  if (!hearth_stmt_step (stmt, &failure))
    {
      if (failure)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no center was set up in this file");
      return NULL;
    }
  return g_object_new (HEARTH_TYPE_CENTER, "revision", hearth_stmt_int (stmt, REVISION), "name",
                       hearth_stmt_text (stmt, NAME), "time-zone", hearth_stmt_text (stmt, TIME_ZONE), "desk",
                       hearth_stmt_text (stmt, DESK), "front-desk", hearth_stmt_int (stmt, FRONT_DESK) != 0,
                       "notice-version", hearth_stmt_text (stmt, VERSION), "notice-on",
                       hearth_stmt_text (stmt, NOTICED_ON), "notice-text", hearth_stmt_text (stmt, BODY),
                       "emergency-card", hearth_stmt_text (stmt, CARD), "clock-behind-s", clock_behind_s, "hub-version",
                       HEARTH_VERSION, "sample", hearth_stmt_int (stmt, SAMPLE) != 0, NULL);
}

/**
 * hearth_center_store_update:
 * @conn: a writing connection
 * @center: the center as it is to be; its revision is the one it had
 * @error: return location
 *
 * Writes name, time zone and emergency card, and the next revision.
 *
 * Returns: %FALSE with %HEARTH_ERROR_CONFLICT if the center has another revision by now
 */
gboolean
hearth_center_store_update (HearthConn *conn, HearthCenter *center, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "UPDATE center SET name = :name, time_zone = :time_zone, emergency_card = :card, revision = revision + 1"
      " WHERE id = 1 AND revision = :revision",
      error);

  hearth_stmt_bind_text (stmt, ":name", hearth_center_get_name (center));
  hearth_stmt_bind_text (stmt, ":time_zone", hearth_center_get_time_zone (center));
  hearth_stmt_bind_text (stmt, ":card", hearth_center_get_emergency_card (center));
  hearth_stmt_bind_int (stmt, ":revision", hearth_center_get_revision (center));
  if (!hearth_stmt_run (stmt, error))
    return FALSE;
  if (hearth_conn_n_changes (conn) == 1)
    return TRUE;

  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "the center changed meanwhile");
  return FALSE;
}

/**
 * hearth_center_store_newest_s:
 * @conn: a connection
 * @newest_s: (out): the latest instant that something was kept with, 0 if nothing was
 * @error: return location
 *
 * Of visits that count and of the latest audit rows: a clock that is behind it was set back. Only so many audit rows,
 * because they cannot be corrected: a clock that once ran ahead is not held against the center for ever.
 *
 * Returns: whether it could be read
 */
gboolean
hearth_center_store_newest_s (HearthConn *conn, gint64 *newest_s, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "SELECT MAX (IFNULL ((SELECT arrived_at_s FROM visit WHERE voided_at_s = 0"
      "                     ORDER BY visited_on DESC, arrived_at_s DESC LIMIT 1), 0),"
      "            IFNULL ((SELECT MAX (at_s) FROM (SELECT at_s FROM audit ORDER BY id DESC LIMIT 200)), 0))",
      error);

  gboolean found;

  *newest_s = 0;
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  *newest_s = found ? hearth_stmt_int (stmt, 0) : 0;
  return TRUE;
}
