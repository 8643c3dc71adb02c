/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "Changed meanwhile": yours and theirs side by side, a line for each field that both changed. Nothing is chosen
 * beforehand. Signal: "chosen" (const char *key, gboolean mine). */
#define HEARTH_TYPE_SIDES_PANEL (hearth_sides_panel_get_type ())
G_DECLARE_FINAL_TYPE (HearthSidesPanel, hearth_sides_panel, HEARTH, SIDES_PANEL, GtkBox)

void hearth_sides_panel_clear (HearthSidesPanel *self);
void hearth_sides_panel_add (
    HearthSidesPanel *self, const char *key, const char *title, const char *mine, const char *theirs);
void hearth_sides_panel_show (HearthSidesPanel *self);
gboolean hearth_sides_panel_is_settled (HearthSidesPanel *self);
guint hearth_sides_panel_get_n_lines (HearthSidesPanel *self);
GtkWidget *hearth_sides_panel_get_line (HearthSidesPanel *self, guint position); /* (transfer none) (nullable) */

G_END_DECLS
