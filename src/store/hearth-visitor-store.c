/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a check-in asks about the person who comes: their visits before this one, and dates that may be noticed.
 * Functions on a connection, on its thread. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-visitor-store.h"

#include "hearth-error.h"
#include "hearth-rows.h"

/**
 * hearth_visitor_dates_clear:
 * @self: dates, or all zero
 *
 * Frees what it holds.
 */
void
hearth_visitor_dates_clear (HearthVisitorDates *self)
{
  g_clear_pointer (&self->birth_kind, g_free);
  g_clear_pointer (&self->birth_date, g_free);
  g_clear_pointer (&self->recovery_date, g_free);
}

/**
 * hearth_visitor_store_dates:
 * @conn: a connection
 * @person: a person
 * @dates: (out): to be cleared with hearth_visitor_dates_clear()
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_NOT_FOUND if there is no such person
 */
gboolean
hearth_visitor_store_dates (HearthConn *conn, gint64 person, HearthVisitorDates *dates, GError **error)
{
  enum
  {
    BIRTH_KIND,
    BIRTH_DATE,
    RECOVERY_DATE
  };
  gboolean found;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "SELECT birth_kind, birth_date, IIF (recovery_noticed = 1, recovery_date, '') FROM person WHERE id = :person",
      error);

  *dates = (HearthVisitorDates){ 0 };
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":person", person);
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  if (!found)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no person %" G_GINT64_FORMAT, person);
      return FALSE;
    }
  *dates = (HearthVisitorDates){
    .birth_kind = g_strdup (hearth_stmt_text (stmt, BIRTH_KIND)),
    .birth_date = g_strdup (hearth_stmt_text (stmt, BIRTH_DATE)),
    .recovery_date = g_strdup (hearth_stmt_text (stmt, RECOVERY_DATE)),
  };
  return TRUE;
}

#define LATEST 10

/* One reason among their latest visits. */
typedef struct
{
  HearthReasonRef reason;
  guint n_visits;
  char *code; /* (owned) */
} Frequency;

static void
frequency_clear (gpointer data)
{
  g_free (((Frequency *)data)->code);
}

static void
count_row (GArray *frequencies, HearthStmt *stmt)
{
  enum
  {
    ID,
    VERSION,
    CODE
  };
  gint64 id = hearth_stmt_int (stmt, ID);
  Frequency *one;

  for (guint i = 0; i < frequencies->len; i++)
    if ((one = &g_array_index (frequencies, Frequency, i))->reason.id == id)
      {
        one->n_visits++;
        return;
      }
  g_array_set_size (frequencies, frequencies->len + 1);
  one = &g_array_index (frequencies, Frequency, frequencies->len - 1);
  *one = (Frequency){ { id, hearth_stmt_int (stmt, VERSION) }, 1, g_strdup (hearth_stmt_text (stmt, CODE)) };
}

/**
 * hearth_visitor_store_usual_reason:
 * @conn: a connection
 * @person: a person
 * @but_for: a visit that does not count here, 0 for none
 * @code: (out) (transfer full): its code, "" if they have none
 * @reason: (out): what a visit keeps of it, id 0 if they have none
 * @error: return location
 *
 * The most frequent reason of their latest ten visits that count, of two as frequent the later one; only one that is
 * still offered. Counted here: a GROUP BY makes a table for itself at each check-in.
 *
 * Returns: whether it could be read
 */
gboolean
hearth_visitor_store_usual_reason (
    HearthConn *conn, gint64 person, gint64 but_for, char **code, HearthReasonRef *reason, GError **error)
{
  enum
  {
    RETIRED = 3
  };
  g_autoptr (GArray) frequencies = g_array_sized_new (FALSE, FALSE, sizeof (Frequency), LATEST);
  g_autoptr (GError) failure = NULL;
  Frequency *usual = NULL;
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "SELECT r.id, r.version, r.code, r.retired FROM visit v CROSS JOIN visit_reason r"
                             " WHERE v.person_id = :person AND v.voided_at_s = 0 AND v.id <> :but_for"
                             " AND r.id = v.reason_id ORDER BY v.arrived_at_s DESC LIMIT " G_STRINGIFY (LATEST),
                             error);

  *code = NULL;
  *reason = (HearthReasonRef){ 0, 0 };
  if (stmt == NULL)
    return FALSE;
  g_array_set_clear_func (frequencies, frequency_clear);
  hearth_stmt_bind_int (stmt, ":person", person);
  hearth_stmt_bind_int (stmt, ":but_for", but_for);
  while (hearth_stmt_step (stmt, &failure))
    if (hearth_stmt_int (stmt, RETIRED) == 0)
      count_row (frequencies, stmt);
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  for (guint i = 0; i < frequencies->len; i++)
    if (usual == NULL || g_array_index (frequencies, Frequency, i).n_visits > usual->n_visits)
      usual = &g_array_index (frequencies, Frequency, i);
  *code = usual ? g_steal_pointer (&usual->code) : g_strdup ("");
  if (usual)
    *reason = usual->reason;
  return TRUE;
}

