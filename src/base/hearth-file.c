/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What everybody who keeps something on a disk needs: files that are there whole or not at all, and there before anybody is
 * told; and an error that says what a person can do about it. Any thread; all but the errors wait for the disk. */

#define G_LOG_DOMAIN "hearth-base"

#include "config.h"

#include "hearth-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/**
 * hearth_file_code:
 * @code: an errno of a read or write
 *
 * Returns: what it is to people: no room, not to be written, or just failed
 */
HearthError
hearth_file_code (int code)
{
  switch (code)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return HEARTH_ERROR_NO_ROOM;
    case EROFS:
    case EACCES:
    case EPERM:
      return HEARTH_ERROR_READ_ONLY;
    default:
      return HEARTH_ERROR_FAILED;
    }
}

/**
 * hearth_file_set_error:
 * @error: return location
 * @code: an errno
 * @what: what failed, without the name of a file
 *
 * Returns: %FALSE, for the caller to return
 */
gboolean
hearth_file_set_error (GError **error, int code, const char *what)
{
  g_set_error (error, HEARTH_ERROR, (int)hearth_file_code (code), "%s: %s", what, g_strerror (code));
  return FALSE;
}

/**
 * hearth_file_write_all:
 * @fd: a descriptor that waits
 * @data: what to write
 * @length: of it, in bytes
 *
 * Returns: whether all was written; else errno says why not
 */
gboolean
hearth_file_write_all (int fd, gconstpointer data, gsize length)
{
  const guint8 *bytes = data;

  while (length > 0)
    {
      gssize written = write (fd, bytes, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written == 0)
        errno = EIO;
      if (written <= 0)
        return FALSE;
      bytes += written;
      length -= (gsize)written;
    }
  return TRUE;
}

/**
 * hearth_file_sync_folder:
 * @folder: a folder
 *
 * Waits until the names in it are on the disk.
 *
 * Returns: whether they are; else errno says why not (EINVAL: the file system cannot do that)
 */
gboolean
hearth_file_sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc, code;

  if (fd < 0)
    return FALSE;
  rc = fsync (fd);
  code = errno;
  close (fd);
  errno = code;
  return rc == 0;
}

static gboolean
sync_folder (const char *folder, GError **error)
{
  return hearth_file_sync_folder (folder) || hearth_file_set_error (error, errno, "cannot sync the folder");
}

/**
 * hearth_file_make_folder:
 * @path: a folder, 0700, made with those above it
 * @error: return location
 *
 * Returns: whether it is there, also after a power cut
 */
gboolean
hearth_file_make_folder (const char *path, GError **error)
{
  g_autofree char *above = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (!g_str_equal (above, path) && !hearth_file_make_folder (above, error))
    return FALSE;
  if (g_mkdir (path, 0700) != 0)
    {
      int code = errno;

      /* Somebody else made it just now; a file in its place is no folder. */
      if (code != EEXIST || !g_file_test (path, G_FILE_TEST_IS_DIR))
        return hearth_file_set_error (error, code, "cannot make a folder");
    }
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
 * hearth_file_put:
 * @folder: a folder
 * @name: of the file there; one of that name is replaced
 * @content: all of it
 * @error: return location
 *
 * Returns: whether it is on the disk; else nothing has changed there. %HEARTH_ERROR_NO_ROOM, %HEARTH_ERROR_READ_ONLY
 */
gboolean
hearth_file_put (const char *folder, const char *name, GBytes *content, GError **error)
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
 * hearth_file_remove:
 * @folder: a folder
 * @name: of a file there, or of none
 * @error: return location
 *
 * Returns: whether it is gone, also after a power cut
 */
gboolean
hearth_file_remove (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_unlink (path) != 0 && errno != ENOENT)
    return hearth_file_set_error (error, errno, "cannot remove it");
  return sync_folder (folder, error);
}
