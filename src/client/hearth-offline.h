/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"

G_BEGIN_DECLS

/* Who may go on at a desk while its hub is away: those who signed in there in the last 14 days. For them the desk keeps an
 * Argon2id hash of the passphrase (a file of its folder, 0600) and, in memory only, one of the PIN. In the same file is what
 * a desk that is started without its hub needs beside that: the center and its reasons, as last told, and who has signed out
 * meanwhile. Main context only; hashing runs in a thread. A part of the outbox. */
typedef struct _HearthOffline HearthOffline;

HearthOffline *hearth_offline_new (HearthClient *client, const char *folder);
void hearth_offline_free (HearthOffline *self);
/* The desk leaves its center: nobody may go on there. */
void hearth_offline_forget_folder (const char *folder);

/* What the hub said. */
void hearth_offline_greeted (HearthOffline *self);
void hearth_offline_note (HearthOffline *self, const char *method, GVariant *args, GVariant *reply); /* of Session */
void hearth_offline_forget (HearthOffline *self, gint64 account);                                    /* 0: all */
void hearth_offline_signed_out (HearthOffline *self, gint64 account);
void hearth_offline_note_reasons (HearthOffline *self, GListStore *reasons);
GListStore *hearth_offline_get_reasons (HearthOffline *self); /* (transfer none) (nullable): as last told */

/* Who signed out here while the hub of that center was away, until that hub has heard of it; 0: nobody more. */
gint64 hearth_offline_next_signed_out (HearthOffline *self, const char *center_uuid);
void hearth_offline_told_signed_out (HearthOffline *self, gint64 account);

/* While the hub is away. The answers are those of Session.Faces, SignIn and Unlock, to be had with hearth_client_answer(). */
gboolean hearth_offline_is_of_use (HearthOffline *self);
void
hearth_offline_faces (HearthOffline *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void hearth_offline_sign_in (HearthOffline *self,
                             gint64 account,
                             const char *name,
                             const char *passphrase,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
void hearth_offline_unlock (HearthOffline *self,
                            gint64 account,
                            const char *pin,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

G_END_DECLS
