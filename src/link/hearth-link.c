/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What both ends of the wire agree on. No state; any thread, but for hearth_link_init(). */

#define G_LOG_DOMAIN "hearth-link"

#include "config.h"

#include "hearth-link.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#include "hearth-error.h"

/* Without tickets each connection is a full handshake, in which the other end shows its certificate anew. */
#define PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.3:%NO_TICKETS"

/* A silent end is asked after 1 s and given up when it has owed an answer for 4 s. */
#define KEEPALIVE_IDLE_S 1
#define KEEPALIVE_INTERVAL_S 1
#define KEEPALIVE_COUNT 4
#define USER_TIMEOUT_MS 4000

#define HOST_MAX 253

/* GDBus logs every byte of a message that it cannot read: what somebody typed at a desk would stand in the system's log,
 * and a desk that means no good could fill it. The first line says that there was one. */
static void
on_gio_warning (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  gboolean of_a_message = g_str_has_prefix (message, "Error decoding D-Bus message");
  g_autofree char *first_line = g_strndup (message, of_a_message ? strcspn (message, "\n") : strlen (message));

  g_log_default_handler (domain, level, first_line, NULL);
}

/**
 * hearth_link_init:
 *
 * Makes every TLS connection of this program one of TLS 1.3, and keeps what comes over a connection out of the log. The
 * TLS library reads its setting once, when it is first used, and setting it is not safe beside other threads: call this at
 * the start of main().
 */
void
hearth_link_init (void)
{
  static gboolean done;

  g_setenv ("G_TLS_GNUTLS_PRIORITY", PRIORITY, TRUE);
  if (!done)
    g_log_set_handler ("GLib-GIO", G_LOG_LEVEL_WARNING, on_gio_warning, NULL);
  done = TRUE;
}

/* Without a database from the beginning: every connection that is made without one first reads all authorities that the
 * system trusts, a megabyte and several milliseconds each, also when it is to trust none of them. */
static GIOStream *
new_connection (GType type, GIOStream *plain, GTlsCertificate *own, GError **error)
{
  return g_initable_new (type, NULL, error, "base-io-stream", plain, "certificate", own, "database", NULL, NULL);
}

/**
 * hearth_link_new_client:
 * @plain: a stream to a hub
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a #GTlsClientConnection that accepts only what its "accept-certificate" accepts
 */
GIOStream *
hearth_link_new_client (GIOStream *plain, GError **error)
{
  return new_connection (g_tls_backend_get_client_connection_type (g_tls_backend_get_default ()), plain, NULL, error);
}

/**
 * hearth_link_new_server:
 * @plain: a stream from a desk
 * @own: the hub's certificate with its key
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a #GTlsServerConnection that accepts only what its "accept-certificate" accepts
 */
GIOStream *
hearth_link_new_server (GIOStream *plain, GTlsCertificate *own, GError **error)
{
  return new_connection (g_tls_backend_get_server_connection_type (g_tls_backend_get_default ()), plain, own, error);
}

/**
 * hearth_link_is_modern:
 * @connection: after its handshake
 *
 * Returns: whether it is TLS 1.3
 */
gboolean
hearth_link_is_modern (GTlsConnection *connection)
{
  return g_tls_connection_get_protocol_version (connection) == G_TLS_PROTOCOL_VERSION_TLS_1_3;
}

static gboolean
on_allow_mechanism (GDBusAuthObserver *observer, const char *mechanism, gpointer user_data)
{
  return g_str_equal (mechanism, "ANONYMOUS");
}

/**
 * hearth_link_serve_bus_async:
 * @stream: of somebody whom TLS or the kernel's word has let in
 * @cancellable: (nullable): ends it
 * @callback: is called with the connection, see g_dbus_connection_new_finish()
 * @user_data: for @callback
 *
 * Begins D-Bus at the hub's end. Its own authentication has nothing to add, so it is left out.
 */
void
hearth_link_serve_bus_async (GIOStream *stream,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GDBusAuthObserver) observer = g_dbus_auth_observer_new ();
  g_autofree char *guid = g_dbus_generate_guid ();

  g_signal_connect (observer, "allow-mechanism", G_CALLBACK (on_allow_mechanism), NULL);
  g_dbus_connection_new (stream, guid,
                         G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER
                             | G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_ALLOW_ANONYMOUS
                             | G_DBUS_CONNECTION_FLAGS_DELAY_MESSAGE_PROCESSING,
                         observer, cancellable, callback, user_data);
}

