/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Records, merges and imports through a real client and hub: that every answer arrives as what it is. The rules are tested
 * with the services. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-checkin-client.h"
#include "hearth-error.h"
#include "hearth-import-client.h"
#include "hearth-people-client.h"
#include "hearth-session-client.h"
#include "hearth-test-hub.h"

static HearthPerson *
get (HearthClient *client, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthPerson *person;

  hearth_people_client_get_async (client, id, NULL, hearth_test_on_result, &result);
  person = hearth_people_client_get_finish (client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  return person;
}

static gboolean
register_person (HearthClient *client, HearthPerson *person, gboolean anyway, gint64 *id, guint *similar)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean been_before = FALSE;

  hearth_people_client_register_async (client, person, anyway, NULL, hearth_test_on_result, &result);
  hearth_people_client_register_finish (client, hearth_test_await (&result), &been_before, id, similar, &error);
  g_assert_no_error (error);
  return !been_before;
}

static void
done (HearthClient *client, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hearth_people_client_done_finish (client, hearth_test_await (result), &error));
  g_assert_no_error (error);
  g_clear_object (result);
}

static void
test_register_and_update (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) coach = NULL, greeter = NULL;
  g_autoptr (HearthPerson) new = NULL, kept = NULL, seen = NULL;
  g_autoptr (GAsyncResult) updated = NULL, late = NULL, carded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  gint64 id = 0, second = 0, revision = 0;
  guint similar = 0;
  const char *version;

  hearth_test_hub_start (hub);
  coach = hearth_test_hub_sign_in (hub, HEARTH_ROLE_COACH);
  greeter = hearth_test_hub_sign_in (hub, HEARTH_ROLE_GREETER);
  version = hearth_center_get_notice_version (hearth_client_get_center (coach));
  new = g_object_new (HEARTH_TYPE_PERSON, "preferred-name", "Ana", "family-name", "Lopez", "email", "ana@example.org",
                      "told-version", version, NULL);
  g_assert_true (register_person (coach, new, FALSE, &id, NULL));
  g_assert_cmpint (id, >, 0);
  g_assert_false (register_person (coach, new, FALSE, &second, &similar));
  g_assert_cmpuint (similar, ==, 1);
  g_assert_true (register_person (coach, new, TRUE, &second, NULL));
  g_assert_cmpint (second, !=, id);

  kept = get (coach, id);
  g_assert_cmpstr (hearth_person_get_email (kept), ==, "ana@example.org");
  g_assert_false (hearth_person_get_contact_hidden (kept));
  seen = get (greeter, id);
  g_assert_cmpstr (hearth_person_get_email (seen), ==, "");
  g_assert_true (hearth_person_get_contact_hidden (seen));

  {
    g_autoptr (GVariant) changes = g_variant_ref_sink (g_variant_new_parsed ("{'preferred-name': <'Anita'>}"));
    g_autoptr (HearthPerson) after = hearth_record_with (kept, changes, &error);

    g_assert_no_error (error);
    hearth_people_client_update_async (coach, kept, after, NULL, hearth_test_on_result, &updated);
    g_assert_true (hearth_people_client_update_finish (coach, hearth_test_await (&updated), &revision, &error));
    g_assert_no_error (error);
    g_assert_cmpint (revision, >, hearth_person_get_revision (kept));
    hearth_people_client_update_async (coach, kept, after, NULL, hearth_test_on_result, &late);
    g_assert_false (hearth_people_client_update_finish (coach, hearth_test_await (&late), NULL, &error));
    g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
    g_clear_error (&error);
  }
  hearth_people_client_new_card_async (coach, id, NULL, hearth_test_on_result, &carded);
  code = hearth_people_client_new_card_finish (coach, hearth_test_await (&carded), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (code, !=, "");
}

