/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What libFuzzer does, for compilers without it: runs the target on its seeds and on fixed mutations of them. The same
 * every time. Without a folder of seeds they are random bytes.
 *
 * Usage: fuzz-… RUNS [FOLDER-OF-SEEDS] */

#include "config.h"

#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static GPtrArray *
read_seeds (const char *folder)
{
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify)g_byte_array_unref);
  g_autoptr (GDir) dir = folder ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  g_ptr_array_add (seeds, g_byte_array_new ());
  while (dir && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      char *data;
      gsize length;

      if (g_file_get_contents (path, &data, &length, NULL))
        g_ptr_array_add (seeds, g_byte_array_new_take ((guint8 *)data, length));
    }
  return seeds;
}

#define RANDOM_SEEDS 1000
#define RANDOM_SEED_BYTES 200

static void
add_random_seeds (GPtrArray *seeds, GRand *chance)
{
  for (guint i = 0; i < RANDOM_SEEDS; i++)
    {
      GByteArray *seed = g_byte_array_new ();

      g_byte_array_set_size (seed, RANDOM_SEED_BYTES);
      for (guint j = 0; j < seed->len; j++)
        seed->data[j] = (guint8)g_rand_int_range (chance, 0, 256);
      g_ptr_array_add (seeds, seed);
    }
}

/* Cuts, doubles, flips and splices, as much as chance has it. */
static GByteArray *
mutate (GRand *chance, GPtrArray *seeds)
{
  const GByteArray *seed = seeds->pdata[g_rand_int_range (chance, 0, (gint32)seeds->len)];
  const GByteArray *other = seeds->pdata[g_rand_int_range (chance, 0, (gint32)seeds->len)];
  GByteArray *bytes = g_byte_array_new ();
  guint from = (guint)g_rand_int_range (chance, 0, (gint32)seed->len + 1);

  g_byte_array_append (bytes, seed->data, seed->len - from / 2);
  if (g_rand_boolean (chance) && other->len > 0)
    g_byte_array_append (bytes, other->data + other->len / 2, other->len - other->len / 2);
  for (int n = g_rand_int_range (chance, 0, 8); n > 0 && bytes->len > 0; n--)
    bytes->data[g_rand_int_range (chance, 0, (gint32)bytes->len)] = (guint8)g_rand_int_range (chance, 0, 256);
  return bytes;
}

int
main (int argc, char **argv)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (1);
  g_autoptr (GPtrArray) seeds = read_seeds (argc > 2 ? argv[2] : NULL);
  int runs = argc > 1 ? atoi (argv[1]) : 1000;

  if (argc <= 2)
    add_random_seeds (seeds, chance);
  for (guint i = 0; i < seeds->len; i++)
    LLVMFuzzerTestOneInput (((GByteArray *)seeds->pdata[i])->data, ((GByteArray *)seeds->pdata[i])->len);
  for (int i = 0; i < runs; i++)
    {
      g_autoptr (GByteArray) bytes = mutate (chance, seeds);

      LLVMFuzzerTestOneInput (bytes->data, bytes->len);
    }
  g_print ("%u seeds, %d runs\n", seeds->len, runs);
  return 0;
}
