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

  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "account %" G_GINT64_FORMAT " is the last director", but_for);
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

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_ACCOUNTS, error) || !check_hash (passphrase_hash, error)
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

/**
 * hearth_account_service_set_roles:
 * @unit: a writing unit
 * @account: an account
 * @roles: nicks of all its roles from now on
 * @error: return location
 *
 * Needs manage-accounts. The last director stays one.
 *
 * Returns: whether they were set
 */
gboolean
hearth_account_service_set_roles (HearthUnit *unit, gint64 account, const char *const *roles, GError **error)
{
  g_auto (GStrv) checked = NULL;
  g_autofree char *detail = NULL;

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_ACCOUNTS, error)
      || (checked = check_roles (roles, error)) == NULL)
    return FALSE;
  if (!g_strv_contains ((const char *const *)checked, "director") && !check_directors (unit, account, error))
    return FALSE;

  g_autoptr (HearthAccount) before = hearth_account_store_get (unit->conn, account, error);

  if (before == NULL)
    return FALSE;
  detail = g_strjoinv (" ", checked);
  if (!hearth_account_store_set_roles (unit->conn, account, (const char *const *)checked, error)
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
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_ACCOUNTS, error) || !check_hash (hash, error)
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
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_ACCOUNTS, error))
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
