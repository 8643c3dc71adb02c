/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Sealed files: what goes in comes out, for every length around a piece; whatever is changed, cut, moved or put on is
 * noticed. */

#include "config.h"

#include "hearth-error.h"
#include "hearth-sealed-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define PASSPHRASE "a lamp in the window"
#define PIECE (64 * 1024)
#define SEALED_PIECE (PIECE + 17)
#define HEADER 72

/* Returns: a descriptor of a file without a name that holds the bytes, at its beginning. */
static int
file_with (gconstpointer bytes, gsize length)
{
  g_autofree char *name = NULL;
  int fd = g_file_open_tmp ("hearth-sealed-XXXXXX", &name, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (g_unlink (name), ==, 0);
  if (length > 0)
    g_assert_cmpint (write (fd, bytes, length), ==, length);
  g_assert_cmpint (lseek (fd, 0, SEEK_SET), ==, 0);
  return fd;
}

static char *
all_of (int fd, gsize *length)
{
  off_t end = lseek (fd, 0, SEEK_END);
  char *bytes = g_malloc ((gsize)end + 1);

  g_assert_cmpint (lseek (fd, 0, SEEK_SET), ==, 0);
  g_assert_cmpint (read (fd, bytes, (gsize)end), ==, end);
  g_assert_cmpint (lseek (fd, 0, SEEK_SET), ==, 0);
  *length = (gsize)end;
  return bytes;
}

static char *
random_bytes (gsize length)
{
  char *bytes = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    bytes[i] = (char)g_test_rand_int ();
  return bytes;
}

static char *
seal (const char *plain, gsize length, gsize *sealed_length)
{
  int plain_fd = file_with (plain, length), sealed_fd = file_with ("", 0);
  g_autofree char *digest = NULL;
  g_autoptr (GError) error = NULL;
  char *sealed;

  hearth_sealed_file_write (plain_fd, sealed_fd, PASSPHRASE, HEARTH_SEAL_FREE, &digest, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (digest), ==, 64);
  sealed = all_of (sealed_fd, sealed_length);
  close (plain_fd);
  close (sealed_fd);
  return sealed;
}

static void
test_lengths (void)
{
  static const gsize lengths[] = { 0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *plain = random_bytes (lengths[i]);
      gsize sealed_length, opened_length;
      g_autofree char *sealed = seal (plain, lengths[i], &sealed_length);
      g_autofree char *opened = NULL;
      g_autofree char *digest = NULL;
      g_autofree char *right = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)plain, lengths[i]);
      g_autoptr (GError) error = NULL;
      int sealed_fd = file_with (sealed, sealed_length), plain_fd = file_with ("", 0);

      hearth_sealed_file_read (sealed_fd, plain_fd, PASSPHRASE, &digest, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (digest, ==, right);
      opened = all_of (plain_fd, &opened_length);
      g_assert_cmpmem (opened, opened_length, plain, lengths[i]);
      close (sealed_fd);
      close (plain_fd);
    }
}

static void
assert_refused (const char *bytes, gsize length, const char *passphrase, int code)
{
  g_autofree char *digest = NULL;
  g_autoptr (GError) error = NULL;
  int fd = file_with (bytes, length);

  g_assert_false (hearth_sealed_file_read (fd, -1, passphrase, &digest, &error));
  g_assert_error (error, HEARTH_ERROR, code);
  g_assert_null (digest);
  close (fd);
}

static void
test_wrong_passphrase (void)
{
  gsize length;
  g_autofree char *sealed = seal ("something", 9, &length);

  assert_refused (sealed, length, "a lamp in the windo", HEARTH_ERROR_WRONG_SECRET);
  assert_refused (sealed, length, "A lamp in the window", HEARTH_ERROR_WRONG_SECRET);
  assert_refused (sealed, length, "", HEARTH_ERROR_WRONG_SECRET);
}

static void
test_cut (void)
{
  g_autofree char *plain = random_bytes (3 * PIECE);
  gsize length;
  g_autofree char *sealed = seal (plain, 3 * PIECE, &length);

  assert_refused (sealed, 0, PASSPHRASE, HEARTH_ERROR_NOT_OURS);
  assert_refused (sealed, 7, PASSPHRASE, HEARTH_ERROR_NOT_OURS);
  assert_refused (sealed, 8, PASSPHRASE, HEARTH_ERROR_DAMAGED);
  assert_refused (sealed, HEADER - 1, PASSPHRASE, HEARTH_ERROR_DAMAGED);
  assert_refused (sealed, HEADER, PASSPHRASE, HEARTH_ERROR_DAMAGED);
  assert_refused (sealed, HEADER + 5, PASSPHRASE, HEARTH_ERROR_DAMAGED);
  assert_refused (sealed, HEADER + SEALED_PIECE, PASSPHRASE, HEARTH_ERROR_DAMAGED);
  assert_refused (sealed, HEADER + 3 * SEALED_PIECE, PASSPHRASE, HEARTH_ERROR_DAMAGED);
  assert_refused (sealed, length - 1, PASSPHRASE, HEARTH_ERROR_DAMAGED);
  assert_refused (sealed + 1, length - 1, PASSPHRASE, HEARTH_ERROR_NOT_OURS);
}

