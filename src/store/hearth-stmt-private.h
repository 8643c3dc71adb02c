/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn-private.h"

G_BEGIN_DECLS

/* What hearth-conn.c and hearth-stmt.c share: a connection and its statements know each other. */
struct _HearthConn
{
  sqlite3 *db;               /* (owned) */
  GHashTable *kept;          /* (owned): SQL text to HearthStmt (owned): handed out again and again */
  GPtrArray *used;           /* (owned): of HearthStmt (unowned): what was handed out */
  GCancellable *cancellable; /* (owned) (nullable): ends long reads */
};

struct _HearthStmt
{
  HearthConn *conn;   /* (unowned) */
  sqlite3_stmt *stmt; /* (owned) */
  char *sql;          /* (owned): its key in the cache */
  gboolean kept;      /* in the cache: FALSE for one that was wanted while the one there was in use */
  gboolean in_use;    /* handed out */
  int bind_rc;        /* what a bind refused, told by the next step */
};

void hearth_stmt_free (HearthStmt *self);

G_END_DECLS
