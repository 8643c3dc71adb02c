/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Choosing a file. GtkFileChooserNative works from GTK 4.8 on to today's; GtkFileDialog is too new for our floor.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-file-dialog.h"

#include <glib/gi18n.h>

static void
response_cb (GtkNativeDialog *dialog, int response, GTask *user_data)
{
  g_autoptr (GTask) task = user_data;
  GFile *file = NULL;

  g_signal_handlers_disconnect_by_data (dialog, task);
  if (response == GTK_RESPONSE_ACCEPT)
    {
      G_GNUC_BEGIN_IGNORE_DEPRECATIONS
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      G_GNUC_END_IGNORE_DEPRECATIONS
    }
  gtk_native_dialog_destroy (dialog);
  g_task_return_pointer (task, file, g_object_unref);
}

static void
cancelled_cb (GCancellable *cancellable, GtkNativeDialog *dialog)
{
  gtk_native_dialog_hide (dialog);
  g_signal_emit_by_name (dialog, "response", GTK_RESPONSE_CANCEL);
}

/* Shows @dialog, which the task keeps alive. */
static void
show (GtkWidget *parent,
      GtkFileChooserNative *dialog,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  g_task_set_source_tag (task, show);
  g_task_set_task_data (task, dialog, g_object_unref);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), dialog, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static GtkWindow *
window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/**
 * hearth_file_dialog_open_async:
 * @parent: who asks
 * @title: of the dialog
 * @filter_name: (nullable): what kind of file, in words
 * @patterns: (nullable) (array zero-terminated=1): such as "*.csv"
 * @cancellable: (nullable): takes the dialog away
 * @callback: called with the choice
 * @user_data: for @callback
 *
 * Asks for a file that is there.
 */
void
hearth_file_dialog_open_async (GtkWidget *parent,
                               const char *title,
                               const char *filter_name,
                               const char *const *patterns,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GtkFileChooserNative *dialog;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  dialog = gtk_file_chooser_native_new (title, window_of (parent), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);
  if (patterns != NULL)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, filter_name);
      for (guint i = 0; patterns[i]; i++)
        gtk_file_filter_add_pattern (filter, patterns[i]);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
    }
  G_GNUC_END_IGNORE_DEPRECATIONS
  show (parent, dialog, cancellable, callback, user_data);
}

/**
 * hearth_file_dialog_save_async:
 * @parent: who asks
 * @title: of the dialog
 * @suggested_name: a file name
 * @cancellable: (nullable): takes the dialog away
 * @callback: called with the choice
 * @user_data: for @callback
 *
 * Asks where a file is to go.
 */
void
hearth_file_dialog_save_async (GtkWidget *parent,
                               const char *title,
                               const char *suggested_name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GtkFileChooserNative *dialog;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  dialog = gtk_file_chooser_native_new (title, window_of (parent), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), suggested_name);
  G_GNUC_END_IGNORE_DEPRECATIONS
  show (parent, dialog, cancellable, callback, user_data);
}

/**
 * hearth_file_dialog_folder_async:
 * @parent: who asks
 * @title: of the dialog
 * @cancellable: (nullable): takes the dialog away
 * @callback: called with the choice
 * @user_data: for @callback
 *
 * Asks for a folder.
 */
void
hearth_file_dialog_folder_async (
    GtkWidget *parent, const char *title, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GtkFileChooserNative *dialog;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  dialog = gtk_file_chooser_native_new (title, window_of (parent), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Choose"),
                                        NULL);
  G_GNUC_END_IGNORE_DEPRECATIONS
  show (parent, dialog, cancellable, callback, user_data);
}

/**
 * hearth_file_dialog_finish:
 * @result: given to the callback
 * @error: (out): an error
 *
 * Returns: (transfer full) (nullable): the file; %NULL without an error: the person cancelled
 */
GFile *
hearth_file_dialog_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
