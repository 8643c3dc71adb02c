/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-day-list.h"

G_BEGIN_DECLS

/* Who is here and who came today. Properties: shrink-names, filter (code of a reason, "" for all). */
#define HEARTH_TYPE_TODAY_PANE (hearth_today_pane_get_type ())
G_DECLARE_FINAL_TYPE (HearthTodayPane, hearth_today_pane, HEARTH, TODAY_PANE, GtkBox)

void
hearth_today_pane_setup (HearthTodayPane *self, HearthClient *client, HearthDayList *day, HearthReasonList *reasons);
GListModel *hearth_today_pane_get_shown (HearthTodayPane *self);
HearthVisit *hearth_today_pane_get_selected (HearthTodayPane *self);

G_END_DECLS
