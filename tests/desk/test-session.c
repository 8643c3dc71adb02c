/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The window from first start to lock: real host, real hub, a center in a temporary folder. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-backup.h"
#include "hearth-desk-view.h"
#include "hearth-embedded-host.h"
#include "hearth-face-button.h"
#include "hearth-pin-pad.h"
#include "hearth-secret-dialog.h"
#include "hearth-session-client.h"
#include "hearth-sign-in-page.h"
#include "hearth-test-center.h"
#include "hearth-test-desk.h"
#include "hearth-trouble-page.h"
#include "hearth-welcome-page.h"
#include "hearth-window.h"

#include <glib/gstdio.h>
#include <unistd.h>

typedef struct
{
  HearthTestCenter *center; /* (owned) (nullable) */
  HearthEmbeddedHost *host; /* (owned) */
  HearthWindow *window;     /* (unowned) */
} Fixture;

static GtkWidget *
view (Fixture *fixture)
{
  return gtk_stack_get_visible_child (GTK_STACK (HEARTH_TEST_CHILD (fixture->window, HEARTH_TYPE_WINDOW, "views")));
}

static void
open_window (Fixture *fixture, const char *path)
{
  fixture->host = hearth_embedded_host_new ();
  fixture->window = hearth_window_new (NULL, HEARTH_HOST (fixture->host));
  hearth_window_open (fixture->window, path, FALSE);
  hearth_test_desk_show (GTK_WIDGET (fixture->window), 1280, 800);
}

