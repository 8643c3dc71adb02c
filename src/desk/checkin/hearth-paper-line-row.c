/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One line of the paper list that was entered, and the way to take it back. Owned by the dialog's list. Main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-paper-line-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hearth-day.h"
#include "hearth-shown-name.h"
#include "hearth-visit-words.h"

/**
 * hearth_paper_line_row_new:
 * @visit: what was entered
 * @reason: (nullable): what they came for, of this center's reasons
 * @zone: of the center
 * @shrink_names: whether names are shown without the initial
 *
 * Returns: (transfer floating): a row with a button that activates "paper.take-back"
 */
GtkWidget *
hearth_paper_line_row_new (HearthVisit *visit, HearthReason *reason, GTimeZone *zone, gboolean shrink_names)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  g_autofree char *name = hearth_visit_words_name (visit, shrink_names);
  g_autofree char *time = hearth_shown_time (hearth_visit_get_arrived_at_s (visit), zone);
  g_autofree char *day = hearth_day_of (hearth_visit_get_arrived_at_s (visit), zone);
  g_autofree char *long_day = hearth_shown_long_day (day);
  g_autofree char *what = hearth_visit_words_what (visit, reason);
  g_autofree char *subtitle = g_strdup_printf ("%s, %s · %s", long_day, time, what);
  /* Translators: %s is the name of a person. */
  g_autofree char *verb = g_strdup_printf (_ ("Take back %s"), name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Take back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, verb, -1);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", hearth_visit_get_id (visit));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "paper.take-back");
  return row;
}
