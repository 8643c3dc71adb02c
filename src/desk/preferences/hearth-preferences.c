/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Preferences: a section for this PC, and for a director those of the center. Sections that somebody may not change are
 * not there.
 * Owned by itself until it is closed. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-preferences.h"

#include "hearth-accounts-section.h"
#include "hearth-card-text-section.h"
#include "hearth-center-section.h"
#include "hearth-desks-section.h"
#include "hearth-dialog-fit.h"
#include "hearth-hub-section.h"
#include "hearth-nav-row.h"
#include "hearth-notice-section.h"
#include "hearth-notifications-section.h"
#include "hearth-pc-section.h"
#include "hearth-reasons-section.h"
#include "hearth-sharing-section.h"
#include "hearth-why.h"

#include <glib/gi18n.h>

#define CENTER_ICON "org.recoverycommons.Hearth-symbolic"

struct _HearthPreferences
{
  AdwWindow parent_instance;

  GtkListBox *nav;       /* (unowned): template child */
  GtkStack *sections;    /* (unowned): template child */
  AdwWindowTitle *title; /* (unowned): template child */
  GtkLabel *why;         /* (unowned): template child */
};

G_DEFINE_FINAL_TYPE (HearthPreferences, hearth_preferences, ADW_TYPE_WINDOW)

static GtkListBoxRow *
row_of (HearthPreferences *self, const char *name)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->nav, i)) != NULL; i++)
    if (g_strcmp0 (hearth_nav_row_get_page (HEARTH_NAV_ROW (row)), name) == 0)
      return row;
  return NULL;
}

static void
section_cb (HearthPreferences *self)
{
  GtkWidget *section = gtk_stack_get_visible_child (self->sections);

  gtk_widget_set_visible (GTK_WIDGET (self->why), FALSE);
  if (section == NULL)
    return;
  adw_window_title_set_title (self->title, gtk_stack_page_get_title (gtk_stack_get_page (self->sections, section)));
  gtk_list_box_select_row (self->nav, row_of (self, gtk_stack_get_visible_child_name (self->sections)));
}

static void
nav_selected_cb (HearthPreferences *self, GtkListBoxRow *row)
{
  if (row != NULL)
    gtk_stack_set_visible_child_name (self->sections, hearth_nav_row_get_page (HEARTH_NAV_ROW (row)));
}

/* The rows of the side pane are a stop each: Tab would turn the pages over instead of going into the one that is shown. */
static gboolean
key_cb (HearthPreferences *self, guint key, guint code, GdkModifierType state)
{
  GtkWidget *section = gtk_stack_get_visible_child (self->sections);
  GdkModifierType held = state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK);

  if (section == NULL || held != 0 || (key != GDK_KEY_Tab && key != GDK_KEY_Return && key != GDK_KEY_KP_Enter))
    return GDK_EVENT_PROPAGATE;
  /* From its beginning, wherever it was left. */
  gtk_widget_set_focus_child (section, NULL);
  return gtk_widget_child_focus (section, GTK_DIR_TAB_FORWARD);
}

/* What a section has to say stands above it, in sight however far it is scrolled. */
static void
say_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthPreferences *self = HEARTH_PREFERENCES (widget);
  const char *text = g_variant_get_string (parameter, NULL);

  hearth_why_say (self->why, text);
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
  gtk_widget_class_bind_template_child (widget_class, HearthPreferences, nav);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferences, sections);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferences, title);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferences, why);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, nav_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, section_cb);
  gtk_widget_class_install_action (widget_class, "preferences.say", "s", say_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hearth_preferences_init (HearthPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_section (HearthPreferences *self, GtkWidget *page, const char *name, const char *title, const char *icon_name)
{
  gtk_list_box_append (self->nav,
                       g_object_new (HEARTH_TYPE_NAV_ROW, "page", name, "label", title, "icon-name", icon_name, NULL));
  gtk_stack_add_titled (self->sections, page, name, title);
}

/* At a front desk nobody manages accounts: that is said where a director would look for them. */
static GtkWidget *
accounts_of (HearthClient *client)
{
  return hearth_client_may (client, HEARTH_PERMISSION_MANAGE_ACCOUNTS) ? hearth_accounts_section_new (client)
                                                                       : hearth_accounts_section_new_closed ();
}

static void
add_center (HearthPreferences *self, HearthClient *client)
{
  add_section (self, hearth_center_section_new (client), "center", _ ("Center and desk"), CENTER_ICON);
  add_section (self, accounts_of (client), "accounts", _ ("Accounts"), "hearth-people-symbolic");
  add_section (self, hearth_desks_section_new (client), "desks", _ ("Desks"), "hearth-kept-here-symbolic");
  add_section (self, hearth_hub_section_new (client), "hub", _ ("The hub"), "network-server-symbolic");
  add_section (self, hearth_sharing_section_new (client), "sharing", _ ("Sharing"), "hearth-sharing-symbolic");
  add_section (self, hearth_reasons_section_new (client), "reasons", _ ("Visit reasons"), "hearth-reasons-symbolic");
  add_section (self, hearth_notice_section_new (client), "notice", _ ("What we keep"), "hearth-keeping-symbolic");
  add_section (self, hearth_card_text_section_new (client), "card", _ ("Emergency card"), "hearth-emergency-symbolic");
}

/* What belongs to the center is read from its hub. */
static void
add_away (HearthPreferences *self)
{
  GtkWidget *page
      = g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "hearth-kept-here-symbolic", "title",
                      _ ("The hub cannot be reached"), "description",
                      _ ("The settings of the center come back with it. Those of this PC can be changed."), NULL);

  gtk_widget_add_css_class (page, "hearth-empty");
  add_section (self, page, "center", _ ("Center and desk"), CENTER_ICON);
}

/**
 * hearth_preferences_present_section:
 * @parent: a window or what is in it
 * @client: where somebody is signed in, or at a desk on its own
 * @section: (nullable): name of the section to begin with
 *
 * Shows the preferences.
 */
void
hearth_preferences_present_section (GtkWidget *parent, HearthClient *client, const char *section)
{
  HearthPreferences *self = g_object_new (HEARTH_TYPE_PREFERENCES, NULL);

  add_section (self, hearth_pc_section_new (client), "pc", _ ("This PC"), "preferences-system-symbolic");
  add_section (self, hearth_notifications_section_new (client), "notifications", _ ("Notifications"),
               "hearth-notices-symbolic");
  if (hearth_client_may (client, HEARTH_PERMISSION_MANAGE_CENTER))
    {
      if (hearth_client_get_state (client) == HEARTH_CLIENT_AWAY)
        add_away (self);
      else
        add_center (self, client);
    }
  if (section != NULL && gtk_stack_get_child_by_name (self->sections, section) != NULL)
    gtk_stack_set_visible_child_name (self->sections, section);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->nav)));
  hearth_dialog_fit_present (GTK_WINDOW (self), parent);
}

/**
 * hearth_preferences_present:
 * @parent: a window or what is in it
 * @client: where somebody is signed in, or at a desk on its own
 *
 * Shows the preferences from their beginning.
 */
void
hearth_preferences_present (GtkWidget *parent, HearthClient *client)
{
  hearth_preferences_present_section (parent, client, NULL);
}
