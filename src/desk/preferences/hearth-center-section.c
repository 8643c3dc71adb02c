/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Name and time zone of the center, name of this desk and whether it is a front desk.
 * Owned by the preferences window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-center-section.h"

#include "hearth-center-client.h"
#include "hearth-error-message.h"
#include "hearth-zone-list.h"

#include <glib/gi18n.h>

struct _HearthCenterSection
{
  AdwPreferencesPage parent_instance;

  GtkEditable *desk;     /* (unowned): template child */
  GtkSwitch *front_desk; /* (unowned): template child */
  GtkEditable *name;     /* (unowned): template child */
  GtkLabel *why;         /* (unowned): template child */
  GtkDropDown *zone;     /* (unowned): template child */

  HearthClient *client;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HearthCenterSection, hearth_center_section, ADW_TYPE_PREFERENCES_PAGE)

static void
say (HearthCenterSection *self, const char *text)
{
  gtk_label_set_label (self->why, text);
  gtk_widget_set_visible (GTK_WIDGET (self->why), *text != '\0');
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthCenterSection) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = hearth_center_client_done_finish (self->client, result, &error);
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "section.save", TRUE);
  text = saved ? g_strdup (_ ("Saved.")) : hearth_error_message (error);
  say (self, text);
}

/* Returns: (transfer none): what is chosen, the zone as it was if nothing is */
static const char *
chosen_zone (HearthCenterSection *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (self->zone);

  return item ? gtk_string_object_get_string (item)
              : hearth_center_get_time_zone (hearth_client_get_center (self->client));
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthCenterSection *self = HEARTH_CENTER_SECTION (widget);
  g_auto (GVariantDict) changes = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));

  if (*name == '\0')
    {
      say (self, _ ("Give the center a name."));
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
      return;
    }
  g_variant_dict_insert (&changes, "name", "s", name);
  g_variant_dict_insert (&changes, "time-zone", "s", chosen_zone (self));
  g_variant_dict_insert (&changes, "desk", "s", gtk_editable_get_text (self->desk));
  g_variant_dict_insert (&changes, "front-desk", "b", gtk_switch_get_active (self->front_desk));
  say (self, "");
  gtk_widget_action_set_enabled (widget, "section.save", FALSE);
  hearth_center_client_save_async (self->client, g_variant_dict_end (&changes), self->cancellable, saved_cb,
                                   g_object_ref (self));
}

static void
activated_cb (HearthCenterSection *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "section.save", NULL);
}

static void
fill (HearthCenterSection *self)
{
  HearthCenter *center = hearth_client_get_center (self->client);
  g_autoptr (GtkStringList) zones = hearth_zone_list_new ();
  guint position;

  if (center == NULL)
    return;
  position = hearth_zone_list_find (zones, hearth_center_get_time_zone (center));
  if (position == GTK_INVALID_LIST_POSITION)
    {
      position = g_list_model_get_n_items (G_LIST_MODEL (zones));
      gtk_string_list_append (zones, hearth_center_get_time_zone (center));
    }
  gtk_drop_down_set_model (self->zone, G_LIST_MODEL (zones));
  gtk_drop_down_set_selected (self->zone, position);
  gtk_editable_set_text (self->name, hearth_center_get_name (center));
  gtk_editable_set_text (self->desk, hearth_center_get_desk (center));
  gtk_switch_set_active (self->front_desk, hearth_center_get_front_desk (center));
}

static void
hearth_center_section_dispose (GObject *object)
{
  HearthCenterSection *self = HEARTH_CENTER_SECTION (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_CENTER_SECTION);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_center_section_parent_class)->dispose (object);
}

static void
hearth_center_section_finalize (GObject *object)
{
  g_clear_object (&HEARTH_CENTER_SECTION (object)->cancellable);

  G_OBJECT_CLASS (hearth_center_section_parent_class)->finalize (object);
}

static void
hearth_center_section_class_init (HearthCenterSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_center_section_dispose;
  object_class->finalize = hearth_center_section_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-center-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthCenterSection, desk);
  gtk_widget_class_bind_template_child (widget_class, HearthCenterSection, front_desk);
  gtk_widget_class_bind_template_child (widget_class, HearthCenterSection, name);
  gtk_widget_class_bind_template_child (widget_class, HearthCenterSection, why);
  gtk_widget_class_bind_template_child (widget_class, HearthCenterSection, zone);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "section.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "section.save", NULL);
}

static void
hearth_center_section_init (HearthCenterSection *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_center_section_new:
 * @client: where a director is signed in
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *
hearth_center_section_new (HearthClient *client)
{
  HearthCenterSection *self = g_object_new (HEARTH_TYPE_CENTER_SECTION, NULL);

  self->client = g_object_ref (client);
  fill (self);
  return GTK_WIDGET (self);
}
