/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-client.h"

G_BEGIN_DECLS

/* What every page and dialog may ask of the window it stands in (found by gtk_widget_get_root() and transient parents). */

/* A toast of passing news, without personal data beyond the shown name. */
void hearth_shell_say (GtkWidget *from, const char *text);
void hearth_shell_say_with_action (GtkWidget *from, const char *text, const char *label, const char *action);
/* The sentence for @error as a toast: for errors that have no better place. */
void hearth_shell_say_error (GtkWidget *from, const GError *error);

/* Takes back what was just done. Runs at most once, on Undo or Ctrl+Z. */
typedef void (*HearthUndoFunc) (gpointer data);

/* A toast with Undo (7 s, one at a time); the last 20 can be taken back with Ctrl+Z, newest first, until somebody else
 * signs in. */
guint
hearth_shell_offer_undo (GtkWidget *from, const char *text, HearthUndoFunc undo, gpointer data, GDestroyNotify destroy);
/* What was done is something else by now; only while that very toast is shown. @id: of hearth_shell_offer_undo(). */
void hearth_shell_reword_undo (GtkWidget *from, guint id, const char *text);
gboolean hearth_shell_undo (GtkWidget *from); /* what Ctrl+Z does; FALSE: nothing to take back */

G_END_DECLS
