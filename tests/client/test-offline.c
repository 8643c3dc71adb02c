/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Signing in at a desk whose hub is away. No hub runs: what it would have said is said by the test. */

#include "config.h"

#include "hearth-away-test.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-offline-private.h"
#include "hearth-reason-list.h"
#include "hearth-record.h"
#include "hearth-session-client.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#define PASSPHRASE "a lamp in the window"
#define PIN "2580"
#define DAY_S (24 * 60 * 60)

typedef struct
{
  HearthAwayTest away;
  HearthOutbox *outbox;
  HearthOffline *offline; /* (unowned) */
} Fixture;

static void
until_hashed (Fixture *fixture)
{
  while (fixture->offline->hashing > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
note (Fixture *fixture, const char *method, GVariant *args, GVariant *reply)
{
  g_autoptr (GVariant) asked = g_variant_ref_sink (args), said = g_variant_ref_sink (reply);

  hearth_offline_note (fixture->offline, method, asked, said);
  until_hashed (fixture);
}

/* The hub has let them in. */
static void
heard_sign_in (Fixture *fixture, HearthAccount *account)
{
  note (fixture, "SignIn", g_variant_new ("(xss)", (gint64)0, "ada", PASSPHRASE),
        g_variant_new ("(su@a{sv}s)", "welcome", 0, hearth_record_to_variant (account), "secret"));
}

static void
heard_pin (Fixture *fixture)
{
  note (fixture, "Unlock", g_variant_new ("(xs)", (gint64)7, PIN),
        g_variant_new ("(suu@a{sv}s)", "welcome", 0, 0, hearth_record_to_variant (fixture->away.account), "secret"));
}

static void
start (Fixture *fixture)
{
  fixture->outbox = hearth_away_test_outbox (&fixture->away, HEARTH_AWAY_CENTER);
  fixture->offline = fixture->outbox->offline;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthCenter) center = g_object_new (HEARTH_TYPE_CENTER, "name", "Test Center", "time-zone",
                                                  "America/New_York", "desk", "Front desk", NULL);

  hearth_away_test_set_up (&fixture->away, data);
  hearth_away_test_greet (&fixture->away, HEARTH_AWAY_CENTER, 0);
  hearth_client_set_center (fixture->away.client, center);
  start (fixture);
  hearth_offline_greeted (fixture->offline);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->outbox);
  hearth_away_test_tear_down (&fixture->away, data);
}

