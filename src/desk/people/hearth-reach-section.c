/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How to reach them safely: phones with their rules, e-mail, postal code. Owned by the dialog, which leaves the section
 * out where contact is hidden. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-reach-section.h"

#include <string.h>

#include "hearth-phone-row.h"
#include "hearth-record.h"
#include "hearth-text.h"

struct _HearthReachSection
{
  GtkBox parent_instance;

  GPtrArray *phones; /* (owned): of HearthPhoneRow, in their order */

  AdwEntryRow *email_row;
  AdwPreferencesGroup *phones_group;
  AdwEntryRow *postal_row;
};

static void section_init (HearthPersonSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthReachSection,
                               hearth_reach_section,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_PERSON_SECTION, section_init))

static void
on_removed (GtkWidget *row, HearthReachSection *self)
{
  adw_preferences_group_remove (self->phones_group, row);
  g_ptr_array_remove (self->phones, row);
}

static HearthPhoneRow *
add_phone (HearthReachSection *self, HearthPhone *phone)
{
  GtkWidget *row = hearth_phone_row_new (phone);

  g_signal_connect_object (row, "removed", G_CALLBACK (on_removed), self, 0);
  adw_preferences_group_add (self->phones_group, row);
  g_ptr_array_add (self->phones, row);
  return HEARTH_PHONE_ROW (row);
}

static void
on_add (HearthReachSection *self)
{
  GtkWidget *number_row = hearth_phone_row_get_number_row (add_phone (self, NULL));

  gtk_widget_grab_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (number_row))));
}

static void
hearth_reach_section_show (HearthPersonSection *section, HearthClient *client, HearthPerson *person)
{
  HearthReachSection *self = HEARTH_REACH_SECTION (section);
  GListModel *phones = hearth_person_get_phones (person);
  guint n_phones = phones ? g_list_model_get_n_items (phones) : 0;

  for (guint i = 0; i < self->phones->len; i++)
    adw_preferences_group_remove (self->phones_group, g_ptr_array_index (self->phones, i));
  g_ptr_array_set_size (self->phones, 0);
  for (guint i = 0; i < n_phones; i++)
    {
      g_autoptr (HearthPhone) phone = g_list_model_get_item (phones, i);

      add_phone (self, phone);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->email_row), hearth_person_get_email (person));
  gtk_editable_set_text (GTK_EDITABLE (self->postal_row), hearth_person_get_postal_code (person));
}

static void
hearth_reach_section_collect (HearthPersonSection *section, GVariantDict *fields)
{
  HearthReachSection *self = HEARTH_REACH_SECTION (section);
  g_autoptr (GListStore) phones = g_list_store_new (HEARTH_TYPE_PHONE);
  g_autofree char *email = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->email_row))));
  g_autofree char *postal = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->postal_row))));

  for (guint i = 0; i < self->phones->len; i++)
    {
      g_autoptr (HearthPhone) phone = hearth_phone_row_dup_phone (g_ptr_array_index (self->phones, i));

      if (phone != NULL)
        g_list_store_append (phones, phone);
    }
  g_variant_dict_insert_value (fields, "phones", hearth_record_list_to_variant (G_LIST_MODEL (phones)));
  g_variant_dict_insert (fields, "email", "s", email);
  g_variant_dict_insert (fields, "postal-code", "s", postal);
}

/* The row that is likeliest not to be a phone: the first with fewer than three digits, else the last. */
static HearthPhoneRow *
find_unfit (HearthReachSection *self)
{
  for (guint i = 0; i < self->phones->len; i++)
    {
      g_autoptr (HearthPhone) phone = hearth_phone_row_dup_phone (g_ptr_array_index (self->phones, i));
      g_autofree char *digits = hearth_text_digits (phone ? hearth_phone_get_number (phone) : "123");

      if (strlen (digits) < 3)
        return g_ptr_array_index (self->phones, i);
    }
  return g_ptr_array_index (self->phones, self->phones->len - 1);
}

static GtkWidget *
hearth_reach_section_find_row (HearthPersonSection *section, const char *field)
{
  HearthReachSection *self = HEARTH_REACH_SECTION (section);

  if (g_str_equal (field, "phones") && self->phones->len > 0)
    {
      HearthPhoneRow *row = find_unfit (self);

      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
      return hearth_phone_row_get_number_row (row);
    }
  if (g_str_equal (field, "email"))
    return GTK_WIDGET (self->email_row);
  if (g_str_equal (field, "postal-code"))
    return GTK_WIDGET (self->postal_row);
  return NULL;
}

static void
section_init (HearthPersonSectionInterface *iface)
{
  iface->show = hearth_reach_section_show;
  iface->collect = hearth_reach_section_collect;
  iface->find_row = hearth_reach_section_find_row;
}

static void
hearth_reach_section_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_REACH_SECTION);

  G_OBJECT_CLASS (hearth_reach_section_parent_class)->dispose (object);
}

static void
hearth_reach_section_finalize (GObject *object)
{
  g_ptr_array_unref (HEARTH_REACH_SECTION (object)->phones);

  G_OBJECT_CLASS (hearth_reach_section_parent_class)->finalize (object);
}

static void
hearth_reach_section_class_init (HearthReachSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_reach_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_reach_section_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/people/hearth-reach-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthReachSection, email_row);
  gtk_widget_class_bind_template_child (widget_class, HearthReachSection, phones_group);
  gtk_widget_class_bind_template_child (widget_class, HearthReachSection, postal_row);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
}

static void
hearth_reach_section_init (HearthReachSection *self)
{
  self->phones = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
