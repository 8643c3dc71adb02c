/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

/* The folder beside a center file that holds its backups. */
#define HEARTH_COPY_FOLDER "backups"

gboolean hearth_copy_take (HearthConn *conn, const char *to, GError **error);
gboolean hearth_copy_check_pages (HearthConn *conn, gboolean thorough, GError **error);
gboolean hearth_copy_is_good (const char *path, gboolean thorough, GError **error);

char *hearth_copy_real_path (const char *path);
char *hearth_copy_folder (const char *center_path, GError **error);
char *hearth_copy_stem (const char *center_path);
void hearth_copy_give (int fd, const char *folder);
int hearth_copy_new_file (const char *folder, char **path, GError **error);
gboolean hearth_copy_sync_folder (const char *folder, GError **error);
gboolean hearth_copy_put (const char *temporary, const char *path, gboolean replace, GError **error);

G_END_DECLS
