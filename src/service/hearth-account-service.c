/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who may sign in, as a director or hearthctl keeps them. Signing in itself is in hearth-account-sign-in.c. Functions of
 * one unit of work, on its database thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-account-service.h"

#include <string.h>

#include "hearth-account-store.h"
#include "hearth-error.h"
#include "hearth-shift-store.h"
#include "hearth-text.h"

/* Known roles, each once, at least one. */
static char **
check_roles (const char *const *roles, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint set = 0;
  HearthRole role;

  for (guint i = 0; roles && roles[i]; i++)
    {
      if (!hearth_role_from_nick (roles[i], &role))
        {
          g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "no role of this name");
          return NULL;
        }
      if (!(set & (1u << role)))
        g_strv_builder_add (builder, roles[i]);
      set |= 1u << role;
    }
  if (set == 0)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "an account needs a role");
      return NULL;
    }
  return g_strv_builder_end (builder);
}

/* A hash that libsodium did not write would lock its owner out. */
static gboolean
check_hash (const char *hash, GError **error)
{
  if (hash && g_str_has_prefix (hash, "$argon2id$"))
    return TRUE;

  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "not an Argon2id hash");
  return FALSE;
}

/* Somebody must be left who can add others. */
static gboolean
check_directors (HearthUnit *unit, gint64 but_for, GError **error)
{
  gint64 n_directors;

  if (!hearth_account_store_count_directors (unit->conn, but_for, &n_directors, error))
    return FALSE;
  if (n_directors > 0)
    return TRUE;

  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_LAST_DIRECTOR, "account %" G_GINT64_FORMAT " is the last director",
               but_for);
  return FALSE;
}

/* The caller as they are now: whoever was demoted or disabled while their call waited may not demote others any more. */
static gboolean
need_manager (HearthUnit *unit, GError **error)
{
  g_autoptr (HearthAccount) caller = NULL;
  guint permissions;

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_ACCOUNTS, error))
    return FALSE;
  if (unit->caller.account_id == 0)
    return TRUE;
  caller = hearth_account_store_get (unit->conn, unit->caller.account_id, error);
  if (caller == NULL)
    return FALSE;
  permissions = hearth_permissions_of_roles (hearth_account_get_roles (caller));
  if (!hearth_account_get_disabled (caller)
      && (permissions & HEARTH_PERMISSION_BIT (HEARTH_PERMISSION_MANAGE_ACCOUNTS)))
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED, "account %" G_GINT64_FORMAT " may not any more",
               unit->caller.account_id);
  return FALSE;
}

static char *
clean_name (const char *name, GError **error)
{
  g_autofree char *clean = hearth_text_clean (name, HEARTH_TEXT_NAME_MAX, error);
  g_autofree char *folded = clean ? hearth_text_fold (clean) : NULL;

  if (folded && *folded == '\0')
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "a name needs letters");
      return NULL;
    }
  return g_steal_pointer (&clean);
}

/**
 * hearth_account_service_add:
 * @unit: a writing unit
 * @name: what they sign in with
 * @preferred_name: (nullable): how they are shown; without it the first word of @name
 * @roles: nicks of their roles
 * @passphrase_hash: of hearth_secret_hash()
 * @error: return location
 *
 * Needs manage-accounts.
 *
 * Returns: the new account's id; 0 with %HEARTH_ERROR_INVALID where the name is taken or something cannot be taken
 */
