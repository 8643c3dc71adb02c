/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Backups: one a day and 14 deep, one that only a passphrase opens, and both back in place of a damaged file. */

#include "config.h"

#include "hearth-backup.h"
#include "hearth-clock.h"
#include "hearth-conn.h"
#include "hearth-copy.h"
#include "hearth-error.h"
#include "hearth-store-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#define PASSPHRASE "a lamp in the window"
#define NOON_S 1773331200 /* 2026-03-12 12:00 in New York */
#define DAY_S (24 * 60 * 60)

typedef struct
{
  HearthStoreTest base;
  char *copies; /* (owned): the folder */
  char *sealed; /* (owned): where an encrypted backup goes */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  hearth_store_test_set_up (&fixture->base, data);
  hearth_store_test_fill (fixture->base.db);
  fixture->copies = g_build_filename (fixture->base.folder, "backups", NULL);
  fixture->sealed = g_build_filename (fixture->base.folder, "one.hearthbackup", NULL);
  hearth_clock_set (NOON_S);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hearth_clock_reset ();
  g_clear_pointer (&fixture->copies, g_free);
  g_clear_pointer (&fixture->sealed, g_free);
  hearth_store_test_tear_down (&fixture->base, data);
}

static char *
copy_of (Fixture *fixture, const char *day)
{
  g_autofree char *name = g_strdup_printf ("center-%s.hearth", day);

  return g_build_filename (fixture->copies, name, NULL);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (dir && g_dir_read_name (dir))
    n_files++;
  return n_files;
}

static void
take_daily (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  hearth_backup_daily (fixture->base.db, &error);
  g_assert_no_error (error);
}

static void
add_desk (Fixture *fixture, gint64 id)
{
  g_assert_true (hearth_db_write (fixture->base.db, hearth_store_test_add_desk, &id, NULL));
}

static gint64
count_desks (Fixture *fixture)
{
  return hearth_store_test_number (fixture->base.db, "SELECT count(*) FROM desk");
}

static void
damage (const char *path)
{
  gsize length;
  g_autofree char *bytes = hearth_store_test_read_file (path, &length);

  g_assert_true (g_file_set_contents (path, bytes, (gssize)length / 2, NULL));
}

static void
test_daily (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = copy_of (fixture, "2026-03-12");
  GStatBuf status;

  take_daily (fixture);
  g_assert_true (hearth_copy_is_good (copy, TRUE, NULL));
  g_assert_cmpint (g_stat (copy, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_files (fixture->copies), ==, 1);

  /* The second of a day is not taken; the day is the center's, not that of London. */
  add_desk (fixture, 1);
  hearth_clock_set (NOON_S + 11 * 60 * 60);
  take_daily (fixture);
  g_assert_cmpuint (count_files (fixture->copies), ==, 1);
  hearth_clock_set (NOON_S + 13 * 60 * 60);
  take_daily (fixture);
  g_assert_cmpuint (count_files (fixture->copies), ==, 2);
}

static void
test_fourteen (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = copy_of (fixture, "2026-03-12");
  g_autofree char *seventh = copy_of (fixture, "2026-03-18");
  g_autofree char *last = copy_of (fixture, "2026-03-31");
  g_autofree char *other = g_build_filename (fixture->copies, "center-before-version-2.hearth", NULL);
  g_autofree char *others = g_build_filename (fixture->copies, "centers-2026-01-01.hearth", NULL);

  take_daily (fixture);
  g_assert_true (g_file_set_contents (other, "not a copy of a day", -1, NULL));
  g_assert_true (g_file_set_contents (others, "of another center", -1, NULL));
  for (int day = 1; day < 20; day++)
    {
      hearth_clock_set (NOON_S + day * DAY_S);
      take_daily (fixture);
    }
  g_assert_cmpuint (count_files (fixture->copies), ==, HEARTH_BACKUP_DEPTH + 2);
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (seventh, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (last, G_FILE_TEST_EXISTS));

  /* A clock set back: what is taken now is the oldest by its name, and stays. */
  hearth_clock_set (NOON_S - 100 * DAY_S);
  take_daily (fixture);
  g_clear_pointer (&first, g_free);
  first = copy_of (fixture, "2025-12-02");
  g_assert_true (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_files (fixture->copies), ==, HEARTH_BACKUP_DEPTH + 2);
}

static void
on_daily (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *done = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (hearth_backup_daily_finish (HEARTH_DB (source), result, &error));
  *done = TRUE;
}

/* What a killed program left is taken away after a day, and nothing younger or other. */
static void
test_left_overs (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { ".hearth-AAAAAA.tmp", ".hearth-AAAAAA.tmp-wal", ".hearth-BBBBBB.tmp", ".other" };
  struct utimbuf long_ago = { 1000, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->base.folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
      if (i != 2)
        g_assert_cmpint (g_utime (path, &long_ago), ==, 0);
    }
  take_daily (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->base.folder, names[i], NULL);

      g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, i >= 2);
    }
}

