/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The schema's steps: a file of every released version opens, a new one has the same tables, a step that fails leaves
 * the file as it was, and a copy from before each is kept. */

#include "config.h"

#include "hearth-conn-private.h"
#include "hearth-copy.h"
#include "hearth-error.h"
#include "hearth-migrations.h"
#include "hearth-store-test.h"

#include <glib/gstdio.h>

static gint64
number (HearthConn *conn, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  hearth_conn_get_pragma (conn, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

/* Everything in the schema, one text. */
static gboolean
read_schema (HearthConn *conn, gpointer data, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT name, coalesce (sql, '') FROM sqlite_schema ORDER BY type, name", error);
  GString *text = data;

  while (hearth_stmt_step (stmt, error))
    g_string_append_printf (text, "%s: %s\n", hearth_stmt_text (stmt, 0), hearth_stmt_text (stmt, 1));
  return TRUE;
}

/* The fixture of this version has the tables that a new file gets. If this fails while the version is not released yet,
 * make the fixture again (tests/store/make-fixture.c); if it is released, the change belongs into a new migration. */
static void
test_fixtures (HearthStoreTest *fixture, gconstpointer data)
{
  for (int version = 1; version <= hearth_migrations_latest (); version++)
    {
      g_autofree char *name = g_strdup_printf ("center-%04d.hearth", version);
      g_autofree char *original = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autoptr (GString) fresh = g_string_new ("");
      g_autoptr (GString) migrated = g_string_new ("");
      g_autoptr (GError) error = NULL;
      g_autoptr (HearthDb) db = NULL;
      g_autofree char *bytes = NULL;
      gsize length;

      bytes = hearth_store_test_read_file (original, &length);
      g_file_set_contents (path, bytes, (gssize)length, &error);
      g_assert_no_error (error);
      db = hearth_db_open (path, &error);
      g_assert_no_error (error);
      g_assert_cmpint (hearth_store_test_number (db, "PRAGMA user_version"), ==, hearth_migrations_latest ());
      hearth_store_test_verify (db, NULL);
      g_assert_cmpint (hearth_store_test_number (db, "SELECT count(*) FROM visit"), ==, 3);
      g_assert_cmpint (hearth_store_test_number (db, "SELECT rowid FROM person_fts WHERE person_fts MATCH 'johnny'"),
                       ==, 1);
      g_assert_true (hearth_db_read (db, read_schema, migrated, NULL));
      g_assert_true (hearth_db_read (fixture->db, read_schema, fresh, NULL));
      g_assert_cmpstr (migrated->str, ==, fresh->str);
    }
}

static void
test_step (HearthConnTest *fixture, gconstpointer data)
{
  const int latest = hearth_migrations_latest ();
  const HearthMigration list[] = { { 1, "never run" },
                                   { latest, "never run" },
                                   { latest + 1, "CREATE TABLE extra (id INTEGER) STRICT;"
                                                 "INSERT INTO extra (id) SELECT id FROM person" } };
  g_autofree char *name = g_strdup_printf ("center-before-version-%d.hearth", latest + 1);
  g_autofree char *copy = g_build_filename (fixture->base.folder, "backups", name, NULL);
  g_autoptr (HearthConn) before = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  hearth_migrations_run_list (fixture->conn, fixture->base.path, list, G_N_ELEMENTS (list), &error);
  g_assert_no_error (error);
  g_assert_cmpint (number (fixture->conn, "PRAGMA user_version"), ==, latest + 1);
  g_assert_cmpint (number (fixture->conn, "PRAGMA application_id"), ==, HEARTH_CENTER_FILE_ID);
  g_assert_cmpint (number (fixture->conn, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (number (fixture->conn, "SELECT count(*) FROM extra"), ==, 1);

  g_assert_true (hearth_copy_is_good (copy, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (copy, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  before = hearth_conn_open (copy, HEARTH_CONN_READER, &error);
  g_assert_cmpint (number (before, "PRAGMA user_version"), ==, latest);
  g_assert_cmpint (number (before, "SELECT count(*) FROM person"), ==, 1);
}

static void
assert_step_fails (HearthConnTest *fixture, const char *sql, int code)
{
  const HearthMigration list[] = { { hearth_migrations_latest () + 1, sql } };
  g_autoptr (GError) error = NULL;

  g_assert_false (hearth_migrations_run_list (fixture->conn, fixture->base.path, list, 1, &error));
  g_assert_error (error, HEARTH_ERROR, code);
  g_assert_false (hearth_conn_in_transaction (fixture->conn));
  g_assert_cmpint (number (fixture->conn, "PRAGMA user_version"), ==, hearth_migrations_latest ());
  g_assert_cmpint (number (fixture->conn, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (number (fixture->conn, "SELECT count(*) FROM sqlite_schema WHERE name = 'extra'"), ==, 0);
  g_assert_cmpint (number (fixture->conn, "SELECT count(*) FROM person"), ==, 1);
}

static void
test_step_fails (HearthConnTest *fixture, gconstpointer data)
{
  assert_step_fails (fixture, "CREATE TABLE extra (id INTEGER) STRICT; SELECT nonsense", HEARTH_ERROR_FAILED);
  assert_step_fails (fixture, "CREATE TABLE extra (id INTEGER) STRICT; DELETE FROM notice", HEARTH_ERROR_DAMAGED);
  assert_step_fails (fixture, "CREATE TABLE extra (id INTEGER) STRICT; INSERT INTO extra VALUES ('a')",
                     HEARTH_ERROR_INVALID);
}

/* No copy, no step. */
static void
test_no_copy (HearthConnTest *fixture, gconstpointer data)
{
  const HearthMigration list[] = { { hearth_migrations_latest () + 1, "CREATE TABLE extra (id INTEGER) STRICT" } };
  g_autofree char *in_the_way = g_build_filename (fixture->base.folder, "backups", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (in_the_way, "a file where the folder should be", -1, NULL));
  g_assert_false (hearth_migrations_run_list (fixture->conn, fixture->base.path, list, 1, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (number (fixture->conn, "PRAGMA user_version"), ==, hearth_migrations_latest ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/migrations/fixtures", HearthStoreTest, NULL, hearth_store_test_set_up, test_fixtures,
              hearth_store_test_tear_down);
  g_test_add ("/store/migrations/step", HearthConnTest, "filled", hearth_conn_test_set_up, test_step,
              hearth_conn_test_tear_down);
  g_test_add ("/store/migrations/step-fails", HearthConnTest, "filled", hearth_conn_test_set_up, test_step_fails,
              hearth_conn_test_tear_down);
  g_test_add ("/store/migrations/no-copy", HearthConnTest, "filled", hearth_conn_test_set_up, test_no_copy,
              hearth_conn_test_tear_down);
  return g_test_run ();
}
