/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Whom to call for them in an emergency. Owned by the dialog, which leaves the section out where contact is hidden.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-emergency-section.h"

#include "hearth-emergency-row.h"
#include "hearth-record.h"

struct _HearthEmergencySection
{
  GtkBox parent_instance;

  GPtrArray *rows; /* (owned): of HearthEmergencyRow, in their order */

  AdwPreferencesGroup *group;
};

static void section_init (HearthPersonSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthEmergencySection,
                               hearth_emergency_section,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_PERSON_SECTION, section_init))

static void
on_removed (GtkWidget *row, HearthEmergencySection *self)
{
  adw_preferences_group_remove (self->group, row);
  g_ptr_array_remove (self->rows, row);
}

static HearthEmergencyRow *
add_contact (HearthEmergencySection *self, HearthEmergencyContact *contact)
{
  GtkWidget *row = hearth_emergency_row_new (contact);

  g_signal_connect_object (row, "removed", G_CALLBACK (on_removed), self, 0);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
  return HEARTH_EMERGENCY_ROW (row);
}

static void
on_add (HearthEmergencySection *self)
{
  GtkWidget *name_row = hearth_emergency_row_get_name_row (add_contact (self, NULL));

  gtk_widget_grab_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (name_row))));
}

static void
hearth_emergency_section_show (HearthPersonSection *section, HearthClient *client, HearthPerson *person)
{
  HearthEmergencySection *self = HEARTH_EMERGENCY_SECTION (section);
  GListModel *contacts = hearth_person_get_emergency_contacts (person);
  guint n_contacts = contacts ? g_list_model_get_n_items (contacts) : 0;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n_contacts; i++)
    {
      g_autoptr (HearthEmergencyContact) contact = g_list_model_get_item (contacts, i);

      add_contact (self, contact);
    }
}

static void
hearth_emergency_section_collect (HearthPersonSection *section, GVariantDict *fields)
{
  HearthEmergencySection *self = HEARTH_EMERGENCY_SECTION (section);
  g_autoptr (GListStore) contacts = g_list_store_new (HEARTH_TYPE_EMERGENCY_CONTACT);

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr (HearthEmergencyContact) contact = hearth_emergency_row_dup_contact (g_ptr_array_index (self->rows, i));

      if (contact != NULL)
        g_list_store_append (contacts, contact);
    }
  g_variant_dict_insert_value (fields, "emergency-contacts", hearth_record_list_to_variant (G_LIST_MODEL (contacts)));
}

static GtkWidget *
hearth_emergency_section_find_row (HearthPersonSection *section, const char *field)
{
  HearthEmergencySection *self = HEARTH_EMERGENCY_SECTION (section);
  HearthEmergencyRow *row;

  if (!g_str_equal (field, "emergency-contacts") || self->rows->len == 0)
    return NULL;
  row = g_ptr_array_index (self->rows, self->rows->len - 1);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  return hearth_emergency_row_get_name_row (row);
}

static void
section_init (HearthPersonSectionInterface *iface)
{
  iface->show = hearth_emergency_section_show;
  iface->collect = hearth_emergency_section_collect;
  iface->find_row = hearth_emergency_section_find_row;
}

static void
hearth_emergency_section_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_EMERGENCY_SECTION);

  G_OBJECT_CLASS (hearth_emergency_section_parent_class)->dispose (object);
}

static void
hearth_emergency_section_finalize (GObject *object)
{
  g_ptr_array_unref (HEARTH_EMERGENCY_SECTION (object)->rows);

  G_OBJECT_CLASS (hearth_emergency_section_parent_class)->finalize (object);
}

static void
hearth_emergency_section_class_init (HearthEmergencySectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_emergency_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_emergency_section_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/people/hearth-emergency-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthEmergencySection, group);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
}

static void
hearth_emergency_section_init (HearthEmergencySection *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
