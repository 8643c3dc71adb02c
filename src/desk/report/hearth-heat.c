/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* When the house is full. Drawn here; the numbers are in the accessible description and, for a pointer, in the tooltip.
 * Shows the days and hours at which anybody came, and at least a working day. Owned by the page. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-heat.h"

#include <string.h>

#include <glib/gi18n.h>

#include "hearth-drawing.h"
#include "hearth-month-words.h"
#include "hearth-widget-color.h"

#define FIRST_HOUR 9
#define LAST_HOUR 17
#define CELL_GAP 2
#define LABEL_GAP 8

enum
{
  COLOR_CELL,
  COLOR_EMPTY,
  COLOR_TEXT,
  N_COLORS
};

static const char *const color_classes[N_COLORS] = { "chart-known", "chart-empty", "chart-text" };

struct _HearthHeat
{
  GtkWidget parent_instance;

  guint visits[7][24];
  guint most;
  guint n_weekdays; /* from Monday on */
  guint first_hour;
  guint last_hour;
  GtkWidget *colors[N_COLORS]; /* (owned): never shown */
};

G_DEFINE_FINAL_TYPE (HearthHeat, hearth_heat, GTK_TYPE_WIDGET)

typedef struct
{
  float left;
  float cell_width;
  float cell_height;
  float height;
  guint n_hours;
  gboolean mirrored;
} Grid;

static Grid
measure_grid (HearthHeat *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int widest = 0, height = 0;
  Grid grid;

  for (guint i = 1; i <= self->n_weekdays; i++)
    {
      g_autofree char *name = hearth_month_words_weekday (i);
      int width;

      hearth_drawing_text_size (GTK_WIDGET (self), name, &width, &height);
      widest = MAX (widest, width);
    }
  grid.n_hours = self->last_hour - self->first_hour + 1;
  grid.mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  grid.left = widest + LABEL_GAP;
  grid.height = MAX (1, gtk_widget_get_height (widget) - height - 6);
  grid.cell_width = MAX (1, gtk_widget_get_width (widget) - grid.left) / grid.n_hours;
  grid.cell_height = grid.height / self->n_weekdays;
  return grid;
}

static float
cell_x (HearthHeat *self, const Grid *grid, guint column)
{
  return grid->mirrored ? gtk_widget_get_width (GTK_WIDGET (self)) - grid->left - grid->cell_width * (column + 1)
                        : grid->left + grid->cell_width * column;
}

/* The last hour would stand half outside. */
static void
draw_text (HearthHeat *self, GtkSnapshot *snapshot, const char *text, float x, float y, float align)
{
  int width, height;

  hearth_drawing_text_size (GTK_WIDGET (self), text, &width, &height);
  x = CLAMP (x - width * align, 0, MAX (0, gtk_widget_get_width (GTK_WIDGET (self)) - width));
  hearth_drawing_text (GTK_WIDGET (self), snapshot, self->colors[COLOR_TEXT], text, x, y, 0);
}

static void
draw_cell (HearthHeat *self, GtkSnapshot *snapshot, const Grid *grid, guint weekday, guint column)
{
  graphene_rect_t rect
      = GRAPHENE_RECT_INIT (cell_x (self, grid, column) + CELL_GAP / 2.f, grid->cell_height * weekday + CELL_GAP / 2.f,
                            grid->cell_width - CELL_GAP, grid->cell_height - CELL_GAP);
  guint visits = self->visits[weekday][self->first_hour + column];
  GskRoundedRect rounded;
  GdkRGBA color;

  gsk_rounded_rect_init_from_rect (&rounded, &rect, 3);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  hearth_widget_color (self->colors[COLOR_EMPTY], &color);
  gtk_snapshot_append_color (snapshot, &color, &rect);
  if (visits > 0)
    {
      hearth_widget_color (self->colors[COLOR_CELL], &color);
      /* One visit is told from none. */
      color.alpha *= 0.12f + 0.88f * visits / self->most;
      gtk_snapshot_append_color (snapshot, &color, &rect);
    }
  gtk_snapshot_pop (snapshot);
}

static void
draw_hours (HearthHeat *self, GtkSnapshot *snapshot, const Grid *grid)
{
  int width, height;
  guint every;

  hearth_drawing_text_size (GTK_WIDGET (self), "12 pm", &width, &height);
  every = (guint)((width + LABEL_GAP) / grid->cell_width) + 1;
  for (guint i = 0; i < grid->n_hours; i += every)
    {
      g_autofree char *text = hearth_month_words_hour (self->first_hour + i);

      draw_text (self, snapshot, text, cell_x (self, grid, i) + (grid->mirrored ? grid->cell_width : 0),
                 gtk_widget_get_height (GTK_WIDGET (self)) - height / 2.f, grid->mirrored ? 1 : 0);
    }
}

