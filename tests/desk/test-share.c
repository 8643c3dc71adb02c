/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The window and its center: shared by the service and taken back, joined, followed and left. Real host, real programs. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-center-place.h"
#include "hearth-desk-client.h"
#include "hearth-desk-view.h"
#include "hearth-join-page.h"
#include "hearth-preferences.h"
#include "hearth-session-client.h"
#include "hearth-session-test.h"
#include "hearth-sign-in-page.h"
#include "hearth-socket-path.h"
#include "hearth-test-hub.h"
#include "hearth-test-lan.h"
#include "hearth-welcome-page.h"
#include "hearth-window-private.h"

#include <glib/gstdio.h>

static HearthClient *
client_of (HearthSessionTest *fixture)
{
  return hearth_window_get_client (fixture->window);
}

static void
sign_in (HearthSessionTest *fixture, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  HearthSignIn outcome = HEARTH_SIGN_IN_WRONG;

  hearth_session_client_sign_in_async (client_of (fixture), 0, name, HEARTH_TEST_PASSPHRASE, NULL,
                                       hearth_test_on_result, &result);
  g_assert_true (
      hearth_session_client_sign_in_finish (client_of (fixture), hearth_test_await (&result), &outcome, NULL, NULL));
  g_assert_cmpint (outcome, ==, HEARTH_SIGN_IN_WELCOME);
  HEARTH_TEST_WAIT (HEARTH_IS_DESK_VIEW (hearth_session_test_view (fixture)));
}

static void
do_action (HearthSessionTest *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}

/* The center of the director who sits there. */
static void
open_center (HearthSessionTest *fixture)
{
  hearth_session_test_set_up (fixture, NULL);
  sign_in (fixture, "Test Director");
}

static gboolean
is_shared (HearthSessionTest *fixture)
{
  HearthHubGreeting *greeting = hearth_client_get_greeting (client_of (fixture));

  return hearth_client_get_state (client_of (fixture)) != HEARTH_CLIENT_AWAY && greeting != NULL
         && hearth_hub_greeting_get_shared (greeting);
}

static gboolean
is_alone (HearthSessionTest *fixture)
{
  HearthHubGreeting *greeting = hearth_client_get_greeting (client_of (fixture));

  return hearth_client_get_state (client_of (fixture)) != HEARTH_CLIENT_AWAY && greeting != NULL
         && !hearth_hub_greeting_get_shared (greeting);
}

static gboolean
is_signed_in (HearthSessionTest *fixture)
{
  return hearth_client_get_state (client_of (fixture)) == HEARTH_CLIENT_SIGNED_IN
         && HEARTH_IS_DESK_VIEW (hearth_session_test_view (fixture));
}

static gboolean
says (HearthSessionTest *fixture, const char *text)
{
  return hearth_test_desk_find_text (GTK_WIDGET (fixture->window), text) != NULL;
}

/* What a director does on the page of Preferences, which closes itself then. */
static void
in_preferences (HearthSessionTest *fixture, const char *action)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *preferences = NULL;
  GtkStack *sections;

  do_action (fixture, "win.preferences");
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (HEARTH_IS_PREFERENCES (window))
        preferences = window;
    }
  g_assert_nonnull (preferences);
  sections = GTK_STACK (HEARTH_TEST_CHILD (preferences, HEARTH_TYPE_PREFERENCES, "sections"));
  HEARTH_TEST_WAIT (gtk_widget_get_mapped (preferences));
  gtk_stack_set_visible_child_name (sections, "sharing");
  gtk_widget_activate_action (gtk_stack_get_visible_child (sections), action, NULL);
}

