/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The open center: runs the services' functions as units of work on the database, keeps the people index after each
 * COMMIT, and gives back what changed. Owned by the hub or a tool. Used from one main context; the work runs on database
 * threads. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-house.h"

#include "hearth-clock.h"
#include "hearth-house-store.h"
#include "hearth-note-private.h"
#include "hearth-person-search-store.h"

struct _HearthHouse
{
  GObject parent_instance;

  HearthDb *db;             /* (owned) (nullable) */
  HearthPeopleIndex *index; /* (owned) (nullable): outlives the database's threads */
};

G_DEFINE_FINAL_TYPE (HearthHouse, hearth_house, G_TYPE_OBJECT)

/* One call: what a HearthUnit is made of, and what it leaves. */
typedef struct
{
  HearthHouse *house; /* (unowned): the task or the caller holds it */
  HearthCaller caller;
  HearthUnitWork work;
  gpointer data;   /* (unowned): of whoever asked */
  GArray *changes; /* (owned): of HearthChange */
  GArray *noted;   /* (owned): of HearthNote */
} Call;

static void
note_clear (gpointer data)
{
  g_free (((HearthNote *)data)->names);
}

static Call *
call_new (HearthHouse *house, const HearthCaller *caller, HearthUnitWork work, gpointer data)
{
  Call *call = g_new0 (Call, 1);

  call->house = house;
  call->caller = *caller;
  call->work = work;
  call->data = data;
  call->changes = g_array_new (FALSE, FALSE, sizeof (HearthChange));
  call->noted = g_array_new (FALSE, FALSE, sizeof (HearthNote));
  g_array_set_clear_func (call->noted, note_clear);
  return call;
}

