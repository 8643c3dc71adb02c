/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"

G_BEGIN_DECLS

/* Asking for somebody of the team: type to filter, Enter asks. What came of it is a toast in the window below. */
#define HEARTH_TYPE_TEAM_DIALOG (hearth_team_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthTeamDialog, hearth_team_dialog, HEARTH, TEAM_DIALOG, AdwWindow)

/* @visit: who is asking, or 0. */
GtkWidget *hearth_team_dialog_new (HearthClient *client, gint64 visit);

G_END_DECLS
