/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"

G_BEGIN_DECLS

/* Two records that may be one person: which, side by side, merge, and the way back. Main context only. */
#define HEARTH_TYPE_MERGE_DIALOG (hearth_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthMergeDialog, hearth_merge_dialog, HEARTH, MERGE_DIALOG, AdwWindow)

/* @changed runs after a merge (@merged), which also closes the dialog, and after each taking apart. */
void hearth_merge_dialog_present (GtkWidget *parent,
                                  HearthClient *client,
                                  gint64 person,
                                  void (*changed) (gboolean merged, gpointer data),
                                  gpointer data,
                                  GDestroyNotify destroy);

G_END_DECLS
