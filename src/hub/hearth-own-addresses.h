/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where this PC is on its networks, as far as the PC knows. @host: (nullable): the only address that is used, else all. */
char **hearth_own_addresses (const char *host, guint16 port); /* "host:port" */
char *hearth_own_address (const char *host);                  /* the likeliest IPv4 address */

G_END_DECLS
