/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who may call what, all of it: every method of every interface of the protocol, as its XML has it, for every role and
 * every situation of a desk, at a live hub. A call that is refused says so by the right code, is in the audit once, and
 * changes nothing: all tables but the audit are the same afterwards, byte for byte. What each role may do is written here
 * once more, as DESIGN.md section 6 has it, and not taken from the program. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-denials.h"
#include "hearth-error.h"
#include "hearth-gate.h"
#include "hearth-link.h"
#include "hearth-test-hub.h"
#include "hearth-test-lan.h"
#include "hearth-test-variant.h"
#include "hearth-verify.h"

#include <sqlite3.h>
#include <string.h>

#define PREFIX "org.recoverycommons.Hearth1."

typedef enum
{
  AT_A_DESK,
  AT_A_FRONT_DESK,
  WITH_A_PASSPHRASE_TO_CHOOSE,
  LOCKED,
  N_SITUATIONS,
  BY_THE_TOOL = N_SITUATIONS, /* hearthctl on the hub's own PC */
} Situation;

static const char *const situations[] = { "desk", "front-desk", "passphrase-to-choose", "locked", "the hub's own PC" };

/* What the permissions of the annotations stand for, and who has them. */
#define EVERYBODY "open signed-in checkin find-people register-people open-people report"

static const char *const may[HEARTH_N_ROLES] = {
  [HEARTH_ROLE_GREETER] = EVERYBODY,
  [HEARTH_ROLE_COACH] = EVERYBODY " contact-people",
  [HEARTH_ROLE_STAFF] = EVERYBODY,
  [HEARTH_ROLE_SUPERVISOR] = EVERYBODY " contact-people merge-people",
  [HEARTH_ROLE_DIRECTOR] = EVERYBODY " contact-people merge-people import-people manage-accounts manage-center",
};

/* Closed to everybody where a PC is marked as front desk. */
static const char closed_at_front_desk[] = "contact-people merge-people import-people manage-accounts";

/* Open at the gate, but the service asks which desk it is. */
static const char *const by_the_desk[]
    = { "Backup", "BackupPiece", "EnrollOwn", "Renew", "Replay", "Settle", "Again", "StopSharing", NULL };

/* These change who sits there; test-session.c is about them. They come last. */
static const char *const of_the_session[] = { "SignIn", "Unlock", "Resume", "Lock", "SignOut", "EndShift", NULL };

typedef struct
{
  HearthTestHub *hub;          /* (owned) */
  GDBusConnection *connection; /* (owned) */
  GDBusNodeInfo *protocol;     /* (owned) */
  HearthRole role;
  Situation situation;
  GString *denied; /* (owned): the methods that the audit must have, each with a newline */
  guint n_refused;
  guint n_let;
} Matrix;

typedef void (*EachMethod) (Matrix *matrix, const char *noun, const GDBusMethodInfo *method);

static gboolean
has_word (const char *words, const char *word)
{
  g_auto (GStrv) all = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char *const *)all, word);
}

static const char *
permission_of (const GDBusMethodInfo *method)
{
  const char *nick = g_dbus_annotation_info_lookup (method->annotations, HEARTH_GATE_ANNOTATION);

  g_assert_nonnull (nick);
  g_assert_true (has_word (may[HEARTH_ROLE_DIRECTOR], nick));
  return nick;
}

/* 0 where the gate lets the call through. */
static int
expected_code (Matrix *matrix, const char *permission)
{
  if (g_str_equal (permission, "open") || matrix->situation == BY_THE_TOOL)
    return 0;
  if (matrix->situation == LOCKED)
    return HEARTH_ERROR_SIGNED_OUT;
  if (matrix->situation == WITH_A_PASSPHRASE_TO_CHOOSE)
    return g_str_equal (permission, "signed-in") ? 0 : HEARTH_ERROR_DENIED;
  if (matrix->situation == AT_A_FRONT_DESK && has_word (closed_at_front_desk, permission))
    return HEARTH_ERROR_DENIED;
  return has_word (may[matrix->role], permission) ? 0 : HEARTH_ERROR_DENIED;
}

static void
for_each_method (Matrix *matrix, EachMethod each)
{
  for (guint i = 0; matrix->protocol->interfaces[i]; i++)
    {
      const GDBusInterfaceInfo *interface = matrix->protocol->interfaces[i];

      g_assert_true (g_str_has_prefix (interface->name, PREFIX));
      for (guint j = 0; interface->methods && interface->methods[j]; j++)
        each (matrix, interface->name + strlen (PREFIX), interface->methods[j]);
    }
}

