/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Accounts through the hub, by the real client: what a director does, and that it holds at once where somebody sits. Asking
 * for somebody of the team. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-account-client.h"
#include "hearth-error.h"
#include "hearth-id.h"
#include "hearth-session-client.h"
#include "hearth-team-client.h"
#include "hearth-test-hub.h"

#include <string.h>

typedef struct
{
  HearthTestHub *hub;     /* (owned) */
  HearthClient *director; /* (owned) */
  HearthClient *other;    /* (owned): somebody sits there, by the test */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->hub = hearth_test_hub_new ();
  hearth_test_hub_start (fixture->hub);
  fixture->director = hearth_test_hub_sign_in (fixture->hub, HEARTH_ROLE_DIRECTOR);
  fixture->other = hearth_test_hub_connect (fixture->hub);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hearth_client_disconnect (fixture->director);
  hearth_client_disconnect (fixture->other);
  g_assert_finalize_object (fixture->director);
  g_assert_finalize_object (fixture->other);
  hearth_test_hub_free (fixture->hub);
}

static gint64
id_of (Fixture *fixture, HearthRole role)
{
  return fixture->hub->center->account_id[role];
}

static GListStore *
list (HearthClient *client, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_account_client_list_async (client, NULL, hearth_test_on_result, &result);
  return hearth_account_client_list_finish (client, hearth_test_await (&result), error);
}

static HearthAccount *
find (HearthClient *client, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) accounts = list (client, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (accounts)); i++)
    {
      g_autoptr (HearthAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);

      if (hearth_account_get_id (account) == id)
        return g_steal_pointer (&account);
    }
  return NULL;
}

static char *
create (HearthClient *client, const char *name, const char *role, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  const char *roles[] = { role, NULL };

  hearth_account_client_create_async (client, name, NULL, roles, NULL, hearth_test_on_result, &result);
  return hearth_account_client_once_finish (client, hearth_test_await (&result), error);
}

static char *
reset (HearthClient *client, gint64 account, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_account_client_reset_async (client, account, NULL, hearth_test_on_result, &result);
  return hearth_account_client_once_finish (client, hearth_test_await (&result), error);
}

static gboolean
set_roles (HearthClient *client, HearthAccount *account, const char *role, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  const char *roles[] = { role, NULL };

  hearth_account_client_set_roles_async (client, account, roles, NULL, hearth_test_on_result, &result);
  return hearth_account_client_done_finish (client, hearth_test_await (&result), error);
}

static gboolean
set_disabled (HearthClient *client, gint64 account, gboolean disabled, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_account_client_set_disabled_async (client, account, disabled, NULL, hearth_test_on_result, &result);
  return hearth_account_client_done_finish (client, hearth_test_await (&result), error);
}

