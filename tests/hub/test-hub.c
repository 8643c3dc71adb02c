/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A real hub and real clients: recording, requests, news. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-center-client.h"
#include "hearth-error.h"
#include "hearth-hub-test.h"
#include "hearth-id.h"
#include "hearth-people-client.h"
#include "hearth-report-client.h"

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
  g_assert_cmpuint (hearth_hub_test_count_day (client), ==, 1);

  hearth_checkin_client_void_async (client, hearth_visit_get_id (visit), NULL, hearth_test_on_result, &voided);
  gone = hearth_checkin_client_visit_finish (client, hearth_test_await (&voided), &error);
  g_assert_no_error (error);
  g_assert_true (hearth_visit_get_voided (gone));
  g_assert_cmpuint (hearth_hub_test_count_day (client), ==, 0);
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
  visit = hearth_hub_test_record_guest (one);
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
  desk = hearth_hub_test_open_raw (hub, HEARTH_ROLE_GREETER);
  other = hearth_hub_test_open_raw (hub, HEARTH_ROLE_STAFF);
  first = hearth_test_call (desk, "Checkin", "RecordGuest", hearth_hub_test_guest_args (request), &error);
  g_assert_no_error (error);
  second = hearth_test_call (desk, "Checkin", "RecordGuest", hearth_hub_test_guest_args (request), &error);
  g_assert_no_error (error);
  g_assert_true (g_variant_equal (first, second));

  stolen = hearth_test_call (other, "Checkin", "RecordGuest", hearth_hub_test_guest_args (request), &error);
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
  bad = hearth_test_call (desk, "Checkin", "RecordGuest", hearth_hub_test_guest_args ("not-a-uuid"), &error);
  g_assert_null (bad);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);

  /* Also after the hub was away: that is what requests are for. */
  hearth_test_hub_stop (hub);
  g_clear_object (&desk);
  hearth_test_hub_start (hub);
  desk = hearth_hub_test_open_raw (hub, HEARTH_ROLE_GREETER);
  third = hearth_test_call (desk, "Checkin", "RecordGuest", hearth_hub_test_guest_args (request), &error);
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
  desk = hearth_hub_test_open_raw (hub, HEARTH_ROLE_GREETER);
  refused = hearth_test_call (desk, "Checkin", "Void", g_variant_new ("(sx)", request, (gint64)77), &error);
  g_assert_null (refused);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  done = hearth_test_call (desk, "Checkin", "RecordGuest", hearth_hub_test_guest_args (request), &error);
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
  visit = hearth_hub_test_record_guest (client);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/find-record-void", test_find_record_void);
  g_test_add_func ("/hub/news-reach-the-other-desk", test_news_reach_the_other_desk);
  g_test_add_func ("/hub/a-repeated-request-writes-once", test_a_repeated_request_writes_once);
  g_test_add_func ("/hub/a-failed-request-may-be-repeated", test_a_failed_request_may_be_repeated);
  g_test_add_func ("/hub/calls-keep-their-order", test_calls_keep_their_order);
  g_test_add_func ("/hub/the-center-is-told", test_the_center_is_told);
  g_test_add_func ("/hub/month", test_month);
  return g_test_run ();
}
