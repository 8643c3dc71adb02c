/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* NULL without an error: the person cancelled. */
void hearth_file_dialog_open_async (GtkWidget *parent,
                                    const char *title,
                                    const char *filter_name,
                                    const char *const *patterns,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
void hearth_file_dialog_save_async (GtkWidget *parent,
                                    const char *title,
                                    const char *suggested_name,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
void hearth_file_dialog_folder_async (
    GtkWidget *parent, const char *title, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GFile *hearth_file_dialog_finish (GAsyncResult *result, GError **error);

G_END_DECLS
