/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The copy of the day, sealed: made beside the plain copies and carried from there to a second place. Each is read back
 * before it gets its name. Any thread but the database's and a main loop's: a disk or another PC may not answer. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-sealed-copy.h"

#include "hearth-copy.h"
#include "hearth-day-copies.h"
#include "hearth-error.h"
#include "hearth-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLAIN_ENDING ".hearth"
#define UUID_LENGTH 8 /* as much of it as tells two centers apart */
#define DAY_LENGTH 10
#define PIECE (1024 * 1024)
#define BEGINNING 64 /* bytes: less than the header of a sealed file */

static gboolean
fail_errno (GError **error, int saved_errno, const char *what)
{
  gboolean away = saved_errno == ENOENT || saved_errno == ENOTDIR || saved_errno == ENODEV || saved_errno == ESTALE
                  || saved_errno == EHOSTDOWN || saved_errno == ENOTCONN;

  if (!away)
    return hearth_file_set_error (error, saved_errno, what);
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "%s: %s", what, g_strerror (saved_errno));
  return FALSE;
}

/* How the names of the sealed copies of this center begin. */
static char *
sealed_stem (const char *center_path, const char *center_uuid)
{
  g_autofree char *stem = hearth_copy_stem (center_path);

  return g_strdup_printf ("%s-%.*s", stem, UUID_LENGTH, center_uuid);
}

static char *
copies_folder (const char *center_path)
{
  g_autofree char *parent = g_path_get_dirname (center_path);

  return g_build_filename (parent, HEARTH_COPY_FOLDER, NULL);
}

static int
open_file (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);

  if (fd < 0)
    fail_errno (error, errno, "cannot open a backup");
  return fd;
}

/* So that what is read back comes from the disk, not from memory. */
static gboolean
sync_and_rewind (int fd, GError **error)
{
  if (fsync (fd) != 0)
    return fail_errno (error, errno, "cannot sync a backup");
  posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
  return lseek (fd, 0, SEEK_SET) == 0 || fail_errno (error, errno, "cannot read a backup");
}

static gboolean
prove (int fd, const HearthSealing *sealing, const char *wanted, GError **error)
{
  g_autofree char *digest = NULL;

  if (!sync_and_rewind (fd, error) || !hearth_sealed_file_prove (fd, sealing, &digest, error))
    return FALSE;
  if (wanted == NULL || g_str_equal (wanted, digest))
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "the backup does not hold what was written to it");
  return FALSE;
}

/* The time of the file is that of the one it was copied from. */
static void
set_time (int fd, const struct stat *of)
{
  const struct timespec times[2] = { of->st_mtim, of->st_mtim };

  if (futimens (fd, times) != 0)
    g_debug ("cannot set the time of a backup: %s", g_strerror (errno));
}

static gboolean
seal_plain (const char *plain, int sealed_fd, const HearthSealing *sealing, GError **error)
{
  g_autofree char *digest = NULL;
  int plain_fd = open_file (plain, error);
  gboolean done;

  if (plain_fd < 0)
    return FALSE;
  done = hearth_sealed_file_seal (plain_fd, sealed_fd, sealing, &digest, error)
         && prove (sealed_fd, sealing, digest, error);
  close (plain_fd);
  return done;
}

/* Whether a file is there that was sealed with it. */
static gboolean
is_sealed_with (const char *path, const HearthSealing *sealing)
{
  int fd = open_file (path, NULL);
  gboolean is = fd >= 0 && hearth_sealing_is_of (sealing, fd);

  if (fd >= 0)
    close (fd);
  return is;
}

static gboolean
seal_new (const char *plain, const char *path, const HearthSealing *sealing, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = NULL;
  int fd = hearth_copy_new_file (folder, &temporary, error);
  gboolean done;

  if (fd < 0)
    return FALSE;
  done = seal_plain (plain, fd, sealing, error);
  close (fd);
  if (done && hearth_copy_put (temporary, path, TRUE, error))
    return TRUE;
  g_unlink (temporary);
  return FALSE;
}

/* The plain copy of a day is made anew where a desk has joined since. */
static gboolean
is_of (const char *path, const GStatBuf *plain)
{
  GStatBuf status;

  return g_stat (path, &status) == 0
         && (status.st_mtim.tv_sec != plain->st_mtim.tv_sec ? status.st_mtim.tv_sec > plain->st_mtim.tv_sec
                                                            : status.st_mtim.tv_nsec >= plain->st_mtim.tv_nsec);
}

