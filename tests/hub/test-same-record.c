/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Two desks with one record open: neither ever overwrites what the other wrote. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-center-client.h"
#include "hearth-desks-test.h"
#include "hearth-error.h"
#include "hearth-people-client.h"

static gboolean
change (HearthClient *client, HearthVisit *visit, const char *changes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HearthVisit) changed = NULL;

  hearth_checkin_client_change_async (client, visit, g_variant_new_parsed (changes), NULL, hearth_test_on_result,
                                      &result);
  changed = hearth_checkin_client_visit_finish (client, hearth_test_await (&result), error);
  return changed != NULL;
}

/* Both have the same visit open: the second is told, and nothing of the first is lost. */
static void
test_same_visit (HearthDesksTest *fixture, gconstpointer data)
{
  g_autoptr (HearthVisit) visit = NULL;
  g_autoptr (GError) error = NULL;

  hearth_test_lan_desk_sign_in (fixture->second, HEARTH_ROLE_GREETER);
  hearth_desks_test_record (fixture->second->client, fixture->person, &visit, &error);
  g_assert_no_error (error);
  change (hearth_desks_test_director (fixture), visit, "{'children': <int64 2>}", &error);
  g_assert_no_error (error);
  g_assert_false (change (fixture->second->client, visit, "{'children': <int64 3>}", &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
  hearth_test_lan_stop (fixture->lan);
  g_assert_cmpint (hearth_test_center_number (fixture->lan->center, "SELECT children FROM visit"), ==, 2);
}

static HearthPerson *
get_person (HearthClient *client, gint64 id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_people_client_get_async (client, id, NULL, hearth_test_on_result, &result);
  return hearth_people_client_get_finish (client, hearth_test_await (&result), error);
}

static gboolean
rename_person (HearthClient *client, HearthPerson *person, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) changes = NULL;
  g_autoptr (HearthPerson) renamed = NULL;
  GVariantDict dict;
  gint64 revision;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "preferred-name", "s", name);
  changes = g_variant_ref_sink (g_variant_dict_end (&dict));
  renamed = hearth_record_with (person, changes, NULL);
  hearth_people_client_update_async (client, person, renamed, NULL, hearth_test_on_result, &result);
  return hearth_people_client_update_finish (client, hearth_test_await (&result), &revision, error);
}

static void
test_same_person (HearthDesksTest *fixture, gconstpointer data)
{
  g_autoptr (HearthPerson) here = NULL, there = NULL, now = NULL;
  g_autoptr (GError) error = NULL;

  hearth_test_lan_desk_sign_in (fixture->second, HEARTH_ROLE_COACH);
  here = get_person (hearth_desks_test_director (fixture), fixture->person, &error);
  g_assert_no_error (error);
  there = get_person (fixture->second->client, fixture->person, &error);
  g_assert_no_error (error);
  rename_person (hearth_desks_test_director (fixture), here, "Johnny", &error);
  g_assert_no_error (error);
  g_assert_false (rename_person (fixture->second->client, there, "Jack", &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
  g_clear_error (&error);
  now = get_person (fixture->second->client, fixture->person, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hearth_person_get_preferred_name (now), ==, "Johnny");
  rename_person (fixture->second->client, now, "Jack", &error);
  g_assert_no_error (error);
}

static gint64
merge (HearthClient *client, HearthPerson *kept, HearthPerson *gone, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_people_client_merge_async (client, kept, gone, g_variant_new_parsed ("@a{sv} {}"), NULL, hearth_test_on_result,
                                    &result);
  return hearth_people_client_merge_finish (client, hearth_test_await (&result), error);
}

/* Somebody has a record open that becomes part of another one: what they save is refused in words, whoever comes is
 * recorded for the record that is left. */
static void
test_merged_while_open (HearthDesksTest *fixture, gconstpointer data)
{
  g_autoptr (HearthPerson) kept = NULL, gone = NULL, open = NULL;
  g_autoptr (HearthVisit) visit = NULL;
  g_autoptr (GError) error = NULL;

  hearth_test_lan_desk_sign_in (fixture->second, HEARTH_ROLE_COACH);
  open = get_person (fixture->second->client, fixture->twin, &error);
  g_assert_no_error (error);
  kept = get_person (hearth_desks_test_director (fixture), fixture->person, &error);
  gone = get_person (hearth_desks_test_director (fixture), fixture->twin, &error);
  merge (hearth_desks_test_director (fixture), kept, gone, &error);
  g_assert_no_error (error);
  g_assert_false (rename_person (fixture->second->client, open, "Jack", &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
  g_clear_error (&error);
  hearth_desks_test_record (fixture->second->client, fixture->twin, &visit, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hearth_visit_get_person_id (visit), ==, fixture->person);
}

/* The same where the record is gone for good, as an import that is taken back does. */
static void
test_gone_while_open (HearthDesksTest *fixture, gconstpointer data)
{
  g_autoptr (HearthPerson) open = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  HearthClient *client = fixture->second->client;

  hearth_test_lan_desk_sign_in (fixture->second, HEARTH_ROLE_COACH);
  open = get_person (client, fixture->twin, &error);
  g_assert_no_error (error);
  hearth_test_lan_stop (fixture->lan);
  sql = g_strdup_printf ("DELETE FROM person WHERE id = %" G_GINT64_FORMAT, fixture->twin);
  hearth_test_center_sql (fixture->lan->center, sql);
  hearth_test_lan_start (fixture->lan);
  hearth_test_until (hearth_client_get_state (client) == HEARTH_CLIENT_LOCKED);
  hearth_test_lan_desk_sign_in (fixture->second, HEARTH_ROLE_COACH);
  g_assert_false (rename_person (client, open, "Jack", &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  again = get_person (client, fixture->twin, &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (hearth_desks_test_record (client, fixture->twin, NULL, &error), ==, 0);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
}

#define ADD(path, test)                                                                                                \
  g_test_add (path, HearthDesksTest, NULL, hearth_desks_test_set_up, test, hearth_desks_test_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/desks/same-visit", test_same_visit);
  ADD ("/desks/same-person", test_same_person);
  ADD ("/desks/merged-while-open", test_merged_while_open);
  ADD ("/desks/gone-while-open", test_gone_while_open);
  return g_test_run ();
}
