/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Today's list over a real hub: what another desk does shows, moves only what moved, and what nobody may see goes. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-checkin-client.h"
#include "hearth-clock.h"
#include "hearth-day-list.h"
#include "hearth-error.h"
#include "hearth-people-client.h"
#include "hearth-reason-list.h"
#include "hearth-session-client.h"
#include "hearth-test-hub.h"

typedef struct
{
  HearthTestHub *hub;
  HearthClient *writer;
  HearthClient *reader;
  HearthDayList *list;
  guint n_changes; /* of items-changed */
  guint n_rows_changed;
  guint n_arrived;
} Live;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Live *live)
{
  live->n_changes++;
  live->n_rows_changed += removed + added;
}

static void
on_arrived (HearthDayList *list, HearthVisit *visit, Live *live)
{
  live->n_arrived++;
}

static guint
n_rows (Live *live)
{
  return g_list_model_get_n_items (G_LIST_MODEL (live->list));
}

static gboolean
is_loading (Live *live)
{
  gboolean loading;

  g_object_get (live->list, "loading", &loading, NULL);
  return loading;
}

static void
live_start_at (Live *live, const char *when)
{
  live->hub = hearth_test_hub_new_at (when);
  hearth_test_center_add_person (live->hub->center, "Ana", "Lopez");
  hearth_test_hub_start (live->hub);
  live->writer = hearth_test_hub_sign_in (live->hub, HEARTH_ROLE_GREETER);
  live->reader = hearth_test_hub_sign_in (live->hub, HEARTH_ROLE_STAFF);
  live->list = hearth_day_list_new (live->reader);
  g_signal_connect (live->list, "items-changed", G_CALLBACK (on_items_changed), live);
  g_signal_connect (live->list, "arrived", G_CALLBACK (on_arrived), live);
  hearth_test_until (!is_loading (live));
}

static void
live_start (Live *live)
{
  live_start_at (live, HEARTH_TEST_NOW);
}

/* Answers that are still on their way hold the client. */
static void
let_go_of (HearthClient *client)
{
  g_object_add_weak_pointer (G_OBJECT (client), (gpointer *)&client);
  hearth_client_disconnect (client);
  g_object_unref (client);
  hearth_test_until (client == NULL);
}

static void
live_end (Live *live)
{
  g_assert_finalize_object (live->list);
  let_go_of (live->writer);
  let_go_of (live->reader);
  hearth_test_hub_free (live->hub);
}

static HearthVisit *
finish_visit (HearthClient *client, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;
  HearthVisit *visit = hearth_checkin_client_visit_finish (client, hearth_test_await (result), &error);

  g_assert_no_error (error);
  g_clear_object (result);
  return visit;
}

static HearthVisit *
record_guest (Live *live)
{
  GAsyncResult *result = NULL;

  hearth_checkin_client_record_guest_async (live->writer, NULL, NULL, hearth_test_on_result, &result);
  return finish_visit (live->writer, &result);
}

static HearthVisit *
record_group (Live *live, guint count)
{
  GAsyncResult *result = NULL;

  hearth_checkin_client_record_group_async (live->writer, count, "noon group", NULL, NULL, hearth_test_on_result,
                                            &result);
  return finish_visit (live->writer, &result);
}

static HearthVisit *
record_person (Live *live, gint64 person)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthVisit *visit;

  hearth_checkin_client_record_async (live->writer, person, NULL, NULL, hearth_test_on_result, &result);
  visit = hearth_checkin_client_record_finish (live->writer, hearth_test_await (&result), NULL, NULL, &error);
  g_assert_no_error (error);
  return visit;
}

static HearthVisit *
change (Live *live, HearthVisit *visit, const char *field, GVariant *value)
{
  GAsyncResult *result = NULL;
  GVariantDict changes;

  g_variant_dict_init (&changes, NULL);
  g_variant_dict_insert_value (&changes, field, value);
  hearth_checkin_client_change_async (live->writer, visit, g_variant_dict_end (&changes), NULL, hearth_test_on_result,
                                      &result);
  return finish_visit (live->writer, &result);
}

