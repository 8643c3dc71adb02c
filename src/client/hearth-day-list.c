/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Today's list, kept current: read once, then changed row by row from the hub's events, so that a view moves only what
 * moved. Owned by the page that shows it. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-day-list.h"

#include "hearth-checkin-client.h"
#include "hearth-clock.h"
#include "hearth-day.h"
#include "hearth-error.h"

#include <string.h>

/* The clock may be set or the PC may sleep, so midnight is looked for at least this often. */
#define LOOK_AGAIN_S 60
/* After a failed reading, where the connection stands. */
#define TRY_AGAIN_S 2
/* Of one call of Checkin.Visits. */
#define MAX_VISITS 200

struct _HearthDayList
{
  GObject parent_instance;

  HearthClient *client;     /* (owned) */
  GCancellable *reading;    /* (owned) (nullable): of the reading that is under way */
  GCancellable *present;    /* (owned): of everything asked since somebody signed in */
  GPtrArray *visits;        /* (owned) (element-type HearthVisit): newest first */
  GPtrArray *missed_events; /* (owned) (element-type GVariant): (ta(sx)), came in during a reading */
  char *day;                /* (owned): "" before the first reading */
  guint64 revision;         /* the last event that is in the list */
  gboolean read;            /* whether the list holds a whole reading of somebody's turn */
  guint here;
  guint total;
  guint midnight_id;
  guint again_id;
};

typedef enum
{
  PROP_DAY = 1,
  PROP_HERE,
  PROP_TOTAL,
  PROP_LOADING,
} HearthDayListProperty;

static GParamSpec *properties[PROP_LOADING + 1];

