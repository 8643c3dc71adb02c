/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Two desks change the same thing: yours and theirs are shown, and nothing is overwritten unseen. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-card-text-section.h"
#include "hearth-center-client.h"
#include "hearth-center-section.h"
#include "hearth-checkin-client.h"
#include "hearth-correct-visit-dialog.h"
#include "hearth-merge-line.h"
#include "hearth-notice-section.h"
#include "hearth-reason-row.h"
#include "hearth-reasons-section.h"
#include "hearth-sides-panel.h"
#include "hearth-visit-editor.h"
#include "hearth-test-desk.h"
#include "hearth-test-hub.h"
#include "hearth-text.h"

typedef struct
{
  HearthTestHub *hub;        /* (owned) */
  HearthClient *mine;        /* (owned) */
  HearthClient *theirs;      /* (owned) */
  HearthReasonList *reasons; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->hub = hearth_test_hub_new ();
  hearth_test_hub_start (fixture->hub);
  fixture->mine = hearth_test_hub_sign_in (fixture->hub, HEARTH_ROLE_DIRECTOR);
  fixture->theirs = hearth_test_hub_sign_in (fixture->hub, HEARTH_ROLE_DIRECTOR);
  fixture->reasons = hearth_reason_list_new (fixture->mine);
  HEARTH_TEST_WAIT (g_list_model_get_n_items (G_LIST_MODEL (fixture->reasons)) > 2);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->reasons);
  hearth_client_disconnect (fixture->mine);
  hearth_client_disconnect (fixture->theirs);
  g_clear_object (&fixture->mine);
  g_clear_object (&fixture->theirs);
  hearth_test_hub_stop (fixture->hub);
  hearth_test_hub_free (fixture->hub);
}

static HearthVisit *
finish_visit (HearthClient *client, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;
  HearthVisit *visit;

  hearth_test_await (result);
  visit = hearth_checkin_client_visit_finish (client, *result, &error);
  g_assert_no_error (error);
  return visit;
}

static HearthVisit *
count_guest (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_checkin_client_record_guest_async (fixture->mine, NULL, NULL, hearth_test_on_result, &result);
  return finish_visit (fixture->mine, &result);
}

static HearthVisit *
change (HearthClient *client, HearthVisit *visit, const char *changes)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_checkin_client_change_async (client, visit, g_variant_new_parsed (changes), NULL, hearth_test_on_result,
                                      &result);
  return finish_visit (client, &result);
}

static HearthVisit *
read_visit (Fixture *fixture, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListStore) visits = NULL;

  hearth_checkin_client_visits_async (fixture->mine, &id, 1, NULL, hearth_test_on_result, &result);
  hearth_test_await (&result);
  visits = hearth_checkin_client_visits_finish (fixture->mine, result, NULL);
  return g_list_model_get_item (G_LIST_MODEL (visits), 0);
}

static GtkWidget *
child (GtkWidget *dialog, const char *name)
{
  return hearth_test_desk_child (dialog, HEARTH_TYPE_CORRECT_VISIT_DIALOG, name);
}

static void
corrected_cb (GtkWidget *dialog, HearthVisit *visit, gboolean *corrected)
{
  *corrected = TRUE;
}

static GtkWidget *
open_dialog (Fixture *fixture, HearthVisit *visit, gboolean *corrected)
{
  GtkWidget *dialog = hearth_correct_visit_dialog_new (fixture->mine, visit, fixture->reasons, FALSE);

  g_signal_connect (dialog, "corrected", G_CALLBACK (corrected_cb), corrected);
  gtk_window_present (GTK_WINDOW (dialog));
  HEARTH_TEST_WAIT (gtk_widget_get_mapped (dialog));
  return dialog;
}

/* Both sides of one field are shown. */
static void
await_one_line (HearthSidesPanel *sides)
{
  HEARTH_TEST_WAIT (gtk_widget_get_visible (GTK_WIDGET (sides)));
  g_assert_cmpuint (hearth_sides_panel_get_n_lines (sides), ==, 1);
}

