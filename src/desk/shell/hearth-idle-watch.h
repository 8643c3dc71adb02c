/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Notices when nobody touches any window of the program. Property: limit-ms (uint, 0 never). Signal: idle. */
#define HEARTH_TYPE_IDLE_WATCH (hearth_idle_watch_get_type ())
G_DECLARE_FINAL_TYPE (HearthIdleWatch, hearth_idle_watch, HEARTH, IDLE_WATCH, GObject)

HearthIdleWatch *hearth_idle_watch_new (void);
void hearth_idle_watch_set_limit_ms (HearthIdleWatch *self, guint limit_ms);
void hearth_idle_watch_touch (HearthIdleWatch *self);

G_END_DECLS