/* A center with somebody of every role, open in a window. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->center = hearth_test_center_new ();
  g_assert_true (hearth_house_close (fixture->center->house, NULL));
  g_clear_object (&fixture->center->house);
  open_window (fixture, fixture->center->path);
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (view (fixture)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hearth_test_desk_close (GTK_WINDOW (fixture->window));
  hearth_host_close (HEARTH_HOST (fixture->host));
  g_assert_finalize_object (fixture->host);
  g_clear_pointer (&fixture->center, hearth_test_center_free);
}

static GtkWidget *
part (Fixture *fixture, const char *name)
{
  return HEARTH_TEST_CHILD (view (fixture), HEARTH_TYPE_SIGN_IN_PAGE, name);
}

static gboolean
outcome_is (Fixture *fixture, const char *text)
{
  return HEARTH_IS_SIGN_IN_PAGE (view (fixture))
         && g_str_equal (gtk_label_get_label (GTK_LABEL (part (fixture, "outcome"))), text);
}

static const char *
way (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (part (fixture, "ways")));
}

static GtkWidget *
tile_of (Fixture *fixture, gint64 account)
{
  for (GtkWidget *tile = gtk_widget_get_first_child (part (fixture, "people")); tile;
       tile = gtk_widget_get_next_sibling (tile))
    if (hearth_face_button_get_account (HEARTH_FACE_BUTTON (tile)) == account)
      return tile;
  return NULL;
}

static void
choose (Fixture *fixture, gint64 account)
{
  HEARTH_TEST_WAIT (tile_of (fixture, account) != NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tile_of (fixture, account)), TRUE);
}

static void
type_passphrase (Fixture *fixture, const char *passphrase)
{
  gtk_editable_set_text (GTK_EDITABLE (part (fixture, "passphrase")), passphrase);
  g_signal_emit_by_name (part (fixture, "passphrase"), "activate");
}

static void
sign_in (Fixture *fixture, HearthRole role)
{
  choose (fixture, 0);
  gtk_editable_set_text (GTK_EDITABLE (part (fixture, "name_entry")),
                         role == HEARTH_ROLE_DIRECTOR ? "Test Director" : "Test Greeter");
  type_passphrase (fixture, HEARTH_TEST_PASSPHRASE);
  HEARTH_TEST_WAIT (HEARTH_IS_DESK_VIEW (view (fixture)));
}

static void
type_pin (Fixture *fixture, const char *pin)
{
  GtkWidget *pad = part (fixture, "pad");

  for (const char *digit = pin; *digit; digit++)
    {
      char text[2] = { *digit, '\0' };

      gtk_widget_activate_action (pad, "pin.digit", "s", text);
    }
  gtk_widget_activate_action (pad, "pin.enter", NULL);
}

static void
pin_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hearth_session_client_set_pin_finish (HEARTH_CLIENT (source), result, user_data, &error));
  g_assert_no_error (error);
}

static void
set_pin (Fixture *fixture)
{
  g_autofree char *outcome = NULL;

  hearth_session_client_set_pin_async (hearth_window_get_client (fixture->window), HEARTH_TEST_PASSPHRASE,
                                       HEARTH_TEST_PIN, NULL, pin_set_cb, &outcome);
  HEARTH_TEST_WAIT (outcome != NULL);
  g_assert_cmpstr (outcome, ==, "done");
}

static void
do_action (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}

static void
lock (Fixture *fixture)
{
  do_action (fixture, "win.lock");
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (view (fixture)));
}

static void
test_wrong_passphrase (Fixture *fixture, gconstpointer data)
{
  choose (fixture, 0);
  g_assert_cmpstr (way (fixture), ==, "passphrase");
  gtk_editable_set_text (GTK_EDITABLE (part (fixture, "name_entry")), "Test Greeter");
  type_passphrase (fixture, "not this one");
  HEARTH_TEST_WAIT (outcome_is (fixture, "That was not it."));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (part (fixture, "passphrase"))), ==, "");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (part (fixture, "name_entry"))), ==, "Test Greeter");
  g_assert_null (hearth_window_get_desk_view (fixture->window));
}

/* Failures one after the other end in a wait that counts down, with nothing to press meanwhile. */
static void
test_wait (Fixture *fixture, gconstpointer data)
{
  const char *text;

  choose (fixture, 0);
  gtk_editable_set_text (GTK_EDITABLE (part (fixture, "name_entry")), "Test Greeter");
  for (int i = 0; i < 12 && gtk_widget_get_sensitive (part (fixture, "way_in")); i++)
    {
      gtk_label_set_label (GTK_LABEL (part (fixture, "outcome")), "");
      type_passphrase (fixture, "not this one");
      HEARTH_TEST_WAIT (*gtk_label_get_label (GTK_LABEL (part (fixture, "outcome"))) != '\0');
    }
  text = gtk_label_get_label (GTK_LABEL (part (fixture, "outcome")));
  g_assert_true (g_str_has_prefix (text, "Try again in "));
  g_assert_false (gtk_widget_get_sensitive (part (fixture, "way_in")));
}

static void
test_pin (Fixture *fixture, gconstpointer data)
{
  HearthDeskView *desk;

  sign_in (fixture, HEARTH_ROLE_GREETER);
  set_pin (fixture);
  desk = hearth_window_get_desk_view (fixture->window);
  g_assert_nonnull (desk);
  lock (fixture);

  /* Nothing of the desk is in the window, not even out of sight. */
  g_assert_null (hearth_window_get_desk_view (fixture->window));
  g_assert_null (gtk_widget_get_root (GTK_WIDGET (desk)));
  HEARTH_TEST_WAIT (g_strcmp0 (way (fixture), "pin") == 0);
  hearth_test_desk_shot (GTK_WINDOW (fixture->window), "locked.png");

  type_pin (fixture, "0000");
  HEARTH_TEST_WAIT (outcome_is (fixture, "That was not it. Two tries left."));
  g_assert_cmpuint (hearth_pin_pad_get_length (HEARTH_PIN_PAD (part (fixture, "pad"))), ==, 0);
  type_pin (fixture, HEARTH_TEST_PIN);
  HEARTH_TEST_WAIT (HEARTH_IS_DESK_VIEW (view (fixture)));
  g_assert_true (hearth_window_get_desk_view (fixture->window) == desk);
}

