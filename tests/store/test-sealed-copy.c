/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Sealed copies of the day and the second place that they are carried to: there, whole, not too many; and a place that is
 * gone, full, damaged, or not the one that was chosen. */

#include "config.h"

#include "hearth-backup.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-sealed-copy.h"
#include "hearth-store-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define PASSPHRASE "a lamp in the window"
#define UUID "0b8a3c52-9d0e-4f53-9a43-3f0a1a7b6c2d"
#define OTHER_UUID "ffffffff-9d0e-4f53-9a43-3f0a1a7b6c2d"
#define DAY_S (24 * 60 * 60)
#define FIRST_DAY_S G_GINT64_CONSTANT (1773320400) /* 2026-03-12 at noon, UTC */

typedef struct
{
  HearthStoreTest store;
  char *place; /* (owned) */
  HearthSealing sealing;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  hearth_store_test_set_up (&fixture->store, data);
  hearth_store_test_fill (fixture->store.db);
  fixture->place = g_dir_make_tmp ("hearth-place-XXXXXX", &error);
  g_assert_no_error (error);
  g_assert_true (hearth_sealing_make (&fixture->sealing, PASSPHRASE, HEARTH_SEAL_FREE, &error));
  hearth_clock_set (FIRST_DAY_S);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hearth_test_folder_remove (fixture->place);
  g_free (fixture->place);
  hearth_store_test_tear_down (&fixture->store, data);
}

static guint
count_in (const char *folder, const char *ending)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    n += g_str_has_suffix (name, ending);
  return n;
}

