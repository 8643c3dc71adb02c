/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-offline.h"

G_BEGIN_DECLS

/* Somebody who may go on. */
typedef struct
{
  HearthAccount *account; /* (owned) */
  char *verifier;         /* (owned): Argon2id of the passphrase */
  gint64 at_s;            /* when they signed in last, by the hub's clock */
  guint failures;         /* passphrases that were wrong, in a row */
  gint64 wait_until_us;   /* none is taken before; of the clock that runs while the PC sleeps */

  char *pin; /* (owned) (nullable): Argon2id; never on the disk */
  guint pin_failures;
  gint64 shift_us; /* when they signed in with the passphrase, or were heard first; 0: the PIN is not enough */
} HearthOfflinePerson;

struct _HearthOffline
{
  HearthClient *client; /* (unowned): the outbox has it */
  char *path;           /* (owned): of the file */
  char *center;         /* (owned) (nullable): UUID */
  HearthCenter *record; /* (owned) (nullable): as the hub told it last */
  GListStore *reasons;  /* (owned) (nullable): of HearthReason, as the hub told them last */
  GArray
      *signed_out;   /* (owned) (element-type gint64): accounts that went while the hub was away, and it was not told */
  GPtrArray *people; /* (owned) (element-type HearthOfflinePerson) */
  guint stranger_failures;
  gint64 stranger_until_us;
  guint hashing;             /* threads at work */
  GCancellable *cancellable; /* (owned) */
  gulong changed_handler, center_handler;
};

HearthOfflinePerson *hearth_offline_find (HearthOffline *self, gint64 account);
void hearth_offline_load (HearthOffline *self);
void hearth_offline_save (HearthOffline *self);
guint hearth_offline_delay_s (guint failures);
char *hearth_offline_normal (const char *secret);

G_END_DECLS
