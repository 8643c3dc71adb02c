/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The code with which a desk joins: where the hub is, how to know it, and a secret. As text it stands in groups of five:
 * four characters of Crockford's base 32 and one that checks them and their place. Eight groups with an IPv4 address, six
 * without (the hub is then found on the network, or its address is typed). */
#define HEARTH_JOIN_CODE_SECRET_LENGTH 7
#define HEARTH_JOIN_CODE_PIN_LENGTH 7 /* 52 bits: the upper half of the last byte is 0 */
#define HEARTH_JOIN_CODE_VALID_S (10 * 60)
#define HEARTH_JOIN_CODE_MAX_TEXT 47

typedef struct
{
  char *host;   /* (owned) (nullable): an IPv4 address */
  guint16 port; /* of the pairing listener; 0 without host */
  guint8 secret[HEARTH_JOIN_CODE_SECRET_LENGTH];
  guint8 pin[HEARTH_JOIN_CODE_PIN_LENGTH]; /* see hearth_join_code_pin() */
} HearthJoinCode;

void hearth_join_code_clear (HearthJoinCode *self); /* also wipes the secret */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthJoinCode, hearth_join_code_clear)

/* What the certificate of the right hub hashes to, keyed by the secret: nobody can prepare another one that fits. */
void hearth_join_code_pin (const guint8 *secret, GBytes *certificate_der, guint8 *pin);
gboolean hearth_join_code_fits (const HearthJoinCode *self, GBytes *certificate_der);

char *hearth_join_code_to_text (const HearthJoinCode *self);
gboolean hearth_join_code_from_text (HearthJoinCode *self, const char *text, GError **error); /* HEARTH_ERROR_INVALID */

/* While somebody types: the same in groups, upper case, look-alikes replaced; and the first group with a typing mistake,
 * counted from 1, 0 for none. @whole: (out): nothing is missing. */
char *hearth_join_code_tidy (const char *typed);
guint hearth_join_code_check (const char *typed, gboolean *whole);

G_END_DECLS
