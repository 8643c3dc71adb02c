/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-lobby.h"

G_BEGIN_DECLS

/* HearthLobby is split: hearth-lobby.c has who waits and whose turn it is, hearth-lobby-door.c the sockets that listen. */
#define HEARTH_LOBBY_DOORS 2

/* A socket that listens. */
typedef struct
{
  HearthLobby *lobby; /* (unowned) */
  int fd;             /* -1: closed */
  GSource *source;    /* (owned) (nullable): NULL while it rests */
  GSource *rest;      /* (owned) (nullable): until it goes on */
} HearthLobbyDoor;

void hearth_lobby_doors_init (HearthLobbyDoor *doors, HearthLobby *lobby);
gboolean
hearth_lobby_doors_open (HearthLobbyDoor *doors, const char *host, guint16 port, guint16 *bound, GError **error);
void hearth_lobby_doors_close (HearthLobbyDoor *doors);

/* @fd: (transfer full) */
void hearth_lobby_take (HearthLobby *self, int fd, const char *from);
/* Sends away who has been silent longest; FALSE: nobody is. */
gboolean hearth_lobby_make_room (HearthLobby *self);

G_END_DECLS
