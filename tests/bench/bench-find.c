/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How long a keystroke in the search field takes, from the client to the rows as objects: names of real records typed
 * letter by letter, with and without a slip, beside a bare FTS5 query for the same beginnings in the same run. Figures, no
 * judgement. */

#include "config.h"

#include "hearth-bench-desk.h"
#include "hearth-bench.h"
#include "hearth-checkin-client.h"
#include "hearth-conn.h"
#include "hearth-person-search-store.h"

#include <string.h>

#define LIMIT 5
#define NAMES 150
#define MATCH "SELECT rowid FROM person_fts WHERE person_fts MATCH :match LIMIT 20"

typedef struct
{
  HearthBenchTimes plain, slips, bare;
} Times;

/* The first and the last name of somebody, folded. */
static char *
name_of (HearthConn *conn, gint64 person)
{
  g_autofree char *names = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;

  hearth_bench_need (hearth_person_search_store_read (conn, person, &names, &error), error);
  words = g_strsplit (names ? names : "", " ", -1);
  if (g_strv_length (words) < 2)
    return g_strdup (words[0] ? words[0] : "");
  return g_strconcat (words[0], " ", words[g_strv_length (words) - 1], NULL);
}

/* Two letters change places. */
static char *
slip (const char *name)
{
  char *text = g_strdup (name);
  gsize length = strlen (text);

  if (length > 4 && g_str_is_ascii (text))
    {
      gsize place = 1 + (gsize)g_random_int_range (0, (gint32)length - 3);
      char kept = text[place];

      text[place] = text[place + 1];
      text[place + 1] = kept;
    }
  return text;
}

static void
press (HearthClient *client, const char *typed, HearthBenchTimes *times)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) rows = NULL;
  gint64 before_us = g_get_monotonic_time ();

  hearth_checkin_client_find_async (client, typed, LIMIT, NULL, hearth_bench_on_result, &result);
  rows = hearth_checkin_client_find_finish (client, hearth_bench_await (&result), NULL, &error);
  hearth_bench_need (rows != NULL, error);
  hearth_bench_times_add (times, (double)(g_get_monotonic_time () - before_us));
}

static void
match (HearthConn *conn, const char *typed, HearthBenchTimes *times)
{
  g_auto (GStrv) words = g_strsplit (typed, " ", -1);
  g_autoptr (GString) terms = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 before_us;

  for (guint i = 0; words[i]; i++)
    if (*words[i])
      g_string_append_printf (terms, "\"%s\" * ", words[i]);
  before_us = g_get_monotonic_time ();
  {
    g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, MATCH, &error);

    hearth_stmt_bind_text (stmt, "match", terms->str);
    while (hearth_stmt_step (stmt, &error))
      ;
  }
  hearth_bench_need (error == NULL, error);
  hearth_bench_times_add (times, (double)(g_get_monotonic_time () - before_us));
}

static void
type_name (HearthBenchDesk *desk, HearthConn *conn, const char *name, Times *times)
{
  g_autofree char *slipped = slip (name);
  glong length = g_utf8_strlen (name, -1);

  for (glong n = 2; n <= length; n++)
    {
      g_autofree char *typed = g_utf8_substring (name, 0, n), *wrong = g_utf8_substring (slipped, 0, n);

      press (desk->client, typed, &times->plain);
      press (desk->client, wrong, &times->slips);
      match (conn, typed, &times->bare);
    }
}

static void
bench (guint people, guint visits)
{
  g_autofree char *path = hearth_bench_center (people, visits);
  g_autofree char *plain = g_strdup_printf ("letter to rows through the client, %uk people", people / 1000);
  g_autoptr (GError) error = NULL;
  HearthBenchDesk desk = { NULL };
  HearthConn *conn;
  Times times;

  hearth_bench_desk_open (&desk, path);
  conn = hearth_conn_open (path, HEARTH_CONN_READER, &error);
  hearth_bench_need (conn != NULL, error);
  hearth_bench_times_init (&times.plain);
  hearth_bench_times_init (&times.slips);
  hearth_bench_times_init (&times.bare);
  for (guint i = 0; i < NAMES; i++)
    {
      g_autofree char *name = name_of (conn, 1 + g_random_int_range (0, (gint32)people));

      type_name (&desk, conn, name, &times);
    }
  hearth_bench_print (plain, &times.plain, "bare FTS5", &times.bare);
  hearth_bench_print ("  each letter after a slip", &times.slips, NULL, NULL);
  hearth_bench_times_clear (&times.plain);
  hearth_bench_times_clear (&times.slips);
  hearth_bench_times_clear (&times.bare);
  hearth_conn_free (conn);
  hearth_bench_desk_close (&desk);
}

int
main (int argc, char *argv[])
{
  g_random_set_seed (1);
  bench (1000, 20000);
  bench (20000, 500000);
  bench (200000, 400000);
  return 0;
}
