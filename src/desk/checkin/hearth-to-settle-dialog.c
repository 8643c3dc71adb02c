/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The outbox, for people: what needs somebody who knows, what only needs the hub, and what the hub refused. A window of
 * its own that follows the outbox while it is open; main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-to-settle-dialog.h"

#include <glib/gi18n.h>

#include "hearth-kept-words.h"
#include "hearth-settle-pane.h"
#include "hearth-shell.h"

struct _HearthToSettleDialog
{
  AdwWindow parent_instance;

  GtkWidget *away;
  GtkWidget *back;
  GtkWidget *empty;
  GtkWidget *refused;
  GtkListBox *refused_list;
  GtkWidget *settle;
  GtkListBox *settle_list;
  HearthSettlePane *pane;
  GtkStack *stack;
  AdwWindowTitle *title;
  GtkWidget *waiting;
  GtkListBox *waiting_list;

  HearthClient *client; /* (owned) (nullable) */
  HearthOutbox *outbox; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HearthToSettleDialog, hearth_to_settle_dialog, ADW_TYPE_WINDOW)

static gboolean
has_state (HearthKept *kept, const char *state)
{
  return g_str_equal (hearth_kept_get_state (kept), state);
}

/* Returns: (transfer full) (nullable) */
static HearthKept *
find_kept (HearthToSettleDialog *self, const char *request)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->outbox));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthKept) kept = g_list_model_get_item (G_LIST_MODEL (self->outbox), i);

      if (g_strcmp0 (hearth_kept_get_request (kept), request) == 0)
        return g_steal_pointer (&kept);
    }
  return NULL;
}

static void
show_list (HearthToSettleDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_widget_set_visible (self->back, FALSE);
}

static void
show_one (HearthToSettleDialog *self, HearthKept *kept)
{
  gtk_stack_set_visible_child_name (self->stack, "one");
  gtk_widget_set_visible (self->back, TRUE);
  hearth_settle_pane_show (self->pane, kept);
}

static void
drop_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthToSettleDialog *self = HEARTH_TO_SETTLE_DIALOG (widget);
  g_autoptr (HearthKept) kept = find_kept (self, g_variant_get_string (parameter, NULL));
  g_autoptr (GError) error = NULL;

  if (kept != NULL && !hearth_outbox_drop (self->outbox, kept, &error))
    hearth_shell_say_error (widget, error);
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_list (HEARTH_TO_SETTLE_DIALOG (widget));
}

static void
row_activated_cb (HearthToSettleDialog *self, GtkListBoxRow *row)
{
  g_autoptr (HearthKept) kept = find_kept (self, g_object_get_data (G_OBJECT (row), "request"));

  if (kept != NULL)
    show_one (self, kept);
}

static GtkWidget *
create_row (HearthToSettleDialog *self, HearthKept *kept)
{
  g_autofree char *who = hearth_kept_words_apart_title (self->outbox, kept);
  g_autofree char *title = g_markup_escape_text (who, -1);
  g_autofree char *when = hearth_kept_words_when (kept, hearth_client_get_time_zone (self->client));
  g_autofree char *fits = has_state (kept, "waiting") ? NULL : hearth_kept_words_matches (kept);
  g_autofree char *line = fits ? g_strdup_printf ("%s · %s", fits, when) : g_strdup (when);
  g_autofree char *subtitle = g_markup_escape_text (line, -1);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  g_object_set_data_full (G_OBJECT (row), "request", g_strdup (hearth_kept_get_request (kept)), g_free);
  return row;
}

static void
add_to_settle (HearthToSettleDialog *self, HearthKept *kept)
{
  GtkWidget *row = create_row (self, kept);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->settle_list, row);
}

static void
add_with_button (HearthToSettleDialog *self, GtkListBox *list, HearthKept *kept, const char *label)
{
  GtkWidget *row = create_row (self, kept);
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *who = hearth_kept_words_apart_title (self->outbox, kept);
  g_autofree char *verb = g_strdup_printf ("%s: %s", label, who);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, verb, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", hearth_kept_get_request (kept));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "kept.drop");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (list, row);
}

static void
empty_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
refresh_state (HearthToSettleDialog *self)
{
  gtk_widget_set_visible (self->away, hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY);
}