/* The service takes over and gives back, with every account where it was. */
static void
test_there_and_back (void)
{
  HearthSessionTest fixture = { NULL };
  g_autofree char *place = hearth_center_place_desk ();
  g_autofree char *shared = NULL;
  g_autoptr (HearthDeskFolder) folder = NULL;
  g_autoptr (GAsyncResult) ended = NULL;

  open_center (&fixture);
  in_preferences (&fixture, "section.share");
  /* Until the service is up the window says that it works, and is not empty. */
  HEARTH_TEST_WAIT (hearth_client_get_state (client_of (&fixture)) == HEARTH_CLIENT_AWAY);
  g_assert_nonnull (hearth_session_test_view (&fixture));
  HEARTH_TEST_WAIT (is_shared (&fixture));
  shared = hearth_center_place_get_shared ();
  g_assert_cmpstr (shared, ==, fixture.center->path);
  /* It is the same desk of the same center: nobody proves anew who they are. */
  HEARTH_TEST_WAIT (is_signed_in (&fixture));
  HEARTH_TEST_WAIT (says (&fixture, "The center is shared. Other PCs can join it: Preferences, Desks."));
  hearth_test_desk_shot (GTK_WINDOW (fixture.window), "shared.png");
  folder = hearth_desk_folder_new (place);
  g_assert_true (hearth_desk_folder_has_joined (folder));

  /* The application is closed and opened again: it is a desk of the service, which has gone on. */
  hearth_test_desk_close (GTK_WINDOW (fixture.window));
  fixture.window = hearth_window_new (NULL, HEARTH_HOST (fixture.host));
  hearth_window_open_joined (fixture.window);
  hearth_test_desk_show (GTK_WIDGET (fixture.window), 1280, 800);
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (&fixture)));
  sign_in (&fixture, "Test Director");
  g_assert_true (is_shared (&fixture));

  /* The service ends; whoever tries again at its PC starts it. */
  hearth_desk_client_stop_sharing_async (client_of (&fixture), NULL, hearth_test_on_result, &ended);
  hearth_test_await (&ended);
  HEARTH_TEST_WAIT (hearth_client_get_state (client_of (&fixture)) == HEARTH_CLIENT_AWAY);
  do_action (&fixture, "win.try-hub");
  HEARTH_TEST_WAIT (is_shared (&fixture) && is_signed_in (&fixture));

  in_preferences (&fixture, "section.unshare");
  hearth_test_desk_answer ("go");
  HEARTH_TEST_WAIT (is_alone (&fixture));
  g_free (shared);
  shared = hearth_center_place_get_shared ();
  g_assert_cmpstr (shared, ==, "");
  g_clear_object (&folder);
  folder = hearth_desk_folder_new (place);
  g_assert_false (hearth_desk_folder_has_joined (folder));
  HEARTH_TEST_WAIT (is_signed_in (&fixture));
  HEARTH_TEST_WAIT (
      says (&fixture, "The center is open in the application on this PC alone, as before it was shared."));
  hearth_session_test_tear_down (&fixture, NULL);
}

/* The application ends while the service comes up, and is started anew: it finds its desk, and the service. On the way back
 * it knows them until the center is open in the application. */
static void
test_cut_short (void)
{
  HearthSessionTest fixture = { NULL };
  g_autofree char *place = hearth_center_place_desk (), *socket = NULL;
  g_autoptr (HearthDeskFolder) back = NULL, after = NULL;

  open_center (&fixture);
  socket = hearth_socket_path_of_center (fixture.center->path);
  in_preferences (&fixture, "section.share");
  HEARTH_TEST_WAIT (hearth_client_get_state (client_of (&fixture)) == HEARTH_CLIENT_AWAY);
  hearth_test_desk_close (GTK_WINDOW (fixture.window));
  HEARTH_TEST_WAIT (g_file_test (socket, G_FILE_TEST_EXISTS));
  fixture.window = hearth_window_new (NULL, HEARTH_HOST (fixture.host));
  hearth_window_open_joined (fixture.window);
  hearth_test_desk_show (GTK_WIDGET (fixture.window), 1280, 800);
  HEARTH_TEST_WAIT (is_shared (&fixture) && HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (&fixture)));
  sign_in (&fixture, "Test Director");

  in_preferences (&fixture, "section.unshare");
  hearth_test_desk_answer ("go");
  HEARTH_TEST_WAIT (hearth_client_get_state (client_of (&fixture)) == HEARTH_CLIENT_AWAY);
  back = hearth_desk_folder_new (place);
  g_assert_true (hearth_desk_folder_has_joined (back));
  HEARTH_TEST_WAIT (is_alone (&fixture) && is_signed_in (&fixture));
  after = hearth_desk_folder_new (place);
  g_assert_false (hearth_desk_folder_has_joined (after));
  hearth_session_test_tear_down (&fixture, NULL);
}

/* A service that is not there, or does not come up: the center is open as before. */
static void
test_no_service (gconstpointer program_and_text)
{
  const char *const *what = program_and_text;
  g_autofree char *program = g_strdup (g_getenv ("HEARTH_HUB_PROGRAM"));
  HearthSessionTest fixture = { NULL };

  open_center (&fixture);
  g_setenv ("HEARTH_HUB_PROGRAM", what[0], TRUE);
  do_action (&fixture, "win.share-center");
  HEARTH_TEST_WAIT (says (&fixture, what[1]));
  g_assert_true (is_alone (&fixture) && is_signed_in (&fixture));
  g_setenv ("HEARTH_HUB_PROGRAM", program, TRUE);
  hearth_session_test_tear_down (&fixture, NULL);
}

