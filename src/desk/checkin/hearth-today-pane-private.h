/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-reason-filter.h"
#include "hearth-today-pane.h"

G_BEGIN_DECLS

struct _HearthTodayPane
{
  GtkBox parent_instance;

  GtkLabel *announcement;
  HearthReasonFilter *chips;
  GtkLabel *here_count;
  GtkListView *list;
  GtkButton *pill;
  GtkWidget *pill_revealer;
  GtkScrolledWindow *scroller;
  GtkStack *stack;
  GtkLabel *total;

  HearthClient *client;          /* (owned) (nullable) */
  HearthDayList *day;            /* (owned) (nullable) */
  HearthReasonList *reasons;     /* (owned) (nullable) */
  HearthKeptVisits *kept;        /* (owned) (nullable): of a desk that joined a center */
  GListStore *lists;             /* (owned): of GListModel: what is kept, then today's list */
  GtkCustomFilter *filter;       /* (owned) */
  GtkSingleSelection *selection; /* (owned) (nullable) */
  GHashTable *fresh;             /* (owned): id of a visit -> its timeout source */
  GPtrArray *bound;              /* (owned): of HearthVisitLine (unowned), those that show a visit */
  guint n_new;                   /* came in above what is on screen */
  gboolean shrink_names;
};

void hearth_today_pane_refresh_rows (HearthTodayPane *self);
gboolean hearth_today_pane_fits_filter (gpointer item, gpointer user_data);

/* hearth-today-pane-news.c */
void hearth_today_pane_init_news (HearthTodayPane *self);
void hearth_today_pane_follow_news (HearthTodayPane *self);
gboolean hearth_today_pane_is_fresh (HearthTodayPane *self, HearthVisit *visit);
void hearth_today_pane_to_top (HearthTodayPane *self);

G_END_DECLS
