/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-desk-folder.h"

G_BEGIN_DECLS

/* One try to reach a desk's hub at one place: TCP, TLS with both certificates, and the byte with which the hub lets the
 * desk in. What comes of it is a stream for the client. OFFLINE (also where there are too many desks), WRONG_HUB, REMOVED. */
void hearth_dial_async (HearthDeskFolder *folder,
                        const char *host,
                        guint16 port,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
GIOStream *hearth_dial_finish (HearthDeskFolder *folder, GAsyncResult *result, GError **error);

G_END_DECLS
