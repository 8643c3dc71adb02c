/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A file that only a passphrase opens: libsodium's secretstream over pieces of 64 KiB, with a key that Argon2id makes of
 * the passphrase. A piece that was changed, left out, moved or cut off is noticed. Any thread; making the key
 * takes a second and 256 MiB, and who keeps it (HearthSealing) needs the passphrase no more.
 *
 * The file: "HEARTHB1", the two costs of Argon2id (each 4 bytes, big endian; memory in KiB), 16 bytes of salt, 16 bytes
 * that tell a wrong passphrase from a damaged file, 24 bytes of secretstream, then the pieces, the last one marked. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-sealed-file.h"

#include "hearth-error.h"
#include "hearth-file.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define MAGIC "HEARTHB1"
#define MAGIC_LENGTH 8
#define CHECK_LENGTH 16
#define PIECE (64 * 1024)
#define STREAM_OVERHEAD crypto_secretstream_xchacha20poly1305_ABYTES
#define STREAM_HEADER crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define KEY_LENGTH crypto_secretstream_xchacha20poly1305_KEYBYTES
#define KDF_CONTEXT "HearthBk" /* of 8 bytes */

/* What a file from elsewhere may ask of this machine. */
#define OPERATIONS_MAX 16
#define MEMORY_MAX_KIB (1024 * 1024)

typedef struct
{
  guint8 magic[MAGIC_LENGTH];
  guint8 operations[4];
  guint8 memory_kib[4];
  guint8 salt[crypto_pwhash_SALTBYTES];
  guint8 check[CHECK_LENGTH];
  guint8 stream[STREAM_HEADER];
} Header;

G_STATIC_ASSERT (sizeof (Header) == MAGIC_LENGTH + 8 + crypto_pwhash_SALTBYTES + CHECK_LENGTH + STREAM_HEADER);
G_STATIC_ASSERT (sizeof KDF_CONTEXT - 1 == crypto_kdf_CONTEXTBYTES);

static void
put_u32 (guint8 *bytes, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  memcpy (bytes, &big, sizeof big);
}

static guint32
get_u32 (const guint8 *bytes)
{
  guint32 big;

  memcpy (&big, bytes, sizeof big);
  return GUINT32_FROM_BE (big);
}

static gboolean
fail_damaged (GError **error)
{
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "the backup is damaged or not complete");
  return FALSE;
}

static gboolean
write_all (int fd, gconstpointer data, gsize length, GError **error)
{
  return hearth_file_write_all (fd, data, length) || hearth_file_set_error (error, errno, "cannot write");
}

/* Returns: how many bytes there were, fewer than @length only at the end; -1 on error. */
static gssize
read_all (int fd, gpointer data, gsize length, GError **error)
{
  gsize n_read = 0;

  while (n_read < length)
    {
      gssize part = read (fd, (guint8 *)data + n_read, length - n_read);

      if (part < 0 && errno == EINTR)
        continue;
      if (part < 0)
        {
          hearth_file_set_error (error, errno, "cannot read");
          return -1;
        }
      if (part == 0)
        break;
      n_read += (gsize)part;
    }
  return (gssize)n_read;
}

/* The beginning of a header, and what Argon2id makes of it and the passphrase. */
typedef struct
{
  guint8 operations[4];
  guint8 memory_kib[4];
  guint8 salt[crypto_pwhash_SALTBYTES];
  guint8 main_key[crypto_kdf_KEYBYTES];
} Sealing;

G_STATIC_ASSERT (sizeof (Sealing) == HEARTH_SEALING_LENGTH);
G_STATIC_ASSERT (sizeof (Sealing) == sizeof (HearthSealing));

static gboolean
make_main_key (Sealing *sealing, const char *passphrase, GError **error)
{
  if (crypto_pwhash (sealing->main_key, sizeof sealing->main_key, passphrase, strlen (passphrase), sealing->salt,
                     get_u32 (sealing->operations), (gsize)get_u32 (sealing->memory_kib) * 1024,
                     crypto_pwhash_ALG_ARGON2ID13)
      == 0)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "not enough memory to make the key");
  return FALSE;
}

static void
derive_keys (const Sealing *sealing, guint8 *key, guint8 *check)
{
  crypto_kdf_derive_from_key (key, KEY_LENGTH, 1, KDF_CONTEXT, sealing->main_key);
  crypto_kdf_derive_from_key (check, CHECK_LENGTH, 2, KDF_CONTEXT, sealing->main_key);
}

static gboolean
prepare_sodium (GError **error)
{
  if (sodium_init () >= 0)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "libsodium does not start");
  return FALSE;
}

