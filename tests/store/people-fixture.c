/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* People in a database of their own, and searches over them. */

#include "config.h"

#include "people-fixture.h"

#include "hearth-person-search-store.h"
#include "hearth-test-folder.h"

#define TOP 20

static gboolean
make_notice (HearthConn *conn, gpointer data, GError **error)
{
  return hearth_conn_exec (conn, "INSERT INTO notice (id, version, noticed_on, body) VALUES (1, '1', '2026-01-01', '')",
                           error);
}

static gboolean
load_index (HearthConn *conn, gpointer data, GError **error)
{
  HearthPeopleIndex **index = data;

  g_clear_pointer (index, hearth_people_index_free);
  *index = hearth_people_index_new (conn, error);
  return *index != NULL;
}

void
people_fixture_reload (PeopleFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  hearth_db_read (fixture->db, load_index, &fixture->index, &error);
  g_assert_no_error (error);
}

void
people_fixture_set_up (PeopleFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("hearth-people-index-XXXXXX", &error);
  g_assert_no_error (error);

  g_autofree char *path = g_build_filename (fixture->folder, "center.hearth", NULL);

  fixture->db = hearth_db_create (path, &error);
  g_assert_no_error (error);
  hearth_db_write (fixture->db, make_notice, NULL, &error);
  g_assert_no_error (error);
  people_fixture_reload (fixture);
}

void
people_fixture_tear_down (PeopleFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  hearth_db_close (fixture->db, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->db);
  g_clear_pointer (&fixture->index, hearth_people_index_free);
  hearth_test_folder_remove (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static gboolean
insert_person (HearthConn *conn, const Person *person, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "INSERT INTO person (id, uuid, preferred_name, given_name, family_name, card_code, told_notice_id, told_on,"
      " last_visit_at_s, created_at_s) VALUES (:id, 'uuid-' || :id, :preferred, :given, :family, :card, 1,"
      " '2026-01-01', :last, 0)",
      error);

  hearth_stmt_bind_int (stmt, "id", person->id);
  hearth_stmt_bind_text (stmt, "preferred", person->preferred);
  hearth_stmt_bind_text (stmt, "given", person->given ? person->given : "");
  hearth_stmt_bind_text (stmt, "family", person->family ? person->family : "");
  hearth_stmt_bind_text (stmt, "card", person->card ? person->card : "");
  hearth_stmt_bind_int (stmt, "last", person->last_visit_at_s);
  return hearth_stmt_run (stmt, error);
}

static gboolean
insert_more (HearthConn *conn, const Person *person, GError **error)
{
  if (person->former)
    {
      g_autoptr (HearthStmt) stmt
          = hearth_conn_prepare (conn, "INSERT INTO person_former_name (person_id, name) VALUES (:id, :name)", error);

      hearth_stmt_bind_int (stmt, "id", person->id);
      hearth_stmt_bind_text (stmt, "name", person->former);
      if (!hearth_stmt_run (stmt, error))
        return FALSE;
    }
  if (person->phone)
    {
      g_autoptr (HearthStmt) stmt
          = hearth_conn_prepare (conn,
                                 "INSERT INTO person_phone (person_id, number, last_four) VALUES (:id, :number, :end)",
                                 error);

      hearth_stmt_bind_int (stmt, "id", person->id);
      hearth_stmt_bind_text (stmt, "number", person->phone);
      hearth_stmt_bind_text (stmt, "end", person->phone + strlen (person->phone) - 4);
      if (!hearth_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  const Person *people;
  gsize n_people;
} People;

static gboolean
add_people_work (HearthConn *conn, gpointer data, GError **error)
{
  People *people = data;

  for (gsize i = 0; i < people->n_people; i++)
    if (!insert_person (conn, &people->people[i], error) || !insert_more (conn, &people->people[i], error)
        || !hearth_person_search_store_put (conn, people->people[i].id, error))
      return FALSE;
  return TRUE;
}

void
people_fixture_add (PeopleFixture *fixture, const Person *people, gsize n_people)
{
  g_autoptr (GError) error = NULL;
  People all = { people, n_people };

  hearth_db_write (fixture->db, add_people_work, &all, &error);
  g_assert_no_error (error);
  people_fixture_reload (fixture);
}

typedef struct
{
  HearthPeopleIndex *index;
  const char *query;
  guint limit;
  HearthSearchFrom from;
  GArray *found;
} Search;

static gboolean
search_work (HearthConn *conn, gpointer data, GError **error)
{
  Search *search = data;

  search->found
      = hearth_people_index_find_from (search->index, conn, search->query, search->limit, search->from, error);
  return search->found != NULL;
}

GArray *
people_fixture_find_from (PeopleFixture *fixture, const char *query, guint limit, HearthSearchFrom from)
{
  g_autoptr (GError) error = NULL;
  Search search = { fixture->index, query, limit, from, NULL };

  hearth_db_read (fixture->db, search_work, &search, &error);
  g_assert_no_error (error);
  return search.found;
}

/* Everybody found, as "id:match:slips", and the same from the index on disk and from memory. */
char *
people_fixture_find (PeopleFixture *fixture, const char *query)
{
  static const char *const nicks[] = { "card", "exact", "prefix", "phone", "inner", "typo" };
  char *texts[3] = { NULL };

  for (guint from = HEARTH_SEARCH_FROM_EITHER; from <= HEARTH_SEARCH_FROM_MEMORY; from++)
    {
      g_autoptr (GArray) found = people_fixture_find_from (fixture, query, TOP, from);
      GString *text = g_string_new (NULL);

      for (guint i = 0; i < found->len; i++)
        {
          HearthFound *one = &g_array_index (found, HearthFound, i);

          g_string_append_printf (text, "%s%" G_GINT64_FORMAT ":%s:%u", i > 0 ? " " : "", one->person_id,
                                  nicks[one->match], one->slips);
        }
      texts[from] = g_string_free (text, FALSE);
    }
  g_assert_cmpstr (texts[HEARTH_SEARCH_FROM_EITHER], ==, texts[HEARTH_SEARCH_FROM_INDEX]);
  g_assert_cmpstr (texts[HEARTH_SEARCH_FROM_EITHER], ==, texts[HEARTH_SEARCH_FROM_MEMORY]);
  g_free (texts[1]);
  g_free (texts[2]);
  return texts[0];
}
