/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A whole import over a real hub, in more slices than one, while a greeter goes on checking people in; and a greeter may
 * not import. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-checkin-client.h"
#include "hearth-error.h"
#include "hearth-import-client.h"
#include "hearth-test-hub.h"

#define ROWS 2000

static GFile *
write_file (HearthTestHub *hub)
{
  g_autofree char *path = g_build_filename (hub->center->folder, "people.csv", NULL);
  g_autoptr (GString) text = g_string_new ("First Name,Last Name,Phone,Notes\n");
  g_autofree char *note = g_strnfill (300, 'n');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ROWS; i++)
    g_string_append_printf (text, "Given%u,Family%u,603%07u,%s\n", i, i, i, note);
  g_string_append (text, "Ana,Lopez,,\n,Nobody,,\n");
  g_file_set_contents (path, text->str, (gssize)text->len, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static void
send_file (HearthImportClient *import, GFile *file, char ***mapping)
{
  g_auto (GStrv) header = NULL;
  g_autoptr (GVariant) sample = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  guint n_rows;

  hearth_import_client_send_async (import, file, NULL, hearth_test_on_result, &result);
  hearth_import_client_send_finish (import, hearth_test_await (&result), &header, mapping, &sample, &n_rows, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, ROWS + 2);
  g_assert_cmpstr ((*mapping)[0], ==, "given-name");
  g_assert_cmpstr ((*mapping)[2], ==, "phone");
}

static void
check (HearthImportClient *import, char **mapping, guint expect_new, guint expect_twins)
{
  g_autoptr (GVariant) review = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  guint n_new, n_twins, n_problems;

  hearth_import_client_check_async (import, (const char *const *)mapping, NULL, hearth_test_on_result, &result);
  hearth_import_client_check_finish (import, hearth_test_await (&result), &n_new, &n_twins, &n_problems, &review,
                                     &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_new, ==, expect_new);
  g_assert_cmpuint (n_twins, ==, expect_twins);
  g_assert_cmpuint (n_problems, ==, 1);
}

/* Runs it; a guest is checked in meanwhile, and need not wait for the end. */
static gint64
run_import (HearthImportClient *import, HearthClient *greeter, char **mapping)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) guest = NULL;
  g_autoptr (HearthVisit) visit = NULL;
  guint n_imported;
  gint64 batch;

  hearth_import_client_run_async (import, (const char *const *)mapping, none, none, NULL, hearth_test_on_result,
                                  &result);
  hearth_checkin_client_record_guest_async (greeter, NULL, NULL, hearth_test_on_result, &guest);
  visit = hearth_checkin_client_visit_finish (greeter, hearth_test_await (&guest), &error);
  g_assert_no_error (error);
  g_assert_null (result);
  hearth_import_client_run_finish (import, hearth_test_await (&result), &n_imported, &batch, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_imported, ==, ROWS);
  return batch;
}

static void
undo_import (HearthImportClient *import, gint64 batch)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  guint n_removed, n_kept;

  hearth_import_client_undo_async (import, batch, NULL, hearth_test_on_result, &result);
  hearth_import_client_undo_finish (import, hearth_test_await (&result), &n_removed, &n_kept, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_removed, ==, ROWS);
  g_assert_cmpuint (n_kept, ==, 0);
}

static void
test_whole_import (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (GFile) file = write_file (hub);
  g_autoptr (HearthClient) director = NULL;
  g_autoptr (HearthClient) greeter = NULL;
  g_autoptr (HearthImportClient) import = NULL;
  g_auto (GStrv) mapping = NULL;
  gint64 batch;

  hearth_test_center_add_person (hub->center, "Ana", "Lopez");
  hearth_test_hub_start (hub);
  director = hearth_test_hub_sign_in (hub, HEARTH_ROLE_DIRECTOR);
  greeter = hearth_test_hub_sign_in (hub, HEARTH_ROLE_GREETER);
  import = hearth_import_client_new (director);

  send_file (import, file, &mapping);
  check (import, mapping, ROWS, 1);
  batch = run_import (import, greeter, mapping);
  undo_import (import, batch);

  hearth_client_disconnect (greeter);
  hearth_client_disconnect (director);
  hearth_test_hub_stop (hub);
  g_assert_cmpint (hearth_test_center_number (hub->center, "SELECT count(*) FROM person"), ==, 1);
  g_assert_cmpint (hearth_test_center_number (hub->center, "SELECT count(*) FROM audit WHERE verb = 'imported'"), >, 1);
}

static void
test_greeter_may_not (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (GFile) file = write_file (hub);
  g_autoptr (HearthClient) greeter = NULL;
  g_autoptr (HearthImportClient) import = NULL;
  g_auto (GStrv) header = NULL, mapping = NULL;
  g_autoptr (GVariant) sample = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  guint n_rows;

  hearth_test_hub_start (hub);
  greeter = hearth_test_hub_sign_in (hub, HEARTH_ROLE_GREETER);
  import = hearth_import_client_new (greeter);
  hearth_import_client_send_async (import, file, NULL, hearth_test_on_result, &result);
  g_assert_false (hearth_import_client_send_finish (import, hearth_test_await (&result), &header, &mapping, &sample,
                                                    &n_rows, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED);
  hearth_client_disconnect (greeter);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/import/whole", test_whole_import);
  g_test_add_func ("/hub/import/greeter-may-not", test_greeter_may_not);
  return g_test_run ();
}
