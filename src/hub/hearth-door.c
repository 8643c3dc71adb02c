/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Where secrets are verified. Argon2id takes a tenth of a second and 64 MiB, so it runs in a thread, and one entry goes
 * through at a time: from reading the hash to writing how it went, so that nobody tries many secrets before the first
 * failure counts. Owned by the hub; its main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-door.h"

#include "hearth-hub.h"
#include "hearth-peer.h"
#include "hearth-secret.h"

#include <string.h>

struct _HearthDoor
{
  HearthHouse *house;   /* (owned) */
  GQueue waiting;       /* (owned) (element-type HearthEntry) */
  HearthEntry *current; /* (owned) (nullable) */
};

static void
clear_secret (char **secret)
{
  if (*secret)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

static void
entry_free (HearthEntry *self)
{
  clear_secret (&self->secret);
  clear_secret (&self->new_secret);
  hearth_challenge_clear (&self->challenge);
  clear_secret (&self->resume);
  g_clear_pointer (&self->before, g_variant_unref);
  g_free (self->new_hash);
  g_clear_object (&self->account);
  g_free (self);
}

/**
 * hearth_door_new:
 * @house: the open center
 *
 * Returns: (transfer full): a door at which nobody waits
 */
HearthDoor *
hearth_door_new (HearthHouse *house)
{
  HearthDoor *self = g_new0 (HearthDoor, 1);

  self->house = g_object_ref (house);
  g_queue_init (&self->waiting);
  return self;
}

/**
 * hearth_door_free:
 * @self: (transfer full): a door at which nobody waits any more
 */
void
hearth_door_free (HearthDoor *self)
{
  g_warn_if_fail (self->current == NULL && g_queue_is_empty (&self->waiting));
  g_object_unref (self->house);
  g_free (self);
}

/**
 * hearth_door_entry_new:
 * @call: (transfer full): what to answer
 * @secret: what was typed
 *
 * Returns: (transfer full): an entry, to be completed and given to hearth_door_begin()
 */
HearthEntry *
hearth_door_entry_new (HearthCall *call, const char *secret)
{
  HearthEntry *self = g_new0 (HearthEntry, 1);

  self->call = call;
  self->secret = g_strdup (secret);
  self->turn = hearth_peer_get_turn (hearth_call_get_peer (call));
  return self;
}

static void next (HearthDoor *self);

/* Ends the current entry, with an error or with what its "done" says. */
static void
end_current (HearthDoor *self, GError *error)
{
  HearthEntry *entry = g_steal_pointer (&self->current);
  g_autoptr (HearthHub) hub = g_object_ref (hearth_call_get_hub (entry->call));

  hearth_hub_hold (hub);
  if (error)
    hearth_call_fail (entry->call, error);
  else
    entry->done (entry);
  entry_free (entry);
  next (self);
  hearth_hub_release (hub);
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthDoor *self = user_data;
  g_autoptr (GVariant) changes = NULL;
  g_autoptr (GError) error = NULL;

  if (hearth_house_write_finish (HEARTH_HOUSE (source), result, &changes, &error) && changes)
    hearth_hub_publish (hearth_call_get_hub (self->current->call), changes);
  end_current (self, g_steal_pointer (&error));
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthDoor *self = user_data;
  HearthEntry *entry = self->current;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      end_current (self, g_steal_pointer (&error));
      return;
    }
  entry->verified = TRUE;
  hearth_house_write_async (self->house, hearth_call_get_caller (entry->call), entry->settle, entry, NULL, on_settled,
                            self);
}

/* In a thread of its own: slow on purpose. */
static void
verify (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  HearthEntry *entry = task_data;
  g_autoptr (GError) error = NULL;

  entry->right = entry->unproven
                 || (hearth_secret_verify (entry->challenge.hash, entry->secret) && entry->challenge.account_id != 0);
  if (entry->right && entry->new_secret && *entry->new_secret)
    entry->new_hash = hearth_secret_hash (entry->new_secret, &error);
  if (error)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthDoor *self = user_data;
  HearthEntry *entry = self->current;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  if (!hearth_house_read_finish (HEARTH_HOUSE (source), result, &error))
    {
      end_current (self, g_steal_pointer (&error));
      return;
    }
  if (entry->challenge.wait_s > 0 || (entry->needs_pin && !entry->challenge.pin_enough))
    {
      entry->wait_s = entry->challenge.wait_s;
      end_current (self, NULL);
      return;
    }
  task = g_task_new (NULL, NULL, on_verified, self);
  g_task_set_source_tag (task, verify);
  g_task_set_task_data (task, entry, NULL);
  g_task_run_in_thread (task, verify);
}

static void
next (HearthDoor *self)
{
  if (self->current == NULL)
    self->current = g_queue_pop_head (&self->waiting);
  else
    return;
  if (self->current)
    hearth_house_read_async (self->house, hearth_call_get_caller (self->current->call), self->current->ask,
                             self->current, NULL, on_asked, self);
}

/**
 * hearth_door_begin:
 * @self: the door
 * @entry: (transfer full): who wants to pass
 */
void
hearth_door_begin (HearthDoor *self, HearthEntry *entry)
{
  g_queue_push_tail (&self->waiting, entry);
  next (self);
}

/**
 * hearth_door_count:
 * @self: the door
 * @peer: a desk
 *
 * Returns: how many entries of this desk have not passed yet
 */
guint
hearth_door_count (HearthDoor *self, HearthPeer *peer)
{
  guint n = self->current && hearth_call_get_peer (self->current->call) == peer;

  for (GList *link = self->waiting.head; link; link = link->next)
    n += hearth_call_get_peer (((HearthEntry *)link->data)->call) == peer;
  return n;
}
