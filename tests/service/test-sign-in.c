/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Signing in, unlocking and coming back, on a real center: who waits how long, and what ends a way back. */

#include "config.h"

#include <sodium.h>

#include "hearth-account-test.h"
#include "hearth-clock.h"
#include "hearth-error.h"

static gboolean
do_end_shift (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_account_service_end_shift (unit, error);
}

static gint64
n_audit (HearthAccountTest *fixture, const char *verb)
{
  g_autofree char *sql = g_strdup_printf ("SELECT COUNT (*) FROM audit WHERE kind = 'account' AND verb = '%s'", verb);

  return hearth_test_center_number (fixture->center, sql);
}

static void
test_welcome (HearthAccountTest *fixture, gconstpointer data)
{
  g_auto (HearthAccountTry) try = { .name = "  test GREÉTER " };

  g_assert_cmpuint (hearth_account_test_sign_in (fixture, &try, TRUE), ==, 0);
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
fail_until_waiting (HearthAccountTest *fixture, HearthAccountTry *try)
{
  static const guint waits[] = { 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900 };
  gint64 now_s = hearth_clock_now_s ();

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_assert_cmpuint (hearth_account_test_sign_in (fixture, try, FALSE), ==, waits[i]);
      g_assert_null (try->account);
      now_s += waits[i];
      if (waits[i] > 0)
        {
          hearth_clock_set (now_s - 2);
          g_assert_cmpuint (hearth_account_test_sign_in (fixture, try, TRUE), >, 0);
          g_assert_null (try->account);
          hearth_clock_set (now_s);
        }
    }
}

static void
test_wait (HearthAccountTest *fixture, gconstpointer data)
{
  g_auto (HearthAccountTry) try = { .account_id = fixture->greeter };
  g_autoptr (GError) error = NULL;

  fail_until_waiting (fixture, &try);
  /* It is still so after a restart. */
  g_assert_cmpuint (hearth_account_test_sign_in (fixture, &try, FALSE), >, 0);
  hearth_house_close (fixture->center->house, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->center->house);
  fixture->center->house = hearth_house_open (fixture->center->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hearth_account_test_sign_in (fixture, &try, TRUE), >, 800);
  g_assert_null (try.account);
  /* A right one forgets them all. */
  hearth_clock_set (hearth_clock_now_s () + 901);
  g_assert_cmpuint (hearth_account_test_sign_in (fixture, &try, TRUE), ==, 0);
  g_assert_nonnull (try.account);
  g_assert_cmpuint (hearth_account_test_sign_in (fixture, &try, FALSE), ==, 0);
}

static void
test_nobody (HearthAccountTest *fixture, gconstpointer data)
{
  g_auto (HearthAccountTry) nobody = { .name = "Nobody Atall" }, number = { .account_id = 4711 };
  g_autofree char *long_name = g_strnfill (10000, 'n');
  g_auto (HearthAccountTry) long_one = { .name = long_name };

  fail_until_waiting (fixture, &nobody);
  g_assert_cmpint (nobody.challenge.account_id, ==, 0);
  /* To verify against it takes as long as against a real one. */
  g_assert_cmpint (crypto_pwhash_str_needs_rehash (nobody.challenge.hash, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                                   crypto_pwhash_MEMLIMIT_INTERACTIVE),
                   ==, 0);
  g_assert_cmpuint (hearth_account_test_sign_in (fixture, &number, TRUE), ==, 0);
  g_assert_null (number.account);
  g_assert_cmpuint (hearth_account_test_sign_in (fixture, &long_one, TRUE), ==, 0);
  g_assert_null (long_one.account);
  /* What was typed is nowhere in the file. */
  g_assert_cmpint (hearth_test_center_number (fixture->center,
                                              "SELECT COUNT (*) FROM audit WHERE detail LIKE '%Nobody%'"),
                   ==, 0);
}

/* Tries that were begun before the others failed gain nothing. */
static void
test_tries_at_once (HearthAccountTest *fixture, gconstpointer data)
{
  g_auto (HearthAccountTry) early = { .account_id = fixture->greeter, .right = TRUE };
  g_auto (HearthAccountTry) try = { .account_id = fixture->greeter };

  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, hearth_account_test_challenge, &early);
  for (int i = 0; i < 3; i++)
    hearth_account_test_sign_in (fixture, &try, FALSE);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_account_test_signed_in, &early);
  g_assert_null (early.account);
  g_assert_cmpuint (early.wait_s, >, 0);
}

