/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Desks and hub in Preferences: the list with a real hub and real desks behind it, a code to join, and words. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-add-desk-dialog.h"
#include "hearth-backup-place-dialog.h"
#include "hearth-desk-client.h"
#include "hearth-desk-row.h"
#include "hearth-desk-words.h"
#include "hearth-desks-section.h"
#include "hearth-hub-section.h"
#include "hearth-join-code.h"
#include "hearth-join.h"
#include "hearth-preferences.h"
#include "hearth-sharing-section.h"
#include "hearth-test-desk.h"
#include "hearth-test-hub.h"
#include "hearth-test-lan.h"

#include <glib/gstdio.h>

typedef struct
{
  HearthTestLan *lan;       /* (owned) */
  HearthTestLanDesk *desk;  /* (unowned): where the director sits */
  HearthTestLanDesk *other; /* (unowned) */
  GtkWindow *parent;        /* (unowned) */
  GtkWidget *preferences;   /* (unowned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer sql)
{
  fixture->lan = hearth_test_lan_new (2);
  fixture->desk = hearth_test_lan_desk (fixture->lan, 0);
  fixture->other = hearth_test_lan_desk (fixture->lan, 1);
  if (sql != NULL)
    hearth_test_center_sql (fixture->lan->center, sql);
  hearth_test_lan_start (fixture->lan);
  hearth_test_lan_desk_start (fixture->desk);
  hearth_test_lan_desk_sign_in (fixture->desk, HEARTH_ROLE_DIRECTOR);
  fixture->parent = hearth_test_desk_show (gtk_label_new ("desk"), 1280, 800);
  hearth_preferences_present (GTK_WIDGET (fixture->parent), fixture->desk->client);
  HEARTH_TEST_WAIT ((fixture->preferences = hearth_test_desk_window (HEARTH_TYPE_PREFERENCES)) != NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer sql)
{
  hearth_test_desk_close (GTK_WINDOW (fixture->preferences));
  hearth_test_desk_close (fixture->parent);
  hearth_test_lan_stop (fixture->lan);
  hearth_test_lan_free (fixture->lan);
}

static HearthDeskRow *
row_at (Fixture *fixture, int index)
{
  GtkListBox *list = GTK_LIST_BOX (
      HEARTH_TEST_CHILD (hearth_test_desk_section (fixture->preferences, "desks"), HEARTH_TYPE_DESKS_SECTION, "list"));

  return (HearthDeskRow *)gtk_list_box_get_row_at_index (list, index);
}

static HearthDeskRow *
row_of (Fixture *fixture, gint64 id)
{
  HearthDeskRow *row;

  for (int i = 0; (row = row_at (fixture, i)) != NULL; i++)
    if (hearth_desk_get_id (hearth_desk_row_get_desk (row)) == id)
      return row;
  return NULL;
}

static HearthDesk *
desk_of (Fixture *fixture, gint64 id)
{
  HearthDeskRow *row = row_of (fixture, id);

  return row ? hearth_desk_row_get_desk (row) : NULL;
}

static const char *
line_of (Fixture *fixture, gint64 id)
{
  return adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row_of (fixture, id)));
}

/* The first that is shown: an expander row has a switch of its own that is not. */
static GtkWidget *
find_under (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_under (child, type);
  return found;
}

/* Who comes and goes is seen without asking. */
static void
test_live (Fixture *fixture, gconstpointer sql)
{
  HEARTH_TEST_WAIT (row_of (fixture, fixture->desk->id) != NULL);
  g_assert_cmpstr (line_of (fixture, fixture->desk->id), ==, "This PC · Test signed in · version " HEARTH_VERSION);
  g_assert_nonnull (desk_of (fixture, fixture->other->id));
  g_assert_false (hearth_desk_get_connected (desk_of (fixture, fixture->other->id)));

  hearth_test_lan_desk_start (fixture->other);
  HEARTH_TEST_WAIT (hearth_desk_get_connected (desk_of (fixture, fixture->other->id)));
  hearth_test_lan_desk_sign_in (fixture->other, HEARTH_ROLE_GREETER);
  HEARTH_TEST_WAIT (g_str_has_prefix (line_of (fixture, fixture->other->id), "Here now · Test signed in"));
  hearth_test_desk_shot (GTK_WINDOW (fixture->preferences), "desks.png");
  hearth_test_lan_desk_stop (fixture->other);
  HEARTH_TEST_WAIT (g_str_has_prefix (line_of (fixture, fixture->other->id), "Last seen today, "));
}

static void
test_change (Fixture *fixture, gconstpointer sql)
{
  HearthDeskRow *row;
  GtkWidget *name, *onoff;

  HEARTH_TEST_WAIT ((row = row_of (fixture, fixture->other->id)) != NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  name = find_under (GTK_WIDGET (row), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (name), "Porch <&> Garden");
  g_signal_emit_by_name (name, "apply");
  HEARTH_TEST_WAIT (g_str_equal (hearth_desk_get_name (desk_of (fixture, fixture->other->id)), "Porch <&> Garden"));
  g_assert_nonnull (hearth_test_desk_find_text (GTK_WIDGET (row_of (fixture, fixture->other->id)), "Porch <&> Garden"));

  /* The row is the same one still, and open. */
  g_assert_true (row_of (fixture, fixture->other->id) == row);
  onoff = find_under (GTK_WIDGET (row), GTK_TYPE_SWITCH);
  g_assert_false (hearth_desk_get_front_desk (desk_of (fixture, fixture->other->id)));
  gtk_test_accessible_assert_property (onoff, GTK_ACCESSIBLE_PROPERTY_LABEL, "Front desk");
  gtk_switch_set_active (GTK_SWITCH (onoff), TRUE);
  HEARTH_TEST_WAIT (hearth_desk_get_front_desk (desk_of (fixture, fixture->other->id)));
  hearth_test_desk_shot (GTK_WINDOW (fixture->preferences), "desk-open.png");
}

/* Another director gives a desk another name while one is being typed here. */
static void
test_renamed_meanwhile (Fixture *fixture, gconstpointer sql)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) changes = g_variant_ref_sink (g_variant_new_parsed ("{'name': <'Theirs'>}"));
  g_autoptr (HearthDesk) saved = NULL;
  HearthDeskRow *row;
  GtkWidget *name;

  HEARTH_TEST_WAIT ((row = row_of (fixture, fixture->other->id)) != NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  name = find_under (GTK_WIDGET (row), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (name), "Mine");
  hearth_test_lan_desk_start (fixture->other);
  hearth_test_lan_desk_sign_in (fixture->other, HEARTH_ROLE_DIRECTOR);
  hearth_desk_client_save_async (fixture->other->client, desk_of (fixture, fixture->other->id), changes, NULL,
                                 hearth_test_on_result, &result);
  saved = hearth_desk_client_save_finish (fixture->other->client, hearth_test_await (&result), NULL);
  g_assert_nonnull (saved);
  HEARTH_TEST_WAIT (g_str_equal (hearth_desk_get_name (desk_of (fixture, fixture->other->id)), "Theirs"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "Mine");
  HEARTH_TEST_WAIT (hearth_test_desk_find_text (fixture->preferences,
                                                "Somebody named this desk meanwhile. Theirs: “Theirs”. Yours: “Mine”, "
                                                "and it is still in the field: apply it to have it."));
  hearth_test_desk_shot (GTK_WINDOW (fixture->preferences), "desk-meanwhile.png");
  g_signal_emit_by_name (name, "apply");
  HEARTH_TEST_WAIT (g_str_equal (hearth_desk_get_name (desk_of (fixture, fixture->other->id)), "Mine"));
}

static void
test_remove (Fixture *fixture, gconstpointer sql)
{
  gint64 id = fixture->other->id;
  GtkWidget *button;

  hearth_test_lan_desk_start (fixture->other);
  HEARTH_TEST_WAIT (desk_of (fixture, id) != NULL && hearth_desk_get_connected (desk_of (fixture, id)));
  /* Neither the desk where this is read nor the hub's own. */
  g_assert_false (gtk_widget_get_visible (
      HEARTH_TEST_CHILD (row_of (fixture, fixture->desk->id), HEARTH_TYPE_DESK_ROW, "remove_button")));
  g_assert_false (
      gtk_widget_get_visible (HEARTH_TEST_CHILD (row_of (fixture, 1), HEARTH_TYPE_DESK_ROW, "remove_button")));

  button = HEARTH_TEST_CHILD (row_of (fixture, id), HEARTH_TYPE_DESK_ROW, "remove_button");
  g_signal_emit_by_name (button, "clicked");
  hearth_test_desk_answer ("cancel");
  g_assert_nonnull (row_of (fixture, id));
  g_signal_emit_by_name (button, "clicked");
  hearth_test_desk_answer ("go");
  HEARTH_TEST_WAIT (row_of (fixture, id) == NULL);
  HEARTH_TEST_WAIT (hearth_client_get_state (fixture->other->client) == HEARTH_CLIENT_AWAY);
}

static GtkWidget *
dialog_part (GtkWidget *dialog, const char *name)
{
  return HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_ADD_DESK_DIALOG, name);
}

static const char *
step_of (GtkWidget *dialog)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (dialog_part (dialog, "steps")));
}

