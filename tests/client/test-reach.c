/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Where a hub may be: somebody is there, nobody, somebody who does not answer, and somebody gives up. */

#include "config.h"

#include "hearth-error.h"
#include "hearth-reach.h"
#include "hearth-test-port.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#define CROWD 4

typedef struct
{
  int listening, crowd[CROWD];
  guint16 port;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;

  self->listening = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->listening, (const struct sockaddr *)&address, sizeof address), ==, 0);
  g_assert_cmpint (listen (self->listening, 0), ==, 0);
  g_assert_cmpint (getsockname (self->listening, (struct sockaddr *)&address, &length), ==, 0);
  self->port = ntohs (address.sin_port);
  for (guint i = 0; i < CROWD; i++)
    self->crowd[i] = -1;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < CROWD; i++)
    if (self->crowd[i] >= 0)
      close (self->crowd[i]);
  if (self->listening >= 0)
    close (self->listening);
}

/* Takes all the room at the door: what comes now is not answered. Not before the first has really come in. */
static void
crowd (Fixture *self)
{
  struct sockaddr_in address
      = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK), .sin_port = htons (self->port) };
  struct pollfd somebody = { .fd = self->listening, .events = POLLIN };

  for (guint i = 0; i < CROWD; i++)
    {
      self->crowd[i] = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      if (connect (self->crowd[i], (const struct sockaddr *)&address, sizeof address) != 0)
        g_test_message ("%u wait", i);
      g_assert_cmpint (poll (&somebody, 1, -1), ==, 1);
    }
}

static void
on_reached (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **)user_data, result);
}

static GSocketConnection *
reach (Fixture *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_reach_async ("127.0.0.1", self->port, cancellable, on_reached, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return hearth_reach_finish (result, error);
}

static void
test_there (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GSocketConnection) connection = reach (self, cancellable, &error);

  g_assert_no_error (error);
  g_assert_true (g_socket_connection_is_connected (connection));
  /* What follows does not wait for ever either. */
  g_assert_cmpuint (g_socket_get_timeout (g_socket_connection_get_socket (connection)), ==, HEARTH_REACH_PATIENCE_S);
}

static void
test_nobody (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* Bound, so that nobody else listens there either. */
  close (self->listening);
  self->port = 0;
  self->listening = hearth_test_port_keep ("127.0.0.1", &self->port);
  g_assert_null (reach (self, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
}

static void
test_silent (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  crowd (self);
  g_assert_null (reach (self, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
}

static gboolean
on_given_up (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_given_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL, again = NULL;

  crowd (self);
  g_idle_add (on_given_up, cancellable);
  g_assert_null (reach (self, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (reach (self, cancellable, &again));
  g_assert_error (again, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/reach/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("there", test_there);
  ADD ("nobody", test_nobody);
  ADD ("silent", test_silent);
  ADD ("given-up", test_given_up);
  return g_test_run ();
}
