/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The desks of the center, and the keys by which they and the hub know each other. Functions on a connection, on its
 * thread; transactions are the callers'. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-desk-store.h"

#include "hearth-error.h"
#include "hearth-house-store.h"
#include "hearth-rows.h"

#include <string.h>

/* Keys do not linger in freed memory. */
static void
clear_key (char **key)
{
  if (*key)
    explicit_bzero (*key, strlen (*key));
  g_clear_pointer (key, g_free);
}

/**
 * hearth_hub_keys_clear:
 * @self: keys that were read, or all zero
 *
 * Frees what it holds.
 */
void
hearth_hub_keys_clear (HearthHubKeys *self)
{
  g_clear_pointer (&self->authority, g_free);
  clear_key (&self->authority_key);
  g_clear_pointer (&self->certificate, g_free);
  clear_key (&self->certificate_key);
}

/**
 * hearth_desk_keys_clear:
 * @self: keys that were read, or all zero
 *
 * Frees what it holds.
 */
void
hearth_desk_keys_clear (HearthDeskKeys *self)
{
  g_clear_pointer (&self->fingerprint, g_free);
  g_clear_pointer (&self->next_fingerprint, g_free);
  g_clear_pointer (&self->public_key, g_free);
  clear_key (&self->secret_key);
  g_clear_pointer (&self->key_id, g_free);
  *self = (HearthDeskKeys){ 0 };
}

/**
 * hearth_desk_store_get_hub_keys:
 * @conn: a connection
 * @keys: (out): the keys, all %NULL if none were made yet
 * @error: return location
 *
 * Returns: whether they could be read
 */
gboolean
hearth_desk_store_get_hub_keys (HearthConn *conn, HearthHubKeys *keys, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "SELECT authority, authority_key, certificate, certificate_key FROM hub WHERE id = 1",
                             error);
  gboolean found;

  *keys = (HearthHubKeys){ 0 };
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  if (found)
    *keys = (HearthHubKeys){
      .authority = g_strdup (hearth_stmt_text (stmt, 0)),
      .authority_key = g_strdup (hearth_stmt_text (stmt, 1)),
      .certificate = g_strdup (hearth_stmt_text (stmt, 2)),
      .certificate_key = g_strdup (hearth_stmt_text (stmt, 3)),
    };
  return TRUE;
}

/**
 * hearth_desk_store_put_hub_keys:
 * @conn: a writing connection
 * @keys: all four
 * @error: return location
 *
 * Returns: whether they were written
 */
gboolean
hearth_desk_store_put_hub_keys (HearthConn *conn, const HearthHubKeys *keys, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "INSERT OR REPLACE INTO hub (id, authority, authority_key, certificate, certificate_key)"
                             " VALUES (1, :authority, :authority_key, :certificate, :certificate_key)",
                             error);

  hearth_stmt_bind_text (stmt, ":authority", keys->authority);
  hearth_stmt_bind_text (stmt, ":authority_key", keys->authority_key);
  hearth_stmt_bind_text (stmt, ":certificate", keys->certificate);
  hearth_stmt_bind_text (stmt, ":certificate_key", keys->certificate_key);
  return hearth_stmt_run (stmt, error);
}

#define KEYS_SELECT "SELECT " HEARTH_DESK_KEYS ", key_id FROM desk WHERE removed_at_s = 0 AND "

/**
 * hearth_desk_store_read_keys:
 * @stmt: a query of %HEARTH_DESK_KEYS and then the key's id, for one row at most
 * @keys: (out): what it says; id 0 where there is no row
 * @error: return location
 *
 * Returns: whether they could be read
 */
gboolean
hearth_desk_store_read_keys (HearthStmt *stmt, HearthDeskKeys *keys, GError **error)
{
  enum
  {
    ID,
    FINGERPRINT,
    NEXT,
    EXPIRES,
    NEXT_EXPIRES,
    JOINED,
    PUBLIC,
    SECRET,
    KEY_ID
  };
  gboolean found;

  *keys = (HearthDeskKeys){ 0 };
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  if (found)
    *keys = (HearthDeskKeys){
      .id = hearth_stmt_int (stmt, ID),
      .fingerprint = g_strdup (hearth_stmt_text (stmt, FINGERPRINT)),
      .next_fingerprint = g_strdup (hearth_stmt_text (stmt, NEXT)),
      .expires_at_s = hearth_stmt_int (stmt, EXPIRES),
      .next_expires_at_s = hearth_stmt_int (stmt, NEXT_EXPIRES),
      .joined_at_s = hearth_stmt_int (stmt, JOINED),
      .public_key = g_strdup (hearth_stmt_text (stmt, PUBLIC)),
      .secret_key = g_strdup (hearth_stmt_text (stmt, SECRET)),
      .key_id = g_strdup (hearth_stmt_text (stmt, KEY_ID)),
    };
  return TRUE;
}

