/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a director does with the desks of a center, and what each of them is told. The hub runs as a process of its own. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-certificate.h"
#include "hearth-clock.h"
#include "hearth-desks-test.h"
#include "hearth-error.h"
#include "hearth-hub-greeting.h"
#include "hearth-join.h"
#include "hearth-test-folder.h"

#include <string.h>

static GListStore *
list (HearthClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GListStore *desks;

  hearth_desk_client_list_async (client, NULL, hearth_test_on_result, &result);
  desks = hearth_desk_client_list_finish (client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  return desks;
}

static HearthDesk *
find (HearthClient *client, gint64 id)
{
  g_autoptr (GListStore) desks = list (client);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (desks)); i++)
    {
      g_autoptr (HearthDesk) desk = g_list_model_get_item (G_LIST_MODEL (desks), i);

      if (hearth_desk_get_id (desk) == id)
        return g_steal_pointer (&desk);
    }
  return NULL;
}

static gboolean
remove_desk (HearthClient *client, gint64 desk, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_desk_client_remove_async (client, desk, NULL, hearth_test_on_result, &result);
  return hearth_desk_client_done_finish (client, hearth_test_await (&result), error);
}

static void
test_list (HearthDesksTest *fixture, gconstpointer data)
{
  g_autoptr (GListStore) desks = NULL;
  g_autoptr (HearthDesk) own = NULL, first = NULL, second = NULL, gone = NULL;

  hearth_test_lan_desk_sign_in (fixture->second, HEARTH_ROLE_GREETER);
  desks = list (hearth_desks_test_director (fixture));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (desks)), ==, 3);
  own = g_list_model_get_item (G_LIST_MODEL (desks), 0);
  g_assert_true (hearth_desk_get_own (own));
  g_assert_false (hearth_desk_get_connected (own));
  first = find (hearth_desks_test_director (fixture), fixture->first->id);
  second = find (hearth_desks_test_director (fixture), fixture->second->id);
  g_assert_true (hearth_desk_get_connected (first));
  g_assert_true (hearth_desk_get_connected (second));
  g_assert_cmpstr (hearth_desk_get_who (second), ==, "Test");
  g_assert_cmpstr (hearth_desk_get_version (second), ==, HEARTH_VERSION);
  g_assert_cmpuint (strlen (hearth_desk_get_fingerprint (second)), ==, 64);
  g_assert_cmpint (hearth_desk_get_expires_at_s (second), >, hearth_desk_get_joined_at_s (second));

  hearth_test_lan_desk_stop (fixture->second);
  do
    {
      g_clear_object (&gone);
      gone = find (hearth_desks_test_director (fixture), fixture->second->id);
    }
  while (hearth_desk_get_connected (gone));
  g_assert_cmpstr (hearth_desk_get_who (gone), ==, "");
  g_assert_cmpstr (hearth_desk_get_version (gone), ==, HEARTH_VERSION);
  g_assert_cmpint (hearth_desk_get_seen_at_s (gone), >, 0);
}

