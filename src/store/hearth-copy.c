/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Whole copies of a center file, and how a file gets its name only when all of it is on the disk: written under a
 * temporary name with mode 0600, synced, then renamed, then the folder synced. Any thread. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-copy.h"

#include "hearth-conn-private.h"
#include "hearth-error.h"
#include "hearth-file.h"
#include "hearth-migrations.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
fail_errno (GError **error, int saved_errno, const char *what)
{
  if (saved_errno != ENOENT && saved_errno != EEXIST)
    return hearth_file_set_error (error, saved_errno, what);
  g_set_error (error, HEARTH_ERROR, saved_errno == ENOENT ? HEARTH_ERROR_NOT_FOUND : HEARTH_ERROR_CONFLICT, "%s: %s",
               what, g_strerror (saved_errno));
  return FALSE;
}

/**
 * hearth_copy_real_path:
 * @path: a file that may not be there
 *
 * Returns: (transfer full): its path with links resolved; what is not there stays as it is
 */
char *
hearth_copy_real_path (const char *path)
{
  char *real = realpath (path, NULL);
  char *result = g_strdup (real ? real : path);

  free (real);
  return result;
}

/**
 * hearth_copy_give:
 * @fd: a new file or folder
 * @folder: in which it lies
 *
 * What root makes belongs to whoever has the folder: the hub of a PC runs under an account of its own, and could not open
 * a center that root has restored.
 */
void
hearth_copy_give (int fd, const char *folder)
{
  struct stat parent, own;

  if (geteuid () != 0 || stat (folder, &parent) != 0 || fstat (fd, &own) != 0 || own.st_uid == parent.st_uid
      || (S_ISREG (own.st_mode) && own.st_nlink != 1))
    return;
  if (fchown (fd, parent.st_uid, parent.st_gid) != 0)
    g_debug ("cannot give a new file away: %s", g_strerror (errno));
}

/**
 * hearth_copy_folder:
 * @center_path: a center file
 * @error: return location
 *
 * The folder beside it that holds its backups; made, closed to others, when it is not there.
 *
 * Returns: (transfer full): its path
 */
char *
hearth_copy_folder (const char *center_path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (center_path);
  g_autofree char *folder = g_build_filename (parent, HEARTH_COPY_FOLDER, NULL);

  if (g_mkdir (folder, 0700) == 0)
    {
      int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);

      if (fd >= 0)
        {
          hearth_copy_give (fd, parent);
          close (fd);
        }
    }
  else if (errno != EEXIST)
    {
      fail_errno (error, errno, "cannot make the backup folder");
      return NULL;
    }
  return g_steal_pointer (&folder);
}

/**
 * hearth_copy_stem:
 * @center_path: a center file
 *
 * Returns: (transfer full): its name without folder and ending: the names of its backups begin with it
 */
char *
hearth_copy_stem (const char *center_path)
{
  char *name = g_path_get_basename (center_path);

  if (g_str_has_suffix (name, ".hearth") && name[0] != '.')
    name[strlen (name) - strlen (".hearth")] = '\0';
  return name;
}

/**
 * hearth_copy_new_file:
 * @folder: where
 * @path: (out) (transfer full): the new file
 * @error: return location
 *
 * Makes an empty file with a name that nothing else has, which only its owner may read: whoever runs this, or where that is
 * root, whoever has the folder.
 *
 * Returns: its descriptor, or -1
 */
int
hearth_copy_new_file (const char *folder, char **path, GError **error)
{
  g_autofree char *name = g_build_filename (folder, ".hearth-XXXXXX.tmp", NULL);
  int fd = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      fail_errno (error, errno, "cannot make a file");
      return -1;
    }
  hearth_copy_give (fd, folder);
  *path = g_steal_pointer (&name);
  return fd;
}

/* Waits until what was written to it is on the disk. */
static gboolean
sync_file (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  int rc, saved_errno;

  if (fd < 0)
    return fail_errno (error, errno, "cannot open a file to sync it");
  rc = fsync (fd);
  saved_errno = errno;
  close (fd);
  return rc == 0 || fail_errno (error, saved_errno, "cannot sync a file");
}

/**
 * hearth_copy_sync_folder:
 * @folder: a folder
 * @error: return location
 *
 * Waits until the names in it are on the disk.
 *
 * Returns: %FALSE on error
 */
gboolean
hearth_copy_sync_folder (const char *folder, GError **error)
{
  return hearth_file_sync_folder (folder) || errno == EINVAL || fail_errno (error, errno, "cannot sync a folder");
}

