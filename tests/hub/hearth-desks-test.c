/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Two desks at one hub. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-desks-test.h"

void
hearth_desks_test_set_up (HearthDesksTest *fixture, gconstpointer data)
{
  fixture->lan = hearth_test_lan_new (2);
  fixture->person = hearth_test_center_add_person (fixture->lan->center, "John", "Smith");
  fixture->twin = hearth_test_center_add_person (fixture->lan->center, "Jon", "Smyth");
  fixture->first = hearth_test_lan_desk (fixture->lan, 0);
  fixture->second = hearth_test_lan_desk (fixture->lan, 1);
  hearth_test_lan_start (fixture->lan);
  hearth_test_lan_desk_start (fixture->first);
  hearth_test_lan_desk_start (fixture->second);
  hearth_test_lan_desk_sign_in (fixture->first, HEARTH_ROLE_DIRECTOR);
}

void
hearth_desks_test_tear_down (HearthDesksTest *fixture, gconstpointer data)
{
  hearth_test_lan_free (fixture->lan);
}

HearthClient *
hearth_desks_test_director (HearthDesksTest *fixture)
{
  return fixture->first->client;
}

HearthDesk *
hearth_desks_test_save (HearthClient *client, HearthDesk *desk, const char *changes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_desk_client_save_async (client, desk, g_variant_new_parsed (changes), NULL, hearth_test_on_result, &result);
  return hearth_desk_client_save_finish (client, hearth_test_await (&result), error);
}

gint64
hearth_desks_test_record (HearthClient *client, gint64 person, HearthVisit **visit, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HearthVisit) made = NULL;
  g_autoptr (HearthArrival) arrival = NULL;
  gboolean already_here = FALSE;

  hearth_checkin_client_record_async (client, person, NULL, NULL, hearth_test_on_result, &result);
  made = hearth_checkin_client_record_finish (client, hearth_test_await (&result), &already_here, &arrival, error);
  if (made == NULL)
    return 0;
  g_assert_false (already_here);
  if (visit)
    *visit = g_object_ref (made);
  return hearth_visit_get_id (made);
}
