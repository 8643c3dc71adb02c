/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a search needs in memory: the vocabulary of the index, which words each person has, and when they were last here.
 * Owned by HearthHouse; read by the reader threads, changed after COMMITs: it locks itself. The search over it is in
 * hearth-people-search.c. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-people-index-private.h"

static gpointer
key_of (gint64 person_id)
{
  return GSIZE_TO_POINTER ((gsize)person_id);
}

static HearthIndexed *
find_person (HearthPeopleIndex *self, gint64 person_id)
{
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, key_of (person_id)));

  return position > 0 ? &g_array_index (self->people, HearthIndexed, position - 1) : NULL;
}

/* Appends the words of @names; @number gives each its number. Returns how many. */
static guint32
append_terms (HearthPeopleIndex *self, const char *names, guint32 (*number) (HearthVocabulary *, const char *))
{
  g_autofree char *copy = g_strdup (names);
  char *rest = copy;
  guint32 n = 0;

  while (rest && *rest)
    {
      char *space = strchr (rest, ' ');
      guint32 term;

      if (space)
        *space = '\0';
      if (*rest)
        {
          term = number (self->vocabulary, rest);
          g_array_append_val (self->terms, term);
          n++;
        }
      rest = space ? space + 1 : NULL;
    }
  return n;
}

static void
add_person (HearthPeopleIndex *self, const HearthIndexed *person)
{
  g_array_append_vals (self->people, person, 1);
  g_hash_table_insert (self->positions, key_of (person->id), GUINT_TO_POINTER (self->people->len));
}

static gboolean
read_people (HearthPeopleIndex *self, HearthConn *conn, GError **error)
{
  enum
  {
    ID,
    LAST_VISIT,
    NAMES,
  };
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn,
                                                     "SELECT s.person_id, p.last_visit_at_s, s.names"
                                                     " FROM person_search s JOIN person p ON p.id = s.person_id",
                                                     error);

  if (stmt == NULL)
    return FALSE;
  while (hearth_stmt_step (stmt, &failure))
    {
      HearthIndexed person = {
        .id = hearth_stmt_int (stmt, ID),
        .last_visit_at_s = hearth_stmt_int (stmt, LAST_VISIT),
        .first_term = self->terms->len,
      };

      person.n_terms = append_terms (self, hearth_stmt_text (stmt, NAMES), hearth_vocabulary_lookup);
      add_person (self, &person);
    }
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

/**
 * hearth_people_index_new:
 * @conn: a connection
 * @error: return location
 *
 * Reads the whole index: about a quarter of a second for 200,000 people.
 *
 * Returns: (transfer full) (nullable): the index
 */
HearthPeopleIndex *
hearth_people_index_new (HearthConn *conn, GError **error)
{
  g_autoptr (HearthVocabulary) vocabulary = hearth_vocabulary_new (conn, error);
  HearthPeopleIndex *self;

  if (vocabulary == NULL)
    return NULL;

  self = g_new0 (HearthPeopleIndex, 1);
  g_rw_lock_init (&self->lock);
  self->vocabulary = g_steal_pointer (&vocabulary);
  self->people = g_array_new (FALSE, FALSE, sizeof (HearthIndexed));
  self->terms = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->positions = g_hash_table_new (NULL, NULL);
  if (!read_people (self, conn, error))
    g_clear_pointer (&self, hearth_people_index_free);
  return self;
}

/**
 * hearth_people_index_free:
 * @self: (nullable): an index that no thread uses any more
 */
void
hearth_people_index_free (HearthPeopleIndex *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->positions, g_hash_table_unref);
  g_clear_pointer (&self->terms, g_array_unref);
  g_clear_pointer (&self->people, g_array_unref);
  g_clear_pointer (&self->vocabulary, hearth_vocabulary_free);
  g_rw_lock_clear (&self->lock);
  g_free (self);
}

static void
drop_terms (HearthPeopleIndex *self, HearthIndexed *person)
{
  for (guint32 i = 0; i < person->n_terms; i++)
    hearth_vocabulary_drop (self->vocabulary, g_array_index (self->terms, guint32, person->first_term + i));
  self->n_loose_terms += person->n_terms;
  person->n_terms = 0;
}

/* Names change seldom: what they leave behind is cleared away when it is half of all. */
static void
tidy_terms (HearthPeopleIndex *self)
{
  g_autoptr (GArray) tidy = NULL;

  if (self->n_loose_terms < 1024 || self->n_loose_terms * 2 < self->terms->len)
    return;

  tidy = g_array_sized_new (FALSE, FALSE, sizeof (guint32), self->terms->len - self->n_loose_terms);
  for (guint i = 0; i < self->people->len; i++)
    {
      HearthIndexed *person = &g_array_index (self->people, HearthIndexed, i);
      guint32 first = tidy->len;

      if (person->n_terms > 0)
        g_array_append_vals (tidy, &g_array_index (self->terms, guint32, person->first_term), person->n_terms);
      person->first_term = first;
    }
  g_array_unref (self->terms);
  self->terms = g_steal_pointer (&tidy);
  self->n_loose_terms = 0;
}

static void
remove_person (HearthPeopleIndex *self, HearthIndexed *person)
{
  HearthIndexed *last = &g_array_index (self->people, HearthIndexed, self->people->len - 1);
  guint position = (guint)(person - (HearthIndexed *)(gpointer)self->people->data);

  drop_terms (self, person);
  g_hash_table_remove (self->positions, key_of (person->id));
  if (last != person)
    {
      *person = *last;
      g_hash_table_insert (self->positions, key_of (person->id), GUINT_TO_POINTER (position + 1));
    }
  g_array_set_size (self->people, self->people->len - 1);
}

/**
 * hearth_people_index_note_person:
 * @self: the index
 * @person_id: somebody whose names changed, or who is new
 * @names: (nullable): the folded names now; %NULL if a search finds them no more
 *
 * Called after the COMMIT. Any thread.
 */
void
hearth_people_index_note_person (HearthPeopleIndex *self, gint64 person_id, const char *names)
{
  g_autoptr (GRWLockWriterLocker) locker G_GNUC_UNUSED = g_rw_lock_writer_locker_new (&self->lock);
  HearthIndexed *person = find_person (self, person_id);

  if (names == NULL)
    {
      if (person)
        remove_person (self, person);
      tidy_terms (self);
      return;
    }

  if (person == NULL)
    {
      HearthIndexed new_person = { .id = person_id };

      add_person (self, &new_person);
      person = find_person (self, person_id);
    }
  drop_terms (self, person);
  person->first_term = self->terms->len;
  person->n_terms = append_terms (self, names, hearth_vocabulary_take);
  tidy_terms (self);
}

/**
 * hearth_people_index_note_visit:
 * @self: the index
 * @person_id: somebody; one whom a search does not find is passed over
 * @last_visit_at_s: when they were last here, 0 for never
 *
 * Called after the COMMIT. Any thread.
 */
void
hearth_people_index_note_visit (HearthPeopleIndex *self, gint64 person_id, gint64 last_visit_at_s)
{
  g_autoptr (GRWLockWriterLocker) locker G_GNUC_UNUSED = g_rw_lock_writer_locker_new (&self->lock);
  HearthIndexed *person = find_person (self, person_id);

  if (person)
    person->last_visit_at_s = last_visit_at_s;
}

/* Under the lock; until it is released. */
const HearthIndexed *
hearth_people_index_lookup (HearthPeopleIndex *self, gint64 person_id)
{
  return find_person (self, person_id);
}
