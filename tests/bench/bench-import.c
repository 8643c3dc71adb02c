/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Figures of an import of 20,000 people: how long the check takes beside the database, how long the rows take to come in
 * and to go out, and for how long at most a check-in at the desk would have had to wait for a slice. */

#include "config.h"

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

/* All slices of @work; prints how long they took and the longest of them, with its COMMIT. */
static void
go_on (HearthTestCenter *center, Call *call, HearthUnitWork work, const char *what)
{
  gint64 begin = g_get_monotonic_time (), longest = 0;
  guint slices = 0;

  for (call->now = (HearthImportProgress){ 0 }; !call->now.done; slices++)
    {
      gint64 before = g_get_monotonic_time ();

      hearth_test_center_write (center, HEARTH_ROLE_DIRECTOR, work, call);
      longest = MAX (longest, g_get_monotonic_time () - before);
      call->now = call->next;
    }
  g_print ("%s %u people: %.2f s in %u slices, the longest %.1f ms\n", what, call->now.n_done,
           (g_get_monotonic_time () - begin) / 1e6, slices, longest / 1e3);
}

int
main (int argc, char **argv)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  Call call = { .import = make_file () };
  g_auto (GStrv) header = NULL;
  g_autoptr (GVariant) sample = NULL;
  guint n_rows;
  gint64 begin = g_get_monotonic_time ();

  if (!hearth_import_columns (call.import, 0, &header, &call.mapping, &sample, &n_rows, NULL))
    return 1;
  g_print ("read %u rows: %.2f s\n", n_rows, (g_get_monotonic_time () - begin) / 1e6);
  begin = g_get_monotonic_time ();
  hearth_test_center_read (center, HEARTH_ROLE_DIRECTOR, work_check, &call);
  g_print ("check against nobody: %.2f s, %u new, %u may be there\n", (g_get_monotonic_time () - begin) / 1e6,
           call.n_new, call.n_twins);
  go_on (center, &call, work_run, "import of");
  call.batch = call.now.batch;
  begin = g_get_monotonic_time ();
  hearth_test_center_read (center, HEARTH_ROLE_DIRECTOR, work_check, &call);
  g_print ("check against %d people: %.2f s, %u new, %u may be there\n", ROWS, (g_get_monotonic_time () - begin) / 1e6,
           call.n_new, call.n_twins);
  go_on (center, &call, work_undo, "undo of");
  hearth_import_free (call.import);
  g_strfreev (call.mapping);
  return 0;
}