static void
test_three_wrong_pins (Fixture *fixture, gconstpointer data)
{
  sign_in (fixture, HEARTH_ROLE_GREETER);
  set_pin (fixture);
  lock (fixture);
  HEARTH_TEST_WAIT (g_strcmp0 (way (fixture), "pin") == 0);
  type_pin (fixture, "0000");
  HEARTH_TEST_WAIT (outcome_is (fixture, "That was not it. Two tries left."));
  type_pin (fixture, "0001");
  HEARTH_TEST_WAIT (outcome_is (fixture, "That was not it. One try left."));
  type_pin (fixture, "0002");
  HEARTH_TEST_WAIT (g_strcmp0 (way (fixture), "passphrase") == 0);
  type_passphrase (fixture, HEARTH_TEST_PASSPHRASE);
  HEARTH_TEST_WAIT (HEARTH_IS_DESK_VIEW (view (fixture)));
}

static void
undone_cb (gpointer data)
{
  (*(int *)data)++;
}

static void
test_other_person (Fixture *fixture, gconstpointer data)
{
  gpointer first;
  int undone = 0;

  sign_in (fixture, HEARTH_ROLE_GREETER);
  first = hearth_window_get_desk_view (fixture->window);
  g_object_add_weak_pointer (first, &first);
  hearth_shell_offer_undo (hearth_desk_view_get_page (first), "Something was done", undone_cb, &undone, NULL);
  hearth_shell_offer_undo (hearth_desk_view_get_page (first), "And <more> & more", undone_cb, &undone, NULL);
  do_action (fixture, "win.undo");
  g_assert_cmpint (undone, ==, 1);

  do_action (fixture, "win.switch-person");
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (view (fixture)));
  sign_in (fixture, HEARTH_ROLE_DIRECTOR);
  HEARTH_TEST_WAIT (first == NULL);
  do_action (fixture, "win.undo");
  g_assert_cmpint (undone, ==, 1);
}

static GtkWindow *
dialog_of (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (fixture->window))
        return window;
    }
  return NULL;
}

static void
test_dialogs (Fixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;
  GtkEditable *typed;

  sign_in (fixture, HEARTH_ROLE_GREETER);
  set_pin (fixture);
  do_action (fixture, "win.change-pin");
  dialog = dialog_of (fixture);
  g_assert_true (HEARTH_IS_SECRET_DIALOG (dialog));
  typed = GTK_EDITABLE (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_SECRET_DIALOG, "secret"));
  gtk_editable_set_text (typed, "1379");
  lock (fixture);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (dialog)));

  HEARTH_TEST_WAIT (g_strcmp0 (way (fixture), "pin") == 0);
  type_pin (fixture, HEARTH_TEST_PIN);
  HEARTH_TEST_WAIT (gtk_widget_get_visible (GTK_WIDGET (dialog)));
  g_assert_cmpstr (gtk_editable_get_text (typed), ==, "1379");

  do_action (fixture, "win.switch-person");
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (view (fixture)));
  sign_in (fixture, HEARTH_ROLE_DIRECTOR);
  HEARTH_TEST_WAIT (dialog_of (fixture) == NULL);
}

static void
test_weak_secrets (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog, *why;

  sign_in (fixture, HEARTH_ROLE_GREETER);
  do_action (fixture, "win.change-pin");
  dialog = GTK_WIDGET (dialog_of (fixture));
  why = HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_SECRET_DIALOG, "why");
  gtk_editable_set_text (GTK_EDITABLE (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_SECRET_DIALOG, "secret")), "12a4");
  gtk_widget_activate_action (dialog, "secret.save", NULL);
  g_assert_true (gtk_widget_get_visible (why));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (why)), ==, "A PIN has 4 to 8 digits.");
  gtk_editable_set_text (GTK_EDITABLE (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_SECRET_DIALOG, "secret")), "1397");
  gtk_editable_set_text (GTK_EDITABLE (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_SECRET_DIALOG, "again")), "1397");
  gtk_editable_set_text (GTK_EDITABLE (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_SECRET_DIALOG, "passphrase")), "wrong");
  gtk_widget_activate_action (dialog, "secret.save", NULL);
  HEARTH_TEST_WAIT (g_str_equal (gtk_label_get_label (GTK_LABEL (why)), "That was not your passphrase."));
  gtk_editable_set_text (GTK_EDITABLE (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_SECRET_DIALOG, "passphrase")),
                         HEARTH_TEST_PASSPHRASE);
  gtk_widget_activate_action (dialog, "secret.save", NULL);
  HEARTH_TEST_WAIT (dialog_of (fixture) == NULL);
}

