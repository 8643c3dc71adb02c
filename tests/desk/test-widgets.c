/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The small things that all screens share: shown names, undo stack, wrap layout, banner, error sentences. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-banner.h"
#include "hearth-error-message.h"
#include "hearth-error.h"
#include "hearth-idle-watch.h"
#include "hearth-shown-name.h"
#include "hearth-test-desk.h"
#include "hearth-undo-stack.h"
#include "hearth-wrap-layout.h"

#include <string.h>

static void
assert_name (const char *name, const char *initial, gboolean shrink, const char *expected)
{
  g_autofree char *shown = hearth_shown_name (name, initial, shrink);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_shown_name (void)
{
  assert_name ("Jon", "S.", FALSE, "Jon S.");
  assert_name ("Jon", "S.", TRUE, "Jon");
  assert_name ("Mary Ann", "É.", FALSE, "Mary Ann É.");
  assert_name ("Mary Ann", "É.", TRUE, "Mary");
  assert_name ("Sky", "", FALSE, "Sky");
  assert_name ("Sky", NULL, FALSE, "Sky");
  assert_name ("", "", TRUE, "");
  assert_name (NULL, NULL, FALSE, "");
  assert_name (" Ana ", "B.", TRUE, "Ana");
}

static void
assert_typed (const char *typed, const char *expected)
{
  g_autofree char *shown = hearth_shown_typed_name (typed);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_shown_typed_name (void)
{
  assert_typed ("Jonathan Sarkissian", "Jonathan S.");
  assert_typed ("Sarkissian, Jonathan", "Jonathan S.");
  assert_typed (" Mary  Ann   Éva ", "Mary  Ann É.");
  assert_typed ("Mary L", "Mary L");
  assert_typed ("Mary L.", "Mary L.");
  assert_typed ("tamika", "tamika");
  assert_typed ("Sarkissian,", "Sarkissian");
  assert_typed (", Jonathan", "Jonathan");
  assert_typed ("", "");
  /* Numbers: of a phone the end. */
  assert_typed ("4417", "4417");
  assert_typed ("555 010 4417", "…4417");
  assert_typed ("+1 (555) 010-4417", "…4417");
  assert_typed ("Room 12", "Room 1.");
}

static void
assert_day (const char *day, const char *today, const char *expected)
{
  g_autofree char *shown = hearth_shown_day (day, today);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_shown_day (void)
{
  g_autofree char *long_day = hearth_shown_long_day ("2026-03-12");
  g_autofree char *no_day = hearth_shown_long_day ("2026-13-12");

  assert_day ("2026-03-12", "2026-03-12", "today");
  assert_day ("2026-03-11", "2026-03-12", "yesterday");
  assert_day ("2026-03-10", "2026-03-12", "Tuesday");
  assert_day ("2026-03-06", "2026-03-12", "Friday");
  assert_day ("2026-03-05", "2026-03-12", "March 5");
  assert_day ("2025-12-31", "2026-01-01", "yesterday");
  assert_day ("2025-03-03", "2026-03-12", "March 3, 2025");
  /* A clock that was set back: a day to come is not "yesterday". */
  assert_day ("2026-03-13", "2026-03-12", "March 13");
  assert_day ("", "2026-03-12", "");
  assert_day (NULL, NULL, "");
  assert_day ("2026-03-12", NULL, "March 12, 2026");
  g_assert_cmpstr (long_day, ==, "Thursday, March 12");
  g_assert_cmpstr (no_day, ==, "");
}

static void
test_shown_time (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  g_autofree char *afternoon = hearth_shown_time (1773339240, zone);
  g_autofree char *midnight = hearth_shown_time (1773288000, zone);
  g_autofree char *never = hearth_shown_time (G_MAXINT64, zone);

  g_assert_cmpstr (afternoon, ==, "2:14 pm");
  g_assert_cmpstr (midnight, ==, "12:00 am");
  g_assert_cmpstr (never, ==, "");
}

static void
nothing_cb (gpointer data)
{
}

typedef struct
{
  GString *log;           /* (unowned) */
  HearthUndoStack *stack; /* (unowned) (nullable): to offer one more from within */
  char name;
  guint *freed; /* (unowned) */
} Step;

static void
step_undo (gpointer data)
{
  Step *step = data;

  g_string_append_c (step->log, step->name);
  if (step->stack != NULL)
    hearth_undo_stack_push (step->stack, nothing_cb, NULL, NULL);
}

static void
step_free (gpointer data)
{
  Step *step = data;

  (*step->freed)++;
  g_free (step);
}

static guint
push (HearthUndoStack *stack, GString *log, char name, guint *freed)
{
  Step *step = g_new0 (Step, 1);

  *step = (Step){ log, NULL, name, freed };
  return hearth_undo_stack_push (stack, step_undo, step, step_free);
}

static void
test_undo_order (void)
{
  g_autoptr (HearthUndoStack) stack = hearth_undo_stack_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  guint freed = 0, b;

  g_assert_false (hearth_undo_stack_undo (stack));
  push (stack, log, 'a', &freed);
  b = push (stack, log, 'b', &freed);
  push (stack, log, 'c', &freed);
  g_assert_true (hearth_undo_stack_undo_one (stack, b));
  g_assert_false (hearth_undo_stack_undo_one (stack, b));
  g_assert_false (hearth_undo_stack_undo_one (stack, 0));
  g_assert_true (hearth_undo_stack_undo (stack));
  g_assert_true (hearth_undo_stack_undo (stack));
  g_assert_false (hearth_undo_stack_undo (stack));
  g_assert_cmpstr (log->str, ==, "bca");
  g_assert_cmpuint (freed, ==, 3);
}

static void
test_undo_limit (void)
{
  g_autoptr (HearthUndoStack) stack = hearth_undo_stack_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  guint freed = 0;

  for (char name = 'a'; name <= 'y'; name++)
    push (stack, log, name, &freed);
  g_assert_cmpuint (hearth_undo_stack_get_length (stack), ==, HEARTH_UNDO_STACK_MAX);
  g_assert_cmpuint (freed, ==, 5);
  while (hearth_undo_stack_undo (stack))
    ;
  g_assert_cmpstr (log->str, ==, "yxwvutsrqponmlkjihgf");
  g_assert_cmpuint (freed, ==, 25);
  push (stack, log, 'z', &freed);
  hearth_undo_stack_clear (stack);
  g_assert_cmpuint (freed, ==, 26);
  g_assert_cmpuint (log->len, ==, 20);
}

/* An undo that offers something new to take back must find the stack in order. */
static void
test_undo_nested (void)
{
  g_autoptr (HearthUndoStack) stack = hearth_undo_stack_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  guint freed = 0;
  Step *step = g_new0 (Step, 1);

  *step = (Step){ log, stack, 'a', &freed };
  hearth_undo_stack_push (stack, step_undo, step, step_free);
  g_assert_true (hearth_undo_stack_undo (stack));
  g_assert_cmpuint (hearth_undo_stack_get_length (stack), ==, 1);
  g_assert_cmpuint (freed, ==, 1);
  hearth_undo_stack_clear (stack);
}

static GtkWidget *
chips (guint n)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, g_object_new (HEARTH_TYPE_WRAP_LAYOUT, "spacing", 8, "line-spacing", 6, NULL));
  for (guint i = 0; i < n; i++)
    gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_LABEL, "width-request", 100, "height-request", 40, NULL));
  return box;
}

