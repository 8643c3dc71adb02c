/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A slow network: what comes in at a port of this PC goes on to another address later, in order, and so does the way
 * back. One main context. */
typedef struct _HearthTestRelay HearthTestRelay;

HearthTestRelay *hearth_test_relay_new (const char *host, guint16 port, guint delay_ms);
void hearth_test_relay_free (HearthTestRelay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthTestRelay, hearth_test_relay_free)
guint16 hearth_test_relay_get_port (HearthTestRelay *self); /* on 127.0.0.1 */

G_END_DECLS