/* The first piece is bound to the header before it. */
static gboolean
seal_pieces (crypto_secretstream_xchacha20poly1305_state *state,
             const Header *header,
             int plain_fd,
             int sealed_fd,
             GChecksum *checksum,
             GError **error)
{
  g_autofree guint8 *plain = g_malloc (PIECE);
  g_autofree guint8 *sealed = g_malloc (PIECE + STREAM_OVERHEAD);
  gboolean first = TRUE;
  gssize length;

  do
    {
      unsigned long long sealed_length;
      guint8 tag;

      length = read_all (plain_fd, plain, PIECE, error);
      if (length < 0)
        return FALSE;
      tag = length < PIECE ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0;
      crypto_secretstream_xchacha20poly1305_push (state, sealed, &sealed_length, plain, (guint64)length,
                                                  first ? (const guint8 *)header : NULL, first ? sizeof *header : 0,
                                                  tag);
      g_checksum_update (checksum, plain, length);
      if (!write_all (sealed_fd, sealed, sealed_length, error))
        return FALSE;
      first = FALSE;
    }
  while (length == PIECE);
  return TRUE;
}

/**
 * hearth_sealing_make:
 * @self: (out caller-allocates): what seals, to be cleared with hearth_sealing_clear()
 * @passphrase: what will open the files
 * @cost: what making it costs, and opening a file
 * @error: return location
 *
 * Two of one passphrase differ.
 *
 * Returns: %FALSE on error
 */
gboolean
hearth_sealing_make (HearthSealing *self, const char *passphrase, HearthSealCost cost, GError **error)
{
  gboolean free_of_cost = cost == HEARTH_SEAL_FREE;
  Sealing sealing;
  gboolean done;

  if (!prepare_sodium (error))
    return FALSE;
  put_u32 (sealing.operations, free_of_cost ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_MODERATE);
  put_u32 (sealing.memory_kib, (free_of_cost ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_MODERATE) / 1024);
  randombytes_buf (sealing.salt, sizeof sealing.salt);
  done = make_main_key (&sealing, passphrase, error);
  memcpy (self->bytes, &sealing, sizeof sealing);
  sodium_memzero (&sealing, sizeof sealing);
  return done;
}

/**
 * hearth_sealing_clear:
 * @self: what seals
 *
 * Leaves nothing of it in memory.
 */
void
hearth_sealing_clear (HearthSealing *self)
{
  sodium_memzero (self->bytes, sizeof self->bytes);
}

/**
 * hearth_sealed_file_seal:
 * @plain_fd: what to seal, from where it stands to its end
 * @sealed_fd: where to
 * @sealing: what seals it
 * @digest: (out) (transfer full): SHA-256 of what was sealed
 * @error: return location
 *
 * Returns: %FALSE on error
 */
gboolean
hearth_sealed_file_seal (int plain_fd, int sealed_fd, const HearthSealing *sealing, char **digest, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 key[KEY_LENGTH];
  Sealing with;
  Header header;
  gboolean done;

  if (!prepare_sodium (error))
    return FALSE;
  memcpy (&with, sealing->bytes, sizeof with);
  memcpy (header.magic, MAGIC, MAGIC_LENGTH);
  memcpy (header.operations, with.operations, sizeof header.operations);
  memcpy (header.memory_kib, with.memory_kib, sizeof header.memory_kib);
  memcpy (header.salt, with.salt, sizeof header.salt);
  derive_keys (&with, key, header.check);
  sodium_memzero (&with, sizeof with);
  crypto_secretstream_xchacha20poly1305_init_push (&state, header.stream, key);
  sodium_memzero (key, sizeof key);
  done = write_all (sealed_fd, &header, sizeof header, error)
         && seal_pieces (&state, &header, plain_fd, sealed_fd, checksum, error);
  sodium_memzero (&state, sizeof state);
  if (done)
    *digest = g_strdup (g_checksum_get_string (checksum));
  return done;
}

/**
 * hearth_sealed_file_write:
 * @plain_fd: what to seal, from where it stands to its end
 * @sealed_fd: where to
 * @passphrase: what will open it
 * @cost: what opening it will cost
 * @digest: (out) (transfer full): SHA-256 of what was sealed
 * @error: return location
 *
 * Returns: %FALSE on error
 */
gboolean
hearth_sealed_file_write (
    int plain_fd, int sealed_fd, const char *passphrase, HearthSealCost cost, char **digest, GError **error)
{
  HearthSealing sealing;
  gboolean done;

  if (!hearth_sealing_make (&sealing, passphrase, cost, error))
    return FALSE;
  done = hearth_sealed_file_seal (plain_fd, sealed_fd, &sealing, digest, error);
  hearth_sealing_clear (&sealing);
  return done;
}

static gboolean
open_pieces (crypto_secretstream_xchacha20poly1305_state *state,
             const Header *header,
             int sealed_fd,
             int plain_fd,
             GChecksum *checksum,
             GError **error)
{
  g_autofree guint8 *plain = g_malloc (PIECE);
  g_autofree guint8 *sealed = g_malloc (PIECE + STREAM_OVERHEAD);
  gboolean first = TRUE;
  guint8 tag = 0;
  gssize length;

  while ((length = read_all (sealed_fd, sealed, PIECE + STREAM_OVERHEAD, error)) > 0)
    {
      unsigned long long plain_length;

      if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL || length < (gssize)STREAM_OVERHEAD
          || crypto_secretstream_xchacha20poly1305_pull (state, plain, &plain_length, &tag, sealed, (guint64)length,
                                                         first ? (const guint8 *)header : NULL,
                                                         first ? sizeof *header : 0)
                 != 0)
        return fail_damaged (error);
      g_checksum_update (checksum, plain, (gssize)plain_length);
      if (plain_fd >= 0 && !write_all (plain_fd, plain, plain_length, error))
        return FALSE;
      first = FALSE;
    }
  if (length < 0)
    return FALSE;
  return tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL || fail_damaged (error);
}

