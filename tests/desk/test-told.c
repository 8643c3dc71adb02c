/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What whoever works at a desk is told on their own screen of what others did: why they were signed out, that their roles
 * are others, that the desk was copied, and who may sign in. The others work by the way in that hearthctl has. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-account-client.h"
#include "hearth-account-service.h"
#include "hearth-clock.h"
#include "hearth-desk-client.h"
#include "hearth-desk-words.h"
#include "hearth-face-grid.h"
#include "hearth-pin-pad.h"
#include "hearth-session-client.h"
#include "hearth-sign-in-page.h"
#include "hearth-test-hub.h"
#include "hearth-window-test.h"

static HearthClient *
client_of (HearthWindowTest *test)
{
  return hearth_window_get_client (test->window);
}

static gint64
id_of (HearthWindowTest *test, HearthRole role)
{
  return test->lan->center->account_id[role];
}

static GtkWidget *
sign_in_page (HearthWindowTest *test)
{
  GtkWidget *page = gtk_stack_get_visible_child (test->window->views);

  return HEARTH_IS_SIGN_IN_PAGE (page) ? page : NULL;
}

static GtkWidget *
part (HearthWindowTest *test, const char *name)
{
  return HEARTH_TEST_CHILD (sign_in_page (test), HEARTH_TYPE_SIGN_IN_PAGE, name);
}

/* Returns: what stands above the tiles, "" for nothing */
static const char *
told (HearthWindowTest *test)
{
  GtkWidget *label = sign_in_page (test) ? part (test, "told") : NULL;

  return label && gtk_widget_get_visible (label) ? gtk_label_get_label (GTK_LABEL (label)) : "";
}

static GtkWidget *
tile_of (HearthWindowTest *test, gint64 account)
{
  for (GtkWidget *tile = gtk_widget_get_first_child (part (test, "people")); tile;
       tile = gtk_widget_get_next_sibling (tile))
    if (hearth_face_button_get_account (HEARTH_FACE_BUTTON (tile)) == account)
      return tile;
  return NULL;
}

static void
act (HearthWindowTest *test, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), action, NULL));
}

static void
lock (HearthWindowTest *test, gint64 account)
{
  act (test, "win.lock");
  HEARTH_TEST_WAIT (sign_in_page (test) != NULL);
  HEARTH_TEST_WAIT (tile_of (test, account) != NULL);
}

static void
set_disabled (HearthClient *tool, gint64 account, gboolean disabled)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_account_client_set_disabled_async (tool, account, disabled, NULL, hearth_test_on_result, &result);
  hearth_account_client_done_finish (tool, hearth_test_await (&result), &error);
  g_assert_no_error (error);
}

static char *
reset (HearthClient *tool, gint64 account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *once;

  hearth_account_client_reset_async (tool, account, NULL, hearth_test_on_result, &result);
  once = hearth_account_client_once_finish (tool, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  return once;
}

static void
create (HearthClient *tool, const char *name)
{
  const char *roles[] = { "greeter", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *once = NULL;

  hearth_account_client_create_async (tool, name, NULL, roles, NULL, hearth_test_on_result, &result);
  once = hearth_account_client_once_finish (tool, hearth_test_await (&result), &error);
  g_assert_no_error (error);
}

static HearthAccount *
find_account (HearthClient *tool, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListStore) accounts = NULL;

  hearth_account_client_list_async (tool, NULL, hearth_test_on_result, &result);
  accounts = hearth_account_client_list_finish (tool, hearth_test_await (&result), NULL);
  g_assert_nonnull (accounts);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (accounts)); i++)
    {
      g_autoptr (HearthAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);

      if (hearth_account_get_id (account) == id)
        return g_steal_pointer (&account);
    }
  return NULL;
}

static void
set_role (HearthClient *tool, gint64 id, const char *role)
{
  const char *roles[] = { role, NULL };
  g_autoptr (HearthAccount) account = find_account (tool, id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_account_client_set_roles_async (tool, account, roles, NULL, hearth_test_on_result, &result);
  hearth_account_client_done_finish (tool, hearth_test_await (&result), &error);
  g_assert_no_error (error);
}

static void
set_pin (HearthWindowTest *test)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *outcome = NULL;

  hearth_session_client_set_pin_async (client_of (test), HEARTH_TEST_PASSPHRASE, HEARTH_TEST_PIN, NULL,
                                       hearth_test_on_result, &result);
  hearth_session_client_set_pin_finish (client_of (test), hearth_test_await (&result), &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (outcome, ==, "done");
}

/* In the middle of the work. It is said until somebody signs in, whatever tile is chosen, and then no more. */
static void
test_new_passphrase (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, NULL);
  g_autoptr (HearthClient) tool = hearth_test_lan_open_tool (test->lan);
  g_autofree char *once = reset (tool, id_of (test, HEARTH_ROLE_GREETER));

  g_assert_nonnull (once);
  HEARTH_TEST_WAIT (*told (test) != '\0');
  g_assert_cmpstr (told (test), ==,
                   "You were signed out. A director made a new passphrase for this account. Ask a director for it and "
                   "sign in with that.");
  HEARTH_TEST_WAIT (tile_of (test, id_of (test, HEARTH_ROLE_GREETER)) != NULL);
  hearth_test_desk_shot (GTK_WINDOW (test->window), "told-new-passphrase.png");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tile_of (test, 0)), TRUE);
  g_assert_cmpstr (told (test), !=, "");

  hearth_window_test_sign_in (test, HEARTH_ROLE_COACH);
  lock (test, id_of (test, HEARTH_ROLE_COACH));
  g_assert_cmpstr (told (test), ==, "");
}

