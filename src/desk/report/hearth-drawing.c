/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What widgets that draw themselves need: the colours of the style, and text. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-drawing.h"

#include "hearth-widget-color.h"

/**
 * hearth_drawing_add_colors:
 * @widget: a widget that draws itself
 * @classes: (array length=n_colors): of the style
 * @colors: (out caller-allocates) (array length=n_colors): children of @widget that are never shown, to be unparented in
 *   its dispose: hearth_widget_color() of each is the colour that the style gives its class
 * @n_colors: how many
 */
void
hearth_drawing_add_colors (GtkWidget *widget, const char *const *classes, GtkWidget **colors, guint n_colors)
{
  for (guint i = 0; i < n_colors; i++)
    {
      colors[i] = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_widget_add_css_class (colors[i], classes[i]);
      gtk_widget_set_child_visible (colors[i], FALSE);
      gtk_widget_set_parent (colors[i], widget);
    }
}

/**
 * hearth_drawing_text_size:
 * @widget: whose font it has
 * @text: one line
 * @width: (out): px
 * @height: (out): px
 */
void
hearth_drawing_text_size (GtkWidget *widget, const char *text, int *width, int *height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);

  pango_layout_get_pixel_size (layout, width, height);
}

/**
 * hearth_drawing_text:
 * @widget: whose font it has
 * @snapshot: where it is drawn
 * @color: of hearth_drawing_add_colors()
 * @text: one line
 * @x: in the coordinates of @widget
 * @y: its middle
 * @align: 0 begins at @x, 0.5 is in the middle of it, 1 ends there
 */
void
hearth_drawing_text (
    GtkWidget *widget, GtkSnapshot *snapshot, GtkWidget *color, const char *text, float x, float y, float align)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  GdkRGBA rgba;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  hearth_widget_color (color, &rgba);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x - width * align, y - height / 2.f));
  gtk_snapshot_append_layout (snapshot, layout, &rgba);
  gtk_snapshot_restore (snapshot);
}
