/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The jobs that wait for the writer share one transaction: a savepoint each, one COMMIT, and only then the answers. A
 * job that fails is rolled back to its savepoint and the others never notice. Some errors (no memory, no room, I/O) make
 * SQLite end the whole transaction: then the one that caused it fails and those before it run again, each alone. Runs on
 * the writer's thread; hearth_group_read() on a reader's. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-group.h"

#include "hearth-conn-private.h"
#include "hearth-error.h"

static void
roll_back (HearthConn *conn)
{
  g_autoptr (GError) error = NULL;

  hearth_conn_reset_statements (conn);
  if (hearth_conn_in_transaction (conn) && !hearth_conn_exec (conn, "ROLLBACK", &error))
    g_warning ("cannot roll back: %s", error->message);
}

static void
fail_all (HearthJob **jobs, gsize n_jobs, const GError *error)
{
  for (gsize i = 0; i < n_jobs; i++)
    {
      hearth_job_fail (jobs[i], error);
      hearth_job_answer (jobs[i]);
    }
}

static void
fail_spoiled (HearthJob *job)
{
  g_autoptr (GError) error
      = g_error_new (HEARTH_ERROR, HEARTH_ERROR_FAILED, "the transaction ended under the work that ran in it");

  hearth_job_fail (job, error);
}

/* Takes back what the job did since its savepoint.
 * Returns: FALSE if the transaction is not to be trusted after it. */
static gboolean
undo_job (HearthConn *conn)
{
  return hearth_conn_exec (conn, "ROLLBACK TO job", NULL) && hearth_conn_exec (conn, "RELEASE job", NULL);
}

/* Returns: FALSE if the transaction is gone, and with it what the jobs before this one did. */
static gboolean
run_in_savepoint (HearthConn *conn, HearthJob *job)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (hearth_job_is_cancelled (job))
    return TRUE;
  if (!hearth_conn_exec (conn, "SAVEPOINT job", &error))
    {
      hearth_job_fail (job, error);
      return FALSE;
    }
  done = hearth_job_run (job, conn);
  hearth_conn_reset_statements (conn);
  if (!hearth_conn_in_transaction (conn))
    {
      fail_spoiled (job);
      return FALSE;
    }
  if (done && hearth_conn_exec (conn, "RELEASE job", &error))
    return TRUE;
  if (error)
    hearth_job_fail (job, error);
  return undo_job (conn);
}

/* A job that shares with nobody needs no savepoint. Returns: FALSE if the transaction is gone. */
static gboolean
run_alone (HearthConn *conn, HearthJob *job)
{
  gboolean done;

  if (hearth_job_is_cancelled (job))
    return FALSE;
  done = hearth_job_run (job, conn);
  hearth_conn_reset_statements (conn);
  return done && hearth_conn_in_transaction (conn);
}

static void
commit_group (HearthConn *conn, HearthJob **jobs, gsize n_jobs)
{
  g_autoptr (GError) error = NULL;

  if (!hearth_conn_exec (conn, "COMMIT", &error))
    {
      roll_back (conn);
      fail_all (jobs, n_jobs, error);
      return;
    }
  for (gsize i = 0; i < n_jobs; i++)
    if (!hearth_job_has_failed (jobs[i]))
      hearth_job_committed (jobs[i]);
  for (gsize i = 0; i < n_jobs; i++)
    hearth_job_answer (jobs[i]);
}

/* Returns: how many of the jobs were answered, at least one. */
static gsize
write_group (HearthConn *conn, HearthJob **jobs, gsize n_jobs)
{
  g_autoptr (GError) error = NULL;

  if (!hearth_conn_exec (conn, "BEGIN IMMEDIATE", &error))
    {
      roll_back (conn);
      fail_all (jobs, n_jobs, error);
      return n_jobs;
    }
  for (gsize i = 0; i < n_jobs; i++)
    if (n_jobs > 1 ? !run_in_savepoint (conn, jobs[i]) : !run_alone (conn, jobs[i]))
      {
        roll_back (conn);
        for (gsize j = 0; j < i; j++)
          write_group (conn, &jobs[j], 1);
        fail_spoiled (jobs[i]);
        hearth_job_answer (jobs[i]);
        return i + 1;
      }
  commit_group (conn, jobs, n_jobs);
  return n_jobs;
}

/**
 * hearth_group_write:
 * @conn: the writer, outside a transaction
 * @jobs: (transfer full) (array length=n_jobs): what waits, in order
 * @n_jobs: how many
 *
 * Runs and answers all of them.
 */
void
hearth_group_write (HearthConn *conn, HearthJob **jobs, gsize n_jobs)
{
  while (n_jobs > 0)
    {
      gsize n_answered = write_group (conn, jobs, n_jobs);

      jobs += n_answered;
      n_jobs -= n_answered;
    }
}

/**
 * hearth_group_read:
 * @conn: a reader, outside a transaction
 * @job: (transfer full): what to run
 *
 * Runs it on one state of the database and answers it.
 */
void
hearth_group_read (HearthConn *conn, HearthJob *job)
{
  g_autoptr (GError) error = NULL;

  if (!hearth_job_is_cancelled (job))
    {
      hearth_conn_set_cancellable (conn, hearth_job_get_cancellable (job));
      if (hearth_conn_exec (conn, "BEGIN", &error))
        hearth_job_run (job, conn);
      else
        hearth_job_fail (job, error);
      hearth_conn_set_cancellable (conn, NULL);
      roll_back (conn);
    }
  hearth_job_answer (job);
}
