/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-reason.h"
#include "hearth-visit.h"

G_BEGIN_DECLS

GtkWidget *hearth_paper_line_row_new (HearthVisit *visit, HearthReason *reason, GTimeZone *zone, gboolean shrink_names);

G_END_DECLS
