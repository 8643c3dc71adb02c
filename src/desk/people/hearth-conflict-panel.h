/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-person.h"

G_BEGIN_DECLS

/* What somebody else changed meanwhile, beside what is typed here. Signal "chosen" (GVariant *a{sv}): the fields of a line
 * whose side was chosen. */
#define HEARTH_TYPE_CONFLICT_PANEL (hearth_conflict_panel_get_type ())
G_DECLARE_FINAL_TYPE (HearthConflictPanel, hearth_conflict_panel, HEARTH, CONFLICT_PANEL, GtkBox)

/* @lines: of HearthPersonLine; may be empty: then it only says that there was another change. */
void hearth_conflict_panel_show (HearthConflictPanel *self, HearthPerson *mine, HearthPerson *theirs, GArray *lines);
gboolean hearth_conflict_panel_is_settled (HearthConflictPanel *self); /* a side is chosen on every line */
GtkWidget *hearth_conflict_panel_get_line (HearthConflictPanel *self, guint position);

G_END_DECLS