static GtkWidget *
secret_part (Fixture *fixture, const char *name)
{
  return HEARTH_TEST_CHILD (dialog_of (fixture), HEARTH_TYPE_SECRET_DIALOG, name);
}

static void
save_passphrase (Fixture *fixture, const char *passphrase)
{
  gtk_editable_set_text (GTK_EDITABLE (secret_part (fixture, "secret")), passphrase);
  gtk_editable_set_text (GTK_EDITABLE (secret_part (fixture, "again")), passphrase);
  gtk_widget_activate_action (GTK_WIDGET (dialog_of (fixture)), "secret.save", NULL);
}

/* A center in which a director has just given the greeter a passphrase. */
static void
set_up_given (Fixture *fixture, gconstpointer data)
{
  fixture->center = hearth_test_center_new ();
  hearth_test_center_sql (fixture->center, "UPDATE account SET new_passphrase = 1 WHERE name = 'Test Greeter'");
  g_assert_true (hearth_house_close (fixture->center->house, NULL));
  g_clear_object (&fixture->center->house);
  open_window (fixture, fixture->center->path);
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (view (fixture)));
}

/* Who must choose a passphrase is asked for that alone, not for the one that they typed a moment ago. */
static void
test_first_passphrase (Fixture *fixture, gconstpointer data)
{
  sign_in (fixture, HEARTH_ROLE_GREETER);
  g_assert_true (HEARTH_IS_SECRET_DIALOG (dialog_of (fixture)));
  g_assert_false (gtk_widget_get_visible (secret_part (fixture, "now")));
  HEARTH_TEST_WAIT (gtk_widget_get_width (GTK_WIDGET (dialog_of (fixture))) > 0);
  hearth_test_desk_shot (dialog_of (fixture), "first-passphrase.png");
  save_passphrase (fixture, HEARTH_TEST_PASSPHRASE);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (secret_part (fixture, "why"))), ==,
                   "That is the passphrase that you have now. Take another one.");
  g_assert_null (hearth_desk_view_get_page (hearth_window_get_desk_view (fixture->window)));
  save_passphrase (fixture, "two lamps in the window");
  HEARTH_TEST_WAIT (dialog_of (fixture) == NULL);
  HEARTH_TEST_WAIT (hearth_desk_view_get_page (hearth_window_get_desk_view (fixture->window)) != NULL);
  g_assert_nonnull (
      hearth_test_desk_find_text (GTK_WIDGET (fixture->window),
                                  "Your passphrase is set. With a short PIN you unlock this desk faster."));
}

/* Who gives up is signed out and told so, and can begin again: nobody sits before an empty desk. */
static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  const char *words = "You are signed out. Sign in again to choose a passphrase of your own.";
  gpointer dialog;

  sign_in (fixture, HEARTH_ROLE_GREETER);
  dialog = dialog_of (fixture);
  g_object_add_weak_pointer (dialog, &dialog);
  gtk_window_close (dialog);
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (view (fixture)));
  HEARTH_TEST_WAIT (dialog == NULL);
  choose (fixture, fixture->center->account_id[HEARTH_ROLE_GREETER]);
  HEARTH_TEST_WAIT (outcome_is (fixture, words));
  hearth_test_desk_shot (GTK_WINDOW (fixture->window), "given-up.png");
  choose (fixture, 0);
  g_assert_true (outcome_is (fixture, ""));

  sign_in (fixture, HEARTH_ROLE_GREETER);
  g_assert_false (gtk_widget_get_visible (secret_part (fixture, "now")));
  /* The dialog, and what is in it, goes with the desk. */
  dialog = dialog_of (fixture);
  g_object_add_weak_pointer (dialog, &dialog);
  do_action (fixture, "win.lock");
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (view (fixture)));
  HEARTH_TEST_WAIT (dialog == NULL);
  HEARTH_TEST_WAIT (tile_of (fixture, fixture->center->account_id[HEARTH_ROLE_GREETER]) != NULL);
  g_assert_true (outcome_is (fixture, ""));
}

