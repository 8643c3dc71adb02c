/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The house: units of work know who asks, when and where; what they changed is told once each; the people index learns
 * after the COMMIT and never of what was rolled back. */

#include "config.h"

#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-house.h"
#include "hearth-person-search-store.h"
#include "hearth-test-center.h"

#define N_ASKED 50

static void
set_up (HearthTestCenter **center, gconstpointer data)
{
  *center = hearth_test_center_new ();
}

static void
tear_down (HearthTestCenter **center, gconstpointer data)
{
  hearth_clock_reset ();
  hearth_test_center_free (*center);
}

static gboolean
look_at_unit (HearthUnit *unit, gpointer data, GError **error)
{
  const HearthCaller *caller = data;

  g_assert_cmpint (unit->caller.account_id, ==, caller->account_id);
  g_assert_cmpint (unit->caller.desk_id, ==, caller->desk_id);
  g_assert_cmpstr (g_time_zone_get_identifier (unit->zone), ==, HEARTH_TEST_ZONE);
  g_assert_cmpint (unit->now_s, ==, 5000);
  g_assert_true (hearth_unit_may (unit, HEARTH_PERMISSION_CHECKIN));
  g_assert_false (hearth_unit_may (unit, HEARTH_PERMISSION_MANAGE_CENTER));
  return hearth_unit_need (unit, HEARTH_PERMISSION_MERGE_PEOPLE, error);
}

static void
test_unit (HearthTestCenter **center, gconstpointer data)
{
  HearthCaller caller = hearth_test_center_caller (*center, HEARTH_ROLE_GREETER);

  hearth_clock_set (5000);
  hearth_test_center_refuse (*center, HEARTH_ROLE_GREETER, look_at_unit, &caller, HEARTH_ERROR_DENIED);
}

static gboolean
read_zone (HearthUnit *unit, gpointer data, GError **error)
{
  char **zone = data;

  g_free (*zone);
  *zone = g_strdup (g_time_zone_get_identifier (unit->zone));
  return TRUE;
}

/* A zone that was changed is there for the next unit; one that no machine knows is UTC. */
static void
test_zone (HearthTestCenter **center, gconstpointer data)
{
  g_autofree char *zone = NULL;

  hearth_test_center_sql (*center, "UPDATE center SET time_zone = 'America/Phoenix'");
  hearth_test_center_write (*center, HEARTH_ROLE_DIRECTOR, read_zone, &zone);
  g_assert_cmpstr (zone, ==, "America/Phoenix");
  hearth_test_center_sql (*center, "UPDATE center SET time_zone = 'Middle/Earth'");
  hearth_test_center_read (*center, HEARTH_ROLE_DIRECTOR, read_zone, &zone);
  g_assert_cmpstr (zone, ==, "UTC");
}

static gboolean
change_things (HearthUnit *unit, gpointer data, GError **error)
{
  hearth_unit_changed (unit, "visit", 7);
  hearth_unit_changed (unit, "person", 7);
  hearth_unit_changed (unit, "visit", 7);
  hearth_unit_changed (unit, "visit", 8);
  if (!data)
    return hearth_unit_audit (unit, "open", "person", 7, NULL, error);
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "no");
  return FALSE;
}

typedef struct
{
  GVariant *changes; /* (owned) (nullable) */
  int code;          /* -1: it worked */
  gboolean done;
} Answer;

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  g_autoptr (GError) error = NULL;

  hearth_house_write_finish (HEARTH_HOUSE (source), result, &answer->changes, &error);
  answer->code = error ? error->code : -1;
  answer->done = TRUE;
}

