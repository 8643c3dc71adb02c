/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The columns of a file, each with a few of its values and what it fills. */
#define HEARTH_TYPE_IMPORT_COLUMNS (hearth_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (HearthImportColumns, hearth_import_columns, HEARTH, IMPORT_COLUMNS, AdwPreferencesGroup)

void hearth_import_columns_show (HearthImportColumns *self,
                                 const char *const *header,
                                 const char *const *mapping,
                                 GVariant *sample);                   /* aas */
char **hearth_import_columns_dup_mapping (HearthImportColumns *self); /* (transfer full) */
void hearth_import_columns_choose (HearthImportColumns *self, guint column, const char *field);

G_END_DECLS