/* The program is started anew, and the hub is away. */
static void
restart (Fixture *fixture)
{
  g_clear_object (&fixture->outbox);
  g_assert_finalize_object (g_steal_pointer (&fixture->away.client));
  fixture->away.client = hearth_client_new ();
  start (fixture);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static HearthSignIn
sign_in (Fixture *fixture, gint64 account, const char *name, const char *passphrase, guint *wait_s)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;

  hearth_session_client_sign_in_async (fixture->away.client, account, name, passphrase, NULL, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  hearth_session_client_sign_in_finish (fixture->away.client, result, &outcome, wait_s, &error);
  g_assert_no_error (error);
  return outcome;
}

static HearthSignIn
unlock (Fixture *fixture, const char *pin, guint *tries_left)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;

  hearth_session_client_unlock_async (fixture->away.client, 7, pin, NULL, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  hearth_session_client_unlock_finish (fixture->away.client, result, &outcome, tries_left, NULL, &error);
  g_assert_no_error (error);
  return outcome;
}

static GPtrArray *
faces (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *found;

  hearth_session_client_faces_async (fixture->away.client, NULL, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  found = hearth_session_client_faces_finish (fixture->away.client, result, NULL, &error);
  if (found == NULL)
    g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  return found;
}

static void
test_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->away.folder, "offline", NULL), *text = NULL;
  g_autoptr (GPtrArray) found = NULL;
  GStatBuf status;

  heard_sign_in (fixture, fixture->away.account);
  heard_pin (fixture);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, PASSPHRASE));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  restart (fixture);
  /* The center as it was told last: its time zone is needed. */
  g_assert_cmpstr (hearth_center_get_name (hearth_client_get_center (fixture->away.client)), ==, "Test Center");
  g_assert_cmpint (hearth_client_get_state (fixture->away.client), ==, HEARTH_CLIENT_AWAY);
  found = faces (fixture);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((HearthFace *)found->pdata[0])->name, ==, "Ada");
  /* The PIN was in memory only. */
  g_assert_false (((HearthFace *)found->pdata[0])->pin_enough);
  g_assert_cmpint (unlock (fixture, PIN, NULL), ==, HEARTH_SIGN_IN_PASSPHRASE);
  g_assert_cmpint (sign_in (fixture, 7, NULL, PASSPHRASE, NULL), ==, HEARTH_SIGN_IN_WELCOME);
  g_assert_true (hearth_client_is_on_its_own (fixture->away.client));
  g_assert_cmpint (hearth_account_get_id (hearth_client_get_account (fixture->away.client)), ==, 7);
  hearth_session_client_lock (fixture->away.client);
  g_assert_false (hearth_client_is_on_its_own (fixture->away.client));
  g_assert_cmpint (sign_in (fixture, 0, "ADA", PASSPHRASE, NULL), ==, HEARTH_SIGN_IN_WELCOME);
}

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  guint wait_s = 0;

  heard_sign_in (fixture, fixture->away.account);
  g_assert_cmpint (sign_in (fixture, 7, NULL, "wrong", &wait_s), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpuint (wait_s, ==, 0);
  g_assert_cmpint (sign_in (fixture, 7, NULL, "", &wait_s), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpint (sign_in (fixture, 7, NULL, "wrong", &wait_s), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpuint (wait_s, ==, 5);
  /* Also the right one waits now, and after a restart. */
  g_assert_cmpint (sign_in (fixture, 7, NULL, PASSPHRASE, &wait_s), ==, HEARTH_SIGN_IN_WAIT);
  g_assert_cmpuint (wait_s, ==, 5);
  hearth_clock_pass (4);
  g_assert_cmpint (sign_in (fixture, 7, NULL, PASSPHRASE, &wait_s), ==, HEARTH_SIGN_IN_WAIT);
  g_assert_cmpuint (wait_s, ==, 1);
  restart (fixture);
  g_assert_cmpint (sign_in (fixture, 7, NULL, PASSPHRASE, &wait_s), ==, HEARTH_SIGN_IN_WAIT);
  g_assert_cmpuint (wait_s, ==, 5);
  g_assert_false (hearth_client_is_on_its_own (fixture->away.client));
  /* A name that nobody here has. */
  g_assert_cmpint (sign_in (fixture, 0, "nobody", PASSPHRASE, NULL), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpint (sign_in (fixture, 4711, NULL, PASSPHRASE, NULL), ==, HEARTH_SIGN_IN_WRONG);
  /* Whoever has waited is let in. */
  hearth_clock_pass (5);
  g_assert_cmpint (sign_in (fixture, 7, NULL, PASSPHRASE, NULL), ==, HEARTH_SIGN_IN_WELCOME);
}

static void
test_pin (Fixture *fixture, gconstpointer data)
{
  guint tries_left = 0;

  heard_sign_in (fixture, fixture->away.account);
  heard_pin (fixture);
  hearth_client_set_own_account (fixture->away.client, fixture->away.account);
  hearth_session_client_lock (fixture->away.client);
  g_assert_cmpint (unlock (fixture, PIN, NULL), ==, HEARTH_SIGN_IN_WELCOME);
  g_assert_true (hearth_client_is_on_its_own (fixture->away.client));
  hearth_session_client_lock (fixture->away.client);
  g_assert_cmpint (unlock (fixture, "1111", &tries_left), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpuint (tries_left, ==, 2);
  g_assert_cmpint (unlock (fixture, "1111", &tries_left), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpint (unlock (fixture, "1111", &tries_left), ==, HEARTH_SIGN_IN_PASSPHRASE);
  g_assert_cmpint (unlock (fixture, PIN, &tries_left), ==, HEARTH_SIGN_IN_PASSPHRASE);
  g_assert_cmpint (sign_in (fixture, 7, NULL, PASSPHRASE, NULL), ==, HEARTH_SIGN_IN_WELCOME);
  hearth_session_client_lock (fixture->away.client);
  g_assert_cmpint (unlock (fixture, PIN, NULL), ==, HEARTH_SIGN_IN_WELCOME);
  /* Signed out: only the passphrase opens the desk. */
  hearth_session_client_sign_out (fixture->away.client);
  g_assert_cmpint (unlock (fixture, PIN, NULL), ==, HEARTH_SIGN_IN_PASSPHRASE);
}

static void
assert_nobody (Fixture *fixture)
{
  g_autoptr (GPtrArray) found = faces (fixture);

  g_assert_null (found);
}

static void
test_forgotten (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) changed = g_variant_ref_sink (g_variant_new_parsed ("[('account', int64 7)]"));
  g_autofree char *path = g_build_filename (fixture->away.folder, "offline", NULL);

  /* The hub says that the account has changed. */
  heard_sign_in (fixture, fixture->away.account);
  g_signal_emit_by_name (fixture->away.client, "changed", (guint64)1, changed);
  assert_nobody (fixture);
  restart (fixture);
  assert_nobody (fixture);

  /* It is not among those who may sign in. */
  hearth_away_test_greet (&fixture->away, HEARTH_AWAY_CENTER, 0);
  hearth_offline_greeted (fixture->offline);
  heard_sign_in (fixture, fixture->away.account);
  note (fixture, "Faces", g_variant_new ("()"), g_variant_new_parsed ("([(int64 7, 'Ada', 'greeter', false)], false)"));
  g_assert_cmpuint (fixture->offline->people->len, ==, 1);
  note (fixture, "Faces", g_variant_new ("()"), g_variant_new_parsed ("([(int64 8, 'B', 'staff', false)], true)"));
  g_assert_cmpuint (fixture->offline->people->len, ==, 1);
  note (fixture, "Faces", g_variant_new ("()"), g_variant_new_parsed ("([(int64 8, 'B', 'staff', false)], false)"));
  assert_nobody (fixture);

  /* The desk has joined another center; and it leaves. */
  heard_sign_in (fixture, fixture->away.account);
  hearth_away_test_greet (&fixture->away, HEARTH_AWAY_OTHER, 0);
  hearth_offline_greeted (fixture->offline);
  assert_nobody (fixture);
  heard_sign_in (fixture, fixture->away.account);
  hearth_offline_forget_folder (fixture->away.folder);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  restart (fixture);
  assert_nobody (fixture);
}

/* A passphrase that a director made up is good for one sign-in, at the hub. */
static void
test_new_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) changes = g_variant_ref_sink (g_variant_new_parsed ("{'new-passphrase': <true>}"));
  g_autoptr (HearthAccount) account = hearth_record_with (fixture->away.account, changes, NULL);

  heard_sign_in (fixture, account);
  assert_nobody (fixture);
}

static void
test_two_weeks (Fixture *fixture, gconstpointer data)
{
  gint64 now_s = hearth_clock_now_s ();
  g_autoptr (GPtrArray) found = NULL;

  heard_sign_in (fixture, fixture->away.account);
  hearth_clock_set (now_s + 13 * DAY_S);
  restart (fixture);
  found = faces (fixture);
  g_assert_cmpuint (found->len, ==, 1);
  hearth_clock_set (now_s + 15 * DAY_S);
  restart (fixture);
  assert_nobody (fixture);
}

/* Locked while the hash was being worked out: nobody is let in. */
static void
test_locked_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;

  heard_sign_in (fixture, fixture->away.account);
  hearth_session_client_sign_in_async (fixture->away.client, 7, NULL, PASSPHRASE, NULL, on_done, &result);
  hearth_session_client_lock (fixture->away.client);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (hearth_session_client_sign_in_finish (fixture->away.client, result, &outcome, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);
  g_assert_false (hearth_client_is_on_its_own (fixture->away.client));
}

static void
test_damaged_file (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[]
      = { "", "nonsense", "[center]\nuuid=x\nrecord=!!!\n[account-7]\nrecord=AAAA\nat-s=x\n",
          "[account-]\nverifier=\n" };
  g_autofree char *path = g_build_filename (fixture->away.folder, "offline", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      restart (fixture);
      assert_nobody (fixture);
    }
}

static GListStore *
some_reasons (void)
{
  GListStore *reasons = g_list_store_new (HEARTH_TYPE_REASON);
  g_autoptr (HearthReason) coaching
      = g_object_new (HEARTH_TYPE_REASON, "code", "coaching", "label", "Coaching", "icon", "talk", NULL);
  g_autoptr (HearthReason) gone
      = g_object_new (HEARTH_TYPE_REASON, "code", "gone", "label", "Gone", "retired", TRUE, NULL);

  g_list_store_append (reasons, coaching);
  g_list_store_append (reasons, gone);
  return reasons;
}

/* Started without its hub, the desk offers the reasons that it was told last. */
static void
test_reasons (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->away.folder, "offline", NULL);
  g_autoptr (GListStore) reasons = some_reasons ();
  g_autoptr (HearthReasonList) before = NULL, after = NULL, damaged = NULL, other = NULL;
  g_autoptr (HearthReason) first = NULL, told = g_list_model_get_item (G_LIST_MODEL (reasons), 0);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  before = hearth_reason_list_new (fixture->away.client);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (before)), ==, 0);
  g_clear_object (&before);
  hearth_offline_note_reasons (fixture->offline, reasons);
  restart (fixture);
  after = hearth_reason_list_new (fixture->away.client);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (after)), ==, 1);
  first = g_list_model_get_item (G_LIST_MODEL (after), 0);
  g_assert_true (hearth_record_equal (first, told));
  g_assert_nonnull (hearth_reason_list_find (after, "gone"));
  g_clear_object (&after);

  /* Those of a damaged file are none. */
  g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL));
  for (guint i = 0; i < 3; i++)
    {
      static const char *const texts[] = { "!!!", "AAAAAAAAAAAAAAAAAAAA", "" };

      g_key_file_set_string (file, "center", "reasons", texts[i]);
      g_assert_true (g_key_file_save_to_file (file, path, NULL));
      restart (fixture);
      damaged = hearth_reason_list_new (fixture->away.client);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (damaged)), ==, 0);
      g_clear_object (&damaged);
    }

  /* Another center has others. */
  hearth_offline_note_reasons (fixture->offline, reasons);
  hearth_away_test_greet (&fixture->away, HEARTH_AWAY_OTHER, 0);
  hearth_offline_greeted (fixture->offline);
  restart (fixture);
  other = hearth_reason_list_new (fixture->away.client);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (other)), ==, 0);
}

