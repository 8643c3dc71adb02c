/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The write-ahead log while somebody reads at every moment: it begins anew all the same. */

#include "config.h"

#include "hearth-store-test.h"

#include <glib/gstdio.h>

#define WRITES 4000
#define READS_AT_ONCE 6
#define WRITES_MEANWHILE 64
#define STALL_US (20 * 1000)
#define LOG_MAX (128 * 1024 * 1024)

typedef struct
{
  HearthStoreTest *fixture;
  guint n_begun;
  guint n_written;
  guint n_reading;
  goffset largest;

  GMutex mutex; /* guards what follows */
  GCond next;
  guint n_reads;
  guint n_told; /* writes */
  gboolean over;
} Crowd;

/* Ten pages each, one after the other: 160 MiB in all. */
static gboolean
write_much (HearthConn *conn, gpointer data, GError **error)
{
  return hearth_conn_exec (conn,
                           "INSERT OR REPLACE INTO request (id, account_id, method, answered_at_s, answer)"
                           " VALUES ('6f0c5e9e-6f5f-4a43-9d4e-0a4ad1f6b0a1', 0, 'test', 0, zeroblob (40000))",
                           error);
}

/* Goes on while others write, and ends only when the next one has begun; or when nobody writes because it reads. */
static gboolean
read_while_written (HearthConn *conn, gpointer data, GError **error)
{
  Crowd *crowd = data;
  gboolean stalled = FALSE;
  guint own, until;

  if (!hearth_conn_exec (conn, "SELECT count (*) FROM request", error))
    return FALSE;
  g_mutex_lock (&crowd->mutex);
  own = ++crowd->n_reads;
  until = crowd->n_told + WRITES_MEANWHILE;
  g_cond_broadcast (&crowd->next);
  while (!stalled && !crowd->over && (crowd->n_reads == own || crowd->n_told < until))
    {
      guint before = crowd->n_told;

      stalled = !g_cond_wait_until (&crowd->next, &crowd->mutex, g_get_monotonic_time () + STALL_US)
                && crowd->n_told == before;
    }
  g_mutex_unlock (&crowd->mutex);
  return TRUE;
}

static void begin_write (Crowd *crowd);
static void begin_read (Crowd *crowd);

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Crowd *crowd = user_data;
  g_autofree char *log = g_strconcat (crowd->fixture->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  hearth_db_write_finish (HEARTH_DB (source), result, &error);
  g_assert_no_error (error);
  crowd->n_written++;
  if (g_stat (log, &status) == 0)
    crowd->largest = MAX (crowd->largest, status.st_size);
  g_mutex_lock (&crowd->mutex);
  crowd->n_told = crowd->n_written;
  crowd->over = crowd->n_written == WRITES;
  g_cond_broadcast (&crowd->next);
  g_mutex_unlock (&crowd->mutex);
  begin_write (crowd);
}

static void
begin_write (Crowd *crowd)
{
  if (crowd->n_begun >= WRITES)
    return;
  crowd->n_begun++;
  hearth_db_write_async (crowd->fixture->db, write_much, NULL, NULL, on_written, crowd);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Crowd *crowd = user_data;
  g_autoptr (GError) error = NULL;

  hearth_db_read_finish (HEARTH_DB (source), result, &error);
  g_assert_no_error (error);
  crowd->n_reading--;
  if (crowd->n_written < WRITES)
    begin_read (crowd);
}

static void
begin_read (Crowd *crowd)
{
  crowd->n_reading++;
  hearth_db_read_async (crowd->fixture->db, read_while_written, crowd, NULL, on_read, crowd);
}

static void
test_bounded (HearthStoreTest *fixture, gconstpointer data)
{
  Crowd crowd = { .fixture = fixture };

  g_mutex_init (&crowd.mutex);
  g_cond_init (&crowd.next);
  for (guint i = 0; i < READS_AT_ONCE; i++)
    begin_read (&crowd);
  begin_write (&crowd);
  while (crowd.n_written < WRITES || crowd.n_reading > 0)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("%u writes, %u reads, the log at most %" G_GOFFSET_FORMAT " bytes", crowd.n_written, crowd.n_reads,
                  crowd.largest);
  g_assert_cmpuint (crowd.n_reads, >, READS_AT_ONCE);
  g_assert_cmpint (crowd.largest, >, 0);
  g_assert_cmpint (crowd.largest, <, LOG_MAX);
  g_cond_clear (&crowd.next);
  g_mutex_clear (&crowd.mutex);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/log/bounded", HearthStoreTest, NULL, hearth_store_test_set_up, test_bounded,
              hearth_store_test_tear_down);
  return g_test_run ();
}
