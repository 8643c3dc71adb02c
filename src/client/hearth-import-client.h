/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"

G_BEGIN_DECLS

/* Sends a file of people to the hub in pieces, then columns, check, run. One import at a time in one object. */
#define HEARTH_TYPE_IMPORT_CLIENT (hearth_import_client_get_type ())
G_DECLARE_FINAL_TYPE (HearthImportClient, hearth_import_client, HEARTH, IMPORT_CLIENT, GObject)

HearthImportClient *hearth_import_client_new (HearthClient *client);
void hearth_import_client_send_async (
    HearthImportClient *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Gives the columns, see Import.ImportColumns. */
gboolean hearth_import_client_send_finish (HearthImportClient *self,
                                           GAsyncResult *result,
                                           char ***header,
                                           char ***mapping,
                                           GVariant **sample,
                                           guint *n_rows,
                                           GError **error);
void hearth_import_client_check_async (HearthImportClient *self,
                                       const char *const *mapping,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean hearth_import_client_check_finish (HearthImportClient *self,
                                            GAsyncResult *result,
                                            guint *n_new,
                                            guint *n_twins,
                                            guint *n_problems,
                                            GVariant **review,
                                            GError **error);
void hearth_import_client_run_async (HearthImportClient *self,
                                     const char *const *mapping,
                                     GArray *leave_out,
                                     GArray *take,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data); /* arrays of guint32 row numbers */
gboolean hearth_import_client_run_finish (
    HearthImportClient *self, GAsyncResult *result, guint *n_imported, gint64 *batch, GError **error);
void hearth_import_client_undo_async (HearthImportClient *self,
                                      gint64 batch,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean hearth_import_client_undo_finish (
    HearthImportClient *self, GAsyncResult *result, guint *n_removed, guint *n_kept, GError **error);

G_END_DECLS
