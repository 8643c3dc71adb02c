/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-hub.h"

G_BEGIN_DECLS

/* What somebody should know, whatever page is open: see hearth-notices.c. */
HearthNotices *hearth_notices_new (HearthHub *hub);
void hearth_notices_free (HearthNotices *self);
void hearth_notices_welcome (HearthNotices *self, HearthPeer *peer);

G_END_DECLS
