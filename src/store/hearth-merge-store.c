/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* SQL of merges: which record became part of which, what both were before, and which visits moved. On the thread of its
 * connection. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-merge-store.h"

#include "hearth-error.h"
#include "hearth-house-store.h"
#include "hearth-rows.h"

/**
 * hearth_merge_clear:
 * @self: a merge
 */
void
hearth_merge_clear (HearthMerge *self)
{
  g_clear_pointer (&self->kept_before, g_bytes_unref);
  g_clear_pointer (&self->gone_before, g_bytes_unref);
}

static void
hearth_merge_free (gpointer data)
{
  hearth_merge_clear (data);
  g_free (data);
}

static void
bind_bytes (HearthStmt *stmt, const char *name, GBytes *bytes)
{
  gsize length = 0;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  hearth_stmt_bind_bytes (stmt, name, data, length);
}

/**
 * hearth_merge_store_insert:
 * @conn: the writer
 * @merge: all but id and undone-at
 * @account_id: who merges; 0: nobody
 * @error: return location
 *
 * Returns: its id; 0 with an error
 */
gint64
hearth_merge_store_insert (HearthConn *conn, const HearthMerge *merge, gint64 account_id, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "INSERT INTO person_merge (id, kept_id, gone_id, kept_before, gone_before, merged_at_s, merged_by_id) "
      "VALUES (" HEARTH_NEXT_ID (
          "person_merge") ", :kept, :gone, :kept_before, :gone_before, :merged_at_s, nullif(:account, 0))",
      error);

  hearth_stmt_bind_int (stmt, ":kept", merge->kept);
  hearth_stmt_bind_int (stmt, ":gone", merge->gone);
  bind_bytes (stmt, ":kept_before", merge->kept_before);
  bind_bytes (stmt, ":gone_before", merge->gone_before);
  hearth_stmt_bind_int (stmt, ":merged_at_s", merge->merged_at_s);
  hearth_stmt_bind_int (stmt, ":account", account_id);
  return hearth_stmt_run (stmt, error) ? hearth_conn_last_id (conn) : 0;
}

#define MERGE_COLUMNS "id, kept_id, gone_id, kept_before, gone_before, merged_at_s, undone_at_s"

static void
read_merge (HearthStmt *stmt, HearthMerge *merge)
{
  enum
  {
    ID,
    KEPT,
    GONE,
    KEPT_BEFORE,
    GONE_BEFORE,
    MERGED_AT_S,
    UNDONE_AT_S,
  };
  gconstpointer data;
  gsize length;

  merge->id = hearth_stmt_int (stmt, ID);
  merge->kept = hearth_stmt_int (stmt, KEPT);
  merge->gone = hearth_stmt_int (stmt, GONE);
  data = hearth_stmt_bytes (stmt, KEPT_BEFORE, &length);
  merge->kept_before = g_bytes_new (data, length);
  data = hearth_stmt_bytes (stmt, GONE_BEFORE, &length);
  merge->gone_before = g_bytes_new (data, length);
  merge->merged_at_s = hearth_stmt_int (stmt, MERGED_AT_S);
  merge->undone_at_s = hearth_stmt_int (stmt, UNDONE_AT_S);
}

/**
 * hearth_merge_store_get:
 * @conn: a connection
 * @id: a merge
 * @merge: (out): it; cleared with hearth_merge_clear()
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_NOT_FOUND
 */
gboolean
hearth_merge_store_get (HearthConn *conn, gint64 id, HearthMerge *merge, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT " MERGE_COLUMNS " FROM person_merge WHERE id = :id", error);
  g_autoptr (GError) local = NULL;

  *merge = (HearthMerge){ 0 };
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":id", id);
  if (hearth_stmt_step (stmt, &local))
    {
      read_merge (stmt, merge);
      return TRUE;
    }
  if (local)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no merge %" G_GINT64_FORMAT, id);
  return FALSE;
}

/**
 * hearth_merge_store_list:
 * @conn: a connection
 * @kept: a person
 * @error: return location
 *
 * Returns: (transfer full) (element-type HearthMerge) (nullable): what became part of them and still is, newest first
 */
GPtrArray *
hearth_merge_store_list (HearthConn *conn, gint64 kept, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "SELECT " MERGE_COLUMNS
                             " FROM person_merge WHERE kept_id = :kept AND undone_at_s = 0 ORDER BY id DESC",
                             error);
  g_autoptr (GPtrArray) merges = g_ptr_array_new_with_free_func (hearth_merge_free);
  g_autoptr (GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  hearth_stmt_bind_int (stmt, ":kept", kept);
  while (hearth_stmt_step (stmt, &local))
    {
      HearthMerge *merge = g_new0 (HearthMerge, 1);

      read_merge (stmt, merge);
      g_ptr_array_add (merges, merge);
    }
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&merges);
}

/**
 * hearth_merge_store_set_undone:
 * @conn: the writer
 * @id: a merge
 * @now_s: when it was taken apart
 * @error: return location
 *
 * Returns: whether it is written
 */
