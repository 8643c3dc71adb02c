/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the two ends of a bounded stream know together: what was read and is not answered yet, what waits to be taken, and
 * when it is too much. The ends themselves are in hearth-bounded-ends.c. Counted; any thread, under its lock. */

#define G_LOG_DOMAIN "hearth-link"

#include "config.h"

#include "hearth-bounded-ends-private.h"

static void
bounded_clear (gpointer data)
{
  HearthBounded *self = data;

  g_clear_object (&self->inner);
  g_clear_object (&self->socket);
  g_mutex_clear (&self->lock);
}

/**
 * hearth_bounded_new:
 * @inner: the stream below
 * @socket: (nullable): the one below @inner, to be shut down at once
 * @bounds: what the peer may ask for; copied
 *
 * What both ends of a bounded stream share. The time that the peer has to begin runs from here.
 *
 * Returns: (transfer full): unref it with hearth_bounded_unref(); ends may be on different threads
 */
HearthBounded *
hearth_bounded_new (GIOStream *inner, GSocket *socket, const HearthBounds *bounds)
{
  HearthBounded *self = g_atomic_rc_box_new0 (HearthBounded);

  g_mutex_init (&self->lock);
  self->bounds = *bounds;
  self->inner = g_object_ref (inner);
  g_set_object (&self->socket, socket);
  if (bounds->patience_ms > 0)
    self->begin_by_us = g_get_monotonic_time () + (gint64)bounds->patience_ms * 1000;
  self->in.max_message = bounds->max_message;
  self->in.answer_all = TRUE;
  return self;
}

/**
 * hearth_bounded_ref:
 * @self: what ends share
 *
 * Returns: (transfer full): @self
 */
HearthBounded *
hearth_bounded_ref (HearthBounded *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * hearth_bounded_unref:
 * @self: (transfer full): what ends share
 *
 * With the last one the stream below is let go of.
 */
void
hearth_bounded_unref (HearthBounded *self)
{
  g_atomic_rc_box_release_full (self, bounded_clear);
}

/*< private >
 * hearth_bounded_may_read:
 *
 * Under the lock. Whole messages are never torn apart; one call is let through whatever its answer may weigh.
 *
 * Returns: whether more may be read now
 */
gboolean
hearth_bounded_may_read (HearthBounded *self)
{
  if (self->shut || !hearth_meter_is_between (&self->in) || self->waiting == 0)
    return TRUE;
  return self->waiting < self->bounds.max_calls
         && (self->waiting + 1) * self->reply_size <= (guint64)self->bounds.max_reply_bytes;
}

static gboolean
on_resume (gpointer data)
{
  hearth_bounded_read_now (g_object_ref (data));
  return G_SOURCE_REMOVE;
}

/* Under the lock: the read that was held back goes on, in the context of whoever asked for it. */
static void
resume (HearthBounded *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->parked);
  g_autoptr (GSource) source = NULL;

  if (task == NULL)
    return;
  if (self->parked_until)
    g_source_destroy (self->parked_until);
  g_clear_pointer (&self->parked_until, g_source_unref);
  source = g_idle_source_new ();
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, on_resume, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

/**
 * hearth_bounded_let_go:
 * @self: what ends share
 *
 * Nothing more is held back, and nothing more is read: a read that waits ends. Any thread.
 */
void
hearth_bounded_let_go (HearthBounded *self)
{
  g_mutex_lock (&self->lock);
  self->shut = TRUE;
  resume (self);
  g_mutex_unlock (&self->lock);
}

/**
 * hearth_bounded_shut_down:
 * @self: what ends share
 * @reason: a static string for logs: which bound was overstepped; the first one counts
 *
 * Ends the connection without waiting for the peer. Any thread.
 */
void
hearth_bounded_shut_down (HearthBounded *self, const char *reason)
{
  g_mutex_lock (&self->lock);
  if (self->reason == NULL)
    self->reason = reason;
  g_mutex_unlock (&self->lock);
  if (self->socket)
    g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
  hearth_bounded_let_go (self);
}

/* Under the lock: the desk has said BEGIN, in whichever direction that is. */
static void
begin (HearthBounded *self)
{
  hearth_meter_begin (&self->in);
  hearth_meter_begin (&self->out);
  if (self->socket && self->begin_by_us > 0)
    g_socket_set_timeout (self->socket, 0);
}

/*< private >
 * hearth_bounded_count_in:
 * @bytes: that were read
 * @n: how many
 *
 * Returns: %FALSE with an error where a message is none, or too large: the stream has been shut down
 */
gboolean
hearth_bounded_count_in (HearthBounded *self, guint8 *bytes, gsize n, GError **error)
{
  HearthMeterEvent event = HEARTH_METER_MORE;

  g_mutex_lock (&self->lock);
  while (n > 0 && event != HEARTH_METER_BAD)
    {
      gsize taken = hearth_meter_take (&self->in, bytes, n, &event);

      bytes += taken;
      n -= taken;
      if (event == HEARTH_METER_BEGIN)
        begin (self);
      else if (event == HEARTH_METER_HEAD && hearth_meter_get_type (&self->in) == HEARTH_METER_CALL)
        self->waiting++;
    }
  g_mutex_unlock (&self->lock);
  if (event != HEARTH_METER_BAD)
    return TRUE;

  hearth_bounded_shut_down (self, "message");
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "a message that is none, or too large");
  return FALSE;
}

/*< private >
 * hearth_bounded_count_out:
 * @bytes: that were taken
 * @n: how many
 *
 * A read that was held back goes on where there is room again.
 */
void
hearth_bounded_count_out (HearthBounded *self, const guint8 *bytes, gsize n)
{
  HearthMeterEvent event = HEARTH_METER_MORE;

  g_mutex_lock (&self->lock);
  self->slow_taken += n;
  self->written_us = g_get_monotonic_time ();
  while (n > 0 && event != HEARTH_METER_BAD)
    {
      gsize taken = hearth_meter_take (&self->out, (guint8 *)bytes, n, &event);
      guint8 type = hearth_meter_get_type (&self->out);

      bytes += taken;
      n -= taken;
      if (event == HEARTH_METER_BEGIN)
        begin (self);
      else if (event == HEARTH_METER_END && (type == HEARTH_METER_RETURN || type == HEARTH_METER_ERROR))
        {
          self->waiting -= self->waiting > 0 ? 1 : 0;
          self->reply_size = MAX (self->out.total, self->reply_size - self->reply_size / 8);
        }
    }
  if (self->parked && hearth_bounded_may_read (self))
    resume (self);
  g_mutex_unlock (&self->lock);
}

/*< private >
 * hearth_bounded_limit_wait:
 *
 * Before BEGIN calls block, each at most for what is left of the time that both ends have to agree.
 *
 * Returns: %FALSE with an error where that is over: the stream has been shut down
 */
gboolean
hearth_bounded_limit_wait (HearthBounded *self, GError **error)
{
  gint64 left_us = self->begin_by_us - g_get_monotonic_time ();
  gboolean begun;

  g_mutex_lock (&self->lock);
  begun = self->in.begun;
  g_mutex_unlock (&self->lock);
  if (begun || self->begin_by_us == 0)
    return TRUE;
  if (left_us > 0)
    {
      if (self->socket)
        g_socket_set_timeout (self->socket, (guint)(left_us / G_USEC_PER_SEC) + 1);
      return TRUE;
    }
  hearth_bounded_shut_down (self, "patience");
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the other end says nothing");
  return FALSE;
}
