/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What stands at the other end of a desk's wire, for tests of the client alone. Owned by the test; its main context. */

#include "config.h"

#include "hearth-test-wire.h"

#include "hearth-bus.h"
#include "hearth-certificate.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-id.h"
#include "hearth-join-code.h"
#include "hearth-link.h"
#include "hearth-pairing-bus.h"
#include "hearth-test-port.h"

#include <unistd.h>

#define PATH "/org/recoverycommons/Hearth1"

static GVariant *
bytes_of (const char *text)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, text, strlen (text), 1);
}

static char *
text_at (GVariant *parameters, gsize child)
{
  g_autoptr (GVariant) bytes = g_variant_get_child_value (parameters, child);
  gsize n;
  const char *data = g_variant_get_fixed_array (bytes, &n, 1);

  return g_strndup (data, n);
}

char *
hearth_test_wire_issue (HearthTestWire *self, const char *request, gint64 desk)
{
  g_autoptr (GError) error = NULL;
  char *certificate = hearth_certificate_issue (HEARTH_CERTIFICATE_DESK, request, self->authority, self->authority_key,
                                                desk, hearth_clock_now_s (), &error);

  g_assert_no_error (error);
  return certificate;
}

static GVariant *
answer_hello (HearthTestWire *self)
{
  GVariantDict center, hub;

  self->n_hellos++;
  g_variant_dict_init (&center, NULL);
  g_variant_dict_insert (&center, "time-zone", "s", "UTC");
  g_variant_dict_insert (&center, "name", "s", "Test center");
  g_variant_dict_init (&hub, NULL);
  g_variant_dict_insert (&hub, "center-uuid", "s", self->center_uuid);
  g_variant_dict_insert (&hub, "now-s", "x", hearth_clock_now_s ());
  g_variant_dict_insert (&hub, "desk", "x", G_GINT64_CONSTANT (2));
  g_variant_dict_insert (&hub, "shared", "b", TRUE);
  g_variant_dict_insert (&hub, "renew", "b", self->renew);
  if (self->epoch)
    g_variant_dict_insert (&hub, "epoch", "s", self->epoch);
  if (self->before)
    g_variant_dict_insert_value (&hub, "epochs-before", g_variant_new_strv (&self->before, 1));
  return g_variant_new ("(@a{sv}@a{sv})", g_variant_dict_end (&center), g_variant_dict_end (&hub));
}

/* Who is at the desk: account 7, whatever was said. */
static GVariant *
account_record (gboolean welcome)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (welcome)
    g_variant_dict_insert (&dict, "id", "x", G_GINT64_CONSTANT (7));
  return g_variant_dict_end (&dict);
}

/* The secret of the code, and only that, opens. */
static gboolean
is_secret (HearthTestWire *self, GVariant *parameters)
{
  g_autoptr (GVariant) given = g_variant_get_child_value (parameters, 0);
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (given);

  return self->secret == NULL || g_bytes_equal (self->secret, bytes);
}

static void
on_pairing (HearthTestWire *self, const char *method, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autofree char *request = NULL;
  g_autofree char *certificate = NULL;

  if (!is_secret (self, parameters))
    {
      g_dbus_method_invocation_return_error_literal (invocation, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET, "no");
      return;
    }
  self->n_joins++;
  if (g_str_equal (method, "Where"))
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(qs)", self->desk_port, self->center_uuid));
      return;
    }
  request = text_at (parameters, 6);
  certificate = hearth_test_wire_issue (self, request, 2);
  g_dbus_method_invocation_return_value (invocation,
                                         g_variant_new ("(@ay@ayqxss)", bytes_of (certificate),
                                                        bytes_of (self->authority), self->desk_port,
                                                        G_GINT64_CONSTANT (2), self->center_uuid, "Test center"));
}

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
  HearthTestWire *self = user_data;

  if (self->error >= 0)
    g_dbus_method_invocation_return_error_literal (invocation, HEARTH_ERROR, self->error, "as the test wants it");
  else if (g_str_has_suffix (interface, ".Pairing"))
    on_pairing (self, method, parameters, invocation);
  else if (g_str_equal (method, "Hello"))
    g_dbus_method_invocation_return_value (invocation, answer_hello (self));
  else if (g_str_equal (method, "SignIn"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(su@a{sv}s)", "welcome", 0u,
                                                                      account_record (TRUE), "come back"));
  else if (g_str_equal (method, "Resume"))
    {
      self->n_resumes++;
      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(s@a{sv})", self->resumes ? "welcome" : "sign-in",
                                                            account_record (self->resumes)));
    }
  else if (g_str_equal (method, "Renew"))
    {
      g_autofree char *request = text_at (parameters, 0);
      g_autofree char *certificate = hearth_test_wire_issue (self, request, 2);

      self->n_renewals++;
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(@ay)", bytes_of (certificate)));
    }
  else if (!self->keeps_calm)
    g_dbus_method_invocation_return_error_literal (invocation, HEARTH_ERROR, HEARTH_ERROR_DENIED, "no center here");
  else
    g_ptr_array_add (self->open, invocation); /* (transfer full): never answered */
}

