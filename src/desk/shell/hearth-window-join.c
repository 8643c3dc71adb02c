/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A window whose center is on the network: joining it, following its hub, leaving it.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-window-private.h"

#include "hearth-center-place.h"
#include "hearth-confirm.h"
#include "hearth-error-message.h"
#include "hearth-error.h"
#include "hearth-hub-finder.h"
#include "hearth-join-page.h"
#include "hearth-shell.h"

#include <glib/gi18n.h>

/* The desk of the hub's own PC. */
#define OWN_DESK 1

/* The service of this very PC may have ended with the PC, and listen elsewhere than before. */
static void
served_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  guint16 port = hearth_host_share_finish (HEARTH_HOST (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable) || self->connector == NULL)
    return;
  if (port == 0)
    {
      g_message ("the service of this PC does not run: %s", error ? error->message : "no port");
      if (self->asked_to_serve)
        hearth_shell_say (GTK_WIDGET (self),
                          _ ("The hub on this PC does not start. Its disk may be full, or the center "
                             "file damaged. Ask whoever looks after this PC."));
      return;
    }
  if (port != hearth_desk_folder_get_port (self->folder))
    hearth_desk_folder_set_address (self->folder, "127.0.0.1", port, NULL);
  hearth_connector_try_now (self->connector);
}

/**
 * hearth_window_drop_hub:
 * @self: a window
 *
 * Lets go of the hub on the network, if there is one.
 */
void
hearth_window_drop_hub (HearthWindow *self)
{
  if (self->connector == NULL)
    return;
  hearth_connector_stop (self->connector);
  hearth_client_disconnect (self->client);
  g_clear_object (&self->connector);
  g_clear_object (&self->keeper);
  self->connected = FALSE;
  hearth_window_session_follow_hub (self);
  g_clear_object (&self->folder);
}

static void
show_hub_trouble (HearthWindow *self, const GError *error)
{
  g_autoptr (GtkBuilder) builder
      = gtk_builder_new_from_resource ("/org/recoverycommons/Hearth/session/hub-trouble-page.ui");
  g_autofree char *text = hearth_error_message (error);

  hearth_client_set_held (self->client, FALSE);
  adw_status_page_set_description (ADW_STATUS_PAGE (gtk_builder_get_object (builder, "status")), text);
  hearth_window_set_view (self, "trouble", GTK_WIDGET (gtk_builder_get_object (builder, "page")));
}

/* A hub that is away, and a desk that was removed, are the session's. */
static void
connector_error_cb (HearthWindow *self)
{
  const GError *error = self->connector ? hearth_connector_get_error (self->connector) : NULL;

  if (error == NULL || self->connected || g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE)
      || g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_REMOVED)
      || g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_REPLACED))
    return;
  show_hub_trouble (self, error);
}

/**
 * hearth_window_open_joined:
 * @self: a window
 *
 * Opens the center that this desk has joined. While its hub is away the desk begins by itself, as far as it can.
 */
void
hearth_window_open_joined (HearthWindow *self)
{
  g_autofree char *place = hearth_center_place_desk ();
  g_autofree char *shared = hearth_center_place_get_shared ();

  hearth_window_drop_hub (self);
  g_clear_pointer (&self->path, g_free);
  self->connected = FALSE;
  self->folder = hearth_desk_folder_new (place);
  self->connector = hearth_connector_new (self->client, self->folder);
  self->keeper = hearth_backup_keeper_new (self->client, place);
  g_signal_connect_object (self->connector, "notify::error", G_CALLBACK (connector_error_cb), self, G_CONNECT_SWAPPED);
  hearth_window_session_follow_hub (self);
  hearth_window_show_opening (self);
  hearth_connector_start (self->connector);
  hearth_window_update_join_actions (self);
  self->asked_to_serve = FALSE;
  /* One that joined anew is not the hub's own desk: the center went on elsewhere, and what lies here is old. */
  if (*shared != '\0' && hearth_desk_folder_get_desk (self->folder) == OWN_DESK)
    hearth_host_share_async (self->host, shared, self->cancellable, served_cb, g_object_ref (self));
}

/**
 * hearth_window_try_hub:
 * @self: a window
 *
 * Looks for the hub at once. Where it is to run on this very PC it is started if it does not: not by itself, as whoever
 * puts a backup back has ended it on purpose.
 */
void
hearth_window_try_hub (HearthWindow *self)
{
  g_autofree char *shared = hearth_center_place_get_shared ();

  if (self->connector == NULL)
    return;
  hearth_connector_try_now (self->connector);
  /* It answers, and had no room for what waits. */
  if (self->outbox != NULL && hearth_outbox_is_hub_full (self->outbox))
    {
      hearth_outbox_try_now (self->outbox);
      return;
    }
  if (*shared == '\0' || self->turning_over)
    return;
  self->asked_to_serve = TRUE;
  hearth_host_share_async (self->host, shared, self->cancellable, served_cb, g_object_ref (self));
}

static void
joined_cb (HearthWindow *self, GtkWidget *page)
{
  hearth_window_open_joined (self);
  hearth_window_drop_view (self, "join");
  hearth_window_drop_view (self, "welcome");
}

