/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-client.h"

G_BEGIN_DECLS

/* "This month": the figures of the center. A GtkBox with its own header bar; construct property "client". */
#define HEARTH_TYPE_REPORT_PAGE (hearth_report_page_get_type ())
G_DECLARE_FINAL_TYPE (HearthReportPage, hearth_report_page, HEARTH, REPORT_PAGE, GtkBox)

G_END_DECLS
