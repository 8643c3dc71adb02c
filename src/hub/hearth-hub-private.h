/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-denials.h"
#include "hearth-hub.h"
#include "hearth-repeats.h"

G_BEGIN_DECLS

/* HearthHub is split: hearth-hub.c has the connections, hearth-hub-seats.c who sits where; beside it hearth-news.c tells what
 * has changed, hearth-notices.c what somebody should know. */
HearthNotices *hearth_hub_get_notices (HearthHub *self); /* (transfer none) */
HearthDenials *hearth_hub_get_denials (HearthHub *self); /* (transfer none) */
HearthRepeats *hearth_hub_get_repeats (HearthHub *self); /* (transfer none) */
GPtrArray *hearth_hub_get_peers (HearthHub *self);       /* (transfer none) (element-type HearthPeer) */
void hearth_hub_part_twins (HearthHub *self, HearthPeer *newest);
void hearth_hub_seat_changed (HearthHub *self, gint64 desk_id);
void hearth_hub_center_changed (HearthHub *self);
GHashTable *hearth_hub_twins_new (void);
GHashTable *hearth_hub_get_twins (HearthHub *self);
GArray *hearth_hub_list_copied (HearthHub *self);
void hearth_hub_forget_twin (HearthHub *self, gint64 desk_id);
GPtrArray *hearth_hub_copy_peers (HearthHub *self);

G_END_DECLS
