/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Preferences: a section for this PC, and for a director those of the center. Sections that somebody may not change are
 * not there.
 * Owned by itself until it is closed. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-preferences.h"

#include "hearth-card-text-section.h"
#include "hearth-center-section.h"
#include "hearth-setup.h"
#include "hearth-notice-section.h"
#include "hearth-reasons-section.h"

#include <glib/gi18n.h>

struct _HearthPreferences
{
  AdwWindow parent_instance;

  GtkSpinButton *lock_minutes; /* (unowned): template child */
  GtkStack *sections;          /* (unowned): template child */
  GtkSwitch *shrink_names;     /* (unowned): template child */
  AdwWindowTitle *title;       /* (unowned): template child */
};

G_DEFINE_FINAL_TYPE (HearthPreferences, hearth_preferences, ADW_TYPE_WINDOW)

static void
section_cb (HearthPreferences *self)
{
  GtkWidget *section = gtk_stack_get_visible_child (self->sections);

  if (section != NULL)
    adw_window_title_set_title (self->title, gtk_stack_page_get_title (gtk_stack_get_page (self->sections, section)));
}

static void
hearth_preferences_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_PREFERENCES);

  G_OBJECT_CLASS (hearth_preferences_parent_class)->dispose (object);
}

static void
hearth_preferences_class_init (HearthPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_preferences_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthPreferences, lock_minutes);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferences, sections);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferences, shrink_names);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferences, title);
  gtk_widget_class_bind_template_callback (widget_class, section_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hearth_preferences_init (HearthPreferences *self)
{
  GSettings *settings = hearth_setup_get_settings ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_settings_bind (settings, "lock-minutes", self->lock_minutes, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "shrink-names", self->shrink_names, "active", G_SETTINGS_BIND_DEFAULT);
  section_cb (self);
}

static void
add_center (HearthPreferences *self, HearthClient *client)
{
  gtk_stack_add_titled (self->sections, hearth_center_section_new (client), "center", _ ("Center and desk"));
  gtk_stack_add_titled (self->sections, hearth_reasons_section_new (client), "reasons", _ ("Visit reasons"));
  gtk_stack_add_titled (self->sections, hearth_notice_section_new (client), "notice", _ ("What we keep"));
  gtk_stack_add_titled (self->sections, hearth_card_text_section_new (client), "card", _ ("Emergency card"));
}

/**
 * hearth_preferences_present:
 * @parent: a window or what is in it
 * @client: where somebody is signed in
 *
 * Shows the preferences.
 */
void
hearth_preferences_present (GtkWidget *parent, HearthClient *client)
{
  HearthPreferences *self = g_object_new (HEARTH_TYPE_PREFERENCES, "transient-for", gtk_widget_get_root (parent),
                                          "destroy-with-parent", TRUE, NULL);

  if (hearth_client_may (client, HEARTH_PERMISSION_MANAGE_CENTER))
    add_center (self, client);
  gtk_window_present (GTK_WINDOW (self));
}
