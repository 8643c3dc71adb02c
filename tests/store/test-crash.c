/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* kill -9 in the middle of writes: whatever was answered is there afterwards, and the file is right in itself. The test
 * starts itself as the program that is killed. */

#include "config.h"

#include "hearth-audit-store.h"
#include "hearth-person-search-store.h"
#include "hearth-store-test.h"

#include <gio/gunixinputstream.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_KILLS 20
#define N_THREADS 4
#define ANSWERS_MIN 20
#define ANSWERS_MAX 120
#define ID_STEP 1000000

static const char *own_path;

/* A person with a name in the search, and an audit row: what a check-in touches. */
static gboolean
add_person (HearthConn *conn, gpointer data, GError **error)
{
  gint64 id = *(gint64 *)data;
  g_autofree char *uuid = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  HearthAuditEntry entry = { .at_s = 1000, .verb = "register", .kind = "person", .subject_id = id, .detail = "" };
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "INSERT INTO person (id, uuid, preferred_name, told_notice_id, told_on, created_at_s)"
                             " VALUES (:id, :uuid, 'John', 1, '2026-01-01', 1000)",
                             error);

  hearth_stmt_bind_int (stmt, "id", id);
  hearth_stmt_bind_text (stmt, "uuid", uuid);
  return hearth_stmt_run (stmt, error) && hearth_person_search_store_put (conn, id, error)
         && hearth_audit_store_append (conn, &entry, error);
}

typedef struct
{
  HearthDb *db;
  gint64 first_id;
} Writer;

/* Says each id after its answer, in one write that the pipe takes whole. */
static gpointer
write_forever (gpointer data)
{
  Writer *writer = data;

  for (gint64 id = writer->first_id;; id++)
    {
      char line[32];
      int length = g_snprintf (line, sizeof line, "%" G_GINT64_FORMAT "\n", id);

      if (!hearth_db_write (writer->db, add_person, &id, NULL) || write (STDOUT_FILENO, line, (gsize)length) != length)
        _exit (1);
    }
}

static int
run_child (const char *path, gint64 first_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthDb) db = hearth_db_open (path, &error);
  Writer writers[N_THREADS];
  GThread *threads[N_THREADS];

  if (!db)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  for (int i = 0; i < N_THREADS; i++)
    {
      writers[i] = (Writer){ db, first_id + i * (ID_STEP / N_THREADS) };
      threads[i] = g_thread_new ("writer", write_forever, &writers[i]);
    }
  for (int i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  return 0;
}

/* Returns: (element-type gint64): what the child said before it was killed, also what was still in the pipe. */
static GArray *
kill_in_the_middle (const char *path, gint64 first_id, int n_answers)
{
  g_autofree char *first = g_strdup_printf ("%" G_GINT64_FORMAT, first_id);
  char *argv[] = { (char *)own_path, (char *)"--child", (char *)path, first, NULL };
  GArray *answered = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  char line[64];
  GPid pid;
  FILE *out;
  int fd, status;

  g_spawn_async_with_pipes (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &fd, NULL, &error);
  g_assert_no_error (error);
  out = fdopen (fd, "r");
  while (fgets (line, sizeof line, out))
    {
      gint64 id = g_ascii_strtoll (line, NULL, 10);

      g_assert_nonnull (strchr (line, '\n'));
      g_array_append_val (answered, id);
      if ((int)answered->len == n_answers)
        kill (pid, SIGKILL);
    }
  fclose (out);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
  return answered;
}

static gboolean
has_people (HearthConn *conn, gpointer data, GError **error)
{
  GArray *ids = data;

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
          conn, "SELECT 1 FROM person JOIN audit ON kind = 'person' AND subject_id = person.id WHERE person.id = :id",
          error);

      hearth_stmt_bind_int (stmt, "id", g_array_index (ids, gint64, i));
      if (!hearth_stmt_step (stmt, error))
        return FALSE;
    }
  return TRUE;
}

static void
test_kill (HearthStoreTest *fixture, gconstpointer data)
{
  hearth_store_test_fill (fixture->db);
  hearth_store_test_close (fixture);
  for (int i = 1; i <= N_KILLS; i++)
    {
      g_autoptr (GArray) answered
          = kill_in_the_middle (fixture->path, i * (gint64)ID_STEP, g_test_rand_int_range (ANSWERS_MIN, ANSWERS_MAX));
      g_autoptr (GError) error = NULL;

      hearth_store_test_reopen (fixture);
      g_assert_cmpuint (answered->len, >=, ANSWERS_MIN);
      g_assert_true (hearth_db_read (fixture->db, has_people, answered, &error));
      g_assert_no_error (error);
      hearth_store_test_verify (fixture->db, NULL);
      hearth_store_test_close (fixture);
    }
}

int
main (int argc, char **argv)
{
  own_path = argv[0];
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], g_ascii_strtoll (argv[3], NULL, 10));

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/crash/kill", HearthStoreTest, NULL, hearth_store_test_set_up, test_kill,
              hearth_store_test_tear_down);
  return g_test_run ();
}
