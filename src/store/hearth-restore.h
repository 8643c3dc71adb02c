/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean hearth_restore_in_place (const char *proven, const char *path, GError **error);

G_END_DECLS
