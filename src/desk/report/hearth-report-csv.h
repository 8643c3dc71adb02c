/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-client.h"

G_BEGIN_DECLS

/* The figures of a month as a file. What comes of it is said as a toast of the window of @from. */
void hearth_report_csv_ask (
    GtkWidget *from, HearthClient *client, const char *month, gboolean for_others, GCancellable *cancellable);
void hearth_report_csv_write (GtkWidget *from,
                              HearthClient *client,
                              const char *month,
                              gboolean for_others,
                              GFile *file,
                              GCancellable *cancellable);

G_END_DECLS
