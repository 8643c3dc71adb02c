/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-kept-visits.h"
#include "hearth-visit.h"

G_BEGIN_DECLS

/* Signals: "changed" (HearthVisit *): the visit as the hub has it now; "failed" (GError *); "met" (const char *,
 * HearthVisit *, HearthVisit *): another desk changed the same field meanwhile: which one, as wished here, as it is now. */
#define HEARTH_TYPE_VISIT_EDITOR (hearth_visit_editor_get_type ())
G_DECLARE_FINAL_TYPE (HearthVisitEditor, hearth_visit_editor, HEARTH, VISIT_EDITOR, GObject)

HearthVisitEditor *hearth_visit_editor_new (HearthClient *client, HearthVisit *visit);
/* Of one that is kept on this PC (its id is below zero). */
HearthVisitEditor *hearth_visit_editor_new_kept (HearthKeptVisits *kept, HearthVisit *visit);
HearthVisit *hearth_visit_editor_get_visit (HearthVisitEditor *self);
void hearth_visit_editor_set_string (HearthVisitEditor *self, const char *key, const char *value);
void hearth_visit_editor_set_int (HearthVisitEditor *self, const char *key, gint64 value);

G_END_DECLS
