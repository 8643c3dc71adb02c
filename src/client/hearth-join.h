/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-desk-folder.h"

G_BEGIN_DECLS

/* Joining a center with a code. A typing mistake is found before anything is sent (HEARTH_ERROR_INVALID); a hub whose
 * certificate does not fit the code is left without a word (WRONG_HUB); a code that is used, expired or unknown is
 * WRONG_SECRET; a hub that does not answer is OFFLINE; DESK_TOO_OLD and DESK_TOO_NEW. @address: (nullable): "host:port" in
 * the place of the code's. On success the folder has joined. */
void hearth_join_async (HearthDeskFolder *folder,
                        const char *code,
                        const char *address,
                        const char *desk_name,
                        gboolean front_desk,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean hearth_join_finish (HearthDeskFolder *folder, GAsyncResult *result, GError **error);

/* The hub has moved: a desk that joined before learns the new address with a code, which it does not use up. */
void hearth_join_follow_async (HearthDeskFolder *folder,
                               const char *code,
                               const char *address,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean hearth_join_follow_finish (HearthDeskFolder *folder, GAsyncResult *result, GError **error);

G_END_DECLS
