/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* hearthctl hub: asks the hub that serves the center now, through the socket beside the center file. Main thread. */

#define G_LOG_DOMAIN "hearthctl"

#include "config.h"

#include "hearth-tool.h"

#include "hearth-client.h"
#include "hearth-desk-client.h"
#include "hearth-error.h"
#include "hearth-socket-path.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* The hub lets in whom it runs as, and root is whoever it wants to be: the unit of a person runs among users of its own,
 * where root cannot be told from a stranger. Only for as long as the hub looks. */
static void
become_owner (const char *path)
{
  struct stat owner;

  if (geteuid () != 0 || stat (path, &owner) != 0 || owner.st_uid == 0)
    return;
  if (setegid (owner.st_gid) != 0 || seteuid (owner.st_uid) != 0)
    g_debug ("cannot act for the owner: %s", g_strerror (errno));
}

static void
become_oneself (void)
{
  if (seteuid (getuid ()) != 0 || setegid (getgid ()) != 0)
    g_debug ("cannot be root again: %s", g_strerror (errno));
}

static GSocketConnection *
open_socket (const char *path, GError **error)
{
  int folder = -1;
  g_autofree char *name = hearth_socket_path_shorten (path, &folder);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (name);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GSocketConnection *connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, error);

  if (folder >= 0)
    close (folder);
  return connection;
}

static gboolean
greet (HearthClient *client, const char *center, GError **error)
{
  g_autofree char *path = hearth_socket_path_of_center (center);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gboolean greeted;

  become_owner (path);
  connection = open_socket (path, error);
  if (connection)
    hearth_client_connect_async (client, G_IO_STREAM (connection), NULL, on_result, &result);
  greeted = connection && hearth_client_connect_finish (client, await (&result), error);
  become_oneself ();
  return greeted;
}

/* NULL: it is said why, and @status is set. */
static HearthClient *
connect_hub (HearthTool *tool, HearthExit *status)
{
  g_autoptr (HearthClient) client = hearth_client_new ();
  g_autoptr (GError) error = NULL;

  *status = HEARTH_EXIT_CANNOT_OPEN;
  if (access (tool->center, F_OK) != 0)
    {
      g_printerr (errno == EACCES ? "The center at “%s” belongs to somebody else.\n" : "There is no center at “%s”.\n",
                  tool->center);
      return NULL;
    }
  if (greet (client, tool->center, &error))
    return g_steal_pointer (&client);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_printerr ("The hub of “%s” belongs to somebody else.\n", tool->center);
  else
    g_printerr ("No hub serves “%s” now. “hearth-hub” starts one, and so does “Share this center”.\n", tool->center);
  return NULL;
}

static void
add_strv (JsonBuilder *builder, const char *const *values)
{
  json_builder_begin_array (builder);
  for (guint i = 0; values && values[i]; i++)
    json_builder_add_string_value (builder, values[i]);
  json_builder_end_array (builder);
}

/* All that a record says, by the names of its properties. */
static void
add_record (JsonBuilder *builder, GObject *record)
{
  guint n = 0;
  g_autofree GParamSpec **properties = g_object_class_list_properties (G_OBJECT_GET_CLASS (record), &n);

  json_builder_begin_object (builder);
  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_value_init (&value, properties[i]->value_type);
      g_object_get_property (record, properties[i]->name, &value);
      json_builder_set_member_name (builder, properties[i]->name);
      if (G_VALUE_HOLDS_STRING (&value))
        json_builder_add_string_value (builder, g_value_get_string (&value));
      else if (G_VALUE_HOLDS_INT64 (&value))
        json_builder_add_int_value (builder, g_value_get_int64 (&value));
      else if (G_VALUE_HOLDS_BOOLEAN (&value))
        json_builder_add_boolean_value (builder, g_value_get_boolean (&value));
      else if (G_VALUE_HOLDS (&value, G_TYPE_STRV))
        add_strv (builder, g_value_get_boxed (&value));
      else
        json_builder_add_null_value (builder);
    }
  json_builder_end_object (builder);
}

static char *
time_text (gint64 at_s)
{
  g_autoptr (GDateTime) at = at_s > 0 ? g_date_time_new_from_unix_local (at_s) : NULL;

  return at ? g_date_time_format (at, "%Y-%m-%d %H:%M") : g_strdup ("never");
}