static void
test_add (Fixture *fixture, gconstpointer sql)
{
  GtkWidget *dialog = NULL;
  g_autofree char *first = NULL;
  g_auto (HearthJoinCode) code = { NULL };

  HEARTH_TEST_WAIT (row_of (fixture, 1) != NULL);
  gtk_widget_activate_action (hearth_test_desk_section (fixture->preferences, "desks"), "section.add-desk", NULL);
  HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_ADD_DESK_DIALOG)) != NULL);
  HEARTH_TEST_WAIT (g_strcmp0 (step_of (dialog), "code") == 0);
  first = g_strdup (gtk_label_get_text (GTK_LABEL (dialog_part (dialog, "code"))));
  g_assert_true (hearth_join_code_from_text (&code, first, NULL));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (dialog_part (dialog, "left"))), ==, "Works once, for 10 minutes.");
  hearth_test_desk_shot (GTK_WINDOW (dialog), "add-desk.png");

  /* Taken back, and another one. */
  gtk_widget_activate_action (dialog, "code.drop", NULL);
  HEARTH_TEST_WAIT (g_strcmp0 (step_of (dialog), "over") == 0);
  g_assert_nonnull (hearth_test_desk_find_text (dialog, "The code is taken back"));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (dialog_part (dialog, "code"))), ==, "");
  gtk_widget_activate_action (dialog, "code.again", NULL);
  HEARTH_TEST_WAIT (g_strcmp0 (step_of (dialog), "code") == 0);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (dialog_part (dialog, "code"))), !=, first);

  /* A desk joins: the dialog knows, and so does the list. */
  {
    g_autoptr (GAsyncResult) joined = NULL;
    g_autofree char *place = g_dir_make_tmp ("hearth-desk-XXXXXX", NULL);
    g_autofree char *text = g_strdup (gtk_label_get_text (GTK_LABEL (dialog_part (dialog, "code"))));
    HearthDeskFolder *folder = hearth_desk_folder_new (place);
    HearthDeskRow *row = NULL;

    hearth_join_async (folder, text, NULL, "New one", TRUE, NULL, hearth_test_on_result, &joined);
    g_assert_true (hearth_join_finish (folder, hearth_test_await (&joined), NULL));
    HEARTH_TEST_WAIT (g_strcmp0 (step_of (dialog), "over") == 0);
    g_assert_nonnull (hearth_test_desk_find_text (dialog, "A desk has joined"));
    for (int i = 0; (row = row_at (fixture, i)) != NULL; i++)
      if (g_str_equal (hearth_desk_get_name (hearth_desk_row_get_desk (row)), "New one"))
        break;
    g_assert_nonnull (row);
    g_assert_true (hearth_desk_get_front_desk (hearth_desk_row_get_desk (row)));
    g_assert_true (hearth_desk_folder_forget (folder, NULL));
    g_object_unref (folder);
    g_rmdir (place);
  }
  gtk_widget_activate_action (dialog, "window.close", NULL);
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_ADD_DESK_DIALOG) == NULL);
}

