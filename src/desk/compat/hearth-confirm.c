/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A question with two answers. It is a window of its own also where libadwaita has newer dialogs: the lock hides windows,
 * and nothing may stay readable inside one that is locked.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-confirm.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static void
answer (GTask *task, gboolean chosen)
{
  if (g_task_get_completed (task) || g_object_get_data (G_OBJECT (task), "answered"))
    return;
  g_object_set_data (G_OBJECT (task), "answered", task);
  g_task_return_boolean (task, chosen);
}

static void
response_cb (GTask *task, const char *response)
{
  answer (task, g_str_equal (response, "go"));
}

static void
destroy_cb (GTask *task)
{
  answer (task, FALSE);
}

static void
cancelled_cb (GCancellable *cancellable, GtkWindow *dialog)
{
  gtk_window_destroy (dialog);
}

/**
 * hearth_confirm_async:
 * @parent: where the question comes up
 * @heading: the question
 * @body: (nullable): what follows from it
 * @action_label: the other button, a verb
 * @destructive: whether something cannot be had back
 * @cancellable: (nullable): takes the question away
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks. Escape, closing and locking for good are Cancel.
 */
void
hearth_confirm_async (GtkWidget *parent,
                      const char *heading,
                      const char *body,
                      const char *action_label,
                      gboolean destructive,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  g_autoptr (GTask) task = g_task_new (parent, NULL, callback, user_data);
  GtkWidget *dialog;

  g_task_set_source_tag (task, hearth_confirm_async);
  if (!GTK_IS_WINDOW (root) || g_cancellable_is_cancelled (cancellable))
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  dialog = adw_message_dialog_new (GTK_WINDOW (root), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "go", action_label, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "go",
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), destructive ? "cancel" : "go");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  G_GNUC_END_IGNORE_DEPRECATIONS
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);

  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), task, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (destroy_cb), task, G_CONNECT_SWAPPED);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), dialog, 0);
  g_object_set_data_full (G_OBJECT (dialog), "hearth-task", g_steal_pointer (&task), g_object_unref);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * hearth_confirm_finish:
 * @result: given to the callback
 *
 * Returns: whether the action was chosen
 */
gboolean
hearth_confirm_finish (GAsyncResult *result)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
