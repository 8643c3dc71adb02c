/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Accounts and signing in, on a real center. Argon2id itself is tried in test-secret.c: here a step says whether the
 * passphrase was right. */

#include "config.h"

#include <sodium.h>

#include "hearth-account-service.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-test-center.h"

#define FAKE_HASH "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$cGlu"

typedef struct
{
  HearthTestCenter *center;
  gint64 greeter;
} Fixture;

/* A try to sign in or unlock, both steps. */
typedef struct
{
  gint64 account_id;
  const char *name;
  gboolean right;
  HearthChallenge challenge;
  guint wait_s, tries_left;
  HearthAccount *account;
} Try;

static void
try_clear (Try *self)
{
  hearth_challenge_clear (&self->challenge);
  g_clear_object (&self->account);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Try, try_clear)

static gboolean
do_challenge (HearthUnit *unit, gpointer data, GError **error)
{
  Try *try = data;

  try_clear (try);
  return hearth_account_service_challenge (unit, try->account_id, try->name, &try->challenge, error);
}

static gboolean
do_signed_in (HearthUnit *unit, gpointer data, GError **error)
{
  Try *try = data;

  g_clear_object (&try->account);
  return hearth_account_service_signed_in (unit, &try->challenge, try->right, &try->wait_s, &try->account, error);
}

static gboolean
do_pin_challenge (HearthUnit *unit, gpointer data, GError **error)
{
  Try *try = data;

  try_clear (try);
  return hearth_account_service_pin_challenge (unit, try->account_id, &try->challenge, error);
}

static gboolean
do_unlocked (HearthUnit *unit, gpointer data, GError **error)
{
  Try *try = data;

  g_clear_object (&try->account);
  return hearth_account_service_unlocked (unit, &try->challenge, try->right, &try->tries_left, &try->account, error);
}

static gboolean
do_set_pin (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_account_service_set_pin_hash (unit, data, error);
}

static gboolean
do_end_shift (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_account_service_end_shift (unit, error);
}

static gboolean
do_set_passphrase (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_account_service_set_passphrase_hash (unit, data, error);
}

typedef struct
{
  GVariant *faces;
  gboolean more;
} Faces;

static gboolean
do_faces (HearthUnit *unit, gpointer data, GError **error)
{
  Faces *faces = data;

  g_clear_pointer (&faces->faces, g_variant_unref);
  return (faces->faces = hearth_account_service_faces (unit, &faces->more, error)) != NULL;
}

/* What a director does. */
typedef struct
{
  gint64 account_id;
  const char *name;
  const char *roles[4];
  gboolean disabled;
  gint64 revision;
} Manage;

static gboolean
do_add (HearthUnit *unit, gpointer data, GError **error)
{
  Manage *manage = data;

  manage->account_id = hearth_account_service_add (unit, manage->name, NULL, manage->roles, FAKE_HASH, error);
  return manage->account_id != 0;
}

static gboolean
do_set_roles (HearthUnit *unit, gpointer data, GError **error)
{
  Manage *manage = data;

  return hearth_account_service_set_roles (unit, manage->account_id, manage->revision, manage->roles, error);
}

static gboolean
do_set_disabled (HearthUnit *unit, gpointer data, GError **error)
{
  Manage *manage = data;

  return hearth_account_service_set_disabled (unit, manage->account_id, manage->disabled, error);
}

static gboolean
do_reset (HearthUnit *unit, gpointer data, GError **error)
{
  Manage *manage = data;

  return hearth_account_service_reset_passphrase (unit, manage->account_id, FAKE_HASH, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-12T09:00:00");
  fixture->center = hearth_test_center_new ();
  fixture->greeter = fixture->center->account_id[HEARTH_ROLE_GREETER];
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hearth_test_center_free (fixture->center);
  hearth_clock_reset ();
}

/* Both steps; returns the wait that the answer names. */
static guint
sign_in (Fixture *fixture, Try *try, gboolean right)
{
  try->right = right;
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_challenge, try);
  if (try->challenge.wait_s > 0)
    return try->challenge.wait_s;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_signed_in, try);
  return try->wait_s;
}

