/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char **hearth_import_mapping_guess (const char *const *header);
gboolean hearth_import_mapping_check (const char *const *mapping, guint n_columns, GError **error);
const char *hearth_import_mapping_phone_label (const char *header);

G_END_DECLS