/**
 * hearth_desk_store_get_keys:
 * @conn: a connection
 * @desk: its number
 * @keys: (out): by what it is known; id 0 if there is none
 * @error: return location
 *
 * Returns: whether they could be read
 */
gboolean
hearth_desk_store_get_keys (HearthConn *conn, gint64 desk, HearthDeskKeys *keys, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, KEYS_SELECT "id = :desk", error);

  hearth_stmt_bind_int (stmt, ":desk", desk);
  return hearth_desk_store_read_keys (stmt, keys, error);
}

/**
 * hearth_desk_store_find:
 * @conn: a connection
 * @fingerprint: of a certificate; not empty
 * @keys: (out): of the desk that has it, or was given it last; id 0 if there is none
 * @error: return location
 *
 * Returns: whether they could be read
 */
gboolean
hearth_desk_store_find (HearthConn *conn, const char *fingerprint, HearthDeskKeys *keys, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, KEYS_SELECT ":print <> '' AND (fingerprint = :print OR next_fingerprint = :print)",
                             error);

  hearth_stmt_bind_text (stmt, ":print", fingerprint);
  return hearth_desk_store_read_keys (stmt, keys, error);
}

#define DESK_SELECT                                                                                                    \
  "SELECT id, revision, name, front_desk, seen_at_s, version, joined_at_s, expires_at_s, keeps_backups, backup_at_s,"  \
  " fingerprint FROM desk WHERE removed_at_s = 0"

static HearthDesk *
desk_of_row (HearthStmt *stmt)
{
  enum
  {
    ID,
    REVISION,
    NAME,
    FRONT_DESK,
    SEEN,
    VERSION,
    JOINED,
    EXPIRES,
    KEEPS_BACKUPS,
    BACKUP,
    FINGERPRINT
  };

  return g_object_new (HEARTH_TYPE_DESK, "id", hearth_stmt_int (stmt, ID), "revision", hearth_stmt_int (stmt, REVISION),
                       "name", hearth_stmt_text (stmt, NAME), "front-desk", hearth_stmt_int (stmt, FRONT_DESK) != 0,
                       "own", hearth_stmt_int (stmt, ID) == 1, "seen-at-s", hearth_stmt_int (stmt, SEEN), "version",
                       hearth_stmt_text (stmt, VERSION), "joined-at-s", hearth_stmt_int (stmt, JOINED), "expires-at-s",
                       hearth_stmt_int (stmt, EXPIRES), "keeps-backups", hearth_stmt_int (stmt, KEEPS_BACKUPS) != 0,
                       "backup-at-s", hearth_stmt_int (stmt, BACKUP), "fingerprint",
                       hearth_stmt_text (stmt, FINGERPRINT), NULL);
}

/**
 * hearth_desk_store_get:
 * @conn: a connection
 * @desk: its number
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the desk; %NULL with %HEARTH_ERROR_NOT_FOUND, also for a removed one
 */
HearthDesk *
hearth_desk_store_get (HearthConn *conn, gint64 desk, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, DESK_SELECT " AND id = :desk", error);
  gboolean found;

  hearth_stmt_bind_int (stmt, ":desk", desk);
  if (!hearth_rows_one (stmt, &found, error))
    return NULL;
  if (found)
    return desk_of_row (stmt);
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no desk %" G_GINT64_FORMAT, desk);
  return NULL;
}

/**
 * hearth_desk_store_list:
 * @conn: a connection
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HearthDesk): all but removed ones, the hub's own PC first, then by name
 */
GListStore *
hearth_desk_store_list (HearthConn *conn, GError **error)
{
  g_autoptr (GListStore) list = g_list_store_new (HEARTH_TYPE_DESK);
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, DESK_SELECT " ORDER BY id <> 1, name COLLATE NOCASE, id", error);

  if (stmt == NULL)
    return NULL;
  while (hearth_stmt_step (stmt, &failure))
    {
      g_autoptr (HearthDesk) desk = desk_of_row (stmt);

      g_list_store_append (list, desk);
    }
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&list);
}

