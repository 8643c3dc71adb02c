/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The hearth-hub service of this PC: a user unit where systemd looks after this person's services, a process of its own
 * elsewhere. Main context only. */

/* Whether it is installed. */
gboolean hearth_hub_service_is_there (void);
/* Starts it for @path unless it runs, and waits until it answers. HEARTH_ERROR_OFFLINE where it does not. */
void hearth_hub_service_start_async (const char *path,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
guint16 hearth_hub_service_start_finish (GAsyncResult *result, GError **error); /* the port of desks; 0 on failure */
/* So that systemd does not start it again. The service itself ends by Desk.StopSharing. */
void hearth_hub_service_disable_async (const char *path, GAsyncReadyCallback callback, gpointer user_data);
void hearth_hub_service_disable_finish (GAsyncResult *result);

G_END_DECLS
