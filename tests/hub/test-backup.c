/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Backups away from the hub's disk: a second place that a director names, what is said when it is gone, and what a desk that
 * keeps backups is given. The hub runs in this thread, so that the test can let an hour pass. */

#include "config.h"

#include "hearth-backup.h"
#include "hearth-certificate.h"
#include "hearth-clock.h"
#include "hearth-desk-client.h"
#include "hearth-error.h"
#include "hearth-hub.h"
#include "hearth-listener.h"
#include "hearth-pairing.h"
#include "hearth-test-folder.h"
#include "hearth-test-hub.h"
#include "hearth-upkeep.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>

#define PASSPHRASE "the light stays on"
#define DAY_S (24 * 60 * 60)

typedef struct
{
  HearthTestCenter *center;
  HearthHub *hub;
  HearthClient *client;
  char *place;
  guint n_notices; /* "backup-failed" */
  guint n_over;    /* the same */
  char *told;      /* the last kind */
} Fixture;

static void
on_notice (Fixture *fixture, const char *kind, gint64 id, gint64 at_s, GVariant *detail)
{
  gboolean over = FALSE;

  g_variant_lookup (detail, "over", "b", &over);
  if (over)
    {
      fixture->n_over += g_str_equal (kind, "backup-failed");
      return;
    }
  fixture->n_notices += g_str_equal (kind, "backup-failed");
  g_free (fixture->told);
  fixture->told = g_strdup (kind);
}

static GIOStream *
stream_of (int fd)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, &error);

  g_assert_no_error (error);
  return G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
}

static HearthClient *
connect_desk (Fixture *fixture, HearthRole role)
{
  HearthClient *client = hearth_client_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) theirs = NULL, own = NULL;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), ==, 0);
  own = stream_of (fds[0]);
  theirs = stream_of (fds[1]);
  hearth_hub_accept (fixture->hub, own, 1);
  hearth_client_connect_async (client, theirs, NULL, hearth_test_on_result, &result);
  hearth_client_connect_finish (client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (client, "notice", G_CALLBACK (on_notice), fixture);
  hearth_test_sign_in (client, role);
  return client;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  hearth_test_clock (HEARTH_TEST_ZONE, HEARTH_TEST_NOW);
  fixture->center = hearth_test_center_new ();
  hearth_test_center_cheap_passphrases (fixture->center);
  fixture->place = g_dir_make_tmp ("hearth-place-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->hub = hearth_hub_new (fixture->center->house);
  fixture->client = connect_desk (fixture, GPOINTER_TO_INT (data));
}

static void
stop_hub (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hearth_hub_stop_async (fixture->hub, hearth_test_on_result, &result);
  hearth_hub_stop_finish (fixture->hub, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  hearth_test_until (hearth_client_get_state (fixture->client) == HEARTH_CLIENT_AWAY);
  g_assert_finalize_object (g_steal_pointer (&fixture->client));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->hub);
  g_clear_pointer (&fixture->told, g_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  stop_hub (fixture);
  g_clear_object (&fixture->center->house);
  fixture->center->house = hearth_house_open (fixture->center->path, &error);
  g_assert_no_error (error);
  hearth_test_folder_remove (fixture->place);
  g_free (fixture->place);
  hearth_test_center_free (fixture->center);
  hearth_clock_reset ();
}

static gboolean
set_place_at (Fixture *fixture, gint64 revision, const char *folder, const char *passphrase, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_desk_client_set_backup_place_async (fixture->client, revision, folder, passphrase, NULL, hearth_test_on_result,
                                             &result);
  return hearth_desk_client_done_finish (fixture->client, hearth_test_await (&result), error);
}

/* 0: whoever is here may not know. */
static gint64
place_revision (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HearthHubStatus) status = NULL;

  hearth_desk_client_status_async (fixture->client, NULL, hearth_test_on_result, &result);
  status = hearth_desk_client_status_finish (fixture->client, hearth_test_await (&result), NULL);
  return status ? hearth_hub_status_get_backup_revision (status) : 0;
}

static gboolean
set_place (Fixture *fixture, const char *folder, const char *passphrase, GError **error)
{
  return set_place_at (fixture, place_revision (fixture), folder, passphrase, error);
}

static GVariant *
ask (Fixture *fixture, const char *method, GVariant *args, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GVariant *reply;

  g_dbus_proxy_call (G_DBUS_PROXY (hearth_client_get_desk_bus (fixture->client)), method, args, G_DBUS_CALL_FLAGS_NONE,
                     -1, NULL, hearth_test_on_result, &result);
  reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (hearth_client_get_desk_bus (fixture->client)),
                                    hearth_test_await (&result), error);
  if (error && *error)
    g_dbus_error_strip_remote_error (*error);
  return reply;
}

