/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Two network namespaces and the cables between them. A namespace belongs to a thread; this program has its main thread in
 * that of the desks, and takes it to that of the hub only to start the hub. Main thread only. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-test-net.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

static int desks_fd = -1, hub_fd = -1;

static char *
run (const char *command)
{
  g_auto (GStrv) argv = g_strsplit (command, " ", -1);
  g_autofree char *complaint = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (!g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &complaint, &status, &error))
    return g_strdup (error->message);
  if (g_spawn_check_wait_status (status, &error))
    return NULL;
  return g_strdup_printf ("%s: %s", command, g_strstrip (complaint));
}

static char *run_printf (const char *format, ...) G_GNUC_PRINTF (1, 2);

static char *
run_printf (const char *format, ...)
{
  g_autofree char *command = NULL;
  va_list args;

  va_start (args, format);
  command = g_strdup_vprintf (format, args);
  va_end (args);
  return run (command);
}

static void
go_to (int fd)
{
  if (setns (fd, CLONE_NEWNET) < 0)
    g_error ("setns: %s", g_strerror (errno));
}

void
hearth_test_net_go_to_hub (void)
{
  go_to (hub_fd);
}

void
hearth_test_net_go_to_desks (void)
{
  go_to (desks_fd);
}

static int
new_namespace (char **why)
{
  int fd;

  if (unshare (CLONE_NEWNET) < 0)
    {
      *why = g_strdup_printf ("no network namespaces: %s", g_strerror (errno));
      return -1;
    }
  fd = open ("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
  *why = fd < 0 ? g_strdup (g_strerror (errno)) : run ("ip link set lo up");
  return fd;
}

/* Each is made at the desks' end and pushed through to the hub. */
static char *
lay_cable (guint n)
{
  char *why
      = run_printf ("ip link add desk%u type veth peer name hub%u netns /proc/%d/fd/%d", n, n, (int)getpid (), hub_fd);

  if (why == NULL)
    why = run_printf ("ip addr add 10.77.%u.2/24 dev desk%u", n, n);
  if (why == NULL)
    why = run_printf ("ip link set desk%u up", n);
  hearth_test_net_go_to_hub ();
  if (why == NULL)
    why = run_printf ("ip addr add 10.77.%u.1/24 dev hub%u", n, n);
  if (why == NULL)
    why = run_printf ("ip link set hub%u up", n);
  hearth_test_net_go_to_desks ();
  return why;
}

char *
hearth_test_net_enter (void)
{
  int before_fd = open ("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
  char *why = NULL;

  hub_fd = new_namespace (&why);
  if (why == NULL)
    desks_fd = new_namespace (&why);
  for (guint i = 0; why == NULL && i < HEARTH_TEST_NET_CABLES; i++)
    why = lay_cable (i);
  /* The tests that come after need a network all the same. */
  if (why && hub_fd >= 0)
    go_to (before_fd);
  if (before_fd >= 0)
    close (before_fd);
  return why;
}

static void
must (char *complaint)
{
  if (complaint)
    g_error ("%s", complaint);
}

void
hearth_test_net_plug (guint cable, gboolean at_hub, gboolean in)
{
  if (at_hub)
    hearth_test_net_go_to_hub ();
  must (run_printf ("ip link set %s%u %s", at_hub ? "hub" : "desk", cable, in ? "up" : "down"));
  hearth_test_net_go_to_desks ();
}

void
hearth_test_net_move_hub (guint cable, guint last)
{
  hearth_test_net_go_to_hub ();
  must (run_printf ("ip addr flush dev hub%u", cable));
  must (run_printf ("ip addr add 10.77.%u.%u/24 dev hub%u", cable, last, cable));
  hearth_test_net_go_to_desks ();
}
