/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The visits: rows as they are written, and as people see them. Functions on a connection, on its thread. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-visit-store.h"

#include "hearth-error.h"
#include "hearth-house-store.h"
#include "hearth-rows.h"
#include "hearth-text.h"

/**
 * hearth_visit_row_clear:
 * @self: a row, or all zero
 *
 * Frees what it holds.
 */
void
hearth_visit_row_clear (HearthVisitRow *self)
{
  g_free (self->kind);
  g_free (self->guest_name);
  g_free (self->label);
  g_free (self->visited_on);
  g_free (self->left_how);
  *self = (HearthVisitRow){ 0 };
}

/**
 * hearth_visit_row_is_open:
 * @self: a row
 *
 * Returns: whether this visit counts as here now. A counted group is never here: nobody knows when it goes.
 */
gboolean
hearth_visit_row_is_open (const HearthVisitRow *self)
{
  return self->voided_at_s == 0 && (self->left_how == NULL || *self->left_how == '\0')
         && g_strcmp0 (self->kind, "group") != 0;
}

static void
bind_id (HearthStmt *stmt, const char *name, gint64 id)
{
  if (id != 0)
    hearth_stmt_bind_int (stmt, name, id);
  else
    hearth_stmt_bind_null (stmt, name);
}

static void
bind_text (HearthStmt *stmt, const char *name, const char *text)
{
  hearth_stmt_bind_text (stmt, name, text ? text : "");
}

/* What may change after a visit was recorded. */
static void
bind_changing (HearthStmt *stmt, const HearthVisitRow *row)
{
  bind_text (stmt, ":guest_name", row->guest_name);
  bind_text (stmt, ":label", row->label);
  hearth_stmt_bind_int (stmt, ":head_count", row->head_count);
  hearth_stmt_bind_int (stmt, ":children", row->children);
  hearth_stmt_bind_int (stmt, ":reason_id", row->reason_id);
  hearth_stmt_bind_int (stmt, ":reason_version", row->reason_version);
  hearth_stmt_bind_int (stmt, ":arrived_at_s", row->arrived_at_s);
  hearth_stmt_bind_text (stmt, ":visited_on", row->visited_on);
  hearth_stmt_bind_int (stmt, ":left_at_s", row->left_at_s);
  bind_text (stmt, ":left_how", row->left_how);
}

/**
 * hearth_visit_store_insert:
 * @conn: a writing connection
 * @row: a visit; revision and voided_at_s are not read. Its id is 0 but for one that was given before the center was
 *   restored: then nothing has it now
 * @error: return location
 *
 * Returns: the visit's id, 0 on error
 */
gint64
hearth_visit_store_insert (HearthConn *conn, const HearthVisitRow *row, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "INSERT INTO visit (id, kind, person_id, guest_name, label, head_count, children, reason_id, reason_version,"
      " arrived_at_s, visited_on, left_at_s, left_how, late, recorded_at_s, recorded_by_id, desk_id)"
      " VALUES (ifnull (nullif (:id, 0), " HEARTH_NEXT_ID (
          "visit") "), :kind, :person_id, :guest_name, :label, :head_count, :children, :reason_id, :reason_version,"
                   " :arrived_at_s, :visited_on, :left_at_s, :left_how, :late, :recorded_at_s, :recorded_by_id, "
                   ":desk_id)",
      error);

  if (stmt == NULL)
    return 0;
  bind_changing (stmt, row);
  hearth_stmt_bind_int (stmt, ":id", row->id);
  hearth_stmt_bind_text (stmt, ":kind", row->kind);
  bind_id (stmt, ":person_id", row->person_id);
  hearth_stmt_bind_int (stmt, ":late", row->late ? 1 : 0);
  hearth_stmt_bind_int (stmt, ":recorded_at_s", row->recorded_at_s);
  bind_id (stmt, ":recorded_by_id", row->recorded_by_id);
  bind_id (stmt, ":desk_id", row->desk_id);
  return hearth_stmt_run (stmt, error) ? hearth_conn_last_id (conn) : 0;
}

/**
 * hearth_visit_store_update:
 * @conn: a writing connection
 * @row: the visit as it is to be; its revision is the one it had
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_CONFLICT if it has another revision by now
 */
gboolean
hearth_visit_store_update (HearthConn *conn, const HearthVisitRow *row, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "UPDATE visit SET guest_name = :guest_name, label = :label, head_count = :head_count, children = :children,"
      " reason_id = :reason_id, reason_version = :reason_version, arrived_at_s = :arrived_at_s,"
      " visited_on = :visited_on, left_at_s = :left_at_s, left_how = :left_how, voided_at_s = :voided_at_s,"
      " revision = revision + 1 WHERE id = :id AND revision = :revision",
      error);

  if (stmt == NULL)
    return FALSE;
  bind_changing (stmt, row);
  hearth_stmt_bind_int (stmt, ":voided_at_s", row->voided_at_s);
  hearth_stmt_bind_int (stmt, ":id", row->id);
  hearth_stmt_bind_int (stmt, ":revision", row->revision);
  if (!hearth_stmt_run (stmt, error))
    return FALSE;
  if (hearth_conn_n_changes (conn) == 1)
    return TRUE;

  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "visit %" G_GINT64_FORMAT " changed meanwhile", row->id);
  return FALSE;
}

