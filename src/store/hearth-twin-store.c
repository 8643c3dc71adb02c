/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* SQL for finding likely doubles: who shares a name, a phone or a birth date with somebody, and the few fields by which
 * a service then decides. On the thread of its connection. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-twin-store.h"

#include "hearth-error.h"
#include "hearth-rows.h"
#include "hearth-text.h"

/* How many may share one thing before it tells nothing. */
#define SHARED_MAX 200

/**
 * hearth_twin_row_free:
 * @self: (nullable) (transfer full): a row
 */
void
hearth_twin_row_free (HearthTwinRow *self)
{
  if (self == NULL)
    return;
  g_free (self->preferred);
  g_free (self->given);
  g_free (self->family);
  g_free (self->birth_date);
  g_strfreev (self->former);
  g_strfreev (self->phones);
  g_free (self);
}

/* Texts that one column of a person's row joins with a character that no name holds, folded or reduced to digits. */
static char **
split_each (const char *joined, char *(*each) (const char *))
{
  g_auto (GStrv) parts = g_strsplit (joined, "\x1f", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; parts[i]; i++)
    {
      g_autofree char *made = each (parts[i]);

      if (*made)
        g_strv_builder_add (builder, made);
    }
  return g_strv_builder_end (builder);
}

#define ROW_COLUMNS                                                                                                    \
  "p.id, p.preferred_name, p.given_name, p.family_name, p.birth_date, "                                                \
  "(SELECT group_concat(name, char(31)) FROM person_former_name f WHERE f.person_id = p.id), "                         \
  "(SELECT group_concat(number, char(31)) FROM person_phone h WHERE h.person_id = p.id)"

static HearthTwinRow *
row_of (HearthStmt *stmt)
{
  enum
  {
    ID,
    PREFERRED,
    GIVEN,
    FAMILY,
    BIRTH_DATE,
    FORMER,
    PHONES,
  };
  HearthTwinRow *row = g_new0 (HearthTwinRow, 1);

  row->id = hearth_stmt_int (stmt, ID);
  row->preferred = hearth_text_fold (hearth_stmt_text (stmt, PREFERRED));
  row->given = hearth_text_fold (hearth_stmt_text (stmt, GIVEN));
  row->family = hearth_text_fold (hearth_stmt_text (stmt, FAMILY));
  row->birth_date = g_strdup (hearth_stmt_text (stmt, BIRTH_DATE));
  row->former = split_each (hearth_stmt_text (stmt, FORMER), hearth_text_fold);
  row->phones = split_each (hearth_stmt_text (stmt, PHONES), hearth_text_digits);
  return row;
}

static gboolean
add_rows (HearthStmt *stmt, GPtrArray *rows, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (hearth_stmt_step (stmt, &local))
    g_ptr_array_add (rows, row_of (stmt));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * hearth_twin_store_of_ids:
 * @conn: a connection
 * @ids: (array length=n_ids): people
 * @n_ids: how many
 * @error: return location
 *
 * Returns: (transfer full) (element-type HearthTwinRow) (nullable): those that are there and stand for themselves
 */
GPtrArray *
hearth_twin_store_of_ids (HearthConn *conn, const gint64 *ids, gsize n_ids, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)hearth_twin_row_free);

  for (gsize i = 0; i < n_ids; i++)
    {
      g_autoptr (HearthStmt) stmt
          = hearth_conn_prepare (conn,
                                 "SELECT " ROW_COLUMNS " FROM person p WHERE p.id = :id AND p.merged_into_id IS NULL",
                                 error);

      hearth_stmt_bind_int (stmt, ":id", ids[i]);
      if (!add_rows (stmt, rows, error))
        return NULL;
    }
  return g_steal_pointer (&rows);
}

/**
 * hearth_twin_store_all:
 * @conn: a connection; a reader's, because this takes a while
 * @error: return location
 *
 * Returns: (transfer full) (element-type HearthTwinRow) (nullable): everybody
 */
GPtrArray *
hearth_twin_store_all (HearthConn *conn, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)hearth_twin_row_free);
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT " ROW_COLUMNS " FROM person p WHERE p.merged_into_id IS NULL", error);

  return add_rows (stmt, rows, error) ? g_steal_pointer (&rows) : NULL;
}