enum
{
  SIGNAL_ARRIVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
hearth_day_list_get_item_type (GListModel *model)
{
  return HEARTH_TYPE_VISIT;
}

static guint
hearth_day_list_get_n_items (GListModel *model)
{
  return HEARTH_DAY_LIST (model)->visits->len;
}

static gpointer
hearth_day_list_get_item (GListModel *model, guint position)
{
  HearthDayList *self = HEARTH_DAY_LIST (model);

  return position < self->visits->len ? g_object_ref (self->visits->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hearth_day_list_get_item_type;
  iface->get_n_items = hearth_day_list_get_n_items;
  iface->get_item = hearth_day_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthDayList,
                               hearth_day_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* Newest first; of one second the one recorded last. */
static int
compare_visits (HearthVisit *a, HearthVisit *b)
{
  gint64 at_a = hearth_visit_get_arrived_at_s (a), at_b = hearth_visit_get_arrived_at_s (b);
  gint64 id_a = hearth_visit_get_id (a), id_b = hearth_visit_get_id (b);

  if (at_a != at_b)
    return at_a > at_b ? -1 : 1;
  return id_a == id_b ? 0 : id_a > id_b ? -1 : 1;
}

static int
compare_pointed (gconstpointer a, gconstpointer b)
{
  return compare_visits (*(HearthVisit *const *)a, *(HearthVisit *const *)b);
}

static gboolean
is_here (HearthVisit *visit)
{
  return *hearth_visit_get_left_how (visit) == '\0' && !g_str_equal (hearth_visit_get_kind (visit), "group");
}

/* After each change of the rows. */
static void
count_again (HearthDayList *self)
{
  guint here = 0, total = 0;

  for (guint i = 0; i < self->visits->len; i++)
    {
      here += is_here (self->visits->pdata[i]);
      total += (guint)hearth_visit_get_head_count (self->visits->pdata[i]);
    }
  g_object_freeze_notify (G_OBJECT (self));
  if (self->here != here)
    {
      self->here = here;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HERE]);
    }
  if (self->total != total)
    {
      self->total = total;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/* Replaces a stretch of rows; the new ones are those of @from in [first, first + n_added). */
static void
splice (HearthDayList *self, guint position, guint n_removed, GPtrArray *from, guint first, guint n_added)
{
  if (n_removed > 0)
    g_ptr_array_remove_range (self->visits, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (self->visits, (int)(position + i), g_object_ref (from->pdata[first + i]));
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/* Makes the rows those of @now (sorted) and tells only what differs, stretch by stretch. */
static void
become (HearthDayList *self, GPtrArray *now)
{
  guint position = 0, next = 0;

  while (position < self->visits->len || next < now->len)
    {
      guint n_removed = 0, first = next;

      while (position + n_removed < self->visits->len || next < now->len)
        {
          gboolean old_left = position + n_removed < self->visits->len;
          HearthVisit *old = old_left ? self->visits->pdata[position + n_removed] : NULL;
          HearthVisit *new = next < now->len ? now->pdata[next] : NULL;
          int order = old == NULL ? 1 : new == NULL ? -1 : compare_visits (old, new);

          if (order == 0 && hearth_record_equal (old, new))
            break;
          n_removed += order <= 0;
          next += order >= 0;
        }
      if (n_removed > 0 || next > first)
        splice (self, position, n_removed, now, first, next - first);
      position += next - first;
      if (position < self->visits->len && next < now->len)
        {
          position++;
          next++;
        }
    }
  count_again (self);
}

static guint
position_of (HearthDayList *self, gint64 id)
{
  for (guint i = 0; i < self->visits->len; i++)
    if (hearth_visit_get_id (self->visits->pdata[i]) == id)
      return i;
  return G_MAXUINT;
}

static gboolean
belongs (HearthDayList *self, HearthVisit *visit)
{
  g_autofree char *day
      = hearth_day_of (hearth_visit_get_arrived_at_s (visit), hearth_client_get_time_zone (self->client));

  return !hearth_visit_get_voided (visit) && g_str_equal (day, self->day);
}

/* One visit as it is now: in, out, changed or moved. An answer that was overtaken by a later one changes nothing. */
static void
apply (HearthDayList *self, HearthVisit *visit)
{
  guint at = position_of (self, hearth_visit_get_id (visit));
  HearthVisit *old = at != G_MAXUINT ? self->visits->pdata[at] : NULL;
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  guint to = 0;

  if (old && (hearth_visit_get_revision (old) > hearth_visit_get_revision (visit) || hearth_record_equal (old, visit)))
    return;
  g_ptr_array_add (one, visit);
  if (old && belongs (self, visit) && compare_visits (old, visit) == 0)
    {
      splice (self, at, 1, one, 0, 1);
      return;
    }
  if (old)
    splice (self, at, 1, one, 0, 0);
  if (!belongs (self, visit))
    return;
  while (to < self->visits->len && compare_visits (self->visits->pdata[to], visit) < 0)
    to++;
  splice (self, to, 0, one, 0, 1);
  if (old == NULL)
    g_signal_emit (self, signals[SIGNAL_ARRIVED], 0, visit);
}

static void read_day (HearthDayList *self);

static void
on_visits_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) visits = hearth_checkin_client_visits_finish (HEARTH_CLIENT (source), result, &error);
  HearthDayList *self = user_data;
  guint n;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (visits == NULL)
    {
      if (hearth_client_get_state (self->client) == HEARTH_CLIENT_SIGNED_IN)
        read_day (self);
      return;
    }
  n = g_list_model_get_n_items (G_LIST_MODEL (visits));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthVisit) visit = g_list_model_get_item (G_LIST_MODEL (visits), i);

      apply (self, visit);
    }
  count_again (self);
}

/* The visits that an event speaks of. FALSE: it speaks of more than single visits. */
static gboolean
add_visits_of_event (HearthDayList *self, GVariant *what, GArray *ids)
{
  GVariantIter iter;
  const char *kind;
  gint64 id;

  g_variant_iter_init (&iter, what);
  while (g_variant_iter_next (&iter, "(&sx)", &kind, &id))
    {
      if (g_str_equal (kind, "day") || (g_str_equal (kind, "visit") && id == 0)
          || (g_str_equal (kind, "person") && id == 0))
        return FALSE;
      if (g_str_equal (kind, "visit"))
        g_array_append_val (ids, id);
      /* A name that was changed shows in the rows of that person. */
      for (guint i = 0; g_str_equal (kind, "person") && i < self->visits->len; i++)
        {
          gint64 visit = hearth_visit_get_id (self->visits->pdata[i]);

          if (hearth_visit_get_person_id (self->visits->pdata[i]) == id)
            g_array_append_val (ids, visit);
        }
    }
  return ids->len <= MAX_VISITS;
}

static void
follow_event (HearthDayList *self, guint64 revision, GVariant *what)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean gap = revision != self->revision + 1;

