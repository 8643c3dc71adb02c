/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-db.h"
#include "hearth-job.h"

G_BEGIN_DECLS

void hearth_db_push_write (HearthDb *self, HearthJob *job);
void hearth_db_push_read (HearthDb *self, HearthJob *job);

G_END_DECLS
