/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-error.h"

G_BEGIN_DECLS

HearthError hearth_file_error_of (int code);
gboolean hearth_file_set_error (GError **error, int code, const char *what);
gboolean hearth_file_write_all (int fd, gconstpointer data, gsize length);
gboolean hearth_file_sync_folder (const char *folder);

G_END_DECLS
