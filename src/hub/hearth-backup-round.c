/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One round of backups: copy, seal, carry. What fails does not keep the rest from being tried. Begun by the upkeep, in the
 * hub's main context; sealing and carrying have a thread of their own, because a disk or another PC may not answer. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-backup-round.h"

#include "hearth-backup.h"
#include "hearth-backup-service.h"
#include "hearth-sealed-copy.h"

/* One round under way. The thread has it alone while it works. */
typedef struct
{
  char *path;              /* (owned): of the center */
  HearthBackupPlan plan;   /* read in the middle of the round */
  HearthBackupRound *done; /* (owned) (nullable) */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  hearth_backup_plan_clear (&work->plan);
  g_clear_pointer (&work->done, hearth_backup_round_free);
  g_free (work->path);
  g_free (work);
}

/**
 * hearth_backup_round_free:
 * @self: (transfer full): what came of a round
 */
void
hearth_backup_round_free (HearthBackupRound *self)
{
  g_free (self->place);
  g_clear_error (&self->problem);
  g_free (self);
}

/* The first problem is what people are told; the end of the program is none. */
static void
note_problem (Work *work, GError *problem)
{
  if (work->done->problem == NULL && !g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    work->done->problem = problem;
  else
    g_error_free (problem);
}

static void
seal_and_carry (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  const HearthBackupPlan *plan = &work->plan;
  g_autofree char *sealed = NULL;
  gint64 made_at_s = 0;
  GError *error = NULL;

  sealed = hearth_sealed_copy_make (work->path, plan->center_uuid, &plan->sealing, &made_at_s, &work->done->sealed,
                                    &error);
  if (sealed == NULL)
    note_problem (work, error);
  else if (*plan->place != '\0' && !g_cancellable_is_cancelled (cancellable))
    {
      if (hearth_sealed_copy_carry (sealed, work->path, plan->place, plan->apart, &plan->sealing, cancellable, &error))
        work->done->carried_at_s = made_at_s;
      else
        {
          work->done->of_place = work->done->problem == NULL;
          note_problem (work, error);
          work->done->carried_at_s = hearth_sealed_copy_newest_in (plan->place, work->path, plan->center_uuid);
        }
    }
  g_task_return_boolean (task, TRUE);
}

static gboolean
read_plan (HearthUnit *unit, gpointer data, GError **error)
{
  Work *work = data;

  hearth_backup_plan_clear (&work->plan);
  return hearth_backup_service_get_plan (unit, &work->plan, error);
}

static void
on_planned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (!hearth_house_read_finish (HEARTH_HOUSE (source), result, &error))
    {
      note_problem (work, error);
      g_task_return_boolean (task, TRUE);
      return;
    }
  work->done->place = g_strdup (work->plan.place);
  if (work->plan.sealed)
    g_task_run_in_thread (task, seal_and_carry);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_copied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  static const HearthCaller nobody = { 0 };
  GTask *task = user_data;
  Work *work = g_task_get_task_data (task);
  HearthHub *hub = g_task_get_source_object (task);
  GError *error = NULL;

  if (!hearth_backup_daily_finish (HEARTH_DB (source), result, &error))
    note_problem (work, error);
  work->done->copied_at_s = hearth_backup_newest_at_s (work->path);
  hearth_house_read_async (hearth_hub_get_house (hub), &nobody, read_plan, work, NULL, on_planned, task);
}

/**
 * hearth_backup_round_async:
 * @hub: the hub
 * @cancellable: (nullable): ends carrying; the rest is done
 * @callback: is called when all is done, or has failed
 * @user_data: for @callback
 */
void
hearth_backup_round_async (HearthHub *hub, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (hub, cancellable, callback, user_data);
  HearthDb *db = hearth_house_get_db (hearth_hub_get_house (hub));
  Work *work = g_new0 (Work, 1);

  work->path = g_strdup (hearth_db_get_path (db));
  work->done = g_new0 (HearthBackupRound, 1);
  g_task_set_source_tag (task, hearth_backup_round_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, work_free);
  hearth_backup_daily_async (db, NULL, on_copied, task);
}

/**
 * hearth_backup_round_finish:
 * @hub: the hub
 * @result: of the callback
 *
 * Returns: (transfer full): what came of it
 */
HearthBackupRound *
hearth_backup_round_finish (HearthHub *hub, GAsyncResult *result)
{
  Work *work;

  g_return_val_if_fail (g_task_is_valid (result, hub), NULL);

  work = g_task_get_task_data (G_TASK (result));
  if (work->done->place == NULL)
    work->done->place = g_strdup ("");
  return g_steal_pointer (&work->done);
}
