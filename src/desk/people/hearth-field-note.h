/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A sentence right below the row whose text cannot be taken. It goes when something else is typed there. */
void hearth_field_note_show (GtkWidget *row, const char *sentence);

/* Returns (transfer full): the sentence for a field of HearthPerson that the hub did not take. */
char *hearth_field_note_sentence (const char *field);
/* Returns (transfer full) (nullable): which field an INVALID error is about. */
char *hearth_field_note_field_of (const GError *error);

G_END_DECLS
