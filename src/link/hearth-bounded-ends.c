/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The two ends of a bounded stream: what is read and what is written passes through, is counted, and is held back or ended
 * where it grows too much. GDBus agrees on who is who by blocking calls in a thread of its pool; after that it reads and
 * writes asynchronously in its own thread, one read and one write at a time. So only asynchronous reads are ever held back,
 * and only before a message, never in the middle of one. */

#define G_LOG_DOMAIN "hearth-link"

#include "config.h"

#include "hearth-bounded-ends-private.h"

/* GDBus writes what waits at once after what was taken; where it did not for so long, nothing waited. */
#define PAUSE_US (G_USEC_PER_SEC / 10)

/* Input */

#define HEARTH_TYPE_BOUNDED_INPUT (hearth_bounded_input_get_type ())
G_DECLARE_FINAL_TYPE (HearthBoundedInput, hearth_bounded_input, HEARTH, BOUNDED_INPUT, GInputStream)

struct _HearthBoundedInput
{
  GInputStream parent_instance;

  HearthBounded *shared; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HearthBoundedInput, hearth_bounded_input, G_TYPE_INPUT_STREAM)

/* Output */

#define HEARTH_TYPE_BOUNDED_OUTPUT (hearth_bounded_output_get_type ())
G_DECLARE_FINAL_TYPE (HearthBoundedOutput, hearth_bounded_output, HEARTH, BOUNDED_OUTPUT, GOutputStream)

struct _HearthBoundedOutput
{
  GOutputStream parent_instance;

  HearthBounded *shared; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HearthBoundedOutput, hearth_bounded_output, G_TYPE_OUTPUT_STREAM)

/* One read or write that is under way. */
typedef struct
{
  HearthBounded *shared; /* (owned) */
  guint8 *buffer;        /* (unowned) */
  gsize n;
  int priority;
  GSource *patience; /* (owned) (nullable) */
} Transfer;

static void
transfer_free (gpointer data)
{
  Transfer *self = data;

  if (self->patience)
    g_source_destroy (self->patience);
  g_clear_pointer (&self->patience, g_source_unref);
  hearth_bounded_unref (self->shared);
  g_free (self);
}

static GTask *
transfer_new (gpointer stream,
              HearthBounded *shared,
              gconstpointer buffer,
              gsize n,
              int priority,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  GTask *task = g_task_new (stream, cancellable, callback, user_data);
  Transfer *transfer = g_new0 (Transfer, 1);

  transfer->shared = hearth_bounded_ref (shared);
  transfer->buffer = (guint8 *)buffer;
  transfer->n = n;
  transfer->priority = priority;
  g_task_set_task_data (task, transfer, transfer_free);
  g_task_set_priority (task, priority);
  return task;
}

/* What both share */

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

/* Under the lock. Whole messages are never torn apart; one call is let through whatever its answer may weigh. */
static gboolean
may_read (HearthBounded *self)
{
  if (self->shut || !hearth_meter_is_between (&self->in) || self->waiting == 0)
    return TRUE;
  return self->waiting < self->bounds.max_calls
         && (self->waiting + 1) * self->reply_size <= (guint64)self->bounds.max_reply_bytes;
}

static void read_now (GTask *task);

static gboolean
on_resume (gpointer data)
{
  read_now (g_object_ref (data));
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

static gboolean
count_in (HearthBounded *self, guint8 *bytes, gsize n, GError **error)
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

static void
count_out (HearthBounded *self, const guint8 *bytes, gsize n)
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
  if (self->parked && may_read (self))
    resume (self);
  g_mutex_unlock (&self->lock);
}

/* Before BEGIN calls block, each at most for what is left of the time that both ends have to agree. */
static gboolean
limit_wait (HearthBounded *self, GError **error)
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

/* Reading */

static gssize
bounded_read (GInputStream *stream, void *buffer, gsize n, GCancellable *cancellable, GError **error)
{
  HearthBounded *shared = HEARTH_BOUNDED_INPUT (stream)->shared;
  GInputStream *inner = g_io_stream_get_input_stream (shared->inner);
  g_autoptr (GError) fault = NULL;
  gssize n_read;

  if (!limit_wait (shared, error))
    return -1;
  n_read = g_input_stream_read (inner, buffer, n, cancellable, &fault);
  if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    hearth_bounded_shut_down (shared, "patience");
  if (n_read < 0)
    g_propagate_error (error, g_steal_pointer (&fault));
  return n_read > 0 && !count_in (shared, buffer, (gsize)n_read, error) ? -1 : n_read;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Transfer *transfer = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0 || (n > 0 && !count_in (transfer->shared, transfer->buffer, (gsize)n, &error)))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, n);
}

