/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_REACH_PATIENCE_S 5 /* for each step to a hub */

/* A TCP connection to a place on the same network; the socket waits for HEARTH_REACH_PATIENCE_S at most until somebody sets
 * another timeout. OFFLINE. */
void hearth_reach_async (
    const char *host, guint16 port, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GSocketConnection *hearth_reach_finish (GAsyncResult *result, GError **error);

G_END_DECLS
