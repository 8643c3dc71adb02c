/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A real hub that ends and begins: what was begun is answered, nothing is lost, clients come back, and the file is free. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-backup.h"
#include "hearth-error.h"
#include "hearth-hub-test.h"
#include "hearth-id.h"

#include <glib/gstdio.h>

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
  desk = hearth_hub_test_open_raw (hub, HEARTH_ROLE_GREETER);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      requests[i] = hearth_id_new ();
      g_dbus_connection_call (desk, NULL, HEARTH_BUS_PATH, "org.recoverycommons.Hearth1.Checkin", "RecordGuest",
                              hearth_hub_test_guest_args (requests[i]), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                              hearth_test_on_result, &results[i]);
    }
  hearth_test_await (&results[0]);
  hearth_test_hub_stop (hub);
  hearth_test_hub_start (hub);
  again = hearth_hub_test_open_raw (hub, HEARTH_ROLE_GREETER);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) first = g_dbus_connection_call_finish (desk, hearth_test_await (&results[i]), NULL);
      g_autoptr (GVariant) second
          = hearth_test_call (again, "Checkin", "RecordGuest", hearth_hub_test_guest_args (requests[i]), &error);

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
  before = hearth_hub_test_record_guest (client);
  hearth_test_hub_stop (hub);
  hearth_test_until (hearth_client_get_state (client) == HEARTH_CLIENT_AWAY);
  g_assert_null (hearth_client_get_account (client));
  none = hearth_hub_test_read_day (client, &error);
  g_assert_null (none);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);

  hearth_test_hub_start (hub);
  hearth_test_hub_reconnect (hub, client);
  hearth_test_sign_in (client, HEARTH_ROLE_GREETER);
  after = hearth_hub_test_record_guest (client);
  g_assert_cmpuint (hearth_hub_test_count_day (client), ==, 2);

  hearth_client_disconnect (client);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_AWAY);
  hearth_test_hub_reconnect (hub, client);
  g_clear_error (&error);
  none = hearth_hub_test_read_day (client, &error);
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
  visit = hearth_hub_test_record_guest (steady);
  g_assert_nonnull (visit);
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
  visit = hearth_hub_test_record_guest (client);
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
  g_object_unref (hearth_hub_test_record_guest (client));
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
  g_test_add_func ("/hub/the-end-answers-everybody", test_the_end_answers_everybody);
  g_test_add_func ("/hub/the-end-loses-nothing", test_the_end_loses_nothing);
  g_test_add_func ("/hub/a-client-comes-back", test_a_client_comes_back);
  g_test_add_func ("/hub/a-client-vanishes", test_a_client_vanishes);
  g_test_add_func ("/hub/files-that-do-not-open", test_files_that_do_not_open);
  g_test_add_func ("/hub/let-go", test_let_go);
  g_test_add_func ("/hub/daily-copy", test_daily_copy);
  return g_test_run ();
}
