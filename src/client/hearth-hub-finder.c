/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Looks for hubs through Avahi's D-Bus service on the system bus. Main context only.
 *
 * Avahi names a service once for each network and protocol, and tells each one's address by itself: those are the sightings.
 * The list shows each hub once, however often it was sighted. Avahi's signals come to this connection alone; they are told
 * apart by what they say and not by the path of the object, which is not known yet when the first one comes. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-hub-finder.h"

#include "hearth-found-hub-private.h"
#include "hearth-link.h"

#define AVAHI "org.freedesktop.Avahi"
#define AVAHI_SERVER AVAHI ".Server"
#define AVAHI_BROWSER AVAHI ".ServiceBrowser"
#define AVAHI_RESOLVER AVAHI ".ServiceResolver"
#define ANY (-1)

#define SIGHTINGS_MAX 500 /* whatever a network full of nonsense says */

/* One service on one network, by one protocol. */
typedef struct
{
  char *resolver;      /* (owned) (nullable): path of what tells its address */
  HearthFoundHub *hub; /* (owned) (nullable): NULL until the address is known */
} Sighting;

struct _HearthHubFinder
{
  GObject parent_instance;

  GCancellable *cancellable; /* (owned) */
  GDBusConnection *bus;      /* (owned) (nullable) */
  guint watch;
  guint browser_signals;
  guint resolver_signals;
  gboolean available;

  GHashTable *sightings; /* (owned): key of the service to Sighting */
  GListStore *hubs;      /* (owned): each once, sorted */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthHubFinder,
                               hearth_hub_finder,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum
{
  PROP_AVAILABLE = 1,
} HearthHubFinderProperty;

static GParamSpec *finder_properties[PROP_AVAILABLE + 1];

/* Sightings */

static void
sighting_free (gpointer data)
{
  Sighting *self = data;

  g_free (self->resolver);
  g_clear_object (&self->hub);
  g_free (self);
}

/* Of what names a service in each of Avahi's signals. */
static char *
key_of (GVariant *parameters)
{
  const char *name, *type, *domain;
  int interface, protocol;

  g_variant_get_child (parameters, 0, "i", &interface);
  g_variant_get_child (parameters, 1, "i", &protocol);
  g_variant_get_child (parameters, 2, "&s", &name);
  g_variant_get_child (parameters, 3, "&s", &type);
  g_variant_get_child (parameters, 4, "&s", &domain);
  if (!g_str_equal (type, HEARTH_LINK_SERVICE))
    return NULL;
  return g_strdup_printf ("%d/%d/%s/%s", interface, protocol, domain, name);
}

static gboolean
lists_equal (GListModel *list, GPtrArray *hubs)
{
  if (g_list_model_get_n_items (list) != hubs->len)
    return FALSE;
  for (guint i = 0; i < hubs->len; i++)
    {
      g_autoptr (HearthFoundHub) one = g_list_model_get_item (list, i);
      HearthFoundHub *two = hubs->pdata[i];

      if (!hearth_found_hub_is_same (one, two) || !g_str_equal (one->host, two->host)
          || !g_str_equal (one->center_name, two->center_name) || !g_str_equal (one->epoch, two->epoch))
        return FALSE;
    }
  return TRUE;
}

/* Shows what the sightings come to. */
static void
update_list (HearthHubFinder *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) once = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->sightings);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Sighting *)value)->hub)
      g_ptr_array_add (all, ((Sighting *)value)->hub);
  g_ptr_array_sort (all, hearth_found_hub_compare);
  for (guint i = 0; i < all->len; i++)
    if (once->len == 0 || !hearth_found_hub_is_same (once->pdata[once->len - 1], all->pdata[i]))
      g_ptr_array_add (once, all->pdata[i]);
  if (!lists_equal (G_LIST_MODEL (self->hubs), once))
    g_list_store_splice (self->hubs, 0, g_list_model_get_n_items (G_LIST_MODEL (self->hubs)), once->pdata, once->len);
}

static void
set_available (HearthHubFinder *self, gboolean available)
{
  if (self->available == available)
    return;
  self->available = available;
  g_object_notify_by_pspec (G_OBJECT (self), finder_properties[PROP_AVAILABLE]);
}