/* Given another one meanwhile: the passphrase of the sign-in is asked for again. */
static void
test_given_again (Fixture *fixture, gconstpointer data)
{
  sign_in (fixture, HEARTH_ROLE_GREETER);
  gtk_editable_set_text (GTK_EDITABLE (secret_part (fixture, "passphrase")), "not any more");
  save_passphrase (fixture, "two lamps in the window");
  HEARTH_TEST_WAIT (gtk_widget_get_visible (secret_part (fixture, "now")));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (secret_part (fixture, "passphrase"))), ==, "");
  gtk_editable_set_text (GTK_EDITABLE (secret_part (fixture, "passphrase")), HEARTH_TEST_PASSPHRASE);
  gtk_widget_activate_action (GTK_WIDGET (dialog_of (fixture)), "secret.save", NULL);
  HEARTH_TEST_WAIT (dialog_of (fixture) == NULL);
}

/* The desk locks itself, and what may not be done while locked is off. */
static void
test_idle_lock (Fixture *fixture, gconstpointer data)
{
  sign_in (fixture, HEARTH_ROLE_GREETER);
  hearth_window_set_idle_ms (fixture->window, 30);
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (view (fixture)));
  g_assert_cmpint (hearth_client_get_state (hearth_window_get_client (fixture->window)), ==, HEARTH_CLIENT_LOCKED);
  do_action (fixture, "win.preferences");
  g_assert_null (dialog_of (fixture));
}

/* A connection that ends is made anew; the desk is out of sight meanwhile, and the same person gets it back. */
static void
test_lost_connection (Fixture *fixture, gconstpointer data)
{
  HearthDeskView *desk;

  sign_in (fixture, HEARTH_ROLE_GREETER);
  desk = hearth_window_get_desk_view (fixture->window);
  hearth_client_disconnect (hearth_window_get_client (fixture->window));
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (view (fixture)));
  g_assert_cmpint (hearth_client_get_state (hearth_window_get_client (fixture->window)), ==, HEARTH_CLIENT_LOCKED);
  sign_in (fixture, HEARTH_ROLE_GREETER);
  g_assert_true (hearth_window_get_desk_view (fixture->window) == desk);
}

static GtkWidget *
field (Fixture *fixture, const char *name)
{
  return HEARTH_TEST_CHILD (view (fixture), HEARTH_TYPE_WELCOME_PAGE, name);
}

static void
refuse (Fixture *fixture, const char *text)
{
  gtk_widget_activate_action (view (fixture), "welcome.create", NULL);
  g_assert_true (gtk_widget_get_visible (field (fixture, "why")));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (field (fixture, "why"))), ==, text);
}

static void
set (Fixture *fixture, const char *name, const char *text)
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
  Fixture fixture = { NULL };

  open_window (&fixture, path);
  g_assert_true (HEARTH_IS_WELCOME_PAGE (view (&fixture)));
  hearth_test_desk_shot (GTK_WINDOW (fixture.window), "welcome.png");
  gtk_widget_activate_action (view (&fixture), "welcome.set-up", NULL);
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
  gtk_widget_activate_action (view (&fixture), "welcome.create", NULL);
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (view (&fixture)));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_nonnull (hearth_test_desk_find_text (view (&fixture), "Maple & Oak <Street>"));
  choose (&fixture, 0);
  gtk_editable_set_text (GTK_EDITABLE (part (&fixture, "name_entry")), "Robin");
  type_passphrase (&fixture, HEARTH_TEST_PASSPHRASE);
  HEARTH_TEST_WAIT (HEARTH_IS_DESK_VIEW (view (&fixture)));
  hearth_test_desk_shot (GTK_WINDOW (fixture.window), "first-desk.png");
  tear_down (&fixture, NULL);
}

