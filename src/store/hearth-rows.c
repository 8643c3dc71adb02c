/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Reading what most queries give, and telling the end of the rows from an error. Each takes a statement as
 * hearth_conn_prepare() gave it, also %NULL: then its error is set already. On the thread of the connection. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-rows.h"

/**
 * hearth_rows_one:
 * @stmt: (nullable): a statement
 * @found: (out): whether it stands on a row now
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_rows_one (HearthStmt *stmt, gboolean *found, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *found = stmt && hearth_stmt_step (stmt, &failure);
  if (failure == NULL)
    return stmt != NULL;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * hearth_rows_number:
 * @stmt: (nullable): a statement
 * @none: what stands for no row
 * @error: return location
 *
 * Returns: the first column of the first row; -1 with an error
 */
gint64
hearth_rows_number (HearthStmt *stmt, gint64 none, GError **error)
{
  gboolean found;

  if (!hearth_rows_one (stmt, &found, error))
    return -1;
  return found ? hearth_stmt_int (stmt, 0) : none;
}

/**
 * hearth_rows_ids:
 * @stmt: (nullable): a statement
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the first column of all rows
 */
GArray *
hearth_rows_ids (HearthStmt *stmt, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean found;

  while (hearth_rows_one (stmt, &found, error))
    {
      gint64 id;

      if (!found)
        return g_steal_pointer (&ids);
      id = hearth_stmt_int (stmt, 0);
      g_array_append_val (ids, id);
    }
  return NULL;
}
