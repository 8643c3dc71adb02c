/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What HearthHouse reads for every unit of work: the center's time zone, and the names that the search knows of a person
 * who has changed. Database threads. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-house-store.h"

/* The first column of the one row; NULL in @text when there is none. */
static gboolean
read_one_text (HearthStmt *stmt, char **text, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *text = NULL;
  if (hearth_stmt_step (stmt, &local_error))
    *text = g_strdup (hearth_stmt_text (stmt, 0));
  if (!local_error)
    return stmt != NULL;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

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
  char *zone;

  if (!read_one_text (stmt, &zone, error))
    return NULL;
  return zone ? zone : g_strdup ("UTC");
}

/**
 * hearth_house_store_names:
 * @conn: a connection inside a transaction
 * @person_id: a person
 * @names: (out) (transfer full) (nullable): the folded names, %NULL if the search does not know the person
 * @error: return location
 *
 * Returns: %FALSE on error
 */
gboolean
hearth_house_store_names (HearthConn *conn, gint64 person_id, char **names, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT names FROM person_search WHERE person_id = :person_id", error);

  hearth_stmt_bind_int (stmt, "person_id", person_id);
  return read_one_text (stmt, names, error);
}