gint64
hearth_account_service_add (HearthUnit *unit,
                            const char *name,
                            const char *preferred_name,
                            const char *const *roles,
                            const char *passphrase_hash,
                            GError **error)
{
  g_autofree char *clean = NULL, *folded = NULL, *preferred = NULL;
  g_auto (GStrv) checked = NULL;
  gint64 id;

  if (!need_manager (unit, error) || !check_hash (passphrase_hash, error)
      || (checked = check_roles (roles, error)) == NULL || (clean = clean_name (name, error)) == NULL
      || (preferred = hearth_text_clean (preferred_name, HEARTH_TEXT_NAME_MAX, error)) == NULL)
    return 0;
  if (*preferred == '\0')
    {
      g_free (preferred);
      preferred = g_strndup (clean, strcspn (clean, " "));
    }

  folded = hearth_text_fold (clean);
  if (!hearth_account_store_find (unit->conn, folded, &id, error))
    return 0;
  if (id != 0)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "account %" G_GINT64_FORMAT " has this name", id);
      return 0;
    }
  id = hearth_account_store_insert (unit->conn, clean, folded, preferred, passphrase_hash, unit->now_s, error);
  if (id == 0 || !hearth_account_store_set_roles (unit->conn, id, (const char *const *)checked, error)
      || !hearth_unit_audit (unit, "add", "account", id, "", error))
    return 0;
  hearth_unit_changed (unit, "account", id);
  return id;
}

/**
 * hearth_account_service_create:
 * @unit: a writing unit
 * @name: what they sign in with
 * @preferred_name: (nullable): how they are shown; without it the first word of @name
 * @roles: nicks of their roles
 * @passphrase_hash: of hearth_secret_hash(), of a passphrase that the caller is shown once
 * @error: return location
 *
 * Needs manage-accounts. They choose a passphrase of their own at their first sign-in.
 *
 * Returns: the new account's id; 0 with %HEARTH_ERROR_INVALID where the name is taken or something cannot be taken
 */
gint64
hearth_account_service_create (HearthUnit *unit,
                               const char *name,
                               const char *preferred_name,
                               const char *const *roles,
                               const char *passphrase_hash,
                               GError **error)
{
  gint64 id = hearth_account_service_add (unit, name, preferred_name, roles, passphrase_hash, error);

  return id != 0 && hearth_account_store_set_passphrase (unit->conn, id, passphrase_hash, TRUE, error) ? id : 0;
}

/**
 * hearth_account_service_check_new:
 * @unit: a unit
 * @name: what they would sign in with
 * @preferred_name: how they would be shown
 * @roles: nicks of their roles
 * @error: return location
 *
 * Whether an account could be made, before a passphrase is hashed for it.
 *
 * Returns: %FALSE with the error that hearth_account_service_create() would give
 */
gboolean
hearth_account_service_check_new (
    HearthUnit *unit, const char *name, const char *preferred_name, const char *const *roles, GError **error)
{
  g_autofree char *clean = NULL, *preferred = NULL;
  g_auto (GStrv) checked = NULL;

  return need_manager (unit, error) && (checked = check_roles (roles, error)) != NULL
         && (clean = clean_name (name, error)) != NULL
         && (preferred = hearth_text_clean (preferred_name, HEARTH_TEXT_NAME_MAX, error)) != NULL;
}

/**
 * hearth_account_service_check_there:
 * @unit: a unit
 * @account: an account
 * @error: return location
 *
 * Whether there is such an account that the caller may change, before a passphrase is hashed for it.
 *
 * Returns: %FALSE with %HEARTH_ERROR_DENIED or %HEARTH_ERROR_NOT_FOUND
 */
gboolean
hearth_account_service_check_there (HearthUnit *unit, gint64 account, GError **error)
{
  g_autoptr (HearthAccount) found = NULL;

  return need_manager (unit, error) && (found = hearth_account_store_get (unit->conn, account, error)) != NULL;
}

/**
 * hearth_account_service_list:
 * @unit: a unit
 * @error: return location
 *
 * Needs manage-accounts.
 *
 * Returns: (transfer full) (nullable) (element-type HearthAccount): all accounts by name
 */
GListStore *
hearth_account_service_list (HearthUnit *unit, GError **error)
{
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_ACCOUNTS, error))
    return NULL;
  return hearth_account_store_list (unit->conn, error);
}