static void
print_time (const char *what, gint64 at_s)
{
  g_autofree char *text = time_text (at_s);

  hearth_tool_print ("%-22s%s\n", what, text);
}

static void
print_size (const char *what, gint64 bytes)
{
  g_autofree char *text = g_format_size ((guint64)MAX (bytes, 0));

  hearth_tool_print ("%-22s%s\n", what, text);
}

static void
print_status (HearthHubStatus *status)
{
  const char *const *addresses = hearth_hub_status_get_addresses (status);
  g_autofree char *where = addresses ? g_strjoinv (", ", (char **)addresses) : g_strdup ("");
  g_autofree char *versions = hearth_hub_status_get_versions (status)
                                  ? g_strjoinv (", ", (char **)hearth_hub_status_get_versions (status))
                                  : g_strdup ("");

  hearth_tool_print ("%-22s%s\n", "Center", hearth_hub_status_get_center (status));
  hearth_tool_print ("%-22s%s\n", "Version", hearth_hub_status_get_version (status));
  hearth_tool_print ("%-22s%s\n", "Listens at", where);
  print_time ("Runs since", hearth_hub_status_get_started_at_s (status));
  hearth_tool_print ("%-22s%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT " connected\n", "Desks",
                     hearth_hub_status_get_desks (status), hearth_hub_status_get_connected (status));
  hearth_tool_print ("%-22s%s\n", "Versions of desks", *versions ? versions : "-");
  hearth_tool_print ("%-22s%" G_GINT64_FORMAT "\n", "Under way", hearth_hub_status_get_queue (status));
  print_time ("Last backup", hearth_hub_status_get_last_backup_at_s (status));
  if (*hearth_hub_status_get_backup_place (status))
    hearth_tool_print ("%-22s%s\n", "Second place", hearth_hub_status_get_backup_place (status));
  if (hearth_hub_status_get_place_backup_at_s (status) > 0)
    print_time ("Last backup there", hearth_hub_status_get_place_backup_at_s (status));
  if (hearth_hub_status_get_desk_backup_at_s (status) > 0)
    print_time ("Last one on a desk", hearth_hub_status_get_desk_backup_at_s (status));
  if (*hearth_hub_status_get_backup_problem (status))
    hearth_tool_print ("%-22s%s\n", "Trouble with backups", hearth_hub_status_get_backup_problem (status));
  print_size ("Database", hearth_hub_status_get_database_bytes (status));
  print_size ("Disk left", hearth_hub_status_get_disk_free_bytes (status));
  print_time ("Certificate until", hearth_hub_status_get_certificate_expires_at_s (status));
  if (hearth_hub_status_get_code_expires_at_s (status) > 0)
    print_time ("Code to join until", hearth_hub_status_get_code_expires_at_s (status));
}

static HearthExit
do_status (HearthTool *tool, HearthClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HearthHubStatus) status = NULL;
  g_autoptr (GError) error = NULL;

  hearth_desk_client_status_async (client, NULL, on_result, &result);
  status = hearth_desk_client_status_finish (client, await (&result), &error);
  if (status == NULL)
    return hearth_tool_fail (tool, error);
  if (tool->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      add_record (builder, G_OBJECT (status));
      hearth_tool_print_json (builder);
    }
  else
    print_status (status);
  return HEARTH_EXIT_DONE;
}

static HearthExit
do_code (HearthTool *tool, HearthClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL, *address = NULL, *until = NULL;
  gint64 expires_at_s = 0;

  hearth_desk_client_make_code_async (client, NULL, on_result, &result);
  code = hearth_desk_client_make_code_finish (client, await (&result), &expires_at_s, &address, &error);
  if (code == NULL)
    return hearth_tool_fail (tool, error);
  until = time_text (expires_at_s);
  if (tool->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "code");
      json_builder_add_string_value (builder, code);
      json_builder_set_member_name (builder, "expires-at-s");
      json_builder_add_int_value (builder, expires_at_s);
      json_builder_set_member_name (builder, "address");
      json_builder_add_string_value (builder, address);
      json_builder_end_object (builder);
      hearth_tool_print_json (builder);
    }
  else
    hearth_tool_print (
        "%s\nUntil %s one new desk joins with it, and any desk of the center finds this hub. It is reached at %s.\n",
        code, until, address);
  return HEARTH_EXIT_DONE;
}

