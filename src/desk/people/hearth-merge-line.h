/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  HEARTH_MERGE_LINE_NONE, /* nothing is chosen yet */
  HEARTH_MERGE_LINE_LEFT,
  HEARTH_MERGE_LINE_RIGHT,
} HearthMergeChoice;

/* One line of two records side by side: a title and two cells to choose between. Signal "chosen": another choice. */
#define HEARTH_TYPE_MERGE_LINE (hearth_merge_line_get_type ())
G_DECLARE_FINAL_TYPE (HearthMergeLine, hearth_merge_line, HEARTH, MERGE_LINE, GtkBox)

GtkWidget *hearth_merge_line_new (const char *title, const char *left, const char *right);
GtkWidget *hearth_merge_line_new_same (const char *title, const char *value);
GtkWidget *hearth_merge_line_new_both (const char *title, const char *left, const char *right);
GtkWidget *hearth_merge_line_get_title (HearthMergeLine *self); /* for a size group */
void hearth_merge_line_choose (HearthMergeLine *self, HearthMergeChoice choice);
HearthMergeChoice hearth_merge_line_get_choice (HearthMergeLine *self);

G_END_DECLS
