/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

/* The id of a new row of one of the tables that id_floor knows, as SQL: larger than any that was given, also by a center
 * that this one was restored to. */
#define HEARTH_NEXT_ID(table)                                                                                          \
  "max (ifnull ((SELECT max (id) FROM " table "), 0),"                                                                 \
  " ifnull ((SELECT last_id FROM id_floor WHERE kind = '" table "'), 0)) + 1"

char *hearth_house_store_time_zone (HearthConn *conn, GError **error);
gboolean hearth_house_store_identity (HearthConn *conn, char **uuid, char **epoch, GError **error);
gboolean hearth_house_store_was_given (HearthConn *conn, const char *kind, gint64 id, gboolean *given, GError **error);
gboolean hearth_house_store_restored_at_s (HearthConn *conn, gint64 now_s, gint64 *at_s, GError **error);
gboolean hearth_house_store_begin_epoch (HearthConn *conn, const char *replaced, gint64 now_s, GError **error);
char **hearth_house_store_epochs_before (HearthConn *conn, GError **error);

G_END_DECLS
