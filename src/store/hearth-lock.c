/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who has a center file open: a lock on a small file beside it, which also says who holds it. The kernel gives the lock
 * back when the holder ends, however it ends; the small file stays. Owned by HearthDb. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-lock.h"

#include "hearth-copy.h"
#include "hearth-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define HOLDER_LENGTH 512
#define PROGRAM_LENGTH 64

struct _HearthLock
{
  int fd;
};

/* Three lines: pid, program, host. */
static void
write_holder (int fd)
{
  const char *program = g_get_prgname ();
  g_autofree char *text = g_strdup_printf ("%d\n%.*s\n%s\n", (int)getpid (), PROGRAM_LENGTH,
                                           program ? program : "hearth", g_get_host_name ());
  gsize length = strlen (text);

  /* A full disk does not keep anybody from opening: the lock itself needs no room. */
  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, length, 0) != (gssize)length)
    g_debug ("cannot write who holds the center file");
}

static void
fail_held (int fd, GError **error)
{
  char text[HOLDER_LENGTH + 1] = "";
  gssize length = pread (fd, text, HOLDER_LENGTH, 0);
  g_auto (GStrv) lines = NULL;
  g_autofree char *program = NULL;

  text[MAX (length, 0)] = '\0';
  lines = g_strsplit (text, "\n", 4);
  if (g_strv_length (lines) < 2)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_BUSY, "another program holds the center file");
      return;
    }
  program = g_utf8_make_valid (lines[1], PROGRAM_LENGTH < strlen (lines[1]) ? PROGRAM_LENGTH : -1);
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_BUSY, "the center file is held by %s (process %" G_GINT64_FORMAT ")",
               program, g_ascii_strtoll (lines[0], NULL, 10));
}

/**
 * hearth_lock_take:
 * @center_path: the center file, its real path: one file has one lock by whatever link it is opened
 * @error: return location
 *
 * Returns: (transfer full): the lock; on %HEARTH_ERROR_BUSY the message says which program and process holds it
 */
HearthLock *
hearth_lock_take (const char *center_path, GError **error)
{
  g_autofree char *path = g_strconcat (center_path, "-lock", NULL);
  g_autofree char *folder = g_path_get_dirname (center_path);
  HearthLock *self;
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      int saved_errno = errno;

      g_set_error (error, HEARTH_ERROR,
                   saved_errno == ENOSPC || saved_errno == EDQUOT ? HEARTH_ERROR_NO_ROOM : HEARTH_ERROR_READ_ONLY,
                   "cannot make the lock file: %s", g_strerror (saved_errno));
      return NULL;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      int saved_errno = errno;

      if (saved_errno == EWOULDBLOCK)
        fail_held (fd, error);
      else
        g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "cannot lock the center file: %s",
                     g_strerror (saved_errno));
      close (fd);
      return NULL;
    }
  hearth_copy_give (fd, folder);
  write_holder (fd);
  self = g_new0 (HearthLock, 1);
  self->fd = fd;
  return self;
}

/**
 * hearth_lock_release:
 * @self: (nullable) (transfer full): a lock
 *
 * Gives it back.
 */
void
hearth_lock_release (HearthLock *self)
{
  if (!self)
    return;
  if (ftruncate (self->fd, 0) != 0)
    g_debug ("cannot empty the lock file");
  close (self->fd);
  g_free (self);
}
