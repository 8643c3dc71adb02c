/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A hub that was seen on the network, made of what a stranger says: nothing of it is believed, and all of it is tidied.
 * Immutable; main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-found-hub-private.h"

#include <net/if.h>
#include <string.h>

#include "hearth-id.h"

#define NAME_MAX_LETTERS 120

G_DEFINE_FINAL_TYPE (HearthFoundHub, hearth_found_hub, G_TYPE_OBJECT)

typedef enum
{
  PROP_CENTER_NAME = 1,
} HearthFoundHubProperty;

static GParamSpec *found_properties[PROP_CENTER_NAME + 1];

static void
hearth_found_hub_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthFoundHub *self = HEARTH_FOUND_HUB (object);

  switch ((HearthFoundHubProperty)prop_id)
    {
    case PROP_CENTER_NAME:
      g_value_set_string (value, self->center_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_found_hub_finalize (GObject *object)
{
  HearthFoundHub *self = HEARTH_FOUND_HUB (object);

  g_free (self->center_name);
  g_free (self->center_uuid);
  g_free (self->epoch);
  g_free (self->host);
  g_free (self->computer);

  G_OBJECT_CLASS (hearth_found_hub_parent_class)->finalize (object);
}

static void
hearth_found_hub_class_init (HearthFoundHubClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hearth_found_hub_get_property;
  object_class->finalize = hearth_found_hub_finalize;
  found_properties[PROP_CENTER_NAME]
      = g_param_spec_string ("center-name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (found_properties), found_properties);
}

static void
hearth_found_hub_init (HearthFoundHub *self)
{
}

/**
 * hearth_found_hub_get_center_name:
 *
 * Returns: what the hub says its center is called
 */
const char *
hearth_found_hub_get_center_name (HearthFoundHub *self)
{
  return self->center_name;
}

/**
 * hearth_found_hub_get_center_uuid:
 *
 * Returns: which center it says it has
 */
const char *
hearth_found_hub_get_center_uuid (HearthFoundHub *self)
{
  return self->center_uuid;
}

/**
 * hearth_found_hub_get_epoch:
 *
 * Returns: another one after each restore; "" where the hub does not say
 */
const char *
hearth_found_hub_get_epoch (HearthFoundHub *self)
{
  return self->epoch;
}

/**
 * hearth_found_hub_get_host:
 *
 * Returns: an address
 */
const char *
hearth_found_hub_get_host (HearthFoundHub *self)
{
  return self->host;
}

/**
 * hearth_found_hub_get_port:
 *
 * Returns: where it serves desks
 */
guint16
hearth_found_hub_get_port (HearthFoundHub *self)
{
  return self->port;
}

/**
 * hearth_found_hub_get_computer:
 *
 * Returns: the name of its PC, without the domain
 */
const char *
hearth_found_hub_get_computer (HearthFoundHub *self)
{
  return self->computer;
}

/* What a stranger says, fit to be shown: one line, not too long. */
static char *
tidy_text (const char *text, gssize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  g_autofree char *head = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), NAME_MAX_LETTERS));
  GString *tidy = g_string_new (NULL);

  for (const char *at = head; *at; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      g_string_append_unichar (tidy, g_unichar_isprint (letter) ? letter : ' ');
    }
  return g_strstrip (g_string_free (tidy, FALSE));
}

/* The value of @key among TXT records, each "key=value" in bytes. (nullable) */
static char *
value_of (GVariant *records, const char *key)
{
  gsize key_length = strlen (key);

  for (gsize i = 0; i < g_variant_n_children (records); i++)
    {
      g_autoptr (GVariant) record = g_variant_get_child_value (records, i);
      gsize n;
      const char *bytes = g_variant_get_fixed_array (record, &n, 1);

      if (n > key_length && bytes[key_length] == '=' && g_ascii_strncasecmp (bytes, key, key_length) == 0)
        return tidy_text (bytes + key_length + 1, (gssize)(n - key_length - 1));
    }
  return NULL;
}

/* An address that means something only on one network says which one. */
static char *
host_of (const char *address, int interface)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  char name[IF_NAMESIZE];

  if (inet == NULL)
    return NULL;
  if (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 && g_inet_address_get_is_link_local (inet)
      && interface > 0 && if_indextoname ((guint)interface, name))
    return g_strdup_printf ("%s%%%s", address, name);
  return g_strdup (address);
}

/**
 * hearth_found_hub_from_avahi:
 * @parameters: of Found of Avahi's ServiceResolver, (iissssisqaayu)
 *
 * What strangers announce is believed only where a hub would say it.
 *
 * Returns: (transfer full) (nullable): the hub; %NULL if it is none
 */
HearthFoundHub *
hearth_found_hub_from_avahi (GVariant *parameters)
{
  g_autoptr (GVariant) records = NULL;
  g_autofree char *name = NULL;
  g_autofree char *uuid = NULL;
  g_autofree char *epoch = NULL;
  g_autofree char *host = NULL;
  HearthFoundHub *hub;
  const char *computer, *address;
  int interface;
  guint16 port;

  g_variant_get (parameters, "(ii&s&s&s&si&sq@aayu)", &interface, NULL, NULL, NULL, NULL, &computer, NULL, &address,
                 &port, &records, NULL);
  uuid = value_of (records, "center");
  name = value_of (records, "name");
  epoch = value_of (records, "epoch");
  host = host_of (address, interface);
  if (uuid == NULL || !hearth_id_is_valid (uuid) || host == NULL || port == 0)
    return NULL;
  hub = g_object_new (HEARTH_TYPE_FOUND_HUB, NULL);
  hub->center_name = name ? g_steal_pointer (&name) : g_strdup ("");
  hub->center_uuid = g_steal_pointer (&uuid);
  hub->epoch = epoch ? g_steal_pointer (&epoch) : g_strdup ("");
  hub->host = g_steal_pointer (&host);
  hub->computer = tidy_text (computer, (gssize)strcspn (computer, "."));
  hub->port = port;
  return hub;
}

/**
 * hearth_found_hub_is_same:
 * @one: a hub that was found
 * @two: another
 *
 * Returns: whether both are one hub, by whatever address and network it was seen
 */
gboolean
hearth_found_hub_is_same (HearthFoundHub *one, HearthFoundHub *two)
{
  return g_str_equal (one->center_uuid, two->center_uuid) && g_str_equal (one->computer, two->computer)
         && one->port == two->port;
}

/**
 * hearth_found_hub_compare:
 * @a: a pointer to a #HearthFoundHub
 * @b: another
 *
 * For g_ptr_array_sort(): by name, and of one hub the address that is best for people first.
 *
 * Returns: less than, equal to or greater than 0
 */
int
hearth_found_hub_compare (gconstpointer a, gconstpointer b)
{
  HearthFoundHub *one = *(HearthFoundHub *const *)a;
  HearthFoundHub *two = *(HearthFoundHub *const *)b;
  int order = g_utf8_collate (one->center_name, two->center_name);

  order = order ? order : g_strcmp0 (one->center_uuid, two->center_uuid);
  order = order ? order : g_strcmp0 (one->computer, two->computer);
  order = order ? order : (int)one->port - (int)two->port;
  /* Of one hub an IPv4 address comes first: it can be read out and typed. */
  order = order ? order : (strchr (one->host, ':') != NULL) - (strchr (two->host, ':') != NULL);
  order = order ? order : g_str_has_prefix (one->host, "127.") - g_str_has_prefix (two->host, "127.");
  return order ? order : g_strcmp0 (one->host, two->host);
}
