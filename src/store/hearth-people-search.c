/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Search over the people index: what is typed becomes words, each word is compared with the vocabulary, the index on disk
 * says who has such words (or, when half the center has them, memory does), and everybody found is ranked by how well
 * all words fit names of their own. Reader threads. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-people-query.h"

#include "hearth-text.h"

#define MAX_CARD_BYTES 200
#define PHONE_DIGITS 4

/* A word that more people have is cheaper to look for in memory. */
#define MAX_FROM_INDEX 2000
#define MAX_TERMS_IN_MATCH 64

static gpointer
key_of (gint64 person_id)
{
  return GSIZE_TO_POINTER ((gsize)person_id);
}

/* The four digits that @word may be the end of a phone number by, or %NULL. */
static char *
phone_end (const char *word)
{
  g_autofree char *digits = NULL;

  if (g_utf8_strlen (word, -1) != PHONE_DIGITS)
    return NULL;
  digits = hearth_text_digits (word);
  return strlen (digits) == PHONE_DIGITS ? g_steal_pointer (&digits) : NULL;
}

static gboolean
find_phones (HearthConn *conn, HearthQueryWord *word, GError **error)
{
  g_autofree char *end = phone_end (word->text);
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = NULL;

  if (end == NULL)
    return TRUE;
  stmt = hearth_conn_prepare (conn, "SELECT person_id FROM person_phone WHERE last_four = :end AND last_four <> ''",
                              error);
  if (stmt == NULL)
    return FALSE;

  word->phones = g_hash_table_new (NULL, NULL);
  hearth_stmt_bind_text (stmt, ":end", end);
  while (hearth_stmt_step (stmt, &failure))
    g_hash_table_add (word->phones, key_of (hearth_stmt_int (stmt, 0)));
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_selective (const HearthQueryWord *word)
{
  return word->phones == NULL && word->fits.n_people <= MAX_FROM_INDEX && word->fits.others->len <= MAX_TERMS_IN_MATCH;
}

/* The query for the index: each word as a beginning, or any of the other terms that it fits. All of it is folded: letters
 * and digits alone, so that quotes are enough to make it text. */
static void
append_word (GString *match, HearthQuery *self, const HearthQueryWord *word)
{
  if (match->len > 0)
    g_string_append (match, " AND ");
  g_string_append_printf (match, "(\"%s\" *", word->text);
  for (guint i = 0; i < word->fits.others->len; i++)
    {
      guint32 term = g_array_index (word->fits.others, guint32, i);

      g_string_append_printf (match, " OR \"%s\"", hearth_vocabulary_get_term (self->index->vocabulary, term));
    }
  g_string_append_c (match, ')');
}

/* Those words are enough that narrow the search: ranking looks at all. "" if none does. */
static char *
match_query (HearthQuery *self, HearthSearchFrom from)
{
  GString *match = g_string_new (NULL);

  for (guint i = 0; i < self->n_words; i++)
    {
      const HearthQueryWord *word = &self->words[i];

      if (from == HEARTH_SEARCH_FROM_INDEX ? word->phones == NULL : is_selective (word))
        append_word (match, self, word);
    }
  return g_string_free (match, FALSE);
}

static gboolean
rank_from_index (HearthQuery *self, HearthConn *conn, const char *match, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT rowid FROM person_fts WHERE person_fts MATCH :match", error);

  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_text (stmt, ":match", match);
  while (hearth_stmt_step (stmt, &failure))
    hearth_query_rank (self, hearth_people_index_lookup (self->index, hearth_stmt_int (stmt, 0)));
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

static void
rank_from_phones (HearthQuery *self, const HearthQueryWord *word)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, word->phones);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    hearth_query_rank (self, hearth_people_index_lookup (self->index, (gint64)GPOINTER_TO_SIZE (key)));
}

static gboolean
rank_names (HearthQuery *self, HearthConn *conn, HearthSearchFrom from, GError **error)
{
  g_autofree char *match = NULL;

  for (guint i = 0; i < self->n_words; i++)
    if (!find_phones (conn, &self->words[i], error))
      return FALSE;
  hearth_query_fit_words (self);
  for (guint i = 0; i < self->n_words; i++)
    {
      const HearthQueryWord *word = &self->words[i];

      if (word->fits.n_people > 0)
        continue;
      if (word->phones)
        rank_from_phones (self, word);
      return TRUE;
    }

  match = match_query (self, from);
  if (from != HEARTH_SEARCH_FROM_MEMORY && *match)
    return rank_from_index (self, conn, match, error);
  hearth_query_rank_everybody (self);
  return TRUE;
}

/* The column compares without case. */
static gboolean
take_card (HearthQuery *self, HearthConn *conn, const char *typed, GError **error)
{
  g_autofree char *code = g_strstrip (g_strdup (typed));
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = NULL;

  if (*code == '\0' || strlen (code) > MAX_CARD_BYTES)
    return TRUE;
  stmt = hearth_conn_prepare (conn,
                              "SELECT id, last_visit_at_s FROM person"
                              " WHERE card_code = :code AND card_code <> '' AND merged_into_id IS NULL",
                              error);
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_text (stmt, ":code", code);
  if (hearth_stmt_step (stmt, &failure))
    hearth_query_take_card (self, hearth_stmt_int (stmt, 0), hearth_stmt_int (stmt, 1));
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

/**
 * hearth_people_index_find_from:
 * @self: the index
 * @conn: a connection, for what is not in memory
 * @query: what was typed; may be any bytes
 * @limit: how many at the most
 * @from: where names are looked up: tests try both ways
 * @error: return location
 *
 * Any thread, with a connection of its own.
 *
 * Returns: (transfer full) (nullable) (element-type HearthFound): who fits, best first
 */
GArray *
hearth_people_index_find_from (
    HearthPeopleIndex *self, HearthConn *conn, const char *query, guint limit, HearthSearchFrom from, GError **error)
{
  g_autofree char *typed = g_utf8_make_valid (query, -1);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (HearthFound));
  g_autoptr (GRWLockReaderLocker) locker G_GNUC_UNUSED = g_rw_lock_reader_locker_new (&self->lock);
  g_auto (HearthQuery) search = { 0 };

  hearth_query_init (&search, self, limit);
  if (hearth_query_take_words (&search, typed) && !rank_names (&search, conn, from, error))
    return NULL;
  if (g_utf8_strlen (typed, -1) >= 2 && !take_card (&search, conn, typed, error))
    return NULL;

  for (guint i = 0; i < search.best->len; i++)
    g_array_append_val (found, g_array_index (search.best, HearthRanked, i).found);
  return g_steal_pointer (&found);
}

/**
 * hearth_people_index_find:
 * @self: the index
 * @conn: a reading connection
 * @query: what was typed, anything at all
 * @limit: how many at most
 * @error: return location
 *
 * People whose names, phone or card fit what was typed. Words stand in any order; each has to fit a name of its own: a
 * whole one, a beginning, an inner part, or one with a slip or two. A word of four digits may be the end of a phone
 * number instead. All of it may be the code of a card.
 *
 * Returns: (transfer full) (element-type HearthFound) (nullable): best first
 */
GArray *
hearth_people_index_find (HearthPeopleIndex *self, HearthConn *conn, const char *query, guint limit, GError **error)
{
  return hearth_people_index_find_from (self, conn, query, limit, HEARTH_SEARCH_FROM_EITHER, error);
}
