/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Takes a merge apart again from the toast or with Ctrl+Z, after the dialog is gone. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-merge-undo.h"

#include <glib/gi18n.h>

#include "hearth-people-client.h"
#include "hearth-shell.h"

typedef struct
{
  HearthClient *client; /* (owned) */
  gint64 merge;
  GWeakRef below; /* the window on which to speak; it may go before we do */
} Undo;

static void
undo_unref (gpointer data)
{
  Undo *undo = data;

  g_clear_object (&undo->client);
  g_weak_ref_clear (&undo->below);
}

static void
undo_release (gpointer data)
{
  g_rc_box_release_full (data, undo_unref);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Undo *undo = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) below = g_weak_ref_get (&undo->below);

  if (!hearth_people_client_done_finish (undo->client, result, &error) && below)
    hearth_shell_say_error (below, error);
  else if (below)
    hearth_shell_say (below, _ ("They are two records again."));
  undo_release (undo);
}

static void
on_undo (gpointer data)
{
  Undo *undo = data;

  hearth_people_client_unmerge_async (undo->client, undo->merge, NULL, on_undone, g_rc_box_acquire (undo));
}

/**
 * hearth_merge_undo_offer:
 * @from: the dialog; it may go right after
 * @client: the desk's end
 * @merge: what to take apart
 *
 * Says that two records are one now, with Undo.
 */
void
hearth_merge_undo_offer (GtkWidget *from, HearthClient *client, gint64 merge)
{
  GtkWindow *below = GTK_WINDOW (from);
  Undo *undo = g_rc_box_new0 (Undo);

  while (gtk_window_get_transient_for (below))
    below = gtk_window_get_transient_for (below);
  undo->client = g_object_ref (client);
  undo->merge = merge;
  g_weak_ref_init (&undo->below, below);
  hearth_shell_offer_undo (GTK_WIDGET (below), _ ("Two records are one now"), on_undo, undo, undo_release);
}