/* A desk hears of its own name and mark, and the mark caps who sits there at once. */
static void
test_save (HearthDesksTest *fixture, gconstpointer data)
{
  g_autoptr (HearthDesk) desk = find (hearth_desks_test_director (fixture), fixture->second->id);
  g_autoptr (HearthDesk) saved = NULL, stale = NULL;
  g_autoptr (GError) error = NULL;
  HearthClient *client = fixture->second->client;

  hearth_test_lan_desk_sign_in (fixture->second, HEARTH_ROLE_SUPERVISOR);
  g_assert_true (hearth_client_may (client, HEARTH_PERMISSION_MERGE_PEOPLE));
  saved = hearth_desks_test_save (hearth_desks_test_director (fixture), desk,
                                  "{'name': <'Entrance'>, 'front-desk': <true>}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hearth_desk_get_name (saved), ==, "Entrance");
  g_assert_true (hearth_desk_get_connected (saved));
  hearth_test_until (g_str_equal (hearth_center_get_desk (hearth_client_get_center (client)), "Entrance"));
  g_assert_true (hearth_center_get_front_desk (hearth_client_get_center (client)));
  g_assert_false (hearth_client_may (client, HEARTH_PERMISSION_MERGE_PEOPLE));
  stale = hearth_desks_test_save (hearth_desks_test_director (fixture), desk, "{'name': <'Door'>}", &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
}

static void
test_remove (HearthDesksTest *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) raw = NULL;
  g_autoptr (GIOStream) refused = NULL;
  g_autoptr (HearthDesk) none = NULL;
  gint64 id = fixture->second->id;

  hearth_test_lan_desk_stop (fixture->second);
  raw = hearth_test_lan_open_raw (fixture->second, &error);
  g_assert_no_error (error);
  g_assert_false (g_dbus_connection_is_closed (raw));
  g_assert_false (remove_desk (hearth_desks_test_director (fixture), fixture->first->id, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (remove_desk (hearth_desks_test_director (fixture), 1, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  remove_desk (hearth_desks_test_director (fixture), id, &error);
  g_assert_no_error (error);
  /* Out at once, without having asked for anything, and never in again. */
  hearth_test_until (g_dbus_connection_is_closed (raw));
  refused = hearth_test_lan_open_stream (fixture->second, NULL, &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_REMOVED);
  none = find (hearth_desks_test_director (fixture), id);
  g_assert_null (none);
}

static void
on_notice (HearthClient *client, const char *kind, gint64 id, gint64 at_s, GVariant *detail, GPtrArray *told)
{
  gint64 desk = 0;

  g_assert_true (g_variant_lookup (detail, "desk", "x", &desk));
  g_assert_cmpint (desk, ==, id);
  g_ptr_array_add (told, g_strdup_printf ("%s %" G_GINT64_FORMAT, kind, id));
}

static gint64
named (HearthClient *client, const char *name)
{
  g_autoptr (GListStore) desks = list (client);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (desks)); i++)
    {
      g_autoptr (HearthDesk) desk = g_list_model_get_item (G_LIST_MODEL (desks), i);

      if (g_str_equal (hearth_desk_get_name (desk), name))
        return hearth_desk_get_id (desk);
    }
  return 0;
}

/* Directors are told who joins and who is put out, and nobody else is. */
static void
test_notices (HearthDesksTest *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free),
                        others = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *place = g_dir_make_tmp ("hearth-desks-XXXXXX", NULL);
  g_autoptr (HearthDeskFolder) folder = hearth_desk_folder_new (place);
  g_autoptr (GAsyncResult) made = NULL, joined = NULL;
  g_autoptr (HearthDesk) second = NULL, saved = NULL;
  g_autofree char *code = NULL, *address = NULL, *came = NULL, *went = NULL;
  g_autoptr (GError) error = NULL;
  gint64 expires_at_s, hall;

  hearth_test_lan_desk_sign_in (fixture->second, HEARTH_ROLE_SUPERVISOR);
  g_signal_connect (hearth_desks_test_director (fixture), "notice", G_CALLBACK (on_notice), told);
  g_signal_connect (fixture->second->client, "notice", G_CALLBACK (on_notice), others);
  hearth_desk_client_make_code_async (hearth_desks_test_director (fixture), NULL, hearth_test_on_result, &made);
  code = hearth_desk_client_make_code_finish (hearth_desks_test_director (fixture), hearth_test_await (&made),
                                              &expires_at_s, &address, &error);
  g_assert_no_error (error);
  hearth_join_async (folder, code, NULL, "Hall", FALSE, NULL, hearth_test_on_result, &joined);
  hearth_join_finish (folder, hearth_test_await (&joined), &error);
  g_assert_no_error (error);
  hall = named (hearth_desks_test_director (fixture), "Hall");
  came = g_strdup_printf ("desk-joined %" G_GINT64_FORMAT, hall);
  hearth_test_until (told->len == 1);
  g_assert_cmpstr (told->pdata[0], ==, came);

  remove_desk (hearth_desks_test_director (fixture), hall, &error);
  g_assert_no_error (error);
  went = g_strdup_printf ("desk-removed %" G_GINT64_FORMAT, hall);
  hearth_test_until (told->len == 2);
  g_assert_cmpstr (told->pdata[1], ==, went);
  /* What the other desk is told of comes after what it was not. */
  second = find (hearth_desks_test_director (fixture), fixture->second->id);
  saved = hearth_desks_test_save (hearth_desks_test_director (fixture), second, "{'front-desk': <true>}", &error);
  g_assert_no_error (error);
  hearth_test_until (hearth_center_get_front_desk (hearth_client_get_center (fixture->second->client)));
  g_assert_cmpuint (others->len, ==, 0);
  hearth_test_folder_remove (place);
}

static void
test_greeting (HearthDesksTest *fixture, gconstpointer data)
{
  HearthHubGreeting *first = hearth_client_get_greeting (fixture->first->client);
  HearthHubGreeting *second = hearth_client_get_greeting (fixture->second->client);

  g_assert_true (hearth_hub_greeting_get_shared (first));
  g_assert_cmpint (hearth_hub_greeting_get_desk (first), ==, fixture->first->id);
  g_assert_cmpuint (strlen (hearth_hub_greeting_get_kept_secret_key (first)), ==, 64);
  g_assert_cmpstr (hearth_hub_greeting_get_kept_secret_key (first), !=,
                   hearth_hub_greeting_get_kept_secret_key (second));
  g_assert_cmpstr (hearth_hub_greeting_get_epoch (first), ==, hearth_hub_greeting_get_epoch (second));
  g_assert_false (hearth_hub_greeting_get_renew (first));
}

static void
test_status (HearthDesksTest *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL, listed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthHubStatus) status = NULL;

  /* What the asker itself asks for beside it does not wait. */
  hearth_desk_client_list_async (hearth_desks_test_director (fixture), NULL, hearth_test_on_result, &listed);
  hearth_desk_client_status_async (hearth_desks_test_director (fixture), NULL, hearth_test_on_result, &result);
  status = hearth_desk_client_status_finish (hearth_desks_test_director (fixture), hearth_test_await (&result), &error);
  g_assert_no_error (error);
  hearth_test_await (&listed);
  g_assert_cmpint (hearth_hub_status_get_queue (status), ==, 0);
  g_assert_true (hearth_hub_status_get_shared (status));
  g_assert_cmpstr (hearth_hub_status_get_version (status), ==, HEARTH_VERSION);
  g_assert_cmpstr (hearth_hub_status_get_center (status), ==, "Test Center");
  g_assert_cmpint (hearth_hub_status_get_desks (status), ==, 2);
  g_assert_cmpint (hearth_hub_status_get_connected (status), ==, 2);
  g_assert_cmpuint (g_strv_length ((char **)hearth_hub_status_get_versions (status)), ==, 1);
  g_assert_cmpint (hearth_hub_status_get_queue (status), >=, 0);
  g_assert_cmpint (hearth_hub_status_get_database_bytes (status), >, 4096);
  g_assert_cmpint (hearth_hub_status_get_disk_free_bytes (status), >, 0);
  g_assert_cmpint (hearth_hub_status_get_certificate_expires_at_s (status), >, 0);
  g_assert_cmpint (hearth_hub_status_get_authority_expires_at_s (status), >,
                   hearth_hub_status_get_certificate_expires_at_s (status));
  g_assert_cmpint (hearth_hub_status_get_code_expires_at_s (status), ==, 0);
}

static char *
new_request (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = hearth_certificate_new_key (&error);
  char *request = hearth_certificate_new_request (key, &error);

  g_assert_no_error (error);
  return request;
}

/* A desk whose certificate ends soon has a new one by itself, with which it comes in the next time; the one before is void
 * then. The hub's own certificate is as old: that is renewed at its start. */
static void
test_renew (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (0);
  g_autoptr (HearthClient) tool = NULL;
  g_autoptr (HearthDesk) before = NULL, after = NULL;
  g_autoptr (GTlsCertificate) first = NULL;
  g_autoptr (GIOStream) refused = NULL;
  g_autoptr (GError) error = NULL;
  HearthTestLanDesk *desk, *copy;
  const gint64 day_s = 24 * 60 * 60;
  gint64 now_s = hearth_clock_now_s ();

  hearth_clock_set (now_s - (HEARTH_CERTIFICATE_DAYS - 20) * day_s);
  desk = hearth_test_lan_add_desk (lan, FALSE);
  hearth_clock_reset ();
  hearth_test_lan_start (lan);
  tool = hearth_test_lan_open_tool (lan);
  before = find (tool, desk->id);
  g_assert_cmpint (hearth_desk_get_expires_at_s (before), <, now_s + 30 * day_s);
  first = g_object_ref (hearth_desk_folder_get_certificate (desk->folder));
  copy = hearth_test_lan_clone (desk);
  hearth_test_lan_desk_start (desk);
  hearth_test_until (!g_tls_certificate_is_same (first, hearth_desk_folder_get_certificate (desk->folder)));
  hearth_test_lan_desk_stop (desk);
  hearth_test_lan_desk_start (desk);
  do
    {
      g_clear_object (&after);
      after = find (tool, desk->id);
    }
  while (g_str_equal (hearth_desk_get_fingerprint (after), hearth_desk_get_fingerprint (before)));
  g_assert_cmpint (hearth_desk_get_expires_at_s (after), >, now_s + 300 * day_s);
  g_assert_false (hearth_hub_greeting_get_renew (hearth_client_get_greeting (desk->client)));
  refused = hearth_test_lan_open_stream (copy, NULL, &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_REMOVED);
}

/* What belongs to the hub's own PC, or to another time. */
static void
test_refused (HearthDesksTest *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) own = NULL, renewed = NULL, stopped = NULL;
  g_autofree char *request = new_request (), *certificate = NULL, *authority = NULL;
  g_autoptr (GError) error = NULL;
  gint64 desk;

  hearth_desk_client_enroll_own_async (hearth_desks_test_director (fixture), request, NULL, hearth_test_on_result,
                                       &own);
  g_assert_false (hearth_desk_client_enroll_own_finish (hearth_desks_test_director (fixture), hearth_test_await (&own),
                                                        &certificate, &authority, &desk, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  hearth_desk_client_renew_async (hearth_desks_test_director (fixture), request, NULL, hearth_test_on_result, &renewed);
  g_assert_null (
      hearth_desk_client_renew_finish (hearth_desks_test_director (fixture), hearth_test_await (&renewed), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  hearth_desk_client_stop_sharing_async (hearth_desks_test_director (fixture), NULL, hearth_test_on_result, &stopped);
  g_assert_false (
      hearth_desk_client_done_finish (hearth_desks_test_director (fixture), hearth_test_await (&stopped), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
}

/* A tool of the hub's own PC may end it; what was written is whole. */
static void
test_stop_sharing (HearthDesksTest *fixture, gconstpointer data)
{
  g_autoptr (HearthClient) tool = hearth_test_lan_open_tool (fixture->lan);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_desk_client_stop_sharing_async (tool, NULL, hearth_test_on_result, &result);
  hearth_desk_client_done_finish (tool, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  hearth_test_until (hearth_client_get_state (tool) == HEARTH_CLIENT_AWAY);
  hearth_test_until (hearth_client_get_state (hearth_desks_test_director (fixture)) == HEARTH_CLIENT_AWAY);
  hearth_test_lan_stop (fixture->lan);
  g_assert_cmpint (hearth_test_center_number (fixture->lan->center,
                                              "SELECT count(*) FROM audit WHERE verb = 'stop-sharing'"),
                   ==, 1);
}

/* Every row says at which desk, and who. */
static void
test_audit (HearthDesksTest *fixture, gconstpointer data)
{
  HearthTestCenter *center = fixture->lan->center;
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  gint64 greeter = center->account_id[HEARTH_ROLE_GREETER], visit, n;

  hearth_test_lan_desk_sign_in (fixture->second, HEARTH_ROLE_GREETER);
  visit = hearth_desks_test_record (fixture->second->client, fixture->person, NULL, &error);
  g_assert_no_error (error);
  hearth_test_lan_stop (fixture->lan);
  sql = g_strdup_printf ("SELECT count(*) FROM audit WHERE kind = 'visit' AND subject_id = %" G_GINT64_FORMAT
                         " AND account_id = %" G_GINT64_FORMAT " AND desk_id = %" G_GINT64_FORMAT,
                         visit, greeter, fixture->second->id);
  g_assert_cmpint (hearth_test_center_number (center, sql), ==, 1);
  g_clear_pointer (&sql, g_free);
  sql = g_strdup_printf ("SELECT count(*) FROM audit WHERE account_id <> 0 AND desk_id NOT IN (%" G_GINT64_FORMAT
                         ", %" G_GINT64_FORMAT ")",
                         fixture->first->id, fixture->second->id);
  n = hearth_test_center_number (center, sql);
  g_assert_cmpint (n, ==, 0);
  g_clear_pointer (&sql, g_free);
  sql = g_strdup_printf ("SELECT count(*) FROM visit WHERE id = %" G_GINT64_FORMAT " AND desk_id = %" G_GINT64_FORMAT
                         " AND recorded_by_id = %" G_GINT64_FORMAT,
                         visit, fixture->second->id, greeter);
  g_assert_cmpint (hearth_test_center_number (center, sql), ==, 1);
}

#define ADD(path, test)                                                                                                \
  g_test_add (path, HearthDesksTest, NULL, hearth_desks_test_set_up, test, hearth_desks_test_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/desks/list", test_list);
  ADD ("/desks/save", test_save);
  ADD ("/desks/remove", test_remove);
  ADD ("/desks/notices", test_notices);
  ADD ("/desks/greeting", test_greeting);
  ADD ("/desks/status", test_status);
  ADD ("/desks/refused", test_refused);
  g_test_add_func ("/desks/renew", test_renew);
  ADD ("/desks/stop-sharing", test_stop_sharing);
  ADD ("/desks/audit", test_audit);
  return g_test_run ();
}
