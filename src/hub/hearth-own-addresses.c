/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The addresses of this PC, for people to type and for codes to carry. No state. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-own-addresses.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

/* Bridges and tunnels of virtual machines are networks too, but no desk is there. */
static gboolean
is_usable (const struct ifaddrs *one)
{
  return one->ifa_addr != NULL && (one->ifa_flags & IFF_UP) && !(one->ifa_flags & IFF_LOOPBACK)
         && !g_str_has_prefix (one->ifa_name, "docker") && !g_str_has_prefix (one->ifa_name, "virbr");
}

static void
add (GPtrArray *found, const struct ifaddrs *one, int family, guint16 port)
{
  char text[INET6_ADDRSTRLEN] = "";

  if (!is_usable (one) || one->ifa_addr->sa_family != family)
    return;
  if (family == AF_INET)
    {
      const struct sockaddr_in *v4 = (const void *)one->ifa_addr;

      inet_ntop (AF_INET, &v4->sin_addr, text, sizeof text);
      g_ptr_array_add (found, port ? g_strdup_printf ("%s:%u", text, port) : g_strdup (text));
    }
  else
    {
      const struct sockaddr_in6 *v6 = (const void *)one->ifa_addr;

      /* One of the link alone needs the name of the interface at the other end. */
      if (IN6_IS_ADDR_LINKLOCAL (&v6->sin6_addr))
        return;
      inet_ntop (AF_INET6, &v6->sin6_addr, text, sizeof text);
      g_ptr_array_add (found, g_strdup_printf ("[%s]:%u", text, port));
    }
}

static void
add_all (GPtrArray *found, int family, guint16 port)
{
  struct ifaddrs *all = NULL;

  if (getifaddrs (&all) < 0)
    return;
  for (const struct ifaddrs *one = all; one; one = one->ifa_next)
    add (found, one, family, port);
  freeifaddrs (all);
}

/**
 * hearth_own_addresses:
 * @host: (nullable): the only address that is used
 * @port: where desks come in
 *
 * Returns: (transfer full): "host:port" of each, IPv4 first; that of loopback where there is no network
 */
char **
hearth_own_addresses (const char *host, guint16 port)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  if (host)
    g_ptr_array_add (found, g_strdup_printf (strchr (host, ':') ? "[%s]:%u" : "%s:%u", host, port));
  else
    {
      add_all (found, AF_INET, port);
      add_all (found, AF_INET6, port);
      if (found->len == 0)
        g_ptr_array_add (found, g_strdup_printf ("127.0.0.1:%u", port));
    }
  g_ptr_array_add (found, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

/* The address from which this PC would speak to the world; nothing is sent for that. */
static char *
address_towards_world (void)
{
  struct sockaddr_in world = { .sin_family = AF_INET, .sin_port = htons (9) }, own;
  socklen_t length = sizeof own;
  char text[INET_ADDRSTRLEN] = "";
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  if (fd < 0)
    return NULL;
  world.sin_addr.s_addr = htonl (0xc0000201); /* 192.0.2.1, of the documents */
  if (connect (fd, (const struct sockaddr *)&world, sizeof world) == 0
      && getsockname (fd, (struct sockaddr *)&own, &length) == 0)
    inet_ntop (AF_INET, &own.sin_addr, text, sizeof text);
  close (fd);
  return *text && !g_str_has_prefix (text, "127.") ? g_strdup (text) : NULL;
}

/**
 * hearth_own_address:
 * @host: (nullable): the only address that is used
 *
 * Returns: (transfer full): that of the way out of this PC, else of its first network, else of loopback
 */
char *
hearth_own_address (const char *host)
{
  g_autoptr (GPtrArray) found = NULL;
  char *address;

  if (host)
    return g_strdup (host);
  address = address_towards_world ();
  if (address)
    return address;
  found = g_ptr_array_new_with_free_func (g_free);
  add_all (found, AF_INET, 0);
  return g_strdup (found->len > 0 ? found->pdata[0] : "127.0.0.1");
}
