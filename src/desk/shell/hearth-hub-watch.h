/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-connector.h"
#include "hearth-outbox.h"

G_BEGIN_DECLS

/* How this desk, which joined a center, stands with its hub, in words. Properties (read-only, notify): away (boolean),
 * wrong (boolean: the banner has something to say), sentence (string, of the banner), line (string, nullable: of the foot of the sidebar, while away), to-settle (uint).
 * Signal "sent" (uint): the hub is back, and so many kept visits have arrived there. Main context only. */
#define HEARTH_TYPE_HUB_WATCH (hearth_hub_watch_get_type ())
G_DECLARE_FINAL_TYPE (HearthHubWatch, hearth_hub_watch, HEARTH, HUB_WATCH, GObject)

HearthHubWatch *hearth_hub_watch_new (HearthClient *client, HearthConnector *connector, HearthOutbox *outbox);
gboolean hearth_hub_watch_get_away (HearthHubWatch *self);
HearthOutbox *hearth_hub_watch_get_outbox (HearthHubWatch *self); /* (transfer none) */
char *hearth_hub_watch_copied_words (gboolean away);

G_END_DECLS
