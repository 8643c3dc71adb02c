/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-notifier.h"

G_BEGIN_DECLS

/* HearthNotifier is split: hearth-notifier.c has the notices and the desktop's notifications, hearth-notifier-window.c what
 * the window says, and what it keeps for whoever is not there. */
struct _HearthNotifier
{
  GObject parent_instance;

  GtkWindow *window;        /* (unowned): owns this */
  HearthClient *client;     /* (owned) */
  GThreadPool *caller;      /* (owned): the one thread that waits for the service */
  GPtrArray *shown;         /* (owned): of NotifyNotification, so that their actions find us */
  GPtrArray *naming;        /* (owned): those of @shown that name somebody */
  GHashTable *standing;     /* (owned): kind (unowned) to NotifyNotification: what is told until it is over */
  AdwToast *outside;        /* (owned) (nullable): said while nobody is at the desk, until somebody is */
  HearthMissedList *missed; /* (owned): what was said meanwhile */
  guint n_outside;          /* how much that is, since the desk was locked */
  AdwToast *inside;         /* (owned) (nullable): the last one in the window, until it goes */
  char *inside_text;        /* (owned) (nullable): what it says; NULL: that there is a list */
  char *inside_action;      /* (owned) (nullable): what Open does */
  gint64 account;           /* who is at the desk, or was before it was locked */
  gboolean locked;
};

char *hearth_notice_kind_action (const HearthNoticeKind *kind, gint64 id);
void hearth_notifier_say (HearthNotifier *self, const char *text, const char *action);
void hearth_notifier_keep (HearthNotifier *self, const char *text, const char *action);
void hearth_notifier_missed_changed (HearthNotifier *self);
void hearth_notifier_take_inside (HearthNotifier *self, gboolean was_locked);

G_END_DECLS
