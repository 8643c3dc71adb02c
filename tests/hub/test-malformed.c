/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Calls that no desk of ours would make: wrong types, huge and odd texts, ids of nobody, dictionaries of rubbish. The hub
 * answers each with an error of its own or an answer, and goes on. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-error.h"
#include "hearth-gate.h"
#include "hearth-test-hub.h"
#include "hearth-test-variant.h"

#include <string.h>

#define PREFIX "org.recoverycommons.Hearth1."
#define ROUNDS 40

/* Where the odd arguments come from: the same ones in every run. */
static HearthTestChance chance;

static GDBusConnection *
open_as_director (HearthTestHub *hub)
{
  GDBusConnection *connection = hearth_test_hub_open_raw (hub);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_test_call (connection, "Session", "SignIn",
                                                 g_variant_new ("(xss)", hub->center->account_id[HEARTH_ROLE_DIRECTOR],
                                                                "", HEARTH_TEST_PASSPHRASE),
                                                 &error);
  g_autofree char *outcome = NULL;

  g_assert_no_error (error);
  g_variant_get_child (reply, 0, "s", &outcome);
  g_assert_cmpstr (outcome, ==, "welcome");
  return connection;
}

static void
assert_alive (GDBusConnection *connection)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = hearth_test_call (connection, "Session", "Hello", g_variant_new ("(suu)", "1", 1, 1), &error);

  g_assert_no_error (error);
  g_assert_nonnull (reply);
  g_assert_false (g_dbus_connection_is_closed (connection));
}

static gboolean
changes_who_is_there (const char *method)
{
  static const char *const names[] = { "SignIn", "Unlock", "Lock", "SignOut", "SetPin", "SetPassphrase", NULL };

  return g_strv_contains (names, method);
}

static void
test_wrong_types (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (GDBusConnection) connection = NULL;

  hearth_test_hub_start (hub);
  connection = open_as_director (hub);
  for (GDBusInterfaceInfo **interface = hearth_gate_list_interfaces (); *interface; interface++)
    for (GDBusMethodInfo **method = (*interface)->methods; *method; method++)
      {
        GVariant *wrong[]
            = { g_variant_new ("(d)", 0.5), g_variant_new ("(sssssssss)", "", "", "", "", "", "", "", "", ""),
                g_variant_new ("(a{ss}ay)", NULL, NULL) };

        for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
          {
            g_autoptr (GError) error = NULL;
            g_autoptr (GVariant) reply = hearth_test_call (connection, (*interface)->name + strlen (PREFIX),
                                                           (*method)->name, wrong[i], &error);

            g_assert_null (reply);
            g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS);
          }
      }
  assert_alive (connection);
}

static void
test_odd_arguments (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (GDBusConnection) connection = NULL;

  hearth_test_center_add_person (hub->center, "John", "Smith");
  hearth_test_center_add_person (hub->center, "Jon", "Smythe");
  hearth_test_hub_start (hub);
  connection = open_as_director (hub);
  for (guint round = 0; round < ROUNDS; round++)
    for (GDBusInterfaceInfo **interface = hearth_gate_list_interfaces (); *interface; interface++)
      for (GDBusMethodInfo **method = (*interface)->methods; *method; method++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (GVariant) reply = NULL;

          /* These are slow on purpose, and would only show that one must wait. */
          if (changes_who_is_there ((*method)->name))
            continue;
          reply = hearth_test_call (connection, (*interface)->name + strlen (PREFIX), (*method)->name,
                                    hearth_test_variant_odd_args (&chance, *method), &error);
          if (reply == NULL && error->domain != HEARTH_ERROR)
            g_error ("%s: %s", (*method)->name, error->message);
          if (reply == NULL && error->code == HEARTH_ERROR_FAILED)
            g_error ("%s failed: %s", (*method)->name, error->message);
          g_assert_true (reply != NULL || strlen (error->message) < 200);
        }
  assert_alive (connection);
}