/* @task: (transfer full) */
static void
read_now (GTask *task)
{
  Transfer *transfer = g_task_get_task_data (task);
  gboolean shut;

  /* What still lies in the socket of a peer that was shut out is not read any more. */
  g_mutex_lock (&transfer->shared->lock);
  shut = transfer->shared->shut;
  g_mutex_unlock (&transfer->shared->lock);
  if (shut)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "the stream was shut down");
      g_object_unref (task);
      return;
    }
  g_input_stream_read_async (g_io_stream_get_input_stream (transfer->shared->inner), transfer->buffer, transfer->n,
                             transfer->priority, g_task_get_cancellable (task), on_read, task);
}

static gboolean
on_parked_cancelled (GCancellable *cancellable, gpointer user_data)
{
  HearthBounded *self = user_data;
  g_autoptr (GTask) task = NULL;

  g_mutex_lock (&self->lock);
  task = g_steal_pointer (&self->parked);
  g_clear_pointer (&self->parked_until, g_source_unref);
  g_mutex_unlock (&self->lock);
  if (task)
    g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/* Under the lock. @task: (transfer full) */
static void
park (HearthBounded *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->parked = task;
  if (cancellable == NULL)
    return;
  self->parked_until = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->parked_until, G_SOURCE_FUNC (on_parked_cancelled), hearth_bounded_ref (self),
                         (GDestroyNotify)hearth_bounded_unref);
  g_source_attach (self->parked_until, g_task_get_context (task));
}

static void
bounded_read_async (GInputStream *stream,
                    void *buffer,
                    gsize n,
                    int priority,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  HearthBounded *shared = HEARTH_BOUNDED_INPUT (stream)->shared;
  GTask *task = transfer_new (stream, shared, buffer, n, priority, cancellable, callback, user_data);
  gboolean now;

  g_mutex_lock (&shared->lock);
  now = may_read (shared);
  if (!now)
    park (shared, task);
  g_mutex_unlock (&shared->lock);
  if (now)
    read_now (task);
}