/**
 * hearth_desk_store_count_joined:
 * @conn: a connection
 * @n: (out): how many desks have a certificate
 * @backup_at_s: (out): of the newest backup that one of them has fetched, 0 for none
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_desk_store_count_joined (HearthConn *conn, gint64 *n, gint64 *backup_at_s, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "SELECT count (*), ifnull (max (backup_at_s), 0) FROM desk WHERE removed_at_s = 0 AND fingerprint <> ''",
      error);
  gboolean found;

  *n = *backup_at_s = 0;
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  *n = hearth_stmt_int (stmt, 0);
  *backup_at_s = hearth_stmt_int (stmt, 1);
  return TRUE;
}

/**
 * hearth_desk_store_insert:
 * @conn: a writing connection
 * @name: its name, cleaned
 * @front_desk: whether it caps what is seen at it
 * @now_s: now, UTC seconds
 * @error: return location
 *
 * Returns: the new desk's number, 0 on error
 */
gint64
hearth_desk_store_insert (HearthConn *conn, const char *name, gboolean front_desk, gint64 now_s, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn,
                                                     "INSERT INTO desk (id, name, front_desk, created_at_s)"
                                                     " VALUES (" HEARTH_NEXT_ID ("desk") ", :name, :front, :now_s)",
                                                     error);

  hearth_stmt_bind_text (stmt, ":name", name);
  hearth_stmt_bind_int (stmt, ":front", front_desk ? 1 : 0);
  hearth_stmt_bind_int (stmt, ":now_s", now_s);
  return hearth_stmt_run (stmt, error) ? hearth_conn_last_id (conn) : 0;
}

/* Runs what changes one desk that is there. */
static gboolean
run_on_one (HearthConn *conn, HearthStmt *stmt, gint64 desk, GError **error)
{
  hearth_stmt_bind_int (stmt, ":desk", desk);
  if (!hearth_stmt_run (stmt, error))
    return FALSE;
  if (hearth_conn_n_changes (conn) == 1)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no desk %" G_GINT64_FORMAT, desk);
  return FALSE;
}

/**
 * hearth_desk_store_set_joined:
 * @conn: a writing connection
 * @keys: by what the desk is known from now on, and nothing else
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_desk_store_set_joined (HearthConn *conn, const HearthDeskKeys *keys, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "UPDATE desk SET fingerprint = :print, expires_at_s = :expires_at_s, next_fingerprint = '',"
      " next_expires_at_s = 0, joined_at_s = :joined_at_s, kept_public_key = :public_key,"
      " kept_secret_key = :secret_key, key_id = :key_id, revision = revision + 1"
      " WHERE id = :desk AND removed_at_s = 0",
      error);

  hearth_stmt_bind_text (stmt, ":print", keys->fingerprint);
  hearth_stmt_bind_int (stmt, ":expires_at_s", keys->expires_at_s);
  hearth_stmt_bind_int (stmt, ":joined_at_s", keys->joined_at_s);
  hearth_stmt_bind_text (stmt, ":public_key", keys->public_key);
  hearth_stmt_bind_text (stmt, ":secret_key", keys->secret_key);
  hearth_stmt_bind_text (stmt, ":key_id", keys->key_id ? keys->key_id : "");
  return run_on_one (conn, stmt, keys->id, error);
}

/**
 * hearth_desk_store_set_next:
 * @conn: a writing connection
 * @desk: its number
 * @fingerprint: of its renewed certificate; one that was renewed before and never used is void
 * @key_id: of the key in it
 * @expires_at_s: when that ends, UTC seconds
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_desk_store_set_next (
    HearthConn *conn, gint64 desk, const char *fingerprint, const char *key_id, gint64 expires_at_s, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "UPDATE desk SET next_fingerprint = :print, next_expires_at_s = :expires_at_s, key_id = :key_id"
      " WHERE id = :desk AND removed_at_s = 0",
      error);

  hearth_stmt_bind_text (stmt, ":print", fingerprint);
  hearth_stmt_bind_text (stmt, ":key_id", key_id);
  hearth_stmt_bind_int (stmt, ":expires_at_s", expires_at_s);
  return run_on_one (conn, stmt, desk, error);
}

/**
 * hearth_desk_store_use_next:
 * @conn: a writing connection
 * @desk: its number
 * @error: return location
 *
 * The renewed certificate takes the place of the one before, which is void.
 *
 * Returns: whether it was written
 */
