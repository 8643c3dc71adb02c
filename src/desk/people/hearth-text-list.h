/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A group of short texts, each on a row of its own, to add to and to take from. Property: row-title (string). */
#define HEARTH_TYPE_TEXT_LIST (hearth_text_list_get_type ())
G_DECLARE_FINAL_TYPE (HearthTextList, hearth_text_list, HEARTH, TEXT_LIST, AdwPreferencesGroup)

void hearth_text_list_set_texts (HearthTextList *self, const char *const *texts);
char **hearth_text_list_dup_texts (HearthTextList *self); /* (transfer full): without empty ones */
GtkWidget *hearth_text_list_get_row (HearthTextList *self, guint position);
void hearth_text_list_add (HearthTextList *self);

G_END_DECLS