/**
 * hearth_visit_store_get_row:
 * @conn: a connection
 * @id: a visit
 * @row: (out): the visit, to be cleared with hearth_visit_row_clear()
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_NOT_FOUND if there is none
 */
gboolean
hearth_visit_store_get_row (HearthConn *conn, gint64 id, HearthVisitRow *row, GError **error)
{
  enum
  {
    ID,
    REVISION,
    KIND,
    PERSON,
    GUEST,
    LABEL,
    HEADS,
    CHILDREN,
    REASON,
    REASON_VERSION,
    ARRIVED,
    VISITED_ON,
    LEFT,
    LEFT_HOW,
    LATE,
    RECORDED,
    RECORDED_BY,
    DESK,
    VOIDED,
  };
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "SELECT id, revision, kind, person_id, guest_name, label, head_count, children, reason_id, reason_version,"
      " arrived_at_s, visited_on, left_at_s, left_how, late, recorded_at_s, recorded_by_id, desk_id, voided_at_s"
      " FROM visit WHERE id = :id",
      error);

  *row = (HearthVisitRow){ 0 };
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_int (stmt, ":id", id);
  if (!hearth_stmt_step (stmt, &failure))
    {
      if (failure)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no visit %" G_GINT64_FORMAT, id);
      return FALSE;
    }
  *row = (HearthVisitRow){
    .id = hearth_stmt_int (stmt, ID),
    .revision = hearth_stmt_int (stmt, REVISION),
    .kind = g_strdup (hearth_stmt_text (stmt, KIND)),
    .person_id = hearth_stmt_int (stmt, PERSON),
    .guest_name = g_strdup (hearth_stmt_text (stmt, GUEST)),
    .label = g_strdup (hearth_stmt_text (stmt, LABEL)),
    .head_count = hearth_stmt_int (stmt, HEADS),
    .children = hearth_stmt_int (stmt, CHILDREN),
    .reason_id = hearth_stmt_int (stmt, REASON),
    .reason_version = hearth_stmt_int (stmt, REASON_VERSION),
    .arrived_at_s = hearth_stmt_int (stmt, ARRIVED),
    .visited_on = g_strdup (hearth_stmt_text (stmt, VISITED_ON)),
    .left_at_s = hearth_stmt_int (stmt, LEFT),
    .left_how = g_strdup (hearth_stmt_text (stmt, LEFT_HOW)),
    .late = hearth_stmt_int (stmt, LATE) != 0,
    .recorded_at_s = hearth_stmt_int (stmt, RECORDED),
    .recorded_by_id = hearth_stmt_int (stmt, RECORDED_BY),
    .desk_id = hearth_stmt_int (stmt, DESK),
    .voided_at_s = hearth_stmt_int (stmt, VOIDED),
  };
  return TRUE;
}

/**
 * hearth_visit_store_list_open:
 * @conn: a connection
 * @until_day: a day
 * @ids: (out) (transfer full) (element-type gint64): who is here since @until_day or before
 * @error: return location
 *
 * Returns: whether they could be read
 */
gboolean
hearth_visit_store_list_open (HearthConn *conn, const char *until_day, GArray **ids, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn,
                                                     "SELECT id FROM visit INDEXED BY visit_here WHERE left_how = '' "
                                                     "AND voided_at_s = 0 AND kind <> 'group' AND visited_on <= :day"
                                                     " ORDER BY arrived_at_s, id",
                                                     error);

  *ids = NULL;
  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_text (stmt, ":day", until_day);
  *ids = hearth_rows_ids (stmt, error);
  return *ids != NULL;
}

/**
 * hearth_visit_store_close_until:
 * @conn: a writing connection
 * @until_day: a day
 * @error: return location
 *
 * Those of hearth_visit_store_list_open() have left, time unknown. By the index of those who are here, which is small:
 * left to itself the planner reads every day since the center began.
 *
 * Returns: whether it was written
 */
gboolean
hearth_visit_store_close_until (HearthConn *conn, const char *until_day, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "UPDATE visit INDEXED BY visit_here SET left_how = 'unknown', left_at_s = 0, revision = revision + 1"
      " WHERE left_how = '' AND voided_at_s = 0 AND kind <> 'group' AND visited_on <= :day",
      error);

  if (stmt == NULL)
    return FALSE;
  hearth_stmt_bind_text (stmt, ":day", until_day);
  return hearth_stmt_run (stmt, error);
}

