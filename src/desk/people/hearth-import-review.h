/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-client.h"

G_BEGIN_DECLS

/* What would happen: three numbers, the rows that need a look, and the tick without which nobody comes in.
 * Property: ready (boolean, notify): the tick is set. */
#define HEARTH_TYPE_IMPORT_REVIEW (hearth_import_review_get_type ())
G_DECLARE_FINAL_TYPE (HearthImportReview, hearth_import_review, HEARTH, IMPORT_REVIEW, GtkBox)

/* @review: a(usss), see Import.ImportCheck */
void hearth_import_review_show (
    HearthImportReview *self, HearthClient *client, guint n_new, guint n_twins, guint n_problems, GVariant *review);
gboolean hearth_import_review_is_ready (HearthImportReview *self);
GArray *hearth_import_review_dup_take (HearthImportReview *self); /* (transfer full): of guint32, rows of the file */

G_END_DECLS
