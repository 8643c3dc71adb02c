/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Counts a group: how many, and at what. What was counted at today already is offered as a button. A window of its own,
 * closed when the hub has the number; main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-count-group-dialog.h"

#include <glib/gi18n.h>

#include "hearth-checkin-client.h"
#include "hearth-error.h"
#include "hearth-why.h"
#include "hearth-wrap-layout.h"

#define MAX_SUGGESTIONS 6

struct _HearthCountGroupDialog
{
  AdwWindow parent_instance;

  GtkSpinButton *count;
  GtkLabel *error;
  GtkEditable *label;
  AdwComboRow *reason;
  GtkBox *suggestions;
  GtkWidget *suggestions_box;

  HearthClient *client;      /* (owned) */
  HearthReasonList *reasons; /* (owned) */
  gboolean sending;
};

enum
{
  SIGNAL_COUNTED,
  SIGNAL_KEPT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthCountGroupDialog, hearth_count_group_dialog, ADW_TYPE_WINDOW)

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthCountGroupDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit = hearth_checkin_client_visit_finish (HEARTH_CLIENT (source), result, &error);

  self->sending = FALSE;
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_KEPT) && self->client)
    {
      g_signal_emit (self, signals[SIGNAL_KEPT], 0, hearth_checkin_client_get_kept (result));
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (visit == NULL)
    {
      if (self->error)
        hearth_why_say_error (self->error, error);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_COUNTED], 0, visit);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
count_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthCountGroupDialog *self = HEARTH_COUNT_GROUP_DIALOG (widget);
  g_autofree char *label = g_strstrip (g_strdup (gtk_editable_get_text (self->label)));
  HearthReason *reason = adw_combo_row_get_selected_item (self->reason);
  GVariantDict options;

  if (self->sending)
    return;
  hearth_why_say_error (self->error, NULL);
  /* An empty field would be corrected to 1, and 1 would be counted. */
  if (!g_ascii_isdigit (*gtk_editable_get_text (GTK_EDITABLE (self->count))))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->count));
      return;
    }
  gtk_spin_button_update (self->count);
  self->sending = TRUE;
  g_variant_dict_init (&options, NULL);
  if (reason)
    g_variant_dict_insert (&options, "reason", "s", hearth_reason_get_code (reason));
  hearth_checkin_client_record_group_async (self->client, (guint)gtk_spin_button_get_value_as_int (self->count), label,
                                            g_variant_dict_end (&options), NULL, counted_cb, g_object_ref (self));
}

static void
suggestion_cb (GtkButton *button, HearthCountGroupDialog *self)
{
  gtk_editable_set_text (self->label, gtk_button_get_label (button));
  gtk_widget_grab_focus (GTK_WIDGET (self->count));
}

static void
activate_cb (HearthCountGroupDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "group.count", NULL);
}

/* The labels of today, newest first, each once. */
static void
suggest (HearthCountGroupDialog *self, GListModel *today)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (today) && g_hash_table_size (seen) < MAX_SUGGESTIONS; i++)
    {
      g_autoptr (HearthVisit) visit = g_list_model_get_item (today, i);
      const char *label = hearth_visit_get_label (visit);
      GtkWidget *button;

      if (*label == '\0' || !g_hash_table_add (seen, g_strdup (label)))
        continue;
      button = gtk_button_new_with_label (label);
      gtk_widget_add_css_class (button, "chip");
      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
      g_signal_connect_object (button, "clicked", G_CALLBACK (suggestion_cb), self, 0);
      gtk_box_append (self->suggestions, button);
    }
  gtk_widget_set_visible (self->suggestions_box, g_hash_table_size (seen) > 0);
}

/* A group is at a meeting unless somebody says else; a center may have edited the reasons. */
static void
preselect (HearthCountGroupDialog *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->reasons)); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (self->reasons), i);

      if (g_str_has_prefix (hearth_reason_get_code (reason), "meeting"))
        adw_combo_row_set_selected (self->reason, i);
    }
}

static void
hearth_count_group_dialog_dispose (GObject *object)
{
  HearthCountGroupDialog *self = HEARTH_COUNT_GROUP_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_COUNT_GROUP_DIALOG);
  g_clear_object (&self->client);
  g_clear_object (&self->reasons);
  G_OBJECT_CLASS (hearth_count_group_dialog_parent_class)->dispose (object);
}

static void
hearth_count_group_dialog_class_init (HearthCountGroupDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_count_group_dialog_dispose;

  signals[SIGNAL_COUNTED] = g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, HEARTH_TYPE_VISIT);

  signals[SIGNAL_KEPT] = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, HEARTH_TYPE_KEPT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/checkin/hearth-count-group-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthCountGroupDialog, count);
  gtk_widget_class_bind_template_child (widget_class, HearthCountGroupDialog, error);
  gtk_widget_class_bind_template_child (widget_class, HearthCountGroupDialog, label);
  gtk_widget_class_bind_template_child (widget_class, HearthCountGroupDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, HearthCountGroupDialog, suggestions);
  gtk_widget_class_bind_template_child (widget_class, HearthCountGroupDialog, suggestions_box);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "group.count", NULL, count_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "group.count", NULL);

  g_type_ensure (HEARTH_TYPE_REASON);
  g_type_ensure (HEARTH_TYPE_WRAP_LAYOUT);
}

static void
hearth_count_group_dialog_init (HearthCountGroupDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* GTK 4.8 has no such signal on the spin button itself. */
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->count)), "activate", G_CALLBACK (activate_cb),
                           self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * hearth_count_group_dialog_new:
 * @client: of the desk
 * @today: of #HearthVisit: what was counted today is offered again
 * @reasons: what people come for
 *
 * Returns: (transfer floating): the dialog, to be made transient and presented
 */
GtkWidget *
hearth_count_group_dialog_new (HearthClient *client, GListModel *today, HearthReasonList *reasons)
{
  HearthCountGroupDialog *self = g_object_new (HEARTH_TYPE_COUNT_GROUP_DIALOG, NULL);

  self->client = g_object_ref (client);
  self->reasons = g_object_ref (reasons);
  adw_combo_row_set_model (self->reason, G_LIST_MODEL (reasons));
  preselect (self);
  suggest (self, today);
  gtk_widget_grab_focus (GTK_WIDGET (self->count));
  return GTK_WIDGET (self);
}
