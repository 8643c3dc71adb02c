/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Dialogs over a small window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-dialog-fit.h"

/* What stays to be seen of the window below. */
#define MARGIN 24

/**
 * hearth_dialog_fit_present:
 * @dialog: a modal window with a default size
 * @parent: (nullable): who asked for it
 *
 * Shows the dialog over the window of @parent.
 */
void
hearth_dialog_fit_present (GtkWindow *dialog, GtkWidget *parent)
{
  GtkRoot *root = parent ? gtk_widget_get_root (parent) : NULL;
  int width = 0, height = 0;

  g_return_if_fail (GTK_IS_WINDOW (dialog));

  if (GTK_IS_WINDOW (root))
    {
      GtkWidget *below = GTK_WIDGET (root);

      gtk_window_set_transient_for (dialog, GTK_WINDOW (root));
      gtk_window_set_destroy_with_parent (dialog, TRUE);
      gtk_window_get_default_size (dialog, &width, &height);
      if (gtk_widget_get_width (below) > 2 * MARGIN)
        width = MIN (width, gtk_widget_get_width (below) - 2 * MARGIN);
      if (gtk_widget_get_height (below) > 2 * MARGIN)
        height = MIN (height, gtk_widget_get_height (below) - 2 * MARGIN);
      gtk_window_set_default_size (dialog, width, height);
    }
  gtk_window_present (dialog);
}
