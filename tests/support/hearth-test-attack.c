/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a hub on a network may meet: crowds of peers that never finish what they began, and a desk that has joined and
 * behaves badly. Any thread, one at a time; hearth-test-siege.c has one of its own for it. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-test-attack.h"

#include "hearth-link.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define FIRST_SOURCE 2
#define N_SOURCES 8
#define RANDOM_BYTES 4096
/* So long without taking a byte: the hub has had enough. */
#define FULL_MS 400
/* The hub's patience is 10 s. */
#define CLOSED_MS 60000

static gpointer
shake (gpointer data)
{
  g_assert_false (g_tls_connection_handshake (data, NULL, NULL));
  return NULL;
}

/* A real ClientHello of GnuTLS, caught on its way to nobody. */
static GBytes *
client_hello (void)
{
  static GBytes *hello;
  guint8 bytes[4096];
  gssize length;
  int fds[2];

  if (hello)
    return hello;
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);

  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fds[0], &error);
  g_autoptr (GSocketConnection) plain = g_socket_connection_factory_create_connection (socket);
  g_autoptr (GIOStream) tls = hearth_link_new_client (G_IO_STREAM (plain), &error);
  GThread *thread;

  g_assert_no_error (error);
  thread = g_thread_new ("client-hello", shake, tls);
  length = read (fds[1], bytes, sizeof bytes);
  g_assert_cmpint (length, >, 64);
  close (fds[1]);
  g_thread_join (thread);
  hello = g_bytes_new (bytes, (gsize)length);
  return hello;
}

static int
open_from (HearthTestLan *lan, guint n)
{
  struct sockaddr_in source = { .sin_family = AF_INET };
  struct sockaddr_in hub = { .sin_family = AF_INET, .sin_port = htons (lan->port) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  source.sin_addr.s_addr = htonl (INADDR_LOOPBACK - 1 + FIRST_SOURCE + n % N_SOURCES);
  g_assert_cmpint (inet_pton (AF_INET, lan->address, &hub.sin_addr), ==, 1);
  g_assert_cmpint (ntohl (hub.sin_addr.s_addr) >> 24, ==, 127);
  g_assert_cmpint (bind (fd, (struct sockaddr *)&source, sizeof source), ==, 0);
  g_assert_cmpint (connect (fd, (struct sockaddr *)&hub, sizeof hub), ==, 0);
  return fd;
}

/* The hub may have closed already: that is its good right. */
static void
say (int fd, HearthTestPeerKind kind)
{
  guint8 random[RANDOM_BYTES];
  gsize length = 0;
  const guint8 *hello = g_bytes_get_data (client_hello (), &length);
  gssize said = 0;

  for (guint i = 0; i < sizeof random; i++)
    random[i] = (guint8)g_random_int_range (0, 256);
  if (kind == HEARTH_TEST_HALF_HELLO)
    said = send (fd, hello, length / 2, MSG_NOSIGNAL);
  else if (kind == HEARTH_TEST_HELLO)
    said = send (fd, hello, length, MSG_NOSIGNAL);
  else if (kind == HEARTH_TEST_RANDOM_BYTES)
    said = send (fd, random, (gsize)g_random_int_range (1, sizeof random), MSG_NOSIGNAL);
  g_assert_true (said >= 0 || errno == EPIPE || errno == ECONNRESET);
}

static void
close_fd (gpointer data)
{
  close (*(int *)data);
}

GArray *
hearth_test_attack_begin (HearthTestLan *lan, HearthTestPeerKind kind, guint n)
{
  GArray *fds = g_array_new (FALSE, FALSE, sizeof (int));

  g_array_set_clear_func (fds, close_fd);
  for (guint i = 0; i < n; i++)
    {
      int fd = open_from (lan, i);

      g_array_append_val (fds, fd);
      say (fd, kind);
    }
  return fds;
}

gboolean
hearth_test_attack_is_closed (GArray *fds, guint ms)
{
  g_autofree struct pollfd *polled = g_new0 (struct pollfd, fds->len);

  for (guint i = 0; i < fds->len; i++)
    polled[i] = (struct pollfd){ .fd = g_array_index (fds, int, i), .events = POLLRDHUP };
  return poll (polled, fds->len, 0) == (int)fds->len || (poll (NULL, 0, (int)ms) != 0);
}

void
hearth_test_attack_one_by_one (HearthTestLan *lan, HearthTestPeerKind kind, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      int fd = open_from (lan, i);

      say (fd, kind);
      close (fd);
    }
}

static gboolean
read_line (GIOStream *stream, const char *prefix)
{
  GInputStream *in = g_io_stream_get_input_stream (stream);
  g_autoptr (GString) line = g_string_new (NULL);
  char c = 0;

  while (c != '\n')
    {
      if (g_input_stream_read (in, &c, 1, NULL, NULL) != 1)
        return FALSE;
      g_string_append_c (line, c);
    }
  return g_str_has_prefix (line->str, prefix);
}

HearthTestMouth *
hearth_test_mouth_try (HearthTestLanDesk *desk)
{
  static const char auth[] = "\0AUTH ANONYMOUS 686561727468\r\n";
  g_autoptr (HearthTestMouth) self = g_new0 (HearthTestMouth, 1);

  self->stream = hearth_test_lan_open_stream (desk, NULL, NULL);
  if (self->stream && hearth_test_mouth_say (self, auth, sizeof auth - 1) && read_line (self->stream, "OK ")
      && hearth_test_mouth_say (self, "BEGIN\r\n", strlen ("BEGIN\r\n")))
    return g_steal_pointer (&self);
  return NULL;
}

HearthTestMouth *
hearth_test_mouth_new (HearthTestLanDesk *desk)
{
  HearthTestMouth *self = hearth_test_mouth_try (desk);

  g_assert_nonnull (self);
  return self;
}

