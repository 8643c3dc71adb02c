/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Search at the desk: who is offered, and whom Enter may check in. */

#include "config.h"

#include "hearth-error.h"
#include "hearth-finder.h"
#include "hearth-test-center.h"

typedef struct
{
  const char *query;
  guint limit;
  GPtrArray *candidates; /* (owned) */
  gint64 alone;
} Search;

static gboolean
search_work (HearthUnit *unit, gpointer data, GError **error)
{
  Search *search = data;

  g_clear_pointer (&search->candidates, g_ptr_array_unref);
  search->candidates = hearth_finder_find (unit, search->query, search->limit, &search->alone, error);
  return search->candidates != NULL;
}

/* Who is offered, as "Preferred I. match", and who stands alone, as its place in the list, or "nobody". */
static char *
find_some (HearthTestCenter *center, const char *query, guint limit)
{
  Search search = { query, limit, NULL, -1 };
  GString *text = g_string_new (NULL);
  gboolean seen = FALSE;

  hearth_test_center_read (center, HEARTH_ROLE_GREETER, search_work, &search);
  for (guint i = 0; i < search.candidates->len; i++)
    {
      HearthCandidate *candidate = g_ptr_array_index (search.candidates, i);
      gboolean alone = hearth_candidate_get_person_id (candidate) == search.alone;

      seen = seen || alone;
      g_string_append_printf (text, "%s%s%s %s %s", i > 0 ? ", " : "", alone ? "*" : "",
                              hearth_candidate_get_name (candidate), hearth_candidate_get_initial (candidate),
                              hearth_candidate_get_match (candidate));
    }
  g_assert_true (seen || search.alone == 0);
  g_ptr_array_unref (search.candidates);
  return g_string_free (text, FALSE);
}

/* The star marks whom Enter may check in. */
#define assert_finds(center, query, expected)                                                                          \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *found_ = find_some (center, query, 5);                                                            \
    g_assert_cmpstr (found_, ==, expected);                                                                            \
  }                                                                                                                    \
  G_STMT_END

static void
test_near_ties (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();

  hearth_test_center_add_person (center, "John", "Smith");
  hearth_test_center_add_person (center, "Jon", "Smythe");

  assert_finds (center, "jon smyht", "Jon S. typo, John S. typo");
  assert_finds (center, "john smith", "*John S. exact, Jon S. typo");
  assert_finds (center, "smith john", "*John S. exact, Jon S. typo");
  assert_finds (center, "jon smythe", "*Jon S. exact, John S. typo");
  assert_finds (center, "jon sm", "Jon S. prefix, John S. typo");
  assert_finds (center, "jo", "John S. prefix, Jon S. prefix");
  assert_finds (center, "smith", "*John S. exact, Jon S. typo");
  assert_finds (center, "smi", "John S. prefix, Jon S. typo");
  assert_finds (center, "j", "");
  assert_finds (center, "", "");
  assert_finds (center, "ohn", "John S. inner");
}

static void
test_alone (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  gint64 ana = hearth_test_center_add_person (center, "Ana", "García");
  g_autofree char *sql = NULL;

  hearth_test_center_add_person (center, "Ana", "García");
  hearth_test_center_add_person (center, "Rosalind", "Park");
  hearth_test_center_add_person (center, "Ann", "Lee");
  hearth_test_center_add_person (center, "Annika", "Lund");
  sql = g_strdup_printf ("INSERT INTO person_phone (person_id, number, last_four) VALUES (%" G_GINT64_FORMAT
                         ", '6035554471', '4471')",
                         ana);
  hearth_test_center_sql (center, sql);
  hearth_test_center_sql (center, "UPDATE person SET card_code = 'K7MX2PTA4' WHERE preferred_name = 'Rosalind'");

  /* Two of one name: nobody, until the phone tells them apart. */
  assert_finds (center, "ana garcia", "Ana G. exact, Ana G. exact");
  assert_finds (center, "ana garcia 4471", "*Ana G. exact");
  assert_finds (center, "4471", "Ana G. phone");

  /* By the card, by a beginning. */
  assert_finds (center, "k7mx2pta4", "*Rosalind P. card");
  assert_finds (center, "rosal", "*Rosalind P. prefix");
  assert_finds (center, "rosal pa", "*Rosalind P. prefix");
  assert_finds (center, "rosalynd", "Rosalind P. typo");
  assert_finds (center, "salin", "Rosalind P. inner");

  /* A whole name is no more sure while somebody else's begins so. */
  assert_finds (center, "ann", "Ann L. exact, Annika L. prefix, Ana G. typo, Ana G. typo");
  assert_finds (center, "ann lee", "*Ann L. exact");
  assert_finds (center, "ann le", "*Ann L. prefix");
}

