/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the window says of a file where it looks for the center: none yet, or one that it cannot open. Real host, real hub. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-backup.h"
#include "hearth-desk-view.h"
#include "hearth-session-test.h"
#include "hearth-sign-in-page.h"
#include "hearth-trouble-page.h"
#include "hearth-welcome-page.h"

#include <glib/gstdio.h>
#include <unistd.h>

static GtkWidget *
field (HearthSessionTest *fixture, const char *name)
{
  return HEARTH_TEST_CHILD (hearth_session_test_view (fixture), HEARTH_TYPE_WELCOME_PAGE, name);
}

static void
refuse (HearthSessionTest *fixture, const char *text)
{
  gtk_widget_activate_action (hearth_session_test_view (fixture), "welcome.create", NULL);
  g_assert_true (gtk_widget_get_visible (field (fixture, "why")));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (field (fixture, "why"))), ==, text);
}

static void
set (HearthSessionTest *fixture, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (field (fixture, name)), text);
}

/* In the home of the private desktop, which goes with it. */
static char *
make_folder (void)
{
  g_autofree char *template = g_build_filename (g_get_user_cache_dir (), "hearth-test-XXXXXX", NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  g_assert_nonnull (g_mkdtemp (template));
  return g_steal_pointer (&template);
}

static void
test_first_start (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "new", "center.hearth", NULL);
  g_autofree char *name = g_strnfill (201, 'x');
  HearthSessionTest fixture = { NULL };

  hearth_session_test_open_window (&fixture, path);
  g_assert_true (HEARTH_IS_WELCOME_PAGE (hearth_session_test_view (&fixture)));
  hearth_test_desk_shot (GTK_WINDOW (fixture.window), "welcome.png");
  gtk_widget_activate_action (hearth_session_test_view (&fixture), "welcome.set-up", NULL);
  refuse (&fixture, "Give the center a name.");
  set (&fixture, "name", name);
  refuse (&fixture, "This name is too long. 200 characters are the most.");
  set (&fixture, "name", "Maple & Oak <Street>");
  refuse (&fixture, "Type the name with which you will sign in.");
  set (&fixture, "director", "Robin");
  set (&fixture, "passphrase", "short");
  refuse (&fixture, "Take at least 8 characters. A few words that only you put together are good.");
  set (&fixture, "passphrase", HEARTH_TEST_PASSPHRASE);
  set (&fixture, "again", "a lamp in the widow");
  refuse (&fixture, "The two are not the same. Type the passphrase again.");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (field (&fixture, "name"))), ==, "Maple & Oak <Street>");
  set (&fixture, "again", HEARTH_TEST_PASSPHRASE);
  gtk_widget_activate_action (hearth_session_test_view (&fixture), "welcome.create", NULL);
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (&fixture)));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_nonnull (hearth_test_desk_find_text (hearth_session_test_view (&fixture), "Maple & Oak <Street>"));
  hearth_session_test_choose (&fixture, 0);
  gtk_editable_set_text (GTK_EDITABLE (hearth_session_test_part (&fixture, "name_entry")), "Robin");
  hearth_session_test_type_passphrase (&fixture, HEARTH_TEST_PASSPHRASE);
  HEARTH_TEST_WAIT (HEARTH_IS_DESK_VIEW (hearth_session_test_view (&fixture)));
  hearth_test_desk_shot (GTK_WINDOW (fixture.window), "first-desk.png");
  hearth_session_test_tear_down (&fixture, NULL);
}

/* A folder where nothing can be made: the form says so, and what was typed stays. */
static void
test_no_place (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *path = g_build_filename (file, "center.hearth", NULL);
  HearthSessionTest fixture = { NULL };

  g_assert_true (g_file_set_contents (file, "not a folder", -1, NULL));
  hearth_session_test_open_window (&fixture, path);
  gtk_widget_activate_action (hearth_session_test_view (&fixture), "welcome.set-up", NULL);
  set (&fixture, "name", "Maple Street");
  set (&fixture, "director", "Robin");
  set (&fixture, "passphrase", HEARTH_TEST_PASSPHRASE);
  set (&fixture, "again", HEARTH_TEST_PASSPHRASE);
  gtk_widget_activate_action (hearth_session_test_view (&fixture), "welcome.create", NULL);
  HEARTH_TEST_WAIT (gtk_widget_get_visible (field (&fixture, "why")));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (field (&fixture, "name"))), ==, "Maple Street");
  g_assert_true (gtk_widget_get_sensitive (field (&fixture, "form")));
  hearth_session_test_tear_down (&fixture, NULL);
}

