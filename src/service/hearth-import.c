/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* An import of people from a file: what it holds, what would come in, and the coming in itself, in slices that hold the
 * writer only for moments. Everybody who comes in is recorded as told the notice of that day: the dialog says so before.
 * Owned by whoever imports; one thread at a time. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-import.h"

#include "hearth-csv.h"
#include "hearth-day.h"
#include "hearth-error.h"
#include "hearth-import-check.h"
#include "hearth-import-mapping.h"
#include "hearth-import-row.h"
#include "hearth-import-store.h"
#include "hearth-notice-store.h"
#include "hearth-person-store.h"

/* How long one slice works; with its COMMIT it stays under 20 ms. */
#define SLICE_US 8000
#define SAMPLE_MAX 20

struct _HearthImport
{
  GByteArray *bytes; /* (owned) (nullable): until the file is parsed */
  HearthCsv *csv;    /* (owned) (nullable): from then on */
  GStrv checked;     /* (owned) (nullable): the mapping of the verdicts */
  GArray *verdicts;  /* (owned): of guint8, one for each row; the header's is not used */
};

/**
 * hearth_import_new:
 *
 * Returns: (transfer full): an import without a file
 */
HearthImport *
hearth_import_new (void)
{
  HearthImport *self = g_new0 (HearthImport, 1);

  self->bytes = g_byte_array_new ();
  self->verdicts = g_array_new (FALSE, TRUE, sizeof (guint8));
  return self;
}

/**
 * hearth_import_free:
 * @self: (nullable) (transfer full): an import
 */
void
hearth_import_free (HearthImport *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_clear_pointer (&self->csv, hearth_csv_free);
  g_clear_pointer (&self->checked, g_strfreev);
  g_array_unref (self->verdicts);
  g_free (self);
}

/**
 * hearth_import_add:
 * @self: an import
 * @data: (array length=length): the next piece of the file
 * @length: its length
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID if the file is too large, or was looked at already
 */
gboolean
hearth_import_add (HearthImport *self, gconstpointer data, gsize length, GError **error)
{
  if (self->bytes == NULL)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the file was complete");
  else if (length > HEARTH_IMPORT_BYTES_MAX - self->bytes->len)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the file has more than %u MiB",
                 HEARTH_IMPORT_BYTES_MAX / (1024 * 1024));
  else
    {
      g_byte_array_append (self->bytes, data, (guint)length);
      return TRUE;
    }
  return FALSE;
}

static gboolean
ensure_parsed (HearthImport *self, GError **error)
{
  if (self->csv == NULL && self->bytes)
    {
      self->csv = hearth_csv_parse (self->bytes->data, self->bytes->len, HEARTH_IMPORT_ROWS_MAX,
                                    HEARTH_IMPORT_COLUMNS_MAX, error);
      if (self->csv)
        g_clear_pointer (&self->bytes, g_byte_array_unref);
    }
  return self->csv != NULL;
}

static char **
read_row (HearthCsv *csv, guint row)
{
  guint n = hearth_csv_get_n_cells (csv, 0);
  char **cells = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    cells[i] = g_strdup (hearth_csv_get (csv, row, i));
  return cells;
}

/**
 * hearth_import_columns:
 * @self: an import whose file is complete
 * @rows: how many rows to give as a sample, at most 20
 * @header: (out) (transfer full): the names of the columns
 * @mapping: (out) (transfer full): for each the field it seems to fill, see hearth-import-mapping.c, or ""
 * @sample: (out) (transfer full): aas, the first rows, each as long as the header
 * @n_rows: (out): how many rows stand below the header
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID if the file is no CSV or goes beyond the bounds
 */
