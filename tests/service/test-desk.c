/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Desks: how one joins, is known again, renews its certificate, is changed and removed; what only a director may. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-certificate.h"
#include "hearth-clock.h"
#include "hearth-desk-service.h"
#include "hearth-desk-store.h"
#include "hearth-error.h"
#include "hearth-hub-greeting.h"
#include "hearth-hub-status.h"
#include "hearth-id.h"
#include "hearth-test-center.h"

#include <string.h>

#define DAY_S (24 * 60 * 60)

/* One unit of work of a test: who is meant, and what came of it. */
typedef struct
{
  HearthCaller caller;
  gint64 desk;
  gint64 revision;
  const char *name;
  const char *changes; /* (nullable): text of an a{sv} */
  const char *fingerprint;
  const char *version;
  char *request;     /* (owned) (nullable) */
  char *certificate; /* (owned) (nullable) */
  char *authority;   /* (owned) (nullable) */
  gint64 found;
  guint n;
  gboolean renew;
  HearthDesk *record; /* (owned) (nullable) */
} Job;

static void
job_clear (Job *self)
{
  g_free (self->request);
  g_free (self->certificate);
  g_free (self->authority);
  g_clear_object (&self->record);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

static char *
new_request (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = hearth_certificate_new_key (&error);
  char *request;

  g_assert_no_error (error);
  request = hearth_certificate_new_request (key, &error);
  g_assert_no_error (error);
  return request;
}

static char *
fingerprint_of (const char *certificate)
{
  g_autoptr (GError) error = NULL;
  char *fingerprint = hearth_certificate_fingerprint_pem (certificate, &error);

  g_assert_no_error (error);
  return fingerprint;
}

static void
do_it (HearthTestCenter *center, const HearthCaller *caller, HearthUnitWork work, Job *job)
{
  g_autoptr (GError) error = NULL;

  hearth_house_write (center->house, caller, work, job, &error);
  g_assert_no_error (error);
}

static void
refuse (HearthTestCenter *center, const HearthCaller *caller, HearthUnitWork work, Job *job, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hearth_house_write (center->house, caller, work, job, &error));
  g_assert_error (error, HEARTH_ERROR, code);
}

static const HearthCaller tool = HEARTH_CALLER_TOOL;
/* The hub itself, for a peer that nobody has signed in at. */
static const HearthCaller nobody = { 0, 0, 0 };

static gboolean
work_enroll (HearthUnit *unit, gpointer data, GError **error)
{
  Job *job = data;

  g_clear_pointer (&job->certificate, g_free);
  g_clear_pointer (&job->authority, g_free);
  job->desk
      = hearth_desk_service_enroll (unit, job->name, FALSE, job->request, &job->certificate, &job->authority, error);
  return job->desk != 0;
}

static gboolean
work_enroll_own (HearthUnit *unit, gpointer data, GError **error)
{
  Job *job = data;

  g_clear_pointer (&job->certificate, g_free);
  g_clear_pointer (&job->authority, g_free);
  return hearth_desk_service_enroll_own (unit, job->request, &job->certificate, &job->authority, error);
}

static gboolean
work_renew (HearthUnit *unit, gpointer data, GError **error)
{
  Job *job = data;

  g_clear_pointer (&job->certificate, g_free);
  job->certificate = hearth_desk_service_renew (unit, job->request, error);
  return job->certificate != NULL;
}

static gboolean
work_find (HearthUnit *unit, gpointer data, GError **error)
{
  Job *job = data;

  job->found = hearth_desk_service_find (unit, job->fingerprint, error);
  return job->found != 0;
}

static gboolean
work_seen (HearthUnit *unit, gpointer data, GError **error)
{
  Job *job = data;

  return hearth_desk_service_seen (unit, job->desk, job->fingerprint, job->version, error);
}

static gboolean
work_save (HearthUnit *unit, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (GVariant) changes = g_variant_ref_sink (g_variant_new_parsed (job->changes));

  g_clear_object (&job->record);
  job->record = hearth_desk_service_save (unit, job->desk, job->revision, changes, error);
  return job->record != NULL;
}

static gboolean
work_remove (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_desk_service_remove (unit, ((Job *)data)->desk, error);
}

static gboolean
work_list (HearthUnit *unit, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (GListStore) list = hearth_desk_service_list (unit, error);

  if (list == NULL)
    return FALSE;
  job->n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_clear_object (&job->record);
  job->record = g_list_model_get_item (G_LIST_MODEL (list), 0);
  return TRUE;
}

