/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What shares a COMMIT: one that fails, one that spoils the transaction, a COMMIT that fails. The groups are made by
 * hand, so that it is known who shares with whom. */

#include "config.h"

#include "hearth-conn-private.h"
#include "hearth-error.h"
#include "hearth-group.h"
#include "hearth-store-test.h"

#define N_JOBS_MAX 8

typedef struct
{
  gint64 id;
  enum
  {
    RIGHT,
    FAILS,        /* after it has written */
    SAYS_NOTHING, /* fails without an error */
    SPOILS,       /* the transaction ends, as SQLite does it after some errors */
    SPOILS_FIRST, /* the same, the first time only */
    BREAKS_COMMIT,
    LEAVES_ROWS, /* a statement in the middle of its rows */
  } how;
  int n_runs;
  int n_committed;
  HearthStmt *left; /* (owned) (nullable) */
} Work;

static gboolean
spoil (HearthConn *conn, GError **error)
{
  hearth_conn_exec (conn, "ROLLBACK", NULL);
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM, "spoiled");
  return FALSE;
}

static gboolean
break_commit (HearthConn *conn, GError **error)
{
  return hearth_conn_exec (conn, "PRAGMA defer_foreign_keys = ON", error)
         && hearth_conn_exec (conn, "INSERT INTO account_role (account_id, role) VALUES (99, 'coach')", error);
}

static gboolean
leave_rows (HearthConn *conn, Work *work, GError **error)
{
  work->left = hearth_conn_prepare (conn, "SELECT id FROM desk", error);
  return hearth_stmt_step (work->left, error);
}

static gboolean
run_work (HearthConn *conn, gpointer data, GError **error)
{
  Work *work = data;

  work->n_runs++;
  if (!hearth_store_test_add_desk (conn, &work->id, error))
    return FALSE;
  switch (work->how)
    {
    case FAILS:
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "no");
      return FALSE;
    case SAYS_NOTHING:
      return FALSE;
    case SPOILS_FIRST:
      return work->n_runs > 1 || spoil (conn, error);
    case SPOILS:
      return spoil (conn, error);
    case BREAKS_COMMIT:
      return break_commit (conn, error);
    case LEAVES_ROWS:
      return leave_rows (conn, work, error);
    case RIGHT:
    default:
      return TRUE;
    }
}

static void
committed (gpointer data)
{
  ((Work *)data)->n_committed++;
}

/* Runs them as one group. @codes: the error each must have, -1 for none. */
static void
run_group (HearthConnTest *fixture, Work *works, gsize n_works, const int *codes)
{
  HearthJob *jobs[N_JOBS_MAX], *waiting[N_JOBS_MAX];

  for (gsize i = 0; i < n_works; i++)
    jobs[i] = waiting[i] = hearth_job_new (run_work, committed, &works[i], NULL);
  hearth_group_write (fixture->conn, jobs, n_works);
  g_assert_false (hearth_conn_in_transaction (fixture->conn));
  for (gsize i = 0; i < n_works; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (hearth_job_wait (waiting[i], &error), ==, codes[i] < 0);
      if (codes[i] < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, HEARTH_ERROR, codes[i]);
      g_assert_cmpint (works[i].n_committed, ==, codes[i] < 0 ? 1 : 0);
      hearth_job_free (waiting[i]);
    }
}

static void
assert_desks (HearthConnTest *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (fixture->conn, "SELECT coalesce (group_concat (id), '') FROM desk", &error);

  g_assert_true (hearth_stmt_step (stmt, &error));
  g_assert_cmpstr (hearth_stmt_text (stmt, 0), ==, expected);
}

static void
test_all_right (HearthConnTest *fixture, gconstpointer data)
{
  Work works[] = { { 1, RIGHT }, { 2, RIGHT }, { 3, RIGHT } };

  run_group (fixture, works, 3, (const int[]){ -1, -1, -1 });
  assert_desks (fixture, "1,2,3");
}

