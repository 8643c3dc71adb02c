/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a greeter gets to know over the wire: everything is asked of a person whose record is full, and no answer, error or
 * event holds what is kept closed. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-id.h"
#include "hearth-test-hub.h"

#include <string.h>

#define FAMILY "Zwanenburg"

/* Nothing of this is a greeter's to see, wherever it stands. */
static const char *const closed[]
    = { "1971-07-17", "2019-09-19", "777-1234",  "5557771234", "quokka@", "98765", "Quechua", "Likes the window seat",
        "Ottoline",   "777-9999",   "after nine" };

static const char record[]
    = "('REQUEST', {'preferred-name': <'Wren'>, 'given-name': <'Renata'>, 'family-name': <'" FAMILY
      "'>, 'told-version': <'1'>,"
      " 'birth-kind': <'date'>, 'birth-date': <'1971-07-17'>, 'recovery-date': <'2019-09-19'>,"
      " 'recovery-noticed': <true>, 'email': <'quokka@example.org'>, 'postal-code': <'98765'>,"
      " 'languages': <['Quechua']>, 'card-code': <'QK1234'>, 'note': <'Likes the window seat'>,"
      " 'phones': <[{'number': <'(555) 777-1234'>, 'safe-to-call': <'after nine'>}]>,"
      " 'emergency-contacts': <[{'name': <'Ottoline'>, 'relation': <'sister'>, 'phone': <'(555) 777-9999'>}]>}, true)";

typedef struct
{
  HearthTestHub *hub;
  GDBusConnection *desk;
  GString *heard; /* all answers, errors and events but those of Get */
  gint64 wren, visit;
} Fixture;

static void
on_changed (GDBusConnection *connection,
            const char *sender,
            const char *path,
            const char *interface,
            const char *signal,
            GVariant *parameters,
            gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *text = g_variant_print (parameters, FALSE);

  g_string_append_printf (fixture->heard, "%s %s\n", signal, text);
}

static GDBusConnection *
sign_in (HearthTestHub *hub, HearthRole role)
{
  GDBusConnection *desk = hearth_test_hub_open_raw (hub);
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (GVariant) reply
      = hearth_test_call (desk, "Session", "SignIn",
                          g_variant_new ("(xss)", hub->center->account_id[role], "", HEARTH_TEST_PASSPHRASE), &error);

  g_assert_no_error (error);
  return desk;
}

/* @text as floating arguments: in it ID stands for @id and REQUEST for a fresh request. */
static GVariant *
args_of (const char *text, gint64 id)
{
  g_autofree char *request = hearth_id_new ();
  g_autofree char *number = g_strdup_printf ("int64 %" G_GINT64_FORMAT, id);
  g_autoptr (GString) whole = g_string_new (text);

  g_string_replace (whole, "ID", number, 0);
  g_string_replace (whole, "REQUEST", request, 0);
  return g_variant_new_parsed (whole->str);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusConnection) director = NULL;
  g_autoptr (GVariant) registered = NULL;
  g_autoptr (GError) error = NULL;

  fixture->hub = hearth_test_hub_new ();
  fixture->heard = g_string_new (NULL);
  hearth_test_hub_start (fixture->hub);
  director = sign_in (fixture->hub, HEARTH_ROLE_DIRECTOR);
  registered = hearth_test_call (director, "People", "Register", args_of (record, 0), &error);
  g_assert_no_error (error);
  g_variant_get_child (registered, 1, "x", &fixture->wren);
  fixture->desk = sign_in (fixture->hub, HEARTH_ROLE_GREETER);
  g_dbus_connection_signal_subscribe (fixture->desk, NULL, NULL, NULL, NULL, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_changed,
                                      fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->desk);
  hearth_test_hub_free (fixture->hub);
  g_string_free (fixture->heard, TRUE);
}

static void
expect_closed (const char *heard)
{
  for (guint i = 0; i < G_N_ELEMENTS (closed); i++)
    if (strstr (heard, closed[i]))
      g_error ("“%s” was said:\n%s", closed[i], heard);
}

/* What the hub says to this, or why it says nothing. */
static GVariant *
ask (Fixture *fixture, const char *noun, const char *method, GVariant *args)
{
  g_autoptr (GError) error = NULL;
  GVariant *reply = hearth_test_call (fixture->desk, noun, method, args, &error);
  g_autofree char *text = reply ? g_variant_print (reply, FALSE) : g_strdup (error->message);

  expect_closed (text);
  if (!g_str_equal (method, "Get"))
    g_string_append_printf (fixture->heard, "%s %s\n", method, text);
  return reply;
}

