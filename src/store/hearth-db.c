/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* An open center file: a writer thread with the only connection that writes and checkpoints, and reader threads with
 * query-only connections. Owned by HearthHouse, or by a tool. Its functions may be called from any thread but its own;
 * answers come in the thread-default main context of whoever asked. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-db-private.h"

#include "hearth-conn-private.h"
#include "hearth-copy.h"
#include "hearth-error.h"
#include "hearth-group.h"
#include "hearth-lock.h"
#include "hearth-migrations.h"
#include "hearth-place.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define N_READERS 2
#define GROUP_MAX 256  /* so that the first of a long queue does not wait for all of it */
#define LOG_PAGES 1000 /* a longer write-ahead log is moved into the file, and again after as many more */
#define LOG_PAGES_MANY (4 * LOG_PAGES)
#define LOG_WAIT_MS 100 /* for readers, before a log of so many pages begins anew; of twice as many twice as long */

struct _HearthDb
{
  GObject parent_instance;

  char *path;                     /* (owned): without links */
  HearthLock *lock;               /* (owned) */
  HearthConn *writer;             /* (owned): used by the writer's thread alone while that runs */
  int n_log_pages;                /* the same: of the write-ahead log, after the last COMMIT */
  int n_log_due;                  /* the same: with as many it is moved */
  HearthConn *readers[N_READERS]; /* (owned): the same for each reader's */
  GThread *writer_thread;         /* (owned) (nullable) */
  GThread *reader_threads[N_READERS];

  GMutex mutex; /* guards what follows */
  GCond wake_writer;
  GCond wake_readers;
  GQueue writes; /* of HearthJob (owned, unless somebody waits for it) */
  GQueue reads;
  guint n_reader_threads; /* gives each reader's thread its connection */
  gboolean closing;
};

G_DEFINE_FINAL_TYPE (HearthDb, hearth_db, G_TYPE_OBJECT)

static gsize
take_writes (HearthDb *self, HearthJob **jobs)
{
  gsize n_jobs = 0;

  g_mutex_lock (&self->mutex);
  while (g_queue_is_empty (&self->writes) && !self->closing)
    g_cond_wait (&self->wake_writer, &self->mutex);
  while (n_jobs < GROUP_MAX && !g_queue_is_empty (&self->writes))
    jobs[n_jobs++] = g_queue_pop_head (&self->writes);
  g_mutex_unlock (&self->mutex);
  return n_jobs;
}

static int
on_committed (gpointer data, sqlite3 *db, const char *schema, int n_pages)
{
  ((HearthDb *)data)->n_log_pages = n_pages;
  return SQLITE_OK;
}

/* After the answers, so that nobody waits for it. Where it fails the log stays, and a later write tries again. Moving it
 * lets it begin anew only if nobody reads at that moment: where somebody always does it would grow for ever, so for a long
 * one the readers of now are waited for, and those of later read the file. */
static void
move_log (HearthDb *self)
{
  sqlite3 *db = hearth_conn_get_sqlite (self->writer);

  if (self->n_log_pages < LOG_PAGES)
    self->n_log_due = LOG_PAGES;
  if (self->n_log_pages < self->n_log_due)
    return;
  self->n_log_due = self->n_log_pages + LOG_PAGES;
  if (self->n_log_pages < LOG_PAGES_MANY)
    {
      sqlite3_wal_checkpoint_v2 (db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
      return;
    }
  sqlite3_busy_timeout (db, LOG_WAIT_MS * (self->n_log_pages / LOG_PAGES_MANY));
  sqlite3_wal_checkpoint_v2 (db, NULL, SQLITE_CHECKPOINT_RESTART, NULL, NULL);
  sqlite3_busy_timeout (db, HEARTH_CONN_BUSY_MS);
}

static gpointer
run_writer (gpointer data)
{
  HearthDb *self = data;
  HearthJob *jobs[GROUP_MAX];
  gsize n_jobs;

  while ((n_jobs = take_writes (self, jobs)) > 0)
    {
      hearth_group_write (self->writer, jobs, n_jobs);
      move_log (self);
    }
  return NULL;
}

static HearthJob *
take_read (HearthDb *self)
{
  HearthJob *job;

  g_mutex_lock (&self->mutex);
  while (g_queue_is_empty (&self->reads) && !self->closing)
    g_cond_wait (&self->wake_readers, &self->mutex);
  job = g_queue_pop_head (&self->reads);
  g_mutex_unlock (&self->mutex);
  return job;
}

static gpointer
run_reader (gpointer data)
{
  HearthDb *self = data;
  HearthConn *conn;
  HearthJob *job;

  g_mutex_lock (&self->mutex);
  conn = self->readers[self->n_reader_threads++];
  g_mutex_unlock (&self->mutex);
  while ((job = take_read (self)))
    hearth_group_read (conn, job);
  return NULL;
}

static void
start_threads (HearthDb *self)
{
  sqlite3_wal_hook (hearth_conn_get_sqlite (self->writer), on_committed, self);
  self->writer_thread = g_thread_new ("hearth-writer", run_writer, self);
  for (guint i = 0; i < N_READERS; i++)
    self->reader_threads[i] = g_thread_new ("hearth-reader", run_reader, self);
}

static void
stop_threads (HearthDb *self)
{
  g_mutex_lock (&self->mutex);
  self->closing = TRUE;
  g_cond_broadcast (&self->wake_writer);
  g_cond_broadcast (&self->wake_readers);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&self->writer_thread, g_thread_join);
  for (guint i = 0; i < N_READERS; i++)
    g_clear_pointer (&self->reader_threads[i], g_thread_join);
}

