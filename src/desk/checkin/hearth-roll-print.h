/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-client.h"

G_BEGIN_DECLS

void hearth_roll_print_async (GtkWidget *parent,
                              HearthClient *client,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean hearth_roll_print_finish (GAsyncResult *result, GError **error);

GtkPrintOperation *
hearth_roll_operation_new (GListModel *visits, const char *center, GTimeZone *zone, gint64 printed_at_s);

G_END_DECLS
