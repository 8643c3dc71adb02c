/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Shared by benchmarks. One thread. */

#define G_LOG_DOMAIN "hearth-bench"

#include "config.h"

#include "hearth-bench.h"

#include <glib/gstdio.h>

#include "hearth-house.h"
#include "hearth-sample.h"

#define SEED 1

static gboolean
opens (const char *path)
{
  g_autoptr (HearthHouse) house = hearth_house_open (path, NULL);

  return house != NULL && hearth_house_close (house, NULL);
}

/**
 * hearth_bench_center:
 * @people: how many
 * @visits: how many
 *
 * A sample center in the build folder, made by the first benchmark that wants it and kept for the next; one that cannot
 * be opened any more is made anew.
 *
 * Returns: (transfer full): its path; nobody else may have it open
 */
char *
hearth_bench_center (guint people, guint visits)
{
  const char *build = g_getenv ("G_TEST_BUILDDIR");
  g_autofree char *folder = g_build_filename (build ? build : g_get_tmp_dir (), "bench-centers", NULL);
  g_autofree char *name = g_strdup_printf ("%u-people-%u-visits-" HEARTH_VERSION ".hearth", people, visits);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      if (opens (path))
        return g_steal_pointer (&path);
      g_remove (path);
    }
  g_print ("# making a center of %u people and %u visits\n", people, visits);
  if (!hearth_sample_make (path, people, visits, SEED, &error))
    {
      g_printerr ("%s\n", error->message);
      exit (1);
    }
  return g_steal_pointer (&path);
}

void
hearth_bench_times_init (HearthBenchTimes *self)
{
  self->us = g_array_new (FALSE, FALSE, sizeof (double));
}

void
hearth_bench_times_clear (HearthBenchTimes *self)
{
  g_clear_pointer (&self->us, g_array_unref);
}

void
hearth_bench_times_add (HearthBenchTimes *self, double us)
{
  g_array_append_val (self->us, us);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double first = *(const double *)a, second = *(const double *)b;

  return (first > second) - (first < second);
}

/* The time within which @percent of all were done. */
double
hearth_bench_times_at (HearthBenchTimes *self, double percent)
{
  guint place;

  if (self->us->len == 0)
    return 0;
  g_array_sort (self->us, compare_times);
  place = (guint)(self->us->len * percent / 100);
  return g_array_index (self->us, double, MIN (place, self->us->len - 1));
}

/* Lines that begin with "= " are what tests/bench/summary shows: name, p50, p99, and beside what. */
void
hearth_bench_print (const char *name, HearthBenchTimes *times, const char *reference_name, HearthBenchTimes *reference)
{
  double p50 = hearth_bench_times_at (times, 50), p99 = hearth_bench_times_at (times, 99);

  g_print ("= %-50s p50 %9.3f ms  p99 %9.3f ms", name, p50 / 1000, p99 / 1000);
  if (reference)
    g_print ("  beside %s: p50 %.3f ms  p99 %.3f ms  ratio %.2f", reference_name,
             hearth_bench_times_at (reference, 50) / 1000, hearth_bench_times_at (reference, 99) / 1000,
             p50 / hearth_bench_times_at (reference, 50));
  g_print ("\n");
}
