/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A page and its side pane: the last child is the pane, the children before it fill the rest one over the other. */
#define HEARTH_TYPE_SIDE_PANE_LAYOUT (hearth_side_pane_layout_get_type ())
G_DECLARE_FINAL_TYPE (HearthSidePaneLayout, hearth_side_pane_layout, HEARTH, SIDE_PANE_LAYOUT, GtkLayoutManager)

int hearth_side_pane_layout_get_width (GtkWidget *widget, int width);

G_END_DECLS
