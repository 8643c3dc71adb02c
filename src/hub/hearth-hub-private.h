/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-denials.h"
#include "hearth-hub.h"

G_BEGIN_DECLS

/* HearthHub is split: hearth-hub.c has the connections and the news, hearth-hub-seats.c who sits where, hearth-notices.c
 * what they should know. */
HearthNotices *hearth_hub_get_notices (HearthHub *self); /* (transfer none) */
HearthDenials *hearth_hub_get_denials (HearthHub *self); /* (transfer none) */
GPtrArray *hearth_hub_get_peers (HearthHub *self);       /* (transfer none) (element-type HearthPeer) */
void hearth_hub_part_twins (HearthHub *self, HearthPeer *newest);
gboolean hearth_hub_note_twin (HearthHub *self, gint64 desk_id);

G_END_DECLS