static void
assert_trouble (const char *path, const char *title, const char *shot)
{
  HearthSessionTest fixture = { NULL };

  hearth_session_test_open_window (&fixture, path);
  HEARTH_TEST_WAIT (HEARTH_IS_TROUBLE_PAGE (hearth_session_test_view (&fixture)));
  g_assert_nonnull (hearth_test_desk_find_text (hearth_session_test_view (&fixture), title));
  hearth_test_desk_shot (GTK_WINDOW (fixture.window), shot);
  hearth_session_test_tear_down (&fixture, NULL);
}

/* A test center after @sql, closed, and with a backup of its good days. */
static HearthTestCenter *
closed_center (const char *sql)
{
  HearthTestCenter *center = hearth_test_center_new ();

  g_assert_true (hearth_backup_daily (hearth_house_get_db (center->house), NULL));
  if (sql != NULL)
    hearth_test_center_sql (center, sql);
  g_assert_true (hearth_house_close (center->house, NULL));
  g_clear_object (&center->house);
  return center;
}

static void
test_not_ours (void)
{
  HearthTestCenter *center = closed_center ("PRAGMA application_id = 4711");

  assert_trouble (center->path, "This is not a center file", "not-ours.png");
  hearth_test_center_free (center);
}

static void
test_newer (void)
{
  HearthTestCenter *center = closed_center ("PRAGMA user_version = 4711");

  assert_trouble (center->path, "The center is of a newer Hearth", "newer.png");
  hearth_test_center_free (center);
}

/* Half a file opens nothing, names its newest good backup, and a click puts that in its place. */
static void
test_damaged (void)
{
  HearthSessionTest fixture = { closed_center (NULL) };
  GStatBuf before;
  GtkWidget *restore;

  g_assert_cmpint (g_stat (fixture.center->path, &before), ==, 0);
  g_assert_cmpint (truncate (fixture.center->path, before.st_size / 2), ==, 0);
  hearth_session_test_open_window (&fixture, fixture.center->path);
  HEARTH_TEST_WAIT (HEARTH_IS_TROUBLE_PAGE (hearth_session_test_view (&fixture)));
  g_assert_nonnull (hearth_test_desk_find_text (hearth_session_test_view (&fixture), "The center file is damaged"));
  restore = HEARTH_TEST_CHILD (hearth_session_test_view (&fixture), HEARTH_TYPE_TROUBLE_PAGE, "restore");
  HEARTH_TEST_WAIT (gtk_widget_get_visible (restore));
  hearth_test_desk_shot (GTK_WINDOW (fixture.window), "damaged.png");
  g_signal_emit_by_name (restore, "clicked");
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (&fixture)));
  hearth_session_test_sign_in (&fixture, HEARTH_ROLE_GREETER);
  hearth_session_test_tear_down (&fixture, NULL);
}

static void
test_busy (void)
{
  HearthTestCenter *center = hearth_test_center_new ();

  assert_trouble (center->path, "The center is open elsewhere", "busy.png");
  hearth_test_center_free (center);
}

int
main (int argc, char *argv[])
{
  hearth_test_desk_init (&argc, &argv);
  g_test_add_func ("/session/first-start", test_first_start);
  g_test_add_func ("/session/no-place", test_no_place);
  g_test_add_func ("/session/not-ours", test_not_ours);
  g_test_add_func ("/session/newer", test_newer);
  g_test_add_func ("/session/damaged", test_damaged);
  g_test_add_func ("/session/busy", test_busy);
  return g_test_run ();
}
