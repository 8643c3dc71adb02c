/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Backups of a center: a plain copy of each day in the folder "backups" beside the file, the newest 14 kept, and one
 * encrypted file to carry away. Each is proven before it gets its name. Any thread but the database's. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-backup.h"

#include "hearth-clock.h"
#include "hearth-copy.h"
#include "hearth-day-copies.h"
#include "hearth-day.h"
#include "hearth-error.h"
#include "hearth-house-store.h"
#include "hearth-restore.h"
#include "hearth-sealed-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COPY_ENDING ".hearth"

/* The desks, and who signs in at them. */
#define WHO                                                                                                            \
  "SELECT (SELECT coalesce (group_concat (id || ' ' || fingerprint || ' ' || next_fingerprint || ' ' || "              \
  "removed_at_s), '') "                                                                                                \
  "        FROM (SELECT * FROM desk ORDER BY id)) || ';' || "                                                          \
  "       (SELECT coalesce (group_concat (id || ' ' || revision), '') FROM (SELECT * FROM account ORDER BY id))"

/* Returns: (transfer full) (nullable): where today's copy belongs; sets @there if it is there. */
static char *
todays_copy (HearthConn *conn, const char *folder, const char *stem, gboolean *there, GError **error)
{
  g_autofree char *zone_name = hearth_house_store_time_zone (conn, error);
  g_autoptr (GTimeZone) zone = zone_name ? g_time_zone_new_identifier (zone_name) : NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *day = NULL;
  g_autofree char *name = NULL;
  char *path;

  if (!zone_name)
    return NULL;
  day = hearth_day_of (hearth_clock_now_s (), zone ? zone : utc);
  name = g_strconcat (stem, "-", day, COPY_ENDING, NULL);
  path = g_build_filename (folder, name, NULL);
  *there = g_file_test (path, G_FILE_TEST_EXISTS);
  return path;
}

static gboolean
take_proven_copy (HearthConn *conn, const char *folder, char **temporary, GError **error)
{
  int fd = hearth_copy_new_file (folder, temporary, error);

  if (fd < 0)
    return FALSE;
  close (fd);
  if (hearth_copy_take (conn, *temporary, error) && hearth_copy_is_good (*temporary, FALSE, error))
    return TRUE;
  g_unlink (*temporary);
  return FALSE;
}

/* Returns: (transfer full): who may come in and sign in, so that a change of it shows; "" if that cannot be read. */
static char *
read_who (HearthConn *conn)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, WHO, NULL);

  return g_strdup (stmt && hearth_stmt_step (stmt, NULL) ? hearth_stmt_text (stmt, 0) : "");
}

/* A desk that joins after the copy of the day, or gets a new certificate, would not be known to a hub that is made of it. */
static gboolean
knows_everybody (HearthConn *conn, const char *copy_path)
{
  g_autoptr (HearthConn) copy = hearth_conn_open (copy_path, HEARTH_CONN_READER, NULL);
  g_autofree char *then = copy ? read_who (copy) : g_strdup ("");
  g_autofree char *now = read_who (conn);

  return g_str_equal (then, now);
}

static gboolean
take_todays_copy (HearthConn *conn, gpointer data, GError **error)
{
  const char *center_path = data;
  g_autofree char *parent = g_path_get_dirname (center_path);
  g_autofree char *folder = hearth_copy_folder (center_path, error);
  g_autofree char *stem = hearth_copy_stem (center_path);
  g_autofree char *path = NULL;
  g_autofree char *temporary = NULL;
  gboolean there;

  if (!folder)
    return FALSE;
  path = todays_copy (conn, folder, stem, &there, error);
  if (!path || (there && knows_everybody (conn, path)))
    return path != NULL;
  hearth_day_copies_remove_left_overs (folder);
  hearth_day_copies_remove_left_overs (parent);
  if (!take_proven_copy (conn, folder, &temporary, error))
    return FALSE;
  if (!hearth_copy_put (temporary, path, TRUE, error))
    {
      g_unlink (temporary);
      return FALSE;
    }
  hearth_day_copies_prune (folder, stem, COPY_ENDING, HEARTH_BACKUP_DEPTH, path);
  return TRUE;
}

