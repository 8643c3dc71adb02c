/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Somebody who was found, as a row to choose: name, initial and pronouns, nothing more. Owned by its list. Main context
 * only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-candidate-row.h"

#include "hearth-shown-name.h"

static GQuark
candidate_quark (void)
{
  return g_quark_from_static_string ("hearth-candidate-row");
}

/**
 * hearth_candidate_row_new:
 * @candidate: who was found
 * @icon_name: what choosing the row does
 *
 * Returns: (transfer floating): a row that can be activated
 */
GtkWidget *
hearth_candidate_row_new (HearthCandidate *candidate, const char *icon_name)
{
  g_autofree char *shown
      = hearth_shown_name (hearth_candidate_get_name (candidate), hearth_candidate_get_initial (candidate), FALSE);
  g_autofree char *title = g_markup_escape_text (shown, -1);
  g_autofree char *subtitle = g_markup_escape_text (hearth_candidate_get_pronouns (candidate), -1);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon_name));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_qdata_full (G_OBJECT (row), candidate_quark (), g_object_ref (candidate), g_object_unref);
  return row;
}

/**
 * hearth_candidate_row_get_candidate:
 * @row: of hearth_candidate_row_new()
 *
 * Returns: (transfer none): whom it shows
 */
HearthCandidate *
hearth_candidate_row_get_candidate (GtkListBoxRow *row)
{
  return g_object_get_qdata (G_OBJECT (row), candidate_quark ());
}
