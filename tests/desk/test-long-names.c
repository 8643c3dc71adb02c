/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Names as long as they may be, without a space where a line could end: whatever they are names of, the window stays as
 * small as it was, and nothing that a person needs is pushed out of it. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-desk-view.h"
#include "hearth-embedded-host.h"
#include "hearth-face-button.h"
#include "hearth-sign-in-page.h"
#include "hearth-test-center.h"
#include "hearth-test-desk.h"
#include "hearth-window.h"

/* The smallest window there is. */
#define WIDTH 900
#define HEIGHT 600

static GtkWidget *
view (HearthWindow *window)
{
  return gtk_stack_get_visible_child (GTK_STACK (HEARTH_TEST_CHILD (window, HEARTH_TYPE_WINDOW, "views")));
}

static GtkWidget *
part (HearthWindow *window, const char *name)
{
  return HEARTH_TEST_CHILD (view (window), HEARTH_TYPE_SIGN_IN_PAGE, name);
}

static void
assert_narrow (HearthWindow *window)
{
  int least;

  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, WIDTH);
}

static void
test_sign_in (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_autoptr (HearthEmbeddedHost) host = hearth_embedded_host_new ();
  HearthWindow *window = hearth_window_new (NULL, HEARTH_HOST (host));
  GtkWidget *first;

  /* 200 letters are the most that a name has. */
  hearth_test_center_sql (center, "UPDATE center SET name = replace (hex (zeroblob (100)), '0', 'Ж')");
  hearth_test_center_sql (center, "UPDATE desk SET name = replace (hex (zeroblob (100)), '0', 'Щ')");
  hearth_test_center_sql (center, "UPDATE account SET preferred_name = replace (hex (zeroblob (100)), '0', 'Ш')");
  g_assert_true (hearth_house_close (center->house, NULL));
  g_clear_object (&center->house);

  hearth_window_open (window, center->path, FALSE);
  hearth_test_desk_show (GTK_WIDGET (window), WIDTH, HEIGHT);
  HEARTH_TEST_WAIT (HEARTH_IS_SIGN_IN_PAGE (view (window)));
  HEARTH_TEST_WAIT ((first = hearth_test_desk_find_type (view (window), HEARTH_TYPE_FACE_BUTTON)) != NULL);
  assert_narrow (window);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (first), TRUE);
  assert_narrow (window);
  hearth_test_desk_shot (GTK_WINDOW (window), "long-names.png");

  gtk_editable_set_text (GTK_EDITABLE (part (window, "passphrase")), HEARTH_TEST_PASSPHRASE);
  g_signal_emit_by_name (part (window, "passphrase"), "activate");
  HEARTH_TEST_WAIT (HEARTH_IS_DESK_VIEW (view (window)));
  assert_narrow (window);

  hearth_test_desk_close (GTK_WINDOW (window));
  hearth_host_close (HEARTH_HOST (host));
}

int
main (int argc, char *argv[])
{
  hearth_test_desk_init (&argc, &argv);

  g_test_add_func ("/long-names/sign-in", test_sign_in);

  return g_test_run ();
}
