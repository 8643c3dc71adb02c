/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The program hearth-hub with desks at it: joining, being told of each other, the end in the middle of check-ins, kill -9,
 * what reaches desks where somebody sits. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-account-client.h"
#include "hearth-backup.h"
#include "hearth-certificate.h"
#include "hearth-checkin-client.h"
#include "hearth-clock.h"
#include "hearth-conn.h"
#include "hearth-desk-client.h"
#include "hearth-error.h"
#include "hearth-session-client.h"
#include "hearth-test-hub.h"
#include "hearth-test-lan.h"

#include <signal.h>

#define MANY 40

static void
test_joined_and_told (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (1);
  HearthTestLanDesk *first = hearth_test_lan_desk (lan, 0), *second;
  g_autoptr (GAsyncResult) result = NULL, listed = NULL;
  g_autoptr (HearthVisit) visit = NULL;
  g_autoptr (HearthClient) tool = NULL;
  g_autoptr (GListStore) desks = NULL;
  g_autoptr (GError) error = NULL;
  guint n_connected = 0, n_news = 0;

  hearth_test_lan_start (lan);
  second = hearth_test_lan_join (lan, "Kitchen", FALSE);
  hearth_test_lan_desk_start (first);
  hearth_test_lan_desk_start (second);
  hearth_test_lan_desk_sign_in (first, HEARTH_ROLE_GREETER);
  hearth_test_lan_desk_sign_in (second, HEARTH_ROLE_STAFF);
  g_signal_connect_swapped (second->client, "changed", G_CALLBACK (g_atomic_int_inc), &n_news);
  hearth_checkin_client_record_guest_async (first->client, NULL, NULL, hearth_test_on_result, &result);
  visit = hearth_checkin_client_visit_finish (first->client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  hearth_test_until (n_news > 0);

  tool = hearth_test_lan_open_tool (lan);
  hearth_desk_client_list_async (tool, NULL, hearth_test_on_result, &listed);
  desks = hearth_desk_client_list_finish (tool, hearth_test_await (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (desks)), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (HearthDesk) desk = g_list_model_get_item (G_LIST_MODEL (desks), i);

      n_connected += hearth_desk_get_connected (desk);
      if (hearth_desk_get_connected (desk))
        {
          g_assert_cmpstr (hearth_desk_get_who (desk), !=, "");
          g_assert_cmpstr (hearth_desk_get_version (desk), ==, HEARTH_VERSION);
        }
    }
  g_assert_cmpuint (n_connected, ==, 2);
}

typedef struct
{
  guint n_answered;
  guint n_done;
} Burst;

static void
on_recorded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Burst *burst = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit = hearth_checkin_client_visit_finish (HEARTH_CLIENT (source), result, &error);

  burst->n_done++;
  if (visit)
    burst->n_answered++;
  else
    g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
}

static void
begin_burst (HearthClient *client, Burst *burst)
{
  for (guint i = 0; i < MANY; i++)
    hearth_checkin_client_record_guest_async (client, NULL, NULL, on_recorded, burst);
}

/* Whether the newest copy of the center knows a desk that was not removed. */
static gboolean
copy_knows (HearthTestLan *lan, gint64 desk)
{
  g_autofree char *copy = hearth_backup_newest (hearth_test_lan_center_file (lan), NULL);
  g_autoptr (HearthConn) conn = copy ? hearth_conn_open (copy, HEARTH_CONN_READER, NULL) : NULL;
  g_autoptr (HearthStmt) stmt = NULL;

  if (conn == NULL)
    return FALSE;
  stmt = hearth_conn_prepare (conn, "SELECT id FROM desk WHERE id = :desk AND removed_at_s = 0", NULL);
  hearth_stmt_bind_int (stmt, "desk", desk);
  return hearth_stmt_step (stmt, NULL);
}

