/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Visits by day: one bar a day, the nameless on top of those known by name. */
#define HEARTH_TYPE_CHART (hearth_chart_get_type ())
G_DECLARE_FINAL_TYPE (HearthChart, hearth_chart, HEARTH, CHART, GtkWidget)

/* @days: a(uuu), see Report.Month */
void hearth_chart_set_days (HearthChart *self, const char *month, GVariant *days);
guint hearth_chart_get_top (HearthChart *self); /* the number at the top of the axis */

G_END_DECLS
