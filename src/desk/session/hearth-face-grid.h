/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"
#include "hearth-face-button.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The tiles of who may sign in at this desk, as they are now. Its children are HearthFaceButton. Signals: "chosen" (gboolean
 * by_person): another tile is, or none, or the one that is takes another way in; "failed" (const char *text): why the tiles
 * could not be asked for. */
#define HEARTH_TYPE_FACE_GRID (hearth_face_grid_get_type ())
G_DECLARE_FINAL_TYPE (HearthFaceGrid, hearth_face_grid, HEARTH, FACE_GRID, GtkWidget)

void hearth_face_grid_setup (HearthFaceGrid *self, HearthClient *client, gint64 account);
HearthFaceButton *hearth_face_grid_get_chosen (HearthFaceGrid *self); /* (transfer none) (nullable) */
gboolean hearth_face_grid_is_other (HearthFaceGrid *self);            /* who signs in types their name */

G_END_DECLS
