/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A hub that is found by the real Avahi, on a network of the test's own with a daemon at each end: a desk that knows a
 * wrong address comes in, and comes back when the hub's address changes. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-link.h"
#include "hearth-test-lan.h"
#include "hearth-test-net.h"
#include "hearth-test-wait.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#define NEVER_S 240
#define ANSWER_MS 2000
#define CABLE 0
#define WRONG_HOST "10.77.0.77"
#define NEW_LAST 9

/* A bus that lets everybody say everything, as the system's bus lets Avahi. */
#define BUS_CONFIG                                                                                                     \
  "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\""                                 \
  " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">"                                                  \
  "<busconfig><listen>unix:path=%s</listen><auth>EXTERNAL</auth><policy context=\"default\">"                          \
  "<allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/><allow "             \
  "user=\"*\"/></policy></busconfig>"
#define AVAHI_CONFIG "[server]\nhost-name=%s\nuse-ipv6=no\nallow-point-to-point=yes\n[wide-area]\nenable-wide-area=no\n"

static char *no_network; /* (owned) (nullable): why */

/* A bus and the Avahi on it, at one end of the network. */
typedef struct
{
  char *socket, *bus_config, *avahi_config; /* (owned): paths */
  GPid bus, avahi;
} End;

typedef struct
{
  char *folder; /* (owned) */
  End hub, desks;
} Air;

/* What must come true some time. */
#define wait_until(condition) HEARTH_TEST_WAIT_FOR (condition, NEVER_S)

