/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Whom to ask for: those at a desk first, as the hub gives them. A window of its own; main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-team-dialog.h"

#include <glib/gi18n.h>

#include "hearth-shell.h"
#include "hearth-team-client.h"
#include "hearth-why.h"

struct _HearthTeamDialog
{
  AdwWindow parent_instance;

  GtkLabel *error;
  GtkListBox *list;
  GtkLabel *none;
  GtkEditable *search;
  GtkStack *stack;

  HearthClient *client;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gint64 visit;
  char *asked; /* (owned) (nullable): name of who is being asked for */
};

G_DEFINE_FINAL_TYPE (HearthTeamDialog, hearth_team_dialog, ADW_TYPE_WINDOW)

static const char *
name_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "name");
}

static gboolean
fits (GtkListBoxRow *row, gpointer user_data)
{
  HearthTeamDialog *self = user_data;

  return g_str_match_string (gtk_editable_get_text (self->search), name_of (row), TRUE)
         || *gtk_editable_get_text (self->search) == '\0';
}

/* The rows that fit what is typed, in their order. */
static GtkListBoxRow *
first_fitting (HearthTeamDialog *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (fits (row, self))
      return row;
  return NULL;
}

static void
show_rows (HearthTeamDialog *self)
{
  GtkListBoxRow *first;

  gtk_list_box_invalidate_filter (self->list);
  first = first_fitting (self);
  gtk_list_box_select_row (self->list, first);
  gtk_label_set_label (self->none, gtk_list_box_get_row_at_index (self->list, 0) == NULL
                                       ? _ ("Nobody else of the team has an account yet.")
                                       : _ ("Nobody of the team fits what is typed."));
  gtk_stack_set_visible_child_name (self->stack, first ? "list" : "none");
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthTeamDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *asked = g_steal_pointer (&self->asked);
  gboolean told = FALSE;

  if (!hearth_team_client_ask_finish (HEARTH_CLIENT (source), result, &told, &error))
    {
      if (!g_cancellable_is_cancelled (self->cancellable))
        {
          hearth_why_say_error (self->error, error);
          gtk_widget_set_sensitive (GTK_WIDGET (self->list), TRUE);
        }
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  /* Translators: %s is the name of somebody of the team. */
  text = told ? g_strdup_printf (_ ("%s was told."), asked) : g_strdup_printf (_ ("%s is not at a desk now."), asked);
  hearth_shell_say (GTK_WIDGET (self), text);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
row_activated_cb (HearthTeamDialog *self, GtkListBoxRow *row)
{
  const gint64 *account = g_object_get_data (G_OBJECT (row), "account");

  if (self->asked != NULL)
    return;
  hearth_why_say_error (self->error, NULL);
  self->asked = g_strdup (name_of (row));
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), FALSE);
  hearth_team_client_ask_async (self->client, *account, self->visit, NULL, asked_cb, g_object_ref (self));
}

static void
search_activated_cb (HearthTeamDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row == NULL || !fits (row, self))
    row = first_fitting (self);
  if (row != NULL)
    row_activated_cb (self, row);
}

static void
stop_search_cb (HearthTeamDialog *self)
{
  if (*gtk_editable_get_text (self->search) != '\0')
    gtk_editable_set_text (self->search, "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* Up and Down choose while the focus stays in the field. */
static gboolean
key_pressed_cb (HearthTeamDialog *self, guint keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? 1
             : keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up   ? -1
                                                                 : 0;
  int i = row ? gtk_list_box_row_get_index (row) : -1;

  if (step == 0)
    return FALSE;
  for (i += step; i >= 0 && (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i += step)
    if (fits (row, self))
      {
        gtk_list_box_select_row (self->list, row);
        break;
      }
  return TRUE;
}

static GtkWidget *
create_row (HearthTeamMember *member)
{
  g_autofree char *title = g_markup_escape_text (member->name, -1);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = adw_avatar_new (32, member->name, TRUE);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), member->at_a_desk ? _ ("At a desk") : _ ("Not at a desk now"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (member->name), g_free);
  g_object_set_data_full (G_OBJECT (row), "account", g_memdup2 (&member->account_id, sizeof member->account_id),
                          g_free);
  return row;
}

static void
team_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthTeamDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) team = hearth_team_client_list_finish (HEARTH_CLIENT (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (team == NULL)
    {
      hearth_why_say_error (self->error, error);
      return;
    }
  for (guint i = 0; i < team->len; i++)
    gtk_list_box_append (self->list, create_row (g_ptr_array_index (team, i)));
  show_rows (self);
}

static void
hearth_team_dialog_dispose (GObject *object)
{
  HearthTeamDialog *self = HEARTH_TEAM_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_TEAM_DIALOG);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_team_dialog_parent_class)->dispose (object);
}

static void
hearth_team_dialog_finalize (GObject *object)
{
  HearthTeamDialog *self = HEARTH_TEAM_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_free (self->asked);

  G_OBJECT_CLASS (hearth_team_dialog_parent_class)->finalize (object);
}

static void
hearth_team_dialog_class_init (HearthTeamDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_team_dialog_dispose;
  object_class->finalize = hearth_team_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/recoverycommons/Hearth/team/hearth-team-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthTeamDialog, error);
  gtk_widget_class_bind_template_child (widget_class, HearthTeamDialog, list);
  gtk_widget_class_bind_template_child (widget_class, HearthTeamDialog, none);
  gtk_widget_class_bind_template_child (widget_class, HearthTeamDialog, search);
  gtk_widget_class_bind_template_child (widget_class, HearthTeamDialog, stack);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_rows);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hearth_team_dialog_init (HearthTeamDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, fits, self, NULL);
}

/**
 * hearth_team_dialog_new:
 * @client: of the desk
 * @visit: who is asking, or 0
 *
 * Returns: (transfer floating): the dialog, to be made transient and presented
 */
GtkWidget *
hearth_team_dialog_new (HearthClient *client, gint64 visit)
{
  HearthTeamDialog *self = g_object_new (HEARTH_TYPE_TEAM_DIALOG, NULL);

  self->client = g_object_ref (client);
  self->visit = visit;
  hearth_team_client_list_async (client, self->cancellable, team_cb, g_object_ref (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return GTK_WIDGET (self);
}