static void
refresh (HearthToSettleDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->outbox));
  guint waiting = 0, settle = 0, refused = 0;
  HearthKept *shown = hearth_settle_pane_get_kept (self->pane);
  gboolean still = FALSE;

  empty_list (self->settle_list);
  empty_list (self->waiting_list);
  empty_list (self->refused_list);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthKept) kept = g_list_model_get_item (G_LIST_MODEL (self->outbox), i);

      still = still || (shown && g_str_equal (hearth_kept_get_request (kept), hearth_kept_get_request (shown)));
      if (has_state (kept, "settle") && ++settle)
        add_to_settle (self, kept);
      else if (has_state (kept, "refused") && ++refused)
        add_with_button (self, self->refused_list, kept, _ ("Let it go"));
      else if (++waiting)
        add_with_button (self, self->waiting_list, kept, _ ("Take back"));
    }
  gtk_widget_set_visible (self->settle, settle > 0);
  gtk_widget_set_visible (self->waiting, waiting > 0);
  gtk_widget_set_visible (self->refused, refused > 0);
  gtk_widget_set_visible (self->empty, n == 0);
  /* Settled from another window of this desk, or taken back. */
  if (!still && g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "one") == 0)
    show_list (self);
  refresh_state (self);
}

static void
done_cb (HearthToSettleDialog *self)
{
  if (hearth_outbox_get_to_settle (self->outbox) == 0 && hearth_outbox_get_waiting (self->outbox) == 0)
    gtk_window_close (GTK_WINDOW (self));
  else
    show_list (self);
}

static void
hearth_to_settle_dialog_dispose (GObject *object)
{
  HearthToSettleDialog *self = HEARTH_TO_SETTLE_DIALOG (object);

  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_data (self->outbox, self);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_TO_SETTLE_DIALOG);
  g_clear_object (&self->outbox);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_to_settle_dialog_parent_class)->dispose (object);
}

static void
hearth_to_settle_dialog_class_init (HearthToSettleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_to_settle_dialog_dispose;

  g_type_ensure (HEARTH_TYPE_SETTLE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/checkin/hearth-to-settle-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthToSettleDialog, away);
  gtk_widget_class_bind_template_child (widget_class, HearthToSettleDialog, back);
  gtk_widget_class_bind_template_child (widget_class, HearthToSettleDialog, empty);
  gtk_widget_class_bind_template_child (widget_class, HearthToSettleDialog, pane);
  gtk_widget_class_bind_template_child (widget_class, HearthToSettleDialog, refused);
  gtk_widget_class_bind_template_child (widget_class, HearthToSettleDialog, refused_list);
  gtk_widget_class_bind_template_child (widget_class, HearthToSettleDialog, settle);
  gtk_widget_class_bind_template_child (widget_class, HearthToSettleDialog, settle_list);
  gtk_widget_class_bind_template_child (widget_class, HearthToSettleDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HearthToSettleDialog, title);
  gtk_widget_class_bind_template_child (widget_class, HearthToSettleDialog, waiting);
  gtk_widget_class_bind_template_child (widget_class, HearthToSettleDialog, waiting_list);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "kept.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "kept.drop", "s", drop_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "kept.back", NULL);
}

static void
hearth_to_settle_dialog_init (HearthToSettleDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_to_settle_dialog_present:
 * @parent: a window or what is in it
 * @client: of the desk
 * @outbox: what it keeps
 * @request: (nullable): of the one to begin with
 *
 * Shows what is kept on this PC.
 */
void
hearth_to_settle_dialog_present (GtkWidget *parent, HearthClient *client, HearthOutbox *outbox, const char *request)
{
  HearthToSettleDialog *self = g_object_new (HEARTH_TYPE_TO_SETTLE_DIALOG, "transient-for",
                                             gtk_widget_get_root (parent), "destroy-with-parent", TRUE, NULL);
  g_autoptr (HearthKept) kept = NULL;

  self->client = g_object_ref (client);
  self->outbox = g_object_ref (outbox);
  hearth_settle_pane_setup (self->pane, client, outbox);
  g_signal_connect_object (outbox, "items-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (refresh_state), self, G_CONNECT_SWAPPED);
  show_list (self);
  refresh (self);
  kept = request ? find_kept (self, request) : NULL;
  if (kept != NULL && has_state (kept, "settle"))
    show_one (self, kept);
  gtk_window_present (GTK_WINDOW (self));
}
