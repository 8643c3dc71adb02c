/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* "Notifications": a switch for each kind of notice that who is signed in may get at all. Owned by the preferences
 * window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-notifications-section.h"

#include "hearth-notifier.h"
#include "hearth-setup.h"

#include <glib/gi18n.h>

/* In the order of the row's choices. */
static const char *const names_settings[] = { "nothing", "initials", "first-name" };

struct _HearthNotificationsSection
{
  HearthPreferencesSection parent_instance;

  GtkSwitch *do_not_disturb;  /* (unowned): template child */
  AdwPreferencesGroup *kinds; /* (unowned): template child */
  AdwComboRow *names;         /* (unowned): template child */
};

G_DEFINE_FINAL_TYPE (HearthNotificationsSection, hearth_notifications_section, HEARTH_TYPE_PREFERENCES_SECTION)

static gboolean
get_names (GValue *value, GVariant *setting, gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (names_settings); i++)
    if (g_str_equal (g_variant_get_string (setting, NULL), names_settings[i]))
      {
        g_value_set_uint (value, i);
        return TRUE;
      }
  return FALSE;
}

static GVariant *
set_names (const GValue *value, const GVariantType *type, gpointer user_data)
{
  guint chosen = g_value_get_uint (value);

  return chosen < G_N_ELEMENTS (names_settings) ? g_variant_new_string (names_settings[chosen]) : NULL;
}

static void
add_kind (HearthNotificationsSection *self, const HearthNoticeKind *kind)
{
  const char *label = _ (kind->label);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_settings_bind (hearth_setup_get_settings (), kind->setting, toggle, "active", G_SETTINGS_BIND_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  adw_preferences_group_add (self->kinds, row);
}

static void
hearth_notifications_section_constructed (GObject *object)
{
  HearthNotificationsSection *self = HEARTH_NOTIFICATIONS_SECTION (object);
  HearthClient *client = hearth_preferences_section_get_client (HEARTH_PREFERENCES_SECTION (self));
  HearthCenter *center = hearth_client_get_center (client);

  G_OBJECT_CLASS (hearth_notifications_section_parent_class)->constructed (object);

  for (guint i = 0; i < hearth_n_notice_kinds; i++)
    if (hearth_notice_kinds[i].for_all || hearth_client_may (client, HEARTH_PERMISSION_MANAGE_CENTER))
      add_kind (self, &hearth_notice_kinds[i]);
  /* A front desk shows no names, whatever is chosen: say so where one would choose. */
  if (center && hearth_center_get_front_desk (center))
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->names),
                                   _ ("This PC is a front desk: notifications name nobody"));
      gtk_widget_set_sensitive (GTK_WIDGET (self->names), FALSE);
    }
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->names),
                                 _ ("Never more than this, and nothing while it is locked"));
}

static void
hearth_notifications_section_class_init (HearthNotificationsSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = hearth_notifications_section_constructed;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/recoverycommons/Hearth/preferences/hearth-notifications-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthNotificationsSection, do_not_disturb);
  gtk_widget_class_bind_template_child (widget_class, HearthNotificationsSection, kinds);
  gtk_widget_class_bind_template_child (widget_class, HearthNotificationsSection, names);
}

static void
hearth_notifications_section_init (HearthNotificationsSection *self)
{
  GSettings *settings = hearth_setup_get_settings ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_settings_bind (settings, "do-not-disturb", self->do_not_disturb, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "notify-names", self->names, "selected", G_SETTINGS_BIND_DEFAULT, get_names,
                                set_names, NULL, NULL);
}

/**
 * hearth_notifications_section_new:
 * @client: where somebody is signed in
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *
hearth_notifications_section_new (HearthClient *client)
{
  return g_object_new (HEARTH_TYPE_NOTIFICATIONS_SECTION, "client", client, NULL);
}