static void
test_one_fails (HearthConnTest *fixture, gconstpointer data)
{
  Work works[] = { { 1, RIGHT }, { 2, FAILS }, { 3, RIGHT }, { 4, SAYS_NOTHING }, { 5, RIGHT } };

  run_group (fixture, works, 5, (const int[]){ -1, HEARTH_ERROR_CONFLICT, -1, HEARTH_ERROR_FAILED, -1 });
  assert_desks (fixture, "1,3,5");
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (works[i].n_runs, ==, 1);
}

/* Two rows of one id: the second fails by the first's row, which is not committed yet. */
static void
test_constraint (HearthConnTest *fixture, gconstpointer data)
{
  Work works[] = { { 1, RIGHT }, { 1, RIGHT }, { 2, RIGHT } };

  run_group (fixture, works, 3, (const int[]){ -1, HEARTH_ERROR_INVALID, -1 });
  assert_desks (fixture, "1,2");
}

static void
test_one_spoils (HearthConnTest *fixture, gconstpointer data)
{
  Work works[] = { { 1, RIGHT }, { 2, FAILS }, { 3, SPOILS }, { 4, RIGHT }, { 5, SPOILS }, { 6, RIGHT } };

  run_group (fixture, works, 6,
             (const int[]){ -1, HEARTH_ERROR_CONFLICT, HEARTH_ERROR_NO_ROOM, -1, HEARTH_ERROR_NO_ROOM, -1 });
  assert_desks (fixture, "1,4,6");
  g_assert_cmpint (works[0].n_runs, ==, 2);
  g_assert_cmpint (works[2].n_runs, ==, 1);
  g_assert_cmpint (works[3].n_runs, ==, 2);
  g_assert_cmpint (works[5].n_runs, ==, 1);
}

static void
test_spoils_first_time (HearthConnTest *fixture, gconstpointer data)
{
  Work works[] = { { 1, SPOILS_FIRST }, { 2, RIGHT } };

  run_group (fixture, works, 2, (const int[]){ HEARTH_ERROR_NO_ROOM, -1 });
  assert_desks (fixture, "2");
}

static void
test_failed_commit (HearthConnTest *fixture, gconstpointer data)
{
  Work works[] = { { 1, RIGHT }, { 2, BREAKS_COMMIT }, { 3, FAILS } };
  Work after[] = { { 4, RIGHT } };

  run_group (fixture, works, 3, (const int[]){ HEARTH_ERROR_INVALID, HEARTH_ERROR_INVALID, HEARTH_ERROR_CONFLICT });
  assert_desks (fixture, "");
  run_group (fixture, after, 1, (const int[]){ -1 });
  assert_desks (fixture, "4");
}

static void
test_statement_left (HearthConnTest *fixture, gconstpointer data)
{
  Work works[] = { { 1, LEAVES_ROWS }, { 2, RIGHT } };

  run_group (fixture, works, 2, (const int[]){ -1, -1 });
  hearth_stmt_release (works[0].left);
  assert_desks (fixture, "1,2");
}

static gboolean
read_desks (HearthConn *conn, gpointer data, GError **error)
{
  return hearth_conn_exec (conn, "SELECT id FROM desk", error);
}

static void
test_cancelled_before (HearthConnTest *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, NULL, NULL);
  HearthJob *job = hearth_job_new (read_desks, NULL, NULL, g_object_ref (task));
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  hearth_group_write (fixture->conn, &job, 1);
  while (!g_task_get_completed (task))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (g_task_propagate_boolean (task, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                                                \
  g_test_add (path, HearthConnTest, NULL, hearth_conn_test_set_up, test, hearth_conn_test_tear_down)
  ADD ("/store/group/all-right", test_all_right);
  ADD ("/store/group/one-fails", test_one_fails);
  ADD ("/store/group/constraint", test_constraint);
  ADD ("/store/group/one-spoils", test_one_spoils);
  ADD ("/store/group/spoils-first-time", test_spoils_first_time);
  ADD ("/store/group/failed-commit", test_failed_commit);
  ADD ("/store/group/statement-left", test_statement_left);
  ADD ("/store/group/cancelled-before", test_cancelled_before);
  return g_test_run ();
}
