/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The card: optional, a code and nothing else. Owned by the dialog, which also makes codes and prints.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-card-section.h"

#include <adwaita.h>

struct _HearthCardSection
{
  GtkBox parent_instance;

  char *kept; /* (owned): the code of the record: only that one can be printed */

  AdwEntryRow *code_row;
  GtkWidget *print_row;
};

static void section_init (HearthPersonSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthCardSection,
                               hearth_card_section,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_PERSON_SECTION, section_init))

static void
on_code_typed (HearthCardSection *self)
{
  const char *code = gtk_editable_get_text (GTK_EDITABLE (self->code_row));

  gtk_widget_set_sensitive (self->print_row, *code != 0 && g_strcmp0 (code, self->kept) == 0);
}

static void
hearth_card_section_show (HearthPersonSection *section, HearthClient *client, HearthPerson *person)
{
  HearthCardSection *self = HEARTH_CARD_SECTION (section);

  gtk_editable_set_text (GTK_EDITABLE (self->code_row), hearth_person_get_card_code (person));
  g_free (self->kept);
  self->kept = g_strdup (hearth_person_get_card_code (person));
  on_code_typed (self);
}

static void
hearth_card_section_collect (HearthPersonSection *section, GVariantDict *fields)
{
  HearthCardSection *self = HEARTH_CARD_SECTION (section);
  g_autofree char *code = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->code_row))));

  g_variant_dict_insert (fields, "card-code", "s", code);
}

static GtkWidget *
hearth_card_section_find_row (HearthPersonSection *section, const char *field)
{
  return g_str_equal (field, "card-code") ? GTK_WIDGET (HEARTH_CARD_SECTION (section)->code_row) : NULL;
}

static void
section_init (HearthPersonSectionInterface *iface)
{
  iface->show = hearth_card_section_show;
  iface->collect = hearth_card_section_collect;
  iface->find_row = hearth_card_section_find_row;
}

static void
hearth_card_section_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_CARD_SECTION);

  G_OBJECT_CLASS (hearth_card_section_parent_class)->dispose (object);
}

static void
hearth_card_section_finalize (GObject *object)
{
  g_free (HEARTH_CARD_SECTION (object)->kept);

  G_OBJECT_CLASS (hearth_card_section_parent_class)->finalize (object);
}

static void
hearth_card_section_class_init (HearthCardSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_card_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_card_section_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/people/hearth-card-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthCardSection, code_row);
  gtk_widget_class_bind_template_child (widget_class, HearthCardSection, print_row);
  gtk_widget_class_bind_template_callback (widget_class, on_code_typed);
}

static void
hearth_card_section_init (HearthCardSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
