/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Strangers at the hub's door: what they say is no reason to answer, and however many wait, a desk comes in. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-link.h"
#include "hearth-near-lan.h"
#include "hearth-test-port.h"

#include <string.h>

#define FILES_MAX 1000 /* both ends are in this process */
#define MAX_WAITING 256
#define MAX_WAITING_EACH 64

/* Says @bytes and reads until the other end closes. Returns what came. */
static GByteArray *
speak (HearthNearLan *lan, const void *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) plain
      = hearth_near_lan_open_tcp (hearth_listener_get_port (lan->listener), "127.0.0.1", &error);
  GSocket *socket;
  GByteArray *heard = g_byte_array_new ();
  guint8 buffer[4096];
  gssize n;

  g_assert_no_error (error);
  socket = g_socket_connection_get_socket (plain);
  g_assert_cmpint (g_socket_send (socket, bytes, length, NULL, &error), ==, (gssize)length);
  g_socket_set_blocking (socket, FALSE);
  while (TRUE)
    {
      n = g_socket_receive (socket, (char *)buffer, sizeof buffer, NULL, &error);
      if (n > 0)
        g_byte_array_append (heard, buffer, (guint)n);
      else if (n == 0 || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        break;
      g_clear_error (&error);
      g_main_context_iteration (NULL, FALSE);
    }
  return heard;
}

static void
test_garbage (void)
{
  g_autoptr (HearthNearLan) lan = hearth_near_lan_new ();
  static const char *const words[] = { "GET / HTTP/1.0\r\n\r\n", "\x16\x03\x01\xff\xff\x01\xff\xff\xff",
                                       "\x16\x03\x01\x00\x10\x02\x00\x00\x0c", "l\1\0\1", "\x16X" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = i == 2 ? 9 : strlen (words[i]);
      g_autoptr (GByteArray) heard = speak (lan, words[i], length);

      g_assert_cmpuint (heard->len, ==, 0);
    }
  hearth_test_until (hearth_listener_count_waiting (lan->listener) == 0);
}

/* A ClientHello by hand: of TLS 1.2, or of 1.3 with a share of a key that nobody has. */
static GByteArray *
hello_new (gboolean modern)
{
  static const guint8 groups[] = { 0, 10, 0, 4, 0, 2, 0, 29 };
  static const guint8 signatures[] = { 0, 13, 0, 4, 0, 2, 4, 3 };
  static const guint8 versions[] = { 0, 43, 0, 3, 2, 3, 4 };
  static const guint8 share[] = { 0, 51, 0, 38, 0, 36, 0, 29, 0, 32 };
  static const guint8 suites[] = { 0, 6, 0x13, 0x01, 0xc0, 0x2b, 0xc0, 0x2f, 1, 0 };
  g_autoptr (GByteArray) extensions = g_byte_array_new (), body = g_byte_array_new ();
  GByteArray *record = g_byte_array_new ();
  guint8 random[32];

  memset (random, 9, sizeof random);
  g_byte_array_append (extensions, groups, sizeof groups);
  g_byte_array_append (extensions, signatures, sizeof signatures);
  if (modern)
    {
      g_byte_array_append (extensions, versions, sizeof versions);
      g_byte_array_append (extensions, share, sizeof share);
      g_byte_array_append (extensions, random, sizeof random);
    }
  g_byte_array_append (body, (const guint8 *)"\3\3", 2);
  g_byte_array_append (body, random, sizeof random);
  g_byte_array_append (body, (const guint8 *)"", 1);
  g_byte_array_append (body, suites, sizeof suites);
  g_byte_array_append (body, (const guint8[]){ 0, (guint8)extensions->len }, 2);
  g_byte_array_append (body, extensions->data, extensions->len);
  g_byte_array_append (record, (const guint8[]){ 22, 3, 1, 0, (guint8)(body->len + 4), 1, 0, 0, (guint8)body->len }, 9);
  g_byte_array_append (record, body->data, body->len);
  return record;
}

static void
test_older_tls (void)
{
  g_autoptr (HearthNearLan) lan = hearth_near_lan_new ();
  g_autoptr (GByteArray) hello = hello_new (FALSE);
  g_autoptr (GByteArray) heard = speak (lan, hello->data, hello->len);

  /* An alert at most; a hub that took it would begin with 22. */
  g_assert_true (heard->len == 0 || heard->data[0] == 21);
  hearth_test_until (hearth_listener_count_waiting (lan->listener) == 0);
}

static GPtrArray *
crowd_new (HearthNearLan *lan, guint n, const void *bytes, gsize length)
{
  GPtrArray *crowd = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocketConnection) plain
          = hearth_near_lan_open_tcp (hearth_listener_get_port (lan->listener), "127.0.0.1", &error);

      g_assert_no_error (error);
      if (length > 0)
        g_socket_send (g_socket_connection_get_socket (plain), bytes, length, NULL, NULL);
      g_ptr_array_add (crowd, g_steal_pointer (&plain));
      g_main_context_iteration (NULL, FALSE);
    }
  return crowd;
}

/* While others wait the hub gives a handshake half a second, which is not enough on every machine: a desk tries again. */
static void
assert_comes_in (HearthNearLan *lan, const char *source)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GDBusConnection) desk = NULL;

  while (desk == NULL)
    desk = hearth_near_lan_try (lan, source);
  g_test_message ("in after %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - start_us) / 1000);
  g_dbus_connection_close_sync (desk, NULL, NULL);
  hearth_test_until (hearth_hub_count_peers (lan->hub) == 0);
}

static void
test_beside_a_crowd (void)
{
  g_autoptr (HearthNearLan) lan = NULL;
  g_autoptr (GByteArray) hello = NULL;
  g_autoptr (GPtrArray) silent = NULL, half = NULL;

  if (!hearth_test_port_may_open (FILES_MAX))
    {
      g_test_skip ("this process may not open so many connections");
      return;
    }
  lan = hearth_near_lan_new ();
  hello = hello_new (TRUE);
  silent = crowd_new (lan, 300, NULL, 0);
  half = crowd_new (lan, 300, hello->data, hello->len / 2);
  g_assert_cmpuint (silent->len + half->len, ==, 600);
  hearth_test_until (hearth_listener_count_waiting (lan->listener) > 0);
  g_assert_cmpuint (hearth_listener_count_waiting (lan->listener), <=, MAX_WAITING);
  assert_comes_in (lan, "127.0.0.2");
  assert_comes_in (lan, "127.0.0.1");
  g_assert_cmpuint (hearth_listener_count_waiting (lan->listener), <=, MAX_WAITING_EACH);
  g_assert_cmpuint (hearth_listener_count_handshakes (lan->listener), ==, 0);
}

/* They say all of a ClientHello, and then nothing. */
static void
test_beside_those_who_stop_in_the_middle (void)
{
  g_autoptr (HearthNearLan) lan = hearth_near_lan_new ();
  g_autoptr (GByteArray) hello = hello_new (TRUE);
  g_autoptr (GPtrArray) crowd = crowd_new (lan, 12, hello->data, hello->len);

  g_assert_cmpuint (crowd->len, ==, 12);
  hearth_test_until (hearth_listener_count_handshakes (lan->listener) > 0);
  assert_comes_in (lan, "127.0.0.2");
  assert_comes_in (lan, "127.0.0.1");
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/listener/garbage", test_garbage);
  g_test_add_func ("/listener/older-tls", test_older_tls);
  g_test_add_func ("/listener/beside-a-crowd", test_beside_a_crowd);
  g_test_add_func ("/listener/beside-those-who-stop-in-the-middle", test_beside_those_who_stop_in_the_middle);
  return g_test_run ();
}
