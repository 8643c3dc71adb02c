/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A CSV file in memory: rows of cells, all valid UTF-8. Immutable once parsed. */
typedef struct _HearthCsv HearthCsv;

HearthCsv *hearth_csv_parse (gconstpointer data, gsize length, guint rows_max, guint columns_max, GError **error);
void hearth_csv_free (HearthCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthCsv, hearth_csv_free)

const char *hearth_csv_get_encoding (HearthCsv *self);
guint hearth_csv_get_n_rows (HearthCsv *self);
guint hearth_csv_get_n_cells (HearthCsv *self, guint row);
const char *hearth_csv_get (HearthCsv *self, guint row, guint column);

G_END_DECLS
