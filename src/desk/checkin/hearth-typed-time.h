/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean hearth_typed_time_parse (const char *text, const char *day, GTimeZone *zone, gint64 *at_s);

G_END_DECLS
