/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Places a side pane by the room there is and the size of the text, never by the natural width of a long row in it.
 * Main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-side-pane-layout.h"

#define PANE_WIDE 400
#define PANE_NARROW 320
#define WIDE_FROM 890 /* of the page, at the usual size of text */

struct _HearthSidePaneLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthSidePaneLayout, hearth_side_pane_layout, GTK_TYPE_LAYOUT_MANAGER)

static double
text_scale (GtkWidget *widget)
{
  int dpi = -1;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? CLAMP (dpi / (96.0 * 1024.0), 1.0, 3.0) : 1.0;
}

/**
 * hearth_side_pane_layout_get_width:
 * @widget: in the window
 * @width: of a page
 *
 * Returns: how wide a side pane of that page is, if what is in it can be as narrow
 */
int
hearth_side_pane_layout_get_width (GtkWidget *widget, int width)
{
  double scale = text_scale (widget);
  int base = width / scale < WIDE_FROM ? PANE_NARROW : PANE_WIDE;

  return (int)(base * (1.0 + (scale - 1.0) / 2.0));
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  GtkWidget *pane = gtk_widget_get_last_child (widget);

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      int min = 0, nat = 0;

      if (!gtk_widget_should_layout (child) || child == pane)
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &min, &nat, NULL, NULL);
      *minimum = MAX (*minimum, min);
      *natural = MAX (*natural, nat);
    }
  if (pane && gtk_widget_should_layout (pane))
    {
      int min = 0;

      gtk_widget_measure (pane, GTK_ORIENTATION_HORIZONTAL, -1, &min, NULL, NULL, NULL);
      *minimum += MAX (min, hearth_side_pane_layout_get_width (widget, 0));
      *natural += MAX (min, hearth_side_pane_layout_get_width (widget, G_MAXINT));
    }
}

static void
hearth_side_pane_layout_measure (GtkLayoutManager *manager,
                                 GtkWidget *widget,
                                 GtkOrientation orientation,
                                 int for_size,
                                 int *minimum,
                                 int *natural,
                                 int *minimum_baseline,
                                 int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (widget, minimum, natural);
      return;
    }
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      int min = 0, nat = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &min, &nat, NULL, NULL);
      *minimum = MAX (*minimum, min);
      *natural = MAX (*natural, nat);
    }
}

static void
hearth_side_pane_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *pane = gtk_widget_get_last_child (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int beside = 0, min = 0;

  if (pane && gtk_widget_should_layout (pane))
    {
      gtk_widget_measure (pane, GTK_ORIENTATION_HORIZONTAL, -1, &min, NULL, NULL, NULL);
      beside = MIN (MAX (min, hearth_side_pane_layout_get_width (widget, width)), width);
      gtk_widget_size_allocate (pane, &(GtkAllocation){ rtl ? 0 : width - beside, 0, beside, height }, -1);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && child != pane;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      gtk_widget_size_allocate (child, &(GtkAllocation){ rtl ? beside : 0, 0, width - beside, height }, -1);
}

static void
hearth_side_pane_layout_class_init (HearthSidePaneLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = hearth_side_pane_layout_measure;
  layout_class->allocate = hearth_side_pane_layout_allocate;
}

static void
hearth_side_pane_layout_init (HearthSidePaneLayout *self)
{
}
