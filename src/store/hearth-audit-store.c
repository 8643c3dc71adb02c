/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The audit's rows, each with a SHA-256 over the row before and its own fields: a row that was changed, left out or put
 * between breaks the chain. Ids run without gaps from 1. Which row is the last stands beside the audit (audit_end), so that
 * rows cut off its end are missed; it is read and written inside the transaction that appends, so it follows every
 * rollback. Database threads. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-audit-store.h"

#include "hearth-rows.h"

#include <string.h>

#define HASH_LENGTH 32

static void
add_int (GChecksum *checksum, gint64 value)
{
  guint64 bytes = GUINT64_TO_BE ((guint64)value);

  g_checksum_update (checksum, (const guchar *)&bytes, sizeof bytes);
}

/* With its length before it, so that no two rows write the same bytes. */
static void
add_text (GChecksum *checksum, const char *text)
{
  gsize length = strlen (text);

  add_int (checksum, (gint64)length);
  g_checksum_update (checksum, (const guchar *)text, (gssize)length);
}

static void
hash_entry (const guint8 *before, gint64 id, const HearthAuditEntry *entry, guint8 *hash)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = HASH_LENGTH;

  g_checksum_update (checksum, before, HASH_LENGTH);
  add_int (checksum, id);
  add_int (checksum, entry->at_s);
  add_int (checksum, entry->account_id);
  add_int (checksum, entry->desk_id);
  add_text (checksum, entry->verb);
  add_text (checksum, entry->kind);
  add_int (checksum, entry->subject_id);
  add_text (checksum, entry->detail);
  g_checksum_get_digest (checksum, hash, &length);
}

/* Before the first row stand 32 zero bytes. An end that is behind the rows or away was tampered with: the next row goes
 * behind them all the same, because people are waiting at the desk, and breaks the chain for good. */
static gboolean
read_end (HearthConn *conn, gint64 *id, guint8 *hash, GError **error)
{
  enum
  {
    ID,
    HASH
  };
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn,
                                                     "SELECT max (coalesce (e.last_id, 0), coalesce ((SELECT max (id) "
                                                     "FROM audit), 0)), coalesce (e.hash, zeroblob (32))"
                                                     " FROM (SELECT 1) LEFT JOIN audit_end e",
                                                     error);
  gconstpointer bytes;
  gsize length;
  gboolean found;

  *id = 0;
  memset (hash, 0, HASH_LENGTH);
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  if (found)
    {
      *id = hearth_stmt_int (stmt, ID);
      bytes = hearth_stmt_bytes (stmt, HASH, &length);
      memcpy (hash, bytes, MIN (length, HASH_LENGTH));
    }
  return TRUE;
}

static gboolean
write_end (HearthConn *conn, gint64 id, const guint8 *hash, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "INSERT INTO audit_end (id, last_id, hash) VALUES (1, :last_id, :hash)"
                             " ON CONFLICT (id) DO UPDATE SET last_id = excluded.last_id, hash = excluded.hash",
                             error);

  hearth_stmt_bind_int (stmt, "last_id", id);
  hearth_stmt_bind_bytes (stmt, "hash", hash, HASH_LENGTH);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_audit_store_append:
 * @conn: the writer, inside a transaction
 * @entry: what to write down
 * @error: return location
 *
 * Returns: %FALSE on error
 */
gboolean
hearth_audit_store_append (HearthConn *conn, const HearthAuditEntry *entry, GError **error)
{
  g_autoptr (HearthStmt) stmt = NULL;
  guint8 before[HASH_LENGTH], hash[HASH_LENGTH];
  gint64 id;

  if (!read_end (conn, &id, before, error))
    return FALSE;
  id++;
  hash_entry (before, id, entry, hash);
  stmt = hearth_conn_prepare (conn,
                              "INSERT INTO audit (id, at_s, account_id, desk_id, verb, kind, subject_id, detail, hash) "
                              "VALUES (:id, :at_s, :account_id, :desk_id, :verb, :kind, :subject_id, :detail, :hash)",
                              error);
  hearth_stmt_bind_int (stmt, "id", id);
  hearth_stmt_bind_int (stmt, "at_s", entry->at_s);
  hearth_stmt_bind_int (stmt, "account_id", entry->account_id);
  hearth_stmt_bind_int (stmt, "desk_id", entry->desk_id);
  hearth_stmt_bind_text (stmt, "verb", entry->verb);
  hearth_stmt_bind_text (stmt, "kind", entry->kind);
  hearth_stmt_bind_int (stmt, "subject_id", entry->subject_id);
  hearth_stmt_bind_text (stmt, "detail", entry->detail);
  hearth_stmt_bind_bytes (stmt, "hash", hash, sizeof hash);
  return hearth_stmt_run (stmt, error) && write_end (conn, id, hash, error);
}

/* Whether the chain's last row, @n_rows with @hash, is the one that was written last. */
static gboolean
check_end (HearthConn *conn, gint64 n_rows, const guint8 *hash, gint64 *broken_id, GError **error)
{
  guint8 end[HASH_LENGTH];
  gint64 last_id;

  if (!read_end (conn, &last_id, end, error))
    return FALSE;
  if (last_id != n_rows || memcmp (end, hash, HASH_LENGTH) != 0)
    *broken_id = MIN (last_id, n_rows) + 1;
  return TRUE;
}

/**
 * hearth_audit_store_verify:
 * @conn: a connection
 * @n_rows: (out): how many rows fit the chain from its beginning
 * @broken_id: (out): the first row that does not fit or is missing at the end, 0 if all are there and fit
 * @error: return location
 *
 * Walks the chain.
 *
 * Returns: %FALSE on error; a broken chain is none
 */
gboolean
hearth_audit_store_verify (HearthConn *conn, gint64 *n_rows, gint64 *broken_id, GError **error)
{
  enum
  {
    ID,
    AT_S,
    ACCOUNT_ID,
    DESK_ID,
    VERB,
    KIND,
    SUBJECT_ID,
    DETAIL,
    HASH
  };
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "SELECT id, at_s, account_id, desk_id, verb, kind, subject_id, detail, hash FROM audit ORDER BY id", error);
  g_autoptr (GError) local_error = NULL;
  guint8 before[HASH_LENGTH] = { 0 };

  *n_rows = *broken_id = 0;
  while (*broken_id == 0 && hearth_stmt_step (stmt, &local_error))
    {
      HearthAuditEntry entry
          = { hearth_stmt_int (stmt, AT_S),   hearth_stmt_int (stmt, ACCOUNT_ID), hearth_stmt_int (stmt, DESK_ID),
              hearth_stmt_text (stmt, VERB),  hearth_stmt_text (stmt, KIND),      hearth_stmt_int (stmt, SUBJECT_ID),
              hearth_stmt_text (stmt, DETAIL) };
      gint64 id = hearth_stmt_int (stmt, ID);
      guint8 hash[HASH_LENGTH];
      gsize length;
      gconstpointer stored = hearth_stmt_bytes (stmt, HASH, &length);

      hash_entry (before, *n_rows + 1, &entry, hash);
      if (id != *n_rows + 1 || length != HASH_LENGTH || memcmp (stored, hash, HASH_LENGTH) != 0)
        *broken_id = id;
      else
        ++*n_rows;
      memcpy (before, hash, HASH_LENGTH);
    }
  if (!local_error)
    return stmt != NULL && (*broken_id != 0 || check_end (conn, *n_rows, before, broken_id, error));
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
