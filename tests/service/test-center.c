/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A center is made, set and told; its reasons are edited. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "hearth-center-service.h"
#include "hearth-checkin-service.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-reason-service.h"
#include "hearth-test-center.h"

typedef struct
{
  gint64 revision;
  const char *changes; /* text form */
  const char *version, *text;
  HearthCenter *center;
} Save;

static gboolean
do_get (HearthUnit *unit, gpointer data, GError **error)
{
  Save *save = data;

  g_clear_object (&save->center);
  return (save->center = hearth_center_service_get (unit, error)) != NULL;
}

static gboolean
do_save (HearthUnit *unit, gpointer data, GError **error)
{
  Save *save = data;
  g_autoptr (GVariant) changes = g_variant_parse (G_VARIANT_TYPE_VARDICT, save->changes, NULL, NULL, error);

  g_clear_object (&save->center);
  if (changes == NULL)
    return FALSE;
  return (save->center = hearth_center_service_save (unit, save->revision, changes, error)) != NULL;
}

static gboolean
do_save_notice (HearthUnit *unit, gpointer data, GError **error)
{
  Save *save = data;

  g_clear_object (&save->center);
  return (save->center = hearth_center_service_save_notice (unit, save->version, save->text, error)) != NULL;
}

static gboolean
do_guest (HearthUnit *unit, gpointer data, GError **error)
{
  g_autoptr (HearthVisit) visit = hearth_checkin_service_record_guest (unit, NULL, error);

  return visit != NULL;
}

static gboolean
do_list_reasons (HearthUnit *unit, gpointer data, GError **error)
{
  GListStore **list = data;

  g_clear_object (list);
  return (*list = hearth_reason_service_list (unit, error)) != NULL;
}

static gboolean
do_save_reasons (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_reason_service_save (unit, NULL, data, error);
}

static void
test_new (void)
{
  g_autoptr (HearthTestCenter) center = NULL;
  g_autoptr (GListStore) reasons = NULL;
  Save save = { 0 };

  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-12T23:30:00");
  center = hearth_test_center_new ();
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_get, &save);
  g_assert_cmpstr (hearth_center_get_name (save.center), ==, "Test Center");
  g_assert_cmpstr (hearth_center_get_time_zone (save.center), ==, HEARTH_TEST_ZONE);
  g_assert_cmpstr (hearth_center_get_desk (save.center), ==, "Front desk");
  g_assert_cmpstr (hearth_center_get_notice_version (save.center), ==, "1");
  g_assert_cmpstr (hearth_center_get_notice_on (save.center), ==, "2026-03-12");
  g_assert_true (g_str_has_prefix (hearth_center_get_notice_text (save.center), "What we keep\n"));
  g_assert_cmpstr (hearth_center_get_hub_version (save.center), ==, HEARTH_VERSION);
  g_assert_cmpint (hearth_center_get_clock_behind_s (save.center), ==, 0);
  g_assert_false (hearth_center_get_sample (save.center));
  g_clear_object (&save.center);

  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_list_reasons, &reasons);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (reasons)), ==, 7);

  g_autoptr (HearthReason) first = g_list_model_get_item (G_LIST_MODEL (reasons), 0);

  g_assert_cmpstr (hearth_reason_get_code (first), ==, "drop-in");
  g_assert_cmpstr (hearth_reason_get_icon (first), ==, "hearth-drop-in-symbolic");
  g_assert_cmpstr (hearth_reason_get_definition (first), !=, "");
  hearth_clock_reset ();
}

static void
refuse_new (
    const char *path, const char *name, const char *zone, const char *director, const char *passphrase, int code)
{
  g_autoptr (GError) error = NULL;
  gboolean made = hearth_center_service_create (path, name, zone, "Front desk", director, passphrase, FALSE, &error);

  g_assert_error (error, HEARTH_ERROR, code);
  g_assert_false (made);
}

