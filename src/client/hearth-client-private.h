/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"

G_BEGIN_DECLS

/* For the files hearth-*-client.c: one way out and one way back for every method of the protocol. */

/* What an answer means for the client itself, before the caller hears of it. same_turn: nobody locked the desk since the
 * call was sent. FALSE with an error: the caller gets that instead of the answer. */
typedef gboolean (*HearthClientHeard) (HearthClient *self, GVariant *reply, gboolean same_turn, GError **error);

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
GVariant *hearth_client_answer (HearthClient *self, GAsyncResult *result, GError **error);
gboolean hearth_client_answer_done (HearthClient *self, GAsyncResult *result, GError **error);

void hearth_client_set_account (HearthClient *self, HearthAccount *account);
void hearth_client_set_center (HearthClient *self, HearthCenter *center);
gboolean hearth_client_take_center (HearthClient *self, GVariant *reply, gboolean same_turn, GError **error);
guint hearth_client_get_turn (HearthClient *self);
void hearth_client_end_turn (HearthClient *self);

GVariant *hearth_client_options (GVariant *options);
GListStore *hearth_client_rows (GVariant *reply, guint child, GType type);

G_END_DECLS
