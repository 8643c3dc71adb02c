/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"
#include "hearth-hub-status.h"

G_BEGIN_DECLS

/* Where the second copy of each backup goes. Signal "saved". */
#define HEARTH_TYPE_BACKUP_PLACE_DIALOG (hearth_backup_place_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthBackupPlaceDialog, hearth_backup_place_dialog, HEARTH, BACKUP_PLACE_DIALOG, AdwWindow)

/* @status: what it says of the place is what the dialog begins with. */
HearthBackupPlaceDialog *hearth_backup_place_dialog_new (HearthClient *client, HearthHubStatus *status);
void hearth_backup_place_dialog_present (HearthBackupPlaceDialog *self, GtkWidget *parent);

G_END_DECLS
