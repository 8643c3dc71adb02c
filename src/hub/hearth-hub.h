/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-account.h"
#include "hearth-house.h"
#include "hearth-hub-types.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_HUB (hearth_hub_get_type ())
G_DECLARE_FINAL_TYPE (HearthHub, hearth_hub, HEARTH, HUB, GObject)

/* Knows connections, not people. Everything here happens in the main context that was the thread default of
 * hearth_hub_new(). */
HearthHub *hearth_hub_new (HearthHouse *house);
HearthHouse *hearth_hub_get_house (HearthHub *self);
HearthDoor *hearth_hub_get_door (HearthHub *self);
HearthUpkeep *hearth_hub_get_upkeep (HearthHub *self); /* (transfer none) (nullable): while it is not ending */

/* Serves who is at the other end until the stream ends. */
void hearth_hub_accept (HearthHub *self, GIOStream *stream, gint64 desk_id); /* of this program, over a socketpair */
/* A desk of the LAN after its handshake: @fingerprint of the certificate it came with. A desk is here once: an earlier
 * connection of it is closed. */
void
hearth_hub_accept_desk (HearthHub *self, GIOStream *stream, GSocket *socket, gint64 desk_id, const char *fingerprint);
void hearth_hub_accept_tool (HearthHub *self, GIOStream *stream); /* hearthctl: may do everything, is no desk */
guint hearth_hub_count_peers (HearthHub *self);                   /* connections of any kind */
guint hearth_hub_count_tools (HearthHub *self);
gboolean hearth_hub_is_copied (HearthHub *self, gint64 desk_id);

/* Who is connected now, of desks only. A desk inside the application may be there several times. */
typedef struct
{
  gint64 desk_id;
  gint64 account_id; /* who sits there, also behind a locked desk; 0 for nobody */
  gboolean locked;
  char *who;     /* (owned): their preferred name, "" for nobody */
  char *version; /* (owned): of Hearth there, "" before its first call */
} HearthHubSeat;

GArray *hearth_hub_list_seats (HearthHub *self); /* of HearthHubSeat */

/* After a COMMIT. The desk is out at once, also in the middle of a call. */
void hearth_hub_remove_desk (HearthHub *self, gint64 desk_id);
/* After a COMMIT. Nobody sees more there from now on than a front desk shows. */
void hearth_hub_mark_front_desk (HearthHub *self, gint64 desk_id);
/* What an account may do, or whether it may sign in, has changed: read again wherever it sits. Also done for each "account"
 * that a COMMIT changed. */
void hearth_hub_account_changed (HearthHub *self, gint64 account_id);
void hearth_hub_put_account (HearthHub *self, HearthAccount *account); /* the same, by whoever has just read it */
/* They are out wherever they sit, but at @but (nullable). @why: see Session.SignedOut. */
void hearth_hub_sign_out_account (HearthHub *self, gint64 account_id, const char *why, HearthPeer *but);

/* Session.Notice, see the protocol. @account_id: to the desks where they sit; 0: where somebody sits who may manage the center.
 * @detail: (transfer floating) (nullable): an a{sv}. Returns how many desks were told. */
guint hearth_hub_notice (HearthHub *self, const char *kind, gint64 id, GVariant *detail, gint64 account_id);
/* A notice that stands, one of a kind: told now if it is new, and at each sign-in until it is withdrawn; then
 * that it is over. */
void hearth_hub_stand_notice (HearthHub *self, const char *kind, gint64 id, GVariant *detail);
void hearth_hub_withdraw_notice (HearthHub *self, const char *kind);

/* Of the hearth-hub service; NULL inside the application. */
void hearth_hub_share (HearthHub *self, HearthListener *listener, HearthPairing *pairing);
HearthListener *hearth_hub_get_listener (HearthHub *self); /* (transfer none) (nullable) */
HearthPairing *hearth_hub_get_pairing (HearthHub *self);   /* (transfer none) (nullable) */
/* Signal "center-changed": its name may be another. Signal "asked-to-stop": somebody who may has asked that the service ends, see Desk.StopSharing. */
void hearth_hub_ask_to_stop (HearthHub *self);
gint64 hearth_hub_get_started_at_s (HearthHub *self);
guint hearth_hub_count_holds (HearthHub *self); /* what is under way */

guint64 hearth_hub_get_revision (HearthHub *self);
void hearth_hub_publish (HearthHub *self, GVariant *changes);

/* What is under way holds the hub: it ends when the last has let go. */
void hearth_hub_hold (HearthHub *self);
void hearth_hub_release (HearthHub *self);
gboolean hearth_hub_is_stopping (HearthHub *self);
void hearth_hub_stop_async (HearthHub *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean hearth_hub_stop_finish (HearthHub *self, GAsyncResult *result, GError **error);

G_END_DECLS
