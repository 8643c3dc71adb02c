/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"

G_BEGIN_DECLS

/* A code with which one more desk joins, as text and as a QR code, for as long as it is valid. */
#define HEARTH_TYPE_ADD_DESK_DIALOG (hearth_add_desk_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthAddDeskDialog, hearth_add_desk_dialog, HEARTH, ADD_DESK_DIALOG, AdwWindow)

void hearth_add_desk_dialog_present (GtkWidget *parent, HearthClient *client);

G_END_DECLS