  self->revision = revision;
  if (gap || !add_visits_of_event (self, what, ids))
    read_day (self);
  else if (ids->len > 0)
    hearth_checkin_client_visits_async (self->client, (const gint64 *)(gpointer)ids->data, ids->len, self->present,
                                        on_visits_read, self);
}

static void
on_changed (HearthDayList *self, guint64 revision, GVariant *what)
{
  if (self->reading)
    g_ptr_array_add (self->missed_events, g_variant_ref_sink (g_variant_new ("(t@a(sx))", revision, what)));
  else if (self->read)
    follow_event (self, revision, what);
}

/* Events that came while the day was being read and are not in what was read. */
static void
follow_missed_events (HearthDayList *self)
{
  g_autoptr (GPtrArray) events = g_steal_pointer (&self->missed_events);

  self->missed_events = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  for (guint i = 0; i < events->len; i++)
    {
      g_autoptr (GVariant) what = g_variant_get_child_value (events->pdata[i], 1);
      guint64 revision;

      g_variant_get_child (events->pdata[i], 0, "t", &revision);
      if (revision > self->revision)
        on_changed (self, revision, what);
    }
}

static void
end_reading (HearthDayList *self)
{
  if (self->reading == NULL)
    return;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static gboolean
on_try_again (gpointer user_data)
{
  HearthDayList *self = user_data;

  self->again_id = 0;
  read_day (self);
  return G_SOURCE_REMOVE;
}

static gboolean on_midnight (gpointer user_data);

static void
watch_midnight (HearthDayList *self)
{
  gint64 now_s = hearth_clock_now_s (), start_s, end_s, wait_s = LOOK_AGAIN_S;

  if (hearth_day_bounds (self->day, hearth_client_get_time_zone (self->client), &start_s, &end_s))
    wait_s = CLAMP (end_s - now_s, 1, LOOK_AGAIN_S);
  g_clear_handle_id (&self->midnight_id, g_source_remove);
  self->midnight_id = g_timeout_add_seconds ((guint)wait_s, on_midnight, self);
}

static gboolean
on_midnight (gpointer user_data)
{
  HearthDayList *self = user_data;
  g_autofree char *today = hearth_day_of (hearth_clock_now_s (), hearth_client_get_time_zone (self->client));

  self->midnight_id = 0;
  if (self->read && self->reading == NULL && !g_str_equal (today, self->day))
    read_day (self);
  watch_midnight (self);
  return G_SOURCE_REMOVE;
}

/* The rows that were not there before, when the day was read again for a gap. */
static GPtrArray *
newcomers (HearthDayList *self, GPtrArray *now)
{
  g_autoptr (GPtrArray) come = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < now->len; i++)
    if (position_of (self, hearth_visit_get_id (now->pdata[i])) == G_MAXUINT)
      g_ptr_array_add (come, g_object_ref (now->pdata[i]));
  return g_steal_pointer (&come);
}

