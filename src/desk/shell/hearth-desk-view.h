/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-hub-watch.h"
#include "hearth-missed-list.h"
#include "hearth-shell.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* All that one person sees while signed in: sidebar, banner, pages, toasts, and what they may take back. The window makes
 * one when somebody signs in, keeps it out of sight while the desk is locked, and drops it when somebody else comes.
 * Construct properties: client, watch (nullable). */
#define HEARTH_TYPE_DESK_VIEW (hearth_desk_view_get_type ())
G_DECLARE_FINAL_TYPE (HearthDeskView, hearth_desk_view, HEARTH, DESK_VIEW, GtkWidget)

HearthDeskView *hearth_desk_view_new (HearthClient *client, HearthHubWatch *watch);
void hearth_desk_view_say (HearthDeskView *self, const char *text);
void hearth_desk_view_say_with_action (HearthDeskView *self, const char *text, const char *label, const char *action);
void hearth_desk_view_tell (HearthDeskView *self, const char *text, const char *label, const char *action);
guint hearth_desk_view_offer_undo (
    HearthDeskView *self, const char *text, HearthUndoFunc undo, gpointer data, GDestroyNotify destroy);
void hearth_desk_view_reword_undo (HearthDeskView *self, guint id, const char *text);
gboolean hearth_desk_view_undo (HearthDeskView *self);
void hearth_desk_view_dismiss_toast (HearthDeskView *self);
AdwToast *hearth_desk_view_get_toast (HearthDeskView *self); /* (transfer none) (nullable): the last one */
/* What whoever works here missed while the desk was locked. */
void hearth_desk_view_set_missed (HearthDeskView *self, HearthMissedList *missed);

/* Pages by their place in the sidebar, from 0. */
gboolean hearth_desk_view_show_page (HearthDeskView *self, guint position);
GtkWidget *hearth_desk_view_get_page (HearthDeskView *self); /* (transfer none) (nullable): the one that is shown */
void hearth_desk_view_focus_page (HearthDeskView *self);
gboolean hearth_desk_view_is_whole (HearthDeskView *self);

G_END_DECLS
