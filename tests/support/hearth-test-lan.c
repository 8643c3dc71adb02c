/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A hub as a process of its own, and desks that have joined it, for tests. What a running desk does is in
 * hearth-test-lan-desk.c. Everything here aborts the test on failure. One main context. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-test-lan.h"

#include "hearth-desk-service.h"
#include "hearth-desk-client.h"
#include "hearth-error.h"
#include "hearth-join.h"
#include "hearth-link.h"
#include "hearth-session-client.h"
#include "hearth-socket-path.h"
#include "hearth-test-folder.h"
#include "hearth-test-hub.h"
#include "hearth-test-port.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void
desk_free (gpointer data)
{
  HearthTestLanDesk *self = data;

  g_clear_object (&self->connector);
  g_clear_object (&self->client);
  g_clear_object (&self->folder);
  g_free (self);
}

static HearthTestLan *
lan_new (HearthTestCenter *center, const char *center_file, guint n_desks)
{
  HearthTestLan *self = g_new0 (HearthTestLan, 1);
  g_autoptr (GError) error = NULL;

  hearth_link_init ();
  self->center = center;
  self->center_file = g_strdup (center_file);
  self->folder = g_dir_make_tmp ("hearth-desks-XXXXXX", &error);
  g_assert_no_error (error);
  self->address = g_strdup ("127.0.0.1");
  self->desks = g_ptr_array_new_with_free_func (desk_free);
  self->output = -1;
  self->port_kept = -1;
  for (guint i = 0; i < n_desks; i++)
    hearth_test_lan_add_desk (self, FALSE);
  return self;
}

HearthTestLan *
hearth_test_lan_new (guint n_desks)
{
  HearthTestCenter *center = hearth_test_center_new_in_zone (hearth_test_noon_zone ());

  hearth_test_center_cheap_passphrases (center);
  return lan_new (center, center->path, n_desks);
}

HearthTestLan *
hearth_test_lan_new_over (const char *center_file, guint n_desks)
{
  return lan_new (NULL, center_file, n_desks);
}

void
hearth_test_lan_free (HearthTestLan *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->desks);
  if (self->pid)
    hearth_test_lan_stop (self);
  g_clear_pointer (&self->center, hearth_test_center_free);
  hearth_test_folder_remove (self->folder);
  if (self->port_kept >= 0)
    close (self->port_kept);
  g_free (self->center_file);
  g_free (self->folder);
  g_free (self->address);
  g_free (self);
}

const char *
hearth_test_lan_center_file (HearthTestLan *self)
{
  return self->center_file;
}

/* A hub must not outlive a test that was aborted. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  /* Where a kernel gives two megabytes for the first byte of a stack, what the hub uses could not be seen. */
  prctl (PR_SET_THP_DISABLE, 1, 0, 0, 0);
  /* So that a file that may not grow is an error, as on a full disk. */
  signal (SIGXFSZ, SIG_IGN);
}

static void
read_port (HearthTestLan *self)
{
  char line[256] = "";
  gsize length = 0;

  while (length < sizeof line - 1 && read (self->output, line + length, 1) == 1 && line[length] != '\n')
    length++;
  g_assert_true (g_str_has_prefix (line, "listening on "));
  g_assert_cmpuint (g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10), ==, self->port);
}

/* It is this hub's, also while the hub does not run. */
static void
keep_port (HearthTestLan *self)
{
  if (self->port != 0)
    return;
  if (self->port_kept >= 0)
    close (self->port_kept);
  self->port_kept = hearth_test_port_keep (self->address, &self->port);
}

static void
close_house (HearthTestLan *self)
{
  g_autoptr (GError) error = NULL;

  if (self->center == NULL || self->center->house == NULL)
    return;
  hearth_house_close (self->center->house, &error);
  g_assert_no_error (error);
  g_clear_object (&self->center->house);
}

void
hearth_test_lan_start (HearthTestLan *self)
{
  g_autofree char *port = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (self->pid, ==, 0);
  close_house (self);
  keep_port (self);
  port = g_strdup_printf ("%u", self->port);

  const char *argv[] = { HEARTH_HUB_PROGRAM, "--port", port, "--address", self->address, self->center_file, NULL };

  g_spawn_async_with_pipes (NULL, (char **)argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, die_with_parent, NULL, &self->pid,
                            NULL, &self->output, NULL, &error);
  g_assert_no_error (error);
  read_port (self);
  for (guint i = 0; i < self->desks->len; i++)
    {
      HearthTestLanDesk *desk = self->desks->pdata[i];

      hearth_desk_folder_set_address (desk->folder, self->address, self->port, &error);
      g_assert_no_error (error);
    }
}

static void
on_end (GPid pid, int status, gpointer user_data)
{
  HearthTestLan *self = user_data;

  self->status = status;
  self->pid = 0;
}

/* Turns the main loop meanwhile: the desks here have answers to take. */
static int
await_end (HearthTestLan *self)
{
  int status;

  g_child_watch_add (self->pid, on_end, self);
  hearth_test_until (self->pid == 0);
  status = self->status;
  close (self->output);
  self->output = -1;
  return status;
}