static void
hear (Fixture *fixture, const char *noun, const char *method, GVariant *args)
{
  G_GNUC_UNUSED g_autoptr (GVariant) reply = ask (fixture, noun, method, args);
}

static void
hear_of (Fixture *fixture, const char *noun, const char *method, const char *text, gint64 id)
{
  hear (fixture, noun, method, args_of (text, id));
}

static void
find (Fixture *fixture)
{
  static const char *const queries[]
      = { "wren", "zwanenburg", "renata", "1234", "QK1234", "5557771234", "1971", "quokka", "ottoline", "98765" };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    hear (fixture, "Checkin", "Find", g_variant_new ("(su)", queries[i], 20));
}

static void
come_and_go (Fixture *fixture)
{
  g_autoptr (GVariant) reply = NULL, row = NULL;
  g_autofree char *request = hearth_id_new ();

  reply = ask (fixture, "Checkin", "Record",
               g_variant_new ("(sx@a{sv})", request, fixture->wren, g_variant_new_parsed ("@a{sv} {}")));
  g_assert_nonnull (reply);
  row = g_variant_get_child_value (reply, 1);
  g_variant_get_child (row, 0, "x", &fixture->visit);
  hear_of (fixture, "Checkin", "Record", "('REQUEST', ID, @a{sv} {})", fixture->wren);
  hear_of (fixture, "Checkin", "Change", "('REQUEST', ID, int64 1, {'children': <int64 2>})", fixture->visit);
  hear_of (fixture, "Checkin", "Change", "('REQUEST', ID, int64 1, {'name': <'x'>})", fixture->visit);
  hear (fixture, "Checkin", "Day", g_variant_new ("(s)", ""));
  hear (fixture, "Checkin", "Roll", NULL);
  hear_of (fixture, "Checkin", "Visits", "([ID],)", fixture->visit);
  hear_of (fixture, "Checkin", "CheckOut", "('REQUEST', ID, int64 0)", fixture->visit);
  hear_of (fixture, "Checkin", "Void", "('REQUEST', ID)", fixture->visit);
  hear (fixture, "Report", "Month", g_variant_new ("(s)", ""));
  hear (fixture, "Report", "MonthCsv", g_variant_new ("(sb)", "", FALSE));
  hear (fixture, "Session", "Faces", NULL);
  hear (fixture, "Session", "Hello", g_variant_new ("(suu)", "1", 1, 1));
}

/* A record like this one: how many there are is all that is said. Guessed dates and phones say no more. */
static void
probe_record (Fixture *fixture)
{
  hear_of (fixture, "People", "Register",
           "('REQUEST', {'preferred-name': <'Wren'>, 'family-name': <'" FAMILY "'>, 'told-version': <'1'>}, false)", 0);
  hear_of (fixture, "People", "Register",
           "('REQUEST', {'preferred-name': <'Other'>, 'card-code': <'QK1234'>, 'told-version': <'1'>}, true)", 0);
  hear_of (fixture, "People", "Get", "(ID,)", fixture->wren);
  hear_of (fixture, "People", "Update", "('REQUEST', ID, int64 1, {'birth-date': <'1970-01-01'>})", fixture->wren);
  hear_of (fixture, "People", "Update", "('REQUEST', ID, int64 1, {'note': <'x'>})", fixture->wren);
  hear_of (fixture, "People", "Update", "('REQUEST', ID, int64 7, {'pronouns': <'x'>})", fixture->wren);
  hear_of (fixture, "People", "NewCard", "('REQUEST', ID)", fixture->wren);
  hear_of (fixture, "People", "Twins", "(ID,)", fixture->wren);
  hear_of (fixture, "People", "Compare", "(ID, int64 2)", fixture->wren);
  hear_of (fixture, "People", "Merges", "(ID,)", fixture->wren);
}

static void
test_greeter (Fixture *fixture, gconstpointer data)
{
  find (fixture);
  come_and_go (fixture);
  probe_record (fixture);
  hear (fixture, "Session", "Lock", NULL);
  hear (fixture, "Checkin", "Find", g_variant_new ("(su)", "wren", 20));

  g_test_message ("%s", fixture->heard->str);
  g_assert_nonnull (strstr (fixture->heard->str, "Changed"));
  g_assert_nonnull (strstr (fixture->heard->str, "Wren"));
  expect_closed (fixture->heard->str);
  /* At the desk a family name is an initial. */
  g_assert_null (strstr (fixture->heard->str, FAMILY));
  g_assert_null (strstr (fixture->heard->str, "Renata"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/privacy/greeter", Fixture, NULL, set_up, test_greeter, tear_down);
  return g_test_run ();
}
