/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-house.h"
#include "hearth-hub-types.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_HUB (hearth_hub_get_type ())
G_DECLARE_FINAL_TYPE (HearthHub, hearth_hub, HEARTH, HUB, GObject)

/* Knows connections, not people. Everything here happens in the main context that was the thread default of
 * hearth_hub_new(). */
HearthHub *hearth_hub_new (HearthHouse *house);
HearthHouse *hearth_hub_get_house (HearthHub *self);
HearthDoor *hearth_hub_get_door (HearthHub *self);
void hearth_hub_accept (HearthHub *self, GIOStream *stream, gint64 desk_id);

guint64 hearth_hub_get_revision (HearthHub *self);
void hearth_hub_publish (HearthHub *self, GVariant *changes);

/* What is under way holds the hub: it ends when the last has let go. */
void hearth_hub_hold (HearthHub *self);
void hearth_hub_release (HearthHub *self);
gboolean hearth_hub_is_stopping (HearthHub *self);
void hearth_hub_stop_async (HearthHub *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean hearth_hub_stop_finish (HearthHub *self, GAsyncResult *result, GError **error);

G_END_DECLS
