/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-hub-private.h"
#include "hearth-peer.h"
#include "hearth-test-hub.h"

G_BEGIN_DECLS

/* A hub that runs in the thread of the test, so that the test can come between, with a desk at a socketpair. */
typedef struct
{
  HearthTestCenter *center; /* (owned) */
  HearthHub *hub;           /* (owned) (nullable): until it was stopped */
  GDBusConnection *desk;    /* (owned) */
  HearthPeer *peer;         /* (unowned): the hub's end */
} HearthNearHub;

/* Desk 1 at a socketpair with @hub, in whichever thread and center it is; @peer: (transfer none): the hub's end. */
GDBusConnection *hearth_near_hub_open_desk (HearthHub *hub, HearthPeer **peer);

void hearth_near_hub_set_up (HearthNearHub *self, gconstpointer data);
void hearth_near_hub_tear_down (HearthNearHub *self, gconstpointer data);
void hearth_near_hub_stop (HearthNearHub *self);
/* They sit at the desk, as if they had signed in. */
void hearth_near_hub_seat (HearthNearHub *self, HearthRole role);
GVariant *
hearth_near_hub_call (HearthNearHub *self, const char *noun, const char *method, GVariant *args, GError **error);

G_END_DECLS
