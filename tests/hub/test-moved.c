/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The PC of the hub dies for good. A desk kept a sealed backup; its PC becomes the hub; the desks follow with one code; and
 * what they were told was kept, after that backup was made, comes back, each once. The programs are those that people use. */

#include "config.h"

#include "hearth-backup-keeper.h"
#include "hearth-checkin-client.h"
#include "hearth-desk-client.h"
#include "hearth-desk-service.h"
#include "hearth-error.h"
#include "hearth-join.h"
#include "hearth-outbox.h"
#include "hearth-test-folder.h"
#include "hearth-test-hub.h"
#include "hearth-test-lan.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#define PASSPHRASE "the light stays on"
#define ROOM_BYTES (G_GUINT64_CONSTANT (300) * 1024 * 1024)

static void
keep_backups_at (HearthTestLan *lan, gint64 id)
{
  g_autoptr (HearthClient) tool = hearth_test_lan_open_tool (lan);
  g_autoptr (GAsyncResult) listed = NULL, saved = NULL, placed = NULL;
  g_autoptr (GListStore) desks = NULL;
  g_autoptr (HearthDesk) after = NULL;
  g_autoptr (GError) error = NULL;

  hearth_desk_client_list_async (tool, NULL, hearth_test_on_result, &listed);
  desks = hearth_desk_client_list_finish (tool, hearth_test_await (&listed), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (desks)) && after == NULL; i++)
    {
      g_autoptr (HearthDesk) desk = g_list_model_get_item (G_LIST_MODEL (desks), i);

      if (hearth_desk_get_id (desk) != id)
        continue;
      hearth_desk_client_save_async (tool, desk, g_variant_new_parsed ("{'keeps-backups': <true>}"), NULL,
                                     hearth_test_on_result, &saved);
      after = hearth_desk_client_save_finish (tool, hearth_test_await (&saved), &error);
      g_assert_no_error (error);
    }
  g_assert_nonnull (after);
  hearth_desk_client_set_backup_place_async (tool, 1, "", PASSPHRASE, NULL, hearth_test_on_result, &placed);
  hearth_desk_client_done_finish (tool, hearth_test_await (&placed), &error);
  g_assert_no_error (error);
  hearth_client_disconnect (tool);
}

static gint64
backup_at_s (HearthTestLan *lan)
{
  g_autoptr (HearthClient) tool = hearth_test_lan_open_tool (lan);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HearthHubStatus) status = NULL;
  g_autoptr (GError) error = NULL;

  hearth_desk_client_status_async (tool, NULL, hearth_test_on_result, &result);
  status = hearth_desk_client_status_finish (tool, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  hearth_client_disconnect (tool);
  return hearth_hub_status_get_desk_backup_at_s (status);
}

/* The only backup on the shelf of the desk. Nobody else can read it. */
static char *
kept_file (HearthTestLanDesk *desk)
{
  g_autofree char *folder = g_build_filename (hearth_desk_folder_get_path (desk->folder), "backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  char *path = NULL;
  const char *name;
  GStatBuf status;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)))
    {
      g_assert_null (path);
      path = g_build_filename (folder, name, NULL);
    }
  g_assert_nonnull (path);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  return path;
}

static void
wait_for_backup (HearthTestLanDesk *desk, HearthBackupKeeper *keeper)
{
  hearth_test_until (hearth_backup_keeper_get_kept_at_s (keeper) > 0);
  while (backup_at_s (desk->lan) != hearth_backup_keeper_get_kept_at_s (keeper))
    g_main_context_iteration (NULL, FALSE);
}

static void
check_in (HearthTestLanDesk *desk, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HearthVisit) visit = NULL;
  g_autoptr (GError) error = NULL;

  hearth_checkin_client_record_guest_async (desk->client, g_variant_new_parsed ("{'new': <true>, 'name': <%s>}", name),
                                            NULL, hearth_test_on_result, &result);
  visit = hearth_checkin_client_visit_finish (desk->client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
}

