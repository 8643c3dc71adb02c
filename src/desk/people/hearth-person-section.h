/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-client.h"
#include "hearth-person.h"

G_BEGIN_DECLS

/* One part of the person form. It knows its own fields of HearthPerson and nothing of the others. */
#define HEARTH_TYPE_PERSON_SECTION (hearth_person_section_get_type ())
G_DECLARE_INTERFACE (HearthPersonSection, hearth_person_section, HEARTH, PERSON_SECTION, GtkWidget)

struct _HearthPersonSectionInterface
{
  GTypeInterface parent_iface;

  void (*show) (HearthPersonSection *self, HearthClient *client, HearthPerson *person);
  void (*collect) (HearthPersonSection *self, GVariantDict *fields);
  GtkWidget *(*find_row) (HearthPersonSection *self, const char *field);
};

void hearth_person_section_show (HearthPersonSection *self, HearthClient *client, HearthPerson *person);
void hearth_person_section_collect (HearthPersonSection *self, GVariantDict *fields);
GtkWidget *hearth_person_section_find_row (HearthPersonSection *self, const char *field);

G_END_DECLS