static gboolean
unlock (Fixture *fixture, Try *try, gboolean right)
{
  try->right = right;
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_pin_challenge, try);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_unlocked, try);
  return try->account != NULL;
}

static gint64
n_audit (Fixture *fixture, const char *verb)
{
  g_autofree char *sql = g_strdup_printf ("SELECT COUNT (*) FROM audit WHERE kind = 'account' AND verb = '%s'", verb);

  return hearth_test_center_number (fixture->center, sql);
}

static void
test_welcome (Fixture *fixture, gconstpointer data)
{
  g_auto (Try) try = { .name = "  test GREÉTER " };

  g_assert_cmpuint (sign_in (fixture, &try, TRUE), ==, 0);
  g_assert_nonnull (try.account);
  g_assert_cmpint (hearth_account_get_id (try.account), ==, fixture->greeter);
  g_assert_cmpstr (hearth_account_get_preferred_name (try.account), ==, "Test");
  g_assert_cmpstr (hearth_account_get_roles (try.account)[0], ==, "greeter");
  g_assert_true (g_strv_contains (hearth_account_get_permissions (try.account), "checkin"));
  g_assert_false (g_strv_contains (hearth_account_get_permissions (try.account), "manage-center"));
  g_assert_cmpint (n_audit (fixture, "sign-in"), ==, 1);
}

/* What waiting looks like, for a name that somebody has and for one that nobody has. */
static void
fail_until_waiting (Fixture *fixture, Try *try)
{
  static const guint waits[] = { 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900 };
  gint64 now_s = hearth_clock_now_s ();

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_assert_cmpuint (sign_in (fixture, try, FALSE), ==, waits[i]);
      g_assert_null (try->account);
      now_s += waits[i];
      if (waits[i] > 0)
        {
          hearth_clock_set (now_s - 2);
          g_assert_cmpuint (sign_in (fixture, try, TRUE), >, 0);
          g_assert_null (try->account);
          hearth_clock_set (now_s);
        }
    }
}

static void
test_wait (Fixture *fixture, gconstpointer data)
{
  g_auto (Try) try = { .account_id = fixture->greeter };
  g_autoptr (GError) error = NULL;

  fail_until_waiting (fixture, &try);
  /* It is still so after a restart. */
  g_assert_cmpuint (sign_in (fixture, &try, FALSE), >, 0);
  hearth_house_close (fixture->center->house, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->center->house);
  fixture->center->house = hearth_house_open (fixture->center->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sign_in (fixture, &try, TRUE), >, 800);
  g_assert_null (try.account);
  /* A right one forgets them all. */
  hearth_clock_set (hearth_clock_now_s () + 901);
  g_assert_cmpuint (sign_in (fixture, &try, TRUE), ==, 0);
  g_assert_nonnull (try.account);
  g_assert_cmpuint (sign_in (fixture, &try, FALSE), ==, 0);
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  g_auto (Try) nobody = { .name = "Nobody Atall" }, number = { .account_id = 4711 };
  g_autofree char *long_name = g_strnfill (10000, 'n');
  g_auto (Try) long_one = { .name = long_name };

  fail_until_waiting (fixture, &nobody);
  g_assert_cmpint (nobody.challenge.account_id, ==, 0);
  /* To verify against it takes as long as against a real one. */
  g_assert_cmpint (crypto_pwhash_str_needs_rehash (nobody.challenge.hash, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                                   crypto_pwhash_MEMLIMIT_INTERACTIVE),
                   ==, 0);
  g_assert_cmpuint (sign_in (fixture, &number, TRUE), ==, 0);
  g_assert_null (number.account);
  g_assert_cmpuint (sign_in (fixture, &long_one, TRUE), ==, 0);
  g_assert_null (long_one.account);
  /* What was typed is nowhere in the file. */
  g_assert_cmpint (hearth_test_center_number (fixture->center,
                                              "SELECT COUNT (*) FROM audit WHERE detail LIKE '%Nobody%'"),
                   ==, 0);
}

