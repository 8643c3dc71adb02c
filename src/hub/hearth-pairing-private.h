/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-join-code.h"
#include "hearth-lobby.h"
#include "hearth-newcomer.h"
#include "hearth-pairing.h"

G_BEGIN_DECLS

/* HearthPairing is split: hearth-pairing.c has who joins, hearth-pairing-code.c the code that they join with. */
typedef struct _HearthJoining HearthJoining;

struct _HearthPairing
{
  GObject parent_instance;

  HearthHub *hub; /* (unowned): it outlives this */
  guint16 desk_port;

  HearthJoinCode code;
  HearthCaller caller; /* who made the code */
  gint64 expires_at_s; /* 0: there is no code */
  guint n_wrong;
  HearthJoining *joining; /* (unowned) (nullable): who is joining with this code */
  GQueue under_way;       /* of HearthJoining (unowned): whoever joins, also with a code that is over */
  char *center_uuid;      /* (owned) (nullable) */
  char *center_name;      /* (owned) (nullable) */
  HearthLobby *lobby;     /* (owned) (nullable): while there is a code */
  GSource *expiry;        /* (owned) (nullable) */
  GPtrArray *newcomers;   /* (owned) (element-type HearthNewcomer): the oldest first */
};

void hearth_pairing_enter (GIOStream *stream, GSocket *socket, GTlsCertificate *peer, gpointer user_data);
void hearth_pairing_end_code (HearthPairing *self);

G_END_DECLS
