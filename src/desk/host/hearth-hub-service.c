/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The hearth-hub service of this PC. A user unit of systemd keeps it running when nobody is signed in and starts it with
 * the PC. Where there is no systemd, or the center is not in its usual place, the program is started as a process of its
 * own, and by the application again when it is not there. Whether it answers is asked through the socket beside the center
 * file, which belongs to this person alone.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-host"

#include "config.h"

#include "hearth-hub-service.h"

#include "hearth-client.h"
#include "hearth-desk-client.h"
#include "hearth-error.h"
#include "hearth-link.h"
#include "hearth-socket-path.h"

#include <gio/gunixsocketaddress.h>
#include <unistd.h>

#define PROGRAM "hearth-hub"
#define UNIT "hearth-hub.service"
#define PAUSE_MS 100
#define PATIENCE_S 20
#define PORTS 20 /* how many after the usual one are looked at */
/* As hearth-hub(8) says: somebody took the port between the look and the start. */
#define EXIT_PORT_TAKEN 4

/* A service that is being started. */
typedef struct
{
  char *path;           /* (owned): the center file */
  HearthClient *client; /* (owned) (nullable): of the try that is under way */
  gint64 until;         /* monotonic */
  guint16 port;         /* at which it was asked to listen; 0 where it ran already */
  gboolean started;
  guint source;
} Start;

static void
start_free (Start *start)
{
  if (start->client != NULL)
    hearth_client_disconnect (start->client);
  g_clear_object (&start->client);
  g_clear_handle_id (&start->source, g_source_remove);
  g_free (start->path);
  g_free (start);
}

/* Beside this program, where it was built, or where programs are. */
static char *
find_program (void)
{
  const char *named = g_getenv ("HEARTH_HUB_PROGRAM");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self ? g_path_get_dirname (self) : g_strdup (".");
  g_autofree char *beside = g_build_filename (folder, PROGRAM, NULL);
  g_autofree char *built = g_build_filename (folder, "..", "hub", PROGRAM, NULL);

  if (named != NULL)
    return g_file_test (named, G_FILE_TEST_IS_EXECUTABLE) ? g_strdup (named) : NULL;
  if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  if (g_file_test (built, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&built);
  return g_find_program_in_path (PROGRAM);
}

/* The unit serves the center of the usual place. */
static gboolean
fits_unit (const char *path)
{
  g_autofree char *usual = g_build_filename (g_get_home_dir (), ".local", "share", "hearth", "center.hearth", NULL);
  g_autofree char *manager = g_build_filename (g_get_user_runtime_dir (), "systemd", "private", NULL);

  return g_getenv ("HEARTH_HUB_PROGRAM") == NULL && g_str_equal (path, usual)
         && g_file_test (manager, G_FILE_TEST_EXISTS);
}

static GSubprocess *
run (GError **error, const char *first, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  va_list args;

  va_start (args, first);
  for (const char *arg = first; arg != NULL; arg = va_arg (args, const char *))
    g_ptr_array_add (argv, (gpointer)arg);
  va_end (args);
  g_ptr_array_add (argv, NULL);
  return g_subprocess_newv ((const char *const *)argv->pdata,
                            G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, error);
}

/* The usual port, or the next where another center of this PC has that one: the same again after the next start. */
static guint16
find_port (void)
{
  for (guint16 port = HEARTH_LINK_PORT; port < HEARTH_LINK_PORT + PORTS; port++)
    {
      g_autoptr (GSocket) probe
          = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
      g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
      g_autoptr (GSocketAddress) address = g_inet_socket_address_new (any, port);

      if (probe != NULL && g_socket_bind (probe, address, TRUE, NULL))
        return port;
    }
  return HEARTH_LINK_PORT;
}

static gboolean try_cb (gpointer user_data);
static gboolean launch (GTask *task, GError **error);

static void
try_later (GTask *task)
{
  Start *start = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (g_get_monotonic_time () >= start->until)
    {
      g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "the service does not answer");
      return;
    }
  start->source = g_timeout_add_full (G_PRIORITY_DEFAULT, PAUSE_MS, try_cb, g_object_ref (task), g_object_unref);
}

/* It ended before it answered: nothing is worth waiting for, but where another port helps. */
static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GSubprocess *process = G_SUBPROCESS (source);
  Start *start = g_task_get_task_data (task);

  g_subprocess_wait_finish (process, result, NULL);
  if (g_task_get_completed (task))
    return;
  if (g_get_monotonic_time () >= start->until || !g_subprocess_get_if_exited (process)
      || g_subprocess_get_exit_status (process) != EXIT_PORT_TAKEN || !launch (task, NULL))
    start->until = 0;
}

/* A process of its own, in a session of its own: it stays when the application ends. */
static gboolean
launch (GTask *task, GError **error)
{
  Start *start = g_task_get_task_data (task);
  g_autofree char *program = find_program ();
  g_autofree char *port = NULL;
  g_autoptr (GSubprocess) process = NULL;

  if (program == NULL)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "the hub service is not installed");
      return FALSE;
    }
  start->port = find_port ();
  port = g_strdup_printf ("%u", start->port);
  process = run (error, "setsid", program, "--port", port, start->path, NULL);
  if (process == NULL)
    return FALSE;
  g_subprocess_wait_async (process, NULL, ended_cb, g_object_ref (task));
  return TRUE;
}

static void
spawn (GTask *task)
{
  g_autoptr (GError) error = NULL;

  if (launch (task, &error))
    try_later (task);
  else
    g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "the hub service does not start: %s",
                             error->message);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  spawn (task);
}

