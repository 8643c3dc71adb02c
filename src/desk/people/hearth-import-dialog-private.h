/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-import-columns.h"
#include "hearth-import-dialog.h"
#include "hearth-import-review.h"

G_BEGIN_DECLS

/* What follows after a file was chosen. */
void hearth_import_dialog_read (HearthImportDialog *self, GFile *file);
/* "choose", "columns", "review", "working" or "done" */
const char *hearth_import_dialog_get_page (HearthImportDialog *self);

G_END_DECLS
