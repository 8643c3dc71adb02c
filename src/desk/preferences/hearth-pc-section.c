/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What is for this PC alone: when it locks, and how much of a name its lists show. Settings of the PC, not of the center.
 * Owned by the preferences window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-pc-section.h"

#include "hearth-setup.h"

struct _HearthPcSection
{
  HearthPreferencesSection parent_instance;

  GtkSpinButton *lock_minutes; /* (unowned): template child */
  GtkSwitch *shrink_names;     /* (unowned): template child */
};

G_DEFINE_FINAL_TYPE (HearthPcSection, hearth_pc_section, HEARTH_TYPE_PREFERENCES_SECTION)

static void
hearth_pc_section_class_init (HearthPcSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-pc-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthPcSection, lock_minutes);
  gtk_widget_class_bind_template_child (widget_class, HearthPcSection, shrink_names);
}

static void
hearth_pc_section_init (HearthPcSection *self)
{
  GSettings *settings = hearth_setup_get_settings ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_settings_bind (settings, "lock-minutes", self->lock_minutes, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "shrink-names", self->shrink_names, "active", G_SETTINGS_BIND_DEFAULT);
}

/**
 * hearth_pc_section_new:
 * @client: where somebody is signed in, or at a desk on its own
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *
hearth_pc_section_new (HearthClient *client)
{
  return g_object_new (HEARTH_TYPE_PC_SECTION, "client", client, NULL);
}
