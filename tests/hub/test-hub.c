/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A real hub and real clients: recording, requests, news, reconnecting, the end. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-backup.h"
#include "hearth-center-client.h"
#include "hearth-checkin-client.h"
#include "hearth-error.h"
#include "hearth-id.h"
#include "hearth-people-client.h"
#include "hearth-report-client.h"
#include "hearth-test-hub.h"

#include <glib/gstdio.h>

static HearthVisit *
record (HearthClient *client, gint64 person, gboolean *already_here)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthVisit *visit;

  hearth_checkin_client_record_async (client, person, NULL, NULL, hearth_test_on_result, &result);
  visit = hearth_checkin_client_record_finish (client, hearth_test_await (&result), already_here, NULL, &error);
  g_assert_no_error (error);
  return visit;
}

static HearthVisit *
record_guest (HearthClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthVisit *visit;

  hearth_checkin_client_record_guest_async (client, NULL, NULL, hearth_test_on_result, &result);
  visit = hearth_checkin_client_visit_finish (client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  return visit;
}

static GListStore *
read_day (HearthClient *client, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_checkin_client_day_async (client, NULL, NULL, hearth_test_on_result, &result);
  return hearth_checkin_client_day_finish (client, hearth_test_await (&result), NULL, NULL, error);
}

static guint
count_day (HearthClient *client)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) day = read_day (client, &error);

  g_assert_no_error (error);
  return g_list_model_get_n_items (G_LIST_MODEL (day));
}

static void
test_find_record_void (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  gint64 smith = hearth_test_center_add_person (hub->center, "John", "Smith");
  g_autoptr (HearthClient) client = NULL;
  g_autoptr (GAsyncResult) found = NULL, voided = NULL;
  g_autoptr (GListStore) rows = NULL;
  g_autoptr (HearthCandidate) candidate = NULL;
  g_autoptr (HearthVisit) visit = NULL, again = NULL, gone = NULL;
  g_autoptr (GError) error = NULL;
  gboolean already_here = TRUE;
  gint64 alone = 0;

  hearth_test_hub_start (hub);
  client = hearth_test_hub_sign_in (hub, HEARTH_ROLE_GREETER);
  hearth_checkin_client_find_async (client, "john sm", 5, NULL, hearth_test_on_result, &found);
  rows = hearth_checkin_client_find_finish (client, hearth_test_await (&found), &alone, &error);
  g_assert_no_error (error);
  g_assert_cmpint (alone, ==, smith);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, 1);
  candidate = g_list_model_get_item (G_LIST_MODEL (rows), 0);
  g_assert_cmpstr (hearth_candidate_get_name (candidate), ==, "John");
  g_assert_cmpstr (hearth_candidate_get_initial (candidate), ==, "S.");

  visit = record (client, smith, &already_here);
  g_assert_false (already_here);
  g_assert_cmpint (hearth_visit_get_person_id (visit), ==, smith);
  g_assert_cmpstr (hearth_visit_get_recorded_by (visit), !=, "");
  again = record (client, smith, &already_here);
  g_assert_true (already_here);
  g_assert_cmpint (hearth_visit_get_id (again), ==, hearth_visit_get_id (visit));
  g_assert_cmpuint (count_day (client), ==, 1);

  hearth_checkin_client_void_async (client, hearth_visit_get_id (visit), NULL, hearth_test_on_result, &voided);
  gone = hearth_checkin_client_visit_finish (client, hearth_test_await (&voided), &error);
  g_assert_no_error (error);
  g_assert_true (hearth_visit_get_voided (gone));
  g_assert_cmpuint (count_day (client), ==, 0);
}

typedef struct
{
  guint n;
  guint64 revision;
  GVariant *what; /* (owned) (nullable) */
} News;

static void
on_changed (HearthClient *client, guint64 revision, GVariant *what, News *news)
{
  news->n++;
  if (news->revision != 0)
    g_assert_cmpuint (revision, ==, news->revision + 1);
  news->revision = revision;
  g_clear_pointer (&news->what, g_variant_unref);
  news->what = g_variant_ref (what);
}

