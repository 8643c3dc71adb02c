/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-report-client.h"
#include "hearth-report-page.h"

G_BEGIN_DECLS

/* For tests: the figures that are shown (nullable). */
const HearthMonth *hearth_report_page_get_month (HearthReportPage *self);

G_END_DECLS
