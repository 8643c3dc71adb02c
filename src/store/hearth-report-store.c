/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a month's figures are made of. Every query goes by the days' index: a month costs what a month holds, however many
 * years lie before it. Functions on a connection, on its thread. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-report-store.h"

#include "hearth-rows.h"

static HearthStmt *
prepare_span (HearthConn *conn, const char *sql, const char *first_day, const char *last_day, GError **error)
{
  HearthStmt *stmt = hearth_conn_prepare (conn, sql, error);

  if (stmt == NULL)
    return NULL;
  hearth_stmt_bind_text (stmt, ":first", first_day);
  hearth_stmt_bind_text (stmt, ":last", last_day);
  return stmt;
}

/**
 * hearth_report_store_visits:
 * @conn: a connection
 * @first_day: a day
 * @last_day: a day of the same month
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HearthReportVisit): visits that count, in no order
 */
GArray *
hearth_report_store_visits (HearthConn *conn, const char *first_day, const char *last_day, GError **error)
{
  enum
  {
    PERSON,
    REASON,
    REASON_VERSION,
    ARRIVED,
    DAY,
    HEADS,
    CHILDREN,
    GROUP,
    GUEST_NEW
  };
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (HearthReportVisit));
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = prepare_span (conn,
                                              "SELECT person_id, reason_id, reason_version, arrived_at_s, CAST (substr "
                                              "(visited_on, 9) AS INTEGER), head_count, children,"
                                              " kind = 'group', kind = 'guest-new' FROM visit"
                                              " WHERE visited_on BETWEEN :first AND :last AND voided_at_s = 0",
                                              first_day, last_day, error);

  if (stmt == NULL)
    return NULL;
  while (hearth_stmt_step (stmt, &failure))
    {
      HearthReportVisit visit = {
        .person_id = hearth_stmt_int (stmt, PERSON),
        .reason_id = hearth_stmt_int (stmt, REASON),
        .reason_version = hearth_stmt_int (stmt, REASON_VERSION),
        .arrived_at_s = hearth_stmt_int (stmt, ARRIVED),
        .day = (guint)hearth_stmt_int (stmt, DAY),
        .heads = (guint)hearth_stmt_int (stmt, HEADS),
        .children = (guint)hearth_stmt_int (stmt, CHILDREN),
        .group = hearth_stmt_int (stmt, GROUP) != 0,
        .guest_new = hearth_stmt_int (stmt, GUEST_NEW) != 0,
      };

      g_array_append_val (visits, visit);
    }
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&visits);
}

static void
reason_clear (gpointer data)
{
  HearthReportReason *reason = data;

  g_free (reason->code);
  g_free (reason->label);
}

/**
 * hearth_report_store_reasons:
 * @conn: a connection
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HearthReportReason): all reasons in the order of the vocabulary,
 *   retired ones at the end, none counted yet
 */
GArray *
hearth_report_store_reasons (HearthConn *conn, GError **error)
{
  g_autoptr (GArray) reasons = g_array_new (FALSE, FALSE, sizeof (HearthReportReason));
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "SELECT id, code, label, retired, version FROM visit_reason ORDER BY retired, position, id", error);

  g_array_set_clear_func (reasons, reason_clear);
  if (stmt == NULL)
    return NULL;
  while (hearth_stmt_step (stmt, &failure))
    {
      HearthReportReason reason = {
        .id = hearth_stmt_int (stmt, 0),
        .code = g_strdup (hearth_stmt_text (stmt, 1)),
        .label = g_strdup (hearth_stmt_text (stmt, 2)),
        .retired = hearth_stmt_int (stmt, 3) != 0,
        .version = hearth_stmt_int (stmt, 4),
      };

      g_array_append_val (reasons, reason);
    }
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&reasons);
}

/**
 * hearth_report_store_label:
 * @conn: a connection
 * @reason: a reason; its label becomes that of @version
 * @version: an earlier one
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_report_store_label (HearthConn *conn, HearthReportReason *reason, gint64 version, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "SELECT label FROM visit_reason_version WHERE reason_id = :id AND version = :version",
                             error);
  gboolean found;

  hearth_stmt_bind_int (stmt, ":id", reason->id);
  hearth_stmt_bind_int (stmt, ":version", version);
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  g_free (reason->label);
  reason->label = g_strdup (hearth_stmt_text (stmt, 0));
  reason->version = version;
  return TRUE;
}

/* The one number of a query over a span of days. */
static gboolean
count (HearthStmt *stmt, guint *number, GError **error)
{
  gboolean found;

  *number = 0;
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  *number = found ? (guint)CLAMP (hearth_stmt_int (stmt, 0), 0, G_MAXUINT32) : 0;
  return TRUE;
}

/**
 * hearth_report_store_count_first:
 * @conn: a connection
 * @first_day: a day
 * @last_day: a day
 * @n_people: (out): how many people were here in that time for the first time ever
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_report_store_count_first (
    HearthConn *conn, const char *first_day, const char *last_day, guint *n_people, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = prepare_span (conn,
                      "SELECT COUNT (*) FROM (SELECT DISTINCT person_id FROM visit"
                      "                       WHERE visited_on BETWEEN :first AND :last AND voided_at_s = 0 AND "
                      "person_id IS NOT NULL) p"
                      " WHERE (SELECT visited_on FROM visit WHERE person_id = p.person_id AND voided_at_s = 0"
                      "        ORDER BY arrived_at_s LIMIT 1) >= :first",
                      first_day, last_day, error);

  return count (stmt, n_people, error);
}

/**
 * hearth_report_store_count_heads:
 * @conn: a connection
 * @first_day: a day
 * @last_day: a day
 * @n_heads: (out): all visits in that time, counted groups by their heads
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_report_store_count_heads (
    HearthConn *conn, const char *first_day, const char *last_day, guint *n_heads, GError **error)
{
  g_autoptr (HearthStmt) stmt = prepare_span (
      conn,
      "SELECT IFNULL (SUM (head_count), 0) FROM visit WHERE visited_on BETWEEN :first AND :last AND voided_at_s = 0",
      first_day, last_day, error);

  return count (stmt, n_heads, error);
}
