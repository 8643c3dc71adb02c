/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A hub that says what the test tells it to. The client and it are in one thread. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-fake-hub.h"

#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-hub-greeting.h"
#include "hearth-test-wait.h"

#include <sys/socket.h>

static GVariant *
rows (GPtrArray *visits)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a" HEARTH_VISIT_ROW));

  for (guint i = 0; i < visits->len; i++)
    g_variant_builder_add_value (&builder, hearth_record_to_row (visits->pdata[i]));
  return g_variant_builder_end (&builder);
}

static gboolean
on_hello (HearthBusSession *session,
          GDBusMethodInvocation *invocation,
          const char *version,
          guint oldest,
          guint newest,
          HearthFakeHub *hub)
{
  const char *told = hub->center_name ? hub->center_name : "Test Center";
  g_autoptr (HearthCenter) center = g_object_new (HEARTH_TYPE_CENTER, "revision", hub->center_revision, "name", told,
                                                  "time-zone", "America/New_York", NULL);
  g_autoptr (HearthHubGreeting) greeting = g_object_new (HEARTH_TYPE_HUB_GREETING, "protocol", (gint64)1, NULL);

  hub->n_hello++;
  hearth_bus_session_complete_hello (session, invocation, hearth_record_to_variant (center),
                                     hearth_record_to_variant (greeting));
  return TRUE;
}

static gboolean
on_sign_in (HearthBusSession *session,
            GDBusMethodInvocation *invocation,
            gint64 id,
            const char *name,
            const char *passphrase,
            HearthFakeHub *hub)
{
  const char *permissions[] = { "checkin", "signed-in", NULL };
  g_autoptr (HearthAccount) account
      = g_object_new (HEARTH_TYPE_ACCOUNT, "id", (gint64)7, "permissions", permissions, NULL);

  hearth_bus_session_complete_sign_in (session, invocation, name, 3, hearth_record_to_variant (account), "");
  return TRUE;
}

void
hearth_fake_hub_answer_day (HearthFakeHub *hub, GDBusMethodInvocation *invocation)
{
  hearth_bus_checkin_complete_day (hub->checkin, invocation, hub->revision, hub->today, rows (hub->visits));
}

static gboolean
on_day (HearthBusCheckin *checkin, GDBusMethodInvocation *invocation, const char *day, HearthFakeHub *hub)
{
  hub->n_day++;
  if (hub->refuse_day)
    g_dbus_method_invocation_return_error (invocation, HEARTH_ERROR, HEARTH_ERROR_DENIED, "not for you");
  else if (hub->held)
    g_ptr_array_add (hub->held, invocation);
  else
    hearth_fake_hub_answer_day (hub, invocation);
  return TRUE;
}

static gboolean
on_visits (HearthBusCheckin *checkin, GDBusMethodInvocation *invocation, GVariant *ids, HearthFakeHub *hub)
{
  g_autoptr (GPtrArray) some = g_ptr_array_new ();
  gsize n = 0;
  const gint64 *wanted = g_variant_get_fixed_array (ids, &n, sizeof *wanted);

  hub->n_visits++;
  for (guint i = 0; i < hub->visits->len; i++)
    for (gsize j = 0; j < n; j++)
      if (hearth_visit_get_id (hub->visits->pdata[i]) == wanted[j])
        g_ptr_array_add (some, hub->visits->pdata[i]);
  hearth_bus_checkin_complete_visits (checkin, invocation, rows (some));
  return TRUE;
}

/* Another desk was quicker, whatever is asked. */
static gboolean
on_void (
    HearthBusCheckin *checkin, GDBusMethodInvocation *invocation, const char *request, gint64 id, HearthFakeHub *hub)
{
  g_dbus_method_invocation_return_error (invocation, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "visit %d changed", (int)id);
  return TRUE;
}

static gboolean
on_roll (HearthBusCheckin *checkin, GDBusMethodInvocation *invocation, HearthFakeHub *hub)
{
  g_dbus_method_invocation_return_error (invocation, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT, "nobody is signed in");
  return TRUE;
}