static void
join (HearthTestCenter *center, Job *job, const char *name)
{
  job->name = name;
  g_clear_pointer (&job->request, g_free);
  job->request = new_request ();
  do_it (center, &nobody, work_enroll, job);
}

/* Which desk the center takes a certificate for; 0 for none. */
static gint64
who_is (HearthTestCenter *center, const char *certificate)
{
  g_autofree char *fingerprint = fingerprint_of (certificate);
  Job job = { .fingerprint = fingerprint };
  g_autoptr (GError) error = NULL;

  if (!hearth_house_read (center->house, &nobody, work_find, &job, &error))
    g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_REMOVED);
  return job.found;
}

static gboolean
work_identity (HearthUnit *unit, gpointer data, GError **error)
{
  HearthHubIdentity *identity = data;

  hearth_hub_identity_clear (identity);
  return hearth_desk_service_hub_identity (unit, identity, error);
}

static void
identify (HearthTestCenter *center, HearthHubIdentity *identity)
{
  g_autoptr (GError) error = NULL;

  hearth_house_write (center->house, &nobody, work_identity, identity, &error);
  g_assert_no_error (error);
}

static GTlsCertificate *
parse (const char *pem)
{
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_pem (pem, -1, &error);

  g_assert_no_error (error);
  return certificate;
}

static void
assert_fits (const char *certificate, HearthCertificateKind kind, const char *authority, gint64 now_s)
{
  g_autoptr (GTlsCertificate) parsed = parse (certificate);
  g_autoptr (GError) error = NULL;

  hearth_certificate_verify (parsed, kind, authority, now_s, &error);
  g_assert_no_error (error);
}

static void
test_identity (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_auto (HearthHubIdentity) first = { 0 }, again = { 0 };
  gint64 now_s = hearth_clock_now_s ();

  identify (center, &first);
  g_assert_true (hearth_id_is_valid (first.center_uuid));
  g_assert_cmpstr (first.center_name, ==, "Test Center");
  assert_fits (first.certificate, HEARTH_CERTIFICATE_HUB, first.authority, now_s);
  identify (center, &again);
  g_assert_cmpstr (again.certificate, ==, first.certificate);
  g_assert_cmpstr (again.key, ==, first.key);

  /* A month before its end it is another one, of the same key and authority. */
  hearth_clock_set (now_s + (HEARTH_CERTIFICATE_DAYS - HEARTH_CERTIFICATE_RENEW_DAYS - 4) * DAY_S);
  identify (center, &again);
  g_assert_cmpstr (again.certificate, ==, first.certificate);
  hearth_clock_set (now_s + (HEARTH_CERTIFICATE_DAYS - 20) * DAY_S);
  identify (center, &again);
  g_assert_cmpstr (again.certificate, !=, first.certificate);
  g_assert_cmpstr (again.key, ==, first.key);
  g_assert_cmpstr (again.authority, ==, first.authority);
  assert_fits (again.certificate, HEARTH_CERTIFICATE_HUB, first.authority, hearth_clock_now_s () + 100 * DAY_S);
  hearth_clock_reset ();
  g_assert_cmpint (hearth_test_center_number (center, "SELECT count(*) FROM audit WHERE verb IN ('make-authority',"
                                                      " 'renew-certificate')"),
                   ==, 2);
}

static void
test_join (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_auto (Job) office = { 0 }, yard = { 0 };
  HearthCaller director = hearth_test_center_caller (center, HEARTH_ROLE_DIRECTOR);

  join (center, &office, "  Office ");
  join (center, &yard, "Yard");
  g_assert_cmpint (office.desk, ==, 2);
  g_assert_cmpint (yard.desk, ==, 3);
  assert_fits (office.certificate, HEARTH_CERTIFICATE_DESK, office.authority, hearth_clock_now_s ());
  g_assert_cmpstr (office.authority, ==, yard.authority);
  g_assert_cmpint (who_is (center, office.certificate), ==, 2);
  g_assert_cmpint (who_is (center, yard.certificate), ==, 3);
  do_it (center, &director, work_list, &yard);
  g_assert_cmpuint (yard.n, ==, 3);
  g_assert_true (hearth_desk_get_own (yard.record));
  g_assert_cmpint (hearth_test_center_number (center, "SELECT count(*) FROM audit WHERE verb = 'join'"), ==, 2);
}

