/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* From a center file to the sign-in page, or to a page that says why not.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-window-private.h"

#include "hearth-center-place.h"
#include "hearth-trouble-page.h"
#include "hearth-welcome-page.h"

#include <glib/gi18n.h>

/* Opening a center takes a moment; a spinner that only flickers would make it look longer. */
#define SPINNER_AFTER_MS 200

static gboolean
spinner_cb (gpointer user_data)
{
  HearthWindow *self = user_data;

  self->spinner_source = 0;
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
stop_spinner (HearthWindow *self)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_spinner_stop (self->spinner);
}

static void
opened_cb (HearthWindow *self, GIOStream *stream, const char *path, GtkWidget *page)
{
  hearth_center_place_remember (path);
  hearth_window_take_stream (self, stream, path);
}

static void
other_file_cb (HearthWindow *self, const char *path, GtkWidget *page)
{
  if (g_strcmp0 (path, self->path) != 0)
    hearth_center_place_remember (path);
  hearth_window_open (self, path, FALSE);
}

static void
show_trouble (HearthWindow *self, const GError *error)
{
  HearthTroublePage *page = hearth_trouble_page_new (self->host, self->path, error);

  g_debug ("center not open: %s", error->message);
  stop_spinner (self);
  hearth_client_set_held (self->client, FALSE);
  g_signal_connect_object (page, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "other-file", G_CALLBACK (other_file_cb), self, G_CONNECT_SWAPPED);
  hearth_window_set_view (self, "trouble", GTK_WIDGET (page));
}

static void
join_cb (HearthWindow *self, GtkWidget *page)
{
  hearth_window_join (self, FALSE);
}

static void
show_welcome (HearthWindow *self)
{
  HearthWelcomePage *page = hearth_welcome_page_new (self->host, self->path);

  hearth_client_set_held (self->client, FALSE);
  g_signal_connect_object (page, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "other-file", G_CALLBACK (other_file_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "join", G_CALLBACK (join_cb), self, G_CONNECT_SWAPPED);
  hearth_window_set_view (self, "welcome", GTK_WIDGET (page));
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hearth_client_connect_finish (HEARTH_CLIENT (source), result, &error))
    {
      if (!g_cancellable_is_cancelled (self->cancellable))
        show_trouble (self, error);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  stop_spinner (self);
  hearth_window_connected (self);
}

/**
 * hearth_window_take_stream:
 * @self: a window
 * @stream: to a hub
 * @path: the center file behind it
 *
 * Goes on with a center that is open; it is the one that opens next time too.
 */
void
hearth_window_take_stream (HearthWindow *self, GIOStream *stream, const char *path)
{
  if (path != self->path)
    {
      g_free (self->path);
      self->path = g_strdup (path);
    }
  hearth_client_connect_async (self->client, stream, self->cancellable, connected_cb, g_object_ref (self));
}

static void
host_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = hearth_host_open_finish (HEARTH_HOST (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (stream == NULL)
    show_trouble (self, error);
  else
    hearth_window_take_stream (self, stream, self->path);
}

/**
 * hearth_window_show_opening:
 * @self: a window
 *
 * Shows that a center is being opened.
 */
void
hearth_window_show_opening (HearthWindow *self)
{
  hearth_window_show_view (self, "opening");
  if (self->spinner_source == 0)
    self->spinner_source = g_timeout_add (SPINNER_AFTER_MS, spinner_cb, self);
}

/**
 * hearth_window_open:
 * @self: a window
 * @path: a center file
 * @sample: whether a sample center is made where there is no file
 *
 * Opens the center, or offers to set one up where there is none yet.
 */
void
hearth_window_open (HearthWindow *self, const char *path, gboolean sample)
{
  g_return_if_fail (HEARTH_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  hearth_window_drop_hub (self);
  if (path != self->path)
    {
      g_free (self->path);
      self->path = g_strdup (path);
    }
  hearth_window_update_join_actions (self);
  if (!sample && !g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      show_welcome (self);
      return;
    }
  hearth_window_show_opening (self);
  if (sample && !g_file_test (self->path, G_FILE_TEST_EXISTS))
    hearth_host_create_sample_async (self->host, self->path, self->cancellable, host_opened_cb, g_object_ref (self));
  else
    hearth_host_open_async (self->host, self->path, self->cancellable, host_opened_cb, g_object_ref (self));
}
