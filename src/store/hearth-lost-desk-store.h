/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-desk-store.h"

G_BEGIN_DECLS

/* A desk that was removed. */
typedef struct
{
  gint64 id;
  gint64 created_at_s; /* tells it from one of the same number, of a center that was restored from the same backup */
} HearthRemovedDesk;

gboolean hearth_lost_desk_store_own (HearthConn *conn, HearthDeskKeys *keys, GError **error);
GArray *hearth_lost_desk_store_removed (HearthConn *conn, GError **error);
gboolean hearth_lost_desk_store_keep_out (HearthConn *conn, GArray *removed, gint64 now_s, GError **error);
gboolean hearth_lost_desk_store_move (HearthConn *conn, const HearthDeskKeys *here, gint64 now_s, GError **error);
gboolean hearth_lost_desk_store_find (HearthConn *conn, const char *key_id, gint64 *desk, GError **error);
gboolean hearth_lost_desk_store_return (HearthConn *conn, gint64 desk, GError **error);

G_END_DECLS
