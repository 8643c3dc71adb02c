/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The visit reasons and what they meant before they were edited. Functions on a connection, on its thread. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-reason-store.h"

/**
 * hearth_reason_store_list:
 * @conn: a connection
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HearthReason): the vocabulary in its order, retired ones at the end
 */
GListStore *
hearth_reason_store_list (HearthConn *conn, GError **error)
{
  enum
  {
    CODE,
    LABEL,
    DEFINITION,
    ICON,
    POSITION,
    VERSION,
    RETIRED
  };
  g_autoptr (GListStore) list = g_list_store_new (HEARTH_TYPE_REASON);
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "SELECT code, label, definition, icon, position, version, retired FROM visit_reason"
                             " ORDER BY retired, position, id",
                             error);

  if (stmt == NULL)
    return NULL;
  while (hearth_stmt_step (stmt, &failure))
    {
      g_autoptr (HearthReason) reason
          = g_object_new (HEARTH_TYPE_REASON, "code", hearth_stmt_text (stmt, CODE), "label",
                          hearth_stmt_text (stmt, LABEL), "definition", hearth_stmt_text (stmt, DEFINITION), "icon",
                          hearth_stmt_text (stmt, ICON), "position", hearth_stmt_int (stmt, POSITION), "version",
                          hearth_stmt_int (stmt, VERSION), "retired", hearth_stmt_int (stmt, RETIRED) != 0, NULL);

      g_list_store_append (list, reason);
    }
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&list);
}

static gboolean
take_ref (HearthStmt *stmt, HearthReasonRef *reason, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *reason = (HearthReasonRef){ 0, 0 };
  if (hearth_stmt_step (stmt, &failure))
    *reason = (HearthReasonRef){ hearth_stmt_int (stmt, 0), hearth_stmt_int (stmt, 1) };
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * hearth_reason_store_find:
 * @conn: a connection
 * @code: a code, also of a retired reason
 * @reason: (out): what a visit keeps of it; id 0 if there is none
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_reason_store_find (HearthConn *conn, const char *code, HearthReasonRef *reason, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT id, version FROM visit_reason WHERE code = :code", error);

  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_text (stmt, ":code", code);
  return take_ref (stmt, reason, error);
}

/**
 * hearth_reason_store_find_offered:
 * @conn: a connection
 * @code: the code that would be best
 * @reason: (out): that reason, or the first of the vocabulary where it is not offered (any more)
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_reason_store_find_offered (HearthConn *conn, const char *code, HearthReasonRef *reason, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "SELECT id, version FROM visit_reason WHERE retired = 0 ORDER BY code <> :code, position, id LIMIT 1",
      error);

  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_text (stmt, ":code", code);
  return take_ref (stmt, reason, error);
}

static void
bind_reason (HearthStmt *stmt, HearthReason *reason)
{
  hearth_stmt_bind_text (stmt, ":code", hearth_reason_get_code (reason));
  hearth_stmt_bind_text (stmt, ":label", hearth_reason_get_label (reason));
  hearth_stmt_bind_text (stmt, ":definition", hearth_reason_get_definition (reason));
  hearth_stmt_bind_text (stmt, ":icon", hearth_reason_get_icon (reason));
  hearth_stmt_bind_int (stmt, ":position", hearth_reason_get_position (reason));
  hearth_stmt_bind_int (stmt, ":version", hearth_reason_get_version (reason));
  hearth_stmt_bind_int (stmt, ":retired", hearth_reason_get_retired (reason) ? 1 : 0);
}

/**
 * hearth_reason_store_insert:
 * @conn: a writing connection
 * @reason: a new reason, with a code of its own
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_reason_store_insert (HearthConn *conn, HearthReason *reason, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "INSERT INTO visit_reason (code, label, definition, icon, position, version, retired)"
                             " VALUES (:code, :label, :definition, :icon, :position, :version, :retired)",
                             error);

  if (stmt == NULL)
    return FALSE;
  bind_reason (stmt, reason);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_reason_store_update:
 * @conn: a writing connection
 * @reason: the reason as it is to be, found by its code
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_reason_store_update (HearthConn *conn, HearthReason *reason, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "UPDATE visit_reason SET label = :label, definition = :definition, icon = :icon, position = :position,"
      " version = :version, retired = :retired WHERE code = :code",
      error);

  if (stmt == NULL)
    return FALSE;
  bind_reason (stmt, reason);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_reason_store_keep_version:
 * @conn: a writing connection
 * @code: a reason that is about to change
 * @until_at_s: until when it meant what it means now, UTC seconds
 * @error: return location
 *
 * Keeps label and definition of its present version.
 *
 * Returns: whether it was written
 */
gboolean
hearth_reason_store_keep_version (HearthConn *conn, const char *code, gint64 until_at_s, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "INSERT INTO visit_reason_version (reason_id, version, label, definition, until_at_s)"
                             " SELECT id, version, label, definition, :until_at_s FROM visit_reason WHERE code = :code",
                             error);

  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":until_at_s", until_at_s);
  hearth_stmt_bind_text (stmt, ":code", code);
  return hearth_stmt_run (stmt, error);
}
