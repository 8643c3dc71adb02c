/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How long a durable check-in takes through the real client, beside a bare SQLite insert of such a visit into a copy of
 * the same center: the same pragmas, indexes and disk, one after the other in the same run. Figures, no judgement. */

#include "config.h"

#include "hearth-bench-desk.h"
#include "hearth-bench.h"
#include "hearth-checkin-client.h"
#include "hearth-conn.h"

#define TIMES 1000
#define BURST 100
#define BURSTS 10
#define PEOPLE 20000
#define VISITS 500000

static GVariant *
again (void)
{
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "again", "b", TRUE);
  return g_variant_dict_end (&options);
}

static void
check_in (HearthClient *client, gint64 person, HearthBenchTimes *times)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit = NULL;
  gint64 before_us = g_get_monotonic_time ();

  hearth_checkin_client_record_async (client, person, again (), NULL, hearth_bench_on_result, &result);
  visit = hearth_checkin_client_record_finish (client, hearth_bench_await (&result), NULL, NULL, &error);
  hearth_bench_need (visit != NULL, error);
  hearth_bench_times_add (times, (double)(g_get_monotonic_time () - before_us));
}

/* Many desks at once: answers share their COMMITs. What each of them takes. */
static void
burst (HearthClient *client, HearthBenchTimes *times)
{
  GAsyncResult *results[BURST] = { NULL };
  gint64 before_us = g_get_monotonic_time ();

  for (guint i = 0; i < BURST; i++)
    hearth_checkin_client_record_async (client, 1 + (gint64)g_random_int_range (0, PEOPLE), again (), NULL,
                                        hearth_bench_on_result, &results[i]);
  for (guint i = 0; i < BURST; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HearthVisit) visit
          = hearth_checkin_client_record_finish (client, hearth_bench_await (&results[i]), NULL, NULL, &error);

      hearth_bench_need (visit != NULL, error);
      g_object_unref (results[i]);
    }
  hearth_bench_times_add (times, (double)(g_get_monotonic_time () - before_us) / BURST);
}

int
main (int argc, char *argv[])
{
  g_autofree char *center = hearth_bench_center (PEOPLE, VISITS);
  g_autofree char *ours = hearth_bench_copy (center, ".client"), *bare = hearth_bench_copy (center, ".bare");
  g_autoptr (GError) error = NULL;
  HearthConn *conn = hearth_conn_open (bare, HEARTH_CONN_WRITER, &error);
  HearthBenchDesk desk = { NULL };
  g_auto (HearthBenchTimes) client_times = { NULL }, bare_times = { NULL }, burst_times = { NULL };

  hearth_bench_need (conn != NULL, error);
  hearth_bench_desk_open (&desk, ours);
  hearth_bench_times_init (&client_times);
  hearth_bench_times_init (&bare_times);
  hearth_bench_times_init (&burst_times);
  for (guint i = 0; i < TIMES; i++)
    {
      gint64 person = 1 + g_random_int_range (0, PEOPLE);

      check_in (desk.client, person, &client_times);
      hearth_bench_insert (conn, person, 1773300000 + i, &bare_times);
    }
  hearth_bench_print ("check-in through the client, 20k/500k", &client_times, "bare insert of the visit", &bare_times);
  for (guint i = 0; i < BURSTS; i++)
    burst (desk.client, &burst_times);
  hearth_bench_print ("  each of 100 check-ins at once", &burst_times, NULL, NULL);
  hearth_bench_desk_close (&desk);
  hearth_conn_free (conn);
  hearth_bench_forget (ours);
  hearth_bench_forget (bare);
  return 0;
}
