/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the window's menus and keys do. What somebody may not do, and what makes no sense while locked, is disabled, so
 * that menus leave it out.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-window-private.h"

#include "hearth-import-dialog.h"
#include "hearth-missed-dialog.h"
#include "hearth-preferences.h"
#include "hearth-secret-dialog.h"
#include "hearth-session-client.h"
#include "hearth-team-dialog.h"
#include "hearth-to-settle-dialog.h"

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

/* What it was about is on the screen now, or will be. */
static void
forget_missed (HearthWindow *self, const char *name, GVariant *parameter)
{
  g_autofree char *action = g_action_print_detailed_name (name, parameter);

  hearth_missed_list_opened (hearth_notifier_get_missed (self->notifier), action);
}

static void
missed_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWindow *self = HEARTH_WINDOW (widget);

  if (hearth_window_get_desk_view (self) != NULL)
    hearth_missed_dialog_present (widget, self->client, hearth_notifier_get_missed (self->notifier));
}

static void
preferences_at_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWindow *self = HEARTH_WINDOW (widget);

  /* Of a notification: while locked there is nothing to show but the sign-in page. */
  forget_missed (self, name, parameter);
  if (hearth_window_get_desk_view (self) != NULL)
    hearth_preferences_present_section (widget, self->client, g_variant_get_string (parameter, NULL));
}

static void
kept_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWindow *self = HEARTH_WINDOW (widget);

  if (self->outbox != NULL)
    hearth_to_settle_dialog_present (widget, self->client, self->outbox,
                                     parameter ? g_variant_get_string (parameter, NULL) : NULL);
}

static void
try_hub_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hearth_window_try_hub (HEARTH_WINDOW (widget));
}

static void
ask_team_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWindow *self = HEARTH_WINDOW (widget);
  GtkWidget *dialog = hearth_team_dialog_new (self->client, g_variant_get_int64 (parameter));

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* From a notification, which may be opened while the desk is locked: then whoever it is for sees it after signing in. */
static void
asked_for_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWindow *self = HEARTH_WINDOW (widget);

  self->asked_visit = g_variant_get_int64 (parameter);
  forget_missed (self, name, parameter);
  hearth_window_show_asked (self);
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
  gtk_widget_class_install_action (widget_class, "win.ask-team", "x", ask_team_cb);
  gtk_widget_class_install_action (widget_class, "win.asked-for", "x", asked_for_cb);
  gtk_widget_class_install_action (widget_class, "win.change-passphrase", NULL, change_passphrase_cb);
  gtk_widget_class_install_action (widget_class, "win.change-pin", NULL, change_pin_cb);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "win.import-people", NULL, import_people_cb);
  gtk_widget_class_install_action (widget_class, "win.kept", NULL, kept_cb);
  gtk_widget_class_install_action (widget_class, "win.lock", NULL, lock_cb);
  gtk_widget_class_install_action (widget_class, "win.missed", NULL, missed_cb);
  gtk_widget_class_install_action (widget_class, "win.page", "u", page_cb);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_cb);
  gtk_widget_class_install_action (widget_class, "win.preferences-at", "s", preferences_at_cb);
  gtk_widget_class_install_action (widget_class, "win.settle", "s", kept_cb);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, sign_out_cb);
  gtk_widget_class_install_action (widget_class, "win.switch-person", NULL, switch_person_cb);
  gtk_widget_class_install_action (widget_class, "win.try-hub", NULL, try_hub_cb);
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
  /* The desk itself works while the hub is away; what is written there does not. */
  static const char *const for_somebody[] = {
    "win.lock", "win.missed", "win.page", "win.preferences", "win.sign-out", "win.switch-person", "win.undo",
  };
  static const char *const for_hub[] = { "win.ask-team", "win.change-passphrase", "win.change-pin" };
  gboolean signed_in = hearth_client_get_state (self->client) == HEARTH_CLIENT_SIGNED_IN;
  gboolean somebody = signed_in || hearth_client_is_on_its_own (self->client);

  for (guint i = 0; i < G_N_ELEMENTS (for_somebody); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), for_somebody[i], somebody);
  for (guint i = 0; i < G_N_ELEMENTS (for_hub); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), for_hub[i], signed_in);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.kept", somebody && self->outbox != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.settle", somebody && self->outbox != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.import-people",
                                 signed_in && hearth_client_may (self->client, HEARTH_PERMISSION_IMPORT_PEOPLE));
}
