/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* No room and no permission: each says so, and what was answered before stays. Limits of the process and another user
 * are tried in a child of the test. */

#include "config.h"

#include "hearth-backup.h"
#include "hearth-error.h"
#include "hearth-store-test.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534
#define FILE_LIMIT (400 * 1024)
#define BIG_TEXT 8000

static const char *own_path;

static gboolean
limit_pages (HearthConn *conn, gpointer data, GError **error)
{
  return hearth_conn_exec (conn, "PRAGMA max_page_count = 1", error);
}

static gboolean
add_big_notice (HearthConn *conn, gpointer data, GError **error)
{
  g_autofree char *body = g_strnfill (BIG_TEXT, 'x');
  g_autofree char *version = g_strdup_printf ("%d", *(int *)data);
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "INSERT INTO notice (version, noticed_on, body) VALUES (:version, '2026-01-01', :body)",
                             error);

  hearth_stmt_bind_text (stmt, "version", version);
  hearth_stmt_bind_text (stmt, "body", body);
  return hearth_stmt_run (stmt, error);
}

/* Writes until it fails. Returns: how many were answered. */
static int
fill_up (HearthDb *db, int first, GError **error)
{
  for (int n = first;; n++)
    if (!hearth_db_write (db, add_big_notice, &n, error))
      return n - first;
}

static void
test_page_limit (HearthStoreTest *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int n_written;

  hearth_store_test_fill (fixture->db);
  g_assert_true (hearth_db_write (fixture->db, limit_pages, NULL, &error));
  n_written = fill_up (fixture->db, 2, &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM);
  g_assert_cmpint (hearth_store_test_number (fixture->db, "SELECT count(*) FROM notice"), ==, n_written + 1);
  hearth_store_test_reopen (fixture);
  g_assert_cmpint (hearth_store_test_number (fixture->db, "SELECT count(*) FROM notice"), ==, n_written + 1);
}

/* In the child: the files may not grow beyond a limit, as on a full disk, and then may again.
 * Returns: the child's exit status: 0 if all was as it should be. */
static int
run_limited (const char *path)
{
  g_autoptr (HearthDb) db = hearth_db_open (path, NULL);
  struct rlimit limit;
  g_autoptr (GError) error = NULL;
  int n_written, last = 1000;

  signal (SIGXFSZ, SIG_IGN);
  if (!db || getrlimit (RLIMIT_FSIZE, &limit) != 0)
    return 2;
  limit.rlim_cur = FILE_LIMIT;
  if (setrlimit (RLIMIT_FSIZE, &limit) != 0)
    return 2;
  n_written = fill_up (db, 2, &error);
  if (!g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM) || n_written < 3)
    {
      g_printerr ("after %d: %s\n", n_written, error->message);
      return 3;
    }
  if (hearth_store_test_number (db, "SELECT count(*) FROM notice") != n_written + 1)
    return 4;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit (RLIMIT_FSIZE, &limit) != 0 || !hearth_db_write (db, add_big_notice, &last, NULL))
    return 5;
  return hearth_db_close (db, NULL) ? 0 : 6;
}

static int
spawn_self (const char *mode, const char *path)
{
  char *argv[] = { (char *)own_path, (char *)mode, (char *)path, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static void
test_file_limit (HearthStoreTest *fixture, gconstpointer data)
{
  hearth_store_test_fill (fixture->db);
  hearth_store_test_close (fixture);
  g_assert_cmpint (spawn_self ("--limited", fixture->path), ==, 0);
  hearth_store_test_reopen (fixture);
  g_assert_cmpint (hearth_store_test_number (fixture->db, "SELECT count(*) FROM notice"), >, 3);
  g_assert_cmpint (hearth_store_test_number (fixture->db, "SELECT count(*) FROM notice WHERE version = '1000'"), ==, 1);
}

/* A disk of its own, really full, where the test may mount one. */
static void
test_full_disk (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hearth-full-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "center.hearth", NULL);
  g_autofree char *elsewhere = g_build_filename (folder, "backup.hearthbackup", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthDb) db = NULL;
  int n_written;

  if (mount ("tmpfs", folder, "tmpfs", 0, "size=2m") != 0)
    {
      g_rmdir (folder);
      g_test_skip ("this user may not mount a small disk");
      return;
    }
  db = hearth_db_create (path, &error);
  g_assert_no_error (error);
  hearth_store_test_fill (db);
  n_written = fill_up (db, 2, &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM);
  g_clear_error (&error);
  g_assert_false (hearth_backup_daily (db, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM);
  g_clear_error (&error);
  g_assert_false (hearth_backup_write (db, "a lamp in the window", elsewhere, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM);
  g_assert_false (g_file_test (elsewhere, G_FILE_TEST_EXISTS));
  g_assert_cmpint (hearth_store_test_number (db, "SELECT count(*) FROM notice"), ==, n_written + 1);
  hearth_db_close (db, NULL);
  g_clear_object (&db);
  db = hearth_db_open (path, NULL);
  g_assert_nonnull (db);
  g_assert_cmpint (hearth_store_test_number (db, "SELECT count(*) FROM notice"), ==, n_written + 1);
  g_clear_object (&db);
  g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);
  g_rmdir (folder);
}

/* In the child: as somebody who may read the folder and not write it. */
static int
run_as_nobody (const char *path)
{
  g_autofree char *fresh = g_strconcat (path, "-new", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthDb) db = NULL;
  g_autoptr (HearthDb) created = NULL;

  if (getuid () == 0 && (setgid (NOBODY) != 0 || setuid (NOBODY) != 0))
    return 77;
  db = hearth_db_open (path, &error);
  if (db || !g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_READ_ONLY))
    return 2;
  g_clear_error (&error);
  created = hearth_db_create (fresh, &error);
  return created || !g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_READ_ONLY) ? 3 : 0;
}

static void
try_as_nobody (HearthStoreTest *fixture, int folder_mode, int file_mode)
{
  int status;

  g_assert_cmpint (g_chmod (fixture->path, file_mode), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, folder_mode), ==, 0);
  status = spawn_self ("--nobody", fixture->path);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  if (status == 77)
    g_test_skip ("cannot become another user");
  else
    g_assert_cmpint (status, ==, 0);
}

static void
test_read_only (HearthStoreTest *fixture, gconstpointer data)
{
  hearth_store_test_close (fixture);
  try_as_nobody (fixture, 0555, 0444);
  try_as_nobody (fixture, 0555, 0666);
  hearth_store_test_reopen (fixture);
}

int
main (int argc, char **argv)
{
  own_path = argv[0];
  if (argc == 3 && g_str_equal (argv[1], "--limited"))
    return run_limited (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--nobody"))
    return run_as_nobody (argv[2]);

  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                                                \
  g_test_add ("/store/full-disk/" name, HearthStoreTest, NULL, hearth_store_test_set_up, test,                         \
              hearth_store_test_tear_down)
  ADD ("page-limit", test_page_limit);
  ADD ("file-limit", test_file_limit);
  ADD ("read-only", test_read_only);
  g_test_add_func ("/store/full-disk/full-disk", test_full_disk);
  return g_test_run ();
}