/* The PC of the hub may die a minute after a desk has joined, or was put out. */
static void
test_in_the_copy_at_once (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (1);
  g_autoptr (HearthClient) tool = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthTestLanDesk *joined;

  hearth_test_lan_start (lan);
  joined = hearth_test_lan_join (lan, "Kitchen", FALSE);
  HEARTH_TEST_WAIT (copy_knows (lan, joined->id));
  joined = hearth_test_lan_join (lan, "Library", FALSE);
  HEARTH_TEST_WAIT (copy_knows (lan, joined->id));
  tool = hearth_test_lan_open_tool (lan);
  hearth_desk_client_remove_async (tool, joined->id, NULL, hearth_test_on_result, &result);
  g_assert_true (hearth_desk_client_done_finish (tool, hearth_test_await (&result), &error));
  g_assert_no_error (error);
  HEARTH_TEST_WAIT (!copy_knows (lan, joined->id));
}

/* What was begun is finished and answered: the calls that the hub had taken when it was told to end. The desk may not come
 * to read the last answers, as it sends on meanwhile: what it was told of is there. */
static void
test_ended_in_the_middle (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (1);
  HearthTestLanDesk *desk = hearth_test_lan_desk (lan, 0);
  Burst burst = { 0 };

  hearth_test_lan_start (lan);
  hearth_test_lan_desk_start (desk);
  hearth_test_lan_desk_sign_in (desk, HEARTH_ROLE_GREETER);
  begin_burst (desk->client, &burst);
  hearth_test_until (burst.n_answered > 0);
  hearth_test_lan_stop (lan);
  hearth_test_until (burst.n_done == MANY);
  g_assert_cmpint (hearth_test_center_number (lan->center, "SELECT count(*) FROM visit"), >=, burst.n_answered);
}

static void
test_killed_and_started_again (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (1);
  HearthTestLanDesk *desk = hearth_test_lan_desk (lan, 0);
  g_autoptr (HearthClient) tool = NULL;
  Burst burst = { 0 };
  guint16 port;

  hearth_test_lan_start (lan);
  port = lan->port;
  hearth_test_lan_desk_start (desk);
  hearth_test_lan_desk_sign_in (desk, HEARTH_ROLE_GREETER);
  begin_burst (desk->client, &burst);
  hearth_test_until (burst.n_answered > 0);
  hearth_test_lan_kill (lan);
  hearth_test_until (burst.n_done == MANY && hearth_client_get_state (desk->client) == HEARTH_CLIENT_AWAY);
  g_assert_cmpint (hearth_test_center_number (lan->center, "SELECT count(*) FROM visit"), >=, burst.n_answered);

  /* The socket that it left over is no hindrance, and the desk comes back by itself. */
  hearth_test_lan_start (lan);
  g_assert_cmpuint (lan->port, ==, port);
  tool = hearth_test_lan_open_tool (lan);
  hearth_test_until (hearth_client_get_state (desk->client) != HEARTH_CLIENT_AWAY);
}

static gboolean
disable_greeter (HearthClient *tool, gint64 account, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_account_client_set_disabled_async (tool, account, TRUE, NULL, hearth_test_on_result, &result);
  return hearth_account_client_done_finish (tool, hearth_test_await (&result), error);
}

static gboolean
read_day (HearthClient *client, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListStore) day = NULL;

  hearth_checkin_client_day_async (client, NULL, NULL, hearth_test_on_result, &result);
  day = hearth_checkin_client_day_finish (client, hearth_test_await (&result), NULL, NULL, error);
  return day != NULL;
}

static void
test_disabled_where_they_sit (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (1);
  HearthTestLanDesk *desk = hearth_test_lan_desk (lan, 0);
  g_autoptr (HearthClient) tool = NULL;
  g_autoptr (GError) error = NULL;

  hearth_test_lan_start (lan);
  tool = hearth_test_lan_open_tool (lan);
  hearth_test_lan_desk_start (desk);
  hearth_test_lan_desk_sign_in (desk, HEARTH_ROLE_GREETER);
  g_assert_true (read_day (desk->client, &error));
  g_assert_true (disable_greeter (tool, lan->center->account_id[HEARTH_ROLE_GREETER], &error));
  g_assert_no_error (error);
  while (read_day (desk->client, &error))
    ;
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);
}

