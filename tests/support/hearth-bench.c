/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Shared by benchmarks. One thread. */

#define G_LOG_DOMAIN "hearth-bench"

#include "config.h"

#include "hearth-bench.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>

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

static void
need (gboolean fine, const GError *error)
{
  if (fine)
    return;
  g_printerr ("%s\n", error->message);
  exit (1);
}

void
hearth_bench_forget (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-lock" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_remove (name);
    }
}

/**
 * hearth_bench_copy:
 * @path: a center that nobody has open
 * @suffix: for the name of the copy
 *
 * Returns: (transfer full): the path of the copy
 */
char *
hearth_bench_copy (const char *path, const char *suffix)
{
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autofree char *copy = g_strconcat (path, suffix, NULL);
  g_autoptr (GFile) to = g_file_new_for_path (copy);
  g_autoptr (GError) error = NULL;

  /* Of a run that did not end. */
  hearth_bench_forget (copy);
  need (g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error), error);
  return g_steal_pointer (&copy);
}

void
hearth_bench_insert (HearthConn *conn, gint64 person, gint64 at_s, HearthBenchTimes *times)
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
    need (hearth_stmt_run (stmt, &error), error);
  }
  hearth_bench_times_add (times, (double)(g_get_monotonic_time () - before_us));
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
