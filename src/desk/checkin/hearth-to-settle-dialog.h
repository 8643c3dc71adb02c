/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-outbox.h"

G_BEGIN_DECLS

/* What this PC keeps: names that need a person, what still waits for the hub, and what the hub would not take. One at a
 * time for each window. */
#define HEARTH_TYPE_TO_SETTLE_DIALOG (hearth_to_settle_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthToSettleDialog, hearth_to_settle_dialog, HEARTH, TO_SETTLE_DIALOG, AdwWindow)

/* @request: (nullable): of the one to begin with. */
void
hearth_to_settle_dialog_present (GtkWidget *parent, HearthClient *client, HearthOutbox *outbox, const char *request);

G_END_DECLS
