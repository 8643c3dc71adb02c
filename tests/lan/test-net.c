/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Desks and a hub on a network of the test's own, where this PC lets it make one: a cable is pulled at either end and put
 * back, the hub is killed, it starts again; a slow network, and clocks that are an hour apart. Where there can be no
 * network namespaces, the last three run on loopback. How long things took is in the log. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-checkin-client.h"
#include "hearth-clock.h"
#include "hearth-desk-client.h"
#include "hearth-link.h"
#include "hearth-outbox.h"
#include "hearth-test-hub.h"
#include "hearth-test-lan.h"
#include "hearth-test-net.h"
#include "hearth-test-relay.h"
#include "hearth-test-wait.h"

#define DESKS 2
#define KEPT 3
/* What can only be a fault. Without the clocks that test-link.c looks at nobody would notice a cut in a quarter of an hour. */
#define NEVER_S 240
#define DELAY_MS 120
#define HOUR_S 3600
/* The desk reckons the hub's time from whole seconds that the hub told it, and from its own. */
#define CLOCKS_S 2

static char *no_network; /* (owned) (nullable): why */

typedef struct
{
  HearthTestLan *lan;          /* (owned) */
  HearthOutbox *outbox[DESKS]; /* (owned) */
  gint64 begun_us;
} Fixture;

/* What must come true some time. */
#define wait_until(condition) HEARTH_TEST_WAIT_FOR (condition, NEVER_S)

static HearthClientState
state_of (Fixture *fixture, guint desk)
{
  return hearth_client_get_state (hearth_test_lan_desk (fixture->lan, desk)->client);
}

static void
begin (Fixture *fixture)
{
  fixture->begun_us = g_get_monotonic_time ();
}

static double
took_s (Fixture *fixture)
{
  return (double)(g_get_monotonic_time () - fixture->begun_us) / G_USEC_PER_SEC;
}

static void
connect_desks (Fixture *fixture)
{
  for (guint i = 0; i < DESKS; i++)
    {
      HearthTestLanDesk *desk = hearth_test_lan_desk (fixture->lan, i);

      fixture->outbox[i] = hearth_outbox_new (desk->client, hearth_desk_folder_get_path (desk->folder));
      hearth_client_set_outbox (desk->client, fixture->outbox[i]);
      hearth_test_lan_desk_start (desk);
      hearth_test_lan_desk_sign_in (desk, i == 0 ? HEARTH_ROLE_GREETER : HEARTH_ROLE_COACH);
    }
}

static void
start_hub (Fixture *fixture)
{
  if (no_network == NULL)
    hearth_test_net_go_to_hub ();
  hearth_test_lan_start (fixture->lan);
  if (no_network == NULL)
    hearth_test_net_go_to_desks ();
  /* Each desk has a cable of its own. */
  for (guint i = 0; no_network == NULL && i < DESKS; i++)
    {
      g_autofree char *host = g_strdup_printf ("10.77.%u.1", i);
      g_autoptr (GError) error = NULL;

      hearth_desk_folder_set_address (hearth_test_lan_desk (fixture->lan, i)->folder, host, fixture->lan->port, &error);
      g_assert_no_error (error);
    }
}

static void
start (Fixture *fixture)
{
  fixture->lan = hearth_test_lan_new (DESKS);
  hearth_test_center_cheap_passphrases (fixture->lan->center);
  if (no_network == NULL)
    {
      g_free (fixture->lan->address);
      fixture->lan->address = g_strdup ("0.0.0.0");
    }
  start_hub (fixture);
}

static void
set_up (Fixture *fixture)
{
  start (fixture);
  connect_desks (fixture);
}

/* Those who came while the hub was away are there, once. */
static void
tear_down (Fixture *fixture, gint64 n_kept)
{
  for (guint i = 0; i < DESKS; i++)
    {
      hearth_test_lan_desk_stop (hearth_test_lan_desk (fixture->lan, i));
      g_clear_object (&fixture->outbox[i]);
    }
  hearth_test_lan_stop (fixture->lan);
  g_assert_cmpint (hearth_test_center_number (fixture->lan->center,
                                              "SELECT count(*) FROM visit WHERE guest_name GLOB 'Kept*'"),
                   ==, n_kept);
  g_assert_cmpint (
      hearth_test_center_number (fixture->lan->center,
                                 "SELECT count(DISTINCT guest_name) FROM visit WHERE guest_name GLOB 'Kept*'"),
      ==, n_kept);
  hearth_test_lan_free (fixture->lan);
}

