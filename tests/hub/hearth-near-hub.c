/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A hub in the thread of the test. Everything here aborts the test on failure. One main context. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-near-hub.h"

#include "hearth-clock.h"

#include <sys/socket.h>

static GIOStream *
stream_of (int fd)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, &error);

  g_assert_no_error (error);
  return G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
}

GDBusConnection *
hearth_near_hub_open_desk (HearthHub *hub, HearthPeer **peer)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) theirs = NULL, own = NULL;
  GPtrArray *peers = hearth_hub_get_peers (hub);
  GDBusConnection *desk;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), ==, 0);
  own = stream_of (fds[0]);
  theirs = stream_of (fds[1]);
  hearth_hub_accept (hub, own, 1);
  *peer = peers->pdata[peers->len - 1];
  g_dbus_connection_new (theirs, NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, NULL, hearth_test_on_result,
                         &result);
  desk = g_dbus_connection_new_finish (hearth_test_await (&result), &error);
  g_assert_no_error (error);
  return desk;
}

void
hearth_near_hub_set_up (HearthNearHub *self, gconstpointer data)
{
  hearth_test_clock (HEARTH_TEST_ZONE, HEARTH_TEST_NOW);
  self->center = hearth_test_center_new ();
  self->hub = hearth_hub_new (self->center->house);
  self->desk = hearth_near_hub_open_desk (self->hub, &self->peer);
}

void
hearth_near_hub_stop (HearthNearHub *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_hub_stop_async (self->hub, hearth_test_on_result, &result);
  hearth_hub_stop_finish (self->hub, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  hearth_test_until (g_dbus_connection_is_closed (self->desk));
  g_assert_finalize_object (g_steal_pointer (&self->hub));
}

void
hearth_near_hub_tear_down (HearthNearHub *self, gconstpointer data)
{
  if (self->hub)
    hearth_near_hub_stop (self);
  g_object_unref (self->desk);
  g_clear_object (&self->center->house);
  hearth_test_center_free (self->center);
  hearth_clock_reset ();
}

void
hearth_near_hub_seat (HearthNearHub *self, HearthRole role)
{
  g_autoptr (HearthAccount) account = hearth_test_center_account (self->center, role);

  hearth_test_until (hearth_peer_get_connection (self->peer) != NULL && hearth_hub_count_holds (self->hub) == 0);
  hearth_peer_sign_in (self->peer, account);
}

GVariant *
hearth_near_hub_call (HearthNearHub *self, const char *noun, const char *method, GVariant *args, GError **error)
{
  return hearth_test_call (self->desk, noun, method, args, error);
}
