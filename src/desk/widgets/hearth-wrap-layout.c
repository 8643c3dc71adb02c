/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A layout in which children flow in lines, as words do. The natural width is that of the widest child, so that a row of
 * chips never stretches the page it stands on.
 * Owned by its widget. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-wrap-layout.h"

struct _HearthWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
  int line_spacing;
};

G_DEFINE_FINAL_TYPE (HearthWrapLayout, hearth_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef enum
{
  PROP_SPACING = 1,
  PROP_LINE_SPACING,
  N_PROPS,
} HearthWrapLayoutProperty;

static GParamSpec *properties[N_PROPS];

/* One line: which children are in it and how tall it is. */
typedef struct
{
  GtkWidget *first; /* (unowned) */
  GtkWidget *after; /* (unowned) (nullable): the first of the next line */
  int height;
} Line;

static int
child_width (GtkWidget *child, int limit)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return CLAMP (natural, minimum, MAX (minimum, limit));
}

static int
child_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* Finds the line that begins with @first, a child that is laid out. */
static Line
next_line (HearthWrapLayout *self, GtkWidget *first, int width)
{
  Line line = { first, NULL, 0 };
  int x = 0;

  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int wanted;

      if (!gtk_widget_should_layout (child))
        continue;
      wanted = child_width (child, width);
      if (child != first && x + wanted > width)
        {
          line.after = child;
          break;
        }
      x += wanted + self->spacing;
      line.height = MAX (line.height, child_height (child, wanted));
    }
  return line;
}

static GtkWidget *
first_shown (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = first_shown (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static GtkSizeRequestMode
hearth_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hearth_wrap_layout_measure (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  HearthWrapLayout *self = HEARTH_WRAP_LAYOUT (manager);
  int height = 0;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (widget, minimum, natural);
      return;
    }
  for (GtkWidget *child = first_shown (widget); child != NULL;)
    {
      Line line = next_line (self, child, for_size < 0 ? G_MAXINT / 2 : for_size);

      height += line.height + (height > 0 ? self->line_spacing : 0);
      child = line.after;
    }
  *minimum = *natural = height;
}

static void
hearth_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  HearthWrapLayout *self = HEARTH_WRAP_LAYOUT (manager);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  for (GtkWidget *first = first_shown (widget); first != NULL;)
    {
      Line line = next_line (self, first, width);
      int x = 0;

      for (GtkWidget *child = first; child != line.after; child = gtk_widget_get_next_sibling (child))
        {
          int wanted;

          if (!gtk_widget_should_layout (child))
            continue;
          wanted = child_width (child, width);
          gtk_widget_size_allocate (child, &(GtkAllocation){ rtl ? width - x - wanted : x, y, wanted, line.height },
                                    -1);
          x += wanted + self->spacing;
        }
      y += line.height + self->line_spacing;
      first = line.after;
    }
}

static void
hearth_wrap_layout_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthWrapLayout *self = HEARTH_WRAP_LAYOUT (object);

  switch ((HearthWrapLayoutProperty)prop_id)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_LINE_SPACING:
      g_value_set_int (value, self->line_spacing);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_wrap_layout_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HearthWrapLayout *self = HEARTH_WRAP_LAYOUT (object);
  int *field = prop_id == PROP_SPACING ? &self->spacing : &self->line_spacing;

  if (prop_id != PROP_SPACING && prop_id != PROP_LINE_SPACING)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  if (*field == g_value_get_int (value))
    return;
  *field = g_value_get_int (value);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
  g_object_notify_by_pspec (object, pspec);
}

static void
hearth_wrap_layout_class_init (HearthWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = hearth_wrap_layout_get_property;
  object_class->set_property = hearth_wrap_layout_set_property;
  layout_class->get_request_mode = hearth_wrap_layout_get_request_mode;
  layout_class->measure = hearth_wrap_layout_measure;
  layout_class->allocate = hearth_wrap_layout_allocate;

  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 8,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_LINE_SPACING]
      = g_param_spec_int ("line-spacing", NULL, NULL, 0, G_MAXINT, 8,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hearth_wrap_layout_init (HearthWrapLayout *self)
{
  self->spacing = 8;
  self->line_spacing = 8;
}