static HearthSignIn
sign_in (HearthClient *client, const char *name, const char *passphrase)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;

  hearth_session_client_sign_in_async (client, 0, name, passphrase, NULL, hearth_test_on_result, &result);
  hearth_session_client_sign_in_finish (client, hearth_test_await (&result), &outcome, NULL, &error);
  g_assert_no_error (error);
  return outcome;
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) accounts = list (fixture->director, &error), none = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts)), ==, HEARTH_N_ROLES);
  hearth_test_sign_in (fixture->other, HEARTH_ROLE_SUPERVISOR);
  none = list (fixture->other, &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *once = create (fixture->director, "Somebody New", "greeter", &error);
  g_autofree char *taken = NULL, *no_role = NULL, *no_name = NULL;
  g_autofree char *sql = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (once), ==, 14);
  g_assert_cmpint (sign_in (fixture->other, "somebody new", once), ==, HEARTH_SIGN_IN_WELCOME);
  g_assert_true (hearth_account_get_new_passphrase (hearth_client_get_account (fixture->other)));
  /* Nothing but a passphrase of their own, first. */
  g_assert_false (hearth_client_may (fixture->other, HEARTH_PERMISSION_CHECKIN));

  taken = create (fixture->director, "SOMEBODY  new", "greeter", &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  no_role = create (fixture->director, "Somebody Else", "king", &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  no_name = create (fixture->director, " ", "greeter", &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);

  /* The passphrase is nowhere in the file. */
  hearth_test_hub_stop (fixture->hub);
  sql = g_strdup_printf ("SELECT count(*) FROM request WHERE instr (answer, CAST ('%s' AS BLOB)) > 0", once);
  g_assert_cmpint (hearth_test_center_number (fixture->hub->center, sql), ==, 0);
  hearth_test_hub_start (fixture->hub);
}

/* A request that is repeated makes nobody twice, and does not tell the passphrase again. */
static void
test_create_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusConnection) connection = hearth_test_hub_open_raw (fixture->hub);
  g_autofree char *request = hearth_id_new ();
  const char *roles[] = { "coach", NULL };
  g_autoptr (GVariant) welcome = NULL, reply = NULL, again = NULL, other = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id, id_again;
  const char *once, *once_again;

  welcome
      = hearth_test_call (connection, "Session", "SignIn",
                          g_variant_new ("(xss)", id_of (fixture, HEARTH_ROLE_DIRECTOR), "", HEARTH_TEST_PASSPHRASE),
                          &error);
  g_assert_no_error (error);
  reply = hearth_test_call (connection, "Account", "Create",
                            g_variant_new ("(sss^as)", request, "Somebody New", "", roles), &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(x&s)", &id, &once);
  g_assert_cmpstr (once, !=, "");
  again = hearth_test_call (connection, "Account", "Create",
                            g_variant_new ("(sss^as)", request, "Somebody New", "", roles), &error);
  g_assert_no_error (error);
  g_variant_get (again, "(x&s)", &id_again, &once_again);
  g_assert_cmpint (id_again, ==, id);
  g_assert_cmpstr (once_again, ==, "");
  other = hearth_test_call (connection, "Account", "Create", g_variant_new ("(sss^as)", request, "Another", "", roles),
                            &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
}

/* It holds before it is answered: the very next call of that desk has the new roles. */
static void
test_roles_hold_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) accounts = NULL, more = NULL;

  hearth_test_sign_in (fixture->other, HEARTH_ROLE_GREETER);
  account = find (fixture->director, id_of (fixture, HEARTH_ROLE_GREETER));
  set_roles (fixture->director, account, "director", &error);
  g_assert_no_error (error);
  accounts = list (fixture->other, &error);
  g_assert_no_error (error);
  hearth_test_until (hearth_client_may (fixture->other, HEARTH_PERMISSION_MANAGE_ACCOUNTS));

  /* An old revision is refused. */
  g_assert_false (set_roles (fixture->director, account, "greeter", &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
  g_clear_error (&error);
  g_clear_object (&account);
  account = find (fixture->director, id_of (fixture, HEARTH_ROLE_GREETER));
  set_roles (fixture->director, account, "greeter", &error);
  g_assert_no_error (error);
  more = list (fixture->other, &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED);
  hearth_test_until (!hearth_client_may (fixture->other, HEARTH_PERMISSION_MANAGE_ACCOUNTS));
  g_assert_cmpint (hearth_client_get_state (fixture->other), ==, HEARTH_CLIENT_SIGNED_IN);
}

static void
on_signed_out (HearthClient *client, const char *why, GString *heard)
{
  g_string_append_printf (heard, "%s;", why);
}

static void
test_disabled_is_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 coach = id_of (fixture, HEARTH_ROLE_COACH);

  hearth_test_sign_in (fixture->other, HEARTH_ROLE_COACH);
  g_signal_connect (fixture->other, "signed-out", G_CALLBACK (on_signed_out), heard);
  set_disabled (fixture->director, coach, TRUE, &error);
  g_assert_no_error (error);
  /* Without having asked for anything. */
  hearth_test_until (hearth_client_get_state (fixture->other) == HEARTH_CLIENT_LOCKED);
  g_assert_null (hearth_client_get_account (fixture->other));
  g_assert_cmpstr (heard->str, ==, "disabled;");
  g_assert_cmpint (sign_in (fixture->other, "Test Coach", HEARTH_TEST_PASSPHRASE), ==, HEARTH_SIGN_IN_WRONG);
  set_disabled (fixture->director, coach, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sign_in (fixture->other, "Test Coach", HEARTH_TEST_PASSPHRASE), ==, HEARTH_SIGN_IN_WELCOME);
  /* Whoever leaves by themselves is not told why. */
  hearth_session_client_sign_out (fixture->other);
  hearth_test_until (hearth_client_get_state (fixture->other) == HEARTH_CLIENT_LOCKED);
  hearth_test_sign_in (fixture->other, HEARTH_ROLE_COACH);
  g_assert_cmpstr (heard->str, ==, "disabled;");
  g_signal_handlers_disconnect_by_data (fixture->other, heard);
}

