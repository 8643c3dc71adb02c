/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"

G_BEGIN_DECLS

/* On success the client's center has changed before finish returns. */
void hearth_center_client_save_async (HearthClient *client,
                                      GVariant *changes,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void hearth_center_client_save_notice_async (HearthClient *client,
                                             const char *version,
                                             const char *text,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
gboolean hearth_center_client_done_finish (HearthClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
