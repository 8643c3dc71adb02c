/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a search reads of a person: all names, folded, in the table person_search, over which the index lies. Everything
 * that writes a person's names ends with hearth_person_search_store_put(); verify compares with
 * hearth_person_search_store_compose(). Database threads. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-person-search-store.h"

#include "hearth-text.h"

/* Longer than this nobody types two names as one. */
#define JOINED_MAX 64

static void
take_word (GPtrArray *words, const char *word)
{
  if (*word && !g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
    g_ptr_array_add (words, g_strdup (word));
}

/* The words of one name and, of several, also written together: "mary-ann" is found by "maryann", "de la cruz" by
 * "delacruz". */
static void
take_name (GPtrArray *words, const char *name)
{
  g_autofree char *folded = hearth_text_fold (name);
  g_auto (GStrv) parts = g_strsplit (folded, " ", -1);

  for (guint i = 0; parts[i]; i++)
    take_word (words, parts[i]);
  if (g_strv_length (parts) > 1 && strlen (folded) <= JOINED_MAX)
    {
      g_autofree char *joined = g_strjoinv (NULL, parts);

      take_word (words, joined);
    }
}

static gboolean
is_written_without_spaces (const char *name)
{
  switch ((int)g_unichar_get_script (g_utf8_get_char (name)))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Chinese, Japanese and Korean full names are written as one word, family name first. */
static void
take_whole_name (GPtrArray *words, const char *family, const char *given)
{
  if (*family && *given && is_written_without_spaces (family) && is_written_without_spaces (given))
    {
      g_autofree char *whole = g_strconcat (family, given, NULL);

      take_name (words, whole);
    }
}

/* Returns: (transfer full): the words by which somebody is found, folded by hearth_text_fold() and separated by single
 * spaces, "" if no name has a letter. A word stands twice only when somebody has it both as a given and as a family name
 * ("John St John"). */
static char *
search_names (const char *preferred_name,
              const char *given_name,
              const char *family_name,
              const char *const *former_names)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) family = g_ptr_array_new_with_free_func (g_free);
  const char *preferred = preferred_name ? preferred_name : "";
  const char *given = given_name ? given_name : "";
  const char *last = family_name ? family_name : "";

  take_name (words, preferred);
  take_name (words, given);
  take_name (family, last);
  g_ptr_array_extend_and_steal (words, g_steal_pointer (&family));
  take_whole_name (words, last, given);
  take_whole_name (words, last, preferred);
  for (guint i = 0; former_names && former_names[i]; i++)
    take_name (words, former_names[i]);

  g_ptr_array_add (words, NULL);
  return g_strjoinv (" ", (char **)words->pdata);
}

static gboolean
read_former_names (HearthConn *conn, gint64 person_id, GStrv *names, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT name FROM person_former_name WHERE person_id = :id ORDER BY id", error);

  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":id", person_id);
  while (hearth_stmt_step (stmt, &failure))
    g_strv_builder_add (builder, hearth_stmt_text (stmt, 0));
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  *names = g_strv_builder_end (builder);
  return TRUE;
}

/**
 * hearth_person_search_store_compose:
 * @conn: a connection
 * @person_id: a person
 * @gone: (out): whether a search must not find them: no such person, or merged into another
 * @names: (out) (transfer full) (nullable): their names as the person tables have them, %NULL if @gone
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_person_search_store_compose (HearthConn *conn, gint64 person_id, gboolean *gone, char **names, GError **error)
{
  enum
  {
    PREFERRED,
    GIVEN,
    FAMILY,
  };
  g_autoptr (GError) failure = NULL;
  g_auto (GStrv) former = NULL;
  g_autoptr (HearthStmt) stmt = NULL;

  *gone = TRUE;
  *names = NULL;
  if (!read_former_names (conn, person_id, &former, error))
    return FALSE;

  stmt = hearth_conn_prepare (conn,
                              "SELECT preferred_name, given_name, family_name FROM person"
                              " WHERE id = :id AND merged_into_id IS NULL",
                              error);
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":id", person_id);
  if (hearth_stmt_step (stmt, &failure))
    {
      *gone = FALSE;
      *names = search_names (hearth_stmt_text (stmt, PREFERRED), hearth_stmt_text (stmt, GIVEN),
                             hearth_stmt_text (stmt, FAMILY), (const char *const *)former);
      return TRUE;
    }
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

/**
 * hearth_person_search_store_put:
 * @conn: a writing connection, in a transaction
 * @person_id: a person whose names, or whether they were merged, may have changed
 * @error: return location
 *
 * Brings the search up to the person tables. The caller also tells the index in memory (hearth_unit_note_person()).
 *
 * Returns: whether it could be written
 */
gboolean
hearth_person_search_store_put (HearthConn *conn, gint64 person_id, GError **error)
{
  g_autofree char *names = NULL;
  gboolean gone;

  if (!hearth_person_search_store_compose (conn, person_id, &gone, &names, error))
    return FALSE;

  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      gone ? "DELETE FROM person_search WHERE person_id = :id"
           : "INSERT INTO person_search (person_id, names) VALUES (:id, :names)"
             " ON CONFLICT (person_id) DO UPDATE SET names = excluded.names WHERE names <> excluded.names",
      error);

  hearth_stmt_bind_int (stmt, ":id", person_id);
  if (!gone)
    hearth_stmt_bind_text (stmt, ":names", names);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_person_search_store_read:
 * @conn: a connection
 * @person_id: a person
 * @names: (out) (transfer full) (nullable): what a search knows of them, %NULL if it does not know them
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_person_search_store_read (HearthConn *conn, gint64 person_id, char **names, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT names FROM person_search WHERE person_id = :id", error);

  *names = NULL;
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":id", person_id);
  if (hearth_stmt_step (stmt, &failure))
    *names = g_strdup (hearth_stmt_text (stmt, 0));
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

/**
 * hearth_person_search_store_optimize:
 * @conn: a writing connection, in a transaction
 * @error: return location
 *
 * Brings the index into one piece after many people came at once: searches are quicker then.
 *
 * Returns: whether it could be written
 */
gboolean
hearth_person_search_store_optimize (HearthConn *conn, GError **error)
{
  return hearth_conn_exec (conn, "INSERT INTO person_fts (person_fts) VALUES ('optimize')", error);
}
