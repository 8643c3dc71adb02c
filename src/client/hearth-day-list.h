/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"
#include "hearth-visit.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_DAY_LIST (hearth_day_list_get_type ())
G_DECLARE_FINAL_TYPE (HearthDayList, hearth_day_list, HEARTH, DAY_LIST, GObject)

/* Today's list: a GListModel of HearthVisit, newest first, that keeps itself current from Session.Changed, reads again
 * after a gap, at midnight of the center and after a reconnect, and empties while nobody is signed in. While the hub is
 * away from a desk that goes on by itself it stays as it was (see hearth_day_list_get_as_of_s()). Taken-back visits are not
 * in it. Properties (notify): day (string), here (uint: people and guests here now, with no group), total (uint:
 * heads of the day), loading (boolean). Signal "arrived" (HearthVisit *): a visit that was not there before came in. */
HearthDayList *hearth_day_list_new (HearthClient *client);
guint hearth_day_list_get_here (HearthDayList *self);
guint hearth_day_list_get_total (HearthDayList *self);
gint64 hearth_day_list_get_as_of_s (HearthDayList *self); /* since when the hub is away; 0: it is current */
gboolean hearth_day_list_is_known (HearthDayList *self);
guint hearth_day_list_count_reason (HearthDayList *self, const char *reason); /* heads */
HearthVisit *hearth_day_list_find (HearthDayList *self, gint64 visit);        /* (transfer none) (nullable) */
/* A visit that this desk just wrote: shown at once, before the hub's event comes. */
void hearth_day_list_take (HearthDayList *self, HearthVisit *visit);

G_END_DECLS
