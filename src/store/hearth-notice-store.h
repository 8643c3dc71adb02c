/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

gint64 hearth_notice_store_insert (
    HearthConn *conn, const char *version, const char *noticed_on, const char *body, GError **error);
gboolean hearth_notice_store_set_day (HearthConn *conn, const char *version, const char *noticed_on, GError **error);
gboolean hearth_notice_store_find (HearthConn *conn, const char *version, gint64 *id, GError **error);
gboolean hearth_notice_store_current (HearthConn *conn, gint64 *id, char **version, GError **error);

G_END_DECLS