static gssize
bounded_read_finish (GInputStream *stream, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static void
hearth_bounded_input_finalize (GObject *object)
{
  g_clear_pointer (&HEARTH_BOUNDED_INPUT (object)->shared, hearth_bounded_unref);

  G_OBJECT_CLASS (hearth_bounded_input_parent_class)->finalize (object);
}

static void
hearth_bounded_input_class_init (HearthBoundedInputClass *klass)
{
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hearth_bounded_input_finalize;
  stream_class->read_fn = bounded_read;
  stream_class->read_async = bounded_read_async;
  stream_class->read_finish = bounded_read_finish;
}

static void
hearth_bounded_input_init (HearthBoundedInput *self)
{
}

/**
 * hearth_bounded_input_new:
 * @shared: what ends share
 *
 * Returns: (transfer full): the end to read from
 */
GInputStream *
hearth_bounded_input_new (HearthBounded *shared)
{
  HearthBoundedInput *self = g_object_new (HEARTH_TYPE_BOUNDED_INPUT, NULL);

  self->shared = hearth_bounded_ref (shared);
  return G_INPUT_STREAM (self);
}

/* Writing */

static gssize
bounded_write (GOutputStream *stream, const void *buffer, gsize n, GCancellable *cancellable, GError **error)
{
  HearthBounded *shared = HEARTH_BOUNDED_OUTPUT (stream)->shared;
  gssize n_written;

  if (!limit_wait (shared, error))
    return -1;
  n_written = g_output_stream_write (g_io_stream_get_output_stream (shared->inner), buffer, n, cancellable, error);
  if (n_written > 0)
    count_out (shared, buffer, (gsize)n_written);
  return n_written;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Transfer *transfer = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gssize n = g_output_stream_write_finish (G_OUTPUT_STREAM (source), result, &error);

  if (n < 0)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (n > 0)
    count_out (transfer->shared, transfer->buffer, (gsize)n);
  g_task_return_int (task, n);
}

static gboolean
on_impatient (gpointer data)
{
  hearth_bounded_shut_down (data, "patience");
  return G_SOURCE_REMOVE;
}

/* Before a write: whether it follows others that waited. */
static void
note_pause (HearthBounded *self)
{
  g_mutex_lock (&self->lock);
  if (g_get_monotonic_time () - self->written_us > PAUSE_US)
    self->slow_since_us = 0;
  g_mutex_unlock (&self->lock);
}

/* A write has to wait: how long it may. A little that is taken does not make it longer. */
static guint
patience_left_ms (HearthBounded *self)
{
  const gint64 now_us = g_get_monotonic_time (), patience_us = (gint64)self->bounds.patience_ms * 1000;
  gint64 left_us;

  g_mutex_lock (&self->lock);
  if (self->slow_since_us == 0 || self->slow_taken >= HEARTH_BOUNDS_LEAST_TAKEN
      || now_us - self->slow_since_us >= patience_us)
    {
      self->slow_since_us = now_us;
      self->slow_taken = 0;
    }
  left_us = patience_us - (now_us - self->slow_since_us);
  g_mutex_unlock (&self->lock);
  return (guint)(left_us / 1000);
}

/* The other end has to take enough in time. @task: (transfer full) */
static void
write_patiently (GTask *task)
{
  Transfer *transfer = g_task_get_task_data (task);
  HearthBounded *shared = transfer->shared;

  if (shared->bounds.patience_ms > 0)
    {
      transfer->patience = g_timeout_source_new (patience_left_ms (shared));
      g_source_set_callback (transfer->patience, on_impatient, hearth_bounded_ref (shared),
                             (GDestroyNotify)hearth_bounded_unref);
      g_source_attach (transfer->patience, g_task_get_context (task));
    }
  g_output_stream_write_async (g_io_stream_get_output_stream (shared->inner), transfer->buffer, transfer->n,
                               transfer->priority, g_task_get_cancellable (task), on_written, task);
}

/* Nearly always there is room at once, and no clock is needed. */
static void
bounded_write_async (GOutputStream *stream,
                     const void *buffer,
                     gsize n,
                     int priority,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  HearthBounded *shared = HEARTH_BOUNDED_OUTPUT (stream)->shared;
  GOutputStream *inner = g_io_stream_get_output_stream (shared->inner);
  g_autoptr (GTask) task = transfer_new (stream, shared, buffer, n, priority, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  gssize n_written;

  note_pause (shared);
  if (!G_IS_POLLABLE_OUTPUT_STREAM (inner) || !g_pollable_output_stream_can_poll (G_POLLABLE_OUTPUT_STREAM (inner)))
    {
      write_patiently (g_steal_pointer (&task));
      return;
    }
  n_written
      = g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (inner), buffer, n, cancellable, &error);
  if (n_written >= 0)
    {
      count_out (shared, buffer, (gsize)n_written);
      g_task_return_int (task, n_written);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    write_patiently (g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gssize
bounded_write_finish (GOutputStream *stream, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static void
hearth_bounded_output_finalize (GObject *object)
{
  g_clear_pointer (&HEARTH_BOUNDED_OUTPUT (object)->shared, hearth_bounded_unref);

  G_OBJECT_CLASS (hearth_bounded_output_parent_class)->finalize (object);
}

static void
hearth_bounded_output_class_init (HearthBoundedOutputClass *klass)
{
  GOutputStreamClass *stream_class = G_OUTPUT_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hearth_bounded_output_finalize;
  stream_class->write_fn = bounded_write;
  stream_class->write_async = bounded_write_async;
  stream_class->write_finish = bounded_write_finish;
}

static void
hearth_bounded_output_init (HearthBoundedOutput *self)
{
}

/**
 * hearth_bounded_output_new:
 * @shared: what ends share
 *
 * Returns: (transfer full): the end to write to
 */
GOutputStream *
hearth_bounded_output_new (HearthBounded *shared)
{
  HearthBoundedOutput *self = g_object_new (HEARTH_TYPE_BOUNDED_OUTPUT, NULL);

  self->shared = hearth_bounded_ref (shared);
  return G_OUTPUT_STREAM (self);
}
