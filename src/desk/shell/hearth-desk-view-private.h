/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-day-list.h"
#include "hearth-desk-view.h"
#include "hearth-undo-stack.h"

#include <adwaita.h>

G_BEGIN_DECLS

struct _HearthDeskView
{
  GtkWidget parent_instance;

  GtkWidget *body;          /* (unowned): template child: all but the toasts */
  GtkListBox *nav;          /* (unowned): template child */
  GtkStack *pages;          /* (unowned): template child */
  AdwToastOverlay *toasts;  /* (unowned): template child */
  HearthClient *client;     /* (owned) */
  HearthHubWatch *watch;    /* (owned) (nullable): of a desk that joined a center */
  HearthUndoStack *undo;    /* (owned) */
  AdwToast *toast;          /* (owned) (nullable): the last one */
  HearthMissedList *missed; /* (owned) (nullable) */
  GtkWidget *missed_button; /* (unowned): template child */
  GtkLabel *missed_label;   /* (unowned): template child */
  HearthDayList *day;       /* (owned) (nullable): for the count in the sidebar */
  guint undo_id;            /* of what the toast offers to take back */
  guint rail_source;
  gboolean rail;
};

/* The action "desk.undo-shown". */
void hearth_desk_view_undo_shown (GtkWidget *widget, const char *name, GVariant *parameter);

G_END_DECLS
