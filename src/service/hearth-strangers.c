/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Names that nobody has, tried at a sign-in: they wait as an account would, so that waiting tells nobody who has one. Only
 * in memory, for as long as the program runs, and only as a keyed hash: what was typed may be a passphrase. Any thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-strangers.h"

#include <sodium.h>
#include <string.h>

#define STRANGERS_MAX 1000 /* then all are forgotten: better than to grow */
#define FREE_FAILURES 2
#define DELAY_FIRST_S 5
#define DELAY_MAX_S (15 * 60)

typedef struct
{
  gint64 failures;
  gint64 wait_until_s;
} Stranger;

static GMutex mutex;
static GHashTable *strangers; /* key → Stranger */

/**
 * hearth_sign_in_delay_s:
 * @failures: how often in a row a passphrase was wrong
 *
 * Returns: how many seconds none is taken then: two are free, then 5, 10, 20 and so on, 15 minutes at the most
 */
guint
hearth_sign_in_delay_s (gint64 failures)
{
  guint delay_s = DELAY_FIRST_S;

  if (failures <= FREE_FAILURES)
    return 0;
  for (gint64 i = FREE_FAILURES + 1; i < failures && delay_s < DELAY_MAX_S; i++)
    delay_s *= 2;
  return MIN (delay_s, DELAY_MAX_S);
}

/**
 * hearth_strangers_key:
 * @name_folded: a name that no account has
 *
 * Returns: (transfer full): what stands for it here; another one each time the program runs
 */
char *
hearth_strangers_key (const char *name_folded)
{
  static guint8 secret[crypto_generichash_KEYBYTES];
  static gsize made;
  guint8 hash[crypto_generichash_BYTES];
  char *text = g_malloc0 (2 * sizeof hash + 1);

  if (g_once_init_enter (&made))
    {
      if (sodium_init () < 0)
        g_critical ("libsodium cannot start");
      randombytes_buf (secret, sizeof secret);
      g_once_init_leave (&made, 1);
    }
  crypto_generichash (hash, sizeof hash, (const guint8 *)name_folded, strlen (name_folded), secret, sizeof secret);
  return sodium_bin2hex (text, 2 * sizeof hash + 1, hash, sizeof hash);
}

/* As for an account: see hearth-account-sign-in.c. */
static guint
wait_of (const Stranger *stranger, gint64 now_s)
{
  gint64 left_s = stranger ? stranger->wait_until_s - now_s : 0;

  return left_s > 0 && left_s <= hearth_sign_in_delay_s (stranger->failures) ? (guint)left_s : 0;
}

/**
 * hearth_strangers_wait_s:
 * @key: of hearth_strangers_key()
 * @now_s: now, UTC seconds
 *
 * Returns: how many seconds this name still waits
 */
guint
hearth_strangers_wait_s (const char *key, gint64 now_s)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  return strangers ? wait_of (g_hash_table_lookup (strangers, key), now_s) : 0;
}

/**
 * hearth_strangers_failed:
 * @key: of hearth_strangers_key()
 * @now_s: now, UTC seconds
 *
 * This name was tried once more.
 *
 * Returns: how many seconds it waits from now on
 */
guint
hearth_strangers_failed (const char *key, gint64 now_s)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  Stranger *stranger;

  if (strangers == NULL)
    strangers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  stranger = g_hash_table_lookup (strangers, key);
  if (stranger == NULL)
    {
      if (g_hash_table_size (strangers) >= STRANGERS_MAX)
        g_hash_table_remove_all (strangers);
      stranger = g_new0 (Stranger, 1);
      g_hash_table_insert (strangers, g_strdup (key), stranger);
    }
  stranger->failures++;
  stranger->wait_until_s = now_s + hearth_sign_in_delay_s (stranger->failures);
  return wait_of (stranger, now_s);
}
