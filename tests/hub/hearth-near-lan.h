/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-desk-service.h"
#include "hearth-hub-private.h"
#include "hearth-listener.h"
#include "hearth-test-hub.h"

G_BEGIN_DECLS

/* A hub that runs in the thread of the test and listens on loopback, and the certificate of a desk that has joined it. Peers
 * shake hands in threads of their own, so that both ends of TLS go on. Everything here aborts the test on failure. */
typedef struct
{
  HearthTestCenter *center; /* (owned) */
  HearthHub *hub;           /* (owned) */
  HearthListener *listener; /* (owned) */
  HearthHubIdentity identity;
  gint64 desk; /* the one that has joined */
  GTlsCertificate *certificate;
  char *fingerprint;
} HearthNearLan;

HearthNearLan *hearth_near_lan_new (void);
void hearth_near_lan_free (HearthNearLan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthNearLan, hearth_near_lan_free)

/* Somebody at @source connects, shakes hands, with @certificate (nullable), and waits for the greeting: 0, if none came.
 * Returns (transfer full) (nullable): the stream of who is welcome. */
GIOStream *
hearth_near_lan_knock (HearthNearLan *self, GTlsCertificate *certificate, const char *source, char *greeting);
/* The desk at @source, once it is in. */
GDBusConnection *hearth_near_lan_come_in (HearthNearLan *self, const char *source);
/* (nullable): it was sent away before it had shaken hands, as may happen while others wait. */
GDBusConnection *hearth_near_lan_try (HearthNearLan *self, const char *source);

GSocketConnection *hearth_near_lan_open_tcp (guint16 port, const char *source, GError **error);
GTlsCertificate *hearth_near_lan_pair_of (const char *certificate, const char *key);

G_END_DECLS
