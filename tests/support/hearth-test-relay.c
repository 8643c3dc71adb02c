/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A relay that takes its time. Each direction of each connection is a pipe: what was read is written when its time has
 * come. One main context. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-test-relay.h"

#define PIECE_BYTES 65536

struct _HearthTestRelay
{
  GSocketService *service;   /* (owned) */
  GSocketConnectable *goal;  /* (owned) */
  GCancellable *cancellable; /* (owned) */
  guint16 port;
  guint delay_ms;
  guint n_pipes;
};

typedef struct
{
  HearthTestRelay *relay; /* (unowned): it waits for its pipes */
  GIOStream *from, *to;   /* (owned) */
  guint n_waiting;        /* pieces on their way */
  gboolean ended;
} Pipe;

typedef struct
{
  Pipe *pipe;    /* (unowned) */
  GBytes *bytes; /* (owned): none means the end */
} Piece;

static void read_piece (Pipe *pipe);

/* Whoever reads there reads the end. */
static void
shut (GIOStream *stream)
{
  g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)), TRUE, TRUE, NULL);
}

static void
pipe_check (Pipe *pipe)
{
  if (!pipe->ended || pipe->n_waiting > 0)
    return;
  pipe->relay->n_pipes--;
  shut (pipe->from);
  shut (pipe->to);
  g_object_unref (pipe->from);
  g_object_unref (pipe->to);
  g_free (pipe);
}

static gboolean
on_due (gpointer user_data)
{
  Piece *piece = user_data;
  Pipe *pipe = piece->pipe;

  /* Small beside the buffers of a socket: it does not wait. */
  if (!g_output_stream_write_all (g_io_stream_get_output_stream (pipe->to), g_bytes_get_data (piece->bytes, NULL),
                                  g_bytes_get_size (piece->bytes), NULL, NULL, NULL))
    shut (pipe->from);
  g_bytes_unref (piece->bytes);
  g_free (piece);
  pipe->n_waiting--;
  pipe_check (pipe);
  return G_SOURCE_REMOVE;
}

static void
on_piece (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pipe *pipe = user_data;
  GBytes *bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);
  Piece *piece;

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      pipe->ended = TRUE;
      pipe_check (pipe);
      return;
    }
  piece = g_new0 (Piece, 1);
  piece->pipe = pipe;
  piece->bytes = bytes;
  pipe->n_waiting++;
  g_timeout_add (pipe->relay->delay_ms, on_due, piece);
  read_piece (pipe);
}

static void
read_piece (Pipe *pipe)
{
  g_input_stream_read_bytes_async (g_io_stream_get_input_stream (pipe->from), PIECE_BYTES, G_PRIORITY_DEFAULT,
                                   pipe->relay->cancellable, on_piece, pipe);
}

static void
lay_pipe (HearthTestRelay *self, GIOStream *from, GIOStream *to)
{
  Pipe *pipe = g_new0 (Pipe, 1);

  pipe->relay = self;
  pipe->from = g_object_ref (from);
  pipe->to = g_object_ref (to);
  self->n_pipes++;
  read_piece (pipe);
}

static gboolean
on_incoming (GSocketService *service, GSocketConnection *near, GObject *source, gpointer user_data)
{
  HearthTestRelay *self = user_data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) far = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  far = g_socket_client_connect (client, self->goal, self->cancellable, NULL);
  if (far)
    {
      lay_pipe (self, G_IO_STREAM (near), G_IO_STREAM (far));
      lay_pipe (self, G_IO_STREAM (far), G_IO_STREAM (near));
    }
  return TRUE;
}

HearthTestRelay *
hearth_test_relay_new (const char *host, guint16 port, guint delay_ms)
{
  HearthTestRelay *self = g_new0 (HearthTestRelay, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) here = g_inet_socket_address_new (loopback, 0), bound = NULL;
  g_autoptr (GError) error = NULL;

  self->goal = G_SOCKET_CONNECTABLE (g_inet_socket_address_new_from_string (host, port));
  self->cancellable = g_cancellable_new ();
  self->delay_ms = delay_ms;
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), here, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  g_socket_service_start (self->service);
  return self;
}

void
hearth_test_relay_free (HearthTestRelay *self)
{
  g_socket_service_stop (self->service);
  g_cancellable_cancel (self->cancellable);
  while (self->n_pipes > 0)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (self->service);
  g_object_unref (self->goal);
  g_object_unref (self->cancellable);
  g_free (self);
}

guint16
hearth_test_relay_get_port (HearthTestRelay *self)
{
  return self->port;
}
