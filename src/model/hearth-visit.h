/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-record.h"

G_BEGIN_DECLS

/* hearth_record_to_row() of a visit; the protocol's XML says the same. */
#define HEARTH_VISIT_ROW "(xxsxssssxxsxxsssbb)"

#define HEARTH_TYPE_VISIT (hearth_visit_get_type ())
G_DECLARE_FINAL_TYPE (HearthVisit, hearth_visit, HEARTH, VISIT, HearthRecord)

gint64 hearth_visit_get_id (HearthVisit *self);
gint64 hearth_visit_get_revision (HearthVisit *self);
const char *hearth_visit_get_kind (HearthVisit *self);
gint64 hearth_visit_get_person_id (HearthVisit *self);
const char *hearth_visit_get_name (HearthVisit *self);
const char *hearth_visit_get_initial (HearthVisit *self);
const char *hearth_visit_get_pronouns (HearthVisit *self);
const char *hearth_visit_get_label (HearthVisit *self);
gint64 hearth_visit_get_head_count (HearthVisit *self);
gint64 hearth_visit_get_children (HearthVisit *self);
const char *hearth_visit_get_reason (HearthVisit *self);
gint64 hearth_visit_get_arrived_at_s (HearthVisit *self);
gint64 hearth_visit_get_left_at_s (HearthVisit *self);
const char *hearth_visit_get_left_how (HearthVisit *self);
const char *hearth_visit_get_recorded_by (HearthVisit *self);
const char *hearth_visit_get_desk (HearthVisit *self);
gboolean hearth_visit_get_late (HearthVisit *self);
gboolean hearth_visit_get_voided (HearthVisit *self);

G_END_DECLS
