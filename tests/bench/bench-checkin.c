/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How long a durable check-in takes through the real client, beside a bare SQLite insert of such a visit into a copy of
 * the same center: the same pragmas, indexes and disk, one after the other in the same run. Figures, no judgement. */

#include "config.h"

#include "hearth-bench-desk.h"
#include "hearth-bench.h"
#include "hearth-checkin-client.h"
#include "hearth-conn.h"

#include <glib/gstdio.h>

#define TIMES 1000
#define BURST 100
#define BURSTS 10
#define PEOPLE 20000
#define VISITS 500000

static char *
copy_of (const char *path, const char *suffix)
{
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autofree char *copy = g_strconcat (path, suffix, NULL);
  g_autoptr (GFile) to = g_file_new_for_path (copy);
  g_autoptr (GError) error = NULL;

  hearth_bench_need (g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error), error);
  return g_steal_pointer (&copy);
}

static void
forget (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_remove (name);
    }
}

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

/* One statement is one transaction: durable when it returns. */
static void
insert (HearthConn *conn, gint64 person, gint64 at_s, HearthBenchTimes *times)
{
  g_autoptr (GError) error = NULL;
  gint64 before_us = g_get_monotonic_time ();

  {
    g_autoptr (HearthStmt) stmt
        = hearth_conn_prepare (conn,
                               "INSERT INTO visit (kind, person_id, reason_id, arrived_at_s, visited_on, "
                               "recorded_at_s, recorded_by_id, desk_id)"
                               " VALUES ('person', :person, 1, :at_s, '2026-03-12', :at_s, 1, 1)",
                               &error);

    hearth_stmt_bind_int (stmt, "person", person);
    hearth_stmt_bind_int (stmt, "at_s", at_s);
    hearth_bench_need (hearth_stmt_run (stmt, &error), error);
  }
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
  g_autofree char *ours = copy_of (center, ".client"), *bare = copy_of (center, ".bare");
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
      insert (conn, person, 1773300000 + i, &bare_times);
    }
  hearth_bench_print ("check-in through the client, 20k/500k", &client_times, "bare insert of the visit", &bare_times);
  for (guint i = 0; i < BURSTS; i++)
    burst (desk.client, &burst_times);
  hearth_bench_print ("  each of 100 check-ins at once", &burst_times, NULL, NULL);
  hearth_bench_desk_close (&desk);
  hearth_conn_free (conn);
  forget (ours);
  forget (bare);
  return 0;
}
