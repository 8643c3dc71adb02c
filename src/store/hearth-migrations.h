/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

/* "Rcvr": what a center file says it is, at byte 68. */
#define HEARTH_CENTER_FILE_ID 0x52637672

/* One step of the schema. Once released, its text never changes. */
typedef struct
{
  int number; /* what user_version is after it */
  const char *sql;
} HearthMigration;

int hearth_migrations_latest (void);
gboolean hearth_migrations_check (const char *path, GError **error);
/* @path: (nullable): NULL for a file that is only being made, of which no copies are needed */
gboolean hearth_migrations_run (HearthConn *conn, const char *path, GError **error);
gboolean hearth_migrations_run_list (
    HearthConn *conn, const char *path, const HearthMigration *list, gsize n_list, GError **error);

G_END_DECLS
