/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who sits where, while something of theirs is under way: what they asked for is not for whoever comes after them, and what
 * they may do is never what they once did. The hub runs in this thread, so that the test can come between. */

#include "config.h"

#include "hearth-account-store.h"
#include "hearth-error.h"
#include "hearth-hub-private.h"
#include "hearth-peer.h"
#include "hearth-test-hub.h"

#include <sys/socket.h>

typedef struct
{
  HearthTestCenter *center; /* (owned) */
  HearthHub *hub;           /* (owned) */
  GDBusConnection *desk;    /* (owned) */
  HearthPeer *peer;         /* (unowned): the hub's end */
} Fixture;

static GIOStream *
stream_of (int fd)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, &error);

  g_assert_no_error (error);
  return G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) theirs = NULL, own = NULL;
  int fds[2];

  self->center = hearth_test_center_new ();
  self->hub = hearth_hub_new (self->center->house);
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), ==, 0);
  own = stream_of (fds[0]);
  theirs = stream_of (fds[1]);
  hearth_hub_accept (self->hub, own, 1);
  self->peer = hearth_hub_get_peers (self->hub)->pdata[0];
  g_dbus_connection_new (theirs, NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, NULL, hearth_test_on_result,
                         &result);
  self->desk = g_dbus_connection_new_finish (hearth_test_await (&result), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_hub_stop_async (self->hub, hearth_test_on_result, &result);
  hearth_hub_stop_finish (self->hub, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  hearth_test_until (g_dbus_connection_is_closed (self->desk));
  g_object_unref (self->desk);
  g_assert_finalize_object (self->hub);
  g_clear_object (&self->center->house);
  hearth_test_center_free (self->center);
}

typedef struct
{
  gint64 id;
  HearthAccount *account;
} Reading;

static gboolean
read_account (HearthUnit *unit, gpointer data, GError **error)
{
  Reading *reading = data;

  reading->account = hearth_account_store_get (unit->conn, reading->id, error);
  return reading->account != NULL;
}

static HearthAccount *
account_of (Fixture *self, HearthRole role)
{
  Reading reading = { self->center->account_id[role], NULL };

  hearth_test_center_read (self->center, HEARTH_ROLE_DIRECTOR, read_account, &reading);
  return reading.account;
}

/* Asks for the list of today, and comes back while that is being read. */
static void
begin_day (Fixture *self, GAsyncResult **result)
{
  guint n = hearth_hub_count_holds (self->hub);

  g_dbus_connection_call (self->desk, NULL, "/org/recoverycommons/Hearth1", "org.recoverycommons.Hearth1.Checkin",
                          "Day", g_variant_new ("(s)", ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          hearth_test_on_result, result);
  hearth_test_until (hearth_hub_count_holds (self->hub) > n);
}

static void
end_day (Fixture *self, GAsyncResult **result, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (self->desk, hearth_test_await (result), error);

  g_clear_object (result);
}

static void
test_another_came (Fixture *self, gconstpointer data)
{
  g_autoptr (HearthAccount) director = account_of (self, HEARTH_ROLE_DIRECTOR);
  g_autoptr (HearthAccount) greeter = account_of (self, HEARTH_ROLE_GREETER);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL, locked = NULL;

  hearth_test_until (hearth_peer_get_connection (self->peer) != NULL && hearth_hub_count_holds (self->hub) == 0);
  hearth_peer_sign_in (self->peer, director);
  begin_day (self, &result);
  end_day (self, &result, &error);
  g_assert_no_error (error);

  begin_day (self, &result);
  hearth_peer_lock (self->peer);
  end_day (self, &result, &locked);
  g_assert_error (locked, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);

  hearth_peer_sign_in (self->peer, director);
  begin_day (self, &result);
  hearth_peer_lock (self->peer);
  hearth_peer_sign_in (self->peer, greeter);
  end_day (self, &result, &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);
}

static HearthAccount *
changed (HearthAccount *account, const char *role, gint64 revision)
{
  const char *const roles[] = { role, NULL };
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) changes = NULL;

  g_variant_dict_insert (&dict, "roles", "^as", roles);
  g_variant_dict_insert (&dict, "revision", "x", revision);
  changes = g_variant_ref_sink (g_variant_dict_end (&dict));
  return hearth_record_with (account, changes, NULL);
}

/* Two reads of one account end in any order. */
static void
test_late_reading (Fixture *self, gconstpointer data)
{
  g_autoptr (HearthAccount) greeter = account_of (self, HEARTH_ROLE_GREETER);
  gint64 revision = hearth_account_get_revision (greeter);
  g_autoptr (HearthAccount) promoted = changed (greeter, "director", revision + 1);
  g_autoptr (HearthAccount) demoted = changed (greeter, "greeter", revision + 2);

  hearth_test_until (hearth_peer_get_connection (self->peer) != NULL && hearth_hub_count_holds (self->hub) == 0);
  hearth_peer_sign_in (self->peer, greeter);
  hearth_hub_put_account (self->hub, promoted);
  g_assert_true (hearth_record_equal (hearth_peer_get_account (self->peer), promoted));
  hearth_hub_put_account (self->hub, demoted);
  hearth_hub_put_account (self->hub, promoted);
  g_assert_true (hearth_record_equal (hearth_peer_get_account (self->peer), demoted));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/seats/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("another-came", test_another_came);
  ADD ("late-reading", test_late_reading);
  return g_test_run ();
}
