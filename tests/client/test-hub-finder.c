/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Finding hubs, against what stands for Avahi on a private bus: it says whatever a network may say. */

#include "config.h"

#include "hearth-hub-finder.h"

#include <glib/gstdio.h>

#include "hearth-connector.h"
#include "hearth-link.h"
#include "hearth-test-wait.h"
#include "hearth-test-wire.h"

#define AVAHI "org.freedesktop.Avahi"
#define CENTER "5b4c1f0e-6c0a-4a57-9d4e-2f1f2c1f0a11"
#define OTHER_CENTER "6b4c1f0e-6c0a-4a57-9d4e-2f1f2c1f0a12"

static const char xml[]
    = "<node><interface name='" AVAHI ".Server'>"
      "<method name='ServiceBrowserNew'><arg type='i' direction='in'/><arg type='i' direction='in'/>"
      "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='u' direction='in'/>"
      "<arg type='o' direction='out'/></method>"
      "<method name='ServiceResolverNew'><arg type='i' direction='in'/><arg type='i' direction='in'/>"
      "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='i' direction='in'/><arg type='u' direction='in'/><arg type='o' direction='out'/></method>"
      "</interface></node>";

/* One service on one network, by one protocol. */
typedef struct
{
  const char *name;
  int interface;
  int protocol;
  const char *computer;
  const char *address;
  guint16 port;
  const char *txt[4];
} Service;

typedef struct
{
  GTestDBus *bus;         /* (owned) */
  GDBusConnection *avahi; /* (owned) */
  guint name;
  guint server;
  gboolean has_name;
  GArray *services; /* (owned) (element-type Service) */
  char *asker;      /* (owned) (nullable): who browses */
  guint n_resolvers;
} Fixture;

static void
tell (Fixture *self, const char *interface, const char *signal_name, GVariant *args)
{
  g_dbus_connection_emit_signal (self->avahi, self->asker, "/Client0/Object1", interface, signal_name, args, NULL);
}

static void
tell_item (Fixture *self, const char *signal_name, const Service *service)
{
  tell (self, AVAHI ".ServiceBrowser", signal_name,
        g_variant_new ("(iisssu)", service->interface, service->protocol, service->name, HEARTH_LINK_SERVICE, "local",
                       0u));
}

static void
tell_found (Fixture *self, const Service *service)
{
  GVariantBuilder txt;

  g_variant_builder_init (&txt, G_VARIANT_TYPE ("aay"));
  for (guint i = 0; i < G_N_ELEMENTS (service->txt) && service->txt[i]; i++)
    g_variant_builder_add (&txt, "@ay",
                           g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, service->txt[i], strlen (service->txt[i]),
                                                      1));
  tell (self, AVAHI ".ServiceResolver", "Found",
        g_variant_new ("(iissssisqaayu)", service->interface, service->protocol, service->name, HEARTH_LINK_SERVICE,
                       "local", service->computer, service->protocol, service->address, service->port, &txt, 0u));
}

/* As Avahi may, it tells before it answers. */
static void
on_method (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  Fixture *self = user_data;

  if (g_str_equal (method, "ServiceBrowserNew"))
    {
      g_free (self->asker);
      self->asker = g_strdup (sender);
      for (guint i = 0; i < self->services->len; i++)
        tell_item (self, "ItemNew", &g_array_index (self->services, Service, i));
    }
  else
    {
      const char *name;
      int network, protocol;

      g_variant_get (parameters, "(ii&sssiu)", &network, &protocol, &name, NULL, NULL, NULL, NULL);
      self->n_resolvers++;
      for (guint i = 0; i < self->services->len; i++)
        {
          const Service *service = &g_array_index (self->services, Service, i);

          if (g_str_equal (service->name, name) && service->interface == network && service->protocol == protocol)
            tell_found (self, service);
        }
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", "/Client0/Object1"));
}

static const GDBusInterfaceVTable vtable = { .method_call = on_method };

static void
on_name (GDBusConnection *connection, const char *name, gpointer user_data)
{
  ((Fixture *)user_data)->has_name = TRUE;
}

static void
avahi_start (Fixture *self)
{
  self->has_name = FALSE;
  self->name
      = g_bus_own_name_on_connection (self->avahi, AVAHI, G_BUS_NAME_OWNER_FLAGS_NONE, on_name, NULL, self, NULL);
  hearth_test_until (self->has_name);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, &error);

  g_assert_no_error (error);
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (self->bus), TRUE);
  self->avahi = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                                        G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                            | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                        NULL, NULL, &error);
  g_assert_no_error (error);
  self->services = g_array_new (FALSE, FALSE, sizeof (Service));
  self->server = g_dbus_connection_register_object (self->avahi, "/", node->interfaces[0], &vtable, self, NULL, &error);
  g_assert_no_error (error);
  avahi_start (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_dbus_connection_unregister_object (self->avahi, self->server);
  g_bus_unown_name (self->name);
  g_dbus_connection_close_sync (self->avahi, NULL, NULL);
  g_clear_object (&self->avahi);
  g_test_dbus_down (self->bus);
  g_object_unref (self->bus);
  g_array_unref (self->services);
  g_free (self->asker);
}