static void
test_daily_async (Fixture *fixture, gconstpointer data)
{
  gboolean done = FALSE;

  hearth_backup_daily_async (fixture->base.db, NULL, on_daily, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_files (fixture->copies), ==, 1);
}

/* Whoever joins after the copy of the day was made is in it all the same; where nobody did it stays as it is. */
static void
test_joined_since (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = copy_of (fixture, "2026-03-12");
  g_autoptr (HearthConn) conn = NULL;
  g_autoptr (HearthStmt) stmt = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf first, again, joined;

  take_daily (fixture);
  g_assert_cmpint (g_stat (copy, &first), ==, 0);
  take_daily (fixture);
  g_assert_cmpint (g_stat (copy, &again), ==, 0);
  g_assert_cmpuint (again.st_ino, ==, first.st_ino);

  add_desk (fixture, 77);
  take_daily (fixture);
  g_assert_cmpint (g_stat (copy, &joined), ==, 0);
  g_assert_cmpuint (joined.st_ino, !=, first.st_ino);
  g_assert_cmpuint (count_files (fixture->copies), ==, 1);
  conn = hearth_conn_open (copy, HEARTH_CONN_READER, &error);
  g_assert_no_error (error);
  stmt = hearth_conn_prepare (conn, "SELECT count(*) FROM desk WHERE id = 77", &error);
  g_assert_true (hearth_stmt_step (stmt, &error));
  g_assert_cmpint (hearth_stmt_int (stmt, 0), ==, 1);
}