void
hearth_test_mouth_free (HearthTestMouth *self)
{
  /* Without ceremony: the other end may not listen any more. */
  g_clear_object (&self->stream);
  g_free (self);
}

gboolean
hearth_test_mouth_say (HearthTestMouth *self, gconstpointer bytes, gsize length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (self->stream), bytes, length, NULL, NULL, NULL);
}

static guchar *
encode (HearthTestMouth *self, const char *noun, const char *method, GVariant *args, gsize *length)
{
  g_autofree char *interface = g_strconcat ("org.recoverycommons.Hearth1.", noun, NULL);
  g_autoptr (GDBusMessage) message = g_dbus_message_new_method_call (NULL, HEARTH_BUS_PATH, interface, method);
  g_autoptr (GError) error = NULL;
  guchar *blob;

  g_dbus_message_set_serial (message, ++self->serial);
  if (args)
    g_dbus_message_set_body (message, args);
  blob = g_dbus_message_to_blob (message, length, G_DBUS_CAPABILITY_FLAGS_NONE, &error);
  g_assert_no_error (error);
  return blob;
}

static GDBusMessage *
read_message (HearthTestMouth *self)
{
  GInputStream *in = g_io_stream_get_input_stream (self->stream);
  guint8 head[16];
  gsize n = 0;
  gssize length;

  if (!g_input_stream_read_all (in, head, sizeof head, &n, NULL, NULL) || n < sizeof head)
    return NULL;
  length = g_dbus_message_bytes_needed (head, sizeof head, NULL);
  g_assert_cmpint (length, >=, sizeof head);
  g_autofree guint8 *bytes = g_malloc ((gsize)length);

  memcpy (bytes, head, sizeof head);
  if (!g_input_stream_read_all (in, bytes + sizeof head, (gsize)length - sizeof head, &n, NULL, NULL))
    return NULL;
  return g_dbus_message_new_from_blob (bytes, (gsize)length, G_DBUS_CAPABILITY_FLAGS_NONE, NULL);
}

gboolean
hearth_test_mouth_call (HearthTestMouth *self, const char *noun, const char *method, GVariant *args)
{
  gsize length;
  g_autofree guchar *blob = encode (self, noun, method, args, &length);

  if (!hearth_test_mouth_say (self, blob, length))
    return FALSE;
  while (TRUE)
    {
      g_autoptr (GDBusMessage) message = read_message (self);

      if (message == NULL)
        return FALSE;
      if (g_dbus_message_get_reply_serial (message) == self->serial)
        return g_dbus_message_get_message_type (message) == G_DBUS_MESSAGE_TYPE_METHOD_RETURN;
    }
}

static int
fd_of (HearthTestMouth *self)
{
  g_autoptr (GIOStream) tcp = NULL;

  g_object_get (self->stream, "base-io-stream", &tcp, NULL);
  return g_socket_get_fd (g_socket_connection_get_socket (G_SOCKET_CONNECTION (tcp)));
}

/* FALSE: nothing goes any more. */
static gboolean
pour_bytes (HearthTestMouth *self, const guchar *bytes, gsize length)
{
  GPollableOutputStream *out = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (self->stream));
  struct pollfd room = { .fd = fd_of (self), .events = POLLOUT };
  gsize done = 0;

  while (done < length)
    {
      g_autoptr (GError) error = NULL;
      gssize n = g_pollable_output_stream_write_nonblocking (out, bytes + done, length - done, NULL, &error);

      if (n > 0)
        done += (gsize)n;
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK) || poll (&room, 1, FULL_MS) <= 0)
        return FALSE;
    }
  return TRUE;
}

guint
hearth_test_mouth_pour (HearthTestMouth *self, const char *noun, const char *method, GVariant *args, guint n)
{
  g_autoptr (GVariant) owned = args ? g_variant_ref_sink (args) : NULL;

  for (guint i = 0; i < n; i++)
    {
      gsize length;
      g_autofree guchar *blob = encode (self, noun, method, owned, &length);

      if (!pour_bytes (self, blob, length))
        return i;
    }
  return n;
}

void
hearth_test_mouth_drain (HearthTestMouth *self)
{
  GInputStream *in = g_io_stream_get_input_stream (self->stream);
  char bytes[65536];

  while (g_input_stream_read (in, bytes, sizeof bytes, NULL, NULL) > 0)
    ;
}

gboolean
hearth_test_mouth_is_closed (HearthTestMouth *self, guint ms)
{
  struct pollfd closed = { .fd = fd_of (self), .events = POLLRDHUP };

  return poll (&closed, 1, (int)ms) == 1;
}

void
hearth_test_mouth_wait_closed (HearthTestMouth *self)
{
  g_assert_true (hearth_test_mouth_is_closed (self, CLOSED_MS));
}

static gboolean forgets = TRUE;

static guint
memory (HearthTestLan *lan, const char *field)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int)lan->pid);
  g_autofree char *text = NULL;
  const char *place = NULL;

  if (forgets && g_file_get_contents (path, &text, NULL, NULL))
    place = strstr (text, field);
  return place ? (guint)strtoul (place + strlen (field), NULL, 10) : 0;
}

guint
hearth_test_memory_now (HearthTestLan *lan)
{
  return memory (lan, "VmRSS:");
}

guint
hearth_test_memory_most (HearthTestLan *lan)
{
  return memory (lan, "VmHWM:");
}

void
hearth_test_memory_forget (HearthTestLan *lan)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/clear_refs", (int)lan->pid);
  FILE *file = fopen (path, "w");

  forgets = file && fputs ("5", file) >= 0;
  if (file && fclose (file) != 0)
    forgets = FALSE;
}
