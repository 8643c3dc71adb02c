/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Signing in, unlocking, shifts and faces. Failures are counted in the database, so that a restart helps nobody who
 * guesses; who has an account, and why one is refused, cannot be told from the answers. Functions of one unit of work, on
 * its database thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-account-private.h"

#include "hearth-account-store.h"
#include "hearth-error.h"
#include "hearth-shift-store.h"
#include "hearth-strangers.h"
#include "hearth-text.h"

#define SHIFT_S (12 * 60 * 60)
#define CLOCK_SLACK_S (5 * 60)
#define PIN_TRIES HEARTH_ACCOUNT_PIN_TRIES
#define FACES 9

/* The hash of a passphrase that nobody knows, with the limits of hearth_secret_hash(): a name that nobody has takes as
 * long to refuse as a wrong passphrase. */
#define NOBODY_HASH "$argon2id$v=19$m=65536,t=2,p=1$x5iiTTFhM7wlJx8yhGY3OA$6MQtXIgYvbeVDYPnjpGHeTPrdwhk7xA3qd4JT3vGK9E"

/**
 * hearth_challenge_clear:
 * @self: a challenge, or all zero
 *
 * Frees what it holds.
 */
void
hearth_challenge_clear (HearthChallenge *self)
{
  g_clear_pointer (&self->hash, g_free);
  g_clear_pointer (&self->stranger, g_free);
  *self = (HearthChallenge){ 0 };
}

/* More than so many failures can make wait is left of a clock that ran ahead and was set back: nobody is locked out for it,
 * or it would be until that day comes. */
static guint
wait_of (const HearthAccountLock *lock, gint64 now_s)
{
  gint64 left_s = lock->wait_until_s - now_s;

  return left_s > 0 && left_s <= hearth_sign_in_delay_s (lock->failures) ? (guint)left_s : 0;
}

/* What stands for who was asked for, if that is nobody who may sign in. */
static char *
stranger_key (gint64 account, const char *name_folded)
{
  g_autofree char *text = account != 0 ? g_strdup_printf ("#%" G_GINT64_FORMAT, account) : g_strdup (name_folded);

  return hearth_strangers_key (text);
}

/* The account meant; 0 in @account if nobody has the name. */
static gboolean
find_account (HearthUnit *unit, const char *name_folded, gint64 *account, GError **error)
{
  if (*account != 0)
    return TRUE;
  return hearth_account_store_find (unit->conn, name_folded, account, error);
}

/**
 * hearth_account_service_challenge:
 * @unit: a unit
 * @account: who wants to sign in; 0: by name
 * @name: (nullable): what was typed where @account is 0
 * @challenge: (out): to be cleared with hearth_challenge_clear()
 * @error: return location
 *
 * The first step of a sign-in. Also for a name that nobody has and an account that is disabled: then there is a hash that
 * nothing fits.
 *
 * Returns: whether the database could be read
 */
gboolean
hearth_account_service_challenge (
    HearthUnit *unit, gint64 account, const char *name, HearthChallenge *challenge, GError **error)
{
  g_auto (HearthAccountLock) lock = { 0 };
  g_autofree char *clean = hearth_text_clean (name, HEARTH_TEXT_NAME_MAX, NULL);
  g_autofree char *folded = hearth_text_fold (clean);
  gint64 meant = account;

  *challenge = (HearthChallenge){ 0 };
  if (!find_account (unit, folded, &meant, error) || !hearth_account_store_get_lock (unit->conn, meant, &lock, error))
    return FALSE;
  if (lock.id == 0 || lock.disabled)
    {
      challenge->hash = g_strdup (NOBODY_HASH);
      challenge->stranger = stranger_key (account, folded);
      challenge->wait_s = hearth_strangers_wait_s (challenge->stranger, unit->now_s);
      return TRUE;
    }
  challenge->account_id = lock.id;
  challenge->hash = g_strdup (lock.passphrase_hash);
  challenge->wait_s = wait_of (&lock, unit->now_s);
  return TRUE;
}

/*< private >
 * hearth_account_shift_goes_on:
 * @shift: somebody's shift at a desk
 * @now_s: now, UTC seconds
 *
 * Returns: whether it is not over: by its length, by a sign-out, or by PINs that were wrong
 */