/* With arguments that would write something if the gate let them through. */
static void
call_refused (Matrix *matrix, const char *noun, const GDBusMethodInfo *method)
{
  int code = expected_code (matrix, permission_of (method));
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;

  if (code == 0)
    return;
  reply = hearth_test_call (matrix->connection, noun, method->name, hearth_test_variant_meant_args (method), &error);
  if (reply != NULL || !g_error_matches (error, HEARTH_ERROR, code))
    g_error ("%s.%s as %s at %s: %s", noun, method->name, hearth_role_to_nick (matrix->role),
             situations[matrix->situation], error ? error->message : "answered");
  matrix->n_refused++;
  if (code == HEARTH_ERROR_DENIED)
    g_string_append_printf (matrix->denied, "%s\n", method->name);
}

static void
call_through (Matrix *matrix, const char *noun, const GDBusMethodInfo *method)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = hearth_test_call (matrix->connection, noun, method->name, hearth_test_variant_empty_args (method), &error);

  g_assert_true ((reply == NULL) == (error != NULL));
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT)
      || (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_DENIED)
          && (!g_strv_contains (by_the_desk, method->name) || g_str_has_prefix (error->message, "needs "))))
    g_error ("%s.%s as %s at %s: %s", noun, method->name, hearth_role_to_nick (matrix->role),
             situations[matrix->situation], error->message);
  matrix->n_let++;
}

static void
call_let (Matrix *matrix, const char *noun, const GDBusMethodInfo *method)
{
  if (expected_code (matrix, permission_of (method)) == 0 && !g_strv_contains (of_the_session, method->name))
    call_through (matrix, noun, method);
}

static void
call_session (Matrix *matrix, const char *noun, const GDBusMethodInfo *method)
{
  if (!g_strv_contains (of_the_session, method->name))
    return;
  g_assert_cmpstr (permission_of (method), ==, "open");
  call_through (matrix, noun, method);
}

static void
add_row (GChecksum *checksum, sqlite3_stmt *row)
{
  for (int i = 0; i < sqlite3_column_count (row); i++)
    {
      const void *bytes = sqlite3_column_blob (row, i);
      int length = sqlite3_column_bytes (row, i);
      int type = sqlite3_column_type (row, i);

      g_checksum_update (checksum, (const guchar *)&type, sizeof type);
      g_checksum_update (checksum, (const guchar *)&length, sizeof length);
      if (length > 0)
        g_checksum_update (checksum, bytes, length);
    }
}

static void
add_table (GChecksum *checksum, sqlite3 *db, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY 1, 2", table);
  sqlite3_stmt *rows = NULL;

  g_checksum_update (checksum, (const guchar *)table, -1);
  /* A table of one column has no second to order by. */
  if (sqlite3_prepare_v2 (db, sql, -1, &rows, NULL) != SQLITE_OK)
    {
      *strrchr (sql, ',') = '\0';
      g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &rows, NULL), ==, SQLITE_OK);
    }
  while (sqlite3_step (rows) == SQLITE_ROW)
    add_row (checksum, rows);
  g_assert_cmpint (sqlite3_finalize (rows), ==, SQLITE_OK);
}

/* All that the file holds but the audit, as another program would read it beside the hub. */
static char *
digest (Matrix *matrix)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  sqlite3 *db = NULL;
  sqlite3_stmt *tables = NULL;
  guint n = 0;

  g_assert_cmpint (sqlite3_open_v2 (matrix->hub->center->path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db,
                                       "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                       " AND name NOT LIKE 'sqlite_%' AND name NOT IN ('audit', 'audit_end')"
                                       " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
                                       -1, &tables, NULL),
                   ==, SQLITE_OK);
  for (; sqlite3_step (tables) == SQLITE_ROW; n++)
    add_table (checksum, db, (const char *)sqlite3_column_text (tables, 0));
  sqlite3_finalize (tables);
  sqlite3_close (db);
  g_assert_cmpuint (n, >, 15);
  return g_strdup (g_checksum_get_string (checksum));
}

/* Writes are done in the order of their calls: an answer to this one means that those before are in the file. It is
 * about nobody, so it changes nothing. */