/* Tries that were begun before the others failed gain nothing. */
static void
test_tries_at_once (Fixture *fixture, gconstpointer data)
{
  g_auto (Try) early = { .account_id = fixture->greeter, .right = TRUE };
  g_auto (Try) try = { .account_id = fixture->greeter };

  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_challenge, &early);
  for (int i = 0; i < 3; i++)
    sign_in (fixture, &try, FALSE);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_signed_in, &early);
  g_assert_null (early.account);
  g_assert_cmpuint (early.wait_s, >, 0);
}

static void
test_clock_set_back (Fixture *fixture, gconstpointer data)
{
  g_auto (Try) try = { .account_id = fixture->greeter }, nobody = { .name = "Ahead Ofallothers" };
  gint64 now_s = hearth_clock_now_s ();

  /* The clock ran years ahead while somebody failed; now it is right again. */
  hearth_clock_set (now_s + G_GINT64_CONSTANT (1000) * 24 * 60 * 60);
  for (int i = 0; i < 4; i++)
    {
      sign_in (fixture, &try, FALSE);
      sign_in (fixture, &nobody, FALSE);
    }
  hearth_clock_set (now_s);
  /* Who guesses goes on waiting, the same for a name that nobody has. */
  g_assert_cmpuint (sign_in (fixture, &try, FALSE), >, 0);
  g_assert_cmpuint (sign_in (fixture, &nobody, FALSE), >, 0);
  g_assert_cmpuint (sign_in (fixture, &try, TRUE), >, 0);
  g_assert_null (try.account);
  hearth_clock_set (now_s + 901);
  g_assert_cmpuint (sign_in (fixture, &try, TRUE), ==, 0);
  g_assert_nonnull (try.account);

  /* And a right one is taken at once. */
  hearth_clock_set (now_s + G_GINT64_CONSTANT (1000) * 24 * 60 * 60);
  for (int i = 0; i < 4; i++)
    sign_in (fixture, &try, FALSE);
  hearth_clock_set (now_s);
  g_assert_cmpuint (sign_in (fixture, &try, TRUE), ==, 0);
  g_assert_nonnull (try.account);
}

static void
test_pin (Fixture *fixture, gconstpointer data)
{
  g_auto (Try) try = { .account_id = fixture->greeter };

  /* Not before a sign-in with the passphrase, and not without a PIN. */
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_set_pin, (gpointer)FAKE_HASH);
  g_assert_false (unlock (fixture, &try, TRUE));
  g_assert_false (try.challenge.pin_enough);
  sign_in (fixture, &try, TRUE);
  g_assert_true (unlock (fixture, &try, TRUE));
  g_assert_true (try.challenge.pin_enough);
  g_assert_cmpint (n_audit (fixture, "unlock"), ==, 1);

  /* Two wrong ones and a right one, then three wrong ones. */
  g_assert_false (unlock (fixture, &try, FALSE));
  g_assert_cmpuint (try.tries_left, ==, 2);
  g_assert_false (unlock (fixture, &try, FALSE));
  g_assert_cmpuint (try.tries_left, ==, 1);
  g_assert_true (unlock (fixture, &try, TRUE));
  for (guint left = 3; left-- > 0;)
    {
      g_assert_false (unlock (fixture, &try, FALSE));
      g_assert_cmpuint (try.tries_left, ==, left);
    }
  g_assert_false (unlock (fixture, &try, TRUE));
  g_assert_false (try.challenge.pin_enough);
  sign_in (fixture, &try, TRUE);
  g_assert_true (unlock (fixture, &try, TRUE));
}

