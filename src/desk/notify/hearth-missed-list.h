/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One thing that was said while nobody was at the desk. Immutable. */
#define HEARTH_TYPE_MISSED (hearth_missed_get_type ())
G_DECLARE_FINAL_TYPE (HearthMissed, hearth_missed, HEARTH, MISSED, GObject)

const char *hearth_missed_get_text (HearthMissed *self);
const char *hearth_missed_get_action (HearthMissed *self); /* (nullable): of the window, with its target */
gint64 hearth_missed_get_at_s (HearthMissed *self);        /* UTC seconds, by the clock of this PC */

/* What whoever is at the desk has missed, newest first: a GListModel of HearthMissed. What was for somebody else waits for
 * them, as long as the program runs. Main context only. */
#define HEARTH_TYPE_MISSED_LIST (hearth_missed_list_get_type ())
G_DECLARE_FINAL_TYPE (HearthMissedList, hearth_missed_list, HEARTH, MISSED_LIST, GObject)

HearthMissedList *hearth_missed_list_new (void);
void hearth_missed_list_set_account (HearthMissedList *self, gint64 account);
void hearth_missed_list_add (HearthMissedList *self, gint64 account, const char *text, const char *action);
void hearth_missed_list_opened (HearthMissedList *self, const char *action);
void hearth_missed_list_read (HearthMissedList *self);

G_END_DECLS
