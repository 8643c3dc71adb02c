/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The people index over a real database: who is found by what is typed, and in which order. */

#include "config.h"

#include "hearth-person-search-store.h"
#include "hearth-text.h"
#include "people-fixture.h"

static void
test_names (PeopleFixture *fixture, gconstpointer data)
{
  static const Person people[] = {
    { 1, "Bill", "William", "O’Connor", "Billy Prince", NULL, NULL, 10 },
    { 2, "José", "José María", "García-López", NULL, NULL, NULL, 20 },
    { 3, "Mary-Ann", "", "Łukasz", NULL, NULL, NULL, 30 },
    { 4, "John", "", "St John", NULL, NULL, NULL, 40 },
    { 5, "Lee", "", "Johnson", NULL, NULL, NULL, 50 },
  };

  people_fixture_add (fixture, people, G_N_ELEMENTS (people));

  assert_finds (fixture, "bill", "1:exact:0");
  assert_finds (fixture, "oconnor william", "1:exact:0");
  assert_finds (fixture, "o'connor", "1:exact:0");
  assert_finds (fixture, "prince", "1:exact:0");
  assert_finds (fixture, "will oco", "1:prefix:0");
  assert_finds (fixture, "GARCIA jose", "2:exact:0");
  assert_finds (fixture, "lopez, maría", "2:exact:0");
  assert_finds (fixture, "garcialopez", "2:exact:0");
  assert_finds (fixture, "maryann lukasz", "3:exact:0");
  assert_finds (fixture, "ukas", "3:inner:0");
  assert_finds (fixture, "connor bill", "1:inner:0");
  assert_finds (fixture, "zzz", "");
  assert_finds (fixture, "bill garcia", "");

  /* Each word has a name of its own: Lee Johnson is no John Johnson. */
  assert_finds (fixture, "john johnson", "");
  assert_finds (fixture, "john john", "4:exact:0");
  assert_finds (fixture, "john st john", "4:exact:0");
  assert_finds (fixture, "lee john", "5:prefix:0");

  /* Unless they are parts of one, beside each other; that is never a sure match. */
  assert_finds (fixture, "o connor", "1:inner:0");
  assert_finds (fixture, "bill o connor", "1:inner:0");
  assert_finds (fixture, "john son lee", "5:inner:0");
  assert_finds (fixture, "johnson son", "");
}

static void
test_order (PeopleFixture *fixture, gconstpointer data)
{
  static const Person people[] = {
    { 1, "Joanna", "", "Reed", NULL, NULL, NULL, 100 }, { 2, "Ann", "", "Smith", NULL, NULL, NULL, 5 },
    { 3, "Anna", "", "Abbot", NULL, NULL, NULL, 20 },   { 4, "Annika", "", "Berg", NULL, NULL, NULL, 90 },
    { 5, "Ann", "", "Zeller", NULL, NULL, NULL, 7 },    { 6, "Ian", "", "Moore", NULL, NULL, NULL, 200 },
  };

  people_fixture_add (fixture, people, G_N_ELEMENTS (people));

  /* Exact, beginnings, inner parts, slips; in each who was here lately first. */
  assert_finds (fixture, "ann", "5:exact:0 2:exact:0 4:prefix:0 3:prefix:0 1:inner:0");
  assert_finds (fixture, "an", "4:prefix:0 3:prefix:0 5:prefix:0 2:prefix:0 6:inner:0 1:inner:0");

  hearth_people_index_note_visit (fixture->index, 3, 300);
  assert_finds (fixture, "an", "3:prefix:0 4:prefix:0 5:prefix:0 2:prefix:0 6:inner:0 1:inner:0");

  g_autoptr (GArray) found = people_fixture_find_from (fixture, "an", 2, HEARTH_SEARCH_FROM_EITHER);

  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (g_array_index (found, HearthFound, 0).person_id, ==, 3);
  g_assert_cmpint (g_array_index (found, HearthFound, 1).last_visit_at_s, ==, 90);
}