static void
test_wrap (void)
{
  g_autoptr (GtkWidget) box = g_object_ref_sink (chips (5));
  int minimum, natural;

  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 100);
  g_assert_cmpint (natural, ==, 100);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 600, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 40);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 316, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 86);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 315, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 132);
  gtk_widget_set_visible (gtk_widget_get_first_child (box), FALSE);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 208, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 86);
}

static void
assert_at (GtkWidget *box, GtkWidget *child, float x, float y)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, box, &bounds));
  g_assert_cmpfloat (bounds.origin.x, ==, x);
  g_assert_cmpfloat (bounds.origin.y, ==, y);
}

static void
test_wrap_allocate (void)
{
  GtkWidget *box = g_object_ref_sink (chips (3));
  GtkWidget *first = gtk_widget_get_first_child (box);
  int height;

  gtk_widget_set_direction (box, GTK_TEXT_DIR_LTR);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 250, &height, NULL, NULL, NULL);
  gtk_widget_allocate (box, 250, height, -1, NULL);
  assert_at (box, first, 0, 0);
  assert_at (box, gtk_widget_get_next_sibling (first), 108, 0);
  assert_at (box, gtk_widget_get_last_child (box), 0, 46);
  gtk_widget_set_direction (box, GTK_TEXT_DIR_RTL);
  gtk_widget_queue_allocate (box);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 250, &height, NULL, NULL, NULL);
  gtk_widget_allocate (box, 250, height, -1, NULL);
  assert_at (box, first, 150, 0);
  assert_at (box, gtk_widget_get_last_child (box), 150, 46);
  g_assert_finalize_object (box);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_banner (void)
{
  GtkWidget *banner = g_object_new (HEARTH_TYPE_BANNER, "title", "The hub is away.", NULL);
  GtkWindow *window = hearth_test_desk_show (banner, 600, 200);
  GtkWidget *button = HEARTH_TEST_CHILD (banner, HEARTH_TYPE_BANNER, "button");
  GtkWidget *title;
  guint clicked = 0;

  g_assert_null (hearth_test_desk_find_text (banner, "The hub is away."));
  g_object_set (banner, "revealed", TRUE, NULL);
  HEARTH_TEST_WAIT ((title = hearth_test_desk_find_text (banner, "The hub is away.")) != NULL);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_ROLE_ALERT);
  g_assert_false (gtk_widget_get_visible (button));
  g_object_set (banner, "button-label", "Look", "action-name", "some.action", NULL);
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "some.action");
  g_object_set (banner, "action-name", NULL, NULL);
  g_signal_connect_swapped (banner, "button-clicked", G_CALLBACK (count_cb), &clicked);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (clicked, ==, 1);
  hearth_test_desk_close (window);
}

