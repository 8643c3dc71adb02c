/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Calls that no desk of ours would make: wrong types, huge and odd texts, ids of nobody, dictionaries of rubbish. The hub
 * answers each with an error of its own or an answer, and goes on. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-error.h"
#include "hearth-gate.h"
#include "hearth-id.h"
#include "hearth-person.h"
#include "hearth-reason.h"
#include "hearth-test-hub.h"
#include "hearth-visit.h"

#include <string.h>

#define PREFIX "org.recoverycommons.Hearth1."
#define ROUNDS 40

static const gint64 odd_numbers[] = { 0, 1, 2, -1, 3, 255, 1000, G_MAXINT32, G_MININT64, G_MAXINT64, G_MAXUINT32 };

static const char *const odd_texts[] = {
  "",
  "jon smyht",
  "\"",
  "* OR NEAR (a b) - ^ : {x}",
  "'; DROP TABLE visit; --",
  "\xE2\x80\xAE-word\xE2\x80\xAC \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D",
  "\xF0\x9F\x94\xA5\xF0\x9F\x8F\xBD\xE2\x80\x8D",
  "\x01\x02\x1b[31m\x7f\n\t",
  "2026-02-30",
  "2026-03-12",
  "9999-99",
  "date",
  "drop-in",
  "\xEF\xBF\xBF\xEF\xB7\x90",
};

/* Shared with the odd texts; made once. */
static char *long_text;

static const char *
random_text (void)
{
  guint32 i = (guint32)g_test_rand_int_range (0, (gint32)G_N_ELEMENTS (odd_texts) + 1);

  return i < G_N_ELEMENTS (odd_texts) ? odd_texts[i] : long_text;
}

static gint64
random_number (void)
{
  return odd_numbers[g_test_rand_int_range (0, (gint32)G_N_ELEMENTS (odd_numbers))];
}

static const char *
random_key (void)
{
  static const char *const keys[] = { "reason",
                                      "arrived-at-s",
                                      "again",
                                      "children",
                                      "late",
                                      "new",
                                      "name",
                                      "label",
                                      "head-count",
                                      "time-zone",
                                      "front-desk",
                                      "desk",
                                      "code",
                                      "definition",
                                      "emergency-card",
                                      "retired",
                                      "nothing we know",
                                      "" };
  static GType types[3];
  g_autofree GParamSpec **fields = NULL;
  guint n = 0;

  if (g_test_rand_bit ())
    return keys[g_test_rand_int_range (0, (gint32)G_N_ELEMENTS (keys))];
  types[0] = HEARTH_TYPE_PERSON;
  types[1] = HEARTH_TYPE_VISIT;
  types[2] = HEARTH_TYPE_REASON;
  g_autoptr (GTypeClass) klass = g_type_class_ref (types[g_test_rand_int_range (0, 3)]);

  fields = g_object_class_list_properties (G_OBJECT_CLASS (klass), &n);
  return fields[g_test_rand_int_range (0, (gint32)n)]->name;
}

static GVariant *random_value (const GVariantType *type, guint depth);

/* Anything at all, mostly of the wrong type for its key. */
static GVariant *
random_variant (guint depth)
{
  static const char *const types[] = { "s", "x", "b", "as", "aa{sv}", "u", "ay", "v", "(si)", "a{sv}", "d" };

  return random_value (G_VARIANT_TYPE (types[g_test_rand_int_range (0, (gint32)G_N_ELEMENTS (types))]), depth + 1);
}

static GVariant *
random_array (const GVariantType *type, guint depth)
{
  GVariantBuilder builder;
  int n = depth > 3 ? 0 : g_test_rand_int_range (0, 6);

  /* Sometimes more ids than anybody may ask for at once. */
  if (g_variant_type_equal (type, G_VARIANT_TYPE ("ax")) && g_test_rand_int_range (0, 5) == 0)
    n = 20000;
  g_variant_builder_init (&builder, type);
  for (int i = 0; i < n; i++)
    if (g_variant_type_equal (type, G_VARIANT_TYPE_VARDICT))
      g_variant_builder_add (&builder, "{sv}", random_key (), random_variant (depth));
    else
      g_variant_builder_add_value (&builder, random_value (g_variant_type_element (type), depth + 1));
  return g_variant_builder_end (&builder);
}

static GVariant *
random_value (const GVariantType *type, guint depth)
{
  switch (*g_variant_type_peek_string (type))
    {
    case 's':
      return g_variant_new_string (random_text ());
    case 'x':
      return g_variant_new_int64 (random_number ());
    case 'u':
      return g_variant_new_uint32 ((guint32)random_number ());
    case 'i':
      return g_variant_new_int32 ((gint32)random_number ());
    case 't':
      return g_variant_new_uint64 ((guint64)random_number ());
    case 'b':
      return g_variant_new_boolean (g_test_rand_bit ());
    case 'y':
      return g_variant_new_byte ((guchar)g_test_rand_int ());
    case 'd':
      return g_variant_new_double (g_test_rand_double ());
    case 'v':
      return g_variant_new_variant (depth > 3 ? g_variant_new_boolean (TRUE) : random_variant (depth));
    case 'a':
      return random_array (type, depth);
    default:
      g_assert_true (g_variant_type_is_tuple (type));
      return g_variant_new ("(si)", random_text (), (gint32)random_number ());
    }
}

static GVariant *
random_args (const GDBusMethodInfo *method)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_TUPLE);

  for (guint i = 0; method->in_args && method->in_args[i]; i++)
    {
      const GDBusArgInfo *arg = method->in_args[i];

      if (g_str_equal (arg->name, "request") && g_test_rand_int_range (0, 8) > 0)
        {
          g_autofree char *request = hearth_id_new ();

          g_variant_builder_add (&builder, "s", request);
        }
      else
        g_variant_builder_add_value (&builder, random_value (G_VARIANT_TYPE (arg->signature), 0));
    }
  return g_variant_builder_end (&builder);
}

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
                                    random_args (*method), &error);
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
      g_autoptr (GVariant) reply = hearth_test_call (connection, "Session", name, random_args (method), &error);
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
  long_text = g_strnfill (10000, 'm');
  g_test_add_func ("/malformed/wrong-types", test_wrong_types);
  g_test_add_func ("/malformed/odd-arguments", test_odd_arguments);
  g_test_add_func ("/malformed/odd-secrets", test_odd_secrets);
  g_test_add_func ("/malformed/too-much-at-once", test_too_much_at_once);
  g_test_add_func ("/malformed/beside-the-methods", test_beside_the_methods);

  int failed = g_test_run ();

  g_free (long_text);
  return failed;
}