static gboolean
read_header (int fd, Header *header, GError **error)
{
  gssize length = read_all (fd, header, sizeof *header, error);

  if (length < 0)
    return FALSE;
  if (length < MAGIC_LENGTH || memcmp (header->magic, MAGIC, MAGIC_LENGTH) != 0)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_OURS, "the file is no backup of Hearth");
      return FALSE;
    }
  if (length < (gssize)sizeof *header || get_u32 (header->operations) < 1
      || get_u32 (header->operations) > OPERATIONS_MAX || get_u32 (header->memory_kib) < 8
      || get_u32 (header->memory_kib) > MEMORY_MAX_KIB)
    return fail_damaged (error);
  return TRUE;
}

/* What is behind the header, with the keys that belong to it. */
static gboolean
open_with (const Header *header, const Sealing *sealing, int sealed_fd, int plain_fd, char **digest, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 key[KEY_LENGTH], check[CHECK_LENGTH];
  gboolean done;

  derive_keys (sealing, key, check);
  if (sodium_memcmp (check, header->check, CHECK_LENGTH) != 0)
    {
      sodium_memzero (key, sizeof key);
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET, "the passphrase does not open the backup");
      return FALSE;
    }
  done = crypto_secretstream_xchacha20poly1305_init_pull (&state, header->stream, key) == 0
             ? open_pieces (&state, header, sealed_fd, plain_fd, checksum, error)
             : fail_damaged (error);
  sodium_memzero (key, sizeof key);
  sodium_memzero (&state, sizeof state);
  if (done)
    *digest = g_strdup (g_checksum_get_string (checksum));
  return done;
}

/**
 * hearth_sealed_file_read:
 * @sealed_fd: a sealed file, at its beginning
 * @plain_fd: where what is in it goes, or -1 only to prove that it can be opened
 * @passphrase: what it was sealed with
 * @digest: (out) (transfer full): SHA-256 of what is in it
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_WRONG_SECRET, %HEARTH_ERROR_NOT_OURS (no sealed file) or %HEARTH_ERROR_DAMAGED; then
 * what was written to @plain_fd is to be thrown away
 */
gboolean
hearth_sealed_file_read (int sealed_fd, int plain_fd, const char *passphrase, char **digest, GError **error)
{
  Sealing sealing;
  Header header;
  gboolean done;

  if (!prepare_sodium (error) || !read_header (sealed_fd, &header, error))
    return FALSE;
  memcpy (sealing.operations, header.operations, sizeof sealing.operations);
  memcpy (sealing.memory_kib, header.memory_kib, sizeof sealing.memory_kib);
  memcpy (sealing.salt, header.salt, sizeof sealing.salt);
  done = make_main_key (&sealing, passphrase, error)
         && open_with (&header, &sealing, sealed_fd, plain_fd, digest, error);
  sodium_memzero (&sealing, sizeof sealing);
  return done;
}

/**
 * hearth_sealed_file_prove:
 * @sealed_fd: a sealed file, at its beginning
 * @sealing: what it should have been sealed with
 * @digest: (out) (transfer full): SHA-256 of what is in it
 * @error: return location
 *
 * Reads all of it.
 *
 * Returns: %FALSE as hearth_sealed_file_read() does
 */
gboolean
hearth_sealed_file_prove (int sealed_fd, const HearthSealing *sealing, char **digest, GError **error)
{
  Sealing with;
  Header header;
  gboolean done;

  if (!prepare_sodium (error) || !read_header (sealed_fd, &header, error))
    return FALSE;
  memcpy (&with, sealing->bytes, sizeof with);
  done = open_with (&header, &with, sealed_fd, -1, digest, error);
  sodium_memzero (&with, sizeof with);
  return done;
}

/**
 * hearth_sealing_is_of:
 * @self: what seals
 * @sealed_fd: a file, at its beginning
 *
 * Returns: whether its header says that it was sealed with it; what is behind the header is not read
 */
gboolean
hearth_sealing_is_of (const HearthSealing *self, int sealed_fd)
{
  guint8 key[KEY_LENGTH], check[CHECK_LENGTH];
  Sealing with;
  Header header;

  if (!prepare_sodium (NULL) || !read_header (sealed_fd, &header, NULL))
    return FALSE;
  memcpy (&with, self->bytes, sizeof with);
  derive_keys (&with, key, check);
  sodium_memzero (&with, sizeof with);
  sodium_memzero (key, sizeof key);
  return sodium_memcmp (check, header.check, CHECK_LENGTH) == 0;
}
