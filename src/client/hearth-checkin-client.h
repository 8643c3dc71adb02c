/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-arrival.h"
#include "hearth-candidate.h"
#include "hearth-client.h"
#include "hearth-kept.h"
#include "hearth-reason.h"
#include "hearth-visit.h"

G_BEGIN_DECLS

/* What the desk asks of Checkin. Each call makes its own request id. Options are floating or full a{sv}, or NULL. */
void hearth_checkin_client_find_async (HearthClient *client,
                                       const char *query,
                                       guint limit,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GListStore *hearth_checkin_client_find_finish (HearthClient *client,
                                               GAsyncResult *result,
                                               gint64 *alone,
                                               GError **error); /* of HearthCandidate */

/* already_here: nothing was written, the visit is the earlier one. */
void hearth_checkin_client_record_async (HearthClient *client,
                                         gint64 person,
                                         GVariant *options,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
HearthVisit *hearth_checkin_client_record_finish (
    HearthClient *client, GAsyncResult *result, gboolean *already_here, HearthArrival **arrival, GError **error);
void hearth_checkin_client_record_guest_async (HearthClient *client,
                                               GVariant *options,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
void hearth_checkin_client_record_group_async (HearthClient *client,
                                               guint count,
                                               const char *label,
                                               GVariant *options,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
/* Of a call that ended with HEARTH_ERROR_KEPT: (transfer none) (nullable). */
HearthKept *hearth_checkin_client_get_kept (GAsyncResult *result);
void hearth_checkin_client_change_async (HearthClient *client,
                                         HearthVisit *visit,
                                         GVariant *changes,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
void hearth_checkin_client_void_async (
    HearthClient *client, gint64 visit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void hearth_checkin_client_check_out_async (HearthClient *client,
                                            gint64 visit,
                                            gint64 at_s,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
/* Of record_guest, record_group, change, void and check_out. */
HearthVisit *hearth_checkin_client_visit_finish (HearthClient *client, GAsyncResult *result, GError **error);

void hearth_checkin_client_come_back_async (HearthClient *client,
                                            const gint64 *ids,
                                            gsize n_ids,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean hearth_checkin_client_come_back_finish (HearthClient *client, GAsyncResult *result, GError **error);
void hearth_checkin_client_close_day_async (
    HearthClient *client, const char *day, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GArray *
hearth_checkin_client_close_day_finish (HearthClient *client, GAsyncResult *result, GError **error); /* of gint64 */
void hearth_checkin_client_roll_async (HearthClient *client,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GListStore *
hearth_checkin_client_roll_finish (HearthClient *client, GAsyncResult *result, GError **error); /* of HearthVisit */
void hearth_checkin_client_day_async (
    HearthClient *client, const char *day, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GListStore *hearth_checkin_client_day_finish (
    HearthClient *client, GAsyncResult *result, guint64 *revision, char **today, GError **error); /* of HearthVisit */
void hearth_checkin_client_visits_async (HearthClient *client,
                                         const gint64 *ids,
                                         gsize n_ids,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GListStore *
hearth_checkin_client_visits_finish (HearthClient *client, GAsyncResult *result, GError **error); /* of HearthVisit */
void hearth_checkin_client_reasons_async (HearthClient *client,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GListStore *
hearth_checkin_client_reasons_finish (HearthClient *client, GAsyncResult *result, GError **error); /* of HearthReason */
void hearth_checkin_client_save_reasons_async (HearthClient *client,
                                               GListModel *known,
                                               GListModel *reasons,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
gboolean hearth_checkin_client_save_reasons_finish (HearthClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
