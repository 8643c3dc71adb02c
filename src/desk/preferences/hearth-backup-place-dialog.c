/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A second place for backups: a folder of the hub's PC, and the passphrase that seals the copies.
 * Owned by itself until it is closed. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-backup-place-dialog.h"

#include "hearth-desk-client.h"
#include "hearth-dialog-fit.h"
#include "hearth-error-message.h"
#include "hearth-error.h"
#include "hearth-file-dialog.h"
#include "hearth-secret-dialog.h"

#include <glib/gi18n.h>

/* The desk of the hub's own PC: only there a folder can be pointed at. */
#define OWN_DESK 1

struct _HearthBackupPlaceDialog
{
  AdwWindow parent_instance;

  GtkEditable *again;          /* (unowned): template child */
  GtkWidget *choose;           /* (unowned): template child */
  GtkEditable *folder;         /* (unowned): template child */
  GtkEditable *passphrase;     /* (unowned): template child */
  AdwPreferencesGroup *secret; /* (unowned): template child */
  GtkLabel *why;               /* (unowned): template child */
  GtkWidget *why_group;        /* (unowned): template child */

  HearthClient *client;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gboolean sealed;           /* a passphrase was set before: it may stay */
  gint64 revision;           /* of the place as it is known here */
  char *theirs;              /* (owned): the place of that revision */
};

G_DEFINE_FINAL_TYPE (HearthBackupPlaceDialog, hearth_backup_place_dialog, ADW_TYPE_WINDOW)

static guint saved_signal;

static void
say (HearthBackupPlaceDialog *self, const char *text, GtkEditable *field)
{
  gtk_label_set_label (self->why, text);
  gtk_widget_set_visible (self->why_group, *text != '\0');
  if (field != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (field));
}

/* Another director was faster: theirs is shown beside what was typed here, so that the next save is meant. */
static void
take_theirs (HearthBackupPlaceDialog *self, HearthHubStatus *status)
{
  const char *theirs = hearth_hub_status_get_backup_place (status);
  gboolean same = g_str_equal (theirs, self->theirs);
  g_autofree char *text = NULL;

  self->revision = hearth_hub_status_get_backup_revision (status);
  g_free (self->theirs);
  self->theirs = g_strdup (theirs);
  self->sealed |= *theirs != '\0';
  if (same)
    text = g_strdup (_ ("Somebody saved this meanwhile, perhaps with another passphrase. Save again to have yours."));
  else if (*theirs == '\0')
    text = g_strdup (
        _ ("Somebody took the folder away meanwhile. Theirs: none. Yours is below; save again to have it."));
  else
    /* Translators: %s is a folder. */
    text = g_strdup_printf (_ ("Somebody chose another folder meanwhile. Theirs: %s. Yours is below; save again to "
                               "have it."),
                            theirs);
  say (self, text, self->folder);
}

static void
theirs_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthBackupPlaceDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthHubStatus) status = hearth_desk_client_status_finish (HEARTH_CLIENT (source), result, &error);
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "place.save", TRUE);
  if (status != NULL)
    {
      take_theirs (self, status);
      return;
    }
  text = hearth_error_message (error);
  say (self, text, self->folder);
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthBackupPlaceDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = hearth_desk_client_done_finish (HEARTH_CLIENT (source), result, &error);
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT))
    {
      hearth_desk_client_status_async (self->client, self->cancellable, theirs_cb, g_object_ref (self));
      return;
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "place.save", TRUE);
  if (done)
    {
      g_signal_emit (self, saved_signal, 0);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_INVALID)
      || g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND)
      || g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_READ_ONLY))
    text = g_strdup (
        _ ("The hub cannot write into this folder. Look whether it is there and may be written on the hub’s "
           "PC, and that it is not the center’s own folder."));
  else
    text = hearth_error_message (error);
  say (self, text, self->folder);
}