static const GDBusInterfaceVTable vtable = { .method_call = on_method };

static void
on_connection (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthTestWire *self = user_data;
  g_autoptr (GDBusConnection) connection = g_dbus_connection_new_finish (result, NULL);
  GDBusInterfaceInfo *const infos[] = { hearth_bus_pairing_interface_info (), hearth_bus_session_interface_info (),
                                        hearth_bus_desk_interface_info () };

  if (connection == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    if ((self->mode == HEARTH_TEST_WIRE_PAIRING) == (i == 0))
      g_dbus_connection_register_object (connection, PATH, infos[i], &vtable, self, NULL, NULL);
  g_dbus_connection_start_message_processing (connection);
  g_ptr_array_add (self->open, g_steal_pointer (&connection));
}

static gboolean
on_accept (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer user_data)
{
  HearthTestWire *self = user_data;

  self->n_shown++;
  return hearth_certificate_verify (certificate, HEARTH_CERTIFICATE_DESK, self->authority, hearth_clock_now_s (), NULL);
}

static void
on_handshake (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthTestWire *self = user_data;
  g_autofree char *guid = g_dbus_generate_guid ();

  if (!g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, NULL))
    {
      self->n_refused++;
      return;
    }
  self->n_handshakes++;
  if (self->mode == HEARTH_TEST_WIRE_DESKS)
    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (source)), &self->greeting, 1, NULL, NULL,
                               NULL);
  if (self->mode == HEARTH_TEST_WIRE_DESKS && self->greeting != HEARTH_LINK_WELCOME)
    g_io_stream_close_async (G_IO_STREAM (source), 0, NULL, NULL, NULL);
  else
    g_dbus_connection_new (G_IO_STREAM (source), guid,
                           G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER
                               | G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_ALLOW_ANONYMOUS
                               | G_DBUS_CONNECTION_FLAGS_DELAY_MESSAGE_PROCESSING,
                           NULL, NULL, on_connection, self);
}

static void
say (GIOStream *stream, const void *bytes, gsize n)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, n, NULL, NULL, NULL);
}

/* A ServerHello without the extension that would say TLS 1.3. */
static void
say_old_tls (GIOStream *stream)
{
  guint8 hello[5 + 4 + 38] = { 22, 3, 3, 0, 42, 2, 0, 0, 38, 3, 3 };

  for (guint i = 11; i < 43; i++)
    hello[i] = (guint8)(i * 7);
  hello[44] = 0xc0; /* after an empty session id: ECDHE-ECDSA with AES-128-GCM */
  hello[45] = 0x2b;
  say (stream, hello, sizeof hello);
}

static gboolean
on_incoming (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  HearthTestWire *self = user_data;
  g_autoptr (GIOStream) tls = NULL;
  static const char noise[] = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";

  self->n_arrived++;
  if (self->hangs_up > 0)
    {
      self->hangs_up--;
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      return TRUE;
    }
  g_ptr_array_add (self->open, g_object_ref (connection));
  switch (self->mode)
    {
    case HEARTH_TEST_WIRE_GARBAGE:
      say (G_IO_STREAM (connection), noise, sizeof noise - 1);
      return TRUE;
    case HEARTH_TEST_WIRE_OLD_TLS:
      say_old_tls (G_IO_STREAM (connection));
      return TRUE;
    case HEARTH_TEST_WIRE_HANG_UP:
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      return TRUE;
    case HEARTH_TEST_WIRE_SILENT:
      return TRUE;
    case HEARTH_TEST_WIRE_DESKS:
    case HEARTH_TEST_WIRE_PAIRING:
    default:
      break;
    }
  tls = hearth_link_new_server (G_IO_STREAM (connection), self->hub, NULL);
  if (self->mode == HEARTH_TEST_WIRE_DESKS)
    g_object_set (tls, "authentication-mode", G_TLS_AUTHENTICATION_REQUIRED, NULL);
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (on_accept), self);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), 0, NULL, on_handshake, self);
  g_ptr_array_add (self->open, g_steal_pointer (&tls));
  return TRUE;
}

static GTlsCertificate *
new_hub_certificate (HearthTestWire *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = hearth_certificate_new_key (&error);
  g_autofree char *request = hearth_certificate_new_request (key, &error);
  g_autofree char *own = hearth_certificate_issue (HEARTH_CERTIFICATE_HUB, request, self->authority,
                                                   self->authority_key, 0, hearth_clock_now_s (), &error);
  g_autofree char *both = g_strconcat (own, key, NULL);
  GTlsCertificate *certificate = g_tls_certificate_new_from_pem (both, -1, &error);

  g_assert_no_error (error);
  return certificate;
}

HearthTestWire *
hearth_test_wire_new (HearthTestWireMode mode)
{
  HearthTestWire *self = g_new0 (HearthTestWire, 1);

  self->mode = mode;
  self->greeting = HEARTH_LINK_WELCOME;
  self->error = -1;
  self->center_uuid = hearth_id_new ();
  self->authority_key = hearth_certificate_new_key (NULL);
  self->authority
      = hearth_certificate_new_authority (self->authority_key, self->center_uuid, hearth_clock_now_s (), NULL);
  self->hub = new_hub_certificate (self);
  self->open = g_ptr_array_new_with_free_func (g_object_unref);
  self->port_kept = -1;
  hearth_test_wire_show (self);
  return self;
}

