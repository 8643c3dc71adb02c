/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keeps a port for whoever listens there now and then. @port: 0: any; set to the one. To be closed. */
int hearth_test_port_keep (const char *address, guint16 *port);

G_END_DECLS
