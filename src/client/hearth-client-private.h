/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"
#include "hearth-hub-greeting.h"
#include "hearth-journal.h"
#include "hearth-offline.h"
#include "hearth-outbox.h"

G_BEGIN_DECLS

struct _HearthClient
{
  GObject parent_instance;

  GDBusConnection *connection; /* (owned) (nullable) */
  HearthBusSession *session;   /* (owned) (nullable), as the seven below */
  HearthBusCheckin *checkin;
  HearthBusPeople *people;
  HearthBusReport *report;
  HearthBusCenter *center_bus;
  HearthBusAccount *account_bus;
  HearthBusDesk *desk_bus;
  HearthBusKept *kept_bus;

  HearthClientState state;
  gboolean greeted;       /* over this connection the hub has said who it is, and who is at the desk */
  HearthCenter *center;   /* (owned) (nullable) */
  HearthAccount *account; /* (owned) (nullable) */
  gboolean let_in;        /* @account, by the hub, over this connection */
  char *resume;           /* (owned) (nullable): how @account comes back */
  gboolean held;          /* the hub of this center goes and comes back on purpose */
  GTimeZone *zone;        /* (owned) */
  guint turn;             /* grows whenever the desk is locked: an answer from before signs nobody in */

  HearthHubGreeting *greeting; /* (owned) (nullable): what the hub said last */
  char *epochs_center;         /* (owned) (nullable): UUID of the center of the next */
  GStrv epochs_before;         /* (owned) (nullable): its epochs that are over, newest first */
  gint64 greeted_us;           /* when that was: of the clock that runs while the PC sleeps; 0: not since the start */
  gint64 skew_s;               /* the hub's clock less that of this desk, as of then or of an earlier run */
  HearthOutbox *outbox;        /* (unowned) (nullable): weak */
  HearthJournal *journal;      /* (unowned) (nullable): of the outbox, as the next */
  HearthOffline *offline;

  int patience_ms; /* how long an answer is waited for; 0: as long as usual */
};

/* For the files hearth-*-client.c: one way out and one way back for every method of the protocol. */

/* What an answer means for the client itself, before the caller hears of it. same_turn: nobody locked the desk since the
 * call was sent. FALSE with an error: the caller gets that instead of the answer. */
typedef gboolean (*HearthClientHeard) (HearthClient *self, GVariant *reply, gboolean same_turn, GError **error);

/* A call whose answer never came. @error: HEARTH_ERROR_OFFLINE; may be replaced. */
typedef struct
{
  const char *method;
  GVariant *args;         /* (nullable) */
  HearthAccount *account; /* (nullable): who was at the desk */
  const char *shown_name; /* (nullable) */
  gboolean sent;          /* the hub may have heard of it */
  GObject *result;        /* what its caller is given */
} HearthClientLostCall;

typedef void (*HearthClientLost) (HearthClient *self, const HearthClientLostCall *call, GError **error);

void hearth_client_ask (HearthClient *self,
                        gpointer bus,
                        const char *method,
                        GVariant *args,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
void hearth_client_ask_heard (HearthClient *self,
                              gpointer bus,
                              const char *method,
                              GVariant *args,
                              HearthClientHeard heard,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
void hearth_client_ask_sure (HearthClient *self,
                             gpointer bus,
                             const char *method,
                             GVariant *args,
                             HearthClientLost lost,
                             const char *shown_name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
void hearth_client_answer_own (HearthClient *self,
                               GVariant *reply,
                               GError *error,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GVariant *hearth_client_answer (HearthClient *self, GAsyncResult *result, GError **error);
gboolean hearth_client_answer_done (HearthClient *self, GAsyncResult *result, GError **error);

void hearth_client_set_patience_ms (HearthClient *self, int patience_ms); /* for tests */
void hearth_client_lose (HearthClient *self, GDBusConnection *connection);
void hearth_client_update_state (HearthClient *self);
void hearth_client_tell_changed (HearthClient *self, guint64 revision, GVariant *what);
void hearth_client_tell_notice (HearthClient *self, const char *kind, gint64 id, gint64 at_s, GVariant *detail);
void hearth_client_tell_signed_out_here (HearthClient *self, const char *why);
void hearth_client_tell_faces_changed (HearthClient *self);
void hearth_client_set_account (HearthClient *self, HearthAccount *account);
void hearth_client_set_own_account (HearthClient *self, HearthAccount *account);
void hearth_client_set_resume (HearthClient *self, const char *resume);
void hearth_client_set_greeting (HearthClient *self, HearthHubGreeting *greeting);
gboolean hearth_client_take_greeting (HearthClient *self, GVariant *reply, GError **error);
gboolean hearth_client_take_resumed (HearthClient *self, GVariant *reply);
/* When a hub that has greeted knows what it has to know before the desk counts as connected. */
typedef void (*HearthClientGreeted) (HearthClient *self, GTask *task);
void hearth_client_tell_signed_out (HearthClient *self, HearthClientGreeted done, GTask *task);
gboolean hearth_client_goes_on_alone (HearthClient *self);
void hearth_client_expel (HearthClient *self);
void hearth_client_set_helpers (HearthClient *self, HearthJournal *journal, HearthOffline *offline);
void hearth_client_set_skew_s (HearthClient *self, gint64 skew_s);
gint64 hearth_client_get_skew_s (HearthClient *self);
gboolean hearth_client_make_proxies (HearthClient *self, GError **error);
void hearth_client_drop_proxies (HearthClient *self);
void hearth_client_set_center (HearthClient *self, HearthCenter *center);
gboolean hearth_client_take_center (HearthClient *self, GVariant *reply, gboolean same_turn, GError **error);
guint hearth_client_get_turn (HearthClient *self);
void hearth_client_end_turn (HearthClient *self);

GVariant *hearth_client_options (GVariant *options);
GListStore *hearth_client_rows (GVariant *reply, guint child, GType type);

/* Hubs that were replaced. */
gboolean hearth_client_check_epoch (HearthClient *self, HearthHubGreeting *greeting, GError **error);
void hearth_client_learn_epochs (HearthClient *self, HearthHubGreeting *greeting);
void hearth_client_set_epochs_before (HearthClient *self, const char *center, const char *const *epochs);
const char *const *hearth_client_get_epochs_before (HearthClient *self);

G_END_DECLS
