/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HEARTH_DAY_LENGTH (sizeof "2026-03-12")

char *hearth_day_of (gint64 at_s, GTimeZone *zone);
gboolean hearth_day_is_valid (const char *day);
gboolean hearth_day_bounds (const char *day, GTimeZone *zone, gint64 *start_s, gint64 *end_s);
char *hearth_day_add (const char *day, int days);
char *hearth_day_zone_of_pc (void);

G_END_DECLS
