/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Report: what the hub does for each of its methods. The functions run on database threads. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-verbs.h"

#include "hearth-report-service.h"

static GVariant *
work_month (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autofree char *the_month = NULL;
  g_autoptr (GVariant) figures = NULL, days = NULL, reasons = NULL, hours = NULL;
  const char *month;

  g_variant_get (hearth_call_get_args (call), "(&s)", &month);
  if (!hearth_report_service_month (unit, month, &the_month, &figures, &days, &reasons, &hours, error))
    return NULL;
  return g_variant_new ("(s@a{su}@a(uuu)@a(ssu)@a(uuu))", the_month, figures, days, reasons, hours);
}

static GVariant *
work_month_csv (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autofree char *csv = NULL;
  const char *month;
  gboolean for_others;

  g_variant_get (hearth_call_get_args (call), "(&sb)", &month, &for_others);
  csv = hearth_report_service_month_csv (unit, month, for_others, error);
  return csv ? g_variant_new ("(s)", csv) : NULL;
}

const HearthVerb hearth_hub_report_verbs[] = {
  { "Month", HEARTH_VERB_READ, work_month, NULL },
  { "MonthCsv", HEARTH_VERB_READ, work_month_csv, NULL },
  { NULL, 0, NULL, NULL },
};
