/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The files of what a desk keeps: written whole or not at all, and on the disk before anybody is told. Any thread. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-seal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "hearth-file.h"

static gboolean
sync_folder (const char *folder, GError **error)
{
  return hearth_file_sync_folder (folder) || hearth_file_set_error (error, errno, "cannot sync the folder");
}

/**
 * hearth_seal_make_folder:
 * @path: a folder, 0700, made with those above it
 * @error: return location
 *
 * Returns: whether it is there, also after a power cut
 */
gboolean
hearth_seal_make_folder (const char *path, GError **error)
{
  g_autofree char *above = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (!g_str_equal (above, path) && !hearth_seal_make_folder (above, error))
    return FALSE;
  if (g_mkdir (path, 0700) != 0 && errno != EEXIST)
    return hearth_file_set_error (error, errno, "cannot make a folder");
  return sync_folder (above, error);
}

/* Returns: an errno, 0 if all was written. */
static int
write_new (const char *path, GBytes *content)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (content, &length);
  int fd, code = 0;

  g_unlink (path);
  fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return errno;
  if (!hearth_file_write_all (fd, data, length) || fsync (fd) != 0)
    code = errno;
  if (close (fd) != 0 && code == 0)
    code = errno;
  if (code != 0)
    g_unlink (path);
  return code;
}

/**
 * hearth_seal_write_file:
 * @folder: a folder
 * @name: of the file there; one of that name is replaced
 * @content: all of it
 * @error: return location
 *
 * Returns: whether it is on the disk; else nothing has changed there. %HEARTH_ERROR_NO_ROOM, %HEARTH_ERROR_READ_ONLY
 */
gboolean
hearth_seal_write_file (const char *folder, const char *name, GBytes *content, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *hidden = g_strconcat (".", name, NULL);
  g_autofree char *half = g_build_filename (folder, hidden, NULL);
  gboolean was_there = g_file_test (path, G_FILE_TEST_EXISTS);
  int code = write_new (half, content);

  if (code == 0 && g_rename (half, path) != 0)
    {
      code = errno;
      g_unlink (half);
    }
  if (code != 0)
    return hearth_file_set_error (error, code, "cannot keep it");
  if (sync_folder (folder, error))
    return TRUE;
  /* Nobody is told that it is kept, so it must not turn up later. */
  if (!was_there)
    g_unlink (path);
  return FALSE;
}

/**
 * hearth_seal_remove_file:
 * @folder: a folder
 * @name: of a file there, or of none
 * @error: return location
 *
 * Returns: whether it is gone, also after a power cut
 */
gboolean
hearth_seal_remove_file (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_unlink (path) != 0 && errno != ENOENT)
    return hearth_file_set_error (error, errno, "cannot remove it");
  return sync_folder (folder, error);
}
