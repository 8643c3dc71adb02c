/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"
#include "hearth-missed-list.h"

G_BEGIN_DECLS

/* What was said while the desk was locked, newest first, each with its Open. Read when it is closed. */
#define HEARTH_TYPE_MISSED_DIALOG (hearth_missed_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthMissedDialog, hearth_missed_dialog, HEARTH, MISSED_DIALOG, AdwWindow)

void hearth_missed_dialog_present (GtkWidget *parent, HearthClient *client, HearthMissedList *missed);

G_END_DECLS
