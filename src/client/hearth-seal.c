/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Sealing what a desk keeps while its hub may be away: libsodium's sealed boxes, which this desk itself cannot open again
 * without the secret key that only the hub gives. A frame around each tells a whole one from one that a crash cut off:
 *
 *   "HKF1"  4 bytes
 *   length  of the body, 4 bytes, little-endian
 *   at_s    8 bytes, little-endian
 *   sum     BLAKE2b of the 12 bytes before and the body, 16 bytes
 *   body
 *
 * Any thread. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-seal.h"

#include <sodium.h>
#include <string.h>

#include "hearth-error.h"

#define MAGIC "HKF1"
#define MAGIC_SIZE 4
#define SUM_SIZE crypto_generichash_BYTES_MIN
#define HEAD_SIZE (MAGIC_SIZE + 4 + 8 + SUM_SIZE)
/* What is sealed is padded to a multiple of this, so that its size says little about the name in it. */
#define PAD_SIZE 256

static gboolean
ready (GError **error)
{
  if (sodium_init () >= 0)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "libsodium cannot start");
  return FALSE;
}

static gboolean
read_key (const char *hex, guint8 *key, gsize size, GError **error)
{
  gsize length = 0;

  if (hex && sodium_hex2bin (key, size, hex, strlen (hex), NULL, &length, NULL) == 0 && length == size)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "not a key");
  return FALSE;
}

/* Serialized in the order of little-endian machines: a disk may move to another. */
static GVariant *
in_file_order (GVariant *variant)
{
#if G_BYTE_ORDER == G_BIG_ENDIAN
  return g_variant_byteswap (variant);
#else
  return g_variant_get_normal_form (variant);
#endif
}

/**
 * hearth_seal_dict:
 * @dict: (transfer floating): an a{sv}
 * @public_key: hex, as the hub told it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): @dict, to be opened only with the secret key
 */
GBytes *
hearth_seal_dict (GVariant *dict, const char *public_key, GError **error)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (dict);
  g_autoptr (GVariant) ordered = in_file_order (owned);
  guint8 key[crypto_box_PUBLICKEYBYTES];
  gsize size = g_variant_get_size (ordered), padded = 0, room = size + PAD_SIZE + 1;
  g_autofree guint8 *plain = NULL;
  guint8 *sealed;
  int fault;

  if (!ready (error) || !read_key (public_key, key, sizeof key, error))
    return NULL;
  if (size > HEARTH_SEAL_BODY_MAX - 2 * PAD_SIZE)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "too much to be kept");
      return NULL;
    }
  plain = g_malloc0 (room);
  if (size > 0)
    memcpy (plain, g_variant_get_data (ordered), size);
  fault = sodium_pad (&padded, plain, size, PAD_SIZE, room);
  g_assert (fault == 0);
  sealed = g_malloc (padded + crypto_box_SEALBYTES);
  if (crypto_box_seal (sealed, plain, padded, key) != 0)
    g_clear_pointer (&sealed, g_free);
  sodium_memzero (plain, room);
  if (sealed == NULL)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "not a key to seal for");
      return NULL;
    }
  return g_bytes_new_take (sealed, padded + crypto_box_SEALBYTES);
}

/**
 * hearth_seal_open:
 * @sealed: of hearth_seal_dict(), or anything
 * @public_key: hex
 * @secret_key: hex
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the a{sv}; %NULL with %HEARTH_ERROR_DAMAGED where it was not sealed for this key
 */
GVariant *
hearth_seal_open (GBytes *sealed, const char *public_key, const char *secret_key, GError **error)
{
  guint8 public[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES];
  gsize length, size = 0;
  const guint8 *data = g_bytes_get_data (sealed, &length);
  g_autofree guint8 *plain = NULL;
  gboolean fine;

  if (!ready (error) || !read_key (public_key, public, sizeof public, error)
      || !read_key (secret_key, secret, sizeof secret, error))
    return NULL;
  plain = g_malloc0 (length + 1);
  fine = length > crypto_box_SEALBYTES && crypto_box_seal_open (plain, data, length, public, secret) == 0
         && sodium_unpad (&size, plain, length - crypto_box_SEALBYTES, PAD_SIZE) == 0;
  sodium_memzero (secret, sizeof secret);
  if (!fine)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "not sealed for this key");
      return NULL;
    }

  g_autoptr (GBytes) bytes = g_bytes_new (plain, size);
  g_autoptr (GVariant) raw = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE));

  sodium_memzero (plain, length);
