/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* All of it is written, or the error says what a person can do about it. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "hearth-file.h"

static void
test_errors (void)
{
  static const struct
  {
    int code;
    HearthError error;
  } wanted[] = {
    { ENOSPC, HEARTH_ERROR_NO_ROOM },  { EDQUOT, HEARTH_ERROR_NO_ROOM },   { EFBIG, HEARTH_ERROR_NO_ROOM },
    { EROFS, HEARTH_ERROR_READ_ONLY }, { EACCES, HEARTH_ERROR_READ_ONLY }, { EPERM, HEARTH_ERROR_READ_ONLY },
    { ENOENT, HEARTH_ERROR_FAILED },   { EIO, HEARTH_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (hearth_file_set_error (&error, wanted[i].code, "cannot write"));
      g_assert_error (error, HEARTH_ERROR, (int)wanted[i].error);
      g_assert_true (g_str_has_prefix (error->message, "cannot write: "));
    }
  g_assert_false (hearth_file_set_error (NULL, EIO, "cannot write"));
}

/* A pipe takes no more than its room at once. */
static gpointer
read_all (gpointer data)
{
  int fd = GPOINTER_TO_INT (data);
  GByteArray *all = g_byte_array_new ();
  guint8 piece[1000];
  gssize length;

  while ((length = read (fd, piece, sizeof piece)) > 0)
    g_byte_array_append (all, piece, (guint)length);
  g_assert_cmpint (length, ==, 0);
  close (fd);
  return all;
}

static void
test_all_is_written (void)
{
  g_autofree guint8 *data = g_malloc (300000);
  g_autoptr (GByteArray) read = NULL;
  GThread *reader;
  int ends[2];

  for (guint i = 0; i < 300000; i++)
    data[i] = (guint8)(i * 31 >> 3);
  g_assert_cmpint (pipe (ends), ==, 0);
  reader = g_thread_new ("reader", read_all, GINT_TO_POINTER (ends[0]));
  g_assert_true (hearth_file_write_all (ends[1], data, 300000));
  g_assert_true (hearth_file_write_all (ends[1], NULL, 0));
  close (ends[1]);
  read = g_thread_join (reader);
  g_assert_cmpmem (read->data, read->len, data, 300000);
}

static void
test_full_disk (void)
{
  int fd = g_open ("/dev/full", O_WRONLY | O_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_false (hearth_file_write_all (fd, "x", 1));
  g_assert_cmpint (errno, ==, ENOSPC);
  close (fd);
}

static void
test_sync_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hearth-file-XXXXXX", NULL);

  g_assert_true (hearth_file_sync_folder (folder));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_false (hearth_file_sync_folder (folder));
  g_assert_cmpint (errno, ==, ENOENT);
}

/* Made with what is above it, replaced whole, gone; and nobody else may read it. */
static void
test_put (void)
{
  g_autofree char *top = g_dir_make_tmp ("hearth-file-XXXXXX", NULL);
  g_autofree char *above = g_build_filename (top, "a", NULL);
  g_autofree char *folder = g_build_filename (above, "b", NULL);
  g_autofree char *path = g_build_filename (folder, "name", NULL);
  g_autofree char *read = NULL;
  g_autoptr (GBytes) first = g_bytes_new_static ("first", 5);
  g_autoptr (GBytes) second = g_bytes_new_static ("2", 1);
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_false (hearth_file_put (folder, "name", first, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED);
  g_assert_null (strstr (error->message, top));
  g_clear_error (&error);
  g_assert_true (hearth_file_make_folder (folder, &error));
  g_assert_true (hearth_file_make_folder (folder, &error));
  g_assert_true (hearth_file_put (folder, "name", first, &error));
  g_assert_true (hearth_file_put (folder, "name", second, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &read, NULL, NULL));
  g_assert_cmpstr (read, ==, "2");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);

  /* A file is in the way of a folder. */
  g_assert_false (hearth_file_make_folder (path, &error));
  g_clear_error (&error);
  g_assert_true (hearth_file_remove (folder, "name", &error));
  g_assert_true (hearth_file_remove (folder, "name", &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_cmpint (g_rmdir (above), ==, 0);
  g_assert_cmpint (g_rmdir (top), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/file/errors", test_errors);
  g_test_add_func ("/base/file/all-is-written", test_all_is_written);
  g_test_add_func ("/base/file/full-disk", test_full_disk);
  g_test_add_func ("/base/file/sync-folder", test_sync_folder);
  g_test_add_func ("/base/file/put", test_put);
  return g_test_run ();
}
