/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"
#include "hearth-embedded-hub.h"

G_BEGIN_DECLS

/* A sample center with a hub and a client that somebody has signed in at: as the application is, without its window. */
typedef struct
{
  HearthEmbeddedHub *hub; /* (owned) */
  HearthClient *client;   /* (owned) */
} HearthBenchDesk;

void hearth_bench_desk_open (HearthBenchDesk *self, const char *path);
void hearth_bench_desk_close (HearthBenchDesk *self);

/* For *_async: pass this and the address of a NULL pointer, then wait. */
void hearth_bench_on_result (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *hearth_bench_await (GAsyncResult **result);

/* Prints what is wrong and ends the benchmark. */
void hearth_bench_need (gboolean fine, GError *error);

G_END_DECLS