/* Behind the lock: who has an account is seen at once, and what somebody types stays where they are still there. */
static void
test_faces (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, NULL);
  g_autoptr (HearthClient) tool = hearth_test_lan_open_tool (test->lan);
  gint64 greeter = id_of (test, HEARTH_ROLE_GREETER), coach = id_of (test, HEARTH_ROLE_COACH);

  set_pin (test);
  lock (test, greeter);
  HEARTH_TEST_WAIT (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (part (test, "ways"))), "pin") == 0);
  gtk_widget_activate_action (part (test, "pad"), "pin.digit", "s", "1");
  g_assert_nonnull (tile_of (test, coach));
  set_disabled (tool, coach, TRUE);
  HEARTH_TEST_WAIT (tile_of (test, coach) == NULL);
  g_assert_cmpuint (hearth_pin_pad_get_length (HEARTH_PIN_PAD (part (test, "pad"))), ==, 1);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (tile_of (test, greeter))));
  g_assert_cmpstr (told (test), ==, "");
  create (tool, "Newcomer");
  HEARTH_TEST_WAIT (hearth_test_desk_shows (part (test, "people"), "Newcomer"));
  g_assert_cmpuint (hearth_pin_pad_get_length (HEARTH_PIN_PAD (part (test, "pad"))), ==, 1);

  /* Whose turn it was: they are told, and their tile goes. */
  set_disabled (tool, greeter, TRUE);
  HEARTH_TEST_WAIT (tile_of (test, greeter) == NULL && *told (test) != '\0');
  g_assert_cmpstr (
      told (test), ==,
      "Whoever locked this desk is signed out. A director disabled this account. If that is a mistake, ask "
      "a director to let it in again.");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (part (test, "ways"))), ==, "none");
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (part (test, "heading"))), ==, "Choose your name.");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (test->window)) != NULL);
  hearth_test_desk_shot (GTK_WINDOW (test->window), "told-disabled-locked.png");
  set_disabled (tool, greeter, FALSE);
  HEARTH_TEST_WAIT (tile_of (test, greeter) != NULL);
}

/* A PIN that is not enough any more is not asked for. */
static void
test_pin_void (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, NULL);
  g_autoptr (HearthClient) tool = hearth_test_lan_open_tool (test->lan);
  g_autofree char *once = NULL;

  set_pin (test);
  lock (test, id_of (test, HEARTH_ROLE_GREETER));
  HEARTH_TEST_WAIT (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (part (test, "ways"))), "pin") == 0);
  once = reset (tool, id_of (test, HEARTH_ROLE_GREETER));
  HEARTH_TEST_WAIT (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (part (test, "ways"))), "passphrase") == 0);
  HEARTH_TEST_WAIT (g_str_has_prefix (told (test), "Whoever locked this desk is signed out. A director made a new"));
}

static gboolean
do_disable (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_account_service_set_disabled (unit, *(gint64 *)data, TRUE, error);
}

/* While this desk was away: the hub says so when it is back. */
static void
test_heard_late (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, NULL);
  gint64 greeter = id_of (test, HEARTH_ROLE_GREETER);

  hearth_window_test_hub_away (test);
  hearth_test_center_write (test->lan->center, HEARTH_ROLE_DIRECTOR, do_disable, &greeter);
  hearth_window_test_hub_back (test);
  HEARTH_TEST_WAIT (*told (test) != '\0');
  g_assert_true (g_str_has_prefix (told (test), "You were signed out. A director disabled this account."));
  HEARTH_TEST_WAIT (tile_of (test, id_of (test, HEARTH_ROLE_COACH)) != NULL && tile_of (test, greeter) == NULL);
}