static void
test_rows_come_and_go (void)
{
  Live live = { 0 };
  GAsyncResult *result = NULL;

  live_start (&live);
  g_assert_cmpuint (n_rows (&live), ==, 0);
  {
    g_autoptr (HearthVisit) guest = record_guest (&live), person = record_person (&live, 1), group = NULL, gone = NULL,
                            left = NULL;

    hearth_test_until (n_rows (&live) == 2);
    g_assert_cmpuint (hearth_day_list_get_here (live.list), ==, 2);
    group = record_group (&live, 12);
    hearth_test_until (n_rows (&live) == 3);
    g_assert_cmpuint (live.n_arrived, ==, 3);
    g_assert_cmpuint (live.n_rows_changed, ==, 3);
    g_assert_cmpuint (hearth_day_list_get_here (live.list), ==, 2);
    g_assert_cmpuint (hearth_day_list_get_total (live.list), ==, 14);
    g_assert_cmpuint (hearth_day_list_count_reason (live.list, hearth_visit_get_reason (group)), >=, 12);

    hearth_checkin_client_check_out_async (live.writer, hearth_visit_get_id (person), 0, NULL, hearth_test_on_result,
                                           &result);
    left = finish_visit (live.writer, &result);
    hearth_test_until (hearth_day_list_get_here (live.list) == 1);
    g_assert_cmpuint (n_rows (&live), ==, 3);

    hearth_checkin_client_void_async (live.writer, hearth_visit_get_id (guest), NULL, hearth_test_on_result, &result);
    gone = finish_visit (live.writer, &result);
    hearth_test_until (n_rows (&live) == 2);
    g_assert_null (hearth_day_list_find (live.list, hearth_visit_get_id (guest)));
    g_assert_nonnull (hearth_day_list_find (live.list, hearth_visit_get_id (group)));
    g_assert_cmpuint (live.n_arrived, ==, 3);
  }
  live_end (&live);
}

static void
test_rows_change_and_move (void)
{
  Live live = { 0 };

  live_start (&live);
  {
    g_autoptr (HearthVisit) first = record_guest (&live), second = record_guest (&live), named = NULL, earlier = NULL,
                            yesterday = NULL, top = NULL;

    hearth_test_until (n_rows (&live) == 2);
    top = g_list_model_get_item (G_LIST_MODEL (live.list), 0);
    g_assert_cmpint (hearth_visit_get_id (top), ==, hearth_visit_get_id (second));
    live.n_rows_changed = 0;
    named = change (&live, first, "name", g_variant_new_string ("A. B."));
    hearth_test_until (
        g_str_equal (hearth_visit_get_name (hearth_day_list_find (live.list, hearth_visit_get_id (first))), "A. B."));
    g_assert_cmpuint (live.n_rows_changed, ==, 2);

    earlier = change (&live, second, "arrived-at-s", g_variant_new_int64 (hearth_visit_get_arrived_at_s (first) - 1));
    hearth_test_until (live.n_rows_changed == 4);
    g_clear_object (&top);
    top = g_list_model_get_item (G_LIST_MODEL (live.list), 0);
    g_assert_cmpint (hearth_visit_get_id (top), ==, hearth_visit_get_id (first));
    g_assert_cmpuint (live.n_arrived, ==, 2);

    yesterday = change (&live, earlier, "arrived-at-s",
                        g_variant_new_int64 (hearth_visit_get_arrived_at_s (first) - 24 * 60 * 60));
    hearth_test_until (n_rows (&live) == 1);
  }
  live_end (&live);
}

/* A desk shows what it wrote at once; the event that follows adds nothing. */
static void
test_take (void)
{
  Live live = { 0 };
  g_autoptr (HearthDayList) own = NULL;

  live_start (&live);
  own = hearth_day_list_new (live.writer);
  {
    g_autoptr (HearthVisit) before = record_guest (&live), visit = NULL;
    gboolean loading = TRUE;

    g_assert_nonnull (before);
    while (loading || g_list_model_get_n_items (G_LIST_MODEL (own)) < 1)
      {
        g_main_context_iteration (NULL, TRUE);
        g_object_get (own, "loading", &loading, NULL);
      }
    visit = record_guest (&live);
    hearth_day_list_take (own, visit);
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (own)), ==, 2);
    g_assert_cmpuint (hearth_day_list_get_here (own), ==, 2);
    hearth_day_list_take (own, visit);
    hearth_test_until (n_rows (&live) == 2);
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (own)), ==, 2);
  }
  g_clear_object (&own);
  live_end (&live);
}

/* Nobody sees the list of a locked desk; who comes back sees what happened meanwhile. */
static void
test_lock_empties (void)
{
  Live live = { 0 };

  live_start (&live);
  {
    g_autoptr (HearthVisit) one = record_guest (&live), two = NULL;

    g_assert_nonnull (one);
    hearth_test_until (n_rows (&live) == 1);
    hearth_session_client_lock (live.reader);
    g_assert_cmpuint (n_rows (&live), ==, 0);
    g_assert_cmpuint (hearth_day_list_get_here (live.list), ==, 0);
    two = record_guest (&live);
    live.n_arrived = 0;
    hearth_test_sign_in (live.reader, HEARTH_ROLE_GREETER);
    hearth_test_until (n_rows (&live) == 2);
    g_assert_cmpuint (live.n_arrived, ==, 0);
  }
  live_end (&live);
}

static void
test_hub_away_and_back (void)
{
  Live live = { 0 };

  live_start (&live);
  {
    g_autoptr (HearthVisit) one = record_guest (&live);

    g_assert_nonnull (one);
    hearth_test_until (n_rows (&live) == 1);
    hearth_test_hub_stop (live.hub);
    hearth_test_until (n_rows (&live) == 0);
    hearth_test_hub_start (live.hub);
    hearth_test_hub_reconnect (live.hub, live.reader);
    hearth_test_sign_in (live.reader, HEARTH_ROLE_STAFF);
    hearth_test_until (n_rows (&live) == 1);
  }
  live_end (&live);
}

