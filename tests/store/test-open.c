/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Files that must not be opened, each refused by its own code and left byte for byte as it was: damaged ones, those of
 * others, those of a later version, one that somebody has open, one on a network. */

#include "config.h"

#include "hearth-error.h"
#include "hearth-place.h"
#include "hearth-store-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define N_NOTICES 200
#define BIG_TEXT 3000

static const char *own_path;

static void
assert_refused_and_kept (const char *path, int code)
{
  gsize length_before, length_after;
  g_autofree char *before = hearth_store_test_read_file (path, &length_before);
  g_autofree char *after = NULL;

  hearth_store_test_refused (path, code);
  after = hearth_store_test_read_file (path, &length_after);
  g_assert_cmpmem (before, length_before, after, length_after);
}

static void
write_file (const char *path, gconstpointer data, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize)length, &error);
  g_assert_no_error (error);
}

static gboolean
add_notices (HearthConn *conn, gpointer data, GError **error)
{
  g_autofree char *body = g_strnfill (BIG_TEXT, 'x');

  for (int i = 2; i < N_NOTICES; i++)
    {
      g_autofree char *version = g_strdup_printf ("%d", i);
      g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
          conn, "INSERT INTO notice (version, noticed_on, body) VALUES (:version, '2026-01-01', :body)", error);

      hearth_stmt_bind_text (stmt, "version", version);
      hearth_stmt_bind_text (stmt, "body", body);
      if (!hearth_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

static void
grow_and_close (HearthStoreTest *fixture)
{
  hearth_store_test_fill (fixture->db);
  g_assert_true (hearth_db_write (fixture->db, add_notices, NULL, NULL));
  hearth_store_test_close (fixture);
}

static void
test_cut_in_half (HearthStoreTest *fixture, gconstpointer data)
{
  gsize length;
  g_autofree char *whole = NULL;

  grow_and_close (fixture);
  whole = hearth_store_test_read_file (fixture->path, &length);
  write_file (fixture->path, whole, length / 2);
  assert_refused_and_kept (fixture->path, HEARTH_ERROR_DAMAGED);
  write_file (fixture->path, whole, 100);
  assert_refused_and_kept (fixture->path, HEARTH_ERROR_DAMAGED);
  write_file (fixture->path, whole, 99);
  assert_refused_and_kept (fixture->path, HEARTH_ERROR_DAMAGED);
  write_file (fixture->path, whole, 0);
  assert_refused_and_kept (fixture->path, HEARTH_ERROR_DAMAGED);
}

static void
test_random_bytes (HearthStoreTest *fixture, gconstpointer data)
{
  gsize length;
  g_autofree char *bytes = NULL;

  grow_and_close (fixture);
  bytes = hearth_store_test_read_file (fixture->path, &length);
  for (gsize i = length / 4; i < length / 2; i++)
    bytes[i] = (char)g_test_rand_int ();
  write_file (fixture->path, bytes, length);
  assert_refused_and_kept (fixture->path, HEARTH_ERROR_DAMAGED);
  for (gsize i = 0; i < length; i++)
    bytes[i] = (char)g_test_rand_int ();
  write_file (fixture->path, bytes, length);
  assert_refused_and_kept (fixture->path, HEARTH_ERROR_DAMAGED);
}

static void
run_on_file (const char *path, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_other_program (HearthStoreTest *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "other.db", NULL);
  g_autofree char *lock = g_strconcat (path, "-lock", NULL);

  run_on_file (path, "CREATE TABLE thing (id INTEGER)");
  assert_refused_and_kept (path, HEARTH_ERROR_NOT_OURS);
  run_on_file (path, "PRAGMA application_id = 7; PRAGMA user_version = 1; PRAGMA journal_mode = WAL");
  assert_refused_and_kept (path, HEARTH_ERROR_NOT_OURS);
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
}

static void
test_newer (HearthStoreTest *fixture, gconstpointer data)
{
  hearth_store_test_close (fixture);
  run_on_file (fixture->path, "PRAGMA user_version = 9999");
  assert_refused_and_kept (fixture->path, HEARTH_ERROR_TOO_NEW);
}

/* A later version was killed: its number is in the log only, and the log stays. */
static void
test_newer_in_log (HearthStoreTest *fixture, gconstpointer data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *bytes = NULL;
  gsize length;
  sqlite3 *db;

  hearth_store_test_close (fixture);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version = 9999", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  bytes = hearth_store_test_read_file (log, &length);
  g_assert_cmpuint (length, >, 0);
  assert_refused_and_kept (fixture->path, HEARTH_ERROR_TOO_NEW);
  g_clear_pointer (&bytes, g_free);
  bytes = hearth_store_test_read_file (log, &length);
  g_assert_cmpuint (length, >, 0);
}

static void
test_not_a_file (HearthStoreTest *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", "center.hearth", NULL);
  g_autofree char *gone = g_build_filename (fixture->folder, "gone.hearth", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthDb) db = hearth_db_create (nowhere, &error);

  g_assert_null (db);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
  hearth_store_test_refused (nowhere, HEARTH_ERROR_NOT_FOUND);
  hearth_store_test_refused (gone, HEARTH_ERROR_NOT_FOUND);
  hearth_store_test_refused (fixture->folder, HEARTH_ERROR_INVALID);
  g_assert_false (g_file_test (gone, G_FILE_TEST_EXISTS));
}

static void
test_two_in_one_process (HearthStoreTest *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link.hearth", NULL);
  g_autofree char *process = g_strdup_printf ("process %d", (int)getpid ());
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthDb) second = hearth_db_open (fixture->path, &error);

  g_assert_null (second);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, process));
  g_assert_nonnull (strstr (error->message, "test-open"));
  g_assert_null (strstr (error->message, g_get_host_name ()));
  g_assert_cmpint (symlink (fixture->path, link), ==, 0);
  hearth_store_test_refused (link, HEARTH_ERROR_BUSY);
  hearth_store_test_reopen (fixture);
}

