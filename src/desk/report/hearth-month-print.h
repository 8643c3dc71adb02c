/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-report-client.h"

G_BEGIN_DECLS

/* The month on paper, for others: numbers from 1 to 4 read "fewer than 5". */
void hearth_month_print (GtkWindow *parent, const HearthMonth *month, const char *center);
/* The same page as a PDF file: no printer, no dialog. */
gboolean hearth_month_print_export (const HearthMonth *month, const char *center, const char *path, GError **error);

/* Returns (transfer full): a number as it may leave the house. */
char *hearth_month_print_number (guint number);

G_END_DECLS
