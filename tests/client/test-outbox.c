/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The outbox: kept before anybody is told so, sealed, corrected, taken back. No hub runs; what goes to one is in
 * tests/hub/test-away.c. */

#include "config.h"

#include "hearth-away-test.h"
#include "hearth-checkin-client.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-record.h"
#include "hearth-test-wait.h"

#include <glib/gstdio.h>
#include <string.h>

#define TYPED "Zebulon Quark"

/* What a call of the desk becomes while the hub is away: (transfer full), or NULL with why it cannot be kept either. */
static HearthKept *
kept_instead (GAsyncResult *result, GError *failure, GError **error)
{
  HearthKept *kept = hearth_checkin_client_get_kept (result);

  if (!g_error_matches (failure, HEARTH_ERROR, HEARTH_ERROR_KEPT))
    {
      g_assert_null (kept);
      g_propagate_error (error, g_error_copy (failure));
      return NULL;
    }
  g_assert_nonnull (kept);
  return g_object_ref (kept);
}

static HearthKept *
keep_person (HearthAwayTest *fixture, gint64 person, GVariant *options, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) failure = NULL;

  hearth_checkin_client_record_async (fixture->client, person, options, NULL, hearth_test_on_result, &result);
  g_assert_null (
      hearth_checkin_client_record_finish (fixture->client, hearth_test_await (&result), NULL, NULL, &failure));
  return kept_instead (result, failure, error);
}

static HearthKept *
keep_group (HearthAwayTest *fixture, guint count, const char *label, GVariant *options, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) failure = NULL;

  hearth_checkin_client_record_group_async (fixture->client, count, label, options, NULL, hearth_test_on_result,
                                            &result);
  g_assert_null (hearth_checkin_client_visit_finish (fixture->client, hearth_test_await (&result), &failure));
  return kept_instead (result, failure, error);
}

/* Of a call whose answer never came. */
static HearthKept *
keep_sent_guest (HearthAwayTest *fixture, HearthOutbox *outbox, const char *request, GError **error)
{
  g_autoptr (GVariant) args = g_variant_ref_sink (g_variant_new_parsed ("(%s, @a{sv} {})", request));

  return hearth_outbox_keep_call (outbox, fixture->account, "RecordGuest", args, NULL, TRUE, error);
}

static void
test_keep (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthKept) typed = NULL;
  g_autoptr (HearthKept) person = NULL;
  g_autoptr (HearthKept) guest = NULL;
  g_autoptr (HearthKept) group = NULL;
  g_autoptr (GPtrArray) files = NULL;

  /* Nobody is at the desk. */
  g_assert_null (hearth_outbox_keep_name (outbox, TYPED, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);
  g_clear_error (&error);
  hearth_client_set_own_account (fixture->client, fixture->account);
  g_assert_true (hearth_client_is_on_its_own (fixture->client));

  typed = hearth_away_test_keep (outbox, "  " TYPED " ");
  person = keep_person (fixture, 12,
                        g_variant_new_parsed (
                            "{'reason': <'meeting'>, 'children': <int64 2>, 'shown-name': <'Jonas S.'>}"),
                        &error);
  g_assert_no_error (error);
  guest = hearth_outbox_keep_guest (outbox, g_variant_new_parsed ("{'new': <true>, 'name': <'M'>}"), &error);
  g_assert_no_error (error);
  group = keep_group (fixture, 12, "Yoga", g_variant_new_parsed ("{'arrived-at-s': <int64 1000>}"), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hearth_kept_get_name (typed), ==, TYPED);
  g_assert_cmpstr (hearth_kept_get_kind (person), ==, "person");
  g_assert_cmpint (hearth_kept_get_children (person), ==, 2);
  g_assert_cmpstr (hearth_kept_get_kind (guest), ==, "guest-new");
  g_assert_cmpint (hearth_kept_get_count (group), ==, 12);
  g_assert_cmpint (hearth_kept_get_arrived_at_s (group), ==, 1000);
  g_assert_cmpint (hearth_kept_get_account (typed), ==, 7);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 4);
  g_assert_cmpuint (hearth_outbox_get_to_settle (outbox), ==, 0);

  /* Sealed, and for this user alone. */
  files = hearth_away_test_files (fixture, HEARTH_AWAY_CENTER);
  g_assert_cmpuint (files->len, ==, 4);
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *content = NULL;
      GStatBuf status;
      gsize size;

      g_assert_true (g_file_get_contents (files->pdata[i], &content, &size, NULL));
      g_assert_null (memmem (content, size, "Zebulon", 7));
      g_assert_null (memmem (content, size, "Jonas", 5));
      g_assert_cmpint (g_stat (files->pdata[i], &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    }
}

