/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hearth_drawing_add_colors (GtkWidget *widget, const char *const *classes, GtkWidget **colors, guint n_colors);
void hearth_drawing_text_size (GtkWidget *widget, const char *text, int *width, int *height);
void hearth_drawing_text (
    GtkWidget *widget, GtkSnapshot *snapshot, GtkWidget *color, const char *text, float x, float y, float align);

G_END_DECLS
