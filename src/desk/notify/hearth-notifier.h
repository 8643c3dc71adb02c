/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-client.h"
#include "hearth-missed-list.h"

G_BEGIN_DECLS

/* What somebody at this desk should know, whatever is on screen: a notification of the desktop, or where none can be
 * shown a toast in the window. Never more of a participant's name than the settings say, and nothing of it while the desk
 * is locked or marked as front desk. Main context only; calls to the notification service wait in a thread of their own.
 * Signal "told" (const char *kind, gboolean by_toast): after one was shown. */
#define HEARTH_TYPE_NOTIFIER (hearth_notifier_get_type ())
G_DECLARE_FINAL_TYPE (HearthNotifier, hearth_notifier, HEARTH, NOTIFIER, GObject)

/* One kind of notice. */
typedef struct
{
  const char *kind;    /* of Session.Notice */
  const char *label;   /* of its switch; translated by the caller */
  const char *setting; /* its switch in the settings of this PC */
  const char *summary; /* translated by the caller */
  const char *action;  /* of the window; its target is the notice's id, or @section */
  const char *section; /* (nullable): of the preferences */
  gboolean stands;     /* told again until it is over: one notification of the kind, however often it is told */
  gboolean for_all;    /* else only where somebody signed in may manage the center */
} HearthNoticeKind;

extern const HearthNoticeKind hearth_notice_kinds[];
extern const guint hearth_n_notice_kinds;

HearthNotifier *hearth_notifier_new (GtkWindow *window, HearthClient *client);
void hearth_notifier_set_locked (HearthNotifier *self, gboolean locked);
void hearth_notifier_hold (HearthNotifier *self, const char *text);
HearthMissedList *hearth_notifier_get_missed (HearthNotifier *self); /* (transfer none) */

G_END_DECLS
