/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Name and time zone of the center, name of this desk and whether it is a front desk.
 * Owned by the preferences window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-center-section.h"

#include "hearth-center-client.h"
#include "hearth-error-message.h"
#include "hearth-error.h"
#include "hearth-sides-panel.h"
#include "hearth-why.h"
#include "hearth-zone-list.h"

#include <glib/gi18n.h>

struct _HearthCenterSection
{
  HearthPreferencesSection parent_instance;

  GtkEditable *desk;       /* (unowned): template child */
  GtkSwitch *front_desk;   /* (unowned): template child */
  GtkEditable *name;       /* (unowned): template child */
  HearthSidesPanel *sides; /* (unowned): template child */
  GtkLabel *why;           /* (unowned): template child */
  GtkDropDown *zone;       /* (unowned): template child */

  HearthCenter *base;    /* (owned) (nullable): as it was when it was put into the form */
  HearthCenter *mine;    /* (owned) (nullable): the form when somebody else's change was met */
  gulong center_handler; /* waits for the center as it is by now */
};

G_DEFINE_FINAL_TYPE (HearthCenterSection, hearth_center_section, HEARTH_TYPE_PREFERENCES_SECTION)

static HearthClient *
client_of (HearthCenterSection *self)
{
  return hearth_preferences_section_get_client (HEARTH_PREFERENCES_SECTION (self));
}

static GCancellable *
cancellable_of (HearthCenterSection *self)
{
  return hearth_preferences_section_get_cancellable (HEARTH_PREFERENCES_SECTION (self));
}

/* Returns: (transfer none): what is chosen, the zone as it was if nothing is */
static const char *
chosen_zone (HearthCenterSection *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (self->zone);

  return item ? gtk_string_object_get_string (item)
              : hearth_center_get_time_zone (hearth_client_get_center (client_of (self)));
}

/* The center as the form has it. */
static HearthCenter *
dup_typed (HearthCenterSection *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  g_autoptr (GVariant) typed = NULL;

  g_variant_dict_insert (&dict, "name", "s", name);
  g_variant_dict_insert (&dict, "time-zone", "s", chosen_zone (self));
  g_variant_dict_insert (&dict, "desk", "s", gtk_editable_get_text (self->desk));
  g_variant_dict_insert (&dict, "front-desk", "b", gtk_switch_get_active (self->front_desk));
  typed = g_variant_ref_sink (g_variant_dict_end (&dict));
  return hearth_record_with (self->base, typed, NULL);
}

static char *
words_of (HearthCenter *center, const char *key)
{
  char *text = NULL;

  if (g_str_equal (key, "front-desk"))
    return g_strdup (hearth_center_get_front_desk (center) ? _ ("Front desk") : _ ("Not a front desk"));
  g_object_get (center, key, &text, NULL);
  return text;
}

static void
choose_zone (HearthCenterSection *self, const char *zone)
{
  GtkStringList *zones = GTK_STRING_LIST (gtk_drop_down_get_model (self->zone));
  guint position = hearth_zone_list_find (zones, zone);

  if (position == GTK_INVALID_LIST_POSITION)
    {
      position = g_list_model_get_n_items (G_LIST_MODEL (zones));
      gtk_string_list_append (zones, zone);
    }
  gtk_drop_down_set_selected (self->zone, position);
}

static void
fill_field (HearthCenterSection *self, HearthCenter *center, const char *key)
{
  if (g_str_equal (key, "name"))
    gtk_editable_set_text (self->name, hearth_center_get_name (center));
  else if (g_str_equal (key, "desk"))
    gtk_editable_set_text (self->desk, hearth_center_get_desk (center));
  else if (g_str_equal (key, "front-desk"))
    gtk_switch_set_active (self->front_desk, hearth_center_get_front_desk (center));
  else
    choose_zone (self, hearth_center_get_time_zone (center));
}

static void
side_chosen_cb (HearthSidesPanel *sides, const char *key, gboolean mine, HearthCenterSection *self)
{
  fill_field (self, mine ? self->mine : self->base, key);
}

static const struct
{
  const char *key, *title;
} fields[] = {
  { "name", N_ ("Name of the center") },
  { "time-zone", N_ ("Time zone") },
  { "desk", N_ ("Name of this desk") },
  { "front-desk", N_ ("Where it stands") },
};

/* What only they changed comes into the form; what both changed is shown side by side. Returns: whether there is such. */
static gboolean
rebase (HearthCenterSection *self, HearthCenter *theirs)
{
  g_autoptr (HearthCenter) mine = dup_typed (self);
  g_autoptr (HearthCenter) before = g_steal_pointer (&self->base);

  self->base = g_object_ref (theirs);
  g_set_object (&self->mine, mine);
  hearth_sides_panel_clear (self->sides);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *was = words_of (before, fields[i].key);
      g_autofree char *ours = words_of (mine, fields[i].key);
      g_autofree char *now = words_of (theirs, fields[i].key);

      if (g_strcmp0 (ours, was) == 0)
        fill_field (self, theirs, fields[i].key);
      else if (g_strcmp0 (now, was) != 0 && g_strcmp0 (now, ours) != 0)
        hearth_sides_panel_add (self->sides, fields[i].key, _ (fields[i].title), ours, now);
    }
  if (hearth_sides_panel_get_n_lines (self->sides) == 0)
    return FALSE;
  hearth_sides_panel_show (self->sides);
  return TRUE;
}