/* Every code has a sentence of its own: whole, for people, without what the log says. */
static void
test_error_message (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *none = hearth_error_message (NULL);

  for (int code = 0; code <= HEARTH_ERROR_LAST; code++)
    {
      g_autoptr (GError) error = g_error_new (HEARTH_ERROR, code, "log words 4711");
      char *sentence = hearth_error_message (error);

      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_null (strstr (sentence, "4711"));
      g_assert_null (strchr (sentence, '!'));
      g_assert_true (g_hash_table_add (seen, sentence));
    }
  g_assert_true (g_hash_table_contains (seen, none));
}

/* What is idle is measured from the last touch, and it is said again for as long as nobody comes. */
static void
test_idle (void)
{
  HearthIdleWatch *watch = hearth_idle_watch_new ();
  guint idle = 0;

  g_signal_connect_swapped (watch, "idle", G_CALLBACK (count_cb), &idle);
  hearth_idle_watch_set_limit_ms (watch, 20);
  HEARTH_TEST_WAIT (idle >= 2);
  hearth_idle_watch_set_limit_ms (watch, 0);
  idle = 0;
  hearth_idle_watch_touch (watch);
  g_assert_cmpuint (idle, ==, 0);
  g_assert_finalize_object (watch);
}

static gpointer
let_go (gpointer icon)
{
  g_object_unref (icon);
  return NULL;
}

/* An icon whose last reference is a thread's, as when it was loaded in one, stays: the windows may find it at that moment. */
static void
test_icon (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  const int size = 300; /* so large that GTK does not keep it for later */
  GtkIconPaintable *icon = gtk_icon_theme_lookup_icon (theme, "list-add", NULL, size, 1, GTK_TEXT_DIR_LTR, 0);
  g_autoptr (GtkIconPaintable) again = NULL;
  gpointer weak = icon;

  g_object_add_weak_pointer (G_OBJECT (icon), &weak);
  g_thread_join (g_thread_new ("icon", let_go, icon));
  g_assert_nonnull (weak);
  again = gtk_icon_theme_lookup_icon (theme, "list-add", NULL, size, 1, GTK_TEXT_DIR_LTR, 0);
  g_assert_true (again == weak);
  g_object_remove_weak_pointer (G_OBJECT (again), &weak);
}

int
main (int argc, char *argv[])
{
  hearth_test_desk_init (&argc, &argv);

  g_test_add_func ("/desk/shown-name", test_shown_name);
  g_test_add_func ("/desk/shown-typed-name", test_shown_typed_name);
  g_test_add_func ("/desk/shown-day", test_shown_day);
  g_test_add_func ("/desk/shown-time", test_shown_time);
  g_test_add_func ("/desk/undo/order", test_undo_order);
  g_test_add_func ("/desk/undo/limit", test_undo_limit);
  g_test_add_func ("/desk/undo/nested", test_undo_nested);
  g_test_add_func ("/desk/wrap/measure", test_wrap);
  g_test_add_func ("/desk/wrap/allocate", test_wrap_allocate);
  g_test_add_func ("/desk/banner", test_banner);
  g_test_add_func ("/desk/error-message", test_error_message);
  g_test_add_func ("/desk/idle", test_idle);
  g_test_add_func ("/desk/icon", test_icon);

  return g_test_run ();
}
