/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* SQLite's result codes as HEARTH_ERROR. Any thread, with the connection that failed. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-conn-private.h"

#include "hearth-error.h"
#include "hearth-file.h"

#include <errno.h>

#define SQL_SHOWN 100

/* What the system said where SQLite's own code says no more than "I/O error". SQLite keeps errno for most calls, but not
 * for a COMMIT: there it is the thread's own. */
static HearthError
code_of_io_error (sqlite3 *db, int rc, int thread_errno)
{
  HearthError code = db ? hearth_file_code (sqlite3_system_errno (db)) : HEARTH_ERROR_FAILED;

  if (rc == SQLITE_IOERR_SHORT_READ || rc == SQLITE_IOERR_CORRUPTFS || rc == SQLITE_IOERR_DATA)
    return HEARTH_ERROR_DAMAGED;
  return code == HEARTH_ERROR_FAILED ? hearth_file_code (thread_errno) : code;
}

static HearthError
code_of_result (sqlite3 *db, int rc, int thread_errno)
{
  switch (rc & 0xff)
    {
    case SQLITE_FULL:
      return HEARTH_ERROR_NO_ROOM;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return HEARTH_ERROR_READ_ONLY;
    case SQLITE_CANTOPEN:
      return db && sqlite3_system_errno (db) == ENOSPC ? HEARTH_ERROR_NO_ROOM : HEARTH_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return HEARTH_ERROR_DAMAGED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return HEARTH_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      return HEARTH_ERROR_INVALID;
    case SQLITE_IOERR:
      return code_of_io_error (db, rc, thread_errno);
    default:
      return HEARTH_ERROR_FAILED;
    }
}

/**
 * hearth_sqlite_set_error:
 * @error: (nullable): return location
 * @db: (nullable): the connection that failed
 * @rc: what it gave back
 * @sql: (nullable): the text of the statement, which holds no values
 *
 * Sets @error. The message holds SQLite's own words only where these cannot quote a bound value: of a broken constraint
 * they name columns; of a full-text query they would quote what somebody typed.
 */
void
hearth_sqlite_set_error (GError **error, sqlite3 *db, int rc, const char *sql)
{
  HearthError code = code_of_result (db, rc, errno);
  const char *words = sqlite3_errstr (rc);
  gboolean constraint = (rc & 0xff) == SQLITE_CONSTRAINT && rc != SQLITE_CONSTRAINT_VTAB;

  if (db && constraint && sqlite3_extended_errcode (db) == rc)
    words = sqlite3_errmsg (db);
  if (sql && !constraint)
    g_set_error (error, HEARTH_ERROR, (int)code, "database: %s (%d) in \"%.*s\"", words, rc, SQL_SHOWN, sql);
  else
    g_set_error (error, HEARTH_ERROR, (int)code, "database: %s (%d)", words, rc);
}
