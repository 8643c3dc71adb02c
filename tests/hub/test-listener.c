/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Which desks come in from the network, and which do not: real TLS on loopback. The hub runs in this thread, each peer in
 * one of its own. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-certificate.h"
#include "hearth-clock.h"
#include "hearth-desk-service.h"
#include "hearth-error.h"
#include "hearth-link.h"
#include "hearth-near-hub.h"
#include "hearth-near-lan.h"

#define YEAR_S (365 * 24 * 60 * 60)

static void
assert_refused (HearthNearLan *lan, GTlsCertificate *certificate, char expected)
{
  char greeting = 0;
  g_autoptr (GIOStream) stream = hearth_near_lan_knock (lan, certificate, "127.0.0.1", &greeting);

  g_assert_null (stream);
  g_assert_cmpint (greeting, ==, expected);
  g_assert_cmpuint (hearth_hub_count_peers (lan->hub), ==, 0);
}

static GVariant *
say_hello (GDBusConnection *connection, GError **error)
{
  return hearth_test_call (connection, "Session", "Hello", g_variant_new ("(suu)", "0.1.0", 1, 1), error);
}

static void
test_a_desk_comes_in (void)
{
  g_autoptr (HearthNearLan) lan = hearth_near_lan_new ();
  g_autoptr (GDBusConnection) desk = hearth_near_lan_come_in (lan, "127.0.0.1");
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = say_hello (desk, &error), denied = NULL;
  g_autoptr (GArray) seats = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (reply);
  denied = hearth_test_call (desk, "Checkin", "Roll", NULL, &error);
  g_assert_null (denied);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);
  seats = hearth_hub_list_seats (lan->hub);
  g_assert_cmpuint (seats->len, ==, 1);
  g_assert_cmpint (g_array_index (seats, HearthHubSeat, 0).desk_id, ==, lan->desk);
  g_assert_cmpint (g_array_index (seats, HearthHubSeat, 0).account_id, ==, 0);
  g_dbus_connection_close_sync (desk, NULL, NULL);
  hearth_test_until (hearth_hub_count_peers (lan->hub) == 0);
}

static char *
certificate_for (
    const char *key, HearthCertificateKind kind, const char *authority, const char *authority_key, gint64 now_s)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request = hearth_certificate_new_request (key, &error);
  char *certificate = hearth_certificate_issue (kind, request, authority, authority_key, 7, now_s, &error);

  g_assert_no_error (error);
  return certificate;
}

static void
test_a_peer_needs_a_certificate (void)
{
  g_autoptr (HearthNearLan) lan = hearth_near_lan_new ();

  assert_refused (lan, NULL, 0);
}

static void
test_another_authority (void)
{
  g_autoptr (HearthNearLan) lan = hearth_near_lan_new ();
  gint64 now_s = hearth_clock_now_s ();
  g_autoptr (GError) error = NULL;
  g_autofree char *authority_key = hearth_certificate_new_key (&error), *key = hearth_certificate_new_key (&error);
  g_autofree char *authority
      = hearth_certificate_new_authority (authority_key, lan->identity.center_uuid, now_s, &error);
  g_autofree char *certificate = certificate_for (key, HEARTH_CERTIFICATE_DESK, authority, authority_key, now_s);
  g_autoptr (GTlsCertificate) foreign = hearth_near_lan_pair_of (certificate, key);

  assert_refused (lan, foreign, 0);
}

typedef struct
{
  const char *sql;
  char *text;
} Query;

static gboolean
read_text (HearthUnit *unit, gpointer data, GError **error)
{
  Query *query = data;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (unit->conn, query->sql, error);

  g_clear_pointer (&query->text, g_free);
  if (stmt == NULL || !hearth_stmt_step (stmt, error))
    return FALSE;
  query->text = g_strdup (hearth_stmt_text (stmt, 0));
  return TRUE;
}

static char *
authority_key_of (HearthNearLan *lan)
{
  Query query = { "SELECT authority_key FROM hub", NULL };

  hearth_test_center_read (lan->center, HEARTH_ROLE_DIRECTOR, read_text, &query);
  return query.text;
}

/* Signed by the center's own authority, and all the same no desk of it. */
static void
test_of_the_authority_but_no_desk (void)
{
  g_autoptr (HearthNearLan) lan = hearth_near_lan_new ();
  gint64 now_s = hearth_clock_now_s ();
  g_autoptr (GError) error = NULL;
  g_autofree char *authority_key = authority_key_of (lan), *key = hearth_certificate_new_key (&error);
  g_autofree char *expired
      = certificate_for (key, HEARTH_CERTIFICATE_DESK, lan->identity.authority, authority_key, now_s - 2 * YEAR_S);
  g_autofree char *early
      = certificate_for (key, HEARTH_CERTIFICATE_DESK, lan->identity.authority, authority_key, now_s + YEAR_S);
  g_autofree char *hub = certificate_for (key, HEARTH_CERTIFICATE_HUB, lan->identity.authority, authority_key, now_s);
  g_autofree char *unknown
      = certificate_for (key, HEARTH_CERTIFICATE_DESK, lan->identity.authority, authority_key, now_s);
  const char *const removed[] = { expired, early, unknown };
  g_autoptr (GTlsCertificate) of_hub = hearth_near_lan_pair_of (hub, key);

  assert_refused (lan, of_hub, 0);
  for (guint i = 0; i < G_N_ELEMENTS (removed); i++)
    {
      g_autoptr (GTlsCertificate) certificate = hearth_near_lan_pair_of (removed[i], key);

      assert_refused (lan, certificate, HEARTH_LINK_REMOVED);
    }
}

static gboolean
remove_desk (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_desk_service_remove (unit, *(gint64 *)data, error);
}

