/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

char *hearth_house_store_time_zone (HearthConn *conn, GError **error);
gboolean hearth_house_store_begin_epoch (HearthConn *conn, gint64 now_s, GError **error);

G_END_DECLS