static void
test_refused (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) none = hearth_outbox_new (fixture->client, fixture->folder);
  g_autoptr (HearthOutbox) outbox = NULL;
  g_autofree char *endless = g_strnfill (5000, 'x');
  g_autoptr (GError) error = NULL;

  hearth_client_set_own_account (fixture->client, fixture->account);
  /* No hub was heard: there is no key to seal for. */
  g_assert_null (hearth_outbox_keep_name (none, TYPED, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);
  g_clear_object (&none);

  outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  hearth_client_set_own_account (fixture->client, fixture->account);
  g_assert_null (hearth_outbox_keep_name (outbox, " ", NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (hearth_outbox_keep_name (outbox, endless, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (keep_group (fixture, 0, "", NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (keep_sent_guest (fixture, outbox, "no-uuid", &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (hearth_outbox_keep_guest (outbox, g_variant_new_parsed ("{'children': <int64 -1>}"), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 0);
}

/* A new run of the program cannot read what the last one kept; with the key it is all there. */
static void
test_restart (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  g_autoptr (HearthKept) before = NULL;
  g_autoptr (HearthKept) closed = NULL;
  g_autoptr (HearthKept) opened = NULL;
  HearthOutboxEntry *entry;

  hearth_client_set_own_account (fixture->client, fixture->account);
  before = hearth_away_test_keep (outbox, TYPED);
  g_clear_object (&outbox);
  outbox = hearth_outbox_new (fixture->client, fixture->folder);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 1);
  closed = hearth_away_test_item (outbox, 0);
  g_assert_cmpstr (hearth_kept_get_kind (closed), ==, "");
  g_assert_cmpstr (hearth_kept_get_name (closed), ==, "");
  g_assert_cmpstr (hearth_kept_get_request (closed), ==, hearth_kept_get_request (before));
  g_assert_cmpint (hearth_kept_get_arrived_at_s (closed), ==, hearth_kept_get_arrived_at_s (before));

  entry = outbox->entries->pdata[0];
  opened = hearth_outbox_store_read (&outbox->store, entry->name, fixture->secret_key);
  g_assert_true (hearth_record_equal (opened, before));
}

static void
test_change (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  g_autofree char *request = g_uuid_string_random ();
  g_autoptr (HearthKept) guest = NULL;
  g_autoptr (HearthKept) after = NULL;
  g_autoptr (HearthKept) sent = NULL;
  g_autoptr (HearthKept) read = NULL;
  g_autoptr (GError) error = NULL;
  HearthOutboxEntry *entry;

  hearth_client_set_own_account (fixture->client, fixture->account);
  guest = hearth_outbox_keep_guest (outbox, NULL, &error);
  g_assert_no_error (error);
  after = hearth_outbox_change (outbox, guest, g_variant_new_parsed ("{'reason': <'meeting'>, 'name': <'M'>}"), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hearth_kept_get_request (after), ==, hearth_kept_get_request (guest));
  g_assert_cmpstr (hearth_kept_get_reason (after), ==, "meeting");
  entry = outbox->entries->pdata[0];
  read = hearth_outbox_store_read (&outbox->store, entry->name, fixture->secret_key);
  g_assert_true (hearth_record_equal (read, after));
  g_assert_null (hearth_outbox_change (outbox, after, g_variant_new_parsed ("{'request': <'x'>}"), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);

  /* Of a call whose answer never came: the hub may have it, with the content it had. */
  sent = keep_sent_guest (fixture, outbox, request, &error);
  g_assert_no_error (error);
  g_assert_null (hearth_outbox_change (outbox, sent, g_variant_new_parsed ("{'reason': <'meeting'>}"), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);
  g_assert_false (hearth_outbox_drop (outbox, sent, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);

  g_assert_true (hearth_outbox_drop (outbox, after, &error));
  g_assert_no_error (error);
  g_assert_false (hearth_outbox_drop (outbox, after, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 1);
}

/* What was kept for one center is no business of another. */
static void
test_two_centers (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;

  hearth_client_set_own_account (fixture->client, fixture->account);
  g_object_unref (hearth_away_test_keep (outbox, "A"));
  g_clear_object (&outbox);
  outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_OTHER);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 0);
  hearth_client_set_own_account (fixture->client, fixture->account);
  g_object_unref (hearth_away_test_keep (outbox, "B"));
  first = hearth_away_test_files (fixture, HEARTH_AWAY_CENTER);
  second = hearth_away_test_files (fixture, HEARTH_AWAY_OTHER);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (second->len, ==, 1);
  g_clear_object (&outbox);
  outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 1);
}

/* The calls of the desk themselves, while the hub is away. */
static void
test_calls (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  g_autoptr (GAsyncResult) record = NULL;
  g_autoptr (GAsyncResult) group = NULL;
  g_autoptr (GAsyncResult) other = NULL;
  g_autoptr (HearthKept) kept = NULL;
  g_autoptr (GError) error = NULL;

  hearth_client_set_own_account (fixture->client, fixture->account);
  hearth_checkin_client_record_async (fixture->client, 12, g_variant_new_parsed ("{'shown-name': <'Jonas S.'>}"), NULL,
                                      hearth_test_on_result, &record);
  hearth_checkin_client_record_group_async (fixture->client, 4, "Yoga", NULL, NULL, hearth_test_on_result, &group);
  hearth_checkin_client_void_async (fixture->client, 3, NULL, hearth_test_on_result, &other);
  hearth_test_until (record && group && other);
  g_assert_null (hearth_checkin_client_record_finish (fixture->client, record, NULL, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_KEPT);
  g_clear_error (&error);
  g_assert_null (hearth_checkin_client_visit_finish (fixture->client, group, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_KEPT);
  g_clear_error (&error);
  g_assert_null (hearth_checkin_client_visit_finish (fixture->client, other, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 2);
  kept = hearth_away_test_item (outbox, 0);
  g_assert_cmpint (hearth_kept_get_person (kept), ==, 12);
  g_assert_cmpstr (hearth_kept_get_shown_name (kept), ==, "Jonas S.");
  /* Each caller is told of its own, whatever else was lost with it. */
  g_assert_true (hearth_checkin_client_get_kept (record) == kept);
  g_assert_cmpstr (hearth_kept_get_kind (hearth_checkin_client_get_kept (group)), ==, "group");
  g_assert_null (hearth_checkin_client_get_kept (other));
}

/* An hour between the two clocks, in this run and after a restart; and a clock that is set while the hub is away. */
static void
test_clocks (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = NULL;
  g_autoptr (HearthKept) kept = NULL;
  HearthOutboxStore store;
  gint64 true_s = hearth_clock_now_s ();

  hearth_clock_set (true_s + 3600);
  hearth_away_test_greet (fixture, HEARTH_AWAY_CENTER, -3600);
  g_assert_cmpint (hearth_client_get_skew_s (fixture->client), ==, -3600);
  outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  hearth_client_set_own_account (fixture->client, fixture->account);
  hearth_clock_pass (7);
  hearth_clock_set (true_s + 9 * 3600);
  kept = hearth_away_test_keep (outbox, "A");
  /* What the hub said, and the time since. */
  g_assert_cmpint (hearth_kept_get_arrived_at_s (kept), ==, true_s + 7);
  g_assert_cmpint (hearth_kept_get_kept_at_s (kept), ==, true_s + 9 * 3600);
  g_clear_object (&outbox);
  g_clear_object (&kept);

  /* Another run, that has not heard the hub: what the last one knew of the clocks. */
  g_object_unref (fixture->client);
  fixture->client = hearth_client_new ();
  hearth_clock_set (true_s + 3600);
  hearth_outbox_store_open (&store, fixture->folder);
  g_assert_true (hearth_outbox_store_set_hub (&store, HEARTH_AWAY_CENTER, fixture->public_key, -3600, true_s, NULL));
  hearth_outbox_store_clear (&store);
  outbox = hearth_outbox_new (fixture->client, fixture->folder);
  hearth_client_set_own_account (fixture->client, fixture->account);
  kept = hearth_away_test_keep (outbox, "B");
  g_assert_cmpint (hearth_kept_get_arrived_at_s (kept), ==, true_s);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                                                \
  g_test_add ("/outbox/" name, HearthAwayTest, NULL, hearth_away_test_set_up, test, hearth_away_test_tear_down)
  ADD ("keep", test_keep);
  ADD ("refused", test_refused);
  ADD ("restart", test_restart);
  ADD ("change", test_change);
  ADD ("two-centers", test_two_centers);
  ADD ("calls", test_calls);
  ADD ("clocks", test_clocks);
  return g_test_run ();
}
