/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The line of a page or dialog that says why something did not go, or that it did: not there while there is nothing to
 * say. The label is the page's. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-why.h"

#include "hearth-error-message.h"

/**
 * hearth_why_say:
 * @label: such a line
 * @text: (nullable): a sentence; %NULL or "" for nothing
 *
 * Shows the sentence, or hides the line.
 */
void
hearth_why_say (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/**
 * hearth_why_say_error:
 * @label: such a line
 * @error: (nullable): what failed; %NULL for nothing
 *
 * Shows what a person can do about it, or hides the line.
 */
void
hearth_why_say_error (GtkLabel *label, const GError *error)
{
  g_autofree char *text = error ? hearth_error_message (error) : NULL;

  hearth_why_say (label, text);
}
