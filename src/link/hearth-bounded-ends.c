/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The two ends of a bounded stream: what is read and what is written passes through, is counted (hearth-bounded.c), and is
 * held back or ended where it grows too much. GDBus agrees on who is who by blocking calls in a thread of its pool; after
 * that it reads and writes asynchronously in its own thread, one read and one write at a time. So only asynchronous reads are
 * ever held back, and only before a message, never in the middle of one. */

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
  g_task_set_source_tag (task, transfer_new);
  return task;
}

/* Reading */

static gssize
bounded_read (GInputStream *stream, void *buffer, gsize n, GCancellable *cancellable, GError **error)
{
  HearthBounded *shared = HEARTH_BOUNDED_INPUT (stream)->shared;
  GInputStream *inner = g_io_stream_get_input_stream (shared->inner);
  g_autoptr (GError) fault = NULL;
  gssize n_read;

  if (!hearth_bounded_limit_wait (shared, error))
    return -1;
  n_read = g_input_stream_read (inner, buffer, n, cancellable, &fault);
  if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    hearth_bounded_shut_down (shared, "patience");
  if (n_read < 0)
    g_propagate_error (error, g_steal_pointer (&fault));
  return n_read > 0 && !hearth_bounded_count_in (shared, buffer, (gsize)n_read, error) ? -1 : n_read;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Transfer *transfer = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0 || (n > 0 && !hearth_bounded_count_in (transfer->shared, transfer->buffer, (gsize)n, &error)))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, n);
}

/*< private >
 * hearth_bounded_read_now:
 * @task: (transfer full): a read that may go on
 */
void
hearth_bounded_read_now (GTask *task)
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
  now = hearth_bounded_may_read (shared);
  if (!now)
    park (shared, task);
  g_mutex_unlock (&shared->lock);
  if (now)
    hearth_bounded_read_now (task);
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

  if (!hearth_bounded_limit_wait (shared, error))
    return -1;
  n_written = g_output_stream_write (g_io_stream_get_output_stream (shared->inner), buffer, n, cancellable, error);
  if (n_written > 0)
    hearth_bounded_count_out (shared, buffer, (gsize)n_written);
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
    hearth_bounded_count_out (transfer->shared, transfer->buffer, (gsize)n);
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
      hearth_bounded_count_out (shared, buffer, (gsize)n_written);
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