static void
print_desk (HearthDesk *desk)
{
  g_autofree char *seen = time_text (hearth_desk_get_seen_at_s (desk));

  hearth_tool_print ("%4" G_GINT64_FORMAT "  %s  (%s%s)\n", hearth_desk_get_id (desk), hearth_desk_get_name (desk),
                     hearth_desk_get_connected (desk) ? "connected" : "last seen ",
                     hearth_desk_get_connected (desk) ? "" : seen);
}

static HearthExit
do_desks (HearthTool *tool, HearthClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListStore) desks = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GError) error = NULL;

  hearth_desk_client_list_async (client, NULL, on_result, &result);
  desks = hearth_desk_client_list_finish (client, await (&result), &error);
  if (desks == NULL)
    return hearth_tool_fail (tool, error);
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (desks)); i++)
    {
      g_autoptr (HearthDesk) desk = g_list_model_get_item (G_LIST_MODEL (desks), i);

      if (tool->json)
        add_record (builder, G_OBJECT (desk));
      else
        print_desk (desk);
    }
  json_builder_end_array (builder);
  if (tool->json)
    hearth_tool_print_json (builder);
  return HEARTH_EXIT_DONE;
}

static HearthExit
say_done (HearthTool *tool, const char *member, const char *sentence)
{
  if (tool->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, member);
      json_builder_add_boolean_value (builder, TRUE);
      json_builder_end_object (builder);
      hearth_tool_print_json (builder);
    }
  else
    hearth_tool_print ("%s\n", sentence);
  return HEARTH_EXIT_DONE;
}

static HearthExit
do_remove (HearthTool *tool, HearthClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 desk = g_ascii_strtoll (tool->rest[1], NULL, 10);

  hearth_desk_client_remove_async (client, desk, NULL, on_result, &result);
  if (hearth_desk_client_done_finish (client, await (&result), &error))
    return say_done (tool, "removed", "The desk is out.");
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND))
    {
      g_printerr ("There is no desk %s.\n", tool->rest[1]);
      return HEARTH_EXIT_FAILED;
    }
  return hearth_tool_fail (tool, error);
}

/* Ended, and not only asked to. */
static HearthExit
do_stop (HearthTool *tool, HearthClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_desk_client_stop_sharing_async (client, NULL, on_result, &result);
  if (!hearth_desk_client_done_finish (client, await (&result), &error))
    return hearth_tool_fail (tool, error);
  while (hearth_client_get_state (client) != HEARTH_CLIENT_AWAY)
    g_main_context_iteration (NULL, TRUE);
  return say_done (tool, "stopped", "The hub has ended.");
}

static gboolean
is_number (const char *text)
{
  return g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, NULL, NULL);
}

static HearthExit
run_hub (HearthTool *tool)
{
  static const struct
  {
    const char *name;
    guint n_rest;
    HearthExit (*run) (HearthTool *tool, HearthClient *client);
  } verbs[] = {
    { "status", 1, do_status }, { "code", 1, do_code }, { "desks", 1, do_desks },
    { "remove", 2, do_remove }, { "stop", 1, do_stop },
  };
  HearthExit status;

  for (guint i = 0; hearth_tool_n_rest (tool) > 0 && i < G_N_ELEMENTS (verbs); i++)
    {
      g_autoptr (HearthClient) client = NULL;

      if (!g_str_equal (tool->rest[0], verbs[i].name) || hearth_tool_n_rest (tool) != verbs[i].n_rest)
        continue;
      if (verbs[i].n_rest == 2 && !is_number (tool->rest[1]))
        return hearth_tool_usage (tool, "A desk is named by its number, see “hearthctl hub desks”.");
      client = connect_hub (tool, &status);
      if (client == NULL)
        return status;
      status = verbs[i].run (tool, client);
      hearth_client_disconnect (client);
      return status;
    }
  return hearth_tool_usage (tool, "Say status, code, desks, remove and a number, or stop.");
}

const HearthCommand hearth_command_hub = {
  .name = "hub",
  .arguments = "status | code | desks | remove N | stop",
  .summary = "Asks the hub that serves the center",
  .description = "The hub must run as the service hearth-hub. Only its owner and root may ask.",
  .run = run_hub,
};