gboolean
hearth_account_shift_goes_on (const HearthShift *shift, gint64 now_s)
{
  gint64 since_s = now_s - shift->begun_at_s;

  return shift->begun_at_s != 0 && shift->ended_at_s == 0 && shift->pin_failures < PIN_TRIES && since_s < SHIFT_S
         && since_s >= -CLOCK_SLACK_S;
}

/* Whether the PIN is enough at this desk now. */
static gboolean
pin_is_enough (HearthUnit *unit, const HearthAccountLock *lock, gboolean *enough, HearthShift *shift, GError **error)
{
  *enough = FALSE;
  if (!hearth_shift_store_get (unit->conn, lock->id, unit->caller.desk_id, shift, error))
    return FALSE;
  *enough = lock->id != 0 && !lock->disabled && !lock->new_passphrase && *lock->pin_hash
            && hearth_account_shift_goes_on (shift, unit->now_s);
  return TRUE;
}

/**
 * hearth_account_service_pin_challenge:
 * @unit: a unit
 * @account: who wants to unlock the desk
 * @challenge: (out): to be cleared with hearth_challenge_clear()
 * @error: return location
 *
 * The first step of an unlock. The PIN is enough during a shift: within twelve hours of a sign-in with the passphrase at
 * this desk, until they sign out or three PINs in a row were wrong.
 *
 * Returns: whether the database could be read
 */
gboolean
hearth_account_service_pin_challenge (HearthUnit *unit, gint64 account, HearthChallenge *challenge, GError **error)
{
  g_auto (HearthAccountLock) lock = { 0 };
  HearthShift shift;

  *challenge = (HearthChallenge){ 0 };
  if (!hearth_account_store_get_lock (unit->conn, account, &lock, error))
    return FALSE;
  if (lock.id == 0)
    lock.pin_hash = g_strdup ("");
  if (!pin_is_enough (unit, &lock, &challenge->pin_enough, &shift, error))
    return FALSE;
  challenge->account_id = challenge->pin_enough ? lock.id : 0;
  challenge->hash = g_strdup (challenge->pin_enough ? lock.pin_hash : NOBODY_HASH);
  return TRUE;
}

static gboolean
refuse_stranger (HearthUnit *unit, const HearthChallenge *challenge, guint *wait_s, GError **error)
{
  if (challenge->stranger)
    *wait_s = hearth_strangers_failed (challenge->stranger, unit->now_s);
  return hearth_unit_audit (unit, "sign-in-refused", "account", 0, "", error);
}

static gboolean
refuse_account (HearthUnit *unit, const HearthAccountLock *lock, guint *wait_s, GError **error)
{
  gint64 failures = lock->failures + 1;
  g_autofree char *detail = NULL;

  *wait_s = hearth_sign_in_delay_s (failures);
  detail = *wait_s ? g_strdup_printf ("waits %u s", *wait_s) : g_strdup ("");
  return hearth_account_store_set_failures (unit->conn, lock->id, failures, *wait_s ? unit->now_s + *wait_s : 0, error)
         && hearth_unit_audit (unit, "sign-in-refused", "account", lock->id, detail, error);
}

/**
 * hearth_account_service_signed_in:
 * @unit: a writing unit
 * @challenge: of hearth_account_service_challenge()
 * @right: whether hearth_secret_verify() said so
 * @wait_s: (out): how many seconds to wait before the next try
 * @account: (out) (nullable) (transfer full): who is signed in; %NULL: refused
 * @error: return location
 *
 * The last step of a sign-in: records how it went. A right passphrase begins a shift at the caller's desk and forgets
 * failures. One that was asked for before others failed is refused while they make it wait.
 *
 * Returns: whether it could be recorded
 */
