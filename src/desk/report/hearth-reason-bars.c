/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A line for each reason. The number says it; the bar only shows it. Owned by the page. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-reason-bars.h"

struct _HearthReasonBars
{
  GtkGrid parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthReasonBars, hearth_reason_bars, GTK_TYPE_GRID)

static void
hearth_reason_bars_class_init (HearthReasonBarsClass *klass)
{
}

static void
hearth_reason_bars_init (HearthReasonBars *self)
{
  gtk_grid_set_column_spacing (GTK_GRID (self), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self), 7);
}

static void
add_line (HearthReasonBars *self, int row, const char *label, guint visits, guint most)
{
  g_autofree char *number = g_strdup_printf ("%u", visits);
  GtkWidget *name = gtk_label_new (label), *figure = gtk_label_new (number);
  GtkWidget *bar = g_object_new (GTK_TYPE_LEVEL_BAR, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), 10);
  gtk_widget_set_tooltip_text (name, label);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_level_bar_set_max_value (GTK_LEVEL_BAR (bar), MAX (1, most));
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), visits);
  gtk_widget_add_css_class (bar, "month");
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (figure), 1);
  gtk_widget_add_css_class (figure, "numeric");
  gtk_grid_attach (GTK_GRID (self), name, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self), bar, 1, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self), figure, 2, row, 1, 1);
}

/**
 * hearth_reason_bars_set_reasons:
 * @self: the bars
 * @reasons: an a(ssu) of code, label, visits
 *
 * Shows these figures.
 */
void
hearth_reason_bars_set_reasons (HearthReasonBars *self, GVariant *reasons)
{
  GtkWidget *child;
  GVariantIter iter;
  const char *code, *label;
  guint visits, most = 0;
  int row = 0;

  g_return_if_fail (HEARTH_IS_REASON_BARS (self));
  g_return_if_fail (g_variant_is_of_type (reasons, G_VARIANT_TYPE ("a(ssu)")));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_grid_remove (GTK_GRID (self), child);
  g_variant_iter_init (&iter, reasons);
  while (g_variant_iter_next (&iter, "(&s&su)", &code, &label, &visits))
    most = MAX (most, visits);
  g_variant_iter_init (&iter, reasons);
  while (g_variant_iter_next (&iter, "(&s&su)", &code, &label, &visits))
    add_line (self, row++, label, visits, most);
}