static void
assert_joins_as (HearthTestCenter *center, Job *job, const char *name, const char *known_as)
{
  g_autofree char *sql = NULL;

  join (center, job, name);
  sql = g_strdup_printf ("SELECT count(*) FROM desk WHERE id = %" G_GINT64_FORMAT " AND name = '%s'", job->desk,
                         known_as);
  g_assert_cmpint (hearth_test_center_number (center, sql), ==, 1);
}

/* Whoever removes a desk must know which it is. */
static void
test_names (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_autofree char *endless = g_strnfill (200, 'x');
  g_auto (Job) job = { 0 };

  assert_joins_as (center, &job, "Coaches’ room", "Coaches’ room");
  assert_joins_as (center, &job, "COACHES’ ROOM", "COACHES’ ROOM 2");
  assert_joins_as (center, &job, "Back office 2", "Back office 2");
  assert_joins_as (center, &job, "Back office 2", "Back office 3");
  assert_joins_as (center, &job, "Back office 2", "Back office 4");
  job.desk--;
  do_it (center, &tool, work_remove, &job);
  assert_joins_as (center, &job, "Back office 2", "Back office 3");
  assert_joins_as (center, &job, "7", "7");
  assert_joins_as (center, &job, "7", "8");
  /* Rather the same name than none. */
  assert_joins_as (center, &job, endless, endless);
  assert_joins_as (center, &job, endless, endless);
}

static void
test_no_join (void)
{
  static const char *const names[] = { "", "   ", "\xff" };
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (Job) job = { .name = names[i], .request = new_request () };

      refuse (center, &nobody, work_enroll, &job, HEARTH_ERROR_INVALID);
    }
  g_auto (Job) rubbish = { .name = "Office", .request = g_strdup ("-----BEGIN NEW CERTIFICATE REQUEST-----") };

  refuse (center, &nobody, work_enroll, &rubbish, HEARTH_ERROR_INVALID);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT count(*) FROM desk"), ==, 1);
}

static void
test_own (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_auto (Job) job = { .request = new_request () };
  HearthCaller director = hearth_test_center_caller (center, HEARTH_ROLE_DIRECTOR);
  HearthCaller greeter = hearth_test_center_caller (center, HEARTH_ROLE_GREETER);
  g_autofree char *first = NULL;

  refuse (center, &greeter, work_enroll_own, &job, HEARTH_ERROR_DENIED);
  do_it (center, &director, work_enroll_own, &job);
  g_assert_cmpint (who_is (center, job.certificate), ==, 1);
  first = g_strdup (job.certificate);
  do_it (center, &director, work_enroll_own, &job);
  g_assert_cmpint (who_is (center, job.certificate), ==, 1);
  g_assert_cmpint (who_is (center, first), ==, 0);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT count(*) FROM desk"), ==, 1);
}

/* A desk that lost the answer, or its power, goes on with the certificate it has. */
static void
test_renew (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_auto (Job) job = { .version = "0.3" };
  HearthCaller desk = { 0 };
  g_autofree char *old = NULL, *lost = NULL, *used = NULL;

  refuse (center, &nobody, work_renew, &job, HEARTH_ERROR_INVALID);
  join (center, &job, "Office");
  desk.desk_id = job.desk;
  old = g_strdup (job.certificate);
  refuse (center, &desk, work_renew, &job, HEARTH_ERROR_INVALID);
  hearth_clock_set (hearth_clock_now_s () + (HEARTH_CERTIFICATE_DAYS - 20) * DAY_S);
  do_it (center, &desk, work_renew, &job);
  lost = g_strdup (job.certificate);
  /* Each is a row of the audit: not as fast as a desk can ask. */
  refuse (center, &desk, work_renew, &job, HEARTH_ERROR_BUSY);
  g_assert_cmpint (who_is (center, lost), ==, job.desk);
  hearth_clock_set (hearth_clock_now_s () + 3600);
  do_it (center, &desk, work_renew, &job);
  g_assert_cmpint (who_is (center, lost), ==, 0);
  g_assert_cmpint (who_is (center, old), ==, job.desk);
  g_assert_cmpint (who_is (center, job.certificate), ==, job.desk);

  job.fingerprint = used = fingerprint_of (job.certificate);
  do_it (center, &nobody, work_seen, &job);
  g_assert_cmpint (who_is (center, old), ==, 0);
  g_assert_cmpint (who_is (center, job.certificate), ==, job.desk);
  do_it (center, &nobody, work_seen, &job);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT count(*) FROM audit WHERE verb = 'use-certificate'"), ==,
                   1);

  g_autofree char *void_print = fingerprint_of (old);

  job.fingerprint = void_print;
  refuse (center, &nobody, work_seen, &job, HEARTH_ERROR_REMOVED);
  hearth_clock_reset ();
}