/* The name of somebody who is in the list was changed. */
static void
test_a_name_changes (void)
{
  Live live = { 0 };

  live_start (&live);
  {
    g_autoptr (HearthVisit) visit = record_person (&live, 1);
    g_autoptr (GAsyncResult) got = NULL, updated = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (HearthPerson) before = NULL, after = NULL;
    g_autoptr (GVariant) changes = NULL;
    GVariantDict dict;

    hearth_test_until (n_rows (&live) == 1);
    hearth_people_client_get_async (live.writer, 1, NULL, hearth_test_on_result, &got);
    before = hearth_people_client_get_finish (live.writer, hearth_test_await (&got), &error);
    g_assert_no_error (error);
    g_variant_dict_init (&dict, NULL);
    g_variant_dict_insert (&dict, "preferred-name", "s", "Anita");
    changes = g_variant_ref_sink (g_variant_dict_end (&dict));
    after = hearth_record_with (before, changes, &error);
    g_assert_no_error (error);
    hearth_people_client_update_async (live.writer, before, after, NULL, hearth_test_on_result, &updated);
    g_assert_true (hearth_people_client_update_finish (live.writer, hearth_test_await (&updated), NULL, &error));
    g_assert_no_error (error);
    hearth_test_until (
        g_str_equal (hearth_visit_get_name (hearth_day_list_find (live.list, hearth_visit_get_id (visit))), "Anita"));
  }
  live_end (&live);
}

/* At midnight of the center a new day begins, without anybody doing anything. */
static void
test_midnight (void)
{
  Live live = { 0 };
  g_autofree char *day = NULL;

  live_start_at (&live, "2026-03-12T23:59:59");
  {
    g_autoptr (HearthVisit) visit = record_guest (&live);

    g_assert_nonnull (visit);
    hearth_test_until (n_rows (&live) == 1);
    hearth_clock_pass (1);
    hearth_test_until (n_rows (&live) == 0);
    g_object_get (live.list, "day", &day, NULL);
    g_assert_cmpstr (day, ==, "2026-03-13");
  }
  live_end (&live);
}

static void
test_reasons (void)
{
  Live live = { 0 };
  g_autoptr (HearthReasonList) reasons = NULL;
  guint n;

  live_start (&live);
  reasons = hearth_reason_list_new (live.reader);
  hearth_test_until ((n = g_list_model_get_n_items (G_LIST_MODEL (reasons))) > 0);
  {
    g_autoptr (HearthClient) director = hearth_test_hub_sign_in (live.hub, HEARTH_ROLE_DIRECTOR);
    g_autoptr (GListStore) fewer = g_list_store_new (HEARTH_TYPE_REASON);
    g_autoptr (HearthReason) last = g_list_model_get_item (G_LIST_MODEL (reasons), n - 1);
    g_autoptr (GAsyncResult) read = NULL, saved = NULL, late = NULL;
    g_autoptr (GListStore) known = NULL;
    g_autoptr (GError) error = NULL;

    hearth_checkin_client_reasons_async (director, NULL, hearth_test_on_result, &read);
    known = hearth_checkin_client_reasons_finish (director, hearth_test_await (&read), &error);
    g_assert_no_error (error);
    for (guint i = 0; i < n - 1; i++)
      {
        g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (reasons), i);

        g_list_store_append (fewer, reason);
      }
    hearth_checkin_client_save_reasons_async (director, G_LIST_MODEL (known), G_LIST_MODEL (fewer), NULL,
                                              hearth_test_on_result, &saved);
    g_assert_true (hearth_checkin_client_save_reasons_finish (director, hearth_test_await (&saved), &error));
    g_assert_no_error (error);
    /* Whoever began with the list of before does not overwrite it. */
    hearth_checkin_client_save_reasons_async (director, G_LIST_MODEL (known), G_LIST_MODEL (known), NULL,
                                              hearth_test_on_result, &late);
    g_assert_false (hearth_checkin_client_save_reasons_finish (director, hearth_test_await (&late), &error));
    g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
    hearth_test_until (g_list_model_get_n_items (G_LIST_MODEL (reasons)) == n - 1);
    g_assert_nonnull (hearth_reason_list_find (reasons, hearth_reason_get_code (last)));
    g_assert_null (hearth_reason_list_find (reasons, "no such reason"));
  }
  g_assert_finalize_object (g_steal_pointer (&reasons));
  live_end (&live);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/rows-come-and-go", test_rows_come_and_go);
  g_test_add_func ("/live/rows-change-and-move", test_rows_change_and_move);
  g_test_add_func ("/live/take", test_take);
  g_test_add_func ("/live/lock-empties", test_lock_empties);
  g_test_add_func ("/live/hub-away-and-back", test_hub_away_and_back);
  g_test_add_func ("/live/a-name-changes", test_a_name_changes);
  g_test_add_func ("/live/midnight", test_midnight);
  g_test_add_func ("/live/reasons", test_reasons);
  return g_test_run ();
}
