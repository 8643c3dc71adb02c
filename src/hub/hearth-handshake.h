/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One TLS handshake, from the hub's end: see hearth-handshake.c. */
typedef struct _HearthHandshake HearthHandshake;

/* In the context that was the thread default of hearth_handshake_new(). @stream: (nullable): after a good handshake.
 * @peer: (nullable): the certificate of the other end. */
typedef void (*HearthHandshakeDone) (
    HearthHandshake *self, GIOStream *stream, GSocket *socket, GTlsCertificate *peer, gpointer user_data);

HearthHandshake *hearth_handshake_new (
    GSocket *socket, GTlsCertificate *own, const char *authority, HearthHandshakeDone done, gpointer user_data);
HearthHandshake *hearth_handshake_ref (HearthHandshake *self);
void hearth_handshake_unref (HearthHandshake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthHandshake, hearth_handshake_unref)

void hearth_handshake_work (gpointer self, gpointer pool_data); /* a GFunc: takes over one reference */
void hearth_handshake_cut (HearthHandshake *self);
void hearth_handshake_forget (HearthHandshake *self);

G_END_DECLS