gboolean
hearth_merge_store_set_undone (HearthConn *conn, gint64 id, gint64 now_s, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "UPDATE person_merge SET undone_at_s = :now_s WHERE id = :id", error);

  hearth_stmt_bind_int (stmt, ":id", id);
  hearth_stmt_bind_int (stmt, ":now_s", MAX (now_s, 1));
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_merge_store_later:
 * @conn: a connection
 * @id: a merge
 * @kept: its kept record
 * @error: return location
 *
 * Returns: a later merge of the same record that still stands: it comes first when they are taken apart. 0: none; -1
 *   with an error
 */
gint64
hearth_merge_store_later (HearthConn *conn, gint64 id, gint64 kept, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "SELECT id FROM person_merge WHERE (kept_id = :kept OR gone_id = :kept) AND id > :id AND undone_at_s = 0 "
      "ORDER BY id DESC LIMIT 1",
      error);

  hearth_stmt_bind_int (stmt, ":id", id);
  hearth_stmt_bind_int (stmt, ":kept", kept);
  return hearth_rows_number (stmt, 0, error);
}

/**
 * hearth_merge_store_moved_before:
 * @conn: a connection
 * @gone: a person
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a(xx): visits of theirs that a merge brought, and which merge
 */
GVariant *
hearth_merge_store_moved_before (HearthConn *conn, gint64 gone, GError **error)
{
  enum
  {
    VISIT,
    MERGE,
  };
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "SELECT id, merge_id FROM visit WHERE person_id = :gone AND merge_id IS NOT NULL ORDER BY id", error);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(xx)"));
  g_autoptr (GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  hearth_stmt_bind_int (stmt, ":gone", gone);
  while (hearth_stmt_step (stmt, &local))
    g_variant_builder_add (&builder, "(xx)", hearth_stmt_int (stmt, VISIT), hearth_stmt_int (stmt, MERGE));
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/**
 * hearth_merge_store_move:
 * @conn: the writer
 * @merge: a merge
 * @gone: whose visits move
 * @kept: to whom
 * @n_moved: (out): how many
 * @error: return location
 *
 * Taken-back visits move too: they are part of the record.
 *
 * Returns: whether it is written
 */
gboolean
hearth_merge_store_move (HearthConn *conn, gint64 merge, gint64 gone, gint64 kept, gint64 *n_moved, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "UPDATE visit SET person_id = :kept, merge_id = :merge, revision = revision + 1 WHERE person_id = :gone",
      error);

  hearth_stmt_bind_int (stmt, ":merge", merge);
  hearth_stmt_bind_int (stmt, ":gone", gone);
  hearth_stmt_bind_int (stmt, ":kept", kept);
  if (!hearth_stmt_run (stmt, error))
    return FALSE;
  *n_moved = hearth_conn_n_changes (conn);
  return TRUE;
}

/**
 * hearth_merge_store_move_back:
 * @conn: the writer
 * @merge: a merge that is taken apart
 * @gone: whose visits come back
 * @moved_before: a(xx), what hearth_merge_store_moved_before() gave at the merge
 * @n_moved: (out): how many came back
 * @error: return location
 *
 * Returns: whether it is written
 */
gboolean
hearth_merge_store_move_back (
    HearthConn *conn, gint64 merge, gint64 gone, GVariant *moved_before, gint64 *n_moved, GError **error)
{
  g_autoptr (HearthStmt) back = hearth_conn_prepare (
      conn, "UPDATE visit SET person_id = :gone, merge_id = NULL, revision = revision + 1 WHERE merge_id = :merge",
      error);
  GVariantIter iter;
  gint64 visit, earlier;

  hearth_stmt_bind_int (back, ":merge", merge);
  hearth_stmt_bind_int (back, ":gone", gone);
  if (!hearth_stmt_run (back, error))
    return FALSE;
  *n_moved = hearth_conn_n_changes (conn);

  g_variant_iter_init (&iter, moved_before);
  while (g_variant_iter_next (&iter, "(xx)", &visit, &earlier))
    {
      g_autoptr (HearthStmt) mark
          = hearth_conn_prepare (conn, "UPDATE visit SET merge_id = :merge WHERE id = :visit AND person_id = :gone",
                                 error);

      hearth_stmt_bind_int (mark, ":merge", earlier);
      hearth_stmt_bind_int (mark, ":visit", visit);
      hearth_stmt_bind_int (mark, ":gone", gone);
      if (!hearth_stmt_run (mark, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * hearth_merge_store_not_same:
 * @conn: the writer
 * @a: a person
 * @b: another
 * @error: return location
 *
 * Returns: whether it is written, or was before
 */
gboolean
hearth_merge_store_not_same (HearthConn *conn, gint64 a, gint64 b, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "INSERT INTO person_not_same (a_id, b_id) VALUES (min(:a, :b), max(:a, :b)) ON CONFLICT DO NOTHING", error);

  hearth_stmt_bind_int (stmt, ":a", a);
  hearth_stmt_bind_int (stmt, ":b", b);
  return hearth_stmt_run (stmt, error);
}
