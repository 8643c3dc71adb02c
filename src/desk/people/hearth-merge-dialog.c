/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Same person twice: find the other record, compare, merge. The merge can be taken back from the toast, with Ctrl+Z, and
 * any time later from here. GTK owns the window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-merge-dialog.h"

#include <glib/gi18n.h>

#include "hearth-banner.h"
#include "hearth-dialog-fit.h"
#include "hearth-error-message.h"
#include "hearth-error.h"
#include "hearth-merge-compare.h"
#include "hearth-merge-finder.h"
#include "hearth-merge-undo.h"
#include "hearth-people-client.h"

struct _HearthMergeDialog
{
  AdwWindow parent_instance;

  HearthClient *client; /* (owned) */
  gint64 person;
  gint64 other;              /* 0 while it is being looked for */
  GCancellable *cancellable; /* (owned) */
  gboolean busy;
  void (*changed) (gboolean merged, gpointer data);
  gpointer changed_data; /* (owned) */
  GDestroyNotify changed_destroy;

  GtkWidget *banner;
  HearthMergeCompare *compare;
  HearthMergeFinder *finder;
  GtkWidget *back_button;
  GtkWidget *merge_button;
  GtkStack *stack;
  AdwWindowTitle *title;
};

G_DEFINE_FINAL_TYPE (HearthMergeDialog, hearth_merge_dialog, ADW_TYPE_WINDOW)

static void
set_busy (HearthMergeDialog *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "merge.go", !busy && self->other != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "merge.not-same", !busy && self->other != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "merge.back", !busy && self->other != 0);
}

static void
say_error (HearthMergeDialog *self, const GError *error)
{
  g_autofree char *sentence = error ? hearth_error_message (error) : NULL;

  g_object_set (self->banner, "title", sentence ? sentence : "", "revealed", sentence != NULL, NULL);
}

static void
show_finder (HearthMergeDialog *self)
{
  self->other = 0;
  set_busy (self, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "find");
  gtk_widget_set_visible (self->merge_button, FALSE);
  gtk_widget_set_visible (self->back_button, FALSE);
  adw_window_title_set_title (self->title, _ ("Same person twice?"));
  adw_window_title_set_subtitle (self->title, _ ("Choose the other record"));
  hearth_merge_finder_start (self->finder, self->client, self->person);
}

static void
on_compared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthMergeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthPerson) a = NULL;
  g_autoptr (HearthPerson) b = NULL;
  guint visits_a, visits_b;
  gboolean fine = hearth_people_client_compare_finish (self->client, result, &a, &visits_a, &b, &visits_b, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  say_error (self, error);
  if (!fine)
    {
      self->other = 0;
      set_busy (self, FALSE);
      return;
    }
  hearth_merge_compare_show (self->compare, a, visits_a, b, visits_b, hearth_client_get_time_zone (self->client));
  set_busy (self, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "compare");
  gtk_widget_set_visible (self->merge_button, TRUE);
  gtk_widget_set_visible (self->back_button, TRUE);
  adw_window_title_set_title (self->title, _ ("One person, two records?"));
  adw_window_title_set_subtitle (self->title, _ ("Choose what to keep, line by line"));
}

static void
compare (HearthMergeDialog *self)
{
  set_busy (self, TRUE);
  hearth_people_client_compare_async (self->client, self->person, self->other, self->cancellable, on_compared,
                                      g_object_ref (self));
}

static void
on_picked (HearthMergeDialog *self, gint64 person)
{
  if (self->busy)
    return;
  self->other = person;
  compare (self);
}

static void
on_taken_apart (HearthMergeDialog *self)
{
  self->changed (FALSE, self->changed_data);
}

/* Merging --------------------------------------------------------------- */

