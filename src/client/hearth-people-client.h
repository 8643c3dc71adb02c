/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-candidate.h"
#include "hearth-client.h"
#include "hearth-person.h"

G_BEGIN_DECLS

void hearth_people_client_get_async (
    HearthClient *client, gint64 person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
HearthPerson *hearth_people_client_get_finish (HearthClient *client, GAsyncResult *result, GError **error);
/* been_before: nothing was written; similar others have such a name. */
void hearth_people_client_register_async (HearthClient *client,
                                          HearthPerson *person,
                                          gboolean anyway,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean hearth_people_client_register_finish (
    HearthClient *client, GAsyncResult *result, gboolean *been_before, gint64 *person, guint *similar, GError **error);
void hearth_people_client_update_async (HearthClient *client,
                                        HearthPerson *before,
                                        HearthPerson *after,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
hearth_people_client_update_finish (HearthClient *client, GAsyncResult *result, gint64 *revision, GError **error);
void hearth_people_client_new_card_async (
    HearthClient *client, gint64 person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *hearth_people_client_new_card_finish (HearthClient *client, GAsyncResult *result, GError **error);

void hearth_people_client_twins_async (
    HearthClient *client, gint64 person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GListStore *
hearth_people_client_twins_finish (HearthClient *client, GAsyncResult *result, GError **error); /* of HearthCandidate */
void hearth_people_client_compare_async (HearthClient *client,
                                         gint64 a,
                                         gint64 b,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean hearth_people_client_compare_finish (HearthClient *client,
                                              GAsyncResult *result,
                                              HearthPerson **person_a,
                                              guint *visits_a,
                                              HearthPerson **person_b,
                                              guint *visits_b,
                                              GError **error);
/* fields: floating or full a{sv} of what was chosen, also where that is the default: see People.Merge */
void hearth_people_client_merge_async (HearthClient *client,
                                       HearthPerson *kept,
                                       HearthPerson *gone,
                                       GVariant *fields,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gint64 hearth_people_client_merge_finish (HearthClient *client, GAsyncResult *result, GError **error); /* 0: failed */
void hearth_people_client_unmerge_async (
    HearthClient *client, gint64 merge, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void hearth_people_client_not_same_async (HearthClient *client,
                                          gint64 a,
                                          gint64 b,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean hearth_people_client_done_finish (HearthClient *client, GAsyncResult *result, GError **error);
void hearth_people_client_merges_async (
    HearthClient *client, gint64 person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GVariant *hearth_people_client_merges_finish (HearthClient *client, GAsyncResult *result, GError **error); /* a(xxs) */

G_END_DECLS