static void
test_save (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_auto (Job) job = { 0 };
  HearthCaller director = hearth_test_center_caller (center, HEARTH_ROLE_DIRECTOR);
  HearthCaller supervisor = hearth_test_center_caller (center, HEARTH_ROLE_SUPERVISOR);
  gint64 revision;

  join (center, &job, "Office");
  do_it (center, &director, work_list, &job);
  revision = job.revision = hearth_test_center_number (center, "SELECT revision FROM desk WHERE id = 2");
  job.changes = "{'name': <' Back office '>, 'front-desk': <true>, 'version': <'9'>, 'id': <int64 7>}";
  refuse (center, &supervisor, work_save, &job, HEARTH_ERROR_DENIED);
  do_it (center, &director, work_save, &job);
  g_assert_cmpstr (hearth_desk_get_name (job.record), ==, "Back office");
  g_assert_true (hearth_desk_get_front_desk (job.record));
  g_assert_cmpstr (hearth_desk_get_version (job.record), ==, "");
  g_assert_cmpint (hearth_desk_get_revision (job.record), ==, revision + 1);

  job.changes = "{'keeps-backups': <true>}";
  refuse (center, &director, work_save, &job, HEARTH_ERROR_CONFLICT);
  job.revision++;
  do_it (center, &director, work_save, &job);
  g_assert_true (hearth_desk_get_keeps_backups (job.record));
  job.revision++;
  job.changes = "{'name': <''>}";
  refuse (center, &director, work_save, &job, HEARTH_ERROR_INVALID);
  job.desk = 99;
  refuse (center, &director, work_save, &job, HEARTH_ERROR_NOT_FOUND);
  g_assert_cmpint (hearth_test_center_number (center,
                                              "SELECT count(*) FROM audit WHERE verb = 'save' AND kind = 'desk'"),
                   ==, 2);
}

static void
test_remove (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_auto (Job) job = { 0 };
  HearthCaller director = hearth_test_center_caller (center, HEARTH_ROLE_DIRECTOR);
  HearthCaller there = director, greeter = hearth_test_center_caller (center, HEARTH_ROLE_GREETER);

  join (center, &job, "Office");
  there.desk_id = job.desk;
  refuse (center, &greeter, work_remove, &job, HEARTH_ERROR_DENIED);
  refuse (center, &there, work_remove, &job, HEARTH_ERROR_INVALID);
  hearth_test_center_sql (center, "INSERT INTO shift (account_id, desk_id, begun_at_s, seen_at_s, resume_hash)"
                                  " VALUES (1, 2, 1000, 1000, 'aa')");
  do_it (center, &director, work_remove, &job);
  g_assert_cmpint (who_is (center, job.certificate), ==, 0);
  refuse (center, &nobody, work_seen, &job, HEARTH_ERROR_REMOVED);
  refuse (center, &there, work_renew, &job, HEARTH_ERROR_INVALID);
  refuse (center, &director, work_remove, &job, HEARTH_ERROR_NOT_FOUND);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT count(*) FROM desk WHERE id = 2"), ==, 1);
  g_assert_cmpint (hearth_test_center_number (center,
                                              "SELECT count(*) FROM shift WHERE ended_at_s = 0 OR resume_hash <> ''"),
                   ==, 0);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT count(*) FROM desk WHERE kept_secret_key <> ''"), ==, 0);
  job.desk = 1;
  refuse (center, &tool, work_remove, &job, HEARTH_ERROR_INVALID);
}

static gboolean
work_greet (HearthUnit *unit, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (HearthHubGreeting) greeting = NULL;
  g_auto (HearthDeskKeys) keys = { 0 };
  g_autoptr (GVariant) dict = NULL;
  GVariant *told = hearth_desk_service_greet (unit, job->fingerprint, FALSE, 1, error);

  if (told == NULL)
    return FALSE;
  dict = g_variant_ref_sink (told);
  greeting = hearth_record_from_variant (HEARTH_TYPE_HUB_GREETING, dict, error);
  g_assert_true (hearth_id_is_valid (hearth_hub_greeting_get_center_uuid (greeting)));
  g_assert_true (hearth_id_is_valid (hearth_hub_greeting_get_epoch (greeting)));
  g_assert_cmpint (hearth_hub_greeting_get_desk (greeting), ==, unit->caller.desk_id);
  g_assert_cmpint (hearth_hub_greeting_get_now_s (greeting), ==, unit->now_s);
  if (unit->caller.desk_id == 1)
    {
      g_assert_false (hearth_hub_greeting_get_shared (greeting));
      g_assert_cmpstr (hearth_hub_greeting_get_kept_secret_key (greeting), ==, "");
      return TRUE;
    }
  g_assert_true (hearth_hub_greeting_get_shared (greeting));
  g_assert_true (hearth_desk_store_get_keys (unit->conn, unit->caller.desk_id, &keys, error));
  g_assert_cmpuint (strlen (keys.secret_key), ==, 64);
  g_assert_cmpstr (hearth_hub_greeting_get_kept_public_key (greeting), ==, keys.public_key);
  g_assert_cmpstr (hearth_hub_greeting_get_kept_secret_key (greeting), ==, keys.secret_key);
  job->renew = hearth_hub_greeting_get_renew (greeting);
  return TRUE;
}