/* Returns: whether the form can be sent; if not it says why, at the field. */
static gboolean
check (HearthBackupPlaceDialog *self, const char *folder)
{
  const char *passphrase = gtk_editable_get_text (self->passphrase);
  const char *again = gtk_editable_get_text (self->again);
  gboolean keeps = self->sealed && *passphrase == '\0' && *again == '\0';
  const char *why = keeps ? NULL : hearth_secret_check_passphrase (passphrase, again);

  if (*folder != '\0' && !g_path_is_absolute (folder))
    say (self, _ ("Type the whole path of the folder, beginning with “/”."), self->folder);
  else if (why != NULL)
    say (self, why, self->passphrase);
  else
    return TRUE;
  return FALSE;
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthBackupPlaceDialog *self = HEARTH_BACKUP_PLACE_DIALOG (widget);
  g_autofree char *folder = g_strstrip (g_strdup (gtk_editable_get_text (self->folder)));

  if (!check (self, folder))
    return;
  say (self, "", NULL);
  gtk_widget_action_set_enabled (widget, "place.save", FALSE);
  hearth_desk_client_set_backup_place_async (self->client, self->revision, folder,
                                             gtk_editable_get_text (self->passphrase), self->cancellable, set_cb,
                                             g_object_ref (self));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthBackupPlaceDialog) self = user_data;
  g_autoptr (GFile) file = hearth_file_dialog_finish (result, NULL);
  const char *path = file ? g_file_peek_path (file) : NULL;

  if (path != NULL && !g_cancellable_is_cancelled (self->cancellable))
    gtk_editable_set_text (self->folder, path);
}

static void
choose_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hearth_file_dialog_folder_async (widget, _ ("A second place for backups"),
                                   HEARTH_BACKUP_PLACE_DIALOG (widget)->cancellable, chosen_cb, g_object_ref (widget));
}

static void
activated_cb (HearthBackupPlaceDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "place.save", NULL);
}

static void
hearth_backup_place_dialog_dispose (GObject *object)
{
  HearthBackupPlaceDialog *self = HEARTH_BACKUP_PLACE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_BACKUP_PLACE_DIALOG);

  G_OBJECT_CLASS (hearth_backup_place_dialog_parent_class)->dispose (object);
}

static void
hearth_backup_place_dialog_finalize (GObject *object)
{
  HearthBackupPlaceDialog *self = HEARTH_BACKUP_PLACE_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_free (self->theirs);

  G_OBJECT_CLASS (hearth_backup_place_dialog_parent_class)->finalize (object);
}

static void
hearth_backup_place_dialog_class_init (HearthBackupPlaceDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_backup_place_dialog_dispose;
  object_class->finalize = hearth_backup_place_dialog_finalize;
  saved_signal
      = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-backup-place-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthBackupPlaceDialog, again);
  gtk_widget_class_bind_template_child (widget_class, HearthBackupPlaceDialog, choose);
  gtk_widget_class_bind_template_child (widget_class, HearthBackupPlaceDialog, folder);
  gtk_widget_class_bind_template_child (widget_class, HearthBackupPlaceDialog, passphrase);
  gtk_widget_class_bind_template_child (widget_class, HearthBackupPlaceDialog, secret);
  gtk_widget_class_bind_template_child (widget_class, HearthBackupPlaceDialog, why);
  gtk_widget_class_bind_template_child (widget_class, HearthBackupPlaceDialog, why_group);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "place.choose", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "place.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "place.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hearth_backup_place_dialog_init (HearthBackupPlaceDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_backup_place_dialog_new:
 * @client: where a director is signed in
 * @status: with the place as it is now
 *
 * Returns: (transfer floating): a dialog, not yet shown
 */
HearthBackupPlaceDialog *
hearth_backup_place_dialog_new (HearthClient *client, HearthHubStatus *status)
{
  const char *folder = hearth_hub_status_get_backup_place (status);
  HearthBackupPlaceDialog *self = g_object_new (HEARTH_TYPE_BACKUP_PLACE_DIALOG, NULL);
  HearthHubGreeting *greeting = hearth_client_get_greeting (client);

  self->client = g_object_ref (client);
  self->sealed = *folder != '\0';
  self->revision = hearth_hub_status_get_backup_revision (status);
  self->theirs = g_strdup (folder);
  gtk_editable_set_text (self->folder, folder);
  gtk_widget_set_visible (self->choose, greeting != NULL && hearth_hub_greeting_get_desk (greeting) == OWN_DESK);
  adw_preferences_group_set_description (
      self->secret, self->sealed
                        ? _ ("Leave both empty to keep the passphrase that was set.")
                        : _ ("The copies open with it and with nothing else. Write it down, and keep it away from "
                             "the center’s PCs."));
  return self;
}

/**
 * hearth_backup_place_dialog_present:
 * @self: a dialog
 * @parent: who asks
 *
 * Shows it over the window of @parent.
 */
void
hearth_backup_place_dialog_present (HearthBackupPlaceDialog *self, GtkWidget *parent)
{
  g_return_if_fail (HEARTH_IS_BACKUP_PLACE_DIALOG (self));

  hearth_dialog_fit_present (GTK_WINDOW (self), parent);
  gtk_widget_grab_focus (GTK_WIDGET (self->folder));
}