static void
choose (HearthSidesPanel *sides, HearthMergeChoice side)
{
  hearth_merge_line_choose (HEARTH_MERGE_LINE (hearth_sides_panel_get_line (sides, 0)), side);
}

static void
test_visit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthVisit) visit = count_guest (fixture);
  g_autoptr (HearthVisit) changed = NULL;
  g_autoptr (HearthVisit) now = NULL;
  gboolean corrected = FALSE;
  GtkWidget *dialog = open_dialog (fixture, visit, &corrected);
  HearthSidesPanel *sides = HEARTH_SIDES_PANEL (child (dialog, "sides"));

  changed = change (fixture->theirs, visit, "{'reason': <'coaching'>, 'children': <int64 2>}");
  /* Another reason here too, and nothing of the children. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (dialog, "reason")), 2);
  gtk_widget_activate_action (dialog, "visit.save", NULL);
  await_one_line (sides);
  g_assert_false (hearth_sides_panel_is_settled (sides));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (child (dialog, "children"))), ==, 2);
  hearth_test_desk_shot (GTK_WINDOW (dialog), "visit-meanwhile");
  /* Saving again without a choice writes nothing. */
  gtk_widget_activate_action (dialog, "visit.save", NULL);
  g_assert_true (gtk_widget_get_visible (child (dialog, "error")));
  now = read_visit (fixture, hearth_visit_get_id (visit));
  g_assert_cmpstr (hearth_visit_get_reason (now), ==, "coaching");
  g_clear_object (&now);

  choose (sides, HEARTH_MERGE_LINE_LEFT);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (child (dialog, "reason"))), ==, 2);
  gtk_widget_activate_action (dialog, "visit.save", NULL);
  HEARTH_TEST_WAIT (corrected);
  now = read_visit (fixture, hearth_visit_get_id (visit));
  g_assert_cmpstr (hearth_visit_get_reason (now), !=, "coaching");
  g_assert_cmpint (hearth_visit_get_children (now), ==, 2);
}

static void
test_visit_taken_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthVisit) visit = count_guest (fixture);
  g_autoptr (HearthVisit) gone = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gboolean corrected = FALSE;
  GtkWidget *dialog = open_dialog (fixture, visit, &corrected);
  GtkLabel *error = GTK_LABEL (child (dialog, "error"));

  hearth_checkin_client_void_async (fixture->theirs, hearth_visit_get_id (visit), NULL, hearth_test_on_result, &result);
  gone = finish_visit (fixture->theirs, &result);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (child (dialog, "children")), 3);
  gtk_widget_activate_action (dialog, "visit.save", NULL);
  HEARTH_TEST_WAIT (gtk_widget_get_visible (GTK_WIDGET (error)));
  g_assert_nonnull (strstr (gtk_label_get_label (error), "took this check-in back"));
  g_assert_false (corrected);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

typedef struct
{
  guint n;
  char *key, *mine, *theirs;
} Met;

static void
met_cb (HearthVisitEditor *editor, const char *key, HearthVisit *mine, HearthVisit *theirs, Met *met)
{
  met->n++;
  hearth_set_str (&met->key, key);
  hearth_set_str (&met->mine, hearth_visit_get_reason (mine));
  hearth_set_str (&met->theirs, hearth_visit_get_reason (theirs));
}

