/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Everything the store reads from the disk, with changed and random bytes in it: it may refuse, and never fall. */

#include "config.h"

#include "hearth-backup.h"
#include "hearth-error.h"
#include "hearth-lock.h"
#include "hearth-place.h"
#include "hearth-sealed-file.h"
#include "hearth-store-test.h"
#include "hearth-verify.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define N_FILES 150
#define N_TEXTS 3000
#define N_SEALED 400
#define CHANGES_MAX 8
#define COSTS_AT 8 /* in a sealed file */
#define COSTS_LENGTH 8

static void
change_bytes (char *bytes, gsize length)
{
  int n_changes = g_test_rand_int_range (1, CHANGES_MAX);

  for (int i = 0; i < n_changes; i++)
    bytes[g_test_rand_int_range (0, (int)length)] = (char)g_test_rand_int ();
}

/* A center file with some bytes changed is refused, or opens and can be checked. */
static void
test_center (HearthStoreTest *fixture, gconstpointer data)
{
  g_autofree char *whole = NULL;
  gsize length;

  hearth_store_test_fill (fixture->db);
  hearth_store_test_close (fixture);
  whole = hearth_store_test_read_file (fixture->path, &length);
  for (int i = 0; i < N_FILES; i++)
    {
      g_autofree char *bytes = g_memdup2 (whole, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (HearthDb) db = NULL;

      change_bytes (bytes, i % 3 == 0 ? 100 : length);
      g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize)length, NULL));
      db = hearth_db_open (fixture->path, &error);
      if (db)
        {
          g_autoptr (GPtrArray) verdicts = hearth_verify (db, &error);

          if (!verdicts)
            g_assert_true (error->domain == HEARTH_ERROR);
          hearth_db_close (db, NULL);
        }
      else
        g_assert_true (error->domain == HEARTH_ERROR);
    }
}

static char *
random_text (gsize *length)
{
  static const char alphabet[] = "0123456789: -/\n\t.fuse";
  GString *text = g_string_new ("");
  int n_chars = g_test_rand_int_range (0, 200);

  for (int i = 0; i < n_chars; i++)
    g_string_append_c (text, g_test_rand_bit () ? alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)]
                                                : (char)g_test_rand_int ());
  *length = text->len;
  return g_string_free (text, FALSE);
}

static void
test_mountinfo (void)
{
  for (int i = 0; i < N_TEXTS; i++)
    {
      gsize length;
      g_autofree char *text = random_text (&length);

      hearth_place_judge (0xef53, 0, text, NULL);
      hearth_place_judge (0x65735546, 5, text, NULL);
    }
}

/* Whatever stands in the small file, the second is told that it is held, in UTF-8. */
static void
test_lock (HearthStoreTest *fixture, gconstpointer data)
{
  g_autofree char *path = g_strconcat (fixture->path, "-lock", NULL);

  for (int i = 0; i < N_TEXTS / 10; i++)
    {
      gsize length;
      g_autofree char *text = random_text (&length);
      g_autoptr (GError) error = NULL;
      g_autoptr (HearthLock) lock = NULL;
      int fd = g_open (path, O_WRONLY | O_TRUNC | O_CLOEXEC, 0);

      g_assert_cmpint (write (fd, text, length), ==, length);
      close (fd);
      lock = hearth_lock_take (fixture->path, &error);
      g_assert_null (lock);
      g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_BUSY);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* The costs in the header are kept small, so that a key takes no time. */
static void
test_sealed (HearthStoreTest *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "one.hearthbackup", NULL);
  g_autofree char *digest = NULL;
  g_autofree char *whole = NULL;
  g_autoptr (GError) error = NULL;
  int plain_fd = g_open (fixture->path, O_RDONLY | O_CLOEXEC, 0);
  int sealed_fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  gsize length;

  hearth_sealed_file_write (plain_fd, sealed_fd, "a lamp in the window", HEARTH_SEAL_FREE, &digest, &error);
  g_assert_no_error (error);
  close (plain_fd);
  close (sealed_fd);
  whole = hearth_store_test_read_file (path, &length);
  for (int i = 0; i < N_SEALED; i++)
    {
      g_autofree char *bytes = g_memdup2 (whole, length);
      g_autofree char *found = NULL;
      g_autoptr (GError) failure = NULL;
      gsize cut = i % 2 == 0 ? length : (gsize)g_test_rand_int_range (0, 200);

      change_bytes (bytes, 100);
      memcpy (bytes + COSTS_AT, whole + COSTS_AT, COSTS_LENGTH);
      if (memcmp (bytes, whole, cut) == 0)
        continue;
      g_assert_true (g_file_set_contents (path, bytes, (gssize)cut, NULL));
      sealed_fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
      g_assert_false (hearth_sealed_file_read (sealed_fd, -1, "a lamp in the window", &found, &failure));
      g_assert_true (failure->domain == HEARTH_ERROR);
      g_assert_null (found);
      close (sealed_fd);
    }
}

/* Files in the backup folder with names and contents of anybody. */
static void
test_backup_folder (HearthStoreTest *fixture, gconstpointer data)
{
  static const char *const names[] = {
    "center-.hearth",     "center-2026-99-99.hearth", "center-2026-03-12.hearth.hearth", "center-2026-03-1\xff.hearth",
    "-2026-03-12.hearth", "center-2026-03-13.hearth", "center-9999-12-31.hearth",        ".hearth",
  };
  g_autofree char *folder = g_build_filename (fixture->folder, "backups", NULL);
  g_autofree char *found = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      gsize length;
      g_autofree char *text = random_text (&length);

      g_assert_true (g_file_set_contents (path, text, (gssize)length, NULL));
    }
  found = hearth_backup_newest (fixture->path, NULL);
  g_assert_null (found);
  g_assert_true (hearth_backup_daily (fixture->db, NULL));
  found = hearth_backup_newest (fixture->path, NULL);
  g_assert_nonnull (found);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                                                \
  g_test_add ("/store/hostile/" name, HearthStoreTest, NULL, hearth_store_test_set_up, test,                           \
              hearth_store_test_tear_down)
  ADD ("center", test_center);
  ADD ("lock", test_lock);
  ADD ("sealed", test_sealed);
  ADD ("backup-folder", test_backup_folder);
  g_test_add_func ("/store/hostile/mountinfo", test_mountinfo);
  return g_test_run ();
}
