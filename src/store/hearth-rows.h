/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

/* What most queries give: one row, one number, or a list of ids. */
gboolean hearth_rows_one (HearthStmt *stmt, gboolean *found, GError **error);
gint64 hearth_rows_number (HearthStmt *stmt, gint64 none, GError **error);
GArray *hearth_rows_ids (HearthStmt *stmt, GError **error); /* of gint64 */

G_END_DECLS
