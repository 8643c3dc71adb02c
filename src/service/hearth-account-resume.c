/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The way back after a lost connection: a secret that the hub makes, the desk keeps in memory and the shift knows by its
 * digest. Functions of one unit of work, on its database thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-account-private.h"

#include "hearth-account-store.h"
#include "hearth-secret.h"

/**
 * hearth_account_service_new_resume:
 * @unit: the writing unit in which somebody was welcome
 * @account: who
 * @error: return location
 *
 * Only its digest is kept. What others had at this desk is void.
 *
 * Returns: (transfer full) (nullable): the secret with which they come back at the caller's desk; "" where that is none
 */
char *
hearth_account_service_new_resume (HearthUnit *unit, gint64 account, GError **error)
{
  g_autofree char *token = NULL, *digest = NULL;

  if (unit->caller.desk_id == 0)
    return g_strdup ("");
  if ((token = hearth_secret_new_token (error)) == NULL)
    return NULL;
  digest = hearth_secret_digest (token);
  return hearth_shift_store_set_resume (unit->conn, account, unit->caller.desk_id, digest, error)
             ? g_steal_pointer (&token)
             : NULL;
}

/* Nobody guesses 32 bytes; whoever tries is treated as one who guesses PINs. */
static gboolean
refuse_resume (HearthUnit *unit, gint64 account, const HearthShift *shift, GError **error)
{
  gint64 desk = unit->caller.desk_id, failures = shift->pin_failures + 1;

  return hearth_shift_store_seen (unit->conn, account, desk, failures, unit->now_s, error)
         && (failures < HEARTH_ACCOUNT_PIN_TRIES
             || hearth_shift_store_end_all (unit->conn, account, desk, unit->now_s, error))
         && hearth_unit_audit (unit, "resume-refused", "account", account,
                               failures < HEARTH_ACCOUNT_PIN_TRIES ? "" : "shift ended", error);
}

/* Where they never sat nothing is said of them. */
static const char *
why_not (
    HearthUnit *unit, const HearthAccountLock *lock, const HearthShift *shift, const char **outcome, GError **error)
{
  g_autoptr (HearthAccount) account = NULL;

  *outcome = "sign-in";
  if (lock->id == 0 || shift->begun_at_s == 0)
    return *outcome;
  account = hearth_account_store_get (unit->conn, lock->id, error);
  if (account == NULL)
    return NULL;
  if (lock->disabled)
    *outcome = "disabled";
  else if (hearth_account_get_new_passphrase (account))
    *outcome = "passphrase";
  return *outcome;
}

/**
 * hearth_account_service_resume:
 * @unit: a writing unit of a desk that has lost its connection
 * @account: who sat there
 * @resume: the secret of their last sign-in or unlock there
 * @resumed: (out) (nullable) (transfer full): who is back; %NULL: they sign in again
 * @outcome: (out): as of Session.Resume
 * @error: return location
 *
 * Returns: whether it could be recorded
 */
gboolean
hearth_account_service_resume (
    HearthUnit *unit, gint64 account, const char *resume, HearthAccount **resumed, const char **outcome, GError **error)
{
  g_auto (HearthAccountLock) lock = { 0 };
  g_autofree char *digest = NULL;
  gint64 desk = unit->caller.desk_id;
  HearthShift shift;

  *resumed = NULL;
  *outcome = "sign-in";
  if (!hearth_account_store_get_lock (unit->conn, account, &lock, error)
      || !hearth_shift_store_get (unit->conn, account, desk, &shift, error)
      || !hearth_shift_store_get_resume (unit->conn, account, desk, &digest, error))
    return FALSE;
  if (lock.id == 0 || lock.disabled || !hearth_account_shift_goes_on (&shift, unit->now_s) || *digest == '\0')
    return why_not (unit, &lock, &shift, outcome, error) != NULL;
  if (!hearth_secret_is_digest_of (digest, resume))
    return refuse_resume (unit, account, &shift, error);
  if (!hearth_shift_store_seen (unit->conn, account, desk, shift.pin_failures, unit->now_s, error)
      || !hearth_unit_audit (unit, "resume", "account", account, "", error))
    return FALSE;
  *resumed = hearth_account_store_get (unit->conn, account, error);
  *outcome = "welcome";
  return *resumed != NULL;
}

/**
 * hearth_account_service_drop_resume:
 * @unit: a writing unit of a desk that was locked
 * @error: return location
 *
 * Nobody comes back at the caller's desk without PIN or passphrase.
 *
 * Returns: whether it was written
 */
gboolean
hearth_account_service_drop_resume (HearthUnit *unit, GError **error)
{
  return unit->caller.desk_id == 0 || hearth_shift_store_drop_resume (unit->conn, 0, unit->caller.desk_id, error);
}
