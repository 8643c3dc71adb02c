/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Figures of an import of 20,000 people: how long the check takes beside the database, how long the rows take to come in
 * and to go out, and for how long at most a check-in at the desk would have had to wait for a slice. */

#include "config.h"

#include "hearth-bench.h"
#include "hearth-import.h"
#include "hearth-test-center.h"

#define ROWS 20000

typedef struct
{
  HearthImport *import;
  GStrv mapping;
  guint n_new, n_twins, n_problems;
  HearthImportProgress now, next;
  gint64 batch;
} Call;

static gboolean
work_check (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;
  g_autoptr (GVariant) review = NULL;

  return hearth_import_check (call->import, unit, (const char *const *)call->mapping, &call->n_new, &call->n_twins,
                              &call->n_problems, &review, error);
}

static gboolean
work_run (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  return hearth_import_run (call->import, unit, (const char *const *)call->mapping, NULL, 0, NULL, 0, &call->now,
                            &call->next, error);
}

static gboolean
work_undo (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  return hearth_import_undo (unit, call->batch, &call->now, &call->next, error);
}

static HearthImport *
make_file (void)
{
  static const char *const first[]
      = { "Maria", "John", "Ana", "Robert", "Luis", "Kim", "Pat", "José", "Anne", "Chris" };
  static const char *const last[]
      = { "Smith", "Garcia", "Reyes", "Jones", "Brown", "Miller", "Davis", "López", "Clark" };
  g_autoptr (GString) text = g_string_new ("First Name,Last Name,DOB,Phone\n");
  g_autoptr (GRand) chance = g_rand_new_with_seed (1);
  HearthImport *import = hearth_import_new ();

  for (guint i = 0; i < ROWS; i++)
    g_string_append_printf (text, "%s%c%c,%s,%d/%d/%d,603 %07u\n", first[g_rand_int_range (chance, 0, 10)],
                            'a' + g_rand_int_range (chance, 0, 26), 'a' + g_rand_int_range (chance, 0, 26),
                            last[g_rand_int_range (chance, 0, 9)], g_rand_int_range (chance, 1, 13),
                            g_rand_int_range (chance, 1, 29), g_rand_int_range (chance, 1940, 2005), 2000000 + i);
  hearth_import_add (import, text->str, text->len, NULL);
  return import;
}

/* All slices of @work: how long they took, and each of them, with its COMMIT and the wait for what the one before left. */
static void
go_on (HearthTestCenter *center, Call *call, HearthUnitWork work, const char *what)
{
  g_autofree char *name = g_strdup_printf ("  a slice of the %s", what);
  g_auto (HearthBenchTimes) whole = { NULL }, slices = { NULL };
  gint64 begin_us = g_get_monotonic_time ();

  hearth_bench_times_init (&whole);
  hearth_bench_times_init (&slices);
  for (call->now = (HearthImportProgress){ 0 }; !call->now.done; call->now = call->next)
    {
      gint64 before_us = g_get_monotonic_time ();

      hearth_test_center_write (center, HEARTH_ROLE_DIRECTOR, work, call);
      hearth_bench_times_add (&slices, (double)(g_get_monotonic_time () - before_us));
    }
  hearth_bench_times_add (&whole, (double)(g_get_monotonic_time () - begin_us));
  hearth_bench_print (what, &whole, NULL, NULL);
  hearth_bench_print (name, &slices, NULL, NULL);
}

static void
check (HearthTestCenter *center, Call *call, const char *what)
{
  g_auto (HearthBenchTimes) times = { NULL };
  gint64 begin_us = g_get_monotonic_time ();

  hearth_test_center_read (center, HEARTH_ROLE_DIRECTOR, work_check, call);
  hearth_bench_times_init (&times);
  hearth_bench_times_add (&times, (double)(g_get_monotonic_time () - begin_us));
  hearth_bench_print (what, &times, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  Call call = { .import = make_file () };
  g_auto (GStrv) header = NULL;
  g_autoptr (GVariant) sample = NULL;
  guint n_rows;

  if (!hearth_import_columns (call.import, 0, &header, &call.mapping, &sample, &n_rows, NULL))
    return 1;
  check (center, &call, "check of 20k rows against nobody");
  go_on (center, &call, work_run, "import of 20k people");
  call.batch = call.now.batch;
  check (center, &call, "check of 20k rows against 20k people");
  go_on (center, &call, work_undo, "undo of 20k people");
  hearth_import_free (call.import);
  g_strfreev (call.mapping);
  return 0;
}
