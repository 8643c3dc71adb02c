/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-unit.h"

G_BEGIN_DECLS

/* A CSV file of people on its way in: bytes first, then columns, a check, and the run. One thread at a time; it outlives
 * a unit. */
typedef struct _HearthImport HearthImport;

HearthImport *hearth_import_new (void);
void hearth_import_free (HearthImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthImport, hearth_import_free)

gboolean hearth_import_add (HearthImport *self, gconstpointer data, gsize length, GError **error);
/* @sample: (out) (transfer full): aas; @header, @mapping: (out) (transfer full) */
gboolean hearth_import_columns (
    HearthImport *self, guint rows, char ***header, char ***mapping, GVariant **sample, guint *n_rows, GError **error);
/* @review: (out) (transfer full): a(usss) */
gboolean hearth_import_check (HearthImport *self,
                              HearthUnit *unit,
                              const char *const *mapping,
                              guint *n_new,
                              guint *n_twins,
                              guint *n_problems,
                              GVariant **review,
                              GError **error);
gboolean hearth_import_run (HearthImport *self,
                            HearthUnit *unit,
                            const char *const *mapping,
                            const guint32 *leave_out,
                            gsize n_leave_out,
                            const guint32 *take,
                            gsize n_take,
                            guint *n_imported,
                            gint64 *batch,
                            GError **error);
gboolean hearth_import_undo (HearthUnit *unit, gint64 batch, guint *n_removed, guint *n_kept, GError **error);

G_END_DECLS
