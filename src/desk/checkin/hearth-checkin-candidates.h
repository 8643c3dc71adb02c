/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-checkin-search.h"

G_BEGIN_DECLS

/* The people who fit. Properties: offer-new (also ways out: new person, guest), shrink-names. Signals: "chosen"
 * (HearthCandidate *) on a click or Enter in the list; "left-upwards" (): Up on the first row. */
#define HEARTH_TYPE_CHECKIN_CANDIDATES (hearth_checkin_candidates_get_type ())
G_DECLARE_FINAL_TYPE (HearthCheckinCandidates, hearth_checkin_candidates, HEARTH, CHECKIN_CANDIDATES, GtkBox)

void
hearth_checkin_candidates_follow (HearthCheckinCandidates *self, HearthCheckinSearch *search, HearthClient *client);
gboolean hearth_checkin_candidates_focus_first (HearthCheckinCandidates *self);
const char *hearth_checkin_candidates_get_lead (HearthCheckinCandidates *self);

G_END_DECLS
