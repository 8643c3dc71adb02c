/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Check-ins at a hub of a test. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-hub-test.h"

HearthVisit *
hearth_hub_test_record_guest (HearthClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthVisit *visit;

  hearth_checkin_client_record_guest_async (client, NULL, NULL, hearth_test_on_result, &result);
  visit = hearth_checkin_client_visit_finish (client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  return visit;
}

GListStore *
hearth_hub_test_read_day (HearthClient *client, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_checkin_client_day_async (client, NULL, NULL, hearth_test_on_result, &result);
  return hearth_checkin_client_day_finish (client, hearth_test_await (&result), NULL, NULL, error);
}

guint
hearth_hub_test_count_day (HearthClient *client)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) day = hearth_hub_test_read_day (client, &error);

  g_assert_no_error (error);
  return g_list_model_get_n_items (G_LIST_MODEL (day));
}

GDBusConnection *
hearth_hub_test_open_raw (HearthTestHub *hub, HearthRole role)
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

GVariant *
hearth_hub_test_guest_args (const char *request)
{
  return g_variant_new ("(sa{sv})", request, NULL);
}
