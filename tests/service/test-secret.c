/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Passphrases and PINs: what is kept of them and what is taken. */

#include "config.h"

#include "hearth-error.h"
#include "hearth-secret.h"

static void
test_hash (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = hearth_secret_hash ("caf\u00e9 at the corner", &error);
  g_autofree char *again = hearth_secret_hash ("caf\u00e9 at the corner", &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (hash, "$argon2id$v=19$m=65536,t=2,p=1$"));
  g_assert_cmpstr (hash, !=, again);
  g_assert_true (hearth_secret_verify (hash, "caf\u00e9 at the corner"));
  g_assert_true (hearth_secret_verify (hash, "cafe\u0301 at the corner")); /* another keyboard */
  g_assert_false (hearth_secret_verify (hash, "cafe at the corner"));
  g_assert_false (hearth_secret_verify (hash, ""));
  g_assert_false (hearth_secret_verify (hash, NULL));
  g_assert_false (hearth_secret_verify (hash, "\xff\xfe"));
  g_assert_false (hearth_secret_verify (NULL, "caf\u00e9 at the corner"));
  g_assert_false (hearth_secret_verify ("", "caf\u00e9 at the corner"));
  g_assert_false (hearth_secret_verify ("no hash", "caf\u00e9 at the corner"));
}

static void
test_refused (void)
{
  g_autofree char *book = g_strnfill (10000, 'b');
  const char *const bad[] = { "", "\xc3\x28", book };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *hash = hearth_secret_hash (bad[i], &error);

      g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
      g_assert_null (hash);
      g_assert_false (hearth_secret_is_strong (bad[i]));
    }
}

static void
test_strong (void)
{
  g_assert_true (hearth_secret_is_strong ("a lamp in the window"));
  g_assert_true (hearth_secret_is_strong ("äöüäöüäö")); /* characters, not bytes */
  g_assert_false (hearth_secret_is_strong ("äöüäöü"));
  g_assert_false (hearth_secret_is_strong ("1234567"));
  g_assert_false (hearth_secret_is_strong ("Password"));
  g_assert_false (hearth_secret_is_strong ("aaaaaaaaaaaa"));
  g_assert_false (hearth_secret_is_strong (NULL));
}

static void
test_pin (void)
{
  static const char *const good[] = { "2580", "13579", "90210731", "1235", "0001" };
  static const char *const bad[]
      = { "", "123", "258", "0000", "11111111", "1234", "4321", "87654321", "258013579", "25 80", "25a0", "２５８０" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (hearth_pin_is_valid (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (hearth_pin_is_valid (bad[i]));
  g_assert_false (hearth_pin_is_valid (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret/hash", test_hash);
  g_test_add_func ("/secret/refused", test_refused);
  g_test_add_func ("/secret/strong", test_strong);
  g_test_add_func ("/secret/pin", test_pin);
  return g_test_run ();
}
