/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The way in for the tools of this PC: a socket beside the center file, which only its owner can open; and the hub asks the
 * kernel once more who is there. Whoever holds the center holds the socket too, so one that is left over from a hub that
 * was killed is replaced. Hub's main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-tool-socket.h"

#include "hearth-error.h"
#include "hearth-socket-path.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 16
/* Commands of one PC at once. */
#define MAX_TOOLS 16
#define REST_S 1

struct _HearthToolSocket
{
  HearthHub *hub; /* (unowned) */
  char *path;     /* (owned) */
  int fd;
  GSource *source; /* (owned) (nullable): NULL while it rests */
  GSource *rest;   /* (owned) (nullable): until it goes on */
};

static void watch (HearthToolSocket *self);

static gboolean
on_rested (gpointer user_data)
{
  HearthToolSocket *self = user_data;

  g_clear_pointer (&self->rest, g_source_unref);
  watch (self);
  return G_SOURCE_REMOVE;
}

/* Without a descriptor the loop would turn as fast as it can. */
static gboolean
rest (HearthToolSocket *self)
{
  g_clear_pointer (&self->source, g_source_unref);
  self->rest = g_timeout_source_new_seconds (REST_S);
  g_source_set_callback (self->rest, on_rested, self, NULL);
  g_source_attach (self->rest, g_main_context_get_thread_default ());
  return G_SOURCE_REMOVE;
}

static gboolean
on_knock (int fd, GIOCondition condition, gpointer user_data)
{
  HearthToolSocket *self = user_data;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketConnection) stream = NULL;
  g_autoptr (GError) error = NULL;
  int accepted = accept4 (fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

  if (accepted < 0)
    return errno == EAGAIN || errno == EINTR || errno == ECONNABORTED ? G_SOURCE_CONTINUE : rest (self);
  socket = g_socket_new_from_fd (accepted, &error);
  if (socket == NULL)
    {
      close (accepted);
      return G_SOURCE_CONTINUE;
    }
  stream = g_socket_connection_factory_create_connection (socket);
  if (hearth_hub_count_tools (self->hub) < MAX_TOOLS)
    hearth_hub_accept_tool (self->hub, G_IO_STREAM (stream));
  return G_SOURCE_CONTINUE;
}

static void
watch (HearthToolSocket *self)
{
  self->source = g_unix_fd_source_new (self->fd, G_IO_IN);
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_knock), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

/* Nobody else may open it, not even between its birth and a chmod. */
static int
listen_at (const char *path)
{
  struct sockaddr_un address;
  g_autofree char *short_path = NULL;
  int folder = -1, error_number = 0;
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  if (fd < 0)
    return -1;
  short_path = hearth_socket_path_shorten (path, &folder);
  address.sun_family = AF_UNIX;
  g_strlcpy (address.sun_path, short_path, sizeof address.sun_path);
  unlink (path);
  if (fchmod (fd, 0600) < 0 || bind (fd, (const struct sockaddr *)&address, sizeof address) < 0
      || chmod (path, 0600) < 0 || listen (fd, BACKLOG) < 0)
    error_number = errno;
  if (folder >= 0)
    close (folder);
  if (error_number == 0)
    return fd;
  close (fd);
  errno = error_number;
  return -1;
}

/**
 * hearth_tool_socket_new:
 * @hub: a hub, which outlives it
 * @center_path: its center file
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the way in
 */
HearthToolSocket *
hearth_tool_socket_new (HearthHub *hub, const char *center_path, GError **error)
{
  HearthToolSocket *self;
  g_autofree char *path = hearth_socket_path_of_center (center_path);
  int fd = listen_at (path);

  if (fd < 0)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "no socket for tools: %s", g_strerror (errno));
      return NULL;
    }
  self = g_new0 (HearthToolSocket, 1);
  self->hub = hub;
  self->path = g_steal_pointer (&path);
  self->fd = fd;
  watch (self);
  return self;
}

/**
 * hearth_tool_socket_free:
 * @self: (transfer full): a way in
 *
 * While the hub still has the center.
 */
void
hearth_tool_socket_free (HearthToolSocket *self)
{
  if (self->source)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  if (self->rest)
    g_source_destroy (self->rest);
  g_clear_pointer (&self->rest, g_source_unref);
  unlink (self->path);
  close (self->fd);
  g_free (self->path);
  g_free (self);
}
