/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The list of what somebody missed behind the lock. A window of its own; main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-missed-dialog.h"

#include <glib/gi18n.h>

#include "hearth-clock.h"
#include "hearth-day.h"
#include "hearth-shown-name.h"

struct _HearthMissedDialog
{
  AdwWindow parent_instance;

  GtkListBox *list; /* (unowned): template child */

  HearthClient *client;     /* (owned) */
  HearthMissedList *missed; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HearthMissedDialog, hearth_missed_dialog, ADW_TYPE_WINDOW)

static char *
when (HearthMissedDialog *self, gint64 at_s)
{
  GTimeZone *zone = hearth_client_get_time_zone (self->client);
  g_autofree char *day = hearth_day_of (at_s, zone);
  g_autofree char *today = hearth_day_of (hearth_clock_now_s (), zone);
  g_autofree char *time = hearth_shown_time (at_s, zone);
  g_autofree char *shown = NULL;

  if (g_str_equal (day, today))
    return g_steal_pointer (&time);
  shown = hearth_shown_day (day, today);
  /* Translators: a day and a time: "yesterday 4:20 pm". */
  return g_strdup_printf (_ ("%s %s"), shown, time);
}

/* What it brings is in the window below, or another dialog over that. */
static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthMissedDialog *self = HEARTH_MISSED_DIALOG (widget);
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  const char *detailed = g_variant_get_string (parameter, NULL);
  g_autofree char *action = NULL;
  g_autoptr (GVariant) target = NULL;

  if (window == NULL || !g_action_parse_detailed_name (detailed, &action, &target, NULL))
    return;
  hearth_missed_list_opened (self->missed, detailed);
  /* The others are still there to be opened. */
  g_clear_object (&self->missed);
  gtk_window_destroy (GTK_WINDOW (self));
  gtk_widget_activate_action_variant (GTK_WIDGET (window), action, target);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  HearthMissedDialog *self = user_data;
  HearthMissed *missed = HEARTH_MISSED (item);
  const char *action = hearth_missed_get_action (missed);
  g_autofree char *title = g_markup_escape_text (hearth_missed_get_text (missed), -1);
  g_autofree char *time = when (self, hearth_missed_get_at_s (missed));
  /* Translators: %s is a sentence that tells of something. */
  g_autofree char *verb = g_strdup_printf (_ ("Open: %s"), hearth_missed_get_text (missed));
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), time);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  if (action == NULL)
    return row;
  button = gtk_button_new_with_label (_ ("Open"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, verb, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", action);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "missed.open");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static gboolean
close_request_cb (HearthMissedDialog *self)
{
  hearth_missed_list_read (self->missed);
  return GDK_EVENT_PROPAGATE;
}

static void
hearth_missed_dialog_dispose (GObject *object)
{
  HearthMissedDialog *self = HEARTH_MISSED_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_MISSED_DIALOG);
  g_clear_object (&self->missed);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_missed_dialog_parent_class)->dispose (object);
}

static void
hearth_missed_dialog_class_init (HearthMissedDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_missed_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/notify/hearth-missed-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthMissedDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_install_action (widget_class, "missed.open", "s", open_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hearth_missed_dialog_init (HearthMissedDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_missed_dialog_present:
 * @parent: of the window whose actions are meant
 * @client: of the desk
 * @missed: what was missed
 *
 * Shows it. Closing it counts as having read it.
 */
void
hearth_missed_dialog_present (GtkWidget *parent, HearthClient *client, HearthMissedList *missed)
{
  HearthMissedDialog *self = g_object_new (HEARTH_TYPE_MISSED_DIALOG, NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (missed));

  self->client = g_object_ref (client);
  self->missed = g_object_ref (missed);
  /* As it is now: a row does not go from under the pointer. */
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthMissed) one = g_list_model_get_item (G_LIST_MODEL (missed), i);

      gtk_list_box_append (self->list, create_row (one, self));
    }
  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_present (GTK_WINDOW (self));
}
