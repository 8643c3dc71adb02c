/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The outbox on its disk: kept before anybody is told so, sealed, damaged, full, killed. No hub runs; what goes to one is
 * in tests/hub/test-away.c. The test starts itself as the program that is killed. */

#include "config.h"

#include "hearth-away-test.h"
#include "hearth-checkin-client.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-record.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLS 12
#define TYPED "Zebulon Quark"

static const char *own_path;

static HearthKept *
item (HearthOutbox *outbox, guint position)
{
  HearthKept *kept = g_list_model_get_item (G_LIST_MODEL (outbox), position);

  g_assert_nonnull (kept);
  return kept;
}

static GPtrArray *
files_of (HearthAwayTest *fixture, const char *center)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_build_filename (fixture->folder, "outbox", center, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".kept"))
      g_ptr_array_add (files, g_build_filename (folder, name, NULL));
  return files;
}

static HearthKept *
keep_typed (HearthOutbox *outbox, const char *typed)
{
  g_autoptr (GError) error = NULL;
  HearthKept *kept = hearth_outbox_keep_name (outbox, typed, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (kept);
  return kept;
}

static void
test_keep (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthKept) typed = NULL;
  g_autoptr (HearthKept) person = NULL;
  g_autoptr (HearthKept) guest = NULL;
  g_autoptr (HearthKept) group = NULL;
  g_autoptr (GPtrArray) files = NULL;

  /* Nobody is at the desk. */
  g_assert_null (hearth_outbox_keep_name (outbox, TYPED, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);
  g_clear_error (&error);
  hearth_client_set_own_account (fixture->client, fixture->account);
  g_assert_true (hearth_client_is_on_its_own (fixture->client));

  typed = keep_typed (outbox, "  " TYPED " ");
  person = hearth_outbox_keep_person (outbox, NULL, 12, "Jonas S.",
                                      g_variant_new_parsed ("{'reason': <'meeting'>, 'children': <int64 2>}"), &error);
  g_assert_no_error (error);
  guest = hearth_outbox_keep_guest (outbox, NULL, g_variant_new_parsed ("{'new': <true>, 'name': <'M'>}"), &error);
  g_assert_no_error (error);
  group = hearth_outbox_keep_group (outbox, NULL, 12, "Yoga", g_variant_new_parsed ("{'arrived-at-s': <int64 1000>}"),
                                    &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hearth_kept_get_name (typed), ==, TYPED);
  g_assert_cmpstr (hearth_kept_get_kind (person), ==, "person");
  g_assert_cmpint (hearth_kept_get_children (person), ==, 2);
  g_assert_cmpstr (hearth_kept_get_kind (guest), ==, "guest-new");
  g_assert_cmpint (hearth_kept_get_count (group), ==, 12);
  g_assert_cmpint (hearth_kept_get_arrived_at_s (group), ==, 1000);
  g_assert_cmpint (hearth_kept_get_account (typed), ==, 7);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 4);
  g_assert_cmpuint (hearth_outbox_get_to_settle (outbox), ==, 0);

  /* Sealed, and for this user alone. */
  files = files_of (fixture, HEARTH_AWAY_CENTER);
  g_assert_cmpuint (files->len, ==, 4);
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *content = NULL;
      GStatBuf status;
      gsize size;

      g_assert_true (g_file_get_contents (files->pdata[i], &content, &size, NULL));
      g_assert_null (memmem (content, size, "Zebulon", 7));
      g_assert_null (memmem (content, size, "Jonas", 5));
      g_assert_cmpint (g_stat (files->pdata[i], &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    }
}

static void
test_refused (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) none = hearth_outbox_new (fixture->client, fixture->folder);
  g_autoptr (HearthOutbox) outbox = NULL;
  g_autofree char *endless = g_strnfill (5000, 'x');
  g_autoptr (GError) error = NULL;

  hearth_client_set_own_account (fixture->client, fixture->account);
  /* No hub was heard: there is no key to seal for. */
  g_assert_null (hearth_outbox_keep_name (none, TYPED, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);
  g_clear_object (&none);

  outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  hearth_client_set_own_account (fixture->client, fixture->account);
  g_assert_null (hearth_outbox_keep_name (outbox, " ", NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (hearth_outbox_keep_name (outbox, endless, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (hearth_outbox_keep_group (outbox, NULL, 0, "", NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (hearth_outbox_keep_guest (outbox, "no-uuid", NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (hearth_outbox_keep_guest (outbox, NULL, g_variant_new_parsed ("{'children': <int64 -1>}"), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 0);
}

/* A new run of the program cannot read what the last one kept; with the key it is all there. */
static void
test_restart (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  g_autoptr (HearthKept) before = NULL;
  g_autoptr (HearthKept) closed = NULL;
  g_autoptr (HearthKept) opened = NULL;
  HearthOutboxEntry *entry;

  hearth_client_set_own_account (fixture->client, fixture->account);
  before = keep_typed (outbox, TYPED);
  g_clear_object (&outbox);
  outbox = hearth_outbox_new (fixture->client, fixture->folder);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 1);
  closed = item (outbox, 0);
  g_assert_cmpstr (hearth_kept_get_kind (closed), ==, "");
  g_assert_cmpstr (hearth_kept_get_name (closed), ==, "");
  g_assert_cmpstr (hearth_kept_get_request (closed), ==, hearth_kept_get_request (before));
  g_assert_cmpint (hearth_kept_get_arrived_at_s (closed), ==, hearth_kept_get_arrived_at_s (before));

  entry = outbox->entries->pdata[0];
  opened = hearth_outbox_store_read (&outbox->store, entry->name, fixture->secret_key);
  g_assert_true (hearth_record_equal (opened, before));
}

static void
damage (const char *path, guint how)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &content, &size, &error);
  g_assert_no_error (error);
  if (how == 0)
    size = size / 2;
  else if (how == 1)
    content[size - 1] ^= 1;
  else if (how == 2)
    size = 0;
  else
    content[1] = 'X';
  g_file_set_contents (path, content, (gssize)size, &error);
  g_assert_no_error (error);
}

/* Only the damaged one is lost, and a person hears of it. */
static void
test_damaged (HearthAwayTest *fixture, gconstpointer data)
{
  for (guint how = 0; how < 4; how++)
    {
      g_autoptr (HearthOutbox) outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
      g_autofree char *path = NULL, *half = NULL;
      g_autoptr (HearthKept) bent = NULL;
      g_autoptr (GError) error = NULL;
      HearthOutboxEntry *entry;

      hearth_client_set_own_account (fixture->client, fixture->account);
      g_object_unref (keep_typed (outbox, "A"));
      g_object_unref (keep_typed (outbox, "B"));
      entry = outbox->entries->pdata[0];
      path = g_build_filename (outbox->store.path, entry->name, NULL);
      damage (path, how);
      /* What a crash left half-written was never confirmed. */
      half = g_strdup_printf ("%s/.%s", outbox->store.path, entry->name);
      g_file_set_contents (half, "HKF1", -1, &error);
      g_assert_no_error (error);

      g_clear_object (&outbox);
      outbox = hearth_outbox_new (fixture->client, fixture->folder);
      g_assert_false (g_file_test (half, G_FILE_TEST_EXISTS));
      g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 1);
      g_assert_cmpuint (hearth_outbox_get_to_settle (outbox), ==, 1);
      bent = item (outbox, 0);
      g_assert_cmpstr (hearth_kept_get_kind (bent), ==, "");
      g_assert_true (hearth_outbox_drop (outbox, bent, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 1);
      /* The other is the hub's: it may have heard of it, and must not get it anew. */
      entry = outbox->entries->pdata[0];
      g_assert_true (hearth_outbox_store_remove (&outbox->store, entry->name, &error));
    }
}

/* A file that was sealed for another desk. */
static void
test_other_key (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  char other[sizeof fixture->secret_key];
  g_autoptr (HearthKept) closed = NULL;
  HearthOutboxEntry *entry;

  hearth_client_set_own_account (fixture->client, fixture->account);
  g_object_unref (keep_typed (outbox, "A"));
  memcpy (other, fixture->secret_key, sizeof other);
  other[10] = other[10] == '1' ? '2' : '1';
  entry = outbox->entries->pdata[0];
  closed = hearth_outbox_store_read (&outbox->store, entry->name, other);
  g_assert_cmpstr (hearth_kept_get_state (closed), ==, "refused");
  g_assert_cmpstr (hearth_kept_get_kind (closed), ==, "");
}

static void
test_change (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  g_autofree char *request = g_uuid_string_random ();
  g_autoptr (HearthKept) guest = NULL;
  g_autoptr (HearthKept) after = NULL;
  g_autoptr (HearthKept) sent = NULL;
  g_autoptr (HearthKept) read = NULL;
  g_autoptr (GError) error = NULL;
  HearthOutboxEntry *entry;

  hearth_client_set_own_account (fixture->client, fixture->account);
  guest = hearth_outbox_keep_guest (outbox, NULL, NULL, &error);
  g_assert_no_error (error);
  after = hearth_outbox_change (outbox, guest, g_variant_new_parsed ("{'reason': <'meeting'>, 'name': <'M'>}"), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hearth_kept_get_request (after), ==, hearth_kept_get_request (guest));
  g_assert_cmpstr (hearth_kept_get_reason (after), ==, "meeting");
  entry = outbox->entries->pdata[0];
  read = hearth_outbox_store_read (&outbox->store, entry->name, fixture->secret_key);
  g_assert_true (hearth_record_equal (read, after));
  g_assert_null (hearth_outbox_change (outbox, after, g_variant_new_parsed ("{'request': <'x'>}"), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);

  /* Of a call whose answer never came: the hub may have it, with the content it had. */
  sent = hearth_outbox_keep_guest (outbox, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (hearth_outbox_change (outbox, sent, g_variant_new_parsed ("{'reason': <'meeting'>}"), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);
  g_assert_false (hearth_outbox_drop (outbox, sent, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);

  g_assert_true (hearth_outbox_drop (outbox, after, &error));
  g_assert_no_error (error);
  g_assert_false (hearth_outbox_drop (outbox, after, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 1);
}

/* What was kept for one center is no business of another. */
static void
test_two_centers (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;

  hearth_client_set_own_account (fixture->client, fixture->account);
  g_object_unref (keep_typed (outbox, "A"));
  g_clear_object (&outbox);
  outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_OTHER);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 0);
  hearth_client_set_own_account (fixture->client, fixture->account);
  g_object_unref (keep_typed (outbox, "B"));
  first = files_of (fixture, HEARTH_AWAY_CENTER);
  second = files_of (fixture, HEARTH_AWAY_OTHER);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (second->len, ==, 1);
  g_clear_object (&outbox);
  outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 1);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

/* The calls of the desk themselves, while the hub is away. */
static void
test_calls (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  g_autoptr (GAsyncResult) record = NULL;
  g_autoptr (GAsyncResult) group = NULL;
  g_autoptr (GAsyncResult) other = NULL;
  g_autoptr (HearthKept) kept = NULL;
  g_autoptr (GError) error = NULL;

  hearth_client_set_own_account (fixture->client, fixture->account);
  hearth_checkin_client_record_async (fixture->client, 12, g_variant_new_parsed ("{'shown-name': <'Jonas S.'>}"), NULL,
                                      on_done, &record);
  hearth_checkin_client_record_group_async (fixture->client, 4, "Yoga", NULL, NULL, on_done, &group);
  hearth_checkin_client_void_async (fixture->client, 3, NULL, on_done, &other);
  while (!record || !group || !other)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (hearth_checkin_client_record_finish (fixture->client, record, NULL, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_KEPT);
  g_clear_error (&error);
  g_assert_null (hearth_checkin_client_visit_finish (fixture->client, group, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_KEPT);
  g_clear_error (&error);
  g_assert_null (hearth_checkin_client_visit_finish (fixture->client, other, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 2);
  kept = item (outbox, 0);
  g_assert_cmpint (hearth_kept_get_person (kept), ==, 12);
  g_assert_cmpstr (hearth_kept_get_shown_name (kept), ==, "Jonas S.");
  /* Each caller is told of its own, whatever else was lost with it. */
  g_assert_true (hearth_checkin_client_get_kept (record) == kept);
  g_assert_cmpstr (hearth_kept_get_kind (hearth_checkin_client_get_kept (group)), ==, "group");
  g_assert_null (hearth_checkin_client_get_kept (other));
}

/* An hour between the two clocks, in this run and after a restart; and a clock that is set while the hub is away. */
static void
test_clocks (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = NULL;
  g_autoptr (HearthKept) kept = NULL;
  HearthOutboxStore store;
  gint64 true_s = hearth_clock_now_s ();

  hearth_clock_set (true_s + 3600);
  hearth_away_test_greet (fixture, HEARTH_AWAY_CENTER, -3600);
  g_assert_cmpint (hearth_client_get_skew_s (fixture->client), ==, -3600);
  outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  hearth_client_set_own_account (fixture->client, fixture->account);
  hearth_clock_pass (7);
  hearth_clock_set (true_s + 9 * 3600);
  kept = keep_typed (outbox, "A");
  /* What the hub said, and the time since. */
  g_assert_cmpint (hearth_kept_get_arrived_at_s (kept), ==, true_s + 7);
  g_assert_cmpint (hearth_kept_get_kept_at_s (kept), ==, true_s + 9 * 3600);
  g_clear_object (&outbox);
  g_clear_object (&kept);

  /* Another run, that has not heard the hub: what the last one knew of the clocks. */
  g_object_unref (fixture->client);
  fixture->client = hearth_client_new ();
  hearth_clock_set (true_s + 3600);
  hearth_outbox_store_open (&store, fixture->folder);
  g_assert_true (hearth_outbox_store_set_hub (&store, HEARTH_AWAY_CENTER, fixture->public_key, -3600, NULL));
  hearth_outbox_store_clear (&store);
  outbox = hearth_outbox_new (fixture->client, fixture->folder);
  hearth_client_set_own_account (fixture->client, fixture->account);
  kept = keep_typed (outbox, "B");
  g_assert_cmpint (hearth_kept_get_arrived_at_s (kept), ==, true_s);
}

/* No file of this process may grow: as on a full disk. */
static void
test_no_room (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  struct rlimit before, none;
  g_autoptr (GError) error = NULL;
  HearthKept *kept;

  hearth_client_set_own_account (fixture->client, fixture->account);
  g_object_unref (keep_typed (outbox, "A"));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  none = before;
  none.rlim_cur = 16;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  kept = hearth_outbox_keep_name (outbox, "B", NULL, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_null (kept);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 1);
  g_object_unref (keep_typed (outbox, "C"));
  g_clear_object (&outbox);
  outbox = hearth_outbox_new (fixture->client, fixture->folder);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 2);
}

/* A disk of its own, really full, where the test may mount one. */
static void
test_full_disk (HearthAwayTest *fixture, gconstpointer data)
{
  g_autofree char *disk = g_build_filename (fixture->folder, "outbox", NULL);
  g_autoptr (HearthOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_cmpint (g_mkdir (disk, 0700), ==, 0);
  if (mount ("tmpfs", disk, "tmpfs", 0, "size=64k") != 0)
    {
      g_test_skip ("this user may not mount a small disk");
      return;
    }
  outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  hearth_client_set_own_account (fixture->client, fixture->account);
  while (error == NULL && n < 1000)
    {
      g_autoptr (HearthKept) kept = hearth_outbox_keep_name (outbox, "A", NULL, &error);

      n += kept != NULL;
    }
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM);
  g_assert_cmpuint (n, >, 3);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, n);
  g_clear_object (&outbox);
  outbox = hearth_outbox_new (fixture->client, fixture->folder);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, n);
  g_assert_cmpuint (hearth_outbox_get_to_settle (outbox), ==, 0);
  g_clear_object (&outbox);
  g_assert_cmpint (umount (disk), ==, 0);
}

/* --- kill -9 --- */

/* In the child: keeps for ever, and says each after it is kept, in one write that the pipe takes whole. */
static int
run_child (const char *folder)
{
  g_autoptr (HearthClient) client = hearth_client_new ();
  g_autoptr (HearthAccount) account = hearth_away_test_account (7, "Ada");
  g_autoptr (HearthOutbox) outbox = hearth_outbox_new (client, folder);

  hearth_client_set_own_account (client, account);
  while (TRUE)
    {
      g_autoptr (HearthKept) kept = hearth_outbox_keep_name (outbox, TYPED, NULL, NULL);
      g_autofree char *line = kept ? g_strconcat (hearth_kept_get_request (kept), "\n", NULL) : NULL;

      if (line == NULL || write (STDOUT_FILENO, line, strlen (line)) != (gssize)strlen (line))
        return 1;
    }
}

/* Returns how many the child said before it was killed; each is added to @said. */
static guint
kill_in_the_middle (const char *folder, guint n_answers, GHashTable *said)
{
  char *argv[] = { (char *)own_path, (char *)"--child", (char *)folder, NULL };
  g_autoptr (GError) error = NULL;
  char line[64];
  GPid pid;
  FILE *out;
  int fd, status;
  guint n = 0;

  g_spawn_async_with_pipes (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &fd, NULL, &error);
  g_assert_no_error (error);
  out = fdopen (fd, "r");
  while (fgets (line, sizeof line, out))
    {
      g_hash_table_add (said, g_strndup (line, strcspn (line, "\n")));
      if (++n == n_answers)
        kill (pid, SIGKILL);
    }
  fclose (out);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
  return n;
}

static void
test_kill (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (HearthOutbox) outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer request;

  g_clear_object (&outbox);
  for (guint i = 0; i < KILLS; i++)
    g_assert_cmpuint (kill_in_the_middle (fixture->folder, (guint)g_test_rand_int_range (1, 20), said), >, 0);
  outbox = hearth_outbox_new (fixture->client, fixture->folder);
  for (guint i = 0; i < outbox->entries->len; i++)
    {
      HearthOutboxEntry *entry = outbox->entries->pdata[i];
      g_autoptr (HearthKept) kept = hearth_outbox_store_read (&outbox->store, entry->name, fixture->secret_key);

      g_assert_cmpstr (hearth_kept_get_name (kept), ==, TYPED);
      g_assert_true (g_hash_table_add (there, (gpointer)hearth_kept_get_request (entry->kept)));
    }
  g_hash_table_iter_init (&iter, said);
  while (g_hash_table_iter_next (&iter, &request, NULL))
    g_assert_true (g_hash_table_contains (there, request));
  /* At most one of each run was kept and not said any more. */
  g_assert_cmpuint (g_hash_table_size (there), <=, g_hash_table_size (said) + KILLS);
}

int
main (int argc, char **argv)
{
  own_path = argv[0];
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2]);

  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                                                \
  g_test_add ("/outbox/" name, HearthAwayTest, NULL, hearth_away_test_set_up, test, hearth_away_test_tear_down)
  ADD ("keep", test_keep);
  ADD ("refused", test_refused);
  ADD ("restart", test_restart);
  ADD ("damaged", test_damaged);
  ADD ("other-key", test_other_key);
  ADD ("change", test_change);
  ADD ("two-centers", test_two_centers);
  ADD ("calls", test_calls);
  ADD ("clocks", test_clocks);
  ADD ("no-room", test_no_room);
  ADD ("full-disk", test_full_disk);
  ADD ("kill", test_kill);
  return g_test_run ();
}
