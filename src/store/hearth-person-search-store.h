/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

gboolean
hearth_person_search_store_compose (HearthConn *conn, gint64 person_id, gboolean *gone, char **names, GError **error);
gboolean hearth_person_search_store_put (HearthConn *conn, gint64 person_id, GError **error);
gboolean hearth_person_search_store_optimize (HearthConn *conn, GError **error);
gboolean hearth_person_search_store_read (HearthConn *conn, gint64 person_id, char **names, GError **error);

G_END_DECLS
