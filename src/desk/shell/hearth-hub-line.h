/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-hub-watch.h"

G_BEGIN_DECLS

/* The last line of the sidebar: name of the desk and "Connected", or "On its own · 5 kept here" in amber. For a desk that
 * joined a center it opens what is kept ("win.kept"). Properties: client, watch (nullable), rail. */
#define HEARTH_TYPE_HUB_LINE (hearth_hub_line_get_type ())
G_DECLARE_FINAL_TYPE (HearthHubLine, hearth_hub_line, HEARTH, HUB_LINE, GtkWidget)

const char *hearth_hub_line_get_text (HearthHubLine *self);

/* Puts the banner of @watch under the header bar of @page, a box that begins with one. */
void hearth_hub_line_add_banner (GtkWidget *page, HearthHubWatch *watch);

G_END_DECLS
