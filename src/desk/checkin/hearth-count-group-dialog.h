/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"
#include "hearth-reason-list.h"

G_BEGIN_DECLS

/* A number of people at a meeting or a table. Signal: "counted" (HearthVisit *). */
#define HEARTH_TYPE_COUNT_GROUP_DIALOG (hearth_count_group_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthCountGroupDialog, hearth_count_group_dialog, HEARTH, COUNT_GROUP_DIALOG, AdwWindow)

GtkWidget *hearth_count_group_dialog_new (HearthClient *client, GListModel *today, HearthReasonList *reasons);

G_END_DECLS
