/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Accounts in Preferences, with a hub behind them: new ones, roles, passphrases, who may sign in, and who may not even look. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-account-client.h"
#include "hearth-account-row.h"
#include "hearth-accounts-section.h"
#include "hearth-center-client.h"
#include "hearth-new-account-dialog.h"
#include "hearth-once-dialog.h"
#include "hearth-preferences.h"
#include "hearth-role-row.h"
#include "hearth-session-client.h"
#include "hearth-test-desk.h"
#include "hearth-test-hub.h"

typedef struct
{
  HearthTestHub *hub;     /* (owned) */
  HearthClient *client;   /* (owned) */
  GtkWindow *parent;      /* (unowned) */
  GtkWidget *preferences; /* (unowned) */
} Fixture;

static void
open_preferences (Fixture *fixture)
{
  hearth_preferences_present (GTK_WIDGET (fixture->parent), fixture->client);
  HEARTH_TEST_WAIT ((fixture->preferences = hearth_test_desk_window (HEARTH_TYPE_PREFERENCES)) != NULL);
}

static void
set_up (Fixture *fixture, gconstpointer sql)
{
  fixture->hub = hearth_test_hub_new ();
  if (sql != NULL)
    hearth_test_center_sql (fixture->hub->center, sql);
  hearth_test_hub_start (fixture->hub);
  fixture->client = hearth_test_hub_sign_in (fixture->hub, HEARTH_ROLE_DIRECTOR);
  fixture->parent = hearth_test_desk_show (gtk_label_new ("desk"), 1280, 800);
  open_preferences (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer sql)
{
  hearth_test_desk_close (GTK_WINDOW (fixture->preferences));
  hearth_test_desk_close (fixture->parent);
  hearth_client_disconnect (fixture->client);
  g_clear_object (&fixture->client);
  hearth_test_hub_stop (fixture->hub);
  hearth_test_hub_free (fixture->hub);
}

static GtkWidget *
section (Fixture *fixture)
{
  return hearth_test_desk_section (fixture->preferences, "accounts");
}

static HearthAccountRow *
row_at (Fixture *fixture, int index)
{
  GtkListBox *list = GTK_LIST_BOX (HEARTH_TEST_CHILD (section (fixture), HEARTH_TYPE_ACCOUNTS_SECTION, "list"));

  return (HearthAccountRow *)gtk_list_box_get_row_at_index (list, index);
}

static HearthAccountRow *
row_of (Fixture *fixture, const char *name)
{
  HearthAccountRow *row;

  for (int i = 0; (row = row_at (fixture, i)) != NULL; i++)
    if (g_str_equal (hearth_account_get_name (hearth_account_row_get_account (row)), name))
      return row;
  return NULL;
}

static guint
count_rows (Fixture *fixture)
{
  guint n = 0;

  while (row_at (fixture, (int)n) != NULL)
    n++;
  return n;
}

/* The first widget of @type under @widget whose row has @title; any where that is NULL. */
static GtkWidget *
find_under (GtkWidget *widget, GType type, const char *title)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && (title == NULL
          || g_strcmp0 (ADW_IS_PREFERENCES_ROW (widget) ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget))
                                                        : gtk_button_get_label (GTK_BUTTON (widget)),
                        title)
                 == 0))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_under (child, type, title);
  return found;
}

