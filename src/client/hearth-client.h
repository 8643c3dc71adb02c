/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

#include "hearth-account.h"
#include "hearth-bus.h"
#include "hearth-center.h"
#include "hearth-hub-greeting.h"
#include "hearth-permission.h"

G_BEGIN_DECLS

#define HEARTH_BUS_PATH "/org/recoverycommons/Hearth1"

typedef enum
{
  HEARTH_CLIENT_AWAY,      /* no hub; with an account the desk is on its own */
  HEARTH_CLIENT_LOCKED,    /* connected, nobody at the desk */
  HEARTH_CLIENT_SIGNED_IN, /* connected, somebody at the desk */
} HearthClientState;

#define HEARTH_TYPE_CLIENT_STATE (hearth_client_state_get_type ())
GType hearth_client_state_get_type (void);

typedef struct _HearthOutbox HearthOutbox;

#define HEARTH_TYPE_CLIENT (hearth_client_get_type ())
G_DECLARE_FINAL_TYPE (HearthClient, hearth_client, HEARTH, CLIENT, GObject)

/* The desk's end of the protocol. Main context only. Properties (all read-only, all notify): state, center (HearthCenter,
 * nullable), account (HearthAccount, nullable), copied (boolean). Signals "changed" (guint64 revision, GVariant *a(sx)) and "notice" (char *kind,
 * gint64 id, gint64 at_s, GVariant *a{sv}): see Session.Changed and Session.Notice; "signed-out" (char *why) and
 * "faces-changed".
 * Errors that its functions give are HEARTH_ERROR; a lost connection is HEARTH_ERROR_OFFLINE. */
HearthClient *hearth_client_new (void);

void hearth_client_connect_async (
    HearthClient *self, GIOStream *stream, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean hearth_client_connect_finish (HearthClient *self, GAsyncResult *result, GError **error);
void hearth_client_disconnect (HearthClient *self);
/* The hub of this center goes and comes back on purpose: whoever is at the desk goes on there if that one lets them. */
void hearth_client_set_held (HearthClient *self, gboolean held);

HearthClientState hearth_client_get_state (HearthClient *self);
HearthCenter *hearth_client_get_center (HearthClient *self);   /* (transfer none) (nullable) */
HearthAccount *hearth_client_get_account (HearthClient *self); /* (transfer none) (nullable) */
gboolean hearth_client_may (HearthClient *self, HearthPermission permission);
GTimeZone *hearth_client_get_time_zone (HearthClient *self); /* (transfer none): the center's, local before Hello */

/* Somebody is at the desk and the hub is away: check-ins are kept, everything else waits. */
gboolean hearth_client_is_on_its_own (HearthClient *self);
/* Where check-ins are kept while the hub is away: only for a hub that the desk joined. Held weakly; NULL for none. */
void hearth_client_set_outbox (HearthClient *self, HearthOutbox *outbox);
HearthOutbox *hearth_client_get_outbox (HearthClient *self);        /* (transfer none) (nullable) */
HearthHubGreeting *hearth_client_get_greeting (HearthClient *self); /* (transfer none) (nullable): the last one */
gboolean hearth_client_is_hub_on_this_pc (HearthClient *self);      /* by its address on the network */
gboolean hearth_client_is_copied (HearthClient *self);              /* this desk is on two PCs, as the hub found */
gint64 hearth_client_get_hub_now_s (HearthClient *self); /* by the hub's clock, as far as this desk knows it */

/* The generated proxies, for the files hearth-*-client.c only. NULL while away. */
HearthBusSession *hearth_client_get_session_bus (HearthClient *self);
HearthBusCheckin *hearth_client_get_checkin_bus (HearthClient *self);
HearthBusPeople *hearth_client_get_people_bus (HearthClient *self);
HearthBusReport *hearth_client_get_report_bus (HearthClient *self);
HearthBusCenter *hearth_client_get_center_bus (HearthClient *self);
HearthBusAccount *hearth_client_get_account_bus (HearthClient *self);
HearthBusDesk *hearth_client_get_desk_bus (HearthClient *self);
HearthBusKept *hearth_client_get_kept_bus (HearthClient *self);

G_END_DECLS