/* As somebody at that PC would: hearthctl asks for the passphrase, here from a file. */
static void
restore (const char *backup, const char *center_file)
{
  g_autofree char *folder = g_path_get_dirname (center_file);
  g_autofree char *secret = g_build_filename (folder, "passphrase", NULL);
  g_autofree char *center = g_strconcat ("--center=", center_file, NULL);
  g_autofree char *from = g_strconcat ("--passphrase-file=", secret, NULL);
  const char *argv[] = { HEARTHCTL_PROGRAM, "restore", center, from, backup, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_file_set_contents (secret, PASSPHRASE "\n", -1, &error));
  g_assert_cmpint (g_chmod (secret, 0600), ==, 0);
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_cmpint (g_unlink (secret), ==, 0);
}

static void
follow (HearthTestLanDesk *desk, const char *code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_join_follow_async (desk->folder, code, NULL, NULL, hearth_test_on_result, &result);
  hearth_join_follow_finish (desk->folder, hearth_test_await (&result), &error);
  g_assert_no_error (error);
}

/* Of today, as the hub reads it now. */
static gsize
count_visits (HearthTestLan *lan)
{
  g_autoptr (HearthClient) tool = hearth_test_lan_open_tool (lan);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL, visits = NULL;
  GDBusProxy *bus = G_DBUS_PROXY (hearth_client_get_checkin_bus (tool));

  g_dbus_proxy_call (bus, "Day", g_variant_new ("(s)", ""), G_DBUS_CALL_FLAGS_NONE, -1, NULL, hearth_test_on_result,
                     &result);
  reply = g_dbus_proxy_call_finish (bus, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  visits = g_variant_get_child_value (reply, 2);
  hearth_client_disconnect (tool);
  return g_variant_n_children (visits);
}

static void
assert_each_once (const char *center_file, const char *const *names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthHouse) house = hearth_house_open (center_file, &error);
  HearthTestCenter center = { .house = house };

  g_assert_no_error (error);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *sql
          = g_strdup_printf ("SELECT count (*) FROM visit WHERE guest_name = '%s' AND voided_at_s = 0", names[i]);

      g_assert_cmpint (hearth_test_center_number (&center, sql), ==, 1);
    }
  g_assert_true (hearth_house_close (house, &error));
}

typedef struct
{
  HearthTestLan *lan; /* (owned) */
  HearthOutbox *outboxes[2];
} Desks;

/* What Desk.EnrollOwn gives. */
typedef struct
{
  char *request, *certificate, *authority; /* (owned) */
  HearthHubIdentity identity;
} Own;

static gboolean
enroll_own (HearthUnit *unit, gpointer data, GError **error)
{
  Own *own = data;

  return hearth_desk_service_enroll_own (unit, own->request, &own->certificate, &own->authority, error)
         && hearth_desk_service_hub_identity (unit, &own->identity, error);
}

/* The application on the PC of the hub: desk 1, as after it has shared the center. */
static void
make_own (HearthTestLanDesk *desk)
{
  const HearthCaller tool = HEARTH_CALLER_TOOL;
  g_autoptr (GError) error = NULL;
  Own own = { 0 };

  g_assert_true (hearth_desk_folder_forget (desk->folder, &error));
  own.request = hearth_desk_folder_make_request (desk->folder, &error);
  g_assert_no_error (error);
  hearth_house_write (desk->lan->center->house, &tool, enroll_own, &own, &error);
  g_assert_no_error (error);
  hearth_desk_folder_set_joined (desk->folder, own.certificate, own.authority, "127.0.0.1", 7430, 1,
                                 own.identity.center_uuid, own.identity.center_name, &error);
  g_assert_no_error (error);
  desk->id = 1;
  hearth_hub_identity_clear (&own.identity);
  g_free (own.request);
  g_free (own.certificate);
  g_free (own.authority);
}

/* @own: the first is that of the PC of the hub. */
static Desks
two_desks (gboolean own)
{
  Desks desks = { .lan = hearth_test_lan_new (2) };

  if (own)
    make_own (hearth_test_lan_desk (desks.lan, 0));
  for (guint i = 0; i < 2; i++)
    {
      HearthTestLanDesk *desk = hearth_test_lan_desk (desks.lan, i);

      desks.outboxes[i] = hearth_outbox_new (desk->client, hearth_desk_folder_get_path (desk->folder));
    }
  hearth_test_lan_start (desks.lan);
  for (guint i = 0; i < 2; i++)
    {
      hearth_test_lan_desk_start (hearth_test_lan_desk (desks.lan, i));
      hearth_test_lan_desk_sign_in (hearth_test_lan_desk (desks.lan, i), HEARTH_ROLE_GREETER);
    }
  return desks;
}

