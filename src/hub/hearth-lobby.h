/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where strangers wait until TLS says who they are: see hearth-lobby.c. Made, used and freed in one main context. */
typedef struct _HearthLobby HearthLobby;

typedef struct
{
  guint waiting;         /* peers that have not finished the handshake */
  guint waiting_each;    /* of one address */
  guint handshakes;      /* at once */
  guint handshakes_each; /* of one address */
} HearthLobbyLimits;

/* Somebody has come through. @peer: (nullable): their certificate. */
typedef void (*HearthLobbyEnter) (GIOStream *stream, GSocket *socket, GTlsCertificate *peer, gpointer user_data);

/* @authority: (nullable): as of hearth_handshake_new() */
HearthLobby *hearth_lobby_new (GTlsCertificate *own,
                               const char *authority,
                               const HearthLobbyLimits *limits,
                               HearthLobbyEnter enter,
                               gpointer user_data);
void hearth_lobby_free (HearthLobby *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthLobby, hearth_lobby_free)

/* @host: (nullable): one address, else all. @port: 0 for any. HEARTH_ERROR_BUSY where another program listens there. */
gboolean hearth_lobby_listen (HearthLobby *self, const char *host, guint16 port, GError **error);
guint16 hearth_lobby_get_port (HearthLobby *self);
void hearth_lobby_set_certificate (HearthLobby *self, GTlsCertificate *own);
guint hearth_lobby_count_waiting (HearthLobby *self);
guint hearth_lobby_count_handshakes (HearthLobby *self);

G_END_DECLS
