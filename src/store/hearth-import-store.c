/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* SQL of imports: the batches and who came in with them. On the thread of its connection. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-import-store.h"

#include "hearth-error.h"
#include "hearth-house-store.h"

/**
 * hearth_import_store_insert:
 * @conn: the writer
 * @now_s: when
 * @account_id: who imports; 0: hearthctl
 * @n_rows: how many rows are to come in
 * @error: return location
 *
 * Returns: the batch; 0 with an error
 */
gint64
hearth_import_store_insert (HearthConn *conn, gint64 now_s, gint64 account_id, gint64 n_rows, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "INSERT INTO import_batch (id, imported_at_s, imported_by_id, n_rows) VALUES (" HEARTH_NEXT_ID (
          "import_batch") ", :now_s, nullif(:account, 0), :n_rows)",
      error);

  hearth_stmt_bind_int (stmt, ":now_s", now_s);
  hearth_stmt_bind_int (stmt, ":account", account_id);
  hearth_stmt_bind_int (stmt, ":n_rows", n_rows);
  return hearth_stmt_run (stmt, error) ? hearth_conn_last_id (conn) : 0;
}

/**
 * hearth_import_store_get:
 * @conn: a connection
 * @batch: a batch
 * @undone: (out): whether it was taken back
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_NOT_FOUND
 */
gboolean
hearth_import_store_get (HearthConn *conn, gint64 batch, gboolean *undone, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT undone_at_s FROM import_batch WHERE id = :batch", error);
  g_autoptr (GError) local = NULL;

  *undone = FALSE;
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":batch", batch);
  if (hearth_stmt_step (stmt, &local))
    {
      *undone = hearth_stmt_int (stmt, 0) != 0;
      return TRUE;
    }
  if (local)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no import %" G_GINT64_FORMAT, batch);
  return FALSE;
}

/**
 * hearth_import_store_set_undone:
 * @conn: the writer
 * @batch: a batch
 * @now_s: when it was taken back
 * @error: return location
 *
 * Returns: whether it is written
 */
gboolean
hearth_import_store_set_undone (HearthConn *conn, gint64 batch, gint64 now_s, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "UPDATE import_batch SET undone_at_s = :now_s WHERE id = :batch", error);

  hearth_stmt_bind_int (stmt, ":batch", batch);
  hearth_stmt_bind_int (stmt, ":now_s", MAX (now_s, 1));
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_import_store_next:
 * @conn: a connection
 * @batch: a batch
 * @after: a person of it, or 0
 * @untouched: (out): whether they have had no visit, no change and no merge since they came in
 * @error: return location
 *
 * Returns: the next person of the batch; 0: there is none; -1 with an error
 */
gint64
hearth_import_store_next (HearthConn *conn, gint64 batch, gint64 after, gboolean *untouched, GError **error)
{
  enum
  {
    ID,
    UNTOUCHED,
  };
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "SELECT id, revision = 1 AND merged_into_id IS NULL "
                             "AND NOT EXISTS (SELECT 1 FROM visit WHERE person_id = person.id) "
                             "AND NOT EXISTS (SELECT 1 FROM person_merge WHERE kept_id = person.id) "
                             "AND NOT EXISTS (SELECT 1 FROM person_merge WHERE gone_id = person.id) "
                             "FROM person WHERE import_batch_id = :batch AND id > :after ORDER BY id LIMIT 1",
                             error);
  g_autoptr (GError) local = NULL;

  *untouched = FALSE;
  if (stmt == NULL)
    return -1;
  hearth_stmt_bind_int (stmt, ":batch", batch);
  hearth_stmt_bind_int (stmt, ":after", after);
  if (hearth_stmt_step (stmt, &local))
    {
      *untouched = hearth_stmt_int (stmt, UNTOUCHED) != 0;
      return hearth_stmt_int (stmt, ID);
    }
  if (local == NULL)
    return 0;
  g_propagate_error (error, g_steal_pointer (&local));
  return -1;
}

/**
 * hearth_import_store_list:
 * @conn: a connection
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a(xxuub): batch, when, rows, people of it that are there, undone; newest first
 */
GVariant *
hearth_import_store_list (HearthConn *conn, GError **error)
{
  enum
  {
    ID,
    IMPORTED_AT_S,
    N_ROWS,
    N_PEOPLE,
    UNDONE_AT_S,
  };
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "SELECT id, imported_at_s, n_rows, (SELECT count(*) FROM person "
                             "WHERE import_batch_id = import_batch.id), undone_at_s FROM import_batch ORDER BY id DESC",
                             error);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(xxuub)"));
  g_autoptr (GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  while (hearth_stmt_step (stmt, &local))
    g_variant_builder_add (&builder, "(xxuub)", hearth_stmt_int (stmt, ID), hearth_stmt_int (stmt, IMPORTED_AT_S),
                           (guint32)hearth_stmt_int (stmt, N_ROWS), (guint32)hearth_stmt_int (stmt, N_PEOPLE),
                           hearth_stmt_int (stmt, UNDONE_AT_S) != 0);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}
