/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client-private.h"
#include "hearth-outbox-private.h"

#include <sodium.h>

G_BEGIN_DECLS

/* A desk whose hub has greeted once and is away now: a folder, keys, a client without a connection. No hub runs. */
typedef struct
{
  char *folder; /* (owned) */
  char public_key[2 * crypto_box_PUBLICKEYBYTES + 1];
  char secret_key[2 * crypto_box_SECRETKEYBYTES + 1];
  HearthClient *client;   /* (owned) */
  HearthAccount *account; /* (owned) */
} HearthAwayTest;

#define HEARTH_AWAY_CENTER "4a5e1e4b-aab8-4f3a-92ba-6d7c5e2f1a00"
#define HEARTH_AWAY_OTHER "0b7c8a5e-2f3d-4c6b-9a1e-5d4f3c2b1a09"

void hearth_away_test_set_up (HearthAwayTest *self, gconstpointer data);
void hearth_away_test_tear_down (HearthAwayTest *self, gconstpointer data);
/* What Session.Hello would have said; the hub's clock is @ahead_s before that of the desk. */
void hearth_away_test_greet (HearthAwayTest *self, const char *center, gint64 ahead_s);
/* An outbox that was told so by an earlier run. */
HearthOutbox *hearth_away_test_outbox (HearthAwayTest *self, const char *center);
HearthAccount *hearth_away_test_account (gint64 id, const char *name);

/* Keeps one that was typed, reads one of the list, and tells the files of a center; all (transfer full). */
HearthKept *hearth_away_test_keep (HearthOutbox *outbox, const char *typed);
HearthKept *hearth_away_test_item (HearthOutbox *outbox, guint position);
GPtrArray *hearth_away_test_files (HearthAwayTest *self, const char *center);

G_END_DECLS
