/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-db.h"
#include "hearth-test-folder.h"

G_BEGIN_DECLS

/* A center file with tables and nothing in them, in a folder of its own. */
typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned) */
  HearthDb *db; /* (owned) (nullable) */
} HearthStoreTest;

/* The same, closed, with one connection of the test's own. */
typedef struct
{
  HearthStoreTest base;
  HearthConn *conn; /* (owned) */
} HearthConnTest;

/* @filled: non-NULL: with hearth_store_test_fill() */
void hearth_conn_test_set_up (HearthConnTest *self, gconstpointer filled);
void hearth_conn_test_tear_down (HearthConnTest *self, gconstpointer filled);

void hearth_store_test_set_up (HearthStoreTest *self, gconstpointer data);
void hearth_store_test_tear_down (HearthStoreTest *self, gconstpointer data);
void hearth_store_test_close (HearthStoreTest *self);
void hearth_store_test_reopen (HearthStoreTest *self);

/* SQL that must work. */
void hearth_store_test_sql (HearthDb *db, const char *sql);
gint64 hearth_store_test_number (HearthDb *db, const char *sql);
/* A notice, a person with a name in the search, a center and an audit row: something in every corner. */
void hearth_store_test_fill (HearthDb *db);

/* After a test has changed the names of a person by SQL. */
void hearth_store_test_put_name (HearthDb *db, gint64 person_id);
/* hearth_verify() must find nothing, or something wrong with this check alone. */
void hearth_store_test_verify (HearthDb *db, const char *wrong_check);

/* Opening must fail with this code. */
void hearth_store_test_refused (const char *path, int code);
char *hearth_store_test_read_file (const char *path, gsize *length);

/* Ids of rows that the test adds: HearthDbWork with a gint64 as its data. */
gboolean hearth_store_test_add_desk (HearthConn *conn, gpointer id, GError **error);

G_END_DECLS