static void
test_removed_in_the_middle (void)
{
  g_autoptr (HearthNearLan) lan = hearth_near_lan_new ();
  g_autoptr (GDBusConnection) desk = hearth_near_lan_come_in (lan, "127.0.0.1");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  /* That it came is written before: whoever comes as it is removed is cut at once. */
  hearth_test_until (hearth_hub_count_peers (lan->hub) == 1 && hearth_hub_count_holds (lan->hub) == 0
                     && hearth_test_center_number (lan->center, "SELECT max (seen_at_s) FROM desk") > 0);
  hearth_test_center_write (lan->center, HEARTH_ROLE_DIRECTOR, remove_desk, &lan->desk);
  /* What waited behind the removal is not done, though nobody has been cut off yet. */
  g_dbus_connection_call (desk, NULL, HEARTH_BUS_PATH, "org.recoverycommons.Hearth1.Desk", "Renew",
                          g_variant_new ("(^ay)", "a request"), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          hearth_test_on_result, &result);
  reply = g_dbus_connection_call_finish (desk, hearth_test_await (&result), &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_REMOVED);
  g_clear_error (&error);
  g_clear_object (&result);
  /* A call is on its way when it happens. */
  g_dbus_connection_call (desk, NULL, HEARTH_BUS_PATH, "org.recoverycommons.Hearth1.Session", "Faces", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, hearth_test_on_result, &result);
  hearth_hub_remove_desk (lan->hub, lan->desk);
  reply = g_dbus_connection_call_finish (desk, hearth_test_await (&result), &error);
  g_assert_null (reply);
  hearth_test_until (g_dbus_connection_is_closed (desk));
  g_assert_cmpuint (hearth_hub_count_peers (lan->hub), ==, 0);
  assert_refused (lan, lan->certificate, HEARTH_LINK_REMOVED);
}

static void
notice_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer user_data)
{
  GPtrArray *told = user_data;
  g_autoptr (GVariant) detail = NULL;
  const char *kind;
  gint64 id, at_s;
  gboolean over = FALSE;

  g_variant_get (parameters, "(&sxx@a{sv})", &kind, &id, &at_s, &detail);
  g_variant_lookup (detail, "over", "b", &over);
  g_ptr_array_add (told, g_strdup_printf ("%s %" G_GINT64_FORMAT "%s", kind, id, over ? " over" : ""));
}

/* The hub's own PC, with a director: what they are told is in @told. */
static GDBusConnection *
own_desk (HearthNearLan *lan, GPtrArray *told)
{
  g_autoptr (HearthAccount) director = hearth_test_center_account (lan->center, HEARTH_ROLE_DIRECTOR);
  HearthPeer *peer;
  GDBusConnection *desk = hearth_near_hub_open_desk (lan->hub, &peer);

  hearth_test_until (hearth_peer_get_connection (peer) != NULL);
  g_dbus_connection_signal_subscribe (desk, NULL, "org.recoverycommons.Hearth1.Session", "Notice", NULL, NULL,
                                      G_DBUS_SIGNAL_FLAGS_NONE, notice_cb, told, NULL);
  hearth_peer_sign_in (peer, director);
  return desk;
}

/* Two PCs with one key: each in its turn, and a director knows; when the desk is removed both are out. */
static void
test_a_cloned_desk (void)
{
  g_autoptr (HearthNearLan) lan = hearth_near_lan_new ();
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDBusConnection) own = own_desk (lan, told);
  g_autoptr (GDBusConnection) first = hearth_near_lan_come_in (lan, "127.0.0.1"), again = NULL, clone = NULL,
                              back = NULL;
  g_autofree char *twice = g_strdup_printf ("desk-twice %" G_GINT64_FORMAT, lan->desk);

  /* From the same address it is the desk itself, that lost its connection. */
  again = hearth_near_lan_come_in (lan, "127.0.0.1");
  hearth_test_until (g_dbus_connection_is_closed (first));
  g_assert_cmpint (hearth_test_center_number (lan->center, "SELECT count(*) FROM audit WHERE verb = 'twice'"), ==, 0);
  clone = hearth_near_lan_come_in (lan, "127.0.0.2");
  hearth_test_until (g_dbus_connection_is_closed (again));
  g_assert_false (g_dbus_connection_is_closed (clone));
  /* A PC that changes its network once is no copy. */
  g_assert_cmpuint (told->len, ==, 0);
  back = hearth_near_lan_come_in (lan, "127.0.0.1");
  hearth_test_until (g_dbus_connection_is_closed (clone));
  g_assert_cmpuint (hearth_hub_count_peers (lan->hub), ==, 2);
  hearth_test_until (hearth_test_center_number (lan->center, "SELECT count(*) FROM audit WHERE verb = 'twice'") == 1);
  hearth_test_until (told->len == 1);
  g_assert_cmpstr (told->pdata[0], ==, twice);

  hearth_hub_remove_desk (lan->hub, lan->desk);
  hearth_test_until (g_dbus_connection_is_closed (back) && told->len == 2);
  g_assert_cmpstr (told->pdata[1], ==, "desk-twice 0 over");
  g_dbus_connection_close_sync (own, NULL, NULL);
  hearth_test_until (hearth_hub_count_peers (lan->hub) == 0);
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/listener/a-desk-comes-in", test_a_desk_comes_in);
  g_test_add_func ("/listener/a-peer-needs-a-certificate", test_a_peer_needs_a_certificate);
  g_test_add_func ("/listener/another-authority", test_another_authority);
  g_test_add_func ("/listener/of-the-authority-but-no-desk", test_of_the_authority_but_no_desk);
  g_test_add_func ("/listener/removed-in-the-middle", test_removed_in_the_middle);
  g_test_add_func ("/listener/a-cloned-desk", test_a_cloned_desk);
  return g_test_run ();
}
