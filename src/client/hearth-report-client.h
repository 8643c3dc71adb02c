/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"

G_BEGIN_DECLS

/* The figures of one month, as Report.Month gives them. */
typedef struct
{
  char *month;       /* (owned): YYYY-MM */
  GVariant *figures; /* (owned): a{su} */
  GVariant *days;    /* (owned): a(uuu) */
  GVariant *reasons; /* (owned): a(ssu) */
  GVariant *hours;   /* (owned): a(uuu) */
} HearthMonth;

void hearth_month_free (HearthMonth *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthMonth, hearth_month_free)
guint hearth_month_get_figure (const HearthMonth *self, const char *name);

void hearth_report_client_month_async (HearthClient *client,
                                       const char *month,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
HearthMonth *hearth_report_client_month_finish (HearthClient *client, GAsyncResult *result, GError **error);
void hearth_report_client_month_csv_async (HearthClient *client,
                                           const char *month,
                                           gboolean for_others,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
char *hearth_report_client_month_csv_finish (HearthClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