static HearthTestLan *
start_elsewhere (const char *center_file)
{
  HearthTestLan *elsewhere = hearth_test_lan_new_over (center_file, 0);

  g_free (elsewhere->address);
  elsewhere->address = g_strdup ("127.0.0.2");
  hearth_test_lan_start (elsewhere);
  return elsewhere;
}

static void
test_moved (void)
{
  static const char *const names[] = { "Before", "First desk", "Second desk", NULL };
  Desks desks = two_desks (FALSE);
  HearthTestLanDesk *first = hearth_test_lan_desk (desks.lan, 0), *second = hearth_test_lan_desk (desks.lan, 1);
  g_autoptr (HearthBackupKeeper) keeper
      = hearth_backup_keeper_new (second->client, hearth_desk_folder_get_path (second->folder));
  g_autofree char *center_file = g_build_filename (desks.lan->folder, "center.hearth", NULL);
  g_autofree char *backup = NULL, *code = NULL;
  HearthTestLan *elsewhere;

  check_in (first, "Before");
  keep_backups_at (desks.lan, second->id);
  wait_for_backup (second, keeper);
  backup = kept_file (second);
  check_in (first, "First desk");
  check_in (second, "Second desk");
  hearth_test_lan_kill (desks.lan);
  hearth_test_until (hearth_client_get_state (first->client) == HEARTH_CLIENT_AWAY
                     && hearth_client_get_state (second->client) == HEARTH_CLIENT_AWAY);

  /* Numbered as in the README: restore, start the hub, make a code, type it at each desk. */
  restore (backup, center_file);
  elsewhere = start_elsewhere (center_file);
  code = hearth_test_lan_make_code (elsewhere);
  follow (first, code);
  follow (second, code);

  hearth_connector_try_now (first->connector);
  hearth_connector_try_now (second->connector);
  hearth_test_until (hearth_client_get_state (first->client) != HEARTH_CLIENT_AWAY
                     && hearth_client_get_state (second->client) != HEARTH_CLIENT_AWAY);
  while (count_visits (elsewhere) < 3)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (count_visits (elsewhere), ==, 3);
  hearth_test_sign_in (first->client, HEARTH_ROLE_GREETER);

  hearth_test_lan_desk_stop (first);
  hearth_test_lan_desk_stop (second);
  hearth_test_lan_stop (elsewhere);
  assert_each_once (center_file, names);
  hearth_test_lan_free (elsewhere);
  for (guint i = 0; i < 2; i++)
    g_clear_object (&desks.outboxes[i]);
  g_clear_object (&keeper);
  hearth_test_lan_free (desks.lan);
}

static void
keep_guest (HearthOutbox *outbox, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthKept) kept
      = hearth_outbox_keep_guest (outbox, g_variant_new_parsed ("{'new': <true>, 'name': <%s>}", name), &error);

  g_assert_no_error (error);
  g_assert_nonnull (kept);
}

static void
assert_out (HearthTestLanDesk *desk, HearthTestLan *hub, HearthError why)
{
  int code = why;

  hearth_desk_folder_set_address (desk->folder, hub->address, hub->port, NULL);
  hearth_connector_try_now (desk->connector);
  hearth_test_until (g_error_matches (hearth_connector_get_error (desk->connector), HEARTH_ERROR, code));
  g_assert_cmpint (hearth_client_get_state (desk->client), ==, HEARTH_CLIENT_AWAY);
}

static void
join (HearthTestLanDesk *desk, HearthTestLan *hub)
{
  g_autofree char *code = hearth_test_lan_make_code (hub);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_join_async (desk->folder, code, NULL, "Front desk", FALSE, NULL, hearth_test_on_result, &result);
  hearth_join_finish (desk->folder, hearth_test_await (&result), &error);
  g_assert_no_error (error);
}

/* The PC of the hub comes back to life after its center went on elsewhere: it is out from the first moment, whoever has it;
 * joined with a code it is the desk it was, and nothing is lost of what it was told was saved, or kept. Its old hub serves
 * nobody any more. */
