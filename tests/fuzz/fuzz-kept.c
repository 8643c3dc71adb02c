/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Fuzz target: what a desk keeps on its disk, damaged: a day of the journal, an entry of the outbox, and what lies sealed in
 * them. A whole frame is found among whatever surrounds it. */

#include "config.h"

#include "hearth-clock.h"
#include "hearth-journal.h"
#include "hearth-outbox-private.h"
#include "hearth-seal.h"
#include "hearth-test-folder.h"

#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define CENTER "4a5e1e4b-aab8-4f3a-92ba-6d7c5e2f1a00"
#define NAME "0000000000000001-0b7c8a5e-2f3d-4c6b-9a1e-5d4f3c2b1a09.kept"

static char public_key[2 * crypto_box_PUBLICKEYBYTES + 1], secret_key[2 * crypto_box_SECRETKEYBYTES + 1];
static HearthOutboxStore store;

static void
remove_folder (void)
{
  hearth_test_folder_remove (store.folder);
}

static void
prepare (void)
{
  guint8 public[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES], seed[crypto_box_SEEDBYTES] = { 1 };
  g_autofree char *folder = g_dir_make_tmp ("hearth-fuzz-XXXXXX", NULL);

  g_assert_cmpint (sodium_init (), >=, 0);
  crypto_box_seed_keypair (public, secret, seed);
  sodium_bin2hex (public_key, sizeof public_key, public, sizeof public);
  sodium_bin2hex (secret_key, sizeof secret_key, secret, sizeof secret);
  hearth_outbox_store_open (&store, folder);
  g_assert_true (hearth_outbox_store_set_hub (&store, CENTER, public_key, 0, hearth_clock_now_s (), NULL));
  atexit (remove_folder);
}

static void
read_frames (GBytes *data)
{
  gsize from = 0;

  while (TRUE)
    {
      g_auto (HearthFrame) frame = { 0 };
      g_autoptr (GVariant) dict = NULL;

      if (!hearth_frame_find (data, from, &frame))
        return;
      g_assert_cmpuint (frame.start, >=, from);
      g_assert_cmpuint (frame.size, >, 0);
      from = frame.start + frame.size;
      g_assert_cmpuint (from, <=, g_bytes_get_size (data));
      dict = hearth_seal_open (frame.body, public_key, secret_key, NULL);
      g_assert_true (dict == NULL || g_variant_is_normal_form (dict));
    }
}

/* The file of an entry, without the key and with it. */
static void
read_entry (GBytes *data)
{
  g_autofree char *path = g_build_filename (store.path, NAME, NULL);
  g_autoptr (HearthKept) closed = NULL;
  g_autoptr (HearthKept) opened = NULL;

  g_assert_true (g_file_set_contents_full (path, g_bytes_get_data (data, NULL), (gssize)g_bytes_get_size (data),
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  closed = hearth_outbox_store_read (&store, NAME, NULL);
  opened = hearth_outbox_store_read (&store, NAME, secret_key);
  g_assert_cmpstr (hearth_kept_get_kind (closed), ==, "");
  g_assert_true (*hearth_kept_get_kind (opened) || g_str_equal (hearth_kept_get_state (opened), "refused"));
}

/* Whatever was sealed, in the middle of whatever else is there. */
static void
read_sealed (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) given = g_bytes_new (data, size);
  g_autoptr (GVariant) raw = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, given, FALSE));
  g_autoptr (GVariant) dict = g_variant_get_normal_form (raw);
  g_autoptr (GBytes) sealed = hearth_seal_dict (dict, public_key, NULL);
  g_autoptr (GBytes) frame = hearth_frame_make (4711, sealed);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  gsize from = 0;
  gboolean found = FALSE;

  g_byte_array_append (all, data, (guint)size);
  g_byte_array_append (all, g_bytes_get_data (frame, NULL), (guint)g_bytes_get_size (frame));
  g_byte_array_append (all, data, (guint)size);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&all));
  while (!found)
    {
      g_auto (HearthFrame) one = { 0 };

      g_assert_true (hearth_frame_find (bytes, from, &one));
      from = one.start + one.size;
      found = one.at_s == 4711 && g_bytes_equal (one.body, sealed);
      if (found)
        {
          g_autoptr (GVariant) opened = hearth_seal_open (one.body, public_key, secret_key, NULL);

          g_assert_true (g_variant_equal (opened, dict));
        }
    }
  entries = hearth_journal_read_day (bytes, public_key, secret_key);
  g_assert_nonnull (entries);
  read_entry (bytes);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) entries = NULL;

  if (store.folder == NULL)
    prepare ();
  read_frames (bytes);
  entries = hearth_journal_read_day (bytes, public_key, secret_key);
  g_assert_nonnull (entries);
  read_entry (bytes);
  read_sealed (data, size);
  return 0;
}