static void
test_new_refused (void)
{
  static const char *const zones[] = { "",
                                       "Mars/Olympus",
                                       "+05:00",
                                       "../../etc/passwd",
                                       "/etc/localtime",
                                       "EST5EDT",
                                       "America/../America/New_York",
                                       "America/New_York\n" };
  g_autofree char *folder = g_dir_make_tmp ("hearth-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "center.hearth", NULL);
  g_autofree char *long_name = g_strnfill (10000, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    refuse_new (path, "Center", zones[i], "Ana Lima", HEARTH_TEST_PASSPHRASE, HEARTH_ERROR_INVALID);
  refuse_new (path, " \n", "UTC", "Ana Lima", HEARTH_TEST_PASSPHRASE, HEARTH_ERROR_INVALID);
  refuse_new (path, long_name, "UTC", "Ana Lima", HEARTH_TEST_PASSPHRASE, HEARTH_ERROR_INVALID);
  refuse_new (path, "Center", "UTC", "Ana Lima", "short", HEARTH_ERROR_INVALID);
  refuse_new (path, "Center", "UTC", "!!!", HEARTH_TEST_PASSPHRASE, HEARTH_ERROR_INVALID);
  /* Nothing is left of them. */
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  g_assert_true (g_file_set_contents (path, "a diary", -1, NULL));
  refuse_new (path, "Center", "UTC", "Ana Lima", HEARTH_TEST_PASSPHRASE, HEARTH_ERROR_CONFLICT);

  g_autofree char *kept = NULL;

  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "a diary");
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_save (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  Save save = { .changes = "{'name': <' New  name '>, 'front-desk': <true>, 'emergency-card': <'a\\nb'>,"
                           " 'clock-behind-s': <int64 9>, 'from-the-future': <1>}" };

  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_get, &save);
  save.revision = hearth_center_get_revision (save.center);
  hearth_test_center_write (center, HEARTH_ROLE_DIRECTOR, do_save, &save);
  g_assert_cmpstr (hearth_center_get_name (save.center), ==, "New name");
  g_assert_cmpstr (hearth_center_get_emergency_card (save.center), ==, "a\nb");
  g_assert_true (hearth_center_get_front_desk (save.center));
  g_assert_cmpint (hearth_center_get_clock_behind_s (save.center), ==, 0);
  g_assert_cmpint (hearth_center_get_revision (save.center), ==, save.revision + 1);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT COUNT (*) FROM audit WHERE kind = 'center'"
                                                      " AND verb = 'save' AND detail LIKE '%front-desk%'"
                                                      " AND detail NOT LIKE '%New%'"),
                   ==, 1);

  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, do_save, &save, HEARTH_ERROR_CONFLICT);
  save.revision++;
  hearth_test_center_refuse (center, HEARTH_ROLE_SUPERVISOR, do_save, &save, HEARTH_ERROR_DENIED);
  save.changes = "{'name': <''>}";
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, do_save, &save, HEARTH_ERROR_INVALID);
  save.changes = "{'name': <7>}";
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, do_save, &save, HEARTH_ERROR_INVALID);
  save.changes = "{'time-zone': <'Nowhere/None'>}";
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, do_save, &save, HEARTH_ERROR_INVALID);
}

/* Another zone counts from now on. */
static void
test_zone (void)
{
  g_autoptr (HearthTestCenter) center = NULL;
  Save save = { .revision = 1, .changes = "{'time-zone': <'Pacific/Apia'>}" };

  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-12T14:00:00");
  center = hearth_test_center_new ();
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, do_guest, NULL);
  hearth_test_center_write (center, HEARTH_ROLE_DIRECTOR, do_save, &save);
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, do_guest, NULL);
  g_clear_object (&save.center);
  g_assert_cmpint (hearth_test_center_number (center,
                                              "SELECT COUNT (*) FROM visit WHERE visited_on = '2026-03-12' AND id = 1"
                                              " OR visited_on = '2026-03-13' AND id = 2"),
                   ==, 2);
  hearth_clock_reset ();
}

static void
test_notice (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  Save save = { .version = " 2026 spring ", .text = "What we keep\n\nNext to nothing." };

  hearth_test_center_write (center, HEARTH_ROLE_DIRECTOR, do_save_notice, &save);
  g_assert_cmpstr (hearth_center_get_notice_version (save.center), ==, "2026 spring");
  g_assert_cmpstr (hearth_center_get_notice_text (save.center), ==, "What we keep\n\nNext to nothing.");
  g_clear_object (&save.center);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT COUNT (*) FROM notice"), ==, 2);

  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, do_save_notice, &save, HEARTH_ERROR_INVALID);
  save.version = "1";
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, do_save_notice, &save, HEARTH_ERROR_INVALID);
  save.version = "";
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, do_save_notice, &save, HEARTH_ERROR_INVALID);
  save.version = "3";
  save.text = " \n ";
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, do_save_notice, &save, HEARTH_ERROR_INVALID);
  save.text = "Fine.";
  hearth_test_center_refuse (center, HEARTH_ROLE_STAFF, do_save_notice, &save, HEARTH_ERROR_DENIED);
}

static void
test_clock_behind (void)
{
  g_autoptr (HearthTestCenter) center = NULL;
  Save save = { 0 };

  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-12T14:00:00");
  center = hearth_test_center_new ();
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, do_guest, NULL);
  hearth_clock_set (hearth_clock_now_s () - 240);
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_get, &save);
  g_assert_cmpint (hearth_center_get_clock_behind_s (save.center), ==, 0);
  hearth_clock_set (hearth_clock_now_s () - 3 * 24 * 60 * 60);
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, do_guest, NULL);
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_get, &save);
  g_assert_cmpint (hearth_center_get_clock_behind_s (save.center), >, 3 * 24 * 60 * 60);
  g_clear_object (&save.center);
  hearth_clock_reset ();
}

