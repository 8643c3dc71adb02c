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
#include "hearth-visit-rows.h"

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
  HearthVisitRows *rows;    /* (owned): newest first */
  GPtrArray *missed_events; /* (owned) (element-type GVariant): (ta(sx)), came in during a reading */
  char *day;                /* (owned): "" before the first reading */
  guint64 revision;         /* the last event that is in the list */
  gint64 as_of_s;           /* since when the hub is away and this list stays as it was; 0: it is current */
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
  return g_list_model_get_n_items (G_LIST_MODEL (HEARTH_DAY_LIST (model)->rows));
}

static gpointer
hearth_day_list_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (HEARTH_DAY_LIST (model)->rows), position);
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

/* After each change of the rows. */
static void
count_again (HearthDayList *self)
{
  guint here = hearth_visit_rows_count_here (self->rows), total = hearth_visit_rows_count_heads (self->rows, NULL);

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
  HearthVisit *old = hearth_visit_rows_find (self->rows, hearth_visit_get_id (visit));

  if (old && (hearth_visit_get_revision (old) > hearth_visit_get_revision (visit) || hearth_record_equal (old, visit)))
    return;
  if (!belongs (self, visit))
    hearth_visit_rows_drop (self->rows, hearth_visit_get_id (visit));
  else if (hearth_visit_rows_put (self->rows, visit))
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

static void
follow_event (HearthDayList *self, guint64 revision, GVariant *what)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean gap = revision != self->revision + 1;

  self->revision = revision;
  if (gap || !hearth_visit_rows_add_of_event (self->rows, what, ids) || ids->len > MAX_VISITS)
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
static void go_on_alone (HearthDayList *self);

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
  if (self->as_of_s != 0)
    go_on_alone (self);
  else if (self->read && self->reading == NULL && !g_str_equal (today, self->day))
    read_day (self);
  watch_midnight (self);
  return G_SOURCE_REMOVE;
}

static void
take_reading (HearthDayList *self, GListModel *visits, const char *today)
{
  g_autoptr (GPtrArray) come = NULL;
  gboolean same_day = self->read && g_str_equal (self->day, today);

  self->read = TRUE;
  if (!g_str_equal (self->day, today))
    {
      g_free (self->day);
      self->day = g_strdup (today);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAY]);
    }
  come = hearth_visit_rows_become (self->rows, visits);
  count_again (self);
  /* Read again for a gap: these came in meanwhile. */
  for (guint i = 0; same_day && i < come->len; i++)
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
  g_cancellable_cancel (self->present);
  g_object_unref (self->present);
  self->present = g_cancellable_new ();
  end_reading (self);
  g_clear_handle_id (&self->again_id, g_source_remove);
  g_clear_handle_id (&self->midnight_id, g_source_remove);
  g_ptr_array_set_size (self->missed_events, 0);
  self->read = FALSE;
  g_ptr_array_unref (hearth_visit_rows_become (self->rows, NULL));
  count_again (self);
}

/* The desk goes on by itself with what it has, also when it is locked meanwhile: whoever comes next has a list of their
 * own. Yesterday's list is of no use. */
static void
go_on_alone (HearthDayList *self)
{
  g_autofree char *today = hearth_day_of (hearth_clock_now_s (), hearth_client_get_time_zone (self->client));

  end_reading (self);
  g_clear_handle_id (&self->again_id, g_source_remove);
  if (self->read && !g_str_equal (today, self->day))
    forget (self);
  else if (self->as_of_s == 0)
    self->as_of_s = hearth_clock_now_s ();
}

static void
on_state (HearthDayList *self)
{
  gboolean own = hearth_client_is_on_its_own (self->client)
                 || (self->as_of_s != 0 && hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY);

  if (own)
    {
      go_on_alone (self);
      return;
    }
  self->as_of_s = 0;
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
  if (self->read && hearth_client_get_state (self->client) == HEARTH_CLIENT_SIGNED_IN)
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

  g_clear_object (&self->rows);
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
on_rows_changed (HearthDayList *self, guint position, guint n_removed, guint n_added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static void
hearth_day_list_init (HearthDayList *self)
{
  self->rows = hearth_visit_rows_new ();
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (on_rows_changed), self, G_CONNECT_SWAPPED);
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
 * hearth_day_list_get_as_of_s:
 *
 * Returns: the instant since which the hub is away and the list stands still; 0 while it is current
 */
gint64
hearth_day_list_get_as_of_s (HearthDayList *self)
{
  g_return_val_if_fail (HEARTH_IS_DAY_LIST (self), 0);

  return self->as_of_s;
}

/**
 * hearth_day_list_is_known:
 *
 * Returns: whether the hub has said who is here today: not at a desk that was started while it was away
 */
gboolean
hearth_day_list_is_known (HearthDayList *self)
{
  g_return_val_if_fail (HEARTH_IS_DAY_LIST (self), FALSE);

  return self->read;
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
  g_return_val_if_fail (HEARTH_IS_DAY_LIST (self), 0);
  g_return_val_if_fail (reason != NULL, 0);

  return hearth_visit_rows_count_heads (self->rows, reason);
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
  g_return_val_if_fail (HEARTH_IS_DAY_LIST (self), NULL);

  return hearth_visit_rows_find (self->rows, visit);
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
