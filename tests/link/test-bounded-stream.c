/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* GDBus as the hub has it, over a bounded stream, against GDBus as a desk has it and against peers that misbehave. */

#include "config.h"

#include "hearth-bounded-stream.h"

#include <string.h>
#include <sys/socket.h>

#include "hearth-certificate.h"
#include "hearth-link.h"

#define PATH "/test"
#define INTERFACE "test.Bounds"

static const char xml[] = "<node><interface name='" INTERFACE "'>"
                          "<method name='Echo'><arg type='ay' direction='in'/><arg type='ay' direction='out'/></method>"
                          "<method name='Big'><arg type='u' direction='in'/><arg type='ay' direction='out'/></method>"
                          "<method name='Keep'/>"
                          "</interface></node>";

/* The hub's end. */
typedef struct
{
  GIOStream *stream;           /* (owned): the bounded one */
  GDBusConnection *connection; /* (owned) (nullable) */
  gboolean settled;            /* it is there, or it failed */
  gboolean closed;
  guint registration;
  GPtrArray *kept; /* (owned): calls of Keep that wait */
  guint n_calls;
} Hub;

static void
on_method (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  Hub *self = user_data;

  self->n_calls++;
  if (g_str_equal (method, "Echo"))
    g_dbus_method_invocation_return_value (invocation, parameters);
  else if (g_str_equal (method, "Keep"))
    g_ptr_array_add (self->kept, invocation);
  else
    {
      guint32 n;
      g_autofree guint8 *bytes = NULL;

      g_variant_get (parameters, "(u)", &n);
      bytes = g_malloc0 (n);
      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(@ay)", g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE,
                                                                                                bytes, n, 1)));
    }
}

static const GDBusInterfaceVTable vtable = { .method_call = on_method };

static void
on_closed (GDBusConnection *connection, gboolean by_peer, GError *error, gpointer user_data)
{
  ((Hub *)user_data)->closed = TRUE;
}

static void
on_connection (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Hub *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);

  self->connection = g_dbus_connection_new_finish (result, &error);
  self->settled = TRUE;
  if (self->connection == NULL)
    {
      self->closed = TRUE;
      return;
    }
  g_signal_connect (self->connection, "closed", G_CALLBACK (on_closed), self);
  /* The other end may have gone before anybody listened. */
  self->closed = g_dbus_connection_is_closed (self->connection);
  self->registration
      = g_dbus_connection_register_object (self->connection, PATH, node->interfaces[0], &vtable, self, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_start_message_processing (self->connection);
}

static void
hub_open (Hub *self, GIOStream *inner, GSocket *socket, const HearthBounds *bounds)
{
  g_autofree char *guid = g_dbus_generate_guid ();

  *self = (Hub){ .kept = g_ptr_array_new () };
  self->stream = hearth_bounded_stream_new (inner, socket, bounds);
  g_dbus_connection_new (self->stream, guid,
                         G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER
                             | G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_ALLOW_ANONYMOUS
                             | G_DBUS_CONNECTION_FLAGS_DELAY_MESSAGE_PROCESSING,
                         NULL, NULL, on_connection, self);
}

static void
on_hub_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_dbus_connection_close_finish (G_DBUS_CONNECTION (source), result, NULL);
  *(gboolean *)user_data = TRUE;
}

static void
until (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
}

static void
hub_close (Hub *self)
{
  gboolean done = FALSE;

  until (&self->settled);
  if (self->connection)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  for (guint i = 0; i < self->kept->len; i++)
    g_dbus_method_invocation_return_value (self->kept->pdata[i], NULL);
  g_ptr_array_unref (self->kept);
  if (self->connection)
    {
      g_signal_handlers_disconnect_by_data (self->connection, self);
      g_dbus_connection_close (self->connection, NULL, on_hub_closed, &done);
      until (&done);
    }
  g_clear_object (&self->connection);
  g_clear_object (&self->stream);
}

static void
make_pair (GSocket **near, GSocket **far)
{
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  *near = g_socket_new_from_fd (ends[0], NULL);
  *far = g_socket_new_from_fd (ends[1], NULL);
}

/* A hub at one end of a pair of sockets; the other one is returned. */
static GSocket *
hub_on_pair (Hub *hub, const HearthBounds *bounds)
{
  GSocket *desk;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketConnection) inner = NULL;

  make_pair (&desk, &socket);
  inner = g_socket_connection_factory_create_connection (socket);
  hub_open (hub, G_IO_STREAM (inner), socket, bounds);
  return desk;
}

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
  g_dbus_connection_call (self->connection, NULL, PATH, INTERFACE, method, parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, on_answer, self);
}

