/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"
#include "hearth-desk.h"
#include "hearth-hub-status.h"

G_BEGIN_DECLS

/* The desks of the center and their hub. */
void hearth_desk_client_list_async (HearthClient *client,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GListStore *
hearth_desk_client_list_finish (HearthClient *client, GAsyncResult *result, GError **error); /* of HearthDesk */
void hearth_desk_client_save_async (HearthClient *client,
                                    HearthDesk *desk,
                                    GVariant *changes,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
HearthDesk *hearth_desk_client_save_finish (HearthClient *client, GAsyncResult *result, GError **error);
void hearth_desk_client_remove_async (
    HearthClient *client, gint64 desk, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void hearth_desk_client_make_code_async (HearthClient *client,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
char *hearth_desk_client_make_code_finish (
    HearthClient *client, GAsyncResult *result, gint64 *expires_at_s, char **address, GError **error);
void hearth_desk_client_drop_code_async (HearthClient *client,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
void hearth_desk_client_enroll_own_async (HearthClient *client,
                                          const char *request,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean hearth_desk_client_enroll_own_finish (
    HearthClient *client, GAsyncResult *result, char **certificate, char **authority, gint64 *desk, GError **error);
void hearth_desk_client_renew_async (HearthClient *client,
                                     const char *request,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
char *hearth_desk_client_renew_finish (HearthClient *client, GAsyncResult *result, GError **error);
void hearth_desk_client_status_async (HearthClient *client,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
HearthHubStatus *hearth_desk_client_status_finish (HearthClient *client, GAsyncResult *result, GError **error);
void hearth_desk_client_set_backup_place_async (HearthClient *client,
                                                gint64 revision,
                                                const char *folder,
                                                const char *passphrase,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
void hearth_desk_client_stop_sharing_async (HearthClient *client,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean hearth_desk_client_done_finish (HearthClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
