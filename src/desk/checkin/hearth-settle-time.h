/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks when it was, of a visit that was kept by a clock that was not set: one of the last days, and a time as people write
 * it. */
#define HEARTH_TYPE_SETTLE_TIME (hearth_settle_time_get_type ())
G_DECLARE_FINAL_TYPE (HearthSettleTime, hearth_settle_time, HEARTH, SETTLE_TIME, GtkBox)

void hearth_settle_time_begin (HearthSettleTime *self, GTimeZone *zone, gint64 now_s);
const char *hearth_settle_time_read (HearthSettleTime *self, gint64 now_s, gint64 *at_s);

G_END_DECLS