/* Avahi may have gone meanwhile, and the object with it. */
static void
free_resolver (HearthHubFinder *self, const char *path)
{
  if (path && self->bus)
    g_dbus_connection_call (self->bus, AVAHI, path, AVAHI_RESOLVER, "Free", NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START,
                            -1, NULL, NULL, NULL);
}

typedef struct
{
  HearthHubFinder *finder; /* (owned) */
  char *key;               /* (owned) */
} Resolving;

static void
on_resolver (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Resolving *resolving = user_data;
  HearthHubFinder *self = resolving->finder;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  Sighting *sighting = g_hash_table_lookup (self->sightings, resolving->key);

  if (reply == NULL)
    g_debug ("a service cannot be resolved: %s", error->message);
  else if (sighting && sighting->resolver == NULL)
    g_variant_get (reply, "(o)", &sighting->resolver);
  else
    {
      const char *path;

      g_variant_get (reply, "(&o)", &path);
      free_resolver (self, path);
    }
  g_free (resolving->key);
  g_object_unref (resolving->finder);
  g_free (resolving);
}

static void
on_item_new (HearthHubFinder *self, GVariant *parameters)
{
  g_autofree char *key = key_of (parameters);
  const char *name, *type, *domain;
  int interface, protocol;
  Resolving *resolving;
  Sighting *sighting;

  if (key == NULL || g_hash_table_contains (self->sightings, key)
      || g_hash_table_size (self->sightings) >= SIGHTINGS_MAX)
    return;
  g_variant_get (parameters, "(ii&s&s&su)", &interface, &protocol, &name, &type, &domain, NULL);
  sighting = g_new0 (Sighting, 1);
  g_hash_table_insert (self->sightings, g_strdup (key), sighting);
  resolving = g_new0 (Resolving, 1);
  resolving->finder = g_object_ref (self);
  resolving->key = g_steal_pointer (&key);
  g_dbus_connection_call (self->bus, AVAHI, "/", AVAHI_SERVER, "ServiceResolverNew",
                          g_variant_new ("(iisssiu)", interface, protocol, name, type, domain, protocol, 0u),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, on_resolver,
                          resolving);
}

static void
on_item_remove (HearthHubFinder *self, GVariant *parameters)
{
  g_autofree char *key = key_of (parameters);
  Sighting *sighting = key ? g_hash_table_lookup (self->sightings, key) : NULL;

  if (sighting == NULL)
    return;
  free_resolver (self, sighting->resolver);
  g_hash_table_remove (self->sightings, key);
  update_list (self);
}

static void
on_browser_signal (GDBusConnection *bus,
                   const char *sender,
                   const char *path,
                   const char *interface,
                   const char *signal_name,
                   GVariant *parameters,
                   gpointer user_data)
{
  HearthHubFinder *self = user_data;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(iisssu)")))
    return;
  if (g_str_equal (signal_name, "ItemNew"))
    on_item_new (self, parameters);
  else if (g_str_equal (signal_name, "ItemRemove"))
    on_item_remove (self, parameters);
}

static void
on_resolver_signal (GDBusConnection *bus,
                    const char *sender,
                    const char *path,
                    const char *interface,
                    const char *signal_name,
                    GVariant *parameters,
                    gpointer user_data)
{
  HearthHubFinder *self = user_data;
  g_autofree char *key = NULL;
  Sighting *sighting;

  if (!g_str_equal (signal_name, "Found") || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(iissssisqaayu)")))
    return;
  key = key_of (parameters);
  sighting = key ? g_hash_table_lookup (self->sightings, key) : NULL;
  if (sighting == NULL)
    return;
  g_clear_object (&sighting->hub);
  sighting->hub = hearth_found_hub_from_avahi (parameters);
  update_list (self);
}

static void
on_browser (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthHubFinder) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL)
    g_debug ("hubs cannot be looked for: %s", error->message);
  else if (self->watch)
    set_available (self, TRUE);
}

static void
on_avahi_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  HearthHubFinder *self = user_data;

  g_dbus_connection_call (bus, AVAHI, "/", AVAHI_SERVER, "ServiceBrowserNew",
                          g_variant_new ("(iissu)", ANY, ANY, HEARTH_LINK_SERVICE, "", 0u), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, on_browser, g_object_ref (self));
}

