/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-unit.h"

G_BEGIN_DECLS

/* @month: YYYY-MM or "". The out values are (transfer full), floating refs sunk: a{su}, a(uuu), a(ssu), a(uuu). */
gboolean hearth_report_service_month (HearthUnit *unit,
                                      const char *month,
                                      char **the_month,
                                      GVariant **figures,
                                      GVariant **days,
                                      GVariant **reasons,
                                      GVariant **hours,
                                      GError **error);
char *hearth_report_service_month_csv (HearthUnit *unit, const char *month, gboolean for_others, GError **error);

G_END_DECLS
