/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A real hub and real clients for tests. Everything here aborts the test on failure. One main context. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-test-hub.h"

#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-session-client.h"

HearthTestHub *
hearth_test_hub_new (void)
{
  return hearth_test_hub_new_at (HEARTH_TEST_NOW);
}

HearthTestHub *
hearth_test_hub_new_at (const char *when)
{
  HearthTestHub *self = g_new0 (HearthTestHub, 1);

  hearth_test_clock (HEARTH_TEST_ZONE, when);
  self->center = hearth_test_center_new ();
  return self;
}

void
hearth_test_hub_start (HearthTestHub *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (self->center->house)
    {
      hearth_house_close (self->center->house, &error);
      g_assert_no_error (error);
      g_clear_object (&self->center->house);
    }
  hearth_embedded_hub_start_async (self->center->path, NULL, hearth_test_on_result, &result);
  self->hub = hearth_embedded_hub_start_finish (hearth_test_await (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->hub);
}

void
hearth_test_hub_stop (HearthTestHub *self)
{
  g_autoptr (GError) error = NULL;

  hearth_embedded_hub_stop (self->hub, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&self->hub));
  self->center->house = hearth_house_open (self->center->path, &error);
  g_assert_no_error (error);
}

void
hearth_test_hub_free (HearthTestHub *self)
{
  if (self->hub)
    hearth_test_hub_stop (self);
  hearth_test_center_free (self->center);
  hearth_clock_reset ();
  g_free (self);
}

void
hearth_test_hub_reconnect (HearthTestHub *self, HearthClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = hearth_embedded_hub_connect (self->hub, &error);

  g_assert_no_error (error);
  hearth_client_connect_async (client, stream, NULL, hearth_test_on_result, &result);
  hearth_client_connect_finish (client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_LOCKED);
}

HearthClient *
hearth_test_hub_connect (HearthTestHub *self)
{
  HearthClient *client = hearth_client_new ();

  hearth_test_hub_reconnect (self, client);
  return client;
}

void
hearth_test_sign_in (HearthClient *client, HearthRole role)
{
  static const char *const names[HEARTH_N_ROLES]
      = { "Test Greeter", "Test Coach", "Test Staff", "Test Supervisor", "Test Director" };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;

  hearth_session_client_sign_in_async (client, 0, names[role], HEARTH_TEST_PASSPHRASE, NULL, hearth_test_on_result,
                                       &result);
  hearth_session_client_sign_in_finish (client, hearth_test_await (&result), &outcome, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, HEARTH_SIGN_IN_WELCOME);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_SIGNED_IN);
}

HearthClient *
hearth_test_hub_sign_in (HearthTestHub *self, HearthRole role)
{
  HearthClient *client = hearth_test_hub_connect (self);

  hearth_test_sign_in (client, role);
  return client;
}

GDBusConnection *
hearth_test_hub_open_raw (HearthTestHub *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = hearth_embedded_hub_connect (self->hub, &error);
  GDBusConnection *connection;

  g_assert_no_error (error);
  (void)HEARTH_ERROR;
  g_dbus_connection_new (stream, NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, NULL, hearth_test_on_result,
                         &result);
  connection = g_dbus_connection_new_finish (hearth_test_await (&result), &error);
  g_assert_no_error (error);
  return connection;
}

/* @args floating. The error keeps its code and loses its wire prefix. */
GVariant *
hearth_test_call (GDBusConnection *connection, const char *noun, const char *method, GVariant *args, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *interface = g_strconcat ("org.recoverycommons.Hearth1.", noun, NULL);
  GError *failure = NULL;
  GVariant *reply;

  g_dbus_connection_call (connection, NULL, HEARTH_BUS_PATH, interface, method, args, NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, hearth_test_on_result, &result);
  reply = g_dbus_connection_call_finish (connection, hearth_test_await (&result), &failure);
  if (failure)
    {
      g_dbus_error_strip_remote_error (failure);
      g_propagate_error (error, failure);
    }
  return reply;
}
