/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Tells a PC that was the hub, and came back to life with its old file, that the center went on elsewhere: its own hub serves
 * it as if nothing had happened. What Avahi says is only where to ask; each hub is asked once. Owned by the connector. Main
 * context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-successor.h"

#include "hearth-client-private.h"
#include "hearth-dial.h"
#include "hearth-error.h"

struct _HearthSuccessor
{
  HearthClient *client;     /* (owned) */
  HearthDeskFolder *folder; /* (owned) */
  HearthHubFinder *finder;  /* (owned) */
  HearthSuccessorChanged changed;
  gpointer user_data;

  GCancellable *cancellable; /* (owned) */
  GHashTable *asked;         /* (owned): "epoch host port" to whether that one does not know this PC */
  gboolean there;
};

static char *
key_of (HearthFoundHub *hub)
{
  return g_strdup_printf ("%s %s %u", hearth_found_hub_get_epoch (hub), hearth_found_hub_get_host (hub),
                          hearth_found_hub_get_port (hub));
}

/* Whether it may have taken the place of the hub that this desk is connected to. */
static gboolean
may_be (HearthSuccessor *self, HearthFoundHub *hub)
{
  HearthHubGreeting *greeting = hearth_client_get_greeting (self->client);
  const char *const *over = hearth_client_get_epochs_before (self->client);
  const char *epoch = hearth_found_hub_get_epoch (hub);

  return greeting != NULL && *epoch != '\0'
         && g_strcmp0 (hearth_found_hub_get_center_uuid (hub), hearth_hub_greeting_get_center_uuid (greeting)) == 0
         && !g_str_equal (epoch, hearth_hub_greeting_get_epoch (greeting))
         && (over == NULL || !g_strv_contains (over, epoch));
}

static void look (HearthSuccessor *self);

typedef struct
{
  HearthSuccessor *successor; /* (unowned): it is there unless the task was cancelled */
  char *key;                  /* (owned) */
} Asking;

static void
on_dialed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  HearthSuccessor *self = asking->successor;
  g_autofree char *key = g_steal_pointer (&asking->key);
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = hearth_dial_finish (HEARTH_DESK_FOLDER (source), result, &error);
  gboolean gone = g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)));

  g_free (asking);
  if (stream)
    g_io_stream_close_async (stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  if (gone)
    return;
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_REMOVED))
    {
      g_hash_table_replace (self->asked, g_steal_pointer (&key), GINT_TO_POINTER (TRUE));
      look (self);
    }
  else if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE))
    /* It is asked once more when something changes on the network. */
    g_hash_table_remove (self->asked, key);
}

static void
ask (HearthSuccessor *self, HearthFoundHub *hub, const char *key)
{
  Asking *asking = g_new0 (Asking, 1);

  g_hash_table_insert (self->asked, g_strdup (key), GINT_TO_POINTER (FALSE));
  asking->successor = self;
  asking->key = g_strdup (key);
  hearth_dial_async (self->folder, hearth_found_hub_get_host (hub), hearth_found_hub_get_port (hub), self->cancellable,
                     on_dialed, asking);
}

/* Asks those who were not asked yet, and tells what the others have said. */
static void
look (HearthSuccessor *self)
{
  gboolean there = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->finder)); i++)
    {
      g_autoptr (HearthFoundHub) hub = g_list_model_get_item (G_LIST_MODEL (self->finder), i);
      g_autofree char *key = key_of (hub);
      gpointer unknown_there;

      if (!may_be (self, hub))
        continue;
      if (g_hash_table_lookup_extended (self->asked, key, NULL, &unknown_there))
        there |= GPOINTER_TO_INT (unknown_there);
      else if (hearth_client_is_hub_on_this_pc (self->client))
        ask (self, hub, key);
    }
  if (self->there == there)
    return;
  self->there = there;
  self->changed (self->user_data);
}

static void
on_state (HearthSuccessor *self)
{
  if (hearth_client_get_state (self->client) != HEARTH_CLIENT_AWAY)
    look (self);
}

/*< private >
 * hearth_successor_new:
 * @client: of the desk
 * @folder: of it
 * @finder: which hubs are seen
 * @changed: called when the answer is another one
 *
 * Returns: (transfer full): what looks for it, for as long as it lives
 */
HearthSuccessor *
hearth_successor_new (HearthClient *client,
                      HearthDeskFolder *folder,
                      HearthHubFinder *finder,
                      HearthSuccessorChanged changed,
                      gpointer user_data)
{
  HearthSuccessor *self = g_new0 (HearthSuccessor, 1);

  self->client = g_object_ref (client);
  self->folder = g_object_ref (folder);
  self->finder = g_object_ref (finder);
  self->changed = changed;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect_swapped (finder, "items-changed", G_CALLBACK (look), self);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (on_state), self);
  return self;
}

/*< private >
 * hearth_successor_free:
 * @self: (nullable) (transfer full): what looked for it
 */
void
hearth_successor_free (HearthSuccessor *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->finder, self);
  g_signal_handlers_disconnect_by_data (self->client, self);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->asked);
  g_object_unref (self->finder);
  g_object_unref (self->folder);
  g_object_unref (self->client);
  g_free (self);
}

/*< private >
 * hearth_successor_is_there:
 *
 * Returns: whether the hub on this PC has a successor
 */
gboolean
hearth_successor_is_there (HearthSuccessor *self)
{
  return self != NULL && self->there;
}
