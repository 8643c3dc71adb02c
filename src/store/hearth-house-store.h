/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

char *hearth_house_store_time_zone (HearthConn *conn, GError **error);
gboolean hearth_house_store_names (HearthConn *conn, gint64 person_id, char **names, GError **error);

G_END_DECLS