static void
on_daily (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;

  if (hearth_db_read_finish (HEARTH_DB (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hearth_backup_daily_async:
 * @db: an open center
 * @cancellable: (nullable): keeps it from running as long as it waits
 * @callback: is called when it is done
 * @user_data: for @callback
 *
 * Takes the copy of today, by the center's calendar, unless it is there and knows all desks and accounts. For the start, for
 * a timer, and when a desk has joined.
 */
void
hearth_backup_daily_async (HearthDb *db, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (db, cancellable, callback, user_data);

  g_task_set_source_tag (task, hearth_backup_daily_async);
  g_task_set_check_cancellable (task, FALSE);
  hearth_db_read_async (db, take_todays_copy, (gpointer)hearth_db_get_path (db), cancellable, on_daily, task);
}

/**
 * hearth_backup_daily_finish:
 * @db: an open center
 * @result: of the callback
 * @error: return location
 *
 * Returns: whether today's copy is there
 */
gboolean
hearth_backup_daily_finish (HearthDb *db, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, db), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hearth_backup_daily:
 * @db: an open center
 * @error: return location
 *
 * The same, waiting for it.
 *
 * Returns: whether today's copy is there
 */
gboolean
hearth_backup_daily (HearthDb *db, GError **error)
{
  return hearth_db_read (db, take_todays_copy, (gpointer)hearth_db_get_path (db), error);
}

/**
 * hearth_backup_newest:
 * @path: a center file, damaged or gone
 * @made_at_s: (out) (optional): when the copy was made
 *
 * Looks through the days' copies beside it, newest first, for one that is whole.
 *
 * Returns: (transfer full) (nullable): its path, %NULL if there is none
 */
char *
hearth_backup_newest (const char *path, gint64 *made_at_s)
{
  g_autofree char *real = hearth_copy_real_path (path);
  g_autofree char *parent = g_path_get_dirname (real);
  g_autofree char *folder = g_build_filename (parent, HEARTH_COPY_FOLDER, NULL);
  g_autofree char *stem = hearth_copy_stem (real);
  g_autoptr (GPtrArray) names = hearth_day_copies_list (folder, stem, COPY_ENDING);

  for (guint i = names->len; i > 0; i--)
    {
      g_autofree char *copy = g_build_filename (folder, g_ptr_array_index (names, i - 1), NULL);
      GStatBuf status;

      if (g_stat (copy, &status) != 0 || !hearth_copy_is_good (copy, FALSE, NULL))
        continue;
      if (made_at_s)
        *made_at_s = status.st_mtime;
      return g_steal_pointer (&copy);
    }
  return NULL;
}

/**
 * hearth_backup_newest_at_s:
 * @path: a center file
 *
 * Returns: when the newest of the days' copies beside it was made, UTC seconds, 0 if there is none; it is not looked into
 */
gint64
hearth_backup_newest_at_s (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *folder = g_build_filename (parent, HEARTH_COPY_FOLDER, NULL);
  g_autofree char *stem = hearth_copy_stem (path);
  g_autoptr (GPtrArray) names = hearth_day_copies_list (folder, stem, COPY_ENDING);
  g_autofree char *copy = names->len > 0 ? g_build_filename (folder, names->pdata[names->len - 1], NULL) : NULL;
  GStatBuf status;

  return copy && g_stat (copy, &status) == 0 ? status.st_mtime : 0;
}

static int
open_plain (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  int saved_errno = errno;

  if (fd < 0)
    g_set_error (error, HEARTH_ERROR, saved_errno == ENOENT ? HEARTH_ERROR_NOT_FOUND : HEARTH_ERROR_READ_ONLY,
                 "cannot open a backup: %s", g_strerror (saved_errno));
  return fd;
}

/* Seals what is in @plain and reads it back with the passphrase. */
static gboolean
seal_and_prove (const char *plain, int sealed_fd, const char *passphrase, GError **error)
{
  g_autofree char *written = NULL;
  g_autofree char *proven = NULL;
  int plain_fd = open_plain (plain, error);
  gboolean done;

  if (plain_fd < 0)
    return FALSE;
  done = hearth_sealed_file_write (plain_fd, sealed_fd, passphrase, HEARTH_SEAL_DEAR, &written, error);
  close (plain_fd);
  if (!done)
    return FALSE;
  if (lseek (sealed_fd, 0, SEEK_SET) != 0 || !hearth_sealed_file_read (sealed_fd, -1, passphrase, &proven, error))
    return FALSE;
  if (g_str_equal (written, proven))
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "the backup does not hold what was written to it");
  return FALSE;
}

typedef struct
{
  const char *center_path; /* (unowned) */
  char *plain;             /* (owned) (nullable): the proven copy */
} Sealing;

static gboolean
take_copy_to_seal (HearthConn *conn, gpointer data, GError **error)
{
  Sealing *sealing = data;
  g_autofree char *folder = hearth_copy_folder (sealing->center_path, error);

  g_clear_pointer (&sealing->plain, g_free);
  return folder && take_proven_copy (conn, folder, &sealing->plain, error);
}

static gboolean
seal_to (const char *plain, const char *passphrase, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);
  g_autofree char *temporary = NULL;
  int fd = hearth_copy_new_file (folder, &temporary, error);
  gboolean done;

  if (fd < 0)
    return FALSE;
  done = seal_and_prove (plain, fd, passphrase, error);
  close (fd);
  if (done && hearth_copy_put (temporary, to, FALSE, error))
    return TRUE;
  g_unlink (temporary);
  return FALSE;
}

/**
 * hearth_backup_write:
 * @db: an open center
 * @passphrase: what will open the backup
 * @to: a name that no file has; on any disk
 * @error: return location
 *
 * Writes one encrypted file with all of the center, reads it back, and only then gives it its name.
 *
 * Returns: %FALSE on error: then there is no file of that name. %HEARTH_ERROR_CONFLICT: there was one before.
 */
gboolean
hearth_backup_write (HearthDb *db, const char *passphrase, const char *to, GError **error)
{
  Sealing sealing = { hearth_db_get_path (db), NULL };
  g_autofree char *plain = NULL;
  gboolean done;

  if (g_file_test (to, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "a file of this name is there already");
      return FALSE;
    }
  done = hearth_db_read (db, take_copy_to_seal, &sealing, error);
  plain = g_steal_pointer (&sealing.plain);
  done = done && seal_to (plain, passphrase, to, error);
  if (plain)
    g_unlink (plain);
  return done;
}

/* Returns: (transfer full) (nullable): the path of a new file in @folder with what the backup holds, proven. */
static char *
open_backup (const char *from, const char *passphrase, const char *folder, GError **error)
{
  g_autofree char *temporary = NULL;
  g_autofree char *digest = NULL;
  int sealed_fd = open_plain (from, error);
  int plain_fd = sealed_fd < 0 ? -1 : hearth_copy_new_file (folder, &temporary, error);
  gboolean done = plain_fd >= 0 && hearth_sealed_file_read (sealed_fd, plain_fd, passphrase, &digest, error);

  if (sealed_fd >= 0)
    close (sealed_fd);
  if (plain_fd >= 0)
    close (plain_fd);
  if (done && hearth_copy_is_good (temporary, TRUE, error))
    return g_steal_pointer (&temporary);
  if (temporary)
    g_unlink (temporary);
  return NULL;
}

/**
 * hearth_backup_prove:
 * @from: an encrypted backup
 * @passphrase: what opens it
 * @error: return location
 *
 * Opens it into a file in the folder for temporary files, checks all of it, and takes that away again.
 *
 * Returns: %FALSE with %HEARTH_ERROR_WRONG_SECRET, %HEARTH_ERROR_DAMAGED, %HEARTH_ERROR_NOT_OURS or
 * %HEARTH_ERROR_TOO_NEW
 */
gboolean
hearth_backup_prove (const char *from, const char *passphrase, GError **error)
{
  g_autofree char *plain = open_backup (from, passphrase, g_get_tmp_dir (), error);

  if (!plain)
    return FALSE;
  g_unlink (plain);
  return TRUE;
}

/**
 * hearth_backup_restore:
 * @from: an encrypted backup
 * @passphrase: what opens it
 * @path: the center file whose place it takes; there may be none
 * @error: return location
 *
 * Opens the backup, checks all of it, and puts it in place as hearth_backup_put_back() does.
 *
 * Returns: %FALSE on error: then @path is as it was
 */
gboolean
hearth_backup_restore (const char *from, const char *passphrase, const char *path, GError **error)
{
  g_autofree char *real = hearth_copy_real_path (path);
  g_autofree char *folder = g_path_get_dirname (real);
  g_autofree char *plain = open_backup (from, passphrase, folder, error);
  gboolean done;

  if (!plain)
    return FALSE;
  done = hearth_restore_in_place (plain, path, error);
  g_unlink (plain);
  return done;
}

/**
 * hearth_backup_put_back:
 * @copy: a plain copy, for instance of hearth_backup_newest(); it stays
 * @path: the center file whose place it takes, damaged or gone
 * @error: return location
 *
 * Checks the copy and puts a copy of it in the place of @path, which is kept beside it under another name. The center
 * begins a new epoch.
 *
 * Returns: %FALSE on error: then @path is as it was. %HEARTH_ERROR_BUSY: somebody has the center open
 */
gboolean
hearth_backup_put_back (const char *copy, const char *path, GError **error)
{
  g_autofree char *real = hearth_copy_real_path (path);
  g_autofree char *folder = g_path_get_dirname (real);
  g_autofree char *temporary = NULL;
  g_autoptr (HearthConn) conn = NULL;
  gboolean done;

  if (!hearth_copy_is_good (copy, TRUE, error))
    return FALSE;
  conn = hearth_conn_open (copy, HEARTH_CONN_READER, error);
  if (!conn || !take_proven_copy (conn, folder, &temporary, error))
    return FALSE;
  done = hearth_restore_in_place (temporary, path, error);
  g_unlink (temporary);
  return done;
}
