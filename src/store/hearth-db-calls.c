/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How work is asked of an open database: to be answered later in the thread-default main context, or waiting for it. Any
 * thread but the database's own. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-db-private.h"

static GTask *
new_task (HearthDb *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  /* A write that is on the disk was done, also when somebody has cancelled it meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/**
 * hearth_db_write_async:
 * @self: a database
 * @work: runs on the writer's thread, inside a transaction that it neither begins nor ends
 * @data: for @work; stays valid until @callback
 * @cancellable: (nullable): keeps it from running as long as it waits
 * @callback: is called when the work is on the disk, or has failed
 * @user_data: for @callback
 */
void
hearth_db_write_async (HearthDb *self,
                       HearthDbWork work,
                       gpointer data,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  hearth_db_write_then_async (self, work, NULL, data, cancellable, callback, user_data);
}

/**
 * hearth_db_write_then_async:
 * @self: a database
 * @work: see hearth_db_write_async()
 * @committed: (nullable): what follows the COMMIT, on the writer's thread
 * @data: for both; stays valid until @callback
 * @cancellable: (nullable): keeps it from running as long as it waits
 * @callback: is called when the work is on the disk, or has failed
 * @user_data: for @callback
 */
void
hearth_db_write_then_async (HearthDb *self,
                            HearthDbWork work,
                            HearthDbCommitted committed,
                            gpointer data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HEARTH_IS_DB (self) && work != NULL);

  task = new_task (self, hearth_db_write_async, cancellable, callback, user_data);
  hearth_db_push_write (self, hearth_job_new (work, committed, data, task));
}

/**
 * hearth_db_write_finish:
 * @self: a database
 * @result: of the callback
 * @error: return location
 *
 * Returns: %TRUE: it is on the disk; %FALSE: nothing of it is
 */
gboolean
hearth_db_write_finish (HearthDb *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, hearth_db_write_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hearth_db_write:
 * @self: a database
 * @work: see hearth_db_write_async()
 * @data: for @work
 * @error: return location
 *
 * The same, waiting for it. Never from a database thread.
 *
 * Returns: %TRUE: it is on the disk; %FALSE: nothing of it is
 */
gboolean
hearth_db_write (HearthDb *self, HearthDbWork work, gpointer data, GError **error)
{
  return hearth_db_write_then (self, work, NULL, data, error);
}

/**
 * hearth_db_write_then:
 * @self: a database
 * @work: see hearth_db_write_async()
 * @committed: (nullable): what follows the COMMIT, on the writer's thread
 * @data: for both
 * @error: return location
 *
 * The same with a follower, waiting for it. Never from a database thread.
 *
 * Returns: %TRUE: it is on the disk; %FALSE: nothing of it is
 */
gboolean
hearth_db_write_then (HearthDb *self, HearthDbWork work, HearthDbCommitted committed, gpointer data, GError **error)
{
  g_autoptr (HearthJob) job = NULL;

  g_return_val_if_fail (HEARTH_IS_DB (self) && work != NULL, FALSE);

  job = hearth_job_new (work, committed, data, NULL);
  hearth_db_push_write (self, job);
  return hearth_job_wait (job, error);
}

/**
 * hearth_db_read_async:
 * @self: a database
 * @work: runs on a reader's thread; all it reads is of one moment
 * @data: for @work; stays valid until @callback
 * @cancellable: (nullable): ends it, also in the middle of a statement
 * @callback: is called with the answer
 * @user_data: for @callback
 */
void
hearth_db_read_async (HearthDb *self,
                      HearthDbWork work,
                      gpointer data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HEARTH_IS_DB (self) && work != NULL);

  task = new_task (self, hearth_db_read_async, cancellable, callback, user_data);
  hearth_db_push_read (self, hearth_job_new (work, NULL, data, task));
}

/**
 * hearth_db_read_finish:
 * @self: a database
 * @result: of the callback
 * @error: return location
 *
 * Returns: whether it worked
 */
gboolean
hearth_db_read_finish (HearthDb *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, hearth_db_read_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hearth_db_read:
 * @self: a database
 * @work: see hearth_db_read_async()
 * @data: for @work
 * @error: return location
 *
 * The same, waiting for it. Never from a database thread.
 *
 * Returns: whether it worked
 */
gboolean
hearth_db_read (HearthDb *self, HearthDbWork work, gpointer data, GError **error)
{
  g_autoptr (HearthJob) job = NULL;

  g_return_val_if_fail (HEARTH_IS_DB (self) && work != NULL, FALSE);

  job = hearth_job_new (work, NULL, data, NULL);
  hearth_db_push_read (self, job);
  return hearth_job_wait (job, error);
}
