/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* GDBus as the hub has it, over a bounded stream, against GDBus as a desk has it: all that honest desks do goes through, and
 * never more of it at once than the bounds allow. */

#include "config.h"

#include "hearth-bounded-test.h"

#include <string.h>

#include "hearth-link.h"
#include "hearth-test-wait.h"

/* A desk that is GDBus, with many calls under way. */

typedef struct
{
  GDBusConnection *connection; /* (owned) */
  gboolean settled;
  guint n_answers;
  guint n_errors;
} Desk;

static void
on_desk_connection (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *self = user_data;
  g_autoptr (GError) error = NULL;

  self->connection = g_dbus_connection_new_finish (result, &error);
  g_assert_no_error (error);
  self->settled = TRUE;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *self = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  self->n_answers += answer != NULL;
  self->n_errors += answer == NULL;
}

static void
desk_call (Desk *self, const char *method, GVariant *parameters)
{
  g_dbus_connection_call (self->connection, NULL, HEARTH_BOUNDED_TEST_PATH, HEARTH_BOUNDED_TEST_INTERFACE, method,
                          parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_answer, self);
}

/* All that honest desks do goes through as if the stream were not there. */
static void
talk (HearthBoundedHub *hub, GIOStream *desk_stream)
{
  Desk desk = { NULL };
  const guint n = 300;

  g_dbus_connection_new (desk_stream, NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, NULL,
                         on_desk_connection, &desk);
  hearth_test_until (desk.settled);
  hearth_test_until (hub->settled);
  for (guint i = 0; i < n; i++)
    desk_call (&desk, "Echo", hearth_bounded_test_bytes (i % 10 == 0 ? 900 * 1024 : i));
  while (desk.n_answers + desk.n_errors < n)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (desk.n_answers, ==, n);
  g_assert_false (hub->closed);
  g_assert_null (hearth_bounded_stream_get_reason (HEARTH_BOUNDED_STREAM (hub->stream)));
  g_dbus_connection_close (desk.connection, NULL, NULL, NULL);
  hearth_test_until (hub->closed);
  g_object_unref (desk.connection);
}

/* Both ends have one. (A desk's end that is a bare socket connection is no use of ours: GLib 2.74 then tries EXTERNAL
 * first, is refused, and forgets what it tried.) */
static void
test_both_ends (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  HearthBoundedHub hub;
  g_autoptr (GSocket) socket = hearth_bounded_hub_on_pair (&hub, &bounds);
  g_autoptr (GSocketConnection) inner = g_socket_connection_factory_create_connection (socket);
  g_autoptr (GIOStream) stream = hearth_bounded_stream_new (G_IO_STREAM (inner), socket, &bounds);

  talk (&hub, stream);
  hearth_bounded_hub_close (&hub);
}

static void
test_tls (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  g_autoptr (GSocket) near = NULL;
  g_autoptr (GSocket) far = NULL;
  g_autoptr (GIOStream) desk_tls = NULL;
  g_autoptr (GIOStream) hub_tls = NULL;
  HearthBoundedHub hub;

  hearth_bounded_test_pair (&near, &far);
  hearth_bounded_test_tls (near, far, &desk_tls, &hub_tls);
  hearth_bounded_hub_open (&hub, hub_tls, far, &bounds);
  talk (&hub, desk_tls);
  hearth_bounded_hub_close (&hub);
}

