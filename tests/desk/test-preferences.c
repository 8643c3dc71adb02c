/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Preferences of a director and of a greeter, with a hub behind them; the emergency card; the rail. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-card-text-section.h"
#include "hearth-center-section.h"
#include "hearth-checkin-client.h"
#include "hearth-desk-view.h"
#include "hearth-setup.h"
#include "hearth-emergency-card.h"
#include "hearth-nav-row.h"
#include "hearth-notice-section.h"
#include "hearth-pc-section.h"
#include "hearth-preferences.h"
#include "hearth-reason-row.h"
#include "hearth-reasons-section.h"
#include "hearth-session-client.h"
#include "hearth-test-desk.h"
#include "hearth-test-hub.h"

typedef struct
{
  HearthTestHub *hub;   /* (owned) */
  HearthClient *client; /* (owned) */
  GtkWindow *parent;    /* (unowned) */
  GtkWidget *window;    /* (unowned): the preferences */
} Fixture;

static void
open_as (Fixture *fixture, HearthRole role)
{
  GListModel *windows = gtk_window_get_toplevels ();

  fixture->hub = hearth_test_hub_new ();
  hearth_test_hub_start (fixture->hub);
  fixture->client = hearth_test_hub_sign_in (fixture->hub, role);
  fixture->parent = hearth_test_desk_show (gtk_label_new ("desk"), 1000, 700);
  hearth_preferences_present (GTK_WIDGET (fixture->parent), fixture->client);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (HEARTH_IS_PREFERENCES (window))
        fixture->window = window;
    }
  g_assert_nonnull (fixture->window);
}

static void
set_up (Fixture *fixture, gconstpointer role)
{
  open_as (fixture, (HearthRole)GPOINTER_TO_INT (role));
}

static void
tear_down (Fixture *fixture, gconstpointer role)
{
  hearth_test_desk_close (GTK_WINDOW (fixture->window));
  hearth_test_desk_close (fixture->parent);
  hearth_client_disconnect (fixture->client);
  g_clear_object (&fixture->client);
  hearth_test_hub_stop (fixture->hub);
  hearth_test_hub_free (fixture->hub);
}

static const char *
why (GtkWidget *widget)
{
  return gtk_label_get_label (GTK_LABEL (hearth_test_desk_child (widget, G_OBJECT_TYPE (widget), "why")));
}

static void
save (GtkWidget *widget)
{
  g_assert_true (gtk_widget_activate_action (widget, "section.save", NULL));
}

static void
test_greeter (Fixture *fixture, gconstpointer role)
{
  GtkStack *sections = GTK_STACK (HEARTH_TEST_CHILD (fixture->window, HEARTH_TYPE_PREFERENCES, "sections"));
  GSettings *settings = hearth_setup_get_settings ();

  g_assert_nonnull (gtk_stack_get_child_by_name (sections, "pc"));
  g_assert_null (gtk_stack_get_child_by_name (sections, "center"));
  g_assert_null (gtk_stack_get_child_by_name (sections, "reasons"));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (HEARTH_TEST_CHILD (hearth_test_desk_section (fixture->window, "pc"),
                                                                 HEARTH_TYPE_PC_SECTION, "lock_minutes")),
                             9);
  g_assert_cmpuint (g_settings_get_uint (settings, "lock-minutes"), ==, 9);
  g_settings_reset (settings, "lock-minutes");
}

/* Every section is in the sidebar with an icon that there is; what is chosen there is shown, and the other way round. */
static void
test_sidebar (Fixture *fixture, gconstpointer role)
{
  GtkListBox *nav = GTK_LIST_BOX (HEARTH_TEST_CHILD (fixture->window, HEARTH_TYPE_PREFERENCES, "nav"));
  GtkStack *sections = GTK_STACK (HEARTH_TEST_CHILD (fixture->window, HEARTH_TYPE_PREFERENCES, "sections"));
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (sections);
  GtkIconTheme *icons = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  guint n = g_list_model_get_n_items (G_LIST_MODEL (pages));

  g_assert_cmpuint (n, ==, 10);
  for (guint i = 0; i < n; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (nav, (int)i);
      g_autofree char *icon_name = NULL;

      g_object_get (row, "icon-name", &icon_name, NULL);
      g_assert_true (gtk_icon_theme_has_icon (icons, icon_name));
      gtk_list_box_select_row (nav, row);
      g_assert_cmpstr (gtk_stack_get_visible_child_name (sections), ==, hearth_nav_row_get_page (HEARTH_NAV_ROW (row)));
      g_assert_true (HEARTH_IS_PREFERENCES_SECTION (gtk_stack_get_visible_child (sections)));
    }
  gtk_stack_set_visible_child_name (sections, "desks");
  g_assert_cmpstr (hearth_nav_row_get_page (HEARTH_NAV_ROW (gtk_list_box_get_selected_row (nav))), ==, "desks");
}