/* The clock was years ahead for a day: the copy of that day is not the newest for ever. */
static void
test_clock_was_ahead (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ahead = copy_of (fixture, "2036-03-09"), *now = copy_of (fixture, "2026-03-12");
  g_autofree char *newest = NULL, *tomorrow = NULL;

  hearth_clock_set (NOON_S + 3650 * DAY_S);
  take_daily (fixture);
  newest = hearth_backup_newest (fixture->base.path, NULL);
  g_assert_cmpstr (newest, ==, ahead);
  hearth_clock_set (NOON_S);
  add_desk (fixture, 77);
  take_daily (fixture);
  g_clear_pointer (&newest, g_free);
  newest = hearth_backup_newest (fixture->base.path, NULL);
  g_assert_cmpstr (newest, ==, now);

  /* A time zone may be a day before ours: that is no wrong clock. Of too many, the one that is ahead goes first. */
  tomorrow = copy_of (fixture, "2026-03-13");
  hearth_clock_set (NOON_S + DAY_S);
  take_daily (fixture);
  hearth_clock_set (NOON_S);
  g_clear_pointer (&newest, g_free);
  newest = hearth_backup_newest (fixture->base.path, NULL);
  g_assert_cmpstr (newest, ==, tomorrow);
  for (int day = 2; day < HEARTH_BACKUP_DEPTH; day++)
    {
      hearth_clock_set (NOON_S + day * DAY_S);
      take_daily (fixture);
    }
  g_assert_cmpuint (count_files (fixture->copies), ==, HEARTH_BACKUP_DEPTH);
  g_assert_true (g_file_test (now, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (ahead, G_FILE_TEST_EXISTS));
}

/* The newest that is whole, whatever lies there. */
static void
test_newest (Fixture *fixture, gconstpointer data)
{
  g_autofree char *good = copy_of (fixture, "2026-03-12");
  g_autofree char *damaged = copy_of (fixture, "2026-03-13");
  g_autofree char *empty = copy_of (fixture, "2026-03-14");
  g_autofree char *found = hearth_backup_newest (fixture->base.path, NULL);
  gint64 made_at_s = 0;

  g_assert_null (found);
  take_daily (fixture);
  hearth_clock_set (NOON_S + DAY_S);
  take_daily (fixture);
  damage (damaged);
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  found = hearth_backup_newest (fixture->base.path, &made_at_s);
  g_assert_cmpstr (found, ==, good);
  g_assert_cmpint (made_at_s, >, 0);
}

static char *
kept_beside (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->base.folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    if (strstr (name, "-before-restore-") && g_str_has_suffix (name, ".hearth"))
      return g_build_filename (fixture->base.folder, name, NULL);
  return NULL;
}

static void
test_put_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before, length_after;

  add_desk (fixture, 1);
  take_daily (fixture);
  add_desk (fixture, 2);
  copy = hearth_backup_newest (fixture->base.path, NULL);
  g_assert_false (hearth_backup_put_back (copy, fixture->base.path, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_BUSY);
  g_clear_error (&error);

  hearth_store_test_close (&fixture->base);
  damage (fixture->base.path);
  before = hearth_store_test_read_file (fixture->base.path, &length_before);
  hearth_store_test_refused (fixture->base.path, HEARTH_ERROR_DAMAGED);
  hearth_backup_put_back (copy, fixture->base.path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  kept = kept_beside (fixture);
  after = hearth_store_test_read_file (kept, &length_after);
  g_assert_cmpmem (before, length_before, after, length_after);

  hearth_store_test_reopen (&fixture->base);
  g_assert_cmpint (count_desks (fixture), ==, 1);
  g_assert_cmpint (hearth_store_test_number (fixture->base.db,
                                             "SELECT count(*) FROM center WHERE epoch <> 'first epoch'"),
                   ==, 1);
  g_assert_cmpint (hearth_store_test_number (fixture->base.db, "SELECT count(*) FROM audit WHERE verb = 'restore'"), ==,
                   1);
  hearth_store_test_verify (fixture->base.db, NULL);
}

/* A program was killed: its last writes are in the log alone. They are kept with the file, and not replayed into the
 * one that takes its place. */
static void
test_put_back_over_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *log = g_strconcat (fixture->base.path, "-wal", NULL);
  g_autofree char *saved = g_strconcat (fixture->base.path, "-saved", NULL);
  g_autofree char *saved_log = g_strconcat (fixture->base.path, "-saved-wal", NULL);
  g_autofree char *copy = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthDb) kept_db = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  take_daily (fixture);
  copy = hearth_backup_newest (fixture->base.path, NULL);
  add_desk (fixture, 1);
  bytes = hearth_store_test_read_file (fixture->base.path, &length);
  g_assert_true (g_file_set_contents (saved, bytes, (gssize)length, NULL));
  g_clear_pointer (&bytes, g_free);
  bytes = hearth_store_test_read_file (log, &length);
  g_assert_cmpuint (length, >, 0);
  g_assert_true (g_file_set_contents (saved_log, bytes, (gssize)length, NULL));
  hearth_store_test_close (&fixture->base);
  g_assert_cmpint (g_rename (saved, fixture->base.path), ==, 0);
  g_assert_cmpint (g_rename (saved_log, log), ==, 0);

  hearth_backup_put_back (copy, fixture->base.path, &error);
  g_assert_no_error (error);
  hearth_store_test_reopen (&fixture->base);
  g_assert_cmpint (count_desks (fixture), ==, 0);
  hearth_store_test_verify (fixture->base.db, NULL);
  kept = kept_beside (fixture);
  kept_db = hearth_db_open (kept, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hearth_store_test_number (kept_db, "SELECT count(*) FROM desk"), ==, 1);
}

