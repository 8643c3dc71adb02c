/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"
#include "hearth-kept.h"
#include "hearth-visit.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_OUTBOX (hearth_outbox_get_type ())
G_DECLARE_FINAL_TYPE (HearthOutbox, hearth_outbox, HEARTH, OUTBOX, GObject)

/* The check-ins that this desk kept while the hub was away: a GListModel of HearthKept, oldest first, of those that wait
 * and those to settle. On disk each is sealed for the hub's key as soon as it is kept (fsync); nobody reads it there, not
 * even this program after a restart, until the hub gives the secret key. Then it sends what waits, in order, each exactly
 * once. Entries that cannot be read yet stand in the list with kind "" and their time; so do those that nobody can read any
 * more, state "refused". Kind "written", state "refused": a write of before a restore that could not be made again; its name
 * is noun and method ("Checkin.Change"), and all that can be done is to drop it.
 * What the hub may have heard of is neither changed nor dropped while it waits (HEARTH_ERROR_OFFLINE): calls whose answer
 * never came, and all of an earlier run.
 * Properties (notify): waiting (uint), to-settle (uint). Signal "recorded" (HearthKept *, HearthVisit *): one has arrived.
 * Main context only. */
HearthOutbox *hearth_outbox_new (HearthClient *client, const char *folder);
guint hearth_outbox_get_waiting (HearthOutbox *self);
guint hearth_outbox_get_to_settle (HearthOutbox *self);
/* Whether something waits because the hub, though connected, cannot write: its disk is full. Told by notify::waiting. */
gboolean hearth_outbox_is_hub_full (HearthOutbox *self);
void hearth_outbox_try_now (HearthOutbox *self); /* what waits, on this connection */

/* Keeps one; it is on disk when this returns. @options as of Checkin.Record. Returns (transfer full). People and groups are
 * kept by their calls: see hearth_checkin_client_record_async(). */
HearthKept *hearth_outbox_keep_name (HearthOutbox *self, const char *typed, GVariant *options, GError **error);
HearthKept *hearth_outbox_keep_guest (HearthOutbox *self, GVariant *options, GError **error);
/* Other reason, children or name (of a guest), keys as of Checkin.Change, for one that still waits: in its place, with its
 * request and times. Returns (transfer full). */
HearthKept *hearth_outbox_change (HearthOutbox *self, HearthKept *kept, GVariant *changes, GError **error);
/* Takes one back that still waits (undo), or says that nothing is to come of one. */
gboolean hearth_outbox_drop (HearthOutbox *self, HearthKept *kept, GError **error);

/* When it was, of one to settle whose arrival is no time (hearth_kept_is_a_time()): the clock of the PC was not set when it
 * was kept, and the PC was started anew before the hub was heard. Before it is settled. Returns (transfer full). */
HearthKept *hearth_outbox_set_arrival (HearthOutbox *self, HearthKept *kept, gint64 arrived_at_s, GError **error);

/* One to settle: @person came, or 0 for a nameless guest. */
void hearth_outbox_settle_async (HearthOutbox *self,
                                 HearthKept *kept,
                                 gint64 person,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
HearthVisit *hearth_outbox_settle_finish (HearthOutbox *self, GAsyncResult *result, GError **error);

G_END_DECLS
