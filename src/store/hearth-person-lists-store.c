/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* SQL of what a person has several of: former names, languages, phones, emergency contacts. Part of
 * hearth-person-store.c in a file of its own. On the thread of its connection. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-person-lists-store.h"

#include "hearth-emergency-contact.h"
#include "hearth-phone.h"
#include "hearth-text.h"

#include <string.h>

/**
 * hearth_person_lists_store_texts:
 * @conn: a connection
 * @sql: selects one column of texts of the person ":id"
 * @id: a person
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the texts
 */
char **
hearth_person_lists_store_texts (HearthConn *conn, const char *sql, gint64 id, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, sql, error);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  hearth_stmt_bind_int (stmt, ":id", id);
  while (hearth_stmt_step (stmt, &local))
    g_strv_builder_add (builder, hearth_stmt_text (stmt, 0));
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_strv_builder_end (builder);
}

/**
 * hearth_person_lists_store_phones:
 * @conn: a connection
 * @id: a person
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HearthPhone): their phones in the order in which they were given
 */
GListStore *
hearth_person_lists_store_phones (HearthConn *conn, gint64 id, GError **error)
{
  enum
  {
    NUMBER,
    LABEL,
    SAFE_TO_CALL,
    VOICEMAIL,
    TEXTS,
  };
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn,
                                                     "SELECT number, label, safe_to_call, voicemail, texts "
                                                     "FROM person_phone WHERE person_id = :id ORDER BY id",
                                                     error);
  g_autoptr (GListStore) phones = g_list_store_new (HEARTH_TYPE_PHONE);
  g_autoptr (GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  hearth_stmt_bind_int (stmt, ":id", id);
  while (hearth_stmt_step (stmt, &local))
    {
      g_autoptr (HearthPhone) phone
          = g_object_new (HEARTH_TYPE_PHONE, "number", hearth_stmt_text (stmt, NUMBER), "label",
                          hearth_stmt_text (stmt, LABEL), "safe-to-call", hearth_stmt_text (stmt, SAFE_TO_CALL),
                          "voicemail", hearth_stmt_text (stmt, VOICEMAIL), "texts", hearth_stmt_int (stmt, TEXTS) != 0,
                          NULL);

      g_list_store_append (phones, phone);
    }
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&phones);
}

/**
 * hearth_person_lists_store_contacts:
 * @conn: a connection
 * @id: a person
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HearthEmergencyContact): whom to call for them
 */
GListStore *
hearth_person_lists_store_contacts (HearthConn *conn, gint64 id, GError **error)
{
  enum
  {
    NAME,
    RELATION,
    PHONE,
  };
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "SELECT name, relation, phone FROM emergency_contact WHERE person_id = :id ORDER BY id",
                             error);
  g_autoptr (GListStore) contacts = g_list_store_new (HEARTH_TYPE_EMERGENCY_CONTACT);
  g_autoptr (GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  hearth_stmt_bind_int (stmt, ":id", id);
  while (hearth_stmt_step (stmt, &local))
    {
      g_autoptr (HearthEmergencyContact) contact
          = g_object_new (HEARTH_TYPE_EMERGENCY_CONTACT, "name", hearth_stmt_text (stmt, NAME), "relation",
                          hearth_stmt_text (stmt, RELATION), "phone", hearth_stmt_text (stmt, PHONE), NULL);

      g_list_store_append (contacts, contact);
    }
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&contacts);
}

static gboolean
write_texts (HearthConn *conn, const char *sql, gint64 id, const char *const *texts, GError **error)
{
  for (guint i = 0; texts[i]; i++)
    {
      g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, sql, error);

      hearth_stmt_bind_int (stmt, ":id", id);
      hearth_stmt_bind_int (stmt, ":position", i);
      hearth_stmt_bind_text (stmt, ":text", texts[i]);
      if (!hearth_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_phones (HearthConn *conn, gint64 id, GListModel *phones, GError **error)
{
  guint n = phones ? g_list_model_get_n_items (phones) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthPhone) phone = g_list_model_get_item (phones, i);
      g_autofree char *digits = hearth_text_digits (hearth_phone_get_number (phone));
      gsize length = strlen (digits);
      g_autoptr (HearthStmt) stmt
          = hearth_conn_prepare (conn,
                                 "INSERT INTO person_phone "
                                 "(person_id, number, last_four, label, safe_to_call, voicemail, texts) "
                                 "VALUES (:id, :number, :last_four, :label, :safe_to_call, :voicemail, :texts)",
                                 error);

      hearth_stmt_bind_int (stmt, ":id", id);
      hearth_stmt_bind_text (stmt, ":number", hearth_phone_get_number (phone));
      hearth_stmt_bind_text (stmt, ":last_four", length >= 4 ? digits + length - 4 : "");
      hearth_stmt_bind_text (stmt, ":label", hearth_phone_get_label (phone));
      hearth_stmt_bind_text (stmt, ":safe_to_call", hearth_phone_get_safe_to_call (phone));
      hearth_stmt_bind_text (stmt, ":voicemail", hearth_phone_get_voicemail (phone));
      hearth_stmt_bind_int (stmt, ":texts", hearth_phone_get_texts (phone));
      if (!hearth_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_contacts (HearthConn *conn, gint64 id, GListModel *contacts, GError **error)
{
  guint n = contacts ? g_list_model_get_n_items (contacts) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthEmergencyContact) contact = g_list_model_get_item (contacts, i);
      g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
          conn,
          "INSERT INTO emergency_contact (person_id, name, relation, phone) VALUES (:id, :name, :relation, :phone)",
          error);

      hearth_stmt_bind_int (stmt, ":id", id);
      hearth_stmt_bind_text (stmt, ":name", hearth_emergency_contact_get_name (contact));
      hearth_stmt_bind_text (stmt, ":relation", hearth_emergency_contact_get_relation (contact));
      hearth_stmt_bind_text (stmt, ":phone", hearth_emergency_contact_get_phone (contact));
      if (!hearth_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * hearth_person_lists_store_write:
 * @conn: the writer
 * @id: a person without lists
 * @person: a record whose lists are theirs
 * @error: return location
 *
 * Returns: whether they are written
 */
gboolean
hearth_person_lists_store_write (HearthConn *conn, gint64 id, HearthPerson *person, GError **error)
{
  return write_texts (conn, "INSERT INTO person_former_name (person_id, name) SELECT :id, :text WHERE :position >= 0",
                      id, hearth_person_get_former_names (person), error)
         && write_texts (conn,
                         "INSERT INTO person_language (person_id, position, language) VALUES (:id, :position, :text)",
                         id, hearth_person_get_languages (person), error)
         && write_phones (conn, id, hearth_person_get_phones (person), error)
         && write_contacts (conn, id, hearth_person_get_emergency_contacts (person), error);
}

/**
 * hearth_person_lists_store_drop:
 * @conn: the writer
 * @id: a person
 * @error: return location
 *
 * Returns: whether their lists are gone
 */
gboolean
hearth_person_lists_store_drop (HearthConn *conn, gint64 id, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM person_former_name WHERE person_id = :id",
    "DELETE FROM person_language WHERE person_id = :id",
    "DELETE FROM person_phone WHERE person_id = :id",
    "DELETE FROM emergency_contact WHERE person_id = :id",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, statements[i], error);

      hearth_stmt_bind_int (stmt, ":id", id);
      if (!hearth_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}