static void
count_cb (HearthClient *client, guint *n)
{
  ++*n;
}

/* A locked desk hears that other people may sign in now, and nothing else; where somebody works nobody asks. */
static void
test_faces_changed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *once = NULL;
  g_autoptr (GError) error = NULL;
  guint n_locked = 0, n_working = 0;

  g_signal_connect (fixture->other, "faces-changed", G_CALLBACK (count_cb), &n_locked);
  g_signal_connect (fixture->director, "faces-changed", G_CALLBACK (count_cb), &n_working);
  once = create (fixture->director, "Somebody New", "greeter", &error);
  g_assert_no_error (error);
  hearth_test_until (n_locked == 1);
  set_disabled (fixture->director, id_of (fixture, HEARTH_ROLE_COACH), TRUE, &error);
  g_assert_no_error (error);
  hearth_test_until (n_locked == 2);
  g_assert_cmpuint (n_working, ==, 0);
  g_signal_handlers_disconnect_by_data (fixture->other, &n_locked);
  g_signal_handlers_disconnect_by_data (fixture->director, &n_working);
}

static void
test_reset_is_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *once = NULL, *twice = NULL, *nobody = NULL;
  g_autoptr (GString) heard = g_string_new (NULL);
  gint64 staff = id_of (fixture, HEARTH_ROLE_STAFF);

  hearth_test_sign_in (fixture->other, HEARTH_ROLE_STAFF);
  g_signal_connect (fixture->other, "signed-out", G_CALLBACK (on_signed_out), heard);
  once = reset (fixture->director, staff, &error);
  g_assert_no_error (error);
  hearth_test_until (hearth_client_get_state (fixture->other) == HEARTH_CLIENT_LOCKED);
  g_assert_cmpint (sign_in (fixture->other, "Test Staff", HEARTH_TEST_PASSPHRASE), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpint (sign_in (fixture->other, "Test Staff", once), ==, HEARTH_SIGN_IN_WELCOME);
  /* Also whoever has not chosen one of their own yet. */
  twice = reset (fixture->director, staff, &error);
  g_assert_no_error (error);
  hearth_test_until (hearth_client_get_state (fixture->other) == HEARTH_CLIENT_LOCKED);
  g_assert_cmpstr (once, !=, twice);
  g_assert_cmpstr (heard->str, ==, "passphrase;passphrase;");
  g_signal_handlers_disconnect_by_data (fixture->other, heard);
  nobody = reset (fixture->director, 99, &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
}

/* Their own new passphrase puts out whoever sits elsewhere with the old one. */
static void
test_own_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthClient) here = hearth_test_hub_sign_in (fixture->hub, HEARTH_ROLE_COACH);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *outcome = NULL;
  g_autoptr (GString) heard = g_string_new (NULL);

  hearth_test_sign_in (fixture->other, HEARTH_ROLE_COACH);
  g_signal_connect (fixture->other, "signed-out", G_CALLBACK (on_signed_out), heard);
  g_signal_connect (here, "signed-out", G_CALLBACK (on_signed_out), heard);
  hearth_session_client_set_passphrase_async (here, HEARTH_TEST_PASSPHRASE, "two lamps in the window", NULL,
                                              hearth_test_on_result, &result);
  hearth_session_client_set_passphrase_finish (here, hearth_test_await (&result), &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (outcome, ==, "done");
  hearth_test_until (hearth_client_get_state (fixture->other) == HEARTH_CLIENT_LOCKED);
  g_assert_cmpstr (heard->str, ==, "own-passphrase;");
  g_signal_handlers_disconnect_by_data (fixture->other, heard);
  g_signal_handlers_disconnect_by_data (here, heard);
  g_assert_cmpint (hearth_client_get_state (here), ==, HEARTH_CLIENT_SIGNED_IN);
  g_assert_cmpint (hearth_client_get_state (fixture->director), ==, HEARTH_CLIENT_SIGNED_IN);
}

