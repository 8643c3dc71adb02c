/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* "Told what we keep": the version they heard and when, and a switch for the present one where theirs is older. Owned by
 * the dialog. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-told-section.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hearth-date-text.h"
#include "hearth-day.h"

struct _HearthToldSection
{
  GtkBox parent_instance;

  char *present; /* (owned) (nullable): the center's version */
  char *today;   /* (owned) (nullable): YYYY-MM-DD */

  GtkWidget *again_row;
  GtkSwitch *again_switch;
  GtkLabel *notice_label;
  AdwExpanderRow *notice_row;
  AdwActionRow *told_row;
};

static void section_init (HearthPersonSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthToldSection,
                               hearth_told_section,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_PERSON_SECTION, section_init))

static char *
version_words (const char *version, const char *day)
{
  g_autofree char *shown = hearth_date_text_show (day);

  if (*version == 0)
    return g_strdup (_ ("Not yet"));
  /* Translators: the version of a text and a day, as in “Version 2, on March 3, 2026” */
  return g_strdup_printf (_ ("Version %s, on %s"), version, shown);
}

static void
show_center (HearthToldSection *self, HearthClient *client)
{
  HearthCenter *center = hearth_client_get_center (client);

  g_clear_pointer (&self->present, g_free);
  g_clear_pointer (&self->today, g_free);
  self->today = hearth_day_of (hearth_client_get_hub_now_s (client), hearth_client_get_time_zone (client));
  if (center != NULL)
    {
      g_autofree char *words
          = version_words (hearth_center_get_notice_version (center), hearth_center_get_notice_on (center));
      g_autofree char *subtitle = g_markup_escape_text (words, -1);

      self->present = g_strdup (hearth_center_get_notice_version (center));
      gtk_label_set_text (self->notice_label, hearth_center_get_notice_text (center));
      adw_expander_row_set_subtitle (self->notice_row, subtitle);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->notice_row), self->present && *self->present);
}

static void
hearth_told_section_show (HearthPersonSection *section, HearthClient *client, HearthPerson *person)
{
  HearthToldSection *self = HEARTH_TOLD_SECTION (section);
  g_autofree char *words = version_words (hearth_person_get_told_version (person), hearth_person_get_told_on (person));
  g_autofree char *subtitle = g_markup_escape_text (words, -1);

  show_center (self, client);
  adw_action_row_set_subtitle (self->told_row, subtitle);
  gtk_switch_set_active (self->again_switch, FALSE);
  gtk_widget_set_visible (self->again_row,
                          self->present && *self->present
                              && !g_str_equal (self->present, hearth_person_get_told_version (person)));
}

static void
hearth_told_section_collect (HearthPersonSection *section, GVariantDict *fields)
{
  HearthToldSection *self = HEARTH_TOLD_SECTION (section);

  if (!gtk_switch_get_active (self->again_switch))
    return;
  g_variant_dict_insert (fields, "told-version", "s", self->present);
  g_variant_dict_insert (fields, "told-on", "s", self->today);
}

static GtkWidget *
hearth_told_section_find_row (HearthPersonSection *section, const char *field)
{
  HearthToldSection *self = HEARTH_TOLD_SECTION (section);

  return g_str_equal (field, "told-version") || g_str_equal (field, "told-on") ? self->again_row : NULL;
}

static void
section_init (HearthPersonSectionInterface *iface)
{
  iface->show = hearth_told_section_show;
  iface->collect = hearth_told_section_collect;
  iface->find_row = hearth_told_section_find_row;
}

static void
hearth_told_section_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_TOLD_SECTION);

  G_OBJECT_CLASS (hearth_told_section_parent_class)->dispose (object);
}

static void
hearth_told_section_finalize (GObject *object)
{
  HearthToldSection *self = HEARTH_TOLD_SECTION (object);

  g_free (self->present);
  g_free (self->today);

  G_OBJECT_CLASS (hearth_told_section_parent_class)->finalize (object);
}

static void
hearth_told_section_class_init (HearthToldSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_told_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_told_section_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/people/hearth-told-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthToldSection, again_row);
  gtk_widget_class_bind_template_child (widget_class, HearthToldSection, again_switch);
  gtk_widget_class_bind_template_child (widget_class, HearthToldSection, notice_label);
  gtk_widget_class_bind_template_child (widget_class, HearthToldSection, notice_row);
  gtk_widget_class_bind_template_child (widget_class, HearthToldSection, told_row);
}

static void
hearth_told_section_init (HearthToldSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
