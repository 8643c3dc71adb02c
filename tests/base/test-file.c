/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* All of it is written, or the error says what a person can do about it. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/file/errors", test_errors);
  g_test_add_func ("/base/file/all-is-written", test_all_is_written);
  g_test_add_func ("/base/file/full-disk", test_full_disk);
  g_test_add_func ("/base/file/sync-folder", test_sync_folder);
  return g_test_run ();
}
