/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* hearth-hub: serves one center to the desks of a network, for as long as it runs. One main loop. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-center-service.h"
#include "hearth-error.h"
#include "hearth-house-store.h"
#include "hearth-hub.h"
#include "hearth-link.h"
#include "hearth-listener.h"
#include "hearth-pairing.h"
#include "hearth-publisher.h"
#include "hearth-tool-socket.h"

#include <errno.h>
#include <glib-unix.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <systemd/sd-daemon.h>

/* What was begun is done by then, or never will be. */
#define STOP_S 25
#define MAX_FILES 4096

/* How it ends; the same in data/man/hearth-hub.8. */
typedef enum
{
  EXIT_DONE = 0,
  EXIT_FAILED = 1,
  EXIT_USAGE = 2,
  EXIT_CANNOT_OPEN = 3, /* the center */
  EXIT_PORT_TAKEN = 4,
} Exit;

typedef struct
{
  char *path;    /* (owned) */
  char *address; /* (owned) (nullable) */
  int port;
  GMainLoop *loop;            /* (owned) */
  HearthHub *hub;             /* (owned) */
  HearthToolSocket *tools;    /* (owned) (nullable) */
  HearthPublisher *publisher; /* (owned) (nullable) */
  gboolean stopping;
  Exit status;
} Service;

static void
say_why_not (const char *path, const GError *error)
{
  static const struct
  {
    HearthError code;
    const char *sentence;
  } sentences[] = {
    { HEARTH_ERROR_NOT_FOUND, "There is no center at “%s”." },
    { HEARTH_ERROR_BUSY, "“%s” is open in another program. Close it there first." },
    { HEARTH_ERROR_DAMAGED, "“%s” is damaged. “hearthctl restore --newest” puts its newest good copy back." },
    { HEARTH_ERROR_TOO_NEW, "“%s” was written by a later Hearth. Install that version, then try again." },
    { HEARTH_ERROR_NOT_OURS, "“%s” was not written by Hearth." },
    { HEARTH_ERROR_NETWORK_DISK,
      "“%s” lies on a network or shared disk, where it is not safe. Move it to a disk of this computer." },
    { HEARTH_ERROR_READ_ONLY, "“%s” or its folder cannot be written." },
    { HEARTH_ERROR_NO_ROOM, "The disk of “%s” is full." },
  };

  for (guint i = 0; error->domain == HEARTH_ERROR && i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].code == (HearthError)error->code)
      {
        const char *mark = strstr (sentences[i].sentence, "%s");

        g_printerr ("%.*s%s%s\n", (int)(mark - sentences[i].sentence), sentences[i].sentence, path, mark + 2);
        return;
      }
  g_printerr ("“%s” cannot be opened: %s.\n", path, error->message);
}

static gboolean
parse (Service *self, char ***argv, Exit *status)
{
  g_auto (GStrv) rest = NULL;
  gboolean version = FALSE;
  const GOptionEntry entries[] = {
    { "port", 'p', 0, G_OPTION_ARG_INT, &self->port, "Where desks come in (7430); 0 for any that is free", "N" },
    { "address", 'a', 0, G_OPTION_ARG_STRING, &self->address, "Listen on this address of the computer alone",
      "ADDRESS" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, "Print the version", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, "CENTER" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, "Serves a center of Hearth to the desks of a network.");
  g_option_context_add_main_entries (context, entries, NULL);
  *status = EXIT_USAGE;
  if (!g_option_context_parse_strv (context, argv, &error))
    g_printerr ("%s.\nSee “hearth-hub --help”.\n", error->message);
  else if (version)
    {
      g_print ("hearth-hub %s\n", HEARTH_VERSION);
      *status = EXIT_DONE;
    }
  else if (rest == NULL || rest[1] != NULL || self->port < 0 || self->port > G_MAXUINT16)
    g_printerr ("Name one center file%s.\nSee “hearth-hub --help”.\n",
                rest && rest[1] == NULL ? ", and a port from 0 to 65535" : "");
  else
    {
      self->path = g_steal_pointer (&rest[0]);
      return TRUE;
    }
  return FALSE;
}

/* Systemd waits for the answers of the desks, not longer than for the rest of the system. */
static gboolean
on_stop_too_slow (gpointer user_data)
{
  g_printerr ("What was begun did not end in time.\n");
  exit (EXIT_FAILED);
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Service *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hearth_hub_stop_finish (HEARTH_HUB (source), result, &error))
    {
      g_printerr ("The center was not closed well: %s.\n", error->message);
      self->status = EXIT_FAILED;
    }
  g_main_loop_quit (self->loop);
}

static void
stop (Service *self)
{
  if (self->stopping)
    return;
  self->stopping = TRUE;
  sd_notify (0, "STOPPING=1\nSTATUS=Finishing what was begun");
  g_clear_pointer (&self->publisher, hearth_publisher_free);
  g_clear_pointer (&self->tools, hearth_tool_socket_free);
  g_timeout_add_seconds (STOP_S, on_stop_too_slow, NULL);
  hearth_hub_stop_async (self->hub, on_stopped, self);
}