static void
call_free (Call *call)
{
  g_array_unref (call->changes);
  g_array_unref (call->noted);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

/* Each database thread keeps the zone of its last call: GLib reads a zone's file again, for a tenth of a millisecond or
 * more, unless somebody holds it. */
static GPrivate last_zone = G_PRIVATE_INIT ((GDestroyNotify)g_time_zone_unref);

/* The zone's name is read each time: it follows the transaction in which a director changes it, and its rollback. */
static GTimeZone *
read_zone (HearthConn *conn, GError **error)
{
  g_autofree char *name = hearth_house_store_time_zone (conn, error);
  GTimeZone *zone = name ? g_time_zone_new_identifier (name) : NULL;

  if (!name)
    return NULL;
  if (!zone)
    zone = g_time_zone_new_utc ();
  g_private_replace (&last_zone, g_time_zone_ref (zone));
  return zone;
}

static gboolean
run_unit (HearthConn *conn, gpointer data, GError **error)
{
  Call *call = data;
  g_autoptr (GTimeZone) zone = read_zone (conn, error);
  HearthUnit unit = {
    .conn = conn,
    .caller = call->caller,
    .zone = zone,
    .now_s = hearth_clock_now_s (),
    .changes = call->changes,
    .house = call->house,
    .noted = call->noted,
  };

  g_array_set_size (call->changes, 0);
  g_array_set_size (call->noted, 0);
  return zone && call->work (&unit, call->data, error);
}

/* The names as they are when the work is done: later in the transaction nobody changes them. */
static gboolean
read_names (HearthConn *conn, GArray *noted, GError **error)
{
  for (guint i = 0; i < noted->len; i++)
    {
      HearthNote *note = &g_array_index (noted, HearthNote, i);

      if (!note->of_visit && !hearth_person_search_store_read (conn, note->person_id, &note->names, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_writing_unit (HearthConn *conn, gpointer data, GError **error)
{
  Call *call = data;

  return run_unit (conn, call, error) && read_names (conn, call->noted, error);
}

static void
tell_index (gpointer data)
{
  Call *call = data;
  HearthPeopleIndex *index = call->house->index;

  for (guint i = 0; i < call->noted->len; i++)
    {
      const HearthNote *note = &g_array_index (call->noted, HearthNote, i);

      if (note->of_visit)
        hearth_people_index_note_visit (index, note->person_id, note->last_visit_at_s);
      else
        hearth_people_index_note_person (index, note->person_id, note->names);
    }
}

static guint
change_hash (gconstpointer data)
{
  const HearthChange *change = data;

  return g_str_hash (change->kind) ^ g_int64_hash (&change->id);
}

static gboolean
change_equal (gconstpointer a, gconstpointer b)
{
  const HearthChange *change = a, *other = b;

  return change->id == other->id && g_str_equal (change->kind, other->kind);
}

static GVariant *
changes_to_variant (GArray *changes)
{
  g_autoptr (GHashTable) told = g_hash_table_new (change_hash, change_equal);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sx)"));
  for (guint i = 0; i < changes->len; i++)
    {
      HearthChange *change = &g_array_index (changes, HearthChange, i);

      if (g_hash_table_add (told, change))
        g_variant_builder_add (&builder, "(sx)", change->kind, change->id);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* The database's threads end before the index goes: what follows a COMMIT writes to it. */
static void
hearth_house_dispose (GObject *object)
{
  HearthHouse *self = HEARTH_HOUSE (object);

  if (self->db)
    hearth_db_close (self->db, NULL);
  g_clear_object (&self->db);
  g_clear_pointer (&self->index, hearth_people_index_free);

  G_OBJECT_CLASS (hearth_house_parent_class)->dispose (object);
}

static void
hearth_house_class_init (HearthHouseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_house_dispose;
}

static void
hearth_house_init (HearthHouse *self)
{
}

static gboolean
read_index (HearthConn *conn, gpointer data, GError **error)
{
  HearthHouse *self = data;

  g_clear_pointer (&self->index, hearth_people_index_free);
  self->index = hearth_people_index_new (conn, error);
  return self->index != NULL;
}

/**
 * hearth_house_open:
 * @path: a center file
 * @error: return location
 *
 * Opens it, see hearth_db_open() for what can be wrong, and reads what the search keeps in memory.
 *
 * Returns: (transfer full): the open center
 */
HearthHouse *
hearth_house_open (const char *path, GError **error)
{
  g_autoptr (HearthHouse) self = g_object_new (HEARTH_TYPE_HOUSE, NULL);

  self->db = hearth_db_open (path, error);
  if (!self->db || !hearth_db_read (self->db, read_index, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * hearth_house_close:
 * @self: an open center
 * @error: return location
 *
 * Finishes what was asked before and gives the file back; see hearth_db_close().
 *
 * Returns: %FALSE on error; the file is given back all the same
 */
gboolean
hearth_house_close (HearthHouse *self, GError **error)
{
  g_return_val_if_fail (HEARTH_IS_HOUSE (self), FALSE);

  return hearth_db_close (self->db, error);
}

/**
 * hearth_house_get_db:
 * @self: an open center
 *
 * Returns: (transfer none): its database, for backups and checks
 */
HearthDb *
hearth_house_get_db (HearthHouse *self)
{
  g_return_val_if_fail (HEARTH_IS_HOUSE (self), NULL);

  return self->db;
}

/**
 * hearth_house_get_people_index:
 * @self: an open center
 *
 * Returns: (transfer none): what a search keeps in memory
 */
HearthPeopleIndex *
hearth_house_get_people_index (HearthHouse *self)
{
  g_return_val_if_fail (HEARTH_IS_HOUSE (self), NULL);

  return self->index;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;

  if (hearth_db_write_finish (HEARTH_DB (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;

  if (hearth_db_read_finish (HEARTH_DB (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static GTask *
new_task (HearthHouse *self, gpointer tag, Call *call, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, call, (GDestroyNotify)call_free);
  return task;
}

/**
 * hearth_house_write_async:
 * @self: an open center
 * @caller: who asks
 * @work: a function of a service; may run twice, see #HearthUnitWork
 * @data: for @work; stays valid until @callback
 * @cancellable: (nullable): keeps it from running as long as it waits
 * @callback: is called when the work is on the disk, or has failed
 * @user_data: for @callback
 */
void
hearth_house_write_async (HearthHouse *self,
                          const HearthCaller *caller,
                          HearthUnitWork work,
                          gpointer data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Call *call;
  GTask *task;

  g_return_if_fail (HEARTH_IS_HOUSE (self) && caller != NULL && work != NULL);

  call = call_new (self, caller, work, data);
  task = new_task (self, hearth_house_write_async, call, callback, user_data);
  hearth_db_write_then_async (self->db, run_writing_unit, tell_index, call, cancellable, on_written, task);
}

/**
 * hearth_house_write_finish:
 * @self: an open center
 * @result: of the callback
 * @changes: (out) (optional) (transfer full): a(sx), what the work changed, for Session.Changed
 * @error: return location
 *
 * Returns: %TRUE: it is on the disk; %FALSE: nothing of it is, and @changes is %NULL
 */
gboolean
hearth_house_write_finish (HearthHouse *self, GAsyncResult *result, GVariant **changes, GError **error)
{
  Call *call;
  gboolean done;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, hearth_house_write_async), FALSE);

  call = g_task_get_task_data (G_TASK (result));
  done = g_task_propagate_boolean (G_TASK (result), error);
  if (changes)
    *changes = done ? changes_to_variant (call->changes) : NULL;
  return done;
}

/**
 * hearth_house_write:
 * @self: an open center
 * @caller: who asks
 * @work: a function of a service; may run twice
 * @data: for @work
 * @error: return location
 *
 * The same, waiting for it: for tests and tools.
 *
 * Returns: %TRUE: it is on the disk; %FALSE: nothing of it is
 */
gboolean
hearth_house_write (HearthHouse *self, const HearthCaller *caller, HearthUnitWork work, gpointer data, GError **error)
{
  g_autoptr (Call) call = NULL;

  g_return_val_if_fail (HEARTH_IS_HOUSE (self) && caller != NULL && work != NULL, FALSE);

  call = call_new (self, caller, work, data);
  return hearth_db_write_then (self->db, run_writing_unit, tell_index, call, error);
}

/**
 * hearth_house_read_async:
 * @self: an open center
 * @caller: who asks
 * @work: a function of a service that only reads
 * @data: for @work; stays valid until @callback
 * @cancellable: (nullable): ends it
 * @callback: is called with the answer
 * @user_data: for @callback
 */
void
hearth_house_read_async (HearthHouse *self,
                         const HearthCaller *caller,
                         HearthUnitWork work,
                         gpointer data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Call *call;
  GTask *task;

  g_return_if_fail (HEARTH_IS_HOUSE (self) && caller != NULL && work != NULL);

  call = call_new (self, caller, work, data);
  task = new_task (self, hearth_house_read_async, call, callback, user_data);
  hearth_db_read_async (self->db, run_unit, call, cancellable, on_read, task);
}

/**
 * hearth_house_read_finish:
 * @self: an open center
 * @result: of the callback
 * @error: return location
 *
 * Returns: whether it worked
 */
gboolean
hearth_house_read_finish (HearthHouse *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, hearth_house_read_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hearth_house_read:
 * @self: an open center
 * @caller: who asks
 * @work: a function of a service that only reads
 * @data: for @work
 * @error: return location
 *
 * The same, waiting for it: for tests and tools.
 *
 * Returns: whether it worked
 */
gboolean
hearth_house_read (HearthHouse *self, const HearthCaller *caller, HearthUnitWork work, gpointer data, GError **error)
{
  g_autoptr (Call) call = NULL;

  g_return_val_if_fail (HEARTH_IS_HOUSE (self) && caller != NULL && work != NULL, FALSE);

  call = call_new (self, caller, work, data);
  return hearth_db_read (self->db, run_unit, call, error);
}