static void
test_clock_set_back (HearthAccountTest *fixture, gconstpointer data)
{
  g_auto (HearthAccountTry) try = { .account_id = fixture->greeter }, nobody = { .name = "Ahead Ofallothers" };
  gint64 now_s = hearth_clock_now_s ();

  /* The clock ran years ahead while somebody failed; now it is right again. */
  hearth_clock_set (now_s + G_GINT64_CONSTANT (1000) * 24 * 60 * 60);
  for (int i = 0; i < 4; i++)
    {
      hearth_account_test_sign_in (fixture, &try, FALSE);
      hearth_account_test_sign_in (fixture, &nobody, FALSE);
    }
  hearth_clock_set (now_s);
  /* Who guesses goes on waiting, the same for a name that nobody has. */
  g_assert_cmpuint (hearth_account_test_sign_in (fixture, &try, FALSE), >, 0);
  g_assert_cmpuint (hearth_account_test_sign_in (fixture, &nobody, FALSE), >, 0);
  g_assert_cmpuint (hearth_account_test_sign_in (fixture, &try, TRUE), >, 0);
  g_assert_null (try.account);
  hearth_clock_set (now_s + 901);
  g_assert_cmpuint (hearth_account_test_sign_in (fixture, &try, TRUE), ==, 0);
  g_assert_nonnull (try.account);

  /* And a right one is taken at once. */
  hearth_clock_set (now_s + G_GINT64_CONSTANT (1000) * 24 * 60 * 60);
  for (int i = 0; i < 4; i++)
    hearth_account_test_sign_in (fixture, &try, FALSE);
  hearth_clock_set (now_s);
  g_assert_cmpuint (hearth_account_test_sign_in (fixture, &try, TRUE), ==, 0);
  g_assert_nonnull (try.account);
}

static void
test_pin (HearthAccountTest *fixture, gconstpointer data)
{
  g_auto (HearthAccountTry) try = { .account_id = fixture->greeter };

  /* Not before a sign-in with the passphrase, and not without a PIN. */
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_account_test_set_pin, (gpointer)FAKE_HASH);
  g_assert_false (hearth_account_test_unlock (fixture, &try, TRUE));
  g_assert_false (try.challenge.pin_enough);
  hearth_account_test_sign_in (fixture, &try, TRUE);
  g_assert_true (hearth_account_test_unlock (fixture, &try, TRUE));
  g_assert_true (try.challenge.pin_enough);
  g_assert_cmpint (n_audit (fixture, "unlock"), ==, 1);

  /* Two wrong ones and a right one, then three wrong ones. */
  g_assert_false (hearth_account_test_unlock (fixture, &try, FALSE));
  g_assert_cmpuint (try.tries_left, ==, 2);
  g_assert_false (hearth_account_test_unlock (fixture, &try, FALSE));
  g_assert_cmpuint (try.tries_left, ==, 1);
  g_assert_true (hearth_account_test_unlock (fixture, &try, TRUE));
  for (guint left = 3; left-- > 0;)
    {
      g_assert_false (hearth_account_test_unlock (fixture, &try, FALSE));
      g_assert_cmpuint (try.tries_left, ==, left);
    }
  g_assert_false (hearth_account_test_unlock (fixture, &try, TRUE));
  g_assert_false (try.challenge.pin_enough);
  hearth_account_test_sign_in (fixture, &try, TRUE);
  g_assert_true (hearth_account_test_unlock (fixture, &try, TRUE));
}

static void
test_shift_ends (HearthAccountTest *fixture, gconstpointer data)
{
  g_auto (HearthAccountTry) try = { .account_id = fixture->greeter };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_account_test_set_pin, (gpointer)FAKE_HASH);
  hearth_account_test_sign_in (fixture, &try, TRUE);
  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-12T20:59:00");
  g_assert_true (hearth_account_test_unlock (fixture, &try, TRUE));
  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-12T21:00:01");
  g_assert_false (hearth_account_test_unlock (fixture, &try, TRUE));

  hearth_account_test_sign_in (fixture, &try, TRUE);
  g_assert_true (hearth_account_test_unlock (fixture, &try, TRUE));
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_end_shift, NULL);
  g_assert_false (hearth_account_test_unlock (fixture, &try, TRUE));

  /* Another passphrase goes on with the shift at this desk. */
  hearth_account_test_sign_in (fixture, &try, TRUE);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_account_test_set_passphrase,
                            (gpointer)FAKE_HASH);
  g_assert_true (hearth_account_test_unlock (fixture, &try, TRUE));
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_account_test_set_pin, (gpointer) "");
  g_assert_false (hearth_account_test_unlock (fixture, &try, TRUE));
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, hearth_account_test_set_pin, (gpointer) "2580",
                             HEARTH_ERROR_INVALID);
}