static void
open_house (HearthTestLan *self)
{
  g_autoptr (GError) error = NULL;

  if (self->center == NULL)
    return;
  self->center->house = hearth_house_open (self->center_file, &error);
  g_assert_no_error (error);
}

void
hearth_test_lan_stop (HearthTestLan *self)
{
  int status;

  g_assert_cmpint (self->pid, >, 0);
  kill (self->pid, SIGTERM);
  status = await_end (self);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  open_house (self);
}

void
hearth_test_lan_fill_disk (HearthTestLan *self, gboolean full)
{
  struct rlimit limit;

  g_assert_cmpint (prlimit (self->pid, RLIMIT_FSIZE, NULL, &limit), ==, 0);
  limit.rlim_cur = full ? 0 : limit.rlim_max;
  g_assert_cmpint (prlimit (self->pid, RLIMIT_FSIZE, &limit, NULL), ==, 0);
}

void
hearth_test_lan_kill (HearthTestLan *self)
{
  int status;

  g_assert_cmpint (self->pid, >, 0);
  kill (self->pid, SIGKILL);
  status = await_end (self);
  g_assert_true (WIFSIGNALED (status));
  open_house (self);
}

static HearthTestLanDesk *
desk_new (HearthTestLan *self)
{
  HearthTestLanDesk *desk = g_new0 (HearthTestLanDesk, 1);
  g_autofree char *name = g_strdup_printf ("desk-%u", self->desks->len + 1);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  desk->lan = self;
  desk->folder = hearth_desk_folder_new (path);
  desk->client = hearth_client_new ();
  g_ptr_array_add (self->desks, desk);
  return desk;
}

typedef struct
{
  const char *name;
  gboolean front_desk;
  const char *request;
  char *certificate;
  char *authority;
  HearthHubIdentity identity;
  gint64 id;
} Enrolling;

static gboolean
enroll (HearthUnit *unit, gpointer data, GError **error)
{
  Enrolling *self = data;

  g_clear_pointer (&self->certificate, g_free);
  g_clear_pointer (&self->authority, g_free);
  hearth_hub_identity_clear (&self->identity);
  self->id = hearth_desk_service_enroll (unit, self->name, self->front_desk, self->request, &self->certificate,
                                         &self->authority, error);
  return self->id != 0 && hearth_desk_service_hub_identity (unit, &self->identity, error);
}

HearthTestLanDesk *
hearth_test_lan_add_desk (HearthTestLan *self, gboolean front_desk)
{
  const HearthCaller tool = HEARTH_CALLER_TOOL;
  HearthTestLanDesk *desk = desk_new (self);
  g_autofree char *name = g_strdup_printf ("Desk %u", self->desks->len);
  g_autoptr (GError) error = NULL;
  g_autofree char *request = hearth_desk_folder_make_request (desk->folder, &error);
  g_autoptr (HearthHouse) house = NULL;
  Enrolling enrolling = { .name = name, .front_desk = front_desk, .request = request };

  g_assert_no_error (error);
  g_assert_cmpint (self->pid, ==, 0);
  house = self->center ? g_object_ref (self->center->house) : hearth_house_open (self->center_file, &error);
  g_assert_no_error (error);
  hearth_house_write (house, &tool, enroll, &enrolling, &error);
  g_assert_no_error (error);
  if (self->center == NULL)
    hearth_house_close (house, &error);
  g_assert_no_error (error);
  desk->id = enrolling.id;
  hearth_desk_folder_set_joined (desk->folder, enrolling.certificate, enrolling.authority, self->address,
                                 self->port ? self->port : HEARTH_LINK_PORT, enrolling.id,
                                 enrolling.identity.center_uuid, enrolling.identity.center_name, &error);
  g_assert_no_error (error);
  g_free (enrolling.certificate);
  g_free (enrolling.authority);
  hearth_hub_identity_clear (&enrolling.identity);
  return desk;
}

/* The newest desk of the center. */
static gint64
newest_desk (HearthClient *tool)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) desks = NULL;
  gint64 newest = 0;

  hearth_desk_client_list_async (tool, NULL, hearth_test_on_result, &result);
  desks = hearth_desk_client_list_finish (tool, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (desks)); i++)
    {
      g_autoptr (HearthDesk) desk = g_list_model_get_item (G_LIST_MODEL (desks), i);

      newest = MAX (newest, hearth_desk_get_id (desk));
    }
  return newest;
}

