/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Every access is in the audit, and no desk fills the disk with it: the first time is a row, written by the service with
 * what it does; the same by the same person at the same desk within ten minutes is only counted, and when they are over one
 * row more says how often and when last. So nobody's access goes unseen, whatever a desk does in a loop. Owned by the hub;
 * its main context, but for write_again(). */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-repeats.h"

#include "hearth-clock.h"
#include "hearth-hub.h"

#define LOOK_S 60
/* More are settled before their time. */
#define MAX_ENTRIES 20000

/* What stands, by HearthCaller and HearthDeed. */
typedef struct
{
  HearthCaller caller;
  HearthDeed deed;
  gint64 since_s, last_s;
  guint n_again;
  GList link;
} Entry;

struct _HearthRepeats
{
  HearthHub *hub;      /* (unowned): it owns this */
  GHashTable *entries; /* (owned) (element-type Entry): a set */
  GQueue order;        /* of Entry, the oldest first */
  GSource *clock;      /* (owned) (nullable): while anything stands */
};

/* One row on its way. */
typedef struct
{
  HearthHub *hub; /* (owned) */
  HearthDeed deed;
  guint n_again;
  gint64 last_s;
} Row;

static guint
entry_hash (gconstpointer data)
{
  const Entry *entry = data;

  return g_int64_hash (&entry->deed.id) ^ g_int64_hash (&entry->caller.desk_id) * 31u
         ^ g_int64_hash (&entry->caller.account_id) * 131u ^ g_str_hash (entry->deed.verb);
}

static gboolean
entry_equal (gconstpointer a, gconstpointer b)
{
  const Entry *one = a, *other = b;

  return one->deed.id == other->deed.id && one->caller.desk_id == other->caller.desk_id
         && one->caller.account_id == other->caller.account_id && g_str_equal (one->deed.verb, other->deed.verb)
         && g_str_equal (one->deed.kind, other->deed.kind) && g_str_equal (one->deed.detail, other->deed.detail);
}

/**
 * hearth_repeats_new:
 * @hub: the hub
 *
 * Returns: (transfer full): an empty list
 */
HearthRepeats *
hearth_repeats_new (HearthHub *hub)
{
  HearthRepeats *self = g_new0 (HearthRepeats, 1);

  self->hub = hub;
  self->entries = g_hash_table_new_full (entry_hash, entry_equal, g_free, NULL);
  g_queue_init (&self->order);
  return self;
}

static void
stop_clock (HearthRepeats *self)
{
  if (self->clock)
    g_source_destroy (self->clock);
  g_clear_pointer (&self->clock, g_source_unref);
}

/**
 * hearth_repeats_free:
 * @self: (transfer full): a list, after hearth_repeats_settle()
 */
void
hearth_repeats_free (HearthRepeats *self)
{
  stop_clock (self);
  g_hash_table_unref (self->entries);
  g_free (self);
}

static gboolean
write_again (HearthUnit *unit, gpointer data, GError **error)
{
  Row *row = data;
  g_autofree char *verb = g_strconcat (row->deed.verb, "-again", NULL);
  g_autofree char *detail = g_strdup_printf ("%s%s%u more, the last at %" G_GINT64_FORMAT, row->deed.detail,
                                             *row->deed.detail ? ", " : "", row->n_again, row->last_s);

  return hearth_unit_audit (unit, verb, row->deed.kind, row->deed.id, detail, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Row *row = user_data;
  g_autoptr (GError) error = NULL;

  if (!hearth_house_write_finish (HEARTH_HOUSE (source), result, NULL, &error))
    g_warning ("how often something was done again was not logged: %s", error->message);
  hearth_hub_release (row->hub);
  g_object_unref (row->hub);
  g_free (row);
}

/* The time of the oldest is over. */
static void
settle_oldest (HearthRepeats *self)
{
  Entry *entry = self->order.head->data;

  if (entry->n_again > 0)
    {
      Row *row = g_new0 (Row, 1);

      *row = (Row){ g_object_ref (self->hub), entry->deed, entry->n_again, entry->last_s };
      hearth_hub_hold (self->hub);
      hearth_house_write_async (hearth_hub_get_house (self->hub), &entry->caller, write_again, row, NULL, on_written,
                                row);
    }
  g_queue_unlink (&self->order, &entry->link);
  g_hash_table_remove (self->entries, entry);
}

/* Also where the clock was set back: then nobody knows how long it has been. */
static void
settle_old (HearthRepeats *self)
{
  gint64 now_s = hearth_clock_now_s ();

  while (self->order.head)
    {
      Entry *oldest = self->order.head->data;

      if (oldest->since_s <= now_s && now_s < oldest->since_s + HEARTH_REPEATS_S)
        break;
      settle_oldest (self);
    }
}

static gboolean
on_clock (gpointer user_data)
{
  HearthRepeats *self = user_data;

  settle_old (self);
  if (self->order.head)
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&self->clock, g_source_unref);
  return G_SOURCE_REMOVE;
}

static void
wind_clock (HearthRepeats *self)
{
  if (self->clock)
    return;
  self->clock = g_timeout_source_new_seconds (LOOK_S);
  g_source_set_callback (self->clock, on_clock, self, NULL);
  g_source_attach (self->clock, g_main_context_get_thread_default ());
}

static Entry *
find (HearthRepeats *self, const HearthCaller *caller, const HearthDeed *deed)
{
  Entry key = { .caller = *caller, .deed = *deed };

  settle_old (self);
  return g_hash_table_lookup (self->entries, &key);
}

/**
 * hearth_repeats_has:
 * @self: the list
 * @caller: who
 * @deed: does what
 *
 * Returns: whether a row that stands says so already: then it needs none of its own
 */
gboolean
hearth_repeats_has (HearthRepeats *self, const HearthCaller *caller, const HearthDeed *deed)
{
  return find (self, caller, deed) != NULL;
}

/**
 * hearth_repeats_add:
 * @self: the list
 * @caller: who
 * @deed: did what: where nothing stands yet, the COMMIT of its row was seen
 */
void
hearth_repeats_add (HearthRepeats *self, const HearthCaller *caller, const HearthDeed *deed)
{
  Entry *entry = find (self, caller, deed);

  if (entry)
    {
      entry->n_again++;
      entry->last_s = hearth_clock_now_s ();
      return;
    }
  if (self->order.length >= MAX_ENTRIES)
    settle_oldest (self);
  entry = g_new0 (Entry, 1);
  entry->caller = *caller;
  entry->deed = *deed;
  entry->since_s = hearth_clock_now_s ();
  entry->link.data = entry;
  g_queue_push_tail_link (&self->order, &entry->link);
  g_hash_table_add (self->entries, entry);
  wind_clock (self);
}

/**
 * hearth_repeats_settle:
 * @self: the list
 *
 * What was only counted so far is written: before the hub ends.
 */
void
hearth_repeats_settle (HearthRepeats *self)
{
  while (self->order.head)
    settle_oldest (self);
  stop_clock (self);
}
