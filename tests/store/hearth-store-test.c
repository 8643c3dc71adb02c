/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the tests of the store share. Everything here aborts the test on failure. */

#include "config.h"

#include "hearth-store-test.h"

#include "hearth-audit-store.h"
#include "hearth-conn-private.h"
#include "hearth-error.h"
#include "hearth-person-search-store.h"
#include "hearth-verify.h"

void
hearth_store_test_set_up (HearthStoreTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("hearth-store-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "center.hearth", NULL);
  self->db = hearth_db_create (self->path, &error);
  g_assert_no_error (error);
}

void
hearth_store_test_close (HearthStoreTest *self)
{
  g_autoptr (GError) error = NULL;

  hearth_db_close (self->db, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&self->db));
}

void
hearth_store_test_reopen (HearthStoreTest *self)
{
  g_autoptr (GError) error = NULL;

  if (self->db)
    hearth_store_test_close (self);
  self->db = hearth_db_open (self->path, &error);
  g_assert_no_error (error);
}

void
hearth_store_test_tear_down (HearthStoreTest *self, gconstpointer data)
{
  if (self->db)
    hearth_store_test_close (self);
  hearth_test_folder_remove (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
}

static gboolean
run_sql (HearthConn *conn, gpointer data, GError **error)
{
  return hearth_conn_exec (conn, data, error);
}

void
hearth_store_test_sql (HearthDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  hearth_db_write (db, run_sql, (gpointer)sql, &error);
  g_assert_no_error (error);
}

typedef struct
{
  const char *sql;
  gint64 number;
} Query;

static gboolean
run_query (HearthConn *conn, gpointer data, GError **error)
{
  Query *query = data;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, query->sql, error);

  if (!hearth_stmt_step (stmt, error))
    return FALSE;
  query->number = hearth_stmt_int (stmt, 0);
  return TRUE;
}

gint64
hearth_store_test_number (HearthDb *db, const char *sql)
{
  Query query = { sql, 0 };
  g_autoptr (GError) error = NULL;

  hearth_db_read (db, run_query, &query, &error);
  g_assert_no_error (error);
  return query.number;
}

static gboolean
fill (HearthConn *conn, gpointer data, GError **error)
{
  HearthAuditEntry entry = { .at_s = 1000, .verb = "register", .kind = "person", .subject_id = 1, .detail = "" };

  return hearth_conn_exec (conn,
                           "INSERT INTO center (id, uuid, epoch, name, time_zone, created_at_s)"
                           " VALUES (1, 'u', 'first epoch', 'Test Center', 'America/New_York', 1000)",
                           error)
         && hearth_conn_exec (conn,
                              "INSERT INTO notice (id, version, noticed_on, body) VALUES (1, '1', '2026-01-01', '')",
                              error)
         && hearth_conn_exec (conn,
                              "INSERT INTO person (id, uuid, preferred_name, told_notice_id, told_on, created_at_s)"
                              " VALUES (1, 'p', 'John', 1, '2026-01-01', 1000)",
                              error)
         && hearth_person_search_store_put (conn, 1, error) && hearth_audit_store_append (conn, &entry, error);
}

void
hearth_store_test_fill (HearthDb *db)
{
  g_autoptr (GError) error = NULL;

  hearth_db_write (db, fill, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
put_name (HearthConn *conn, gpointer data, GError **error)
{
  return hearth_person_search_store_put (conn, *(gint64 *)data, error);
}

void
hearth_store_test_put_name (HearthDb *db, gint64 person_id)
{
  g_autoptr (GError) error = NULL;

  hearth_db_write (db, put_name, &person_id, &error);
  g_assert_no_error (error);
}

void
hearth_store_test_verify (HearthDb *db, const char *wrong_check)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) verdicts = hearth_verify (db, &error);

  g_assert_no_error (error);
  g_assert_cmpint (hearth_verify_all_good (verdicts), ==, wrong_check == NULL);
  for (guint i = 0; i < verdicts->len; i++)
    {
      HearthVerdict *verdict = g_ptr_array_index (verdicts, i);

      g_test_message ("%s: %s", verdict->check, verdict->detail);
      g_assert_cmpint (verdict->good, ==, g_strcmp0 (verdict->check, wrong_check) != 0);
      g_assert_cmpstr (verdict->detail, !=, NULL);
    }
}

void
hearth_store_test_refused (const char *path, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthDb) db = hearth_db_open (path, &error);

  g_assert_error (error, HEARTH_ERROR, code);
  g_assert_null (db);
}

char *
hearth_store_test_read_file (const char *path, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *data;

  g_file_get_contents (path, &data, length, &error);
  g_assert_no_error (error);
  return data;
}

gboolean
hearth_store_test_add_desk (HearthConn *conn, gpointer id, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "INSERT INTO desk (id, name, created_at_s) VALUES (:id, 'desk', 1000)", error);

  hearth_stmt_bind_int (stmt, "id", *(gint64 *)id);
  return hearth_stmt_run (stmt, error);
}

void
hearth_conn_test_set_up (HearthConnTest *self, gconstpointer filled)
{
  g_autoptr (GError) error = NULL;

  hearth_store_test_set_up (&self->base, NULL);
  if (filled)
    hearth_store_test_fill (self->base.db);
  hearth_store_test_close (&self->base);
  self->conn = hearth_conn_open (self->base.path, HEARTH_CONN_WRITER, &error);
  g_assert_no_error (error);
}

void
hearth_conn_test_tear_down (HearthConnTest *self, gconstpointer filled)
{
  hearth_conn_free (self->conn);
  hearth_store_test_tear_down (&self->base, NULL);
}
