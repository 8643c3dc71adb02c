/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the window's menus and keys do. What somebody may not do, and what makes no sense while locked, is disabled, so
 * that menus leave it out.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-window-private.h"

#include "hearth-import-dialog.h"
#include "hearth-preferences.h"
#include "hearth-secret-dialog.h"
#include "hearth-session-client.h"

static void
lock_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hearth_window_lock (HEARTH_WINDOW (widget));
}

static void
switch_person_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWindow *self = HEARTH_WINDOW (widget);

  self->switching = TRUE;
  hearth_window_lock (self);
}

static void
sign_out_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWindow *self = HEARTH_WINDOW (widget);

  self->switching = TRUE;
  hearth_session_client_sign_out (self->client);
}

static void
change_pin_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hearth_secret_dialog_present (widget, HEARTH_WINDOW (widget)->client, HEARTH_SECRET_PIN);
}

static void
change_passphrase_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hearth_secret_dialog_present (widget, HEARTH_WINDOW (widget)->client, HEARTH_SECRET_PASSPHRASE);
}

static void
preferences_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hearth_preferences_present (widget, HEARTH_WINDOW (widget)->client);
}

static void
import_people_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hearth_import_dialog_present (widget, HEARTH_WINDOW (widget)->client);
}

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hearth_shell_undo (widget);
}

static void
find_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthDeskView *desk = hearth_window_get_desk_view (HEARTH_WINDOW (widget));

  if (desk != NULL)
    hearth_desk_view_focus_page (desk);
}

static void
page_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthDeskView *desk = hearth_window_get_desk_view (HEARTH_WINDOW (widget));

  if (desk != NULL)
    hearth_desk_view_show_page (desk, g_variant_get_uint32 (parameter));
}

/**
 * hearth_window_class_add_actions:
 * @widget_class: of HearthWindow
 *
 * Installs the actions.
 */
void
hearth_window_class_add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.change-passphrase", NULL, change_passphrase_cb);
  gtk_widget_class_install_action (widget_class, "win.change-pin", NULL, change_pin_cb);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "win.import-people", NULL, import_people_cb);
  gtk_widget_class_install_action (widget_class, "win.lock", NULL, lock_cb);
  gtk_widget_class_install_action (widget_class, "win.page", "u", page_cb);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_cb);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, sign_out_cb);
  gtk_widget_class_install_action (widget_class, "win.switch-person", NULL, switch_person_cb);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_cb);
}

/**
 * hearth_window_update_actions:
 * @self: a window
 *
 * Enables what who is signed in may do.
 */
void
hearth_window_update_actions (HearthWindow *self)
{
  static const char *const for_signed_in[] = {
    "win.change-passphrase", "win.change-pin", "win.lock",          "win.page",
    "win.preferences",       "win.sign-out",   "win.switch-person", "win.undo",
  };
  gboolean signed_in = hearth_client_get_state (self->client) == HEARTH_CLIENT_SIGNED_IN;

  for (guint i = 0; i < G_N_ELEMENTS (for_signed_in); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), for_signed_in[i], signed_in);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.import-people",
                                 signed_in && hearth_client_may (self->client, HEARTH_PERMISSION_IMPORT_PEOPLE));
}
