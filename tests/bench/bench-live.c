/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A center with several desks, hub and desks in processes of their own over TLS on loopback, 20,000 people and 500,000
 * visits: how long after a check-in its row is on another desk's list, what twenty desks can do at once, what each kind of
 * hostile peer costs them, beside what they could do alone just before, and how much memory the hub takes; beside a bare
 * SQLite insert in the same run. With a kind's name as its argument, that kind alone. All twenty desks are in this one process, so their own work is counted too. Figures, no
 * judgement. */

#include "config.h"

#include "hearth-bench-desk.h"
#include "hearth-bench.h"
#include "hearth-checkin-client.h"
#include "hearth-day-list.h"
#include "hearth-sample.h"
#include "hearth-session-client.h"
#include "hearth-test-attack.h"
#include "hearth-test-crowd.h"
#include "hearth-test-siege.h"

#include <sodium.h>
#include <string.h>

#define PEOPLE 20000
#define VISITS 500000
#define DESKS 20
#define TIMES 300
#define CROWD_S 10
#define ALONE_S 5
#define STRANGERS 500
#define CONNECTIONS 10000
#define QUEUE 20000
#define DIRECTOR "Pat"
#define GREETER "Lee"
/* A day of long ago, busier than any. */
#define BUSY_DAY "2001-02-03"

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
run_crowd (HearthTestCrowd *crowd, double seconds, HearthBenchTimes *times)
{
  hearth_test_crowd_run_for (crowd, seconds);
  times->us = hearth_test_crowd_take_times (crowd);
}

static void
measure_crowd (HearthTestCrowd *crowd)
{
  g_auto (HearthBenchTimes) times = { NULL };

  run_crowd (crowd, CROWD_S, &times);
  hearth_bench_print ("check-in, 20 desks as fast as they can", &times, NULL, NULL);
  g_print ("= %-50s %9.0f check-ins a second\n", "", times.us->len / (double)CROWD_S);
}

static guint
size_of (HearthTestSiegeKind kind)
{
  if (kind == HEARTH_TEST_SIEGE_ONE_BY_ONE)
    return CONNECTIONS;
  return kind == HEARTH_TEST_SIEGE_NO_READING || kind == HEARTH_TEST_SIEGE_QUEUES ? QUEUE : STRANGERS;
}

static void
join_beside (HearthTestLan *lan)
{
  gint64 before_us = g_get_monotonic_time ();

  hearth_test_lan_join (lan, "A new desk", FALSE);
  g_print ("= %-50s %9.0f ms\n", "  a new desk joins beside them within",
           (double)(g_get_monotonic_time () - before_us) / 1000);
}

/* @bad: the desk that misbehaves. */
static void
measure_siege (HearthTestLan *lan, HearthTestLanDesk *bad, HearthTestCrowd *crowd, HearthTestSiegeKind kind)
{
  g_auto (HearthBenchTimes) alone = { NULL }, beside = { NULL };
  g_autofree char *name = g_strdup_printf ("the same beside: %s", hearth_test_siege_name (kind));
  HearthTestSiege *siege;
  double idle_mb, slowest_ms;
  guint n;

  run_crowd (crowd, ALONE_S, &alone);
  hearth_test_memory_forget (lan);
  idle_mb = hearth_test_memory_now (lan) / 1024.0;
  siege = hearth_test_siege_begin (lan, bad, kind, size_of (kind), GREETER, HEARTH_SAMPLE_PASSPHRASE, BUSY_DAY);
  run_crowd (crowd, CROWD_S, &beside);
  while (!hearth_test_siege_is_done (siege))
    g_main_context_iteration (NULL, FALSE);
  if (kind == HEARTH_TEST_SIEGE_SILENT)
    join_beside (lan);
  n = hearth_test_siege_end (siege, &slowest_ms);
  hearth_bench_print (name, &beside, "alone", &alone);
  g_print ("= %-50s p99 %9.2f times that alone; %u of them; memory %.1f MB, at most %.1f MB\n", "",
           hearth_bench_times_at (&beside, 99) / hearth_bench_times_at (&alone, 99), n, idle_mb,
           hearth_test_memory_most (lan) / 1024.0);
  if (kind == HEARTH_TEST_SIEGE_ONE_BY_ONE)
    g_print ("= %-50s %9.0f ms\n", "  the slowest of them was connected within", slowest_ms);
}

/* The busy day; and passphrases that cost no memory, which would be all that is seen. */
static void
prepare (HearthConn *conn)
{
  static const char guests[]
      = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
        " INSERT INTO visit (kind, guest_name, reason_id, arrived_at_s, visited_on, recorded_at_s)"
        " SELECT 'guest-before', 'Guest ' || i, 1, i, '" BUSY_DAY "', i FROM n";
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  char hash[crypto_pwhash_STRBYTES];

  hearth_bench_need (sodium_init () >= 0
                         && crypto_pwhash_str (hash, HEARTH_SAMPLE_PASSPHRASE, strlen (HEARTH_SAMPLE_PASSPHRASE),
                                               crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN)
                                == 0,
                     NULL);
  sql = g_strdup_printf ("UPDATE account SET passphrase_hash = '%s'", hash);
  hearth_bench_need (hearth_conn_exec (conn, guests, &error) && hearth_conn_exec (conn, sql, &error), error);
}

static HearthConn *
open_center (const char *path)
{
  g_autoptr (GError) error = NULL;
  HearthConn *conn = hearth_conn_open (path, HEARTH_CONN_WRITER, &error);

  hearth_bench_need (conn != NULL, error);
  return conn;
}

int
main (int argc, char *argv[])
{
  g_autofree char *center = hearth_bench_center (PEOPLE, VISITS);
  g_autofree char *ours = hearth_bench_copy (center, ".live"), *bare = hearth_bench_copy (center, ".bare");
  HearthConn *conn = open_center (ours);
  HearthTestLan *lan;
  HearthTestCrowd *crowd;

  prepare (conn);
  hearth_conn_free (conn);
  conn = open_center (bare);
  lan = hearth_test_lan_new_over (ours, DESKS + 1);
  crowd = hearth_test_crowd_new (lan, DESKS, DIRECTOR, HEARTH_SAMPLE_PASSPHRASE);
  hearth_test_lan_start (lan);
  print_memory ("memory of hearth-hub, 20k/500k, no desk", lan);
  measure_updates (lan, 2, conn);
  measure_updates (lan, DESKS, conn);
  hearth_test_memory_forget (lan);
  print_memory ("memory of hearth-hub, 20k/500k, 20 desks", lan);
  for (guint i = 0; i < DESKS; i++)
    hearth_test_lan_desk_stop (hearth_test_lan_desk (lan, i));

  hearth_test_crowd_connect (crowd);
  measure_crowd (crowd);
  for (guint kind = 0; kind < HEARTH_TEST_N_SIEGES; kind++)
    if (argc < 2 || g_str_equal (argv[1], hearth_test_siege_name ((HearthTestSiegeKind)kind)))
      measure_siege (lan, hearth_test_lan_desk (lan, DESKS), crowd, (HearthTestSiegeKind)kind);
  hearth_test_crowd_free (crowd);
  hearth_test_lan_stop (lan);
  hearth_test_lan_free (lan);
  hearth_conn_free (conn);
  hearth_bench_forget (ours);
  hearth_bench_forget (bare);
  return 0;
}
