/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Names of the person form. Only the preferred one is needed. Owned by the dialog. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-names-section.h"

#include "hearth-text-list.h"

struct _HearthNamesSection
{
  GtkBox parent_instance;

  AdwEntryRow *family_row;
  HearthTextList *former_list;
  AdwEntryRow *given_row;
  AdwEntryRow *preferred_row;
  AdwEntryRow *pronouns_row;
};

static void section_init (HearthPersonSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthNamesSection,
                               hearth_names_section,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_PERSON_SECTION, section_init))

static void
collect_row (AdwEntryRow *row, const char *field, GVariantDict *fields)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  g_variant_dict_insert (fields, field, "s", text);
}

static void
hearth_names_section_show (HearthPersonSection *section, HearthClient *client, HearthPerson *person)
{
  HearthNamesSection *self = HEARTH_NAMES_SECTION (section);

  gtk_editable_set_text (GTK_EDITABLE (self->preferred_row), hearth_person_get_preferred_name (person));
  gtk_editable_set_text (GTK_EDITABLE (self->given_row), hearth_person_get_given_name (person));
  gtk_editable_set_text (GTK_EDITABLE (self->family_row), hearth_person_get_family_name (person));
  gtk_editable_set_text (GTK_EDITABLE (self->pronouns_row), hearth_person_get_pronouns (person));
  hearth_text_list_set_texts (self->former_list, hearth_person_get_former_names (person));
}

static void
hearth_names_section_collect (HearthPersonSection *section, GVariantDict *fields)
{
  HearthNamesSection *self = HEARTH_NAMES_SECTION (section);
  g_auto (GStrv) former = hearth_text_list_dup_texts (self->former_list);

  collect_row (self->preferred_row, "preferred-name", fields);
  collect_row (self->given_row, "given-name", fields);
  collect_row (self->family_row, "family-name", fields);
  collect_row (self->pronouns_row, "pronouns", fields);
  g_variant_dict_insert (fields, "former-names", "^as", former);
}

static GtkWidget *
hearth_names_section_find_row (HearthPersonSection *section, const char *field)
{
  HearthNamesSection *self = HEARTH_NAMES_SECTION (section);

  if (g_str_equal (field, "preferred-name"))
    return GTK_WIDGET (self->preferred_row);
  if (g_str_equal (field, "given-name"))
    return GTK_WIDGET (self->given_row);
  if (g_str_equal (field, "family-name"))
    return GTK_WIDGET (self->family_row);
  if (g_str_equal (field, "pronouns"))
    return GTK_WIDGET (self->pronouns_row);
  if (g_str_equal (field, "former-names"))
    return hearth_text_list_get_row (self->former_list, 0);
  return NULL;
}

static void
section_init (HearthPersonSectionInterface *iface)
{
  iface->show = hearth_names_section_show;
  iface->collect = hearth_names_section_collect;
  iface->find_row = hearth_names_section_find_row;
}

static void
hearth_names_section_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_NAMES_SECTION);

  G_OBJECT_CLASS (hearth_names_section_parent_class)->dispose (object);
}

static void
hearth_names_section_class_init (HearthNamesSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_names_section_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/people/hearth-names-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthNamesSection, family_row);
  gtk_widget_class_bind_template_child (widget_class, HearthNamesSection, former_list);
  gtk_widget_class_bind_template_child (widget_class, HearthNamesSection, given_row);
  gtk_widget_class_bind_template_child (widget_class, HearthNamesSection, preferred_row);
  gtk_widget_class_bind_template_child (widget_class, HearthNamesSection, pronouns_row);

  g_type_ensure (HEARTH_TYPE_TEXT_LIST);
}

static void
hearth_names_section_init (HearthNamesSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