/* The path of the only backup in the place, once it is there. */
static char *
carried (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->place, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, ".hearth-backup"))
      return g_build_filename (fixture->place, name, NULL);
  return NULL;
}

static gint64
status_int (Fixture *fixture, const char *key)
{
  GVariantDict status = G_VARIANT_DICT_INIT (NULL);
  gint64 value = -1;

  hearth_upkeep_fill_status (hearth_hub_get_upkeep (fixture->hub), &status);
  g_assert_true (g_variant_dict_lookup (&status, key, "x", &value));
  g_variant_dict_clear (&status);
  return value;
}

static char *
status_text (Fixture *fixture, const char *key)
{
  GVariantDict status = G_VARIANT_DICT_INIT (NULL);
  char *value = NULL;

  hearth_upkeep_fill_status (hearth_hub_get_upkeep (fixture->hub), &status);
  g_assert_true (g_variant_dict_lookup (&status, key, "s", &value));
  g_variant_dict_clear (&status);
  return value;
}

static gboolean
problem_is (Fixture *fixture, const char *nick)
{
  g_autofree char *problem = status_text (fixture, "backup-problem");

  return g_str_equal (problem, nick);
}

static void
test_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL, *place = NULL, *restored = NULL;
  g_autoptr (GError) error = NULL;

  set_place (fixture, fixture->place, PASSPHRASE, &error);
  g_assert_no_error (error);
  hearth_test_until (status_int (fixture, "place-backup-at-s") > 0);
  path = carried (fixture);
  g_assert_nonnull (path);
  place = status_text (fixture, "backup-place");
  g_assert_cmpstr (place, ==, fixture->place);
  g_assert_true (problem_is (fixture, ""));
  g_assert_cmpint (status_int (fixture, "last-backup-at-s"), >, 0);
  g_assert_cmpint (status_int (fixture, "database-bytes"), >, 0);

  /* Without this hub: the passphrase is enough, and the center begins another epoch. */
  restored = g_build_filename (fixture->place, "restored.hearth", NULL);
  hearth_backup_restore (path, PASSPHRASE, restored, &error);
  g_assert_no_error (error);
}

/* A hub that has just started knows its second place; when the newest copy there was made it says once it has looked. */
static void
test_place_after_a_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HearthHubStatus) status = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = NULL;

  set_place (fixture, fixture->place, PASSPHRASE, &error);
  g_assert_no_error (error);
  hearth_test_until (status_int (fixture, "place-backup-at-s") > 0);
  stop_hub (fixture);
  g_clear_object (&fixture->center->house);
  fixture->center->house = hearth_house_open (fixture->center->path, &error);
  g_assert_no_error (error);
  fixture->hub = hearth_hub_new (fixture->center->house);
  fixture->client = connect_desk (fixture, GPOINTER_TO_INT (data));

  hearth_desk_client_status_async (fixture->client, NULL, hearth_test_on_result, &result);
  status = hearth_desk_client_status_finish (fixture->client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hearth_hub_status_get_backup_place (status), ==, fixture->place);
  /* On a machine that slept through the first look it may have looked. */
  seen = status_text (fixture, "backup-place");
  if (*seen == '\0')
    g_assert_cmpint (hearth_hub_status_get_place_backup_at_s (status), ==, -1);
}

/* The passphrase lies nowhere: neither in the center nor beside an answer. */
static void
test_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL, *log = g_strconcat (fixture->center->path, "-wal", NULL), *log_bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length, log_length = 0;

  set_place (fixture, "", PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->center->path, &bytes, &length, NULL));
  g_file_get_contents (log, &log_bytes, &log_length, NULL);
  g_assert_null (memmem (bytes, length, PASSPHRASE, strlen (PASSPHRASE)));
  g_assert_true (log_bytes == NULL || memmem (log_bytes, log_length, PASSPHRASE, strlen (PASSPHRASE)) == NULL);
}

static void
assert_refused (Fixture *fixture, const char *folder, const char *passphrase, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (set_place (fixture, folder, passphrase, &error));
  g_assert_error (error, HEARTH_ERROR, code);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->place, "not-there", NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  assert_refused (fixture, "not/whole", PASSPHRASE, HEARTH_ERROR_INVALID);
  assert_refused (fixture, missing, PASSPHRASE, HEARTH_ERROR_NOT_FOUND);
  assert_refused (fixture, fixture->place, "short", HEARTH_ERROR_INVALID);
  assert_refused (fixture, fixture->place, "", HEARTH_ERROR_INVALID);
  assert_refused (fixture, fixture->center->folder, PASSPHRASE, HEARTH_ERROR_INVALID);
  reply
      = ask (fixture, "SetBackupPlace", g_variant_new ("(sxss)", "no request", G_GINT64_CONSTANT (1), "", ""), &error);
  g_assert_null (reply);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
}