/* Gives the file its name unless something has it. File systems without hard links (FAT) take a rename that looks first. */
static gboolean
put_new (const char *temporary, const char *path, GError **error)
{
  if (link (temporary, path) == 0)
    {
      g_unlink (temporary);
      return TRUE;
    }
  if (errno != EPERM && errno != EOPNOTSUPP && errno != EMLINK)
    return fail_errno (error, errno, "cannot name a new file");
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return fail_errno (error, EEXIST, "cannot name a new file");
  return g_rename (temporary, path) == 0 || fail_errno (error, errno, "cannot name a new file");
}

/**
 * hearth_copy_put:
 * @temporary: a complete file
 * @path: the name it gets, in the same file system
 * @replace: whether a file of that name gives way; without it there must be none
 * @error: return location
 *
 * Syncs the file, gives it its name in one step, and syncs the folder.
 *
 * Returns: %FALSE on error: then @temporary is still there, and so is what had the name
 */
gboolean
hearth_copy_put (const char *temporary, const char *path, gboolean replace, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!sync_file (temporary, error))
    return FALSE;
  if (replace ? g_rename (temporary, path) != 0 : !put_new (temporary, path, error))
    return replace ? fail_errno (error, errno, "cannot replace a file") : FALSE;
  return hearth_copy_sync_folder (folder, error);
}

/* In one step: the copy is of one moment, also while others write. */
static gboolean
copy_pages (sqlite3 *from, sqlite3 *to, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int rc;

  if (!backup)
    {
      hearth_sqlite_set_error (error, to, sqlite3_extended_errcode (to), NULL);
      return FALSE;
    }
  sqlite3_backup_step (backup, -1);
  rc = sqlite3_backup_finish (backup);
  if (rc == SQLITE_OK)
    return TRUE;
  hearth_sqlite_set_error (error, to, rc, NULL);
  return FALSE;
}

/**
 * hearth_copy_take:
 * @conn: a connection to the center file
 * @to: an empty file
 * @error: return location
 *
 * Copies the database as it is now to @to, as one file that needs no log beside it. Syncs nothing.
 *
 * Returns: %FALSE on error
 */
gboolean
hearth_copy_take (HearthConn *conn, const char *to, GError **error)
{
  sqlite3 *db = NULL;
  int rc = sqlite3_open_v2 (to, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  gboolean done = FALSE;

  if (rc == SQLITE_OK)
    {
      sqlite3_extended_result_codes (db, 1);
      rc = sqlite3_exec (db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL, NULL, NULL);
    }
  if (rc != SQLITE_OK)
    hearth_sqlite_set_error (error, db, rc, NULL);
  else
    done = copy_pages (hearth_conn_get_sqlite (conn), db, error);
  if (done)
    {
      rc = sqlite3_exec (db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
      if (rc != SQLITE_OK)
        {
          hearth_sqlite_set_error (error, db, rc, NULL);
          done = FALSE;
        }
    }
  sqlite3_close_v2 (db);
  return done;
}

/**
 * hearth_copy_check_pages:
 * @conn: a connection
 * @thorough: integrity_check, which also compares indexes with their tables, instead of quick_check
 * @error: return location
 *
 * Reads all of the file.
 *
 * Returns: %FALSE with %HEARTH_ERROR_DAMAGED if it is not whole
 */
gboolean
hearth_copy_check_pages (HearthConn *conn, gboolean thorough, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, thorough ? "PRAGMA integrity_check (1)" : "PRAGMA quick_check (1)", error);
  g_autoptr (GError) local_error = NULL;

  if (hearth_stmt_step (stmt, &local_error) && g_str_equal (hearth_stmt_text (stmt, 0), "ok"))
    return TRUE;
  if (local_error)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (stmt)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "the file is damaged inside");
  return FALSE;
}

/**
 * hearth_copy_is_good:
 * @path: a copy of a center file
 * @thorough: integrity_check instead of quick_check
 * @error: return location
 *
 * Returns: whether it is a whole center file of a version that this program knows
 */
gboolean
hearth_copy_is_good (const char *path, gboolean thorough, GError **error)
{
  g_autoptr (HearthConn) conn = NULL;

  if (!hearth_migrations_check (path, error))
    return FALSE;
  conn = hearth_conn_open (path, HEARTH_CONN_READER, error);
  return conn && hearth_copy_check_pages (conn, thorough, error);
}