/**
 * hearth_sealed_copy_make:
 * @center_path: a center file, with its plain copies beside it
 * @center_uuid: which center it is
 * @sealing: what seals
 * @made_at_s: (out) (optional): when the plain copy was made
 * @made: (out) (optional): whether it was not there yet
 * @error: return location
 *
 * Seals the newest plain copy, unless that was done, reads it back, and takes the sealed one before away.
 *
 * Returns: (transfer full) (nullable): the path of the sealed copy; %NULL with %HEARTH_ERROR_NOT_FOUND if there is no plain
 *   one
 */
char *
hearth_sealed_copy_make (const char *center_path,
                         const char *center_uuid,
                         const HearthSealing *sealing,
                         gint64 *made_at_s,
                         gboolean *made,
                         GError **error)
{
  g_autofree char *folder = copies_folder (center_path);
  g_autofree char *stem = hearth_copy_stem (center_path);
  g_autofree char *new_stem = sealed_stem (center_path, center_uuid);
  g_autoptr (GPtrArray) plains = hearth_day_copies_list (folder, stem, PLAIN_ENDING);
  g_autofree char *plain = NULL, *day = NULL, *name = NULL, *path = NULL;
  gboolean there;
  GStatBuf status;

  if (plains->len == 0)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "there is no copy to seal yet");
      return NULL;
    }
  plain = g_build_filename (folder, plains->pdata[plains->len - 1], NULL);
  day = g_strndup ((const char *)plains->pdata[plains->len - 1] + strlen (stem) + 1, DAY_LENGTH);
  name = g_strconcat (new_stem, "-", day, HEARTH_SEALED_COPY_ENDING, NULL);
  path = g_build_filename (folder, name, NULL);
  if (g_stat (plain, &status) != 0)
    {
      fail_errno (error, errno, "cannot look at a copy");
      return NULL;
    }
  if (made_at_s)
    *made_at_s = status.st_mtime;
  there = is_sealed_with (path, sealing) && is_of (path, &status);
  if (!there && !seal_new (plain, path, sealing, error))
    return NULL;
  if (made)
    *made = !there;
  hearth_day_copies_prune (folder, new_stem, HEARTH_SEALED_COPY_ENDING, 1, path);
  return g_steal_pointer (&path);
}

/**
 * hearth_sealed_copy_newest:
 * @center_path: a center file
 * @center_uuid: which center it is
 * @made_at_s: (out) (optional): when it was sealed
 * @size: (out) (optional): in bytes
 *
 * Returns: (transfer full) (nullable): the path of the newest sealed copy beside it, %NULL if there is none
 */
char *
hearth_sealed_copy_newest (const char *center_path, const char *center_uuid, gint64 *made_at_s, guint64 *size)
{
  g_autofree char *folder = copies_folder (center_path);
  g_autofree char *stem = sealed_stem (center_path, center_uuid);
  g_autoptr (GPtrArray) names = hearth_day_copies_list (folder, stem, HEARTH_SEALED_COPY_ENDING);
  g_autofree char *path = names->len > 0 ? g_build_filename (folder, names->pdata[names->len - 1], NULL) : NULL;
  struct stat status;

  if (path == NULL || g_lstat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return NULL;
  if (made_at_s)
    *made_at_s = status.st_mtime;
  if (size)
    *size = (guint64)status.st_size;
  return g_steal_pointer (&path);
}

static gboolean
is_same_folder (const struct stat *a, const struct stat *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/**
 * hearth_sealed_copy_check_place:
 * @center_path: a center file
 * @place: a folder
 * @apart: (out): whether it lies on another file system than the center
 * @error: return location
 *
 * Returns: whether sealed copies can be written there. %FALSE with %HEARTH_ERROR_INVALID (no whole path, or a folder of the
 *   center itself), %HEARTH_ERROR_NOT_FOUND or %HEARTH_ERROR_READ_ONLY
 */
gboolean
hearth_sealed_copy_check_place (const char *center_path, const char *place, gboolean *apart, GError **error)
{
  g_autofree char *home = g_path_get_dirname (center_path);
  g_autofree char *copies = copies_folder (center_path);
  struct stat at_home, at_copies, there;

  if (!g_path_is_absolute (place))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the place has no whole path");
      return FALSE;
    }
  if (g_stat (place, &there) != 0)
    return fail_errno (error, errno, "cannot look at the place");
  if (!S_ISDIR (there.st_mode))
    return fail_errno (error, ENOTDIR, "the place is no folder");
  if (g_stat (home, &at_home) != 0)
    return fail_errno (error, errno, "cannot look at the center's folder");
  *apart = at_home.st_dev != there.st_dev;
  if (is_same_folder (&at_home, &there) || (g_stat (copies, &at_copies) == 0 && is_same_folder (&at_copies, &there)))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the place is the center's own folder");
      return FALSE;
    }
  return access (place, W_OK | X_OK) == 0 || fail_errno (error, errno, "the place cannot be written");
}

