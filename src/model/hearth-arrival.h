/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-record.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_ARRIVAL (hearth_arrival_get_type ())
G_DECLARE_FINAL_TYPE (HearthArrival, hearth_arrival, HEARTH, ARRIVAL, HearthRecord)

gint64 hearth_arrival_get_visit_id (HearthArrival *self);
gint64 hearth_arrival_get_person_id (HearthArrival *self);
const char *hearth_arrival_get_last_visit_on (HearthArrival *self);
const char *hearth_arrival_get_usual_reason (HearthArrival *self);
gboolean hearth_arrival_get_first_visit (HearthArrival *self);
gboolean hearth_arrival_get_chosen_date (HearthArrival *self);
gboolean hearth_arrival_get_under_18 (HearthArrival *self);

G_END_DECLS