static void
write_and_wait (HearthTestCenter *center, HearthUnitWork work, gpointer data, Answer *answer)
{
  HearthCaller caller = hearth_test_center_caller (center, HEARTH_ROLE_GREETER);

  hearth_house_write_async (center->house, &caller, work, data, NULL, on_written, answer);
  while (!answer->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_changes (HearthTestCenter **center, gconstpointer data)
{
  Answer worked = { 0 }, failed = { 0 };
  g_autofree char *text = NULL;

  write_and_wait (*center, change_things, NULL, &worked);
  g_assert_cmpint (worked.code, ==, -1);
  text = g_variant_print (worked.changes, FALSE);
  g_assert_cmpstr (text, ==, "[('visit', 7), ('person', 7), ('visit', 8)]");
  g_variant_unref (worked.changes);
  g_assert_cmpint (hearth_test_center_number (*center, "SELECT count(*) FROM audit WHERE verb = 'open'"), ==, 1);

  write_and_wait (*center, change_things, (gpointer) "fail", &failed);
  g_assert_cmpint (failed.code, ==, HEARTH_ERROR_CONFLICT);
  g_assert_null (failed.changes);
}

typedef struct
{
  const char *query;
  gint64 found; /* 0: nobody */
  gint64 last_visit_at_s;
} Search;

static gboolean
find (HearthUnit *unit, gpointer data, GError **error)
{
  Search *search = data;
  HearthPeopleIndex *index = hearth_house_get_people_index (unit->house);
  g_autoptr (GArray) found = hearth_people_index_find (index, unit->conn, search->query, 5, error);

  if (!found)
    return FALSE;
  search->found = found->len > 0 ? g_array_index (found, HearthFound, 0).person_id : 0;
  search->last_visit_at_s = found->len > 0 ? g_array_index (found, HearthFound, 0).last_visit_at_s : 0;
  return TRUE;
}

static void
assert_found (HearthTestCenter *center, const char *query, gint64 id, gint64 last_visit_at_s)
{
  Search search = { query, -1, -1 };

  hearth_test_center_read (center, HEARTH_ROLE_GREETER, find, &search);
  g_assert_cmpint (search.found, ==, id);
  g_assert_cmpint (search.last_visit_at_s, ==, last_visit_at_s);
}

typedef struct
{
  gint64 id;
  gboolean fails;
} Renaming;

/* The names change again after they were noted: the index must learn the last ones. */
static gboolean
rename_person (HearthUnit *unit, gpointer data, GError **error)
{
  Renaming *renaming = data;
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (unit->conn,
                             "UPDATE person SET family_name = 'Quixwood', last_visit_at_s = 777 WHERE id = :id", error);

  hearth_unit_note_person (unit, renaming->id);
  hearth_unit_note_visit (unit, renaming->id, 777);
  hearth_stmt_bind_int (stmt, "id", renaming->id);
  if (!hearth_stmt_run (stmt, error) || !hearth_person_search_store_put (unit->conn, renaming->id, error))
    return FALSE;
  if (!renaming->fails)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "no");
  return FALSE;
}

/* "uixwod" is found by its inside and with a slip: only the index in memory can do that. */
static void
test_index (HearthTestCenter **center, gconstpointer data)
{
  Renaming renaming = { hearth_test_center_add_person (*center, "John", "Smith"), TRUE };

  assert_found (*center, "john smiht", renaming.id, 0);
  hearth_test_center_refuse (*center, HEARTH_ROLE_GREETER, rename_person, &renaming, HEARTH_ERROR_CONFLICT);
  assert_found (*center, "john smiht", renaming.id, 0);
  assert_found (*center, "quixwod", 0, 0);
  renaming.fails = FALSE;
  hearth_test_center_write (*center, HEARTH_ROLE_GREETER, rename_person, &renaming);
  assert_found (*center, "quixwod", renaming.id, 777);
  assert_found (*center, "smiht", 0, 0);
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *n_answers = user_data;
  g_autoptr (GError) error = NULL;

  hearth_house_read_finish (HEARTH_HOUSE (source), result, &error);
  g_assert_no_error (error);
  ++*n_answers;
}

static void
on_renamed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *n_answers = user_data;
  g_autoptr (GError) error = NULL;

  hearth_house_write_finish (HEARTH_HOUSE (source), result, NULL, &error);
  g_assert_no_error (error);
  ++*n_answers;
}

/* Both readers search the index while the writer changes it. */
static void
test_search_while_writing (HearthTestCenter **center, gconstpointer data)
{
  static const char *const queries[] = { "john", "smiht", "quix", "ma", "jhn smth" };
  const HearthCaller tool = HEARTH_CALLER_TOOL;
  Search searches[N_ASKED * 2];
  Renaming renamings[N_ASKED];
  guint n_answers = 0;

  for (guint i = 0; i < N_ASKED; i++)
    {
      g_autofree char *family = g_strdup_printf ("Smith%u", i);

      renamings[i] = (Renaming){ hearth_test_center_add_person (*center, i % 2 == 0 ? "John" : "Mary", family), FALSE };
    }
  for (guint i = 0; i < N_ASKED; i++)
    {
      for (guint j = 2 * i; j < 2 * i + 2; j++)
        {
          searches[j] = (Search){ queries[j % G_N_ELEMENTS (queries)], 0, 0 };
          hearth_house_read_async ((*center)->house, &tool, find, &searches[j], NULL, on_searched, &n_answers);
        }
      hearth_house_write_async ((*center)->house, &tool, rename_person, &renamings[i], NULL, on_renamed, &n_answers);
    }
  while (n_answers < 3 * N_ASKED)
    g_main_context_iteration (NULL, TRUE);
  assert_found (*center, "mary quixwod", renamings[1].id, 777);
  assert_found (*center, "john quixwod", renamings[0].id, 777);
}

static gboolean
count_up (HearthUnit *unit, gpointer data, GError **error)
{
  hearth_unit_changed (unit, "day", *(gint64 *)data);
  return hearth_unit_audit (unit, "count", "day", *(gint64 *)data, "", error);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gint64 *n_answers = user_data;
  g_autoptr (GVariant) changes = NULL;
  g_autoptr (GError) error = NULL;
  const char *kind;
  gint64 id;

  hearth_house_write_finish (HEARTH_HOUSE (source), result, &changes, &error);
  g_assert_no_error (error);
  g_variant_get_child (changes, 0, "(&sx)", &kind, &id);
  g_assert_cmpint (id, ==, ++*n_answers);
}

/* Answers come in the order of the COMMITs, which is that of the questions. */
static void
test_order (HearthTestCenter **center, gconstpointer data)
{
  const HearthCaller tool = HEARTH_CALLER_TOOL;
  gint64 ids[N_ASKED], n_answers = 0;

  for (guint i = 0; i < N_ASKED; i++)
    {
      ids[i] = i + 1;
      hearth_house_write_async ((*center)->house, &tool, count_up, &ids[i], NULL, on_counted, &n_answers);
    }
  while (n_answers < N_ASKED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (hearth_test_center_number (*center, "SELECT count(*) FROM audit WHERE verb = 'count'"), ==, N_ASKED);
}

static void
test_not_ours (HearthTestCenter **center, gconstpointer data)
{
  g_autofree char *path = g_build_filename ((*center)->folder, "no.hearth", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthHouse) house = hearth_house_open (path, &error);

  g_assert_null (house);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  house = hearth_house_open ((*center)->path, &error);
  g_assert_null (house);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_BUSY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/service/house/" name, HearthTestCenter *, NULL, set_up, test, tear_down)
  ADD ("unit", test_unit);
  ADD ("zone", test_zone);
  ADD ("changes", test_changes);
  ADD ("index", test_index);
  ADD ("search-while-writing", test_search_while_writing);
  ADD ("order", test_order);
  ADD ("not-ours", test_not_ours);
  return g_test_run ();
}
