/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Notices as notifications of the desktop (a daemon of the tests writes down what it was asked to show), and as toasts where
 * there is none. Never a full name, nothing at a front desk or while locked. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-checkin-client.h"
#include "hearth-missed-dialog.h"
#include "hearth-notice-words.h"
#include "hearth-preferences.h"
#include "hearth-setup.h"
#include "hearth-test-hub.h"
#include "hearth-window-test.h"

static const char *const people[] = { "Jonathan", "Sarkissian", NULL };

static gboolean
has_daemon (void)
{
  return g_getenv ("NOTIFY_LOG") != NULL && g_strcmp0 (g_getenv ("HEARTH_TEST_NO_DAEMON"), "1") != 0;
}

static char *
read_log (void)
{
  char *text = NULL;

  if (g_getenv ("NOTIFY_LOG") == NULL || !g_file_get_contents (g_getenv ("NOTIFY_LOG"), &text, NULL, NULL))
    return g_strdup ("");
  return text;
}

static gboolean
log_has (const char *text)
{
  g_autofree char *log = read_log ();

  return strstr (log, text) != NULL;
}

static void
empty_log (void)
{
  if (g_getenv ("NOTIFY_LOG") != NULL)
    g_assert_true (g_file_set_contents (g_getenv ("NOTIFY_LOG"), "", 0, NULL));
}

static void
ask_daemon (const char *method, GVariant *args)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_sync (bus, "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                                     "org.hearth.TestNotifications", method, args, NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                                     NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reply);
}

/* The user's part: a click on an action of notification @id. */
static void
invoke (guint id, const char *action)
{
  ask_daemon ("Invoke", g_variant_new ("(us)", id, action));
}

static guint
last_id (void)
{
  g_autofree char *log = read_log ();
  const char *found = log, *last = NULL;

  while ((found = strstr (found, "\"event\": \"notify\", \"id\": ")) != NULL)
    last = found += strlen ("\"event\": \"notify\", \"id\": ");
  return last ? (guint)g_ascii_strtoull (last, NULL, 10) : 0;
}

/* As if the hub had sent it: what the hub sends is tested with the hub. */
static void
notice (HearthWindowTest *test, const char *kind, gint64 id, const char *detail)
{
  g_autoptr (GVariant) what = g_variant_ref_sink (g_variant_new_parsed (detail));

  g_signal_emit_by_name (hearth_window_get_client (test->window), "notice", kind, id, G_GINT64_CONSTANT (1), what);
}

static void
told_cb (HearthNotifier *notifier, const char *kind, gboolean by_toast, guint *told)
{
  *told += by_toast ? 100 : 1;
}

static gint64
check_in (HearthWindowTest *test)
{
  g_autoptr (HearthVisit) visit = NULL;

  hearth_window_test_enter_name (test, "Jonathan");
  HEARTH_TEST_WAIT (g_list_model_get_n_items (hearth_today_pane_get_shown (test->page->today)) == 1);
  visit = g_list_model_get_item (hearth_today_pane_get_shown (test->page->today), 0);
  return hearth_visit_get_id (visit);
}

static void
test_words (void)
{
  g_autoptr (HearthVisit) visit
      = g_object_new (HEARTH_TYPE_VISIT, "name", "Jonathan", "initial", "S.", "kind", "person", NULL);
  g_autoptr (HearthVisit) guest = g_object_new (HEARTH_TYPE_VISIT, "kind", "guest-new", NULL);
  g_autofree char *nothing = hearth_notice_words_asked_for (visit, HEARTH_NOTICE_NAMES_NOTHING);
  g_autofree char *initials = hearth_notice_words_asked_for (visit, HEARTH_NOTICE_NAMES_INITIALS);
  g_autofree char *first = hearth_notice_words_asked_for (visit, HEARTH_NOTICE_NAMES_FIRST);
  g_autofree char *nobody = hearth_notice_words_asked_for (guest, HEARTH_NOTICE_NAMES_FIRST);

  g_assert_cmpstr (nothing, ==, "Somebody asked for you at the front desk.");
  g_assert_cmpstr (initials, ==, "J.S. asked for you at the front desk.");
  g_assert_cmpstr (first, ==, "Jonathan asked for you at the front desk.");
  g_assert_cmpstr (nobody, ==, nothing);
  g_assert_cmpint (hearth_notice_names_from_setting ("everything"), ==, HEARTH_NOTICE_NAMES_NOTHING);
}

