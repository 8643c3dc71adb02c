/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-db.h"

G_BEGIN_DECLS

/* One piece of work that waits for a database thread, runs there, and is answered. */
typedef struct _HearthJob HearthJob;

HearthJob *hearth_job_new (HearthDbWork work, HearthDbCommitted committed, gpointer data, GTask *task);
void hearth_job_free (HearthJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthJob, hearth_job_free)

/* On the database thread. */
gboolean hearth_job_run (HearthJob *self, HearthConn *conn);
void hearth_job_fail (HearthJob *self, const GError *error);
gboolean hearth_job_has_failed (HearthJob *self);
gboolean hearth_job_is_cancelled (HearthJob *self);
GCancellable *hearth_job_get_cancellable (HearthJob *self);
void hearth_job_committed (HearthJob *self);
void hearth_job_answer (HearthJob *self);

/* On the thread that made a job without a task. */
gboolean hearth_job_wait (HearthJob *self, GError **error);

G_END_DECLS
