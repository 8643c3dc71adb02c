/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Bars by day. Drawn here; colours come from the style through children that are never shown. The values are in the
 * accessible description and, for a pointer, in the tooltip. Owned by the page. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-chart.h"

#include <string.h>

#include <glib/gi18n.h>

#include "hearth-drawing.h"
#include "hearth-month-words.h"
#include "hearth-shown-name.h"
#include "hearth-widget-color.h"

#define GAP 2 /* between the two parts of a bar */
#define TOP_MARGIN 8
#define AXIS_GAP 8
#define WIDEST_BAR 22

enum
{
  COLOR_KNOWN,
  COLOR_NAMELESS,
  COLOR_LINE,
  COLOR_TEXT,
  N_COLORS
};

static const char *const color_classes[N_COLORS] = { "chart-known", "chart-nameless", "chart-line", "chart-text" };

struct _HearthChart
{
  GtkWidget parent_instance;

  char *month; /* (owned) */
  guint n_days;
  guint known[31];
  guint nameless[31];
  guint top;
  guint step;
  GtkWidget *colors[N_COLORS]; /* (owned): never shown */
};

G_DEFINE_FINAL_TYPE (HearthChart, hearth_chart, GTK_TYPE_WIDGET)

/* What a drawing needs to know of sizes, in the coordinates of the widget. */
typedef struct
{
  float left;
  float top;
  float width;
  float height;
  float slot;
  float bar;
  gboolean mirrored;
} Plot;

static Plot
measure_plot (HearthChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *widest = g_strdup_printf ("%u", self->top);
  int label_width, label_height;
  Plot plot;

  hearth_drawing_text_size (GTK_WIDGET (self), widest, &label_width, &label_height);
  plot.mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  plot.width = MAX (1, gtk_widget_get_width (widget) - label_width - AXIS_GAP);
  plot.left = plot.mirrored ? 0 : label_width + AXIS_GAP;
  plot.top = TOP_MARGIN;
  plot.height = MAX (1, gtk_widget_get_height (widget) - TOP_MARGIN - label_height - AXIS_GAP);
  plot.slot = plot.width / self->n_days;
  plot.bar = MIN (WIDEST_BAR, plot.slot * 0.62f);
  return plot;
}

static float
slot_start (const Plot *plot, guint index)
{
  return plot->mirrored ? plot->left + plot->width - plot->slot * (index + 1) : plot->left + plot->slot * index;
}

static void
draw_text (HearthChart *self, GtkSnapshot *snapshot, const char *text, float x, float y, float align)
{
  hearth_drawing_text (GTK_WIDGET (self), snapshot, self->colors[COLOR_TEXT], text, x, y, align);
}

static void
draw_axis (HearthChart *self, GtkSnapshot *snapshot, const Plot *plot)
{
  GdkRGBA line;

  hearth_widget_color (self->colors[COLOR_LINE], &line);
  for (guint value = 0; value <= self->top; value += self->step)
    {
      g_autofree char *text = g_strdup_printf ("%u", value);
      float y = (int)(plot->top + plot->height - plot->height * value / self->top);

      gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (plot->left, y, plot->width, 1));
      draw_text (self, snapshot, text, plot->mirrored ? plot->left + plot->width + AXIS_GAP : plot->left - AXIS_GAP, y,
                 plot->mirrored ? 0 : 1);
    }
}

static void
draw_bar (GtkSnapshot *snapshot, float x, float y, float width, float height, const GdkRGBA *color)
{
  GskRoundedRect rounded;
  graphene_rect_t rect = GRAPHENE_RECT_INIT (x, y, width, height);

  gsk_rounded_rect_init_from_rect (&rounded, &rect, MIN (3, height / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, color, &rect);
  gtk_snapshot_pop (snapshot);
}

static void
draw_day (HearthChart *self, GtkSnapshot *snapshot, const Plot *plot, guint index)
{
  float x = slot_start (plot, index) + (plot->slot - plot->bar) / 2, bottom = plot->top + plot->height;
  float known = plot->height * self->known[index] / self->top;
  float nameless = plot->height * self->nameless[index] / self->top;
  GdkRGBA color;

  if (self->known[index] > 0)
    {
      hearth_widget_color (self->colors[COLOR_KNOWN], &color);
      draw_bar (snapshot, x, bottom - known, plot->bar, known, &color);
    }
  if (self->nameless[index] > 0)
    {
      float lift = known > 0 ? known + GAP : 0;

      hearth_widget_color (self->colors[COLOR_NAMELESS], &color);
      draw_bar (snapshot, x, bottom - lift - nameless, plot->bar, nameless, &color);
    }
}

static void
draw_day_numbers (HearthChart *self, GtkSnapshot *snapshot, const Plot *plot)
{
  int width, height;
  guint every;

  hearth_drawing_text_size (GTK_WIDGET (self), "30", &width, &height);
  every = plot->slot >= width * 1.5f ? 1 : plot->slot * 2 >= width * 1.5f ? 2 : 5;
  for (guint i = 0; i < self->n_days; i += every)
    {
      g_autofree char *text = g_strdup_printf ("%u", i + 1);

      draw_text (self, snapshot, text, slot_start (plot, i) + plot->slot / 2,
                 gtk_widget_get_height (GTK_WIDGET (self)) - height / 2.f, 0.5f);
    }
}

static void
hearth_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HearthChart *self = HEARTH_CHART (widget);
  Plot plot = measure_plot (self);

  draw_axis (self, snapshot, &plot);
  for (guint i = 0; i < self->n_days; i++)
    draw_day (self, snapshot, &plot, i);
  draw_day_numbers (self, snapshot, &plot);
}

