/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"

G_BEGIN_DECLS

/* Asking for somebody of the team. */
typedef struct
{
  gint64 account_id;
  char *name; /* (owned): preferred name */
  gboolean at_a_desk;
} HearthTeamMember;

void hearth_team_client_list_async (HearthClient *client,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *hearth_team_client_list_finish (HearthClient *client,
                                           GAsyncResult *result,
                                           GError **error); /* (element-type HearthTeamMember) */
/* @visit: who is asking, or 0. @told: (out): FALSE: they sit at no desk now. */
void hearth_team_client_ask_async (HearthClient *client,
                                   gint64 account,
                                   gint64 visit,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean hearth_team_client_ask_finish (HearthClient *client, GAsyncResult *result, gboolean *told, GError **error);

G_END_DECLS
