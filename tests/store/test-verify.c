/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* hearth_verify() finds what was changed behind Hearth's back, each kind by its check; the audit's chain follows
 * rollbacks and a clock that was set back. */

#include "config.h"

#include "hearth-audit-store.h"
#include "hearth-error.h"
#include "hearth-store-test.h"
#include "hearth-verify.h"

#include <string.h>

static void
set_up (HearthStoreTest *fixture, gconstpointer data)
{
  hearth_store_test_set_up (fixture, data);
  hearth_store_test_fill (fixture->db);
}

static gboolean
append (HearthConn *conn, gpointer data, GError **error)
{
  HearthAuditEntry entry = { .at_s = *(gint64 *)data,
                             .account_id = 1,
                             .desk_id = 2,
                             .verb = "open",
                             .kind = "person",
                             .subject_id = 1,
                             .detail = "" };

  return hearth_audit_store_append (conn, &entry, error);
}

static gboolean
append_and_fail (HearthConn *conn, gpointer data, GError **error)
{
  g_assert_true (append (conn, data, error));
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "no");
  return FALSE;
}

static void
add_audit (HearthDb *db, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      gint64 at_s = 2000 + i;

      g_assert_true (hearth_db_write (db, append, &at_s, NULL));
    }
}

static void
test_good (HearthStoreTest *fixture, gconstpointer data)
{
  hearth_store_test_verify (fixture->db, NULL);
  add_audit (fixture->db, 20);
  hearth_store_test_verify (fixture->db, NULL);
}

static void
test_rollback (HearthStoreTest *fixture, gconstpointer data)
{
  gint64 at_s = 3000;

  add_audit (fixture->db, 2);
  g_assert_false (hearth_db_write (fixture->db, append_and_fail, &at_s, NULL));
  add_audit (fixture->db, 2);
  g_assert_cmpint (hearth_store_test_number (fixture->db, "SELECT max(id) FROM audit"), ==, 5);
  hearth_store_test_verify (fixture->db, NULL);
}

static void
test_clock_set_back (HearthStoreTest *fixture, gconstpointer data)
{
  static const gint64 times[] = { 5000, 10, -7, 0, G_MAXINT64, 6000 };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      gint64 at_s = times[i];

      g_assert_true (hearth_db_write (fixture->db, append, &at_s, NULL));
    }
  hearth_store_test_verify (fixture->db, NULL);
}

static void
test_broken_chain (HearthStoreTest *fixture, gconstpointer data)
{
  static const char *const tricks[] = {
    "UPDATE audit SET at_s = at_s + 1 WHERE id = 5",
    "UPDATE audit SET account_id = 2 WHERE id = 5",
    "UPDATE audit SET detail = ' ' WHERE id = 5",
    "UPDATE audit SET verb = 'openp', kind = 'erson' WHERE id = 5",
    "UPDATE audit SET hash = zeroblob (32) WHERE id = 5",
    "DELETE FROM audit WHERE id = 5",
    "DELETE FROM audit WHERE id = 1",
    "INSERT INTO audit SELECT 0, at_s, account_id, desk_id, verb, kind, subject_id, detail, hash FROM audit LIMIT 1",
    "UPDATE audit SET id = 100 - id WHERE id IN (5, 6)",
    "DELETE FROM audit WHERE id = 10",
    "DELETE FROM audit WHERE id > 4",
    "DELETE FROM audit",
    "DELETE FROM audit_end",
    "UPDATE audit_end SET last_id = 9, hash = (SELECT hash FROM audit WHERE id = 9)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (tricks); i++)
    {
      hearth_store_test_sql (fixture->db, "DELETE FROM audit");
      hearth_store_test_sql (fixture->db, "DELETE FROM audit_end");
      add_audit (fixture->db, 10);
      hearth_store_test_verify (fixture->db, NULL);
      hearth_store_test_sql (fixture->db, tricks[i]);
      hearth_store_test_verify (fixture->db, "audit-chain");
      /* What is written afterwards does not mend it. */
      add_audit (fixture->db, 3);
      hearth_store_test_verify (fixture->db, "audit-chain");
    }
}

static void
test_names (HearthStoreTest *fixture, gconstpointer data)
{
  hearth_store_test_sql (fixture->db, "UPDATE person SET family_name = 'Smith' WHERE id = 1");
  hearth_store_test_verify (fixture->db, "search-names");
  hearth_store_test_put_name (fixture->db, 1);
  hearth_store_test_verify (fixture->db, NULL);
  hearth_store_test_sql (fixture->db, "DELETE FROM person_search");
  hearth_store_test_verify (fixture->db, "search-names");
}

static void
test_index (HearthStoreTest *fixture, gconstpointer data)
{
  hearth_store_test_sql (
      fixture->db,
      "INSERT INTO person_fts (person_fts, rowid, names) SELECT 'delete', person_id, names FROM person_search");
  hearth_store_test_verify (fixture->db, "search-index");
  hearth_store_test_sql (fixture->db, "INSERT INTO person_fts (person_fts) VALUES ('rebuild')");
  hearth_store_test_verify (fixture->db, NULL);
  hearth_store_test_sql (fixture->db, "INSERT INTO person_fts (rowid, names) VALUES (99, 'nobody')");
  hearth_store_test_verify (fixture->db, "search-index");
}

static gboolean
break_reference (HearthConn *conn, gpointer data, GError **error)
{
  return hearth_conn_exec (conn, "UPDATE person SET told_notice_id = 77", error);
}

static void
test_references (HearthStoreTest *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthConn) conn = NULL;

  hearth_store_test_close (fixture);
  conn = hearth_conn_open (fixture->path, HEARTH_CONN_WRITER, &error);
  g_assert_true (hearth_conn_exec (conn, "PRAGMA foreign_keys = OFF", &error));
  g_assert_true (break_reference (conn, NULL, &error));
  g_clear_pointer (&conn, hearth_conn_free);
  hearth_store_test_reopen (fixture);
  hearth_store_test_verify (fixture->db, "foreign-keys");
  g_assert_false (hearth_db_write (fixture->db, break_reference, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
}

/* An index that lost an entry passes the quick check of the start, not this one. */
static void
test_integrity (HearthStoreTest *fixture, gconstpointer data)
{
  gsize length;
  g_autofree char *bytes = NULL;
  char *entry;

  hearth_store_test_sql (fixture->db, "UPDATE person SET card_code = 'QQQQQQQQ' WHERE id = 1");
  hearth_store_test_close (fixture);
  bytes = hearth_store_test_read_file (fixture->path, &length);
  entry = memmem (bytes, length, "QQQQQQQQ", 8);
  g_assert_nonnull (entry);
  entry[7] = 'R';
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize)length, NULL));
  hearth_store_test_reopen (fixture);
  hearth_store_test_verify (fixture->db, "integrity");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                                                \
  g_test_add ("/store/verify/" name, HearthStoreTest, NULL, set_up, test, hearth_store_test_tear_down)
  ADD ("good", test_good);
  ADD ("rollback", test_rollback);
  ADD ("clock-set-back", test_clock_set_back);
  ADD ("broken-chain", test_broken_chain);
  ADD ("names", test_names);
  ADD ("index", test_index);
  ADD ("references", test_references);
  ADD ("integrity", test_integrity);
  return g_test_run ();
}