/* Signed in while the hub was away, by what the desk knows: it has to be proved again. */
static void
test_hub_back (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, NULL);

  hearth_window_test_hub_away (test);
  act (test, "win.lock");
  HEARTH_TEST_WAIT (sign_in_page (test) != NULL);
  hearth_window_test_sign_in (test, HEARTH_ROLE_GREETER);
  hearth_window_test_hub_back (test);
  HEARTH_TEST_WAIT (*told (test) != '\0');
  g_assert_cmpstr (told (test), ==, "The hub is back. Sign in once more to go on; what was entered here is safe.");
}

/* Other roles: the pages are others at once, and the desk says why. */
static void
test_roles (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_COACH, FALSE, NULL);
  g_autoptr (HearthClient) tool = hearth_test_lan_open_tool (test->lan);

  set_role (tool, id_of (test, HEARTH_ROLE_COACH), "staff");
  HEARTH_TEST_WAIT (
      hearth_test_desk_shows (test->window, "A director changed what you can do here. Your roles now: Staff."));
  hearth_test_desk_shot (GTK_WINDOW (test->window), "told-roles.png");

  /* Behind the lock: when they are back. */
  lock (test, id_of (test, HEARTH_ROLE_COACH));
  set_role (tool, id_of (test, HEARTH_ROLE_COACH), "greeter");
  g_assert_false (hearth_test_desk_shows (test->window, "Your roles now"));
  hearth_window_test_sign_in (test, HEARTH_ROLE_COACH);
  HEARTH_TEST_WAIT (
      hearth_test_desk_shows (test->window, "A director changed what you can do here. Your roles now: Greeter."));
  /* Somebody else has never had others here. */
  lock (test, id_of (test, HEARTH_ROLE_COACH));
  hearth_window_test_sign_in (test, HEARTH_ROLE_STAFF);
  g_assert_false (hearth_test_desk_shows (test->window, "Your roles now"));
}

/* Which of the desks it is, as a director reads it in the list. */
static char *
line_of_desk (HearthWindowTest *test, gint64 id)
{
  g_autoptr (HearthClient) tool = hearth_test_lan_open_tool (test->lan);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListStore) desks = NULL;

  hearth_desk_client_list_async (tool, NULL, hearth_test_on_result, &result);
  desks = hearth_desk_client_list_finish (tool, hearth_test_await (&result), NULL);
  g_assert_nonnull (desks);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (desks)); i++)
    {
      g_autoptr (HearthDesk) desk = g_list_model_get_item (G_LIST_MODEL (desks), i);

      if (hearth_desk_get_id (desk) == id)
        return hearth_desk_words_line (desk, FALSE, NULL, hearth_clock_now_s (), zone);
    }
  return NULL;
}

/* Two PCs with one key: this one says so itself, at work, locked, and while the other has pushed it out. */
static void
test_copied (void)
{
  const char *words = "This desk is also on another PC";
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, NULL);
  HearthTestLanDesk *desk = hearth_test_lan_desk (test->lan, 0);
  g_autofree char *before = line_of_desk (test, desk->id), *after = NULL;
  g_autoptr (GIOStream) copy = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_prefix (before, "Here now · "));

  g_assert_false (hearth_test_desk_shows (test->window, words));
  copy = hearth_test_lan_open_stream (desk, "127.0.0.2", &error);
  g_assert_no_error (error);
  HEARTH_TEST_WAIT (hearth_client_is_copied (client_of (test)));
  HEARTH_TEST_WAIT (hearth_client_get_state (client_of (test)) == HEARTH_CLIENT_SIGNED_IN);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (test->window, words));
  g_assert_false (hearth_test_desk_shows (hearth_window_get_desk_view (test->window), "Try now"));
  after = line_of_desk (test, desk->id);
  g_assert_true (g_str_has_prefix (after, "On two PCs · Here now · "));
  hearth_test_desk_shot (GTK_WINDOW (test->window), "told-copied.png");
  lock (test, id_of (test, HEARTH_ROLE_GREETER));
  g_assert_true (hearth_test_desk_shows (sign_in_page (test), words));
  hearth_test_desk_shot (GTK_WINDOW (test->window), "told-copied-locked.png");

  hearth_test_lan_kill (test->lan);
  HEARTH_TEST_WAIT (hearth_client_get_state (client_of (test)) == HEARTH_CLIENT_AWAY);
  g_assert_true (hearth_test_desk_shows (sign_in_page (test), "Go on checking people in: visits are kept on this PC"));
}

int
main (int argc, char **argv)
{
  hearth_test_desk_init (&argc, &argv);
  g_test_add_func ("/told/new-passphrase", test_new_passphrase);
  g_test_add_func ("/told/faces", test_faces);
  g_test_add_func ("/told/pin-void", test_pin_void);
  g_test_add_func ("/told/heard-late", test_heard_late);
  g_test_add_func ("/told/hub-back", test_hub_back);
  g_test_add_func ("/told/roles", test_roles);
  g_test_add_func ("/told/copied", test_copied);
  return g_test_run ();
}
