/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"

G_BEGIN_DECLS

/* What the director does with accounts. HEARTH_ERROR_LAST_DIRECTOR where nobody would be left. */
void hearth_account_client_list_async (HearthClient *client,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GListStore *
hearth_account_client_list_finish (HearthClient *client, GAsyncResult *result, GError **error); /* of HearthAccount */
void hearth_account_client_create_async (HearthClient *client,
                                         const char *name,
                                         const char *preferred_name,
                                         const char *const *roles,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
void hearth_account_client_reset_async (
    HearthClient *client, gint64 account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Of create and reset. Returns (transfer full): the passphrase for the first sign-in, shown once. */
char *hearth_account_client_once_finish (HearthClient *client, GAsyncResult *result, GError **error);
void hearth_account_client_set_roles_async (HearthClient *client,
                                            HearthAccount *account,
                                            const char *const *roles,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
void hearth_account_client_set_disabled_async (HearthClient *client,
                                               gint64 account,
                                               gboolean disabled,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
gboolean hearth_account_client_done_finish (HearthClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
