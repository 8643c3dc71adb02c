/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-account.h"
#include "hearth-unit.h"

G_BEGIN_DECLS

/* Signing in takes two steps, because Argon2id takes a tenth of a second and 64 MiB: a read gives the hash
 * (hearth_account_service_challenge), hearth_secret_verify() runs beside the database, and a write records how it went. */
typedef struct
{
  gint64 account_id;   /* 0: nobody has that name; verify all the same, so that it takes as long */
  char *hash;          /* (owned): to verify against */
  guint wait_s;        /* > 0: do not verify, answer "wait" */
  gboolean pin_enough; /* of a PIN challenge: FALSE: answer "passphrase" */
  char *stranger;      /* (owned) (nullable): stands for a name that nobody has */
} HearthChallenge;

void hearth_challenge_clear (HearthChallenge *self);

gboolean hearth_account_service_challenge (
    HearthUnit *unit, gint64 account, const char *name, HearthChallenge *challenge, GError **error);
gboolean
hearth_account_service_pin_challenge (HearthUnit *unit, gint64 account, HearthChallenge *challenge, GError **error);
/* @account: (out) (nullable): set when welcome */
gboolean hearth_account_service_signed_in (HearthUnit *unit,
                                           const HearthChallenge *challenge,
                                           gboolean right,
                                           guint *wait_s,
                                           HearthAccount **account,
                                           GError **error);
gboolean hearth_account_service_unlocked (HearthUnit *unit,
                                          const HearthChallenge *challenge,
                                          gboolean right,
                                          guint *tries_left,
                                          HearthAccount **account,
                                          GError **error);
gboolean hearth_account_service_end_shift (HearthUnit *unit, GError **error);
gboolean hearth_account_service_end_shift_heard (HearthUnit *unit, GError **error);

/* The way back after a lost connection: a secret for who has just been welcome at the caller's desk ("" where there is no
 * desk), and the account that comes back with it. */
char *hearth_account_service_new_resume (HearthUnit *unit, gint64 account, GError **error);
gboolean hearth_account_service_resume (HearthUnit *unit,
                                        gint64 account,
                                        const char *resume,
                                        HearthAccount **resumed,
                                        const char **outcome,
                                        GError **error);
gboolean hearth_account_service_drop_resume (HearthUnit *unit, GError **error);

gboolean hearth_account_service_set_pin_hash (HearthUnit *unit, const char *pin_hash, GError **error);
gboolean hearth_account_service_set_passphrase_hash (HearthUnit *unit, const char *hash, GError **error);
GVariant *hearth_account_service_faces (HearthUnit *unit, gboolean *more, GError **error); /* a(xssb) */

/* For hearthctl and the first start. @passphrase_hash: of hearth_secret_hash(). */
gint64 hearth_account_service_add (HearthUnit *unit,
                                   const char *name,
                                   const char *preferred_name,
                                   const char *const *roles,
                                   const char *passphrase_hash,
                                   GError **error);
GListStore *hearth_account_service_list (HearthUnit *unit, GError **error);
#define HEARTH_ACCOUNT_ANY_REVISION (-1)
gboolean hearth_account_service_set_roles (
    HearthUnit *unit, gint64 account, gint64 revision, const char *const *roles, GError **error);
gboolean hearth_account_service_reset_passphrase (HearthUnit *unit, gint64 account, const char *hash, GError **error);
gboolean hearth_account_service_set_disabled (HearthUnit *unit, gint64 account, gboolean disabled, GError **error);

/* For a director at a desk: with a passphrase that the hub has made, see hearth_secret_new_once(). */
gint64 hearth_account_service_create (HearthUnit *unit,
                                      const char *name,
                                      const char *preferred_name,
                                      const char *const *roles,
                                      const char *passphrase_hash,
                                      GError **error);
gboolean hearth_account_service_check_new (
    HearthUnit *unit, const char *name, const char *preferred_name, const char *const *roles, GError **error);
gboolean hearth_account_service_check_there (HearthUnit *unit, gint64 account, GError **error);

/* Asking for somebody of the team. */
GPtrArray *hearth_account_service_team (HearthUnit *unit, GError **error); /* of HearthAccount */
gboolean hearth_account_service_check_ask (HearthUnit *unit, gint64 account, gint64 visit, GError **error);

G_END_DECLS