static void
test_slips (PeopleFixture *fixture, gconstpointer data)
{
  static const Person people[] = {
    { 1, "John", "", "Smith", NULL, NULL, NULL, 0 },
    { 2, "Jon", "", "Smythe", NULL, NULL, NULL, 0 },
    { 3, "Guadalupe", "", "Hernandez", NULL, NULL, NULL, 0 },
    { 4, "Bo", "", "Li", NULL, NULL, NULL, 0 },
  };

  people_fixture_add (fixture, people, G_N_ELEMENTS (people));

  assert_finds (fixture, "john smith", "1:exact:0 2:typo:2");
  assert_finds (fixture, "jon smythe", "2:exact:0 1:typo:3");
  assert_finds (fixture, "jon smith", "1:typo:1 2:typo:1");
  assert_finds (fixture, "jon smyht", "2:typo:1 1:typo:3");
  assert_finds (fixture, "jon sm", "2:prefix:0 1:typo:1");
  assert_finds (fixture, "smiht", "1:typo:1");

  /* Too many, too few, wrong, swapped; and swapped around a letter too many. */
  assert_finds (fixture, "guadallupe", "3:typo:1");
  assert_finds (fixture, "guadaupe", "3:typo:1");
  assert_finds (fixture, "gvadalupe", "3:typo:1");
  assert_finds (fixture, "gudaalupe", "3:typo:1");
  assert_finds (fixture, "guadlxaupe", "3:typo:2");
  assert_finds (fixture, "hermandes", "3:typo:2");
  assert_finds (fixture, "hermondes", "");

  /* While it is being typed. */
  assert_finds (fixture, "guadla", "3:typo:1");
  assert_finds (fixture, "hrena", "3:typo:1");

  /* Short words bear one slip, those under three letters none. */
  assert_finds (fixture, "jhno", "");
  assert_finds (fixture, "bx", "");
  assert_finds (fixture, "lj", "");
}

static void
test_phones_and_cards (PeopleFixture *fixture, gconstpointer data)
{
  static const Person people[] = {
    { 1, "Ana", "", "García", NULL, "6035554471", NULL, 10 },
    { 2, "Ana", "", "García", NULL, "6035550000", NULL, 20 },
    { 3, "Omar", "", "Haddad", NULL, "6035554471", "K7MX2PTA4", 30 },
    { 4, "Ana", "", "Gomes", NULL, NULL, "4471", 5 },
    { 5, "2000", "", "", NULL, NULL, NULL, 0 },
  };

  people_fixture_add (fixture, people, G_N_ELEMENTS (people));

  assert_finds (fixture, "ana garcia 4471", "1:exact:0");
  assert_finds (fixture, "4471 gar", "1:prefix:0");
  assert_finds (fixture, "ana garcia", "2:exact:0 1:exact:0");
  assert_finds (fixture, "4471", "4:card:0 3:phone:0 1:phone:0");
  assert_finds (fixture, "٤٤٧١ omar", "3:exact:0");
  assert_finds (fixture, "447", "");
  assert_finds (fixture, "44711", "");
  assert_finds (fixture, "2000", "5:exact:0");
  assert_finds (fixture, "0000", "2:phone:0");

  assert_finds (fixture, "K7MX2PTA4", "3:card:0");
  assert_finds (fixture, " k7mx2pta4 \r\n", "3:card:0");
  assert_finds (fixture, "K7MX2PTA", "");
}

static gboolean
merge_work (HearthConn *conn, gpointer data, GError **error)
{
  const char *sql = data;

  return hearth_conn_exec (conn, sql, error) && hearth_person_search_store_put (conn, 2, error);
}

static gboolean
read_names_work (HearthConn *conn, gpointer data, GError **error)
{
  return hearth_person_search_store_read (conn, 2, data, error);
}

static void
note_from_database (PeopleFixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *names = NULL;

  hearth_db_write (fixture->db, merge_work, (gpointer)sql, &error);
  g_assert_no_error (error);
  hearth_db_read (fixture->db, read_names_work, &names, &error);
  g_assert_no_error (error);
  hearth_people_index_note_person (fixture->index, 2, names);
}

static void
test_changes (PeopleFixture *fixture, gconstpointer data)
{
  static const Person people[] = {
    { 1, "Rosa", "", "Diaz", NULL, NULL, NULL, 10 },
    { 2, "Rosa", "", "Dias", NULL, "6035551234", "CARD2", 20 },
    { 3, "Ruth", "", "Wu", NULL, NULL, NULL, 30 },
  };

  people_fixture_add (fixture, people, G_N_ELEMENTS (people));
  assert_finds (fixture, "rosa", "2:exact:0 1:exact:0");

  /* Merged away: by no name, phone or card. */
  note_from_database (fixture, "UPDATE person SET merged_into_id = 1 WHERE id = 2");
  assert_finds (fixture, "rosa", "1:exact:0");
  assert_finds (fixture, "dias", "1:typo:1");
  assert_finds (fixture, "1234", "");
  assert_finds (fixture, "CARD2", "");
  assert_finds (fixture, "ruth", "3:exact:0");

  /* Taken apart again. */
  note_from_database (fixture, "UPDATE person SET merged_into_id = NULL WHERE id = 2");
  hearth_people_index_note_visit (fixture->index, 2, 20);
  assert_finds (fixture, "rosa", "2:exact:0 1:exact:0");
  assert_finds (fixture, "card2", "2:card:0");

  /* Another name: the old one leads nowhere. */
  note_from_database (fixture, "UPDATE person SET preferred_name = 'Quentin', family_name = '' WHERE id = 2");
  assert_finds (fixture, "quentin", "2:exact:0");
  assert_finds (fixture, "dias", "1:typo:1");

  /* Read anew it is the same. */
  people_fixture_reload (fixture);
  assert_finds (fixture, "quentin", "2:exact:0");
  assert_finds (fixture, "rosa", "1:exact:0");

  /* Many changes leave nothing behind. */
  for (guint i = 0; i < 5000; i++)
    hearth_people_index_note_person (fixture->index, 2, i % 2 ? "quentin" : "quentin rosa");
  assert_finds (fixture, "quentin", "2:exact:0");
  g_assert_cmpuint (fixture->index->terms->len, <, 5000);
}