/* Sections read again when somebody is back at the desk; what was being typed is not read over. */
static void
test_typed_stays (Fixture *fixture, gconstpointer role)
{
  GtkWidget *center = hearth_test_desk_section (fixture->window, "center");
  GtkWidget *card = hearth_test_desk_section (fixture->window, "card");
  GtkEditable *name = GTK_EDITABLE (HEARTH_TEST_CHILD (center, HEARTH_TYPE_CENTER_SECTION, "name"));
  GtkTextBuffer *text = GTK_TEXT_BUFFER (gtk_widget_get_template_child (card, HEARTH_TYPE_CARD_TEXT_SECTION, "text"));
  g_autofree char *read = NULL;

  gtk_editable_set_text (name, "Half a na");
  gtk_text_buffer_set_text (text, "Half a te", -1);
  hearth_session_client_lock (fixture->client);
  hearth_test_sign_in (fixture->client, HEARTH_ROLE_DIRECTOR);
  g_assert_cmpstr (gtk_editable_get_text (name), ==, "Half a na");
  g_object_get (text, "text", &read, NULL);
  g_assert_cmpstr (read, ==, "Half a te");
}

static void
test_center (Fixture *fixture, gconstpointer role)
{
  GtkWidget *center = hearth_test_desk_section (fixture->window, "center");
  GtkEditable *name = GTK_EDITABLE (HEARTH_TEST_CHILD (center, HEARTH_TYPE_CENTER_SECTION, "name"));

  gtk_editable_set_text (name, "   ");
  save (center);
  g_assert_cmpstr (why (center), ==, "Give the center a name.");
  gtk_editable_set_text (name, "Oak & Elm House");
  gtk_editable_set_text (GTK_EDITABLE (HEARTH_TEST_CHILD (center, HEARTH_TYPE_CENTER_SECTION, "desk")), "Porch");
  gtk_switch_set_active (GTK_SWITCH (HEARTH_TEST_CHILD (center, HEARTH_TYPE_CENTER_SECTION, "front_desk")), TRUE);
  save (center);
  HEARTH_TEST_WAIT (g_str_equal (why (center), "Saved."));
  g_assert_cmpstr (hearth_center_get_name (hearth_client_get_center (fixture->client)), ==, "Oak & Elm House");
  g_assert_cmpstr (hearth_center_get_desk (hearth_client_get_center (fixture->client)), ==, "Porch");
  g_assert_true (hearth_center_get_front_desk (hearth_client_get_center (fixture->client)));
  g_assert_cmpstr (hearth_center_get_time_zone (hearth_client_get_center (fixture->client)), ==, HEARTH_TEST_ZONE);
}

static void
test_texts (Fixture *fixture, gconstpointer role)
{
  GtkWidget *notice = hearth_test_desk_section (fixture->window, "notice");
  GtkWidget *card = hearth_test_desk_section (fixture->window, "card");
  GtkEditable *version = GTK_EDITABLE (HEARTH_TEST_CHILD (notice, HEARTH_TYPE_NOTICE_SECTION, "version"));
  GObject *text = gtk_widget_get_template_child (notice, HEARTH_TYPE_NOTICE_SECTION, "text");

  /* The same version with other words would make every record's note wrong. */
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (text), "We keep your name.", -1);
  save (notice);
  g_assert_true (g_str_has_prefix (why (notice), "People were told this version already."));
  gtk_editable_set_text (version, "2026-2");
  save (notice);
  HEARTH_TEST_WAIT (g_str_equal (why (notice), "Saved."));
  g_assert_cmpstr (hearth_center_get_notice_text (hearth_client_get_center (fixture->client)), ==,
                   "We keep your name.");
  g_assert_cmpstr (hearth_center_get_notice_version (hearth_client_get_center (fixture->client)), ==, "2026-2");

  text = gtk_widget_get_template_child (card, HEARTH_TYPE_CARD_TEXT_SECTION, "text");
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (text), "Help\nCall somebody", -1);
  save (card);
  HEARTH_TEST_WAIT (g_str_equal (why (card), "Saved."));
  g_assert_cmpstr (hearth_center_get_emergency_card (hearth_client_get_center (fixture->client)), ==,
                   "Help\nCall somebody");
}

