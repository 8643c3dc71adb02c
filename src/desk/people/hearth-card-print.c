/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Prints a card. It is given a code and nothing else, so a name cannot come onto it. The print operation owns itself until
 * it is done. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-card-print.h"

#include <glib/gi18n.h>
#include <qrencode.h>

#include "hearth-shell.h"

/* ISO/IEC 7810 ID-1, and what the quiet zone of a QR code asks for, in millimeters and modules. */
#define CARD_WIDTH 85.6
#define CARD_HEIGHT 53.98
#define CARD_CORNER 3.18
#define QR_SIDE 36.0
#define QR_QUIET 4

#define POINTS_PER_MM (72.0 / 25.4)

static void
draw_outline (cairo_t *cr)
{
  double r = CARD_CORNER, w = CARD_WIDTH, h = CARD_HEIGHT;

  cairo_new_sub_path (cr);
  cairo_arc (cr, w - r, r, r, -G_PI_2, 0);
  cairo_arc (cr, w - r, h - r, r, 0, G_PI_2);
  cairo_arc (cr, r, h - r, r, G_PI_2, G_PI);
  cairo_arc (cr, r, r, r, G_PI, G_PI + G_PI_2);
  cairo_close_path (cr);
  cairo_set_line_width (cr, 0.2);
  cairo_set_source_rgb (cr, 0.6, 0.6, 0.6);
  cairo_stroke (cr);
}

static void
draw_code (cairo_t *cr, QRcode *qr)
{
  double module = QR_SIDE / (qr->width + 2 * QR_QUIET);
  double top = (CARD_HEIGHT - QR_SIDE) / 2 + QR_QUIET * module;
  double left = 4 + QR_QUIET * module;

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (int y = 0; y < qr->width; y++)
    for (int x = 0; x < qr->width; x++)
      if (qr->data[y * qr->width + x] & 1)
        cairo_rectangle (cr, left + x * module, top + y * module, module, module);
  cairo_fill (cr);
}

static void
draw_letters (cairo_t *cr, PangoLayout *layout, const char *code)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Monospace Bold 11");
  double left = 4 + QR_SIDE, room = CARD_WIDTH - left - 4;
  int width, height;

  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, code, -1);
  pango_layout_set_width (layout, (int)(room * POINTS_PER_MM * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_CHAR);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_size (layout, &width, &height);
  cairo_save (cr);
  cairo_translate (cr, left, (CARD_HEIGHT - height / (double)PANGO_SCALE / POINTS_PER_MM) / 2);
  cairo_scale (cr, 1 / POINTS_PER_MM, 1 / POINTS_PER_MM);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, const char *code)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  QRcode *qr = QRcode_encodeString8bit (code, 0, QR_ECLEVEL_M);

  cairo_scale (cr, POINTS_PER_MM, POINTS_PER_MM);
  draw_outline (cr);
  if (qr != NULL)
    {
      draw_code (cr, qr);
      QRcode_free (qr);
    }
  draw_letters (cr, layout, code);
}

static GtkPrintOperation *
make_operation (const char *code)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();

  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, _ ("Card"));
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (on_draw_page), g_strdup (code), (GClosureNotify)g_free, 0);
  return operation;
}

static void
on_done (GtkPrintOperation *operation, GtkPrintOperationResult result, GtkWindow *parent)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      g_warning ("a card could not be printed: %s", error ? error->message : "no reason given");
      hearth_shell_say (GTK_WIDGET (parent), _ ("The card could not be printed. Look at the printer, then try again."));
    }
}

/**
 * hearth_card_print:
 * @parent: the window over which the print dialog opens
 * @code: the code of the card
 *
 * Asks for a printer and prints. Comes back at once.
 */
void
hearth_card_print (GtkWindow *parent, const char *code)
{
  g_autoptr (GtkPrintOperation) operation = NULL;

  g_return_if_fail (code != NULL && *code);

  operation = make_operation (code);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_done), parent, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

/**
 * hearth_card_print_export:
 * @code: the code of the card
 * @path: where the PDF file goes
 * @error: return location
 *
 * Returns: whether the file was written
 */
gboolean
hearth_card_print_export (const char *code, const char *path, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = NULL;

  g_return_val_if_fail (code != NULL && *code, FALSE);

  operation = make_operation (code);
  gtk_print_operation_set_export_filename (operation, path);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error)
         != GTK_PRINT_OPERATION_RESULT_ERROR;
}
