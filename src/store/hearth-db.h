/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_DB (hearth_db_get_type ())
G_DECLARE_FINAL_TYPE (HearthDb, hearth_db, HEARTH, DB, GObject)

/* Work on the database: runs on the writer's or a reader's thread. It may be run a second time after the first was rolled
 * back (when another of the group spoiled the transaction), so it starts by clearing what it gives back. */
typedef gboolean (*HearthDbWork) (HearthConn *conn, gpointer data, GError **error);

/* What follows a write into memory: runs on the writer's thread right after the COMMIT, in the order of the writes, before
 * anybody is answered. Never runs for a write that failed. Quick, and without the database. */
typedef void (*HearthDbCommitted) (gpointer data);

gboolean hearth_db_make_file (const char *path, HearthDbWork fill, gpointer data, GError **error);
HearthDb *hearth_db_create (const char *path, GError **error);
HearthDb *hearth_db_open (const char *path, GError **error);
gboolean hearth_db_close (HearthDb *self, GError **error);
const char *hearth_db_get_path (HearthDb *self);

void hearth_db_write_async (HearthDb *self,
                            HearthDbWork work,
                            gpointer data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean hearth_db_write_finish (HearthDb *self, GAsyncResult *result, GError **error);
gboolean hearth_db_write (HearthDb *self, HearthDbWork work, gpointer data, GError **error);

/* The same with a follower; finished by hearth_db_write_finish(). */
void hearth_db_write_then_async (HearthDb *self,
                                 HearthDbWork work,
                                 HearthDbCommitted committed,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean
hearth_db_write_then (HearthDb *self, HearthDbWork work, HearthDbCommitted committed, gpointer data, GError **error);

void hearth_db_read_async (HearthDb *self,
                           HearthDbWork work,
                           gpointer data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean hearth_db_read_finish (HearthDb *self, GAsyncResult *result, GError **error);
gboolean hearth_db_read (HearthDb *self, HearthDbWork work, gpointer data, GError **error);

G_END_DECLS