static HearthReasonRow *
row_at (GtkWidget *reasons, int index)
{
  GtkListBox *list = GTK_LIST_BOX (HEARTH_TEST_CHILD (reasons, HEARTH_TYPE_REASONS_SECTION, "list"));

  return (HearthReasonRow *)gtk_list_box_get_row_at_index (list, index);
}

static void
rename_row (HearthReasonRow *row, const char *label)
{
  gtk_editable_set_text (GTK_EDITABLE (HEARTH_TEST_CHILD (row, HEARTH_TYPE_REASON_ROW, "label")), label);
}

static char *
labels_of (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListStore) reasons = NULL;
  GString *labels = g_string_new (NULL);

  hearth_checkin_client_reasons_async (fixture->client, NULL, hearth_test_on_result, &result);
  reasons = hearth_checkin_client_reasons_finish (fixture->client, hearth_test_await (&result), NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (reasons)); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (reasons), i);

      if (!hearth_reason_get_retired (reason))
        g_string_append_printf (labels, "%s|", hearth_reason_get_label (reason));
    }
  return g_string_free (labels, FALSE);
}

static void
test_reasons (Fixture *fixture, gconstpointer role)
{
  GtkWidget *reasons = hearth_test_desk_section (fixture->window, "reasons");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  HEARTH_TEST_WAIT (row_at (reasons, 6) != NULL);
  hearth_test_desk_shot (GTK_WINDOW (fixture->window), "reasons.png");
  before = labels_of (fixture);
  g_assert_true (g_str_has_prefix (before, "Drop-in|Coaching|"));
  /* Seven are the most: there is no eighth key. */
  gtk_widget_activate_action (reasons, "section.add", NULL);
  g_assert_null (row_at (reasons, 7));

  rename_row (row_at (reasons, 0), "Coffee <and> company");
  gtk_widget_activate_action (GTK_WIDGET (row_at (reasons, 0)), "reason.down", "i", 1);
  gtk_widget_activate_action (GTK_WIDGET (row_at (reasons, 6)), "reason.retire", "i", 0);
  g_assert_null (row_at (reasons, 6));
  gtk_widget_activate_action (reasons, "section.add", NULL);
  save (reasons);
  g_assert_cmpstr (why (reasons), ==, "Give this reason a name, or retire it.");
  rename_row (row_at (reasons, 6), "Music");
  save (reasons);
  HEARTH_TEST_WAIT (g_str_equal (why (reasons), "Saved."));
  after = labels_of (fixture);
  g_assert_true (g_str_has_prefix (after, "Coaching|Coffee <and> company|"));
  g_assert_true (g_str_has_suffix (after, "|Music|"));
}

static void
test_emergency_card (void)
{
  HearthEmergencyCard *card = hearth_emergency_card_new (NULL, "\n Somebody fell \n\nLook around\n911: call <them>\n");
  GtkWindow *window = hearth_test_desk_show (GTK_WIDGET (card), 860, 560);

  g_assert_nonnull (hearth_test_desk_find_text (GTK_WIDGET (card), "Somebody fell"));
  g_assert_nonnull (hearth_test_desk_find_text (GTK_WIDGET (card), "Look around"));
  g_assert_nonnull (hearth_test_desk_find_text (GTK_WIDGET (card), "1"));
  g_assert_nonnull (hearth_test_desk_find_text (GTK_WIDGET (card), "911"));
  g_assert_nonnull (hearth_test_desk_find_text (GTK_WIDGET (card), "call <them>"));
  hearth_test_desk_close (window);

  /* A center that wrote none yet has one all the same. */
  window = hearth_test_desk_show (GTK_WIDGET (hearth_emergency_card_new (NULL, "")), 860, 560);
  g_assert_nonnull (hearth_test_desk_find_text (GTK_WIDGET (window), "988"));
  hearth_test_desk_close (window);
}

