/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the tests of a desk on the network share. Aborts the test on failure. Main context. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-window-test.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "hearth-center-place.h"
#include "hearth-embedded-host.h"
#include "hearth-session-client.h"
#include "hearth-test-hub.h"

/* The window finds its folder where any desk has it. */
static void
link_folder (HearthTestLanDesk *desk)
{
  g_autofree char *place = hearth_center_place_desk ();
  g_autofree char *parent = g_path_get_dirname (place);

  g_unlink (place);
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_cmpint (symlink (hearth_desk_folder_get_path (desk->folder), place), ==, 0);
}

static HearthClient *
client_of (HearthWindowTest *self)
{
  return hearth_window_get_client (self->window);
}

static void
find_page (HearthWindowTest *self)
{
  HearthDeskView *desk;

  HEARTH_TEST_WAIT (hearth_window_get_desk_view (self->window) != NULL);
  desk = hearth_window_get_desk_view (self->window);
  self->page = HEARTH_CHECKIN_PAGE (hearth_desk_view_get_page (desk));
}

static void
open_window (HearthWindowTest *self)
{
  g_autoptr (HearthEmbeddedHost) host = hearth_embedded_host_new ();

  self->window = hearth_window_new (NULL, HEARTH_HOST (host));
  hearth_window_open_joined (self->window);
  hearth_test_desk_show (GTK_WIDGET (self->window), 1280, 800);
}

void
hearth_window_test_open_again (HearthWindowTest *self)
{
  self->page = NULL;
  hearth_test_desk_close (GTK_WINDOW (self->window));
  open_window (self);
}

HearthWindowTest *
hearth_window_test_new (HearthRole role, gboolean front_desk, const char *const *people)
{
  HearthWindowTest *self = g_new0 (HearthWindowTest, 1);

  self->lan = hearth_test_lan_new (0);
  for (guint i = 0; people && people[i]; i += 2)
    hearth_test_center_add_person (self->lan->center, people[i], people[i + 1]);
  hearth_test_lan_add_desk (self->lan, front_desk);
  hearth_test_lan_start (self->lan);
  link_folder (hearth_test_lan_desk (self->lan, 0));
  open_window (self);
  HEARTH_TEST_WAIT (hearth_client_get_state (client_of (self)) == HEARTH_CLIENT_LOCKED);
  hearth_window_test_sign_in (self, role);
  return self;
}

void
hearth_window_test_free (HearthWindowTest *self)
{
  g_autofree char *place = hearth_center_place_desk ();

  hearth_test_desk_close (GTK_WINDOW (self->window));
  g_unlink (place);
  hearth_test_lan_free (self->lan);
  g_free (self);
}

void
hearth_window_test_sign_in (HearthWindowTest *self, HearthRole role)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome = HEARTH_SIGN_IN_WRONG;

  hearth_session_client_sign_in_async (client_of (self), self->lan->center->account_id[role], "",
                                       HEARTH_TEST_PASSPHRASE, NULL, hearth_test_on_result, &result);
  hearth_test_await (&result);
  hearth_session_client_sign_in_finish (client_of (self), result, &outcome, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, HEARTH_SIGN_IN_WELCOME);
  find_page (self);
}

static gboolean
file_has (const char *path, const char *text)
{
  g_autofree char *content = NULL;

  return g_file_get_contents (path, &content, NULL, NULL) && strstr (content, text) != NULL;
}

void
hearth_window_test_hub_away (HearthWindowTest *self)
{
  g_autofree char *known = g_build_filename (hearth_desk_folder_get_path (self->window->folder), "offline", NULL);

  /* What the desk needs to know somebody again is hashed in a thread. */
  HEARTH_TEST_WAIT (file_has (known, "verifier"));
  hearth_test_lan_kill (self->lan);
  HEARTH_TEST_WAIT (hearth_client_get_state (client_of (self)) == HEARTH_CLIENT_AWAY);
}

void
hearth_window_test_hub_back (HearthWindowTest *self)
{
  hearth_test_lan_start (self->lan);
  hearth_connector_try_now (self->window->connector);
  HEARTH_TEST_WAIT (hearth_client_get_state (client_of (self)) != HEARTH_CLIENT_AWAY);
}

void
hearth_window_test_type (HearthWindowTest *self, const char *text)
{
  gtk_editable_set_text (self->page->search, text);
}

gboolean
hearth_window_test_key (HearthWindowTest *self, guint keyval)
{
  return hearth_checkin_page_key (self->page, keyval, 0);
}

void
hearth_window_test_enter_name (HearthWindowTest *self, const char *name)
{
  hearth_checkin_page_focus_search (self->page);
  hearth_window_test_type (self, name);
  g_assert_true (hearth_window_test_key (self, GDK_KEY_Return));
}

void
hearth_window_test_act (HearthWindowTest *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->page), action, NULL));
}
