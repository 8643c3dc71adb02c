/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Answers to writing calls, by the desk's request id. Functions on a connection, on its thread. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-request-store.h"

#define PRUNED_AT_ONCE 4

/**
 * hearth_request_clear:
 * @self: a request, or all zero
 *
 * Frees what it holds.
 */
void
hearth_request_clear (HearthRequest *self)
{
  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->answer, g_bytes_unref);
}

/**
 * hearth_request_store_find:
 * @conn: a connection
 * @id: of a request
 * @request: (out): the first answer to it, to be cleared with hearth_request_clear(); without method if there is none
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_request_store_find (HearthConn *conn, const char *id, HearthRequest *request, GError **error)
{
  enum
  {
    ACCOUNT,
    METHOD,
    ANSWERED,
    ANSWER
  };
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT account_id, method, answered_at_s, answer FROM request WHERE id = :id",
                             error);
  gconstpointer bytes;
  gsize length;

  *request = (HearthRequest){ 0 };
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_text (stmt, ":id", id);
  if (hearth_stmt_step (stmt, &failure))
    {
      bytes = hearth_stmt_bytes (stmt, ANSWER, &length);
      *request = (HearthRequest){
        .method = g_strdup (hearth_stmt_text (stmt, METHOD)),
        .answer = g_bytes_new (bytes, length),
        .account_id = hearth_stmt_int (stmt, ACCOUNT),
        .answered_at_s = hearth_stmt_int (stmt, ANSWERED),
      };
    }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * hearth_request_store_insert:
 * @conn: a writing connection
 * @id: of a request, not there yet, or there with an answer that nobody gets any more
 * @request: the answer to it
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_request_store_insert (HearthConn *conn, const char *id, const HearthRequest *request, GError **error)
{
  gsize length;
  gconstpointer bytes = g_bytes_get_data (request->answer, &length);
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "INSERT OR REPLACE INTO request (id, account_id, method, answered_at_s, answer)"
                             " VALUES (:id, :account_id, :method, :answered_at_s, :answer)",
                             error);

  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_text (stmt, ":id", id);
  hearth_stmt_bind_int (stmt, ":account_id", request->account_id);
  hearth_stmt_bind_text (stmt, ":method", request->method);
  hearth_stmt_bind_int (stmt, ":answered_at_s", request->answered_at_s);
  hearth_stmt_bind_bytes (stmt, ":answer", bytes, length);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_request_store_prune:
 * @conn: a writing connection
 * @before_s: an instant, UTC seconds
 * @after_s: another, later
 * @error: return location
 *
 * Forgets what was answered before the one or after the other (the clock was set back since), but for the latest
 * answers: a few of the oldest at each time, so that no call waits for a long holiday's end.
 *
 * Returns: whether it was written
 */
gboolean
hearth_request_store_prune (HearthConn *conn, gint64 before_s, gint64 after_s, GError **error)
{
  gint64 numbers[PRUNED_AT_ONCE];
  guint n = 0;
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) oldest = hearth_conn_prepare (
      conn, "SELECT number, answered_at_s FROM request ORDER BY number LIMIT " G_STRINGIFY (PRUNED_AT_ONCE), error);

  if (oldest == NULL)
    return FALSE;
  while (hearth_stmt_step (oldest, &failure))
    if (hearth_stmt_int (oldest, 1) < before_s || hearth_stmt_int (oldest, 1) > after_s)
      numbers[n++] = hearth_stmt_int (oldest, 0);
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "DELETE FROM request WHERE number = :number", error);

      hearth_stmt_bind_int (stmt, ":number", numbers[i]);
      if (!hearth_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}