static void
test_asked_for (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_COACH, FALSE, people);
  guint told = 0;
  gint64 visit = check_in (test);

  if (!has_daemon ())
    {
      g_test_skip ("no daemon here");
      return;
    }
  empty_log ();
  g_signal_connect (test->window->notifier, "told", G_CALLBACK (told_cb), &told);
  g_settings_set_string (hearth_setup_get_settings (), "notify-names", "initials");
  notice (test, "asked-for", visit, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 1);
  g_assert_true (log_has ("J.S. asked for you at the front desk."));
  g_assert_false (log_has ("Sarkissian"));
  g_assert_false (log_has ("Jonathan"));
  g_assert_true (log_has ("\"open\": \"Open\""));

  /* Open brings the visit. */
  hearth_window_test_key (test, GDK_KEY_Escape);
  g_assert_null (hearth_today_pane_get_selected (test->page->today));
  invoke (last_id (), "open");
  HEARTH_TEST_WAIT (hearth_today_pane_get_selected (test->page->today) != NULL);
  g_assert_cmpint (hearth_visit_get_id (hearth_today_pane_get_selected (test->page->today)), ==, visit);
}

static void
test_locked (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_COACH, FALSE, people);
  guint told = 0;
  gint64 visit = check_in (test);

  if (!has_daemon ())
    {
      g_test_skip ("no daemon here");
      return;
    }
  empty_log ();
  g_signal_connect (test->window->notifier, "told", G_CALLBACK (told_cb), &told);
  g_settings_set_string (hearth_setup_get_settings (), "notify-names", "first-name");
  notice (test, "asked-for", visit, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 1);
  g_assert_true (log_has ("Jonathan asked for you"));
  /* What names somebody goes when the desk is locked, and what comes then names nobody. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.lock", NULL));
  HEARTH_TEST_WAIT (log_has ("\"event\": \"close\""));
  empty_log ();
  notice (test, "asked-for", visit, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 2);
  g_assert_true (log_has ("Somebody asked for you at the front desk."));
  g_assert_false (log_has ("Jonathan"));
  /* Opened while locked: who signs in next sees it. */
  invoke (last_id (), "default");
  hearth_window_test_sign_in (test, HEARTH_ROLE_COACH);
  HEARTH_TEST_WAIT (hearth_today_pane_get_selected (test->page->today) != NULL);
}

static void
test_front_desk (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_COACH, TRUE, people);
  guint told = 0;
  gint64 visit = check_in (test);

  g_signal_connect (test->window->notifier, "told", G_CALLBACK (told_cb), &told);
  empty_log ();
  g_settings_set_string (hearth_setup_get_settings (), "notify-names", "first-name");
  notice (test, "asked-for", visit, "@a{sv} {}");
  HEARTH_TEST_WAIT (told > 0);
  g_assert_false (log_has ("Jonathan"));
  g_assert_true (!has_daemon () || log_has ("Somebody asked for you"));
}

