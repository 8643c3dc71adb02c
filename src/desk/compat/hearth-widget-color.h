/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The text colour that the style gives to @widget: how a widget that draws itself gets the colours of the theme. */
void hearth_widget_color (GtkWidget *widget, GdkRGBA *color);

G_END_DECLS
