/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-account.h"
#include "hearth-house.h"
#include "hearth-role.h"

G_BEGIN_DECLS

#define HEARTH_TEST_PASSPHRASE "a lamp in the window"
#define HEARTH_TEST_PIN "2580"
#define HEARTH_TEST_ZONE "America/New_York"
/* There, a Thursday. Where hub and desks are of one process the clock stands still: no wait ends, no hour and no day begins
 * because the machine takes its time, and no test depends on when it runs. */
#define HEARTH_TEST_NOW "2026-03-12T14:14:00"

/* A center in a folder of its own, open, with somebody of every role: names "Test Director", "Test Greeter" ...; all have
 * the passphrase above, nobody has a PIN. One desk, number 1, "Front desk". The caller moves to another house by closing
 * and opening @house. */
typedef struct
{
  char *folder;                      /* (owned) */
  char *path;                        /* (owned): the center file */
  HearthHouse *house;                /* (owned) (nullable): NULL it where the test closes it itself */
  gint64 account_id[HEARTH_N_ROLES]; /* by role */
} HearthTestCenter;

HearthTestCenter *hearth_test_center_new (void);
HearthTestCenter *hearth_test_center_new_in_zone (const char *time_zone);
void hearth_test_center_free (HearthTestCenter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthTestCenter, hearth_test_center_free)

/* Who asks: the account of that role at desk 1, with what the role may do. */
HearthCaller hearth_test_center_caller (HearthTestCenter *self, HearthRole role);

/* Units of work that must succeed, and those that must fail with a code of HEARTH_ERROR. */
void hearth_test_center_write (HearthTestCenter *self, HearthRole role, HearthUnitWork work, gpointer data);
void hearth_test_center_read (HearthTestCenter *self, HearthRole role, HearthUnitWork work, gpointer data);
void hearth_test_center_refuse (HearthTestCenter *self, HearthRole role, HearthUnitWork work, gpointer data, int code);

/* (transfer full): who has that role. */
HearthAccount *hearth_test_center_account (HearthTestCenter *self, HearthRole role);

/* A record as registering makes it, without the service. @family may be "". Returns its id. */
gint64 hearth_test_center_add_person (HearthTestCenter *self, const char *preferred, const char *family);

/* All passphrases stay what they are and cost next to nothing: for tests whose time is for other things. */
void hearth_test_center_cheap_passphrases (HearthTestCenter *self);

/* SQL of a test: a statement, and the number that a query gives. */
void hearth_test_center_sql (HearthTestCenter *self, const char *sql);
gint64 hearth_test_center_number (HearthTestCenter *self, const char *sql);

/* A zone where it is about noon: of a center whose hub is a process of its own, by the clock of the machine. No day begins
 * there while a test runs. */
const char *hearth_test_noon_zone (void);

/* An instant of HEARTH_TEST_ZONE or another zone, "2026-03-12T14:14:00", as UTC seconds; the clock stands there. */
gint64 hearth_test_at (const char *zone, const char *when);
void hearth_test_clock (const char *zone, const char *when);

G_END_DECLS
