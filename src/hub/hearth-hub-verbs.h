/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-call.h"

G_BEGIN_DECLS

#define HEARTH_GATE_INTERFACE(noun) "org.recoverycommons.Hearth1." noun

/* What the hub does for each method, one table a noun, ended by an entry without a name. */
extern const HearthVerb hearth_hub_session_verbs[];
extern const HearthVerb hearth_hub_team_verbs[];
extern const HearthVerb hearth_hub_checkin_verbs[];
extern const HearthVerb hearth_hub_people_verbs[];
extern const HearthVerb hearth_hub_import_verbs[];
extern const HearthVerb hearth_hub_report_verbs[];
extern const HearthVerb hearth_hub_center_verbs[];
extern const HearthVerb hearth_hub_account_verbs[];
extern const HearthVerb hearth_hub_backup_verbs[];
extern const HearthVerb hearth_hub_desk_code_verbs[];
extern const HearthVerb hearth_hub_desk_verbs[];
extern const HearthVerb hearth_hub_kept_verbs[];

G_END_DECLS
