/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-visit.h"

G_BEGIN_DECLS

/* Visits in the order of a day's list: a GListModel of HearthVisit, newest first. It changes row by row, so that a view
 * moves only what moved. */
#define HEARTH_TYPE_VISIT_ROWS (hearth_visit_rows_get_type ())
G_DECLARE_FINAL_TYPE (HearthVisitRows, hearth_visit_rows, HEARTH, VISIT_ROWS, GObject)

HearthVisitRows *hearth_visit_rows_new (void);
GPtrArray *hearth_visit_rows_become (HearthVisitRows *self, GListModel *visits);
gboolean hearth_visit_rows_put (HearthVisitRows *self, HearthVisit *visit);
void hearth_visit_rows_drop (HearthVisitRows *self, gint64 visit);
HearthVisit *hearth_visit_rows_find (HearthVisitRows *self, gint64 visit);
guint hearth_visit_rows_count_here (HearthVisitRows *self);
guint hearth_visit_rows_count_heads (HearthVisitRows *self, const char *reason);
gboolean hearth_visit_rows_add_of_event (HearthVisitRows *self, GVariant *what, GArray *ids);

G_END_DECLS
