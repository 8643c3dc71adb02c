/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-hub.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_LISTENER (hearth_listener_get_type ())
G_DECLARE_FINAL_TYPE (HearthListener, hearth_listener, HEARTH, LISTENER, GObject)

/* Where desks of the LAN come in: TLS 1.3 with the certificate of the peer required in the handshake. A handshake begins
 * at the peer's first byte, in a pool of its own, with limits in total and per address and 5 s each; then the hub is given
 * the stream and the number of the desk. Also the way in for the tools of this PC: a socket beside the center file, of the
 * same user only. Hub's main context. */
HearthListener *hearth_listener_new (HearthHub *hub);
/* Before the start: one address of this PC to listen on, instead of all. */
void hearth_listener_set_host (HearthListener *self, const char *host);
const char *hearth_listener_get_host (HearthListener *self); /* (nullable): all */
/* @port: 0 for any. Fails with BUSY where another program listens there. */
gboolean hearth_listener_start (HearthListener *self, guint16 port, GError **error);
void hearth_listener_stop (HearthListener *self);
guint16 hearth_listener_get_port (HearthListener *self);
char **hearth_listener_list_addresses (HearthListener *self); /* host:port of each network of this PC */
char *hearth_listener_get_address (
    HearthListener *self); /* of an IPv4 network of this PC, for a code to join; without port */
guint hearth_listener_count_waiting (HearthListener *self); /* who have not finished the handshake */
guint hearth_listener_count_handshakes (HearthListener *self);

G_END_DECLS