static void
test_news_reach_the_other_desk (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) one = NULL, other = NULL, locked = NULL;
  g_autoptr (HearthVisit) visit = NULL;
  News news = { 0 }, no_news = { 0 };
  const char *kind;
  gint64 id;

  hearth_test_hub_start (hub);
  one = hearth_test_hub_sign_in (hub, HEARTH_ROLE_GREETER);
  other = hearth_test_hub_sign_in (hub, HEARTH_ROLE_STAFF);
  locked = hearth_test_hub_connect (hub);
  g_signal_connect (other, "changed", G_CALLBACK (on_changed), &news);
  g_signal_connect (locked, "changed", G_CALLBACK (on_changed), &no_news);
  visit = record_guest (one);
  hearth_test_until (news.n > 0);
  g_assert_cmpuint (g_variant_n_children (news.what), >=, 1);
  g_variant_get_child (news.what, 0, "(&sx)", &kind, &id);
  g_assert_cmpstr (kind, ==, "visit");
  g_assert_cmpint (id, ==, hearth_visit_get_id (visit));
  /* A call there and back: whatever was told before has come. */
  {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GListStore) none = NULL;

    hearth_checkin_client_roll_async (locked, NULL, hearth_test_on_result, &result);
    none = hearth_checkin_client_roll_finish (locked, hearth_test_await (&result), &error);
    g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);
  }
  g_assert_cmpuint (no_news.n, ==, 0);
  g_variant_unref (news.what);
}

static GDBusConnection *
open_raw_signed_in (HearthTestHub *hub, HearthRole role)
{
  GDBusConnection *connection = hearth_test_hub_open_raw (hub);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = hearth_test_call (connection, "Session", "SignIn",
                          g_variant_new ("(xss)", hub->center->account_id[role], "", HEARTH_TEST_PASSPHRASE), &error);

  g_assert_no_error (error);
  g_assert_nonnull (reply);
  return connection;
}

static GVariant *
guest_args (const char *request)
{
  return g_variant_new ("(sa{sv})", request, NULL);
}

static GVariant *
named_guest_args (const char *request, const char *name)
{
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&options, "{sv}", "name", g_variant_new_string (name));
  return g_variant_new ("(sa{sv})", request, &options);
}

static void
test_a_repeated_request_writes_once (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (GDBusConnection) desk = NULL, other = NULL;
  g_autoptr (GVariant) first = NULL, second = NULL, third = NULL, stolen = NULL, misused = NULL, bad = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *request = hearth_id_new ();

  hearth_test_hub_start (hub);
  desk = open_raw_signed_in (hub, HEARTH_ROLE_GREETER);
  other = open_raw_signed_in (hub, HEARTH_ROLE_STAFF);
  first = hearth_test_call (desk, "Checkin", "RecordGuest", guest_args (request), &error);
  g_assert_no_error (error);
  second = hearth_test_call (desk, "Checkin", "RecordGuest", guest_args (request), &error);
  g_assert_no_error (error);
  g_assert_true (g_variant_equal (first, second));

  stolen = hearth_test_call (other, "Checkin", "RecordGuest", guest_args (request), &error);
  g_assert_null (stolen);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  misused = hearth_test_call (desk, "Checkin", "Void", g_variant_new ("(sx)", request, (gint64)1), &error);
  g_assert_null (misused);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  misused = hearth_test_call (desk, "Checkin", "RecordGuest", named_guest_args (request, "Wren"), &error);
  g_assert_null (misused);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  bad = hearth_test_call (desk, "Checkin", "RecordGuest", guest_args ("not-a-uuid"), &error);
  g_assert_null (bad);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);

  /* Also after the hub was away: that is what requests are for. */
  hearth_test_hub_stop (hub);
  g_clear_object (&desk);
  hearth_test_hub_start (hub);
  desk = open_raw_signed_in (hub, HEARTH_ROLE_GREETER);
  third = hearth_test_call (desk, "Checkin", "RecordGuest", guest_args (request), &error);
  g_assert_no_error (error);
  g_assert_true (g_variant_equal (first, third));
  hearth_test_hub_stop (hub);
  g_assert_cmpint (hearth_test_center_number (hub->center, "SELECT count(*) FROM visit"), ==, 1);
}

/* What fails keeps no answer: the same request may succeed later. */
static void
test_a_failed_request_may_be_repeated (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (GDBusConnection) desk = NULL;
  g_autoptr (GVariant) refused = NULL, done = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *request = hearth_id_new ();

  hearth_test_hub_start (hub);
  desk = open_raw_signed_in (hub, HEARTH_ROLE_GREETER);
  refused = hearth_test_call (desk, "Checkin", "Void", g_variant_new ("(sx)", request, (gint64)77), &error);
  g_assert_null (refused);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  done = hearth_test_call (desk, "Checkin", "RecordGuest", guest_args (request), &error);
  g_assert_no_error (error);
}