gboolean
hearth_import_columns (
    HearthImport *self, guint rows, char ***header, char ***mapping, GVariant **sample, guint *n_rows, GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aas"));

  *header = *mapping = NULL;
  *sample = NULL;
  *n_rows = 0;
  if (!ensure_parsed (self, error))
    return FALSE;

  *n_rows = hearth_csv_get_n_rows (self->csv) - 1;
  for (guint i = 1; i <= MIN (MIN (rows, SAMPLE_MAX), *n_rows); i++)
    {
      g_auto (GStrv) cells = read_row (self->csv, i);

      g_variant_builder_add_value (&builder, g_variant_new_strv ((const char *const *)cells, -1));
    }
  *header = read_row (self->csv, 0);
  *mapping = hearth_import_mapping_guess ((const char *const *)*header);
  *sample = g_variant_ref_sink (g_variant_builder_end (&builder));
  return TRUE;
}

/**
 * hearth_import_get_encoding:
 * @self: an import
 *
 * Returns: (transfer none): how the file was read: "utf-8", "utf-16", or "latin-1", which is a guess; "" before
 *   hearth_import_columns()
 */
const char *
hearth_import_get_encoding (HearthImport *self)
{
  return self->csv ? hearth_csv_get_encoding (self->csv) : "";
}

/* What every row needs, as of this unit. */
static gboolean
begin_rows (HearthImport *self,
            HearthUnit *unit,
            const char *const *mapping,
            char **today,
            char **told_version,
            HearthImportRowContext *context,
            GError **error)
{
  gint64 notice;

  if (!ensure_parsed (self, error)
      || !hearth_import_mapping_check (mapping, hearth_csv_get_n_cells (self->csv, 0), error)
      || !hearth_notice_store_current (unit->conn, &notice, told_version, error))
    return FALSE;
  if (notice == 0)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "told-version: there is no notice");
      return FALSE;
    }
  *today = hearth_day_of (unit->now_s, unit->zone);
  *context = (HearthImportRowContext){
    .csv = self->csv, .mapping = mapping, .today = *today, .told_version = *told_version
  };
  return TRUE;
}

/**
 * hearth_import_check:
 * @self: an import whose file is complete
 * @unit: a reading unit: this takes a while
 * @mapping: (array zero-terminated=1): for each column a field or ""
 * @n_new: (out): how many rows are new people
 * @n_twins: (out): how many rows are like somebody who is there, or repeat a row above
 * @n_problems: (out): how many rows cannot come in
 * @review: (out) (transfer full): a(usss), the first 200 rows that are not plainly new
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID for a mapping that cannot be
 */
gboolean
hearth_import_check (HearthImport *self,
                     HearthUnit *unit,
                     const char *const *mapping,
                     guint *n_new,
                     guint *n_twins,
                     guint *n_problems,
                     GVariant **review,
                     GError **error)
{
  g_auto (HearthImportCheck) check = { 0 };
  g_autofree char *today = NULL, *told_version = NULL;
  HearthImportRowContext context;
  guint n_rows;

  *n_new = *n_twins = *n_problems = 0;
  *review = NULL;
  g_clear_pointer (&self->checked, g_strfreev);
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_IMPORT_PEOPLE, error)
      || !hearth_import_check_begin (&check, unit, error)
      || !begin_rows (self, unit, mapping, &today, &told_version, &context, error))
    return FALSE;

  n_rows = hearth_csv_get_n_rows (self->csv);
  g_array_set_size (self->verdicts, n_rows);
  for (guint i = 1; i < n_rows; i++)
    {
      HearthVerdict verdict;

      if (!hearth_import_check_row (&check, &context, i, &verdict, error))
        return FALSE;
      g_array_index (self->verdicts, guint8, i) = (guint8)verdict;
    }
  self->checked = g_strdupv ((char **)mapping);
  *n_new = check.counts[HEARTH_VERDICT_NEW];
  *n_twins = check.counts[HEARTH_VERDICT_TWIN] + check.counts[HEARTH_VERDICT_REPEAT];
  *n_problems = check.counts[HEARTH_VERDICT_PROBLEM];
  *review = g_variant_ref_sink (g_variant_builder_end (&check.review));
  return TRUE;
}