static void
test_shift_ends (Fixture *fixture, gconstpointer data)
{
  g_auto (Try) try = { .account_id = fixture->greeter };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_set_pin, (gpointer)FAKE_HASH);
  sign_in (fixture, &try, TRUE);
  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-12T20:59:00");
  g_assert_true (unlock (fixture, &try, TRUE));
  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-12T21:00:01");
  g_assert_false (unlock (fixture, &try, TRUE));

  sign_in (fixture, &try, TRUE);
  g_assert_true (unlock (fixture, &try, TRUE));
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_end_shift, NULL);
  g_assert_false (unlock (fixture, &try, TRUE));

  /* Another passphrase goes on with the shift at this desk. */
  sign_in (fixture, &try, TRUE);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_set_passphrase, (gpointer)FAKE_HASH);
  g_assert_true (unlock (fixture, &try, TRUE));
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_set_pin, (gpointer) "");
  g_assert_false (unlock (fixture, &try, TRUE));
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_set_pin, (gpointer) "2580", HEARTH_ERROR_INVALID);
}

static void
test_reset (Fixture *fixture, gconstpointer data)
{
  Manage manage = { .account_id = fixture->greeter };
  g_auto (Try) try = { .account_id = fixture->greeter };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_set_pin, (gpointer)FAKE_HASH);
  sign_in (fixture, &try, TRUE);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_reset, &manage);
  g_assert_false (unlock (fixture, &try, TRUE));
  sign_in (fixture, &try, TRUE);
  g_assert_true (hearth_account_get_new_passphrase (try.account));
  g_assert_false (hearth_account_get_has_pin (try.account));
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_set_passphrase, (gpointer)FAKE_HASH);
  sign_in (fixture, &try, TRUE);
  g_assert_false (hearth_account_get_new_passphrase (try.account));
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_SUPERVISOR, do_reset, &manage, HEARTH_ERROR_DENIED);
}

static void
test_disabled (Fixture *fixture, gconstpointer data)
{
  Manage manage = { .account_id = fixture->greeter, .disabled = TRUE };
  g_auto (Try) try = { .account_id = fixture->greeter };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_set_disabled, &manage);
  g_assert_cmpuint (sign_in (fixture, &try, TRUE), ==, 0);
  g_assert_null (try.account);
  g_assert_cmpint (try.challenge.account_id, ==, 0);
  manage.disabled = FALSE;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_set_disabled, &manage);
  sign_in (fixture, &try, TRUE);
  g_assert_nonnull (try.account);
}

/* Somebody who may do what a director may when they ask. */
static HearthCaller
as_director (gint64 account)
{
  return (HearthCaller){ account, 1, hearth_permissions_of_role (HEARTH_ROLE_DIRECTOR) };
}

static void
try_as (Fixture *fixture, gint64 account, HearthUnitWork work, gpointer data, int code)
{
  HearthCaller caller = as_director (account);
  g_autoptr (GError) error = NULL;
  gboolean done = hearth_house_write (fixture->center->house, &caller, work, data, &error);

  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, HEARTH_ERROR, code);
  g_assert_cmpint (done, ==, code < 0);
}

static void
test_last_director (Fixture *fixture, gconstpointer data)
{
  gint64 director = fixture->center->account_id[HEARTH_ROLE_DIRECTOR];
  Manage last = { .account_id = director, .roles = { "staff", NULL }, .revision = HEARTH_ACCOUNT_ANY_REVISION };
  Manage other = { .account_id = fixture->greeter,
                   .roles = { "greeter", "director", NULL },
                   .revision = HEARTH_ACCOUNT_ANY_REVISION };

  last.disabled = TRUE;
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, do_set_disabled, &last, HEARTH_ERROR_LAST_DIRECTOR);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, do_set_roles, &last, HEARTH_ERROR_LAST_DIRECTOR);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_set_roles, &other);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_set_roles, &last);
  other.disabled = TRUE;
  try_as (fixture, fixture->greeter, do_set_disabled, &other, HEARTH_ERROR_LAST_DIRECTOR);
}

