/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The open database: many who write at once, long readers, answers where they were asked for, cancelling, closing. */

#include "config.h"

#include "hearth-error.h"
#include "hearth-store-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_THREADS 8
#define N_WRITES 40
#define SPOILER 7 /* every so many calls one rolls the shared transaction back */

static void
test_create (HearthStoreTest *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthDb) again = hearth_db_create (fixture->path, &error);
  g_autoptr (GDir) dir = NULL;
  GStatBuf status;
  const char *name;

  g_assert_null (again);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
  g_assert_cmpstr (hearth_db_get_path (fixture->db), ==, fixture->path);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  hearth_store_test_close (fixture);

  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)))
    g_assert_true (g_str_equal (name, "center.hearth") || g_str_equal (name, "center.hearth-lock"));
}

typedef struct
{
  HearthDb *db; /* (unowned) */
  gint64 first_id;
  int n_failed;
} Writer;

typedef struct
{
  gint64 id;
  gboolean spoils;
} Write;

static gboolean
write_or_spoil (HearthConn *conn, gpointer data, GError **error)
{
  Write *write = data;

  if (!hearth_store_test_add_desk (conn, &write->id, error))
    return FALSE;
  if (!write->spoils)
    return TRUE;
  hearth_conn_exec (conn, "ROLLBACK", NULL);
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM, "spoiled");
  return FALSE;
}

static gpointer
run_writer (gpointer data)
{
  Writer *writer = data;

  for (int i = 0; i < N_WRITES; i++)
    {
      Write write = { writer->first_id + i, i % SPOILER == 0 };
      g_autoptr (GError) error = NULL;

      if (hearth_db_write (writer->db, write_or_spoil, &write, &error))
        g_assert_false (write.spoils);
      else
        {
          g_assert_true (write.spoils);
          g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM);
          writer->n_failed++;
        }
    }
  return NULL;
}

static void
test_many_writers (HearthStoreTest *fixture, gconstpointer data)
{
  Writer writers[N_THREADS];
  GThread *threads[N_THREADS];
  int n_failed = 0;

  for (guint i = 0; i < N_THREADS; i++)
    {
      writers[i] = (Writer){ fixture->db, 1 + i * 1000, 0 };
      threads[i] = g_thread_new ("test-writer", run_writer, &writers[i]);
    }
  for (guint i = 0; i < N_THREADS; i++)
    {
      g_thread_join (threads[i]);
      n_failed += writers[i].n_failed;
    }
  g_assert_cmpint (hearth_store_test_number (fixture->db, "SELECT count(*) FROM desk"), ==,
                   N_THREADS * N_WRITES - n_failed);
  g_assert_cmpint (n_failed, ==, N_THREADS * ((N_WRITES + SPOILER - 1) / SPOILER));
}

/* Answers come in the order of the questions, in this thread, each after its row can be read. */
typedef struct
{
  HearthDb *db; /* (unowned) */
  GThread *thread;
  gint64 n_answers;
} Asker;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asker *asker = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_thread_self () == asker->thread);
  g_assert_true (hearth_db_write_finish (HEARTH_DB (source), result, &error));
  g_assert_no_error (error);
  asker->n_answers++;
  g_assert_cmpint (hearth_store_test_number (asker->db, "SELECT count(*) FROM desk"), >=, asker->n_answers);
}

static void
test_async (HearthStoreTest *fixture, gconstpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Asker asker = { fixture->db, g_thread_self (), 0 };
  gint64 ids[100];

  g_main_context_push_thread_default (context);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      ids[i] = i + 1;
      hearth_db_write_async (fixture->db, hearth_store_test_add_desk, &ids[i], NULL, on_answer, &asker);
    }
  while (asker.n_answers < (gint64)G_N_ELEMENTS (ids))
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
}

