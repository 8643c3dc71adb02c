/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-error.h"

G_BEGIN_DECLS

HearthError hearth_file_code (int code);
gboolean hearth_file_set_error (GError **error, int code, const char *what);
gboolean hearth_file_write_all (int fd, gconstpointer data, gsize length);
gboolean hearth_file_sync_folder (const char *folder);

/* Small files that their owner alone may read. */
gboolean hearth_file_make_folder (const char *path, GError **error);
gboolean hearth_file_put (const char *folder, const char *name, GBytes *content, GError **error);
gboolean hearth_file_remove (const char *folder, const char *name, GError **error);

G_END_DECLS
