/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A port that a test has for itself. Between two times that a hub listens there the port would be free, and another test
 * that connects at that moment may be given it. A socket that is bound and never listens keeps it: whoever allows addresses
 * to be used again may listen beside it, nobody is given the port unasked, and while nobody listens, nobody answers. Any
 * thread. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-test-port.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>

int
hearth_test_port_keep (const char *address, guint16 *port)
{
  struct sockaddr_in own = { .sin_family = AF_INET, .sin_port = htons (*port) };
  socklen_t length = sizeof own;
  const int yes = 1;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (inet_pton (AF_INET, address, &own.sin_addr), ==, 1);
  g_assert_cmpint (setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes), ==, 0);
  g_assert_cmpint (bind (fd, (const struct sockaddr *)&own, sizeof own), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *)&own, &length), ==, 0);
  *port = ntohs (own.sin_port);
  return fd;
}

gboolean
hearth_test_port_may_open (guint n)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  if (limit.rlim_max < n)
    return FALSE;
  limit.rlim_cur = MAX (limit.rlim_cur, n);
  return setrlimit (RLIMIT_NOFILE, &limit) == 0;
}
