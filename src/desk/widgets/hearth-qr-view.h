/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A QR code, black on white in every theme: cameras want it so. */
#define HEARTH_TYPE_QR_VIEW (hearth_qr_view_get_type ())
G_DECLARE_FINAL_TYPE (HearthQrView, hearth_qr_view, HEARTH, QR_VIEW, GtkWidget)

void hearth_qr_view_set_text (HearthQrView *self, const char *text); /* (nullable) */

G_END_DECLS
