/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Codes for cards: random, easy to read aloud, and such that a mistyped one is noticed. A center may also use cards it
 * already has; their codes follow no rule of ours. Any thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-card-code.h"

#include <sodium.h>
#include <string.h>

/* No character looks like another one here (0 O Q D, 1 I L, 2 Z, 5 S, 8 B, U V). There are 23, a prime: with a weighted
 * sum every single wrong character and every two swapped ones are noticed. */
static const char letters[] = "234679ACEFGHJKMNPRTUWXY";

#define N_LETTERS (sizeof letters - 1)
#define LENGTH 9 /* the last one is the check; 23^8 are 78 thousand million codes */

G_STATIC_ASSERT (sizeof letters - 1 == 23);

static guint
weighted_sum (const guint *values, guint n)
{
  guint sum = 0;

  for (guint i = 0; i < n; i++)
    sum += (i + 2) * values[i];
  return sum % N_LETTERS;
}

/**
 * hearth_card_code_new:
 *
 * Returns: (transfer full): a fresh code; it tells nothing about the person or the center
 */
char *
hearth_card_code_new (void)
{
  guint values[LENGTH];
  char code[LENGTH + 1] = { 0 };

  if (sodium_init () < 0)
    g_warning ("libsodium cannot start");

  /* It begins with a letter, so that it is never taken for digits of a phone. */
  values[0] = 6 + randombytes_uniform (N_LETTERS - 6);
  for (guint i = 1; i < LENGTH - 1; i++)
    values[i] = randombytes_uniform (N_LETTERS);

  /* The check has weight 1, so it is what is missing to a multiple. */
  values[LENGTH - 1] = (guint)((N_LETTERS - weighted_sum (values, LENGTH - 1)) % N_LETTERS);
  for (guint i = 0; i < LENGTH; i++)
    code[i] = letters[values[i]];
  return g_strdup (code);
}

/**
 * hearth_card_code_is_whole:
 * @code: (nullable): a cleaned code
 *
 * Returns: whether it could be one of hearth_card_code_new(): nothing in it is mistyped
 */
gboolean
hearth_card_code_is_whole (const char *code)
{
  guint values[LENGTH];

  if (code == NULL || strlen (code) != LENGTH)
    return FALSE;
  for (guint i = 0; i < LENGTH; i++)
    {
      const char *letter = strchr (letters, code[i]);

      if (letter == NULL)
        return FALSE;
      values[i] = (guint)(letter - letters);
    }
  return (weighted_sum (values, LENGTH - 1) + values[LENGTH - 1]) % N_LETTERS == 0;
}
