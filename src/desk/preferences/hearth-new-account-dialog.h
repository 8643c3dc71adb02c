/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_NEW_ACCOUNT_DIALOG (hearth_new_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthNewAccountDialog, hearth_new_account_dialog, HEARTH, NEW_ACCOUNT_DIALOG, AdwWindow)

void hearth_new_account_dialog_present (GtkWidget *parent, HearthClient *client);

G_END_DECLS
