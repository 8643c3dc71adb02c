/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Fuzz target: a CSV file of people, from its bytes to the records of its rows. No database. */

#include "config.h"

#include "hearth-csv.h"
#include "hearth-import-row.h"
#include "hearth-import.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Every cell once as every field. */
static void
read_rows (HearthCsv *csv, const char *const *guess)
{
  static const char *const fields[]
      = { "full-name", "preferred-name", "given-name", "former-names",   "birth-date", "recovery-date", "phone",
          "email",     "languages",      "card-code",  "emergency-name", "note",       "postal-code",   "pronouns" };
  guint n_columns = hearth_csv_get_n_cells (csv, 0);
  g_autofree const char **mapping = g_new0 (const char *, n_columns + 1);
  HearthImportRowContext context = { .csv = csv, .mapping = mapping, .today = "2026-03-12", .told_version = "1" };

  for (guint shift = 0; shift < G_N_ELEMENTS (fields); shift++)
    {
      for (guint i = 0; i < n_columns; i++)
        mapping[i] = shift == 0 ? guess[i] : fields[(i + shift) % G_N_ELEMENTS (fields)];
      for (guint row = 1; row < MIN (hearth_csv_get_n_rows (csv), 20); row++)
        {
          g_autofree char *problem = NULL;
          g_autofree char *name = hearth_import_row_shown_name (&context, row);
          g_autoptr (HearthPerson) person = hearth_import_row_read (&context, row, &problem);

          g_assert_true (g_utf8_validate (name, -1, NULL));
          g_assert_true ((person == NULL) == (problem != NULL));
          g_assert_true (person == NULL || *hearth_person_get_preferred_name (person));
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (HearthImport) import = hearth_import_new ();
  g_autoptr (HearthCsv) csv = hearth_csv_parse (data, size, 1000, HEARTH_IMPORT_COLUMNS_MAX, NULL);
  g_auto (GStrv) header = NULL;
  g_auto (GStrv) mapping = NULL;
  g_autoptr (GVariant) sample = NULL;
  guint n_rows;

  g_assert_true (hearth_import_add (import, data, size, NULL));
  if (hearth_import_columns (import, 20, &header, &mapping, &sample, &n_rows, NULL))
    {
      g_assert_cmpuint (g_strv_length (header), ==, g_strv_length (mapping));
      if (csv)
        read_rows (csv, (const char *const *)mapping);
    }
  else
    g_assert_null (csv);
  return 0;
}
