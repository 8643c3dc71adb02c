/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"
#include "hearth-reason-list.h"

G_BEGIN_DECLS

/* Enters afterwards what was written on paper: yesterday's list, or that of an hour without power. Property:
 * shrink-names. */
#define HEARTH_TYPE_PAPER_LIST_DIALOG (hearth_paper_list_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthPaperListDialog, hearth_paper_list_dialog, HEARTH, PAPER_LIST_DIALOG, AdwWindow)

GtkWidget *hearth_paper_list_dialog_new (HearthClient *client, HearthReasonList *reasons);

G_END_DECLS
