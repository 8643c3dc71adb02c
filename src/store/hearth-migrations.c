/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The schema's steps, from the texts in sql/, each in one transaction with the number it leads to. Called by HearthDb
 * before anybody else has the file open. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-migrations.h"

#include "hearth-conn-private.h"
#include "hearth-copy.h"
#include "hearth-error.h"
#include "hearth-store-resource.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define RESOURCE_FOLDER "/org/recoverycommons/Hearth/store/sql/"
#define MAGIC "SQLite format 3"
#define HEADER_LENGTH 100
#define USER_VERSION_AT 60
#define APPLICATION_ID_AT 68

static const struct
{
  int number;
  const char *file;
} released[] = {
  { 1, "0001-check-in.sql" },
  { 2, "0002-several-desks.sql" },
  { 3, "0003-hub-moved.sql" },
};

/**
 * hearth_migrations_latest:
 *
 * Returns: the user_version of the files this program makes
 */
int
hearth_migrations_latest (void)
{
  return released[G_N_ELEMENTS (released) - 1].number;
}

static guint32
read_big_endian (const guint8 *bytes)
{
  return ((guint32)bytes[0] << 24) | ((guint32)bytes[1] << 16) | ((guint32)bytes[2] << 8) | bytes[3];
}

static gboolean
read_header (const char *path, guint8 *header, GError **error)
{
  FILE *file = g_fopen (path, "rbe");
  gsize length;
  int saved_errno = errno;

  if (!file)
    {
      g_set_error (error, HEARTH_ERROR, saved_errno == ENOENT ? HEARTH_ERROR_NOT_FOUND : HEARTH_ERROR_READ_ONLY,
                   "cannot open the center file: %s", g_strerror (saved_errno));
      return FALSE;
    }
  length = fread (header, 1, HEADER_LENGTH, file);
  fclose (file);
  if (length == HEADER_LENGTH && memcmp (header, MAGIC, sizeof MAGIC) == 0)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "this is no center file, or its beginning is gone");
  return FALSE;
}

static gboolean
check_version (gint64 version, GError **error)
{
  if (version <= hearth_migrations_latest ())
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_TOO_NEW,
               "the center file has version %" G_GINT64_FORMAT ", this program knows up to %d", version,
               hearth_migrations_latest ());
  return FALSE;
}

/**
 * hearth_migrations_check:
 * @path: a file that should be a center file
 * @error: return location
 *
 * Looks at its first bytes without opening it as a database, so that a file of another program is left as it is.
 *
 * Returns: whether it may be opened
 */
gboolean
hearth_migrations_check (const char *path, GError **error)
{
  guint8 header[HEADER_LENGTH];

  if (!read_header (path, header, error))
    return FALSE;
  if (read_big_endian (header + APPLICATION_ID_AT) != HEARTH_CENTER_FILE_ID)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_OURS, "the file is a database of another program");
      return FALSE;
    }
  return check_version (read_big_endian (header + USER_VERSION_AT), error);
}

/* Beside the backups and never among them: a copy from before a new version is kept until somebody takes it away. */
static gboolean
keep_copy (HearthConn *conn, const char *path, gint64 version, GError **error)
{
  g_autofree char *folder = hearth_copy_folder (path, error);
  g_autofree char *stem = hearth_copy_stem (path);
  g_autofree char *name = g_strdup_printf ("%s-before-version-%" G_GINT64_FORMAT ".hearth", stem, version + 1);
  g_autofree char *kept = folder ? g_build_filename (folder, name, NULL) : NULL;
  g_autofree char *temporary = NULL;
  int fd = folder ? hearth_copy_new_file (folder, &temporary, error) : -1;
  gboolean done;

  if (fd < 0)
    return FALSE;
  close (fd);
  done = hearth_copy_take (conn, temporary, error) && hearth_copy_put (temporary, kept, TRUE, error);
  if (!done)
    g_unlink (temporary);
  return done;
}

static gboolean
check_foreign_keys (HearthConn *conn, GError **error)
{
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "PRAGMA foreign_key_check", error);
  g_autoptr (GError) local_error = NULL;

  if (!stmt)
    return FALSE;
  if (hearth_stmt_step (stmt, &local_error))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "a migration leaves references that lead nowhere");
      return FALSE;
    }
  if (!local_error)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
run_in_transaction (HearthConn *conn, const HearthMigration *migration, GError **error)
{
  g_autofree char *numbers = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                              HEARTH_CENTER_FILE_ID, migration->number);

  if (!hearth_conn_exec (conn, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (hearth_conn_run_script (conn, migration->sql, error) && check_foreign_keys (conn, error)
      && hearth_conn_run_script (conn, numbers, error) && hearth_conn_exec (conn, "COMMIT", error))
    return TRUE;
  hearth_conn_reset_statements (conn);
  if (hearth_conn_in_transaction (conn))
    hearth_conn_exec (conn, "ROLLBACK", NULL);
  g_prefix_error (error, "migration %d: ", migration->number);
  return FALSE;
}

/* Foreign keys are off while tables are rebuilt, and all are checked before the COMMIT. */
static gboolean
run_one (HearthConn *conn, const HearthMigration *migration, GError **error)
{
  gboolean done;

  if (!hearth_conn_run_script (conn, "PRAGMA foreign_keys = OFF", error))
    return FALSE;
  done = run_in_transaction (conn, migration, error);
  return hearth_conn_run_script (conn, "PRAGMA foreign_keys = ON", done ? error : NULL) && done;
}

/**
 * hearth_migrations_run_list:
 * @conn: the writer
 * @path: (nullable): the file, of which a copy is kept before each step; %NULL for a file that is only being made
 * @list: (array length=n_list): all steps in order
 * @n_list: how many
 * @error: return location
 *
 * Takes the steps that the file has not taken yet.
 *
 * Returns: %FALSE on error: the file is as it was before the step that failed
 */
gboolean
hearth_migrations_run_list (
    HearthConn *conn, const char *path, const HearthMigration *list, gsize n_list, GError **error)
{
  gint64 version;

  if (!hearth_conn_get_pragma (conn, "PRAGMA user_version", &version, error) || !check_version (version, error))
    return FALSE;
  for (gsize i = 0; i < n_list; i++)
    if (list[i].number > version)
      {
        if (path && !keep_copy (conn, path, version, error))
          return FALSE;
        if (!run_one (conn, &list[i], error))
          return FALSE;
        version = list[i].number;
      }
  return TRUE;
}

/**
 * hearth_migrations_run:
 * @conn: the writer
 * @path: (nullable): see hearth_migrations_run_list()
 * @error: return location
 *
 * Brings the file to the newest version that this program knows.
 *
 * Returns: %FALSE on error
 */
gboolean
hearth_migrations_run (HearthConn *conn, const char *path, GError **error)
{
  HearthMigration list[G_N_ELEMENTS (released)];
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (released); i++)
    {
      g_autofree char *name = g_strconcat (RESOURCE_FOLDER, released[i].file, NULL);
      GBytes *text
          = g_resource_lookup_data (hearth_store_resource_get_resource (), name, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

      if (!text)
        return FALSE;
      g_ptr_array_add (texts, text);
      list[i] = (HearthMigration){ released[i].number, g_bytes_get_data (text, NULL) };
    }
  return hearth_migrations_run_list (conn, path, list, G_N_ELEMENTS (list), error);
}
