/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What they told about themselves: birth as exactly as they like, their recovery date, languages, a note. Owned by the
 * dialog, which leaves the section out where contact is hidden. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-about-section.h"

#include "hearth-code-row.h"
#include "hearth-date-row.h"
#include "hearth-text-list.h"

struct _HearthAboutSection
{
  GtkBox parent_instance;

  HearthDateRow *birth_date_row;
  AdwComboRow *birth_row;
  AdwEntryRow *birth_year_row;
  HearthTextList *languages_list;
  GtkListBoxRow *note_row;
  GtkTextView *note_view;
  GtkSwitch *noticed_switch;
  HearthDateRow *recovery_row;
};

/* The last choice, "not asked", also stands for a record where nobody has chosen. */
static const char *const birth_codes[] = { "date", "year", "under-18", "18-or-over", "not-asked", NULL };

static void section_init (HearthPersonSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthAboutSection,
                               hearth_about_section,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_PERSON_SECTION, section_init))

static void
on_birth_chosen (HearthAboutSection *self)
{
  const char *kind = hearth_code_row_get (self->birth_row, birth_codes);

  gtk_widget_set_visible (GTK_WIDGET (self->birth_date_row), g_str_equal (kind, "date"));
  gtk_widget_set_visible (GTK_WIDGET (self->birth_year_row), g_str_equal (kind, "year"));
}

static void
on_recovery_typed (HearthAboutSection *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->recovery_row));

  gtk_widget_set_sensitive (gtk_widget_get_ancestor (GTK_WIDGET (self->noticed_switch), ADW_TYPE_ACTION_ROW),
                            *text != 0);
}

static void
hearth_about_section_show (HearthPersonSection *section, HearthClient *client, HearthPerson *person)
{
  HearthAboutSection *self = HEARTH_ABOUT_SECTION (section);
  const char *kind = hearth_person_get_birth_kind (person), *birth = hearth_person_get_birth_date (person);

  hearth_code_row_set (self->birth_row, birth_codes, kind);
  hearth_date_row_set_day (self->birth_date_row, g_str_equal (kind, "date") ? birth : "");
  gtk_editable_set_text (GTK_EDITABLE (self->birth_year_row), g_str_equal (kind, "year") ? birth : "");
  on_birth_chosen (self);
  hearth_date_row_set_day (self->recovery_row, hearth_person_get_recovery_date (person));
  gtk_switch_set_active (self->noticed_switch, hearth_person_get_recovery_noticed (person));
  on_recovery_typed (self);
  hearth_text_list_set_texts (self->languages_list, hearth_person_get_languages (person));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note_view), hearth_person_get_note (person), -1);
}

static char *
read_note (HearthAboutSection *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->note_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static char *
read_birth (HearthAboutSection *self, const char *kind)
{
  if (g_str_equal (kind, "date"))
    return hearth_date_row_dup_day (self->birth_date_row);
  if (g_str_equal (kind, "year"))
    return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->birth_year_row))));
  return g_strdup ("");
}

static void
hearth_about_section_collect (HearthPersonSection *section, GVariantDict *fields)
{
  HearthAboutSection *self = HEARTH_ABOUT_SECTION (section);
  const char *kind = hearth_code_row_get (self->birth_row, birth_codes);
  g_autofree char *birth = read_birth (self, kind);
  g_autofree char *recovery = hearth_date_row_dup_day (self->recovery_row);
  g_autofree char *note = read_note (self);
  g_auto (GStrv) languages = hearth_text_list_dup_texts (self->languages_list);

  g_variant_dict_insert (fields, "birth-kind", "s", kind);
  g_variant_dict_insert (fields, "birth-date", "s", birth);
  g_variant_dict_insert (fields, "recovery-date", "s", recovery);
  g_variant_dict_insert (fields, "recovery-noticed", "b",
                         *recovery != 0 && gtk_switch_get_active (self->noticed_switch));
  g_variant_dict_insert (fields, "languages", "^as", languages);
  g_variant_dict_insert (fields, "note", "s", note);
}

static GtkWidget *
hearth_about_section_find_row (HearthPersonSection *section, const char *field)
{
  HearthAboutSection *self = HEARTH_ABOUT_SECTION (section);

  if (g_str_equal (field, "birth-kind"))
    return GTK_WIDGET (self->birth_row);
  if (g_str_equal (field, "birth-date"))
    return g_str_equal (hearth_code_row_get (self->birth_row, birth_codes), "year") ? GTK_WIDGET (self->birth_year_row)
                                                                                    : GTK_WIDGET (self->birth_date_row);
  if (g_str_equal (field, "recovery-date"))
    return GTK_WIDGET (self->recovery_row);
  if (g_str_equal (field, "languages"))
    return hearth_text_list_get_row (self->languages_list, 0);
  if (g_str_equal (field, "note"))
    return GTK_WIDGET (self->note_row);
  return NULL;
}

static void
section_init (HearthPersonSectionInterface *iface)
{
  iface->show = hearth_about_section_show;
  iface->collect = hearth_about_section_collect;
  iface->find_row = hearth_about_section_find_row;
}

static void
hearth_about_section_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_ABOUT_SECTION);

  G_OBJECT_CLASS (hearth_about_section_parent_class)->dispose (object);
}

static void
hearth_about_section_class_init (HearthAboutSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_about_section_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/people/hearth-about-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthAboutSection, birth_date_row);
  gtk_widget_class_bind_template_child (widget_class, HearthAboutSection, birth_row);
  gtk_widget_class_bind_template_child (widget_class, HearthAboutSection, birth_year_row);
  gtk_widget_class_bind_template_child (widget_class, HearthAboutSection, languages_list);
  gtk_widget_class_bind_template_child (widget_class, HearthAboutSection, note_row);
  gtk_widget_class_bind_template_child (widget_class, HearthAboutSection, note_view);
  gtk_widget_class_bind_template_child (widget_class, HearthAboutSection, noticed_switch);
  gtk_widget_class_bind_template_child (widget_class, HearthAboutSection, recovery_row);
  gtk_widget_class_bind_template_callback (widget_class, on_birth_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_recovery_typed);

  g_type_ensure (HEARTH_TYPE_DATE_ROW);
  g_type_ensure (HEARTH_TYPE_TEXT_LIST);
}

static void
hearth_about_section_init (HearthAboutSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
