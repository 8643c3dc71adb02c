/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"

G_BEGIN_DECLS

/* People from a CSV file: which column is what, a look at what would happen, the run, and the way back. */
#define HEARTH_TYPE_IMPORT_DIALOG (hearth_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthImportDialog, hearth_import_dialog, HEARTH, IMPORT_DIALOG, AdwWindow)

void hearth_import_dialog_present (GtkWidget *parent, HearthClient *client);

G_END_DECLS
