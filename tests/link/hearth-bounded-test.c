/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* GDBus as the hub has it, over a bounded stream, and the parts of whatever stands at the other end. */

#include "config.h"

#include "hearth-bounded-test.h"

#include <string.h>
#include <sys/socket.h>

#include "hearth-certificate.h"
#include "hearth-link.h"
#include "hearth-test-wait.h"

static const char xml[] = "<node><interface name='" HEARTH_BOUNDED_TEST_INTERFACE "'>"
                          "<method name='Echo'><arg type='ay' direction='in'/><arg type='ay' direction='out'/></method>"
                          "<method name='Big'><arg type='u' direction='in'/><arg type='ay' direction='out'/></method>"
                          "<method name='Keep'/>"
                          "</interface></node>";

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
  HearthBoundedHub *self = user_data;

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
  ((HearthBoundedHub *)user_data)->closed = TRUE;
}

static void
on_connection (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthBoundedHub *self = user_data;
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
  self->registration = g_dbus_connection_register_object (self->connection, HEARTH_BOUNDED_TEST_PATH,
                                                          node->interfaces[0], &vtable, self, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_start_message_processing (self->connection);
}

void
hearth_bounded_hub_open (HearthBoundedHub *self, GIOStream *inner, GSocket *socket, const HearthBounds *bounds)
{
  g_autofree char *guid = g_dbus_generate_guid ();

  *self = (HearthBoundedHub){ .kept = g_ptr_array_new () };
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

void
hearth_bounded_hub_close (HearthBoundedHub *self)
{
  gboolean done = FALSE;

  hearth_test_until (self->settled);
  if (self->connection)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  for (guint i = 0; i < self->kept->len; i++)
    g_dbus_method_invocation_return_value (self->kept->pdata[i], NULL);
  g_ptr_array_unref (self->kept);
  if (self->connection)
    {
      g_signal_handlers_disconnect_by_data (self->connection, self);
      g_dbus_connection_close (self->connection, NULL, on_hub_closed, &done);
      hearth_test_until (done);
    }
  g_clear_object (&self->connection);
  g_clear_object (&self->stream);
}

void
hearth_bounded_test_pair (GSocket **near, GSocket **far)
{
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  *near = g_socket_new_from_fd (ends[0], NULL);
  *far = g_socket_new_from_fd (ends[1], NULL);
}

GSocket *
hearth_bounded_hub_on_pair (HearthBoundedHub *hub, const HearthBounds *bounds)
{
  GSocket *desk;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketConnection) inner = NULL;

  hearth_bounded_test_pair (&desk, &socket);
  inner = g_socket_connection_factory_create_connection (socket);
  hearth_bounded_hub_open (hub, G_IO_STREAM (inner), socket, bounds);
  return desk;
}

GVariant *
hearth_bounded_test_bytes (gsize n)
{
  g_autofree guint8 *bytes = g_malloc0 (n);

  memset (bytes, 'x', n);
  return g_variant_new ("(@ay)", g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, n, 1));
}

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

void
hearth_bounded_test_tls (GSocket *near, GSocket *far, GIOStream **desk, GIOStream **hub)
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

static gboolean
peer_write (HearthBoundedPeer *self, const char *bytes, gsize n)
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
peer_greet (HearthBoundedPeer *self)
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

gpointer
hearth_bounded_peer_run (gpointer data)
{
  HearthBoundedPeer *self = data;
  gsize n;
  const char *bytes = self->bytes ? g_bytes_get_data (self->bytes, &n) : NULL;

  if (self->greets && !peer_greet (self))
    return NULL;
  for (guint i = 0; bytes && i < self->times; i++)
    if (!peer_write (self, bytes, n))
      break;
  return NULL;
}

GBytes *
hearth_bounded_test_call (const char *method, GVariant *body, GDBusMessageByteOrder order, gboolean no_reply)
{
  g_autoptr (GDBusMessage) message
      = g_dbus_message_new_method_call (NULL, HEARTH_BOUNDED_TEST_PATH, HEARTH_BOUNDED_TEST_INTERFACE, method);
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
