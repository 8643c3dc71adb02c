/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-checkin-page-private.h"
#include "hearth-client.h"
#include "hearth-embedded-hub.h"
#include "hearth-test-center.h"

G_BEGIN_DECLS

/* A front desk for tests: a center in a temporary folder, its hub, a client that a greeter signed in with, and the real
 * page in a real window. */
typedef struct
{
  HearthTestCenter *center; /* (owned) */
  HearthEmbeddedHub *hub;   /* (owned) */
  HearthClient *client;     /* (owned) */
  GtkWidget *window;        /* (owned by GTK) */
  HearthCheckinPage *page;  /* (unowned): in the window */
} HearthCheckinTest;

/* Iterates the main context until @cond holds; a test that waits longer than half a minute has failed. */
#define wait_until(cond)                                                                                               \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    HearthPatience patience_ = hearth_patience_begin ();                                                               \
    while (!(cond))                                                                                                    \
      if (!hearth_patience_wait (&patience_))                                                                          \
        g_error ("%s:%d: never came true: %s", __FILE__, __LINE__, #cond);                                             \
    hearth_patience_end (&patience_);                                                                                  \
  }                                                                                                                    \
  G_STMT_END

typedef struct
{
  gint64 until;
  guint source;
} HearthPatience;

HearthPatience hearth_patience_begin (void);
gboolean hearth_patience_wait (HearthPatience *self);
void hearth_patience_end (HearthPatience *self);

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

/* Visits in today's list, as the hub says. */
guint hearth_checkin_test_count (HearthCheckinTest *self);
HearthVisit *hearth_checkin_test_newest (HearthCheckinTest *self); /* (transfer none) */
GtkWidget *hearth_checkin_test_dialog (GType type);                /* (transfer none) (nullable) */
/* All that a sighted person could read in @widget, a line each. */
char *hearth_checkin_test_read (GtkWidget *widget);
void hearth_checkin_test_picture (GtkWidget *widget, const char *name);
void hearth_checkin_test_start (int *argc, char ***argv);

G_END_DECLS
