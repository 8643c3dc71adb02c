/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-center.h"
#include "hearth-conn.h"

G_BEGIN_DECLS

gboolean hearth_center_store_insert (
    HearthConn *conn, const char *name, const char *time_zone, gboolean sample, gint64 now_s, GError **error);
HearthCenter *hearth_center_store_get (HearthConn *conn, gint64 desk, gint64 clock_behind_s, GError **error);
gboolean hearth_center_store_update (HearthConn *conn, HearthCenter *center, GError **error);
gboolean hearth_center_store_newest_s (HearthConn *conn, gint64 *newest_s, GError **error);

G_END_DECLS
