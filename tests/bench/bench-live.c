/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A center with several desks, hub and desks in processes of their own over TLS on loopback, 20,000 people and 500,000
 * visits: how long after a check-in its row is on another desk's list, what twenty desks can do at once, what hostile peers
 * cost them, and how much memory the hub takes; beside a bare SQLite insert in the same run. All twenty desks are in this
 * one process, so their own work is counted too. Figures, no judgement. */

#include "config.h"

#include "hearth-bench-desk.h"
#include "hearth-bench.h"
#include "hearth-checkin-client.h"
#include "hearth-day-list.h"
#include "hearth-sample.h"
#include "hearth-session-client.h"
#include "hearth-test-attack.h"
#include "hearth-test-crowd.h"

#define PEOPLE 20000
#define VISITS 500000
#define DESKS 20
#define TIMES 300
#define CROWD_S 10
#define STRANGERS 500
#define DIRECTOR "Pat"

typedef struct
{
  HearthClient *client; /* (unowned) */
  HearthDayList *list;  /* (owned) */
} Screen;

static void
sign_in (HearthClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome = HEARTH_SIGN_IN_WRONG;

  hearth_session_client_sign_in_async (client, 0, DIRECTOR, HEARTH_SAMPLE_PASSPHRASE, NULL, hearth_bench_on_result,
                                       &result);
  hearth_session_client_sign_in_finish (client, hearth_bench_await (&result), &outcome, NULL, &error);
  hearth_bench_need (outcome == HEARTH_SIGN_IN_WELCOME, error);
}

static gboolean
all_have (Screen *screens, guint n, gint64 visit)
{
  for (guint i = 1; i < n; i++)
    if (hearth_day_list_find (screens[i].list, visit) == NULL)
      return FALSE;
  return TRUE;
}

/* One checks in; the time until the row is on the lists of all others, from the wish on and from its answer on, which comes
 * after the COMMIT. */
static void
check_in (Screen *screens, guint n, HearthBenchTimes *from_wish, HearthBenchTimes *from_answer)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit = NULL;
  GVariantDict options;
  gint64 wish_us = g_get_monotonic_time (), answer_us;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "again", "b", TRUE);
  hearth_checkin_client_record_async (screens[0].client, 1 + (gint64)g_random_int_range (0, PEOPLE),
                                      g_variant_dict_end (&options), NULL, hearth_bench_on_result, &result);
  visit = hearth_checkin_client_record_finish (screens[0].client, hearth_bench_await (&result), NULL, NULL, &error);
  hearth_bench_need (visit != NULL, error);
  answer_us = g_get_monotonic_time ();
  while (!all_have (screens, n, hearth_visit_get_id (visit)))
    g_main_context_iteration (NULL, TRUE);
  hearth_bench_times_add (from_wish, (double)(g_get_monotonic_time () - wish_us));
  hearth_bench_times_add (from_answer, (double)(g_get_monotonic_time () - answer_us));
}

static void
measure_updates (HearthTestLan *lan, guint n, HearthConn *bare)
{
  Screen screens[DESKS] = { { NULL } };
  g_auto (HearthBenchTimes) from_wish = { NULL }, from_answer = { NULL }, bare_times = { NULL };
  g_autofree char *name = g_strdup_printf ("check-in wished to row on the list, %u desks", n);

  hearth_bench_times_init (&from_wish);
  hearth_bench_times_init (&from_answer);
  hearth_bench_times_init (&bare_times);
  for (guint i = 0; i < n; i++)
    {
      HearthTestLanDesk *desk = hearth_test_lan_desk (lan, i);

      screens[i].client = desk->client;
      if (desk->connector == NULL)
        {
          hearth_test_lan_desk_start (desk);
          sign_in (desk->client);
        }
      screens[i].list = hearth_day_list_new (desk->client);
    }
  for (guint i = 0; i < TIMES; i++)
    {
      check_in (screens, n, &from_wish, &from_answer);
      hearth_bench_insert (bare, 1 + g_random_int_range (0, PEOPLE), 1773300000 + i, &bare_times);
    }
  hearth_bench_print (name, &from_wish, "bare insert of the visit", &bare_times);
  hearth_bench_print ("  of that, after the desk's answer", &from_answer, NULL, NULL);
  for (guint i = 0; i < n; i++)
    g_clear_object (&screens[i].list);
}

static void
print_memory (const char *name, HearthTestLan *lan)
{
  g_print ("= %-50s now %7.1f MB  most %7.1f MB\n", name, hearth_test_memory_now (lan) / 1024.0,
           hearth_test_memory_most (lan) / 1024.0);
}

static void
run_crowd (HearthTestCrowd *crowd, const char *name)
{
  g_auto (HearthBenchTimes) times = { NULL };

  hearth_test_crowd_run_for (crowd, CROWD_S);
  times.us = hearth_test_crowd_take_times (crowd);
  hearth_bench_print (name, &times, NULL, NULL);
  g_print ("= %-50s %9.0f check-ins a second\n", "", times.us->len / (double)CROWD_S);
}

static void
run_crowd_beside (HearthTestLan *lan, HearthTestCrowd *crowd, HearthTestPeerKind kind, const char *name)
{
  GArray *strangers = hearth_test_attack_begin (lan, kind, STRANGERS);

  run_crowd (crowd, name);
  g_array_unref (strangers);
}

int
main (int argc, char *argv[])
{
  g_autofree char *center = hearth_bench_center (PEOPLE, VISITS);
  g_autofree char *ours = hearth_bench_copy (center, ".live"), *bare = hearth_bench_copy (center, ".bare");
  g_autoptr (GError) error = NULL;
  HearthConn *conn = hearth_conn_open (bare, HEARTH_CONN_WRITER, &error);
  HearthTestLan *lan = hearth_test_lan_new_over (ours, DESKS);
  HearthTestCrowd *crowd = hearth_test_crowd_new (lan, DESKS, DIRECTOR, HEARTH_SAMPLE_PASSPHRASE);

  hearth_bench_need (conn != NULL, error);
  hearth_test_lan_start (lan);
  print_memory ("memory of hearth-hub, 20k/500k, no desk", lan);
  measure_updates (lan, 2, conn);
  measure_updates (lan, DESKS, conn);
  hearth_test_memory_forget (lan);
  print_memory ("memory of hearth-hub, 20k/500k, 20 desks", lan);
  for (guint i = 0; i < DESKS; i++)
    hearth_test_lan_desk_stop (hearth_test_lan_desk (lan, i));

  hearth_test_crowd_connect (crowd);
  hearth_test_memory_forget (lan);
  run_crowd (crowd, "check-in, 20 desks as fast as they can");
  run_crowd_beside (lan, crowd, HEARTH_TEST_SILENT, "  the same beside 500 silent peers");
  run_crowd_beside (lan, crowd, HEARTH_TEST_HALF_HELLO, "  the same beside 500 half ClientHellos");
  run_crowd_beside (lan, crowd, HEARTH_TEST_HELLO, "  the same beside 500 handshakes never finished");
  print_memory ("  memory of hearth-hub then", lan);
  hearth_test_crowd_free (crowd);
  hearth_test_lan_stop (lan);
  hearth_test_lan_free (lan);
  hearth_conn_free (conn);
  hearth_bench_forget (ours);
  hearth_bench_forget (bare);
  return 0;
}
