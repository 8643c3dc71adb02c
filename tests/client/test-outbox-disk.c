/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The outbox and the disk that it is on: damaged, full, killed. The test starts itself as the program that is killed. */

#include "config.h"

#include "hearth-away-test.h"
#include "hearth-clock.h"
#include "hearth-error.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLS 12
#define TYPED "Zebulon Quark"

static const char *own_path;

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
      g_object_unref (hearth_away_test_keep (outbox, "A"));
      g_object_unref (hearth_away_test_keep (outbox, "B"));
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
      bent = hearth_away_test_item (outbox, 0);
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
  g_object_unref (hearth_away_test_keep (outbox, "A"));
  memcpy (other, fixture->secret_key, sizeof other);
  other[10] = other[10] == '1' ? '2' : '1';
  entry = outbox->entries->pdata[0];
  closed = hearth_outbox_store_read (&outbox->store, entry->name, other);
  g_assert_cmpstr (hearth_kept_get_state (closed), ==, "refused");
  g_assert_cmpstr (hearth_kept_get_kind (closed), ==, "");
}

/* No file of this process may grow beyond @bytes: as on a full disk. Returns what the limit was. */
static rlim_t
limit_files (rlim_t bytes)
{
  struct rlimit limit;
  rlim_t before;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  before = limit.rlim_cur;
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  return before;
}

static void
test_no_room (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  rlim_t before;
  g_autoptr (GError) error = NULL;
  HearthKept *kept;

  hearth_client_set_own_account (fixture->client, fixture->account);
  g_object_unref (hearth_away_test_keep (outbox, "A"));
  before = limit_files (16);
  kept = hearth_outbox_keep_name (outbox, "B", NULL, &error);
  limit_files (before);
  g_assert_null (kept);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 1);
  g_object_unref (hearth_away_test_keep (outbox, "C"));
  g_clear_object (&outbox);
  outbox = hearth_outbox_new (fixture->client, fixture->folder);
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 2);
}

/* Which hub greeted cannot be written the first time: it is when the hub greets again. */
static void
test_no_room_for_the_hub (HearthAwayTest *fixture, gconstpointer data)
{
  HearthOutboxStore store;
  g_autoptr (GError) error = NULL;
  rlim_t before;

  hearth_outbox_store_open (&store, fixture->folder);
  before = limit_files (16);
  g_assert_false (
      hearth_outbox_store_set_hub (&store, HEARTH_AWAY_CENTER, fixture->public_key, 0, hearth_clock_now_s (), &error));
  limit_files (before);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM);
  g_clear_error (&error);
  g_assert_true (
      hearth_outbox_store_set_hub (&store, HEARTH_AWAY_CENTER, fixture->public_key, 0, hearth_clock_now_s (), &error));
  g_assert_no_error (error);
  hearth_outbox_store_clear (&store);
  hearth_outbox_store_open (&store, fixture->folder);
  g_assert_cmpstr (store.center, ==, HEARTH_AWAY_CENTER);
  g_assert_cmpstr (store.public_key, ==, fixture->public_key);
  hearth_outbox_store_clear (&store);
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
  g_assert_cmpint (umount2 (disk, MNT_DETACH), ==, 0);
}

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
  ADD ("damaged", test_damaged);
  ADD ("other-key", test_other_key);
  ADD ("no-room", test_no_room);
  ADD ("no-room-for-the-hub", test_no_room_for_the_hub);
  ADD ("full-disk", test_full_disk);
  ADD ("kill", test_kill);
  return g_test_run ();
}
