/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Sealed backups of the hub in a folder of this PC: written whole under another name, synced, then named; the newest 3
 * stay. What the hub says is a file name is believed only when it is one. Any thread but the main one. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-backup-shelf.h"

#include "hearth-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define ENDING ".hearth-backup"
#define DAY_AND_ENDING "2026-03-12" ENDING
#define NAME_MAX_BYTES 200
/* Of the disk of this PC, for its people. */
#define LEAVE_FREE_BYTES (G_GUINT64_CONSTANT (256) * 1024 * 1024)

/**
 * hearth_backup_shelf_is_name:
 * @name: what the hub calls a backup
 *
 * Returns: whether a file in the folder may be called so
 */
gboolean
hearth_backup_shelf_is_name (const char *name)
{
  if (strlen (name) <= strlen (DAY_AND_ENDING) || strlen (name) > NAME_MAX_BYTES || !g_str_has_suffix (name, ENDING)
      || name[0] == '.' || strchr (name, '/') || !g_utf8_validate (name, -1, NULL))
    return FALSE;
  for (const char *p = name; *p; p++)
    if (g_ascii_iscntrl (*p))
      return FALSE;
  return TRUE;
}

/* A backup, and when the hub made it. */
typedef struct
{
  char *path; /* (owned) */
  gint64 made_at_s;
} Backup;

static void
backup_clear (gpointer data)
{
  g_free (((Backup *)data)->path);
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const Backup *one = a, *other = b;

  return (one->made_at_s < other->made_at_s) - (one->made_at_s > other->made_at_s);
}

static GArray *
list (const char *folder, const char *prefix)
{
  GArray *backups = g_array_new (FALSE, FALSE, sizeof (Backup));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_array_set_clear_func (backups, backup_clear);
  while (dir && (name = g_dir_read_name (dir)))
    {
      Backup backup = { g_build_filename (folder, name, NULL), 0 };
      GStatBuf status;

      if (g_str_has_prefix (name, prefix) && hearth_backup_shelf_is_name (name) && g_lstat (backup.path, &status) == 0
          && S_ISREG (status.st_mode))
        {
          backup.made_at_s = status.st_mtime;
          g_array_append_val (backups, backup);
        }
      else
        g_free (backup.path);
    }
  g_array_sort (backups, newest_first);
  return backups;
}

/**
 * hearth_backup_shelf_newest_at_s:
 * @folder: the folder, which may not be there
 *
 * Returns: when the newest backup in it was made, UTC seconds; 0 for none
 */
gint64
hearth_backup_shelf_newest_at_s (const char *folder)
{
  g_autoptr (GArray) backups = list (folder, "");

  return backups->len > 0 ? g_array_index (backups, Backup, 0).made_at_s : 0;
}

/* What a program that was ended in the middle left there. */
static void
remove_left_overs (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, ".hearth-") && g_str_has_suffix (name, ".tmp"))
        g_unlink (path);
    }
}

/**
 * hearth_backup_shelf_begin:
 * @folder: the folder; made, closed to others, if it is not there
 * @size: of the backup that comes, in bytes
 * @temporary: (out) (transfer full): the path of the file until it has its name
 * @error: return location
 *
 * Returns: a descriptor to write to; -1 with %HEARTH_ERROR_NO_ROOM where the disk is nearly full
 */
int
hearth_backup_shelf_begin (const char *folder, guint64 size, char **temporary, GError **error)
{
  g_autofree char *name = g_build_filename (folder, ".hearth-XXXXXX.tmp", NULL);
  struct statvfs disk;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0 || statvfs (folder, &disk) != 0)
    {
      hearth_file_set_error (error, errno, "cannot make the folder of backups");
      return -1;
    }
  remove_left_overs (folder);
  if ((guint64)disk.f_bavail * disk.f_frsize < LEAVE_FREE_BYTES
      || (guint64)disk.f_bavail * disk.f_frsize - LEAVE_FREE_BYTES < size)
    {
      hearth_file_set_error (error, ENOSPC, "cannot keep a backup");
      return -1;
    }
  fd = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    hearth_file_set_error (error, errno, "cannot make a file");
  else
    *temporary = g_steal_pointer (&name);
  return fd;
}

/**
 * hearth_backup_shelf_add:
 * @fd: of hearth_backup_shelf_begin()
 * @piece: what comes next
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_backup_shelf_add (int fd, GBytes *piece, GError **error)
{
  gsize length;
  gconstpointer bytes = g_bytes_get_data (piece, &length);

  return hearth_file_write_all (fd, bytes, length) || hearth_file_set_error (error, errno, "cannot write a backup");
}

/* Those of another center that this PC belonged to once stay. */
static void
prune (const char *folder, const char *name)
{
  g_autofree char *prefix = g_strndup (name, strlen (name) - strlen (DAY_AND_ENDING));
  g_autoptr (GArray) backups = list (folder, prefix);

  for (guint i = HEARTH_BACKUP_SHELF_DEPTH; i < backups->len; i++)
    if (g_unlink (g_array_index (backups, Backup, i).path) != 0)
      g_warning ("cannot remove an old backup: %s", g_strerror (errno));
}

/**
 * hearth_backup_shelf_put:
 * @folder: the folder
 * @fd: of hearth_backup_shelf_begin(), with all of the backup
 * @temporary: its path until now
 * @name: the name it gets
 * @made_at_s: when the hub made it
 * @error: return location
 *
 * Returns: whether it is on the disk under its name
 */
gboolean
hearth_backup_shelf_put (
    const char *folder, int fd, const char *temporary, const char *name, gint64 made_at_s, GError **error)
{
  const struct timespec times[2] = { { made_at_s, 0 }, { made_at_s, 0 } };
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (futimens (fd, times) != 0 || fsync (fd) != 0)
    return hearth_file_set_error (error, errno, "cannot sync a backup");
  if (g_rename (temporary, path) != 0)
    return hearth_file_set_error (error, errno, "cannot name a backup");
  if (!hearth_file_sync_folder (folder))
    g_debug ("cannot sync the folder of backups: %s", g_strerror (errno));
  prune (folder, name);
  return TRUE;
}