gboolean
hearth_desk_store_use_next (HearthConn *conn, gint64 desk, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "UPDATE desk SET fingerprint = next_fingerprint, expires_at_s = next_expires_at_s, next_fingerprint = '',"
      " next_expires_at_s = 0, revision = revision + 1 WHERE id = :desk AND removed_at_s = 0"
      " AND next_fingerprint <> ''",
      error);

  return run_on_one (conn, stmt, desk, error);
}

/**
 * hearth_desk_store_seen:
 * @conn: a writing connection
 * @desk: its number
 * @version: (nullable): of Hearth there; without it that of before stays
 * @now_s: now, UTC seconds
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_desk_store_seen (HearthConn *conn, gint64 desk, const char *version, gint64 now_s, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "UPDATE desk SET seen_at_s = :now_s, version = ifnull (nullif (:version, ''), version)"
                             " WHERE id = :desk AND removed_at_s = 0",
                             error);

  hearth_stmt_bind_int (stmt, ":now_s", now_s);
  hearth_stmt_bind_text (stmt, ":version", version ? version : "");
  return run_on_one (conn, stmt, desk, error);
}

/**
 * hearth_desk_store_set_name:
 * @conn: a writing connection
 * @desk: its number
 * @name: its name, cleaned
 * @front_desk: whether it caps what is seen at it
 * @error: return location
 *
 * Whatever its revision: see hearth_desk_store_save() for a desk that somebody looks at.
 *
 * Returns: whether it was written
 */
gboolean
hearth_desk_store_set_name (HearthConn *conn, gint64 desk, const char *name, gboolean front_desk, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "UPDATE desk SET name = :name, front_desk = :front, revision = revision + 1 WHERE id = :desk", error);

  hearth_stmt_bind_text (stmt, ":name", name);
  hearth_stmt_bind_int (stmt, ":front", front_desk ? 1 : 0);
  return run_on_one (conn, stmt, desk, error);
}

/**
 * hearth_desk_store_save:
 * @conn: a writing connection
 * @desk: the desk as it is to be; its revision is the one it had
 * @error: return location
 *
 * Writes name, front-desk and keeps-backups, and the next revision.
 *
 * Returns: %FALSE with %HEARTH_ERROR_CONFLICT if it has another revision by now
 */
gboolean
hearth_desk_store_save (HearthConn *conn, HearthDesk *desk, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "UPDATE desk SET name = :name, front_desk = :front, keeps_backups = :keeps, revision = revision + 1"
      " WHERE id = :desk AND revision = :revision AND removed_at_s = 0",
      error);

  hearth_stmt_bind_text (stmt, ":name", hearth_desk_get_name (desk));
  hearth_stmt_bind_int (stmt, ":front", hearth_desk_get_front_desk (desk) ? 1 : 0);
  hearth_stmt_bind_int (stmt, ":keeps", hearth_desk_get_keeps_backups (desk) ? 1 : 0);
  hearth_stmt_bind_int (stmt, ":desk", hearth_desk_get_id (desk));
  hearth_stmt_bind_int (stmt, ":revision", hearth_desk_get_revision (desk));
  if (!hearth_stmt_run (stmt, error))
    return FALSE;
  if (hearth_conn_n_changes (conn) == 1)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "desk %" G_GINT64_FORMAT " changed meanwhile",
               hearth_desk_get_id (desk));
  return FALSE;
}

/**
 * hearth_desk_store_remove:
 * @conn: a writing connection
 * @desk: its number
 * @now_s: now, UTC seconds
 * @error: return location
 *
 * Its row stays for the audit and for the visits that were recorded there; nobody can be it any more, and nobody can read
 * what it kept.
 *
 * Returns: whether it was written
 */
gboolean
hearth_desk_store_remove (HearthConn *conn, gint64 desk, gint64 now_s, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "UPDATE desk SET removed_at_s = :now_s, next_fingerprint = '', kept_public_key = '', kept_secret_key = '',"
      " keeps_backups = 0, revision = revision + 1 WHERE id = :desk AND removed_at_s = 0",
      error);

  hearth_stmt_bind_int (stmt, ":now_s", now_s);
  return run_on_one (conn, stmt, desk, error);
}

/**
 * hearth_desk_store_check:
 * @conn: a connection
 * @desk: its number; one that is not there is not removed
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_REMOVED for a desk that was removed
 */
gboolean
hearth_desk_store_check (HearthConn *conn, gint64 desk, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT 1 FROM desk WHERE id = :desk AND removed_at_s <> 0", error);
  gboolean found;

  hearth_stmt_bind_int (stmt, ":desk", desk);
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  if (found)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_REMOVED, "desk %" G_GINT64_FORMAT " was removed", desk);
  return !found;
}
