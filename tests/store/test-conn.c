/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Connections and statements: values in and out, errors by their code, and nothing of a value in an error's text. */

#include "config.h"

#include "hearth-conn-private.h"
#include "hearth-error.h"
#include "hearth-store-test.h"

#include <string.h>

static void
assert_fails (HearthConn *conn, const char *sql, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hearth_conn_exec (conn, sql, &error));
  g_assert_error (error, HEARTH_ERROR, code);
}

static void
test_values (HearthConnTest *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (fixture->conn, "SELECT :int, :text, :bytes, :none, :empty", &error);
  gsize length;

  hearth_stmt_bind_int (stmt, "int", G_MININT64);
  hearth_stmt_bind_text (stmt, ":text", "Zoë 🎈 ' \" --");
  hearth_stmt_bind_bytes (stmt, "bytes", "a\0b", 3);
  hearth_stmt_bind_text (stmt, "none", NULL);
  hearth_stmt_bind_bytes (stmt, "empty", NULL, 0);
  g_assert_true (hearth_stmt_step (stmt, &error));
  g_assert_no_error (error);
  g_assert_cmpint (hearth_stmt_int (stmt, 0), ==, G_MININT64);
  g_assert_cmpstr (hearth_stmt_text (stmt, 1), ==, "Zoë 🎈 ' \" --");
  g_assert_cmpmem (hearth_stmt_bytes (stmt, 2, &length), 3, "a\0b", 3);
  g_assert_cmpuint (length, ==, 3);
  g_assert_true (hearth_stmt_is_null (stmt, 3));
  g_assert_cmpstr (hearth_stmt_text (stmt, 3), ==, "");
  g_assert_false (hearth_stmt_is_null (stmt, 4));
  g_assert_false (hearth_stmt_step (stmt, &error));
  g_assert_no_error (error);
}

/* The same text twice at once gives two statements; a value does not stay for the next use. */
static void
test_cache (HearthConnTest *fixture, gconstpointer data)
{
  const char *sql = "SELECT :value";
  g_autoptr (GError) error = NULL;
  HearthStmt *first = hearth_conn_prepare (fixture->conn, sql, &error);
  HearthStmt *second = hearth_conn_prepare (fixture->conn, sql, &error);
  HearthStmt *again;

  g_assert_no_error (error);
  g_assert_true (first != second);
  hearth_stmt_bind_int (first, "value", 1);
  hearth_stmt_bind_int (second, "value", 2);
  g_assert_true (hearth_stmt_step (first, &error));
  g_assert_true (hearth_stmt_step (second, &error));
  g_assert_cmpint (hearth_stmt_int (first, 0), ==, 1);
  g_assert_cmpint (hearth_stmt_int (second, 0), ==, 2);
  hearth_stmt_release (first);
  hearth_stmt_release (second);
  again = hearth_conn_prepare (fixture->conn, sql, &error);
  g_assert_true (again == first);
  g_assert_true (hearth_stmt_step (again, &error));
  g_assert_true (hearth_stmt_is_null (again, 0));
  hearth_stmt_release (again);
}

static void
test_no_statement (HearthConnTest *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (fixture->conn, "SELECT nothing FROM nowhere", &error);

  g_assert_null (stmt);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED);
  hearth_stmt_bind_int (stmt, "id", 1);
  hearth_stmt_bind_text (stmt, "id", "");
  g_assert_false (hearth_stmt_step (stmt, NULL));
  g_assert_false (hearth_stmt_run (stmt, NULL));
}

static void
test_codes (HearthConnTest *fixture, gconstpointer data)
{
  assert_fails (fixture->conn, "INSERT INTO desk (id, name, created_at_s) VALUES (1, '', 0)", HEARTH_ERROR_INVALID);
  assert_fails (fixture->conn, "INSERT INTO desk (id, name, created_at_s) VALUES (1, 'a', 'b')", HEARTH_ERROR_INVALID);
  assert_fails (fixture->conn, "DELETE FROM notice", HEARTH_ERROR_INVALID);
  assert_fails (fixture->conn, "ATTACH ':memory:' AS other", HEARTH_ERROR_FAILED);
  assert_fails (fixture->conn, "DELETE FROM person_fts_data", HEARTH_ERROR_FAILED); /* defensive */
  assert_fails (fixture->conn, "SELECT \"no such column\"", HEARTH_ERROR_FAILED);
}