void
hearth_test_wire_free (HearthTestWire *self)
{
  hearth_test_wire_hide (self);
  hearth_test_wire_cut (self);
  close (self->port_kept);
  g_ptr_array_unref (self->open);
  g_clear_pointer (&self->secret, g_bytes_unref);
  g_object_unref (self->hub);
  g_free (self->authority);
  g_free (self->authority_key);
  g_free (self->center_uuid);
  g_free (self);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
}

void
hearth_test_wire_cut (HearthTestWire *self)
{
  for (guint i = 0; i < self->open->len; i++)
    {
      gpointer object = self->open->pdata[i];
      gboolean done = FALSE;

      if (!G_IS_DBUS_CONNECTION (object))
        continue;
      g_dbus_connection_close (object, NULL, on_closed, &done);
      while (!done)
        g_main_context_iteration (NULL, TRUE);
    }
  for (guint i = 0; i < self->open->len; i++)
    if (G_IS_SOCKET_CONNECTION (self->open->pdata[i]))
      g_io_stream_close (self->open->pdata[i], NULL, NULL);
  g_ptr_array_set_size (self->open, 0);
}

void
hearth_test_wire_hide (HearthTestWire *self)
{
  if (self->listener == NULL)
    return;
  g_socket_service_stop (self->listener);
  g_socket_listener_close (G_SOCKET_LISTENER (self->listener));
  g_clear_object (&self->listener);
}

static gboolean
listen_by (HearthTestWire *self, GSocketFamily family, GError **error)
{
  g_autoptr (GInetAddress) host = g_inet_address_new_loopback (family);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (host, self->port);

  return g_socket_listener_add_address (G_SOCKET_LISTENER (self->listener), address, G_SOCKET_TYPE_STREAM,
                                        G_SOCKET_PROTOCOL_TCP, NULL, NULL, error);
}

/* By IPv6 too, where the machine has it. Returns: FALSE where somebody else has the port there: whoever comes to "localhost"
 * would come to them. */
static gboolean
listen_here (HearthTestWire *self)
{
  g_autoptr (GError) error = NULL, error_v6 = NULL;

  self->listener = g_socket_service_new ();
  if (self->port_kept < 0)
    self->port_kept = hearth_test_port_keep ("127.0.0.1", &self->port);
  listen_by (self, G_SOCKET_FAMILY_IPV4, &error);
  g_assert_no_error (error);
  self->has_ipv6 = listen_by (self, G_SOCKET_FAMILY_IPV6, &error_v6);
  return !g_error_matches (error_v6, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
}

void
hearth_test_wire_show (HearthTestWire *self)
{
  gboolean first = self->port_kept < 0;

  while (!listen_here (self) && first)
    {
      hearth_test_wire_hide (self);
      close (self->port_kept);
      self->port_kept = -1;
      self->port = 0;
    }
  g_signal_connect (self->listener, "incoming", G_CALLBACK (on_incoming), self);
  g_socket_service_start (self->listener);
}

void
hearth_test_wire_move (HearthTestWire *self)
{
  int before = self->port_kept;

  self->port_kept = -1;
  self->port = 0;
  hearth_test_wire_show (self);
  close (before);
}

void
hearth_test_wire_follow (HearthTestWire *self, HearthTestWire *other)
{
  g_free (self->authority);
  g_free (self->authority_key);
  g_free (self->center_uuid);
  g_object_unref (self->hub);
  self->authority = g_strdup (other->authority);
  self->authority_key = g_strdup (other->authority_key);
  self->center_uuid = g_strdup (other->center_uuid);
  self->hub = new_hub_certificate (self);
}

void
hearth_test_wire_enroll (HearthTestWire *self, HearthDeskFolder *folder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request = hearth_desk_folder_make_request (folder, &error);
  g_autofree char *certificate = NULL;

  g_assert_no_error (error);
  certificate = hearth_test_wire_issue (self, request, 2);
  hearth_desk_folder_set_joined (folder, certificate, self->authority, "127.0.0.1", self->port, 2, self->center_uuid,
                                 "Test center", &error);
  g_assert_no_error (error);
}

char *
hearth_test_wire_make_code (HearthTestWire *self, gboolean with_address)
{
  g_auto (HearthJoinCode) code = { NULL };
  g_autoptr (GBytes) der = hearth_certificate_get_der (self->hub);

  for (guint i = 0; i < HEARTH_JOIN_CODE_SECRET_LENGTH; i++)
    code.secret[i] = (guint8)g_random_int_range (0, 256);
  code.secret[2] = 0; /* an array of bytes, not a string */
  if (with_address)
    {
      code.host = g_strdup ("127.0.0.1");
      code.port = self->port;
    }
  hearth_join_code_pin (code.secret, der, code.pin);
  g_clear_pointer (&self->secret, g_bytes_unref);
  self->secret = g_bytes_new (code.secret, sizeof code.secret);
  return hearth_join_code_to_text (&code);
}
