/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-connector.h"
#include "hearth-desk-folder.h"
#include "hearth-idle-watch.h"
#include "hearth-window.h"

G_BEGIN_DECLS

/* HearthWindow is split by concern: hearth-window.c (the object), -open.c (from a file to a sign-in page), -session.c (who
 * is at the desk), -actions.c (what menus and keys do). */
struct _HearthWindow
{
  AdwApplicationWindow parent_instance;

  GtkStack *views;     /* (unowned): template child */
  GtkSpinner *spinner; /* (unowned): template child */

  HearthHost *host;           /* (owned) */
  HearthClient *client;       /* (owned) */
  GCancellable *cancellable;  /* (owned) */
  char *path;                 /* (owned) (nullable): the center file; NULL where the hub is reached by the network */
  HearthDeskFolder *folder;   /* (owned) (nullable): of a desk that joined, or that shares its center */
  HearthConnector *connector; /* (owned) (nullable): keeps that desk connected; NULL where a file is open */
  gboolean turning_over;      /* the center goes from the application to the service, or back: the hub is not away */
  guint spinner_source;

  HearthDeskView *desk;  /* (owned) (nullable): of who signed in last */
  gint64 desk_account;   /* whose it is */
  GPtrArray *hidden;     /* (owned) (element-type GtkWindow): dialogs out of sight while locked */
  HearthIdleWatch *idle; /* (owned) */
  gulong state_handler;
  gboolean connected; /* the hub has answered */
  gboolean switching; /* the next sign-in page is for another person */
};

void hearth_window_show_view (HearthWindow *self, const char *name);
void hearth_window_set_view (HearthWindow *self, const char *name, GtkWidget *view);
void hearth_window_drop_view (HearthWindow *self, const char *name);

void hearth_window_take_stream (HearthWindow *self, GIOStream *stream, const char *path);
void hearth_window_connected (HearthWindow *self);
/* Opens what this desk has joined, by the network. */
void hearth_window_open_joined (HearthWindow *self);

void hearth_window_session_init (HearthWindow *self);
void hearth_window_session_clear (HearthWindow *self);
void hearth_window_lock (HearthWindow *self);

void hearth_window_class_add_actions (GtkWidgetClass *widget_class);
void hearth_window_update_actions (HearthWindow *self);

G_END_DECLS
