/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A QR code of a short text, with its quiet zone. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-qr-view.h"

#include <qrencode.h>

/* What the standard asks for around a code, in modules; and a size that a camera reads from half a meter. */
#define QUIET 4
#define SIDE 190

struct _HearthQrView
{
  GtkWidget parent_instance;

  QRcode *code; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HearthQrView, hearth_qr_view, GTK_TYPE_WIDGET)

static void
hearth_qr_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HearthQrView *self = HEARTH_QR_VIEW (widget);
  float side = (float)MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  float left = ((float)gtk_widget_get_width (widget) - side) / 2,
        top = ((float)gtk_widget_get_height (widget) - side) / 2;
  cairo_t *cr;
  double module;

  if (self->code == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (left, top, side, side));
  module = (double)side / (self->code->width + 2 * QUIET);
  cairo_translate (cr, (double)left, (double)top);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, module, module);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_set_source_rgb (cr, 0, 0, 0);
  for (int y = 0; y < self->code->width; y++)
    for (int x = 0; x < self->code->width; x++)
      if (self->code->data[y * self->code->width + x] & 1)
        cairo_rectangle (cr, QUIET + x, QUIET + y, 1, 1);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
hearth_qr_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = SIDE;
}

static void
hearth_qr_view_finalize (GObject *object)
{
  g_clear_pointer (&HEARTH_QR_VIEW (object)->code, QRcode_free);

  G_OBJECT_CLASS (hearth_qr_view_parent_class)->finalize (object);
}

static void
hearth_qr_view_class_init (HearthQrViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hearth_qr_view_finalize;
  widget_class->measure = hearth_qr_view_measure;
  widget_class->snapshot = hearth_qr_view_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hearth_qr_view_init (HearthQrView *self)
{
}

/**
 * hearth_qr_view_set_text:
 * @self: a view
 * @text: (nullable): what the code says; %NULL for no code
 */
void
hearth_qr_view_set_text (HearthQrView *self, const char *text)
{
  g_return_if_fail (HEARTH_IS_QR_VIEW (self));

  g_clear_pointer (&self->code, QRcode_free);
  if (text != NULL && *text != '\0')
    self->code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
