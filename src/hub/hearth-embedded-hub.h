/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_EMBEDDED_HUB (hearth_embedded_hub_get_type ())
G_DECLARE_FINAL_TYPE (HearthEmbeddedHub, hearth_embedded_hub, HEARTH, EMBEDDED_HUB, GObject)

/* The hub inside the application: its own thread with its own main context, joined by a socketpair. The functions are
 * called from the application's main context. */
void hearth_embedded_hub_start_async (const char *path,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
HearthEmbeddedHub *hearth_embedded_hub_start_finish (GAsyncResult *result, GError **error);

/* Returns (transfer full): a desk's end of a new socketpair; the hub's end is being served. */
GIOStream *hearth_embedded_hub_connect (HearthEmbeddedHub *self, GError **error);

/* Finishes what was begun, closes the database, ends the thread. */
void hearth_embedded_hub_stop_async (HearthEmbeddedHub *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean hearth_embedded_hub_stop_finish (HearthEmbeddedHub *self, GAsyncResult *result, GError **error);
gboolean hearth_embedded_hub_stop (HearthEmbeddedHub *self, GError **error); /* waits: tests, tools and the very end */

G_END_DECLS