/* Two directors: the second one is told, and nothing of the first one's is lost in silence. */
static void
test_meanwhile (Fixture *fixture, gconstpointer data)
{
  gint64 revision = place_revision (fixture);
  g_autoptr (GError) error = NULL;

  set_place_at (fixture, revision, fixture->place, PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (place_revision (fixture), ==, revision + 1);
  g_assert_false (set_place_at (fixture, revision, "", "", &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (set_place_at (fixture, revision, fixture->place, "another passphrase", &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
  g_clear_error (&error);
  /* What both wish is no conflict. */
  set_place_at (fixture, revision, fixture->place, "", &error);
  g_assert_no_error (error);
  g_assert_cmpint (place_revision (fixture), ==, revision + 1);
  set_place_at (fixture, revision + 1, "", "", &error);
  g_assert_no_error (error);
}

static void
test_denied (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture, fixture->place, PASSPHRASE, HEARTH_ERROR_DENIED);
}

/* The disk was taken away: said once, and tried again until it is back. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthClient) later = NULL;
  g_autofree char *path = NULL;

  set_place (fixture, fixture->place, PASSPHRASE, &error);
  g_assert_no_error (error);
  hearth_test_until (status_int (fixture, "place-backup-at-s") > 0);
  hearth_test_folder_remove (fixture->place);
  g_test_expect_message ("hearth-hub", G_LOG_LEVEL_WARNING, "a backup failed*");
  hearth_upkeep_look (hearth_hub_get_upkeep (fixture->hub));
  hearth_test_until (fixture->n_notices == 1);
  g_test_assert_expected_messages ();
  g_assert_true (problem_is (fixture, "place-not-found"));

  /* It stands: whoever signs in hears of it. */
  later = connect_desk (fixture, HEARTH_ROLE_DIRECTOR);
  hearth_test_until (fixture->n_notices == 2);

  g_assert_cmpint (g_mkdir (fixture->place, 0700), ==, 0);
  hearth_upkeep_look (hearth_hub_get_upkeep (fixture->hub));
  hearth_test_until (problem_is (fixture, ""));
  path = carried (fixture);
  g_assert_nonnull (path);
  /* Then both desks hear that it is over, once. */
  hearth_test_until (fixture->n_over == 2);
  g_assert_cmpuint (fixture->n_notices, ==, 2);
  hearth_client_disconnect (later);
}

static void
set_keeps (Fixture *fixture, gboolean keeps)
{
  hearth_test_center_sql (fixture->center, keeps ? "UPDATE desk SET keeps_backups = 1 WHERE id = 1"
                                                 : "UPDATE desk SET keeps_backups = 0 WHERE id = 1");
}

static GVariant *
offer (Fixture *fixture, gint64 kept_at_s)
{
  g_autoptr (GError) error = NULL;
  GVariant *reply = ask (fixture, "Backup", g_variant_new ("(x)", kept_at_s), &error);

  g_assert_no_error (error);
  return reply;
}

static void
refuse_piece (Fixture *fixture, const char *name, guint64 offset, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = ask (fixture, "BackupPiece", g_variant_new ("(st)", name, offset), &error);

  g_assert_null (reply);
  g_assert_error (error, HEARTH_ERROR, code);
}

/* All pieces together are the file. */
static void
fetch (Fixture *fixture, const char *name, guint64 size, const char *to)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  gsize length;

  do
    {
      g_autoptr (GVariant) reply
          = ask (fixture, "BackupPiece", g_variant_new ("(st)", name, (guint64)all->len), &error);
      g_autoptr (GVariant) piece = NULL;
      const guint8 *bytes;

      g_assert_no_error (error);
      piece = g_variant_get_child_value (reply, 0);
      bytes = g_variant_get_fixed_array (piece, &length, 1);
      g_assert_cmpuint (length, <=, 512 * 1024);
      g_byte_array_append (all, bytes, (guint)length);
    }
  while (length > 0);
  g_assert_cmpuint (all->len, ==, size);
  g_assert_true (g_file_set_contents (to, (const char *)all->data, (gssize)all->len, NULL));
}

static void
test_desk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) none = NULL, not_yet = NULL, first = NULL, told = NULL;
  g_autofree char *name = NULL, *fetched = g_build_filename (fixture->place, "fetched", NULL);
  gint64 made_at_s = 0;
  guint64 size = 0;

  none = offer (fixture, 0);
  g_assert_cmpstr (g_variant_get_type_string (none), ==, "(stx)");
  refuse_piece (fixture, "center-2026-03-12.hearth-backup", 0, HEARTH_ERROR_DENIED);
  set_keeps (fixture, TRUE);
  not_yet = offer (fixture, 0);
  g_variant_get (not_yet, "(stx)", &name, &size, &made_at_s);
  g_assert_cmpstr (name, ==, "");
  g_clear_pointer (&name, g_free);

  set_place (fixture, "", PASSPHRASE, &error);
  g_assert_no_error (error);
  while (name == NULL || *name == '\0')
    {
      g_clear_pointer (&first, g_variant_unref);
      g_clear_pointer (&name, g_free);
      first = offer (fixture, 0);
      g_variant_get (first, "(stx)", &name, &size, &made_at_s);
    }
  g_assert_cmpint (made_at_s, >, 0);
  fetch (fixture, name, size, fetched);
  hearth_backup_prove (fetched, PASSPHRASE, &error);
  g_assert_no_error (error);

  refuse_piece (fixture, "../center.hearth", 0, HEARTH_ERROR_NOT_FOUND);
  refuse_piece (fixture, "center-2026-03-12.hearth", 0, HEARTH_ERROR_NOT_FOUND);
  refuse_piece (fixture, name, G_MAXUINT64, HEARTH_ERROR_NOT_FOUND);

  told = offer (fixture, made_at_s);
  g_assert_true (g_variant_equal (told, first));
  g_assert_cmpint (hearth_test_center_number (fixture->center, "SELECT backup_at_s FROM desk WHERE id = 1"), ==,
                   made_at_s);
  set_keeps (fixture, FALSE);
  refuse_piece (fixture, name, 0, HEARTH_ERROR_DENIED);
}