/* A window of a PC that has no center. */
static void
open_first (HearthSessionTest *fixture)
{
  g_autofree char *none = g_build_filename (g_get_user_data_dir (), "hearth", "no-center.hearth", NULL);

  hearth_session_test_open_window (fixture, none);
}

/* On the page that asks for a code. */
static void
join_with (HearthSessionTest *fixture, const char *code)
{
  gtk_editable_set_text (GTK_EDITABLE (
                             HEARTH_TEST_CHILD (hearth_session_test_view (fixture), HEARTH_TYPE_JOIN_PAGE, "code")),
                         code);
  gtk_widget_activate_action (hearth_session_test_view (fixture), "join.join", NULL);
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (fixture))
                    && hearth_client_get_state (client_of (fixture)) == HEARTH_CLIENT_LOCKED);
}

static void
leave (HearthSessionTest *fixture)
{
  do_action (fixture, "win.leave-center");
  hearth_test_desk_answer ("go");
  HEARTH_TEST_WAIT (HEARTH_IS_WELCOME_PAGE (hearth_session_test_view (fixture)));
}

/* From the first start to a desk of another PC's center, and away from it again. */
static void
test_join_and_leave (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (0);
  g_autofree char *place = hearth_center_place_desk ();
  g_autofree char *code = NULL;
  g_autoptr (HearthDeskFolder) folder = NULL;
  HearthSessionTest fixture = { NULL };

  hearth_test_lan_start (lan);
  code = hearth_test_lan_make_code (lan);
  open_first (&fixture);
  g_assert_true (HEARTH_IS_WELCOME_PAGE (hearth_session_test_view (&fixture)));
  gtk_widget_activate_action (hearth_session_test_view (&fixture), "welcome.join", NULL);
  g_assert_true (HEARTH_IS_JOIN_PAGE (hearth_session_test_view (&fixture)));
  gtk_widget_activate_action (hearth_session_test_view (&fixture), "join.back", NULL);
  HEARTH_TEST_WAIT (HEARTH_IS_WELCOME_PAGE (hearth_session_test_view (&fixture)));
  gtk_widget_activate_action (hearth_session_test_view (&fixture), "welcome.join", NULL);
  join_with (&fixture, code);
  sign_in (&fixture, "Test Greeter");
  g_assert_true (is_shared (&fixture));

  do_action (&fixture, "win.leave-center");
  hearth_test_desk_answer ("cancel");
  g_assert_true (HEARTH_IS_DESK_VIEW (hearth_session_test_view (&fixture)));
  leave (&fixture);
  folder = hearth_desk_folder_new (place);
  g_assert_false (hearth_desk_folder_has_joined (folder));
  hearth_session_test_tear_down (&fixture, NULL);
  hearth_test_lan_stop (lan);
}

/* The hub comes back at another port. Somebody at the locked desk, which cannot find it, types a code. */
static void
test_moved (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (0);
  g_autofree char *code = NULL;
  g_autofree char *again = NULL;
  HearthSessionTest fixture = { NULL };

  hearth_test_lan_start (lan);
  code = hearth_test_lan_make_code (lan);
  open_first (&fixture);
  gtk_widget_activate_action (hearth_session_test_view (&fixture), "welcome.join", NULL);
  join_with (&fixture, code);
  hearth_test_lan_stop (lan);
  HEARTH_TEST_WAIT (hearth_client_get_state (client_of (&fixture)) == HEARTH_CLIENT_AWAY);
  g_assert_nonnull (hearth_test_desk_find_text (GTK_WIDGET (fixture.window), "The hub has moved…"));
  hearth_test_desk_shot (GTK_WINDOW (fixture.window), "away-locked.png");
  lan->port = 0;
  hearth_test_lan_start (lan);
  do_action (&fixture, "win.hub-moved");
  g_assert_true (HEARTH_IS_JOIN_PAGE (hearth_session_test_view (&fixture)));
  gtk_widget_activate_action (hearth_session_test_view (&fixture), "join.back", NULL);
  g_assert_true (HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (&fixture)));
  do_action (&fixture, "win.hub-moved");
  again = hearth_test_lan_make_code (lan);
  join_with (&fixture, again);
  sign_in (&fixture, "Test Director");
  leave (&fixture);
  hearth_session_test_tear_down (&fixture, NULL);
  hearth_test_lan_stop (lan);
}