static void
test_kinds (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_DIRECTOR, FALSE, people);
  guint told = 0;
  GtkWidget *dialog;

  if (!has_daemon ())
    {
      g_test_skip ("no daemon here");
      return;
    }
  empty_log ();
  g_signal_connect (test->window->notifier, "told", G_CALLBACK (told_cb), &told);
  notice (test, "backup-failed", 0, "@a{sv} {}");
  notice (test, "disk-low", 0, "{'bytes-free': <int64 120000000>}");
  notice (test, "certificate-expiring", 0, "{'expires-at-s': <int64 1900000000>}");
  notice (test, "desk-joined", 3, "@a{sv} {}");
  notice (test, "desk-twice", 3, "@a{sv} {}");
  notice (test, "desk-removed", 3, "@a{sv} {}");
  notice (test, "of-a-later-hearth", 3, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 6);
  g_assert_true (log_has ("The last backup failed"));
  g_assert_true (log_has ("MB are left"));
  g_assert_true (log_has ("The hub’s certificate runs out"));
  g_assert_true (log_has ("A desk joined the center"));
  g_assert_true (log_has ("A desk was removed from the center"));
  g_assert_true (log_has ("One desk is on two PCs"));
  invoke (last_id (), "open");
  HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_PREFERENCES)) != NULL);
  gtk_window_destroy (GTK_WINDOW (dialog));

  /* A kind that is switched off is not told at all; while nobody may disturb, it stays in the window. */
  empty_log ();
  g_settings_set_boolean (hearth_setup_get_settings (), "notify-desk-joined", FALSE);
  notice (test, "desk-joined", 3, "@a{sv} {}");
  g_settings_set_boolean (hearth_setup_get_settings (), "do-not-disturb", TRUE);
  notice (test, "disk-low", 0, "@a{sv} {}");
  g_settings_set_boolean (hearth_setup_get_settings (), "do-not-disturb", FALSE);
  g_settings_set_boolean (hearth_setup_get_settings (), "notify-desk-joined", TRUE);
  HEARTH_TEST_WAIT (told == 106);
  g_assert_true (hearth_test_desk_shows (test->window, "disk is nearly full"));
  g_assert_false (log_has ("event"));
}

/* Every kind of the table: Open brings its own section, and its switch silences it. */
static void
test_each (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_DIRECTOR, FALSE, people);
  GSettings *settings = hearth_setup_get_settings ();
  guint told = 0, n = 0;

  if (!has_daemon ())
    {
      g_test_skip ("no daemon here");
      return;
    }
  g_signal_connect (test->window->notifier, "told", G_CALLBACK (told_cb), &told);
  for (guint i = 0; i < hearth_n_notice_kinds; i++)
    {
      const HearthNoticeKind *kind = &hearth_notice_kinds[i];
      GtkWidget *dialog = NULL, *sections;

      g_test_message ("%s", kind->kind);
      g_settings_set_boolean (settings, kind->setting, FALSE);
      notice (test, kind->kind, 0, "@a{sv} {}");
      g_settings_set_boolean (settings, kind->setting, TRUE);
      notice (test, kind->kind, 0, "@a{sv} {}");
      n++;
      HEARTH_TEST_WAIT (told == n);
      if (kind->section == NULL)
        continue;
      invoke (last_id (), "open");
      HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_PREFERENCES)) != NULL);
      sections = hearth_test_desk_child (dialog, HEARTH_TYPE_PREFERENCES, "sections");
      g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (sections)), ==, kind->section);
      gtk_window_destroy (GTK_WINDOW (dialog));
      HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_PREFERENCES) == NULL);
    }
  g_assert_cmpuint (told, ==, hearth_n_notice_kinds);
}

static guint
count_log (const char *text)
{
  g_autofree char *log = read_log ();
  guint n = 0;

  for (const char *found = log; (found = strstr (found, text)) != NULL; found += strlen (text))
    n++;
  return n;
}

