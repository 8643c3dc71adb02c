/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Ended in the middle of making a center, of a backup or of a restore: every file that has its name is whole. The test
 * starts itself as the program that is ended, by an alarm that it sets for a random moment. */

#include "config.h"

#include "hearth-backup.h"
#include "hearth-clock.h"
#include "hearth-copy.h"
#include "hearth-store-test.h"

#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_ENDS 12
#define MOMENT_MIN_US 2000
#define MOMENT_MAX_US 200000
#define DAY_S (24 * 60 * 60)

static const char *own_path;

static void
make_forever (const char *folder)
{
  for (guint i = 0;; i++)
    {
      g_autofree char *name = g_strdup_printf ("made-%d-%u.hearth", (int)getpid (), i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!hearth_db_make_file (path, NULL, NULL, NULL))
        _exit (1);
    }
}

static void
back_up_forever (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "center.hearth", NULL);
  g_autoptr (HearthDb) db = hearth_db_open (path, NULL);
  gint64 now_s = hearth_clock_now_s ();

  for (int day = 0;; day++)
    {
      hearth_clock_set (now_s + day * DAY_S);
      if (!db || !hearth_backup_daily (db, NULL))
        _exit (1);
    }
}

static void
restore_forever (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "center.hearth", NULL);
  g_autofree char *copy = hearth_backup_newest (path, NULL);

  for (;;)
    if (!hearth_backup_put_back (copy, path, NULL))
      _exit (1);
}

static int
run_child (const char *mode, const char *folder, gint64 moment_us)
{
  struct itimerval alarm_at = { { 0, 0 }, { 0, moment_us } };

  /* Nobody handles it: the process ends as by kill -9. */
  if (setitimer (ITIMER_REAL, &alarm_at, NULL) != 0)
    return 1;
  if (g_str_equal (mode, "--make"))
    make_forever (folder);
  else if (g_str_equal (mode, "--back-up"))
    back_up_forever (folder);
  else
    restore_forever (folder);
  return 1;
}

static void
end_within (HearthStoreTest *fixture, const char *mode, int max_us)
{
  g_autofree char *moment = g_strdup_printf ("%d", g_test_rand_int_range (MOMENT_MIN_US, max_us));
  char *argv[] = { (char *)own_path, (char *)mode, fixture->folder, moment, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGALRM);
}

static void
end_in_the_middle (HearthStoreTest *fixture, const char *mode)
{
  end_within (fixture, mode, MOMENT_MAX_US);
}

/* Returns: how many files with a center's ending are in the folder; all are whole. */
static guint
check_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GError) error = NULL;

      if (!g_str_has_suffix (name, ".hearth"))
        continue;
      hearth_copy_is_good (path, TRUE, &error);
      g_assert_no_error (error);
      n_files++;
    }
  return n_files;
}

/* A slow machine may not have finished a single one yet: the test would then have shown nothing. */
static void
end_until_one_is_whole (HearthStoreTest *fixture, const char *mode, const char *folder)
{
  for (int i = 0; i < N_ENDS; i++)
    end_in_the_middle (fixture, mode);
  for (int max_us = 2 * MOMENT_MAX_US; check_all (folder) == 0; max_us *= 2)
    end_within (fixture, mode, max_us);
}

static void
test_make (HearthStoreTest *fixture, gconstpointer data)
{
  end_until_one_is_whole (fixture, "--make", fixture->folder);
}

static void
test_back_up (HearthStoreTest *fixture, gconstpointer data)
{
  g_autofree char *copies = g_build_filename (fixture->folder, "backups", NULL);

  hearth_store_test_fill (fixture->db);
  hearth_store_test_close (fixture);
  end_until_one_is_whole (fixture, "--back-up", copies);
  hearth_store_test_reopen (fixture);
}

static void
test_restore (HearthStoreTest *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  hearth_store_test_fill (fixture->db);
  g_assert_true (hearth_backup_daily (fixture->db, &error));
  hearth_store_test_close (fixture);
  for (int i = 0; i < N_ENDS; i++)
    {
      end_in_the_middle (fixture, "--restore");
      hearth_store_test_reopen (fixture);
      hearth_store_test_verify (fixture->db, NULL);
      hearth_store_test_close (fixture);
    }
  g_assert_cmpuint (check_all (fixture->folder), >=, 1);
}

int
main (int argc, char **argv)
{
  own_path = argv[0];
  if (argc == 4 && g_str_has_prefix (argv[1], "--") && g_ascii_isdigit (argv[3][0]))
    return run_child (argv[1], argv[2], g_ascii_strtoll (argv[3], NULL, 10));

  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                                                \
  g_test_add ("/store/torn/" name, HearthStoreTest, NULL, hearth_store_test_set_up, test, hearth_store_test_tear_down)
  ADD ("make", test_make);
  ADD ("back-up", test_back_up);
  ADD ("restore", test_restore);
  return g_test_run ();
}
