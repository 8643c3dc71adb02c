/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the hub says on the network, to what stands for Avahi on a private bus: a name that is taken, an Avahi or a bus that
 * starts again, a center that is called otherwise. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-publisher.h"
#include "hearth-test-wait.h"

#include <string.h>

#define AVAHI "org.freedesktop.Avahi"
#define UUID "5b4c1f0e-6c0a-4a57-9d4e-2f1f2c1f0a11"
#define EPOCH "0f0f1c60-8f0e-4a0b-8d5b-3a1c1d2e3f40"
#define PORT 7430

static const char xml[]
    = "<node><interface name='" AVAHI ".Server'>"
      "<method name='EntryGroupNew'><arg type='o' direction='out'/></method>"
      "<method name='GetAlternativeServiceName'><arg type='s' direction='in'/><arg type='s' direction='out'/></method>"
      "<signal name='StateChanged'><arg type='i'/><arg type='s'/></signal>"
      "</interface><interface name='" AVAHI ".EntryGroup'>"
      "<method name='AddService'><arg type='i' direction='in'/><arg type='i' direction='in'/>"
      "<arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='q' direction='in'/>"
      "<arg type='aay' direction='in'/></method>"
      "<method name='Commit'/><method name='Reset'/><method name='Free'/>"
      "<signal name='StateChanged'><arg type='i'/><arg type='s'/></signal>"
      "</interface></node>";

typedef struct
{
  GDBusConnection *avahi; /* (owned) */
  GDBusNodeInfo *node;    /* (owned) */
  guint name;
  guint n_groups;
  char *taken; /* (owned) (nullable): a name that AddService refuses */
  char *said;  /* (owned) (nullable): the name last added */
  guint port;
  guint n_commits;
} Fixture;

/* What stands for the system's. */
static GTestDBus *bus;

static void
bus_start (void)
{
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (bus), TRUE);
}

static void
bus_stop (void)
{
  g_test_dbus_stop (bus);
  g_clear_object (&bus);
}

static void
take_service (Fixture *self, GVariant *args, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) texts = NULL, first = NULL, second = NULL;
  const char *name, *type;
  gsize length;
  guint16 port;

  g_variant_get (args, "(iiu&s&s&s&sq@aay)", NULL, NULL, NULL, &name, &type, NULL, NULL, &port, &texts);
  g_assert_cmpstr (type, ==, "_hearth._tcp");
  if (g_strcmp0 (name, self->taken) == 0)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, AVAHI ".CollisionError", "Local name collision");
      return;
    }
  g_assert_cmpuint (g_variant_n_children (texts), ==, 4);
  first = g_variant_get_child_value (texts, 0);
  g_assert_nonnull (g_variant_get_fixed_array (first, &length, 1));
  g_assert_cmpuint (length, ==, strlen ("center=" UUID));
  second = g_variant_get_child_value (texts, 1);
  g_assert_cmpmem (g_variant_get_data (second), g_variant_get_size (second), "epoch=" EPOCH, strlen ("epoch=" EPOCH));
  g_free (self->said);
  self->said = g_strdup (name);
  self->port = port;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *args,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  Fixture *self = user_data;

  if (g_str_equal (method, "EntryGroupNew"))
    {
      g_autofree char *group = g_strdup_printf ("/group/%u", ++self->n_groups);
      static const GDBusInterfaceVTable vtable = { .method_call = on_call };

      g_dbus_connection_register_object (connection, group, self->node->interfaces[1], &vtable, self, NULL, NULL);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", group));
    }
  else if (g_str_equal (method, "GetAlternativeServiceName"))
    {
      g_autofree char *other = NULL;
      const char *name;

      g_variant_get (args, "(&s)", &name);
      other = g_strdup_printf ("%s #2", name);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(s)", other));
    }
  else if (g_str_equal (method, "AddService"))
    take_service (self, args, invocation);
  else
    {
      self->n_commits += g_str_equal (method, "Commit");
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

static void
avahi_start (Fixture *self)
{
  self->name = g_bus_own_name_on_connection (self->avahi, AVAHI, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GError) error = NULL;

  self->avahi = g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"),
                                                        G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                            | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                        NULL, NULL, &error);
  g_assert_no_error (error);
  self->node = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (self->avahi, "/", self->node->interfaces[0], &vtable, self, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->name)
    g_bus_unown_name (self->name);
  g_dbus_connection_close_sync (self->avahi, NULL, NULL);
  /* What came in before waits for its turn, and knows this fixture. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->avahi);
  g_dbus_node_info_unref (self->node);
  g_free (self->taken);
  g_free (self->said);
}

static void
test_said (Fixture *self, gconstpointer data)
{
  HearthPublisher *publisher = hearth_publisher_new (UUID, EPOCH, "Maple Street", PORT);

  /* Avahi comes later, goes, and comes again. */
  for (guint i = 1; i <= 2; i++)
    {
      avahi_start (self);
      hearth_test_until (self->n_commits == i);
      g_assert_cmpstr (self->said, ==, "Maple Street");
      g_assert_cmpuint (self->port, ==, PORT);
      g_bus_unown_name (self->name);
      self->name = 0;
    }
  hearth_publisher_free (publisher);
}

