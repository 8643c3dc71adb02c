/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* SQL of people: a record and its lists, whole. What may be written is decided in the services. On the thread of its
 * connection. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-person-store.h"

#include "hearth-error.h"
#include "hearth-house-store.h"
#include "hearth-person-lists-store.h"
#include "hearth-person-search-store.h"
#include "hearth-rows.h"

/**
 * hearth_person_store_state:
 * @conn: a connection
 * @id: a person
 * @state: (out): the revision, and of which record it became part
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_NOT_FOUND if there is no such record
 */
gboolean
hearth_person_store_state (HearthConn *conn, gint64 id, HearthPersonState *state, GError **error)
{
  enum
  {
    REVISION,
    MERGED_INTO,
  };
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT revision, coalesce(merged_into_id, 0) FROM person WHERE id = :id", error);
  gboolean found;

  *state = (HearthPersonState){ 0 };
  hearth_stmt_bind_int (stmt, ":id", id);
  if (!hearth_rows_one (stmt, &found, error))
    return FALSE;
  if (!found)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no person %" G_GINT64_FORMAT, id);
      return FALSE;
    }
  state->revision = hearth_stmt_int (stmt, REVISION);
  state->merged_into = hearth_stmt_int (stmt, MERGED_INTO);
  return TRUE;
}

/**
 * hearth_person_store_resolve:
 * @conn: a connection
 * @id: a person
 * @error: return location
 *
 * Returns: the record of which @id is part now, @id itself if it stands for itself; 0 with an error
 */
gint64
hearth_person_store_resolve (HearthConn *conn, gint64 id, GError **error)
{
  HearthPersonState state;

  /* A merge goes from a standing record to a standing one, so there are no rings; the bound is for damaged files. */
  for (guint hops = 0; hops < 1000; hops++)
    {
      if (!hearth_person_store_state (conn, id, &state, error))
        return 0;
      if (state.merged_into == 0)
        return id;
      id = state.merged_into;
    }
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "merges of person %" G_GINT64_FORMAT " go in a ring", id);
  return 0;
}

/* The record of the row on which @stmt stands, with the lists that were read for it. */
static HearthPerson *
person_of_row (HearthStmt *stmt, char **former, char **languages, GListStore *phones, GListStore *contacts)
{
  enum
  {
    ID,
    REVISION,
    UUID,
    PREFERRED_NAME,
    GIVEN_NAME,
    FAMILY_NAME,
    PRONOUNS,
    BIRTH_KIND,
    BIRTH_DATE,
    RECOVERY_DATE,
    RECOVERY_NOTICED,
    EMAIL,
    POSTAL_CODE,
    CARD_CODE,
    NOTE,
    TOLD_VERSION,
    TOLD_ON,
    CREATED_AT_S,
  };

  return g_object_new (HEARTH_TYPE_PERSON, "id", hearth_stmt_int (stmt, ID), "revision",
                       hearth_stmt_int (stmt, REVISION), "uuid", hearth_stmt_text (stmt, UUID), "preferred-name",
                       hearth_stmt_text (stmt, PREFERRED_NAME), "given-name", hearth_stmt_text (stmt, GIVEN_NAME),
                       "family-name", hearth_stmt_text (stmt, FAMILY_NAME), "former-names", former, "pronouns",
                       hearth_stmt_text (stmt, PRONOUNS), "birth-kind", hearth_stmt_text (stmt, BIRTH_KIND),
                       "birth-date", hearth_stmt_text (stmt, BIRTH_DATE), "recovery-date",
                       hearth_stmt_text (stmt, RECOVERY_DATE), "recovery-noticed",
                       hearth_stmt_int (stmt, RECOVERY_NOTICED) != 0, "phones", phones, "email",
                       hearth_stmt_text (stmt, EMAIL), "postal-code", hearth_stmt_text (stmt, POSTAL_CODE), "languages",
                       languages, "card-code", hearth_stmt_text (stmt, CARD_CODE), "emergency-contacts", contacts,
                       "note", hearth_stmt_text (stmt, NOTE), "told-version", hearth_stmt_text (stmt, TOLD_VERSION),
                       "told-on", hearth_stmt_text (stmt, TOLD_ON), "created-at-s",
                       hearth_stmt_int (stmt, CREATED_AT_S), NULL);
}

/**
 * hearth_person_store_get:
 * @conn: a connection
 * @id: a person; one that was merged into another is given as it stands, without lists
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the whole record; %NULL with %HEARTH_ERROR_NOT_FOUND
 */