/**
 * hearth_visitor_store_day_before:
 * @conn: a connection
 * @person: a person
 * @visit: a visit of theirs
 * @arrived_at_s: when that was
 * @day: (out) (transfer full): the day of their visit before it, "" if it is their first
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_visitor_store_day_before (
    HearthConn *conn, gint64 person, gint64 visit, gint64 arrived_at_s, char **day, GError **error)
{
  gboolean found;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "SELECT visited_on FROM visit WHERE person_id = :person AND voided_at_s = 0 AND arrived_at_s <= :arrived_at_s"
      " AND id <> :visit ORDER BY arrived_at_s DESC LIMIT 1",
      error);

  *day = NULL;
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":person", person);
  hearth_stmt_bind_int (stmt, ":arrived_at_s", arrived_at_s);
  hearth_stmt_bind_int (stmt, ":visit", visit);
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  *day = g_strdup (found ? hearth_stmt_text (stmt, 0) : "");
  return TRUE;
}

/* Runs what finds one visit at most: @visit is its id, 0 if there is none. */
static gboolean
read_visit (HearthStmt *stmt, gint64 *visit, GError **error)
{
  gint64 id = hearth_rows_number (stmt, 0, error);

  *visit = MAX (id, 0);
  return id >= 0;
}

/**
 * hearth_visitor_store_open_since:
 * @conn: a connection
 * @person: a person
 * @day: a day
 * @since_s: an instant before it, UTC seconds: where the search ends
 * @but_for: a visit that does not count here, 0 for none
 * @visit: (out): their latest visit of @day or after it that they have not left, 0 if there is none
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_visitor_store_open_since (
    HearthConn *conn, gint64 person, const char *day, gint64 since_s, gint64 but_for, gint64 *visit, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "SELECT id FROM visit WHERE person_id = :person AND left_how = '' AND voided_at_s = 0 AND visited_on >= :day"
      " AND arrived_at_s >= :since_s AND id <> :but_for ORDER BY arrived_at_s DESC LIMIT 1",
      error);

  hearth_stmt_bind_int (stmt, ":person", person);
  hearth_stmt_bind_text (stmt, ":day", day);
  hearth_stmt_bind_int (stmt, ":since_s", since_s);
  hearth_stmt_bind_int (stmt, ":but_for", but_for);
  return read_visit (stmt, visit, error);
}

/**
 * hearth_visitor_store_on_day:
 * @conn: a connection
 * @person: a person
 * @day: a day
 * @since_s: an instant before it, UTC seconds
 * @until_s: an instant after it, UTC seconds: between them the search runs
 * @visit: (out): their latest visit of that day that counts, left or not, 0 if there is none
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_visitor_store_on_day (
    HearthConn *conn, gint64 person, const char *day, gint64 since_s, gint64 until_s, gint64 *visit, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "SELECT id FROM visit WHERE person_id = :person AND voided_at_s = 0 AND visited_on = :day"
                             " AND arrived_at_s BETWEEN :since_s AND :until_s ORDER BY arrived_at_s DESC LIMIT 1",
                             error);

  hearth_stmt_bind_int (stmt, ":person", person);
  hearth_stmt_bind_text (stmt, ":day", day);
  hearth_stmt_bind_int (stmt, ":since_s", since_s);
  hearth_stmt_bind_int (stmt, ":until_s", until_s);
  return read_visit (stmt, visit, error);
}

/**
 * hearth_visitor_store_at:
 * @conn: a connection
 * @person: a person
 * @day: a day
 * @at_s: an instant of it, UTC seconds
 * @near_s: how far from it the search runs, in seconds
 * @visit: (out): their latest visit of that day that counts and that they had not left by then, 0 if there is none
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_visitor_store_at (
    HearthConn *conn, gint64 person, const char *day, gint64 at_s, gint64 near_s, gint64 *visit, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "SELECT id FROM visit WHERE person_id = :person AND voided_at_s = 0 AND visited_on = :day"
                             " AND arrived_at_s BETWEEN :at_s - :near_s AND :at_s + :near_s"
                             " AND NOT (left_how = 'left' AND left_at_s <= :at_s) ORDER BY arrived_at_s DESC LIMIT 1",
                             error);

  hearth_stmt_bind_int (stmt, ":person", person);
  hearth_stmt_bind_text (stmt, ":day", day);
  hearth_stmt_bind_int (stmt, ":at_s", at_s);
  hearth_stmt_bind_int (stmt, ":near_s", near_s);
  return read_visit (stmt, visit, error);
}

/**
 * hearth_visitor_store_open_before:
 * @conn: a connection
 * @person: a person
 * @day: a day
 * @visits: (out) (transfer full) (element-type gint64): their visits before @day that they have not left
 * @error: return location
 *
 * Of their latest ten: each check-in ends what was forgotten before it, so none is older.
 *
 * Returns: whether they could be read
 */
gboolean
hearth_visitor_store_open_before (HearthConn *conn, gint64 person, const char *day, GArray **visits, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "SELECT id FROM (SELECT id, left_how, voided_at_s, visited_on FROM visit WHERE person_id = :person"
      "                ORDER BY arrived_at_s DESC LIMIT 10)"
      " WHERE left_how = '' AND voided_at_s = 0 AND visited_on < :day",
      error);

  *visits = NULL;
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":person", person);
  hearth_stmt_bind_text (stmt, ":day", day);
  *visits = hearth_rows_ids (stmt, error);
  return *visits != NULL;
}