static void
test_odd_secrets (void)
{
  static const char *const outcomes[] = { "wrong", "wait", "passphrase", "weak", NULL };
  static const char *const methods[] = { "SignIn", "Unlock", "SetPin", "SetPassphrase" };
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (GDBusConnection) connection = NULL;

  hearth_test_hub_start (hub);
  connection = open_as_director (hub);
  for (guint i = 0; i < 24; i++)
    {
      const char *name = methods[i % G_N_ELEMENTS (methods)];
      const GDBusMethodInfo *method = g_dbus_interface_info_lookup_method (hearth_gate_list_interfaces ()[0], name);
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) reply
          = hearth_test_call (connection, "Session", name, hearth_test_variant_odd_args (&chance, method), &error);
      const char *outcome;

      g_assert_no_error (error);
      g_variant_get_child (reply, 0, "&s", &outcome);
      g_assert_true (g_strv_contains (outcomes, outcome));
    }
  assert_alive (connection);
}

static void
test_too_much_at_once (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GVariant) reply = NULL, begun = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *huge = g_strnfill (2 * 1024 * 1024, 'x');
  g_autofree char *piece = g_strnfill (300 * 1024, 'x');
  guint32 import;

  hearth_test_hub_start (hub);
  connection = open_as_director (hub);
  /* Nobody reads 2 MiB: whoever sends them is left. */
  reply = hearth_test_call (connection, "Checkin", "Find", g_variant_new ("(su)", huge, 5), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  g_clear_object (&connection);
  connection = open_as_director (hub);
  begun = hearth_test_call (connection, "People", "ImportBegin", NULL, &error);
  g_assert_no_error (error);
  g_variant_get (begun, "(u)", &import);
  reply = hearth_test_call (connection, "People", "ImportAdd",
                            g_variant_new ("(u@ay)", import,
                                           g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, piece, strlen (piece), 1)),
                            &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  reply = hearth_test_call (connection, "People", "ImportAdd",
                            g_variant_new ("(u@ay)", import + 1, g_variant_new_bytestring ("a")), &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
  assert_alive (connection);
}

/* Other interfaces and paths than ours, and the standard ones, give nothing away. */
static void
test_beside_the_methods (void)
{
  static const struct
  {
    const char *path;
    const char *interface;
    const char *method;
  } calls[] = {
    { "/", PREFIX "Session", "Hello" },
    { "/org/recoverycommons", PREFIX "Session", "Hello" },
    { HEARTH_GATE_PATH "/x", PREFIX "Session", "Hello" },
    { HEARTH_GATE_PATH, PREFIX "Admin", "Hello" },
    { HEARTH_GATE_PATH, PREFIX "Checkin", "Hello" },
    { HEARTH_GATE_PATH, PREFIX "Session", "hello" },
  };
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (GDBusConnection) connection = NULL;

  hearth_test_hub_start (hub);
  connection = hearth_test_hub_open_raw (hub);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) reply = NULL;

      g_dbus_connection_call (connection, NULL, calls[i].path, calls[i].interface, calls[i].method,
                              g_variant_new ("(s)", "1"), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, hearth_test_on_result,
                              &result);
      reply = g_dbus_connection_call_finish (connection, hearth_test_await (&result), &error);
      g_assert_null (reply);
      g_assert_nonnull (error);
    }
  for (GDBusInterfaceInfo **interface = hearth_gate_list_interfaces (); *interface; interface++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) reply = NULL, all = NULL;

      g_dbus_connection_call (connection, NULL, HEARTH_GATE_PATH, "org.freedesktop.DBus.Properties", "GetAll",
                              g_variant_new ("(s)", (*interface)->name), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                              hearth_test_on_result, &result);
      reply = g_dbus_connection_call_finish (connection, hearth_test_await (&result), &error);
      all = reply ? g_variant_get_child_value (reply, 0) : NULL;
      g_assert_true (all == NULL || g_variant_n_children (all) == 0);
    }
  assert_alive (connection);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hearth_test_chance_init (&chance, NULL, 0);
  g_test_add_func ("/malformed/wrong-types", test_wrong_types);
  g_test_add_func ("/malformed/odd-arguments", test_odd_arguments);
  g_test_add_func ("/malformed/odd-secrets", test_odd_secrets);
  g_test_add_func ("/malformed/too-much-at-once", test_too_much_at_once);
  g_test_add_func ("/malformed/beside-the-methods", test_beside_the_methods);
  return g_test_run ();
}
