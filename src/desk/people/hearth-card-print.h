/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A card of the size of a bank card: the code as a QR code and in letters, and nothing else. */
void hearth_card_print (GtkWindow *parent, const char *code);
/* The same page as a PDF file: no printer, no dialog. */
gboolean hearth_card_print_export (const char *code, const char *path, GError **error);

G_END_DECLS
