/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* An import, page by page: file, columns, check, run, done. The file never leaves the hub's memory before the run; the run
 * can be taken back from the last page. GTK owns the window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-import-dialog-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "hearth-banner.h"
#include "hearth-dialog-fit.h"
#include "hearth-error-message.h"
#include "hearth-error.h"
#include "hearth-file-dialog.h"
#include "hearth-import-client.h"

struct _HearthImportDialog
{
  AdwWindow parent_instance;

  HearthClient *client;       /* (owned) */
  HearthImportClient *import; /* (owned) */
  GCancellable *cancellable;  /* (owned) */
  char **mapping;             /* (owned) (nullable): as checked */
  gint64 batch;               /* 0: nothing came in yet */
  gboolean writing;           /* a run or its undo is on its way */
  guint pulse_source;

  GtkWidget *back_button;
  GtkWidget *banner;
  HearthImportColumns *columns;
  AdwStatusPage *done_page;
  GtkProgressBar *progress;
  HearthImportReview *review;
  GtkWidget *run_button;
  GtkStack *stack;
  GtkWidget *check_button;
  AdwWindowTitle *title;
  GtkWidget *undo_button;
  GtkLabel *working_label;
};

G_DEFINE_FINAL_TYPE (HearthImportDialog, hearth_import_dialog, ADW_TYPE_WINDOW)

static void
update_actions (HearthImportDialog *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const char *page = hearth_import_dialog_get_page (self);
  gboolean columns = g_str_equal (page, "columns"), review = g_str_equal (page, "review");

  gtk_widget_action_set_enabled (widget, "import.check", columns);
  gtk_widget_action_set_enabled (widget, "import.run", review && hearth_import_review_is_ready (self->review));
  gtk_widget_action_set_enabled (widget, "import.back", columns || review);
  gtk_widget_set_visible (self->check_button, columns);
  gtk_widget_set_visible (self->run_button, review);
  gtk_widget_set_visible (self->back_button, columns || review);
}

static void
show_page (HearthImportDialog *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  adw_window_title_set_subtitle (self->title, g_str_equal (page, "columns")  ? _ ("Which column is what")
                                              : g_str_equal (page, "review") ? _ ("A look before anything is written")
                                                                             : "");
  update_actions (self);
}

static gboolean
on_pulse (gpointer user_data)
{
  gtk_progress_bar_pulse (HEARTH_IMPORT_DIALOG (user_data)->progress);
  return G_SOURCE_CONTINUE;
}

static void
show_working (HearthImportDialog *self, const char *text)
{
  gboolean moves;

  g_object_set (self->banner, "revealed", FALSE, NULL);
  gtk_label_set_text (self->working_label, text);
  show_page (self, "working");
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &moves, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), moves);
  if (moves)
    self->pulse_source = g_timeout_add (100, on_pulse, self);
}

static void
say_error (HearthImportDialog *self, const GError *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_INVALID) && g_str_has_prefix (error->message, "mapping"))
    sentence
        = g_strdup (_ ("One column has to hold a name, and only phones, notes, languages and former names may come "
                       "from several columns."));
  else if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_INVALID))
    sentence = g_strdup (_ ("This file cannot be read. Save it as CSV with one header row, and try again."));
  else
    sentence = hearth_error_message (error);
  g_object_set (self->banner, "title", sentence, "revealed", TRUE, NULL);
}

/* File ------------------------------------------------------------------ */

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) header = NULL, mapping = NULL;
  g_autoptr (GVariant) sample = NULL;
  gboolean fine = hearth_import_client_send_finish (self->import, result, &header, &mapping, &sample, NULL, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!fine)
    {
      show_page (self, "choose");
      say_error (self, error);
      return;
    }
  hearth_import_columns_show (self->columns, (const char *const *)header, (const char *const *)mapping, sample);
  show_page (self, "columns");
}

/**
 * hearth_import_dialog_read:
 * @self: the dialog
 * @file: what was chosen
 *
 * Sends the file to the hub, and goes on with its columns.
 */
void
hearth_import_dialog_read (HearthImportDialog *self, GFile *file)
{
  show_working (self, _ ("Reading the file"));
  hearth_import_client_send_async (self->import, file, self->cancellable, on_sent, g_object_ref (self));
}

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = hearth_file_dialog_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (file)
    hearth_import_dialog_read (self, file);
  else if (error)
    say_error (self, error);
}

static void
on_choose (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const patterns[] = { "*.csv", "*.CSV", "*.txt", "*.tsv", NULL };
  HearthImportDialog *self = HEARTH_IMPORT_DIALOG (widget);

  hearth_file_dialog_open_async (widget, _ ("Choose a file of people"), _ ("Tables as CSV"), patterns,
                                 self->cancellable, on_file_chosen, g_object_ref (self));
}

/* Columns and check ----------------------------------------------------- */

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) review = NULL;
  guint n_new, n_twins, n_problems;
  gboolean fine
      = hearth_import_client_check_finish (self->import, result, &n_new, &n_twins, &n_problems, &review, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!fine)
    {
      show_page (self, "columns");
      say_error (self, error);
      return;
    }
  hearth_import_review_show (self->review, self->client, n_new, n_twins, n_problems, review);
  show_page (self, "review");
}

static void
on_check (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthImportDialog *self = HEARTH_IMPORT_DIALOG (widget);

  g_strfreev (self->mapping);
  self->mapping = hearth_import_columns_dup_mapping (self->columns);
  show_working (self, _ ("Looking for people who are here already"));
  hearth_import_client_check_async (self->import, (const char *const *)self->mapping, self->cancellable, on_checked,
                                    g_object_ref (self));
}