static void
test_merge_and_back (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  gint64 a = hearth_test_center_add_person (hub->center, "John", "Smith");
  gint64 b = hearth_test_center_add_person (hub->center, "John", "Smith");
  gint64 c = hearth_test_center_add_person (hub->center, "John", "Smith");
  g_autoptr (HearthClient) client = NULL;
  g_autoptr (GAsyncResult) asked = NULL, compared = NULL, merged = NULL, listed = NULL;
  GAsyncResult *did = NULL;
  g_autoptr (GListStore) twins = NULL;
  g_autoptr (HearthPerson) kept = NULL, gone = NULL;
  g_autoptr (GVariant) merges = NULL;
  g_autoptr (GError) error = NULL;
  guint visits_a = 9, visits_b = 9;
  gint64 merge;

  hearth_test_hub_start (hub);
  client = hearth_test_hub_sign_in (hub, HEARTH_ROLE_SUPERVISOR);
  hearth_people_client_not_same_async (client, a, c, NULL, hearth_test_on_result, &did);
  done (client, &did);
  hearth_people_client_twins_async (client, a, NULL, hearth_test_on_result, &asked);
  twins = hearth_people_client_twins_finish (client, hearth_test_await (&asked), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (twins)), ==, 1);
  hearth_people_client_compare_async (client, a, b, NULL, hearth_test_on_result, &compared);
  g_assert_true (hearth_people_client_compare_finish (client, hearth_test_await (&compared), &kept, &visits_a, &gone,
                                                      &visits_b, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (visits_a + visits_b, ==, 0);
  hearth_people_client_merge_async (client, kept, gone, g_variant_new_parsed ("@a{sv} {}"), NULL, hearth_test_on_result,
                                    &merged);
  merge = hearth_people_client_merge_finish (client, hearth_test_await (&merged), &error);
  g_assert_no_error (error);
  g_assert_cmpint (merge, >, 0);
  hearth_people_client_merges_async (client, a, NULL, hearth_test_on_result, &listed);
  merges = hearth_people_client_merges_finish (client, hearth_test_await (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (merges), ==, 1);
  hearth_people_client_unmerge_async (client, merge, NULL, hearth_test_on_result, &did);
  done (client, &did);
}

typedef struct
{
  HearthTestHub *hub;
  HearthClient *client;
  HearthImportClient *import;
  char **mapping;
} Importing;

static void
send_file (Importing *importing, const char *csv, guint n_expected)
{
  g_autofree char *path = g_build_filename (importing->hub->center->folder, "people.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) sample = NULL;
  g_auto (GStrv) header = NULL;
  g_autoptr (GError) error = NULL;
  guint n_rows = 0;

  g_file_set_contents (path, csv, -1, &error);
  g_assert_no_error (error);
  hearth_import_client_send_async (importing->import, file, NULL, hearth_test_on_result, &result);
  g_clear_pointer (&importing->mapping, g_strfreev);
  hearth_import_client_send_finish (importing->import, hearth_test_await (&result), &header, &importing->mapping,
                                    &sample, &n_rows, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, n_expected);
  g_assert_cmpuint (g_strv_length (header), ==, g_strv_length (importing->mapping));
  g_assert_cmpuint (g_variant_n_children (sample), ==, MIN (n_expected, 20));
}

static guint
check_file (Importing *importing, guint *n_twins)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) review = NULL;
  g_autoptr (GError) error = NULL;
  guint n_new = 0, n_problems = 9;

  hearth_import_client_check_async (importing->import, (const char *const *)importing->mapping, NULL,
                                    hearth_test_on_result, &result);
  hearth_import_client_check_finish (importing->import, hearth_test_await (&result), &n_new, n_twins, &n_problems,
                                     &review, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_problems, ==, 0);
  g_assert_true (g_variant_is_of_type (review, G_VARIANT_TYPE ("a(usss)")));
  return n_new;
}

static guint
run_file (Importing *importing, gint64 *batch)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_imported = 0;

  hearth_import_client_run_async (importing->import, (const char *const *)importing->mapping, NULL, NULL, NULL,
                                  hearth_test_on_result, &result);
  hearth_import_client_run_finish (importing->import, hearth_test_await (&result), &n_imported, batch, &error);
  g_assert_no_error (error);
  return n_imported;
}

