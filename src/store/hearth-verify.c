/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Is a center file right in itself: its pages and indexes, its references, the search against the tables, the audit's
 * chain. Runs on the writer's thread, because the search index is only checked by a statement that writes. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-verify.h"

#include "hearth-audit-store.h"
#include "hearth-error.h"
#include "hearth-person-search-store.h"

#include <string.h>

typedef gboolean (*Check) (HearthConn *conn, HearthVerdict *verdict, GError **error);

static void
verdict_free (HearthVerdict *verdict)
{
  g_free (verdict->detail);
  g_free (verdict);
}

static gboolean
finish_rows (HearthStmt *stmt, GError *failure, GError **error)
{
  if (!failure)
    return stmt != NULL;
  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
check_integrity (HearthConn *conn, HearthVerdict *verdict, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "PRAGMA integrity_check (20)", error);
  g_autoptr (GString) found = g_string_new ("");
  GError *failure = NULL;

  while (hearth_stmt_step (stmt, &failure))
    g_string_append_printf (found, "%s%s", found->len > 0 ? "; " : "", hearth_stmt_text (stmt, 0));
  verdict->good = g_str_equal (found->str, "ok");
  verdict->detail = g_strdup (verdict->good ? "all pages and indexes" : found->str);
  return finish_rows (stmt, failure, error);
}

static gboolean
check_foreign_keys (HearthConn *conn, HearthVerdict *verdict, GError **error)
{
  enum
  {
    TABLE,
    ROW_ID,
    PARENT
  };
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "PRAGMA foreign_key_check", error);
  GError *failure = NULL;
  guint n_found = 0;

  while (hearth_stmt_step (stmt, &failure))
    if (n_found++ == 0)
      verdict->detail
          = g_strdup_printf ("row %" G_GINT64_FORMAT " of %s leads to no row of %s", hearth_stmt_int (stmt, ROW_ID),
                             hearth_stmt_text (stmt, TABLE), hearth_stmt_text (stmt, PARENT));
  verdict->good = n_found == 0;
  if (verdict->good)
    verdict->detail = g_strdup ("every reference leads somewhere");
  return finish_rows (stmt, failure, error);
}

/* FTS5 compares the index with the table whose text it holds. What it says is in the result code alone. */
static gboolean
check_search_index (HearthConn *conn, HearthVerdict *verdict, GError **error)
{
  g_autoptr (GError) failure = NULL;

  verdict->good
      = hearth_conn_exec (conn, "INSERT INTO person_fts (person_fts, rank) VALUES ('integrity-check', 1)", &failure);
  verdict->detail = g_strdup (verdict->good ? "the index fits its table" : "the index does not fit its table");
  if (verdict->good || g_error_matches (failure, HEARTH_ERROR, HEARTH_ERROR_DAMAGED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
names_fit (HearthConn *conn, gint64 person_id, gboolean *fit, GError **error)
{
  g_autofree char *known = NULL;
  g_autofree char *right = NULL;
  gboolean gone;

  if (!hearth_person_search_store_compose (conn, person_id, &gone, &right, error)
      || !hearth_person_search_store_read (conn, person_id, &known, error))
    return FALSE;
  *fit = g_strcmp0 (known, right) == 0;
  return TRUE;
}

static gboolean
check_search_names (HearthConn *conn, HearthVerdict *verdict, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT id FROM person UNION SELECT person_id FROM person_search", error);
  GError *failure = NULL;
  guint n_people = 0, n_wrong = 0;
  gint64 first_wrong = 0;

  while (hearth_stmt_step (stmt, &failure))
    {
      gint64 id = hearth_stmt_int (stmt, 0);
      gboolean fit;

      if (!names_fit (conn, id, &fit, error))
        return FALSE;
      n_people++;
      if (!fit && n_wrong++ == 0)
        first_wrong = id;
    }
  verdict->good = n_wrong == 0;
  verdict->detail = n_wrong == 0 ? g_strdup_printf ("%u people", n_people)
                                 : g_strdup_printf ("%u of %u people, the first is %" G_GINT64_FORMAT, n_wrong,
                                                    n_people, first_wrong);
  return finish_rows (stmt, failure, error);
}

static gboolean
check_audit_chain (HearthConn *conn, HearthVerdict *verdict, GError **error)
{
  gint64 n_rows, broken_id;

  if (!hearth_audit_store_verify (conn, &n_rows, &broken_id, error))
    return FALSE;
  verdict->good = broken_id == 0;
  verdict->detail = broken_id == 0 ? g_strdup_printf ("%" G_GINT64_FORMAT " rows", n_rows)
                                   : g_strdup_printf ("broken at row %" G_GINT64_FORMAT ", after %" G_GINT64_FORMAT
                                                      " rows that fit",
                                                      broken_id, n_rows);
  return TRUE;
}

static const struct
{
  const char *name;
  Check check;
} checks[] = {
  { "integrity", check_integrity },       { "foreign-keys", check_foreign_keys },
  { "search-index", check_search_index }, { "search-names", check_search_names },
  { "audit-chain", check_audit_chain },
};

static gboolean
run_checks (HearthConn *conn, gpointer data, GError **error)
{
  GPtrArray *verdicts = data;

  g_ptr_array_set_size (verdicts, 0);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      HearthVerdict *verdict = g_new0 (HearthVerdict, 1);
      g_autoptr (GError) failure = NULL;

      verdict->check = checks[i].name;
      g_ptr_array_add (verdicts, verdict);
      if (checks[i].check (conn, verdict, &failure))
        continue;
      /* A check that stumbles over damage has found it. */
      if (!g_error_matches (failure, HEARTH_ERROR, HEARTH_ERROR_DAMAGED))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      verdict->good = FALSE;
      g_free (verdict->detail);
      verdict->detail = g_strdup (failure->message);
    }
  return TRUE;
}

/**
 * hearth_verify:
 * @db: an open center
 * @error: return location
 *
 * Runs every check. Takes as long as it takes to read the file.
 *
 * Returns: (transfer full) (element-type HearthVerdict): what each found; %NULL if they could not run
 */
GPtrArray *
hearth_verify (HearthDb *db, GError **error)
{
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify)verdict_free);

  if (!hearth_db_write (db, run_checks, verdicts, error))
    return NULL;
  return g_steal_pointer (&verdicts);
}

/**
 * hearth_verify_all_good:
 * @verdicts: (element-type HearthVerdict): of hearth_verify()
 *
 * Returns: whether no check found anything wrong
 */
gboolean
hearth_verify_all_good (GPtrArray *verdicts)
{
  for (guint i = 0; i < verdicts->len; i++)
    if (!((HearthVerdict *)g_ptr_array_index (verdicts, i))->good)
      return FALSE;
  return TRUE;
}