/* Reads one message; all of it comes, or the test ends here. */
static GDBusMessage *
receive (GSocket *socket)
{
  guint8 head[16];
  g_autofree guint8 *all = NULL;
  gsize n = 0;
  gssize size;
  g_autoptr (GError) error = NULL;
  GDBusMessage *message;

  while (n < sizeof head)
    {
      gssize got = g_socket_receive (socket, (char *)head + n, sizeof head - n, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (got, >, 0);
      n += (gsize)got;
    }
  size = g_dbus_message_bytes_needed (head, sizeof head, &error);
  g_assert_no_error (error);
  all = g_malloc ((gsize)size);
  memcpy (all, head, sizeof head);
  while (n < (gsize)size)
    {
      gssize got = g_socket_receive (socket, (char *)all + n, (gsize)size - n, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (got, >, 0);
      n += (gsize)got;
    }
  message = g_dbus_message_new_from_blob (all, (gsize)size, G_DBUS_CAPABILITY_FLAGS_NONE, &error);
  g_assert_no_error (error);
  return message;
}

typedef struct
{
  GSocket *socket; /* (unowned) */
  guint wanted;
  guint n_returns;
  gboolean done;
} Reader;

static gpointer
reader_run (gpointer data)
{
  Reader *self = data;

  for (guint i = 0; i < self->wanted; i++)
    {
      g_autoptr (GDBusMessage) message = receive (self->socket);

      self->n_returns += g_dbus_message_get_message_type (message) == G_DBUS_MESSAGE_TYPE_METHOD_RETURN;
    }
  g_atomic_int_set (&self->done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

/* Reads @wanted messages while the hub goes on; says how many of them are answers. */
static guint
count_returns (GSocket *socket, guint wanted)
{
  Reader reader = { socket, wanted, 0, FALSE };
  GThread *thread = g_thread_new ("reader", reader_run, &reader);

  hearth_test_until (g_atomic_int_get (&reader.done));
  g_thread_join (thread);
  return reader.n_returns;
}

/* Every byte of the header comes by itself, in both byte orders; a call that wants no answer has one all the same. */
static void
test_byte_by_byte (void)
{
  static const GDBusMessageByteOrder orders[]
      = { G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, G_DBUS_MESSAGE_BYTE_ORDER_BIG_ENDIAN };

  for (guint i = 0; i < 4; i++)
    {
      HearthBounds bounds = HEARTH_BOUNDS_DESK;
      HearthBoundedHub hub;
      g_autoptr (GSocket) socket = hearth_bounded_hub_on_pair (&hub, &bounds);
      g_autoptr (GBytes) call
          = hearth_bounded_test_call ("Echo", hearth_bounded_test_bytes (1000), orders[i % 2], i >= 2);
      HearthBoundedPeer peer = { socket, call, 1, 50, TRUE, 0 };
      GThread *writing = g_thread_new ("peer", hearth_bounded_peer_run, &peer);

      hearth_test_until (hub.settled);
      g_assert_cmpuint (count_returns (socket, 50), ==, 50);
      g_thread_join (writing);
      hearth_bounded_hub_close (&hub);
    }
}

/* The same calls by a peer that takes its answers late: all come, and never were more than the bound under way. */
static void
test_all_answered (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  HearthBoundedHub hub;
  g_autoptr (GSocket) socket = hearth_bounded_hub_on_pair (&hub, &bounds);
  g_autoptr (GBytes) call = hearth_bounded_test_call ("Echo", hearth_bounded_test_bytes (10),
                                                      G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, FALSE);
  HearthBoundedPeer peer = { socket, call, 4096, 20000, TRUE, 0 };
  GThread *writing = g_thread_new ("peer", hearth_bounded_peer_run, &peer);

  hearth_test_until (hub.settled);
  g_assert_cmpuint (count_returns (socket, 20000), ==, 20000);
  g_thread_join (writing);
  hearth_bounded_hub_close (&hub);
}

/* While the bound of calls is reached no more is read; each answer makes room for one. */
static void
test_bound_of_calls (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  HearthBoundedHub hub;
  g_autoptr (GSocket) socket = hearth_bounded_hub_on_pair (&hub, &bounds);
  g_autoptr (GBytes) call = hearth_bounded_test_call ("Keep", NULL, G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, FALSE);
  HearthBoundedPeer peer = { socket, call, 4096, 100, TRUE, 0 };
  GThread *writing = g_thread_new ("peer", hearth_bounded_peer_run, &peer);

  g_thread_join (writing);
  for (guint n = bounds.max_calls; n <= 100; n++)
    {
      while (hub.n_calls < n)
        g_main_context_iteration (NULL, TRUE);
      /* What is not read now is not read before an answer. */
      for (guint i = 0; i < 20; i++)
        {
          g_main_context_iteration (NULL, FALSE);
          g_thread_yield ();
        }
      g_assert_cmpuint (hub.n_calls, ==, n);
      g_dbus_method_invocation_return_value (hub.kept->pdata[0], NULL);
      g_ptr_array_remove_index (hub.kept, 0);
    }
  hearth_bounded_hub_close (&hub);
}

/* Answers that are large let fewer calls in. */
static void
test_bound_of_bytes (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  HearthBoundedHub hub;
  g_autoptr (GSocket) socket = hearth_bounded_hub_on_pair (&hub, &bounds);
  g_autoptr (GBytes) big = hearth_bounded_test_call ("Big", g_variant_new ("(u)", 512 * 1024),
                                                     G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, FALSE);
  g_autoptr (GBytes) keep = hearth_bounded_test_call ("Keep", NULL, G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, FALSE);
  HearthBoundedPeer first = { socket, big, 4096, 1, TRUE, 0 };
  HearthBoundedPeer then = { socket, keep, 4096, 32, FALSE, 0 };
  GThread *thread = g_thread_new ("peer", hearth_bounded_peer_run, &first);

  g_thread_join (thread);
  g_assert_cmpuint (count_returns (socket, 1), ==, 1);
  hearth_bounded_peer_run (&then);
  while (hub.n_calls < 1 + 7) /* 4 MiB by 512 KiB and a little */
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 100; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_thread_yield ();
    }
  g_assert_cmpuint (hub.n_calls, ==, 1 + 7);
  hearth_bounded_hub_close (&hub);
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bounded-stream/both-ends", test_both_ends);
  g_test_add_func ("/bounded-stream/tls", test_tls);
  g_test_add_func ("/bounded-stream/byte-by-byte", test_byte_by_byte);
  g_test_add_func ("/bounded-stream/all-answered", test_all_answered);
  g_test_add_func ("/bounded-stream/bound-of-calls", test_bound_of_calls);
  g_test_add_func ("/bounded-stream/bound-of-bytes", test_bound_of_bytes);
  return g_test_run ();
}