static gboolean
add_ids (HearthStmt *stmt, GHashTable *ids, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (hearth_stmt_step (stmt, &local))
    {
      gint64 id = hearth_stmt_int (stmt, 0);

      g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The words of a folded text, each as a quoted string of the index's query language: all must be there. */
static char *
match_all (const char *folded)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  GString *query = g_string_new (NULL);

  for (guint i = 0; words[i]; i++)
    if (*words[i])
      g_string_append_printf (query, "%s\"%s\"", query->len ? " AND " : "", words[i]);
  return g_string_free (query, FALSE);
}

/**
 * hearth_twin_store_add_by_words:
 * @conn: a connection
 * @folded: a folded name of one or more words
 * @ids: (element-type gint64): a set, to which is added who has all of them among their names
 * @error: return location
 *
 * Returns: %FALSE with an error
 */
gboolean
hearth_twin_store_add_by_words (HearthConn *conn, const char *folded, GHashTable *ids, GError **error)
{
  g_autofree char *query = match_all (folded);
  g_autoptr (HearthStmt) stmt = NULL;

  if (*query == '\0')
    return TRUE;
  stmt = hearth_conn_prepare (conn,
                              "SELECT rowid FROM person_fts WHERE person_fts MATCH :query ORDER BY rowid LIMIT :most",
                              error);
  hearth_stmt_bind_text (stmt, ":query", query);
  hearth_stmt_bind_int (stmt, ":most", SHARED_MAX);
  return add_ids (stmt, ids, error);
}

/**
 * hearth_twin_store_add_by_phone:
 * @conn: a connection
 * @last_four: four digits
 * @ids: (element-type gint64): a set, to which is added who has a phone that ends in them
 * @error: return location
 *
 * Returns: %FALSE with an error
 */
gboolean
hearth_twin_store_add_by_phone (HearthConn *conn, const char *last_four, GHashTable *ids, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "SELECT person_id FROM person_phone WHERE last_four = :last_four AND last_four <> '' LIMIT :most", error);

  hearth_stmt_bind_text (stmt, ":last_four", last_four);
  hearth_stmt_bind_int (stmt, ":most", SHARED_MAX);
  return add_ids (stmt, ids, error);
}

/**
 * hearth_twin_store_add_by_birth:
 * @conn: a connection
 * @birth_date: YYYY-MM-DD
 * @ids: (element-type gint64): a set, to which is added who was born that day
 * @error: return location
 *
 * Returns: %FALSE with an error
 */
gboolean
hearth_twin_store_add_by_birth (HearthConn *conn, const char *birth_date, GHashTable *ids, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "SELECT id FROM person WHERE birth_date = :birth_date AND birth_date <> '' LIMIT :most",
                             error);

  hearth_stmt_bind_text (stmt, ":birth_date", birth_date);
  hearth_stmt_bind_int (stmt, ":most", SHARED_MAX);
  return add_ids (stmt, ids, error);
}

/**
 * hearth_twin_store_drop_not_same:
 * @conn: a connection
 * @id: a person
 * @ids: (element-type gint64): a set, from which @id is taken and everybody who was found not to be @id
 * @error: return location
 *
 * Returns: %FALSE with an error
 */
gboolean
hearth_twin_store_drop_not_same (HearthConn *conn, gint64 id, GHashTable *ids, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn,
                                                     "SELECT b_id FROM person_not_same WHERE a_id = :id "
                                                     "UNION SELECT a_id FROM person_not_same WHERE b_id = :id",
                                                     error);
  g_autoptr (GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  g_hash_table_remove (ids, &id);
  hearth_stmt_bind_int (stmt, ":id", id);
  while (hearth_stmt_step (stmt, &local))
    {
      gint64 other = hearth_stmt_int (stmt, 0);

      g_hash_table_remove (ids, &other);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * hearth_shown_clear:
 * @self: what was read
 */
void
hearth_shown_clear (HearthShown *self)
{
  g_clear_pointer (&self->preferred_name, g_free);
  g_clear_pointer (&self->family_name, g_free);
  g_clear_pointer (&self->pronouns, g_free);
}

/**
 * hearth_twin_store_shown:
 * @conn: a connection
 * @id: a person
 * @shown: (out): what a list shows of them; cleared with hearth_shown_clear()
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_NOT_FOUND
 */
gboolean
hearth_twin_store_shown (HearthConn *conn, gint64 id, HearthShown *shown, GError **error)
{
  enum
  {
    PREFERRED,
    FAMILY,
    PRONOUNS,
    HERE_SINCE_S,
  };
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "SELECT preferred_name, family_name, pronouns, coalesce((SELECT min(arrived_at_s) "
                             "FROM visit WHERE person_id = person.id AND left_how = '' AND voided_at_s = 0), 0) "
                             "FROM person WHERE id = :id",
                             error);
  gboolean found;

  *shown = (HearthShown){ 0 };
  hearth_stmt_bind_int (stmt, ":id", id);
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  if (!found)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no person %" G_GINT64_FORMAT, id);
      return FALSE;
    }
  shown->preferred_name = g_strdup (hearth_stmt_text (stmt, PREFERRED));
  shown->family_name = g_strdup (hearth_stmt_text (stmt, FAMILY));
  shown->pronouns = g_strdup (hearth_stmt_text (stmt, PRONOUNS));
  shown->here_since_s = hearth_stmt_int (stmt, HERE_SINCE_S);
  return TRUE;
}
