/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One page with the figures of a month. A day with one to four visits has a low bar of one height, so that paper never
 * tells of so few. The print operation owns its data until it is done. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-month-print.h"

#include <glib/gi18n.h>

#include "hearth-month-words.h"
#include "hearth-shell.h"

#define FEW 5
#define MARGIN 6 /* points beside those of the page setup */
#define CHART_HEIGHT 150

typedef struct
{
  char *month;       /* (owned) */
  char *center;      /* (owned) */
  GVariant *figures; /* (owned) */
  GVariant *days;    /* (owned) */
  GVariant *reasons; /* (owned) */
} Page;

/* Where the pen is. */
typedef struct
{
  cairo_t *cr;
  GtkPrintContext *context;
  double y;
  double width;
} Pen;

static void
page_free (gpointer data, GClosure *closure)
{
  Page *page = data;

  g_free (page->month);
  g_free (page->center);
  g_variant_unref (page->figures);
  g_variant_unref (page->days);
  g_variant_unref (page->reasons);
  g_free (page);
}

/**
 * hearth_month_print_number:
 * @number: how many
 *
 * Returns: (transfer full): the number, or "fewer than 5" for one to four
 */
char *
hearth_month_print_number (guint number)
{
  return number > 0 && number < FEW ? g_strdup_printf (_ ("fewer than %d"), FEW) : g_strdup_printf ("%u", number);
}

/* Writes at @x and gives the height. Nothing moves. */
static double
write_at (Pen *pen, const char *text, const char *font, double x, double width, PangoAlignment alignment)
{
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (pen->context);
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);
  int height;

  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  cairo_set_source_rgb (pen->cr, 0, 0, 0);
  cairo_move_to (pen->cr, x, pen->y);
  pango_cairo_show_layout (pen->cr, layout);
  return height / (double)PANGO_SCALE;
}

static void
write_line (Pen *pen, const char *text, const char *font, double space)
{
  pen->y += write_at (pen, text, font, MARGIN, pen->width - 2 * MARGIN, PANGO_ALIGN_LEFT) + space;
}

/* A label and a number on one line. */
static void
write_row (Pen *pen, const char *label, guint number)
{
  g_autofree char *text = hearth_month_print_number (number);
  double height = write_at (pen, label, "Sans 11", MARGIN, pen->width * 0.62, PANGO_ALIGN_LEFT);

  write_at (pen, text, "Sans Bold 11", pen->width * 0.64, pen->width * 0.36 - MARGIN, PANGO_ALIGN_RIGHT);
  pen->y += height + 4;
}

