/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* This PC's own center: from the application to the service, and back. The connection on which the window stands changes on
 * the way: it is the same desk of the same center, so whoever is there goes on as after a lost connection, and what came of
 * it is said when somebody is at the desk again. The application may be closed, or its PC lose its power, at any step: what
 * it would need the next time is written before the service gets the center, and forgotten after it is back.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-window-private.h"

#include "hearth-center-place.h"
#include "hearth-desk-client.h"
#include "hearth-error-message.h"
#include "hearth-error.h"
#include "hearth-link.h"

#include <glib/gi18n.h>

static void
say_now (HearthWindow *self)
{
  HearthDeskView *desk = hearth_window_get_desk_view (self);
  g_autofree char *text = NULL;

  /* A desk that is about to go, with the connection it stands on, is no place for it. */
  if (desk == NULL || self->say_later == NULL || !self->connected)
    return;
  text = g_steal_pointer (&self->say_later);
  hearth_desk_view_say (desk, text);
}

static gboolean
say_now_cb (gpointer user_data)
{
  say_now (user_data);
  return G_SOURCE_REMOVE;
}

/* The center that this PC had shared went on elsewhere, and this PC has joined it there: the service of the old file ends. */
static void
retire_service (HearthWindow *self)
{
  g_autofree char *shared = hearth_center_place_get_shared ();

  if (*shared == '\0' || self->connector == NULL || self->turning_over
      || hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY || hearth_client_is_hub_on_this_pc (self->client))
    return;
  hearth_center_place_set_shared ("");
  hearth_host_retire (self->host, shared);
  hearth_window_update_join_actions (self);
}

/* After the window has followed the client. */
static void
signed_in_cb (HearthWindow *self)
{
  retire_service (self);
  if (hearth_client_get_state (self->client) == HEARTH_CLIENT_SIGNED_IN && self->say_later != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, say_now_cb, g_object_ref (self), g_object_unref);
}

static void
say_later (HearthWindow *self, const char *text)
{
  g_free (self->say_later);
  self->say_later = g_strdup (text);
  signed_in_cb (self);
}

static void
open_again (HearthWindow *self, const char *path, const char *text)
{
  self->turning_over = FALSE;
  self->connected = FALSE;
  say_later (self, text);
  hearth_window_open (self, path, FALSE);
}

/* Whoever starts the application from now on finds this PC's desk, which starts the service. */
static gboolean
write_joined (HearthWindow *self, const char *certificate, const char *authority, gint64 desk, GError **error)
{
  HearthCenter *center = hearth_client_get_center (self->client);
  HearthHubGreeting *greeting = hearth_client_get_greeting (self->client);

  hearth_center_place_set_shared (self->path);
  return hearth_desk_folder_set_joined (self->enrolling, certificate, authority, "127.0.0.1", HEARTH_LINK_PORT, desk,
                                        greeting ? hearth_hub_greeting_get_center_uuid (greeting) : "",
                                        center ? hearth_center_get_name (center) : "", error);
}

static void
forget_joined (HearthDeskFolder *folder)
{
  g_autoptr (GError) error = NULL;

  if (!hearth_desk_folder_forget (folder, &error))
    g_warning ("the desk could not forget its center: %s", error->message);
  hearth_center_place_set_shared ("");
}

static void
shared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  guint16 port = hearth_host_share_finish (HEARTH_HOST (source), result, &error);
  g_autofree char *path = g_strdup (self->path);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (port == 0)
    {
      g_message ("the center is not shared: %s", error->message);
      forget_joined (self->enrolling);
      open_again (self, path,
                  g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND)
                      ? _ ("The hub service is not installed on this PC. The center is open here as before.")
                      : _ ("The hub service does not come up. The center is open here as before; nothing is lost."));
    }
  else
    {
      self->turning_over = FALSE;
      if (!hearth_desk_folder_set_address (self->enrolling, "127.0.0.1", port, &error))
        g_warning ("where the hub is was not kept: %s", error->message);
      say_later (self, _ ("The center is shared. Other PCs can join it: Preferences, Desks."));
      hearth_window_open_joined (self);
    }
  g_clear_object (&self->enrolling);
}

/* Nothing was begun. */
static void
stay_alone (HearthWindow *self, const GError *error)
{
  g_autofree char *text = hearth_error_message (error);

  g_clear_object (&self->enrolling);
  self->turning_over = FALSE;
  say_later (self, text);
}

static void
enrolled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *certificate = NULL, *authority = NULL;
  gint64 desk = 0;

  if (!hearth_desk_client_enroll_own_finish (HEARTH_CLIENT (source), result, &certificate, &authority, &desk, &error))
    {
      stay_alone (self, error);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!write_joined (self, certificate, authority, desk, &error))
    {
      forget_joined (self->enrolling);
      stay_alone (self, error);
      return;
    }
  hearth_client_set_held (self->client, TRUE);
  hearth_host_share_async (self->host, self->path, self->cancellable, shared_cb, g_object_ref (self));
}

