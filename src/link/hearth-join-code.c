/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The code with which a desk joins, as bits and as text. No state; any thread.
 *
 * Bits, the first one highest: kind 4, then with an address: IPv4 32, port 16, secret 56, pin 52; without: zero 8, secret
 * 56, pin 52. Five bits are a character. In each group of four characters d1 to d4 with the check character c, over GF(32)
 * with the generator a: a*d1 + a^2*d2 + a^3*d3 + a^4*d4 + c = the group's place. All weights differ and none is 0, so one
 * wrong character and two that changed places are always noticed; places differ, so groups cannot change theirs. */

#define G_LOG_DOMAIN "hearth-link"

#include "config.h"

#include "hearth-join-code.h"

#include <string.h>

#include "hearth-error.h"

#define ALPHABET "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#define POLYNOMIAL 0x25 /* x^5 + x^2 + 1 */
#define N_DATA 4        /* characters of a group that carry bits */
#define N_GROUP 5
#define N_MAX_GROUPS 8
#define TYPED_MAX 400 /* characters of what somebody typed that are looked at */

enum
{
  KIND_ADDRESS = 1,
  KIND_BARE = 2,
};

#define BARE_GROUPS 6
#define WRONG 0xff /* in the place of a character that no code has */

/* What was typed, without what does not count. */
typedef struct
{
  guint8 symbols[TYPED_MAX]; /* 0 to 31, or WRONG */
  guint n;
} Symbols;

/**
 * hearth_join_code_clear:
 * @self: a code
 *
 * Frees what it holds and wipes the secret.
 */
void
hearth_join_code_clear (HearthJoinCode *self)
{
  g_free (self->host);
  explicit_bzero (self, sizeof *self);
}

/**
 * hearth_join_code_pin:
 * @secret: HEARTH_JOIN_CODE_SECRET_LENGTH bytes
 * @certificate_der: the hub's certificate
 * @pin: (out): HEARTH_JOIN_CODE_PIN_LENGTH bytes
 */
void
hearth_join_code_pin (const guint8 *secret, GBytes *certificate_der, guint8 *pin)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, secret, HEARTH_JOIN_CODE_SECRET_LENGTH);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_hmac_update (hmac, g_bytes_get_data (certificate_der, NULL), (gssize)g_bytes_get_size (certificate_der));
  g_hmac_get_digest (hmac, digest, &length);
  memcpy (pin, digest, HEARTH_JOIN_CODE_PIN_LENGTH);
  pin[HEARTH_JOIN_CODE_PIN_LENGTH - 1] &= 0x0f;
}

/**
 * hearth_join_code_fits:
 * @certificate_der: of a hub
 *
 * Returns: whether it is the hub that the code was made by
 */
gboolean
hearth_join_code_fits (const HearthJoinCode *self, GBytes *certificate_der)
{
  guint8 pin[HEARTH_JOIN_CODE_PIN_LENGTH];

  hearth_join_code_pin (self->secret, certificate_der, pin);
  return memcmp (pin, self->pin, sizeof pin) == 0;
}

static guint8
times (guint8 a, guint8 b)
{
  guint product = 0;

  for (guint bit = 0; bit < 5; bit++)
    if (b & (1u << bit))
      product ^= (guint)a << bit;
  for (guint bit = 9; bit > 4; bit--)
    if (product & (1u << bit))
      product ^= (guint)POLYNOMIAL << (bit - 5);
  return (guint8)product;
}

static guint8
check_symbol (const guint8 *data, guint place)
{
  guint8 sum = (guint8)place;
  guint8 weight = 1;

  for (guint i = 0; i < N_DATA; i++)
    {
      weight = times (weight, 2);
      sum ^= times (weight, data[i]);
    }
  return sum;
}

/* Bits go in and out of an array of five-bit symbols, the highest first. */
typedef struct
{
  guint8 *symbols;
  guint at;
} Bits;

static void
put_bits (Bits *bits, guint64 value, guint n)
{
  for (guint i = n; i > 0; i--, bits->at++)
    if ((value >> (i - 1)) & 1)
      bits->symbols[bits->at / 5] |= (guint8)(1u << (4 - bits->at % 5));
}

static guint64
get_bits (Bits *bits, guint n)
{
  guint64 value = 0;

  for (guint i = 0; i < n; i++, bits->at++)
    value = (value << 1) | ((bits->symbols[bits->at / 5] >> (4 - bits->at % 5)) & 1u);
  return value;
}