HearthPerson *
hearth_person_store_get (HearthConn *conn, gint64 id, GError **error)
{
  g_auto (GStrv) former
      = hearth_person_lists_store_texts (conn, "SELECT name FROM person_former_name WHERE person_id = :id ORDER BY id",
                                         id, error);
  g_auto (GStrv) languages
      = former ? hearth_person_lists_store_texts (
            conn, "SELECT language FROM person_language WHERE person_id = :id ORDER BY position", id, error)
               : NULL;
  g_autoptr (GListStore) phones = languages ? hearth_person_lists_store_phones (conn, id, error) : NULL;
  g_autoptr (GListStore) contacts = phones ? hearth_person_lists_store_contacts (conn, id, error) : NULL;
  g_autoptr (HearthStmt) stmt = NULL;
  g_autoptr (GError) local = NULL;

  if (contacts == NULL)
    return NULL;
  stmt = hearth_conn_prepare (conn,
                              "SELECT p.id, p.revision, p.uuid, p.preferred_name, p.given_name, p.family_name, "
                              "p.pronouns, p.birth_kind, p.birth_date, p.recovery_date, p.recovery_noticed, p.email, "
                              "p.postal_code, p.card_code, p.note, n.version, p.told_on, p.created_at_s "
                              "FROM person p JOIN notice n ON n.id = p.told_notice_id WHERE p.id = :id",
                              error);
  if (stmt == NULL)
    return NULL;
  hearth_stmt_bind_int (stmt, ":id", id);
  if (hearth_stmt_step (stmt, &local))
    return person_of_row (stmt, former, languages, phones, contacts);
  if (local)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no person %" G_GINT64_FORMAT, id);
  return NULL;
}

static void
bind_fields (HearthStmt *stmt, HearthPerson *person)
{
  hearth_stmt_bind_text (stmt, ":preferred_name", hearth_person_get_preferred_name (person));
  hearth_stmt_bind_text (stmt, ":given_name", hearth_person_get_given_name (person));
  hearth_stmt_bind_text (stmt, ":family_name", hearth_person_get_family_name (person));
  hearth_stmt_bind_text (stmt, ":pronouns", hearth_person_get_pronouns (person));
  hearth_stmt_bind_text (stmt, ":birth_kind", hearth_person_get_birth_kind (person));
  hearth_stmt_bind_text (stmt, ":birth_date", hearth_person_get_birth_date (person));
  hearth_stmt_bind_text (stmt, ":recovery_date", hearth_person_get_recovery_date (person));
  hearth_stmt_bind_int (stmt, ":recovery_noticed", hearth_person_get_recovery_noticed (person));
  hearth_stmt_bind_text (stmt, ":email", hearth_person_get_email (person));
  hearth_stmt_bind_text (stmt, ":postal_code", hearth_person_get_postal_code (person));
  hearth_stmt_bind_text (stmt, ":card_code", hearth_person_get_card_code (person));
  hearth_stmt_bind_text (stmt, ":note", hearth_person_get_note (person));
  hearth_stmt_bind_text (stmt, ":told_version", hearth_person_get_told_version (person));
  hearth_stmt_bind_text (stmt, ":told_on", hearth_person_get_told_on (person));
}

/**
 * hearth_person_store_insert:
 * @conn: the writer
 * @person: a valid record; its id and revision do not matter
 * @origin: who made it, when, from what
 * @error: return location
 *
 * Writes a new record, its lists and its search entry.
 *
 * Returns: the new id; 0 with an error
 */
gint64
hearth_person_store_insert (HearthConn *conn, HearthPerson *person, const HearthPersonOrigin *origin, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "INSERT INTO person (id, uuid, preferred_name, given_name, family_name, pronouns, birth_kind, birth_date, "
      "recovery_date, recovery_noticed, email, postal_code, card_code, note, told_notice_id, told_on, import_batch_id, "
      "created_at_s, created_by_id) "
      "VALUES (ifnull (nullif (:id, 0), " HEARTH_NEXT_ID (
          "person") "), :uuid, :preferred_name, :given_name, :family_name, :pronouns, :birth_kind, :birth_date, "
                    ":recovery_date, :recovery_noticed, :email, :postal_code, :card_code, :note, "
                    "(SELECT id FROM notice WHERE version = :told_version), :told_on, nullif(:batch_id, 0), :now_s, "
                    "nullif(:account_id, 0))",
      error);
  gint64 id;

  hearth_stmt_bind_int (stmt, ":id", origin->id);
  hearth_stmt_bind_text (stmt, ":uuid", hearth_person_get_uuid (person));
  bind_fields (stmt, person);
  hearth_stmt_bind_int (stmt, ":batch_id", origin->batch_id);
  hearth_stmt_bind_int (stmt, ":now_s", origin->now_s);
  hearth_stmt_bind_int (stmt, ":account_id", origin->account_id);
  if (!hearth_stmt_run (stmt, error))
    return 0;
  id = hearth_conn_last_id (conn);
  if (!hearth_person_lists_store_write (conn, id, person, error) || !hearth_person_search_store_put (conn, id, error))
    return 0;
  return id;
}

/**
 * hearth_person_store_save:
 * @conn: the writer
 * @id: a person
 * @person: the whole record as it is to be; its id, revision and uuid do not matter
 * @error: return location
 *
 * Writes all fields and lists and the search entry, and counts the revision up.
 *
 * Returns: whether it is written
 */