gboolean
hearth_account_service_signed_in (HearthUnit *unit,
                                  const HearthChallenge *challenge,
                                  gboolean right,
                                  guint *wait_s,
                                  HearthAccount **account,
                                  GError **error)
{
  g_auto (HearthAccountLock) lock = { 0 };
  gint64 desk = unit->caller.desk_id;

  *wait_s = 0;
  *account = NULL;
  if (challenge->account_id == 0)
    return refuse_stranger (unit, challenge, wait_s, error);
  if (!hearth_account_store_get_lock (unit->conn, challenge->account_id, &lock, error))
    return FALSE;
  if (lock.id == 0 || lock.disabled)
    return refuse_stranger (unit, challenge, wait_s, error);
  if ((*wait_s = wait_of (&lock, unit->now_s)) > 0)
    return hearth_unit_audit (unit, "sign-in-refused", "account", lock.id, "waits", error);
  /* The hash may have changed since it was verified against. */
  if (!right || g_strcmp0 (lock.passphrase_hash, challenge->hash) != 0)
    return refuse_account (unit, &lock, wait_s, error);

  if (!hearth_account_store_set_failures (unit->conn, lock.id, 0, 0, error)
      || (desk != 0 && !hearth_shift_store_begin (unit->conn, lock.id, desk, unit->now_s, error))
      || !hearth_unit_audit (unit, "sign-in", "account", lock.id, "", error))
    return FALSE;
  *account = hearth_account_store_get (unit->conn, lock.id, error);
  return *account != NULL;
}

/**
 * hearth_account_service_unlocked:
 * @unit: a writing unit
 * @challenge: of hearth_account_service_pin_challenge()
 * @right: whether hearth_secret_verify() said so
 * @tries_left: (out): how many PINs may still be wrong; 0: now the passphrase is asked for
 * @account: (out) (nullable) (transfer full): who is back; %NULL: refused
 * @error: return location
 *
 * The last step of an unlock: records how it went. The third wrong PIN ends the shift.
 *
 * Returns: whether it could be recorded
 */
gboolean
hearth_account_service_unlocked (HearthUnit *unit,
                                 const HearthChallenge *challenge,
                                 gboolean right,
                                 guint *tries_left,
                                 HearthAccount **account,
                                 GError **error)
{
  g_auto (HearthAccountLock) lock = { 0 };
  HearthShift shift;
  gboolean enough;
  gint64 desk = unit->caller.desk_id, failures;

  *tries_left = 0;
  *account = NULL;
  if (!hearth_account_store_get_lock (unit->conn, challenge->account_id, &lock, error))
    return FALSE;
  if (lock.id == 0)
    lock.pin_hash = g_strdup ("");
  if (!pin_is_enough (unit, &lock, &enough, &shift, error))
    return FALSE;
  if (!challenge->pin_enough || !enough)
    return hearth_unit_audit (unit, "unlock-refused", "account", lock.id, "passphrase", error);

  failures = right && g_str_equal (lock.pin_hash, challenge->hash) ? 0 : shift.pin_failures + 1;
  *tries_left = (guint)(PIN_TRIES - failures);
  if (!hearth_shift_store_seen (unit->conn, lock.id, desk, failures, unit->now_s, error))
    return FALSE;
  if (failures > 0)
    return (failures < PIN_TRIES || hearth_shift_store_end_all (unit->conn, lock.id, desk, unit->now_s, error))
           && hearth_unit_audit (unit, "unlock-refused", "account", lock.id, failures < PIN_TRIES ? "" : "shift ended",
                                 error);
  if (!hearth_unit_audit (unit, "unlock", "account", lock.id, "", error))
    return FALSE;
  *account = hearth_account_store_get (unit->conn, lock.id, error);
  return *account != NULL;
}

/**
 * hearth_account_service_end_shift:
 * @unit: a writing unit of whoever signs out
 * @error: return location
 *
 * From now on the caller's PIN is not enough at this desk.
 *
 * Returns: whether it was written
 */
gboolean
hearth_account_service_end_shift (HearthUnit *unit, GError **error)
{
  gint64 account = unit->caller.account_id;

  if (account == 0 || unit->caller.desk_id == 0)
    return TRUE;
  return hearth_shift_store_end_all (unit->conn, account, unit->caller.desk_id, unit->now_s, error)
         && hearth_unit_audit (unit, "sign-out", "account", account, "", error);
}

/**
 * hearth_account_service_end_shift_heard:
 * @unit: a writing unit of whoever the desk says has signed out there
 * @error: return location
 *
 * As above, where a shift goes on; else nothing is written, also for an account that nobody has.
 *
 * Returns: whether that is so
 */
gboolean
hearth_account_service_end_shift_heard (HearthUnit *unit, GError **error)
{
  HearthShift shift;

  if (!hearth_shift_store_get (unit->conn, unit->caller.account_id, unit->caller.desk_id, &shift, error))
    return FALSE;
  return shift.begun_at_s == 0 || shift.ended_at_s != 0 || hearth_account_service_end_shift (unit, error);
}