/* A folder where nothing can be made: the form says so, and what was typed stays. */
static void
test_no_place (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *path = g_build_filename (file, "center.hearth", NULL);
  Fixture fixture = { NULL };

  g_assert_true (g_file_set_contents (file, "not a folder", -1, NULL));
  open_window (&fixture, path);
  gtk_widget_activate_action (view (&fixture), "welcome.set-up", NULL);
  set (&fixture, "name", "Maple Street");
  set (&fixture, "director", "Robin");
  set (&fixture, "passphrase", HEARTH_TEST_PASSPHRASE);
  set (&fixture, "again", HEARTH_TEST_PASSPHRASE);
  gtk_widget_activate_action (view (&fixture), "welcome.create", NULL);
  HEARTH_TEST_WAIT (gtk_widget_get_visible (field (&fixture, "why")));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (field (&fixture, "name"))), ==, "Maple Street");
  g_assert_true (gtk_widget_get_sensitive (field (&fixture, "form")));
  tear_down (&fixture, NULL);
}

static void
assert_trouble (const char *path, const char *title, const char *shot)
{
  Fixture fixture = { NULL };

  open_window (&fixture, path);
  HEARTH_TEST_WAIT (HEARTH_IS_TROUBLE_PAGE (view (&fixture)));
  g_assert_nonnull (hearth_test_desk_find_text (view (&fixture), title));
  hearth_test_desk_shot (GTK_WINDOW (fixture.window), shot);
  tear_down (&fixture, NULL);
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
  Fixture fixture = { closed_center (NULL) };
  GStatBuf before;
  GtkWidget *restore;

  g_assert_cmpint (g_stat (fixture.center->path, &before), ==, 0);
  g_assert_cmpint (truncate (fixture.center->path, before.st_size / 2), ==, 0);
  open_window (&fixture, fixture.center->path);
  HEARTH_TEST_WAIT (HEARTH_IS_TROUBLE_PAGE (view (&fixture)));
  g_assert_nonnull (hearth_test_desk_find_text (view (&fixture), "The center file is damaged"));
  restore = HEARTH_TEST_CHILD (view (&fixture), HEARTH_TYPE_TROUBLE_PAGE, "restore");
  HEARTH_TEST_WAIT (gtk_widget_get_visible (restore));
  hearth_test_desk_shot (GTK_WINDOW (fixture.window), "damaged.png");
  g_signal_emit_by_name (restore, "clicked");
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (view (&fixture)));
  sign_in (&fixture, HEARTH_ROLE_GREETER);
  tear_down (&fixture, NULL);
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

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/session/wrong-passphrase", test_wrong_passphrase);
  ADD ("/session/wait", test_wait);
  ADD ("/session/pin", test_pin);
  ADD ("/session/three-wrong-pins", test_three_wrong_pins);
  ADD ("/session/other-person", test_other_person);
  ADD ("/session/dialogs", test_dialogs);
  ADD ("/session/weak-secrets", test_weak_secrets);
  ADD ("/session/idle-lock", test_idle_lock);
  ADD ("/session/lost-connection", test_lost_connection);
#define ADD_GIVEN(path, test) g_test_add (path, Fixture, NULL, set_up_given, test, tear_down)
  ADD_GIVEN ("/session/first-passphrase", test_first_passphrase);
  ADD_GIVEN ("/session/given-up", test_given_up);
  ADD_GIVEN ("/session/given-again", test_given_again);
  g_test_add_func ("/session/first-start", test_first_start);
  g_test_add_func ("/session/no-place", test_no_place);
  g_test_add_func ("/session/not-ours", test_not_ours);
  g_test_add_func ("/session/newer", test_newer);
  g_test_add_func ("/session/damaged", test_damaged);
  g_test_add_func ("/session/busy", test_busy);

  return g_test_run ();
}