/* A gate that the test opens: work stands in it as long as it likes. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean entered;
  gboolean open;
} Gate;

static gboolean
stand_in_gate (HearthConn *conn, gpointer data, GError **error)
{
  Gate *gate = data;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "SELECT count(*) FROM desk", error);

  g_assert_true (hearth_stmt_step (stmt, error));
  g_mutex_lock (&gate->mutex);
  gate->entered = TRUE;
  g_cond_broadcast (&gate->cond);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
  return TRUE;
}

static void
wait_until_entered (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  while (!gate->entered)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
open_gate (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->open = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->mutex);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *done = user_data;
  g_autoptr (GError) error = NULL;

  hearth_db_read_finish (HEARTH_DB (source), result, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

/* One reader stands in the middle of its rows: writes and other reads go on, and it goes on seeing its own moment. */
static void
test_long_reader (HearthStoreTest *fixture, gconstpointer data)
{
  Gate gate = { 0 };
  gboolean done = FALSE;

  hearth_db_read_async (fixture->db, stand_in_gate, &gate, NULL, on_done, &done);
  wait_until_entered (&gate);
  for (gint64 id = 1; id <= 20; id++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (hearth_db_write (fixture->db, hearth_store_test_add_desk, &id, &error));
      g_assert_cmpint (hearth_store_test_number (fixture->db, "SELECT count(*) FROM desk"), ==, id);
    }
  g_assert_false (done);
  open_gate (&gate);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_cancelled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *done = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_false (hearth_db_read_finish (HEARTH_DB (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *done = TRUE;
}

static gboolean
count_forever (HearthConn *conn, gpointer data, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (conn,
                             "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
                             error);
  Gate *gate = data;

  g_mutex_lock (&gate->mutex);
  gate->entered = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->mutex);
  return hearth_stmt_step (stmt, error);
}

static void
test_cancel_reader (HearthStoreTest *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Gate gate = { 0 };
  gboolean done = FALSE;

  hearth_db_read_async (fixture->db, count_forever, &gate, cancellable, on_cancelled, &done);
  wait_until_entered (&gate);
  g_cancellable_cancel (cancellable);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (hearth_store_test_number (fixture->db, "SELECT count(*) FROM desk"), ==, 0);
}

static void
note_committed (gpointer data)
{
  *(gint64 *)data += 1000;
}

static gboolean
fail_work (HearthConn *conn, gpointer data, GError **error)
{
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "no");
  return FALSE;
}

static void
test_follower (HearthStoreTest *fixture, gconstpointer data)
{
  gint64 id = 1;

  g_assert_true (hearth_db_write_then (fixture->db, hearth_store_test_add_desk, note_committed, &id, NULL));
  g_assert_cmpint (id, ==, 1001);
  g_assert_false (hearth_db_write_then (fixture->db, fail_work, note_committed, &id, NULL));
  g_assert_cmpint (id, ==, 1001);
}

/* What was asked before the end is done; what is asked after it is refused. */
static void
test_close (HearthStoreTest *fixture, gconstpointer data)
{
  Asker asker = { fixture->db, g_thread_self (), 0 };
  g_autoptr (HearthDb) db = g_object_ref (fixture->db);
  g_autoptr (GError) error = NULL;
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  gint64 ids[20];
  gint64 late = 1000;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      ids[i] = i + 1;
      hearth_db_write_async (db, hearth_store_test_add_desk, &ids[i], NULL, on_answer, &asker);
    }
  g_assert_true (hearth_db_close (db, &error));
  g_assert_no_error (error);
  g_assert_true (hearth_db_close (db, &error));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_false (hearth_db_write (db, hearth_store_test_add_desk, &late, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED);

  g_clear_object (&fixture->db);
  fixture->db = hearth_db_open (fixture->path, NULL);
  g_assert_nonnull (fixture->db);
  g_assert_cmpint (hearth_store_test_number (fixture->db, "SELECT count(*) FROM desk"), ==, G_N_ELEMENTS (ids));
  asker.db = fixture->db;
  while (asker.n_answers < (gint64)G_N_ELEMENTS (ids))
    g_main_context_iteration (NULL, TRUE);
}

/* The last one lets go of the database while answers are on their way. */
static void
test_let_go (HearthStoreTest *fixture, gconstpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  gboolean done = FALSE;
  gint64 id = 1;

  g_main_context_push_thread_default (context);
  hearth_db_write_async (fixture->db, hearth_store_test_add_desk, &id, NULL, NULL, NULL);
  hearth_db_read_async (fixture->db, hearth_store_test_add_desk, &id, NULL, NULL, NULL);
  g_clear_object (&fixture->db);
  while (!done)
    {
      g_autoptr (HearthDb) db = hearth_db_open (fixture->path, NULL);

      done = db != NULL;
      if (!done)
        g_main_context_iteration (context, TRUE);
    }
  g_main_context_pop_thread_default (context);
  hearth_store_test_reopen (fixture);
  g_assert_cmpint (hearth_store_test_number (fixture->db, "SELECT count(*) FROM desk"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                                                \
  g_test_add ("/store/db/" name, HearthStoreTest, NULL, hearth_store_test_set_up, test, hearth_store_test_tear_down)
  ADD ("create", test_create);
  ADD ("many-writers", test_many_writers);
  ADD ("async", test_async);
  ADD ("long-reader", test_long_reader);
  ADD ("cancel-reader", test_cancel_reader);
  ADD ("follower", test_follower);
  ADD ("close", test_close);
  ADD ("let-go", test_let_go);
  return g_test_run ();
}
