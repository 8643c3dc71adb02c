/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The sample center: that it is there, lively, whole, and the same for the same seed. */

#include "config.h"

#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-sample.h"
#include "hearth-secret.h"
#include "hearth-test-center.h"
#include "hearth-test-folder.h"
#include "hearth-verify.h"

#define ZONE "America/New_York"

typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned) */
} Place;

static void
place_init (Place *self)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("hearth-sample-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "sample.hearth", NULL);
}

static void
place_clear (Place *self)
{
  hearth_test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static HearthHouse *
make (Place *place, guint people, guint visits, guint32 seed)
{
  g_autoptr (GError) error = NULL;
  HearthHouse *house;

  place_init (place);
  hearth_sample_make (place->path, people, visits, seed, &error);
  g_assert_no_error (error);
  house = hearth_house_open (place->path, &error);
  g_assert_no_error (error);
  return house;
}

static void
put_away (HearthHouse *house)
{
  g_autoptr (GError) error = NULL;

  hearth_house_close (house, &error);
  g_assert_no_error (error);
  g_object_unref (house);
}

typedef struct
{
  const char *sql;
  GChecksum *checksum; /* (nullable) */
  gint64 number;
} Query;

static gboolean
query_work (HearthUnit *unit, gpointer data, GError **error)
{
  Query *query = data;
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (unit->conn, query->sql, error);

  if (stmt == NULL)
    return FALSE;
  while (hearth_stmt_step (stmt, &failure))
    {
      query->number = hearth_stmt_int (stmt, 0);
      if (query->checksum)
        g_checksum_update (query->checksum, (const guchar *)hearth_stmt_text (stmt, 0), -1);
    }
  if (failure)
    g_propagate_error (error, g_steal_pointer (&failure));
  return failure == NULL;
}

static void
run_query (HearthHouse *house, Query *query)
{
  const HearthCaller tool = HEARTH_CALLER_TOOL;
  g_autoptr (GError) error = NULL;

  hearth_house_read (house, &tool, query_work, query, &error);
  g_assert_no_error (error);
}

static gint64
number (HearthHouse *house, const char *sql)
{
  Query query = { sql, NULL, -1 };

  run_query (house, &query);
  return query.number;
}

/* All people and all visits of a center, in one short text. */
static char *
content (HearthHouse *house)
{
  static const char *const queries[] = {
    ("SELECT uuid || preferred_name || '|' || given_name || '|' || family_name || pronouns || birth_kind || birth_date"
     " || recovery_date || email || postal_code || card_code || told_on || last_visit_at_s || created_at_s"
     " FROM person ORDER BY id"),
    "SELECT person_id || number || label || voicemail FROM person_phone ORDER BY id",
    "SELECT person_id || name FROM person_former_name ORDER BY id",
    ("SELECT kind || coalesce (person_id, '') || guest_name || label || head_count || children || reason_id"
     " || arrived_at_s || visited_on || left_at_s || left_how || late || recorded_by_id FROM visit ORDER BY id"),
  };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      Query query = { queries[i], checksum, 0 };

      run_query (house, &query);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static void
test_same_for_same_seed (void)
{
  g_autofree char *contents[3] = { NULL };

  for (guint i = 0; i < 3; i++)
    {
      g_auto (Place) place;
      HearthHouse *house;

      hearth_test_clock (ZONE, "2026-03-12T14:14:00");
      house = make (&place, 120, 1500, i < 2 ? 7 : 8);
      contents[i] = content (house);
      put_away (house);
    }
  g_assert_cmpstr (contents[0], ==, contents[1]);
  g_assert_cmpstr (contents[0], !=, contents[2]);
  g_free (g_steal_pointer (&contents[2]));
  g_free (g_steal_pointer (&contents[1]));
}

static void
test_lively (void)
{
  g_auto (Place) place;
  HearthHouse *house;

  /* A Thursday afternoon. */
  hearth_test_clock (ZONE, "2026-03-12T14:14:00");
  house = make (&place, 400, 8000, 1);

  g_assert_cmpint (number (house, "SELECT count (*) FROM person"), ==, 400);
  g_assert_cmpint (number (house, "SELECT count (*) FROM visit"), ==, 8000);
  g_assert_cmpint (number (house, "SELECT count (*) FROM person_search"), ==, 400);
  g_assert_cmpint (number (house, "SELECT sample FROM center"), ==, 1);
  g_assert_cmpint (number (house, "SELECT count (*) FROM person, notice WHERE told_on <= noticed_on"), ==, 0);
  g_assert_cmpint (number (house, "SELECT name = 'Maple Street Recovery Center' FROM center"), ==, 1);
  g_assert_cmpint (number (house, "SELECT name = 'Front desk 1' FROM desk"), ==, 1);
  g_assert_cmpint (number (house, "SELECT count (*) FROM account"), ==, 8);
  g_assert_cmpint (number (house, "SELECT count (DISTINCT role) FROM account_role"), ==, 5);

  /* People come back, some often; nobody twice a day; some come without a record, some in groups. */
  g_assert_cmpint (
      number (house, "SELECT max (n) FROM (SELECT count (*) n FROM visit WHERE kind = 'person' GROUP BY person_id)"), >,
      50);
  g_assert_cmpint (number (house, "SELECT max (n) FROM (SELECT count (*) n FROM visit WHERE kind = 'person'"
                                  " GROUP BY person_id, visited_on)"),
                   ==, 1);
  g_assert_cmpint (number (house, "SELECT count (*) FROM visit WHERE kind LIKE 'guest%'"), >, 400);
  g_assert_cmpint (number (house, "SELECT count (*) FROM visit WHERE kind = 'group' AND label <> ''"), >, 50);
  g_assert_cmpint (number (house, "SELECT count (DISTINCT reason_id) FROM visit"), ==, 7);
  g_assert_cmpint (number (house, "SELECT count (*) FROM person WHERE pronouns <> ''"), >, 100);
  g_assert_cmpint (number (house, "SELECT count (*) FROM person_phone WHERE number NOT LIKE '(401) 555-01__'"), ==, 0);
  g_assert_cmpint (number (house, "SELECT count (*) FROM person WHERE preferred_name || family_name GLOB '*[^ -~]*'"),
                   >, 20);

  /* Opening hours; Sundays closed; nothing later than now; last visits as they were. */
  g_assert_cmpint (number (house, "SELECT count (*) FROM visit WHERE visited_on < '2026-03-12' AND"
                                  " strftime ('%w', visited_on) = '0'"),
                   ==, 0);
  g_assert_cmpint (number (house, "SELECT max (max (arrived_at_s), max (left_at_s)) FROM visit"), <=,
                   hearth_test_at (ZONE, "2026-03-12T14:14:59"));
  g_assert_cmpint (number (house,
                           "SELECT count (*) FROM person WHERE last_visit_at_s <> coalesce ((SELECT max (arrived_at_s)"
                           " FROM visit WHERE person_id = person.id), 0)"),
                   ==, 0);
  g_assert_cmpint (number (house, "SELECT count (*) FROM visit WHERE left_at_s > 0 AND left_at_s < arrived_at_s"), ==,
                   0);

  /* Today has begun, a dozen are here, of days before nobody. */
  g_assert_cmpint (number (house, "SELECT count (*) FROM visit WHERE visited_on = '2026-03-12'"), >=, 20);
  g_assert_cmpint (number (house, "SELECT count (*) FROM visit WHERE left_how = '' AND kind <> 'group'"), ==, 12);
  g_assert_cmpint (number (house, "SELECT count (*) FROM visit WHERE left_how = '' AND kind <> 'group'"
                                  " AND visited_on < '2026-03-12'"),
                   ==, 0);
  put_away (house);
}

/* Also at night, on a Sunday and right after midnight there is a today, and nothing of tomorrow. */
static void
test_any_hour (void)
{
  static const char *const hours[]
      = { "2026-03-15T15:00:00", "2026-03-12T23:30:00", "2026-03-12T00:02:00", "2026-03-12T09:10:00" };

  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    {
      g_auto (Place) place;
      HearthHouse *house;
      gint64 now_s = hearth_test_at (ZONE, hours[i]);
      g_autofree char *day = g_strndup (hours[i], strlen ("2026-03-12"));
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM visit WHERE visited_on = '%s'", day);

      hearth_clock_set (now_s);
      house = make (&place, 50, 600, 1);
      g_assert_cmpint (number (house, sql), >=, 30);
      g_assert_cmpint (number (house, "SELECT max (arrived_at_s) FROM visit"), <=, now_s + 5);
      g_assert_cmpint (number (house, "SELECT count (*) FROM visit WHERE left_how = '' AND kind <> 'group'"), ==, 12);
      put_away (house);
    }
}

static void
test_odd_sizes (void)
{
  static const struct
  {
    guint people, visits;
  } sizes[] = { { 0, 0 }, { 0, 50 }, { 50, 0 }, { 1, 1 }, { 200, 20 }, { 1, 500 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_auto (Place) place;
      HearthHouse *house;

      hearth_test_clock (ZONE, "2026-03-12T14:14:00");
      house = make (&place, sizes[i].people, sizes[i].visits, 3);
      g_assert_cmpint (number (house, "SELECT count (*) FROM person"), ==, sizes[i].people);
      g_assert_cmpint (number (house, "SELECT count (*) FROM visit"), ==, sizes[i].visits);
      put_away (house);
    }
}

static void
test_refused (void)
{
  g_auto (Place) place;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  place_init (&place);
  g_assert_false (hearth_sample_make (place.path, HEARTH_SAMPLE_PEOPLE_MAX + 1, 1, 1, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_assert_false (g_file_test (place.path, G_FILE_TEST_EXISTS));

  /* A file that is there is left alone. */
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (place.path, "mine", -1, NULL));
  g_assert_false (hearth_sample_make (place.path, 1, 1, 1, &error));
  g_assert_nonnull (error);
  g_assert_true (g_file_get_contents (place.path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "mine");
}

static gboolean
hash_work (HearthUnit *unit, gpointer data, GError **error)
{
  char **hash = data;
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (unit->conn, "SELECT passphrase_hash FROM account WHERE name = 'Lee'", error);

  g_clear_pointer (hash, g_free);
  if (stmt == NULL || !hearth_stmt_step (stmt, error))
    return FALSE;
  *hash = g_strdup (hearth_stmt_text (stmt, 0));
  return TRUE;
}

static void
test_whole (void)
{
  const HearthCaller tool = HEARTH_CALLER_TOOL;
  g_auto (Place) place;
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;
  HearthHouse *house;

  hearth_test_clock (ZONE, "2026-03-12T14:14:00");
  house = make (&place, 300, 3000, 1);
  verdicts = hearth_verify (hearth_house_get_db (house), &error);
  g_assert_no_error (error);
  g_assert_true (hearth_verify_all_good (verdicts));
  g_assert_cmpint (number (house, "SELECT count (*) FROM audit WHERE verb = 'sample'"), ==, 1);

  hearth_house_read (house, &tool, hash_work, &hash, &error);
  g_assert_no_error (error);
  g_assert_true (hearth_secret_verify (hash, HEARTH_SAMPLE_PASSPHRASE));
  put_away (house);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/same-for-same-seed", test_same_for_same_seed);
  g_test_add_func ("/sample/lively", test_lively);
  g_test_add_func ("/sample/any-hour", test_any_hour);
  g_test_add_func ("/sample/odd-sizes", test_odd_sizes);
  g_test_add_func ("/sample/refused", test_refused);
  g_test_add_func ("/sample/whole", test_whole);
  return g_test_run ();
}
