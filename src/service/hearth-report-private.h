/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-report-store.h"
#include "hearth-unit.h"

G_BEGIN_DECLS

/* A month's figures, as the screen and the CSV both show them. Heads: people counted. */
typedef struct
{
  char *month; /* (owned): YYYY-MM */
  guint n_days;
  guint first_weekday; /* of the 1st: 1 Monday to 7 */
  guint visits, known, people, nameless, guests_new, guests_before, first_visits, groups, group_heads, children;
  guint visits_before;
  guint day_known[32], day_nameless[32]; /* by day of the month */
  guint hours[8][24];                    /* by weekday and hour */
  GArray *reasons;                       /* (owned): of HearthReportReason; retired ones only with visits */
} HearthReportMonth;

void hearth_report_month_clear (HearthReportMonth *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthReportMonth, hearth_report_month_clear)

gboolean hearth_report_month_read (HearthReportMonth *self, HearthUnit *unit, const char *month, GError **error);
guint hearth_report_month_weekday (const HearthReportMonth *self, guint day);

G_END_DECLS
