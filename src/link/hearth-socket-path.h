/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The Unix socket of a running hub, for the tools of its PC. */
char *hearth_socket_path_of_center (const char *center_path);
/* The name of a socket has 107 bytes at most; a longer path is opened by way of its folder. @folder: (out): to be closed
 * after the use of the name, -1 for none. */
char *hearth_socket_path_shorten (const char *path, int *folder);

G_END_DECLS
