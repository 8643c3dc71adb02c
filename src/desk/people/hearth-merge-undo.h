/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-client.h"

G_BEGIN_DECLS

/* The toast after a merge, with its way back. */
void hearth_merge_undo_offer (GtkWidget *from, HearthClient *client, gint64 merge);

G_END_DECLS