/* What stands is told at each sign-in: one notification, with the newest numbers, until it is over. */
static void
test_standing (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_DIRECTOR, FALSE, people);
  guint told = 0, first;

  if (!has_daemon ())
    {
      g_test_skip ("no daemon here");
      return;
    }
  empty_log ();
  g_signal_connect (test->window->notifier, "told", G_CALLBACK (told_cb), &told);
  notice (test, "disk-low", 0, "{'bytes-free': <int64 120000000>}");
  HEARTH_TEST_WAIT (told == 1);
  first = last_id ();
  notice (test, "disk-low", 0, "{'bytes-free': <int64 90000000>}");
  HEARTH_TEST_WAIT (told == 2);
  g_assert_cmpuint (last_id (), ==, first);
  g_assert_cmpuint (count_log ("\"replaces\": 0"), ==, 1);
  notice (test, "backup-failed", 0, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 3);
  g_assert_cmpuint (last_id (), !=, first);

  /* Over, even while it is being told once more; the other one stands. */
  notice (test, "disk-low", 0, "{'bytes-free': <int64 80000000>}");
  notice (test, "disk-low", 0, "{'over': <true>}");
  HEARTH_TEST_WAIT (told == 4 && log_has ("\"event\": \"close\""));
  g_assert_cmpuint (count_log ("\"event\": \"close\""), ==, 1);
  notice (test, "disk-low", 0, "{'over': <true>}");
  notice (test, "certificate-expiring", 0, "{'over': <true>}");
  notice (test, "disk-low", 0, "{'bytes-free': <int64 70000000>}");
  HEARTH_TEST_WAIT (told == 5);
  g_assert_cmpuint (last_id (), !=, first);
  g_assert_cmpuint (count_log ("\"event\": \"close\""), ==, 1);
}

static void
test_not_for_everybody (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_GREETER, FALSE, people);
  guint told = 0;

  g_signal_connect (test->window->notifier, "told", G_CALLBACK (told_cb), &told);
  notice (test, "desk-joined", 3, "@a{sv} {}");
  notice (test, "asked-for", 0, "@a{sv} {}");
  HEARTH_TEST_WAIT (told > 0);
  g_assert_cmpuint (told, ==, has_daemon () ? 1 : 100);
}

/* The same text where no daemon runs. */
static void
test_toast (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_COACH, FALSE, people);
  guint told = 0;
  gint64 visit = check_in (test);
  GtkWidget *button;

  if (has_daemon ())
    {
      g_test_skip ("a daemon runs");
      return;
    }
  hearth_window_test_key (test, GDK_KEY_Escape);
  g_settings_set_string (hearth_setup_get_settings (), "notify-names", "first-name");
  g_signal_connect (test->window->notifier, "told", G_CALLBACK (told_cb), &told);
  notice (test, "asked-for", visit, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 100);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (test->window, "Jonathan asked for you at the front desk."));
  button = hearth_test_desk_find_text (GTK_WIDGET (test->window), "Open");
  g_assert_nonnull (button);
  if (!GTK_IS_BUTTON (button))
    button = gtk_widget_get_ancestor (button, GTK_TYPE_BUTTON);
  gtk_widget_activate (button);
  HEARTH_TEST_WAIT (hearth_today_pane_get_selected (test->page->today) != NULL);
}

