/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A list box with a row for each record, told apart by their id: rows stay, with what is being typed in them, while their
 * record changes. */
typedef GtkListBoxRow *(*HearthRecordRowNew) (gpointer data);
typedef void (*HearthRecordRowShow) (GtkListBoxRow *row, gpointer record, gpointer data);

void hearth_record_rows_show (
    GtkListBox *list, GListModel *records, HearthRecordRowNew row_new, HearthRecordRowShow row_show, gpointer data);

G_END_DECLS
