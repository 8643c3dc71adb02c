/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-day-list.h"
#include "hearth-reason-list.h"

G_BEGIN_DECLS

/* Chips over today's list: all, and each reason that somebody came for, with the number. Property (notify): chosen. */
#define HEARTH_TYPE_REASON_FILTER (hearth_reason_filter_get_type ())
G_DECLARE_FINAL_TYPE (HearthReasonFilter, hearth_reason_filter, HEARTH, REASON_FILTER, GtkBox)

void hearth_reason_filter_setup (HearthReasonFilter *self, HearthDayList *day, HearthReasonList *reasons);
const char *hearth_reason_filter_get_chosen (HearthReasonFilter *self);
void hearth_reason_filter_choose (HearthReasonFilter *self, const char *code);

G_END_DECLS