static GVariant *
bytes_of (gsize n)
{
  g_autofree guint8 *bytes = g_malloc0 (n);

  memset (bytes, 'x', n);
  return g_variant_new ("(@ay)", g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, n, 1));
}

/* All that honest desks do goes through as if the stream were not there. */
static void
talk (Hub *hub, GIOStream *desk_stream)
{
  Desk desk = { NULL };
  const guint n = 300;

  g_dbus_connection_new (desk_stream, NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, NULL,
                         on_desk_connection, &desk);
  until (&desk.settled);
  until (&hub->settled);
  for (guint i = 0; i < n; i++)
    desk_call (&desk, "Echo", bytes_of (i % 10 == 0 ? 900 * 1024 : i));
  while (desk.n_answers + desk.n_errors < n)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (desk.n_answers, ==, n);
  g_assert_false (hub->closed);
  g_assert_null (hearth_bounded_stream_get_reason (HEARTH_BOUNDED_STREAM (hub->stream)));
  g_dbus_connection_close (desk.connection, NULL, NULL, NULL);
  until (&hub->closed);
  g_object_unref (desk.connection);
}

/* Both ends have one. (A desk's end that is a bare socket connection is no use of ours: GLib 2.74 then tries EXTERNAL
 * first, is refused, and forgets what it tried.) */
static void
test_both_ends (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  Hub hub;
  g_autoptr (GSocket) socket = hub_on_pair (&hub, &bounds);
  g_autoptr (GSocketConnection) inner = g_socket_connection_factory_create_connection (socket);
  g_autoptr (GIOStream) stream = hearth_bounded_stream_new (G_IO_STREAM (inner), socket, &bounds);

  talk (&hub, stream);
  hub_close (&hub);
}

/* TLS */

static GTlsCertificate *
new_certificate (void)
{
  g_autofree char *key = hearth_certificate_new_key (NULL);
  g_autofree char *request = hearth_certificate_new_request (key, NULL);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *authority = hearth_certificate_new_authority (key, "c", now_s, NULL);
  g_autofree char *own = hearth_certificate_issue (HEARTH_CERTIFICATE_HUB, request, authority, key, 0, now_s, NULL);
  g_autofree char *both = g_strconcat (own, key, NULL);

  return g_tls_certificate_new_from_pem (both, -1, NULL);
}

static gboolean
on_accept (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer user_data)
{
  return TRUE;
}

static void
on_handshake (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error);
  g_assert_no_error (error);
  (*(guint *)user_data)++;
}

/* Both ends of a TLS connection over @near and @far. */
static void
make_tls (GSocket *near, GSocket *far, GIOStream **desk, GIOStream **hub)
{
  g_autoptr (GTlsCertificate) certificate = new_certificate ();
  g_autoptr (GSocketConnection) near_plain = g_socket_connection_factory_create_connection (near);
  g_autoptr (GSocketConnection) far_plain = g_socket_connection_factory_create_connection (far);
  guint done = 0;

  *desk = hearth_link_new_client (G_IO_STREAM (near_plain), NULL);
  *hub = hearth_link_new_server (G_IO_STREAM (far_plain), certificate, NULL);
  g_signal_connect (*desk, "accept-certificate", G_CALLBACK (on_accept), NULL);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (*desk), 0, NULL, on_handshake, &done);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (*hub), 0, NULL, on_handshake, &done);
  while (done < 2)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_tls (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  g_autoptr (GSocket) near = NULL;
  g_autoptr (GSocket) far = NULL;
  g_autoptr (GIOStream) desk_tls = NULL;
  g_autoptr (GIOStream) hub_tls = NULL;
  Hub hub;

  make_pair (&near, &far);
  make_tls (near, far, &desk_tls, &hub_tls);
  hub_open (&hub, hub_tls, far, &bounds);
  talk (&hub, desk_tls);
  hub_close (&hub);
}

/* Peers that misbehave: they write what they like, by themselves, in a thread of their own. */

typedef struct
{
  GSocket *socket; /* (unowned) */
  GBytes *bytes;   /* (unowned) (nullable) */
  gsize step;      /* at most so many at once */
  guint times;
  gboolean greets; /* says who it is first */
  gsize n_written;
} Peer;