static GHashTable *
set_of (const guint32 *rows, gsize n_rows)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);

  for (gsize i = 0; i < n_rows; i++)
    g_hash_table_add (set, GUINT_TO_POINTER (rows[i]));
  return set;
}

static gboolean
comes_in (HearthImport *self, guint row, GHashTable *leave_out, GHashTable *take)
{
  HearthVerdict verdict = g_array_index (self->verdicts, guint8, row);

  if (verdict == HEARTH_VERDICT_NEW)
    return !g_hash_table_contains (leave_out, GUINT_TO_POINTER (row));
  if (verdict == HEARTH_VERDICT_TWIN || verdict == HEARTH_VERDICT_REPEAT)
    return g_hash_table_contains (take, GUINT_TO_POINTER (row))
           && !g_hash_table_contains (leave_out, GUINT_TO_POINTER (row));
  return FALSE;
}

/* A batch that was taken back takes nobody in any more. */
static gboolean
batch_stands (HearthUnit *unit, gint64 batch, GError **error)
{
  gboolean undone;

  if (!hearth_import_store_get (unit->conn, batch, &undone, error))
    return FALSE;
  if (undone)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "import %" G_GINT64_FORMAT " was taken back", batch);
  return !undone;
}

/* The batch of this run; with the first slice it is made. 0: nothing is to come in, or an error. */
static gboolean
begin_run (HearthImport *self,
           HearthUnit *unit,
           GHashTable *leave_out,
           GHashTable *take,
           HearthImportProgress *to,
           GError **error)
{
  guint n = 0;

  if (to->batch != 0)
    return batch_stands (unit, to->batch, error);
  for (guint i = 1; i < self->verdicts->len; i++)
    n += comes_in (self, i, leave_out, take);
  to->position = 1;
  to->done = n == 0;
  if (n == 0)
    return TRUE;
  to->batch = hearth_import_store_insert (unit->conn, unit->now_s, unit->caller.account_id, n, error);
  return to->batch != 0;
}

/* One row comes in. A row whose card somebody has got since the check stays out, as one with a problem. */
static gboolean
run_row (HearthUnit *unit,
         const HearthImportRowContext *context,
         guint row,
         HearthImportProgress *to,
         gint64 *last_id,
         GError **error)
{
  HearthPersonOrigin origin = { .now_s = unit->now_s, .account_id = unit->caller.account_id, .batch_id = to->batch };
  g_autofree char *problem = NULL;
  g_autoptr (HearthPerson) person = hearth_import_row_read (context, row, &problem);
  const char *code = person ? hearth_person_get_card_code (person) : "";
  gint64 holder = *code ? hearth_person_store_card_holder (unit->conn, code, error) : 0;

  if (holder < 0)
    return FALSE;
  if (person == NULL || holder > 0)
    return TRUE;
  *last_id = hearth_person_store_insert (unit->conn, person, &origin, error);
  if (*last_id == 0)
    return FALSE;
  hearth_unit_note_person (unit, *last_id);
  to->n_done++;
  return TRUE;
}

/* What a slice did, for the log: which people, never who they are. */
static gboolean
end_slice (HearthUnit *unit,
           const char *verb,
           gint64 batch,
           guint n,
           gint64 first,
           gint64 last,
           const char *more,
           GError **error)
{
  g_autofree char *detail = NULL;

  if (n == 0)
    return TRUE;
  detail = g_strdup_printf ("%u people, %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT "%s%s", n, first, last,
                            *more ? ", " : "", more);
  hearth_unit_changed (unit, "person", 0);
  return hearth_unit_audit (unit, verb, "import", batch, detail, error);
}

/**
 * hearth_import_run:
 * @self: an import
 * @unit: a writing unit
 * @mapping: (array zero-terminated=1): as it was checked
 * @leave_out: (array length=n_leave_out): rows that stay out
 * @n_leave_out: how many
 * @take: (array length=n_take): twins and repeats that come in all the same
 * @n_take: how many
 * @from: where the run stands; zeros for a new one
 * @to: (out): where it stands after this slice
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID if this mapping was not checked before
 */