static void
test_left_behind (void)
{
  static const char *const names[] = { "Before", "First desk", "Kept", NULL };
  Desks desks = two_desks (TRUE);
  HearthTestLanDesk *first = hearth_test_lan_desk (desks.lan, 0), *second = hearth_test_lan_desk (desks.lan, 1);
  g_autoptr (HearthBackupKeeper) keeper
      = hearth_backup_keeper_new (second->client, hearth_desk_folder_get_path (second->folder));
  g_autofree char *folder = g_dir_make_tmp ("hearth-elsewhere-XXXXXX", NULL);
  g_autofree char *center_file = g_build_filename (folder, "center.hearth", NULL);
  g_autofree char *backup = NULL, *code = NULL;
  HearthTestLan *elsewhere;

  check_in (first, "Before");
  keep_backups_at (desks.lan, second->id);
  wait_for_backup (second, keeper);
  backup = kept_file (second);
  check_in (first, "First desk");
  hearth_test_lan_kill (desks.lan);
  hearth_test_until (hearth_client_get_state (first->client) == HEARTH_CLIENT_AWAY);
  keep_guest (desks.outboxes[0], "Kept");

  restore (backup, center_file);
  elsewhere = start_elsewhere (center_file);
  code = hearth_test_lan_make_code (elsewhere);
  follow (second, code);
  hearth_connector_try_now (second->connector);
  hearth_test_until (hearth_client_get_state (second->client) != HEARTH_CLIENT_AWAY);
  assert_out (first, elsewhere, HEARTH_ERROR_REMOVED);
  g_assert_null (hearth_client_get_account (first->client));

  hearth_test_lan_desk_stop (first);
  join (first, elsewhere);
  hearth_test_lan_desk_start (first);
  while (count_visits (elsewhere) < 3)
    g_main_context_iteration (NULL, FALSE);
  hearth_test_until (hearth_outbox_get_waiting (desks.outboxes[0]) == 0);
  g_assert_cmpuint (hearth_outbox_get_to_settle (desks.outboxes[0]), ==, 0);
  g_assert_cmpint (hearth_hub_greeting_get_desk (hearth_client_get_greeting (first->client)), >, 1000);

  hearth_test_lan_stop (elsewhere);
  hearth_test_lan_start (desks.lan);
  assert_out (second, desks.lan, HEARTH_ERROR_REPLACED);
  assert_each_once (center_file, names);
  hearth_test_lan_desk_stop (first);
  hearth_test_lan_desk_stop (second);
  hearth_test_lan_free (elsewhere);
  for (guint i = 0; i < 2; i++)
    g_clear_object (&desks.outboxes[i]);
  g_clear_object (&keeper);
  hearth_test_lan_free (desks.lan);
  hearth_test_folder_remove (folder);
}

/* Nobody sits at the desk when it is asked to keep backups: it does from when somebody comes. */
static void
test_locked (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (1);
  HearthTestLanDesk *desk = hearth_test_lan_desk (lan, 0);
  g_autoptr (HearthBackupKeeper) keeper
      = hearth_backup_keeper_new (desk->client, hearth_desk_folder_get_path (desk->folder));
  g_autofree char *kept = NULL;

  hearth_test_lan_start (lan);
  hearth_test_lan_desk_start (desk);
  keep_backups_at (lan, desk->id);
  hearth_test_lan_desk_sign_in (desk, HEARTH_ROLE_GREETER);
  wait_for_backup (desk, keeper);
  kept = kept_file (desk);
  hearth_test_lan_desk_stop (desk);
  hearth_test_lan_stop (lan);
}

static void
test_no_room (void)
{
  g_test_skip ("a desk keeps copies only where a quarter of a gigabyte is left");
}

static gboolean
has_room (void)
{
  struct statvfs disk;

  return statvfs (g_get_tmp_dir (), &disk) == 0 && (guint64)disk.f_bavail * disk.f_frsize > ROOM_BYTES;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/moved", has_room () ? test_moved : test_no_room);
  g_test_add_func ("/hub/moved/left-behind", has_room () ? test_left_behind : test_no_room);
  g_test_add_func ("/hub/moved/locked", has_room () ? test_locked : test_no_room);
  return g_test_run ();
}