/* Two directors demote each other: both calls passed the gate before either was done. */
static void
test_each_other (Fixture *fixture, gconstpointer data)
{
  gint64 director = fixture->center->account_id[HEARTH_ROLE_DIRECTOR];
  gint64 staff = fixture->center->account_id[HEARTH_ROLE_STAFF];
  Manage first = { .account_id = director, .roles = { "staff", NULL }, .revision = HEARTH_ACCOUNT_ANY_REVISION };
  Manage second
      = { .account_id = fixture->greeter, .roles = { "director", NULL }, .revision = HEARTH_ACCOUNT_ANY_REVISION };
  Manage third = { .account_id = staff, .roles = { "director", NULL }, .revision = HEARTH_ACCOUNT_ANY_REVISION };
  Manage newcomer = { .name = "Somebody New", .roles = { "greeter", NULL } };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_set_roles, &second);
  second.roles[0] = "greeter";
  try_as (fixture, director, do_set_roles, &second, -1);
  try_as (fixture, fixture->greeter, do_set_roles, &first, HEARTH_ERROR_DENIED);

  /* Also where a third one would be left. */
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_set_roles, &third);
  try_as (fixture, fixture->greeter, do_set_disabled, &first, HEARTH_ERROR_DENIED);
  first.disabled = TRUE;
  try_as (fixture, fixture->greeter, do_add, &newcomer, HEARTH_ERROR_DENIED);
  try_as (fixture, fixture->greeter, do_reset, &first, HEARTH_ERROR_DENIED);
  try_as (fixture, staff, do_set_disabled, &first, -1);
  try_as (fixture, director, do_set_roles, &third, HEARTH_ERROR_DENIED);
}

static void
test_revision (Fixture *fixture, gconstpointer data)
{
  Manage manage = { .account_id = fixture->greeter, .roles = { "coach", NULL } };

  manage.revision = hearth_test_center_number (fixture->center, "SELECT revision FROM account WHERE id = 2");
  g_assert_cmpint (fixture->greeter, ==, 2);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_set_roles, &manage);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, do_set_roles, &manage, HEARTH_ERROR_CONFLICT);
}

/* Coming back after a lost connection. */
typedef struct
{
  gint64 account_id;
  char *secret;           /* (owned) (nullable) */
  HearthAccount *resumed; /* (owned) (nullable) */
} Back;

static void
back_clear (Back *self)
{
  g_free (self->secret);
  g_clear_object (&self->resumed);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Back, back_clear)

static gboolean
do_new_resume (HearthUnit *unit, gpointer data, GError **error)
{
  Back *back = data;

  g_clear_pointer (&back->secret, g_free);
  back->secret = hearth_account_service_new_resume (unit, back->account_id, error);
  return back->secret != NULL;
}

static gboolean
do_resume (HearthUnit *unit, gpointer data, GError **error)
{
  Back *back = data;

  g_clear_object (&back->resumed);
  return hearth_account_service_resume (unit, back->account_id, back->secret, &back->resumed, error);
}

static gboolean
do_drop_resume (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_account_service_drop_resume (unit, error);
}

/* Somebody signs in at the desk of the tests and has a way back. */
static void
begin_back (Fixture *fixture, Back *back, HearthRole role)
{
  g_auto (Try) try = { .account_id = fixture->center->account_id[role] };

  back->account_id = try.account_id;
  sign_in (fixture, &try, TRUE);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_new_resume, back);
  g_assert_cmpuint (strlen (back->secret), ==, 64);
}

static gboolean
is_back (Fixture *fixture, Back *back)
{
  HearthCaller desk = { 0, 1, 0 };
  g_autoptr (GError) error = NULL;

  hearth_house_write (fixture->center->house, &desk, do_resume, back, &error);
  g_assert_no_error (error);
  return back->resumed != NULL;
}

static void
test_resume (Fixture *fixture, gconstpointer data)
{
  g_auto (Back) back = { 0 };
  HearthCaller elsewhere = { 0, 2, 0 };
  g_autoptr (GError) error = NULL;

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  g_assert_true (is_back (fixture, &back));
  g_assert_cmpint (hearth_account_get_id (back.resumed), ==, fixture->greeter);
  g_assert_true (is_back (fixture, &back));
  g_assert_cmpint (n_audit (fixture, "resume"), ==, 2);
  /* Nothing in the file opens it. */
  g_assert_cmpint (hearth_test_center_number (fixture->center,
                                              "SELECT count(*) FROM shift WHERE length (resume_hash) = 64"),
                   ==, 1);
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM shift WHERE resume_hash = '%s'", back.secret);

  g_assert_cmpint (hearth_test_center_number (fixture->center, sql), ==, 0);
  /* Of that desk alone. */
  hearth_test_center_sql (fixture->center, "INSERT INTO desk (id, name, created_at_s) VALUES (2, 'Office', 1)");
  hearth_house_write (fixture->center->house, &elsewhere, do_resume, &back, &error);
  g_assert_no_error (error);
  g_assert_null (back.resumed);
}