static void
press (GtkWidget *widget, const char *label)
{
  GtkWidget *button = find_under (widget, GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
toggle_role (GtkWidget *widget, const char *title)
{
  GtkWidget *row = find_under (widget, HEARTH_TYPE_ROLE_ROW, title);
  GtkWidget *onoff = find_under (row, GTK_TYPE_SWITCH, NULL);

  gtk_switch_set_active (GTK_SWITCH (onoff), !gtk_switch_get_active (GTK_SWITCH (onoff)));
}

static HearthSignIn
try_sign_in (Fixture *fixture, const char *name, const char *passphrase)
{
  HearthClient *client = hearth_test_hub_connect (fixture->hub);
  g_autoptr (GAsyncResult) result = NULL;
  HearthSignIn outcome = HEARTH_SIGN_IN_WAIT;

  hearth_session_client_sign_in_async (client, 0, name, passphrase, NULL, hearth_test_on_result, &result);
  g_assert_true (hearth_session_client_sign_in_finish (client, hearth_test_await (&result), &outcome, NULL, NULL));
  hearth_client_disconnect (client);
  g_object_unref (client);
  return outcome;
}

/* The passphrase that is shown, and the window that shows it is closed. */
static char *
take_once (void)
{
  GtkWidget *dialog = NULL;
  char *once;

  HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_ONCE_DIALOG)) != NULL);
  once = g_strdup (gtk_label_get_label (GTK_LABEL (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_ONCE_DIALOG, "once"))));
  hearth_test_desk_shot (GTK_WINDOW (dialog), "account-once.png");
  gtk_widget_activate_action (dialog, "once.copy", NULL);
  gtk_widget_activate_action (dialog, "window.close", NULL);
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_ONCE_DIALOG) == NULL);
  return once;
}

static void
refuse (GtkWidget *dialog, const char *text)
{
  gtk_widget_activate_action (dialog, "account.create", NULL);
  g_assert_true (gtk_widget_get_visible (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_NEW_ACCOUNT_DIALOG, "why_group")));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_NEW_ACCOUNT_DIALOG, "why"))),
                   ==, text);
}

static void
set_name (GtkWidget *dialog, const char *field, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_NEW_ACCOUNT_DIALOG, field)), text);
}

static void
test_new (Fixture *fixture, gconstpointer sql)
{
  g_autofree char *endless = g_strnfill (201, 'x');
  g_autofree char *once = NULL;
  GtkWidget *dialog = NULL;
  GtkWidget *why;

  HEARTH_TEST_WAIT (row_of (fixture, "Test Director") != NULL);
  gtk_widget_activate_action (section (fixture), "section.new-account", NULL);
  HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_NEW_ACCOUNT_DIALOG)) != NULL);
  refuse (dialog, "Type the name with which they will sign in.");
  set_name (dialog, "name", endless);
  refuse (dialog, "This name is too long. 200 characters are the most.");
  set_name (dialog, "name", "Robin <Oak> & Elm");
  set_name (dialog, "preferred", endless);
  refuse (dialog, "This name is too long. 200 characters are the most.");
  set_name (dialog, "preferred", "Robin");
  toggle_role (dialog, "Greeter");
  refuse (dialog, "Give at least one role.");
  hearth_test_desk_shot (GTK_WINDOW (dialog), "account-new.png");
  toggle_role (dialog, "Coach");

  /* Somebody has this name: it is said, and what was typed stays. */
  set_name (dialog, "name", "Test Greeter");
  gtk_widget_activate_action (dialog, "account.create", NULL);
  why = HEARTH_TEST_CHILD (dialog, HEARTH_TYPE_NEW_ACCOUNT_DIALOG, "why");
  HEARTH_TEST_WAIT (g_str_has_prefix (gtk_label_get_label (GTK_LABEL (why)), "Somebody has an account with this name"));
  set_name (dialog, "name", "Robin <Oak> & Elm");
  gtk_widget_activate_action (dialog, "account.create", NULL);
  once = take_once ();
  g_assert_cmpuint (g_utf8_strlen (once, -1), >=, 8);
  HEARTH_TEST_WAIT (row_of (fixture, "Robin <Oak> & Elm") != NULL);
  g_assert_nonnull (hearth_test_desk_find_text (GTK_WIDGET (row_of (fixture, "Robin <Oak> & Elm")), "Robin"));
  g_assert_cmpint (try_sign_in (fixture, "Robin <Oak> & Elm", once), ==, HEARTH_SIGN_IN_WELCOME);
}