gboolean
hearth_import_run (HearthImport *self,
                   HearthUnit *unit,
                   const char *const *mapping,
                   const guint32 *leave_out,
                   gsize n_leave_out,
                   const guint32 *take,
                   gsize n_take,
                   const HearthImportProgress *from,
                   HearthImportProgress *to,
                   GError **error)
{
  g_autoptr (GHashTable) out = set_of (leave_out, n_leave_out);
  g_autoptr (GHashTable) in = set_of (take, n_take);
  g_autofree char *today = NULL, *told_version = NULL, *told = NULL;
  HearthImportRowContext context;
  gint64 end_us = g_get_monotonic_time () + SLICE_US;
  gint64 first_id = 0, last_id = 0;

  *to = *from;
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_IMPORT_PEOPLE, error))
    return FALSE;
  if (self->checked == NULL || !g_strv_equal ((const char *const *)self->checked, mapping))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "mapping: was not checked");
      return FALSE;
    }
  if (!begin_rows (self, unit, mapping, &today, &told_version, &context, error)
      || !begin_run (self, unit, out, in, to, error))
    return FALSE;

  while (!to->done)
    {
      if (comes_in (self, (guint)to->position, out, in)
          && !run_row (unit, &context, (guint)to->position, to, &last_id, error))
        return FALSE;
      if (first_id == 0)
        first_id = last_id;
      to->position++;
      to->done = to->position >= self->verdicts->len;
      if (g_get_monotonic_time () >= end_us)
        break;
    }
  told = g_strdup_printf ("told notice %s", told_version);
  return end_slice (unit, "imported", to->batch, to->n_done - from->n_done, first_id, last_id, told, error);
}

/**
 * hearth_import_undo:
 * @unit: a writing unit
 * @batch: a batch; also one whose run did not come to its end
 * @from: where the undo stands; zeros for a new one
 * @to: (out): where it stands after this slice
 * @error: return location
 *
 * Removes the records of a batch that nobody has used: no visit, no change, no merge. The others stay.
 *
 * Returns: %FALSE with %HEARTH_ERROR_NOT_FOUND if there is no such batch
 */
gboolean
hearth_import_undo (
    HearthUnit *unit, gint64 batch, const HearthImportProgress *from, HearthImportProgress *to, GError **error)
{
  gint64 end_us = g_get_monotonic_time () + SLICE_US;
  gint64 first_id = 0, last_id = 0;
  gboolean undone, untouched;

  *to = *from;
  to->batch = batch;
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_IMPORT_PEOPLE, error)
      || !hearth_import_store_get (unit->conn, batch, &undone, error))
    return FALSE;
  to->done = undone;
  while (!to->done)
    {
      gint64 id = hearth_import_store_next (unit->conn, batch, to->position, &untouched, error);

      if (id < 0 || (untouched && !hearth_person_store_delete (unit->conn, id, error)))
        return FALSE;
      to->done = id == 0;
      to->position = id;
      if (untouched)
        {
          first_id = first_id ? first_id : id;
          last_id = id;
          to->n_done++;
          hearth_unit_note_person (unit, id);
        }
      else if (id != 0)
        to->n_kept++;
      if (g_get_monotonic_time () >= end_us)
        break;
    }
  if (to->done && !undone && !hearth_import_store_set_undone (unit->conn, batch, unit->now_s, error))
    return FALSE;
  return end_slice (unit, "import-undone", batch, to->n_done - from->n_done, first_id, last_id, "", error);
}

/**
 * hearth_import_batches:
 * @unit: a unit
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a(xxuub), newest first: batch, when (UTC seconds), rows, people of it that are
 *   still there, whether it was taken back
 */
GVariant *
hearth_import_batches (HearthUnit *unit, GError **error)
{
  return hearth_unit_need (unit, HEARTH_PERMISSION_IMPORT_PEOPLE, error) ? hearth_import_store_list (unit->conn, error)
                                                                         : NULL;
}