/* The last four of the pin's 56 bits as it lies in memory stand in the lower half of the last byte. */
static void
put_bytes (Bits *bits, const guint8 *bytes, guint n_bits)
{
  guint i = 0;

  for (; n_bits >= 8; n_bits -= 8)
    put_bits (bits, bytes[i++], 8);
  if (n_bits > 0)
    put_bits (bits, bytes[i], n_bits);
}

static void
get_bytes (Bits *bits, guint8 *bytes, guint n_bits)
{
  guint i = 0;

  for (; n_bits >= 8; n_bits -= 8)
    bytes[i++] = (guint8)get_bits (bits, 8);
  if (n_bits > 0)
    bytes[i] = (guint8)get_bits (bits, n_bits);
}

static guint32
address_of (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  const guint8 *bytes;

  g_return_val_if_fail (address && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4, 0);
  bytes = g_inet_address_to_bytes (address);
  return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

/* The text of whole groups of data, with their check characters. */
static char *
groups_to_text (const guint8 *data, guint n_groups)
{
  GString *text = g_string_sized_new (HEARTH_JOIN_CODE_MAX_TEXT + 1);

  for (guint group = 0; group < n_groups; group++)
    {
      if (group > 0)
        g_string_append_c (text, '-');
      for (guint i = 0; i < N_DATA; i++)
        g_string_append_c (text, ALPHABET[data[group * N_DATA + i]]);
      g_string_append_c (text, ALPHABET[check_symbol (data + group * N_DATA, group)]);
    }
  return g_string_free (text, FALSE);
}

/**
 * hearth_join_code_to_text:
 * @self: a code; its host, if it has one, is an IPv4 address
 *
 * Returns: (transfer full): as people read and type it
 */
char *
hearth_join_code_to_text (const HearthJoinCode *self)
{
  guint8 data[N_MAX_GROUPS * N_DATA] = { 0 };
  Bits bits = { data, 0 };
  char *text;

  put_bits (&bits, self->host ? KIND_ADDRESS : KIND_BARE, 4);
  if (self->host)
    {
      put_bits (&bits, address_of (self->host), 32);
      put_bits (&bits, self->port, 16);
    }
  else
    put_bits (&bits, 0, 8);
  put_bytes (&bits, self->secret, 56);
  put_bytes (&bits, self->pin, 52);
  text = groups_to_text (data, self->host ? N_MAX_GROUPS : BARE_GROUPS);
  explicit_bzero (data, sizeof data);
  return text;
}

static gboolean
is_blank (gunichar letter)
{
  GUnicodeType type = g_unichar_type (letter);

  return g_unichar_isspace (letter) || letter == '_' || letter == 0x200b || letter == 0xfeff
         || type == G_UNICODE_DASH_PUNCTUATION || letter == 0x2212;
}

static guint8
symbol_of (gunichar letter)
{
  const char *found;

  if (letter == 0 || letter >= 0x80)
    return WRONG;
  letter = (gunichar)g_ascii_toupper ((char)letter);
  if (letter == 'O')
    return 0;
  if (letter == 'I' || letter == 'L')
    return 1;
  found = strchr (ALPHABET, (int)letter);
  return found ? (guint8)(found - ALPHABET) : WRONG;
}

static gboolean
next_letter (const char **at, gunichar *letter)
{
  if (**at == '\0')
    return FALSE;
  *letter = g_utf8_get_char_validated (*at, -1);
  if (*letter == (gunichar)-1 || *letter == (gunichar)-2)
    {
      *letter = 0xfffd;
      (*at)++;
    }
  else
    *at = g_utf8_next_char (*at);
  return TRUE;
}

static void
read_symbols (const char *typed, Symbols *out)
{
  gunichar letter;

  out->n = 0;
  while (out->n < TYPED_MAX && next_letter (&typed, &letter))
    if (!is_blank (letter))
      out->symbols[out->n++] = symbol_of (letter);
}

static gboolean
group_is_right (const Symbols *typed, guint group)
{
  const guint8 *at = typed->symbols + group * N_GROUP;
  guint n = MIN (N_GROUP, typed->n - group * N_GROUP);

  for (guint i = 0; i < n; i++)
    if (at[i] == WRONG)
      return FALSE;
  return n < N_GROUP || at[N_DATA] == check_symbol (at, group);
}

/* The data of what was typed, without the check characters. */
static void
gather (const Symbols *typed, guint8 *data)
{
  for (guint i = 0; i < MIN (typed->n, N_MAX_GROUPS * N_GROUP); i++)
    if (i % N_GROUP < N_DATA)
      data[i / N_GROUP * N_DATA + i % N_GROUP] = typed->symbols[i];
}

/* Finds the first group with a mistake in it, from 1; 0 for none. @n_groups: how many there have to be, 0 for not known. */
static guint
find_mistake (const Symbols *typed, guint8 *data, guint *n_groups)
{
  Bits bits = { data, 0 };
  guint n_typed = (typed->n + N_GROUP - 1) / N_GROUP;
  guint kind;

  *n_groups = 0;
  for (guint group = 0; group < MIN (n_typed, N_MAX_GROUPS); group++)
    if (!group_is_right (typed, group))
      return group + 1;
  if (typed->n < N_GROUP)
    return 0;
  gather (typed, data);
  kind = (guint)get_bits (&bits, 4);
  if (kind == KIND_ADDRESS)
    *n_groups = N_MAX_GROUPS;
  else if (kind == KIND_BARE && get_bits (&bits, 8) == 0)
    *n_groups = BARE_GROUPS;
  else
    return 1;
  if (n_typed > *n_groups)
    return *n_groups + 1;
  /* Port 0 ends in the third group: no hub made that. */
  bits.at = 4 + 32;
  return kind == KIND_ADDRESS && n_typed >= 3 && typed->n >= 3 * N_GROUP && get_bits (&bits, 16) == 0 ? 3 : 0;
}

/**
 * hearth_join_code_check:
 * @typed: as much as somebody has typed
 * @whole: (out) (optional): whether nothing is missing
 *
 * Returns: the first group with a typing mistake, counted from 1; 0 for none
 */
guint
hearth_join_code_check (const char *typed, gboolean *whole)
{
  Symbols symbols;
  guint8 data[N_MAX_GROUPS * N_DATA] = { 0 };
  guint n_groups;
  guint mistake;

  read_symbols (typed, &symbols);
  mistake = find_mistake (&symbols, data, &n_groups);
  if (whole)
    *whole = n_groups > 0 && symbols.n >= n_groups * N_GROUP;
  explicit_bzero (&symbols, sizeof symbols);
  explicit_bzero (data, sizeof data);
  return mistake;
}

static void
read_data (HearthJoinCode *self, guint8 *data, gboolean with_address)
{
  Bits bits = { data, 4 };

  memset (self, 0, sizeof *self);
  if (with_address)
    {
      guint32 address = (guint32)get_bits (&bits, 32);

      self->host = g_strdup_printf ("%u.%u.%u.%u", address >> 24, (address >> 16) & 0xff, (address >> 8) & 0xff,
                                    address & 0xff);
      self->port = (guint16)get_bits (&bits, 16);
    }
  else
    bits.at += 8;
  get_bytes (&bits, self->secret, 56);
  get_bytes (&bits, self->pin, 52);
}

/**
 * hearth_join_code_from_text:
 * @self: (out caller-allocates): the code; clear it
 * @text: as somebody typed it
 *
 * Returns: whether it is a code; else HEARTH_ERROR_INVALID, and @self is empty
 */
gboolean
hearth_join_code_from_text (HearthJoinCode *self, const char *text, GError **error)
{
  Symbols symbols;
  guint8 data[N_MAX_GROUPS * N_DATA] = { 0 };
  guint n_groups;
  guint mistake;

  memset (self, 0, sizeof *self);
  read_symbols (text, &symbols);
  mistake = find_mistake (&symbols, data, &n_groups);
  if (mistake > 0)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "typing mistake in group %u of the code", mistake);
  else if (n_groups == 0 || symbols.n < n_groups * N_GROUP)
    g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the code is not whole");
  else
    read_data (self, data, n_groups == N_MAX_GROUPS);
  mistake += symbols.n < n_groups * N_GROUP || n_groups == 0;
  explicit_bzero (&symbols, sizeof symbols);
  explicit_bzero (data, sizeof data);
  return mistake == 0;
}

/**
 * hearth_join_code_tidy:
 * @typed: as much as somebody has typed
 *
 * Returns: (transfer full): the same in groups, upper case, with look-alikes replaced
 */
char *
hearth_join_code_tidy (const char *typed)
{
  GString *text = g_string_new (NULL);
  gunichar letter;
  guint n = 0;

  while (n < TYPED_MAX && next_letter (&typed, &letter))
    {
      guint8 symbol = symbol_of (letter);

      if (is_blank (letter))
        continue;
      if (n > 0 && n % N_GROUP == 0)
        g_string_append_c (text, '-');
      g_string_append_unichar (text, symbol != WRONG ? (gunichar)ALPHABET[symbol] : letter == 'u' ? 'U' : letter);
      n++;
    }
  return g_string_free (text, FALSE);
}