/* The same center on a small disk. */
static void
test_disk_low (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->place, "center.hearth", NULL);
  g_autofree char *copy = NULL;
  g_autoptr (HearthHouse) house = NULL;
  g_autoptr (GFile) from = NULL, to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  Fixture small = { 0 };

  if (mount ("tmpfs", fixture->place, "tmpfs", 0, "size=32m") != 0)
    {
      g_test_skip ("this test may not mount a small disk");
      return;
    }
  g_assert_true (hearth_backup_daily (hearth_house_get_db (fixture->center->house), &error));
  copy = hearth_backup_newest (fixture->center->path, NULL);
  from = g_file_new_for_path (copy);
  g_assert_true (g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error));
  house = hearth_house_open (path, &error);
  g_assert_no_error (error);
  small.hub = hearth_hub_new (house);
  hearth_upkeep_look (hearth_hub_get_upkeep (small.hub));
  small.client = connect_desk (&small, HEARTH_ROLE_DIRECTOR);
  hearth_test_until (g_strcmp0 (small.told, "disk-low") == 0);
  stop_hub (&small);
  g_clear_object (&house);
  g_assert_cmpint (umount2 (fixture->place, MNT_DETACH), ==, 0);
}

/* Nobody renewed it. */
static void
test_certificate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthListener) listener = hearth_listener_new (fixture->hub);
  g_autoptr (HearthPairing) pairing = NULL;
  g_autoptr (HearthClient) later = NULL;
  g_autoptr (GError) error = NULL;

  hearth_listener_set_host (listener, "127.0.0.1");
  g_assert_true (hearth_listener_start (listener, 0, &error));
  pairing = hearth_pairing_new (fixture->hub, hearth_listener_get_port (listener));
  hearth_hub_share (fixture->hub, listener, pairing);
  hearth_upkeep_look (hearth_hub_get_upkeep (fixture->hub));
  hearth_clock_set (hearth_clock_now_s () + (HEARTH_CERTIFICATE_DAYS - 10) * DAY_S);
  later = connect_desk (fixture, HEARTH_ROLE_DIRECTOR);
  hearth_upkeep_look (hearth_hub_get_upkeep (fixture->hub));
  hearth_test_until (g_strcmp0 (fixture->told, "certificate-expiring") == 0);
  hearth_client_disconnect (later);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, role, test)                                                                                          \
  g_test_add ("/hub/backup/" name, Fixture, GINT_TO_POINTER (HEARTH_ROLE_##role), set_up, test, tear_down)
  ADD ("place", DIRECTOR, test_place);
  ADD ("place-after-a-start", DIRECTOR, test_place_after_a_start);
  ADD ("passphrase", DIRECTOR, test_passphrase);
  ADD ("refused", DIRECTOR, test_refused);
  ADD ("meanwhile", DIRECTOR, test_meanwhile);
  ADD ("denied", SUPERVISOR, test_denied);
  ADD ("gone", DIRECTOR, test_gone);
  ADD ("desk", DIRECTOR, test_desk);
  ADD ("disk-low", DIRECTOR, test_disk_low);
  ADD ("certificate", DIRECTOR, test_certificate);
  return g_test_run ();
}