static void
share_center_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWindow *self = HEARTH_WINDOW (widget);
  g_autofree char *place = hearth_center_place_desk ();
  g_autoptr (HearthDeskFolder) folder = hearth_desk_folder_new (place);
  g_autofree char *request = NULL;
  g_autoptr (GError) error = NULL;

  if (self->connector != NULL || self->path == NULL || self->turning_over)
    return;
  if (hearth_desk_folder_has_joined (folder))
    {
      say_later (self, _ ("This PC has joined another center. Leave that one first, then this one can be shared."));
      return;
    }
  request = hearth_desk_folder_make_request (folder, &error);
  if (request == NULL)
    {
      g_autofree char *text = hearth_error_message (error);

      say_later (self, text);
      return;
    }
  self->turning_over = TRUE;
  g_set_object (&self->enrolling, folder);
  hearth_desk_client_enroll_own_async (self->client, request, self->cancellable, enrolled_cb, g_object_ref (self));
}

static void
unshared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthWindow) self = user_data;
  g_autofree char *path = hearth_center_place_get_shared ();
  g_autofree char *place = hearth_center_place_desk ();
  g_autoptr (HearthDeskFolder) folder = hearth_desk_folder_new (place);
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = hearth_host_open_finish (HEARTH_HOST (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->turning_over = FALSE;
  forget_joined (folder);
  say_later (self, _ ("The center is open in the application on this PC alone, as before it was shared."));
  if (stream != NULL)
    hearth_window_take_stream (self, stream, path);
  else
    hearth_window_open (self, path, FALSE);
  hearth_window_update_join_actions (self);
}

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthWindow) self = user_data;
  g_autofree char *path = hearth_center_place_get_shared ();
  g_autoptr (GError) error = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!hearth_desk_client_done_finish (HEARTH_CLIENT (source), result, &error))
    {
      g_autofree char *text = hearth_error_message (error);

      self->turning_over = FALSE;
      say_later (self, text);
      return;
    }
  hearth_client_set_held (self->client, TRUE);
  hearth_window_show_opening (self);
  hearth_window_drop_hub (self);
  hearth_host_unshare_async (self->host, path, self->cancellable, unshared_cb, g_object_ref (self));
}

static void
unshare_center_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWindow *self = HEARTH_WINDOW (widget);
  g_autofree char *path = hearth_center_place_get_shared ();

  if (self->connector == NULL || *path == '\0' || self->turning_over)
    return;
  if (self->outbox != NULL && hearth_outbox_get_waiting (self->outbox) + hearth_outbox_get_to_settle (self->outbox) > 0)
    {
      say_later (self, _ ("Visits that were kept on this PC are not all at the hub yet. Settle them first."));
      return;
    }
  self->turning_over = TRUE;
  hearth_desk_client_stop_sharing_async (self->client, self->cancellable, stopped_cb, g_object_ref (self));
}

/**
 * hearth_window_create_left_words:
 * @kept: how many visits this PC has kept
 *
 * Of a PC that was the hub: what it kept is opened when it joins the center where that went on.
 *
 * Returns: (transfer full): what to do there
 */
char *
hearth_window_create_left_words (guint kept)
{
  const char *what
      = _ ("The center was restored from a backup on another PC, and goes on there. This PC can join it like any "
           "other: a director makes a code.");
  g_autofree char *sent = NULL;

  if (kept == 0)
    return g_strdup (what);
  sent = g_strdup_printf (ngettext ("%u visit that was kept on this PC is sent then.",
                                    "%u visits that were kept on this PC are sent then.", kept),
                          kept);
  /* Translators: two sentences. */
  return g_strdup_printf (_ ("%s %s"), what, sent);
}

/**
 * hearth_window_class_add_share_actions:
 * @widget_class: of HearthWindow
 *
 * Installs the actions.
 */
void
hearth_window_class_add_share_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.share-center", NULL, share_center_cb);
  gtk_widget_class_install_action (widget_class, "win.unshare-center", NULL, unshare_center_cb);
}

/**
 * hearth_window_share_init:
 * @self: a window
 */
void
hearth_window_share_init (HearthWindow *self)
{
  g_signal_connect_object (self->client, "notify::state", G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
  hearth_window_update_join_actions (self);
}

/**
 * hearth_window_share_clear:
 * @self: a window
 *
 * Of the window's dispose.
 */
void
hearth_window_share_clear (HearthWindow *self)
{
  g_clear_object (&self->enrolling);
  g_clear_pointer (&self->say_later, g_free);
}