static void
on_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthImportDialog *self = HEARTH_IMPORT_DIALOG (widget);

  g_object_set (self->banner, "revealed", FALSE, NULL);
  show_page (self, g_str_equal (hearth_import_dialog_get_page (self), "review") ? "columns" : "choose");
}

/* Run and undo ---------------------------------------------------------- */

static void
show_done (HearthImportDialog *self, const char *title, const char *text, gboolean undo)
{
  adw_status_page_set_title (self->done_page, title);
  adw_status_page_set_description (self->done_page, text);
  gtk_widget_set_visible (self->undo_button, undo);
  show_page (self, "done");
}

static void
on_run_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_imported = 0;
  gint64 batch = 0;
  gboolean fine = hearth_import_client_run_finish (self->import, result, &n_imported, &batch, &error);
  g_autofree char *title = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->writing = FALSE;
  if (!fine)
    {
      show_page (self, "review");
      say_error (self, error);
      return;
    }
  self->batch = batch;
  title = g_strdup_printf (ngettext ("%u person came in", "%u people came in", n_imported), n_imported);
  show_done (
      self, title,
      _ ("They can be found at the desk at once. If this was the wrong file, take it back: whoever has been here "
         "since stays."),
      n_imported > 0);
}

static void
on_run (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthImportDialog *self = HEARTH_IMPORT_DIALOG (widget);
  g_autoptr (GArray) take = hearth_import_review_dup_take (self->review);

  self->writing = TRUE;
  show_working (self, _ ("Bringing people in"));
  hearth_import_client_run_async (self->import, (const char *const *)self->mapping, NULL, take, self->cancellable,
                                  on_run_done, g_object_ref (self));
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_removed = 0, n_kept = 0;
  gboolean fine = hearth_import_client_undo_finish (self->import, result, &n_removed, &n_kept, &error);
  g_autofree char *title = NULL, *text = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->writing = FALSE;
  if (!fine)
    {
      show_page (self, "done");
      say_error (self, error);
      return;
    }
  title = g_strdup_printf (ngettext ("%u record is out again", "%u records are out again", n_removed), n_removed);
  text = n_kept > 0
             ? g_strdup_printf (ngettext ("%u was used since and stays.", "%u were used since and stay.", n_kept),
                                n_kept)
             : g_strdup (_ ("Everything is as before the import."));
  show_done (self, title, text, FALSE);
}

static void
on_undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthImportDialog *self = HEARTH_IMPORT_DIALOG (widget);

  if (self->batch == 0 || self->writing)
    return;
  self->writing = TRUE;
  show_working (self, _ ("Taking it back"));
  hearth_import_client_undo_async (self->import, self->batch, self->cancellable, on_undone, g_object_ref (self));
}

/* What is being written is waited for. */
static gboolean
on_close_request (GtkWindow *window)
{
  return HEARTH_IMPORT_DIALOG (window)->writing;
}

static void
hearth_import_dialog_dispose (GObject *object)
{
  HearthImportDialog *self = HEARTH_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_IMPORT_DIALOG);

  G_OBJECT_CLASS (hearth_import_dialog_parent_class)->dispose (object);
}

static void
hearth_import_dialog_finalize (GObject *object)
{
  HearthImportDialog *self = HEARTH_IMPORT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->import);
  g_clear_object (&self->client);
  g_strfreev (self->mapping);

  G_OBJECT_CLASS (hearth_import_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HearthImportDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, HearthImportDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, HearthImportDialog, check_button);
  gtk_widget_class_bind_template_child (widget_class, HearthImportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, HearthImportDialog, done_page);
  gtk_widget_class_bind_template_child (widget_class, HearthImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, HearthImportDialog, review);
  gtk_widget_class_bind_template_child (widget_class, HearthImportDialog, run_button);
  gtk_widget_class_bind_template_child (widget_class, HearthImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HearthImportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, HearthImportDialog, undo_button);
  gtk_widget_class_bind_template_child (widget_class, HearthImportDialog, working_label);
  gtk_widget_class_bind_template_callback (widget_class, update_actions);
}

static void
hearth_import_dialog_class_init (HearthImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_import_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = on_close_request;

  g_type_ensure (HEARTH_TYPE_BANNER);
  g_type_ensure (HEARTH_TYPE_IMPORT_COLUMNS);
  g_type_ensure (HEARTH_TYPE_IMPORT_REVIEW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/people/hearth-import-dialog.ui");
  bind_children (widget_class);

  gtk_widget_class_install_action (widget_class, "import.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "import.check", NULL, on_check);
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, on_choose);
  gtk_widget_class_install_action (widget_class, "import.run", NULL, on_run);
  gtk_widget_class_install_action (widget_class, "import.undo", NULL, on_undo);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hearth_import_dialog_init (HearthImportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  show_page (self, "choose");
}

/**
 * hearth_import_dialog_get_page:
 * @self: the dialog
 *
 * Returns: (transfer none): "choose", "columns", "review", "working" or "done"
 */
const char *
hearth_import_dialog_get_page (HearthImportDialog *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

/**
 * hearth_import_dialog_present:
 * @parent: who asks for it
 * @client: the desk's end; its account may import
 *
 * Opens the dialog.
 */
void
hearth_import_dialog_present (GtkWidget *parent, HearthClient *client)
{
  HearthImportDialog *self = g_object_new (HEARTH_TYPE_IMPORT_DIALOG, NULL);

  self->client = g_object_ref (client);
  self->import = hearth_import_client_new (client);
  hearth_dialog_fit_present (GTK_WINDOW (self), parent);
}