static void
add (Fixture *self, Service service)
{
  g_array_append_val (self->services, service);
  if (self->asker)
    tell_item (self, "ItemNew", &g_array_index (self->services, Service, self->services->len - 1));
}

static guint
count (HearthHubFinder *finder)
{
  return g_list_model_get_n_items (G_LIST_MODEL (finder));
}

static HearthFoundHub *
get (HearthHubFinder *finder, guint n)
{
  g_autoptr (HearthFoundHub) hub = g_list_model_get_item (G_LIST_MODEL (finder), n);

  return hub; /* the list keeps it */
}

static Service
a_hub (const char *name, const char *computer, const char *address, const char *center)
{
  return (Service){ name,    2,    strchr (address, ':') ? 1 : 0,         computer,
                    address, 7430, { center, "name=House", "protocol=1" } };
}

/* Two hubs of one name are two; one hub on several networks is one, at the address that people can read. */
static void
test_finds (Fixture *self, gconstpointer data)
{
  g_autoptr (HearthHubFinder) finder = NULL;
  Service other_network = a_hub ("House", "front.local", "10.0.0.5", "center=" CENTER);

  other_network.interface = 3;
  add (self, a_hub ("House", "front.local", "fe80::5", "center=" CENTER));
  add (self, a_hub ("House", "front.local", "192.168.1.5", "center=" CENTER));
  add (self, other_network);
  add (self, a_hub ("House #2", "office.local", "192.168.1.6", "center=" OTHER_CENTER));
  finder = hearth_hub_finder_new ();
  g_assert_false (hearth_hub_finder_get_available (finder));
  hearth_test_until (hearth_hub_finder_get_available (finder) && self->n_resolvers == 4 && count (finder) == 2);
  g_assert_cmpstr (hearth_found_hub_get_center_name (get (finder, 0)), ==, "House");
  g_assert_cmpstr (hearth_found_hub_get_center_name (get (finder, 1)), ==, "House");
  g_assert_cmpstr (hearth_found_hub_get_computer (get (finder, 0)), ==, "front");
  g_assert_cmpstr (hearth_found_hub_get_computer (get (finder, 1)), ==, "office");
  hearth_test_until (!strchr (hearth_found_hub_get_host (get (finder, 0)), ':'));
  g_assert_cmpuint (hearth_found_hub_get_port (get (finder, 0)), ==, 7430);
  g_assert_cmpstr (hearth_found_hub_get_center_uuid (get (finder, 1)), ==, OTHER_CENTER);

  tell_item (self, "ItemRemove", &g_array_index (self->services, Service, 3));
  hearth_test_until (count (finder) == 1);
  g_assert_cmpstr (hearth_found_hub_get_center_uuid (get (finder, 0)), ==, CENTER);
}

