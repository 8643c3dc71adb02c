/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the check-in page says of the outbox. Its rows open the dialog of what is kept ("win.kept", "win.settle").
 * Owned by the page; main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-kept-group.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hearth-kept-words.h"

/* The dialog has them all; the page keeps its shape. */
#define MOST_ROWS 3

struct _HearthKeptGroup
{
  GtkBox parent_instance;

  GtkWidget *kept;
  AdwActionRow *kept_row;
  GtkWidget *settle;
  GtkListBox *settle_list;

  HearthClient *client;  /* (owned) (nullable) */
  HearthHubWatch *watch; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HearthKeptGroup, hearth_kept_group, GTK_TYPE_BOX)

static GtkWidget *
create_row (HearthKeptGroup *self, HearthKept *kept)
{
  GTimeZone *zone = hearth_client_get_time_zone (self->client);
  g_autofree char *who = hearth_kept_words_title (kept);
  g_autofree char *when = hearth_kept_words_when (kept, zone);
  g_autofree char *line = g_strdup_printf ("%s, %s", who, when);
  g_autofree char *title = g_markup_escape_text (line, -1);
  g_autofree char *fits = hearth_kept_words_matches (kept);
  g_autofree char *subtitle = g_markup_escape_text (fits, -1);
  /* Translators: %s is a name as it was typed. */
  g_autofree char *verb = g_strdup_printf (_ ("Settle %s"), who);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("hearth-guest-symbolic");
  GtkWidget *button = gtk_button_new_with_label (_ ("Settle"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_add_css_class (button, "chip");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, verb, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", hearth_kept_get_request (kept));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.settle");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
fill_settle (HearthKeptGroup *self, HearthOutbox *outbox)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (outbox)), shown = 0;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->settle_list))) != NULL)
    gtk_list_box_remove (self->settle_list, row);
  for (guint i = 0; i < n && shown < MOST_ROWS; i++)
    {
      g_autoptr (HearthKept) kept = g_list_model_get_item (G_LIST_MODEL (outbox), i);

      if (g_str_equal (hearth_kept_get_state (kept), "waiting") || *hearth_kept_get_state (kept) == '\0')
        continue;
      gtk_list_box_append (self->settle_list, create_row (self, kept));
      shown++;
    }
  gtk_widget_set_visible (self->settle, shown > 0);
}

static void
refresh (HearthKeptGroup *self)
{
  HearthOutbox *outbox = hearth_hub_watch_get_outbox (self->watch);
  gboolean waits = hearth_outbox_get_waiting (outbox) > 0;
  g_autofree char *summary = hearth_kept_words_summary (outbox);
  g_autofree char *oldest = hearth_kept_words_oldest (outbox, hearth_client_get_time_zone (self->client));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kept_row), summary);
  adw_action_row_set_subtitle (self->kept_row, oldest);
  gtk_widget_set_visible (self->kept, waits);
  fill_settle (self, outbox);
  gtk_widget_set_visible (GTK_WIDGET (self), waits || gtk_widget_get_visible (self->settle));
}

static void
hearth_kept_group_dispose (GObject *object)
{
  HearthKeptGroup *self = HEARTH_KEPT_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_KEPT_GROUP);
  g_clear_object (&self->watch);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_kept_group_parent_class)->dispose (object);
}

static void
hearth_kept_group_class_init (HearthKeptGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_kept_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/checkin/hearth-kept-group.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthKeptGroup, kept);
  gtk_widget_class_bind_template_child (widget_class, HearthKeptGroup, kept_row);
  gtk_widget_class_bind_template_child (widget_class, HearthKeptGroup, settle);
  gtk_widget_class_bind_template_child (widget_class, HearthKeptGroup, settle_list);
}

static void
hearth_kept_group_init (HearthKeptGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_kept_group_setup:
 * @self: the group
 * @client: of the desk
 * @watch: how it stands with the hub
 *
 * To be called once.
 */
void
hearth_kept_group_setup (HearthKeptGroup *self, HearthClient *client, HearthHubWatch *watch)
{
  HearthOutbox *outbox;

  g_return_if_fail (HEARTH_IS_KEPT_GROUP (self));
  g_return_if_fail (self->watch == NULL);

  self->client = g_object_ref (client);
  self->watch = g_object_ref (watch);
  outbox = hearth_hub_watch_get_outbox (watch);
  g_signal_connect_object (outbox, "items-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (outbox, "notify::waiting", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (outbox, "notify::to-settle", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}