/* The card of who has just arrived writes at once: what another desk chose meanwhile is not overwritten by it. */
static void
test_card (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthVisit) visit = count_guest (fixture);
  g_autoptr (HearthVisitEditor) editor = hearth_visit_editor_new (fixture->mine, visit);
  g_autoptr (HearthVisit) theirs = NULL, now = NULL;
  Met met = { 0 };

  g_signal_connect (editor, "met", G_CALLBACK (met_cb), &met);
  theirs = change (fixture->theirs, visit, "{'reason': <'coaching'>, 'children': <int64 2>}");
  hearth_visit_editor_set_string (editor, "reason", "meeting");
  HEARTH_TEST_WAIT (met.n == 1);
  g_assert_cmpstr (met.key, ==, "reason");
  g_assert_cmpstr (met.mine, ==, "meeting");
  g_assert_cmpstr (met.theirs, ==, "coaching");
  g_assert_cmpstr (hearth_visit_get_reason (hearth_visit_editor_get_visit (editor)), ==, "coaching");
  now = read_visit (fixture, hearth_visit_get_id (visit));
  g_assert_cmpstr (hearth_visit_get_reason (now), ==, "coaching");

  /* Chosen once more, now that theirs is known, it holds. */
  hearth_visit_editor_set_string (editor, "reason", "meeting");
  HEARTH_TEST_WAIT (g_str_equal (hearth_visit_get_reason (hearth_visit_editor_get_visit (editor)), "meeting"));
  g_clear_object (&theirs);
  /* Something else of it is no clash: both stay. */
  theirs = change (fixture->theirs, hearth_visit_editor_get_visit (editor), "{'children': <int64 3>}");
  hearth_visit_editor_set_string (editor, "reason", "coaching");
  HEARTH_TEST_WAIT (hearth_visit_get_children (hearth_visit_editor_get_visit (editor)) == 3
                    && g_str_equal (hearth_visit_get_reason (hearth_visit_editor_get_visit (editor)), "coaching"));
  g_assert_cmpuint (met.n, ==, 1);
  g_free (met.key);
  g_free (met.mine);
  g_free (met.theirs);
}

static void
save_center (HearthClient *client, const char *changes)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_center_client_save_async (client, g_variant_new_parsed (changes), NULL, hearth_test_on_result, &result);
  hearth_test_await (&result);
  hearth_center_client_done_finish (client, result, &error);
  g_assert_no_error (error);
}

static const char *
center_name (HearthClient *client)
{
  return hearth_center_get_name (hearth_client_get_center (client));
}

static void
test_center (Fixture *fixture, gconstpointer data)
{
  GtkWidget *section = hearth_center_section_new (fixture->mine);
  GtkWindow *window = hearth_test_desk_show (section, 700, 700);
  GtkEditable *name = GTK_EDITABLE (hearth_test_desk_child (section, HEARTH_TYPE_CENTER_SECTION, "name"));
  HearthSidesPanel *sides = HEARTH_SIDES_PANEL (hearth_test_desk_child (section, HEARTH_TYPE_CENTER_SECTION, "sides"));

  save_center (fixture->theirs, "{'name': <'Their House'>, 'time-zone': <'Europe/Berlin'>}");
  HEARTH_TEST_WAIT (g_str_equal (center_name (fixture->mine), "Their House"));
  gtk_editable_set_text (name, "My House");
  gtk_widget_activate_action (section, "section.save", NULL);
  await_one_line (sides);
  hearth_test_desk_shot (window, "center-meanwhile");
  g_assert_cmpstr (center_name (fixture->mine), ==, "Their House");
  choose (sides, HEARTH_MERGE_LINE_LEFT);
  gtk_widget_activate_action (section, "section.save", NULL);
  HEARTH_TEST_WAIT (g_str_equal (center_name (fixture->theirs), "My House"));
  /* What only they changed stays. */
  g_assert_cmpstr (hearth_center_get_time_zone (hearth_client_get_center (fixture->theirs)), ==, "Europe/Berlin");
  hearth_test_desk_close (window);
}

static GtkTextBuffer *
text_of (GtkWidget *section)
{
  return GTK_TEXT_BUFFER (gtk_widget_get_template_child (section, G_OBJECT_TYPE (section), "text"));
}

static const char *
why (GtkWidget *section)
{
  return gtk_label_get_label (GTK_LABEL (hearth_test_desk_child (section, G_OBJECT_TYPE (section), "why")));
}

