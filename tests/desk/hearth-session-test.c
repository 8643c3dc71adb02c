/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The window and who sits before it. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-session-test.h"

#include "hearth-desk-view.h"
#include "hearth-face-button.h"
#include "hearth-sign-in-page.h"

GtkWidget *
hearth_session_test_view (HearthSessionTest *fixture)
{
  return gtk_stack_get_visible_child (GTK_STACK (HEARTH_TEST_CHILD (fixture->window, HEARTH_TYPE_WINDOW, "views")));
}

void
hearth_session_test_open_window (HearthSessionTest *fixture, const char *path)
{
  fixture->host = hearth_embedded_host_new ();
  fixture->window = hearth_window_new (NULL, HEARTH_HOST (fixture->host));
  hearth_window_open (fixture->window, path, FALSE);
  hearth_test_desk_show (GTK_WIDGET (fixture->window), 1280, 800);
}

void
hearth_session_test_set_up (HearthSessionTest *fixture, gconstpointer data)
{
  fixture->center = hearth_test_center_new ();
  g_assert_true (hearth_house_close (fixture->center->house, NULL));
  g_clear_object (&fixture->center->house);
  hearth_session_test_open_window (fixture, fixture->center->path);
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (hearth_session_test_view (fixture)));
}

void
hearth_session_test_tear_down (HearthSessionTest *fixture, gconstpointer data)
{
  hearth_test_desk_close (GTK_WINDOW (fixture->window));
  hearth_host_close (HEARTH_HOST (fixture->host));
  g_assert_finalize_object (fixture->host);
  g_clear_pointer (&fixture->center, hearth_test_center_free);
}

GtkWidget *
hearth_session_test_part (HearthSessionTest *fixture, const char *name)
{
  return HEARTH_TEST_CHILD (hearth_session_test_view (fixture), HEARTH_TYPE_SIGN_IN_PAGE, name);
}

GtkWidget *
hearth_session_test_tile_of (HearthSessionTest *fixture, gint64 account)
{
  for (GtkWidget *tile = gtk_widget_get_first_child (hearth_session_test_part (fixture, "people")); tile;
       tile = gtk_widget_get_next_sibling (tile))
    if (hearth_face_button_get_account (HEARTH_FACE_BUTTON (tile)) == account)
      return tile;
  return NULL;
}

void
hearth_session_test_choose (HearthSessionTest *fixture, gint64 account)
{
  HEARTH_TEST_WAIT (hearth_session_test_tile_of (fixture, account) != NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (hearth_session_test_tile_of (fixture, account)), TRUE);
}

void
hearth_session_test_type_passphrase (HearthSessionTest *fixture, const char *passphrase)
{
  gtk_editable_set_text (GTK_EDITABLE (hearth_session_test_part (fixture, "passphrase")), passphrase);
  g_signal_emit_by_name (hearth_session_test_part (fixture, "passphrase"), "activate");
}

void
hearth_session_test_sign_in (HearthSessionTest *fixture, HearthRole role)
{
  hearth_session_test_choose (fixture, 0);
  gtk_editable_set_text (GTK_EDITABLE (hearth_session_test_part (fixture, "name_entry")),
                         role == HEARTH_ROLE_DIRECTOR ? "Test Director" : "Test Greeter");
  hearth_session_test_type_passphrase (fixture, HEARTH_TEST_PASSPHRASE);
  HEARTH_TEST_WAIT (HEARTH_IS_DESK_VIEW (hearth_session_test_view (fixture)));
}