static void
hearth_chart_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 180;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : 220;
}

/* The colours are children's, so a new style comes here only as a redraw. */
static void
hearth_chart_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (hearth_chart_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static char *
day_sentence (HearthChart *self, guint index)
{
  g_autofree char *day = hearth_month_words_day (self->month, index + 1);
  g_autofree char *shown = hearth_shown_long_day (day);

  /* Translators: a day, then two numbers of visits */
  return g_strdup_printf (_ ("%s: %u known by name, %u nameless"), shown, self->known[index], self->nameless[index]);
}

static gboolean
on_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  HearthChart *self = HEARTH_CHART (widget);
  Plot plot = measure_plot (self);
  g_autofree char *sentence = NULL;
  int index;

  if (x < plot.left || x >= plot.left + plot.width)
    return FALSE;
  index = (int)((x - plot.left) / plot.slot);
  if (plot.mirrored)
    index = (int)self->n_days - 1 - index;
  if (index < 0 || index >= (int)self->n_days)
    return FALSE;
  sentence = day_sentence (self, index);
  gtk_tooltip_set_text (tooltip, sentence);
  return TRUE;
}

static void
hearth_chart_dispose (GObject *object)
{
  HearthChart *self = HEARTH_CHART (object);

  for (guint i = 0; i < N_COLORS; i++)
    g_clear_pointer (&self->colors[i], gtk_widget_unparent);

  G_OBJECT_CLASS (hearth_chart_parent_class)->dispose (object);
}

static void
hearth_chart_finalize (GObject *object)
{
  g_free (HEARTH_CHART (object)->month);

  G_OBJECT_CLASS (hearth_chart_parent_class)->finalize (object);
}

static void
hearth_chart_class_init (HearthChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_chart_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_chart_finalize;
  widget_class->css_changed = hearth_chart_css_changed;
  widget_class->measure = hearth_chart_measure;
  widget_class->snapshot = hearth_chart_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "hearth-chart");
}

static void
hearth_chart_init (HearthChart *self)
{
  self->month = g_strdup ("2000-01");
  self->n_days = 31;
  self->top = 10;
  self->step = 5;
  hearth_drawing_add_colors (GTK_WIDGET (self), color_classes, self->colors, N_COLORS);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
}

/* Round numbers with at most four steps. */
static void
choose_axis (HearthChart *self)
{
  static const guint rounds[] = { 1, 2, 5 };
  guint most = 0;

  for (guint i = 0; i < self->n_days; i++)
    most = MAX (most, self->known[i] + self->nameless[i]);
  self->step = 5;
  for (guint scale = 1, found = FALSE; !found && scale <= 100000; scale *= 10)
    for (guint i = 0; i < G_N_ELEMENTS (rounds) && !found; i++)
      {
        self->step = rounds[i] * scale;
        found = most <= 4 * self->step;
      }
  if (most == 0)
    self->step = 5;
  self->top = MAX (1, (most + self->step - 1) / self->step) * self->step;
  if (most == 0)
    self->top = 10;
}

static void
describe (HearthChart *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->n_days; i++)
    if (self->known[i] + self->nameless[i] > 0)
      {
        g_autofree char *sentence = day_sentence (self, i);

        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", sentence);
      }
  if (text->len == 0)
    g_string_append (text, _ ("No visits"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
}

/**
 * hearth_chart_set_days:
 * @self: a chart
 * @month: YYYY-MM
 * @days: an a(uuu) of day of month, visits of people known by name, nameless visits
 *
 * Shows these figures.
 */
void
hearth_chart_set_days (HearthChart *self, const char *month, GVariant *days)
{
  GVariantIter iter;
  guint day, known, nameless;

  g_return_if_fail (HEARTH_IS_CHART (self));
  g_return_if_fail (g_variant_is_of_type (days, G_VARIANT_TYPE ("a(uuu)")));

  g_free (self->month);
  self->month = g_strdup (month);
  self->n_days = hearth_month_words_days (month);
  memset (self->known, 0, sizeof self->known);
  memset (self->nameless, 0, sizeof self->nameless);
  g_variant_iter_init (&iter, days);
  while (g_variant_iter_next (&iter, "(uuu)", &day, &known, &nameless))
    if (day >= 1 && day <= self->n_days)
      {
        self->known[day - 1] = known;
        self->nameless[day - 1] = nameless;
      }
  choose_axis (self);
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * hearth_chart_get_top:
 * @self: a chart
 *
 * Returns: the number at the top of the axis
 */
guint
hearth_chart_get_top (HearthChart *self)
{
  g_return_val_if_fail (HEARTH_IS_CHART (self), 0);

  return self->top;
}