static void
test_limit (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();

  for (guint i = 0; i < 30; i++)
    hearth_test_center_add_person (center, "Maria", i == 0 ? "Quintero" : "Lopez");

  Search search = { "maria", 1000 };

  hearth_test_center_read (center, HEARTH_ROLE_GREETER, search_work, &search);
  g_assert_cmpuint (search.candidates->len, ==, 20);
  g_assert_cmpint (search.alone, ==, 0);

  /* One that is asked for alone is not alone for that. */
  search.limit = 1;
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, search_work, &search);
  g_assert_cmpuint (search.candidates->len, ==, 1);
  g_assert_cmpint (search.alone, ==, 0);

  search.query = "maria quintero";
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, search_work, &search);
  g_assert_cmpuint (search.candidates->len, ==, 1);
  g_assert_cmpint (search.alone, !=, 0);
  g_ptr_array_unref (search.candidates);
}

static void
test_shown (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  gint64 now_s = hearth_test_at (HEARTH_TEST_ZONE, "2026-03-12T14:14:00");
  gint64 id = hearth_test_center_add_person (center, "Łucja", "Ångström");
  g_autofree char *visits = NULL;
  Search search = { "lucja", 5 };
  HearthCandidate *candidate;

  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-12T14:14:00");
  hearth_test_center_sql (center, "UPDATE person SET pronouns = 'she/her'");
  visits = g_strdup_printf (
      "INSERT INTO visit (kind, person_id, reason_id, arrived_at_s, visited_on, recorded_at_s, voided_at_s)"
      " VALUES ('person', %1$" G_GINT64_FORMAT ", 1, %2$" G_GINT64_FORMAT " - 86400, '2026-03-11', 0, 0),"
      " ('person', %1$" G_GINT64_FORMAT ", 1, %2$" G_GINT64_FORMAT " - 7200, '2026-03-12', 0, 1)",
      id, now_s);
  hearth_test_center_sql (center, visits);

  /* Yesterday's visit was never checked out, today's was taken back: not here. */
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, search_work, &search);
  g_assert_cmpuint (search.candidates->len, ==, 1);
  candidate = g_ptr_array_index (search.candidates, 0);
  g_assert_cmpint (hearth_candidate_get_person_id (candidate), ==, id);
  g_assert_cmpstr (hearth_candidate_get_name (candidate), ==, "Łucja");
  g_assert_cmpstr (hearth_candidate_get_initial (candidate), ==, "Å.");
  g_assert_cmpstr (hearth_candidate_get_pronouns (candidate), ==, "she/her");
  g_assert_cmpstr (hearth_candidate_get_match (candidate), ==, "exact");
  g_assert_cmpint (hearth_candidate_get_here_since_s (candidate), ==, 0);

  hearth_test_center_sql (center, "UPDATE visit SET voided_at_s = 0");
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, search_work, &search);
  candidate = g_ptr_array_index (search.candidates, 0);
  g_assert_cmpint (hearth_candidate_get_here_since_s (candidate), ==, now_s - 7200);
  g_ptr_array_unref (search.candidates);
}

static void
test_permission (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  const HearthCaller nobody = { 0 };
  g_autoptr (GError) error = NULL;
  Search search = { "john", 5 };

  g_assert_false (hearth_house_read (center->house, &nobody, search_work, &search, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/finder/near-ties", test_near_ties);
  g_test_add_func ("/finder/alone", test_alone);
  g_test_add_func ("/finder/limit", test_limit);
  g_test_add_func ("/finder/shown", test_shown);
  g_test_add_func ("/finder/permission", test_permission);
  return g_test_run ();
}
