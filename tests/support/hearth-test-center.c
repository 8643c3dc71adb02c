/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A whole center for tests. Everything here aborts the test on failure. One main context. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-test-center.h"

#include "hearth-account-store.h"
#include "hearth-account-service.h"
#include "hearth-center-service.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-id.h"
#include "hearth-person-store.h"
#include "hearth-secret.h"
#include "hearth-test-folder.h"

#include <sodium.h>
#include <string.h>

#define DESK 1

/* The product's own hash is slow on purpose: one for all who have the same passphrase is enough for tests. */
static const char *
hash_once (void)
{
  static char *hash;

  if (g_once_init_enter (&hash))
    {
      g_autoptr (GError) error = NULL;
      char *made = hearth_secret_hash (HEARTH_TEST_PASSPHRASE, &error);

      g_assert_no_error (error);
      g_once_init_leave (&hash, made);
    }
  return hash;
}

static gboolean
add_accounts (HearthUnit *unit, gpointer data, GError **error)
{
  static const char *const names[HEARTH_N_ROLES]
      = { "Test Greeter", "Test Coach", "Test Staff", "Test Supervisor", "Test Director" };
  HearthTestCenter *self = data;

  self->account_id[HEARTH_ROLE_DIRECTOR] = 1;
  for (int role = 0; role < HEARTH_ROLE_DIRECTOR; role++)
    {
      const char *roles[] = { hearth_role_to_nick ((HearthRole)role), NULL };

      self->account_id[role] = hearth_account_service_add (unit, names[role], NULL, roles, hash_once (), error);
      if (self->account_id[role] == 0)
        return FALSE;
    }
  return TRUE;
}

HearthTestCenter *
hearth_test_center_new (void)
{
  return hearth_test_center_new_in_zone (HEARTH_TEST_ZONE);
}