static void
wait_for_the_writer (Matrix *matrix)
{
  g_autoptr (GDBusConnection) connection = hearth_test_hub_open_raw (matrix->hub);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_test_call (connection, "Session", "SignIn",
                                                 g_variant_new ("(xss)", G_GINT64_CONSTANT (0), "Nobody", "x"), &error);

  g_assert_no_error (error);
  g_assert_nonnull (reply);
}

static void
sign_in (Matrix *matrix)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_test_call (matrix->connection, "Session", "SignIn",
                                                 g_variant_new ("(xss)", matrix->hub->center->account_id[matrix->role],
                                                                "", HEARTH_TEST_PASSPHRASE),
                                                 &error);
  const char *outcome;

  g_assert_no_error (error);
  g_variant_get_child (reply, 0, "&s", &outcome);
  g_assert_cmpstr (outcome, ==, "welcome");
}

static GDBusNodeInfo *
read_protocol (void)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "..", "src", "protocol", "org.recoverycommons.Hearth1.xml", NULL);
  g_autofree char *xml = NULL;
  g_autoptr (GError) error = NULL;
  GDBusNodeInfo *protocol;

  g_file_get_contents (path, &xml, NULL, &error);
  g_assert_no_error (error);
  protocol = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  return protocol;
}

static void
set_up (Matrix *matrix, Situation situation, HearthRole role)
{
  *matrix = (Matrix){ .role = role, .situation = situation };
  matrix->hub = hearth_test_hub_new ();
  matrix->protocol = read_protocol ();
  matrix->denied = g_string_new (NULL);
  hearth_test_center_cheap_passphrases (matrix->hub->center);
  hearth_test_center_add_person (matrix->hub->center, "John", "Smith");
  hearth_test_center_add_person (matrix->hub->center, "Jon", "Smythe");
  if (situation == AT_A_FRONT_DESK)
    hearth_test_center_sql (matrix->hub->center, "UPDATE desk SET front_desk = 1");
  if (situation == WITH_A_PASSPHRASE_TO_CHOOSE)
    hearth_test_center_sql (matrix->hub->center, "UPDATE account SET new_passphrase = 1");
  hearth_test_hub_start (matrix->hub);
  matrix->connection = hearth_test_hub_open_raw (matrix->hub);
  if (situation != LOCKED)
    sign_in (matrix);
}

static void
tear_down (Matrix *matrix)
{
  g_clear_object (&matrix->connection);
  hearth_test_hub_free (matrix->hub);
  g_dbus_node_info_unref (matrix->protocol);
  g_string_free (matrix->denied, TRUE);
}

typedef struct
{
  GString *denied;
  HearthCaller caller;
} AuditReading;

static gboolean
read_denials (HearthConn *conn, gpointer data, GError **error)
{
  AuditReading *reading = data;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "SELECT detail, account_id, desk_id FROM audit WHERE verb = 'deny' AND kind = 'call' ORDER BY id", error);

  g_string_truncate (reading->denied, 0);
  while (hearth_stmt_step (stmt, error))
    {
      g_string_append_printf (reading->denied, "%s\n", hearth_stmt_text (stmt, 0));
      g_assert_cmpint (hearth_stmt_int (stmt, 1), ==, reading->caller.account_id);
      g_assert_cmpint (hearth_stmt_int (stmt, 2), ==, reading->caller.desk_id);
    }
  return *error == NULL;
}

/* One row for each denial, in their order, with who and where; and the chain of hashes holds. */
static void
assert_audited (Matrix *matrix)
{
  HearthTestCenter *center = matrix->hub->center;
  AuditReading reading = { g_string_new (NULL), hearth_test_center_caller (center, matrix->role) };
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (GError) error = NULL;

  hearth_db_read (hearth_house_get_db (center->house), read_denials, &reading, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reading.denied->str, ==, matrix->denied->str);
  g_string_free (reading.denied, TRUE);
  verdicts = hearth_verify (hearth_house_get_db (center->house), &error);
  g_assert_no_error (error);
  g_assert_true (hearth_verify_all_good (verdicts));
}

static void
test_refused (Situation situation, HearthRole role)
{
  Matrix matrix;
  g_autofree char *before = NULL, *after = NULL;

  set_up (&matrix, situation, role);
  wait_for_the_writer (&matrix);
  before = digest (&matrix);
  for_each_method (&matrix, call_refused);
  wait_for_the_writer (&matrix);
  after = digest (&matrix);
  g_assert_cmpstr (before, ==, after);
  hearth_test_hub_stop (matrix.hub);
  assert_audited (&matrix);
  g_test_message ("%s at %s: %u refused", hearth_role_to_nick (role), situations[situation], matrix.n_refused);
  tear_down (&matrix);
}