static void
test_last_director (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthAccount) account = find (fixture->director, id_of (fixture, HEARTH_ROLE_DIRECTOR));
  g_autoptr (GError) error = NULL;

  g_assert_false (set_roles (fixture->director, account, "staff", &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_LAST_DIRECTOR);
  g_clear_error (&error);
  g_assert_false (set_disabled (fixture->director, hearth_account_get_id (account), TRUE, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_LAST_DIRECTOR);
}

/* Both calls are on their way before either is answered: one director is left. */
static void
test_each_other (Fixture *fixture, gconstpointer data)
{
  gint64 ids[] = { id_of (fixture, HEARTH_ROLE_DIRECTOR), id_of (fixture, HEARTH_ROLE_GREETER) };
  g_autoptr (HearthAccount) greeter = find (fixture->director, ids[1]);
  g_autoptr (GAsyncResult) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL, other_error = NULL;
  gboolean done, other_done;

  set_roles (fixture->director, greeter, "director", &error);
  g_assert_no_error (error);
  hearth_test_sign_in (fixture->other, HEARTH_ROLE_GREETER);
  hearth_account_client_set_disabled_async (fixture->director, ids[1], TRUE, NULL, hearth_test_on_result, &first);
  hearth_account_client_set_disabled_async (fixture->other, ids[0], TRUE, NULL, hearth_test_on_result, &second);
  done = hearth_account_client_done_finish (fixture->director, hearth_test_await (&first), &error);
  other_done = hearth_account_client_done_finish (fixture->other, hearth_test_await (&second), &other_error);
  g_assert_true (done != other_done);
  hearth_test_hub_stop (fixture->hub);
  g_assert_cmpint (hearth_test_center_number (fixture->hub->center,
                                              "SELECT count(*) FROM account JOIN account_role ON account_id = id"
                                              " WHERE role = 'director' AND disabled_at_s = 0"),
                   ==, 1);
  hearth_test_hub_start (fixture->hub);
}

/* Where others look on nobody is given an account. */
static void
test_front_desk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthClient) client = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *once = NULL;

  hearth_test_hub_stop (fixture->hub);
  hearth_test_center_sql (fixture->hub->center, "UPDATE desk SET front_desk = 1");
  hearth_test_hub_start (fixture->hub);
  client = hearth_test_hub_sign_in (fixture->hub, HEARTH_ROLE_DIRECTOR);
  once = create (client, "Somebody New", "greeter", &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED);
}

#define ASKED 40

/* answers[0]: all, answers[1]: with a list. */
static void
count_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *answers = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  answers[0]++;
  if (reply)
    answers[1]++;
  else
    g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED);
}

/* The mark holds before it is answered, also for what was asked before and is answered after. */
static void
test_front_desk_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusConnection) desk = hearth_test_hub_open_raw (fixture->hub);
  g_autoptr (GVariant) welcome = NULL, saved = NULL, listed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint answers[2] = { 0, 0 }, n_before;

  welcome
      = hearth_test_call (desk, "Session", "SignIn",
                          g_variant_new ("(xss)", id_of (fixture, HEARTH_ROLE_DIRECTOR), "", HEARTH_TEST_PASSPHRASE),
                          &error);
  g_assert_no_error (error);
  g_dbus_connection_call (desk, NULL, HEARTH_BUS_PATH, "org.recoverycommons.Hearth1.Desk", "Save",
                          g_variant_new_parsed ("('5f1f4f7e-1a4b-4e0c-9d53-3d2a6f4c1b21', int64 1, int64 1,"
                                                " {'front-desk': <true>})"),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, hearth_test_on_result, &result);
  for (guint i = 0; i < ASKED; i++)
    g_dbus_connection_call (desk, NULL, HEARTH_BUS_PATH, "org.recoverycommons.Hearth1.Account", "List", NULL, NULL,
                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, count_answer, answers);
  saved = g_dbus_connection_call_finish (desk, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  n_before = answers[1];
  listed = hearth_test_call (desk, "Account", "List", NULL, &error);
  g_assert_null (listed);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED);
  hearth_test_until (answers[0] == ASKED);
  g_test_message ("%u came before the mark", n_before);
  g_assert_cmpuint (answers[1], ==, n_before);
  hearth_test_until (hearth_center_get_front_desk (hearth_client_get_center (fixture->director)));
}

