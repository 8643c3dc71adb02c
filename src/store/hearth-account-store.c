/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who may sign in, with what and as what. Functions on a connection, on its thread. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-account-store.h"

#include "hearth-error.h"
#include "hearth-house-store.h"
#include "hearth-permission.h"

/* Roles as one text, highest first: they are few, and this saves a statement for each account. */
#define ACCOUNT_SELECT                                                                                                 \
  "SELECT a.id, a.revision, a.name, a.preferred_name, a.pin_hash <> '', a.disabled_at_s <> 0, a.new_passphrase,"       \
  " (SELECT group_concat (role, ' ') FROM account_role WHERE account_id = a.id) FROM account a"

static HearthAccount *
account_of_row (HearthStmt *stmt)
{
  enum
  {
    ID,
    REVISION,
    NAME,
    PREFERRED,
    HAS_PIN,
    DISABLED,
    NEW_PASSPHRASE,
    ROLES
  };
  g_auto (GStrv) unsorted = g_strsplit (hearth_stmt_text (stmt, ROLES), " ", -1);
  g_autoptr (GStrvBuilder) sorted = g_strv_builder_new ();

  for (int role = HEARTH_N_ROLES - 1; role >= 0; role--)
    {
      const char *nick = hearth_role_to_nick ((HearthRole)role);

      if (g_strv_contains ((const char *const *)unsorted, nick))
        g_strv_builder_add (sorted, nick);
    }
  g_auto (GStrv) roles = g_strv_builder_end (sorted);
  g_auto (GStrv) permissions = hearth_permissions_to_strv (hearth_permissions_of_roles ((const char *const *)roles));

  return g_object_new (HEARTH_TYPE_ACCOUNT, "id", hearth_stmt_int (stmt, ID), "revision",
                       hearth_stmt_int (stmt, REVISION), "name", hearth_stmt_text (stmt, NAME), "preferred-name",
                       hearth_stmt_text (stmt, PREFERRED), "roles", roles, "permissions", permissions, "has-pin",
                       hearth_stmt_int (stmt, HAS_PIN) != 0, "disabled", hearth_stmt_int (stmt, DISABLED) != 0,
                       "new-passphrase", hearth_stmt_int (stmt, NEW_PASSPHRASE) != 0, NULL);
}

/**
 * hearth_account_store_get:
 * @conn: a connection
 * @id: an account
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the account, its roles highest first; %NULL with %HEARTH_ERROR_NOT_FOUND
 */
HearthAccount *
hearth_account_store_get (HearthConn *conn, gint64 id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, ACCOUNT_SELECT " WHERE a.id = :id", error);

  if (stmt == NULL)
    return NULL;
  hearth_stmt_bind_int (stmt, ":id", id);
  if (hearth_stmt_step (stmt, &failure))
    return account_of_row (stmt);
  if (failure)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no account %" G_GINT64_FORMAT, id);
  return NULL;
}

/**
 * hearth_account_store_list:
 * @conn: a connection
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HearthAccount): all accounts by name, disabled ones too
 */
GListStore *
hearth_account_store_list (HearthConn *conn, GError **error)
{
  g_autoptr (GListStore) list = g_list_store_new (HEARTH_TYPE_ACCOUNT);
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, ACCOUNT_SELECT " ORDER BY a.name_folded", error);

  if (stmt == NULL)
    return NULL;
  while (hearth_stmt_step (stmt, &failure))
    {
      g_autoptr (HearthAccount) account = account_of_row (stmt);

      g_list_store_append (list, account);
    }
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&list);
}

/**
 * hearth_account_store_find:
 * @conn: a connection
 * @name_folded: a name, folded
 * @id: (out): the account of that name, 0 if there is none
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_account_store_find (HearthConn *conn, const char *name_folded, gint64 *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "SELECT id FROM account WHERE name_folded = :name", error);

  *id = 0;
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_text (stmt, ":name", name_folded);
  if (hearth_stmt_step (stmt, &failure))
    *id = hearth_stmt_int (stmt, 0);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * hearth_account_lock_clear:
 * @self: a lock that was read or is all zero
 *
 * Frees what it holds.
 */
