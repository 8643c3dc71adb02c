/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A bounded stream against peers that misbehave: each is left with a reason, however it goes about it. */

#include "config.h"

#include "hearth-bounded-test.h"

#include <string.h>
#include <sys/socket.h>

#include "hearth-link.h"
#include "hearth-test-wait.h"

/* @or_by_glib: GLib may see it too, and end the connection by itself before we do. */
static void
assert_ended_by (
    GBytes *bytes, guint times, gboolean greets, const HearthBounds *bounds, const char *reason, gboolean or_by_glib)
{
  HearthBoundedHub hub;
  const char *why;
  g_autoptr (GSocket) socket = hearth_bounded_hub_on_pair (&hub, bounds);
  HearthBoundedPeer peer = { socket, bytes, 4096, times, greets, 0 };
  GThread *thread = g_thread_new ("peer", hearth_bounded_peer_run, &peer);

  hearth_test_until (hub.closed);
  why = hearth_bounded_stream_get_reason (HEARTH_BOUNDED_STREAM (hub.stream));
  if (why || !or_by_glib)
    g_assert_cmpstr (why, ==, reason);
  else
    hearth_bounded_stream_shut_down (HEARTH_BOUNDED_STREAM (hub.stream));
  g_thread_join (thread);
  hearth_bounded_hub_close (&hub);
}

static void
assert_ended (GBytes *bytes, guint times, gboolean greets, const HearthBounds *bounds, const char *reason)
{
  assert_ended_by (bytes, times, greets, bounds, reason, FALSE);
}

static void
test_too_large (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  const guint32 sizes[] = { 120 * 1024 * 1024, 1024 * 1024, G_MAXUINT32 };

  bounds.patience_ms = 0; /* that is not the reason, however slow the peer */
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint place = 4; place <= 12; place += 8) /* the body, or the fields */
      {
        guint8 head[16] = { 'l', 1, 0, 1, 0, 0, 0, 0, 1 };
        guint32 size = GUINT32_TO_LE (sizes[i]);
        g_autoptr (GBytes) bytes = NULL;

        memcpy (head + place, &size, sizeof size);
        bytes = g_bytes_new (head, sizeof head);
        assert_ended (bytes, 1, TRUE, &bounds, "message");
      }
}

static void
test_garbage (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  g_autoptr (GRand) dice = g_rand_new_with_seed (5);
  g_autoptr (GBytes) line = g_bytes_new_take (g_strnfill (4000, 'A'), 4000);

  bounds.patience_ms = 0;
  for (guint i = 0; i < 20; i++)
    {
      guint8 noise[200];
      g_autoptr (GBytes) bytes = NULL;

      for (guint j = 0; j < sizeof noise; j++)
        noise[j] = (guint8)g_rand_int_range (dice, 0, 256);
      noise[0] = 0x7f; /* neither order */
      bytes = g_bytes_new (noise, sizeof noise);
      assert_ended (bytes, 1, TRUE, &bounds, "message");
    }
  /* A line without end, which GLib 2.84 does not take either. */
  assert_ended_by (line, 100, FALSE, &bounds, "message", TRUE);
}

/* Somebody who is let in and then says nothing is not waited for for ever. */
static void
test_silent (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  g_autoptr (GBytes) some = g_bytes_new_static ("\0AUTH", 5);

  bounds.patience_ms = 100;
  assert_ended (NULL, 0, FALSE, &bounds, "patience");
  assert_ended (some, 1, FALSE, &bounds, "patience");
}

/* 20,000 calls, and no answer is ever taken: few are read, and after a while it is over. */
static void
test_takes_nothing (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  HearthBoundedHub hub;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GBytes) call = hearth_bounded_test_call ("Big", g_variant_new ("(u)", 256 * 1024),
                                                      G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, TRUE);
  HearthBoundedPeer peer;
  GThread *thread;

  bounds.patience_ms = 300;
  socket = hearth_bounded_hub_on_pair (&hub, &bounds);
  peer = (HearthBoundedPeer){ socket, call, 4096, 20000, TRUE, 0 };
  thread = g_thread_new ("peer", hearth_bounded_peer_run, &peer);
  hearth_test_until (hub.closed);
  g_assert_cmpstr (hearth_bounded_stream_get_reason (HEARTH_BOUNDED_STREAM (hub.stream)), ==, "patience");
  g_assert_cmpuint (hub.n_calls, <=, bounds.max_calls + 4);
  g_thread_join (thread);
  hearth_bounded_hub_close (&hub);
}

/* Takes @step bytes every @pause_us, of answers that never end, until @n_bytes or the end. */
typedef struct
{
  GSocket *socket; /* (unowned) */
  gsize step;
  gulong pause_us;   /* its pace: what makes it slow, nothing is awaited */
  guint patience_ms; /* of the hub */
  gsize n_bytes;
  gsize n_taken;
  int done;
} Sipper;

static gpointer
sipper_run (gpointer data)
{
  Sipper *self = data;
  char bytes[4096];
  gssize n = 1;

  while (n > 0 && self->n_taken < self->n_bytes)
    {
      n = g_socket_receive (self->socket, bytes, self->step, NULL, NULL);
      self->n_taken += n > 0 ? (gsize)n : 0;
      g_usleep (self->pause_us);
    }
  g_atomic_int_set (&self->done, 1);
  g_main_context_wakeup (NULL);
  return NULL;
}