static char *
make (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 made_at_s = 0;
  char *sealed;

  g_assert_true (hearth_backup_daily (fixture->store.db, &error));
  sealed = hearth_sealed_copy_make (fixture->store.path, UUID, &fixture->sealing, &made_at_s, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (made_at_s, >, 0);
  return sealed;
}

static gboolean
carry (Fixture *fixture, const char *sealed, gboolean apart, GError **error)
{
  return hearth_sealed_copy_carry (sealed, fixture->store.path, fixture->place, apart, &fixture->sealing, NULL, error);
}

/* A day later. */
static void
pass_day (Fixture *fixture, int day)
{
  g_autofree char *sealed = NULL;
  g_autoptr (GError) error = NULL;

  hearth_clock_set (FIRST_DAY_S + day * DAY_S);
  sealed = make (fixture);
  g_assert_true (carry (fixture, sealed, FALSE, &error));
}

static void
test_days (Fixture *fixture, gconstpointer data)
{
  g_autofree char *beside = g_build_filename (fixture->store.folder, "backups", NULL);
  g_autofree char *oldest = g_build_filename (fixture->place, "center-0b8a3c52-2026-03-14.hearth-backup", NULL);
  g_autofree char *gone = g_build_filename (fixture->place, "center-0b8a3c52-2026-03-13.hearth-backup", NULL);
  g_autofree char *other = g_build_filename (fixture->place, "center-ffffffff-2026-03-01.hearth-backup", NULL);

  /* That of another center stays. */
  g_assert_true (g_file_set_contents (other, "", 0, NULL));
  for (int day = 0; day < HEARTH_SEALED_COPY_DEPTH + 2; day++)
    pass_day (fixture, day);
  g_assert_cmpuint (count_in (beside, HEARTH_SEALED_COPY_ENDING), ==, 1);
  g_assert_cmpuint (count_in (fixture->place, ".tmp"), ==, 0);
  g_assert_cmpuint (count_in (fixture->place, HEARTH_SEALED_COPY_ENDING), ==, HEARTH_SEALED_COPY_DEPTH + 1);
  g_assert_true (g_file_test (oldest, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (gone, G_FILE_TEST_EXISTS));
}

/* What was made while the clock was years ahead does not stand in the way of what is made when it is right again. */
static void
test_clock_was_ahead (Fixture *fixture, gconstpointer data)
{
  g_autofree char *beside = g_build_filename (fixture->store.folder, "backups", NULL);
  g_autofree char *today = g_build_filename (fixture->place, "center-0b8a3c52-2026-03-12.hearth-backup", NULL);
  g_autofree char *newest = NULL, *name = NULL;

  pass_day (fixture, 3650);
  pass_day (fixture, 0);
  g_assert_true (g_file_test (today, G_FILE_TEST_EXISTS));
  newest = hearth_sealed_copy_newest (fixture->store.path, UUID, NULL, NULL);
  name = g_path_get_basename (newest);
  g_assert_cmpstr (name, ==, "center-0b8a3c52-2026-03-12.hearth-backup");
  g_assert_cmpuint (count_in (beside, HEARTH_SEALED_COPY_ENDING), ==, 1);
}

static void
test_opens (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sealed = make (fixture), *carried = NULL, *name = g_path_get_basename (sealed);
  g_autofree char *restored = g_build_filename (fixture->place, "restored.hearth", NULL);
  g_autofree char *plain = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthDb) db = NULL;
  gsize length;

  g_assert_true (carry (fixture, sealed, FALSE, &error));
  carried = g_build_filename (fixture->place, name, NULL);
  plain = hearth_store_test_read_file (carried, &length);
  g_assert_null (memmem (plain, length, "SQLite", strlen ("SQLite")));
  g_assert_false (hearth_backup_restore (carried, "another passphrase", restored, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET);
  g_clear_error (&error);
  hearth_backup_restore (carried, PASSPHRASE, restored, &error);
  g_assert_no_error (error);
  db = hearth_db_open (restored, &error);
  g_assert_no_error (error);
  hearth_store_test_verify (db, NULL);
  g_assert_true (hearth_db_close (db, &error));
}

static void
test_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sealed = make (fixture), *again = NULL, *bytes = NULL, *bytes_again = NULL;
  g_autofree char *name = g_path_get_basename (sealed), *carried = g_build_filename (fixture->place, name, NULL);
  g_autoptr (GError) error = NULL;
  gsize length, length_again;
  GStatBuf before, after;

  bytes = hearth_store_test_read_file (sealed, &length);
  g_assert_true (carry (fixture, sealed, FALSE, &error));
  g_assert_cmpint (g_stat (carried, &before), ==, 0);
  again = make (fixture);
  g_assert_cmpstr (again, ==, sealed);
  bytes_again = hearth_store_test_read_file (again, &length_again);
  g_assert_cmpmem (bytes, length, bytes_again, length_again);
  g_assert_true (carry (fixture, again, FALSE, &error));
  g_assert_cmpint (g_stat (carried, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);
}

/* Another passphrase seals the copy of today anew, and a copy that was cut short in the place is written again. */
static void
test_other_sealing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sealed = make (fixture), *again = NULL, *name = g_path_get_basename (sealed);
  g_autofree char *carried = g_build_filename (fixture->place, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (carry (fixture, sealed, FALSE, &error));
  g_assert_true (hearth_sealing_make (&fixture->sealing, "the other passphrase", HEARTH_SEAL_FREE, &error));
  again = make (fixture);
  g_assert_cmpstr (again, ==, sealed);
  g_assert_true (carry (fixture, again, FALSE, &error));
  hearth_backup_prove (carried, "the other passphrase", &error);
  g_assert_no_error (error);

  g_assert_cmpint (truncate (carried, 1000), ==, 0);
  g_assert_true (carry (fixture, again, FALSE, &error));
  hearth_backup_prove (carried, "the other passphrase", &error);
  g_assert_no_error (error);
}

static void
assert_no_place (const char *center, const char *place, int code)
{
  g_autoptr (GError) error = NULL;
  gboolean apart;

  g_assert_false (hearth_sealed_copy_check_place (center, place, &apart, &error));
  g_assert_error (error, HEARTH_ERROR, code);
}

static void
test_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sealed = make (fixture);
  g_autofree char *beside = g_path_get_dirname (sealed);
  g_autofree char *missing = g_build_filename (fixture->place, "not-there", NULL);
  g_autoptr (GError) error = NULL;
  gboolean apart = TRUE;

  g_assert_true (hearth_sealed_copy_check_place (fixture->store.path, fixture->place, &apart, &error));
  g_assert_false (apart);
  assert_no_place (fixture->store.path, "", HEARTH_ERROR_INVALID);
  assert_no_place (fixture->store.path, "backups", HEARTH_ERROR_INVALID);
  assert_no_place (fixture->store.path, fixture->store.folder, HEARTH_ERROR_INVALID);
  assert_no_place (fixture->store.path, beside, HEARTH_ERROR_INVALID);
  assert_no_place (fixture->store.path, missing, HEARTH_ERROR_NOT_FOUND);
  assert_no_place (fixture->store.path, sealed, HEARTH_ERROR_NOT_FOUND);
  if (geteuid () != 0)
    {
      g_assert_cmpint (g_chmod (fixture->place, 0500), ==, 0);
      assert_no_place (fixture->store.path, fixture->place, HEARTH_ERROR_READ_ONLY);
      g_assert_cmpint (g_chmod (fixture->place, 0700), ==, 0);
    }
}

/* The folder of a disk that is not mounted lies on the disk of the center: nothing is written there. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sealed = make (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_false (carry (fixture, sealed, TRUE, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpuint (count_in (fixture->place, ""), ==, 0);

  g_assert_cmpint (g_rmdir (fixture->place), ==, 0);
  g_assert_false (carry (fixture, sealed, FALSE, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_cmpint (g_mkdir (fixture->place, 0700), ==, 0);
  g_assert_true (carry (fixture, sealed, FALSE, &error));
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sealed = make (fixture);
  struct rlimit whole, limit;
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &whole), ==, 0);
  limit = (struct rlimit){ 16 * 1024, whole.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (carry (fixture, sealed, FALSE, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &whole), ==, 0);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM);
  g_assert_cmpuint (count_in (fixture->place, ""), ==, 0);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sealed = make (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (hearth_sealed_copy_carry (sealed, fixture->store.path, fixture->place, FALSE, &fixture->sealing,
                                            cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_in (fixture->place, ""), ==, 0);
}

static void
test_newest (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sealed = NULL, *newest = NULL;
  gint64 made_at_s = 0;
  guint64 size = 0;

  g_assert_null (hearth_sealed_copy_newest (fixture->store.path, UUID, NULL, NULL));
  sealed = make (fixture);
  newest = hearth_sealed_copy_newest (fixture->store.path, UUID, &made_at_s, &size);
  g_assert_cmpstr (newest, ==, sealed);
  g_assert_cmpint (made_at_s, >, 0);
  g_assert_cmpuint (size, >, 1000);
  g_assert_null (hearth_sealed_copy_newest (fixture->store.path, OTHER_UUID, NULL, NULL));
}

static void
test_nothing_yet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hearth_sealed_copy_make (fixture->store.path, UUID, &fixture->sealing, NULL, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/store/sealed-copy/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("nothing-yet", test_nothing_yet);
  ADD ("days", test_days);
  ADD ("clock-was-ahead", test_clock_was_ahead);
  ADD ("opens", test_opens);
  ADD ("again", test_again);
  ADD ("other-sealing", test_other_sealing);
  ADD ("place", test_place);
  ADD ("gone", test_gone);
  ADD ("full", test_full);
  ADD ("cancelled", test_cancelled);
  ADD ("newest", test_newest);
  return g_test_run ();
}