static gboolean
ask (HearthClient *client, gint64 account, gint64 visit, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean told = FALSE;

  hearth_team_client_ask_async (client, account, visit, NULL, hearth_test_on_result, &result);
  return hearth_team_client_ask_finish (client, hearth_test_await (&result), &told, error) && told;
}

static GPtrArray *
team (HearthClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *members;

  hearth_team_client_list_async (client, NULL, hearth_test_on_result, &result);
  members = hearth_team_client_list_finish (client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  return members;
}

static void
on_notice (HearthClient *client, const char *kind, gint64 id, gint64 at_s, GVariant *detail, gpointer user_data)
{
  guint *n = user_data;
  gint64 desk = 0;

  g_assert_cmpstr (kind, ==, "asked-for");
  g_assert_cmpint (id, ==, 0);
  g_assert_cmpint (at_s, >, 0);
  g_assert_true (g_variant_lookup (detail, "desk", "x", &desk));
  g_assert_cmpint (desk, ==, 1);
  (*n)++;
}

static void
test_ask (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthClient) greeter = hearth_test_hub_sign_in (fixture->hub, HEARTH_ROLE_GREETER);
  gint64 coach = id_of (fixture, HEARTH_ROLE_COACH);
  g_autoptr (GPtrArray) nobody = NULL, members = NULL, left = NULL;
  g_autoptr (GError) error = NULL;
  guint n_told = 0, n_others = 0;

  g_assert_false (ask (greeter, coach, 0, &error));
  g_assert_no_error (error);
  nobody = team (greeter);
  g_assert_cmpuint (nobody->len, ==, HEARTH_N_ROLES - 1);
  /* The director of this test sits at a desk. */
  g_assert_cmpint (((HearthTeamMember *)nobody->pdata[0])->account_id, ==, id_of (fixture, HEARTH_ROLE_DIRECTOR));
  g_assert_true (((HearthTeamMember *)nobody->pdata[0])->at_a_desk);
  g_assert_false (((HearthTeamMember *)nobody->pdata[1])->at_a_desk);

  hearth_test_sign_in (fixture->other, HEARTH_ROLE_COACH);
  g_signal_connect (fixture->other, "notice", G_CALLBACK (on_notice), &n_told);
  g_signal_connect (fixture->director, "notice", G_CALLBACK (on_notice), &n_others);
  g_assert_true (ask (greeter, coach, 0, &error));
  hearth_test_until (n_told == 1);
  /* Also behind a locked desk: they may stand beside it. */
  hearth_session_client_lock (fixture->other);
  members = team (greeter);
  g_assert_true (((HearthTeamMember *)members->pdata[0])->at_a_desk);
  g_assert_true (((HearthTeamMember *)members->pdata[1])->at_a_desk);
  g_assert_true (ask (greeter, coach, 0, &error));
  hearth_test_until (n_told == 2);
  hearth_session_client_sign_out (fixture->other);
  hearth_test_sign_in (fixture->other, HEARTH_ROLE_STAFF);
  g_assert_false (ask (greeter, coach, 0, &error));
  g_assert_no_error (error);

  g_assert_false (ask (greeter, coach, 12345, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  set_disabled (fixture->director, coach, TRUE, &error);
  g_assert_no_error (error);
  g_assert_false (ask (greeter, coach, 0, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
  left = team (greeter);
  g_assert_cmpuint (left->len, ==, HEARTH_N_ROLES - 2);
  g_assert_cmpuint (n_told, ==, 2);
  g_assert_cmpuint (n_others, ==, 0);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/accounts/list", test_list);
  ADD ("/accounts/create", test_create);
  ADD ("/accounts/create-again", test_create_again);
  ADD ("/accounts/roles-hold-at-once", test_roles_hold_at_once);
  ADD ("/accounts/disabled-is-out", test_disabled_is_out);
  ADD ("/accounts/faces-changed", test_faces_changed);
  ADD ("/accounts/reset-is-out", test_reset_is_out);
  ADD ("/accounts/own-passphrase", test_own_passphrase);
  ADD ("/accounts/last-director", test_last_director);
  ADD ("/accounts/each-other", test_each_other);
  ADD ("/accounts/front-desk", test_front_desk);
  ADD ("/accounts/front-desk-at-once", test_front_desk_at_once);
  ADD ("/accounts/ask", test_ask);
  return g_test_run ();
}
