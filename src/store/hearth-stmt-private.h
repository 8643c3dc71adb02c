/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn-private.h"

G_BEGIN_DECLS

/* What hearth-conn.c and hearth-stmt.c share: a connection and its statements know each other. */
struct _HearthConn
{
  sqlite3 *db;               /* (owned) */
  GHashTable *idle;          /* (owned): SQL text to HearthStmt (owned): what waits for its next use */
  GPtrArray *used;           /* (owned): of HearthStmt (unowned): what was handed out */
  GCancellable *cancellable; /* (owned) (nullable): ends long reads */
};

struct _HearthStmt
{
  HearthConn *conn;   /* (unowned) */
  sqlite3_stmt *stmt; /* (owned) */
  char *sql;          /* (owned): its key in the cache */
  int bind_rc;        /* what a bind refused, told by the next step */
};

void hearth_stmt_free (HearthStmt *self);

G_END_DECLS