/* Coming back after a lost connection. */
typedef struct
{
  gint64 account_id;
  char *secret;           /* (owned) (nullable) */
  HearthAccount *resumed; /* (owned) (nullable) */
  const char *outcome;    /* (unowned) */
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
  return hearth_account_service_resume (unit, back->account_id, back->secret, &back->resumed, &back->outcome, error);
}

static gboolean
do_drop_resume (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_account_service_drop_resume (unit, error);
}

/* Somebody signs in at the desk of the tests and has a way back. */
static void
begin_back (HearthAccountTest *fixture, Back *back, HearthRole role)
{
  g_auto (HearthAccountTry) try = { .account_id = fixture->center->account_id[role] };

  back->account_id = try.account_id;
  hearth_account_test_sign_in (fixture, &try, TRUE);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_new_resume, back);
  g_assert_cmpuint (strlen (back->secret), ==, 64);
}

static gboolean
is_back (HearthAccountTest *fixture, Back *back)
{
  HearthCaller desk = { 0, 1, 0 };
  g_autoptr (GError) error = NULL;

  hearth_house_write (fixture->center->house, &desk, do_resume, back, &error);
  g_assert_no_error (error);
  return back->resumed != NULL;
}

static void
test_resume (HearthAccountTest *fixture, gconstpointer data)
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
test_resume_is_void (HearthAccountTest *fixture, gconstpointer data)
{
  g_auto (Back) back = { 0 }, other = { 0 };
  HearthAccountWish manage
      = { .account_id = fixture->greeter, .roles = { "coach", NULL }, .revision = HEARTH_ACCOUNT_ANY_REVISION };

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_drop_resume, NULL);
  g_assert_false (is_back (fixture, &back));
  g_assert_cmpstr (back.outcome, ==, "sign-in");

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  begin_back (fixture, &other, HEARTH_ROLE_COACH);
  g_assert_false (is_back (fixture, &back));
  g_assert_true (is_back (fixture, &other));

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, do_end_shift, NULL);
  g_assert_false (is_back (fixture, &back));

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_account_test_set_roles, &manage);
  g_assert_false (is_back (fixture, &back));

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_account_test_set_passphrase,
                            (gpointer)FAKE_HASH);
  g_assert_false (is_back (fixture, &back));

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  hearth_clock_set (hearth_clock_now_s () + 12 * 60 * 60 + 1);
  g_assert_false (is_back (fixture, &back));

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_account_test_reset, &manage);
  g_assert_false (is_back (fixture, &back));
  g_assert_cmpstr (back.outcome, ==, "passphrase");

  begin_back (fixture, &back, HEARTH_ROLE_GREETER);
  manage.disabled = TRUE;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_account_test_set_disabled, &manage);
  g_assert_false (is_back (fixture, &back));
  g_assert_cmpstr (back.outcome, ==, "disabled");
  /* A desk where they never sat learns nothing of them. */
  hearth_test_center_sql (fixture->center, "DELETE FROM shift");
  g_assert_false (is_back (fixture, &back));
  g_assert_cmpstr (back.outcome, ==, "sign-in");
}

static void
test_resume_guessed (HearthAccountTest *fixture, gconstpointer data)
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                                                \
  g_test_add (path, HearthAccountTest, NULL, hearth_account_test_set_up, test, hearth_account_test_tear_down)
  ADD ("/sign-in/welcome", test_welcome);
  ADD ("/sign-in/wait", test_wait);
  ADD ("/sign-in/nobody", test_nobody);
  ADD ("/sign-in/tries-at-once", test_tries_at_once);
  ADD ("/sign-in/clock-set-back", test_clock_set_back);
  ADD ("/sign-in/pin", test_pin);
  ADD ("/sign-in/shift-ends", test_shift_ends);
  ADD ("/sign-in/resume", test_resume);
  ADD ("/sign-in/resume-is-void", test_resume_is_void);
  ADD ("/sign-in/resume-guessed", test_resume_guessed);
  return g_test_run ();
}