static void
on_avahi_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  HearthHubFinder *self = user_data;

  g_hash_table_remove_all (self->sightings);
  update_list (self);
  set_available (self, FALSE);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_dbus_connection_new_for_address_finish (result, &error);
  g_autoptr (HearthHubFinder) self = user_data;

  if (bus == NULL)
    {
      g_debug ("there is no system bus: %s", error->message);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->bus = g_steal_pointer (&bus);
  self->browser_signals = g_dbus_connection_signal_subscribe (self->bus, AVAHI, AVAHI_BROWSER, NULL, NULL, NULL,
                                                              G_DBUS_SIGNAL_FLAGS_NONE, on_browser_signal, self, NULL);
  self->resolver_signals
      = g_dbus_connection_signal_subscribe (self->bus, AVAHI, AVAHI_RESOLVER, NULL, NULL, NULL,
                                            G_DBUS_SIGNAL_FLAGS_NONE, on_resolver_signal, self, NULL);
  self->watch = g_bus_watch_name_on_connection (self->bus, AVAHI, G_BUS_NAME_WATCHER_FLAGS_AUTO_START,
                                                on_avahi_appeared, on_avahi_vanished, self, NULL);
}

/* The list */

static GType
get_item_type (GListModel *model)
{
  return HEARTH_TYPE_FOUND_HUB;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (HEARTH_HUB_FINDER (model)->hubs));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (HEARTH_HUB_FINDER (model)->hubs), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
on_items_changed (GListModel *list, guint position, guint removed, guint added, gpointer user_data)
{
  g_list_model_items_changed (user_data, position, removed, added);
}

static void
hearth_hub_finder_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((HearthHubFinderProperty)prop_id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, HEARTH_HUB_FINDER (object)->available);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_hub_finder_dispose (GObject *object)
{
  HearthHubFinder *self = HEARTH_HUB_FINDER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  if (self->bus)
    {
      g_dbus_connection_signal_unsubscribe (self->bus, self->browser_signals);
      g_dbus_connection_signal_unsubscribe (self->bus, self->resolver_signals);
      /* With the connection Avahi forgets what it made for it. */
      g_dbus_connection_close (self->bus, NULL, NULL, NULL);
    }
  g_clear_object (&self->bus);
  g_signal_handlers_disconnect_by_data (self->hubs, self);
  g_hash_table_remove_all (self->sightings);

  G_OBJECT_CLASS (hearth_hub_finder_parent_class)->dispose (object);
}

static void
hearth_hub_finder_finalize (GObject *object)
{
  HearthHubFinder *self = HEARTH_HUB_FINDER (object);

  g_object_unref (self->cancellable);
  g_object_unref (self->hubs);
  g_hash_table_unref (self->sightings);

  G_OBJECT_CLASS (hearth_hub_finder_parent_class)->finalize (object);
}

static void
hearth_hub_finder_class_init (HearthHubFinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hearth_hub_finder_get_property;
  object_class->dispose = hearth_hub_finder_dispose;
  object_class->finalize = hearth_hub_finder_finalize;
  finder_properties[PROP_AVAILABLE]
      = g_param_spec_boolean ("available", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (finder_properties), finder_properties);
}

static void
hearth_hub_finder_init (HearthHubFinder *self)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);

  self->cancellable = g_cancellable_new ();
  self->sightings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, sighting_free);
  self->hubs = g_list_store_new (HEARTH_TYPE_FOUND_HUB);
  g_signal_connect (self->hubs, "items-changed", G_CALLBACK (on_items_changed), self);
  /* A connection of its own: the shared one ends the program when the bus goes away. */
  if (address)
    g_dbus_connection_new_for_address (address,
                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                           | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                       NULL, self->cancellable, on_bus, g_object_ref (self));
}

/**
 * hearth_hub_finder_new:
 *
 * Returns: (transfer full): a list of hubs, empty at first, that looks for them as long as it lives
 */
HearthHubFinder *
hearth_hub_finder_new (void)
{
  return g_object_new (HEARTH_TYPE_HUB_FINDER, NULL);
}

/**
 * hearth_hub_finder_get_available:
 *
 * Returns: whether this PC can look for hubs at all
 */
gboolean
hearth_hub_finder_get_available (HearthHubFinder *self)
{
  return self->available;
}
