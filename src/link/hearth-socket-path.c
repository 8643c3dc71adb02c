/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Where the Unix socket of a running hub is, and how a long path to it fits into its address. No state; any thread. */

#define G_LOG_DOMAIN "hearth-link"

#include "config.h"

#include "hearth-socket-path.h"

#include <fcntl.h>
#include <string.h>
#include <sys/un.h>

#define NAME "hub.socket"
#define PATH_MAX_BYTES (sizeof ((struct sockaddr_un *)0)->sun_path - 1)

/**
 * hearth_socket_path_of_center:
 * @center_path: a center file
 *
 * Returns: (transfer full): the path of the socket of the hub that serves it
 */
char *
hearth_socket_path_of_center (const char *center_path)
{
  g_autofree char *folder = g_path_get_dirname (center_path);

  return g_build_filename (folder, NAME, NULL);
}

/**
 * hearth_socket_path_shorten:
 * @path: of a socket
 * @folder: (out): a descriptor that the name needs, or -1
 *
 * Returns: (transfer full): the same place under a name that a socket's address can hold
 */
char *
hearth_socket_path_shorten (const char *path, int *folder)
{
  g_autofree char *parent = NULL, *base = NULL;

  *folder = -1;
  if (strlen (path) <= PATH_MAX_BYTES)
    return g_strdup (path);
  parent = g_path_get_dirname (path);
  base = g_path_get_basename (path);
  *folder = open (parent, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (*folder < 0)
    return g_strdup (path);
  return g_strdup_printf ("/proc/self/fd/%d/%s", *folder, base);
}