static gboolean
on_signal (gpointer user_data)
{
  stop (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_stop_asked_idle (gpointer user_data)
{
  stop (user_data);
  return G_SOURCE_REMOVE;
}

/* The answer to whoever asks goes out first. */
static void
on_asked_to_stop (HearthHub *hub, gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_stop_asked_idle, user_data, NULL);
}

static gboolean
on_watchdog (gpointer user_data)
{
  sd_notify (0, "WATCHDOG=1");
  return G_SOURCE_CONTINUE;
}

/* What the network is told of a center. */
typedef struct
{
  HearthCenter *center; /* (owned) (nullable) */
  char *uuid;           /* (owned) (nullable) */
  char *epoch;          /* (owned) (nullable) */
} Told;

static gboolean
read_told (HearthUnit *unit, gpointer data, GError **error)
{
  Told *told = data;

  g_clear_object (&told->center);
  g_clear_pointer (&told->uuid, g_free);
  g_clear_pointer (&told->epoch, g_free);
  told->center = hearth_center_service_get (unit, error);
  return told->center != NULL && hearth_house_store_identity (unit->conn, &told->uuid, &told->epoch, error);
}

/* A moment's reading: it may wait. */
static void
tell_network (Service *self)
{
  const HearthCaller caller = { 0, 1, 0 };
  Told told = { 0 };
  g_autoptr (GError) error = NULL;

  if (!hearth_house_read (hearth_hub_get_house (self->hub), &caller, read_told, &told, &error))
    g_warning ("the center cannot be read: %s", error->message);
  else if (self->publisher)
    hearth_publisher_set_name (self->publisher, hearth_center_get_name (told.center));
  else
    self->publisher = hearth_publisher_new (told.uuid, told.epoch, hearth_center_get_name (told.center),
                                            hearth_listener_get_port (hearth_hub_get_listener (self->hub)));
  g_clear_object (&told.center);
  g_free (told.uuid);
  g_free (told.epoch);
}

static void
on_center_changed (HearthHub *hub, gpointer user_data)
{
  Service *self = user_data;

  if (self->publisher)
    tell_network (self);
}

static gboolean
is_loopback (const char *address)
{
  g_autoptr (GInetAddress) parsed = address ? g_inet_address_new_from_string (address) : NULL;

  return parsed && g_inet_address_get_is_loopback (parsed);
}

static void
announce (Service *self, HearthListener *listener)
{
  g_auto (GStrv) addresses = hearth_listener_list_addresses (listener);
  guint64 watchdog_us = 0;

  if (!is_loopback (self->address))
    tell_network (self);
  g_signal_connect (self->hub, "center-changed", G_CALLBACK (on_center_changed), self);
  g_print ("listening on %s\n", addresses[0]);
  fflush (stdout);
  sd_notifyf (0, "READY=1\nSTATUS=Listening on port %u", hearth_listener_get_port (listener));
  if (sd_watchdog_enabled (0, &watchdog_us) > 0)
    g_timeout_add ((guint)(watchdog_us / 2000), on_watchdog, NULL);
}

static Exit
fail_to_listen (Service *self, const GError *error)
{
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_BUSY))
    {
      g_printerr ("Port %d is taken by another program. Choose another one with --port=N.\n", self->port);
      return EXIT_PORT_TAKEN;
    }
  g_printerr ("Desks cannot come in: %s.\n", error->message);
  return EXIT_FAILED;
}

static Exit
serve (Service *self, HearthHouse *house)
{
  g_autoptr (HearthListener) listener = NULL;
  g_autoptr (HearthPairing) pairing = NULL;
  g_autoptr (GError) error = NULL;

  self->hub = hearth_hub_new (house);
  listener = hearth_listener_new (self->hub);
  hearth_listener_set_host (listener, self->address);
  if (!hearth_listener_start (listener, (guint16)self->port, &error))
    return fail_to_listen (self, error);
  self->tools = hearth_tool_socket_new (self->hub, self->path, &error);
  if (self->tools == NULL)
    {
      g_printerr ("Commands of this computer cannot come in: %s.\n", error->message);
      return EXIT_FAILED;
    }
  pairing = hearth_pairing_new (self->hub, hearth_listener_get_port (listener));
  hearth_hub_share (self->hub, listener, pairing);
  g_clear_object (&pairing);
  g_signal_connect (self->hub, "asked-to-stop", G_CALLBACK (on_asked_to_stop), self);
  g_unix_signal_add (SIGTERM, on_signal, self);
  g_unix_signal_add (SIGINT, on_signal, self);
  announce (self, listener);
  g_clear_object (&listener);
  g_main_loop_run (self->loop);
  return self->status;
}

/* Large messages are given back to the system when they are done with: left to itself the allocator learns to keep them, and
 * one desk that sends a few of a megabyte doubles the memory of the hub for good. */
#define GIVE_BACK_BYTES (128 * 1024)

/* A crowd of strangers must not take what the desks need; 1024 is what a person's programs begin with. */
static void
raise_limits (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur >= MAX_FILES)
    return;
  limit.rlim_cur = MIN (limit.rlim_max, MAX_FILES);
  if (setrlimit (RLIMIT_NOFILE, &limit) < 0)
    g_debug ("the limit of open files stays: %s", g_strerror (errno));
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (HearthHouse) house = NULL;
  g_autoptr (GError) error = NULL;
  Service self = { .port = HEARTH_LINK_PORT };
  Exit status;

  hearth_link_init ();
  raise_limits ();
  mallopt (M_MMAP_THRESHOLD, GIVE_BACK_BYTES);
  setlocale (LC_ALL, "");
  signal (SIGPIPE, SIG_IGN);
  g_set_prgname ("hearth-hub");
  words = g_strdupv (argv);
  self.loop = g_main_loop_new (NULL, FALSE);
  if (parse (&self, &words, &status))
    {
      house = hearth_house_open (self.path, &error);
      if (house == NULL)
        say_why_not (self.path, error);
      status = house ? serve (&self, house) : EXIT_CANNOT_OPEN;
    }
  g_clear_pointer (&self.publisher, hearth_publisher_free);
  g_clear_pointer (&self.tools, hearth_tool_socket_free);
  g_clear_object (&self.hub);
  g_main_loop_unref (self.loop);
  g_free (self.address);
  g_free (self.path);
  return (int)status;
}
