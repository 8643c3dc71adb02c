/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"
#include "hearth-desk-view.h"
#include "hearth-host.h"

G_BEGIN_DECLS

/* The window: opens a center, lets people sign in, and shows the desk to who is signed in. */
#define HEARTH_TYPE_WINDOW (hearth_window_get_type ())
G_DECLARE_FINAL_TYPE (HearthWindow, hearth_window, HEARTH, WINDOW, AdwApplicationWindow)

HearthWindow *hearth_window_new (GtkApplication *application, HearthHost *host);
void hearth_window_open (HearthWindow *self, const char *path, gboolean sample);
void hearth_window_open_joined (HearthWindow *self);                 /* the center that this desk has joined */
void hearth_window_set_idle_ms (HearthWindow *self, guint limit_ms); /* for tests; else it is lock-minutes */
HearthClient *hearth_window_get_client (HearthWindow *self);
/* Returns (transfer none) (nullable): what is shown to who is signed in; NULL while locked. */
HearthDeskView *hearth_window_get_desk_view (HearthWindow *self);
void hearth_window_add_toast (HearthWindow *self, AdwToast *toast); /* where there is no such view */

G_END_DECLS