static void
set_option (GSocket *socket, int level, int option, int value)
{
  g_autoptr (GError) error = NULL;

  if (!g_socket_set_option (socket, level, option, value, &error))
    g_debug ("socket option %d: %s", option, error->message);
}

/**
 * hearth_link_tune:
 * @socket: of either end; one that is not of TCP is left as it is
 *
 * Sends at once, and notices within 5 s that the other end is silent.
 */
void
hearth_link_tune (GSocket *socket)
{
  GSocketFamily family = g_socket_get_family (socket);

  if (family != G_SOCKET_FAMILY_IPV4 && family != G_SOCKET_FAMILY_IPV6)
    return;

  g_socket_set_keepalive (socket, TRUE);
  set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1);
  set_option (socket, IPPROTO_TCP, TCP_KEEPIDLE, KEEPALIVE_IDLE_S);
  set_option (socket, IPPROTO_TCP, TCP_KEEPINTVL, KEEPALIVE_INTERVAL_S);
  set_option (socket, IPPROTO_TCP, TCP_KEEPCNT, KEEPALIVE_COUNT);
  set_option (socket, IPPROTO_TCP, TCP_USER_TIMEOUT, USER_TIMEOUT_MS);
}

static gboolean
parse_port (const char *text, guint16 *port)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;
  *port = (guint16)number;
  return TRUE;
}

/* A name or an IPv4 address; what is neither would be asked of a name server. */
static gboolean
is_name (const char *text)
{
  if (*text == '\0' || *text == '.' || *text == '-' || strlen (text) > HOST_MAX)
    return FALSE;
  for (const char *at = text; *at; at++)
    if (!g_ascii_isalnum (*at) && *at != '.' && *at != '-' && *at != '_' && !(*at & 0x80))
      return FALSE;
  return g_utf8_validate (text, -1, NULL) && strstr (text, "..") == NULL;
}

static gboolean
is_ipv6 (const char *text)
{
  g_autofree char *bare = g_strndup (text, strcspn (text, "%")); /* fe80::1%eth0 */
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (bare);

  return address && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 && strpbrk (text, " /") == NULL;
}

/* Takes @text, without blanks around it, apart. @port stays as it is where none is said. */
static char *
take_apart (const char *text, guint16 *port)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *host = NULL;

  if (*text == '[')
    {
      const char *end = strchr (text, ']');

      if (end == NULL || (end[1] != '\0' && (end[1] != ':' || !parse_port (end + 2, port))))
        return NULL;
      host = g_strndup (text + 1, end - text - 1);
      return is_ipv6 (host) ? g_steal_pointer (&host) : NULL;
    }
  if (is_ipv6 (text))
    return g_strdup (text);
  if (colon && !parse_port (colon + 1, port))
    return NULL;
  host = colon ? g_strndup (text, colon - text) : g_strdup (text);
  return is_name (host) ? g_steal_pointer (&host) : NULL;
}

/**
 * hearth_link_is_own_address:
 * @address: of a peer
 *
 * Returns: whether it is one of this PC: only there a socket can be given it
 */
gboolean
hearth_link_is_own_address (GInetAddress *address)
{
  g_autoptr (GSocket) probe
      = g_socket_new (g_inet_address_get_family (address), G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) anywhere = g_inet_socket_address_new (address, 0);

  return !g_inet_address_get_is_any (address) && probe && g_socket_bind (probe, anywhere, FALSE, NULL);
}

/**
 * hearth_link_parse_address:
 * @text: as somebody typed it: "host", "host:port", "[v6]", "[v6]:port" or "v6"
 * @default_port: where none is said
 * @host: (out) (transfer full): a name or an address
 * @port: (out): the port
 *
 * Returns: whether it can be an address; else HEARTH_ERROR_INVALID and nothing is set
 */
gboolean
hearth_link_parse_address (const char *text, guint16 default_port, char **host, guint16 *port, GError **error)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  guint16 found_port = default_port;
  g_autofree char *found = take_apart (bare, &found_port);

  if (found == NULL)
    {
      g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "not an address");
      return FALSE;
    }
  *host = g_steal_pointer (&found);
  *port = found_port;
  return TRUE;
}
