/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How long a keystroke in the search field takes, from the house to the rows: names of real records typed letter by
 * letter, with and without a slip, beside a bare FTS5 query for the same beginnings in the same run. Figures, no
 * judgement. */

#include "config.h"

#include "hearth-bench.h"
#include "hearth-dice.h"
#include "hearth-finder.h"
#include "hearth-house.h"
#include "hearth-people-index-private.h"
#include "hearth-person-search-store.h"

#define LIMIT 5
#define PEOPLE 150

typedef struct
{
  const char *query;
  char *match; /* (owned): for FTS5 */
  guint n_rows;
  gboolean bare;
} Keystroke;

static gboolean
find_bare (HearthConn *conn, Keystroke *keystroke, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT rowid FROM person_fts WHERE person_fts MATCH :match LIMIT 20", error);

  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_text (stmt, "match", keystroke->match);
  while (hearth_stmt_step (stmt, NULL))
    keystroke->n_rows++;
  return TRUE;
}

static gboolean
find (HearthUnit *unit, gpointer data, GError **error)
{
  Keystroke *keystroke = data;
  g_autoptr (GPtrArray) candidates = NULL;
  gint64 alone;

  if (keystroke->bare)
    return find_bare (unit->conn, keystroke, error);
  candidates = hearth_finder_find (unit, keystroke->query, LIMIT, &alone, error);
  if (candidates)
    keystroke->n_rows = candidates->len;
  return candidates != NULL;
}

static void
press (HearthHouse *house, Keystroke *keystroke, HearthBenchTimes *times)
{
  const HearthCaller tool = HEARTH_CALLER_TOOL;
  g_autoptr (GError) error = NULL;
  gint64 before_us = g_get_monotonic_time ();

  if (!hearth_house_read (house, &tool, find, keystroke, &error))
    g_printerr ("%s\n", error->message);
  hearth_bench_times_add (times, (double)(g_get_monotonic_time () - before_us));
}

typedef struct
{
  gint64 person_id;
  char *names; /* (owned) */
} Names;

static gboolean
read_names (HearthUnit *unit, gpointer data, GError **error)
{
  Names *names = data;

  return hearth_person_search_store_read (unit->conn, names->person_id, &names->names, error);
}

/* The first and the last name of somebody, folded. */
static char *
name_of (HearthHouse *house, gint64 person_id)
{
  const HearthCaller tool = HEARTH_CALLER_TOOL;
  Names names = { person_id, NULL };
  g_auto (GStrv) words = NULL;

  hearth_house_read (house, &tool, read_names, &names, NULL);
  words = g_strsplit (names.names ? names.names : "", " ", -1);
  g_free (names.names);
  if (g_strv_length (words) < 2)
    return g_strdup (words[0] ? words[0] : "");
  return g_strconcat (words[0], " ", words[g_strv_length (words) - 1], NULL);
}

static char *
match_of (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GString *match = g_string_new (NULL);

  for (guint i = 0; words[i]; i++)
    if (*words[i])
      g_string_append_printf (match, "\"%s\" * ", words[i]);
  return g_string_free (match, FALSE);
}

typedef struct
{
  HearthBenchTimes two, more, slips, bare;
} Times;

/* Types @name letter by letter. */
static void
type_name (HearthHouse *house, const char *name, HearthBenchTimes *two, HearthBenchTimes *more, HearthBenchTimes *bare)
{
  glong length = g_utf8_strlen (name, -1);

  for (glong n = 2; n <= length; n++)
    {
      g_autofree char *typed = g_utf8_substring (name, 0, n);
      Keystroke keystroke = { .query = typed };

      press (house, &keystroke, n == 2 ? two : more);
      if (bare == NULL)
        continue;

      Keystroke plain = { .match = match_of (typed), .bare = TRUE };

      press (house, &plain, bare);
      g_free (plain.match);
    }
}

/* @name with two letters swapped. */
static char *
slip (HearthDice *dice, const char *name)
{
  char *text = g_strdup (name);
  gsize length = strlen (text);

  if (length > 4 && g_str_is_ascii (text))
    {
      guint place = 1 + hearth_dice_below (dice, (guint)length - 3);
      char kept = text[place];

      text[place] = text[place + 1];
      text[place + 1] = kept;
    }
  return text;
}

static void
bench (guint people, guint visits)
{
  g_autofree char *path = hearth_bench_center (people, visits);
  g_autofree char *what = g_strdup_printf ("letter to rows in the hub, %uk people", people / 1000);
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthHouse) house = hearth_house_open (path, &error);
  HearthDice dice = hearth_dice (1, 99, people);
  Times times;

  if (house == NULL)
    {
      g_printerr ("%s\n", error->message);
      exit (1);
    }
  hearth_bench_times_init (&times.two);
  hearth_bench_times_init (&times.more);
  hearth_bench_times_init (&times.slips);
  hearth_bench_times_init (&times.bare);
  for (guint i = 0; i < PEOPLE; i++)
    {
      g_autofree char *name = name_of (house, 1 + hearth_dice_below (&dice, people));
      g_autofree char *slipped = slip (&dice, name);

      type_name (house, name, &times.two, &times.more, &times.bare);
      type_name (house, slipped, &times.slips, &times.slips, NULL);
    }
  hearth_bench_print (what, &times.more, "bare FTS5", &times.bare);
  hearth_bench_print ("  the first two letters", &times.two, NULL, NULL);
  hearth_bench_print ("  each letter after a slip", &times.slips, NULL, NULL);
  hearth_bench_times_clear (&times.two);
  hearth_bench_times_clear (&times.more);
  hearth_bench_times_clear (&times.slips);
  hearth_bench_times_clear (&times.bare);
  hearth_house_close (house, NULL);
}

int
main (int argc, char *argv[])
{
  bench (1000, 20000);
  bench (20000, 500000);
  bench (200000, 400000);
  return 0;
}
