/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What pages and dialogs ask of the window they stand in: toasts and Undo. While the desk is locked there is no view to
 * say anything in, and nothing is said.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-shell.h"

#include "hearth-desk-view.h"
#include "hearth-error-message.h"
#include "hearth-window.h"

/* The view in which @from stands, also by way of the windows below its own. */
static HearthDeskView *
view_of (GtkWidget *from)
{
  GtkWidget *view = from ? gtk_widget_get_ancestor (from, HEARTH_TYPE_DESK_VIEW) : NULL;
  GtkRoot *root;

  if (view != NULL)
    return HEARTH_DESK_VIEW (view);
  root = from ? gtk_widget_get_root (from) : NULL;
  while (GTK_IS_WINDOW (root) && !HEARTH_IS_WINDOW (root))
    root = GTK_ROOT (gtk_window_get_transient_for (GTK_WINDOW (root)));
  return root ? hearth_window_get_desk_view (HEARTH_WINDOW (root)) : NULL;
}

/**
 * hearth_shell_say:
 * @from: who says it
 * @text: one sentence, without personal data beyond the shown name
 *
 * A toast of passing news.
 */
void
hearth_shell_say (GtkWidget *from, const char *text)
{
  HearthDeskView *view = view_of (from);

  if (view != NULL)
    hearth_desk_view_say (view, text);
}

/**
 * hearth_shell_say_with_action:
 * @from: who says it
 * @text: one sentence or two, without personal data beyond the shown name
 * @label: of a button
 * @action: what it does, a detailed action name of the window
 *
 * A toast with a button.
 */
void
hearth_shell_say_with_action (GtkWidget *from, const char *text, const char *label, const char *action)
{
  HearthDeskView *view = view_of (from);

  if (view != NULL)
    hearth_desk_view_say_with_action (view, text, label, action);
}

/**
 * hearth_shell_say_error:
 * @from: who says it
 * @error: what went wrong
 *
 * The sentence for @error as a toast: for errors that have no better place.
 */
void
hearth_shell_say_error (GtkWidget *from, const GError *error)
{
  g_autofree char *text = hearth_error_message (error);

  hearth_shell_say (from, text);
}

/**
 * hearth_shell_offer_undo:
 * @from: who did it
 * @text: what was done
 * @undo: takes it back
 * @data: (transfer full): for @undo
 * @destroy: (nullable): frees @data
 *
 * A toast with Undo; Ctrl+Z works until somebody else signs in.
 *
 * Returns: its number, 0 if there is nowhere to offer it
 */
guint
hearth_shell_offer_undo (GtkWidget *from, const char *text, HearthUndoFunc undo, gpointer data, GDestroyNotify destroy)
{
  HearthDeskView *view = view_of (from);

  if (view != NULL)
    return hearth_desk_view_offer_undo (view, text, undo, data, destroy);
  if (destroy != NULL)
    destroy (data);
  return 0;
}

/**
 * hearth_shell_reword_undo:
 * @from: who did it
 * @id: what hearth_shell_offer_undo() gave
 * @text: what was done, as it is now
 *
 * Changes the words of the toast, if it is still shown.
 */
void
hearth_shell_reword_undo (GtkWidget *from, guint id, const char *text)
{
  HearthDeskView *view = view_of (from);

  if (view != NULL)
    hearth_desk_view_reword_undo (view, id, text);
}

/**
 * hearth_shell_undo:
 * @from: who asks
 *
 * Takes back the newest.
 *
 * Returns: %FALSE if there is nothing to take back
 */
gboolean
hearth_shell_undo (GtkWidget *from)
{
  HearthDeskView *view = view_of (from);

  return view != NULL && hearth_desk_view_undo (view);
}
