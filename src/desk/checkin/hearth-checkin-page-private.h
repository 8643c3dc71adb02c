/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-arrived-card.h"
#include "hearth-checkin-candidates.h"
#include "hearth-checkin-page.h"
#include "hearth-checkin-search.h"
#include "hearth-day-list.h"
#include "hearth-hub-watch.h"
#include "hearth-kept-group.h"
#include "hearth-kept-visits.h"
#include "hearth-reason-list.h"
#include "hearth-today-pane.h"

G_BEGIN_DECLS

/* What stands under the search. */
typedef enum
{
  HEARTH_CHECKIN_STATE_IDLE,       /* what needs no name */
  HEARTH_CHECKIN_STATE_CANDIDATES, /* who fits */
  HEARTH_CHECKIN_STATE_HERE,       /* somebody is here already */
  HEARTH_CHECKIN_STATE_ARRIVED,    /* who was just checked in */
} HearthCheckinState;

struct _HearthCheckinPage
{
  GtkBox parent_instance;

  HearthArrivedCard *arrived;
  HearthCheckinCandidates *candidates;
  GtkLabel *error;
  GtkLabel *here;
  GtkLabel *hint;
  HearthKeptGroup *kept_group;
  GtkSpinner *loading;
  GtkEditable *search;
  GtkStack *stack;
  AdwWindowTitle *title;
  HearthTodayPane *today;

  HearthClient *client;        /* (owned) */
  GCancellable *cancellable;   /* (owned): of the page; cancelled in dispose */
  HearthDayList *day;          /* (owned) */
  HearthReasonList *reasons;   /* (owned) */
  HearthCheckinSearch *finder; /* (owned) */
  HearthHubWatch *watch;       /* (owned) (nullable): of a desk that joined a center */
  HearthKeptVisits *kept;      /* (owned) (nullable): what it keeps while the hub is away */
  GSettings *settings;         /* (owned) (nullable) */
  HearthCandidate *already;    /* (owned) (nullable): who is here already, while that is said */
  gint64 recording;            /* person whose check-in is on its way, or 0 */
  gint64 offered_visit;        /* whose Undo was offered last, or 0 */
  guint offered;               /* the number of that Undo */
  guint n_recording;           /* check-ins of any kind whose answers are still to come */
  guint n_undo_waiting;        /* how often Undo was asked for meanwhile */
  gint64 to_show;              /* a visit whose row is wanted as soon as the list is read, or 0 */
  guint loading_source;
  gboolean clearing; /* the search is emptied by the page, not by somebody */
  gboolean shrink_names;
};

void hearth_checkin_page_set_state (HearthCheckinPage *self, HearthCheckinState state);
HearthCheckinState hearth_checkin_page_get_state (HearthCheckinPage *self);
void hearth_checkin_page_clear_search (HearthCheckinPage *self);
void hearth_checkin_page_focus_search (HearthCheckinPage *self);
void hearth_checkin_page_show_error (HearthCheckinPage *self, const GError *error);
gboolean hearth_checkin_page_is_gone (HearthCheckinPage *self);
GtkText *hearth_checkin_page_search_text (HearthCheckinPage *self);

/* hearth-checkin-page-keys.c */
gboolean hearth_checkin_page_key (HearthCheckinPage *self, guint keyval, GdkModifierType state);
gboolean hearth_checkin_page_key_pressed (
    GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, HearthCheckinPage *self);

/* hearth-checkin-page-record.c */
void hearth_checkin_page_check_in (HearthCheckinPage *self, HearthCandidate *candidate, gboolean again);
void hearth_checkin_page_check_in_person (HearthCheckinPage *self, gint64 person);
void hearth_checkin_page_count_guest (HearthCheckinPage *self, gboolean new_here);
void hearth_checkin_page_show_visit (HearthCheckinPage *self, HearthVisit *visit, HearthArrival *arrival);
void hearth_checkin_page_offer_take_back (HearthCheckinPage *self, HearthVisit *visit, const char *text);
void hearth_checkin_page_reword (HearthCheckinPage *self, HearthVisit *visit);
gboolean hearth_checkin_page_undo (HearthCheckinPage *self);
void hearth_checkin_page_take_back (HearthCheckinPage *self, gint64 visit);

/* hearth-checkin-page-away.c */
void hearth_checkin_page_set_watch (HearthCheckinPage *self, HearthHubWatch *watch);
gboolean hearth_checkin_page_is_on_its_own (HearthCheckinPage *self);
void hearth_checkin_page_update_away (HearthCheckinPage *self);
void hearth_checkin_page_keep_typed (HearthCheckinPage *self);
void hearth_checkin_page_keep_guest (HearthCheckinPage *self, gboolean new_here);
void hearth_checkin_page_show_lost (HearthCheckinPage *self, HearthKept *kept);
void hearth_checkin_page_drop_kept (HearthCheckinPage *self, gint64 visit);

/* hearth-checkin-page-leave.c */
void hearth_checkin_page_check_out (HearthCheckinPage *self, gint64 visit);
void hearth_checkin_page_come_back (HearthCheckinPage *self, const gint64 *visits, gsize n_visits);
void hearth_checkin_page_close_day (HearthCheckinPage *self);

/* hearth-checkin-page-actions.c */
void hearth_checkin_page_install_actions (GtkWidgetClass *widget_class);
void hearth_checkin_page_update_actions (HearthCheckinPage *self);
void hearth_checkin_page_show_wanted (HearthCheckinPage *self);

G_END_DECLS
