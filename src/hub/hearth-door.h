/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-account-service.h"
#include "hearth-call.h"

G_BEGIN_DECLS

/* One secret on its way through the door. What it needs is set by whoever begins; what came of it is read by "done". */
struct _HearthEntry
{
  HearthCall *call;      /* (owned): "done" answers it */
  HearthUnitWork ask;    /* on a reader: what to verify against; fills @challenge */
  HearthUnitWork settle; /* on the writer: how it went */
  void (*done) (HearthEntry *self);
  gboolean needs_pin; /* the challenge must say that a PIN is enough */
  gboolean unproven;  /* nothing is verified: only @new_secret is hashed */
  char *secret;       /* (owned): what was typed */
  char *new_secret;   /* (owned) (nullable): to be kept where the other is right */
  guint turn;         /* of the desk, when it began */

  HearthChallenge challenge;
  gboolean verified; /* FALSE: not even tried, the challenge says why */
  gboolean right;
  char *new_hash; /* (owned) (nullable) */
  guint wait_s;
  guint tries_left;
  HearthAccount *account; /* (owned) (nullable): who was welcome */
  char *resume;           /* (owned) (nullable): how they come back after a lost connection */
  gint64 made;            /* the account that was made */
  GVariant *before;       /* (owned) (nullable): what the request was answered with before */
};

HearthDoor *hearth_door_new (HearthHouse *house);
void hearth_door_free (HearthDoor *self);
HearthEntry *hearth_door_entry_new (HearthCall *call, const char *secret);
void hearth_door_begin (HearthDoor *self, HearthEntry *entry);
guint hearth_door_count (HearthDoor *self, HearthPeer *peer);

G_END_DECLS