static const char *
name_at (Fixture *fixture, int index)
{
  return hearth_desk_get_name (hearth_desk_row_get_desk (row_at (fixture, index)));
}

static void
test_many (Fixture *fixture, gconstpointer sql)
{
  guint n = 0;

  HEARTH_TEST_WAIT (row_at (fixture, 202) != NULL);
  while (row_at (fixture, (int)n) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 203);
  g_assert_true (hearth_desk_get_own (hearth_desk_row_get_desk (row_at (fixture, 0))));
  while (n > 0 && !g_str_equal (name_at (fixture, (int)n - 1), "Room 9"))
    n--;
  g_assert_cmpstr (name_at (fixture, (int)n), ==, "Room 10");
  g_assert_cmpint (gtk_widget_get_width (fixture->preferences), <=, 1280);
  hearth_test_desk_shot (GTK_WINDOW (fixture->preferences), "desks-many.png");
}

static GtkWidget *
hub_part (Fixture *fixture, const char *name)
{
  return HEARTH_TEST_CHILD (hearth_test_desk_section (fixture->preferences, "hub"), HEARTH_TYPE_HUB_SECTION, name);
}

static const char *
hub_line (Fixture *fixture, const char *name)
{
  const char *text = adw_action_row_get_subtitle (ADW_ACTION_ROW (hub_part (fixture, name)));

  return text ? text : "";
}