/* More than one piece of 256 KiB and more than one slice of the writer, while others check people in. */
static void
test_import (void)
{
  Importing importing = { .hub = hearth_test_hub_new () };
  g_autoptr (GString) csv = g_string_new ("First name,Last name,Email\n");
  g_autoptr (HearthClient) desk = NULL;
  g_autoptr (GAsyncResult) undone = NULL, checked_in = NULL;
  g_autoptr (HearthVisit) visit = NULL;
  g_autoptr (GError) error = NULL;
  guint n_twins = 9, n_removed = 0, n_kept = 9;
  gint64 batch = 0;
  const guint n = 6000;

  hearth_test_center_add_person (importing.hub->center, "Zed", "Already");
  hearth_test_hub_start (importing.hub);
  importing.client = hearth_test_hub_sign_in (importing.hub, HEARTH_ROLE_DIRECTOR);
  desk = hearth_test_hub_sign_in (importing.hub, HEARTH_ROLE_GREETER);
  importing.import = hearth_import_client_new (importing.client);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (csv, "Name%c%c%c,Family%u,somebody%u@with-a-rather-long-name.example.org\n", 'a' + i % 26,
                            'a' + i / 26 % 26, 'a' + i / 676 % 26, i, i);
  g_assert_cmpuint (csv->len, >, 256 * 1024);
  send_file (&importing, csv->str, n);
  g_assert_cmpuint (check_file (&importing, &n_twins), ==, n);
  g_assert_cmpuint (n_twins, ==, 0);

  hearth_checkin_client_record_guest_async (desk, NULL, NULL, hearth_test_on_result, &checked_in);
  g_assert_cmpuint (run_file (&importing, &batch), ==, n);
  visit = hearth_checkin_client_visit_finish (desk, hearth_test_await (&checked_in), &error);
  g_assert_no_error (error);
  hearth_import_client_undo_async (importing.import, batch, NULL, hearth_test_on_result, &undone);
  hearth_import_client_undo_finish (importing.import, hearth_test_await (&undone), &n_removed, &n_kept, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_removed, ==, n);
  g_assert_cmpuint (n_kept, ==, 0);

  g_clear_object (&undone);
  g_strfreev (importing.mapping);
  g_assert_finalize_object (importing.import);
  g_object_unref (importing.client);
  hearth_test_hub_stop (importing.hub);
  g_assert_cmpint (hearth_test_center_number (importing.hub->center, "SELECT count(*) FROM person"), ==, 1);
  hearth_test_hub_free (importing.hub);
}

/* A file that one brought is not there for the next who signs in at that desk. */
static void
test_import_goes_with_its_owner (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  Importing importing = { .hub = hub };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_test_center_sql (hub->center, "INSERT INTO account_role (account_id, role) SELECT id, 'director' FROM account"
                                       " WHERE name = 'Test Supervisor'");
  hearth_test_hub_start (hub);
  importing.client = hearth_test_hub_sign_in (hub, HEARTH_ROLE_DIRECTOR);
  importing.import = hearth_import_client_new (importing.client);
  send_file (&importing, "First name,Last name\nAna,Lopez\n", 1);
  hearth_session_client_lock (importing.client);
  hearth_test_sign_in (importing.client, HEARTH_ROLE_DIRECTOR);
  g_assert_cmpuint (check_file (&importing, NULL), ==, 1);
  hearth_test_sign_in (importing.client, HEARTH_ROLE_SUPERVISOR);
  hearth_import_client_check_async (importing.import, (const char *const *)importing.mapping, NULL,
                                    hearth_test_on_result, &result);
  g_assert_false (hearth_import_client_check_finish (importing.import, hearth_test_await (&result), NULL, NULL, NULL,
                                                     NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
  g_strfreev (importing.mapping);
  g_object_unref (importing.import);
  g_object_unref (importing.client);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/people/register-and-update", test_register_and_update);
  g_test_add_func ("/people/merge-and-back", test_merge_and_back);
  g_test_add_func ("/people/import", test_import);
  g_test_add_func ("/people/import-goes-with-its-owner", test_import_goes_with_its_owner);
  return g_test_run ();
}