gboolean
hearth_person_store_save (HearthConn *conn, gint64 id, HearthPerson *person, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn,
      "UPDATE person SET preferred_name = :preferred_name, given_name = :given_name, family_name = :family_name, "
      "pronouns = :pronouns, birth_kind = :birth_kind, birth_date = :birth_date, recovery_date = :recovery_date, "
      "recovery_noticed = :recovery_noticed, email = :email, postal_code = :postal_code, card_code = :card_code, "
      "note = :note, told_notice_id = (SELECT id FROM notice WHERE version = :told_version), told_on = :told_on, "
      "revision = revision + 1 WHERE id = :id",
      error);

  hearth_stmt_bind_int (stmt, ":id", id);
  bind_fields (stmt, person);
  return hearth_stmt_run (stmt, error) && hearth_person_lists_store_drop (conn, id, error)
         && hearth_person_lists_store_write (conn, id, person, error)
         && hearth_person_search_store_put (conn, id, error);
}

static gboolean
run_with_id (HearthConn *conn, const char *sql, gint64 id, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, sql, error);

  hearth_stmt_bind_int (stmt, ":id", id);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_person_store_set_merged_into:
 * @conn: the writer
 * @id: a person
 * @merged_into: the record of which it is part from now on; 0: it stands for itself again
 * @error: return location
 *
 * A record that is part of another has neither lists, card nor search entry of its own: nothing finds it but its id.
 *
 * Returns: whether it is written
 */
gboolean
hearth_person_store_set_merged_into (HearthConn *conn, gint64 id, gint64 merged_into, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "UPDATE person SET merged_into_id = nullif(:into, 0), revision = revision + 1, "
                             "card_code = CASE WHEN :into = 0 THEN card_code ELSE '' END WHERE id = :id",
                             error);

  hearth_stmt_bind_int (stmt, ":id", id);
  hearth_stmt_bind_int (stmt, ":into", merged_into);
  if (!hearth_stmt_run (stmt, error))
    return FALSE;
  return (merged_into == 0 || hearth_person_lists_store_drop (conn, id, error))
         && hearth_person_search_store_put (conn, id, error);
}

/**
 * hearth_person_store_set_card_code:
 * @conn: the writer
 * @id: a person
 * @code: a code that nobody has, or ""
 * @error: return location
 *
 * Returns: whether it is written
 */
gboolean
hearth_person_store_set_card_code (HearthConn *conn, gint64 id, const char *code, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "UPDATE person SET card_code = :code, revision = revision + 1 WHERE id = :id",
                             error);

  hearth_stmt_bind_int (stmt, ":id", id);
  hearth_stmt_bind_text (stmt, ":code", code);
  return hearth_stmt_run (stmt, error);
}

/**
 * hearth_person_store_card_holder:
 * @conn: a connection
 * @code: a cleaned card code, not ""
 * @error: return location
 *
 * Returns: who has this card; 0: nobody; -1 with an error
 */
gint64
hearth_person_store_card_holder (HearthConn *conn, const char *code, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT id FROM person WHERE card_code = :code AND card_code <> ''", error);

  hearth_stmt_bind_text (stmt, ":code", code);
  return hearth_rows_number (stmt, 0, error);
}

/**
 * hearth_person_store_delete:
 * @conn: the writer
 * @id: a person without visits and merges
 * @error: return location
 *
 * Removes a record for good: of an import that is taken back.
 *
 * Returns: whether it is gone
 */
gboolean
hearth_person_store_delete (HearthConn *conn, gint64 id, GError **error)
{
  return run_with_id (conn, "DELETE FROM person_search WHERE person_id = :id", id, error)
         && run_with_id (conn, "DELETE FROM person WHERE id = :id", id, error);
}

/* Returns: when they were last here, UTC seconds, 0 for never; -1 with an error */
static gint64
last_visit (HearthConn *conn, gint64 id, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "SELECT last_visit_at_s FROM person WHERE id = :id", error);

  hearth_stmt_bind_int (stmt, ":id", id);
  return hearth_rows_number (stmt, 0, error);
}

/**
 * hearth_person_store_recompute_last_visit:
 * @conn: the writer
 * @id: a person whose visits came or went
 * @at_s: (out): when they were last here, 0 for never
 * @error: return location
 *
 * Returns: whether it is written
 */
gboolean
hearth_person_store_recompute_last_visit (HearthConn *conn, gint64 id, gint64 *at_s, GError **error)
{
  if (!run_with_id (conn,
                    "UPDATE person SET last_visit_at_s = coalesce((SELECT max(arrived_at_s) FROM visit "
                    "WHERE person_id = :id AND voided_at_s = 0), 0) WHERE id = :id",
                    id, error))
    return FALSE;
  *at_s = last_visit (conn, id, error);
  return *at_s >= 0;
}

/**
 * hearth_person_store_count_visits:
 * @conn: a connection
 * @id: a person
 * @error: return location
 *
 * Returns: how many visits of theirs count; -1 with an error
 */
gint64
hearth_person_store_count_visits (HearthConn *conn, gint64 id, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn, "SELECT count(*) FROM visit WHERE person_id = :id AND voided_at_s = 0", error);

  hearth_stmt_bind_int (stmt, ":id", id);
  return hearth_rows_number (stmt, 0, error);
}
