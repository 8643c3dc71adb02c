/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One who may sign in, as a tile: first name and role. Account 0 is "Someone else". */
#define HEARTH_TYPE_FACE_BUTTON (hearth_face_button_get_type ())
G_DECLARE_FINAL_TYPE (HearthFaceButton, hearth_face_button, HEARTH, FACE_BUTTON, GtkToggleButton)

GtkWidget *hearth_face_button_new (gint64 account, const char *name, const char *role, gboolean pin_enough);
gint64 hearth_face_button_get_account (HearthFaceButton *self);
const char *hearth_face_button_get_name (HearthFaceButton *self);
gboolean hearth_face_button_get_pin_enough (HearthFaceButton *self);

G_END_DECLS
