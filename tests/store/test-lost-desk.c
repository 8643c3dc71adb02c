/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What becomes of the desk of the hub's own PC when a backup is put in place: on that PC it stays, wherever else it is out,
 * and comes back with its key. */

#include "config.h"

#include "hearth-backup.h"
#include "hearth-clock.h"
#include "hearth-lost-desk-store.h"
#include "hearth-store-test.h"

#include <glib/gstdio.h>

#define OWN "UPDATE desk SET fingerprint = 'own', key_id = 'key', kept_public_key = '11', kept_secret_key = '22',"
#define JOINED " expires_at_s = 5000, joined_at_s = 1000 WHERE id = 1"

static HearthDb *
restore (const char *copy, const char *path)
{
  g_autoptr (GError) error = NULL;
  HearthDb *db;

  hearth_backup_put_back (copy, path, &error);
  g_assert_no_error (error);
  db = hearth_db_open (path, &error);
  g_assert_no_error (error);
  return db;
}

/* The desk that has this certificate and is one; 0: none. */
static gboolean
find (HearthConn *conn, gpointer data, GError **error)
{
  g_auto (HearthDeskKeys) keys = { 0 };

  g_assert_true (hearth_desk_store_find (conn, "own", &keys, error));
  *(gint64 *)data = keys.id;
  return TRUE;
}

static gint64
desk_of_own (HearthDb *db)
{
  gint64 desk = -1;

  g_assert_true (hearth_db_read (db, find, &desk, NULL));
  return desk;
}

