/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The sockets on which a lobby listens, IPv4 and IPv6, with one port. Accepting is a system call and nothing more; when
 * there are no file descriptors left it makes room, or rests for a second. Hub's main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-lobby-private.h"

#include "hearth-error.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib-unix.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* As many as the system allows: whoever finds no place there tries again after a whole second, also a desk of ours. */
#define BACKLOG SOMAXCONN
#define AT_ONCE 64 /* taken in before others have their turn: half a millisecond */
#define REST_S 1
#define SAME_PORT_TRIES 20

typedef union
{
  struct sockaddr any;
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
} Address;

static void open_eyes (HearthLobbyDoor *self);

static gboolean
on_rested (gpointer user_data)
{
  HearthLobbyDoor *self = user_data;

  g_clear_pointer (&self->rest, g_source_unref);
  open_eyes (self);
  return G_SOURCE_REMOVE;
}

static void
close_eyes (HearthLobbyDoor *self)
{
  if (self->source)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

/* Without this the loop would turn as fast as it can for as long as there is no descriptor. */
static void
rest (HearthLobbyDoor *self, int error_number)
{
  g_warning ("no more connections can be taken for now: %s", g_strerror (error_number));
  close_eyes (self);
  self->rest = g_timeout_source_new_seconds (REST_S);
  g_source_set_callback (self->rest, on_rested, self, NULL);
  g_source_attach (self->rest, g_main_context_get_thread_default ());
}

static void
take (HearthLobbyDoor *self, int fd, const Address *address)
{
  char from[INET6_ADDRSTRLEN] = "";

  if (address->any.sa_family == AF_INET6)
    inet_ntop (AF_INET6, &address->v6.sin6_addr, from, sizeof from);
  else
    inet_ntop (AF_INET, &address->v4.sin_addr, from, sizeof from);
  hearth_lobby_take (self->lobby, fd, from);
}

static gboolean
on_knock (int listening, GIOCondition condition, gpointer user_data)
{
  HearthLobbyDoor *self = user_data;

  for (guint i = 0; i < AT_ONCE; i++)
    {
      Address address;
      socklen_t length = sizeof address;
      int fd = accept4 (self->fd, &address.any, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);

      if (fd >= 0)
        take (self, fd, &address);
      else if (errno == EAGAIN)
        return G_SOURCE_CONTINUE;
      else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
        {
          int error_number = errno;

          if (!hearth_lobby_make_room (self->lobby))
            {
              rest (self, error_number);
              return G_SOURCE_REMOVE;
            }
        }
    }
  return G_SOURCE_CONTINUE;
}

static void
open_eyes (HearthLobbyDoor *self)
{
  self->source = g_unix_fd_source_new (self->fd, G_IO_IN);
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_knock), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

static gboolean
address_from (const char *host, int family, guint16 port, Address *address)
{
  memset (address, 0, sizeof *address);
  address->any.sa_family = (sa_family_t)family;
  if (family == AF_INET6)
    {
      address->v6.sin6_port = htons (port);
      address->v6.sin6_addr = in6addr_any;
      return host == NULL || inet_pton (AF_INET6, host, &address->v6.sin6_addr) == 1;
    }
  address->v4.sin_port = htons (port);
  address->v4.sin_addr.s_addr = htonl (INADDR_ANY);
  return host == NULL || inet_pton (AF_INET, host, &address->v4.sin_addr) == 1;
}

static void
set_option (int fd, int level, int option, int value)
{
  if (setsockopt (fd, level, option, &value, sizeof value) < 0)
    g_debug ("socket option %d: %s", option, g_strerror (errno));
}

/* Returns a listening socket, or -1 with errno. */
static int
listen_at (const Address *address)
{
  gboolean is_v6 = address->any.sa_family == AF_INET6;
  int fd = socket (address->any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  int error_number;

  if (fd < 0)
    return -1;
  set_option (fd, SOL_SOCKET, SO_REUSEADDR, 1);
  if (is_v6)
    set_option (fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
  if (bind (fd, &address->any, is_v6 ? sizeof address->v6 : sizeof address->v4) == 0 && listen (fd, BACKLOG) == 0)
    return fd;
  error_number = errno;
  close (fd);
  errno = error_number;
  return -1;
}

static guint16
port_of (int fd)
{
  Address address;
  socklen_t length = sizeof address;

  if (getsockname (fd, &address.any, &length) < 0)
    return 0;
  return ntohs (address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port);
}

static gboolean
fail (int error_number, guint16 port, GError **error)
{
  if (error_number == EADDRINUSE)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_BUSY, "port %u is taken", port);
  else
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "cannot listen on port %u: %s", port,
                 g_strerror (error_number));
  return FALSE;
}

/* Both, with one port; without IPv6 on this PC, or without IPv4, the other one alone. */
static gboolean
listen_on_all (HearthLobbyDoor *doors, guint16 port, GError **error)
{
  Address v4, v6;
  int error_number = EADDRINUSE;

  for (guint try = 0; try < (port == 0 ? SAME_PORT_TRIES : 1) && error_number == EADDRINUSE; try++)
    {
      address_from (NULL, AF_INET, port, &v4);
      doors[0].fd = listen_at (&v4);
      error_number = doors[0].fd < 0 ? errno : 0;
      if (error_number == EADDRINUSE)
        continue;
      address_from (NULL, AF_INET6, doors[0].fd < 0 ? port : port_of (doors[0].fd), &v6);
      doors[1].fd = listen_at (&v6);
      if (doors[1].fd >= 0)
        return TRUE;
      if (errno != EADDRINUSE)
        break;
      error_number = EADDRINUSE;
      if (doors[0].fd >= 0)
        close (doors[0].fd);
      doors[0].fd = -1;
    }
  return doors[0].fd >= 0 || fail (error_number, port, error);
}

static gboolean
listen_on_one (HearthLobbyDoor *doors, const char *host, guint16 port, GError **error)
{
  Address address;

  if (!address_from (host, AF_INET, port, &address) && !address_from (host, AF_INET6, port, &address))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "not an address of this computer");
      return FALSE;
    }
  doors[0].fd = listen_at (&address);
  return doors[0].fd >= 0 || fail (errno, port, error);
}

