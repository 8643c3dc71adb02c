/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What both ends of the wire agree on. */
#define HEARTH_LINK_PORT 7430 /* unless the hub is told another one */
/* Where new desks come in while a code is valid, if it is free; a code that has an address says where. */
#define HEARTH_LINK_PAIRING_PORT (HEARTH_LINK_PORT + 1)
#define HEARTH_LINK_SERVICE "_hearth._tcp" /* DNS-SD; TXT records: center=UUID, name=NAME, protocol=N */

/* After the handshake, and before the first byte of D-Bus, the hub says one byte. */
#define HEARTH_LINK_WELCOME 'H'
#define HEARTH_LINK_REMOVED 'R' /* this desk does not belong to the center (any more) */
#define HEARTH_LINK_FULL 'F'    /* too many connections: try again later */
#define HEARTH_LINK_DATE 'D'    /* by the hub's clock the certificate of this desk does not hold now */

/* TLS 1.3 and nothing else. Before the first thread of the program; again is no error. */
void hearth_link_init (void);
/* Connections that trust nobody whom the system trusts: who the other end is, "accept-certificate" says. */
GIOStream *hearth_link_new_client (GIOStream *plain, GError **error);
GIOStream *hearth_link_new_server (GIOStream *plain, GTlsCertificate *own, GError **error);
/* After each handshake: whether it is TLS 1.3. */
gboolean hearth_link_is_modern (GTlsConnection *connection);
/* D-Bus as a hub begins it with somebody who was let in: finished by g_dbus_connection_new_finish(), and nothing is processed
 * before g_dbus_connection_start_message_processing(). */
void hearth_link_serve_bus_async (GIOStream *stream,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Keepalive, user timeout (a silent cut is noticed within 5 s) and no delay, on either end. */
void hearth_link_tune (GSocket *socket);
/* Whether an address is one of this PC. */
gboolean hearth_link_is_own_address (GInetAddress *address);
/* "host", "host:port", "[v6]:port"; @port is @default_port where none is said. HEARTH_ERROR_INVALID. */
gboolean hearth_link_parse_address (const char *text, guint16 default_port, char **host, guint16 *port, GError **error);

G_END_DECLS
