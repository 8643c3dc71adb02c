/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* gtk_widget_get_color() is of GTK 4.10; the style context before it is deprecated there. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-widget-color.h"

/**
 * hearth_widget_color:
 * @widget: a widget
 * @color: (out): its text colour
 */
void
hearth_widget_color (GtkWidget *widget, GdkRGBA *color)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
#if GTK_CHECK_VERSION(4, 10, 0)
  gtk_widget_get_color (widget, color);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
#endif
  G_GNUC_END_IGNORE_DEPRECATIONS
}
