/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Today's list: its rows, in which a view moves only what moved, and its figures. What it holds comes from
 * hearth-day-list-follow.c. Owned by the page that shows it. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-day-list-private.h"

#include "hearth-day.h"

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

/**
 * hearth_day_list_become:
 * @self: a list
 * @visits: all of a day, newest first
 * @today: that day, YYYY-MM-DD
 *
 * Takes a reading of the whole day.
 */
void
hearth_day_list_become (HearthDayList *self, GListModel *visits, const char *today)
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

/**
 * hearth_day_list_apply:
 * @self: a list
 * @visits: some visits as they are now
 *
 * Takes them in, out, or as they changed.
 */
void
hearth_day_list_apply (HearthDayList *self, GListModel *visits)
{
  guint n = g_list_model_get_n_items (visits);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthVisit) visit = g_list_model_get_item (visits, i);

      apply (self, visit);
    }
  count_again (self);
}

/**
 * hearth_day_list_loading_changed:
 * @self: a list
 *
 * A reading began or ended.
 */
void
hearth_day_list_loading_changed (HearthDayList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/**
 * hearth_day_list_empty:
 * @self: a list
 *
 * Nobody is at the desk who may see it.
 */
void
hearth_day_list_empty (HearthDayList *self)
{
  self->read = FALSE;
  g_ptr_array_unref (hearth_visit_rows_become (self->rows, NULL));
  count_again (self);
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

  hearth_day_list_unfollow (self);
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
  hearth_day_list_follow (self);
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