/* Behind the lock it is said as well, names nobody, and waits for whom it was meant. */
static void
test_toast_locked (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_COACH, FALSE, people);
  const char *text = "Somebody asked for you at the front desk.";
  guint told = 0;
  gint64 visit = check_in (test);

  if (has_daemon ())
    {
      g_test_skip ("a daemon runs");
      return;
    }
  g_settings_set_string (hearth_setup_get_settings (), "notify-names", "first-name");
  g_signal_connect (test->window->notifier, "told", G_CALLBACK (told_cb), &told);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.lock", NULL));
  HEARTH_TEST_WAIT (hearth_window_get_desk_view (test->window) == NULL);
  notice (test, "asked-for", visit, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 100);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (test->window, text));
  g_assert_false (hearth_test_desk_shows (test->window, "Jonathan"));
  hearth_test_desk_shot (GTK_WINDOW (test->window), "asked-for-locked.png");
  hearth_window_test_sign_in (test, HEARTH_ROLE_COACH);
  HEARTH_TEST_WAIT (hearth_window_get_desk_view (test->window) != NULL);
  g_assert_true (hearth_test_desk_shows (hearth_window_get_desk_view (test->window), text));

  /* Somebody else who sits down there was not asked for. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.lock", NULL));
  HEARTH_TEST_WAIT (hearth_window_get_desk_view (test->window) == NULL);
  notice (test, "asked-for", visit, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 200);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.switch-person", NULL));
  hearth_window_test_sign_in (test, HEARTH_ROLE_STAFF);
  HEARTH_TEST_WAIT (hearth_window_get_desk_view (test->window) != NULL);
  g_assert_false (hearth_test_desk_shows (hearth_window_get_desk_view (test->window), text));
}

static guint
n_missed (HearthWindowTest *test)
{
  return g_list_model_get_n_items (G_LIST_MODEL (hearth_notifier_get_missed (test->window->notifier)));
}

static void
activate_text (gpointer within, const char *text)
{
  GtkWidget *widget = hearth_test_desk_find_text (GTK_WIDGET (within), text);

  g_assert_nonnull (widget);
  gtk_widget_activate (GTK_IS_BUTTON (widget) ? widget : gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON));
}

static void
lock (HearthWindowTest *test)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.lock", NULL));
  HEARTH_TEST_WAIT (hearth_window_get_desk_view (test->window) == NULL);
}

/* All that was said behind the lock is there for whom it was said, in its order, until they have read it. */
static void
test_missed (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_DIRECTOR, FALSE, people);
  guint told = 0;
  gint64 visit = check_in (test);
  GtkWidget *dialog;

  if (has_daemon ())
    {
      g_test_skip ("a daemon runs");
      return;
    }
  g_signal_connect (test->window->notifier, "told", G_CALLBACK (told_cb), &told);
  lock (test);
  notice (test, "asked-for", visit, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 100);
  /* News of the center are not for who passes by. */
  notice (test, "desk-joined", 7, "@a{sv} {}");
  g_assert_cmpuint (told, ==, 101);
  notice (test, "asked-for", 0, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 201);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (test->window, "Somebody asked for you at the front desk. And 2 more."));
  g_assert_false (hearth_test_desk_shows (test->window, "joined"));
  g_assert_cmpuint (n_missed (test), ==, 0);
  hearth_test_desk_shot (GTK_WINDOW (test->window), "missed-locked.png");

  /* Somebody else sees nothing of it. */
  hearth_window_test_sign_in (test, HEARTH_ROLE_COACH);
  g_assert_cmpuint (n_missed (test), ==, 0);
  g_assert_false (hearth_test_desk_shows (test->window, "notice"));
  lock (test);
  hearth_window_test_sign_in (test, HEARTH_ROLE_DIRECTOR);
  HEARTH_TEST_WAIT (hearth_test_desk_shows (test->window, "3 notices wait for you."));
  g_assert_true (hearth_test_desk_shows (test->window, "3 notices"));
  hearth_test_desk_shot (GTK_WINDOW (test->window), "missed.png");
  activate_text (test->window, "Show");
  HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_MISSED_DIALOG)) != NULL);
  g_assert_true (hearth_test_desk_shows (dialog, "A desk joined the center. If nobody of the team did this"));
  hearth_test_desk_shot (GTK_WINDOW (dialog), "missed-list.png");

  /* The newest first: Open brings the list of today, and the two others are still there. */
  activate_text (dialog, "Open");
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_MISSED_DIALOG) == NULL);
  g_assert_cmpuint (n_missed (test), ==, 2);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.missed", NULL));
  HEARTH_TEST_WAIT ((dialog = hearth_test_desk_window (HEARTH_TYPE_MISSED_DIALOG)) != NULL);
  gtk_window_close (GTK_WINDOW (dialog));
  HEARTH_TEST_WAIT (n_missed (test) == 0);
}

/* Whether the toast that is shown has its time. */
static gboolean
is_passing (HearthWindowTest *test)
{
  GtkWidget *toast = hearth_test_desk_find_type (GTK_WIDGET (test->window), g_type_from_name ("AdwToastWidget"));

  g_assert_nonnull (toast);
  return g_main_context_find_source_by_user_data (NULL, toast) != NULL;
}