GIOStream *
hearth_fake_hub_stream (int fd)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, &error);

  g_assert_no_error (error);
  return G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
}

static void
hub_serve (HearthFakeHub *hub)
{
  g_autofree char *guid = g_dbus_generate_guid ();
  g_autoptr (GAsyncResult) served = NULL, connected = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) theirs = NULL;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  theirs = hearth_fake_hub_stream (fds[1]);
  {
    g_autoptr (GIOStream) own = hearth_fake_hub_stream (fds[0]);

    g_dbus_connection_new (own, guid,
                           G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER
                               | G_DBUS_CONNECTION_FLAGS_DELAY_MESSAGE_PROCESSING,
                           NULL, NULL, hearth_test_on_result, &served);
  }
  hearth_client_connect_async (hub->client, theirs, NULL, hearth_test_on_result, &connected);
  hub->connection = g_dbus_connection_new_finish (hearth_test_await (&served), &error);
  g_assert_no_error (error);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (hub->session), hub->connection, HEARTH_BUS_PATH, &error);
  g_assert_no_error (error);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (hub->checkin), hub->connection, HEARTH_BUS_PATH, &error);
  g_assert_no_error (error);
  g_dbus_connection_start_message_processing (hub->connection);
  g_assert_true (hearth_client_connect_finish (hub->client, hearth_test_await (&connected), &error));
  g_assert_no_error (error);
}

void
hearth_fake_hub_start (HearthFakeHub *hub)
{
  (void)HEARTH_ERROR;
  hub->session = hearth_bus_session_skeleton_new ();
  hub->checkin = hearth_bus_checkin_skeleton_new ();
  hub->client = hearth_client_new ();
  hub->visits = g_ptr_array_new_with_free_func (g_object_unref);
  hub->today = g_strdup (HEARTH_FAKE_HUB_TODAY);
  g_signal_connect (hub->session, "handle-hello", G_CALLBACK (on_hello), hub);
  g_signal_connect (hub->session, "handle-sign-in", G_CALLBACK (on_sign_in), hub);
  g_signal_connect (hub->checkin, "handle-day", G_CALLBACK (on_day), hub);
  g_signal_connect (hub->checkin, "handle-visits", G_CALLBACK (on_visits), hub);
  g_signal_connect (hub->checkin, "handle-void", G_CALLBACK (on_void), hub);
  g_signal_connect (hub->checkin, "handle-roll", G_CALLBACK (on_roll), hub);
  hub_serve (hub);
}

HearthSignIn
hearth_fake_hub_sign_in (HearthFakeHub *hub, const char *outcome_to_give)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;

  hearth_session_client_sign_in_async (hub->client, 0, outcome_to_give, "x", NULL, hearth_test_on_result, &result);
  hearth_session_client_sign_in_finish (hub->client, hearth_test_await (&result), &outcome, NULL, &error);
  g_assert_no_error (error);
  return outcome;
}

void
hearth_fake_hub_end (HearthFakeHub *hub)
{
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (hub->session));
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (hub->checkin));
  g_clear_object (&hub->session);
  g_clear_object (&hub->checkin);
  if (hub->connection)
    g_dbus_connection_close (hub->connection, NULL, NULL, NULL);
  g_clear_object (&hub->connection);
  hearth_test_until (hearth_client_get_state (hub->client) == HEARTH_CLIENT_AWAY);
  g_object_add_weak_pointer (G_OBJECT (hub->client), (gpointer *)&hub->client);
  g_object_unref (hub->client);
  hearth_test_until (hub->client == NULL);
  g_ptr_array_unref (hub->visits);
  g_free (hub->today);
}

void
hearth_fake_hub_tell (HearthFakeHub *hub, guint64 revision, const char *kind, gint64 id)
{
  hub->revision = revision;
  hearth_bus_session_emit_changed (hub->session, revision, g_variant_new_parsed ("[(%s, %x)]", kind, id));
}