static const char *
card_of (HearthClient *client)
{
  return hearth_center_get_emergency_card (hearth_client_get_center (client));
}

static void
test_emergency_card (Fixture *fixture, gconstpointer data)
{
  GtkWidget *section = hearth_card_text_section_new (fixture->mine);
  GtkWindow *window = hearth_test_desk_show (section, 700, 700);

  gtk_text_buffer_set_text (text_of (section), "Mine\nStay with them", -1);
  save_center (fixture->theirs, "{'emergency-card': <'Theirs\nCall the neighbour'>}");
  HEARTH_TEST_WAIT (g_str_has_prefix (card_of (fixture->mine), "Theirs"));
  gtk_widget_activate_action (section, "section.save", NULL);
  g_assert_nonnull (strstr (why (section), "Call the neighbour"));
  hearth_test_desk_shot (window, "card-meanwhile");
  g_assert_cmpstr (card_of (fixture->theirs), ==, "Theirs\nCall the neighbour");
  gtk_widget_activate_action (section, "section.save", NULL);
  HEARTH_TEST_WAIT (g_str_has_prefix (card_of (fixture->theirs), "Mine"));
  hearth_test_desk_close (window);
}

static const char *
notice_of (HearthClient *client)
{
  return hearth_center_get_notice_version (hearth_client_get_center (client));
}

static void
test_notice (Fixture *fixture, gconstpointer data)
{
  GtkWidget *section = hearth_notice_section_new (fixture->mine);
  GtkWindow *window = hearth_test_desk_show (section, 700, 700);
  GtkEditable *version = GTK_EDITABLE (hearth_test_desk_child (section, HEARTH_TYPE_NOTICE_SECTION, "version"));
  g_autoptr (GAsyncResult) result = NULL;

  gtk_text_buffer_set_text (text_of (section), "We keep what I say.", -1);
  gtk_editable_set_text (version, "mine");
  hearth_center_client_save_notice_async (fixture->theirs, "theirs", "We keep what they say.", NULL,
                                          hearth_test_on_result, &result);
  g_assert_true (hearth_center_client_done_finish (fixture->theirs, hearth_test_await (&result), NULL));
  HEARTH_TEST_WAIT (g_str_equal (notice_of (fixture->mine), "theirs"));
  gtk_widget_activate_action (section, "section.save", NULL);
  g_assert_nonnull (strstr (why (section), "version theirs"));
  g_assert_nonnull (strstr (why (section), "We keep what they say."));
  hearth_test_desk_shot (window, "notice-meanwhile");
  g_assert_cmpstr (notice_of (fixture->theirs), ==, "theirs");
  gtk_widget_activate_action (section, "section.save", NULL);
  HEARTH_TEST_WAIT (g_str_equal (notice_of (fixture->theirs), "mine"));
  hearth_test_desk_close (window);
}

static GListStore *
reasons_of (HearthClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_checkin_client_reasons_async (client, NULL, hearth_test_on_result, &result);
  return hearth_checkin_client_reasons_finish (client, hearth_test_await (&result), NULL);
}

/* Another director renames two reasons and retires one. */
static void
change_reasons (HearthClient *client)
{
  g_autoptr (GListStore) known = reasons_of (client);
  g_autoptr (GListStore) wanted = g_list_store_new (HEARTH_TYPE_REASON);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (known), i);
      g_autoptr (HearthReason) renamed = NULL;

      if (i < 2)
        {
          g_autoptr (GVariant) changes
              = g_variant_ref_sink (g_variant_new_parsed ("{'label': <%s>}", i == 0 ? "Their first" : "Their second"));

          renamed = hearth_record_with (reason, changes, NULL);
        }
      g_list_store_append (wanted, renamed ? renamed : reason);
    }
  hearth_checkin_client_save_reasons_async (client, G_LIST_MODEL (known), G_LIST_MODEL (wanted), NULL,
                                            hearth_test_on_result, &result);
  hearth_checkin_client_save_reasons_finish (client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
}

