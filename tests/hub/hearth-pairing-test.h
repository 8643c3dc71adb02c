/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-desk-folder.h"
#include "hearth-join-code.h"
#include "hearth-listener.h"
#include "hearth-pairing.h"
#include "hearth-test-hub.h"

G_BEGIN_DECLS

/* A hub that runs in the thread of the test and takes new desks in, and who comes with a code. Everything here aborts the
 * test on failure. */
typedef struct
{
  HearthTestCenter *center; /* (owned) */
  HearthHub *hub;           /* (owned) */
  HearthListener *listener; /* (owned) */
  HearthPairing *pairing;   /* (owned) */
  char *folder;             /* (owned): of the desks */
  gboolean stopped;         /* the hub */
} HearthPairingTest;

HearthPairingTest *hearth_pairing_test_new (void);
void hearth_pairing_test_free (HearthPairingTest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthPairingTest, hearth_pairing_test_free)

/* (transfer full): a new code, and what it carries. */
char *hearth_pairing_test_make_code (HearthPairingTest *self, HearthJoinCode *parts);
/* The same, for who needs only what it carries. */
void hearth_pairing_test_make_parts (HearthPairingTest *self, HearthJoinCode *parts);
gboolean hearth_pairing_test_is_listening (guint16 port);

/* A desk as it is made, and one that has a program of its own: over TLS without a certificate, (nullable). */
HearthDeskFolder *hearth_pairing_test_folder (HearthPairingTest *self, const char *name);
gboolean hearth_pairing_test_join (HearthDeskFolder *folder, const char *code, const char *name, GError **error);
GDBusConnection *hearth_pairing_test_stranger (guint16 port);
GPtrArray *hearth_pairing_test_crowd (guint16 port); /* (transfer full): of twenty strangers those who got in */

GVariant *hearth_pairing_test_bytes (const void *data, gsize length);
gboolean
hearth_pairing_test_ask_where (GDBusConnection *connection, const guint8 *secret, gsize length, GError **error);

G_END_DECLS
