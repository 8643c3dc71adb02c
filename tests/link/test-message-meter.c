/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* However the bytes of a connection are cut into pieces, the same happens. */

#include "config.h"

#include "hearth-message-meter.h"

#include <gio/gio.h>
#include <string.h>

static GRand *dice;

/* Feeds all of @bytes in pieces of 1 to @largest, and writes down what happened. Stops where nothing more is to be taken. */
static char *
story_of (GBytes *bytes, gsize largest, HearthMeter meter, GByteArray *out)
{
  GString *story = g_string_new (NULL);
  gsize n;
  const guint8 *all = g_bytes_get_data (bytes, &n);
  gsize at = 0;
  gboolean bad = FALSE;

  while (at < n && !bad)
    {
      gsize wish = (gsize)g_rand_int_range (dice, 1, (gint32)largest + 1);
      gsize length = MIN (n - at, wish);
      g_autofree guint8 *piece = g_memdup2 (all + at, length);
      gsize taken = 0;

      while (taken < length && !bad)
        {
          HearthMeterEvent event;
          gsize now = hearth_meter_take (&meter, piece + taken, length - taken, &event);

          g_assert_cmpuint (now, >, 0);
          g_assert_cmpuint (now, <=, length - taken);
          taken += now;
          if (event == HEARTH_METER_HEAD)
            g_string_append_printf (story, "%u/%" G_GUINT64_FORMAT " ", hearth_meter_get_type (&meter), meter.total);
          else if (event != HEARTH_METER_MORE)
            g_string_append_printf (story, "%c@%" G_GSIZE_FORMAT " ", "-BHEX"[event], at + taken);
          bad = event == HEARTH_METER_BAD;
          g_assert_true (event == HEARTH_METER_MORE || bad || meter.left <= meter.total);
        }
      if (out)
        g_byte_array_append (out, piece, (guint)taken);
      at += taken;
    }
  return g_string_free (story, FALSE);
}

static void
append_message (GByteArray *all, GDBusMessageType type, gsize n_body, gboolean big, gboolean no_reply)
{
  g_autoptr (GDBusMessage) message = NULL;
  g_autofree guint8 *body = g_malloc0 (n_body);
  g_autofree guchar *blob = NULL;
  gsize n;

  if (type == G_DBUS_MESSAGE_TYPE_SIGNAL)
    message = g_dbus_message_new_signal ("/a", "a.B", "C");
  else
    message = g_dbus_message_new_method_call (NULL, "/a/long/path/of/many/bytes", "a.B", "Method");
  if (type == G_DBUS_MESSAGE_TYPE_METHOD_RETURN)
    {
      g_dbus_message_set_message_type (message, type);
      g_dbus_message_set_reply_serial (message, 5);
    }
  g_dbus_message_set_byte_order (message,
                                 big ? G_DBUS_MESSAGE_BYTE_ORDER_BIG_ENDIAN : G_DBUS_MESSAGE_BYTE_ORDER_LITTLE_ENDIAN);
  g_dbus_message_set_serial (message, 9);
  if (no_reply)
    g_dbus_message_set_flags (message, G_DBUS_MESSAGE_FLAGS_NO_REPLY_EXPECTED);
  if (n_body > 0)
    g_dbus_message_set_body (message,
                             g_variant_new ("(@ay)", g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, body, n_body, 1)));
  blob = g_dbus_message_to_blob (message, &n, G_DBUS_CAPABILITY_FLAGS_NONE, NULL);
  g_byte_array_append (all, blob, (guint)n);
}

static GBytes *
a_talk (guint n_messages)
{
  static const GDBusMessageType types[]
      = { G_DBUS_MESSAGE_TYPE_METHOD_CALL, G_DBUS_MESSAGE_TYPE_SIGNAL, G_DBUS_MESSAGE_TYPE_METHOD_RETURN };
  GByteArray *all = g_byte_array_new ();

  g_byte_array_append (all, (const guint8 *)"\0AUTH ANONYMOUS\r\nBEGINNING\r\nBEGIN\rX\r\nBEGIN\r\n", 44);
  for (guint i = 0; i < n_messages; i++)
    append_message (all, types[i % 3], (gsize)g_rand_int_range (dice, 0, 300), g_rand_boolean (dice),
                    g_rand_boolean (dice));
  return g_byte_array_free_to_bytes (all);
}

static void
test_pieces (void)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GBytes) talk = a_talk (30);
      g_autofree char *whole = story_of (talk, g_bytes_get_size (talk), (HearthMeter){ .max_message = 1000 }, NULL);
      guint n_ends = 0;

      for (const char *at = whole; *at; at++)
        n_ends += *at == 'E';
      g_assert_cmpuint (n_ends, ==, 30);
      g_assert_true (g_str_has_prefix (whole, "B@44 "));
      g_assert_null (strchr (whole, 'X'));
      for (gsize largest = 1; largest < 40; largest += 3)
        {
          g_autofree char *again = story_of (talk, largest, (HearthMeter){ .max_message = 1000 }, NULL);

          g_assert_cmpstr (again, ==, whole);
        }
    }
}

/* Of calls, and of nothing else, the wish for no answer is taken out: one bit, and every other byte stays. */
static void
test_answer_all (void)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GBytes) talk = a_talk (30);
      g_autoptr (GByteArray) out = g_byte_array_new ();
      g_autofree char *story = story_of (talk, 1 + i, (HearthMeter){ .answer_all = TRUE }, out);
      gsize n;
      const guint8 *before = g_bytes_get_data (talk, &n);
      gsize at = 44;

      g_assert_cmpuint (strlen (story), >, 0);
      g_assert_cmpuint (out->len, ==, n);
      while (at < n)
        {
          gssize size = g_dbus_message_bytes_needed ((guchar *)out->data + at, 16, NULL);

          g_assert_cmpint (size, >, 0);
          if (before[at + 1] == HEARTH_METER_CALL)
            g_assert_cmpuint (out->data[at + 2], ==, before[at + 2] & ~1u);
          else
            g_assert_cmpuint (out->data[at + 2], ==, before[at + 2]);
          out->data[at + 2] = before[at + 2];
          at += (gsize)size;
        }
      g_assert_cmpmem (out->data, out->len, before, n);
    }
}

/* Noise: wherever it is cut, it is bad at the same place, or never. */
static void
test_noise (void)
{
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GByteArray) noise = g_byte_array_new ();
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *whole = NULL;
      g_autofree char *pieces = NULL;
      guint n = (guint)g_rand_int_range (dice, 1, 200);

      g_byte_array_append (noise, (const guint8 *)"BEGIN\r\n", 7);
      for (guint j = 0; j < n; j++)
        {
          /* Mostly what may stand in a header. */
          guint8 byte = g_rand_boolean (dice) ? (guint8) "lB\1\2\0\0\0\3"[g_rand_int_range (dice, 0, 8)]
                                              : (guint8)g_rand_int_range (dice, 0, 256);

          g_byte_array_append (noise, &byte, 1);
        }
      bytes = g_byte_array_free_to_bytes (g_steal_pointer (&noise));
      whole = story_of (bytes, 300, (HearthMeter){ .max_message = 100000 }, NULL);
      pieces = story_of (bytes, 3, (HearthMeter){ .max_message = 100000 }, NULL);
      g_assert_cmpstr (whole, ==, pieces);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dice = g_rand_new_with_seed (11);
  g_test_add_func ("/message-meter/pieces", test_pieces);
  g_test_add_func ("/message-meter/answer-all", test_answer_all);
  g_test_add_func ("/message-meter/noise", test_noise);
  status = g_test_run ();
  g_rand_free (dice);
  return status;
}
