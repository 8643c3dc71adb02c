/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The write-ahead log while everybody reads and writes at once: it starts anew from time to time, although at no moment
 * nobody reads. */

#include "config.h"

#include "hearth-store-test.h"

#include <glib/gstdio.h>

#define WRITES 7000
#define WRITES_AT_ONCE 8
#define READS_AT_ONCE 6
#define LOG_MAX (40 * 1024 * 1024)

typedef struct
{
  HearthStoreTest *fixture;
  guint n_begun;
  guint n_written;
  guint n_reading;
  guint n_read;
  goffset largest;
} Crowd;

/* Ten pages each: 270 MiB in all. */
static gboolean
write_much (HearthConn *conn, gpointer data, GError **error)
{
  return hearth_conn_exec (conn,
                           "INSERT OR REPLACE INTO request (id, account_id, method, answered_at_s, answer)"
                           " VALUES ('6f0c5e9e-6f5f-4a43-9d4e-0a4ad1f6b0a1', 0, 'test', 0, zeroblob (40000))",
                           error);
}

/* Some milliseconds inside one reading transaction. */
static gboolean
read_long (HearthConn *conn, gpointer data, GError **error)
{
  return hearth_conn_exec (conn,
                           "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)"
                           " SELECT sum (i), (SELECT count (*) FROM request) FROM n",
                           error);
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
  crowd->n_read++;
  if (crowd->n_written < WRITES)
    begin_read (crowd);
}

static void
begin_read (Crowd *crowd)
{
  crowd->n_reading++;
  hearth_db_read_async (crowd->fixture->db, read_long, NULL, NULL, on_read, crowd);
}

static void
test_bounded (HearthStoreTest *fixture, gconstpointer data)
{
  Crowd crowd = { .fixture = fixture };

  for (guint i = 0; i < READS_AT_ONCE; i++)
    begin_read (&crowd);
  for (guint i = 0; i < WRITES_AT_ONCE; i++)
    begin_write (&crowd);
  while (crowd.n_written < WRITES || crowd.n_reading > 0)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("%u writes, %u reads, the log at most %" G_GOFFSET_FORMAT " bytes", crowd.n_written, crowd.n_read,
                  crowd.largest);
  g_assert_cmpuint (crowd.n_read, >, READS_AT_ONCE);
  g_assert_cmpint (crowd.largest, >, 0);
  g_assert_cmpint (crowd.largest, <, LOG_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/log/bounded", HearthStoreTest, NULL, hearth_store_test_set_up, test_bounded,
              hearth_store_test_tear_down);
  return g_test_run ();
}