/*< private >
 * hearth_lobby_doors_init:
 * @doors: (array fixed-size=2): closed ones
 * @lobby: whose
 */
void
hearth_lobby_doors_init (HearthLobbyDoor *doors, HearthLobby *lobby)
{
  for (guint i = 0; i < HEARTH_LOBBY_DOORS; i++)
    doors[i] = (HearthLobbyDoor){ .lobby = lobby, .fd = -1 };
}

/*< private >
 * hearth_lobby_doors_open:
 * @doors: (array fixed-size=2): closed ones
 * @host: (nullable): an address of this PC; %NULL: all
 * @port: 0 for any
 * @bound: (out): the port
 * @error: return location
 *
 * Returns: whether they listen; else %HEARTH_ERROR_BUSY, %HEARTH_ERROR_INVALID or %HEARTH_ERROR_FAILED
 */
gboolean
hearth_lobby_doors_open (HearthLobbyDoor *doors, const char *host, guint16 port, guint16 *bound, GError **error)
{
  if (!(host ? listen_on_one (doors, host, port, error) : listen_on_all (doors, port, error)))
    return FALSE;
  for (guint i = 0; i < HEARTH_LOBBY_DOORS; i++)
    if (doors[i].fd >= 0)
      {
        *bound = port_of (doors[i].fd);
        open_eyes (&doors[i]);
      }
  return TRUE;
}

/*< private >
 * hearth_lobby_doors_close:
 * @doors: (array fixed-size=2): open or closed ones
 */
void
hearth_lobby_doors_close (HearthLobbyDoor *doors)
{
  for (guint i = 0; i < HEARTH_LOBBY_DOORS; i++)
    {
      close_eyes (&doors[i]);
      if (doors[i].rest)
        g_source_destroy (doors[i].rest);
      g_clear_pointer (&doors[i].rest, g_source_unref);
      if (doors[i].fd >= 0)
        close (doors[i].fd);
      doors[i].fd = -1;
    }
}