static void
test_resume_is_void (Fixture *fixture, gconstpointer data)
{
  g_auto (Back) back = { 0 }, other = { 0 };
  Manage manage
      = { .account_id = fixture->greeter, .roles = { "coach", NULL }, .revision = HEARTH_ACCOUNT_ANY_REVISION };

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_drop_resume, NULL);
  g_assert_false (is_back (fixture, &back));

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  begin_back (fixture, &other, HEARTH_ROLE_COACH);
  g_assert_false (is_back (fixture, &back));
  g_assert_true (is_back (fixture, &other));

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_end_shift, NULL);
  g_assert_false (is_back (fixture, &back));

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_set_roles, &manage);
  g_assert_false (is_back (fixture, &back));

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_set_passphrase, (gpointer)FAKE_HASH);
  g_assert_false (is_back (fixture, &back));

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  hearth_clock_set (hearth_clock_now_s () + 12 * 60 * 60 + 1);
  g_assert_false (is_back (fixture, &back));

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_reset, &manage);
  g_assert_false (is_back (fixture, &back));

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  manage.disabled = TRUE;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_set_disabled, &manage);
  g_assert_false (is_back (fixture, &back));
}

static void
test_resume_guessed (Fixture *fixture, gconstpointer data)
{
  g_auto (Back) back = { 0 };
  g_autofree char *right = NULL;

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  right = g_steal_pointer (&back.secret);
  for (guint i = 0; i < 3; i++)
    {
      g_free (back.secret);
      back.secret = g_strndup (right, i == 0 ? 0 : 64 - i);
      g_assert_false (is_back (fixture, &back));
    }
  g_free (back.secret);
  back.secret = g_steal_pointer (&right);
  g_assert_false (is_back (fixture, &back));
  g_assert_cmpint (n_audit (fixture, "resume-refused"), ==, 3);
}

static gboolean
do_create (HearthUnit *unit, gpointer data, GError **error)
{
  Manage *manage = data;

  manage->account_id = hearth_account_service_create (unit, manage->name, NULL, manage->roles, FAKE_HASH, error);
  return manage->account_id != 0;
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  Manage manage = { .name = "Somebody New", .roles = { "coach", NULL } };
  g_auto (Try) try = { .name = "somebody new" };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_SUPERVISOR, do_create, &manage, HEARTH_ERROR_DENIED);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_create, &manage);
  sign_in (fixture, &try, TRUE);
  g_assert_true (hearth_account_get_new_passphrase (try.account));
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, do_create, &manage, HEARTH_ERROR_INVALID);
}

typedef struct
{
  gint64 account_id;
  gint64 visit;
  guint n;
} Asking;

static gboolean
do_team (HearthUnit *unit, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) team = hearth_account_service_team (unit, error);

  if (team == NULL)
    return FALSE;
  ((Asking *)data)->n = team->len;
  for (guint i = 0; i < team->len; i++)
    g_assert_cmpint (hearth_account_get_id (team->pdata[i]), !=, unit->caller.account_id);
  return TRUE;
}

static gboolean
do_check_ask (HearthUnit *unit, gpointer data, GError **error)
{
  Asking *asking = data;

  return hearth_account_service_check_ask (unit, asking->account_id, asking->visit, error);
}

