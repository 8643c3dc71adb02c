/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"
#include "hearth-desk-folder.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CONNECTOR (hearth_connector_get_type ())
G_DECLARE_FINAL_TYPE (HearthConnector, hearth_connector, HEARTH, CONNECTOR, GObject)

/* Keeps the client of a desk that joined connected to its hub: connects, notices when the hub goes away, tries again with
 * growing pauses and jitter (at once when the network changes or the hub is seen on it), finds a hub whose address
 * changed, renews the desk's certificate, resumes who was at the desk. Main context only.
 * Properties (read-only, notify): connecting (boolean), next-try-at-s (int64, 0 while connected), error (GError, boxed,
 * nullable: why the last try failed: OFFLINE, REMOVED, WRONG_HUB, REPLACED, DESK_TOO_OLD, DESK_TOO_NEW), replaced (boolean:
 * the hub is on this PC, and another one has taken its place). After REMOVED it stops. */
HearthConnector *hearth_connector_new (HearthClient *client, HearthDeskFolder *folder);
void hearth_connector_start (HearthConnector *self);
void hearth_connector_stop (HearthConnector *self);
void hearth_connector_try_now (HearthConnector *self);
const GError *hearth_connector_get_error (HearthConnector *self);
gint64 hearth_connector_get_next_try_at_s (HearthConnector *self);
guint hearth_connector_get_wait_ms (HearthConnector *self);
gboolean hearth_connector_is_replaced (HearthConnector *self);

G_END_DECLS
