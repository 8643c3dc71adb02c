/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-account-service.h"
#include "hearth-test-center.h"

G_BEGIN_DECLS

#define FAKE_HASH "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$cGlu"

/* A center on a morning in March. */
typedef struct
{
  HearthTestCenter *center;
  gint64 greeter;
} HearthAccountTest;

/* A try to sign in or unlock, both steps. */
typedef struct
{
  gint64 account_id;
  const char *name;
  gboolean right;
  HearthChallenge challenge;
  guint wait_s, tries_left;
  HearthAccount *account;
} HearthAccountTry;

void hearth_account_try_clear (HearthAccountTry *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthAccountTry, hearth_account_try_clear)

/* What a director does. */
typedef struct
{
  gint64 account_id;
  const char *name;
  const char *roles[4];
  gboolean disabled;
  gint64 revision;
} HearthAccountWish;

void hearth_account_test_set_up (HearthAccountTest *fixture, gconstpointer data);
void hearth_account_test_tear_down (HearthAccountTest *fixture, gconstpointer data);

/* Both steps; returns the wait that the answer names. */
guint hearth_account_test_sign_in (HearthAccountTest *fixture, HearthAccountTry *try, gboolean right);
gboolean hearth_account_test_unlock (HearthAccountTest *fixture, HearthAccountTry *try, gboolean right);

/* Units: of a HearthAccountTry, of a hash, of a HearthAccountWish. */
gboolean hearth_account_test_challenge (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_account_test_signed_in (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_account_test_pin_challenge (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_account_test_unlocked (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_account_test_set_pin (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_account_test_set_passphrase (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_account_test_set_roles (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_account_test_set_disabled (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_account_test_reset (HearthUnit *unit, gpointer data, GError **error);

G_END_DECLS
