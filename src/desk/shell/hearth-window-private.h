/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-backup-keeper.h"
#include "hearth-connector.h"
#include "hearth-desk-folder.h"
#include "hearth-hub-watch.h"
#include "hearth-idle-watch.h"
#include "hearth-notifier.h"
#include "hearth-outbox.h"
#include "hearth-window.h"

G_BEGIN_DECLS

/* HearthWindow is split by concern: hearth-window.c (the object), -open.c (from a file to a sign-in page), -join.c (a center
 * on the network), -share.c (this PC's own, to the service and back), -session.c (who is at the desk), -actions.c (what menus and keys do). */
struct _HearthWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts; /* (unowned): template child */
  GtkStack *views;         /* (unowned): template child */
  GtkSpinner *spinner;     /* (unowned): template child */

  HearthHost *host;           /* (owned) */
  HearthClient *client;       /* (owned) */
  GCancellable *cancellable;  /* (owned) */
  char *path;                 /* (owned) (nullable): the center file; NULL where the hub is reached by the network */
  HearthDeskFolder *folder;   /* (owned) (nullable): of a desk that joined, or that shares its center */
  HearthConnector *connector; /* (owned) (nullable): keeps that desk connected; NULL where a file is open */
  HearthBackupKeeper *keeper; /* (owned) (nullable): with the connector */
  HearthOutbox *outbox;       /* (owned) (nullable): goes with the connector; see hearth_window_session_follow_hub() */
  gboolean turning_over;      /* the center goes from the application to the service, or back: the hub is not away */
  guint spinner_source;
  HearthDeskFolder *enrolling; /* (owned) (nullable): while the center is being turned over to the service */
  const char *before_join;     /* (unowned) (nullable): the view to which Back goes */
  char *say_later;             /* (owned) (nullable): when somebody is at the desk again */

  HearthDeskView *desk;     /* (owned) (nullable): of who signed in last */
  gint64 desk_account;      /* whose it is */
  GPtrArray *hidden;        /* (owned) (element-type GtkWindow): dialogs out of sight while locked */
  HearthIdleWatch *idle;    /* (owned) */
  HearthHubWatch *watch;    /* (owned) (nullable): goes with the outbox */
  HearthNotifier *notifier; /* (owned): what somebody should know, whatever is on screen */
  gulong state_handler;
  gulong account_handler;
  gint64 asked_visit;      /* who asked for whoever signs in next, or 0 */
  gboolean connected;      /* the hub has answered */
  gboolean asked_to_serve; /* somebody waits for the service of this PC */
  gboolean switching;      /* the next sign-in page is for another person */
  gboolean gave_up;        /* it is for one who did not choose a passphrase */
  char *told;              /* (owned) (nullable): why whoever was here was signed out, until somebody signs in */
  char **roles;            /* (owned) (nullable): of whose desk it is, as their pages were made */
};

void hearth_window_show_view (HearthWindow *self, const char *name);
void hearth_window_set_view (HearthWindow *self, const char *name, GtkWidget *view);
void hearth_window_drop_view (HearthWindow *self, const char *name);

void hearth_window_take_stream (HearthWindow *self, GIOStream *stream, const char *path);
void hearth_window_connected (HearthWindow *self);
void hearth_window_show_opening (HearthWindow *self);
void hearth_window_join (HearthWindow *self, gboolean moved);
char *hearth_window_create_left_words (guint kept);
void hearth_window_share_init (HearthWindow *self);
void hearth_window_share_clear (HearthWindow *self);
void hearth_window_class_add_share_actions (GtkWidgetClass *widget_class);
void hearth_window_join_clear (HearthWindow *self);
void hearth_window_drop_hub (HearthWindow *self);
void hearth_window_try_hub (HearthWindow *self);
void hearth_window_class_add_join_actions (GtkWidgetClass *widget_class);
void hearth_window_update_join_actions (HearthWindow *self);

/* After folder and connector were set, before the connector starts, and after both went: the desk goes on by itself while
 * that hub is away (it keeps what it cannot send), or does not any more. */
void hearth_window_session_follow_hub (HearthWindow *self);
void hearth_window_session_init (HearthWindow *self);
void hearth_window_session_clear (HearthWindow *self);
void hearth_window_lock (HearthWindow *self);
/* Shows the visit that somebody was asked for, once somebody is at the desk. */
void hearth_window_show_asked (HearthWindow *self);

void hearth_window_class_add_actions (GtkWidgetClass *widget_class);
void hearth_window_update_actions (HearthWindow *self);

G_END_DECLS