/* So that systemd does not go on trying beside the other process. */
static void
start_without_systemd (GTask *task)
{
  g_autoptr (GSubprocess) undo = run (NULL, "systemctl", "--user", "disable", "--now", UNIT, NULL);

  if (undo != NULL)
    g_subprocess_wait_async (undo, NULL, undone_cb, g_object_ref (task));
  else
    spawn (task);
}

static void
enabled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) linger = NULL;

  if (!g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error))
    {
      g_message ("systemd does not start the service, so it is started without: %s", error->message);
      start_without_systemd (task);
      return;
    }
  /* So that it runs when nobody is signed in to the PC. Where that is not allowed it runs while somebody is. */
  linger = run (NULL, "loginctl", "enable-linger", NULL);
  try_later (task);
}

static void
begin (GTask *task)
{
  Start *start = g_task_get_task_data (task);
  g_autoptr (GSubprocess) systemctl = NULL;

  if (start->started)
    {
      try_later (task);
      return;
    }
  start->started = TRUE;
  if (fits_unit (start->path))
    systemctl = run (NULL, "systemctl", "--user", "enable", "--now", UNIT, NULL);
  if (systemctl != NULL)
    start->port = HEARTH_LINK_PORT;
  if (systemctl != NULL)
    g_subprocess_wait_check_async (systemctl, g_task_get_cancellable (task), enabled_cb, g_object_ref (task));
  else
    spawn (task);
}

static void
status_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *start = g_task_get_task_data (task);
  g_autoptr (HearthHubStatus) status = hearth_desk_client_status_finish (HEARTH_CLIENT (source), result, NULL);
  const char *const *addresses = status ? hearth_hub_status_get_addresses (status) : NULL;
  g_autofree char *host = NULL;
  guint16 port = start->port;

  hearth_client_disconnect (start->client);
  g_clear_object (&start->client);
  /* A PC without a network has no address to tell. */
  if (addresses != NULL && addresses[0] != NULL)
    hearth_link_parse_address (addresses[0], HEARTH_LINK_PORT, &host, &port, NULL);
  if (status != NULL && port != 0)
    g_task_return_int (task, port);
  else
    try_later (task);
}

static void
greeted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *start = g_task_get_task_data (task);

  if (hearth_client_connect_finish (start->client, result, NULL))
    hearth_desk_client_status_async (start->client, g_task_get_cancellable (task), status_cb, g_object_ref (task));
  else
    {
      g_clear_object (&start->client);
      try_later (task);
    }
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *start = g_task_get_task_data (task);
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, NULL);

  if (connection == NULL)
    {
      begin (task);
      return;
    }
  start->started = TRUE;
  start->client = hearth_client_new ();
  hearth_client_connect_async (start->client, G_IO_STREAM (connection), g_task_get_cancellable (task), greeted_cb,
                               g_object_ref (task));
}

static gboolean
try_cb (gpointer user_data)
{
  GTask *task = user_data;
  Start *start = g_task_get_task_data (task);
  g_autofree char *path = hearth_socket_path_of_center (start->path);
  int folder = -1;
  g_autofree char *name = hearth_socket_path_shorten (path, &folder);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (name);
  g_autoptr (GSocketClient) socket_client = g_socket_client_new ();

  start->source = 0;
  g_socket_client_connect_async (socket_client, G_SOCKET_CONNECTABLE (address), g_task_get_cancellable (task),
                                 connected_cb, g_object_ref (task));
  /* A Unix socket is connected, or is not, before the call comes back. */
  if (folder >= 0)
    close (folder);
  return G_SOURCE_REMOVE;
}

/**
 * hearth_hub_service_is_there:
 *
 * Returns: whether there is a program to start
 */
gboolean
hearth_hub_service_is_there (void)
{
  g_autofree char *program = find_program ();

  return program != NULL;
}

/**
 * hearth_hub_service_start_async:
 * @path: a center file that nothing in this program holds open
 * @cancellable: (nullable): a cancellable; the service is not ended by it
 * @callback: called when the service answers, or does not
 * @user_data: for @callback
 *
 * Has the service run.
 */
void
hearth_hub_service_start_async (const char *path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);

  g_task_set_source_tag (task, hearth_hub_service_start_async);
  start->path = g_strdup (path);
  start->until = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  g_task_set_task_data (task, start, (GDestroyNotify)start_free);
  try_cb (task);
}

/**
 * hearth_hub_service_start_finish:
 * @result: of hearth_hub_service_start_async()
 * @error: (out): NOT_FOUND where the service is not installed, OFFLINE where it does not answer
 *
 * Returns: the port at which desks reach the center; 0 on failure
 */
guint16
hearth_hub_service_start_finish (GAsyncResult *result, GError **error)
{
  gssize port = g_task_propagate_int (G_TASK (result), error);

  return port > 0 ? (guint16)port : 0;
}

static void
disabled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  /* A unit that never was enabled cannot be disabled: as good. */
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

/**
 * hearth_hub_service_disable_async:
 * @path: the center file that it served
 * @callback: called when systemd knows
 * @user_data: for @callback
 *
 * Has systemd leave the service alone from now on.
 */
void
hearth_hub_service_disable_async (const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GSubprocess) systemctl = NULL;

  g_task_set_source_tag (task, hearth_hub_service_disable_async);
  if (fits_unit (path))
    systemctl = run (NULL, "systemctl", "--user", "disable", "--now", UNIT, NULL);
  if (systemctl != NULL)
    g_subprocess_wait_async (systemctl, NULL, disabled_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * hearth_hub_service_disable_finish:
 * @result: of hearth_hub_service_disable_async()
 */
void
hearth_hub_service_disable_finish (GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}