HearthTestLanDesk *
hearth_test_lan_join (HearthTestLan *self, const char *name, gboolean front_desk)
{
  HearthTestLanDesk *desk = desk_new (self);
  g_autoptr (HearthClient) tool = hearth_test_lan_open_tool (self);
  g_autoptr (GAsyncResult) made = NULL, joined = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL, *address = NULL;
  gint64 expires_at_s;

  hearth_desk_client_make_code_async (tool, NULL, hearth_test_on_result, &made);
  code = hearth_desk_client_make_code_finish (tool, hearth_test_await (&made), &expires_at_s, &address, &error);
  g_assert_no_error (error);
  hearth_join_async (desk->folder, code, NULL, name, front_desk, NULL, hearth_test_on_result, &joined);
  hearth_join_finish (desk->folder, hearth_test_await (&joined), &error);
  g_assert_no_error (error);
  g_assert_true (hearth_desk_folder_has_joined (desk->folder));
  g_assert_cmpuint (hearth_desk_folder_get_port (desk->folder), ==, self->port);
  desk->id = newest_desk (tool);
  return desk;
}

HearthTestLanDesk *
hearth_test_lan_desk (HearthTestLan *self, guint n)
{
  g_assert_cmpuint (n, <, self->desks->len);
  return self->desks->pdata[n];
}

static void
copy_file (const char *from, const char *to, const char *name)
{
  g_autofree char *source = g_build_filename (from, name, NULL), *target = g_build_filename (to, name, NULL);
  g_autofree char *contents = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (source, &contents, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents_full (target, contents, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

HearthTestLanDesk *
hearth_test_lan_clone (HearthTestLanDesk *self)
{
  HearthTestLanDesk *clone = desk_new (self->lan);
  const char *from = hearth_desk_folder_get_path (self->folder);
  g_autofree char *to = g_strdup (hearth_desk_folder_get_path (clone->folder));
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  g_mkdir_with_parents (to, 0700);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (from, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        copy_file (from, to, name);
    }
  g_clear_object (&clone->folder);
  clone->folder = hearth_desk_folder_new (to);
  clone->id = self->id;
  g_assert_true (hearth_desk_folder_has_joined (clone->folder));
  return clone;
}

static GSocketConnection *
connect_to (HearthTestLan *lan, const char *source, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) own = source ? g_inet_socket_address_new_from_string (source, 0) : NULL;
  GSocketConnection *connection;

  g_socket_client_set_proxy_resolver (client, NULL);
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_local_address (client, own);
  connection = g_socket_client_connect_to_host (client, lan->address, lan->port, NULL, error);
  if (connection)
    hearth_link_tune (g_socket_connection_get_socket (connection));
  return connection;
}

GSocketConnection *
hearth_test_lan_open_tcp (HearthTestLan *self)
{
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = connect_to (self, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

static gboolean
on_accept_any (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer data)
{
  return TRUE;
}

static gboolean
take_greeting (GIOStream *stream, GError **error)
{
  char greeting = 0;
  gsize n = 0;

  if (!g_input_stream_read_all (g_io_stream_get_input_stream (stream), &greeting, 1, &n, NULL, error))
    return FALSE;
  if (n == 1 && greeting == HEARTH_LINK_WELCOME)
    return TRUE;
  g_set_error (error, HEARTH_ERROR,
               n == 0 ? HEARTH_ERROR_OFFLINE
                      : (greeting == HEARTH_LINK_REMOVED ? HEARTH_ERROR_REMOVED : HEARTH_ERROR_BUSY),
               "the hub said %d", greeting);
  return FALSE;
}

GIOStream *
hearth_test_lan_open_stream (HearthTestLanDesk *self, const char *source, GError **error)
{
  g_autoptr (GSocketConnection) plain = connect_to (self->lan, source, error);
  g_autoptr (GIOStream) stream = NULL;

  if (plain == NULL)
    return NULL;
  stream = hearth_link_new_client (G_IO_STREAM (plain), error);
  if (stream == NULL)
    return NULL;
  g_tls_connection_set_certificate (G_TLS_CONNECTION (stream), hearth_desk_folder_get_certificate (self->folder));
  g_signal_connect (stream, "accept-certificate", G_CALLBACK (on_accept_any), NULL);
  if (!g_tls_connection_handshake (G_TLS_CONNECTION (stream), NULL, error) || !take_greeting (stream, error))
    return NULL;
  return g_steal_pointer (&stream);
}

GDBusConnection *
hearth_test_lan_open_raw (HearthTestLanDesk *self, GError **error)
{
  g_autoptr (GIOStream) stream = hearth_test_lan_open_stream (self, NULL, error);

  if (stream == NULL)
    return NULL;
  return g_dbus_connection_new_sync (stream, NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, NULL, error);
}

HearthClient *
hearth_test_lan_open_tool (HearthTestLan *self)
{
  g_autofree char *path = hearth_socket_path_of_center (self->center_file);
  int folder = -1;
  g_autofree char *name = hearth_socket_path_shorten (path, &folder);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (name);
  g_autoptr (GSocketClient) socket_client = g_socket_client_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection
      = g_socket_client_connect (socket_client, G_SOCKET_CONNECTABLE (address), NULL, &error);
  HearthClient *client = hearth_client_new ();

  if (folder >= 0)
    close (folder);
  g_assert_no_error (error);
  hearth_client_connect_async (client, G_IO_STREAM (connection), NULL, hearth_test_on_result, &result);
  hearth_client_connect_finish (client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  return client;
}