/* Visitors read the faces of the sign-in page: whole names are not shown there unasked. */
static void
test_new_without_preferred (Fixture *fixture, gconstpointer sql)
{
  g_autofree char *once = NULL;
  GtkWidget *dialog = NULL;

  HEARTH_TEST_WAIT (row_of (fixture, "Test Director") != NULL);
  gtk_widget_activate_action (section (fixture), "section.new-account", NULL);
  HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_NEW_ACCOUNT_DIALOG)) != NULL);
  set_name (dialog, "name", "Robin Oak");
  gtk_widget_activate_action (dialog, "account.create", NULL);
  once = take_once ();
  HEARTH_TEST_WAIT (row_of (fixture, "Robin Oak") != NULL);
  g_assert_cmpstr (hearth_account_get_preferred_name (hearth_account_row_get_account (row_of (fixture, "Robin Oak"))),
                   ==, "Robin");
}

static void
test_roles (Fixture *fixture, gconstpointer sql)
{
  HearthAccountRow *row;

  HEARTH_TEST_WAIT ((row = row_of (fixture, "Test Greeter")) != NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_false (gtk_widget_get_sensitive (find_under (GTK_WIDGET (row), GTK_TYPE_BUTTON, "Save roles")));
  toggle_role (GTK_WIDGET (row), "Greeter");
  /* Nobody is without a role. */
  g_assert_false (gtk_widget_get_sensitive (find_under (GTK_WIDGET (row), GTK_TYPE_BUTTON, "Save roles")));
  toggle_role (GTK_WIDGET (row), "Supervisor");
  toggle_role (GTK_WIDGET (row), "Staff");
  press (GTK_WIDGET (row), "Save roles");
  HEARTH_TEST_WAIT (g_strv_contains (hearth_account_get_roles (hearth_account_row_get_account (row)), "supervisor"));
  g_assert_false (g_strv_contains (hearth_account_get_roles (hearth_account_row_get_account (row)), "greeter"));
  g_assert_nonnull (hearth_test_desk_find_text (GTK_WIDGET (row), "Supervisor, Staff · signs in as Test Greeter"));
  hearth_test_desk_shot (GTK_WINDOW (fixture->preferences), "account-roles.png");
}

static gboolean
role_is_on (HearthAccountRow *row, const char *title)
{
  GtkWidget *role = find_under (GTK_WIDGET (row), HEARTH_TYPE_ROLE_ROW, title);

  return gtk_switch_get_active (GTK_SWITCH (find_under (role, GTK_TYPE_SWITCH, NULL)));
}

static const char *
roles_line (HearthAccountRow *row)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (find_under (GTK_WIDGET (row), ADW_TYPE_ACTION_ROW, "Roles")));
}

