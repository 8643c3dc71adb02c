/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the tests of the front desk share. Aborts the test on failure. Main context. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-checkin-test.h"

#include <adwaita.h>
#include <locale.h>

#include "hearth-checkin-client.h"
#include "hearth-desk-view.h"
#include "hearth-setup.h"
#include "hearth-session-client.h"

#define PATIENCE_S 30

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

HearthPatience
hearth_patience_begin (void)
{
  return (HearthPatience){ g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC, g_timeout_add (20, tick_cb, NULL) };
}

gboolean
hearth_patience_wait (HearthPatience *self)
{
  g_main_context_iteration (NULL, TRUE);
  return g_get_monotonic_time () < self->until;
}

void
hearth_patience_end (HearthPatience *self)
{
  g_source_remove (self->source);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
start_hub (HearthCheckinTest *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_embedded_hub_start_async (self->center->path, NULL, keep_result_cb, &result);
  wait_until (result != NULL);
  self->hub = hearth_embedded_hub_start_finish (result, &error);
  g_assert_no_error (error);
}

static void
connect_client (HearthCheckinTest *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = hearth_embedded_hub_connect (self->hub, &error);

  g_assert_no_error (error);
  self->client = hearth_client_new ();
  hearth_client_connect_async (self->client, stream, NULL, keep_result_cb, &result);
  wait_until (result != NULL);
  hearth_client_connect_finish (self->client, result, &error);
  g_assert_no_error (error);
}

void
hearth_checkin_test_sign_in (HearthCheckinTest *self, HearthRole role)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome = HEARTH_SIGN_IN_WRONG;
  guint wait_s = 0;

  hearth_session_client_sign_in_async (self->client, self->center->account_id[role], "", HEARTH_TEST_PASSPHRASE, NULL,
                                       keep_result_cb, &result);
  wait_until (result != NULL);
  hearth_session_client_sign_in_finish (self->client, result, &outcome, &wait_s, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, HEARTH_SIGN_IN_WELCOME);
}

static void
show_page (HearthCheckinTest *self)
{
  HearthDeskView *view = hearth_desk_view_new (self->client, NULL);

  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1280, 800);
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (self->window));
  wait_until (gtk_widget_get_mapped (self->window) && gtk_widget_get_width (self->window) > 0);
  self->page = HEARTH_CHECKIN_PAGE (hearth_desk_view_get_page (view));
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->page->reasons)) > 0);
}

HearthCheckinTest *
hearth_checkin_test_new (const char *const *people)
{
  return hearth_checkin_test_new_as (HEARTH_ROLE_GREETER, people);
}

HearthCheckinTest *
hearth_checkin_test_new_as (HearthRole role, const char *const *people)
{
  HearthCheckinTest *self = g_new0 (HearthCheckinTest, 1);
  g_autoptr (GError) error = NULL;

  self->center = hearth_test_center_new ();
  for (guint i = 0; people && people[i]; i += 2)
    hearth_test_center_add_person (self->center, people[i], people[i + 1]);
  hearth_house_close (self->center->house, &error);
  g_assert_no_error (error);
  g_clear_object (&self->center->house);
  start_hub (self);
  connect_client (self);
  hearth_checkin_test_sign_in (self, role);
  show_page (self);
  return self;
}

void
hearth_checkin_test_free (HearthCheckinTest *self)
{
  gpointer page = self->page;
  g_autoptr (GError) error = NULL;

  /* A page that outlives its window is a leak. */
  g_object_add_weak_pointer (G_OBJECT (page), &page);
  gtk_window_destroy (GTK_WINDOW (self->window));
  wait_until (page == NULL);
  hearth_client_disconnect (self->client);
  g_clear_object (&self->client);
  hearth_embedded_hub_stop (self->hub, &error);
  g_assert_no_error (error);
  g_clear_object (&self->hub);
  hearth_test_center_free (self->center);
  g_free (self);
}

/* A key after the other, as they come from a keyboard. */
void
hearth_checkin_test_type (HearthCheckinTest *self, const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      int position = (int)g_utf8_strlen (gtk_editable_get_text (self->page->search), -1);

      gtk_editable_insert_text (self->page->search, p, (int)(g_utf8_next_char (p) - p), &position);
    }
}

gboolean
hearth_checkin_test_key (HearthCheckinTest *self, guint keyval)
{
  return hearth_checkin_page_key (self->page, keyval, 0);
}

void
hearth_checkin_test_do (HearthCheckinTest *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->page), action, NULL));
}

guint
hearth_checkin_test_count (HearthCheckinTest *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListStore) visits = NULL;
  g_autofree char *today = NULL;
  g_autoptr (GError) error = NULL;
  guint64 revision = 0;

  hearth_checkin_client_day_async (self->client, "", NULL, keep_result_cb, &result);
  wait_until (result != NULL);
  visits = hearth_checkin_client_day_finish (self->client, result, &revision, &today, &error);
  g_assert_no_error (error);
  return g_list_model_get_n_items (G_LIST_MODEL (visits));
}

HearthVisit *
hearth_checkin_test_newest (HearthCheckinTest *self)
{
  g_autoptr (HearthVisit) visit = g_list_model_get_item (G_LIST_MODEL (self->page->day), 0);

  return visit;
}

GtkWidget *
hearth_checkin_test_dialog (GType type)
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

static void
read_into (GtkWidget *widget, GString *text)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget) && gtk_widget_get_opacity (widget) > 0)
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    read_into (child, text);
}

char *
hearth_checkin_test_read (GtkWidget *widget)
{
  GString *text = g_string_new (NULL);

  read_into (widget, text);
  return g_string_free (text, FALSE);
}

/* Only where somebody asks for pictures by HEARTH_SHOTS, a folder. */
void
hearth_checkin_test_picture (GtkWidget *widget, const char *name)
{
  const char *folder = g_getenv ("HEARTH_SHOTS");

  if (folder == NULL)
    return;
  wait_until (gtk_widget_get_width (widget) > 0);
  /* What changed just now is laid out by the next frame. */
  gtk_test_widget_wait_for_draw (widget);
  gtk_test_widget_wait_for_draw (widget);

  g_autofree char *file = g_strdup_printf ("%s/%s.png", folder, name);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderer) renderer = gsk_cairo_renderer_new ();

  gdk_paintable_snapshot (paintable, snapshot, width, height);

  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);

  gsk_renderer_realize (renderer, NULL, NULL);
  if (node)
    {
      g_autoptr (GdkTexture) texture
          = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));

      g_assert_true (gdk_texture_save_to_png (texture, file));
    }
  gsk_renderer_unrealize (renderer);
}

void
hearth_checkin_test_start (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  hearth_setup_init ();
  hearth_setup_use_style ();
}
