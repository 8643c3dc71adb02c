/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-csv.h"
#include "hearth-person.h"

G_BEGIN_DECLS

/* What an import knows of every row. */
typedef struct
{
  HearthCsv *csv;             /* (unowned) */
  const char *const *mapping; /* (unowned): as hearth_import_mapping_check() let pass */
  const char *today;          /* (unowned): YYYY-MM-DD */
  const char *told_version;   /* (unowned) */
} HearthImportRowContext;

HearthPerson *hearth_import_row_read (const HearthImportRowContext *context, guint row, char **problem);
char *hearth_import_row_shown_name (const HearthImportRowContext *context, guint row);
gboolean hearth_import_row_is_empty (HearthCsv *csv, guint row);

G_END_DECLS