void
hearth_account_lock_clear (HearthAccountLock *self)
{
  g_clear_pointer (&self->passphrase_hash, g_free);
  g_clear_pointer (&self->pin_hash, g_free);
  *self = (HearthAccountLock){ 0 };
}

/**
 * hearth_account_store_get_lock:
 * @conn: a connection
 * @id: an account
 * @lock: (out): what signing in needs; its id is 0 if there is no such account
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_account_store_get_lock (HearthConn *conn, gint64 id, HearthAccountLock *lock, GError **error)
{
  enum
  {
    ID,
    PASSPHRASE,
    PIN,
    FAILURES,
    WAIT_UNTIL,
    DISABLED,
    NEW_PASSPHRASE
  };
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "SELECT id, passphrase_hash, pin_hash, failures, wait_until_s, disabled_at_s <> 0, new_passphrase"
      " FROM account WHERE id = :id",
      error);

  *lock = (HearthAccountLock){ 0 };
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":id", id);
  if (hearth_stmt_step (stmt, &failure))
    *lock = (HearthAccountLock){
      .id = hearth_stmt_int (stmt, ID),
      .passphrase_hash = g_strdup (hearth_stmt_text (stmt, PASSPHRASE)),
      .pin_hash = g_strdup (hearth_stmt_text (stmt, PIN)),
      .failures = hearth_stmt_int (stmt, FAILURES),
      .wait_until_s = hearth_stmt_int (stmt, WAIT_UNTIL),
      .disabled = hearth_stmt_int (stmt, DISABLED) != 0,
      .new_passphrase = hearth_stmt_int (stmt, NEW_PASSPHRASE) != 0,
    };
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * hearth_account_store_insert:
 * @conn: a writing connection
 * @name: what they sign in with, cleaned
 * @name_folded: the same, folded: unique
 * @preferred_name: how they are shown
 * @passphrase_hash: of Argon2id
 * @now_s: now, UTC seconds
 * @error: return location
 *
 * Returns: the account's id, 0 on error
 */
gint64
hearth_account_store_insert (HearthConn *conn,
                             const char *name,
                             const char *name_folded,
                             const char *preferred_name,
                             const char *passphrase_hash,
                             gint64 now_s,
                             GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "INSERT INTO account (id, name, name_folded, preferred_name, passphrase_hash, created_at_s)"
      " VALUES (" HEARTH_NEXT_ID ("account") ", :name, :name_folded, :preferred_name, :passphrase_hash, :now_s)",
      error);

  if (stmt == NULL)
    return 0;
  hearth_stmt_bind_text (stmt, ":name", name);
  hearth_stmt_bind_text (stmt, ":name_folded", name_folded);
  hearth_stmt_bind_text (stmt, ":preferred_name", preferred_name);
  hearth_stmt_bind_text (stmt, ":passphrase_hash", passphrase_hash);
  hearth_stmt_bind_int (stmt, ":now_s", now_s);
  return hearth_stmt_run (stmt, error) ? hearth_conn_last_id (conn) : 0;
}

/* Every change of what an account is, or is shown as, is a new revision. */
static gboolean
new_revision (HearthConn *conn, gint64 id, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "UPDATE account SET revision = revision + 1 WHERE id = :id", error);

  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":id", id);
  if (!hearth_stmt_run (stmt, error))
    return FALSE;
  if (hearth_conn_n_changes (conn) == 1)
    return TRUE;

  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no account %" G_GINT64_FORMAT, id);
  return FALSE;
}

/**
 * hearth_account_store_set_roles:
 * @conn: a writing connection
 * @id: an account
 * @roles: nicks of roles, each once
 * @error: return location
 *
 * Returns: whether they were written
 */
