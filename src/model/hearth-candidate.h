/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-record.h"

G_BEGIN_DECLS

/* hearth_record_to_row() of a candidate; the protocol's XML says the same. */
#define HEARTH_CANDIDATE_ROW "(xsssxs)"

#define HEARTH_TYPE_CANDIDATE (hearth_candidate_get_type ())
G_DECLARE_FINAL_TYPE (HearthCandidate, hearth_candidate, HEARTH, CANDIDATE, HearthRecord)

gint64 hearth_candidate_get_person_id (HearthCandidate *self);
const char *hearth_candidate_get_name (HearthCandidate *self);
const char *hearth_candidate_get_initial (HearthCandidate *self);
const char *hearth_candidate_get_pronouns (HearthCandidate *self);
gint64 hearth_candidate_get_here_since_s (HearthCandidate *self);
const char *hearth_candidate_get_match (HearthCandidate *self);

G_END_DECLS
