/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What everybody who keeps something on a disk needs: all of it written, its name synced, and an error that says what a
 * person can do about it. Any thread; all but the errors wait for the disk. */

#define G_LOG_DOMAIN "hearth-base"

#include "config.h"

#include "hearth-file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/**
 * hearth_file_error_of:
 * @code: an errno
 *
 * Returns: %HEARTH_ERROR_NO_ROOM, %HEARTH_ERROR_READ_ONLY, or %HEARTH_ERROR_FAILED where a person can do nothing special
 */
HearthError
hearth_file_error_of (int code)
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
  g_set_error (error, HEARTH_ERROR, (int)hearth_file_error_of (code), "%s: %s", what, g_strerror (code));
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
