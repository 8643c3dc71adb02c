/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Passphrases and PINs as they are kept: Argon2id with libsodium's interactive limits (64 MiB, about a tenth of a second).
 * Any thread but a main loop's; a lock lets one run at a time, so that a burst of sign-ins cannot fill the memory. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-secret.h"

#include <sodium.h>
#include <string.h>

#include "hearth-error.h"

/* A passphrase is a sentence, not a book. In bytes, after normalization. */
#define SECRET_MAX 1024
#define PASSPHRASE_MIN 8

static GMutex one_at_a_time;

/* What everybody tries first, folded. Eight characters and more: shorter ones are refused by length. */
static const char *const commonplace[] = {
  "password", "password1",  "passw0rd",  "passphrase", "12345678", "123456789", "1234567890", "87654321",
  "qwertyui", "qwertyuiop", "qwerty123", "asdfghjk",   "letmein1", "iloveyou",  "recovery",   "welcome1",
  "sunshine", "football",   "baseball",  "abcdefgh",   "abc12345", "computer",  "trustno1",   "princess",
};

static gboolean
ready (GError **error)
{
  if (sodium_init () >= 0)
    return TRUE;

  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "libsodium cannot start");
  return FALSE;
}

/* The same passphrase typed on another keyboard is the same: composed form. NULL where it is no secret at all. */
static char *
normalize (const char *secret)
{
  char *composed;

  if (secret == NULL || *secret == '\0' || strlen (secret) > SECRET_MAX || !g_utf8_validate (secret, -1, NULL))
    return NULL;
  composed = g_utf8_normalize (secret, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  if (composed && strlen (composed) > SECRET_MAX)
    g_clear_pointer (&composed, g_free);
  return composed;
}

static void
forget (char *secret)
{
  sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

/**
 * hearth_secret_hash:
 * @secret: a passphrase or PIN
 * @error: return location
 *
 * Takes about a tenth of a second and 64 MiB.
 *
 * Returns: (transfer full) (nullable): the hash with its salt and limits, as libsodium writes it; %NULL with
 *   %HEARTH_ERROR_INVALID if @secret is empty, too long or no UTF-8
 */
char *
hearth_secret_hash (const char *secret, GError **error)
{
  g_autofree char *hash = g_malloc0 (crypto_pwhash_STRBYTES);
  char *composed = normalize (secret);
  int failed;

  if (composed == NULL)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "not a secret that can be kept");
      return NULL;
    }
  if (!ready (error))
    {
      forget (composed);
      return NULL;
    }
  g_mutex_lock (&one_at_a_time);
  failed = crypto_pwhash_str (hash, composed, strlen (composed), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                              crypto_pwhash_MEMLIMIT_INTERACTIVE);
  g_mutex_unlock (&one_at_a_time);
  forget (composed);
  if (failed)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "not enough memory for a hash");
      return NULL;
    }
  return g_steal_pointer (&hash);
}

/**
 * hearth_secret_verify:
 * @hash: (nullable): of hearth_secret_hash()
 * @secret: (nullable): what was typed
 *
 * Takes as long as hearth_secret_hash().
 *
 * Returns: whether @secret is the one that @hash was made of
 */
gboolean
hearth_secret_verify (const char *hash, const char *secret)
{
  char *composed = normalize (secret);
  int differs;

  if (hash == NULL || *hash == '\0' || !ready (NULL))
    g_clear_pointer (&composed, forget);
  if (composed == NULL)
    return FALSE;

  g_mutex_lock (&one_at_a_time);
  differs = crypto_pwhash_str_verify (hash, composed, strlen (composed));
  g_mutex_unlock (&one_at_a_time);
  forget (composed);
  return !differs;
}

/**
 * hearth_secret_is_strong:
 * @passphrase: (nullable): a new passphrase
 *
 * The least that is asked: 8 characters, not one letter all over, and none of the words that everybody tries first.
 * More rules would only put it on a note at the screen; the growing delay after failures does the rest.
 *
 * Returns: whether it may be taken
 */
gboolean
hearth_secret_is_strong (const char *passphrase)
{
  char *composed = normalize (passphrase);
  gboolean varied = FALSE, common = FALSE;

  if (composed == NULL)
    return FALSE;
  if (g_utf8_strlen (composed, -1) >= PASSPHRASE_MIN)
    {
      char *folded = g_utf8_casefold (composed, -1);
      gunichar first = g_utf8_get_char (composed);

      for (const char *p = composed; *p && !varied; p = g_utf8_next_char (p))
        varied = g_utf8_get_char (p) != first;
      for (guint i = 0; i < G_N_ELEMENTS (commonplace) && !common; i++)
        common = g_str_equal (folded, commonplace[i]);
      forget (folded);
    }
  forget (composed);
  return varied && !common;
}

/**
 * hearth_pin_is_valid:
 * @pin: (nullable): a new PIN
 *
 * Returns: whether it has 4 to 8 ASCII digits and is no row of one digit (0000) and no run (1234, 8765)
 */
gboolean
hearth_pin_is_valid (const char *pin)
{
  gsize length = pin ? strlen (pin) : 0;
  gboolean same = TRUE, up = TRUE, down = TRUE;

  if (length < 4 || length > 8)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (pin[i]))
        return FALSE;
      if (i == 0)
        continue;
      same = same && pin[i] == pin[i - 1];
      up = up && pin[i] == pin[i - 1] + 1;
      down = down && pin[i] == pin[i - 1] - 1;
    }
  return !same && !up && !down;
}

/**
 * hearth_secret_new_once:
 * @error: return location
 *
 * Twelve characters in three groups, none of which looks or sounds like another: 55 bits, and no vowels, so that no word
 * comes out.
 *
 * Returns: (transfer full) (nullable): a passphrase that somebody is told, uses once and replaces
 */
char *
hearth_secret_new_once (GError **error)
{
  static const char letters[] = "bcdfghjkmnpqrstvwxz234679";
  char text[3 * 5];

  if (!ready (error))
    return NULL;
  for (guint i = 0; i < sizeof text; i++)
    text[i] = i % 5 == 4 ? '-' : letters[randombytes_uniform (sizeof letters - 1)];
  text[sizeof text - 1] = '\0';
  return g_strdup (text);
}

/**
 * hearth_secret_new_token:
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a secret that nobody types and nobody can guess
 */
char *
hearth_secret_new_token (GError **error)
{
  guint8 bytes[32];
  char text[2 * sizeof bytes + 1];

  if (!ready (error))
    return NULL;
  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2hex (text, sizeof text, bytes, sizeof bytes);
  return g_strdup (text);
}

/**
 * hearth_secret_digest:
 * @token: of hearth_secret_new_token()
 *
 * Returns: (transfer full): what is kept of it
 */
char *
hearth_secret_digest (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}

/**
 * hearth_secret_is_digest_of:
 * @digest: (nullable): of hearth_secret_digest(); "" fits nothing
 * @token: (nullable): what was given
 *
 * Takes as long for one that is nearly right as for any other.
 *
 * Returns: whether @token is the one that @digest was made of
 */
gboolean
hearth_secret_is_digest_of (const char *digest, const char *token)
{
  g_autofree char *given = token ? hearth_secret_digest (token) : NULL;

  return given && digest && strlen (digest) == strlen (given) && sodium_memcmp (digest, given, strlen (given)) == 0;
}
