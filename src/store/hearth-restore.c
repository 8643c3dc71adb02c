/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How a proven copy takes the place of a center file: that is kept beside it, with its log, under another name, and at
 * every moment one whole file or the other is there. Any thread. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-restore.h"

#include "hearth-clock.h"
#include "hearth-conn-private.h"
#include "hearth-copy.h"
#include "hearth-error.h"
#include "hearth-house-store.h"
#include "hearth-lock.h"
#include "hearth-lost-desk-store.h"
#include "hearth-migrations.h"
#include "hearth-place.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* More than can be restored within a second, which is what the names tell apart. */
#define NAMES_TRIED 10000

/* What the file says whose place is taken. */
typedef struct
{
  gboolean damaged;   /* there is one, and it does not say */
  char *uuid;         /* (owned) (nullable) */
  char *epoch;        /* (owned) (nullable) */
  HearthDeskKeys own; /* of the desk of this PC */
  GArray *removed;    /* (owned) (nullable): desks that are none any more */
} Replaced;

static void
replaced_clear (Replaced *self)
{
  g_free (self->uuid);
  g_free (self->epoch);
  hearth_desk_keys_clear (&self->own);
  g_clear_pointer (&self->removed, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Replaced, replaced_clear)

static void
look_at (Replaced *self, const char *path)
{
  g_autoptr (HearthConn) conn = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  conn = hearth_migrations_check (path, NULL) ? hearth_conn_open (path, HEARTH_CONN_READER, NULL) : NULL;
  self->damaged = conn == NULL || !hearth_house_store_identity (conn, &self->uuid, &self->epoch, NULL);
  if (!self->damaged)
    {
      hearth_lost_desk_store_own (conn, &self->own, NULL);
      self->removed = hearth_lost_desk_store_removed (conn, NULL);
    }
}

/* The center begins an epoch. Where its file was not on this PC, the PC where it was is no desk any more; where the file is
 * damaged, it was here. */
static gboolean
begin (HearthConn *conn, const Replaced *replaced, GError **error)
{
  gint64 now_s = hearth_clock_now_s ();
  g_autofree char *uuid = NULL, *epoch = NULL;
  gboolean same;

  if (!hearth_house_store_identity (conn, &uuid, &epoch, error))
    return FALSE;
  same = g_strcmp0 (uuid, replaced->uuid) == 0;
  return hearth_house_store_begin_epoch (conn, same ? replaced->epoch : NULL, now_s, error)
         && (replaced->damaged || hearth_lost_desk_store_move (conn, same ? &replaced->own : NULL, now_s, error))
         && (!same || replaced->removed == NULL
             || hearth_lost_desk_store_keep_out (conn, replaced->removed, now_s, error));
}

/* Brings the copy to this program's version and begins an epoch. It comes out as one file without a log. */
static gboolean
prepare (const char *path, const Replaced *replaced, GError **error)
{
  g_autoptr (HearthConn) conn = hearth_conn_open (path, HEARTH_CONN_WRITER, error);

  return conn && hearth_migrations_run (conn, NULL, error) && hearth_conn_exec (conn, "BEGIN IMMEDIATE", error)
         && begin (conn, replaced, error) && hearth_conn_exec (conn, "COMMIT", error);
}

/* Moves the log of a whole file into it. Of a damaged one everything stays as it was found. */
static void
settle (const char *path)
{
  g_autoptr (HearthConn) conn = NULL;

  if (hearth_copy_is_good (path, FALSE, NULL))
    conn = hearth_conn_open (path, HEARTH_CONN_WRITER, NULL);
}

/* A second name for the file; a copy of it where the file system has no hard links. */
static gboolean
keep_file (const char *path, const char *kept, GError **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) to = g_file_new_for_path (kept);

  if (link (path, kept) == 0)
    return TRUE;
  if (errno == EPERM || errno == EOPNOTSUPP || errno == EMLINK)
    return g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, error);
  g_set_error (error, HEARTH_ERROR, errno == EEXIST ? HEARTH_ERROR_CONFLICT : HEARTH_ERROR_FAILED,
               "cannot keep the center file: %s", g_strerror (errno));
  return FALSE;
}

/* Returns: (transfer full): a name beside the file that nothing has. */
static char *
kept_name (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *stem = hearth_copy_stem (path);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (hearth_clock_now_s ());
  g_autofree char *time = g_date_time_format (now, "%Y%m%d-%H%M%S");

  for (guint i = 1;; i++)
    {
      g_autofree char *number = i == 1 ? g_strdup ("") : g_strdup_printf ("-%u", i);
      g_autofree char *name = g_strconcat (stem, "-before-restore-", time, number, ".hearth", NULL);
      g_autofree char *kept = g_build_filename (folder, name, NULL);

      if (i == NAMES_TRIED || !g_file_test (kept, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&kept);
    }
}

/* Keeps the file and its log. The log goes before the new file comes: it would be replayed into that. */
static gboolean
keep (const char *path, GError **error)
{
  g_autofree char *kept = kept_name (path);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *kept_log = g_strconcat (kept, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  if (!keep_file (path, kept, error))
    return FALSE;
  if (g_file_test (log, G_FILE_TEST_EXISTS) && !keep_file (log, kept_log, error))
    return FALSE;
  if (!hearth_copy_sync_folder (folder, error))
    return FALSE;
  g_unlink (log);
  g_unlink (index);
  return TRUE;
}

/**
 * hearth_restore_in_place:
 * @proven: a whole center file without a log, in the folder of @path behind all links; it is moved
 * @path: whose place it takes; there may be no file
 * @error: return location
 *
 * Returns: %FALSE on error: then @path is as it was. %HEARTH_ERROR_BUSY: somebody has the center open
 */
gboolean
hearth_restore_in_place (const char *proven, const char *path, GError **error)
{
  g_autoptr (HearthLock) lock = NULL;
  g_autofree char *real = hearth_copy_real_path (path);
  g_auto (Replaced) replaced = { 0 };

  if (!hearth_place_check (real, error))
    return FALSE;
  lock = hearth_lock_take (real, error);
  if (!lock)
    return FALSE;
  look_at (&replaced, real);
  if (!prepare (proven, &replaced, error))
    return FALSE;
  if (g_file_test (real, G_FILE_TEST_EXISTS))
    {
      settle (real);
      if (!keep (real, error))
        return FALSE;
    }
  return hearth_copy_put (proven, real, TRUE, error);
}