/* Another process is refused while this one has it, and a process that was killed holds nothing. */
static void
test_two_processes (HearthStoreTest *fixture, gconstpointer data)
{
  char *argv[] = { (char *)own_path, (char *)"--open", fixture->path, NULL };
  g_autofree char *out = NULL;
  g_autofree char *process = g_strdup_printf ("test-open (process %d)", (int)getpid ());
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (out, process));
  hearth_store_test_close (fixture);
  g_clear_pointer (&out, g_free);
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (out, "opened"));
  hearth_store_test_reopen (fixture);
}

static int
run_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthDb) db = hearth_db_open (path, &error);

  g_print ("%s\n", db ? "opened" : error->message);
  if (db)
    _exit (0); /* as if it were killed: without closing */
  return 0;
}

#define MOUNTINFO                                                                                                      \
  "22 27 0:21 / /proc rw,relatime - proc proc rw\n"                                                                    \
  "27 0 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"                                                            \
  "90 27 0:77 / /mnt/a rw,relatime shared:2 master:3 - fuse.sshfs user@host:/ rw\n"                                    \
  "91 27 0:78 / /mnt/b rw - nfs4 host:/x rw\n"                                                                         \
  "92 27 0:79 / /mnt/c\\040d rw - fuse portal rw\n"                                                                    \
  "93 27 8:17 / /media/stick rw - fuseblk /dev/sdb1 rw\n"                                                              \
  "94 27 0:80 / /mnt/e rw - virtiofs share rw\n"                                                                       \
  "95 27 0:7 / /mnt/f rw - tmpfs tmpfs rw\n"

static void
test_places (void)
{
  static const struct
  {
    guint64 magic;
    guint device[2];
    gboolean local;
  } places[] = {
    { 0xef53, { 8, 1 }, TRUE },       { 0x01021994, { 0, 7 }, TRUE },   { 0x9123683e, { 0, 99 }, TRUE },
    { 0x6969, { 0, 78 }, FALSE },     { 0x6969, { 0, 99 }, FALSE },     { 0xff534d42, { 0, 99 }, FALSE },
    { 0xfe534d42, { 0, 99 }, FALSE }, { 0x517b, { 0, 99 }, FALSE },     { 0x01021997, { 0, 99 }, FALSE },
    { 0x5346414f, { 0, 99 }, FALSE }, { 0x65735546, { 0, 77 }, FALSE }, { 0x65735546, { 0, 79 }, FALSE },
    { 0x65735546, { 0, 99 }, FALSE }, { 0x65735546, { 8, 17 }, TRUE },  { 0x65735546, { 0, 80 }, FALSE },
    { 0xef53, { 0, 77 }, FALSE },     { 0xef53, { 0, 78 }, FALSE },     { 0xffffffffff534d42, { 0, 99 }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      dev_t device = makedev (places[i].device[0], places[i].device[1]);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (hearth_place_judge (places[i].magic, device, MOUNTINFO, &error), ==, places[i].local);
      if (!places[i].local)
        g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NETWORK_DISK);
    }
  g_assert_true (hearth_place_judge (0xef53, makedev (8, 1), NULL, NULL));
  g_assert_false (hearth_place_judge (0x65735546, makedev (8, 1), NULL, NULL));
  g_assert_true (hearth_place_judge (0xef53, makedev (8, 1), "\n8:1\n1 2 8:1 -\n1 2 8:1 / / rw -\n", NULL));
}

static void
test_on_network (HearthStoreTest *fixture, gconstpointer data)
{
  g_autofree char *fresh = g_build_filename (fixture->folder, "new.hearth", NULL);
  g_autofree char *fuse = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthDb) db = NULL;
  struct stat status;

  hearth_store_test_close (fixture);
  hearth_place_pretend (0x6969, "");
  assert_refused_and_kept (fixture->path, HEARTH_ERROR_NETWORK_DISK);
  db = hearth_db_create (fresh, &error);
  g_assert_null (db);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NETWORK_DISK);
  g_assert_false (g_file_test (fresh, G_FILE_TEST_EXISTS));

  g_assert_cmpint (stat (fixture->folder, &status), ==, 0);
  fuse = g_strdup_printf ("30 27 %u:%u / /home rw - fuse.rclone remote: rw\n", major (status.st_dev),
                          minor (status.st_dev));
  hearth_place_pretend (0xef53, fuse);
  assert_refused_and_kept (fixture->path, HEARTH_ERROR_NETWORK_DISK);
  hearth_place_pretend (0, NULL);
  hearth_store_test_reopen (fixture);
}

int
main (int argc, char **argv)
{
  own_path = argv[0];
  if (argc == 3 && g_str_equal (argv[1], "--open"))
    return run_open (argv[2]);

  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                                                \
  g_test_add ("/store/open/" name, HearthStoreTest, NULL, hearth_store_test_set_up, test, hearth_store_test_tear_down)
  ADD ("cut-in-half", test_cut_in_half);
  ADD ("random-bytes", test_random_bytes);
  ADD ("other-program", test_other_program);
  ADD ("newer", test_newer);
  ADD ("newer-in-log", test_newer_in_log);
  ADD ("not-a-file", test_not_a_file);
  ADD ("two-in-one-process", test_two_in_one_process);
  ADD ("two-processes", test_two_processes);
  ADD ("on-network", test_on_network);
  g_test_add_func ("/store/open/places", test_places);
  return g_test_run ();
}