/* What no hub would say is not in the list, and what a name should not have in it is taken out. */
static void
test_nonsense (Fixture *self, gconstpointer data)
{
  g_autoptr (HearthHubFinder) finder = NULL;
  g_autofree char *endless = g_strnfill (4000, 'x');
  g_autofree char *long_name = g_strconcat ("name=", endless, NULL);
  Service no_port = a_hub ("c", "c.local", "192.168.1.3", "center=" CENTER);
  Service odd_name = a_hub ("e", "e.local", "192.168.1.5", "center=" CENTER);
  Service long_one = a_hub ("f", endless, "192.168.1.6", "CENTER=" CENTER);

  no_port.port = 0;
  odd_name.txt[1] = "name= \xff\n\x1b[31mHouse\t";
  long_one.txt[1] = long_name;
  add (self, a_hub ("a", "a.local", "192.168.1.1", "center=no uuid"));
  add (self, a_hub ("b", "b.local", "192.168.1.2", "something=" CENTER));
  add (self, no_port);
  add (self, a_hub ("d", "d.local", "no address", "center=" CENTER));
  add (self, odd_name);
  add (self, long_one);
  finder = hearth_hub_finder_new ();
  hearth_test_until (self->n_resolvers == 6 && count (finder) == 2);
  for (guint i = 0; i < 2; i++)
    {
      const char *name = hearth_found_hub_get_center_name (get (finder, i));

      g_assert_true (g_utf8_validate (name, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (name, -1), <=, 120);
      g_assert_null (strpbrk (name, "\n\t\x1b"));
      g_assert_cmpint (g_utf8_strlen (hearth_found_hub_get_computer (get (finder, i)), -1), <=, 120);
    }
}

/* Avahi is started later, ends, and is back. */
static void
test_comes_and_goes (Fixture *self, gconstpointer data)
{
  g_autoptr (HearthHubFinder) finder = NULL;

  add (self, a_hub ("House", "front.local", "192.168.1.5", "center=" CENTER));
  finder = hearth_hub_finder_new ();
  hearth_test_until (count (finder) == 1);
  g_bus_unown_name (self->name);
  hearth_test_until (!hearth_hub_finder_get_available (finder));
  g_assert_cmpuint (count (finder), ==, 0);
  avahi_start (self);
  hearth_test_until (count (finder) == 1);
  g_assert_true (hearth_hub_finder_get_available (finder));
}

/* Without a bus the list stays empty; and the program lives when the bus ends. */
static void
test_no_bus (Fixture *self, gconstpointer data)
{
  g_autoptr (HearthHubFinder) finder = hearth_hub_finder_new ();
  HearthHubFinder *without;

  hearth_test_until (hearth_hub_finder_get_available (finder));
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
  without = hearth_hub_finder_new ();
  g_bus_unown_name (self->name);
  hearth_test_until (!hearth_hub_finder_get_available (finder));
  g_assert_false (hearth_hub_finder_get_available (without));
  g_assert_cmpuint (count (without), ==, 0);
  g_object_unref (without);
  avahi_start (self);
}

static void
end_desk (HearthConnector *connector, HearthClient *client, HearthDeskFolder *folder, const char *path)
{
  hearth_connector_stop (connector);
  hearth_client_disconnect (client);
  hearth_desk_folder_forget (folder, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_rmdir (path);
}

/* A hub that has moved: the desk finds it where it is seen, knows it by its center, and remembers the place. A stranger who
 * says that it is the same center is not believed. */
static void
test_moved_hub (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_dir_make_tmp ("hearth-finder-XXXXXX", NULL);
  g_autoptr (HearthTestWire) before = hearth_test_wire_new (HEARTH_TEST_WIRE_DESKS);
  g_autoptr (HearthTestWire) now = hearth_test_wire_new (HEARTH_TEST_WIRE_DESKS);
  g_autoptr (HearthTestWire) stranger = hearth_test_wire_new (HEARTH_TEST_WIRE_DESKS);
  g_autoptr (HearthDeskFolder) desk = hearth_desk_folder_new (path);
  g_autoptr (HearthClient) client = hearth_client_new ();
  g_autoptr (HearthConnector) connector = hearth_connector_new (client, desk);
  g_autofree char *center = NULL;
  Service there, wrong;

  hearth_test_wire_enroll (before, desk);
  hearth_test_wire_follow (now, before);
  hearth_test_wire_hide (before);
  hearth_connector_start (connector);
  hearth_test_until (hearth_connector_get_error (connector));
  hearth_test_until (self->asker);
  center = g_strconcat ("center=", before->center_uuid, NULL);
  wrong = a_hub ("House", "evil.local", "127.0.0.1", center);
  wrong.port = stranger->port;
  add (self, wrong);
  hearth_test_until (stranger->n_arrived > 0);
  there = a_hub ("House #2", "office.local", "127.0.0.1", center);
  there.port = now->port;
  add (self, there);
  hearth_test_until (hearth_client_get_state (client) == HEARTH_CLIENT_LOCKED
                     && hearth_connector_get_error (connector) == NULL);
  g_assert_cmpuint (hearth_desk_folder_get_port (desk), ==, now->port);
  g_assert_cmpuint (stranger->n_handshakes, ==, 0);
  end_desk (connector, client, desk, path);
}

/* The hub of before is on the network once more, and would say to a desk that joined since that it was removed: it is not
 * asked. */
static void
test_replaced_hub (Fixture *self, gconstpointer data)
{
  static const char *const over[] = { "one", NULL };
  g_autofree char *path = g_dir_make_tmp ("hearth-finder-XXXXXX", NULL);
  g_autoptr (HearthTestWire) before = hearth_test_wire_new (HEARTH_TEST_WIRE_DESKS);
  g_autoptr (HearthTestWire) now = hearth_test_wire_new (HEARTH_TEST_WIRE_DESKS);
  g_autoptr (HearthDeskFolder) desk = hearth_desk_folder_new (path);
  g_autoptr (HearthClient) client = hearth_client_new ();
  g_autoptr (HearthConnector) connector = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *center = NULL;
  Service there;

  hearth_test_wire_enroll (now, desk);
  hearth_test_wire_follow (before, now);
  before->greeting = HEARTH_LINK_REMOVED;
  hearth_desk_folder_set_epochs_before (desk, over, &error);
  g_assert_no_error (error);
  hearth_test_wire_hide (now);
  connector = hearth_connector_new (client, desk);
  hearth_connector_start (connector);
  hearth_test_until (hearth_connector_get_error (connector) && self->asker);
  center = g_strconcat ("center=", now->center_uuid, NULL);
  there = a_hub ("House", "old.local", "127.0.0.1", center);
  there.port = before->port;
  there.txt[1] = "epoch=one";
  add (self, there);
  hearth_test_wire_move (now);
  there = a_hub ("House #2", "office.local", "127.0.0.1", center);
  there.port = now->port;
  there.txt[1] = "epoch=two";
  add (self, there);
  hearth_test_until (hearth_client_get_state (client) == HEARTH_CLIENT_LOCKED);
  g_assert_cmpuint (before->n_arrived, ==, 0);
  end_desk (connector, client, desk, path);
}

static void
on_replaced (guint *n)
{
  (*n)++;
}

/* The PC of the hub came back to life with its old file, and its hub serves it; the center went on elsewhere, where this PC
 * is no desk. A stranger who says that it is the same center is not believed. */
static void
test_successor (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_dir_make_tmp ("hearth-finder-XXXXXX", NULL);
  g_autoptr (HearthTestWire) own = hearth_test_wire_new (HEARTH_TEST_WIRE_DESKS);
  g_autoptr (HearthTestWire) elsewhere = hearth_test_wire_new (HEARTH_TEST_WIRE_DESKS);
  g_autoptr (HearthTestWire) stranger = hearth_test_wire_new (HEARTH_TEST_WIRE_DESKS);
  g_autoptr (HearthDeskFolder) desk = hearth_desk_folder_new (path);
  g_autoptr (HearthClient) client = hearth_client_new ();
  g_autoptr (HearthConnector) connector = NULL;
  g_autofree char *center = NULL;
  guint n_told = 0;
  Service there;

  hearth_test_wire_enroll (own, desk);
  hearth_test_wire_follow (elsewhere, own);
  own->epoch = "one";
  elsewhere->greeting = stranger->greeting = HEARTH_LINK_REMOVED;
  connector = hearth_connector_new (client, desk);
  g_signal_connect_swapped (connector, "notify::replaced", G_CALLBACK (on_replaced), &n_told);
  hearth_connector_start (connector);
  hearth_test_until (hearth_client_get_state (client) == HEARTH_CLIENT_LOCKED && self->asker);
  center = g_strconcat ("center=", own->center_uuid, NULL);
  there = a_hub ("House", "own.local", "127.0.0.1", center);
  there.port = own->port;
  there.txt[1] = "epoch=one";
  add (self, there);
  there = a_hub ("House #2", "evil.local", "127.0.0.1", center);
  there.port = stranger->port;
  there.txt[1] = "epoch=two";
  add (self, there);
  hearth_test_until (stranger->n_arrived > 0 && stranger->n_refused + stranger->n_handshakes == stranger->n_arrived);
  g_assert_false (hearth_connector_is_replaced (connector));
  there = a_hub ("House #3", "office.local", "127.0.0.1", center);
  there.port = elsewhere->port;
  there.txt[1] = "epoch=two";
  add (self, there);
  hearth_test_until (n_told == 1);
  g_assert_true (hearth_connector_is_replaced (connector));
  g_assert_cmpuint (elsewhere->n_arrived, ==, 1);
  g_assert_cmpuint (own->n_arrived, ==, 1);
  /* It goes on here until somebody does something about it. */
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_LOCKED);
  hearth_connector_stop (connector);
  g_assert_false (hearth_connector_is_replaced (connector));
  hearth_client_disconnect (client);
  hearth_desk_folder_forget (desk, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_rmdir (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");

  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  if (daemon == NULL)
    {
      g_print ("1..0 # SKIP no dbus-daemon\n");
      return 0;
    }
#define ADD(name, test) g_test_add ("/hub-finder/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("finds", test_finds);
  ADD ("nonsense", test_nonsense);
  ADD ("comes-and-goes", test_comes_and_goes);
  ADD ("no-bus", test_no_bus);
  ADD ("moved-hub", test_moved_hub);
  ADD ("replaced-hub", test_replaced_hub);
  ADD ("successor", test_successor);
#undef ADD
  return g_test_run ();
}
