/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-checkin-page-private.h"
#include "hearth-test-desk.h"
#include "hearth-test-hub.h"

G_BEGIN_DECLS

/* A front desk for tests: a center with its hub, a client that a greeter signed in with, and the real page in a real
 * window. */
typedef struct
{
  HearthTestHub *hub;      /* (owned) */
  HearthClient *client;    /* (owned) */
  GtkWindow *window;       /* (unowned): GTK's */
  HearthCheckinPage *page; /* (unowned): in the window */
} HearthCheckinTest;

/* @people: pairs of preferred and family name, ended by NULL. */
HearthCheckinTest *hearth_checkin_test_new (const char *const *people);
HearthCheckinTest *hearth_checkin_test_new_as (HearthRole role, const char *const *people);
void hearth_checkin_test_free (HearthCheckinTest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthCheckinTest, hearth_checkin_test_free)

/* As a person at the desk does it. */
void hearth_checkin_test_sign_in (HearthCheckinTest *self, HearthRole role);
void hearth_checkin_test_type (HearthCheckinTest *self, const char *text);
gboolean hearth_checkin_test_key (HearthCheckinTest *self, guint keyval);
void hearth_checkin_test_do (HearthCheckinTest *self, const char *action);
void hearth_checkin_test_check_in (HearthCheckinTest *self, const char *name); /* waits until they are on the list */

/* What the page shows. */
HearthCheckinState hearth_checkin_test_state (HearthCheckinTest *self);
guint hearth_checkin_test_listed (HearthCheckinTest *self);        /* rows of today's list */
HearthVisit *hearth_checkin_test_newest (HearthCheckinTest *self); /* (transfer none) */

/* Visits in today's list, as the hub says. */
guint hearth_checkin_test_count (HearthCheckinTest *self);

G_END_DECLS
