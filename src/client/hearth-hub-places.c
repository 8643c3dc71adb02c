/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The places that one try goes through, one after another, and which of them were tried before. Owned by the connector. Main
 * context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-hub-places.h"

#define PLACES_MAX 8

struct _HearthHubPlaces
{
  HearthDeskFolder *folder; /* (owned): which center, and where its hub was last */
  GPtrArray *places;        /* (owned) (element-type HearthHubPlace): of this try */
  guint at;
  GHashTable *tried; /* (owned): "host port" */
};

static void
place_free (gpointer data)
{
  HearthHubPlace *self = data;

  g_free (self->host);
  g_free (self);
}

static char *
place_key (const char *host, guint16 port)
{
  return g_strdup_printf ("%s %u", host, port);
}

static void
add (HearthHubPlaces *self, const char *host, guint16 port)
{
  HearthHubPlace *place;

  if (host == NULL || self->places->len >= PLACES_MAX)
    return;
  for (guint i = 0; i < self->places->len; i++)
    {
      place = self->places->pdata[i];
      if (place->port == port && g_str_equal (place->host, host))
        return;
    }
  place = g_new0 (HearthHubPlace, 1);
  place->host = g_strdup (host);
  place->port = port;
  g_ptr_array_add (self->places, place);
}

/* Returns: (transfer full) (nullable): the hub at @position if it is the one of this center, and was not replaced: that
 * would not know a desk that joined since, and say that it was removed. */
static HearthFoundHub *
own_hub_at (HearthHubPlaces *self, HearthHubFinder *finder, guint position)
{
  g_autoptr (HearthFoundHub) hub = g_list_model_get_item (G_LIST_MODEL (finder), position);
  const char *uuid = hearth_desk_folder_get_center_uuid (self->folder);
  g_auto (GStrv) over = hearth_desk_folder_get_epochs_before (self->folder);

  if (over && g_strv_contains ((const char *const *)over, hearth_found_hub_get_epoch (hub)))
    return NULL;
  return g_strcmp0 (hearth_found_hub_get_center_uuid (hub), uuid) == 0 ? g_steal_pointer (&hub) : NULL;
}

static void
add_found (HearthHubPlaces *self, HearthHubFinder *finder)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (finder)); i++)
    {
      g_autoptr (HearthFoundHub) hub = own_hub_at (self, finder, i);

      if (hub)
        add (self, hearth_found_hub_get_host (hub), hearth_found_hub_get_port (hub));
    }
}

/**
 * hearth_hub_places_new:
 * @folder: of a desk that has joined
 *
 * Returns: (transfer full): no places yet
 */
HearthHubPlaces *
hearth_hub_places_new (HearthDeskFolder *folder)
{
  HearthHubPlaces *self = g_new0 (HearthHubPlaces, 1);

  self->folder = g_object_ref (folder);
  self->places = g_ptr_array_new_with_free_func (place_free);
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * hearth_hub_places_free:
 * @self: (nullable) (transfer full): places
 */
void
hearth_hub_places_free (HearthHubPlaces *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->folder);
  g_ptr_array_unref (self->places);
  g_hash_table_unref (self->tried);
  g_free (self);
}

/**
 * hearth_hub_places_collect:
 * @self: places
 * @finder: which hubs are seen now
 * @found_first: the hub was just seen somewhere else
 *
 * Begins a try at its first place.
 */
void
hearth_hub_places_collect (HearthHubPlaces *self, HearthHubFinder *finder, gboolean found_first)
{
  g_ptr_array_set_size (self->places, 0);
  self->at = 0;
  if (found_first)
    add_found (self, finder);
  add (self, hearth_desk_folder_get_host (self->folder), hearth_desk_folder_get_port (self->folder));
  add_found (self, finder);
}

/**
 * hearth_hub_places_get:
 * @self: places
 *
 * Returns: (transfer none) (nullable): the place whose turn it is, %NULL after the last
 */
const HearthHubPlace *
hearth_hub_places_get (HearthHubPlaces *self)
{
  return self->at < self->places->len ? self->places->pdata[self->at] : NULL;
}

/**
 * hearth_hub_places_next:
 * @self: places
 *
 * Returns: whether there is another place
 */
gboolean
hearth_hub_places_next (HearthHubPlaces *self)
{
  self->at++;
  return self->at < self->places->len;
}

/**
 * hearth_hub_places_set_tried:
 * @self: places
 *
 * The place whose turn it is was tried.
 */
void
hearth_hub_places_set_tried (HearthHubPlaces *self)
{
  const HearthHubPlace *place = hearth_hub_places_get (self);

  g_return_if_fail (place != NULL);

  g_hash_table_add (self->tried, place_key (place->host, place->port));
}

/**
 * hearth_hub_places_forget_tried:
 * @self: places
 *
 * There is a connection.
 */
void
hearth_hub_places_forget_tried (HearthHubPlaces *self)
{
  g_hash_table_remove_all (self->tried);
}

/**
 * hearth_hub_places_is_seen:
 * @self: places
 * @finder: which hubs are seen now
 * @also_tried: whether a place counts that was tried already
 *
 * Returns: whether the hub is seen at such a place
 */
gboolean
hearth_hub_places_is_seen (HearthHubPlaces *self, HearthHubFinder *finder, gboolean also_tried)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (finder)); i++)
    {
      g_autoptr (HearthFoundHub) hub = own_hub_at (self, finder, i);
      g_autofree char *key = hub ? place_key (hearth_found_hub_get_host (hub), hearth_found_hub_get_port (hub)) : NULL;

      if (key && (also_tried || !g_hash_table_contains (self->tried, key)))
        return TRUE;
    }
  return FALSE;
}
