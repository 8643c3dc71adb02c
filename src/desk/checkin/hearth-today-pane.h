/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-day-list.h"
#include "hearth-kept-visits.h"
#include "hearth-reason-list.h"

G_BEGIN_DECLS

/* Who is here and who came today. Properties: shrink-names, filter (code of a reason, "" for all). */
#define HEARTH_TYPE_TODAY_PANE (hearth_today_pane_get_type ())
G_DECLARE_FINAL_TYPE (HearthTodayPane, hearth_today_pane, HEARTH, TODAY_PANE, GtkBox)

void
hearth_today_pane_setup (HearthTodayPane *self, HearthClient *client, HearthDayList *day, HearthReasonList *reasons);
/* To be called once, for a desk that joined a center: what it keeps stands on top of the list. */
void hearth_today_pane_set_kept (HearthTodayPane *self, HearthKeptVisits *kept);
/* Chooses the row of @visit and scrolls to it. FALSE: it is not in the list. */
gboolean hearth_today_pane_show_visit (HearthTodayPane *self, gint64 visit);
GListModel *hearth_today_pane_get_shown (HearthTodayPane *self);
HearthVisit *hearth_today_pane_get_selected (HearthTodayPane *self);

G_END_DECLS