static void
test_scripts (PeopleFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *preferred;
    const char *family;
    const char *query;
    const char *match;
  } cases[] = {
    { "Наташа", "Ёлкина", "елкина наташа", "exact" },
    { "محمد", "العلي", "محم", "prefix" },
    { "أحمد", "حدّاد", "احمد حداد", "exact" },
    { "علی", "کریمی", "علي كريمي", "exact" },
    { "שרה", "לוי", "שרה לו", "prefix" },
    { "小明", "王", "王小明", "exact" },
    { "小明", "王", "小明", "exact" },
    { "민수", "김", "김민", "prefix" },
    { "はなこ", "やまだ", "やまだ", "exact" },
    { "สมชาย", "ใจดี", "สมช", "prefix" },
    { "राम", "शर्मा", "शर्मा", "exact" },
    { "Ελένη", "Παπαδοπούλου", "ελενη ΠΑΠΑΔ", "prefix" },
    { "Nguyễn", "Thị Ánh", "nguyen anh", "exact" },
    { "𝐉𝐨𝐡𝐧", "Ⅷ", "john", "exact" },
    { "Kaʻiulani", "", "kaiulani", "exact" },
    { "Əli", "Ağayev", "agayev", "exact" },
    { "𐐀𐐁𐐂", "", "𐐨𐐩", "prefix" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Person person = { i + 1, cases[i].preferred, "", cases[i].family };

      people_fixture_add (fixture, &person, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = people_fixture_find (fixture, cases[i].query);
      g_autofree char *mine = g_strdup_printf ("%u:%s:0", i + 1, cases[i].match);

      g_test_message ("\"%s\" finds %s", cases[i].query, found);
      g_assert_nonnull (strstr (found, mine));
    }
}

static gboolean
put_raw_work (HearthConn *conn, gpointer data, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "UPDATE person_search SET names = :names WHERE person_id = 1", error);

  hearth_stmt_bind_text (stmt, "names", data);
  return hearth_stmt_run (stmt, error);
}

/* The index must split text exactly where folding has put spaces, for every character there is: a character that it took
 * for a separator would make people of that script impossible to find. */
