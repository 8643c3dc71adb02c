/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The note below a row of a form: what cannot be taken, said where it was typed. Owned by the list it stands in.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-field-note.h"

#include <string.h>

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hearth-error.h"

static GQuark
note_quark (void)
{
  return g_quark_from_static_string ("hearth-field-note");
}

static void on_typed (GtkWidget *row);

/* Takes the note away again, if there is one. */
static void
clear (GtkWidget *row)
{
  g_autoptr (GtkWidget) note = g_object_steal_qdata (G_OBJECT (row), note_quark ());

  if (note == NULL)
    return;
  g_signal_handlers_disconnect_by_func (row, on_typed, NULL);
  gtk_widget_remove_css_class (row, "unfit");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  if (gtk_widget_get_parent (note))
    gtk_list_box_remove (GTK_LIST_BOX (gtk_widget_get_parent (note)), note);
}

static void
on_typed (GtkWidget *row)
{
  clear (row);
}

static GtkWidget *
make_note (const char *sentence)
{
  GtkWidget *note = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *image = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *label = gtk_label_new (sentence);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (note), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (note), FALSE);
  gtk_widget_set_focusable (note, FALSE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (box, "field-note");
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (note), box);
  return note;
}

/**
 * hearth_field_note_show:
 * @row: a row of a list box
 * @sentence: what is the matter and what helps
 *
 * Puts the sentence below @row and tells a screen reader that the row is invalid.
 */
void
hearth_field_note_show (GtkWidget *row, const char *sentence)
{
  GtkWidget *list = gtk_widget_get_parent (row), *note;

  g_return_if_fail (GTK_IS_LIST_BOX_ROW (row));
  g_return_if_fail (GTK_IS_LIST_BOX (list));

  clear (row);
  note = make_note (sentence);
  gtk_list_box_insert (GTK_LIST_BOX (list), note, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + 1);
  g_object_set_qdata_full (G_OBJECT (row), note_quark (), g_object_ref (note), g_object_unref);
  gtk_widget_add_css_class (row, "unfit");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
  if (GTK_IS_EDITABLE (row))
    g_signal_connect (row, "changed", G_CALLBACK (on_typed), NULL);
  else if (ADW_IS_COMBO_ROW (row))
    g_signal_connect (row, "notify::selected", G_CALLBACK (on_typed), NULL);
}

static const struct
{
  const char *field;
  const char *sentence;
} sentences[] = {
  { "preferred-name", N_ ("Write a name to call them by, of at most 200 letters.") },
  { "given-name", N_ ("This name is too long. 200 letters fit.") },
  { "family-name", N_ ("This name is too long. 200 letters fit.") },
  { "former-names", N_ ("One of these names is too long, or there are too many.") },
  { "pronouns", N_ ("This is too long for pronouns.") },
  { "birth-kind", N_ ("Choose what they told you about their age.") },
  { "birth-date", N_ ("This is not a day of the past. Write it as “March 3, 1988”, or keep only the year.") },
  { "recovery-date", N_ ("This is not a day up to today. Write it as “March 3, 2021”.") },
  { "phones", N_ ("This is not a phone number. Digits, spaces and + ( ) - . are fine.") },
  { "email", N_ ("This is not an e-mail address: it needs a name, an @ and a domain.") },
  { "postal-code", N_ ("This is too long for a postal code.") },
  { "languages", N_ ("One of these is too long, or there are too many.") },
  { "card-code", N_ ("Another record has this code, or it has letters that a card cannot carry. Make a new one.") },
  { "emergency-contacts", N_ ("A person to call needs a name or a phone number.") },
  { "note", N_ ("This note is too long. 20,000 letters fit.") },
  { "told-version", N_ ("What the center keeps has changed meanwhile. Read it out again, then tick.") },
};

/**
 * hearth_field_note_sentence:
 * @field: a property of #HearthPerson
 *
 * Returns: (transfer full): what to say at its row
 */
char *
hearth_field_note_sentence (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_str_equal (field, sentences[i].field))
      return g_strdup (_ (sentences[i].sentence));
  return g_strdup (_ ("This cannot be taken as it is."));
}

/**
 * hearth_field_note_field_of:
 * @error: an error of the hub
 *
 * Returns: (transfer full) (nullable): the field with which the message of an INVALID error begins
 */
char *
hearth_field_note_field_of (const GError *error)
{
  if (!g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_INVALID))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      gsize length = strlen (sentences[i].field);

      if (g_str_has_prefix (error->message, sentences[i].field) && !g_ascii_isalnum (error->message[length])
          && error->message[length] != '-')
        return g_strdup (sentences[i].field);
    }
  return NULL;
}