static void
hearth_heat_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HearthHeat *self = HEARTH_HEAT (widget);
  Grid grid = measure_grid (self);

  for (guint weekday = 0; weekday < self->n_weekdays; weekday++)
    {
      g_autofree char *name = hearth_month_words_weekday (weekday + 1);

      draw_text (self, snapshot, name, grid.mirrored ? gtk_widget_get_width (widget) : 0,
                 grid.cell_height * (weekday + 0.5f), grid.mirrored ? 1 : 0);
      for (guint column = 0; column < grid.n_hours; column++)
        draw_cell (self, snapshot, &grid, weekday, column);
    }
  draw_hours (self, snapshot, &grid);
}

static void
hearth_heat_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 176;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 400 : 196;
}

static void
hearth_heat_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (hearth_heat_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static char *
cell_sentence (HearthHeat *self, guint weekday, guint hour)
{
  g_autofree char *day = hearth_month_words_weekday (weekday + 1);
  g_autofree char *when = hearth_month_words_hour (hour);
  guint visits = self->visits[weekday][hour];

  /* Translators: a weekday, an hour, a number of visits */
  return g_strdup_printf (ngettext ("%s, %s: %u visit", "%s, %s: %u visits", visits), day, when, visits);
}

static gboolean
on_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  HearthHeat *self = HEARTH_HEAT (widget);
  Grid grid = measure_grid (self);
  g_autofree char *sentence = NULL;

  for (guint column = 0; column < grid.n_hours; column++)
    {
      float left = cell_x (self, &grid, column);

      if (x < left || x >= left + grid.cell_width || y < 0 || y >= grid.height)
        continue;
      sentence
          = cell_sentence (self, MIN (self->n_weekdays - 1, (guint)(y / grid.cell_height)), self->first_hour + column);
      gtk_tooltip_set_text (tooltip, sentence);
      return TRUE;
    }
  return FALSE;
}

static void
hearth_heat_dispose (GObject *object)
{
  HearthHeat *self = HEARTH_HEAT (object);

  for (guint i = 0; i < N_COLORS; i++)
    g_clear_pointer (&self->colors[i], gtk_widget_unparent);

  G_OBJECT_CLASS (hearth_heat_parent_class)->dispose (object);
}

static void
hearth_heat_class_init (HearthHeatClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_heat_dispose;
  widget_class->css_changed = hearth_heat_css_changed;
  widget_class->measure = hearth_heat_measure;
  widget_class->snapshot = hearth_heat_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "hearth-heat");
}

static void
hearth_heat_init (HearthHeat *self)
{
  self->n_weekdays = 6;
  self->first_hour = FIRST_HOUR;
  self->last_hour = LAST_HOUR;
  hearth_drawing_add_colors (GTK_WIDGET (self), color_classes, self->colors, N_COLORS);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
}

static void
describe (HearthHeat *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint weekday = 0; weekday < 7; weekday++)
    for (guint hour = 0; hour < 24; hour++)
      if (self->visits[weekday][hour] > 0)
        {
          g_autofree char *sentence = cell_sentence (self, weekday, hour);

          g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", sentence);
        }
  if (text->len == 0)
    g_string_append (text, _ ("No visits"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
}

/**
 * hearth_heat_set_hours:
 * @self: the widget
 * @hours: an a(uuu) of weekday (1 Monday to 7), hour, visits
 *
 * Shows these figures.
 */
void
hearth_heat_set_hours (HearthHeat *self, GVariant *hours)
{
  GVariantIter iter;
  guint weekday, hour, visits;

  g_return_if_fail (HEARTH_IS_HEAT (self));
  g_return_if_fail (g_variant_is_of_type (hours, G_VARIANT_TYPE ("a(uuu)")));

  memset (self->visits, 0, sizeof self->visits);
  self->most = 1;
  self->n_weekdays = 6;
  self->first_hour = FIRST_HOUR;
  self->last_hour = LAST_HOUR;
  g_variant_iter_init (&iter, hours);
  while (g_variant_iter_next (&iter, "(uuu)", &weekday, &hour, &visits))
    {
      if (weekday < 1 || weekday > 7 || hour > 23)
        continue;
      self->visits[weekday - 1][hour] = visits;
      self->most = MAX (self->most, visits);
      self->n_weekdays = MAX (self->n_weekdays, weekday);
      self->first_hour = MIN (self->first_hour, hour);
      self->last_hour = MAX (self->last_hour, hour);
    }
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
