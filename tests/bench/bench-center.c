/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A center of 20,000 people and 500,000 visits: how long it takes to make, to open (which looks at every page of the file)
 * and to read the figures of a month through the client. Figures, no judgement. */

#include "config.h"

#include "hearth-bench-desk.h"
#include "hearth-bench.h"
#include "hearth-house.h"
#include "hearth-report-client.h"
#include "hearth-sample.h"

#include <glib/gstdio.h>

#define PEOPLE 20000
#define VISITS 500000
#define OPENINGS 10
#define MONTHS 100

static double
since (gint64 before_us)
{
  return (double)(g_get_monotonic_time () - before_us);
}

static void
make (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hearth-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "new.hearth", NULL);
  g_autofree char *lock = g_strconcat (path, "-lock", NULL);
  g_auto (HearthBenchTimes) times = { NULL };
  g_autoptr (GError) error = NULL;
  gint64 before_us = g_get_monotonic_time ();

  hearth_bench_need (hearth_sample_make (path, PEOPLE, VISITS, 1, &error), error);
  hearth_bench_times_init (&times);
  hearth_bench_times_add (&times, since (before_us));
  hearth_bench_print ("make a sample center of 20k/500k", &times, NULL, NULL);
  g_remove (path);
  g_remove (lock);
  g_rmdir (folder);
}

static void
open_often (const char *path)
{
  g_auto (HearthBenchTimes) times = { NULL };

  hearth_bench_times_init (&times);
  for (guint i = 0; i < OPENINGS; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 before_us = g_get_monotonic_time ();
      g_autoptr (HearthHouse) house = hearth_house_open (path, &error);

      hearth_bench_need (house != NULL, error);
      hearth_bench_times_add (&times, since (before_us));
      hearth_bench_need (hearth_house_close (house, &error), error);
    }
  hearth_bench_print ("open the center of 20k/500k", &times, NULL, NULL);
}

static void
read_months (const char *path)
{
  g_auto (HearthBenchTimes) times = { NULL };
  HearthBenchDesk desk = { NULL };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  hearth_bench_times_init (&times);
  hearth_bench_desk_open (&desk, path);
  for (int i = 0; i < MONTHS; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_months (now, -(i % 12));
      g_autofree char *month = g_date_time_format (day, "%Y-%m");
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (HearthMonth) figures = NULL;
      gint64 before_us = g_get_monotonic_time ();

      hearth_report_client_month_async (desk.client, month, NULL, hearth_bench_on_result, &result);
      figures = hearth_report_client_month_finish (desk.client, hearth_bench_await (&result), &error);
      hearth_bench_need (figures != NULL, error);
      hearth_bench_times_add (&times, since (before_us));
    }
  hearth_bench_print ("figures of a month through the client, 20k/500k", &times, NULL, NULL);
  hearth_bench_desk_close (&desk);
}

int
main (int argc, char *argv[])
{
  g_autofree char *path = NULL;

  make ();
  path = hearth_bench_center (PEOPLE, VISITS);
  open_often (path);
  read_months (path);
  return 0;
}
