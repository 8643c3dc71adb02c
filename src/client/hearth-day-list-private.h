/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-day-list.h"
#include "hearth-visit-rows.h"

G_BEGIN_DECLS

struct _HearthDayList
{
  GObject parent_instance;

  HearthClient *client;     /* (owned) */
  GCancellable *reading;    /* (owned) (nullable): of the reading that is under way */
  GCancellable *present;    /* (owned): of everything asked since somebody signed in */
  HearthVisitRows *rows;    /* (owned): newest first */
  GPtrArray *missed_events; /* (owned) (element-type GVariant): (ta(sx)), came in during a reading */
  char *day;                /* (owned): "" before the first reading */
  guint64 revision;         /* the last event that is in the list */
  gint64 as_of_s;           /* since when the hub is away and this list stays as it was; 0: it is current */
  gboolean read;            /* whether the list holds a whole reading of somebody's turn */
  guint here;
  guint total;
  guint midnight_id;
  guint again_id;
};

/* The rows, and who is told that they changed. */
void hearth_day_list_become (HearthDayList *self, GListModel *visits, const char *today);
void hearth_day_list_empty (HearthDayList *self);
void hearth_day_list_apply (HearthDayList *self, GListModel *visits);
void hearth_day_list_loading_changed (HearthDayList *self);

/* How it stays current: see hearth-day-list-follow.c. */
void hearth_day_list_follow (HearthDayList *self);
void hearth_day_list_unfollow (HearthDayList *self);

G_END_DECLS