/* Reasons as somebody would send them: "code|label", "|label" for a new one. */
static GListStore *
reasons_of (const char *const *texts)
{
  g_autoptr (GListStore) list = g_list_store_new (HEARTH_TYPE_REASON);

  for (guint i = 0; texts[i]; i++)
    {
      g_auto (GStrv) parts = g_strsplit (texts[i], "|", 2);
      g_autoptr (HearthReason) reason = g_object_new (HEARTH_TYPE_REASON, "code", parts[0], "label", parts[1], NULL);

      g_list_store_append (list, reason);
    }
  return g_steal_pointer (&list);
}

static void
save_reasons (HearthTestCenter *center, const char *const *texts, int code)
{
  g_autoptr (GListStore) list = reasons_of (texts);

  if (code < 0)
    hearth_test_center_write (center, HEARTH_ROLE_DIRECTOR, do_save_reasons, list);
  else
    hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, do_save_reasons, list, code);
}

static void
test_reasons (void)
{
  static const char *const edited[] = { "meeting|Circle", "drop-in|Drop-in", "|Garden & Kitchen", NULL };
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_autoptr (GListStore) list = NULL;

  hearth_test_center_sql (center, "UPDATE visit_reason SET definition = '' WHERE code = 'drop-in'");
  save_reasons (center, edited, -1);
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_list_reasons, &list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 8);

  static const struct
  {
    const char *code, *label;
    gint64 version;
    gboolean retired;
  } expected[] = {
    { "meeting", "Circle", 2, FALSE },
    { "drop-in", "Drop-in", 1, FALSE },
    { "garden-kitchen", "Garden & Kitchen", 1, FALSE },
    { "coaching", "Coaching", 1, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpstr (hearth_reason_get_code (reason), ==, expected[i].code);
      g_assert_cmpstr (hearth_reason_get_label (reason), ==, expected[i].label);
      g_assert_cmpint (hearth_reason_get_version (reason), ==, expected[i].version);
      g_assert_true (hearth_reason_get_retired (reason) == expected[i].retired);
      g_assert_cmpstr (hearth_reason_get_icon (reason), !=, "");
    }
  /* What it meant before is kept. */
  g_assert_cmpint (hearth_test_center_number (center, "SELECT COUNT (*) FROM visit_reason_version WHERE version = 1"
                                                      " AND label = 'Meeting or group' AND definition <> ''"),
                   ==, 1);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT COUNT (*) FROM visit_reason_version"), ==, 1);
}

static void
test_reasons_again (void)
{
  static const char *const without[] = { "drop-in|Drop-in", NULL };
  static const char *const again[] = { "drop-in|Drop-in", "|  coaching ", NULL };
  static const char *const same_code[] = { "drop-in|Drop-in", "|Drop in!", NULL };
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();

  save_reasons (center, without, -1);
  save_reasons (center, again, -1);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT COUNT (*) FROM visit_reason"), ==, 7);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT retired FROM visit_reason WHERE code = 'coaching'"), ==,
                   0);
  save_reasons (center, same_code, HEARTH_ERROR_INVALID);
}

static void
test_reasons_refused (void)
{
  static const char *const none[] = { NULL };
  static const char *const eight[]
      = { "drop-in|a", "coaching|b", "meeting|c", "resource|d", "volunteering|e", "event|f", "other|g", "|h", NULL };
  static const char *const twice[] = { "drop-in|A", "coaching|Á", NULL };
  static const char *const same[] = { "drop-in|A", "drop-in|B", NULL };
  static const char *const unknown[] = { "drop-in|A", "skydiving|B", NULL };
  static const char *const empty[] = { "drop-in| ", NULL };
  static const char *const too_long[]
      = { "drop-in|a label of far more than forty characters, which no chip holds", NULL };
  static const char *const *const bad[] = { none, eight, twice, same, unknown, empty, too_long };
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_autoptr (GListStore) list = NULL;
  g_autoptr (HearthReason) odd_icon = g_object_new (HEARTH_TYPE_REASON, "label", "New", "icon", "../../secret", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    save_reasons (center, bad[i], HEARTH_ERROR_INVALID);
  list = g_list_store_new (HEARTH_TYPE_REASON);
  g_list_store_append (list, odd_icon);
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, do_save_reasons, list, HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (center, HEARTH_ROLE_COACH, do_save_reasons, list, HEARTH_ERROR_DENIED);
  /* Nothing of them was kept. */
  g_assert_cmpint (hearth_test_center_number (center, "SELECT COUNT (*) FROM visit_reason WHERE retired = 0"
                                                      " AND version = 1 AND length (label) > 1"),
                   ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/center/new", test_new);
  g_test_add_func ("/center/new-refused", test_new_refused);
  g_test_add_func ("/center/save", test_save);
  g_test_add_func ("/center/zone", test_zone);
  g_test_add_func ("/center/notice", test_notice);
  g_test_add_func ("/center/clock-behind", test_clock_behind);
  g_test_add_func ("/reason/edit", test_reasons);
  g_test_add_func ("/reason/again", test_reasons_again);
  g_test_add_func ("/reason/refused", test_reasons_refused);
  return g_test_run ();
}