/**
 * hearth_db_close:
 * @self: a database
 * @error: return location
 *
 * Finishes what was asked before, moves the log into the file, and gives the file back. Does nothing the second time.
 *
 * Returns: %FALSE if the log could not be moved: nothing is lost by that, it is read at the next start
 */
gboolean
hearth_db_close (HearthDb *self, GError **error)
{
  gboolean done = TRUE;

  g_return_val_if_fail (HEARTH_IS_DB (self), FALSE);

  stop_threads (self);
  for (guint i = 0; i < N_READERS; i++)
    g_clear_pointer (&self->readers[i], hearth_conn_free);
  if (self->writer)
    {
      sqlite3 *db = hearth_conn_get_sqlite (self->writer);
      int rc = sqlite3_wal_checkpoint_v2 (db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

      if (rc != SQLITE_OK)
        {
          hearth_sqlite_set_error (error, db, rc, NULL);
          done = FALSE;
        }
      g_clear_pointer (&self->writer, hearth_conn_free);
    }
  g_clear_pointer (&self->lock, hearth_lock_release);
  return done;
}

static void
hearth_db_dispose (GObject *object)
{
  hearth_db_close (HEARTH_DB (object), NULL);

  G_OBJECT_CLASS (hearth_db_parent_class)->dispose (object);
}

static void
hearth_db_finalize (GObject *object)
{
  HearthDb *self = HEARTH_DB (object);

  g_free (self->path);
  g_cond_clear (&self->wake_readers);
  g_cond_clear (&self->wake_writer);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (hearth_db_parent_class)->finalize (object);
}

static void
hearth_db_class_init (HearthDbClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_db_dispose;
  object_class->finalize = hearth_db_finalize;
}

static void
hearth_db_init (HearthDb *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->wake_writer);
  g_cond_init (&self->wake_readers);
}

static char *
real_path (const char *path, GError **error)
{
  char *real = realpath (path, NULL);
  int saved_errno = errno;
  char *result;

  if (!real)
    {
      g_set_error (error, HEARTH_ERROR,
                   saved_errno == ENOENT || saved_errno == ENOTDIR ? HEARTH_ERROR_NOT_FOUND : HEARTH_ERROR_READ_ONLY,
                   "cannot find the center file: %s", g_strerror (saved_errno));
      return NULL;
    }
  result = g_strdup (real);
  free (real);
  if (g_file_test (result, G_FILE_TEST_IS_REGULAR))
    return result;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the path is not that of a file");
  g_free (result);
  return NULL;
}

static gboolean
check_journal (HearthConn *conn, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "PRAGMA journal_mode", error);

  if (!stmt)
    return FALSE;
  if (hearth_stmt_step (stmt, NULL) && g_str_equal (hearth_stmt_text (stmt, 0), "wal"))
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NETWORK_DISK, "the disk cannot hold a write-ahead log");
  return FALSE;
}

/* With few pages in memory: each is read once, and the program has not yet shown anything. */
static gboolean
check_pages (HearthConn *conn, GError **error)
{
  return hearth_conn_exec (conn, "PRAGMA cache_size = -512", error) && hearth_copy_check_pages (conn, FALSE, error)
         && hearth_conn_exec (conn, "PRAGMA cache_size = -8192", error);
}

/* Nothing moves the log of a file that turns out damaged or too new: it is left as it was found. */
static gboolean
open_writer (HearthDb *self, GError **error)
{
  self->writer = hearth_conn_open (self->path, HEARTH_CONN_WRITER, error);
  return self->writer && hearth_conn_set_checkpoint_on_close (self->writer, FALSE, error)
         && check_pages (self->writer, error) && check_journal (self->writer, error)
         && hearth_migrations_run (self->writer, self->path, error)
         && hearth_conn_set_checkpoint_on_close (self->writer, TRUE, error);
}

static gboolean
open_readers (HearthDb *self, GError **error)
{
  for (guint i = 0; i < N_READERS; i++)
    {
      self->readers[i] = hearth_conn_open (self->path, HEARTH_CONN_READER, error);
      if (!self->readers[i])
        return FALSE;
    }
  return TRUE;
}

