/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One piece of work for a database thread. A job with a task is owned by the queue, then by the database thread, then by
 * the main context of whoever asked: the task and all it refers to are never let go on a database thread. A job without
 * a task belongs to the thread that waits for it. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-job.h"

#include "hearth-error.h"

struct _HearthJob
{
  HearthDbWork work;
  HearthDbCommitted committed; /* (nullable) */
  gpointer data;               /* (unowned): of whoever asked */
  GTask *task;                 /* (owned) (nullable): NULL: somebody waits */
  GError *error;               /* (owned) (nullable) */
  GMutex lock;                 /* guards answered */
  GCond cond;
  gboolean answered;
};

/**
 * hearth_job_new:
 * @work: what to do
 * @committed: (nullable): what follows the COMMIT
 * @data: for both
 * @task: (nullable) (transfer full): what to return; %NULL if the caller will hearth_job_wait()
 *
 * Returns: (transfer full): a job
 */
HearthJob *
hearth_job_new (HearthDbWork work, HearthDbCommitted committed, gpointer data, GTask *task)
{
  HearthJob *self = g_new0 (HearthJob, 1);

  self->work = work;
  self->committed = committed;
  self->data = data;
  self->task = task;
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  return self;
}

/**
 * hearth_job_free:
 * @self: (transfer full): a job that was answered
 */
void
hearth_job_free (HearthJob *self)
{
  g_clear_object (&self->task);
  g_clear_error (&self->error);
  g_cond_clear (&self->cond);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * hearth_job_run:
 * @self: a job
 * @conn: a connection inside a transaction
 *
 * Runs the work, for the first time or again.
 *
 * Returns: whether it worked; else the job has an error
 */
gboolean
hearth_job_run (HearthJob *self, HearthConn *conn)
{
  gboolean done;

  g_clear_error (&self->error);
  done = self->work (conn, self->data, &self->error);
  if (done)
    g_clear_error (&self->error);
  else if (!self->error)
    g_set_error (&self->error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "the work failed and did not say why");
  return done;
}

/**
 * hearth_job_fail:
 * @self: a job
 * @error: why; the first reason stays
 */
void
hearth_job_fail (HearthJob *self, const GError *error)
{
  if (!self->error)
    self->error = g_error_copy (error);
}

/**
 * hearth_job_has_failed:
 * @self: a job
 *
 * Returns: whether it has an error
 */
gboolean
hearth_job_has_failed (HearthJob *self)
{
  return self->error != NULL;
}

/**
 * hearth_job_get_cancellable:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): what may end it
 */
GCancellable *
hearth_job_get_cancellable (HearthJob *self)
{
  return self->task ? g_task_get_cancellable (self->task) : NULL;
}

/**
 * hearth_job_is_cancelled:
 * @self: a job that is about to run
 *
 * Returns: whether nobody wants it any more: then it has that as its error
 */
gboolean
hearth_job_is_cancelled (HearthJob *self)
{
  g_autoptr (GError) error = NULL;

  if (!g_cancellable_set_error_if_cancelled (hearth_job_get_cancellable (self), &error))
    return FALSE;
  hearth_job_fail (self, error);
  return TRUE;
}

/**
 * hearth_job_committed:
 * @self: a job whose write is on the disk
 *
 * Lets memory follow.
 */
void
hearth_job_committed (HearthJob *self)
{
  if (self->committed)
    self->committed (self->data);
}

static gboolean
deliver (gpointer data)
{
  HearthJob *self = data;

  if (self->error)
    g_task_return_error (self->task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (self->task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
answer_task (HearthJob *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (self->task));
  g_source_set_callback (source, deliver, self, (GDestroyNotify)hearth_job_free);
  g_source_set_static_name (source, "[hearth] answer of the database");
  g_source_attach (source, g_task_get_context (self->task));
}

/**
 * hearth_job_answer:
 * @self: (transfer full): a job that has run; it is gone after this, unless somebody waits for it
 *
 * Tells whoever asked how it went.
 */
void
hearth_job_answer (HearthJob *self)
{
  if (self->task)
    {
      answer_task (self);
      return;
    }
  g_mutex_lock (&self->lock);
  self->answered = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
}

/**
 * hearth_job_wait:
 * @self: a job without a task
 * @error: return location
 *
 * Waits until it was answered.
 *
 * Returns: whether it worked
 */
gboolean
hearth_job_wait (HearthJob *self, GError **error)
{
  g_mutex_lock (&self->lock);
  while (!self->answered)
    g_cond_wait (&self->cond, &self->lock);
  g_mutex_unlock (&self->lock);
  if (!self->error)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}
