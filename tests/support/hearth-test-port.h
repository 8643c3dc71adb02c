/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keeps a port for whoever listens there now and then. @port: 0: any; set to the one. To be closed. */
int hearth_test_port_keep (const char *address, guint16 *port);
/* Whether this process may have so many connections, and files, open at once; from now on it may, if so. */
gboolean hearth_test_port_may_open (guint n);

G_END_DECLS