static void
test_removed_for_good (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (2);
  HearthTestLanDesk *desk = hearth_test_lan_desk (lan, 0), *other = hearth_test_lan_desk (lan, 1);
  g_autoptr (HearthClient) tool = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_test_lan_start (lan);
  tool = hearth_test_lan_open_tool (lan);
  hearth_test_lan_desk_start (desk);
  hearth_test_lan_desk_start (other);
  hearth_desk_client_remove_async (tool, desk->id, NULL, hearth_test_on_result, &result);
  g_assert_true (hearth_desk_client_done_finish (tool, hearth_test_await (&result), &error));
  g_assert_no_error (error);
  hearth_test_until (
      g_error_matches (hearth_connector_get_error (desk->connector), HEARTH_ERROR, HEARTH_ERROR_REMOVED));
  g_assert_cmpint (hearth_client_get_state (desk->client), ==, HEARTH_CLIENT_AWAY);
  g_assert_cmpint (hearth_client_get_state (other->client), !=, HEARTH_CLIENT_AWAY);
}

static void
test_stopped_by_a_command (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (0);
  g_autoptr (HearthClient) tool = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_test_lan_start (lan);
  tool = hearth_test_lan_open_tool (lan);
  hearth_desk_client_stop_sharing_async (tool, NULL, hearth_test_on_result, &result);
  g_assert_true (hearth_desk_client_done_finish (tool, hearth_test_await (&result), &error));
  g_assert_no_error (error);
  hearth_test_until (hearth_client_get_state (tool) == HEARTH_CLIENT_AWAY);
  hearth_test_lan_stop (lan);
}

static HearthTestLanDesk *
add_desk_at (HearthTestLan *lan, gint64 now_s)
{
  HearthTestLanDesk *desk;

  hearth_clock_set (now_s);
  desk = hearth_test_lan_add_desk (lan, FALSE);
  hearth_clock_reset ();
  return desk;
}

/* A desk that was switched off until its certificate ended, and one that joined while the hub's clock was ahead: they are
 * not told that the hub is away, because to wait for it would help neither. Nothing is forgotten there meanwhile. */
static void
test_certificate_out_of_date (void)
{
  const gint64 day_s = 24 * 60 * 60;
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (0);
  HearthTestLanDesk *desks[2];

  desks[0] = add_desk_at (lan, hearth_clock_now_s () - (HEARTH_CERTIFICATE_DAYS + 1) * day_s);
  desks[1] = add_desk_at (lan, hearth_clock_now_s () + 30 * day_s);
  hearth_test_lan_start (lan);
  for (guint i = 0; i < G_N_ELEMENTS (desks); i++)
    {
      HearthConnector *connector = desks[i]->connector = hearth_connector_new (desks[i]->client, desks[i]->folder);

      hearth_connector_start (connector);
      hearth_test_until (hearth_connector_get_error (connector) != NULL);
      g_assert_error (hearth_connector_get_error (connector), HEARTH_ERROR, HEARTH_ERROR_CERTIFICATE);
      /* It tries again: a clock may be set. */
      g_assert_cmpint (hearth_connector_get_next_try_at_s (connector), >, 0);
      g_assert_true (hearth_desk_folder_has_joined (desks[i]->folder));
      hearth_connector_stop (connector);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/joined-and-told", test_joined_and_told);
  g_test_add_func ("/service/in-the-copy-at-once", test_in_the_copy_at_once);
  g_test_add_func ("/service/ended-in-the-middle", test_ended_in_the_middle);
  g_test_add_func ("/service/killed-and-started-again", test_killed_and_started_again);
  g_test_add_func ("/service/disabled-where-they-sit", test_disabled_where_they_sit);
  g_test_add_func ("/service/removed-for-good", test_removed_for_good);
  g_test_add_func ("/service/certificate-out-of-date", test_certificate_out_of_date);
  g_test_add_func ("/service/stopped-by-a-command", test_stopped_by_a_command);
  return g_test_run ();
}