HearthTestCenter *
hearth_test_center_new_in_zone (const char *time_zone)
{
  HearthTestCenter *self = g_new0 (HearthTestCenter, 1);
  const HearthCaller tool = HEARTH_CALLER_TOOL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("hearth-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "center.hearth", NULL);
  hearth_center_service_create (self->path, "Test Center", time_zone, "Front desk", "Test Director",
                                HEARTH_TEST_PASSPHRASE, FALSE, &error);
  g_assert_no_error (error);
  self->house = hearth_house_open (self->path, &error);
  g_assert_no_error (error);
  hearth_house_write (self->house, &tool, add_accounts, self, &error);
  g_assert_no_error (error);
  return self;
}

void
hearth_test_center_free (HearthTestCenter *self)
{
  g_autoptr (GError) error = NULL;

  if (self == NULL)
    return;
  if (self->house)
    {
      hearth_house_close (self->house, &error);
      g_assert_no_error (error);
      g_clear_object (&self->house);
    }
  hearth_test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

HearthCaller
hearth_test_center_caller (HearthTestCenter *self, HearthRole role)
{
  return (HearthCaller){
    .account_id = self->account_id[role],
    .desk_id = DESK,
    .permissions = hearth_permissions_of_role (role),
  };
}

void
hearth_test_center_write (HearthTestCenter *self, HearthRole role, HearthUnitWork work, gpointer data)
{
  HearthCaller caller = hearth_test_center_caller (self, role);
  g_autoptr (GError) error = NULL;
  gboolean done = hearth_house_write (self->house, &caller, work, data, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

void
hearth_test_center_read (HearthTestCenter *self, HearthRole role, HearthUnitWork work, gpointer data)
{
  HearthCaller caller = hearth_test_center_caller (self, role);
  g_autoptr (GError) error = NULL;
  gboolean done = hearth_house_read (self->house, &caller, work, data, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

void
hearth_test_center_refuse (HearthTestCenter *self, HearthRole role, HearthUnitWork work, gpointer data, int code)
{
  HearthCaller caller = hearth_test_center_caller (self, role);
  g_autoptr (GError) error = NULL;
  gboolean done = hearth_house_write (self->house, &caller, work, data, &error);

  g_assert_error (error, HEARTH_ERROR, code);
  g_assert_false (done);
}

typedef struct
{
  const char *preferred, *family;
  gint64 id;
} NewPerson;

static gboolean
add_person (HearthUnit *unit, gpointer data, GError **error)
{
  NewPerson *new = data;
  const HearthPersonOrigin origin = { .now_s = unit->now_s };
  g_autofree char *uuid = hearth_id_new ();
  g_autoptr (HearthPerson) person
      = g_object_new (HEARTH_TYPE_PERSON, "uuid", uuid, "preferred-name", new->preferred, "family-name", new->family,
                      "told-version", "1", "told-on", "2026-01-01", NULL);

  new->id = hearth_person_store_insert (unit->conn, person, &origin, error);
  if (new->id == 0)
    return FALSE;
  hearth_unit_note_person (unit, new->id);
  return TRUE;
}

gint64
hearth_test_center_add_person (HearthTestCenter *self, const char *preferred, const char *family)
{
  NewPerson new = { preferred, family, 0 };
  const HearthCaller tool = HEARTH_CALLER_TOOL;
  g_autoptr (GError) error = NULL;

  hearth_house_write (self->house, &tool, add_person, &new, &error);
  g_assert_no_error (error);
  g_assert_cmpint (new.id, >, 0);
  return new.id;
}

static gboolean
run_sql (HearthConn *conn, gpointer data, GError **error)
{
  return hearth_conn_exec (conn, data, error);
}

void
hearth_test_center_sql (HearthTestCenter *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  hearth_db_write (hearth_house_get_db (self->house), run_sql, (gpointer)sql, &error);
  g_assert_no_error (error);
}

void
hearth_test_center_cheap_passphrases (HearthTestCenter *self)
{
  char hash[crypto_pwhash_STRBYTES];
  g_autofree char *sql = NULL;

  g_assert_cmpint (sodium_init (), >=, 0);
  g_assert_cmpint (crypto_pwhash_str (hash, HEARTH_TEST_PASSPHRASE, strlen (HEARTH_TEST_PASSPHRASE),
                                      crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN),
                   ==, 0);
  sql = g_strdup_printf ("UPDATE account SET passphrase_hash = '%s'", hash);
  hearth_test_center_sql (self, sql);
}

typedef struct
{
  gint64 id;
  HearthAccount *account;
} Reading;

static gboolean
read_account (HearthUnit *unit, gpointer data, GError **error)
{
  Reading *reading = data;

  g_clear_object (&reading->account);
  reading->account = hearth_account_store_get (unit->conn, reading->id, error);
  return reading->account != NULL;
}

HearthAccount *
hearth_test_center_account (HearthTestCenter *self, HearthRole role)
{
  Reading reading = { self->account_id[role], NULL };

  hearth_test_center_read (self, HEARTH_ROLE_DIRECTOR, read_account, &reading);
  return reading.account;
}

typedef struct
{
  const char *sql;
  gint64 number;
} Query;

static gboolean
run_query (HearthConn *conn, gpointer data, GError **error)
{
  Query *query = data;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, query->sql, error);

  if (stmt == NULL)
    return FALSE;
  g_assert_true (hearth_stmt_step (stmt, error));
  query->number = hearth_stmt_int (stmt, 0);
  return TRUE;
}

gint64
hearth_test_center_number (HearthTestCenter *self, const char *sql)
{
  Query query = { sql, 0 };
  g_autoptr (GError) error = NULL;

  hearth_db_read (hearth_house_get_db (self->house), run_query, &query, &error);
  g_assert_no_error (error);
  return query.number;
}

const char *
hearth_test_noon_zone (void)
{
  int ahead = 12 - (int)(g_get_real_time () / G_USEC_PER_SEC / 3600 % 24);
  g_autofree char *zone = NULL;

  if (ahead == 0)
    return "Etc/GMT";
  /* There the sign says how far Greenwich is ahead. */
  zone = g_strdup_printf ("Etc/GMT%+d", -ahead);
  return g_intern_string (zone);
}

gint64
hearth_test_at (const char *zone, const char *when)
{
  g_autoptr (GTimeZone) time_zone = g_time_zone_new_identifier (zone);

  g_assert_nonnull (time_zone);

  g_autoptr (GDateTime) instant = g_date_time_new_from_iso8601 (when, time_zone);

  g_assert_nonnull (instant);
  return g_date_time_to_unix (instant);
}

void
hearth_test_clock (const char *zone, const char *when)
{
  hearth_clock_set (hearth_test_at (zone, when));
}
