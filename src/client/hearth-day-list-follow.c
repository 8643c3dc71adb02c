/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How today's list stays current: read once, then followed event by event; read again after a gap, at midnight of the
 * center, and for whoever signs in. While the hub is away from a desk that goes on by itself it stays as it was. Main
 * context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-day-list-private.h"

#include "hearth-checkin-client.h"
#include "hearth-day.h"
#include "hearth-error.h"

/* The clock may be set or the PC may sleep, so midnight is looked for at least this often. */
#define LOOK_AGAIN_S 60
/* After a failed reading, where the connection stands. */
#define TRY_AGAIN_S 2
/* Of one call of Checkin.Visits. */
#define MAX_VISITS 200

static void read_day (HearthDayList *self);

static void
on_visits_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) visits = hearth_checkin_client_visits_finish (HEARTH_CLIENT (source), result, &error);
  HearthDayList *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (visits == NULL)
    {
      if (hearth_client_get_state (self->client) == HEARTH_CLIENT_SIGNED_IN)
        read_day (self);
      return;
    }
  hearth_day_list_apply (self, G_LIST_MODEL (visits));
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
  hearth_day_list_loading_changed (self);
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
  gint64 now_s = hearth_client_get_hub_now_s (self->client), start_s, end_s, wait_s = LOOK_AGAIN_S;

  if (hearth_day_bounds (self->day, hearth_client_get_time_zone (self->client), &start_s, &end_s))
    wait_s = CLAMP (end_s - now_s, 1, LOOK_AGAIN_S);
  g_clear_handle_id (&self->midnight_id, g_source_remove);
  self->midnight_id = g_timeout_add_seconds ((guint)wait_s, on_midnight, self);
}

static gboolean
on_midnight (gpointer user_data)
{
  HearthDayList *self = user_data;
  g_autofree char *today
      = hearth_day_of (hearth_client_get_hub_now_s (self->client), hearth_client_get_time_zone (self->client));

  self->midnight_id = 0;
  if (self->as_of_s != 0)
    go_on_alone (self);
  else if (self->read && self->reading == NULL && !g_str_equal (today, self->day))
    read_day (self);
  watch_midnight (self);
  return G_SOURCE_REMOVE;
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
      hearth_day_list_become (self, G_LIST_MODEL (visits), today);
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
    hearth_day_list_loading_changed (self);
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
  hearth_day_list_empty (self);
}

/* The desk goes on by itself with what it has, also when it is locked meanwhile: whoever comes next has a list of their
 * own. Yesterday's list is of no use. */
static void
go_on_alone (HearthDayList *self)
{
  g_autofree char *today
      = hearth_day_of (hearth_client_get_hub_now_s (self->client), hearth_client_get_time_zone (self->client));

  end_reading (self);
  g_clear_handle_id (&self->again_id, g_source_remove);
  if (self->read && !g_str_equal (today, self->day))
    forget (self);
  else if (self->as_of_s == 0)
    self->as_of_s = hearth_client_get_hub_now_s (self->client);
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

/**
 * hearth_day_list_follow:
 * @self: a list with a client
 *
 * Begins to follow what the hub says. To be called once.
 */
void
hearth_day_list_follow (HearthDayList *self)
{
  g_signal_connect_object (self->client, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->client, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->client, "notify::account", G_CALLBACK (on_account), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->client, "notify::center", G_CALLBACK (on_center), self, G_CONNECT_SWAPPED);
  on_state (self);
}

/**
 * hearth_day_list_unfollow:
 * @self: a list that goes
 *
 * What was asked is not heard any more. May be called again.
 */
void
hearth_day_list_unfollow (HearthDayList *self)
{
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
}