static char *
labels_of (HearthClient *client)
{
  g_autoptr (GListStore) reasons = reasons_of (client);
  GString *labels = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (reasons)); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (reasons), i);

      if (!hearth_reason_get_retired (reason))
        g_string_append_printf (labels, "%s|", hearth_reason_get_label (reason));
    }
  return g_string_free (labels, FALSE);
}

static GtkEditable *
label_at (GtkWidget *section, int index)
{
  GtkListBox *list = GTK_LIST_BOX (hearth_test_desk_child (section, HEARTH_TYPE_REASONS_SECTION, "list"));
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, index);

  return row ? GTK_EDITABLE (hearth_test_desk_child (GTK_WIDGET (row), HEARTH_TYPE_REASON_ROW, "label")) : NULL;
}

static void
test_reasons (Fixture *fixture, gconstpointer data)
{
  GtkWidget *section = hearth_reasons_section_new (fixture->mine);
  GtkWindow *window = hearth_test_desk_show (section, 700, 700);
  HearthSidesPanel *sides = HEARTH_SIDES_PANEL (hearth_test_desk_child (section, HEARTH_TYPE_REASONS_SECTION, "sides"));
  g_autofree char *before = labels_of (fixture->mine);
  g_autofree char *now = NULL;

  HEARTH_TEST_WAIT (label_at (section, 6) != NULL);
  /* Here: the second and the third. There: the first two, and the last one is retired. */
  gtk_editable_set_text (label_at (section, 1), "My second");
  gtk_editable_set_text (label_at (section, 2), "My third");
  change_reasons (fixture->theirs);
  gtk_widget_activate_action (section, "section.save", NULL);
  await_one_line (sides);
  g_assert_cmpstr (gtk_editable_get_text (label_at (section, 0)), ==, "Their first");
  g_assert_cmpstr (gtk_editable_get_text (label_at (section, 1)), ==, "My second");
  g_assert_cmpstr (gtk_editable_get_text (label_at (section, 2)), ==, "My third");
  g_assert_null (label_at (section, 6));
  hearth_test_desk_shot (window, "reasons-meanwhile");
  /* Nothing is written before it is chosen. */
  gtk_widget_activate_action (section, "section.save", NULL);
  g_assert_cmpstr (why (section), ==, "Choose yours or theirs on each line first.");
  choose (sides, HEARTH_MERGE_LINE_RIGHT);
  g_assert_cmpstr (gtk_editable_get_text (label_at (section, 1)), ==, "Their second");
  choose (sides, HEARTH_MERGE_LINE_LEFT);
  g_assert_cmpstr (gtk_editable_get_text (label_at (section, 1)), ==, "My second");
  gtk_widget_activate_action (section, "section.save", NULL);
  HEARTH_TEST_WAIT (g_str_equal (why (section), "Saved."));
  now = labels_of (fixture->theirs);
  g_assert_true (g_str_has_prefix (now, "Their first|My second|My third|"));
  g_assert_cmpstr (now, !=, before);
  hearth_test_desk_close (window);
}

int
main (int argc, char **argv)
{
  hearth_test_desk_init (&argc, &argv);
  g_test_add ("/meanwhile/visit", Fixture, NULL, set_up, test_visit, tear_down);
  g_test_add ("/meanwhile/visit-taken-back", Fixture, NULL, set_up, test_visit_taken_back, tear_down);
  g_test_add ("/meanwhile/card", Fixture, NULL, set_up, test_card, tear_down);
  g_test_add ("/meanwhile/center", Fixture, NULL, set_up, test_center, tear_down);
  g_test_add ("/meanwhile/emergency-card", Fixture, NULL, set_up, test_emergency_card, tear_down);
  g_test_add ("/meanwhile/notice", Fixture, NULL, set_up, test_notice, tear_down);
  g_test_add ("/meanwhile/reasons", Fixture, NULL, set_up, test_reasons, tear_down);
  return g_test_run ();
}