static void
test_changed (void)
{
  g_autofree char *plain = random_bytes (3 * PIECE);
  gsize length;
  g_autofree char *sealed = seal (plain, 3 * PIECE, &length);
  g_autofree char *changed = g_malloc0 (length + SEALED_PIECE);
  g_autofree char *piece = g_memdup2 (sealed + HEADER, SEALED_PIECE);

  memcpy (changed, sealed, length);
  assert_refused (changed, length + 1, PASSPHRASE, HEARTH_ERROR_DAMAGED);
  assert_refused (changed, length + SEALED_PIECE, PASSPHRASE, HEARTH_ERROR_DAMAGED);

  changed[length / 2] ^= 1;
  assert_refused (changed, length, PASSPHRASE, HEARTH_ERROR_DAMAGED);

  /* Two pieces change places. */
  memcpy (changed, sealed, length);
  memcpy (changed + HEADER, sealed + HEADER + SEALED_PIECE, SEALED_PIECE);
  memcpy (changed + HEADER + SEALED_PIECE, piece, SEALED_PIECE);
  assert_refused (changed, length, PASSPHRASE, HEARTH_ERROR_DAMAGED);

  /* One is left out. */
  memcpy (changed, sealed, HEADER + SEALED_PIECE);
  memcpy (changed + HEADER + SEALED_PIECE, sealed + HEADER + 2 * SEALED_PIECE, length - HEADER - 2 * SEALED_PIECE);
  assert_refused (changed, length - SEALED_PIECE, PASSPHRASE, HEARTH_ERROR_DAMAGED);
}

/* A file from elsewhere cannot make this machine compute for a day or take all its memory. */
static void
test_costs (void)
{
  gsize length;
  g_autofree char *sealed = seal ("something", 9, &length);

  sealed[8] = (char)0xff;
  assert_refused (sealed, length, PASSPHRASE, HEARTH_ERROR_DAMAGED);
  sealed[8] = 0;
  sealed[12] = (char)0xff;
  assert_refused (sealed, length, PASSPHRASE, HEARTH_ERROR_DAMAGED);
  memset (sealed + 8, 0, 8);
  assert_refused (sealed, length, PASSPHRASE, HEARTH_ERROR_DAMAGED);
}

/* What a passphrase made seals without it, and the passphrase opens that. */
static void
test_sealing (void)
{
  g_autofree char *plain = random_bytes (PIECE + 5);
  int plain_fd = file_with (plain, PIECE + 5), sealed_fd = file_with ("", 0);
  g_autofree char *written = NULL, *proven = NULL, *read = NULL, *wrong = NULL;
  g_autoptr (GError) error = NULL;
  HearthSealing sealing, other;
  static const HearthSealing zero;

  g_assert_true (hearth_sealing_make (&sealing, PASSPHRASE, HEARTH_SEAL_FREE, &error));
  g_assert_true (hearth_sealing_make (&other, PASSPHRASE, HEARTH_SEAL_FREE, &error));
  g_assert_cmpint (memcmp (&sealing, &other, sizeof sealing), !=, 0);
  hearth_sealed_file_seal (plain_fd, sealed_fd, &sealing, &written, &error);
  g_assert_no_error (error);

  g_assert_cmpint (lseek (sealed_fd, 0, SEEK_SET), ==, 0);
  g_assert_true (hearth_sealing_is_of (&sealing, sealed_fd));
  g_assert_cmpint (lseek (sealed_fd, 0, SEEK_SET), ==, 0);
  g_assert_false (hearth_sealing_is_of (&other, sealed_fd));

  g_assert_cmpint (lseek (sealed_fd, 0, SEEK_SET), ==, 0);
  hearth_sealed_file_prove (sealed_fd, &sealing, &proven, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (proven, ==, written);
  g_assert_cmpint (lseek (sealed_fd, 0, SEEK_SET), ==, 0);
  hearth_sealed_file_read (sealed_fd, -1, PASSPHRASE, &read, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read, ==, written);

  g_assert_cmpint (lseek (sealed_fd, 0, SEEK_SET), ==, 0);
  g_assert_false (hearth_sealed_file_prove (sealed_fd, &other, &wrong, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET);
  hearth_sealing_clear (&sealing);
  g_assert_cmpmem (&sealing, sizeof sealing, &zero, sizeof zero);
  close (plain_fd);
  close (sealed_fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/sealed-file/lengths", test_lengths);
  g_test_add_func ("/store/sealed-file/wrong-passphrase", test_wrong_passphrase);
  g_test_add_func ("/store/sealed-file/cut", test_cut);
  g_test_add_func ("/store/sealed-file/changed", test_changed);
  g_test_add_func ("/store/sealed-file/costs", test_costs);
  g_test_add_func ("/store/sealed-file/sealing", test_sealing);
  return g_test_run ();
}
