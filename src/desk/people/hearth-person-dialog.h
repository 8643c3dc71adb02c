/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"

G_BEGIN_DECLS

/* The whole record of one person, to read and to change. Main context only. */
#define HEARTH_TYPE_PERSON_DIALOG (hearth_person_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthPersonDialog, hearth_person_dialog, HEARTH, PERSON_DIALOG, AdwWindow)

void hearth_person_dialog_present (GtkWidget *parent, HearthClient *client, gint64 person);

G_END_DECLS
