/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-desk-folder.h"

G_BEGIN_DECLS

/* Joining a center with a code, or following a hub that has moved. Signals: "joined": the folder has joined, or knows the
 * new address; "back". */
#define HEARTH_TYPE_JOIN_PAGE (hearth_join_page_get_type ())
G_DECLARE_FINAL_TYPE (HearthJoinPage, hearth_join_page, HEARTH, JOIN_PAGE, GtkWidget)

/* @hubs: of HearthFoundHub. @moved: this desk has joined and only looks for its hub. */
HearthJoinPage *hearth_join_page_new (HearthDeskFolder *folder, GListModel *hubs, gboolean moved);

G_END_DECLS
