/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"
#include "hearth-embedded-hub.h"
#include "hearth-test-center.h"
#include "hearth-test-wait.h"

G_BEGIN_DECLS

/* A test center with a running hub and real clients. Between start and stop the hub has the file and center->house is
 * NULL; before and after, the house is open for SQL. Everything here aborts the test on failure. One main context. */
typedef struct
{
  HearthTestCenter *center; /* (owned) */
  HearthEmbeddedHub *hub;   /* (owned) (nullable) */
} HearthTestHub;

/* The clock stands at HEARTH_TEST_NOW, or at another instant of HEARTH_TEST_ZONE. */
HearthTestHub *hearth_test_hub_new (void);
HearthTestHub *hearth_test_hub_new_at (const char *when);
void hearth_test_hub_free (HearthTestHub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthTestHub, hearth_test_hub_free)
void hearth_test_hub_start (HearthTestHub *self);
void hearth_test_hub_stop (HearthTestHub *self);

/* A client of it; signed in by name and passphrase where a role is named. */
HearthClient *hearth_test_hub_connect (HearthTestHub *self);
void hearth_test_hub_reconnect (HearthTestHub *self, HearthClient *client);
HearthClient *hearth_test_hub_sign_in (HearthTestHub *self, HearthRole role);
void hearth_test_sign_in (HearthClient *client, HearthRole role);

/* A bare connection, for calls that no client would make. */
GDBusConnection *hearth_test_hub_open_raw (HearthTestHub *self);
GVariant *
hearth_test_call (GDBusConnection *connection, const char *noun, const char *method, GVariant *args, GError **error);

G_END_DECLS