static void
test_taken (Fixture *self, gconstpointer data)
{
  HearthPublisher *publisher = hearth_publisher_new (UUID, EPOCH, "Maple Street", PORT);

  self->taken = g_strdup ("Maple Street");
  avahi_start (self);
  hearth_test_until (self->n_commits == 1);
  g_assert_cmpstr (self->said, ==, "Maple Street #2");
  /* Another program says the same a moment later. */
  g_dbus_connection_emit_signal (self->avahi, NULL, "/group/1", AVAHI ".EntryGroup", "StateChanged",
                                 g_variant_new ("(is)", 3, ""), NULL);
  hearth_test_until (self->n_commits == 2);
  g_assert_cmpstr (self->said, ==, "Maple Street #2 #2");
  hearth_publisher_free (publisher);
}

static void
test_called_otherwise (Fixture *self, gconstpointer data)
{
  HearthPublisher *publisher = hearth_publisher_new (UUID, EPOCH, "Maple Street", PORT);
  g_autofree char *longest = g_strnfill (200, 'x');

  avahi_start (self);
  hearth_test_until (self->n_commits == 1);
  hearth_publisher_set_name (publisher, "Maple Street");
  hearth_publisher_set_name (publisher, longest);
  hearth_test_until (self->n_commits == 2);
  g_assert_cmpuint (strlen (self->said), ==, 63);
  hearth_publisher_free (publisher);
}

/* The system bus is started anew, as on an update of it: the hub goes on, and is announced again. */
static void
test_bus_restarts (Fixture *self, gconstpointer data)
{
  HearthPublisher *publisher = hearth_publisher_new (UUID, EPOCH, "Maple Street", PORT);

  avahi_start (self);
  hearth_test_until (self->n_commits == 1);
  g_bus_unown_name (self->name);
  self->name = 0;
  bus_stop ();
  hearth_test_until (g_dbus_connection_is_closed (self->avahi));
  g_clear_object (&self->avahi);
  g_dbus_node_info_unref (self->node);
  bus_start ();
  set_up (self, NULL);
  avahi_start (self);
  hearth_test_until (self->n_commits == 2);
  g_assert_cmpstr (self->said, ==, "Maple Street");
  hearth_publisher_free (publisher);
}

int
main (int argc, char **argv)
{
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");
  int status;

  g_test_init (&argc, &argv, NULL);
  if (daemon == NULL)
    {
      g_print ("1..0 # SKIP no dbus-daemon\n");
      return 0;
    }
  bus_start ();
#define ADD(path, function) g_test_add ("/publisher/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("said", test_said);
  ADD ("taken", test_taken);
  ADD ("called-otherwise", test_called_otherwise);
  ADD ("bus-restarts", test_bus_restarts);
  status = g_test_run ();
  bus_stop ();
  return status;
}
