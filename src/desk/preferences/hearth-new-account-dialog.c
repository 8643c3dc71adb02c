/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A new account: name, preferred name, roles. The passphrase for the first sign-in comes from the hub.
 * Owned by itself until it is closed. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-new-account-dialog.h"

#include "hearth-account-client.h"
#include "hearth-dialog-fit.h"
#include "hearth-error-message.h"
#include "hearth-error.h"
#include "hearth-once-dialog.h"
#include "hearth-role-row.h"
#include "hearth-text.h"

#include <glib/gi18n.h>

struct _HearthNewAccountDialog
{
  AdwWindow parent_instance;

  GtkEditable *name;          /* (unowned): template child */
  GtkEditable *preferred;     /* (unowned): template child */
  AdwPreferencesGroup *roles; /* (unowned): template child */
  GtkLabel *why;              /* (unowned): template child */
  GtkWidget *why_group;       /* (unowned): template child */

  HearthRoleRow *rows[HEARTH_N_ROLES]; /* (unowned) */
  HearthClient *client;                /* (owned) */
  GCancellable *cancellable;           /* (owned) */
};

G_DEFINE_FINAL_TYPE (HearthNewAccountDialog, hearth_new_account_dialog, ADW_TYPE_WINDOW)

static void
say (HearthNewAccountDialog *self, const char *text, GtkWidget *field)
{
  gtk_label_set_label (self->why, text);
  gtk_widget_set_visible (self->why_group, *text != '\0');
  if (field != NULL)
    gtk_widget_grab_focus (field);
}

static char *
text_of (GtkEditable *field)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (field)));
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthNewAccountDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *once = hearth_account_client_once_finish (self->client, result, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "account.create", TRUE);
  if (once != NULL)
    {
      GtkWindow *below = gtk_window_get_transient_for (GTK_WINDOW (self));

      name = text_of (self->name);
      hearth_once_dialog_present (GTK_WIDGET (below), name, once);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_INVALID)
           || g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT))
    say (self, _ ("Somebody has an account with this name already, or the name cannot be taken. Choose another one."),
         GTK_WIDGET (self->name));
  else
    {
      text = hearth_error_message (error);
      say (self, text, NULL);
    }
}

/* Returns: whether the form can be sent; if not it says why, at the field. */
static gboolean
check (HearthNewAccountDialog *self, const char *name, const char *preferred, char **roles)
{
  if (*name == '\0')
    say (self, _ ("Type the name with which they will sign in."), GTK_WIDGET (self->name));
  else if (g_utf8_strlen (name, -1) > HEARTH_TEXT_NAME_MAX)
    say (self, _ ("This name is too long. 200 characters are the most."), GTK_WIDGET (self->name));
  else if (g_utf8_strlen (preferred, -1) > HEARTH_TEXT_NAME_MAX)
    say (self, _ ("This name is too long. 200 characters are the most."), GTK_WIDGET (self->preferred));
  else if (roles[0] == NULL)
    say (self, _ ("Give at least one role."), NULL);
  else
    return TRUE;
  return FALSE;
}

static void
create_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthNewAccountDialog *self = HEARTH_NEW_ACCOUNT_DIALOG (widget);
  g_autofree char *name = text_of (self->name);
  g_autofree char *preferred = text_of (self->preferred);
  g_auto (GStrv) roles = hearth_role_rows_dup_nicks (self->rows);

  if (!check (self, name, preferred, roles))
    return;
  say (self, "", NULL);
  gtk_widget_action_set_enabled (widget, "account.create", FALSE);
  hearth_account_client_create_async (self->client, name, preferred, (const char *const *)roles, self->cancellable,
                                      created_cb, g_object_ref (self));
}

static void
activated_cb (HearthNewAccountDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "account.create", NULL);
}

static void
hearth_new_account_dialog_dispose (GObject *object)
{
  HearthNewAccountDialog *self = HEARTH_NEW_ACCOUNT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_NEW_ACCOUNT_DIALOG);

  G_OBJECT_CLASS (hearth_new_account_dialog_parent_class)->dispose (object);
}

static void
hearth_new_account_dialog_finalize (GObject *object)
{
  HearthNewAccountDialog *self = HEARTH_NEW_ACCOUNT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_new_account_dialog_parent_class)->finalize (object);
}

static void
hearth_new_account_dialog_class_init (HearthNewAccountDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_new_account_dialog_dispose;
  object_class->finalize = hearth_new_account_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-new-account-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthNewAccountDialog, name);
  gtk_widget_class_bind_template_child (widget_class, HearthNewAccountDialog, preferred);
  gtk_widget_class_bind_template_child (widget_class, HearthNewAccountDialog, roles);
  gtk_widget_class_bind_template_child (widget_class, HearthNewAccountDialog, why);
  gtk_widget_class_bind_template_child (widget_class, HearthNewAccountDialog, why_group);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "account.create", NULL, create_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "account.create", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hearth_new_account_dialog_init (HearthNewAccountDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < HEARTH_N_ROLES; i++)
    {
      self->rows[i] = hearth_role_row_new ((HearthRole)i);
      adw_preferences_group_add (self->roles, GTK_WIDGET (self->rows[i]));
    }
  hearth_role_row_set_active (self->rows[HEARTH_ROLE_GREETER], TRUE);
}

/**
 * hearth_new_account_dialog_present:
 * @parent: who asks
 * @client: where somebody who may manage accounts is signed in
 *
 * Asks for a new account.
 */
void
hearth_new_account_dialog_present (GtkWidget *parent, HearthClient *client)
{
  HearthNewAccountDialog *self = g_object_new (HEARTH_TYPE_NEW_ACCOUNT_DIALOG, NULL);

  self->client = g_object_ref (client);
  hearth_dialog_fit_present (GTK_WINDOW (self), parent);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}
