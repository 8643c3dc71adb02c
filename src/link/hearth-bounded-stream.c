/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A stream around a peer's stream that bounds what the peer can use of us. Owned by the GDBusConnection above it; any
 * thread. */

#define G_LOG_DOMAIN "hearth-link"

#include "config.h"

#include "hearth-bounded-stream.h"

#include "hearth-bounded-ends-private.h"
#include "hearth-link.h"

/* A last word to a peer that does not listen is not waited for any longer. */
#define CLOSE_PATIENCE_MS 2000

struct _HearthBoundedStream
{
  GIOStream parent_instance;

  HearthBounded *shared; /* (owned) */
  GInputStream *input;   /* (owned) */
  GOutputStream *output; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HearthBoundedStream, hearth_bounded_stream, G_TYPE_IO_STREAM)

static GInputStream *
get_input_stream (GIOStream *stream)
{
  return HEARTH_BOUNDED_STREAM (stream)->input;
}

static GOutputStream *
get_output_stream (GIOStream *stream)
{
  return HEARTH_BOUNDED_STREAM (stream)->output;
}

static void
shut_socket (HearthBounded *shared)
{
  if (shared->socket)
    g_socket_shutdown (shared->socket, TRUE, TRUE, NULL);
}

static gboolean
bounded_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  HearthBounded *shared = HEARTH_BOUNDED_STREAM (stream)->shared;
  gboolean closed;

  hearth_bounded_let_go (shared);
  if (shared->socket)
    g_socket_set_timeout (shared->socket, CLOSE_PATIENCE_MS / 1000);
  closed = g_io_stream_close (shared->inner, cancellable, error);
  shut_socket (shared);
  return closed;
}

static gboolean
on_late (gpointer data)
{
  shut_socket (data);
  return G_SOURCE_REMOVE;
}

static void
on_inner_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GSource *late = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  g_source_destroy (late);
  shut_socket (HEARTH_BOUNDED_STREAM (g_task_get_source_object (task))->shared);
  if (g_io_stream_close_finish (G_IO_STREAM (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
bounded_close_async (
    GIOStream *stream, int priority, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  HearthBounded *shared = HEARTH_BOUNDED_STREAM (stream)->shared;
  GTask *task = g_task_new (stream, cancellable, callback, user_data);
  GSource *late = g_timeout_source_new (CLOSE_PATIENCE_MS);

  g_source_set_callback (late, on_late, hearth_bounded_ref (shared), (GDestroyNotify)hearth_bounded_unref);
  g_source_attach (late, g_task_get_context (task));
  g_task_set_source_tag (task, bounded_close_async);
  g_task_set_task_data (task, late, (GDestroyNotify)g_source_unref);
  hearth_bounded_let_go (shared);
  g_io_stream_close_async (shared->inner, priority, cancellable, on_inner_closed, task);
}

static gboolean
bounded_close_finish (GIOStream *stream, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
hearth_bounded_stream_finalize (GObject *object)
{
  HearthBoundedStream *self = HEARTH_BOUNDED_STREAM (object);

  /* After dispose, in which the class above closes what is open through these. */
  g_clear_object (&self->input);
  g_clear_object (&self->output);
  g_clear_pointer (&self->shared, hearth_bounded_unref);

  G_OBJECT_CLASS (hearth_bounded_stream_parent_class)->finalize (object);
}

static void
hearth_bounded_stream_class_init (HearthBoundedStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hearth_bounded_stream_finalize;
  stream_class->get_input_stream = get_input_stream;
  stream_class->get_output_stream = get_output_stream;
  stream_class->close_fn = bounded_close;
  stream_class->close_async = bounded_close_async;
  stream_class->close_finish = bounded_close_finish;
}

static void
hearth_bounded_stream_init (HearthBoundedStream *self)
{
}

/**
 * hearth_bounded_stream_new:
 * @inner: to the peer
 * @socket: (nullable): below @inner; without it a peer that takes nothing cannot be ended
 * @bounds: what the peer may use
 *
 * Both ends have @bounds' patience from now on to agree who they are.
 *
 * Returns: (transfer full): a stream for GDBus
 */
GIOStream *
hearth_bounded_stream_new (GIOStream *inner, GSocket *socket, const HearthBounds *bounds)
{
  HearthBoundedStream *self = g_object_new (HEARTH_TYPE_BOUNDED_STREAM, NULL);

  self->shared = hearth_bounded_new (inner, socket, bounds);
  self->input = hearth_bounded_input_new (self->shared);
  self->output = hearth_bounded_output_new (self->shared);
  return G_IO_STREAM (self);
}

/**
 * hearth_bounded_stream_shut_down:
 *
 * Ends the stream for good, whatever is under way: what reads or writes is told at once.
 */
void
hearth_bounded_stream_shut_down (HearthBoundedStream *self)
{
  hearth_bounded_shut_down (self->shared, NULL);
}

/**
 * hearth_bounded_stream_get_reason:
 *
 * Returns: (nullable): why it was ended, if it was for a bound: "message" or "patience"
 */
const char *
hearth_bounded_stream_get_reason (HearthBoundedStream *self)
{
  const char *reason;

  g_mutex_lock (&self->shared->lock);
  reason = self->shared->reason;
  g_mutex_unlock (&self->shared->lock);
  return reason;
}

/**
 * hearth_bounded_stream_is_own_pc:
 *
 * Returns: whether the other end is at an address of this PC; %FALSE where that is not known
 */
gboolean
hearth_bounded_stream_is_own_pc (HearthBoundedStream *self)
{
  GSocket *socket = self->shared->socket;
  g_autoptr (GSocketAddress) remote = socket ? g_socket_get_remote_address (socket, NULL) : NULL;

  return G_IS_INET_SOCKET_ADDRESS (remote)
         && hearth_link_is_own_address (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
}