static void
center_again_cb (HearthCenterSection *self)
{
  HearthCenter *center = hearth_client_get_center (client_of (self));

  if (center == NULL || hearth_center_get_revision (center) == hearth_center_get_revision (self->base))
    return;
  g_clear_signal_handler (&self->center_handler, client_of (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "section.save", TRUE);
  if (!rebase (self, center))
    hearth_sides_panel_show (self->sides);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthCenterSection) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = hearth_center_client_done_finish (client_of (self), result, &error);
  g_autofree char *text = NULL;

  if (hearth_preferences_section_is_gone (HEARTH_PREFERENCES_SECTION (self)))
    return;
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT))
    {
      /* The hub tells every desk how the center is now. */
      if (self->center_handler == 0)
        self->center_handler
            = g_signal_connect_swapped (client_of (self), "notify::center", G_CALLBACK (center_again_cb), self);
      center_again_cb (self);
      return;
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "section.save", TRUE);
  if (saved)
    {
      g_set_object (&self->base, hearth_client_get_center (client_of (self)));
      hearth_sides_panel_clear (self->sides);
    }
  text = saved ? g_strdup (_ ("Saved.")) : hearth_error_message (error);
  hearth_why_say (self->why, text);
}

/* What keeps it from being saved now, in words. */
static gboolean
may_save (HearthCenterSection *self)
{
  HearthCenter *center = hearth_client_get_center (client_of (self));
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));

  if (*name == '\0')
    {
      hearth_why_say (self->why, _ ("Give the center a name."));
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
      return FALSE;
    }
  if (!hearth_sides_panel_is_settled (self->sides))
    {
      hearth_why_say (self->why, _ ("Choose yours or theirs on each line first."));
      return FALSE;
    }
  /* Changed while the form was open: what only they changed is kept, what both changed is for somebody to decide. */
  return center == NULL || hearth_center_get_revision (center) == hearth_center_get_revision (self->base)
         || !rebase (self, center);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthCenterSection *self = HEARTH_CENTER_SECTION (widget);
  g_autoptr (HearthCenter) typed = NULL;

  hearth_why_say (self->why, "");
  if (self->base == NULL || !may_save (self))
    return;
  typed = dup_typed (self);
  gtk_widget_action_set_enabled (widget, "section.save", FALSE);
  hearth_center_client_save_async (client_of (self), hearth_record_changes (self->base, typed), cancellable_of (self),
                                   saved_cb, g_object_ref (self));
}

static void
activated_cb (HearthCenterSection *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "section.save", NULL);
}

static void
fill (HearthCenterSection *self)
{
  HearthCenter *center = hearth_client_get_center (client_of (self));
  g_autoptr (GtkStringList) zones = hearth_zone_list_new ();

  if (center == NULL)
    return;
  self->base = g_object_ref (center);
  gtk_drop_down_set_model (self->zone, G_LIST_MODEL (zones));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    fill_field (self, center, fields[i].key);
}

static void
read_center (HearthPreferencesSection *section)
{
  HearthCenterSection *self = HEARTH_CENTER_SECTION (section);

  /* What is being typed stays; somebody else's change is met when this one is saved. */
  if (self->base == NULL)
    fill (self);
}

static void
hearth_center_section_dispose (GObject *object)
{
  HearthCenterSection *self = HEARTH_CENTER_SECTION (object);

  if (client_of (self) != NULL)
    g_clear_signal_handler (&self->center_handler, client_of (self));
  g_clear_object (&self->base);
  g_clear_object (&self->mine);

  G_OBJECT_CLASS (hearth_center_section_parent_class)->dispose (object);
}

static void
hearth_center_section_class_init (HearthCenterSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HEARTH_TYPE_SIDES_PANEL);
  object_class->dispose = hearth_center_section_dispose;
  HEARTH_PREFERENCES_SECTION_CLASS (klass)->read = read_center;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-center-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthCenterSection, desk);
  gtk_widget_class_bind_template_child (widget_class, HearthCenterSection, front_desk);
  gtk_widget_class_bind_template_child (widget_class, HearthCenterSection, name);
  gtk_widget_class_bind_template_child (widget_class, HearthCenterSection, sides);
  gtk_widget_class_bind_template_child (widget_class, HearthCenterSection, why);
  gtk_widget_class_bind_template_child (widget_class, HearthCenterSection, zone);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, side_chosen_cb);
  gtk_widget_class_install_action (widget_class, "section.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "section.save", NULL);
}

static void
hearth_center_section_init (HearthCenterSection *self)
{
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
  return g_object_new (HEARTH_TYPE_CENTER_SECTION, "client", client, NULL);
}
