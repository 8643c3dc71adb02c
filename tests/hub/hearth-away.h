/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-checkin-client.h"
#include "hearth-outbox.h"
#include "hearth-test-hub.h"
#include "hearth-test-lan.h"

G_BEGIN_DECLS

/* A center with a hub of its own process, and two desks that have joined it; the first has an outbox. */
typedef struct
{
  HearthTestLan *lan;      /* (owned) */
  HearthTestLanDesk *desk; /* (unowned): the first */
  HearthOutbox *outbox;    /* (owned) (nullable): of it */
} HearthAway;

void hearth_away_set_up (HearthAway *fixture, gconstpointer data);
void hearth_away_tear_down (HearthAway *fixture, gconstpointer data);
HearthOutbox *hearth_away_outbox_of (HearthTestLanDesk *desk);
void hearth_away_begin (HearthAway *fixture); /* the hub runs, a greeter sits at the desk */
void hearth_away_until_back (HearthTestLanDesk *desk);
void hearth_away_until_sent (HearthAway *fixture);
void hearth_away_kill_hub (HearthAway *fixture);
void hearth_away_stop_hub (HearthAway *fixture);
gint64 hearth_away_number (HearthAway *fixture, const char *sql); /* while the hub does not run */
GVariant *hearth_away_named (const char *name);                   /* options of a guest */

G_END_DECLS
