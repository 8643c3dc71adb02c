/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Whether the people of a sample center are found: everybody by each name and part of a name, and how many with slips. */

#include "config.h"

#include "hearth-dice.h"
#include "hearth-house.h"
#include "hearth-people-index.h"
#include "hearth-sample.h"
#include "hearth-test-folder.h"

#define TOP 5
#define EVERYBODY 1000000

typedef struct
{
  char *folder;       /* (owned) */
  char *path;         /* (owned) */
  HearthHouse *house; /* (owned) */
  guint people;
} Center;

static void
center_init (Center *self, guint people)
{
  g_autoptr (GError) error = NULL;

  self->people = people;
  self->folder = g_dir_make_tmp ("hearth-recall-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "sample.hearth", NULL);
  hearth_sample_make (self->path, people, 0, 11, &error);
  g_assert_no_error (error);
  self->house = hearth_house_open (self->path, &error);
  g_assert_no_error (error);
}

static void
center_clear (Center *self)
{
  g_autoptr (GError) error = NULL;

  hearth_house_close (self->house, &error);
  g_assert_no_error (error);
  g_clear_object (&self->house);
  hearth_test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Center, center_clear)

static gboolean
names_work (HearthUnit *unit, gpointer data, GError **error)
{
  GPtrArray *names = data;
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (unit->conn,
                                                     "SELECT s.names, p.preferred_name || ' ' || p.family_name"
                                                     " FROM person_search s JOIN person p ON p.id = s.person_id"
                                                     " ORDER BY s.person_id",
                                                     error);

  g_ptr_array_set_size (names, 0);
  while (hearth_stmt_step (stmt, &failure))
    {
      g_ptr_array_add (names, g_strdup (hearth_stmt_text (stmt, 0)));
      g_ptr_array_add (names, g_strdup (hearth_stmt_text (stmt, 1)));
    }
  g_assert_no_error (failure);
  return TRUE;
}

/* Of each person, from id 1: the folded words, then the name as it is said. */
static GPtrArray *
read_names (Center *center)
{
  const HearthCaller tool = HEARTH_CALLER_TOOL;
  g_autoptr (GError) error = NULL;
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  hearth_house_read (center->house, &tool, names_work, names, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (names->len, ==, 2 * center->people);
  return names;
}

typedef struct
{
  const char *query;
  guint limit;
  GArray *found;
} Search;

static gboolean
search_work (HearthUnit *unit, gpointer data, GError **error)
{
  Search *search = data;

  search->found = hearth_people_index_find (hearth_house_get_people_index (unit->house), unit->conn, search->query,
                                            search->limit, error);
  return search->found != NULL;
}

static GArray *
find (Center *center, const char *query, guint limit)
{
  const HearthCaller tool = HEARTH_CALLER_TOOL;
  g_autoptr (GError) error = NULL;
  Search search = { query, limit, NULL };

  hearth_house_read (center->house, &tool, search_work, &search, &error);
  g_assert_no_error (error);
  return search.found;
}

static void
assert_found (Center *center, gint64 person_id, const char *query, HearthMatch worst)
{
  g_autoptr (GArray) found = find (center, query, EVERYBODY);

  for (guint i = 0; i < found->len; i++)
    if (g_array_index (found, HearthFound, i).person_id == person_id)
      {
        g_assert_cmpint (g_array_index (found, HearthFound, i).match, <=, worst);
        return;
      }
  g_test_message ("\"%s\" does not find person %" G_GINT64_FORMAT, query, person_id);
  g_test_fail ();
}

static void
assert_found_by_word (Center *center, gint64 person_id, const char *word)
{
  glong length = g_utf8_strlen (word, -1);
  g_autofree char *beginning = g_utf8_substring (word, 0, MIN (length, 3));
  g_autofree char *inner = length > 3 ? g_utf8_substring (word, 1, length - 1) : NULL;

  if (length < 2)
    return;
  assert_found (center, person_id, word, HEARTH_MATCH_EXACT);
  assert_found (center, person_id, beginning, HEARTH_MATCH_PREFIX);
  if (inner)
    assert_found (center, person_id, inner, HEARTH_MATCH_INNER);
}

static void
test_everybody_is_found (void)
{
  g_auto (Center) center;
  g_autoptr (GPtrArray) names = NULL;

  center_init (&center, 400);
  names = read_names (&center);
  for (guint i = 0; i < center.people; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_ptr_array_index (names, 2 * i), " ", -1);

      for (guint w = 0; words[w]; w++)
        assert_found_by_word (&center, i + 1, words[w]);
      if (g_utf8_strlen (g_ptr_array_index (names, 2 * i + 1), -1) > 2)
        assert_found (&center, i + 1, g_ptr_array_index (names, 2 * i + 1), HEARTH_MATCH_EXACT);
    }
}

static gunichar
letter (HearthDice *dice)
{
  return 'a' + hearth_dice_below (dice, 26);
}

/* One slip somewhere in @text, not at a space: a letter too many, too few, another one, or two swapped. */
static void
slip (HearthDice *dice, GArray *text)
{
  gunichar *chars = (gunichar *)(gpointer)text->data;
  guint place, kind = hearth_dice_below (dice, 4);
  gunichar c;

  do
    place = hearth_dice_below (dice, text->len);
  while (chars[place] == ' ');
  if (kind == 3 && (place + 1 >= text->len || chars[place + 1] == ' ' || chars[place + 1] == chars[place]))
    kind = 2;
  switch (kind)
    {
    case 0:
      c = letter (dice);
      g_array_insert_val (text, place, c);
      break;
    case 1:
      g_array_remove_index (text, place);
      break;
    case 2:
      c = letter (dice);
      chars[place] = c;
      break;
    default:
      c = chars[place];
      chars[place] = chars[place + 1];
      chars[place + 1] = c;
      break;
    }
}

static char *
with_slips (HearthDice *dice, const char *name, guint n)
{
  g_autoptr (GArray) text = g_array_new (FALSE, FALSE, sizeof (gunichar));
  glong length;
  g_autofree gunichar *chars = g_utf8_to_ucs4_fast (name, -1, &length);

  g_array_append_vals (text, chars, (guint)length);
  for (guint i = 0; i < n; i++)
    slip (dice, text);
  return g_ucs4_to_utf8 ((gunichar *)(gpointer)text->data, text->len, NULL, NULL, NULL);
}

/* Among the first of the list, or somebody of the same names: nothing that was typed could tell them apart. */
static gboolean
is_among (GArray *found, GPtrArray *names, guint person)
{
  for (guint i = 0; i < found->len; i++)
    {
      guint other = (guint)g_array_index (found, HearthFound, i).person_id - 1;

      if (other == person || g_strcmp0 (names->pdata[2 * other], names->pdata[2 * person]) == 0)
        return TRUE;
    }
  return FALSE;
}

static double
recall (Center *center, GPtrArray *names, guint slips, guint n)
{
  HearthDice dice = hearth_dice (5, slips, 0);
  guint n_tried = 0, n_found = 0;

  while (n_tried < n)
    {
      guint person = hearth_dice_below (&dice, center->people);
      g_autofree char *name = g_strstrip (g_strdup (names->pdata[2 * person + 1]));
      g_autofree char *typed = NULL;
      g_autoptr (GArray) found = NULL;

      if (g_utf8_strlen (name, -1) < 6 || strchr (name, ' ') == NULL)
        continue;
      typed = with_slips (&dice, name, slips);
      found = find (center, typed, TOP);
      n_tried++;
      if (is_among (found, names, person))
        n_found++;
      else if (g_test_verbose ())
        g_test_message ("\"%s\" does not find \"%s\"", typed, name);
    }
  return (double)n_found / n_tried;
}

static void
test_slips (void)
{
  g_auto (Center) center;
  g_autoptr (GPtrArray) names = NULL;
  double one, two;

  center_init (&center, 20000);
  names = read_names (&center);
  one = recall (&center, names, 1, 1500);
  two = recall (&center, names, 2, 1500);
  g_test_message ("of 20000 people, among the first five: with one slip %.1f %%, with two %.1f %%, together %.1f %%",
                  one * 100, two * 100, (one + two) * 50);
  /* The figure is for reading; this only notices when something broke. */
  g_assert_cmpfloat (one, >, 0.9);
  g_assert_cmpfloat (two, >, 0.8);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recall/everybody-is-found", test_everybody_is_found);
  g_test_add_func ("/recall/slips", test_slips);
  return g_test_run ();
}