static gboolean
peer_write (Peer *self, const char *bytes, gsize n)
{
  while (n > 0)
    {
      gssize written = g_socket_send (self->socket, bytes, MIN (n, self->step), NULL, NULL);

      if (written <= 0)
        return FALSE;
      bytes += written;
      n -= (gsize)written;
      self->n_written += (gsize)written;
    }
  return TRUE;
}

static gboolean
peer_greet (Peer *self)
{
  char answer[64] = "";
  gsize n = 0;

  if (!peer_write (self, "\0AUTH ANONYMOUS 74657374\r\n", 26))
    return FALSE;
  while (n < sizeof answer - 1 && strchr (answer, '\n') == NULL)
    {
      if (g_socket_receive (self->socket, answer + n, 1, NULL, NULL) != 1)
        return FALSE;
      n++;
    }
  return g_str_has_prefix (answer, "OK ") && peer_write (self, "BEGIN\r\n", 7);
}

static gpointer
peer_run (gpointer data)
{
  Peer *self = data;
  gsize n;
  const char *bytes = self->bytes ? g_bytes_get_data (self->bytes, &n) : NULL;

  if (self->greets && !peer_greet (self))
    return NULL;
  for (guint i = 0; bytes && i < self->times; i++)
    if (!peer_write (self, bytes, n))
      break;
  return NULL;
}

static GBytes *
a_call (const char *method, GVariant *body, GDBusMessageByteOrder order, gboolean no_reply)
{
  g_autoptr (GDBusMessage) message = g_dbus_message_new_method_call (NULL, PATH, INTERFACE, method);
  guchar *blob;
  gsize n;

  g_dbus_message_set_byte_order (message, order);
  g_dbus_message_set_serial (message, 7);
  if (no_reply)
    g_dbus_message_set_flags (message, G_DBUS_MESSAGE_FLAGS_NO_REPLY_EXPECTED);
  if (body)
    g_dbus_message_set_body (message, body);
  blob = g_dbus_message_to_blob (message, &n, G_DBUS_CAPABILITY_FLAGS_NONE, NULL);
  return g_bytes_new_take (blob, n);
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

/* Every byte of the header comes by itself, in both byte orders; a call that wants no answer has one all the same. */
static void
test_byte_by_byte (void)
{
  static const GDBusMessageByteOrder orders[]
      = { G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, G_DBUS_MESSAGE_BYTE_ORDER_BIG_ENDIAN };

  for (guint i = 0; i < 4; i++)
    {
      HearthBounds bounds = HEARTH_BOUNDS_DESK;
      Hub hub;
      g_autoptr (GSocket) socket = hub_on_pair (&hub, &bounds);
      g_autoptr (GBytes) call = a_call ("Echo", bytes_of (1000), orders[i % 2], i >= 2);
      Peer peer = { socket, call, 1, 50, TRUE, 0 };
      Reader reader = { socket, 50, 0, FALSE };
      GThread *writing = g_thread_new ("peer", peer_run, &peer);
      GThread *reading;

      until (&hub.settled);
      reading = g_thread_new ("reader", reader_run, &reader);
      while (!g_atomic_int_get (&reader.done))
        g_main_context_iteration (NULL, TRUE);
      g_thread_join (reading);
      g_thread_join (writing);
      g_assert_cmpuint (reader.n_returns, ==, 50);
      hub_close (&hub);
    }
}

/* @or_by_glib: GLib may see it too, and end the connection by itself before we do. */
static void
assert_ended_by (
    GBytes *bytes, guint times, gboolean greets, const HearthBounds *bounds, const char *reason, gboolean or_by_glib)
{
  Hub hub;
  const char *why;
  g_autoptr (GSocket) socket = hub_on_pair (&hub, bounds);
  Peer peer = { socket, bytes, 4096, times, greets, 0 };
  GThread *thread = g_thread_new ("peer", peer_run, &peer);

  until (&hub.closed);
  why = hearth_bounded_stream_get_reason (HEARTH_BOUNDED_STREAM (hub.stream));
  if (why || !or_by_glib)
    g_assert_cmpstr (why, ==, reason);
  else
    hearth_bounded_stream_shut_down (HEARTH_BOUNDED_STREAM (hub.stream));
  g_thread_join (thread);
  hub_close (&hub);
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

  bounds.patience_ms = 300;
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
  Hub hub;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GBytes) call
      = a_call ("Big", g_variant_new ("(u)", 256 * 1024), G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, TRUE);
  Peer peer;
  GThread *thread;

  bounds.patience_ms = 300;
  socket = hub_on_pair (&hub, &bounds);
  peer = (Peer){ socket, call, 4096, 20000, TRUE, 0 };
  thread = g_thread_new ("peer", peer_run, &peer);
  until (&hub.closed);
  g_assert_cmpstr (hearth_bounded_stream_get_reason (HEARTH_BOUNDED_STREAM (hub.stream)), ==, "patience");
  g_assert_cmpuint (hub.n_calls, <=, bounds.max_calls + 4);
  g_thread_join (thread);
  hub_close (&hub);
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
sip (Hub *hub, Sipper *sipper)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  g_autoptr (GSocket) near = NULL;
  g_autoptr (GSocket) far = NULL;
  g_autoptr (GSocketConnection) inner = NULL;
  g_autoptr (GBytes) call
      = a_call ("Big", g_variant_new ("(u)", 512 * 1024), G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, TRUE);
  Peer peer;
  GThread *asking, *sipping;

  bounds.patience_ms = sipper->patience_ms;
  make_pair (&near, &far);
  g_assert_true (g_socket_set_option (far, SOL_SOCKET, SO_SNDBUF, 4096, NULL));
  inner = g_socket_connection_factory_create_connection (far);
  hub_open (hub, G_IO_STREAM (inner), far, &bounds);
  peer = (Peer){ near, call, 4096, 20, TRUE, 0 };
  sipper->socket = near;
  asking = g_thread_new ("peer", peer_run, &peer);
  until (&hub->settled);
  sipping = g_thread_new ("sipper", sipper_run, sipper);
  while (!hub->closed && !g_atomic_int_get (&sipper->done))
    g_main_context_iteration (NULL, TRUE);
  if (g_atomic_int_get (&sipper->done) && !hub->closed)
    g_assert_null (hearth_bounded_stream_get_reason (HEARTH_BOUNDED_STREAM (hub->stream)));
  g_thread_join (sipping);
  g_socket_shutdown (near, TRUE, TRUE, NULL);
  g_thread_join (asking);
  until (&hub->closed);
}

