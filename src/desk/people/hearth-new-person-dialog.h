/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"

G_BEGIN_DECLS

/* Somebody who is here for the first time and wants a record. Main context only. */
#define HEARTH_TYPE_NEW_PERSON_DIALOG (hearth_new_person_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthNewPersonDialog, hearth_new_person_dialog, HEARTH, NEW_PERSON_DIALOG, AdwWindow)

/* @registered runs once, after the record is kept; not at all when the dialog is cancelled. */
void hearth_new_person_dialog_present (GtkWidget *parent,
                                       HearthClient *client,
                                       const char *typed_name,
                                       void (*registered) (gint64 person, gpointer data),
                                       gpointer data);

G_END_DECLS
