/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The protocols that this program speaks, as a desk and as a hub. The interfaces "...1" stay; the number grows where a desk
 * of the number before could misunderstand. Unknown keys of a record are ignored, so a new key is no new protocol. */
#define HEARTH_PROTOCOL_OLDEST 1
#define HEARTH_PROTOCOL_NEWEST 1

gboolean hearth_protocol_check (guint oldest, guint newest, GError **error);

G_END_DECLS