#define VISIT_SELECT                                                                                                   \
  "SELECT v.id, v.revision, v.kind, v.person_id, IFNULL (p.preferred_name, v.guest_name), p.family_name, p.pronouns,"  \
  " v.label, v.head_count, v.children, r.code, v.arrived_at_s, v.left_at_s, v.left_how, a.preferred_name, d.name,"     \
  " v.late, v.voided_at_s"                                                                                             \
  " FROM visit v JOIN visit_reason r ON r.id = v.reason_id LEFT JOIN person p ON p.id = v.person_id"                   \
  " LEFT JOIN account a ON a.id = v.recorded_by_id LEFT JOIN desk d ON d.id = v.desk_id"

static HearthVisit *
visit_of_row (HearthStmt *stmt)
{
  enum
  {
    ID,
    REVISION,
    KIND,
    PERSON,
    NAME,
    FAMILY,
    PRONOUNS,
    LABEL,
    HEADS,
    CHILDREN,
    REASON,
    ARRIVED,
    LEFT,
    LEFT_HOW,
    RECORDED_BY,
    DESK,
    LATE,
    VOIDED,
  };
  g_autofree char *initial = hearth_text_initial (hearth_stmt_text (stmt, FAMILY));

  return g_object_new (HEARTH_TYPE_VISIT, "id", hearth_stmt_int (stmt, ID), "revision",
                       hearth_stmt_int (stmt, REVISION), "kind", hearth_stmt_text (stmt, KIND), "person-id",
                       hearth_stmt_int (stmt, PERSON), "name", hearth_stmt_text (stmt, NAME), "initial", initial,
                       "pronouns", hearth_stmt_text (stmt, PRONOUNS), "label", hearth_stmt_text (stmt, LABEL),
                       "head-count", hearth_stmt_int (stmt, HEADS), "children", hearth_stmt_int (stmt, CHILDREN),
                       "reason", hearth_stmt_text (stmt, REASON), "arrived-at-s", hearth_stmt_int (stmt, ARRIVED),
                       "left-at-s", hearth_stmt_int (stmt, LEFT), "left-how", hearth_stmt_text (stmt, LEFT_HOW),
                       "recorded-by", hearth_stmt_text (stmt, RECORDED_BY), "desk", hearth_stmt_text (stmt, DESK),
                       "late", hearth_stmt_int (stmt, LATE) != 0, "voided", hearth_stmt_int (stmt, VOIDED) != 0, NULL);
}

/* (transfer full): the rest of @stmt's rows, added to @visits. */
static gboolean
add_rows (HearthStmt *stmt, GPtrArray *visits, GError **error)
{
  g_autoptr (GError) failure = NULL;

  while (hearth_stmt_step (stmt, &failure))
    g_ptr_array_add (visits, visit_of_row (stmt));
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * hearth_visit_store_some:
 * @conn: a connection
 * @ids: (array length=n_ids): visits
 * @n_ids: how many
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HearthVisit): those that are there, in the order of @ids
 */
GPtrArray *
hearth_visit_store_some (HearthConn *conn, const gint64 *ids, gsize n_ids, GError **error)
{
  g_autoptr (GPtrArray) visits = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < n_ids; i++)
    {
      g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, VISIT_SELECT " WHERE v.id = :id", error);

      if (stmt == NULL)
        return NULL;
      hearth_stmt_bind_int (stmt, ":id", ids[i]);
      if (!add_rows (stmt, visits, error))
        return NULL;
    }
  return g_steal_pointer (&visits);
}

/**
 * hearth_visit_store_get:
 * @conn: a connection
 * @id: a visit
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the visit as people see it; %NULL with %HEARTH_ERROR_NOT_FOUND
 */
HearthVisit *
hearth_visit_store_get (HearthConn *conn, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) visits = hearth_visit_store_some (conn, &id, 1, error);

  if (visits == NULL)
    return NULL;
  if (visits->len == 1)
    return g_object_ref (g_ptr_array_index (visits, 0));

  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no visit %" G_GINT64_FORMAT, id);
  return NULL;
}

/**
 * hearth_visit_store_day:
 * @conn: a connection
 * @day: a day
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HearthVisit): its visits that count, newest first
 */
GPtrArray *
hearth_visit_store_day (HearthConn *conn, const char *day, GError **error)
{
  g_autoptr (GPtrArray) visits = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             VISIT_SELECT
                             " WHERE v.visited_on = :day AND v.voided_at_s = 0 ORDER BY v.arrived_at_s DESC, v.id DESC",
                             error);

  if (stmt == NULL)
    return NULL;
  hearth_stmt_bind_text (stmt, ":day", day);
  return add_rows (stmt, visits, error) ? g_steal_pointer (&visits) : NULL;
}

/**
 * hearth_visit_store_roll:
 * @conn: a connection
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HearthVisit): who is here now, longest first
 */
GPtrArray *
hearth_visit_store_roll (HearthConn *conn, GError **error)
{
  g_autoptr (GPtrArray) visits = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      VISIT_SELECT " WHERE v.left_how = '' AND v.voided_at_s = 0 AND v.kind <> 'group' ORDER BY v.arrived_at_s, v.id",
      error);

  if (stmt == NULL)
    return NULL;
  return add_rows (stmt, visits, error) ? g_steal_pointer (&visits) : NULL;
}