static void
back_cb (HearthWindow *self, GtkWidget *page)
{
  g_autofree char *path = hearth_center_place_get ();

  if (self->connector != NULL)
    {
      hearth_window_show_view (self, self->before_join);
      /* A hub that does not know this desk is not asked again. */
      if (g_error_matches (hearth_connector_get_error (self->connector), HEARTH_ERROR, HEARTH_ERROR_OFFLINE))
        hearth_connector_try_now (self->connector);
    }
  else
    hearth_window_open (self, self->path != NULL ? self->path : path, FALSE);
  hearth_window_drop_view (self, "join");
}

/**
 * hearth_window_join:
 * @self: a window
 * @moved: whether this desk has joined, and its hub has moved
 *
 * Asks for a code.
 */
void
hearth_window_join (HearthWindow *self, gboolean moved)
{
  g_autofree char *place = hearth_center_place_desk ();
  g_autoptr (HearthDeskFolder) folder
      = self->folder != NULL ? g_object_ref (self->folder) : hearth_desk_folder_new (place);
  g_autoptr (HearthHubFinder) hubs = hearth_hub_finder_new ();
  HearthJoinPage *page = hearth_join_page_new (folder, G_LIST_MODEL (hubs), moved);
  const char *shown = gtk_stack_get_visible_child_name (self->views);

  if (g_strcmp0 (shown, "join") != 0)
    self->before_join = g_intern_string (shown);
  g_signal_connect_object (page, "joined", G_CALLBACK (joined_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "back", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  hearth_window_set_view (self, "join", GTK_WIDGET (page));
  gtk_widget_grab_focus (GTK_WIDGET (page));
}

static void
hub_moved_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hearth_window_lock (HEARTH_WINDOW (widget));
  hearth_window_join (HEARTH_WINDOW (widget), TRUE);
}

static void
open_joined_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hearth_window_open_joined (HEARTH_WINDOW (widget));
}

static void
leave (HearthWindow *self)
{
  g_autoptr (HearthDeskFolder) folder = g_object_ref (self->folder);
  g_autofree char *path = hearth_center_place_get ();
  g_autoptr (GError) error = NULL;

  hearth_window_drop_hub (self);
  if (!hearth_desk_folder_forget (folder, &error))
    g_warning ("the desk could not forget its center: %s", error->message);
  hearth_window_drop_view (self, "sign-in");
  hearth_window_drop_view (self, "removed");
  hearth_window_drop_view (self, "trouble");
  hearth_window_update_join_actions (self);
  hearth_window_open (self, path, FALSE);
}

static void
leave_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthWindow) self = user_data;

  if (hearth_confirm_finish (result) && self->connector != NULL && !g_cancellable_is_cancelled (self->cancellable))
    leave (self);
}

/* What would be lost is said before. */
static char *
loss_of (HearthWindow *self)
{
  guint kept = self->outbox != NULL
                   ? hearth_outbox_get_waiting (self->outbox) + hearth_outbox_get_to_settle (self->outbox)
                   : 0;

  if (kept == 0)
    return g_strdup (
        _ ("Nothing is lost: all that was entered here is at the hub. To come back, this desk needs a code. "
           "A director can take it off the list of desks."));
  return g_strdup_printf (
      ngettext ("%u visit that was kept here has not reached the hub. It would be lost. Wait until the "
                "hub is back, or settle it first.",
                "%u visits that were kept here have not reached the hub. They would be lost. Wait "
                "until the hub is back, or settle them first.",
                kept),
      kept);
}

static void
leave_center_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWindow *self = HEARTH_WINDOW (widget);
  g_autofree char *loss = NULL;
  g_autofree char *heading = NULL;

  if (self->connector == NULL)
    return;
  loss = loss_of (self);
  /* Translators: the name of a center: "Leave Maple Street?" */
  heading = g_strdup_printf (_ ("Leave %s?"), hearth_desk_folder_get_center_name (self->folder));
  hearth_confirm_async (widget, heading, loss, _ ("Leave"), TRUE, self->cancellable, leave_asked_cb,
                        g_object_ref (self));
}

static void
join_again_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hearth_window_join (HEARTH_WINDOW (widget), FALSE);
}

/**
 * hearth_window_class_add_join_actions:
 * @widget_class: of HearthWindow
 *
 * Installs the actions.
 */
void
hearth_window_class_add_join_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.hub-moved", NULL, hub_moved_cb);
  gtk_widget_class_install_action (widget_class, "win.join-again", NULL, join_again_cb);
  gtk_widget_class_install_action (widget_class, "win.leave-center", NULL, leave_center_cb);
  gtk_widget_class_install_action (widget_class, "win.open-joined", NULL, open_joined_cb);
}

/**
 * hearth_window_update_join_actions:
 * @self: a window
 *
 * Enables what a desk of a center on the network may do, or of one that is open here.
 */
void
hearth_window_update_join_actions (HearthWindow *self)
{
  g_autofree char *shared = hearth_center_place_get_shared ();
  gboolean joined = self->connector != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.hub-moved", joined);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.leave-center", joined && *shared == '\0');
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-joined", joined);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.unshare-center", joined && *shared != '\0');
}

/**
 * hearth_window_join_clear:
 * @self: a window
 *
 * Ends it all, of the window's dispose, after the session.
 */
void
hearth_window_join_clear (HearthWindow *self)
{
  g_clear_object (&self->connector);
  g_clear_object (&self->folder);
}