static void
test_put_back_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = copy_of (fixture, "2026-03-12");
  g_autoptr (GError) error = NULL;

  take_daily (fixture);
  damage (copy);
  hearth_store_test_close (&fixture->base);
  g_assert_false (hearth_backup_put_back (copy, fixture->base.path, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED);
  hearth_store_test_reopen (&fixture->base);
  hearth_store_test_verify (fixture->base.db, NULL);
}

static void
test_sealed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (fixture->base.folder, "elsewhere.hearth", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;
  guint n_files;
  GStatBuf status;

  hearth_backup_write (fixture->base.db, PASSPHRASE, fixture->sealed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture->copies), ==, 0);
  g_assert_cmpint (g_stat (fixture->sealed, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  bytes = hearth_store_test_read_file (fixture->sealed, &length);
  g_assert_null (memmem (bytes, length, "John", 4));
  g_assert_null (memmem (bytes, length, "SQLite", 6));
  g_assert_false (hearth_backup_write (fixture->base.db, PASSPHRASE, fixture->sealed, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
  g_clear_error (&error);

  add_desk (fixture, 1);
  g_assert_false (hearth_backup_restore (fixture->sealed, PASSPHRASE, fixture->base.path, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_BUSY);
  g_clear_error (&error);
  hearth_store_test_close (&fixture->base);
  n_files = count_files (fixture->base.folder);
  g_assert_false (hearth_backup_restore (fixture->sealed, "another lamp", fixture->base.path, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (fixture->base.folder), ==, n_files);

  hearth_backup_restore (fixture->sealed, PASSPHRASE, fixture->base.path, &error);
  g_assert_no_error (error);
  hearth_backup_restore (fixture->sealed, PASSPHRASE, elsewhere, &error);
  g_assert_no_error (error);
  hearth_store_test_reopen (&fixture->base);
  g_assert_cmpint (count_desks (fixture), ==, 0);
  hearth_store_test_verify (fixture->base.db, NULL);
}

/* What was sealed well and is no center; what is no sealed file; one that was cut. */
static void
test_not_proven (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  hearth_backup_write (fixture->base.db, PASSPHRASE, fixture->sealed, &error);
  g_assert_no_error (error);
  g_assert_true (hearth_backup_prove (fixture->sealed, PASSPHRASE, &error));
  bytes = hearth_store_test_read_file (fixture->sealed, &length);
  g_assert_true (g_file_set_contents (fixture->sealed, bytes, (gssize)length / 2, NULL));
  g_assert_false (hearth_backup_prove (fixture->sealed, PASSPHRASE, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_false (hearth_backup_prove (fixture->base.path, PASSPHRASE, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_OURS);
  g_clear_error (&error);
  g_assert_false (hearth_backup_prove (fixture->copies, PASSPHRASE, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/store/backup/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("daily", test_daily);
  ADD ("fourteen", test_fourteen);
  ADD ("joined-since", test_joined_since);
  ADD ("clock-was-ahead", test_clock_was_ahead);
  ADD ("left-overs", test_left_overs);
  ADD ("daily-async", test_daily_async);
  ADD ("newest", test_newest);
  ADD ("put-back", test_put_back);
  ADD ("put-back-over-log", test_put_back_over_log);
  ADD ("put-back-damaged", test_put_back_damaged);
  ADD ("sealed", test_sealed);
  ADD ("not-proven", test_not_proven);
  return g_test_run ();
}
