/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hearth_id_new (void);
gboolean hearth_id_is_valid (const char *id);

G_END_DECLS