#if G_BYTE_ORDER == G_BIG_ENDIAN
  return g_variant_byteswap (raw);
#else
  return g_variant_get_normal_form (raw);
#endif
}

/**
 * hearth_frame_clear:
 * @self: a frame, or all zero
 *
 * Frees what it holds.
 */
void
hearth_frame_clear (HearthFrame *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
}

static void
put_le (guint8 *to, guint64 value, guint size)
{
  for (guint i = 0; i < size; i++)
    to[i] = (guint8)(value >> (8 * i));
}

static guint64
get_le (const guint8 *from, guint size)
{
  guint64 value = 0;

  for (guint i = 0; i < size; i++)
    value |= (guint64)from[i] << (8 * i);
  return value;
}

static void
sum_of (const guint8 *head, const guint8 *body, gsize size, guint8 sum[SUM_SIZE])
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, SUM_SIZE);
  crypto_generichash_update (&state, head + MAGIC_SIZE, 12);
  crypto_generichash_update (&state, body, size);
  crypto_generichash_final (&state, sum, SUM_SIZE);
}

/**
 * hearth_frame_make:
 * @at_s: an instant, UTC seconds, that anybody may read
 * @body: at most HEARTH_SEAL_BODY_MAX bytes
 *
 * Returns: (transfer full): the frame with the body in it
 */
GBytes *
hearth_frame_make (gint64 at_s, GBytes *body)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (body, &size);
  guint8 *frame = g_malloc (HEAD_SIZE + size);

  g_assert (size <= HEARTH_SEAL_BODY_MAX);
  memcpy (frame, MAGIC, MAGIC_SIZE);
  put_le (frame + MAGIC_SIZE, size, 4);
  put_le (frame + MAGIC_SIZE + 4, (guint64)at_s, 8);
  sum_of (frame, data, size, frame + MAGIC_SIZE + 12);
  if (size > 0)
    memcpy (frame + HEAD_SIZE, data, size);
  return g_bytes_new_take (frame, HEAD_SIZE + size);
}

/* A whole frame that begins at @at. */
static gboolean
is_whole (const guint8 *at, gsize left, gsize *size)
{
  guint8 sum[SUM_SIZE];

  if (left < HEAD_SIZE || memcmp (at, MAGIC, MAGIC_SIZE) != 0)
    return FALSE;
  *size = (gsize)get_le (at + MAGIC_SIZE, 4);
  if (*size > HEARTH_SEAL_BODY_MAX || *size > left - HEAD_SIZE)
    return FALSE;
  sum_of (at, at + HEAD_SIZE, *size, sum);
  return memcmp (sum, at + MAGIC_SIZE + 12, SUM_SIZE) == 0;
}

/**
 * hearth_frame_find:
 * @data: frames, one behind the other, and whatever else a crash left there
 * @from: where to look
 * @frame: (out): to be cleared with hearth_frame_clear()
 *
 * What is not whole is passed over: only that is lost.
 *
 * Returns: whether there is another whole frame
 */
gboolean
hearth_frame_find (GBytes *data, gsize from, HearthFrame *frame)
{
  gsize length, size = 0;
  const guint8 *bytes = g_bytes_get_data (data, &length), *at;

  *frame = (HearthFrame){ 0 };
  if (!ready (NULL))
    return FALSE;
  while (from < length && (at = memmem (bytes + from, length - from, MAGIC, MAGIC_SIZE)) != NULL)
    {
      gsize start = (gsize)(at - bytes);

      if (is_whole (at, length - start, &size))
        {
          frame->at_s = (gint64)get_le (at + MAGIC_SIZE + 4, 8);
          frame->body = g_bytes_new_from_bytes (data, start + HEAD_SIZE, size);
          frame->start = start;
          frame->size = HEAD_SIZE + size;
          return TRUE;
        }
      from = start + 1;
    }
  return FALSE;
}