/* Calls that do not wait for each other are done in the order in which they were made. */
static void
test_calls_keep_their_order (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) client = NULL;
  GAsyncResult *results[60] = { NULL };
  gint64 last = 0;

  hearth_test_hub_start (hub);
  client = hearth_test_hub_sign_in (hub, HEARTH_ROLE_GREETER);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    hearth_checkin_client_record_guest_async (client, NULL, NULL, hearth_test_on_result, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HearthVisit) visit
          = hearth_checkin_client_visit_finish (client, hearth_test_await (&results[i]), &error);

      g_assert_no_error (error);
      g_assert_cmpint (hearth_visit_get_id (visit), >, last);
      last = hearth_visit_get_id (visit);
      g_object_unref (results[i]);
    }
}

/* What was begun is finished and answered, and what was not begun is refused. The answer may still not come through: who
 * sends on while the hub leaves does not read what lies there. */
static void
test_the_end_answers_everybody (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) client = NULL;
  g_autoptr (GAsyncResult) stopped = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *results[40] = { NULL };
  guint n_done = 0;

  hearth_test_hub_start (hub);
  client = hearth_test_hub_sign_in (hub, HEARTH_ROLE_GREETER);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    hearth_checkin_client_record_guest_async (client, NULL, NULL, hearth_test_on_result, &results[i]);
  hearth_test_await (&results[0]);
  hearth_embedded_hub_stop_async (hub->hub, hearth_test_on_result, &stopped);
  g_assert_true (hearth_embedded_hub_stop_finish (hub->hub, hearth_test_await (&stopped), &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) refusal = NULL;
      g_autoptr (HearthVisit) visit
          = hearth_checkin_client_visit_finish (client, hearth_test_await (&results[i]), &refusal);

      if (visit)
        n_done++;
      else
        g_assert_error (refusal, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
      g_object_unref (results[i]);
    }
  hearth_test_until (hearth_client_get_state (client) == HEARTH_CLIENT_AWAY);
  g_assert_null (hearth_embedded_hub_connect (hub->hub, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_object (&stopped);
  hearth_test_hub_stop (hub);
  g_assert_cmpuint (n_done, >=, 1);
  g_assert_cmpint (hearth_test_center_number (hub->center, "SELECT count(*) FROM visit"), >=, n_done);
}

/* All that was asked while the hub closed is asked again: it is there once, and answered as it was if it was. */
static void
test_the_end_loses_nothing (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (GDBusConnection) desk = NULL, again = NULL;
  char *requests[40];
  GAsyncResult *results[G_N_ELEMENTS (requests)] = { NULL };

  hearth_test_hub_start (hub);
  desk = open_raw_signed_in (hub, HEARTH_ROLE_GREETER);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      requests[i] = hearth_id_new ();
      g_dbus_connection_call (desk, NULL, HEARTH_BUS_PATH, "org.recoverycommons.Hearth1.Checkin", "RecordGuest",
                              guest_args (requests[i]), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, hearth_test_on_result,
                              &results[i]);
    }
  hearth_test_await (&results[0]);
  hearth_test_hub_stop (hub);
  hearth_test_hub_start (hub);
  again = open_raw_signed_in (hub, HEARTH_ROLE_GREETER);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) first = g_dbus_connection_call_finish (desk, hearth_test_await (&results[i]), NULL);
      g_autoptr (GVariant) second
          = hearth_test_call (again, "Checkin", "RecordGuest", guest_args (requests[i]), &error);

      g_assert_no_error (error);
      g_assert_true (first == NULL || g_variant_equal (first, second));
      g_object_unref (results[i]);
      g_free (requests[i]);
    }
  hearth_test_hub_stop (hub);
  g_assert_cmpint (hearth_test_center_number (hub->center, "SELECT count(*) FROM visit"), ==, G_N_ELEMENTS (requests));
}

static void
test_a_client_comes_back (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) client = NULL;
  g_autoptr (HearthVisit) before = NULL, after = NULL;
  g_autoptr (GListStore) none = NULL;
  g_autoptr (GError) error = NULL;

  hearth_test_hub_start (hub);
  client = hearth_test_hub_sign_in (hub, HEARTH_ROLE_GREETER);
  before = record_guest (client);
  hearth_test_hub_stop (hub);
  hearth_test_until (hearth_client_get_state (client) == HEARTH_CLIENT_AWAY);
  g_assert_null (hearth_client_get_account (client));
  none = read_day (client, &error);
  g_assert_null (none);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);

  hearth_test_hub_start (hub);
  hearth_test_hub_reconnect (hub, client);
  hearth_test_sign_in (client, HEARTH_ROLE_GREETER);
  after = record_guest (client);
  g_assert_cmpuint (count_day (client), ==, 2);

  hearth_client_disconnect (client);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_AWAY);
  hearth_test_hub_reconnect (hub, client);
  g_clear_error (&error);
  none = read_day (client, &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);
}