static void
test_not_utf8 (HearthConnTest *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (fixture->conn, "SELECT :text", &error);

  hearth_stmt_bind_text (stmt, "text", "\xff\xfe");
  g_assert_false (hearth_stmt_step (stmt, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
}

static void
assert_not_quoted (HearthStmt *stmt, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;

  hearth_stmt_bind_text (stmt, name, value);
  g_assert_false (hearth_stmt_run (stmt, &error));
  g_assert_nonnull (error);
  g_assert_null (strstr (error->message, "Smith"));
}

/* What somebody typed is in SQLite's own message of a full-text query, and must not be in ours. */
static void
test_no_values_in_errors (HearthConnTest *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthStmt) query
      = hearth_conn_prepare (fixture->conn, "SELECT rowid FROM person_fts WHERE person_fts MATCH :query", &error);
  g_autoptr (HearthStmt) code = hearth_conn_prepare (fixture->conn, "UPDATE person SET birth_kind = :kind", &error);

  g_assert_no_error (error);
  assert_not_quoted (query, "query", "Smith:");
  assert_not_quoted (query, "query", "\"Smith");
  assert_not_quoted (query, "query", "Smith : NEAR (a");
  assert_not_quoted (code, "kind", "Smith");
}

static void
test_reader_writes_nothing (HearthConnTest *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthConn) reader = hearth_conn_open (fixture->base.path, HEARTH_CONN_READER, &error);

  g_assert_no_error (error);
  assert_fails (reader, "INSERT INTO desk (id, name, created_at_s) VALUES (1, 'a', 0)", HEARTH_ERROR_READ_ONLY);
  assert_fails (reader, "DELETE FROM desk", HEARTH_ERROR_READ_ONLY);
}

static void
test_recipe (HearthConnTest *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sql;
    gint64 value;
  } expected[] = {
    { "PRAGMA synchronous", 2 },
    { "PRAGMA foreign_keys", 1 },
    { "PRAGMA cell_size_check", 1 },
    { "PRAGMA temp_store", 2 },
    { "PRAGMA wal_autocheckpoint", 1000 },
    { "PRAGMA query_only", 0 },
    { "PRAGMA application_id", 0x52637672 },
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      gint64 value = -1;

      g_assert_true (hearth_conn_get_pragma (fixture->conn, expected[i].sql, &value, &error));
      g_assert_no_error (error);
      g_assert_cmpint (value, ==, expected[i].value);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/conn/values", HearthConnTest, "filled", hearth_conn_test_set_up, test_values,
              hearth_conn_test_tear_down);
  g_test_add ("/store/conn/cache", HearthConnTest, "filled", hearth_conn_test_set_up, test_cache,
              hearth_conn_test_tear_down);
  g_test_add ("/store/conn/no-statement", HearthConnTest, "filled", hearth_conn_test_set_up, test_no_statement,
              hearth_conn_test_tear_down);
  g_test_add ("/store/conn/codes", HearthConnTest, "filled", hearth_conn_test_set_up, test_codes,
              hearth_conn_test_tear_down);
  g_test_add ("/store/conn/not-utf8", HearthConnTest, "filled", hearth_conn_test_set_up, test_not_utf8,
              hearth_conn_test_tear_down);
  g_test_add ("/store/conn/no-values-in-errors", HearthConnTest, "filled", hearth_conn_test_set_up,
              test_no_values_in_errors, hearth_conn_test_tear_down);
  g_test_add ("/store/conn/reader-writes-nothing", HearthConnTest, "filled", hearth_conn_test_set_up,
              test_reader_writes_nothing, hearth_conn_test_tear_down);
  g_test_add ("/store/conn/recipe", HearthConnTest, "filled", hearth_conn_test_set_up, test_recipe,
              hearth_conn_test_tear_down);
  return g_test_run ();
}