static void
take_reading (HearthDayList *self, GListModel *visits, const char *today)
{
  g_autoptr (GPtrArray) now = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) come = NULL;
  gboolean same_day = self->read && g_str_equal (self->day, today);
  guint n = g_list_model_get_n_items (visits);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (now, g_list_model_get_item (visits, i));
  g_ptr_array_sort (now, compare_pointed);
  if (same_day)
    come = newcomers (self, now);
  self->read = TRUE;
  if (!g_str_equal (self->day, today))
    {
      g_free (self->day);
      self->day = g_strdup (today);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAY]);
    }
  become (self, now);
  for (guint i = 0; come && i < come->len; i++)
    g_signal_emit (self, signals[SIGNAL_ARRIVED], 0, come->pdata[i]);
}

static void
on_day_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *today = NULL;
  guint64 revision = 0;
  g_autoptr (GListStore) visits
      = hearth_checkin_client_day_finish (HEARTH_CLIENT (source), result, &revision, &today, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  HearthDayList *self = user_data;

  end_reading (self);
  if (visits)
    {
      self->revision = revision;
      take_reading (self, G_LIST_MODEL (visits), today);
      watch_midnight (self);
      follow_missed_events (self);
    }
  else if (hearth_client_get_state (self->client) == HEARTH_CLIENT_SIGNED_IN && self->again_id == 0
           && !g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_DENIED))
    {
      g_debug ("today's list was not read: %s", error->message);
      self->again_id = g_timeout_add_seconds (TRY_AGAIN_S, on_try_again, self);
    }
}

static void
read_day (HearthDayList *self)
{
  gboolean was_loading = self->reading != NULL;

  g_clear_handle_id (&self->again_id, g_source_remove);
  if (was_loading)
    {
      g_cancellable_cancel (self->reading);
      g_clear_object (&self->reading);
    }
  self->reading = g_cancellable_new ();
  g_ptr_array_set_size (self->missed_events, 0);
  if (!was_loading)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  hearth_checkin_client_day_async (self->client, "", self->reading, on_day_read, self);
}

/* Nobody is at the desk, or somebody else: what was asked for the one before is not heard any more. */
static void
forget (HearthDayList *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_cancellable_cancel (self->present);
  g_object_unref (self->present);
  self->present = g_cancellable_new ();
  end_reading (self);
  g_clear_handle_id (&self->again_id, g_source_remove);
  g_clear_handle_id (&self->midnight_id, g_source_remove);
  g_ptr_array_set_size (self->missed_events, 0);
  self->read = FALSE;
  become (self, none);
}

static void
on_state (HearthDayList *self)
{
  if (hearth_client_get_state (self->client) == HEARTH_CLIENT_SIGNED_IN)
    read_day (self);
  else
    forget (self);
}

/* Somebody may do more than before: they have chosen the passphrase that they had to choose first. */
static void
on_account (HearthDayList *self)
{
  if (hearth_client_get_state (self->client) == HEARTH_CLIENT_SIGNED_IN && !self->read && self->reading == NULL)
    read_day (self);
}

/* Another zone may mean another day. */
static void
on_center (HearthDayList *self)
{
  if (self->read)
    read_day (self);
}

static void
hearth_day_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthDayList *self = HEARTH_DAY_LIST (object);

  switch ((HearthDayListProperty)prop_id)
    {
    case PROP_DAY:
      g_value_set_string (value, self->day);
      break;
    case PROP_HERE:
      g_value_set_uint (value, self->here);
      break;
    case PROP_TOTAL:
      g_value_set_uint (value, self->total);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->reading != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_day_list_dispose (GObject *object)
{
  HearthDayList *self = HEARTH_DAY_LIST (object);

  if (self->reading)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->present)
    g_cancellable_cancel (self->present);
  g_clear_object (&self->present);
  g_clear_handle_id (&self->again_id, g_source_remove);
  g_clear_handle_id (&self->midnight_id, g_source_remove);
  if (self->client)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_day_list_parent_class)->dispose (object);
}