/* Somebody at the hub removes the desk of this window. */
static void
remove_desk (HearthTestLan *lan, HearthSessionTest *fixture)
{
  gint64 desk = hearth_hub_greeting_get_desk (hearth_client_get_greeting (client_of (fixture)));
  g_autoptr (HearthClient) tool = hearth_test_lan_open_tool (lan);
  g_autoptr (GAsyncResult) removed = NULL;

  hearth_desk_client_remove_async (tool, desk, NULL, hearth_test_on_result, &removed);
  g_assert_true (hearth_desk_client_done_finish (tool, hearth_test_await (&removed), NULL));
  hearth_client_disconnect (tool);
}

/* A desk that was removed says so, shows nothing of anybody, and joins again with a new code. */
static void
test_removed (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (0);
  g_autofree char *code = NULL;
  g_autofree char *again = NULL;
  HearthSessionTest fixture = { NULL };

  hearth_test_lan_start (lan);
  code = hearth_test_lan_make_code (lan);
  open_first (&fixture);
  gtk_widget_activate_action (hearth_session_test_view (&fixture), "welcome.join", NULL);
  join_with (&fixture, code);
  sign_in (&fixture, "Test Greeter");
  remove_desk (lan, &fixture);
  HEARTH_TEST_WAIT (says (&fixture, "This desk was removed from the center"));
  g_assert_null (hearth_window_get_desk_view (fixture.window));
  hearth_test_desk_shot (GTK_WINDOW (fixture.window), "removed.png");

  do_action (&fixture, "win.join-again");
  gtk_widget_activate_action (hearth_session_test_view (&fixture), "join.back", NULL);
  HEARTH_TEST_WAIT (says (&fixture, "This desk was removed from the center"));
  do_action (&fixture, "win.join-again");
  again = hearth_test_lan_make_code (lan);
  join_with (&fixture, again);
  sign_in (&fixture, "Test Greeter");
  leave (&fixture);
  hearth_session_test_tear_down (&fixture, NULL);
  hearth_test_lan_stop (lan);
}

/* The PC that was the hub: it says where the center is, joins there with a code, and does not go back to its old file. */
static void
test_left_behind (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (0);
  g_autofree char *place = hearth_center_place_desk ();
  g_autofree char *code = NULL;
  g_autofree char *again = NULL;
  g_autoptr (HearthDeskFolder) folder = NULL;
  HearthSessionTest fixture = { NULL };

  hearth_test_lan_start (lan);
  code = hearth_test_lan_make_code (lan);
  open_first (&fixture);
  gtk_widget_activate_action (hearth_session_test_view (&fixture), "welcome.join", NULL);
  join_with (&fixture, code);
  sign_in (&fixture, "Test Greeter");
  hearth_center_place_set_shared ("/nowhere/center.hearth");
  remove_desk (lan, &fixture);
  HEARTH_TEST_WAIT (says (&fixture, "The hub of the center is another PC now"));
  hearth_test_desk_shot (GTK_WINDOW (fixture.window), "left-behind.png");

  do_action (&fixture, "win.join-again");
  again = hearth_test_lan_make_code (lan);
  join_with (&fixture, again);
  sign_in (&fixture, "Test Greeter");
  folder = hearth_desk_folder_new (place);
  g_assert_cmpint (hearth_desk_folder_get_desk (folder), >, 1);
  g_assert_cmpuint (hearth_desk_folder_get_port (folder), ==, lan->port);
  /* In this test the other PC is this one, so that its service goes on. */
  hearth_center_place_set_shared ("");
  hearth_window_update_join_actions (fixture.window);
  leave (&fixture);
  hearth_session_test_tear_down (&fixture, NULL);
  hearth_test_lan_stop (lan);
}

int
main (int argc, char *argv[])
{
  static const char *const not_there[]
      = { "/nowhere/hearth-hub", "The hub service is not installed on this PC. The center is open here as before." };
  static const char *const ends_at_once[]
      = { "/bin/false", "The hub service does not come up. The center is open here as before; nothing is lost." };

  g_setenv ("HEARTH_HUB_PROGRAM", HUB_PROGRAM, FALSE);
  hearth_test_desk_init (&argc, &argv);

  g_test_add_func ("/share/there-and-back", test_there_and_back);
  g_test_add_func ("/share/cut-short", test_cut_short);
  g_test_add_data_func ("/share/not-installed", not_there, test_no_service);
  g_test_add_data_func ("/share/does-not-come-up", ends_at_once, test_no_service);
  g_test_add_func ("/share/join-and-leave", test_join_and_leave);
  g_test_add_func ("/share/moved", test_moved);
  g_test_add_func ("/share/removed", test_removed);
  g_test_add_func ("/share/left-behind", test_left_behind);

  return g_test_run ();
}
