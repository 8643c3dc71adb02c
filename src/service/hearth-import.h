/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-unit.h"

G_BEGIN_DECLS

/* Bounds of a file. */
#define HEARTH_IMPORT_BYTES_MAX (64u * 1024 * 1024)
#define HEARTH_IMPORT_ROWS_MAX 100000u
#define HEARTH_IMPORT_COLUMNS_MAX 200u

/* A CSV file of people on its way in: bytes first, then columns, a check, and the run. One thread at a time; it outlives
 * a unit.
 *
 * The run and its undo hold the writer for at most about 15 ms a call: who calls them goes on, one write of the house
 * after the other, until the progress is done:
 *
 *   HearthImportProgress now = { 0 };        a fresh run begins with zeros (and so does an undo)
 *   check (read)                             with the very mapping of the run; the run refuses another
 *   while (!now.done)
 *     {
 *       work (write): hearth_import_run (import, unit, …, &now, &next, error)
 *       now = next                           after the COMMIT, never in the work: it may run twice
 *     }
 *
 * Where that ends early (an error, the end of the program), what was committed stays and now.batch takes it out again.
 */
typedef struct _HearthImport HearthImport;

typedef struct
{
  gint64 batch;    /* 0: not yet begun */
  gint64 position; /* where the next call goes on; opaque */
  guint n_done;    /* imported, or removed, so far */
  guint n_kept;    /* of an undo: left alone, because they were used since */
  gboolean done;   /* nothing is left to do */
} HearthImportProgress;

HearthImport *hearth_import_new (void);
void hearth_import_free (HearthImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthImport, hearth_import_free)

gboolean hearth_import_add (HearthImport *self, gconstpointer data, gsize length, GError **error);
/* @sample: (out) (transfer full): aas; @header, @mapping: (out) (transfer full). No database: any thread. */
gboolean hearth_import_columns (
    HearthImport *self, guint rows, char ***header, char ***mapping, GVariant **sample, guint *n_rows, GError **error);
/* "utf-8", "utf-16" or "latin-1" (a guess: other letters may be wrong). After hearth_import_columns(). */
const char *hearth_import_get_encoding (HearthImport *self);
/* A read. @review: (out) (transfer full): a(usss) */
gboolean hearth_import_check (HearthImport *self,
                              HearthUnit *unit,
                              const char *const *mapping,
                              guint *n_new,
                              guint *n_twins,
                              guint *n_problems,
                              GVariant **review,
                              GError **error);
/* A write, one slice. @from, @to: see above. */
gboolean hearth_import_run (HearthImport *self,
                            HearthUnit *unit,
                            const char *const *mapping,
                            const guint32 *leave_out,
                            gsize n_leave_out,
                            const guint32 *take,
                            gsize n_take,
                            const HearthImportProgress *from,
                            HearthImportProgress *to,
                            GError **error);
/* A write, one slice. An undo of what is undone already is done at once, with zeros. */
gboolean hearth_import_undo (
    HearthUnit *unit, gint64 batch, const HearthImportProgress *from, HearthImportProgress *to, GError **error);
/* A read. Returns a(xxuub), newest first: batch, when (UTC seconds), rows, people of it that are still there, undone. */
GVariant *hearth_import_batches (HearthUnit *unit, GError **error);

G_END_DECLS