static void
write_figures (Pen *pen, Page *page)
{
  static const struct
  {
    const char *figure;
    const char *label;
  } rows[] = {
    { "visits", N_ ("Visits") },
    { "people", N_ ("Different people we know") },
    { "first-visits", N_ ("Of these, here for the first time") },
    { "nameless", N_ ("Nameless visits") },
    { "guests-new", N_ ("Nameless guests, new here") },
    { "guests-before", N_ ("Nameless guests, been before") },
    { "groups", N_ ("Groups counted") },
    { "group-heads", N_ ("People at groups") },
    { "children", N_ ("Children with guests") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint number = 0;

      g_variant_lookup (page->figures, rows[i].figure, "u", &number);
      write_row (pen, _ (rows[i].label), number);
    }
}

static guint
most_visits (GVariant *days)
{
  GVariantIter iter;
  guint day, known, nameless, most = FEW;

  g_variant_iter_init (&iter, days);
  while (g_variant_iter_next (&iter, "(uuu)", &day, &known, &nameless))
    most = MAX (most, known + nameless);
  return most;
}

static void
draw_bars (Pen *pen, Page *page)
{
  guint n_days = hearth_month_words_days (page->month), most = most_visits (page->days);
  double slot = (pen->width - 2 * MARGIN) / n_days, bottom = pen->y + CHART_HEIGHT;
  GVariantIter iter;
  guint day, known, nameless;

  g_variant_iter_init (&iter, page->days);
  while (g_variant_iter_next (&iter, "(uuu)", &day, &known, &nameless))
    {
      guint visits = known + nameless;
      gboolean few = visits > 0 && visits < FEW;
      double height = CHART_HEIGHT * (few ? FEW - 1.0 : visits) / most;

      if (visits == 0 || day < 1 || day > n_days)
        continue;
      cairo_rectangle (pen->cr, MARGIN + slot * (day - 0.8), bottom - height, slot * 0.6, height);
      cairo_set_source_rgb (pen->cr, 0.35, 0.35, 0.35);
      cairo_set_line_width (pen->cr, 0.6);
      if (few)
        cairo_stroke (pen->cr);
      else
        cairo_fill (pen->cr);
    }
  cairo_set_source_rgb (pen->cr, 0, 0, 0);
  cairo_set_line_width (pen->cr, 0.6);
  cairo_move_to (pen->cr, MARGIN, bottom);
  cairo_line_to (pen->cr, pen->width - MARGIN, bottom);
  cairo_stroke (pen->cr);
  pen->y = bottom + 3;
  for (day = 1; day <= n_days; day += 2)
    {
      g_autofree char *text = g_strdup_printf ("%u", day);

      write_at (pen, text, "Sans 7", MARGIN + slot * (day - 1.5), slot * 2, PANGO_ALIGN_CENTER);
    }
  pen->y += 22;
}

static void
write_reasons (Pen *pen, Page *page)
{
  GVariantIter iter;
  const char *code, *label;
  guint visits;

  g_variant_iter_init (&iter, page->reasons);
  while (g_variant_iter_next (&iter, "(&s&su)", &code, &label, &visits))
    write_row (pen, label, visits);
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int number, Page *page)
{
  Pen pen = { gtk_print_context_get_cairo_context (context), context, 0, gtk_print_context_get_width (context) };
  g_autofree char *title = hearth_month_words_title (page->month);

  write_line (&pen, page->center, "Sans 10", 2);
  write_line (&pen, title, "Sans Bold 20", 14);
  write_figures (&pen, page);
  pen.y += 14;
  write_line (&pen, _ ("Visits by day"), "Sans Bold 12", 8);
  draw_bars (&pen, page);
  write_line (&pen, _ ("What people came for"), "Sans Bold 12", 6);
  write_reasons (&pen, page);
  pen.y += 12;
  write_line (
      &pen,
      _ ("A nameless visit is a visit, not a person: the two are never added up. Numbers below 5 are not printed; "
         "an empty bar stands for fewer than 5 visits."),
      "Sans 9", 0);
}

static GtkPrintOperation *
make_operation (const HearthMonth *month, const char *center)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Page *page = g_new0 (Page, 1);

  page->month = g_strdup (month->month);
  page->center = g_strdup (center);
  page->figures = g_variant_ref (month->figures);
  page->days = g_variant_ref (month->days);
  page->reasons = g_variant_ref (month->reasons);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, _ ("This month"));
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (on_draw_page), page, page_free, 0);
  return operation;
}

static void
on_done (GtkPrintOperation *operation, GtkPrintOperationResult result, GtkWindow *parent)
{
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    hearth_shell_say (GTK_WIDGET (parent), _ ("This page could not be printed. Look at the printer, then try again."));
}

/**
 * hearth_month_print:
 * @parent: the window over which the print dialog opens
 * @month: the figures
 * @center: name of the center
 *
 * Asks for a printer and prints. Comes back at once.
 */
void
hearth_month_print (GtkWindow *parent, const HearthMonth *month, const char *center)
{
  g_autoptr (GtkPrintOperation) operation = make_operation (month, center);

  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_done), parent, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

/**
 * hearth_month_print_export:
 * @month: the figures
 * @center: name of the center
 * @path: where the PDF file goes
 * @error: return location
 *
 * Returns: whether the file was written
 */
gboolean
hearth_month_print_export (const HearthMonth *month, const char *center, const char *path, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = make_operation (month, center);

  gtk_print_operation_set_export_filename (operation, path);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error)
         != GTK_PRINT_OPERATION_RESULT_ERROR;
}
