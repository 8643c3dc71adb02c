/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Visits by weekday and hour: the darker, the more. */
#define HEARTH_TYPE_HEAT (hearth_heat_get_type ())
G_DECLARE_FINAL_TYPE (HearthHeat, hearth_heat, HEARTH, HEAT, GtkWidget)

/* @hours: a(uuu), see Report.Month */
void hearth_heat_set_hours (HearthHeat *self, GVariant *hours);

G_END_DECLS
