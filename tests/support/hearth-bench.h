/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

/* What benchmarks share: sample centers that are made once, and how long things took. */

char *hearth_bench_center (guint people, guint visits);

typedef struct
{
  GArray *us; /* (owned): of double, microseconds */
} HearthBenchTimes;

void hearth_bench_times_init (HearthBenchTimes *self);
void hearth_bench_times_clear (HearthBenchTimes *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthBenchTimes, hearth_bench_times_clear)
void hearth_bench_times_add (HearthBenchTimes *self, double us);
double hearth_bench_times_at (HearthBenchTimes *self, double percent);

/* A center of one's own beside the one that is kept, and its end. */
char *hearth_bench_copy (const char *path, const char *suffix);
void hearth_bench_forget (const char *path);
/* What everything is measured beside: the row of a visit, in one statement, durable when it returns. */
void hearth_bench_insert (HearthConn *conn, gint64 person, gint64 at_s, HearthBenchTimes *times);

/* One line of what `make benchmark` sums up. @reference: (nullable): what the same run measured beside it. */
void
hearth_bench_print (const char *name, HearthBenchTimes *times, const char *reference_name, HearthBenchTimes *reference);

G_END_DECLS
