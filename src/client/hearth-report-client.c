/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the desk asks of Report. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-report-client.h"

#include "hearth-client-private.h"

/**
 * hearth_month_free:
 * @self: (transfer full): figures of a month
 */
void
hearth_month_free (HearthMonth *self)
{
  g_free (self->month);
  g_clear_pointer (&self->figures, g_variant_unref);
  g_clear_pointer (&self->days, g_variant_unref);
  g_clear_pointer (&self->reasons, g_variant_unref);
  g_clear_pointer (&self->hours, g_variant_unref);
  g_free (self);
}

/**
 * hearth_month_get_figure:
 * @self: figures of a month
 * @name: see Report.Month
 *
 * Returns: the number, 0 where the hub told none of this name
 */
guint
hearth_month_get_figure (const HearthMonth *self, const char *name)
{
  guint number = 0;

  g_variant_lookup (self->figures, name, "u", &number);
  return number;
}

/**
 * hearth_report_client_month_async:
 * @month: (nullable): YYYY-MM, %NULL or "" for this one
 */
void
hearth_report_client_month_async (HearthClient *client,
                                  const char *month,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  hearth_client_ask (client, hearth_client_get_report_bus (client), "Month", g_variant_new ("(s)", month ? month : ""),
                     cancellable, callback, user_data);
}

/**
 * hearth_report_client_month_finish:
 *
 * Returns: (transfer full) (nullable): the figures
 */
HearthMonth *
hearth_report_client_month_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  g_autoptr (HearthMonth) month = NULL;

  if (reply == NULL)
    return NULL;

  month = g_new0 (HearthMonth, 1);
  g_variant_get (reply, "(s@a{su}@a(uuu)@a(ssu)@a(uuu))", &month->month, &month->figures, &month->days, &month->reasons,
                 &month->hours);
  return g_steal_pointer (&month);
}

/**
 * hearth_report_client_month_csv_async:
 * @month: (nullable): YYYY-MM, %NULL or "" for this one
 * @for_others: whether small numbers are hidden
 */
void
hearth_report_client_month_csv_async (HearthClient *client,
                                      const char *month,
                                      gboolean for_others,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  hearth_client_ask (client, hearth_client_get_report_bus (client), "MonthCsv",
                     g_variant_new ("(sb)", month ? month : "", for_others), cancellable, callback, user_data);
}

/**
 * hearth_report_client_month_csv_finish:
 *
 * Returns: (transfer full) (nullable): the file's text
 */
char *
hearth_report_client_month_csv_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  char *csv = NULL;

  if (reply)
    g_variant_get (reply, "(s)", &csv);
  return csv;
}