/* A connection that goes away in the middle of its calls harms nobody. */
static void
test_a_client_vanishes (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) steady = NULL;
  g_autoptr (HearthVisit) visit = NULL;

  hearth_test_hub_start (hub);
  steady = hearth_test_hub_sign_in (hub, HEARTH_ROLE_STAFF);
  for (guint round = 0; round < 5; round++)
    {
      HearthClient *client = hearth_test_hub_sign_in (hub, HEARTH_ROLE_GREETER);
      GAsyncResult *results[10] = { NULL };

      for (guint i = 0; i < G_N_ELEMENTS (results); i++)
        hearth_checkin_client_record_guest_async (client, NULL, NULL, hearth_test_on_result, &results[i]);
      hearth_client_disconnect (client);
      for (guint i = 0; i < G_N_ELEMENTS (results); i++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (HearthVisit) lost
              = hearth_checkin_client_visit_finish (client, hearth_test_await (&results[i]), &error);

          if (lost == NULL)
            g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
          g_object_unref (results[i]);
        }
      g_assert_finalize_object (client);
    }
  visit = record_guest (steady);
  g_assert_nonnull (visit);
}

static void
test_the_center_is_told (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) director = NULL, other = NULL;
  g_autoptr (GAsyncResult) saved = NULL, refused = NULL;
  g_autoptr (GError) error = NULL;
  GVariantDict changes;

  hearth_test_hub_start (hub);
  director = hearth_test_hub_sign_in (hub, HEARTH_ROLE_DIRECTOR);
  other = hearth_test_hub_sign_in (hub, HEARTH_ROLE_SUPERVISOR);
  g_assert_cmpstr (hearth_center_get_name (hearth_client_get_center (other)), ==, "Test Center");
  g_assert_cmpstr (hearth_center_get_hub_version (hearth_client_get_center (other)), ==, HEARTH_VERSION);
  g_assert_true (hearth_client_may (other, HEARTH_PERMISSION_MERGE_PEOPLE));

  g_variant_dict_init (&changes, NULL);
  g_variant_dict_insert (&changes, "name", "s", "House on the Hill");
  g_variant_dict_insert (&changes, "front-desk", "b", TRUE);
  hearth_center_client_save_async (director, g_variant_dict_end (&changes), NULL, hearth_test_on_result, &saved);
  g_assert_true (hearth_center_client_done_finish (director, hearth_test_await (&saved), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (hearth_center_get_name (hearth_client_get_center (director)), ==, "House on the Hill");
  hearth_test_until (g_str_equal (hearth_center_get_name (hearth_client_get_center (other)), "House on the Hill"));
  g_assert_false (hearth_client_may (other, HEARTH_PERMISSION_MERGE_PEOPLE));

  /* The cap reaches who is signed in already. */
  hearth_people_client_twins_async (other, 1, NULL, hearth_test_on_result, &refused);
  g_assert_null (hearth_people_client_twins_finish (other, hearth_test_await (&refused), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED);
}

static void
test_month (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) client = NULL;
  g_autoptr (HearthVisit) visit = NULL;
  g_autoptr (HearthMonth) month = NULL;
  g_autoptr (GAsyncResult) asked = NULL, csv_asked = NULL;
  g_autofree char *csv = NULL;
  g_autoptr (GError) error = NULL;

  hearth_test_hub_start (hub);
  client = hearth_test_hub_sign_in (hub, HEARTH_ROLE_GREETER);
  visit = record_guest (client);
  hearth_report_client_month_async (client, NULL, NULL, hearth_test_on_result, &asked);
  month = hearth_report_client_month_finish (client, hearth_test_await (&asked), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hearth_month_get_figure (month, "visits"), ==, 1);
  g_assert_cmpuint (hearth_month_get_figure (month, "people"), ==, 0);
  g_assert_cmpuint (hearth_month_get_figure (month, "nameless"), ==, 1);
  g_assert_cmpuint (hearth_month_get_figure (month, "no such figure"), ==, 0);
  hearth_report_client_month_csv_async (client, NULL, FALSE, NULL, hearth_test_on_result, &csv_asked);
  csv = hearth_report_client_month_csv_finish (client, hearth_test_await (&csv_asked), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (csv, !=, "");
}

static void
expect_no_start (const char *path, int code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthEmbeddedHub *hub;

  hearth_embedded_hub_start_async (path, NULL, hearth_test_on_result, &result);
  hub = hearth_embedded_hub_start_finish (hearth_test_await (&result), &error);
  g_assert_null (hub);
  g_assert_error (error, HEARTH_ERROR, code);
}

static void
test_files_that_do_not_open (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autofree char *missing = g_build_filename (hub->center->folder, "missing.hearth", NULL);
  g_autofree char *other = g_build_filename (hub->center->folder, "other.hearth", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  expect_no_start (missing, HEARTH_ERROR_NOT_FOUND);
  g_file_set_contents (other, "a letter, not a center, and long enough to look like a file of some sort\n", -1, NULL);
  expect_no_start (other, HEARTH_ERROR_DAMAGED);
  hearth_test_hub_start (hub);
  expect_no_start (hub->center->path, HEARTH_ERROR_BUSY);
  hearth_test_hub_stop (hub);
  g_clear_object (&hub->center->house);

  /* Cancelled on the way: the center is closed again. */
  hearth_embedded_hub_start_async (hub->center->path, cancellable, hearth_test_on_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (hearth_embedded_hub_start_finish (hearth_test_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  hearth_test_hub_start (hub);
}

/* A hub that its owner merely lets go of closes its center all the same. */
static void
test_let_go (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) client = NULL;
  g_autoptr (HearthVisit) visit = NULL;

  hearth_test_hub_start (hub);
  client = hearth_test_hub_sign_in (hub, HEARTH_ROLE_GREETER);
  visit = record_guest (client);
  g_assert_finalize_object (g_steal_pointer (&hub->hub));
  hearth_test_hub_start (hub);
  hearth_test_hub_stop (hub);
  g_assert_cmpint (hearth_test_center_number (hub->center, "SELECT count(*) FROM visit"), ==, 1);
}

/* The copy of the day is made beside everything else, and the end waits for it. */
/* Also when the program ran for less than the hub waits with it; on a day that has one, none is made. */
static void
test_daily_copy (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autofree char *none = hearth_backup_newest (hub->center->path, NULL), *copy = NULL, *again = NULL;
  g_autoptr (HearthClient) client = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf first, second;

  g_assert_null (none);
  hearth_test_hub_start (hub);
  client = hearth_test_hub_sign_in (hub, HEARTH_ROLE_GREETER);
  g_object_unref (record_guest (client));
  hearth_test_hub_stop (hub);
  copy = hearth_backup_newest (hub->center->path, NULL);
  g_assert_nonnull (copy);
  g_assert_cmpint (g_stat (copy, &first), ==, 0);

  hearth_test_hub_start (hub);
  hearth_test_hub_stop (hub);
  again = hearth_backup_newest (hub->center->path, NULL);
  g_assert_cmpstr (again, ==, copy);
  g_assert_cmpint (g_stat (copy, &second), ==, 0);
  g_assert_cmpuint (first.st_ino, ==, second.st_ino);

  /* It holds what was done last. */
  g_clear_object (&hub->center->house);
  g_assert_true (hearth_backup_put_back (copy, hub->center->path, &error));
  g_assert_no_error (error);
  hub->center->house = hearth_house_open (hub->center->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hearth_test_center_number (hub->center, "SELECT count(*) FROM visit"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/find-record-void", test_find_record_void);
  g_test_add_func ("/hub/news-reach-the-other-desk", test_news_reach_the_other_desk);
  g_test_add_func ("/hub/a-repeated-request-writes-once", test_a_repeated_request_writes_once);
  g_test_add_func ("/hub/a-failed-request-may-be-repeated", test_a_failed_request_may_be_repeated);
  g_test_add_func ("/hub/calls-keep-their-order", test_calls_keep_their_order);
  g_test_add_func ("/hub/the-end-answers-everybody", test_the_end_answers_everybody);
  g_test_add_func ("/hub/the-end-loses-nothing", test_the_end_loses_nothing);
  g_test_add_func ("/hub/a-client-comes-back", test_a_client_comes_back);
  g_test_add_func ("/hub/a-client-vanishes", test_a_client_vanishes);
  g_test_add_func ("/hub/the-center-is-told", test_the_center_is_told);
  g_test_add_func ("/hub/month", test_month);
  g_test_add_func ("/hub/files-that-do-not-open", test_files_that_do_not_open);
  g_test_add_func ("/hub/let-go", test_let_go);
  g_test_add_func ("/hub/daily-copy", test_daily_copy);
  return g_test_run ();
}