/* The desk is on its own and goes on. */
static void
keep (Fixture *fixture, guint desk)
{
  g_assert_true (hearth_client_is_on_its_own (hearth_test_lan_desk (fixture->lan, desk)->client));
  for (guint i = 0; i < KEPT; i++)
    {
      g_autofree char *name = g_strdup_printf ("Kept %u-%u", desk, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (HearthKept) kept = NULL;
      GVariantDict options;

      g_variant_dict_init (&options, NULL);
      g_variant_dict_insert (&options, "name", "s", name);
      kept = hearth_outbox_keep_guest (fixture->outbox[desk], g_variant_dict_end (&options), &error);
      g_assert_no_error (error);
      g_assert_nonnull (kept);
    }
}

static gboolean
is_back (Fixture *fixture, guint desk)
{
  return state_of (fixture, desk) == HEARTH_CLIENT_SIGNED_IN && hearth_outbox_get_waiting (fixture->outbox[desk]) == 0;
}

static HearthVisit *
check_in (Fixture *fixture, guint desk)
{
  HearthClient *client = hearth_test_lan_desk (fixture->lan, desk)->client;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthVisit *visit;
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  hearth_checkin_client_record_guest_async (client, g_variant_dict_end (&options), NULL, hearth_test_on_result,
                                            &result);
  visit = hearth_checkin_client_visit_finish (client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  return visit;
}

static void
assert_checks_in (Fixture *fixture, guint desk)
{
  g_autoptr (HearthVisit) visit = check_in (fixture, desk);

  g_assert_cmpint (hearth_visit_get_id (visit), >, 0);
}

/* As the hub sees it. */
static gboolean
is_connected_at_hub (HearthClient *tool, gint64 desk_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) desks = NULL;

  hearth_desk_client_list_async (tool, NULL, hearth_test_on_result, &result);
  desks = hearth_desk_client_list_finish (tool, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (desks)); i++)
    {
      g_autoptr (HearthDesk) desk = g_list_model_get_item (G_LIST_MODEL (desks), i);

      if (hearth_desk_get_id (desk) == desk_id)
        return hearth_desk_get_connected (desk);
    }
  g_assert_not_reached ();
}

static void
pull_cable (gconstpointer data)
{
  gboolean at_hub = GPOINTER_TO_INT (data);
  Fixture fixture;
  g_autoptr (HearthClient) tool = NULL;
  gint64 desk_id;
  double desk_s, hub_s;

  if (no_network)
    {
      g_test_skip (no_network);
      return;
    }
  set_up (&fixture);
  tool = hearth_test_lan_open_tool (fixture.lan);
  desk_id = hearth_test_lan_desk (fixture.lan, 0)->id;
  g_assert_true (is_connected_at_hub (tool, desk_id));
  begin (&fixture);
  hearth_test_net_plug (0, at_hub, FALSE);
  /* The other desk notices nothing. */
  assert_checks_in (&fixture, 1);
  wait_until (state_of (&fixture, 0) == HEARTH_CLIENT_AWAY);
  desk_s = took_s (&fixture);
  wait_until (!is_connected_at_hub (tool, desk_id));
  hub_s = took_s (&fixture);
  keep (&fixture, 0);
  g_assert_cmpint (state_of (&fixture, 1), ==, HEARTH_CLIENT_SIGNED_IN);
  begin (&fixture);
  hearth_test_net_plug (0, at_hub, TRUE);
  wait_until (is_back (&fixture, 0));
  g_test_message ("a cut at the %s: noticed by the desk after %.1f s, by the hub after %.1f s; back after %.1f s",
                  at_hub ? "hub" : "desk", desk_s, hub_s, took_s (&fixture));
  assert_checks_in (&fixture, 0);
  g_clear_object (&tool);
  tear_down (&fixture, KEPT);
}