static void
test_hub (Fixture *fixture, gconstpointer sql)
{
  GtkWidget *dialog = NULL;
  g_autofree char *place = g_dir_make_tmp ("hearth-copies-XXXXXX", NULL);

  HEARTH_TEST_WAIT (g_str_has_prefix (hub_line (fixture, "working"), "Since today, "));
  g_assert_true (g_str_has_prefix (hub_line (fixture, "room"), "Database "));
  g_assert_true (g_str_has_prefix (hub_line (fixture, "certificates"), "Renew themselves."));
  g_assert_true (g_str_has_prefix (hub_line (fixture, "versions"), "Hub " HEARTH_VERSION));
  g_assert_true (g_str_has_prefix (hub_line (fixture, "place"), "None."));
  hearth_test_desk_shot (GTK_WINDOW (fixture->preferences), "hub.png");

  gtk_widget_activate_action (hearth_test_desk_section (fixture->preferences, "hub"), "section.backup-place", NULL);
  HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_BACKUP_PLACE_DIALOG)) != NULL);
#define FIELD(name) HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_BACKUP_PLACE_DIALOG, name)
  gtk_editable_set_text (GTK_EDITABLE (FIELD ("folder")), "copies");
  gtk_widget_activate_action (dialog, "place.save", NULL);
  g_assert_true (g_str_has_prefix (gtk_label_get_label (GTK_LABEL (FIELD ("why"))), "Type the whole path"));
  gtk_editable_set_text (GTK_EDITABLE (FIELD ("folder")), place);
  gtk_editable_set_text (GTK_EDITABLE (FIELD ("passphrase")), "short");
  gtk_widget_activate_action (dialog, "place.save", NULL);
  g_assert_true (g_str_has_prefix (gtk_label_get_label (GTK_LABEL (FIELD ("why"))), "Take at least 8 characters."));
  gtk_editable_set_text (GTK_EDITABLE (FIELD ("passphrase")), HEARTH_TEST_PASSPHRASE);
  gtk_editable_set_text (GTK_EDITABLE (FIELD ("again")), "another one");
  gtk_widget_activate_action (dialog, "place.save", NULL);
  g_assert_true (g_str_has_prefix (gtk_label_get_label (GTK_LABEL (FIELD ("why"))), "The two are not the same."));
  hearth_test_desk_shot (GTK_WINDOW (dialog), "backup-place.png");
  gtk_editable_set_text (GTK_EDITABLE (FIELD ("again")), HEARTH_TEST_PASSPHRASE);
  gtk_editable_set_text (GTK_EDITABLE (FIELD ("folder")), "/proc/nothing/here");
  gtk_widget_activate_action (dialog, "place.save", NULL);
  HEARTH_TEST_WAIT (
      g_str_has_prefix (gtk_label_get_label (GTK_LABEL (FIELD ("why"))), "The hub cannot write into this folder."));
  gtk_editable_set_text (GTK_EDITABLE (FIELD ("folder")), place);
  gtk_widget_activate_action (dialog, "place.save", NULL);
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_BACKUP_PLACE_DIALOG) == NULL);
  HEARTH_TEST_WAIT (g_str_has_prefix (hub_line (fixture, "place"), place));
