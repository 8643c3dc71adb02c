/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-db.h"
#include "hearth-people-index.h"
#include "hearth-unit.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_HOUSE (hearth_house_get_type ())
G_DECLARE_FINAL_TYPE (HearthHouse, hearth_house, HEARTH, HOUSE, GObject)

/* A call of a service. As HearthDbWork it may run twice: it starts by clearing what it gives back. */
typedef gboolean (*HearthUnitWork) (HearthUnit *unit, gpointer data, GError **error);

/* The open center: its database, its time zone and the people index in memory. Used from one main context; the work
 * runs on database threads. */
HearthHouse *hearth_house_open (const char *path, GError **error);
gboolean hearth_house_close (HearthHouse *self, GError **error);
HearthDb *hearth_house_get_db (HearthHouse *self);
HearthPeopleIndex *hearth_house_get_people_index (HearthHouse *self); /* any thread: it locks itself */

void hearth_house_write_async (HearthHouse *self,
                               const HearthCaller *caller,
                               HearthUnitWork work,
                               gpointer data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* @changes: (out) (optional) (transfer full): a(sx), what the work changed, for Session.Changed */
gboolean hearth_house_write_finish (HearthHouse *self, GAsyncResult *result, GVariant **changes, GError **error);
gboolean
hearth_house_write (HearthHouse *self, const HearthCaller *caller, HearthUnitWork work, gpointer data, GError **error);

void hearth_house_read_async (HearthHouse *self,
                              const HearthCaller *caller,
                              HearthUnitWork work,
                              gpointer data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean hearth_house_read_finish (HearthHouse *self, GAsyncResult *result, GError **error);
gboolean
hearth_house_read (HearthHouse *self, const HearthCaller *caller, HearthUnitWork work, gpointer data, GError **error);

G_END_DECLS