/* What another director gives while somebody is choosing here comes in beside it: neither overwrites the other. */
static void
test_roles_meanwhile (Fixture *fixture, gconstpointer sql)
{
  static const char *const theirs[] = { "greeter", "coach", NULL };
  HearthClient *other = hearth_test_hub_sign_in (fixture->hub, HEARTH_ROLE_DIRECTOR);
  g_autoptr (GAsyncResult) result = NULL;
  HearthAccountRow *row;

  HEARTH_TEST_WAIT ((row = row_of (fixture, "Test Greeter")) != NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  toggle_role (GTK_WIDGET (row), "Staff");
  hearth_account_client_set_roles_async (other, hearth_account_row_get_account (row), theirs, NULL,
                                         hearth_test_on_result, &result);
  g_assert_true (hearth_account_client_done_finish (other, hearth_test_await (&result), NULL));
  HEARTH_TEST_WAIT (role_is_on (row, "Coach"));
  g_assert_true (role_is_on (row, "Staff"));
  g_assert_nonnull (strstr (roles_line (row), "Theirs: Coach, Greeter."));
  hearth_test_desk_shot (GTK_WINDOW (fixture->preferences), "account-meanwhile.png");
  press (GTK_WIDGET (row), "Save roles");
  HEARTH_TEST_WAIT (g_strv_contains (hearth_account_get_roles (hearth_account_row_get_account (row)), "staff"));
  g_assert_true (g_strv_contains (hearth_account_get_roles (hearth_account_row_get_account (row)), "coach"));
  g_assert_null (strstr (roles_line (row), "Theirs:"));
  hearth_client_disconnect (other);
  g_object_unref (other);
}

/* As it was before the news came: the hub takes the change of whoever was first; the other one's stays in the switches. */
static void
test_roles_at_once (Fixture *fixture, gconstpointer sql)
{
  static const char *const theirs[] = { "greeter", "coach", NULL };
  HearthClient *other = hearth_test_hub_sign_in (fixture->hub, HEARTH_ROLE_DIRECTOR);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HearthAccount) before = NULL;
  HearthAccountRow *row;

  HEARTH_TEST_WAIT ((row = row_of (fixture, "Test Greeter")) != NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  before = g_object_ref (hearth_account_row_get_account (row));
  hearth_account_client_set_roles_async (other, before, theirs, NULL, hearth_test_on_result, &result);
  g_assert_true (hearth_account_client_done_finish (other, hearth_test_await (&result), NULL));
  HEARTH_TEST_WAIT (role_is_on (row, "Coach"));
  hearth_account_row_show (row, before, FALSE, FALSE);
  g_assert_false (role_is_on (row, "Coach"));
  toggle_role (GTK_WIDGET (row), "Staff");
  press (GTK_WIDGET (row), "Save roles");
  HEARTH_TEST_WAIT (role_is_on (row, "Coach"));
  g_assert_true (role_is_on (row, "Staff"));
  g_assert_false (g_strv_contains (hearth_account_get_roles (hearth_account_row_get_account (row)), "staff"));
  g_assert_nonnull (strstr (roles_line (row), "Theirs: Coach, Greeter."));
  press (GTK_WIDGET (row), "Save roles");
  HEARTH_TEST_WAIT (g_strv_contains (hearth_account_get_roles (hearth_account_row_get_account (row)), "staff"));
  g_assert_true (g_strv_contains (hearth_account_get_roles (hearth_account_row_get_account (row)), "coach"));
  hearth_client_disconnect (other);
  g_object_unref (other);
}

/* The last director stays one, and it is said where the way out would be. */
static void
test_last_director (Fixture *fixture, gconstpointer sql)
{
  HearthAccountRow *row;
  GtkWidget *director;

  HEARTH_TEST_WAIT ((row = row_of (fixture, "Test Director")) != NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  director = find_under (GTK_WIDGET (row), HEARTH_TYPE_ROLE_ROW, "Director");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (director)), ==, "The last director stays a director.");
  g_assert_false (gtk_widget_get_sensitive (find_under (director, GTK_TYPE_SWITCH, NULL)));
  g_assert_false (gtk_widget_get_visible (find_under (GTK_WIDGET (row), GTK_TYPE_BUTTON, "Disable…")));

  /* With a second one, made by somebody else meanwhile, it need not. */
  {
    HearthAccountRow *greeter = row_of (fixture, "Test Greeter");

    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (greeter), TRUE);
    toggle_role (GTK_WIDGET (greeter), "Director");
    press (GTK_WIDGET (greeter), "Save roles");
  }
  HEARTH_TEST_WAIT (gtk_widget_get_sensitive (find_under (director, GTK_TYPE_SWITCH, NULL)));
}