#undef FIELD
}

/* As another director does. */
static void
choose_place (Fixture *fixture, const char *folder)
{
  g_autoptr (HearthClient) tool = hearth_test_lan_open_tool (fixture->lan);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_desk_client_set_backup_place_async (tool, 1, folder, HEARTH_TEST_PASSPHRASE, NULL, hearth_test_on_result,
                                             &result);
  hearth_desk_client_done_finish (tool, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  hearth_client_disconnect (tool);
}

/* Two directors choose a place: whoever is second sees both, and the next save is meant. */
static void
test_place_meanwhile (Fixture *fixture, gconstpointer sql)
{
  g_autofree char *theirs = g_build_filename (fixture->lan->folder, "theirs", NULL);
  g_autofree char *yours = g_build_filename (fixture->lan->folder, "yours", NULL);
  g_autofree char *words = g_strdup_printf ("Somebody chose another folder meanwhile. Theirs: %s. ", theirs);
  GtkWidget *dialog = NULL;

  g_assert_cmpint (g_mkdir (theirs, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (yours, 0700), ==, 0);
  HEARTH_TEST_WAIT (g_str_has_prefix (hub_line (fixture, "place"), "None."));
  gtk_widget_activate_action (hearth_test_desk_section (fixture->preferences, "hub"), "section.backup-place", NULL);
  HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_BACKUP_PLACE_DIALOG)) != NULL);
#define FIELD(name) HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_BACKUP_PLACE_DIALOG, name)
  choose_place (fixture, theirs);
  gtk_editable_set_text (GTK_EDITABLE (FIELD ("folder")), yours);
  gtk_editable_set_text (GTK_EDITABLE (FIELD ("passphrase")), HEARTH_TEST_PASSPHRASE);
  gtk_editable_set_text (GTK_EDITABLE (FIELD ("again")), HEARTH_TEST_PASSPHRASE);
  gtk_widget_activate_action (dialog, "place.save", NULL);
  HEARTH_TEST_WAIT (g_str_has_prefix (gtk_label_get_label (GTK_LABEL (FIELD ("why"))), words));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (FIELD ("folder"))), ==, yours);
  hearth_test_desk_shot (GTK_WINDOW (dialog), "backup-place-meanwhile.png");
  gtk_widget_activate_action (dialog, "place.save", NULL);
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_BACKUP_PLACE_DIALOG) == NULL);
  HEARTH_TEST_WAIT (g_str_has_prefix (hub_line (fixture, "place"), yours));
#undef FIELD
}

/* A joined desk is told who keeps the center, and not offered to share what it does not have. */
static void
test_joined (Fixture *fixture, gconstpointer sql)
{
  GtkWidget *sharing = hearth_test_desk_section (fixture->preferences, "sharing");

  g_assert_true (gtk_widget_get_visible (HEARTH_TEST_CHILD (sharing, HEARTH_TYPE_SHARING_SECTION, "joined")));
  g_assert_false (gtk_widget_get_visible (HEARTH_TEST_CHILD (sharing, HEARTH_TYPE_SHARING_SECTION, "alone")));
  g_assert_false (gtk_widget_get_visible (HEARTH_TEST_CHILD (sharing, HEARTH_TYPE_SHARING_SECTION, "shared")));
  /* The hub of this test runs on the PC of this desk, as after a restore there. */
  g_assert_nonnull (hearth_test_desk_find_text (sharing, "The center is kept by the hub service on this PC. "
                                                         "This desk talks to it like the others."));
  g_assert_null (hearth_test_desk_find_text (sharing, "The center is kept by a hub on another PC. "
                                                      "This desk talks to it."));
  hearth_test_desk_shot (GTK_WINDOW (fixture->preferences), "sharing-joined.png");
}