static void
hearth_day_list_finalize (GObject *object)
{
  HearthDayList *self = HEARTH_DAY_LIST (object);

  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_clear_pointer (&self->missed_events, g_ptr_array_unref);
  g_clear_pointer (&self->day, g_free);

  G_OBJECT_CLASS (hearth_day_list_parent_class)->finalize (object);
}

static void
hearth_day_list_class_init (HearthDayListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = hearth_day_list_get_property;
  object_class->dispose = hearth_day_list_dispose;
  object_class->finalize = hearth_day_list_finalize;

  properties[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, "", flags);
  properties[PROP_HERE] = g_param_spec_uint ("here", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TOTAL] = g_param_spec_uint ("total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * HearthDayList::arrived:
   * @visit: a visit that was not in the list before; not emitted for the first reading of a day
   */
  signals[SIGNAL_ARRIVED] = g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, HEARTH_TYPE_VISIT);
}

static void
hearth_day_list_init (HearthDayList *self)
{
  self->visits = g_ptr_array_new_with_free_func (g_object_unref);
  self->missed_events = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  self->present = g_cancellable_new ();
  self->day = g_strdup ("");
}

/**
 * hearth_day_list_new:
 * @client: the connection, in any state
 *
 * Returns: (transfer full): today's list, which fills itself while somebody is signed in
 */
HearthDayList *
hearth_day_list_new (HearthClient *client)
{
  HearthDayList *self;

  g_return_val_if_fail (HEARTH_IS_CLIENT (client), NULL);

  self = g_object_new (HEARTH_TYPE_DAY_LIST, NULL);
  self->client = g_object_ref (client);
  g_signal_connect_object (client, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::account", G_CALLBACK (on_account), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::center", G_CALLBACK (on_center), self, G_CONNECT_SWAPPED);
  on_state (self);
  return self;
}

/**
 * hearth_day_list_get_here:
 *
 * Returns: how many people and guests are here now, groups not counted
 */
guint
hearth_day_list_get_here (HearthDayList *self)
{
  g_return_val_if_fail (HEARTH_IS_DAY_LIST (self), 0);

  return self->here;
}

/**
 * hearth_day_list_get_total:
 *
 * Returns: how many heads came today
 */
guint
hearth_day_list_get_total (HearthDayList *self)
{
  g_return_val_if_fail (HEARTH_IS_DAY_LIST (self), 0);

  return self->total;
}

/**
 * hearth_day_list_count_reason:
 * @reason: code of a reason
 *
 * Returns: how many heads came for it today
 */
guint
hearth_day_list_count_reason (HearthDayList *self, const char *reason)
{
  guint n = 0;

  g_return_val_if_fail (HEARTH_IS_DAY_LIST (self), 0);

  for (guint i = 0; i < self->visits->len; i++)
    if (g_strcmp0 (hearth_visit_get_reason (self->visits->pdata[i]), reason) == 0)
      n += (guint)hearth_visit_get_head_count (self->visits->pdata[i]);
  return n;
}

/**
 * hearth_day_list_find:
 * @visit: id of a visit
 *
 * Returns: (transfer none) (nullable): the visit, where it is in the list
 */
HearthVisit *
hearth_day_list_find (HearthDayList *self, gint64 visit)
{
  guint at;

  g_return_val_if_fail (HEARTH_IS_DAY_LIST (self), NULL);

  at = position_of (self, visit);
  return at != G_MAXUINT ? self->visits->pdata[at] : NULL;
}

/**
 * hearth_day_list_take:
 * @visit: a visit as the hub gave it to this desk just now
 *
 * Shows it at once, before the hub's event comes.
 */
void
hearth_day_list_take (HearthDayList *self, HearthVisit *visit)
{
  g_return_if_fail (HEARTH_IS_DAY_LIST (self));
  g_return_if_fail (HEARTH_IS_VISIT (visit));

  if (!self->read)
    return;
  apply (self, visit);
  count_again (self);
}