static void
test_let (Situation situation, HearthRole role)
{
  Matrix matrix;

  set_up (&matrix, situation, role);
  for_each_method (&matrix, call_let);
  for_each_method (&matrix, call_session);
  g_assert_cmpuint (matrix.n_let, >, G_N_ELEMENTS (of_the_session));
  g_test_message ("%s at %s: %u let through", hearth_role_to_nick (role), situations[situation], matrix.n_let);
  tear_down (&matrix);
}

static void
test_situation (gconstpointer data)
{
  Situation situation = (Situation)GPOINTER_TO_INT (data);

  for (int role = 0; role < HEARTH_N_ROLES; role++)
    {
      test_refused (situation, (HearthRole)role);
      test_let (situation, (HearthRole)role);
      /* While nobody is signed in, it does not matter who would be. */
      if (situation == LOCKED)
        break;
    }
}

static void
call_of_the_tool (Matrix *matrix, const char *noun, const GDBusMethodInfo *method)
{
  /* It ends the hub: last. */
  if (!g_str_equal (method->name, "StopSharing"))
    call_let (matrix, noun, method);
}

/* Who may open the file may do everything: hearthctl needs nobody to sign in. */
static void
test_tool (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (0);
  g_autoptr (HearthClient) tool = NULL;
  g_autoptr (GDBusNodeInfo) protocol = read_protocol ();
  Matrix matrix = { .protocol = protocol, .situation = BY_THE_TOOL };

  hearth_test_lan_start (lan);
  tool = hearth_test_lan_open_tool (lan);
  matrix.connection = g_dbus_proxy_get_connection (G_DBUS_PROXY (hearth_client_get_session_bus (tool)));
  for_each_method (&matrix, call_of_the_tool);
  g_assert_cmpuint (matrix.n_let, >, 40);
  g_test_message ("the tool: %u let through", matrix.n_let);
  g_clear_object (&tool);
  hearth_test_lan_stop (lan);
}

/* The proof would be none if the digest missed what is written. */
static void
test_digest_sees_a_write (void)
{
  Matrix matrix;
  g_autofree char *before = NULL, *same = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;

  set_up (&matrix, AT_A_DESK, HEARTH_ROLE_GREETER);
  before = digest (&matrix);
  wait_for_the_writer (&matrix);
  same = digest (&matrix);
  g_assert_cmpstr (before, ==, same);
  reply = hearth_test_call (matrix.connection, "Checkin", "RecordGuest",
                            g_variant_new_parsed ("('5f1f4f7e-1a4b-4e0c-9d53-3d2a6f4c1b20', @a{sv} {})"), &error);
  g_assert_no_error (error);
  after = digest (&matrix);
  g_assert_cmpstr (before, !=, after);
  tear_down (&matrix);
}

/* A desk that asks for what it may not have, again and again, fills no disk. */
static void
test_denials_are_bounded (void)
{
  const guint more = 37;
  Matrix matrix;
  g_autofree char *counted
      = g_strdup_printf ("SELECT count(*) FROM audit WHERE verb = 'deny' AND kind = 'calls' AND detail = '%u more'",
                         more);

  set_up (&matrix, AT_A_DESK, HEARTH_ROLE_GREETER);
  for (guint i = 0; i < HEARTH_DENIALS_MAX + more; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) reply = hearth_test_call (matrix.connection, "People", "ImportBegin", NULL, &error);

      g_assert_null (reply);
      g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED);
    }
  hearth_test_hub_stop (matrix.hub);
  g_assert_cmpint (hearth_test_center_number (matrix.hub->center,
                                              "SELECT count(*) FROM audit WHERE verb = 'deny' AND kind = 'call'"),
                   ==, HEARTH_DENIALS_MAX);
  g_assert_cmpint (hearth_test_center_number (matrix.hub->center, counted), ==, 1);
  tear_down (&matrix);
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/matrix/digest-sees-a-write", test_digest_sees_a_write);
  g_test_add_func ("/matrix/denials-are-bounded", test_denials_are_bounded);
  g_test_add_func ("/matrix/tool", test_tool);
  for (int i = 0; i < N_SITUATIONS; i++)
    {
      g_autofree char *path = g_strconcat ("/matrix/", situations[i], NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_situation);
    }
  return g_test_run ();
}