static void
on_merged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthMergeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 merge = hearth_people_client_merge_finish (self->client, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  say_error (self, error);
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT))
    {
      compare (self);
      return;
    }
  if (merge == 0)
    return;

  gpointer data = g_steal_pointer (&self->changed_data);

  hearth_merge_undo_offer (GTK_WIDGET (self), self->client, merge);
  /* Who hears of the change closes the window below, and GTK keeps a pointer to that as long as this one is held. */
  gtk_window_set_transient_for (GTK_WINDOW (self), NULL);
  gtk_window_destroy (GTK_WINDOW (self));
  self->changed (TRUE, data);
  if (self->changed_destroy)
    self->changed_destroy (data);
}

static void
on_go (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthMergeDialog *self = HEARTH_MERGE_DIALOG (widget);
  g_autoptr (GVariant) fields = hearth_merge_compare_dup_fields (self->compare);

  set_busy (self, TRUE);
  hearth_people_client_merge_async (self->client, hearth_merge_compare_get_kept (self->compare),
                                    hearth_merge_compare_get_gone (self->compare), fields, self->cancellable, on_merged,
                                    g_object_ref (self));
}

static void
on_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthMergeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean fine = hearth_people_client_done_finish (self->client, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  say_error (self, error);
  if (fine)
    show_finder (self);
}

static void
on_not_same (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthMergeDialog *self = HEARTH_MERGE_DIALOG (widget);

  set_busy (self, TRUE);
  hearth_people_client_not_same_async (self->client, self->person, self->other, self->cancellable, on_noted,
                                       g_object_ref (self));
}

static void
on_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  say_error (HEARTH_MERGE_DIALOG (widget), NULL);
  show_finder (HEARTH_MERGE_DIALOG (widget));
}

static void
hearth_merge_dialog_dispose (GObject *object)
{
  HearthMergeDialog *self = HEARTH_MERGE_DIALOG (object);
  gpointer data = g_steal_pointer (&self->changed_data);

  g_cancellable_cancel (self->cancellable);
  if (data && self->changed_destroy)
    self->changed_destroy (data);
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_MERGE_DIALOG);

  G_OBJECT_CLASS (hearth_merge_dialog_parent_class)->dispose (object);
}

static void
hearth_merge_dialog_finalize (GObject *object)
{
  HearthMergeDialog *self = HEARTH_MERGE_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_merge_dialog_parent_class)->finalize (object);
}

static void
hearth_merge_dialog_class_init (HearthMergeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_merge_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_merge_dialog_finalize;

  g_type_ensure (HEARTH_TYPE_BANNER);
  g_type_ensure (HEARTH_TYPE_MERGE_COMPARE);
  g_type_ensure (HEARTH_TYPE_MERGE_FINDER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/people/hearth-merge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthMergeDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeDialog, compare);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeDialog, finder);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeDialog, merge_button);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeDialog, title);
  gtk_widget_class_bind_template_callback (widget_class, on_picked);
  gtk_widget_class_bind_template_callback (widget_class, on_taken_apart);

  gtk_widget_class_install_action (widget_class, "merge.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "merge.go", NULL, on_go);
  gtk_widget_class_install_action (widget_class, "merge.not-same", NULL, on_not_same);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "merge.go", NULL);
}

static void
hearth_merge_dialog_init (HearthMergeDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_merge_dialog_present:
 * @parent: who asks for it
 * @client: the desk's end; its account may merge
 * @person: one of the two records
 * @changed: runs after each merge and each taking apart
 * @data: (transfer full): for @changed
 * @destroy: (nullable): frees @data
 *
 * Opens the dialog with those that look alike.
 */
void
hearth_merge_dialog_present (GtkWidget *parent,
                             HearthClient *client,
                             gint64 person,
                             void (*changed) (gboolean merged, gpointer data),
                             gpointer data,
                             GDestroyNotify destroy)
{
  HearthMergeDialog *self = g_object_new (HEARTH_TYPE_MERGE_DIALOG, NULL);

  self->client = g_object_ref (client);
  self->person = person;
  self->changed = changed;
  self->changed_data = data;
  self->changed_destroy = destroy;
  show_finder (self);
  hearth_dialog_fit_present (GTK_WINDOW (self), parent);
}