/* A hub whose socket holds little, so that each sip lets a little more be written. */
static void
sip (HearthBoundedHub *hub, Sipper *sipper)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  g_autoptr (GSocket) near = NULL;
  g_autoptr (GSocket) far = NULL;
  g_autoptr (GSocketConnection) inner = NULL;
  g_autoptr (GBytes) call = hearth_bounded_test_call ("Big", g_variant_new ("(u)", 512 * 1024),
                                                      G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, TRUE);
  HearthBoundedPeer peer;
  GThread *asking, *sipping;

  bounds.patience_ms = sipper->patience_ms;
  hearth_bounded_test_pair (&near, &far);
  g_assert_true (g_socket_set_option (far, SOL_SOCKET, SO_SNDBUF, 4096, NULL));
  inner = g_socket_connection_factory_create_connection (far);
  hearth_bounded_hub_open (hub, G_IO_STREAM (inner), far, &bounds);
  peer = (HearthBoundedPeer){ near, call, 4096, 20, TRUE, 0 };
  sipper->socket = near;
  asking = g_thread_new ("peer", hearth_bounded_peer_run, &peer);
  hearth_test_until (hub->settled);
  sipping = g_thread_new ("sipper", sipper_run, sipper);
  while (!hub->closed && !g_atomic_int_get (&sipper->done))
    g_main_context_iteration (NULL, TRUE);
  if (g_atomic_int_get (&sipper->done) && !hub->closed)
    g_assert_null (hearth_bounded_stream_get_reason (HEARTH_BOUNDED_STREAM (hub->stream)));
  g_thread_join (sipping);
  g_socket_shutdown (near, TRUE, TRUE, NULL);
  g_thread_join (asking);
  hearth_test_until (hub->closed);
}

/* Something is taken all the time, but too little; where it is enough, slowly is good. */
static void
test_takes_little (void)
{
  Sipper little = { .step = 512, .pause_us = 10 * 1000, .patience_ms = 500, .n_bytes = 4 * 1024 * 1024 };
  Sipper enough = { .step = 4096, .pause_us = 1500, .patience_ms = 2500, .n_bytes = 8 * 1024 * 1024 };
  HearthBoundedHub hub;

  sip (&hub, &little);
  g_assert_cmpstr (hearth_bounded_stream_get_reason (HEARTH_BOUNDED_STREAM (hub.stream)), ==, "patience");
  g_assert_cmpuint (little.n_taken, <, little.n_bytes);
  hearth_bounded_hub_close (&hub);
  sip (&hub, &enough);
  g_assert_cmpuint (enough.n_taken, >=, enough.n_bytes);
  hearth_bounded_hub_close (&hub);
}

/* A stream whose read is held back, and one whose write is stuck over TLS, end at once when they have to. */
static void
test_shut_down (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  g_autoptr (GBytes) keep = hearth_bounded_test_call ("Keep", NULL, G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, FALSE);

  bounds.patience_ms = 0;
  {
    HearthBoundedHub hub;
    g_autoptr (GSocket) socket = hearth_bounded_hub_on_pair (&hub, &bounds);
    HearthBoundedPeer peer = { socket, keep, 4096, 100, TRUE, 0 };
    GThread *thread = g_thread_new ("peer", hearth_bounded_peer_run, &peer);

    while (!hub.settled || hub.n_calls < bounds.max_calls)
      g_main_context_iteration (NULL, TRUE);
    g_thread_join (thread);
    hearth_bounded_stream_shut_down (HEARTH_BOUNDED_STREAM (hub.stream));
    hearth_test_until (hub.closed);
    g_assert_null (hearth_bounded_stream_get_reason (HEARTH_BOUNDED_STREAM (hub.stream)));
    hearth_bounded_hub_close (&hub);
  }
}

/* The desk's end is GDBus whose TLS stream nobody reads: its thread has nothing to do with it. */
static void
test_stuck_tls (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  g_autoptr (GSocket) near = NULL;
  g_autoptr (GSocket) far = NULL;
  g_autoptr (GIOStream) desk_tls = NULL;
  g_autoptr (GIOStream) hub_tls = NULL;
  g_autoptr (GBytes) big = hearth_bounded_test_call ("Big", g_variant_new ("(u)", 900 * 1024),
                                                     G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, FALSE);
  const char greeting[] = "\0AUTH ANONYMOUS 74657374\r\nBEGIN\r\n";
  HearthBoundedHub hub;

  bounds.patience_ms = 200;
  hearth_bounded_test_pair (&near, &far);
  hearth_bounded_test_tls (near, far, &desk_tls, &hub_tls);
  hearth_bounded_hub_open (&hub, hub_tls, far, &bounds);
  g_output_stream_write_all (g_io_stream_get_output_stream (desk_tls), greeting, sizeof greeting - 1, NULL, NULL, NULL);
  for (guint i = 0; i < 3; i++)
    g_output_stream_write_all (g_io_stream_get_output_stream (desk_tls), g_bytes_get_data (big, NULL),
                               g_bytes_get_size (big), NULL, NULL, NULL);
  hearth_test_until (hub.closed);
  g_assert_cmpstr (hearth_bounded_stream_get_reason (HEARTH_BOUNDED_STREAM (hub.stream)), ==, "patience");
  hearth_bounded_hub_close (&hub);
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bounded-stream/too-large", test_too_large);
  g_test_add_func ("/bounded-stream/garbage", test_garbage);
  g_test_add_func ("/bounded-stream/silent", test_silent);
  g_test_add_func ("/bounded-stream/takes-nothing", test_takes_nothing);
  g_test_add_func ("/bounded-stream/takes-little", test_takes_little);
  g_test_add_func ("/bounded-stream/shut-down", test_shut_down);
  g_test_add_func ("/bounded-stream/stuck-tls", test_stuck_tls);
  return g_test_run ();
}
