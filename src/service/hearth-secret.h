/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Passphrases and PINs: Argon2id by libsodium. Slow on purpose and large in memory: never on a main loop, one at a time. */
char *hearth_secret_hash (const char *secret, GError **error);
gboolean hearth_secret_verify (const char *hash, const char *secret);
gboolean hearth_secret_is_strong (const char *passphrase); /* 8 characters or more, not the name of a fruit: see .c */
gboolean hearth_pin_is_valid (const char *pin);            /* 4 to 8 ASCII digits */

/* Secrets that the hub makes itself. */
char *hearth_secret_new_once (GError **error);  /* a passphrase for one sign-in, easy to read aloud */
char *hearth_secret_new_token (GError **error); /* 32 random bytes, hex */
char *hearth_secret_digest (const char *token); /* SHA-256, hex: enough for what cannot be guessed */
gboolean hearth_secret_is_digest_of (const char *digest, const char *token); /* in constant time */

G_END_DECLS
