/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What every part of the person form can do: show a record, give back its fields, and say which row a field is on.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-person-section.h"

G_DEFINE_INTERFACE (HearthPersonSection, hearth_person_section, GTK_TYPE_WIDGET)

static void
hearth_person_section_default_init (HearthPersonSectionInterface *iface)
{
}

/**
 * hearth_person_section_show:
 * @self: a section
 * @client: where the record came from
 * @person: the record
 *
 * Fills the rows anew; what was typed in them is gone.
 */
void
hearth_person_section_show (HearthPersonSection *self, HearthClient *client, HearthPerson *person)
{
  g_return_if_fail (HEARTH_IS_PERSON_SECTION (self));
  g_return_if_fail (HEARTH_IS_PERSON (person));

  HEARTH_PERSON_SECTION_GET_IFACE (self)->show (self, client, person);
}

/**
 * hearth_person_section_collect:
 * @self: a section
 * @fields: gets the section's fields as they are typed now, also those that are as before
 */
void
hearth_person_section_collect (HearthPersonSection *self, GVariantDict *fields)
{
  g_return_if_fail (HEARTH_IS_PERSON_SECTION (self));

  HEARTH_PERSON_SECTION_GET_IFACE (self)->collect (self, fields);
}

/**
 * hearth_person_section_find_row:
 * @self: a section
 * @field: a property of #HearthPerson
 *
 * Returns: (transfer none) (nullable): the row on which @field is typed, if it is in this section
 */
GtkWidget *
hearth_person_section_find_row (HearthPersonSection *self, const char *field)
{
  g_return_val_if_fail (HEARTH_IS_PERSON_SECTION (self), NULL);

  return HEARTH_PERSON_SECTION_GET_IFACE (self)->find_row (self, field);
}