/* Several at once, as at a sign-in: none pushes another away unread. */
static void
test_toasts_together (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_DIRECTOR, FALSE, NULL);
  guint told = 0;

  if (has_daemon ())
    {
      g_test_skip ("a daemon runs");
      return;
    }
  g_signal_connect (test->window->notifier, "told", G_CALLBACK (told_cb), &told);
  notice (test, "backup-failed", 0, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 100);
  g_assert_cmpuint (n_missed (test), ==, 0);
  g_assert_false (is_passing (test));
  notice (test, "desk-joined", 7, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 200);
  g_assert_false (is_passing (test));
  HEARTH_TEST_WAIT (hearth_test_desk_shows (test->window, "2 notices wait for you."));
  g_assert_cmpuint (n_missed (test), ==, 2);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.missed", NULL));
  HEARTH_TEST_WAIT (hearth_test_desk_window (HEARTH_TYPE_MISSED_DIALOG) != NULL);
  gtk_window_close (GTK_WINDOW (hearth_test_desk_window (HEARTH_TYPE_MISSED_DIALOG)));
  HEARTH_TEST_WAIT (n_missed (test) == 0);

  /* Other words, and the lock, push one away that nobody has closed. */
  notice (test, "desk-joined", 7, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 300);
  g_assert_cmpuint (n_missed (test), ==, 0);
  hearth_desk_view_say (hearth_window_get_desk_view (test->window), "Something else.");
  g_assert_true (is_passing (test));
  g_assert_cmpuint (n_missed (test), ==, 1);
  notice (test, "desk-joined", 7, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 400);
  lock (test);
  hearth_window_test_sign_in (test, HEARTH_ROLE_DIRECTOR);
  HEARTH_TEST_WAIT (n_missed (test) == 1);
  adw_toast_dismiss (hearth_desk_view_get_toast (hearth_window_get_desk_view (test->window)));
  g_assert_cmpuint (n_missed (test), ==, 0);
}

/* What the desktop took from the screen while nobody was there. */
static void
test_missed_expired (void)
{
  g_autoptr (HearthWindowTest) test = hearth_window_test_new (HEARTH_ROLE_COACH, FALSE, people);
  guint told = 0;
  gint64 visit = check_in (test);

  if (!has_daemon ())
    {
      g_test_skip ("no daemon here");
      return;
    }
  empty_log ();
  g_settings_set_string (hearth_setup_get_settings (), "notify-names", "first-name");
  g_signal_connect (test->window->notifier, "told", G_CALLBACK (told_cb), &told);
  lock (test);
  notice (test, "asked-for", visit, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 1);
  ask_daemon ("Dismiss", g_variant_new ("(u)", last_id ()));
  notice (test, "asked-for", 0, "@a{sv} {}");
  HEARTH_TEST_WAIT (told == 2);
  ask_daemon ("Expire", g_variant_new ("(u)", last_id ()));
  hearth_window_test_sign_in (test, HEARTH_ROLE_COACH);
  /* The first was put away by hand. */
  HEARTH_TEST_WAIT (n_missed (test) == 1);
  g_assert_true (hearth_test_desk_shows (test->window, "Somebody asked for you at the front desk."));
}

int
main (int argc, char **argv)
{
  hearth_test_desk_init (&argc, &argv);
  g_test_add_func ("/notifier/words", test_words);
  g_test_add_func ("/notifier/asked-for", test_asked_for);
  g_test_add_func ("/notifier/locked", test_locked);
  g_test_add_func ("/notifier/front-desk", test_front_desk);
  g_test_add_func ("/notifier/kinds", test_kinds);
  g_test_add_func ("/notifier/each", test_each);
  g_test_add_func ("/notifier/standing", test_standing);
  g_test_add_func ("/notifier/not-for-everybody", test_not_for_everybody);
  g_test_add_func ("/notifier/toast", test_toast);
  g_test_add_func ("/notifier/toast-locked", test_toast_locked);
  g_test_add_func ("/notifier/missed", test_missed);
  g_test_add_func ("/notifier/missed-expired", test_missed_expired);
  g_test_add_func ("/notifier/toasts-together", test_toasts_together);
  return g_test_run ();
}
