/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A group of rows with one short text each: former names, languages. Owned by its section. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-text-list.h"

#include <glib/gi18n.h>

struct _HearthTextList
{
  AdwPreferencesGroup parent_instance;

  char *row_title; /* (owned) */
  GPtrArray *rows; /* (owned): of AdwEntryRow, in their order */

  GtkWidget *add_button;
};

G_DEFINE_FINAL_TYPE (HearthTextList, hearth_text_list, ADW_TYPE_PREFERENCES_GROUP)

typedef enum
{
  PROP_ROW_TITLE = 1,
} HearthTextListProperty;

static GParamSpec *properties[PROP_ROW_TITLE + 1];

static void
on_remove (GtkButton *button, HearthTextList *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ENTRY_ROW);

  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_remove (self->rows, row);
}

static GtkWidget *
add_row (HearthTextList *self, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), self->row_title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_widget_set_tooltip_text (button, _ ("Remove this row"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove), self, 0);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
set_row_title (HearthTextList *self, const char *title)
{
  /* Translators: what one more of is added, as in “Add: Former name” */
  g_autofree char *label = g_strdup_printf (_ ("Add: %s"), title);

  g_free (self->row_title);
  self->row_title = g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
hearth_text_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HearthTextList *self = HEARTH_TEXT_LIST (object);

  switch ((HearthTextListProperty)prop_id)
    {
    case PROP_ROW_TITLE:
      set_row_title (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_text_list_finalize (GObject *object)
{
  HearthTextList *self = HEARTH_TEXT_LIST (object);

  g_free (self->row_title);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (hearth_text_list_parent_class)->finalize (object);
}

static void
hearth_text_list_class_init (HearthTextListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = hearth_text_list_set_property;
  object_class->finalize = hearth_text_list_finalize;

  properties[PROP_ROW_TITLE]
      = g_param_spec_string ("row-title", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/recoverycommons/Hearth/people/hearth-text-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthTextList, add_button);
  gtk_widget_class_bind_template_callback (widget_class, hearth_text_list_add);
}

static void
hearth_text_list_init (HearthTextList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_text_list_set_texts:
 * @self: a list
 * @texts: (array zero-terminated=1): what its rows show from now on
 */
void
hearth_text_list_set_texts (HearthTextList *self, const char *const *texts)
{
  g_return_if_fail (HEARTH_IS_TEXT_LIST (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; texts && texts[i]; i++)
    add_row (self, texts[i]);
}

/**
 * hearth_text_list_dup_texts:
 * @self: a list
 *
 * Returns: (transfer full): what is typed on its rows, without those that are empty
 */
char **
hearth_text_list_dup_texts (HearthTextList *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (HEARTH_IS_TEXT_LIST (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *text
          = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (g_ptr_array_index (self->rows, i)))));

      if (*text)
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

/**
 * hearth_text_list_get_row:
 * @self: a list
 * @position: which row, from 0
 *
 * Returns: (transfer none) (nullable): the row
 */
GtkWidget *
hearth_text_list_get_row (HearthTextList *self, guint position)
{
  g_return_val_if_fail (HEARTH_IS_TEXT_LIST (self), NULL);

  return position < self->rows->len ? g_ptr_array_index (self->rows, position) : NULL;
}

/**
 * hearth_text_list_add:
 * @self: a list
 *
 * Adds an empty row and puts the focus there.
 */
void
hearth_text_list_add (HearthTextList *self)
{
  g_return_if_fail (HEARTH_IS_TEXT_LIST (self));

  gtk_widget_grab_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (add_row (self, "")))));
}
