/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the tests of accounts share. Argon2id itself is tried in test-secret.c: here a step says whether the passphrase was
 * right. Aborts the test on failure. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-account-test.h"

#include "hearth-clock.h"

void
hearth_account_try_clear (HearthAccountTry *self)
{
  hearth_challenge_clear (&self->challenge);
  g_clear_object (&self->account);
}

gboolean
hearth_account_test_challenge (HearthUnit *unit, gpointer data, GError **error)
{
  HearthAccountTry *try = data;

  hearth_account_try_clear (try);
  return hearth_account_service_challenge (unit, try->account_id, try->name, &try->challenge, error);
}

gboolean
hearth_account_test_signed_in (HearthUnit *unit, gpointer data, GError **error)
{
  HearthAccountTry *try = data;

  g_clear_object (&try->account);
  return hearth_account_service_signed_in (unit, &try->challenge, try->right, &try->wait_s, &try->account, error);
}

gboolean
hearth_account_test_pin_challenge (HearthUnit *unit, gpointer data, GError **error)
{
  HearthAccountTry *try = data;

  hearth_account_try_clear (try);
  return hearth_account_service_pin_challenge (unit, try->account_id, &try->challenge, error);
}

gboolean
hearth_account_test_unlocked (HearthUnit *unit, gpointer data, GError **error)
{
  HearthAccountTry *try = data;

  g_clear_object (&try->account);
  return hearth_account_service_unlocked (unit, &try->challenge, try->right, &try->tries_left, &try->account, error);
}

gboolean
hearth_account_test_set_pin (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_account_service_set_pin_hash (unit, data, error);
}

gboolean
hearth_account_test_set_passphrase (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_account_service_set_passphrase_hash (unit, data, error);
}

gboolean
hearth_account_test_set_roles (HearthUnit *unit, gpointer data, GError **error)
{
  HearthAccountWish *manage = data;

  return hearth_account_service_set_roles (unit, manage->account_id, manage->revision, manage->roles, error);
}

gboolean
hearth_account_test_set_disabled (HearthUnit *unit, gpointer data, GError **error)
{
  HearthAccountWish *manage = data;

  return hearth_account_service_set_disabled (unit, manage->account_id, manage->disabled, error);
}

gboolean
hearth_account_test_reset (HearthUnit *unit, gpointer data, GError **error)
{
  HearthAccountWish *manage = data;

  return hearth_account_service_reset_passphrase (unit, manage->account_id, FAKE_HASH, error);
}

void
hearth_account_test_set_up (HearthAccountTest *fixture, gconstpointer data)
{
  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-12T09:00:00");
  fixture->center = hearth_test_center_new ();
  fixture->greeter = fixture->center->account_id[HEARTH_ROLE_GREETER];
}

void
hearth_account_test_tear_down (HearthAccountTest *fixture, gconstpointer data)
{
  hearth_test_center_free (fixture->center);
  hearth_clock_reset ();
}

guint
hearth_account_test_sign_in (HearthAccountTest *fixture, HearthAccountTry *try, gboolean right)
{
  try->right = right;
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, hearth_account_test_challenge, try);
  if (try->challenge.wait_s > 0)
    return try->challenge.wait_s;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_account_test_signed_in, try);
  return try->wait_s;
}

gboolean
hearth_account_test_unlock (HearthAccountTest *fixture, HearthAccountTry *try, gboolean right)
{
  try->right = right;
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, hearth_account_test_pin_challenge, try);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_account_test_unlocked, try);
  return try->account != NULL;
}