static gboolean
is_rail (GtkWidget *view)
{
  gboolean rail = FALSE;

  g_object_get (view, "rail", &rail, NULL);
  return rail;
}

static void
test_rail (Fixture *fixture, gconstpointer role)
{
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *view = GTK_WIDGET (hearth_desk_view_new (fixture->client, NULL));
  GtkWindow *window = hearth_test_desk_show (view, 1200, 700);
  int dpi = 0;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_assert_false (is_rail (view));
  g_object_set (settings, "gtk-xft-dpi", (int)(96 * 1024 * 1.5), NULL);
  gtk_widget_queue_resize (view);
  HEARTH_TEST_WAIT (is_rail (view));
  g_assert_true (gtk_widget_has_css_class (view, "rail"));
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  gtk_widget_queue_resize (view);
  HEARTH_TEST_WAIT (!is_rail (view));
  hearth_test_desk_close (window);
}

static double
start_of (GtkWidget *widget, GtkWidget *view)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, view, &bounds));
  return bounds.origin.x;
}

/* What is said in passing covers nothing of the middle of a page, is read whole, and leaves nothing behind. */
static void
test_toast (Fixture *fixture, gconstpointer role)
{
  GtkWidget *view = GTK_WIDGET (hearth_desk_view_new (fixture->client, NULL));
  GtkWindow *window = hearth_test_desk_show (view, 1000, 700);
  GtkWidget *toasts = HEARTH_TEST_CHILD (view, HEARTH_TYPE_DESK_VIEW, "toasts");
  const char *text = "Visits that were kept on this PC are not all at the hub yet. Settle <them> first & wait.";
  GtkWidget *label;
  int tall = 0;

  g_assert_cmpint (gtk_widget_get_height (toasts), ==, 0);
  hearth_desk_view_say_with_action (HEARTH_DESK_VIEW (view), text, "Settle", "win.kept");
  HEARTH_TEST_WAIT (gtk_widget_get_height (toasts) > 40);
  hearth_test_desk_shot (window, "toast.png");
  g_assert_cmpfloat (start_of (toasts, view), >=, gtk_widget_get_width (view) - 400);
  label = hearth_test_desk_find_text (toasts, text);
  g_assert_nonnull (label);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (label), &tall, NULL, NULL, NULL);
  g_assert_cmpint (gtk_widget_get_height (label), >=, tall);
  label = hearth_test_desk_find_text (toasts, "Settle");
  g_assert_cmpfloat (start_of (label, view) + gtk_widget_get_width (label), <, gtk_widget_get_width (view));
  hearth_desk_view_dismiss_toast (HEARTH_DESK_VIEW (view));
  HEARTH_TEST_WAIT (gtk_widget_get_height (toasts) == 0);
  hearth_test_desk_close (window);
}

int
main (int argc, char *argv[])
{
  hearth_test_desk_init (&argc, &argv);

#define ADD(path, role, test) g_test_add (path, Fixture, GINT_TO_POINTER (role), set_up, test, tear_down)
  ADD ("/preferences/greeter", HEARTH_ROLE_GREETER, test_greeter);
  ADD ("/preferences/sidebar", HEARTH_ROLE_DIRECTOR, test_sidebar);
  ADD ("/preferences/typed-stays", HEARTH_ROLE_DIRECTOR, test_typed_stays);
  ADD ("/preferences/center", HEARTH_ROLE_DIRECTOR, test_center);
  ADD ("/preferences/texts", HEARTH_ROLE_DIRECTOR, test_texts);
  ADD ("/preferences/reasons", HEARTH_ROLE_DIRECTOR, test_reasons);
  ADD ("/desk-view/rail", HEARTH_ROLE_DIRECTOR, test_rail);
  ADD ("/desk-view/toast", HEARTH_ROLE_DIRECTOR, test_toast);
  g_test_add_func ("/emergency-card", test_emergency_card);

  return g_test_run ();
}