/* Something is taken all the time, but too little; where it is enough, slowly is good. */
static void
test_takes_little (void)
{
  Sipper little = { .step = 512, .pause_us = 10 * 1000, .patience_ms = 500, .n_bytes = 4 * 1024 * 1024 };
  Sipper enough = { .step = 4096, .pause_us = 1500, .patience_ms = 2500, .n_bytes = 8 * 1024 * 1024 };
  Hub hub;

  sip (&hub, &little);
  g_assert_cmpstr (hearth_bounded_stream_get_reason (HEARTH_BOUNDED_STREAM (hub.stream)), ==, "patience");
  g_assert_cmpuint (little.n_taken, <, little.n_bytes);
  hub_close (&hub);
  sip (&hub, &enough);
  g_assert_cmpuint (enough.n_taken, >=, enough.n_bytes);
  hub_close (&hub);
}

/* The same calls by a peer that takes its answers late: all come, and never were more than the bound under way. */
static void
test_all_answered (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  Hub hub;
  g_autoptr (GSocket) socket = hub_on_pair (&hub, &bounds);
  g_autoptr (GBytes) call = a_call ("Echo", bytes_of (10), G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, FALSE);
  Peer peer = { socket, call, 4096, 20000, TRUE, 0 };
  Reader reader = { socket, 20000, 0, FALSE };
  GThread *writing = g_thread_new ("peer", peer_run, &peer);
  GThread *reading;

  until (&hub.settled);
  reading = g_thread_new ("reader", reader_run, &reader);
  while (!g_atomic_int_get (&reader.done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (reading);
  g_thread_join (writing);
  g_assert_cmpuint (reader.n_returns, ==, 20000);
  hub_close (&hub);
}

/* While the bound of calls is reached no more is read; each answer makes room for one. */
static void
test_bound_of_calls (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  Hub hub;
  g_autoptr (GSocket) socket = hub_on_pair (&hub, &bounds);
  g_autoptr (GBytes) call = a_call ("Keep", NULL, G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, FALSE);
  Peer peer = { socket, call, 4096, 100, TRUE, 0 };
  GThread *writing = g_thread_new ("peer", peer_run, &peer);

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
  hub_close (&hub);
}

/* Answers that are large let fewer calls in. */
static void
test_bound_of_bytes (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  Hub hub;
  g_autoptr (GSocket) socket = hub_on_pair (&hub, &bounds);
  g_autoptr (GBytes) big
      = a_call ("Big", g_variant_new ("(u)", 512 * 1024), G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, FALSE);
  g_autoptr (GBytes) keep = a_call ("Keep", NULL, G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, FALSE);
  Peer first = { socket, big, 4096, 1, TRUE, 0 };
  Peer then = { socket, keep, 4096, 32, FALSE, 0 };
  Reader reader = { socket, 1, 0, FALSE };
  GThread *thread = g_thread_new ("peer", peer_run, &first);

  g_thread_join (thread);
  thread = g_thread_new ("reader", reader_run, &reader);
  while (!g_atomic_int_get (&reader.done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  peer_run (&then);
  while (hub.n_calls < 1 + 7) /* 4 MiB by 512 KiB and a little */
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 100; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_thread_yield ();
    }
  g_assert_cmpuint (hub.n_calls, ==, 1 + 7);
  hub_close (&hub);
}

/* A stream whose read is held back, and one whose write is stuck over TLS, end at once when they have to. */
static void
test_shut_down (void)
{
  HearthBounds bounds = HEARTH_BOUNDS_DESK;
  g_autoptr (GBytes) keep = a_call ("Keep", NULL, G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, FALSE);

  bounds.patience_ms = 0;
  {
    Hub hub;
    g_autoptr (GSocket) socket = hub_on_pair (&hub, &bounds);
    Peer peer = { socket, keep, 4096, 100, TRUE, 0 };
    GThread *thread = g_thread_new ("peer", peer_run, &peer);

    while (!hub.settled || hub.n_calls < bounds.max_calls)
      g_main_context_iteration (NULL, TRUE);
    g_thread_join (thread);
    hearth_bounded_stream_shut_down (HEARTH_BOUNDED_STREAM (hub.stream));
    until (&hub.closed);
    g_assert_null (hearth_bounded_stream_get_reason (HEARTH_BOUNDED_STREAM (hub.stream)));
    hub_close (&hub);
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
  g_autoptr (GBytes) big
      = a_call ("Big", g_variant_new ("(u)", 900 * 1024), G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN, FALSE);
  const char greeting[] = "\0AUTH ANONYMOUS 74657374\r\nBEGIN\r\n";
  Hub hub;

  bounds.patience_ms = 200;
  make_pair (&near, &far);
  make_tls (near, far, &desk_tls, &hub_tls);
  hub_open (&hub, hub_tls, far, &bounds);
  g_output_stream_write_all (g_io_stream_get_output_stream (desk_tls), greeting, sizeof greeting - 1, NULL, NULL, NULL);
  for (guint i = 0; i < 3; i++)
    g_output_stream_write_all (g_io_stream_get_output_stream (desk_tls), g_bytes_get_data (big, NULL),
                               g_bytes_get_size (big), NULL, NULL, NULL);
  until (&hub.closed);
  g_assert_cmpstr (hearth_bounded_stream_get_reason (HEARTH_BOUNDED_STREAM (hub.stream)), ==, "patience");
  hub_close (&hub);
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bounded-stream/both-ends", test_both_ends);
  g_test_add_func ("/bounded-stream/tls", test_tls);
  g_test_add_func ("/bounded-stream/byte-by-byte", test_byte_by_byte);
  g_test_add_func ("/bounded-stream/too-large", test_too_large);
  g_test_add_func ("/bounded-stream/garbage", test_garbage);
  g_test_add_func ("/bounded-stream/silent", test_silent);
  g_test_add_func ("/bounded-stream/takes-nothing", test_takes_nothing);
  g_test_add_func ("/bounded-stream/takes-little", test_takes_little);
  g_test_add_func ("/bounded-stream/all-answered", test_all_answered);
  g_test_add_func ("/bounded-stream/bound-of-calls", test_bound_of_calls);
  g_test_add_func ("/bounded-stream/bound-of-bytes", test_bound_of_bytes);
  g_test_add_func ("/bounded-stream/shut-down", test_shut_down);
  g_test_add_func ("/bounded-stream/stuck-tls", test_stuck_tls);
  return g_test_run ();
}