/* In the application of one PC there is nothing to join, and it is said what to do first. */
static void
test_alone (void)
{
  HearthTestHub *hub = hearth_test_hub_new ();
  HearthClient *client;
  Fixture fixture = { NULL };
  GtkWidget *sharing;

  hearth_test_hub_start (hub);
  client = hearth_test_hub_sign_in (hub, HEARTH_ROLE_DIRECTOR);
  fixture.parent = hearth_test_desk_show (gtk_label_new ("desk"), 1280, 800);
  hearth_preferences_present (GTK_WIDGET (fixture.parent), client);
  HEARTH_TEST_WAIT ((fixture.preferences = hearth_test_desk_window (HEARTH_TYPE_PREFERENCES)) != NULL);
  HEARTH_TEST_WAIT (row_at (&fixture, 0) != NULL);
  g_assert_true (gtk_widget_get_visible (HEARTH_TEST_CHILD (hearth_test_desk_section (fixture.preferences, "desks"),
                                                            HEARTH_TYPE_DESKS_SECTION, "share_first")));
  gtk_widget_activate_action (hearth_test_desk_section (fixture.preferences, "desks"), "section.add-desk", NULL);
  g_assert_null (hearth_test_desk_window (HEARTH_TYPE_ADD_DESK_DIALOG));
  sharing = hearth_test_desk_section (fixture.preferences, "sharing");
  g_assert_true (gtk_widget_get_visible (HEARTH_TEST_CHILD (sharing, HEARTH_TYPE_SHARING_SECTION, "alone")));
  hearth_test_desk_shot (GTK_WINDOW (fixture.preferences), "sharing-alone.png");
  hearth_test_desk_close (GTK_WINDOW (fixture.preferences));
  hearth_test_desk_close (fixture.parent);
  hearth_client_disconnect (client);
  g_object_unref (client);
  hearth_test_hub_stop (hub);
  hearth_test_hub_free (hub);
}

static void
assert_words (char *words, const char *expected)
{
  g_assert_cmpstr (words, ==, expected);
  g_free (words);
}

static void
test_words (void)
{
  assert_words (hearth_desk_words_left (600), "10 minutes");
  assert_words (hearth_desk_words_left (61), "2 minutes");
  assert_words (hearth_desk_words_left (60), "60 seconds");
  assert_words (hearth_desk_words_left (1), "1 second");
  assert_words (hearth_desk_words_left (-5), "0 seconds");
  assert_words (hearth_desk_words_in_days (1000000 + 41 * 86400, 1000000), "in 41 days");
  assert_words (hearth_desk_words_in_days (1000000 + 86400, 1000000), "in 1 day");
  assert_words (hearth_desk_words_in_days (1, 1000000), "today");
  assert_words (hearth_desk_words_version ("1.0", "1.0"), "version 1.0");
  assert_words (hearth_desk_words_version ("0.9", "0.10"), "version 0.9, older than the hub’s: update it");
  assert_words (hearth_desk_words_version ("1.0.1", "1.0"), "version 1.0.1, newer than the hub’s: update the hub");
  assert_words (hearth_desk_words_version ("", "1.0"), "version not known");
  assert_words (hearth_desk_words_version ("1.0", NULL), "version 1.0");
}

int
main (int argc, char *argv[])
{
  static const char many[]
      = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT "
        "INTO desk (name, created_at_s, joined_at_s, fingerprint) SELECT CASE i WHEN 3 THEN 'The room with the "
        "green door behind the kitchen that nobody but Anneliese-Marguerite ever finds' ELSE "
        "printf ('Room %d', i) END, 1, 1, printf ('%064x', i) FROM n";

  hearth_test_desk_init (&argc, &argv);

#define ADD(path, sql, test) g_test_add (path, Fixture, sql, set_up, test, tear_down)
  g_test_add_func ("/desk-words", test_words);
  ADD ("/desks-section/live", NULL, test_live);
  ADD ("/desks-section/change", NULL, test_change);
  ADD ("/desks-section/renamed-meanwhile", NULL, test_renamed_meanwhile);
  ADD ("/desks-section/remove", NULL, test_remove);
  ADD ("/desks-section/add", NULL, test_add);
  ADD ("/desks-section/many", many, test_many);
  ADD ("/hub-section", NULL, test_hub);
  ADD ("/hub-section/place-meanwhile", NULL, test_place_meanwhile);
  ADD ("/sharing-section/joined", NULL, test_joined);
  g_test_add_func ("/sharing-section/alone", test_alone);

  return g_test_run ();
}
