/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  gint64 kept;
  gint64 gone;
  GBytes *kept_before; /* (owned) */
  GBytes *gone_before; /* (owned) */
  gint64 merged_at_s;
  gint64 undone_at_s; /* 0: it stands */
} HearthMerge;

void hearth_merge_clear (HearthMerge *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthMerge, hearth_merge_clear)

gint64 hearth_merge_store_insert (HearthConn *conn, const HearthMerge *merge, gint64 account_id, GError **error);
gboolean hearth_merge_store_get (HearthConn *conn, gint64 id, HearthMerge *merge, GError **error);
GPtrArray *hearth_merge_store_list (HearthConn *conn, gint64 kept, GError **error);
gboolean hearth_merge_store_set_undone (HearthConn *conn, gint64 id, gint64 now_s, GError **error);
/* A merge that has to be undone before @id can be: 0 if there is none. */
gint64 hearth_merge_store_later (HearthConn *conn, gint64 id, gint64 kept, GError **error);

/* Visits of @gone that an earlier merge brought there: a(xx), visit and merge. They move on by @move and come back by
 * @move_back, which also restores those marks. */
GVariant *hearth_merge_store_moved_before (HearthConn *conn, gint64 gone, GError **error);
gboolean
hearth_merge_store_move (HearthConn *conn, gint64 merge, gint64 gone, gint64 kept, gint64 *n_moved, GError **error);
gboolean hearth_merge_store_move_back (
    HearthConn *conn, gint64 merge, gint64 gone, GVariant *moved_before, gint64 *n_moved, GError **error);

gboolean hearth_merge_store_not_same (HearthConn *conn, gint64 a, gint64 b, GError **error);

G_END_DECLS