static void
test_disable (Fixture *fixture, gconstpointer sql)
{
  HearthAccountRow *row;

  HEARTH_TEST_WAIT ((row = row_of (fixture, "Test Greeter")) != NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  press (GTK_WIDGET (row), "Disable…");
  hearth_test_desk_answer ("cancel");
  g_assert_false (hearth_account_get_disabled (hearth_account_row_get_account (row)));
  press (GTK_WIDGET (row), "Disable…");
  hearth_test_desk_answer ("go");
  HEARTH_TEST_WAIT (hearth_account_get_disabled (hearth_account_row_get_account (row)));
  g_assert_nonnull (hearth_test_desk_find_text (GTK_WIDGET (row), "Disabled"));
  g_assert_cmpint (try_sign_in (fixture, "Test Greeter", HEARTH_TEST_PASSPHRASE), ==, HEARTH_SIGN_IN_WRONG);
  press (GTK_WIDGET (row), "Let in again");
  HEARTH_TEST_WAIT (!hearth_account_get_disabled (hearth_account_row_get_account (row)));
  g_assert_cmpint (try_sign_in (fixture, "Test Greeter", HEARTH_TEST_PASSPHRASE), ==, HEARTH_SIGN_IN_WELCOME);
}

static void
test_reset (Fixture *fixture, gconstpointer sql)
{
  HearthAccountRow *row;
  g_autofree char *once = NULL;

  HEARTH_TEST_WAIT ((row = row_of (fixture, "Test Coach")) != NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  press (GTK_WIDGET (row), "New one…");
  hearth_test_desk_answer ("go");
  once = take_once ();
  g_assert_cmpint (try_sign_in (fixture, "Test Coach", HEARTH_TEST_PASSPHRASE), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpint (try_sign_in (fixture, "Test Coach", once), ==, HEARTH_SIGN_IN_WELCOME);
}

static void
test_many (Fixture *fixture, gconstpointer sql)
{
  GtkWidget *list;

  HEARTH_TEST_WAIT (count_rows (fixture) == 205);
  list = HEARTH_TEST_CHILD (section (fixture), HEARTH_TYPE_ACCOUNTS_SECTION, "list");
  gtk_test_accessible_assert_property (list, GTK_ACCESSIBLE_PROPERTY_LABEL, "Who may sign in");
  hearth_test_desk_shot (GTK_WINDOW (fixture->preferences), "accounts-many.png");
  /* A long name wraps and pushes nothing out of the window. */
  g_assert_cmpint (gtk_widget_get_width (fixture->preferences), <=, 1280);
}

/* At a front desk the place is there, and says why it is empty. */
static void
test_front_desk (Fixture *fixture, gconstpointer sql)
{
  g_auto (GVariantDict) changes = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GAsyncResult) result = NULL;

  hearth_test_desk_close (GTK_WINDOW (fixture->preferences));
  g_variant_dict_insert (&changes, "front-desk", "b", TRUE);
  hearth_center_client_save_async (fixture->client, g_variant_dict_end (&changes), NULL, hearth_test_on_result,
                                   &result);
  g_assert_true (hearth_center_client_done_finish (fixture->client, hearth_test_await (&result), NULL));
  open_preferences (fixture);
  g_assert_true (ADW_IS_STATUS_PAGE (section (fixture)));
  g_assert_nonnull (hearth_test_desk_find_text (section (fixture), "Accounts are closed here"));
  hearth_test_desk_shot (GTK_WINDOW (fixture->preferences), "accounts-front-desk.png");
}

int
main (int argc, char *argv[])
{
  static const char many[]
      = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO account (name, "
        "name_folded, preferred_name, passphrase_hash, created_at_s) SELECT printf ('Account %03d', i), printf "
        "('account "
        "%03d', i), CASE i WHEN 7 THEN 'Anneliese-Marguerite "
        "van der Westhuizen-Featherstonehaugh of the Lower Terrace' ELSE printf ('Preferred %d', i) END, 'x', 0 FROM n";

  hearth_test_desk_init (&argc, &argv);

#define ADD(path, sql, test) g_test_add (path, Fixture, sql, set_up, test, tear_down)
  ADD ("/accounts-section/new", NULL, test_new);
  ADD ("/accounts-section/new-without-preferred", NULL, test_new_without_preferred);
  ADD ("/accounts-section/roles", NULL, test_roles);
  ADD ("/accounts-section/roles-meanwhile", NULL, test_roles_meanwhile);
  ADD ("/accounts-section/roles-at-once", NULL, test_roles_at_once);
  ADD ("/accounts-section/last-director", NULL, test_last_director);
  ADD ("/accounts-section/disable", NULL, test_disable);
  ADD ("/accounts-section/reset", NULL, test_reset);
  ADD ("/accounts-section/many", many, test_many);
  ADD ("/accounts-section/front-desk", NULL, test_front_desk);

  return g_test_run ();
}