/* A copy of the center as it is. (transfer full) */
static char *
copy_of (HearthStoreTest *fixture)
{
  char *copy = g_build_filename (fixture->folder, "copy.hearth", NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  hearth_store_test_fill (fixture->db);
  hearth_store_test_close (fixture);
  bytes = hearth_store_test_read_file (fixture->path, &length);
  g_assert_true (g_file_set_contents (copy, bytes, (gssize)length, NULL));
  hearth_store_test_reopen (fixture);
  return copy;
}

/* A center whose desk 1 is shared, and a copy of it. (transfer full) */
static char *
share (HearthStoreTest *fixture)
{
  hearth_store_test_sql (fixture->db, "INSERT INTO desk (id, name, created_at_s) VALUES (1, 'Front desk', 1000)");
  hearth_store_test_sql (fixture->db, OWN JOINED);
  return copy_of (fixture);
}

static void
test_elsewhere (HearthStoreTest *fixture, gconstpointer data)
{
  g_autofree char *copy = share (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "elsewhere.hearth", NULL);
  g_autoptr (HearthDb) db = restore (copy, path);

  g_assert_cmpint (desk_of_own (db), ==, 0);
  g_assert_cmpint (hearth_store_test_number (db, "SELECT fingerprint = '' AND kept_secret_key = '' FROM desk"
                                                 " WHERE id = 1"),
                   ==, 1);
  g_assert_cmpint (hearth_store_test_number (db, "SELECT count (*) FROM desk WHERE left_behind = 1 AND removed_at_s > 0"
                                                 " AND kept_secret_key = '22' AND name = 'Front desk'"),
                   ==, 1);
  g_assert_cmpint (hearth_store_test_number (db, "SELECT count (*) FROM epoch_before"), ==, 1);
  g_assert_cmpint (hearth_store_test_number (db, "SELECT restored_at_s > 0 FROM center"), ==, 1);
  hearth_store_test_verify (db, NULL);
}

/* Another center lies where the backup goes. */
static void
test_over_another (HearthStoreTest *fixture, gconstpointer data)
{
  g_autofree char *copy = share (fixture);
  g_autoptr (HearthDb) db = NULL;

  hearth_store_test_sql (fixture->db, "UPDATE center SET uuid = 'another'");
  hearth_store_test_close (fixture);
  db = restore (copy, fixture->path);
  g_assert_cmpint (desk_of_own (db), ==, 0);
  g_assert_cmpint (hearth_store_test_number (db, "SELECT count (*) FROM epoch_before"), ==, 1);
}

/* On its own PC the desk goes on, also with a certificate that it was given after the backup. */
static void
test_in_place (HearthStoreTest *fixture, gconstpointer renewed)
{
  g_autofree char *copy = share (fixture);
  g_autoptr (HearthDb) db = NULL;

  if (renewed)
    {
      hearth_store_test_sql (fixture->db, "UPDATE center SET epoch = 'later'");
      hearth_store_test_sql (fixture->db, "UPDATE desk SET fingerprint = 'next' WHERE id = 1");
    }
  hearth_store_test_close (fixture);
  db = restore (copy, fixture->path);
  g_assert_cmpint (hearth_store_test_number (db, renewed ? "SELECT count (*) FROM desk WHERE fingerprint = 'next'"
                                                         : "SELECT count (*) FROM desk WHERE fingerprint = 'own'"),
                   ==, 1);
  g_assert_cmpint (desk_of_own (db), ==, renewed ? 0 : 1);
  g_assert_cmpint (hearth_store_test_number (db, "SELECT count (*) FROM desk"), ==, 1);
  g_assert_cmpint (hearth_store_test_number (db, "SELECT kept_secret_key = '22' FROM desk WHERE id = 1"), ==, 1);
  /* A hub of the file that was replaced is not one to go back to. */
  g_assert_cmpint (hearth_store_test_number (db, "SELECT count (*) FROM epoch_before"), ==, renewed ? 2 : 1);
}

/* A desk that was removed since, because it was stolen perhaps, is not let in again by an older backup. */
static void
test_removed_since (HearthStoreTest *fixture, gconstpointer data)
{
  g_autofree char *copy = NULL;
  g_autoptr (HearthDb) db = NULL;

  hearth_store_test_sql (fixture->db, "INSERT INTO desk (id, name, created_at_s) VALUES (1, 'Front desk', 1)");
  hearth_store_test_sql (fixture->db, "INSERT INTO desk (id, name, created_at_s, fingerprint, kept_secret_key) VALUES"
                                      " (2, 'Stolen', 1, 'own', '22'), (3, 'Office', 1, 'office', '33')");
  copy = copy_of (fixture);
  hearth_store_test_sql (fixture->db, "UPDATE desk SET removed_at_s = 2000 WHERE id = 2");
  /* One of the same number that is another. */
  hearth_store_test_sql (fixture->db, "UPDATE desk SET removed_at_s = 2000, created_at_s = 1900 WHERE id = 3");
  hearth_store_test_sql (fixture->db,
                         "INSERT INTO desk (id, name, created_at_s, removed_at_s) VALUES (4, 'Yard', 1, 1)");
  hearth_store_test_close (fixture);
  db = restore (copy, fixture->path);
  g_assert_cmpint (desk_of_own (db), ==, 0);
  g_assert_cmpint (hearth_store_test_number (db, "SELECT kept_secret_key = '' FROM desk WHERE id = 2"), ==, 1);
  g_assert_cmpint (hearth_store_test_number (db, "SELECT count (*) FROM desk WHERE removed_at_s = 0"), ==, 2);
  g_assert_cmpint (hearth_store_test_number (db, "SELECT count (*) FROM desk"), ==, 3);
  g_assert_cmpint (hearth_store_test_number (db, "SELECT count (*) FROM audit WHERE verb = 'remove'"), ==, 1);
  hearth_store_test_verify (db, NULL);
}

/* What lies there cannot be read: it was the center of this PC. */
static void
test_damaged (HearthStoreTest *fixture, gconstpointer data)
{
  g_autofree char *copy = share (fixture);
  g_autoptr (HearthDb) db = NULL;

  hearth_store_test_close (fixture);
  g_assert_true (g_file_set_contents (fixture->path, "rubbish", -1, NULL));
  db = restore (copy, fixture->path);
  g_assert_cmpint (desk_of_own (db), ==, 1);
}

/* Who may come back: the PC that was left behind, and a desk that has not come since; nobody whom a director removed. */
static gboolean
work_find (HearthConn *conn, gpointer data, GError **error)
{
  gint64 desk = -1;

  g_assert_true (hearth_lost_desk_store_find (conn, "", &desk, error));
  g_assert_cmpint (desk, ==, 0);
  g_assert_true (hearth_lost_desk_store_find (conn, "removed", &desk, error));
  g_assert_cmpint (desk, ==, 0);
  g_assert_true (hearth_lost_desk_store_find (conn, "here", &desk, error));
  g_assert_cmpint (desk, ==, 0);
  g_assert_true (hearth_lost_desk_store_find (conn, "lost", &desk, error));
  g_assert_cmpint (desk, ==, 4);
  g_assert_true (hearth_lost_desk_store_find (conn, "left", &desk, error));
  g_assert_cmpint (desk, ==, 5);
  g_assert_true (hearth_lost_desk_store_return (conn, desk, error));
  g_assert_true (hearth_lost_desk_store_find (conn, "left", &desk, error));
  g_assert_cmpint (desk, ==, 0);
  return TRUE;
}

static void
test_find (HearthStoreTest *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  hearth_store_test_fill (fixture->db);
  hearth_store_test_sql (fixture->db, "UPDATE center SET restored_at_s = 3000");
  hearth_store_test_sql (
      fixture->db, "INSERT INTO desk (id, name, created_at_s, key_id, seen_at_s, removed_at_s, left_behind) VALUES"
                   " (2, 'Removed', 1, 'removed', 1000, 3500, 0), (3, 'Here', 1, 'here', 3100, 0, 0),"
                   " (4, 'Lost', 1, 'lost', 2900, 0, 0), (5, 'Left', 1, 'left', 3100, 3000, 1)");
  hearth_store_test_sql (fixture->db, "UPDATE desk SET joined_at_s = 5000 WHERE id = 5");
  hearth_db_write (fixture->db, work_find, NULL, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, data, test)                                                                                          \
  g_test_add ("/store/lost-desk/" name, HearthStoreTest, data, hearth_store_test_set_up, test,                         \
              hearth_store_test_tear_down)
  ADD ("elsewhere", NULL, test_elsewhere);
  ADD ("over-another", NULL, test_over_another);
  ADD ("in-place", NULL, test_in_place);
  ADD ("in-place-renewed", "renewed", test_in_place);
  ADD ("removed-since", NULL, test_removed_since);
  ADD ("damaged", NULL, test_damaged);
  ADD ("find", NULL, test_find);
  return g_test_run ();
}
