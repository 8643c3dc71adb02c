/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"

G_BEGIN_DECLS

/* One of those who may sign in at this desk. */
typedef struct
{
  gint64 account_id;
  char *name; /* (owned): preferred name */
  char *role; /* (owned): nick */
  gboolean pin_enough;
} HearthFace;

void hearth_session_client_faces_async (HearthClient *client,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *hearth_session_client_faces_finish (HearthClient *client,
                                               GAsyncResult *result,
                                               gboolean *more,
                                               GError **error); /* (element-type HearthFace) */

/* How a sign-in went. */
typedef enum
{
  HEARTH_SIGN_IN_WELCOME,
  HEARTH_SIGN_IN_WRONG,
  HEARTH_SIGN_IN_WAIT,       /* wait_s seconds */
  HEARTH_SIGN_IN_PASSPHRASE, /* the PIN is not enough now */
} HearthSignIn;

/* Welcome: the client's account and state have changed before finish returns. Returns FALSE only where the call failed. */
void hearth_session_client_sign_in_async (HearthClient *client,
                                          gint64 account,
                                          const char *name,
                                          const char *passphrase,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean hearth_session_client_sign_in_finish (
    HearthClient *client, GAsyncResult *result, HearthSignIn *outcome, guint *wait_s, GError **error);
void hearth_session_client_unlock_async (HearthClient *client,
                                         gint64 account,
                                         const char *pin,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean hearth_session_client_unlock_finish (HearthClient *client,
                                              GAsyncResult *result,
                                              HearthSignIn *outcome,
                                              guint *tries_left,
                                              guint *wait_s,
                                              GError **error);
/* The desk is locked at once, whatever the hub answers. */
void hearth_session_client_lock (HearthClient *client);
void hearth_session_client_sign_out (HearthClient *client);

/* outcome: (out) (transfer full): see the XML */
void hearth_session_client_set_pin_async (HearthClient *client,
                                          const char *passphrase,
                                          const char *pin,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
hearth_session_client_set_pin_finish (HearthClient *client, GAsyncResult *result, char **outcome, GError **error);
void hearth_session_client_set_passphrase_async (HearthClient *client,
                                                 const char *passphrase,
                                                 const char *new_passphrase,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
gboolean hearth_session_client_set_passphrase_finish (HearthClient *client,
                                                      GAsyncResult *result,
                                                      char **outcome,
                                                      GError **error);

G_END_DECLS
