/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the desk may show of somebody whom a search found. Reader threads. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-candidate-store.h"

/**
 * hearth_candidate_store_shown:
 * @conn: a connection
 * @person_id: somebody
 * @since_s: since when an open visit means that they are here: visits of days before were not checked out
 * @there: (out): whether there is such a person
 * @shown: (out): what may be shown; clear it with hearth_shown_clear()
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_candidate_store_shown (
    HearthConn *conn, gint64 person_id, gint64 since_s, gboolean *there, HearthShown *shown, GError **error)
{
  enum
  {
    PREFERRED,
    FAMILY,
    PRONOUNS,
    HERE_SINCE_S,
  };
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "SELECT preferred_name, family_name, pronouns, coalesce ((SELECT min (v.arrived_at_s)"
                             " FROM visit v WHERE v.person_id = person.id AND v.arrived_at_s >= :since"
                             " AND v.left_how = '' AND v.voided_at_s = 0), 0)"
                             " FROM person WHERE id = :id AND merged_into_id IS NULL",
                             error);

  *shown = (HearthShown){ 0 };
  *there = FALSE;
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, "id", person_id);
  hearth_stmt_bind_int (stmt, "since", since_s);
  if (hearth_stmt_step (stmt, &failure))
    {
      *there = TRUE;
      shown->preferred_name = g_strdup (hearth_stmt_text (stmt, PREFERRED));
      shown->family_name = g_strdup (hearth_stmt_text (stmt, FAMILY));
      shown->pronouns = g_strdup (hearth_stmt_text (stmt, PRONOUNS));
      shown->here_since_s = hearth_stmt_int (stmt, HERE_SINCE_S);
    }
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}