static gboolean
need_account (HearthUnit *unit, GError **error)
{
  if (unit->caller.account_id != 0)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT, "nobody is signed in");
  return FALSE;
}

/**
 * hearth_account_service_set_pin_hash:
 * @unit: a writing unit of whoever wants a PIN
 * @pin_hash: of hearth_secret_hash() of a PIN that hearth_pin_is_valid() took; "" for none
 * @error: return location
 *
 * Returns: whether it was set
 */
gboolean
hearth_account_service_set_pin_hash (HearthUnit *unit, const char *pin_hash, GError **error)
{
  gint64 account = unit->caller.account_id;

  if (!need_account (unit, error))
    return FALSE;
  if (*pin_hash && !g_str_has_prefix (pin_hash, "$argon2id$"))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "not an Argon2id hash");
      return FALSE;
    }
  if (!hearth_account_store_set_pin (unit->conn, account, pin_hash, error)
      || !hearth_unit_audit (unit, *pin_hash ? "set-pin" : "remove-pin", "account", account, "", error))
    return FALSE;
  hearth_unit_changed (unit, "account", account);
  return TRUE;
}

/**
 * hearth_account_service_set_passphrase_hash:
 * @unit: a writing unit of whoever wants another passphrase
 * @hash: of hearth_secret_hash() of one that hearth_secret_is_strong() took
 * @error: return location
 *
 * Shifts at other desks end: whoever knew the old passphrase is out there.
 *
 * Returns: whether it was set
 */
gboolean
hearth_account_service_set_passphrase_hash (HearthUnit *unit, const char *hash, GError **error)
{
  gint64 account = unit->caller.account_id, desk = unit->caller.desk_id;

  if (!need_account (unit, error))
    return FALSE;
  if (!g_str_has_prefix (hash, "$argon2id$"))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "not an Argon2id hash");
      return FALSE;
    }
  if (!hearth_account_store_set_passphrase (unit->conn, account, hash, FALSE, error)
      || !hearth_shift_store_end_all (unit->conn, account, 0, unit->now_s, error)
      || (desk != 0 && !hearth_shift_store_begin (unit->conn, account, desk, unit->now_s, error))
      || !hearth_unit_audit (unit, "set-passphrase", "account", account, "", error))
    return FALSE;
  hearth_unit_changed (unit, "account", account);
  return TRUE;
}

static gboolean
add_face (HearthUnit *unit, gint64 id, GVariantBuilder *faces, GError **error)
{
  g_autoptr (HearthAccount) account = hearth_account_store_get (unit->conn, id, error);
  g_auto (HearthAccountLock) lock = { 0 };
  HearthShift shift;
  gboolean enough;
  const char *const *roles;

  if (account == NULL || !hearth_account_store_get_lock (unit->conn, id, &lock, error)
      || !pin_is_enough (unit, &lock, &enough, &shift, error))
    return FALSE;
  roles = hearth_account_get_roles (account);
  g_variant_builder_add (faces, "(xssb)", id, hearth_account_get_preferred_name (account), roles[0] ? roles[0] : "",
                         enough);
  return TRUE;
}

/**
 * hearth_account_service_faces:
 * @unit: a unit
 * @more: (out): whether others may sign in as well
 * @error: return location
 *
 * Who may sign in at the caller's desk, those seen there last first: all where nine suffice, else eight, and room for
 * "Someone else".
 *
 * Returns: (transfer full) (nullable): a(xssb): account, preferred name, highest role, whether the PIN is enough
 */
GVariant *
hearth_account_service_faces (HearthUnit *unit, gboolean *more, GError **error)
{
  g_auto (GVariantBuilder) faces = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(xssb)"));
  g_autoptr (GArray) accounts = NULL;
  guint n;

  *more = FALSE;
  if (!hearth_shift_store_faces (unit->conn, unit->caller.desk_id, FACES + 1, &accounts, error))
    return NULL;
  *more = accounts->len > FACES;
  n = *more ? FACES - 1 : accounts->len;
  for (guint i = 0; i < n; i++)
    if (!add_face (unit, g_array_index (accounts, gint64, i), &faces, error))
      return NULL;
  return g_variant_ref_sink (g_variant_builder_end (&faces));
}
