/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-merge-line.h"
#include "hearth-person-line.h"

G_BEGIN_DECLS

/* Two records side by side, line by line, with what to keep. The one with more visits is on the left and is kept. */
#define HEARTH_TYPE_MERGE_COMPARE (hearth_merge_compare_get_type ())
G_DECLARE_FINAL_TYPE (HearthMergeCompare, hearth_merge_compare, HEARTH, MERGE_COMPARE, GtkBox)

void hearth_merge_compare_show (
    HearthMergeCompare *self, HearthPerson *a, guint visits_a, HearthPerson *b, guint visits_b, GTimeZone *zone);
HearthPerson *hearth_merge_compare_get_kept (HearthMergeCompare *self);
HearthPerson *hearth_merge_compare_get_gone (HearthMergeCompare *self);
GVariant *hearth_merge_compare_dup_fields (HearthMergeCompare *self); /* (transfer full): a{sv} of what is chosen */
/* (transfer none) (nullable): NULL where both have nothing */
HearthMergeLine *hearth_merge_compare_get_line (HearthMergeCompare *self, HearthPersonLine line);

G_END_DECLS
