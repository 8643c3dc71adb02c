/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-job.h"

G_BEGIN_DECLS

/* @jobs: (transfer full) (array length=n_jobs): all are answered when it returns */
void hearth_group_write (HearthConn *conn, HearthJob **jobs, gsize n_jobs);
void hearth_group_read (HearthConn *conn, HearthJob *job);

G_END_DECLS
