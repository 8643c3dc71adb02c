/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Windows for tests, and looking into them.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-test-desk.h"

#include <string.h>

#include "hearth-error.h"
#include "hearth-preferences.h"
#include "hearth-setup.h"

/* GLib lets go of its first table of quarks when it makes a larger one: what libraries take before the program begins is no
 * leak of ours. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
void __lsan_disable (void);
void __lsan_enable (void);

static void
before_libraries (int argc, char **argv, char **environment)
{
  __lsan_disable ();
}

__attribute__ ((section (".preinit_array"), used)) static void (*const first) (int, char **, char **)
    = before_libraries;

__attribute__ ((constructor)) static void
after_libraries (void)
{
  __lsan_enable ();
}
#endif
#endif

/**
 * hearth_test_desk_init:
 * @argc: of main()
 * @argv: of main()
 *
 * Begins a test program with a display.
 */
void
hearth_test_desk_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv);
  adw_init ();
  (void)HEARTH_ERROR;
  hearth_setup_init ();
  hearth_setup_use_style ();
}

/**
 * hearth_test_desk_show:
 * @child: (transfer floating): what to show
 * @width: of the window
 * @height: of the window
 *
 * Returns: (transfer none): its window
 */
GtkWindow *
hearth_test_desk_show (GtkWidget *child, int width, int height)
{
  GtkWidget *window = GTK_IS_WINDOW (child) ? child : adw_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  if (window != child)
    adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  HEARTH_TEST_WAIT (gtk_widget_get_mapped (window) && gtk_widget_get_width (window) > 0);
  return GTK_WINDOW (window);
}

/**
 * hearth_test_desk_close:
 * @window: a window
 *
 * Destroys it. A window that lives on is a leak.
 */
void
hearth_test_desk_close (GtkWindow *window)
{
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_destroy (window);
  HEARTH_TEST_WAIT (weak == NULL);
}

/**
 * hearth_test_desk_child:
 * @widget: a widget with a template
 * @type: its type
 * @name: of the child
 *
 * Returns: (transfer none): the child
 */
GtkWidget *
hearth_test_desk_child (GtkWidget *widget, GType type, const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, type, name);

  g_assert_nonnull (child);
  return GTK_WIDGET (child);
}

/**
 * hearth_test_desk_find_text:
 * @widget: where to look
 * @text: what is read there
 *
 * Returns: (transfer none) (nullable): the first label with this text that is shown
 */
GtkWidget *
hearth_test_desk_find_text (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = hearth_test_desk_find_text (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/**
 * hearth_test_desk_find_type:
 * @widget: where to look
 * @type: of widgets
 *
 * Returns: (transfer none) (nullable): the first one there, @widget itself among them
 */
GtkWidget *
hearth_test_desk_find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = hearth_test_desk_find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/**
 * hearth_test_desk_window:
 * @type: of windows
 *
 * Returns: (transfer none) (nullable): the newest one that is shown
 */
GtkWidget *
hearth_test_desk_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

/**
 * hearth_test_desk_section:
 * @preferences: a HearthPreferences
 * @name: of one of its pages
 *
 * Returns: (transfer none): the page, which is shown now
 */
GtkWidget *
hearth_test_desk_section (gpointer preferences, const char *name)
{
  GtkStack *sections = GTK_STACK (HEARTH_TEST_CHILD (preferences, HEARTH_TYPE_PREFERENCES, "sections"));

  gtk_stack_set_visible_child_name (sections, name);
  return gtk_stack_get_child_by_name (sections, name);
}

/**
 * hearth_test_desk_answer:
 * @response: of an AdwMessageDialog
 *
 * Waits for the question, answers it, and waits until it is gone.
 */
void
hearth_test_desk_answer (const char *response)
{
  GtkWidget *question = NULL;

  HEARTH_TEST_WAIT ((question = hearth_test_desk_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_destroy (GTK_WINDOW (question));
  HEARTH_TEST_WAIT (hearth_test_desk_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
}

static void
read_into (GtkWidget *widget, GString *text)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget) && gtk_widget_get_opacity (widget) > 0)
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_TEXT (widget))
    g_string_append_printf (text, "%s\n", gtk_editable_get_text (GTK_EDITABLE (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    read_into (child, text);
}

/**
 * hearth_test_desk_read:
 * @widget: where to look
 *
 * Returns: (transfer full): the texts of labels that are shown and what is typed in entries, a line each
 */
char *
hearth_test_desk_read (gpointer widget)
{
  GString *text = g_string_new (NULL);

  read_into (widget, text);
  return g_string_free (text, FALSE);
}

/**
 * hearth_test_desk_shows:
 * @widget: where to look
 * @text: a part of a line
 *
 * Returns: whether that can be read there
 */
gboolean
hearth_test_desk_shows (gpointer widget, const char *text)
{
  g_autofree char *all = hearth_test_desk_read (widget);

  return strstr (all, text) != NULL;
}

/**
 * hearth_test_desk_shot:
 * @window: a window
 * @name: of the file
 *
 * Leaves a picture under $SHOTS.
 */
void
hearth_test_desk_shot (GtkWindow *window, const char *name)
{
  const char *folder = g_getenv ("SHOTS");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderer) renderer = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = NULL;
  GtkSnapshot *snapshot;
  GskRenderNode *node;
  int width = gtk_widget_get_width (GTK_WIDGET (window));
  int height = gtk_widget_get_height (GTK_WIDGET (window));

  if (folder == NULL)
    return;
  /* What changed just now is laid out by the next frame. */
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return;
  renderer = gsk_cairo_renderer_new ();
  g_assert_true (gsk_renderer_realize (renderer, NULL, NULL));
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  gsk_renderer_unrealize (renderer);
  gsk_render_node_unref (node);
  path = g_build_filename (folder, name, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
