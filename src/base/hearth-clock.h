/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 hearth_clock_now_s (void);
gint64 hearth_clock_since_boot_us (void);
void hearth_clock_set (gint64 now_s);
void hearth_clock_pass (gint64 seconds);
void hearth_clock_reset (void);

G_END_DECLS