static gboolean
copy_bytes (int from, int to, GCancellable *cancellable, GError **error)
{
  g_autofree char *piece = g_malloc (PIECE);
  gssize length;

  while ((length = read (from, piece, PIECE)) != 0)
    {
      if (length < 0 && errno == EINTR)
        continue;
      if (length < 0)
        return fail_errno (error, errno, "cannot read a backup");
      if (!hearth_file_write_all (to, piece, (gsize)length))
        return fail_errno (error, errno, "cannot write to the place");
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
carry_new (const char *sealed,
           const char *place,
           const char *path,
           const HearthSealing *sealing,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *temporary = NULL;
  int from = open_file (sealed, error);
  int to = from < 0 ? -1 : hearth_copy_new_file (place, &temporary, error);
  struct stat status;
  gboolean done = to >= 0 && copy_bytes (from, to, cancellable, error) && prove (to, sealing, NULL, error);

  if (done && fstat (from, &status) == 0)
    set_time (to, &status);
  if (from >= 0)
    close (from);
  if (to >= 0)
    close (to);
  if (done && hearth_copy_put (temporary, path, TRUE, error))
    return TRUE;
  if (temporary)
    g_unlink (temporary);
  return FALSE;
}

/* Every sealing begins with bytes that no other has. Times are not compared: not every disk keeps them as they were. */
static gboolean
is_carried (const char *sealed, const char *path)
{
  char here[BEGINNING], there[BEGINNING];
  int from = open_file (sealed, NULL);
  int to = from < 0 ? -1 : open_file (path, NULL);
  struct stat from_status, to_status;
  gboolean is = to >= 0 && fstat (from, &from_status) == 0 && fstat (to, &to_status) == 0
                && from_status.st_size == to_status.st_size && read (from, here, BEGINNING) == BEGINNING
                && read (to, there, BEGINNING) == BEGINNING && memcmp (here, there, BEGINNING) == 0;

  if (from >= 0)
    close (from);
  if (to >= 0)
    close (to);
  return is;
}

/* A disk that is not there leaves its folder: what is written then lies on the disk of the center. */
static gboolean
check_there (const char *center_path, const char *place, gboolean apart, GError **error)
{
  gboolean apart_now;

  if (!hearth_sealed_copy_check_place (center_path, place, &apart_now, error))
    return FALSE;
  if (apart_now || !apart)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "the disk of the place is not there");
  return FALSE;
}

/**
 * hearth_sealed_copy_carry:
 * @sealed: what hearth_sealed_copy_make() made
 * @center_path: of which center
 * @place: the folder that it is copied to
 * @apart: whether that was on another disk when it was chosen: then it must be now
 * @sealing: what it was sealed with
 * @cancellable: (nullable): ends it between two pieces
 * @error: return location
 *
 * Copies it there unless that was done, under another name first, reads it back, and keeps the newest 14.
 *
 * Returns: whether it is there. %HEARTH_ERROR_NOT_FOUND: the place is not; %HEARTH_ERROR_NO_ROOM: it is full
 */
gboolean
hearth_sealed_copy_carry (const char *sealed,
                          const char *center_path,
                          const char *place,
                          gboolean apart,
                          const HearthSealing *sealing,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *name = g_path_get_basename (sealed);
  g_autofree char *path = g_build_filename (place, name, NULL);
  g_autofree char *stem = NULL;

  if (!check_there (center_path, place, apart, error))
    return FALSE;
  hearth_day_copies_remove_left_overs (place);
  if (!is_carried (sealed, path) && !carry_new (sealed, place, path, sealing, cancellable, error))
    return FALSE;
  stem = g_strndup (name, strlen (name) - strlen (HEARTH_SEALED_COPY_ENDING) - DAY_LENGTH - 1);
  hearth_day_copies_prune (place, stem, HEARTH_SEALED_COPY_ENDING, HEARTH_SEALED_COPY_DEPTH, path);
  return TRUE;
}

/**
 * hearth_sealed_copy_newest_in:
 * @place: where copies are carried to
 * @center_path: of which center
 * @center_uuid: which center it is
 *
 * Returns: when the newest copy there was made, 0 if none can be seen
 */
gint64
hearth_sealed_copy_newest_in (const char *place, const char *center_path, const char *center_uuid)
{
  g_autofree char *stem = sealed_stem (center_path, center_uuid);
  g_autoptr (GPtrArray) names = hearth_day_copies_list (place, stem, HEARTH_SEALED_COPY_ENDING);
  g_autofree char *path = names->len > 0 ? g_build_filename (place, names->pdata[names->len - 1], NULL) : NULL;
  GStatBuf status;

  return path && g_stat (path, &status) == 0 ? status.st_mtime : 0;
}