static void
test_greeting (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_auto (Job) job = { 0 };
  HearthCaller desk = { 0, 1, 0 };
  gint64 now_s = hearth_clock_now_s ();
  g_autofree char *print = NULL;

  do_it (center, &desk, work_greet, &job);
  join (center, &job, "Office");
  desk.desk_id = job.desk;
  job.fingerprint = print = fingerprint_of (job.certificate);
  do_it (center, &desk, work_greet, &job);
  g_assert_false (job.renew);
  hearth_clock_set (now_s + (HEARTH_CERTIFICATE_DAYS - 20) * DAY_S);
  do_it (center, &desk, work_greet, &job);
  g_assert_true (job.renew);
  /* Also with a renewed one whose answer was lost; not with one that it has just come with. */
  do_it (center, &desk, work_renew, &job);
  do_it (center, &desk, work_greet, &job);
  g_assert_true (job.renew);
  g_free (print);
  job.fingerprint = print = fingerprint_of (job.certificate);
  do_it (center, &desk, work_greet, &job);
  g_assert_false (job.renew);
  hearth_clock_reset ();
}

static gboolean
work_status (HearthUnit *unit, gpointer data, GError **error)
{
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) told = NULL;
  g_autoptr (HearthHubStatus) status = NULL;

  if (!hearth_desk_service_status (unit, &dict, error))
    {
      g_variant_dict_clear (&dict);
      return FALSE;
    }
  told = g_variant_ref_sink (g_variant_dict_end (&dict));
  status = hearth_record_from_variant (HEARTH_TYPE_HUB_STATUS, told, error);
  g_assert_cmpstr (hearth_hub_status_get_center (status), ==, "Test Center");
  g_assert_cmpint (hearth_hub_status_get_desks (status), ==, ((Job *)data)->n);
  g_assert_cmpint (hearth_hub_status_get_certificate_expires_at_s (status) > unit->now_s, ==, ((Job *)data)->n > 0);
  return TRUE;
}

static void
test_status (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_auto (Job) job = { 0 };
  HearthCaller greeter = hearth_test_center_caller (center, HEARTH_ROLE_GREETER);

  refuse (center, &greeter, work_status, &job, HEARTH_ERROR_DENIED);
  do_it (center, &tool, work_status, &job);
  join (center, &job, "Office");
  job.n = 1;
  do_it (center, &tool, work_status, &job);
}

/* What cannot be read is an error, not the beginning of time. */
static void
test_damaged_certificate (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  HearthHubIdentity identity = { 0 };
  g_auto (Job) job = { .n = 1 };
  g_autoptr (GError) error = NULL;

  join (center, &job, "Office");
  hearth_test_center_sql (center, "UPDATE hub SET certificate = 'half of one'");
  refuse (center, &tool, work_status, &job, HEARTH_ERROR_DAMAGED);
  g_assert_false (hearth_house_write (center->house, &nobody, work_identity, &identity, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED);
  hearth_hub_identity_clear (&identity);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/identity", test_identity);
  g_test_add_func ("/desk/join", test_join);
  g_test_add_func ("/desk/names", test_names);
  g_test_add_func ("/desk/no-join", test_no_join);
  g_test_add_func ("/desk/own", test_own);
  g_test_add_func ("/desk/renew", test_renew);
  g_test_add_func ("/desk/save", test_save);
  g_test_add_func ("/desk/remove", test_remove);
  g_test_add_func ("/desk/greeting", test_greeting);
  g_test_add_func ("/desk/status", test_status);
  g_test_add_func ("/desk/damaged-certificate", test_damaged_certificate);
  return g_test_run ();
}