static gboolean
check_revision (HearthAccount *account, gint64 revision, GError **error)
{
  if (revision == HEARTH_ACCOUNT_ANY_REVISION || hearth_account_get_revision (account) == revision)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "account %" G_GINT64_FORMAT " changed meanwhile",
               hearth_account_get_id (account));
  return FALSE;
}

/**
 * hearth_account_service_set_roles:
 * @unit: a writing unit
 * @account: an account
 * @revision: of the account as the caller knows it, or %HEARTH_ACCOUNT_ANY_REVISION
 * @roles: nicks of all its roles from now on
 * @error: return location
 *
 * Needs manage-accounts. The last director stays one.
 *
 * Returns: whether they were set; %HEARTH_ERROR_CONFLICT if the account changed meanwhile
 */
gboolean
hearth_account_service_set_roles (
    HearthUnit *unit, gint64 account, gint64 revision, const char *const *roles, GError **error)
{
  g_auto (GStrv) checked = NULL;
  g_autofree char *detail = NULL;

  if (!need_manager (unit, error) || (checked = check_roles (roles, error)) == NULL)
    return FALSE;

  g_autoptr (HearthAccount) before = hearth_account_store_get (unit->conn, account, error);

  if (before == NULL || !check_revision (before, revision, error))
    return FALSE;
  if (!g_strv_contains ((const char *const *)checked, "director") && !check_directors (unit, account, error))
    return FALSE;
  detail = g_strjoinv (" ", checked);
  if (!hearth_account_store_set_roles (unit->conn, account, (const char *const *)checked, error)
      || !hearth_shift_store_drop_resume (unit->conn, account, 0, error)
      || !hearth_unit_audit (unit, "set-roles", "account", account, detail, error))
    return FALSE;
  hearth_unit_changed (unit, "account", account);
  return TRUE;
}

/**
 * hearth_account_service_reset_passphrase:
 * @unit: a writing unit
 * @account: an account
 * @hash: of hearth_secret_hash(), of a passphrase that somebody else knows
 * @error: return location
 *
 * Needs manage-accounts. They must choose another one when they sign in; the PIN is gone and no shift goes on.
 *
 * Returns: whether it was set
 */
gboolean
hearth_account_service_reset_passphrase (HearthUnit *unit, gint64 account, const char *hash, GError **error)
{
  if (!need_manager (unit, error) || !check_hash (hash, error)
      || !hearth_account_store_set_passphrase (unit->conn, account, hash, TRUE, error)
      || !hearth_account_store_set_pin (unit->conn, account, "", error)
      || !hearth_shift_store_end_all (unit->conn, account, 0, unit->now_s, error)
      || !hearth_unit_audit (unit, "reset-passphrase", "account", account, "", error))
    return FALSE;
  hearth_unit_changed (unit, "account", account);
  return TRUE;
}

/**
 * hearth_account_service_set_disabled:
 * @unit: a writing unit
 * @account: an account
 * @disabled: whether it may not sign in
 * @error: return location
 *
 * Needs manage-accounts. The account is kept: what its owner recorded goes on naming it. The last director stays.
 *
 * Returns: whether it was set
 */
gboolean
hearth_account_service_set_disabled (HearthUnit *unit, gint64 account, gboolean disabled, GError **error)
{
  if (!need_manager (unit, error))
    return FALSE;

  g_autoptr (HearthAccount) before = hearth_account_store_get (unit->conn, account, error);

  if (before == NULL)
    return FALSE;
  if (hearth_account_get_disabled (before) == !!disabled)
    return TRUE;
  if (disabled && !check_directors (unit, account, error))
    return FALSE;
  if (!hearth_account_store_set_disabled (unit->conn, account, disabled ? unit->now_s : 0, error)
      || !hearth_shift_store_end_all (unit->conn, account, 0, unit->now_s, error)
      || !hearth_unit_audit (unit, disabled ? "disable" : "enable", "account", account, "", error))
    return FALSE;
  hearth_unit_changed (unit, "account", account);
  return TRUE;
}