/* Who signed out while the hub was away is remembered until the hub has heard of it, also over a restart. */
static void
test_signed_out (Fixture *fixture, gconstpointer data)
{
  heard_sign_in (fixture, fixture->away.account);
  g_assert_cmpint (hearth_offline_next_signed_out (fixture->offline, HEARTH_AWAY_CENTER), ==, 0);
  hearth_client_set_own_account (fixture->away.client, fixture->away.account);
  hearth_session_client_sign_out (fixture->away.client);
  g_assert_cmpint (hearth_offline_next_signed_out (fixture->offline, HEARTH_AWAY_CENTER), ==, 7);
  g_assert_cmpint (hearth_offline_next_signed_out (fixture->offline, HEARTH_AWAY_OTHER), ==, 0);
  restart (fixture);
  g_assert_cmpint (hearth_offline_next_signed_out (fixture->offline, HEARTH_AWAY_CENTER), ==, 7);
  hearth_offline_told_signed_out (fixture->offline, 7);
  restart (fixture);
  g_assert_cmpint (hearth_offline_next_signed_out (fixture->offline, HEARTH_AWAY_CENTER), ==, 0);

  /* With the passphrase a shift begins at the hub, whatever was to be told of the one before. */
  hearth_offline_signed_out (fixture->offline, 7);
  hearth_away_test_greet (&fixture->away, HEARTH_AWAY_CENTER, 0);
  heard_sign_in (fixture, fixture->away.account);
  g_assert_cmpint (hearth_offline_next_signed_out (fixture->offline, HEARTH_AWAY_CENTER), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/offline/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("passphrase", test_passphrase);
  ADD ("wrong", test_wrong);
  ADD ("pin", test_pin);
  ADD ("forgotten", test_forgotten);
  ADD ("new-passphrase", test_new_passphrase);
  ADD ("two-weeks", test_two_weeks);
  ADD ("locked-meanwhile", test_locked_meanwhile);
  ADD ("damaged-file", test_damaged_file);
  ADD ("reasons", test_reasons);
  ADD ("signed-out", test_signed_out);
  return g_test_run ();
}