static void
test_every_character (PeopleFixture *fixture, gconstpointer data)
{
  static const Person person = { 1, "x", "", "" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_words;

  people_fixture_add (fixture, &person, 1);
  for (gunichar c = 1; c <= 0x10FFFF; c++)
    {
      char text[16] = "q";
      g_autofree char *folded = NULL;

      if ((c >= 0xD800 && c < 0xE000) || (c >= 0xE000 && c < 0xF900) || c >= 0x30000)
        continue;
      text[1 + g_unichar_to_utf8 (c, text + 1)] = '\0';
      folded = hearth_text_fold (text);
      g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", folded);

      g_auto (GStrv) parts = g_strsplit (folded, " ", -1);

      for (guint i = 0; parts[i]; i++)
        if (*parts[i])
          g_hash_table_add (words, g_strdup (parts[i]));
    }

  hearth_db_write (fixture->db, put_raw_work, names->str, &error);
  g_assert_no_error (error);
  people_fixture_reload (fixture);

  n_words = hearth_vocabulary_get_size (fixture->index->vocabulary);
  g_assert_cmpuint (n_words, ==, g_hash_table_size (words));
  for (guint i = 0; i < n_words; i++)
    g_assert_true (g_hash_table_contains (words, hearth_vocabulary_get_term (fixture->index->vocabulary, i)));
  g_test_message ("%u words of %" G_GSIZE_FORMAT " bytes", n_words, names->len);
}

static void
test_hostile (PeopleFixture *fixture, gconstpointer data)
{
  static const Person people[] = {
    { 1, "Near", "", "And", NULL, NULL, NULL, 0 },
    { 2, "🌻", "", "", NULL, NULL, "SUN-1", 0 },
    { 3, "a b c d e f g h i j", "", "", NULL, NULL, NULL, 0 },
  };
  static const char *const nothing[] = {
    "",
    " ",
    "n",
    "\"",
    "\"\"",
    "*",
    "**",
    "-",
    "'; DROP TABLE person; --",
    "names:",
    "^",
    "()",
    "{}",
    "🌻",
    "🌻🌻🌻",
    "\u202E\u202D",
    "\u0301\u0301\u0301",
    "\xff\xfe",
    "%_",
    "\001\002",
  };
  g_autofree char *long_word = g_strnfill (10000, 'n');
  g_autofree char *long_quotes = g_strnfill (10000, '"');
  g_autoptr (GString) many = g_string_new (NULL);

  people_fixture_add (fixture, people, G_N_ELEMENTS (people));
  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    assert_finds (fixture, nothing[i], "");
  assert_finds (fixture, long_word, "");
  assert_finds (fixture, long_quotes, "");

  assert_finds (fixture, "near", "1:exact:0");
  assert_finds (fixture, "NEAR(and)", "1:exact:0");
  assert_finds (fixture, "near AND and", "");
  assert_finds (fixture, "\"near\" *", "1:exact:0");
  assert_finds (fixture, "-near", "1:exact:0");
  assert_finds (fixture, "and OR", "");
  assert_finds (fixture, "sun-1", "2:card:0");

  /* Eight words are looked at; what is left out makes the match unsure. */
  for (guint i = 0; i < 2000; i++)
    g_string_append (many, "near ");
  assert_finds (fixture, many->str, "");
  assert_finds (fixture, "a b c d e f g h", "3:exact:0");
  assert_finds (fixture, "a b c d e f g h zzz", "3:inner:0");
}

/* Anything typed gives an answer, and from the index on disk the same as from memory. */
static void
test_random (PeopleFixture *fixture, gconstpointer data)
{
  static const Person people[] = {
    { 1, "John", "Jonathan", "Smith", NULL, "6035554471", NULL, 10 },
    { 2, "Jon", "", "Smythe-Jones", NULL, NULL, "A1", 20 },
    { 3, "Near", "", "Or Not", NULL, NULL, NULL, 30 },
    { 4, "محمد", "", "العلي", NULL, NULL, NULL, 40 },
    { 5, "小明", "", "王", NULL, NULL, NULL, 50 },
    { 6, "Ann-Marie", "", "O’Neil", "Anne", NULL, NULL, 60 },
  };
  static const char *const pieces[] = {
    "jo",       "jon",    "smith", "smy", "the", "near", "NEAR(", "OR",   "AND", "NOT", "\"",  "'",  "*",  "-",
    "^",        ":",      "(",     ")",   "+",   " ",    " ",     " ",    "n",   "e",   "محم", "王", "明", "é",
    "\xf0\x9f", "\u202e", "🌻",     "447", "1",   "a",    "ann",   "neil", "\\",  "%",   "_",   ";",  "\n",
  };
  guint n_found = 0;

  people_fixture_add (fixture, people, G_N_ELEMENTS (people));
  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) typed = g_string_new (NULL);
      g_autofree char *found = NULL;

      for (int n = g_test_rand_int_range (1, 9); n > 0; n--)
        g_string_append (typed, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      found = people_fixture_find (fixture, typed->str);
      n_found += *found != '\0';
    }
  g_assert_cmpuint (n_found, >, 100);
}

static gpointer
search_thread (gpointer data)
{
  PeopleFixture *fixture = data;

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (GArray) found = people_fixture_find_from (fixture, "rosa", 20, HEARTH_SEARCH_FROM_MEMORY);

      /* Ruth may be called so for a moment; Rosa always is. */
      g_assert_cmpuint (found->len, >=, 1);
      g_assert_cmpuint (found->len, <=, 2);
    }
  return NULL;
}

static void
test_threads (PeopleFixture *fixture, gconstpointer data)
{
  static const Person people[] = {
    { 1, "Rosa", "", "Diaz", NULL, NULL, NULL, 10 },
    { 2, "Ruth", "", "Wu", NULL, NULL, NULL, 20 },
  };
  GThread *threads[2];

  people_fixture_add (fixture, people, G_N_ELEMENTS (people));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("search", search_thread, fixture);
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *new_name = g_strdup_printf ("ruth wu%u", i);

      hearth_people_index_note_person (fixture->index, 2, i % 3 == 0 ? NULL : i % 3 == 1 ? "rosa wu" : new_name);
      hearth_people_index_note_visit (fixture->index, 1, i);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                            \
  g_test_add ("/people-index/" path, PeopleFixture, NULL, people_fixture_set_up, function, people_fixture_tear_down)
  ADD ("names", test_names);
  ADD ("order", test_order);
  ADD ("slips", test_slips);
  ADD ("phones-and-cards", test_phones_and_cards);
  ADD ("changes", test_changes);
  ADD ("scripts", test_scripts);
  ADD ("every-character", test_every_character);
  ADD ("hostile", test_hostile);
  ADD ("random", test_random);
  ADD ("threads", test_threads);
#undef ADD
  return g_test_run ();
}