/**
 * hearth_db_open:
 * @path: a center file
 * @error: return location
 *
 * Opens it after looking at where it lies, who holds it and whether it is whole, and brings it to this program's version.
 * Reads all of it once: not for a main loop that somebody looks at. Whatever is wrong, the file stays as it was found.
 *
 * Returns: (transfer full): the database. Errors: %HEARTH_ERROR_NOT_FOUND, %HEARTH_ERROR_NETWORK_DISK,
 * %HEARTH_ERROR_READ_ONLY, %HEARTH_ERROR_BUSY (the message names program and process), %HEARTH_ERROR_DAMAGED,
 * %HEARTH_ERROR_NOT_OURS, %HEARTH_ERROR_TOO_NEW, %HEARTH_ERROR_NO_ROOM
 */
HearthDb *
hearth_db_open (const char *path, GError **error)
{
  g_autoptr (HearthDb) self = g_object_new (HEARTH_TYPE_DB, NULL);

  g_return_val_if_fail (path != NULL, NULL);

  self->path = real_path (path, error);
  if (!self->path || !hearth_place_check (self->path, error) || !hearth_migrations_check (self->path, error))
    return NULL;
  self->lock = hearth_lock_take (self->path, error);
  if (!self->lock)
    return NULL;
  if (!open_writer (self, error))
    {
      g_clear_pointer (&self->writer, hearth_conn_free);
      return NULL;
    }
  if (!open_readers (self, error))
    return NULL;
  start_threads (self);
  return g_steal_pointer (&self);
}

static gboolean
fill_new_file (const char *path, HearthDbWork fill, gpointer data, GError **error)
{
  g_autoptr (HearthConn) conn = hearth_conn_open (path, HEARTH_CONN_WRITER, error);

  if (!conn || !hearth_migrations_run (conn, NULL, error))
    return FALSE;
  return !fill
         || (hearth_conn_exec (conn, "BEGIN IMMEDIATE", error) && fill (conn, data, error)
             && hearth_conn_exec (conn, "COMMIT", error));
}

static void
remove_with_log (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_unlink (name);
    }
}

/**
 * hearth_db_make_file:
 * @path: a name that no file has
 * @fill: (nullable): writes what the file begins with, on this thread
 * @data: for @fill
 * @error: return location
 *
 * Makes a center file with the newest tables. The name appears when the file is complete: whoever is ended in the middle
 * leaves none. The errors are those of hearth_db_open(), and %HEARTH_ERROR_CONFLICT if a file is there.
 *
 * Returns: %FALSE on error: then there is no new file
 */
gboolean
hearth_db_make_file (const char *path, HearthDbWork fill, gpointer data, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = NULL;
  int fd;

  if (!hearth_place_check (path, error))
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "a file of this name is there already");
      return FALSE;
    }
  fd = hearth_copy_new_file (folder, &temporary, error);
  if (fd < 0)
    return FALSE;
  close (fd);
  if (fill_new_file (temporary, fill, data, error) && hearth_copy_put (temporary, path, FALSE, error))
    return TRUE;
  remove_with_log (temporary);
  return FALSE;
}

/**
 * hearth_db_create:
 * @path: a name that no file has
 * @error: return location
 *
 * Makes a center file with nothing in its tables, see hearth_db_make_file(), and opens it.
 *
 * Returns: (transfer full): the database
 */
HearthDb *
hearth_db_create (const char *path, GError **error)
{
  return hearth_db_make_file (path, NULL, NULL, error) ? hearth_db_open (path, error) : NULL;
}

/**
 * hearth_db_get_path:
 * @self: a database
 *
 * Returns: (transfer none): the file, with links resolved
 */
const char *
hearth_db_get_path (HearthDb *self)
{
  g_return_val_if_fail (HEARTH_IS_DB (self), NULL);

  return self->path;
}

/* Gives the job to the threads, or answers it at once when they are gone. */
static void
push (HearthDb *self, GQueue *queue, GCond *wake, HearthJob *job)
{
  gboolean closing;

  g_mutex_lock (&self->mutex);
  closing = self->closing || !self->writer_thread;
  if (!closing)
    g_queue_push_tail (queue, job);
  g_mutex_unlock (&self->mutex);
  if (!closing)
    g_cond_signal (wake); /* without the mutex, which the thread that wakes up wants at once */
  else
    {
      g_autoptr (GError) error = g_error_new (HEARTH_ERROR, HEARTH_ERROR_FAILED, "the center file is closed");

      hearth_job_fail (job, error);
      hearth_job_answer (job);
    }
}

/**
 * hearth_db_push_write:
 * @self: a database
 * @job: (transfer full): what to run on the writer's thread
 */
void
hearth_db_push_write (HearthDb *self, HearthJob *job)
{
  push (self, &self->writes, &self->wake_writer, job);
}

/**
 * hearth_db_push_read:
 * @self: a database
 * @job: (transfer full): what to run on a reader's thread
 */
void
hearth_db_push_read (HearthDb *self, HearthJob *job)
{
  push (self, &self->reads, &self->wake_readers, job);
}