gboolean
hearth_account_store_set_roles (HearthConn *conn, gint64 id, const char *const *roles, GError **error)
{
  g_autoptr (HearthStmt) none = hearth_conn_prepare (conn, "DELETE FROM account_role WHERE account_id = :id", error);

  if (none == NULL)
    return FALSE;
  hearth_stmt_bind_int (none, ":id", id);
  if (!hearth_stmt_run (none, error))
    return FALSE;
  for (guint i = 0; roles[i]; i++)
    {
      g_autoptr (HearthStmt) one
          = hearth_conn_prepare (conn, "INSERT INTO account_role (account_id, role) VALUES (:id, :role)", error);

      if (one == NULL)
        return FALSE;
      hearth_stmt_bind_int (one, ":id", id);
      hearth_stmt_bind_text (one, ":role", roles[i]);
      if (!hearth_stmt_run (one, error))
        return FALSE;
    }
  return new_revision (conn, id, error);
}

/**
 * hearth_account_store_set_failures:
 * @conn: a writing connection
 * @id: an account
 * @failures: how often in a row the passphrase was wrong
 * @wait_until_s: until when none is taken, UTC seconds; 0 for not at all
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_account_store_set_failures (HearthConn *conn, gint64 id, gint64 failures, gint64 wait_until_s, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "UPDATE account SET failures = :failures, wait_until_s = :wait_until_s WHERE id = :id",
                             error);

  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":failures", failures);
  hearth_stmt_bind_int (stmt, ":wait_until_s", wait_until_s);
  hearth_stmt_bind_int (stmt, ":id", id);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_account_store_set_passphrase:
 * @conn: a writing connection
 * @id: an account
 * @hash: of Argon2id
 * @new_passphrase: whether they must choose another one at the next sign-in
 * @error: return location
 *
 * Failures so far are forgotten.
 *
 * Returns: whether it was written
 */
gboolean
hearth_account_store_set_passphrase (
    HearthConn *conn, gint64 id, const char *hash, gboolean new_passphrase, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "UPDATE account SET passphrase_hash = :hash, new_passphrase = :new, failures = 0, wait_until_s = 0"
      " WHERE id = :id",
      error);

  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_text (stmt, ":hash", hash);
  hearth_stmt_bind_int (stmt, ":new", new_passphrase ? 1 : 0);
  hearth_stmt_bind_int (stmt, ":id", id);
  return hearth_stmt_run (stmt, error) && new_revision (conn, id, error);
}

/**
 * hearth_account_store_set_pin:
 * @conn: a writing connection
 * @id: an account
 * @pin_hash: of Argon2id, "" for no PIN
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_account_store_set_pin (HearthConn *conn, gint64 id, const char *pin_hash, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "UPDATE account SET pin_hash = :hash WHERE id = :id", error);

  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_text (stmt, ":hash", pin_hash);
  hearth_stmt_bind_int (stmt, ":id", id);
  return hearth_stmt_run (stmt, error) && new_revision (conn, id, error);
}

/**
 * hearth_account_store_set_disabled:
 * @conn: a writing connection
 * @id: an account
 * @disabled_at_s: since when, UTC seconds; 0 for not at all
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_account_store_set_disabled (HearthConn *conn, gint64 id, gint64 disabled_at_s, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "UPDATE account SET disabled_at_s = :at_s WHERE id = :id", error);

  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":at_s", disabled_at_s);
  hearth_stmt_bind_int (stmt, ":id", id);
  return hearth_stmt_run (stmt, error) && new_revision (conn, id, error);
}

/**
 * hearth_account_store_count_directors:
 * @conn: a connection
 * @but_for: an account that is not counted
 * @n_directors: (out): how many others are directors and may sign in
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_account_store_count_directors (HearthConn *conn, gint64 but_for, gint64 *n_directors, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "SELECT COUNT (*) FROM account a JOIN account_role r ON r.account_id = a.id AND r.role = 'director'"
      " WHERE a.disabled_at_s = 0 AND a.id <> :but_for",
      error);

  *n_directors = 0;
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":but_for", but_for);
  if (hearth_stmt_step (stmt, &failure))
    *n_directors = hearth_stmt_int (stmt, 0);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
