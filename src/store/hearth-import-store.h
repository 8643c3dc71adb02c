/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

gint64 hearth_import_store_insert (HearthConn *conn, gint64 now_s, gint64 account_id, gint64 n_rows, GError **error);
/* @undone: (out) */
gboolean hearth_import_store_get (HearthConn *conn, gint64 batch, gboolean *undone, GError **error);
gboolean hearth_import_store_set_undone (HearthConn *conn, gint64 batch, gint64 now_s, GError **error);
/* The next person of a batch after @after: 0 if there is none. @untouched: (out): no visit, no change, no merge since. */
gint64 hearth_import_store_next (HearthConn *conn, gint64 batch, gint64 after, gboolean *untouched, GError **error);
/* a(xxuub) as hearth_import_batches() says */
GVariant *hearth_import_store_list (HearthConn *conn, GError **error);

G_END_DECLS