static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static GPid
start (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async (NULL, (char **)argv, NULL,
                 G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL
                     | G_SPAWN_STDERR_TO_DEV_NULL,
                 die_with_parent, NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

/* Where it may not do what it has to it ends by itself. */
static gboolean
has_ended (GPid *pid)
{
  if (*pid == 0 || waitpid (*pid, NULL, WNOHANG) != *pid)
    return FALSE;
  *pid = 0;
  return TRUE;
}

static void
end (GPid pid)
{
  if (pid == 0)
    return;
  kill (pid, SIGKILL);
  g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
}

static char *
write_file (const char *folder, const char *name, const char *format, const char *value)
{
  char *path = g_build_filename (folder, name, NULL);
  g_auto (GStrv) halves = g_strsplit (format, "%s", 2);
  g_autofree char *text = g_strconcat (halves[0], value, halves[1], NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static GDBusConnection *
open_bus (const char *address)
{
  return g_dbus_connection_new_for_address_sync (address,
                                                 G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                     | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                 NULL, NULL, NULL);
}

static gboolean
has_bus (const char *address)
{
  g_autoptr (GDBusConnection) bus = open_bus (address);

  return bus != NULL;
}

static gboolean
has_avahi (const char *address)
{
  g_autoptr (GDBusConnection) bus = open_bus (address);
  g_autoptr (GVariant) reply
      = bus ? g_dbus_connection_call_sync (bus, "org.freedesktop.Avahi", "/", "org.freedesktop.Avahi.Server",
                                           "GetState", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, ANSWER_MS, NULL, NULL)
            : NULL;
  int state = 0;

  if (reply)
    g_variant_get (reply, "(i)", &state);
  return state == 2; /* running */
}

/* The system bus of whatever begins from here on. Avahi keeps what it is doing under /run: each sees one of
 * its own there. FALSE: this machine does not let one of them run. */
static gboolean
end_start (End *self, const char *folder, const char *name)
{
  g_autofree char *bus_name = g_strconcat (name, ".bus", NULL), *config_name = g_strconcat (name, ".conf", NULL);
  g_autofree char *avahi_name = g_strconcat (name, ".avahi", NULL);
  g_autofree char *address = NULL, *script = NULL;

  self->socket = g_build_filename (folder, bus_name, NULL);
  self->bus_config = write_file (folder, config_name, BUS_CONFIG, self->socket);
  self->avahi_config = write_file (folder, avahi_name, AVAHI_CONFIG, name);
  address = g_strconcat ("unix:path=", self->socket, NULL);
  script = g_strdup_printf ("mount -t tmpfs none /run && mkdir /run/avahi-daemon && exec avahi-daemon "
                            "--no-drop-root --no-chroot --no-rlimits -f %s",
                            self->avahi_config);

  const char *bus[] = { "dbus-daemon", "--nofork", "--config-file", self->bus_config, NULL };
  const char *avahi[] = { "unshare", "--mount", "sh", "-c", script, NULL };

  self->bus = start (bus);
  wait_until (has_ended (&self->bus) || has_bus (address));
  if (self->bus == 0)
    return FALSE;
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
  self->avahi = start (avahi);
  wait_until (has_ended (&self->avahi) || has_avahi (address));
  return self->avahi != 0;
}

static void
end_stop (End *self)
{
  end (self->avahi);
  end (self->bus);
  g_unlink (self->socket);
  g_unlink (self->bus_config);
  g_unlink (self->avahi_config);
  g_free (self->socket);
  g_free (self->bus_config);
  g_free (self->avahi_config);
}

static void
air_clear (Air *self)
{
  g_rmdir (self->folder);
  g_free (self->folder);
}

static const char *
missing_program (void)
{
  static const char *const programs[] = { "avahi-daemon", "dbus-daemon", "unshare" };

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autofree char *path = g_find_program_in_path (programs[i]);

      if (path == NULL)
        return programs[i];
    }
  return NULL;
}

static void
begin_with_wrong_address (HearthTestLanDesk *desk)
{
  g_autoptr (GError) error = NULL;

  hearth_desk_folder_set_address (desk->folder, WRONG_HOST, desk->lan->port, &error);
  g_assert_no_error (error);
  desk->connector = hearth_connector_new (desk->client, desk->folder);
  hearth_connector_start (desk->connector);
}

static void
test_found_again (void)
{
  Air air = { NULL };
  g_autoptr (HearthTestLan) lan = NULL;
  HearthTestLanDesk *desk;
  gint64 begun_us;

  if (no_network || missing_program ())
    {
      g_test_skip (no_network ? no_network : missing_program ());
      return;
    }
  air.folder = g_dir_make_tmp ("hearth-air-XXXXXX", NULL);
  lan = hearth_test_lan_new (1);
  g_free (lan->address);
  lan->address = g_strdup ("0.0.0.0");
  desk = hearth_test_lan_desk (lan, 0);
  hearth_test_net_go_to_hub ();
  if (!end_start (&air.hub, air.folder, "hub"))
    {
      hearth_test_net_go_to_desks ();
      end_stop (&air.hub);
      air_clear (&air);
      g_test_skip ("Avahi ends at once here");
      return;
    }
  hearth_test_lan_start (lan);
  hearth_test_net_go_to_desks ();
  g_assert_true (end_start (&air.desks, air.folder, "desks"));

  begun_us = g_get_monotonic_time ();
  begin_with_wrong_address (desk);
  wait_until (hearth_client_get_state (desk->client) == HEARTH_CLIENT_LOCKED);
  g_assert_cmpstr (hearth_desk_folder_get_host (desk->folder), !=, WRONG_HOST);
  g_test_message ("found by Avahi after %.1f s", (double)(g_get_monotonic_time () - begun_us) / G_USEC_PER_SEC);
  hearth_test_lan_desk_sign_in (desk, HEARTH_ROLE_GREETER);

  begun_us = g_get_monotonic_time ();
  hearth_test_net_move_hub (CABLE, NEW_LAST);
  wait_until (hearth_client_get_state (desk->client) == HEARTH_CLIENT_AWAY);
  wait_until (hearth_client_get_state (desk->client) != HEARTH_CLIENT_AWAY);
  g_test_message ("the hub has another address: connected again after %.1f s, at %s",
                  (double)(g_get_monotonic_time () - begun_us) / G_USEC_PER_SEC,
                  hearth_desk_folder_get_host (desk->folder));
  hearth_test_lan_desk_stop (desk);
  hearth_test_lan_stop (lan);
  /* What was given up has its end. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  end_stop (&air.hub);
  end_stop (&air.desks);
  air_clear (&air);
}

int
main (int argc, char **argv)
{
  no_network = hearth_test_net_enter ();
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/avahi/found-again", test_found_again);

  int failed = g_test_run ();

  g_free (no_network);
  return failed;
}