static void
test_killed_hub (void)
{
  Fixture fixture;
  double away_s;

  set_up (&fixture);
  begin (&fixture);
  hearth_test_lan_kill (fixture.lan);
  wait_until (state_of (&fixture, 0) == HEARTH_CLIENT_AWAY && state_of (&fixture, 1) == HEARTH_CLIENT_AWAY);
  away_s = took_s (&fixture);
  keep (&fixture, 0);
  keep (&fixture, 1);
  start_hub (&fixture);
  begin (&fixture);
  wait_until (is_back (&fixture, 0) && is_back (&fixture, 1));
  g_test_message ("a killed hub: noticed after %.2f s, both back %.1f s after it ran again", away_s, took_s (&fixture));
  assert_checks_in (&fixture, 0);
  assert_checks_in (&fixture, 1);
  tear_down (&fixture, 2 * KEPT);
}

/* The hub's clock counts; that of the desk may be wrong by an hour. */
static void
test_clock (gconstpointer data)
{
  gint64 skew_s = GPOINTER_TO_INT (data);
  gint64 now_s = hearth_clock_now_s (), after_s, reckoned_s;
  Fixture fixture;
  HearthClient *client;
  g_autoptr (HearthVisit) visit = NULL;

  /* The center is made by the right clock: only the desks go wrong. */
  start (&fixture);
  hearth_clock_set (now_s + skew_s);
  connect_desks (&fixture);
  client = hearth_test_lan_desk (fixture.lan, 0)->client;
  reckoned_s = hearth_client_get_hub_now_s (client);
  visit = check_in (&fixture, 0);
  hearth_clock_reset ();
  after_s = hearth_clock_now_s ();
  g_assert_cmpint (reckoned_s, >=, now_s - CLOCKS_S);
  g_assert_cmpint (reckoned_s, <=, after_s + CLOCKS_S);
  g_assert_cmpint (hearth_visit_get_arrived_at_s (visit), >=, now_s - CLOCKS_S);
  g_assert_cmpint (hearth_visit_get_arrived_at_s (visit), <=, after_s + CLOCKS_S);
  tear_down (&fixture, 0);
}

static void
test_slow_network (void)
{
  Fixture fixture;
  HearthTestLanDesk *desk;
  g_autoptr (HearthTestRelay) relay = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&fixture);
  desk = hearth_test_lan_desk (fixture.lan, 0);
  hearth_test_lan_desk_stop (desk);
  relay = hearth_test_relay_new (no_network ? fixture.lan->address : "10.77.0.1", fixture.lan->port, DELAY_MS);
  hearth_desk_folder_set_address (desk->folder, "127.0.0.1", hearth_test_relay_get_port (relay), &error);
  g_assert_no_error (error);
  begin (&fixture);
  hearth_test_lan_desk_start (desk);
  wait_until (state_of (&fixture, 0) != HEARTH_CLIENT_AWAY);
  g_test_message ("%d ms each way: connected after %.1f s", DELAY_MS, took_s (&fixture));
  hearth_test_lan_desk_sign_in (desk, HEARTH_ROLE_GREETER);
  begin (&fixture);
  assert_checks_in (&fixture, 0);
  g_test_message ("%d ms each way: checked in after %.1f s", DELAY_MS, took_s (&fixture));
  g_assert_cmpfloat (took_s (&fixture), >=, 2 * DELAY_MS / 1000.0);
  assert_checks_in (&fixture, 1);
  tear_down (&fixture, 0);
}

int
main (int argc, char **argv)
{
  no_network = hearth_test_net_enter ();
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/net/cable-pulled-at-hub", GINT_TO_POINTER (TRUE), pull_cable);
  g_test_add_data_func ("/net/cable-pulled-at-desk", GINT_TO_POINTER (FALSE), pull_cable);
  g_test_add_func ("/net/killed-hub", test_killed_hub);
  g_test_add_data_func ("/net/desk-an-hour-ahead", GINT_TO_POINTER (HOUR_S), test_clock);
  g_test_add_data_func ("/net/desk-an-hour-behind", GINT_TO_POINTER (-HOUR_S), test_clock);
  g_test_add_func ("/net/slow-network", test_slow_network);

  int failed = g_test_run ();

  g_free (no_network);
  return failed;
}
