/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"
#include "hearth-reason-list.h"
#include "hearth-visit.h"

G_BEGIN_DECLS

/* Time, reason and numbers of a visit. Signal: "corrected" (HearthVisit *): as the hub has it now. */
#define HEARTH_TYPE_CORRECT_VISIT_DIALOG (hearth_correct_visit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthCorrectVisitDialog, hearth_correct_visit_dialog, HEARTH, CORRECT_VISIT_DIALOG, AdwWindow)

GtkWidget *hearth_correct_visit_dialog_new (HearthClient *client,
                                            HearthVisit *visit,
                                            HearthReasonList *reasons,
                                            gboolean shrink_names);

G_END_DECLS
