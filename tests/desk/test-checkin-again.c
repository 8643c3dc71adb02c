/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The check-in page when things come at the wrong moment: a lock in the middle of a name, Undo before the answer, another
 * reason behind the toast. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-checkin-test.h"
#include "hearth-session-client.h"

static const char *const three[] = { "Rosa", "Martinez", "Theo", "Bell", "Joan", "Silva", NULL };

static gboolean
undo (HearthCheckinTest *desk)
{
  return hearth_checkin_page_key (desk->page, GDK_KEY_z, GDK_CONTROL_MASK);
}

/* The lock line says that nothing typed is lost: the letters stay, whom they found does not, and is found again. */
static void
test_lock_keeps_what_was_typed (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);

  hearth_checkin_test_type (desk, "ro");
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_CANDIDATES);
  hearth_session_client_lock (desk->client);
  HEARTH_TEST_WAIT (hearth_client_get_state (desk->client) == HEARTH_CLIENT_LOCKED);
  g_assert_cmpint (hearth_checkin_test_state (desk), ==, HEARTH_CHECKIN_STATE_IDLE);
  g_assert_cmpuint (g_list_model_get_n_items (hearth_checkin_search_get_rows (desk->page->finder)), ==, 0);
  g_assert_false (hearth_test_desk_shows (desk->page, "Rosa"));
  g_assert_cmpstr (gtk_editable_get_text (desk->page->search), ==, "ro");

  hearth_checkin_test_sign_in (desk, HEARTH_ROLE_GREETER);
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_CANDIDATES);
  g_assert_cmpstr (gtk_editable_get_text (desk->page->search), ==, "ro");
  g_assert_true (hearth_test_desk_shows (desk->page, "Rosa M."));
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 0);
}

/* Enter, and a lock before the answer: nobody is checked in behind the lock. */
static void
test_enter_then_lock (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);

  hearth_checkin_test_type (desk, "rosa");
  hearth_checkin_test_key (desk, GDK_KEY_Return);
  hearth_session_client_lock (desk->client);
  HEARTH_TEST_WAIT (hearth_client_get_state (desk->client) == HEARTH_CLIENT_LOCKED);
  hearth_checkin_test_sign_in (desk, HEARTH_ROLE_GREETER);
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_CANDIDATES);
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 0);
}

/* Ctrl+Z before the answer is for the check-in on its way, never for the one before it. */
static void
test_undo_before_the_answer (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);

  hearth_checkin_test_check_in (desk, "rosa");
  hearth_checkin_test_type (desk, "theo");
  HEARTH_TEST_WAIT (hearth_checkin_search_is_answered (desk->page->finder));
  hearth_checkin_test_key (desk, GDK_KEY_Return);
  g_assert_cmpuint (desk->page->n_recording, ==, 1);
  g_assert_true (undo (desk));
  g_assert_cmpuint (hearth_checkin_test_listed (desk), ==, 1);
  HEARTH_TEST_WAIT (desk->page->n_recording == 0);
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 1 && hearth_checkin_test_count (desk) == 1);
  g_assert_cmpstr (hearth_visit_get_name (hearth_checkin_test_newest (desk)), ==, "Rosa");

  /* Two guests on their way and one Ctrl+Z: one stays, and so does everybody before. */
  hearth_checkin_page_count_guest (desk->page, FALSE);
  hearth_checkin_page_count_guest (desk->page, FALSE);
  g_assert_true (undo (desk));
  HEARTH_TEST_WAIT (desk->page->n_recording == 0);
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (desk) == 2 && hearth_checkin_test_count (desk) == 2);
}

/* Somebody who is here already: nothing was recorded, so Ctrl+Z takes nothing back. */
static void
test_undo_of_nothing (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);

  hearth_checkin_test_check_in (desk, "rosa");
  hearth_checkin_test_type (desk, "rosa");
  HEARTH_TEST_WAIT (hearth_checkin_search_is_answered (desk->page->finder));
  hearth_checkin_test_key (desk, GDK_KEY_Return);
  g_assert_true (undo (desk));
  HEARTH_TEST_WAIT (hearth_checkin_test_state (desk) == HEARTH_CHECKIN_STATE_HERE);
  g_assert_cmpuint (desk->page->n_undo_waiting, ==, 0);
  g_assert_cmpuint (hearth_checkin_test_count (desk), ==, 1);
}

/* The toast says what the visit is for now. */
static void
test_toast_follows_the_reason (void)
{
  g_autoptr (HearthCheckinTest) desk = hearth_checkin_test_new (three);

  hearth_checkin_test_check_in (desk, "rosa");
  g_assert_true (hearth_test_desk_shows (desk->window, "Rosa M. checked in for Drop-in"));
  g_assert_true (hearth_checkin_test_key (desk, GDK_KEY_F3));
  HEARTH_TEST_WAIT (g_str_equal (hearth_visit_get_reason (hearth_checkin_test_newest (desk)), "coaching"));
  HEARTH_TEST_WAIT (hearth_test_desk_shows (desk->window, "Rosa M. checked in for Coaching"));
  g_assert_false (hearth_test_desk_shows (desk->window, "checked in for Drop-in"));
}

int
main (int argc, char **argv)
{
  hearth_test_desk_init (&argc, &argv);
  g_test_add_func ("/desk/checkin-again/lock-keeps-what-was-typed", test_lock_keeps_what_was_typed);
  g_test_add_func ("/desk/checkin-again/enter-then-lock", test_enter_then_lock);
  g_test_add_func ("/desk/checkin-again/undo-before-the-answer", test_undo_before_the_answer);
  g_test_add_func ("/desk/checkin-again/undo-of-nothing", test_undo_of_nothing);
  g_test_add_func ("/desk/checkin-again/toast-follows-the-reason", test_toast_follows_the_reason);
  return g_test_run ();
}