static void
test_team (Fixture *fixture, gconstpointer data)
{
  Asking asking = { .account_id = fixture->center->account_id[HEARTH_ROLE_COACH] };
  Manage manage = { .account_id = asking.account_id, .disabled = TRUE };

  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_team, &asking);
  g_assert_cmpuint (asking.n, ==, HEARTH_N_ROLES - 1);
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_check_ask, &asking);
  asking.visit = 99;
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_check_ask, &asking, HEARTH_ERROR_NOT_FOUND);
  asking.visit = 0;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_set_disabled, &manage);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_check_ask, &asking, HEARTH_ERROR_NOT_FOUND);
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_team, &asking);
  g_assert_cmpuint (asking.n, ==, HEARTH_N_ROLES - 2);
  asking.account_id = 99;
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_check_ask, &asking, HEARTH_ERROR_NOT_FOUND);
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  Manage taken = { .name = "TEST  greéter", .roles = { "greeter", NULL } };
  Manage none = { .name = " \t", .roles = { "greeter", NULL } };
  Manage no_role = { .name = "Somebody New", .roles = { NULL } };
  Manage odd_role = { .name = "Somebody New", .roles = { "king", NULL } };
  Manage fine = { .name = "Zoë Ångström", .roles = { "staff", "coach", "staff", NULL } };
  g_auto (Try) try = { .name = "zoe angstrom" };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, do_add, &taken, HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, do_add, &none, HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, do_add, &no_role, HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, do_add, &odd_role, HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_STAFF, do_add, &fine, HEARTH_ERROR_DENIED);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_add, &fine);
  sign_in (fixture, &try, TRUE);
  g_assert_cmpint (hearth_account_get_id (try.account), ==, fine.account_id);
  g_assert_cmpstr (hearth_account_get_preferred_name (try.account), ==, "Zoë");
  g_assert_cmpuint (g_strv_length ((char **)hearth_account_get_roles (try.account)), ==, 2);
}

static void
test_faces (Fixture *fixture, gconstpointer data)
{
  Faces faces = { 0 };
  g_auto (Try) try = { .account_id = fixture->greeter };
  gint64 id;
  const char *name, *role;
  gboolean pin;

  sign_in (fixture, &try, TRUE);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_set_pin, (gpointer)FAKE_HASH);
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_faces, &faces);
  g_assert_false (faces.more);
  g_assert_cmpuint (g_variant_n_children (faces.faces), ==, HEARTH_N_ROLES);
  g_variant_get_child (faces.faces, 0, "(x&s&sb)", &id, &name, &role, &pin);
  g_assert_cmpint (id, ==, fixture->greeter);
  g_assert_cmpstr (name, ==, "Test");
  g_assert_cmpstr (role, ==, "greeter");
  g_assert_true (pin);
  g_variant_get_child (faces.faces, 1, "(x&s&sb)", &id, &name, &role, &pin);
  g_assert_cmpint (id, ==, fixture->center->account_id[HEARTH_ROLE_COACH]);
  g_assert_false (pin);

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *new_name = g_strdup_printf ("More %d", i);
      Manage manage = { .name = new_name, .roles = { "greeter", NULL } };

      hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_add, &manage);
      hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_faces, &faces);
      g_assert_true (faces.more == (i == 4));
      g_assert_cmpuint (g_variant_n_children (faces.faces), ==, i == 4 ? 8 : HEARTH_N_ROLES + i + 1);
    }
  g_variant_unref (faces.faces);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/account/welcome", test_welcome },
    { "/account/wait", test_wait },
    { "/account/nobody", test_nobody },
    { "/account/tries-at-once", test_tries_at_once },
    { "/account/clock-set-back", test_clock_set_back },
    { "/account/pin", test_pin },
    { "/account/shift-ends", test_shift_ends },
    { "/account/reset", test_reset },
    { "/account/disabled", test_disabled },
    { "/account/last-director", test_last_director },
    { "/account/each-other", test_each_other },
    { "/account/revision", test_revision },
    { "/account/create", test_create },
    { "/account/resume", test_resume },
    { "/account/resume-is-void", test_resume_is_void },
    { "/account/resume-guessed", test_resume_guessed },
    { "/account/team", test_team },
    { "/account/add", test_add },
    { "/account/faces", test_faces },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
